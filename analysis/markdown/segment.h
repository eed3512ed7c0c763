// Where a document is cut into segments, and the parse of one.
//
// A segment starts at a line at which md4c itself reports a top-level block or an item of a
// top-level list, seen from a parse that starts at the segment before. Looks only propose such a
// line; md4c certifies it. Which lines are proposed is decided by their content (headings always,
// other lines by a hash of their bytes, as content-defined chunking does), so that an edit moves
// few boundaries, and every boundary is a function of the text from the segment's start to the
// line behind its end. So is the parse, together with the set of labels defined elsewhere: equal
// text gives equal segments, by whatever edits it came about.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/markdown/tree.h"

namespace pland::markdown {

using SegmentPtr = std::shared_ptr<const Segment>;

// The labels that a document defines, as a sorted list without repeats: what decides whether
// `[x]` is a link. Destinations are not in it: they change nothing about the parse.
struct Label {
  std::uint64_t hash = 0;
  std::string text;  // as first written, white space collapsed

  friend bool operator<(const Label& a, const Label& b) { return a.hash < b.hash; }
};
using LabelSet = std::vector<Label>;

std::uint64_t label_hash(std::string_view label);  // CommonMark 4.7: folded and collapsed

// Text from a segment's start on, as much as is asked for. `grow` appends to `text` and returns
// false when the document has no more.
struct Window {
  std::string text;
  bool complete = true;
  void* context = nullptr;
  bool (*grow)(Window&) = nullptr;

  // At least `size` bytes, if the document has them. Returns whether it has.
  bool ensure(std::size_t size) {
    while (text.size() < size && !complete) complete = !grow(*this);
    return text.size() >= size;
  }
};

// The segment that starts at byte `begin` of the window; `at_start` when that is byte 0 of the
// document (front matter). No labels are known to it yet: see `with_labels`.
SegmentPtr next_segment(Window& window, std::size_t begin, bool at_start);

// The same segment parsed knowing `labels`, of which it uses those that it could refer to;
// `following` is the text behind it (a line of it is enough). The segment itself where they change
// nothing.
SegmentPtr with_labels(const SegmentPtr& segment, const LabelSet& labels,
                       std::string_view following);

inline constexpr std::size_t smallest_segment = 512;   // bytes, where the text allows cuts
inline constexpr std::size_t largest_front_matter = 16 * 1024;
// How much of the line behind a segment takes part in its parse (bytes).
inline constexpr std::size_t longest_lookahead = 256;

}  // namespace pland::markdown
