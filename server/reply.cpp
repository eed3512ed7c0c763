#include "server/reply.h"

#include <atomic>

namespace pland::server {

using protocol::Error;
using protocol::ErrorCode;

struct Replier::State {
  protocol::Id id;
  std::function<void(const protocol::Id&, std::string)> deliver;
  std::function<void()> second;
  CancelToken cancel;
  std::atomic<bool> answered = false;

  void answer(std::string body) {
    if (answered.exchange(true)) return second();
    deliver(id, std::move(body));
  }
  ~State() {
    if (answered) return;
    answer(
        protocol::error_body(id, {ErrorCode::InternalError, "the request was not answered", {}}));
  }
};

Replier::Replier(protocol::Id id, std::function<void(const protocol::Id&, std::string)> deliver,
                 std::function<void()> second)
    : state_(std::make_shared<State>()) {
  state_->id = std::move(id);
  state_->deliver = std::move(deliver);
  state_->second = std::move(second);
}

const protocol::Id& Replier::id() const { return state_->id; }
const CancelToken& Replier::cancel() const { return state_->cancel; }
void Replier::body(std::string response) const { state_->answer(std::move(response)); }
void Replier::error(Error error) const { body(protocol::error_body(id(), error)); }

void Replier::cancelled() const {
  switch (cancel().reason()) {
    case CancelReason::content_modified:
      return error({ErrorCode::ContentModified, "the content was modified", {}});
    case CancelReason::server_stopping:
      return error({ErrorCode::ServerCancelled, "the server is stopping", {}});
    default:
      return error({ErrorCode::RequestCancelled, "the request was cancelled", {}});
  }
}

}  // namespace pland::server
