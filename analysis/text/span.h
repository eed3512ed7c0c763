// A half-open range of bytes. Which text it counts in is said by whoever holds it: a segment's
// nodes count from the segment's first byte, so that an edit above leaves them as they are.
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

namespace pland {

struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  std::uint32_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
  // Both ends count as inside: a cursor behind the last byte of a word is still on it.
  bool touches(std::uint32_t offset) const { return begin <= offset && offset <= end; }
  bool contains(std::uint32_t offset) const { return begin <= offset && offset < end; }
  bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
  Span shifted(std::uint32_t by) const { return {begin + by, end + by}; }
  std::string_view of(std::string_view text) const { return text.substr(begin, end - begin); }

  friend auto operator<=>(const Span&, const Span&) = default;
};

}  // namespace pland
