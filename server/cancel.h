// Whether somebody still wants an answer. A token is a shared flag that knows why it was raised:
// the reason decides with which error the request is answered. The first reason wins. Raised on
// the main thread, read by whoever works.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

namespace pland::server {

enum class CancelReason : std::uint8_t {
  none,
  by_client,         // $/cancelRequest
  content_modified,  // an edit made the answer worthless; see Client::content_changed
  server_stopping,
};

class CancelToken {
 public:
  bool cancelled() const { return reason() != CancelReason::none; }
  CancelReason reason() const { return reason_->load(std::memory_order_relaxed); }
  void cancel(CancelReason reason) const {
    auto none = CancelReason::none;
    reason_->compare_exchange_strong(none, reason, std::memory_order_relaxed);
  }

 private:
  std::shared_ptr<std::atomic<CancelReason>> reason_ =
      std::make_shared<std::atomic<CancelReason>>(CancelReason::none);
};

}  // namespace pland::server
