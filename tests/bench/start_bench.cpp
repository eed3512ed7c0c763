// From the start of the program to its answer to `initialize`, as an editor waits for it, beside
// the start and end of `true`. Wall time, because other processes do the work.
#include <chrono>
#include <fcntl.h>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

#include "protocol/framing.h"
#include "tests/bench/beside.h"

extern char** environ;

namespace {

using namespace pland;

struct Pipe {
  int ends[2] = {-1, -1};
  Pipe() {
    if (::pipe2(ends, O_CLOEXEC) != 0) ends[0] = ends[1] = -1;
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  void close_end(int i) {
    if (ends[i] >= 0) ::close(ends[i]);
    ends[i] = -1;
  }
};

pid_t spawn(std::vector<std::string> arguments, Pipe* in, Pipe* out) {
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  if (in != nullptr) ::posix_spawn_file_actions_adddup2(&actions, in->ends[0], 0);
  if (out != nullptr) ::posix_spawn_file_actions_adddup2(&actions, out->ends[1], 1);
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  pid_t child = -1;
  if (::posix_spawnp(&child, pointers[0], &actions, nullptr, pointers.data(), environ) != 0)
    child = -1;
  ::posix_spawn_file_actions_destroy(&actions);
  return child;
}

void say(const Pipe& in, std::string_view body) {
  const std::string message = protocol::frame(body);
  if (::write(in.ends[1], message.data(), message.size()) < 0) return;
}

bool hear(const Pipe& out) {
  protocol::Framer framer;
  char buffer[4096];
  for (ssize_t size; (size = ::read(out.ends[0], buffer, sizeof buffer)) > 0;) {
    std::string_view bytes(buffer, static_cast<std::size_t>(size));
    if (framer.take(bytes)) return true;
  }
  return false;
}

constexpr std::string_view initialize =
    R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,)"
    R"("capabilities":{}}})";

using Clock = std::chrono::steady_clock;
double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Seconds until the answer; below 0 when there is none.
double start_server() {
  Pipe in, out;
  const auto start = Clock::now();
  const pid_t child = spawn({PLAND_BINARY, "lsp"}, &in, &out);
  if (child < 0) return -1;
  in.close_end(0);
  out.close_end(1);
  say(in, initialize);
  const double time = hear(out) ? seconds_since(start) : -1;
  say(in, R"({"jsonrpc":"2.0","id":2,"method":"shutdown"})");
  say(in, R"({"jsonrpc":"2.0","method":"exit"})");
  in.close_end(1);
  int status = 0;
  ::waitpid(child, &status, 0);
  return time;
}

double start_true() {
  const auto start = Clock::now();
  const pid_t child = spawn({"true"}, nullptr, nullptr);
  int status = 0;
  ::waitpid(child, &status, 0);
  return seconds_since(start);
}

void start_to_initialize(benchmark::State& state) {
  std::vector<double> times, yards;
  for (auto _ : state) {
    yards.push_back(start_true());
    const double time = start_server();
    if (time < 0) {
      state.SkipWithError("the server did not answer");
      break;
    }
    times.push_back(time);
    state.SetIterationTime(time);
  }
  if (times.empty()) return;
  state.counters["p50_ms"] = bench::median(times) * 1e3;
  state.counters["p99_ms"] = bench::percentile(times, 0.99) * 1e3;
  state.counters["times_true"] = bench::median(times) / bench::median(yards);
}
BENCHMARK(start_to_initialize)->UseManualTime()->Iterations(200)->Unit(benchmark::kMillisecond);

}  // namespace
