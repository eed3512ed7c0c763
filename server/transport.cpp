#include "server/transport.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <fmt/format.h>
#include <optional>
#include <signal.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

#include "protocol/framing.h"
#include "server/asio.h"

namespace pland::server {

namespace asio = boost::asio;
using asio::ip::tcp;
using asio::local::stream_protocol;
using boost::system::error_code;

namespace {

// Asio makes the descriptors it works on non-blocking, and that flag is not ours: it belongs to the
// open file description, which our parent, its shell and our own stderr may share. So the flags of
// 0, 1 and 2 are kept here with descriptors of their own, and put back on every way out.
struct SavedFlags {
  int fd = -1;
  int flags = -1;
};

class StdioFlags {
 public:
  static void save() {
    static const int registered = std::atexit(restore);
    (void)registered;
    for (int fd = 0; fd < 3; ++fd) {
      if (saved_[fd].fd >= 0) continue;
      saved_[fd] = {::fcntl(fd, F_DUPFD_CLOEXEC, 3), ::fcntl(fd, F_GETFL)};
    }
  }
  static void restore() {
    for (auto& [fd, flags] : saved_) {
      if (fd < 0) continue;
      if (flags >= 0) ::fcntl(fd, F_SETFL, flags);
      ::close(std::exchange(fd, -1));
    }
  }

 private:
  static inline std::array<SavedFlags, 3> saved_{};
};

[[noreturn]] void fail(int error, const std::string& what) {
  throw std::system_error(error, std::generic_category(), what);
}

int duplicate(int descriptor) {
  const int copy = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
  if (copy < 0) fail(errno, "cannot duplicate a descriptor");
  return copy;
}

// A report of thousands of findings fits into the pipe as a whole, where the system has such pipes:
// else it goes in pieces of 64 KiB, and each waits for the client to wake up.
void widen([[maybe_unused]] int descriptor) {
#ifdef F_SETPIPE_SZ
  constexpr int bytes = 1 << 20;  // as much as Linux gives to anybody
  if (::fcntl(descriptor, F_GETPIPE_SZ) > 0) ::fcntl(descriptor, F_SETPIPE_SZ, bytes);
#endif
}

bool is_socket(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 && S_ISSOCK(status.st_mode);
}

stream_protocol::endpoint local_endpoint(const std::string& path) {
  try {
    return {path};
  } catch (const std::exception&) {
    fail(ENAMETOOLONG, path);
  }
}

}  // namespace

struct Transport::Impl : std::enable_shared_from_this<Impl> {
  Impl(Scheduler& scheduler, Log& l) : io(scheduler.io()), log(l) {}

  ~Impl() { remove_socket_file(); }

  // -- opening ------------------------------------------------------------------------------------

  void open_endpoint(const Endpoint& endpoint) {
    switch (endpoint.kind) {
      case Endpoint::Kind::stdio:
        return open_stdio();
      case Endpoint::Kind::listen_port:
        return listen_port(endpoint.port);
      case Endpoint::Kind::connect_port:
        return connect_port(endpoint.port);
      case Endpoint::Kind::connect_pipe:
        return connect_pipe(endpoint.path);
      case Endpoint::Kind::listen_pipe:
        return listen_pipe(endpoint.path);
    }
  }

  void adopt(int input, int output) {
    in.assign(input);
    out.assign(output);
    open = true;
  }

  void open_stdio() {
    StdioFlags::save();
    const int input = duplicate(STDIN_FILENO);
    const int output = duplicate(STDOUT_FILENO);
    if (::dup2(STDERR_FILENO, STDOUT_FILENO) < 0) fail(errno, "cannot redirect stdout");
    widen(output);
    adopt(input, output);
  }

  template <class Socket>
  void adopt_socket(Socket& socket) {
    const int descriptor = socket.release();
    adopt(duplicate(descriptor), descriptor);
  }
  void adopt_tcp(tcp::socket& socket) {
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    adopt_socket(socket);
  }

  void connect_port(std::uint16_t port) {
    tcp::socket socket(io);
    error_code error;
    socket.connect({asio::ip::address_v4::loopback(), port}, error);
    if (error) fail(error.value(), fmt::format("cannot connect to 127.0.0.1:{}", port));
    adopt_tcp(socket);
  }

  void connect_pipe(const std::string& path) {
    stream_protocol::socket socket(io);
    error_code error;
    socket.connect(local_endpoint(path), error);
    if (error) fail(error.value(), fmt::format("cannot connect to {}", path));
    adopt_socket(socket);
  }

  void listen_port(std::uint16_t port) {
    try {
      tcp_acceptor.emplace(io, tcp::endpoint(asio::ip::address_v4::loopback(), port));
    } catch (const boost::system::system_error& error) {
      fail(error.code().value(), fmt::format("cannot listen on 127.0.0.1:{}", port));
    }
    write_all(STDERR_FILENO, fmt::format("pland: listening on 127.0.0.1:{}\n",
                                         tcp_acceptor->local_endpoint().port()));
  }

