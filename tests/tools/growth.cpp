// What the pathological inputs (support/pathological.h) cost at three sizes, ten times the bytes
// each, in milliseconds: parse, understand, judge, four keystrokes. Sorted by how fast they grow.
//   growth [SMALLEST_BYTES [NAME-PART]]      10000 if not said; PLAND_PARANOID unset
#include <algorithm>
#include <array>
#include <cstdlib>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "tests/support/cost.h"
#include "tests/support/pathological.h"

using pland::tests::Cost;

int main(int count, char** arguments) {
  const std::size_t smallest =
      count > 1 ? static_cast<std::size_t>(std::atoll(arguments[1])) : 10'000;
  const std::string part = count > 2 ? arguments[2] : "";
  constexpr std::array costs = {&Cost::parse, &Cost::understand, &Cost::judge, &Cost::keystroke};
  struct Line {
    double growth;
    std::string text;
  };
  std::vector<Line> lines;
  for (const auto& input : pland::tests::pathological_inputs()) {
    if (input.name.find(part) == input.name.npos) continue;
    std::array<Cost, 3> cost;
    for (std::size_t i = 0, bytes = smallest; i < cost.size(); ++i, bytes *= 10)
      cost[i] = pland::tests::cost_of(input.make(bytes));
    Line line{0, fmt::format("{:<42}", input.name)};
    for (const auto one : costs) {
      line.growth = std::max(line.growth, cost[2].*one / std::max(cost[1].*one, 1e-3));
      line.text += fmt::format(" {:7.1f} {:7.1f} {:8.1f} |", cost[0].*one * 1e3, cost[1].*one * 1e3,
                               cost[2].*one * 1e3);
    }
    std::fprintf(stderr, "%s\n", line.text.c_str());
    lines.push_back(std::move(line));
  }
  std::stable_sort(lines.begin(), lines.end(),
                   [](const Line& a, const Line& b) { return a.growth > b.growth; });
  fmt::print("{:<42} {:^24} | {:^24} | {:^24} | {:^24} | ×\n", "ms", "parse", "understand", "judge",
             "keystroke");
  for (const Line& line : lines) fmt::print("{} {:.0f}\n", line.text, line.growth);
}
