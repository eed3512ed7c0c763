// Whole conversations over real descriptors, each in a child process, as a client would see them.
#include <arpa/inet.h>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <filesystem>
#include <netinet/in.h>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "protocol/framing.h"
#include "server/serve.h"
#include "tests/server/toy.h"

using namespace pland::server;
using pland::protocol::frame;

namespace {

const std::string initialize =
    frame(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}})");
const std::string read_number = frame(R"({"jsonrpc":"2.0","id":2,"method":"toy/read"})");
const std::string add = frame(R"({"jsonrpc":"2.0","method":"toy/add","params":{"by":3}})");
const std::string shutdown_exit = frame(R"({"jsonrpc":"2.0","id":3,"method":"shutdown"})") +
                                  frame(R"({"jsonrpc":"2.0","method":"exit"})");
const std::string good = initialize + add + read_number + shutdown_exit;
const std::string good_answer =
    frame(R"({"jsonrpc":"2.0","id":1,"result":{"capabilities":{},"serverInfo":{"name":"toy"}}})") +
    frame(R"({"jsonrpc":"2.0","id":2,"result":3})") +
    frame(R"({"jsonrpc":"2.0","id":3,"result":null})");

// Runs the toy server in a child on the given descriptors.
pid_t start(int in, int out, int err, Endpoint endpoint = {}, unsigned threads = 0) {
  std::fflush(nullptr);
  const pid_t child = ::fork();
  if (child != 0) return child;
  ::dup2(in, 0);
  ::dup2(out, 1);
  ::dup2(err, 2);
  for (int fd = 3; fd < 256; ++fd) ::close(fd);
  int code = 70;
  {
    Log log;
    Scheduler scheduler(threads);
    Session session(scheduler, log);
    toy::State state(session.client());
    state.in_initialize = [] {
      std::printf("a stray print\n");
      std::fflush(stdout);
    };
    session.serve(toy::routes(state));
    code = serve(scheduler, session, endpoint, log);
  }
  ::_exit(code);
}

