// No text takes time out of proportion to its size, whoever wrote it, and one letter costs the
// same in a page and in a book.
#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <string>

#include "tests/support/cost.h"
#include "tests/support/pathological.h"
#include "tests/support/sample_plans.h"

using namespace pland;
using tests::Cost;

namespace {

constexpr std::size_t size = 10'000;
// Ten times the text may take 25 times as long: less than the square, more than any cache or a busy
// machine explains. What is done within two milliseconds is not worth a measurement.
constexpr double most = 25;
constexpr double least_seconds = 2e-3;
constexpr double too_long = 8;

struct Step {
  std::string_view name;
  double Cost::*seconds;
};
constexpr Step steps[] = {{"parse", &Cost::parse},
                          {"understand", &Cost::understand},
                          {"judge", &Cost::judge},
                          {"keystroke", &Cost::keystroke}};

// The steps that grow too fast; empty when none does.
std::string out_of_proportion(const Cost& small, const Cost& large) {
  std::string out;
  for (const Step& step : steps) {
    const double before = std::max(small.*step.seconds, least_seconds);
    if (large.*step.seconds <= std::min(most * before, too_long)) continue;
    out += fmt::format("{}: {:.1f} ms, {:.1f} ms\n", step.name, small.*step.seconds * 1e3,
                       large.*step.seconds * 1e3);
  }
  return out;
}

}  // namespace

TEST_CASE("time grows with the size of the text, whatever the text") {
  for (const auto& input : tests::pathological_inputs()) {
    const std::string small = input.make(size), large = input.make(10 * size);
    std::string slow;
    // Whoever is slow because of others may try again.
    for (int tries = 0; tries < 3; ++tries) {
      slow = out_of_proportion(tests::cost_of(small), tests::cost_of(large));
      if (slow.empty()) break;
    }
    CAPTURE(input.name);
    INFO(slow);
    CHECK(slow.empty());
  }
}

TEST_CASE("a letter makes the same little anew in a page and in a book") {
  for (const std::size_t bytes : {20'000, 800'000}) {
    const std::string text = tests::sample_roadmap(bytes);
    CAPTURE(bytes);
    for (const std::size_t tenth : {1, 3, 5, 7, 9}) {
      CAPTURE(tenth);
      const tests::Touched touched = tests::touched_by_letter(text, text.size() * tenth / 10);
      CHECK(touched.bytes <= 8 * 1024);
      CHECK(touched.chapters <= 2);
      if (!touched.exports) CHECK(touched.judged <= 2);
    }
  }
}
