// Where work runs: one main thread, which owns all state, and a small pool, which only reads what
// it was given. There is no other way to hand work over than `background` and `post`, so there is
// nothing to lock.
//
// With 0 threads `background` works at once, on the caller, and time stands still until `advance`
// is called: tests are then a sequence of calls without a thread or a sleep.
// Absent: priorities, a queue per document. Requests take microseconds; a pool is for the few that
// read the whole workspace.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

namespace boost::asio {
class io_context;
}

namespace pland::server {

using Milliseconds = std::chrono::milliseconds;

class Scheduler {
 public:
  using Task = std::function<void()>;
  enum class TimerId : std::uint64_t {};

  // At most as many threads as this are worth having: min(4, cores).
  static unsigned default_threads();

  explicit Scheduler(unsigned threads = default_threads());
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;
  ~Scheduler();  // waits for the pool

  // -- from any thread. A task must not throw: whoever makes one catches.
  void background(Task task);  // on the pool
  void post(Task task);        // on the main thread, after what was posted before

  // Whether `stop` was called: nobody waits any more for work that takes long.
  bool stopping() const;

  // Whether the caller may touch state: it is the thread that made the scheduler.
  bool on_main_thread() const;

  // -- on the main thread
  TimerId after(Milliseconds delay, Task task);
  void cancel(TimerId timer);  // does nothing if it has fired
  // A moment that only grows; in inline mode it grows by `advance` alone.
  std::chrono::steady_clock::time_point now() const;

  void run();   // until stop
  void stop();  // from a task: run returns after that task
  // Runs until `done` is true, or `limit` has passed. For the end of a conversation.
  void run_until(const std::function<bool()>& done, Milliseconds limit);
  void poll();  // runs what is ready, without waiting
  void join();  // waits for the pool, then polls: every answer under way is posted

  // Inline mode: moves time on, fires the timers that are due, and polls.
  void advance(Milliseconds by);

  boost::asio::io_context& io();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pland::server
