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

#include "analysis/markdown/labels.h"
#include "analysis/markdown/tree.h"

namespace pland::markdown {

using SegmentPtr = std::shared_ptr<const Segment>;

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

// How long segments are, in bytes, where the text allows cuts. Tests make them short, so that a
// small text has many.
struct SegmentSizes {
  std::size_t smallest = 512;
  std::size_t settled = 2048;  // from here on any line may end a segment, not one in four
};

// The segment that starts at byte `begin` of the window; `at_start` when that is byte 0 of the
// document (front matter). Of `labels` it uses those that it could refer to.
SegmentPtr next_segment(Window& window, std::size_t begin, bool at_start, const LabelSet& labels,
                        SegmentSizes sizes);

// The same segment parsed knowing other labels; `following` is the text behind it (a line of it is
// enough). The segment itself where they change nothing.
SegmentPtr with_labels(const SegmentPtr& segment, const LabelSet& labels,
                       std::string_view following);

inline constexpr std::size_t largest_front_matter = 16 * 1024;
// How much of the line behind a segment takes part in its parse (bytes).
inline constexpr std::size_t longest_lookahead = 256;

}  // namespace pland::markdown
