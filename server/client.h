// The editor at the other end, as handlers see it: what can be said to it and asked of it. All on
// the main thread; work on the pool posts what it has to say (Scheduler::post).
// Absent: what the client can do. Its capabilities come with `initialize`, to whoever handles that.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "protocol/message.h"
#include "protocol/methods.h"

namespace pland::server {

class Client {
 public:
  using Send = std::function<void(std::string body)>;

  Client(Send send, std::function<void()> on_content_changed)
      : send_(std::move(send)), on_content_changed_(std::move(on_content_changed)) {}

  template <protocol::NotificationMethod M>
  void notify(const typename M::Params& params) {
    send_(protocol::notification_body<M>(params));
  }

  // `done` is called once, with the client's answer, or with its error, or with ours if the answer
  // was of the wrong shape. It is never called if the conversation ends before.
  template <protocol::RequestMethod M>
  void request(const typename M::Params& params,
               std::function<void(protocol::Outcome<typename M::Result>)> done) {
    const auto id = ++last_id_;
    waiting_.emplace(id, [done = std::move(done)](protocol::Response& response) {
      if (response.error) return done(std::move(*response.error));
      typename M::Result result{};
      auto error = protocol::decode(response.result.root("result"), result);
      if (!error.empty()) {
        return done(protocol::Error{protocol::ErrorCode::InvalidParams, error, {}});
      }
      done(std::move(result));
    });
    send_(protocol::request_body<M>({id}, params));
  }
  // The same, for requests whose answer changes nothing.
  template <protocol::RequestMethod M>
  void request(const typename M::Params& params) {
    request<M>(params, [](const auto&) {});
  }

  // The documents have changed: requests registered with OnEdit::cancel that are under way are
  // answered with ContentModified, and the client asks again.
  void content_changed() { on_content_changed_(); }

  // The session hands in each response. False if nobody waits for it.
  bool receive(protocol::Response response) {
    if (!response.id) return false;
    auto* id = std::get_if<std::int64_t>(&response.id->value);
    auto found = id ? waiting_.find(*id) : waiting_.end();
    if (found == waiting_.end()) return false;
    auto done = std::move(waiting_.extract(found).mapped());
    done(response);
    return true;
  }

 private:
  Send send_;
  std::function<void()> on_content_changed_;
  std::int64_t last_id_ = 0;
  std::map<std::int64_t, std::function<void(protocol::Response&)>> waiting_;
};

}  // namespace pland::server
