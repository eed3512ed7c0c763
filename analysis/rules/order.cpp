#include "analysis/rules/order.h"

#include <algorithm>

namespace pland::rules {

std::vector<bool> in_order(std::span<const std::int64_t> row) {
  // Patience: of each length the place with the smallest end, and of each place the one before it.
  constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::vector<std::size_t> ends, before(row.size(), none);
  for (std::size_t i = 0; i < row.size(); ++i) {
    const auto at =
        std::upper_bound(ends.begin(), ends.end(), row[i],
                         [&](std::int64_t value, std::size_t end) { return value < row[end]; });
    if (at != ends.begin()) before[i] = *(at - 1);
    if (at == ends.end())
      ends.push_back(i);
    else
      *at = i;
  }
  std::vector<bool> stays(row.size(), false);
  for (std::size_t i = ends.empty() ? none : ends.back(); i != none; i = before[i]) stays[i] = true;
  return stays;
}

}  // namespace pland::rules
