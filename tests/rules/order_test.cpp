// The fewest of a row that would have to move.
#include "analysis/rules/order.h"

#include <algorithm>
#include <cstdint>
#include <doctest/doctest.h>
#include <string>
#include <vector>

namespace {

// The places that may stay, as letters: "ab-d".
std::string stays(const std::vector<std::int64_t>& row) {
  std::string out;
  const std::vector<bool> kept = pland::rules::in_order(row);
  for (std::size_t i = 0; i < kept.size(); ++i) out += kept[i] ? static_cast<char>('a' + i) : '-';
  return out;
}

// The length of the longest part that does not fall, by trying them all.
std::size_t longest(const std::vector<std::int64_t>& row) {
  std::size_t best = 0;
  for (std::uint32_t chosen = 0; chosen < 1U << row.size(); ++chosen) {
    std::vector<std::int64_t> part;
    for (std::size_t i = 0; i < row.size(); ++i)
      if ((chosen >> i & 1) != 0) part.push_back(row[i]);
    if (std::is_sorted(part.begin(), part.end())) best = std::max(best, part.size());
  }
  return best;
}

}  // namespace

TEST_CASE("what stands out of order is as little as can be") {
  CHECK(stays({}) == "");
  CHECK(stays({1}) == "a");
  CHECK(stays({1, 2, 3}) == "abc");
  CHECK(stays({2, 2, 3}) == "abc");  // equal ones are in order
  CHECK(stays({1, 3, 2, 4}) == "a-cd");
  CHECK(stays({4, 1, 2, 3}) == "-bcd");
  CHECK(stays({2, 3, 4, 1}) == "abc-");

  std::uint32_t random = 7;
  for (int i = 0; i < 200; ++i) {
    std::vector<std::int64_t> row;
    for (int n = 0; n < 8; ++n) row.push_back((random = random * 1664525 + 1013904223) >> 24 & 7);
    const std::string kept = stays(row);
    std::vector<std::int64_t> left;
    for (std::size_t n = 0; n < row.size(); ++n)
      if (kept[n] != '-') left.push_back(row[n]);
    CHECK(std::is_sorted(left.begin(), left.end()));
    CHECK(left.size() == longest(row));
  }
}
