#include "server/scheduler.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <optional>
#include <thread>
#include <utility>

#include "server/asio.h"

namespace pland::server {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

struct Scheduler::Impl {
  explicit Impl(unsigned threads) {
    if (threads > 0) pool.emplace(threads);
  }

  // Timers are one ordered map and one Asio timer armed for its first entry.
  using Due = std::pair<Clock::time_point, std::uint64_t>;

  void arm() {
    if (!pool || timers.empty()) return;
    alarm.expires_at(timers.begin()->first.first);
    alarm.async_wait([this](const boost::system::error_code& error) {
      if (!error) fire(Clock::now());
    });
  }
  void fire(Clock::time_point now) {
    while (!timers.empty() && timers.begin()->first.first <= now) {
      auto task = std::move(timers.extract(timers.begin()).mapped());
      task();
    }
    arm();
  }

  std::thread::id main_thread = std::this_thread::get_id();
  asio::io_context io{1};
  asio::executor_work_guard<asio::io_context::executor_type> work{io.get_executor()};
  asio::steady_timer alarm{io};
  std::map<Due, Task> timers;
  std::uint64_t last_timer = 0;
  Clock::time_point inline_now;
  std::atomic<bool> stopping{false};
  std::optional<asio::thread_pool> pool;  // last: its threads end before what they post to
};

unsigned Scheduler::default_threads() {
  return std::clamp(std::thread::hardware_concurrency(), 1u, 4u);
}

Scheduler::Scheduler(unsigned threads) : impl_(std::make_unique<Impl>(threads)) {}

Scheduler::~Scheduler() {
  if (impl_->pool) impl_->pool->join();
}

void Scheduler::background(Task task) {
  if (!impl_->pool) return task();
  asio::post(*impl_->pool, std::move(task));
}

void Scheduler::post(Task task) { asio::post(impl_->io, std::move(task)); }

bool Scheduler::on_main_thread() const { return std::this_thread::get_id() == impl_->main_thread; }

Scheduler::TimerId Scheduler::after(Milliseconds delay, Task task) {
  const auto id = ++impl_->last_timer;
  impl_->timers.emplace(Impl::Due{now() + delay, id}, std::move(task));
  impl_->arm();
  return TimerId{id};
}

void Scheduler::cancel(TimerId timer) {
  std::erase_if(impl_->timers, [&](const auto& entry) {
    return entry.first.second == static_cast<std::uint64_t>(timer);
  });
  impl_->arm();
}

Clock::time_point Scheduler::now() const { return impl_->pool ? Clock::now() : impl_->inline_now; }

void Scheduler::run() {
  impl_->io.restart();
  impl_->io.run();
}

void Scheduler::stop() {
  impl_->stopping = true;
  impl_->io.stop();
}

bool Scheduler::stopping() const { return impl_->stopping; }

void Scheduler::run_until(const std::function<bool()>& done, Milliseconds limit) {
  impl_->io.restart();
  const auto end = Clock::now() + limit;
  while (!done() && Clock::now() < end) impl_->io.run_one_until(end);
}

void Scheduler::poll() {
  impl_->io.restart();
  impl_->io.poll();
}

void Scheduler::join() {
  if (impl_->pool) impl_->pool->join();
  poll();
}

void Scheduler::advance(Milliseconds by) {
  poll();
  impl_->inline_now += by;
  impl_->fire(impl_->inline_now);
  poll();
}

asio::io_context& Scheduler::io() { return impl_->io; }

}  // namespace pland::server