  void listen_pipe(const std::string& path) {
    const auto endpoint = local_endpoint(path);
    auto& acceptor = pipe_acceptor.emplace(io);
    acceptor.open();
    const auto old_mask = ::umask(0177);  // the socket is for this user alone
    error_code error;
    acceptor.bind(endpoint, error);
    if (error == asio::error::address_in_use && stale(path, endpoint)) {
      ::unlink(path.c_str());
      acceptor.bind(endpoint, error);
    }
    ::umask(old_mask);
    if (!error) {
      socket_file = path;
      acceptor.listen(1, error);
    }
    if (error) fail(error.value(), fmt::format("cannot listen on {}", path));
    log.line(fmt::format("listening on {}", path));
  }

  // A socket file behind which nobody listens was left by a server that died.
  bool stale(const std::string& path, const stream_protocol::endpoint& endpoint) {
    if (!is_socket(path)) return false;
    stream_protocol::socket probe(io);
    error_code error;
    probe.connect(endpoint, error);
    return error == asio::error::connection_refused;
  }

  void remove_socket_file() {
    if (!socket_file.empty()) ::unlink(socket_file.c_str());
    socket_file.clear();
  }

  void accept() {
    auto accepted = [self = shared_from_this()](const error_code& error, auto socket) {
      self->remove_socket_file();
      if (error) return self->end("no client: " + error.message());
      self->adopt_socket(socket);
      self->tcp_acceptor.reset();
      self->pipe_acceptor.reset();
      self->log.line("a client has connected");
      self->read();
      self->write();
    };
    if (tcp_acceptor) {
      tcp_acceptor->async_accept([accepted](const error_code& error, tcp::socket socket) {
        error_code ignored;
        if (!error) socket.set_option(tcp::no_delay(true), ignored);
        accepted(error, std::move(socket));
      });
    } else {
      pipe_acceptor->async_accept(accepted);
    }
  }

  // -- reading ------------------------------------------------------------------------------------

  void read() {
    if (!reading) return;
    in.async_read_some(asio::buffer(buffer),
                       [self = shared_from_this()](const error_code& error, std::size_t size) {
                         if (self->reading) self->received(error, size);
                       });
  }

  void received(const error_code& error, std::size_t size) {
    std::string_view bytes(buffer.data(), size);
    while (auto body = framer.take(bytes)) {
      on_body(*body);
      if (!reading) return;
    }
    if (framer.error() != protocol::FramingError::none) {
      log.fatal(fmt::format("protocol error: {}", describe(framer.error())));
      return end("protocol error");
    }
    if (!error) return read();
    if (error != asio::error::eof) return end("cannot read: " + error.message());
    end(framer.inside_message() ? "the input ended within a message" : "the input ended");
  }

  // -- writing ------------------------------------------------------------------------------------
  // Whatever has gathered while one write was under way goes out together in the next.

  void write() {
    if (!open || broken || writing() || waiting.empty()) return;
    sending = std::exchange(waiting, {});
    std::vector<asio::const_buffer> pieces;
    pieces.reserve(sending.size());
    for (const auto& piece : sending) pieces.push_back(asio::buffer(piece));
    asio::async_write(out, pieces,
                      [self = shared_from_this()](const error_code& error, std::size_t) {
                        self->sending.clear();
                        if (!error) return self->write();
                        self->broken = true;
                        self->end("cannot write: " + error.message());
                      });
  }
  bool writing() const { return !sending.empty(); }

  void end(std::string_view why) {
    reading = false;
    if (auto tell = std::exchange(on_end, {})) tell(why);
  }

  asio::io_context& io;
  Log& log;
  asio::posix::stream_descriptor in{io};
  asio::posix::stream_descriptor out{io};
  std::optional<tcp::acceptor> tcp_acceptor;
  std::optional<stream_protocol::acceptor> pipe_acceptor;
  std::string socket_file;
  bool open = false;
  bool reading = false;
  bool broken = false;
  protocol::Framer framer;
  std::array<char, 64 << 10> buffer{};
  std::vector<std::string> waiting;  // headers and bodies by turns
  std::vector<std::string> sending;
  OnBody on_body;
  OnEnd on_end;
};

Transport::Transport(Scheduler& scheduler, const Endpoint& endpoint, Log& log)
    : impl_(std::make_shared<Impl>(scheduler, log)) {
  ::signal(SIGPIPE, SIG_IGN);  // a client that is gone is an error of write, no more
  impl_->open_endpoint(endpoint);
}

Transport::~Transport() {
  stop_reading();
  impl_->on_body = {};
  impl_->on_end = {};
  impl_->remove_socket_file();
  StdioFlags::restore();
}

void Transport::start(OnBody on_body, OnEnd on_end) {
  impl_->on_body = std::move(on_body);
  impl_->on_end = std::move(on_end);
  impl_->reading = true;
  impl_->open ? impl_->read() : impl_->accept();
}

void Transport::stop_reading() {
  impl_->reading = false;
  error_code ignored;
  if (impl_->in.is_open()) impl_->in.cancel(ignored);
}

void Transport::send(std::string body) {
  if (impl_->broken) return;
  impl_->waiting.push_back(protocol::frame_header(body.size()));
  impl_->waiting.push_back(std::move(body));
  impl_->write();
}

bool Transport::flushed() const {
  return impl_->broken || !impl_->open || (impl_->waiting.empty() && !impl_->writing());
}

}  // namespace pland::server
