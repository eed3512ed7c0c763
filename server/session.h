// One conversation with one client: its life cycle, which message goes where, what is under way.
//
//   state          request                            notification
//   uninitialized  initialize; others -32002          exit; others dropped
//   initialized    by the table; initialize -32600    by the table
//   shutting_down  -32600                             exit; others dropped
//   exited         dropped                            dropped
//
// The session knows bodies of messages, not bytes (transport.h) and not what the messages are
// about (table.h). It handles four methods itself: it watches `initialize` and answers `shutdown`,
// `exit`, `$/cancelRequest`; all else is in the routes. Whatever a handler throws becomes the
// answer InternalError here. All on the main thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "server/client.h"
#include "server/log.h"
#include "server/scheduler.h"
#include "server/table.h"

namespace pland::server {

enum class Lifecycle : std::uint8_t { uninitialized, initialized, shutting_down, exited };

class Session {
 public:
  using Send = std::function<void(std::string body)>;

  // Both must outlive the session.
  Session(Scheduler& scheduler, Log& log);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session();

  // -- to set up
  Client& client();
  void serve(Routes routes);

  // -- for whoever carries the messages
  // `send` gets the body of each message to the client; `on_exit` is called once, when the
  // conversation is over, with the process's exit code.
  void connect(Send send, std::function<void(int code)> on_exit);
  // One message from the client. Never throws.
  void receive(std::string_view body);
  // Nothing can be said or heard any more: the stream has ended, or the client is dead.
  // Exit code 1 unless `exit` came before.
  void disconnected(std::string_view why);
  // Cancels all that is under way: its answers are errors.
  void cancel_all(CancelReason reason);

  // Ends the session when the process `pid` is no more; looked at every 3 s. `initialize` starts
  // this for the client's processId. `alive` is for tests.
  void watch_process(std::int64_t pid, std::function<bool(std::int64_t)> alive = {});

  Lifecycle lifecycle() const;
  std::size_t under_way() const;  // requests not yet answered

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace pland::server
