// Bytes to and from one client: stdio, TCP on 127.0.0.1, or a Unix socket. Whatever it is, once it
// is open it is two descriptors, so there is one read loop, one write queue, and no hierarchy of
// channels.
//
// Messages go out in the order of `send`, each in one piece. A transport ends once: at the end of
// the input, at an error, or when the framing is broken beyond repair.
// Absent: more than one client (documents belong to a client; a second one starts a second
// process), TLS, any address but 127.0.0.1, and back-pressure on a client that does not read.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "server/log.h"
#include "server/scheduler.h"

namespace pland::server {

struct Endpoint {
  enum class Kind : std::uint8_t {
    stdio,         // --stdio
    listen_port,   // --port N; 0 chooses one, which is printed on stderr
    connect_port,  // --socket=N: the client listens, as VS Code does it
    connect_pipe,  // --pipe=PATH
    listen_pipe,   // --listen PATH
  };
  Kind kind = Kind::stdio;
  std::uint16_t port = 0;
  std::string path;
};

class Transport {
 public:
  using OnBody = std::function<void(std::string_view body)>;
  // Called at most once, from the event loop.
  using OnEnd = std::function<void(std::string_view why)>;

  // Opens the endpoint; a listening one accepts its one client later, in the event loop. Throws
  // std::system_error. With stdio, descriptor 1 is stderr from now on: a stray print cannot break
  // the stream.
  Transport(Scheduler& scheduler, const Endpoint& endpoint, Log& log);
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  ~Transport();

  void start(OnBody on_body, OnEnd on_end);
  void stop_reading();
  void send(std::string body);
  // Whether everything sent has been written, or never can be.
  bool flushed() const;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace pland::server
