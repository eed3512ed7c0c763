// Measurements that mean something on any machine: the work and a yardstick in turn, in one
// process, so that what slows one slows the other, and their ratio stands. Times are processor time
// of this thread unless said otherwise.
#pragma once

#include <algorithm>
#include <benchmark/benchmark.h>
#include <cstddef>
#include <md4c.h>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/cost.h"

namespace pland::bench {

inline double percentile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return values[static_cast<std::size_t>(at)];
}
inline double median(std::vector<double> values) { return percentile(std::move(values), 0.5); }

// What it takes to ask for the time, which is part of every measurement.
inline double cost_of_clock() {
  static const double cost = [] {
    std::vector<double> laps;
    for (int i = 0; i < 200; ++i) {
      const double start = tests::thread_seconds();
      laps.push_back(tests::thread_seconds() - start);
    }
    return median(laps);
  }();
  return cost;
}

template <typename Work>
double seconds_of(Work&& work) {
  const double start = tests::thread_seconds();
  work();
  return std::max(tests::thread_seconds() - start - cost_of_clock(), 1e-9);
}

// Runs work and yardstick in turn; reports the work's time, its throughput, and how many times the
// yardstick it takes (`times_NAME`).
template <typename Work, typename Yardstick>
void beside(benchmark::State& state, std::size_t bytes, const char* name, Work&& work,
            Yardstick&& yardstick) {
  std::vector<double> times, yards;
  for (auto _ : state) {
    yards.push_back(seconds_of(yardstick));
    times.push_back(seconds_of(work));
    state.SetIterationTime(times.back());
  }
  const double time = median(times);
  state.counters[std::string("times_") + name] = time / median(yards);
  if (bytes > 0) state.counters["MB/s"] = static_cast<double>(bytes) / time / 1e6;
}

// md4c with the flags of GitHub and callbacks that do nothing: the fastest that a parse could be.
// The text must end in a newline; md4c 0.4.8 wants zero bytes behind it.
class PlainMd4c {
 public:
  explicit PlainMd4c(std::string_view text) : text_(text), size_(text.size()) {
    text_.append(16, '\0');
  }
  void operator()() const {
    MD_PARSER parser{};
    parser.flags = MD_FLAG_TABLES | MD_FLAG_TASKLISTS | MD_FLAG_STRIKETHROUGH |
                   MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_PERMISSIVEEMAILAUTOLINKS |
                   MD_FLAG_PERMISSIVEWWWAUTOLINKS;
    parser.enter_block = parser.leave_block = [](MD_BLOCKTYPE, void*, void*) { return 0; };
    parser.enter_span = parser.leave_span = [](MD_SPANTYPE, void*, void*) { return 0; };
    parser.text = [](MD_TEXTTYPE, const MD_CHAR*, MD_SIZE, void*) { return 0; };
    benchmark::DoNotOptimize(md_parse(text_.data(), static_cast<MD_SIZE>(size_), &parser, nullptr));
  }

 private:
  std::string text_;
  std::size_t size_;
};

// A document's size as the argument of a benchmark: 10 KB, 1 MB, 10 MB.
inline void document_sizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgName("KB")->Arg(10)->Arg(1'000)->Arg(10'000);
  benchmark->UseManualTime()->Unit(benchmark::kMicrosecond)->MinTime(0.3);
}

}  // namespace pland::bench
