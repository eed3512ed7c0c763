// A whole Markdown text as an immutable value: segments, gathered into chapters, gathered into
// groups, each shared with every other version of the text that has it too.
//
//   segment   what is parsed alone (segment.h)
//   chapter   the segments from one that starts with a heading to before the next such: what the
//             layers above derive their facts from, because a section never leaves its chapter
//   group     some dozens of chapters, so that a new version copies few pointers
//
// An edit parses the touched segments again, until a new boundary falls on an old one, and shares
// the rest. `edit` and `parse` give the same document for the same text, always: the environment
// variable PLAND_PARANOID makes every edit check that, and abort where it does not hold.
//
// Absent on purpose: a global line index (each level knows its sums), absolute offsets below this
// level, and any file or version: this is text alone.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/markdown/segment.h"
#include "analysis/text/span.h"

namespace pland::markdown {

struct Chapter {
  std::vector<SegmentPtr> segments;
  std::uint32_t bytes = 0;
  std::uint32_t line_ends = 0;
};
using ChapterPtr = std::shared_ptr<const Chapter>;

struct Group {
  std::vector<ChapterPtr> chapters;
  std::uint32_t bytes = 0;
  std::uint32_t line_ends = 0;
};
using GroupPtr = std::shared_ptr<const Group>;

// A place in a document: line from 0, column in bytes from the line's start.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  friend auto operator<=>(const Position&, const Position&) = default;
};

// A segment with where it stands.
struct Placed {
  const Segment* segment = nullptr;
  const Chapter* chapter = nullptr;
  std::uint32_t offset = 0;          // of the segment's first byte in the document
  std::uint32_t chapter_offset = 0;  // of the chapter's
  std::uint32_t line = 0;            // of the segment's first line
};

class Document {
 public:
  Document() : Document(parse({})) {}
  static Document parse(std::string_view text, SegmentSizes sizes = {});
  // Replaces the bytes of `span` (clamped to the text) by `replacement`.
  Document edit(Span span, std::string_view replacement) const;

  std::uint32_t size() const { return bytes_; }
  // Lines end at \n, \r\n and lone \r (LSP 3.17); there is one more line than endings.
  std::uint32_t line_count() const { return line_ends_ + 1; }
  const std::vector<GroupPtr>& groups() const { return groups_; }
  const LabelSet& labels() const { return *labels_; }

  // The segment that holds byte `offset`; the last one for offsets at or behind the end.
  Placed segment_at(std::uint32_t offset) const;
  Position position(std::uint32_t offset) const;
  // The bytes of line `line` without its ending; empty behind the last line.
  Span line_span(std::uint32_t line) const;
  std::string line_text(std::uint32_t line) const { return text(line_span(line)); }
  std::string text(Span span) const;
  std::string text() const { return text({0, bytes_}); }

  // Calls visit(const Placed&) for each segment, in order.
  template <typename Visit>
  void each_segment(Visit&& visit) const {
    Placed at;
    for (const GroupPtr& group : groups_) {
      for (const ChapterPtr& chapter : group->chapters) {
        at.chapter = chapter.get();
        at.chapter_offset = at.offset;
        for (const SegmentPtr& segment : chapter->segments) {
          at.segment = segment.get();
          visit(static_cast<const Placed&>(at));
          at.offset += static_cast<std::uint32_t>(segment->text.size());
          at.line += segment->line_ends;
        }
      }
    }
  }

 private:
  struct Cursor;
  explicit Document(SegmentSizes sizes) : sizes_(sizes) {}
  void splice(const Cursor& first, const Cursor& last, std::vector<SegmentPtr> fresh);
  void know_labels(std::shared_ptr<const LabelSet> labels);

  std::vector<GroupPtr> groups_;  // none of them empty
  std::shared_ptr<const LabelSet> labels_;
  SegmentSizes sizes_;
  std::uint32_t bytes_ = 0;
  std::uint32_t line_ends_ = 0;
};

// Whether two documents have the same segments with the same trees: the law that edit must keep.
// The first difference is described in `where` (for people).
bool same(const Document& a, const Document& b, std::string* where = nullptr);

}  // namespace pland::markdown
