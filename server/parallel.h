// Does the same for many things on a few threads. Whoever takes the next index does it, so the
// order of work is no matter and must not be seen in results: write each into a slot of its own.
//
// The calling thread works too, and it alone calls `progress`, so that this can print or post
// without a lock. Left out: futures, and anything that outlives the call.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace pland::server {

// Read by whoever works; set from anywhere. Null: never cancelled.
using Cancelled = const std::atomic<bool>*;
// How many of how many are done; called from the calling thread now and then.
using Progress = std::function<void(std::size_t done, std::size_t all)>;

inline bool is_set(Cancelled cancelled) {
  return cancelled && cancelled->load(std::memory_order_relaxed);
}

inline unsigned default_jobs() {
  unsigned cores = std::thread::hardware_concurrency();
  return cores == 0 ? 2 : cores;
}

// Calls work(index, job) for each index below `count`; `job` (below `jobs`) tells the threads
// apart. `work` must not throw. False when cancelled before the end.
template <typename Work>
bool parallel(std::size_t count, unsigned jobs, Cancelled cancelled, const Progress& progress,
              Work&& work) {
  std::atomic<std::size_t> next{0};
  std::atomic<std::size_t> done{0};
  auto run = [&](unsigned job) {
    while (!is_set(cancelled)) {
      const std::size_t index = next.fetch_add(1, std::memory_order_relaxed);
      if (index >= count) return;
      work(index, job);
      const std::size_t finished = done.fetch_add(1, std::memory_order_relaxed) + 1;
      if (job == 0 && progress) progress(finished, count);
    }
  };
  std::vector<std::thread> threads;
  for (unsigned job = 1; job < jobs && job < count; ++job) threads.emplace_back(run, job);
  run(0);
  for (std::thread& thread : threads) thread.join();
  return done.load() == count;
}

}  // namespace pland::server