int exit_code(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

struct Pipe {
  Pipe() { REQUIRE(::pipe(ends.data()) == 0); }
  ~Pipe() {
    close_read();
    close_write();
  }
  int read_end() const { return ends[0]; }
  int write_end() const { return ends[1]; }
  void close_read() { close(ends[0]); }
  void close_write() { close(ends[1]); }
  static void close(int& fd) {
    if (fd >= 0) ::close(fd);
    fd = -1;
  }
  std::array<int, 2> ends{-1, -1};
};

// What can be read until `enough` bytes, the end, or five seconds of silence.
std::string read_some(int fd, std::size_t enough = std::string::npos) {
  std::string text;
  std::array<char, 4096> buffer;
  while (text.size() < enough) {
    pollfd ready{fd, POLLIN, 0};
    if (::poll(&ready, 1, 5'000) <= 0) break;
    const auto size = ::read(fd, buffer.data(), buffer.size());
    if (size <= 0) break;
    text.append(buffer.data(), static_cast<std::size_t>(size));
  }
  return text;
}

struct Talk {
  std::string out;
  std::string err;
  int code = -1;
};

// A conversation over pipes. The input stays open if `keep_open`.
Talk talk(const std::string& input, bool keep_open = false, unsigned threads = 0) {
  Pipe in, out, err;
  const auto child = start(in.read_end(), out.write_end(), err.write_end(), {}, threads);
  in.close_read();
  out.close_write();
  err.close_write();
  CHECK(write_all(in.write_end(), input));
  if (!keep_open) in.close_write();
  Talk result;
  result.out = read_some(out.read_end());
  result.err = read_some(err.read_end());
  result.code = exit_code(child);
  return result;
}

std::filesystem::path scratch() {
  std::string name = "/tmp/pland-transport-XXXXXX";
  REQUIRE(::mkdtemp(name.data()) != nullptr);
  return name;
}

template <class Address>
int connected(int family, const Address& address) {
  const int fd = ::socket(family, SOCK_STREAM, 0);
  REQUIRE(::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  return fd;
}

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

sockaddr_un local(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  return address;
}

// Talks as a client on a connected socket.
void converse(int fd) {
  CHECK(write_all(fd, good));
  CHECK(read_some(fd) == good_answer);
  ::close(fd);
}

}  // namespace

TEST_CASE("stdio: a conversation, and exit is honoured with the input still open") {
  for (bool keep_open : {false, true}) {
    const auto result = talk(good, keep_open);
    CHECK(result.out == good_answer);
    CHECK(result.err == "a stray print\n");
    CHECK(result.code == 0);
  }
}

TEST_CASE("stdio: the end of the input without exit is code 1, and what was asked is answered") {
  const auto result = talk(initialize + add + read_number);
  CHECK(result.code == 1);
  CHECK(result.out.find(R"("id":2,"result":3)") != std::string::npos);
  CHECK(talk("").code == 1);
  CHECK(talk(initialize.substr(0, 40)).code == 1);
}

TEST_CASE("stdio: work under way does not hold up the end") {
  const auto work = frame(R"({"jsonrpc":"2.0","id":7,"method":"toy/work"})");
  const auto result = talk(initialize + work + shutdown_exit, true, 2);
  CHECK(result.code == 0);
  CHECK(result.out.find(R"("id":7,"error":{"code":-32802)") != std::string::npos);
}

TEST_CASE("stdio: a broken frame ends the server with a word on stderr") {
  const auto result = talk(initialize + "Content-Length: 99999999999999999999\r\n\r\n", true);
  CHECK(result.code == 1);
  CHECK(result.err.find("Content-Length is above the limit") != std::string::npos);
}

TEST_CASE("stdio: a client that is gone is no crash") {
  Pipe in, out;
  const int null = ::open("/dev/null", O_RDWR);
  const auto child = start(in.read_end(), out.write_end(), null);
  ::close(null);
  in.close_read();
  out.close_write();
  out.close_read();
  CHECK(write_all(in.write_end(), initialize));
  CHECK(exit_code(child) == 1);
}

TEST_CASE("stdio: regular files and /dev/null will do") {
  const auto folder = scratch();
  const auto in_path = folder / "in";
  const auto out_path = folder / "out";
  {
    const int fd = ::open(in_path.c_str(), O_CREAT | O_WRONLY, 0600);
    std::string many = initialize;
    for (int i = 0; i < 3'000; ++i) many += add;
    CHECK(write_all(fd, many + read_number + shutdown_exit));
    ::close(fd);
  }
  const int in = ::open(in_path.c_str(), O_RDONLY);
  const int out = ::open(out_path.c_str(), O_CREAT | O_RDWR, 0600);
  const int null = ::open("/dev/null", O_RDWR);
  CHECK(exit_code(start(in, out, null)) == 0);
  ::lseek(out, 0, SEEK_SET);
  CHECK(read_some(out).find(R"("id":2,"result":9000)") != std::string::npos);
  CHECK(exit_code(start(null, null, null)) == 1);
  for (int fd : {in, out, null}) ::close(fd);
  std::filesystem::remove_all(folder);
}

TEST_CASE("stdio: the descriptors' flags are as they were, after each way to end") {
  for (const auto& input : {good, initialize, std::string("nonsense\n")}) {
    Pipe in, out;
    const int in_flags = ::fcntl(in.read_end(), F_GETFL);
    const int out_flags = ::fcntl(out.write_end(), F_GETFL);
    const int null = ::open("/dev/null", O_RDWR);
    const auto child = start(in.read_end(), out.write_end(), null);
    CHECK(write_all(in.write_end(), input));
    in.close_write();
    exit_code(child);
    CHECK(::fcntl(in.read_end(), F_GETFL) == in_flags);
    CHECK(::fcntl(out.write_end(), F_GETFL) == out_flags);
    ::close(null);
  }
}

TEST_CASE("stdio: a signal ends the server in order") {
  Pipe in, out;
  const int flags = ::fcntl(in.read_end(), F_GETFL);
  const int null = ::open("/dev/null", O_RDWR);
  const auto child = start(in.read_end(), out.write_end(), null);
  CHECK(write_all(in.write_end(), initialize));
  CHECK(read_some(out.read_end(), 20).size() >= 20);  // it is up
  ::kill(child, SIGTERM);
  CHECK(exit_code(child) == 1);
  CHECK(::fcntl(in.read_end(), F_GETFL) == flags);
  ::close(null);
}

TEST_CASE("stdio: a large answer to a slow reader comes through whole") {
  std::string input = initialize;
  for (int i = 0; i < 5'000; ++i) input += read_number;
  Pipe in, out;
  const int null = ::open("/dev/null", O_RDWR);
  const auto child = start(in.read_end(), out.write_end(), null, {}, 2);
  out.close_write();
  CHECK(write_all(in.write_end(), input));  // more than a pipe holds comes back meanwhile
  std::string got;
  pland::protocol::Framer framer;
  int bodies = 0;
  while (bodies < 5'001) {
    got = read_some(out.read_end(), 1);
    REQUIRE_FALSE(got.empty());
    std::string_view bytes = got;
    while (framer.take(bytes)) ++bodies;
  }
  CHECK(write_all(in.write_end(), shutdown_exit));
  CHECK(exit_code(child) == 0);
  ::close(null);
}

TEST_CASE("--port: listens on 127.0.0.1 and says where") {
  Pipe err;
  const int null = ::open("/dev/null", O_RDWR);
  const auto child =
      start(null, null, err.write_end(), {.kind = Endpoint::Kind::listen_port, .port = 0});
  err.close_write();
  const std::string said = "pland: listening on 127.0.0.1:";
  auto line = read_some(err.read_end(), said.size() + 2);
  REQUIRE(line.starts_with(said));
  converse(connected(AF_INET, loopback(std::atoi(line.c_str() + said.size()))));
  CHECK(exit_code(child) == 0);
  ::close(null);
}

TEST_CASE("--socket: connects to a client that listens") {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  auto address = loopback(0);
  socklen_t size = sizeof address;
  REQUIRE(::bind(listener, reinterpret_cast<sockaddr*>(&address), size) == 0);
  REQUIRE(::listen(listener, 1) == 0);
  REQUIRE(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  const Endpoint endpoint{.kind = Endpoint::Kind::connect_port, .port = ntohs(address.sin_port)};
  const int null = ::open("/dev/null", O_RDWR);
  const auto child = start(null, null, null, endpoint);
  converse(::accept(listener, nullptr, nullptr));
  CHECK(exit_code(child) == 0);
  ::close(listener);
  Pipe err;
  const auto refused = start(null, null, err.write_end(), endpoint);
  err.close_write();
  CHECK(read_some(err.read_end()).starts_with("pland: cannot connect to 127.0.0.1:"));
  CHECK(exit_code(refused) == 2);
  ::close(null);
}

TEST_CASE("--pipe: connects to a Unix socket") {
  const auto folder = scratch();
  const auto path = (folder / "s").string();
  const int listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
  const auto address = local(path);
  REQUIRE(::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(::listen(listener, 1) == 0);
  const int null = ::open("/dev/null", O_RDWR);
  const auto child = start(null, null, null, {.kind = Endpoint::Kind::connect_pipe, .path = path});
  converse(::accept(listener, nullptr, nullptr));
  CHECK(exit_code(child) == 0);
  ::close(listener);
  ::close(null);
  std::filesystem::remove_all(folder);
}

TEST_CASE("--listen: takes over a stale socket, not a live one, and leaves none behind") {
  const auto folder = scratch();
  const auto path = (folder / "s").string();
  const auto address = local(path);
  const int old = ::socket(AF_UNIX, SOCK_STREAM, 0);
  REQUIRE(::bind(old, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(::listen(old, 1) == 0);
  const Endpoint endpoint{.kind = Endpoint::Kind::listen_pipe, .path = path};
  const int null = ::open("/dev/null", O_RDWR);

  CHECK(exit_code(start(null, null, null, endpoint)) == 2);  // somebody listens
  CHECK(std::filesystem::exists(path));
  ::close(old);  // now it is stale

  const auto child = start(null, null, null, endpoint);
  int fd = -1;
  for (int tries = 0; fd < 0 && tries < 5'000; ++tries) {
    fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      ::close(std::exchange(fd, -1));
      ::poll(nullptr, 0, 1);
    }
  }
  REQUIRE(fd >= 0);
  converse(fd);
  CHECK(exit_code(child) == 0);
  CHECK_FALSE(std::filesystem::exists(path));

  const auto unmet = start(null, null, null, endpoint);  // ends before a client came
  while (!std::filesystem::exists(path)) ::poll(nullptr, 0, 1);
  ::kill(unmet, SIGTERM);
  CHECK(exit_code(unmet) == 1);
  CHECK_FALSE(std::filesystem::exists(path));

  std::FILE* file = std::fopen(path.c_str(), "w");  // not a socket: not ours to remove
  std::fclose(file);
  CHECK(exit_code(start(null, null, null, endpoint)) == 2);
  CHECK(std::filesystem::exists(path));
  ::close(null);
  std::filesystem::remove_all(folder);
}
