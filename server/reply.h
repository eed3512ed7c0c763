// A request's one answer. A Replier is a shared handle: copies may travel to the pool and back, and
// whoever comes first answers. A second answer is dropped and logged; if the last copy goes away
// unanswered, the client gets InternalError rather than silence. So every request is answered
// exactly once, whatever a handler does. Reply<R> is the same with the type of the result.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "protocol/message.h"
#include "server/cancel.h"

namespace pland::server {

class Replier {
 public:
  // `deliver` is called once, on any thread, with the id and the body of the response. `second` is
  // called for every answer after the first.
  Replier(protocol::Id id, std::function<void(const protocol::Id&, std::string body)> deliver,
          std::function<void()> second);

  const protocol::Id& id() const;
  // Raised when the client cancels, or when nobody can want the answer any more.
  const CancelToken& cancel() const;

  void body(std::string response) const;
  void error(protocol::Error error) const;
  // The error for why the token was raised.
  void cancelled() const;
  template <class R>
  void outcome(const protocol::Outcome<R>& outcome) const {
    body(protocol::response_body(id(), outcome));
  }

 private:
  struct State;
  std::shared_ptr<State> state_;
};

template <class R>
class Reply {
 public:
  explicit Reply(Replier replier) : replier_(std::move(replier)) {}
  const CancelToken& cancel() const { return replier_.cancel(); }
  void cancelled() const { replier_.cancelled(); }
  void operator()(const protocol::Outcome<R>& outcome) const { replier_.outcome(outcome); }

 private:
  Replier replier_;
};

}  // namespace pland::server
