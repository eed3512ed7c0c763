#include "server/child.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pland::server {
namespace {

struct Pipe {
  int ends[2] = {-1, -1};
  Pipe() {
    if (::pipe2(ends, O_CLOEXEC) != 0) ends[0] = ends[1] = -1;
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() { close(0), close(1); }
  void close(int end) {
    if (ends[end] >= 0) ::close(ends[end]);
    ends[end] = -1;
  }
};

// In the child, after the fork: only calls that are safe there.
[[noreturn]] void become(char* const* arguments, const char* folder, char* const* environment,
                         int nothing, const Pipe& out, const Pipe& err, const Pipe& failure) {
  const bool ready = ::dup2(nothing, STDIN_FILENO) >= 0 &&
                     ::dup2(out.ends[1], STDOUT_FILENO) >= 0 &&
                     ::dup2(err.ends[1], STDERR_FILENO) >= 0 && ::chdir(folder) == 0;
  if (ready) ::execvpe(arguments[0], arguments, environment);
  const int why = errno;
  [[maybe_unused]] const ssize_t told = ::write(failure.ends[1], &why, sizeof why);
  ::_exit(127);
}

void read_all(Pipe& out, Pipe& err, ChildResult& result) {
  pollfd waiting[2] = {{out.ends[0], POLLIN, 0}, {err.ends[0], POLLIN, 0}};
  std::string* texts[2] = {&result.out, &result.err};
  char buffer[65536];
  while (waiting[0].fd >= 0 || waiting[1].fd >= 0) {
    if (::poll(waiting, 2, -1) < 0 && errno != EINTR) return;
    for (int i = 0; i < 2; ++i) {
      if (waiting[i].fd < 0 || waiting[i].revents == 0) continue;
      const ssize_t got = ::read(waiting[i].fd, buffer, sizeof buffer);
      if (got > 0) texts[i]->append(buffer, static_cast<std::size_t>(got));
      if (got == 0 || (got < 0 && errno != EINTR)) waiting[i].fd = -1;
    }
  }
}

}  // namespace

ChildResult run_child(const std::vector<std::string>& arguments, const std::string& folder,
                      const std::vector<std::pair<std::string, std::string>>& environment) {
  ChildResult result;
  std::vector<std::string> variables;
  for (char** each = ::environ; *each; ++each) {
    const std::string_view variable = *each;
    bool replaced = false;
    for (const auto& [name, value] : environment) {
      replaced |= variable.substr(0, variable.find('=')) == name;
    }
    if (!replaced) variables.emplace_back(variable);
  }
  for (const auto& [name, value] : environment) variables.push_back(name + "=" + value);
  auto pointers = [](const std::vector<std::string>& strings) {
    std::vector<char*> out;
    for (const std::string& string : strings) out.push_back(const_cast<char*>(string.c_str()));
    out.push_back(nullptr);
    return out;
  };
  const std::vector<char*> argv = pointers(arguments), envp = pointers(variables);

  Pipe out, err, failure;
  const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  const pid_t child = ::fork();
  if (child == 0) become(argv.data(), folder.c_str(), envp.data(), nothing, out, err, failure);
  const int why_no_fork = errno;
  if (nothing >= 0) ::close(nothing);
  out.close(1), err.close(1), failure.close(1);
  if (child < 0) {
    result.problem = std::strerror(why_no_fork);
    return result;
  }
  read_all(out, err, result);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  int why = 0;
  if (::read(failure.ends[0], &why, sizeof why) == sizeof why) {
    result.problem = std::strerror(why);
    return result;
  }
  result.started = true;
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

}  // namespace pland::server
