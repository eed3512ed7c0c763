// md4c decides, the locator finds: from the events of one parse to a tree with exact spans.
//
// md4c reports no block positions, but every literal byte of the text comes as a text event with a
// pointer. So the bytes between the cursor (the end of the last byte accounted for) and the next
// such anchor hold only syntax, and md4c has already said which construct it belongs to: a bounded
// look from the cursor finds it. Nothing here decides what Markdown means.
//
// An expectation that fails is counted in `odd`, and the node keeps the best span known; it never
// stops the walk. Tests assert that the count is 0 wherever md4c's own events are sane.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "analysis/markdown/events.h"
#include "analysis/markdown/tree.h"

namespace pland::markdown {

// What the `[` of a footnote's label is in the buffer that md4c parses.
inline constexpr char footnote_bracket = '\x02';
inline constexpr int deepest_nesting = 100;  // containers beyond this depth keep no subtree

struct Located {
  Tree tree;  // comments and html_ids are not the walk's to find
  // Whether a top-level block or an item of a top-level list starts in the line at `end`, so
  // that what lies before it cannot depend on what follows. False where nothing follows.
  bool certified = false;
  // The kind of what starts there: NodeKind::item for an item of a list that began before.
  NodeKind starts = NodeKind::paragraph;
  std::uint32_t odd = 0;
};

// Where the text of interest lies in the buffer that was parsed.
struct Place {
  std::uint32_t begin = 0;    // behind context and padding
  std::uint32_t end = 0;      // before the line of the next segment, if there is one
  std::uint32_t skipped = 0;  // bytes before `begin` that md4c must not see: spans count them in
};

// Fills `located` anew, whose memory is used again: a document has thousands of segments.
void locate(std::string_view buffer, Place place, const std::vector<Event>& events,
            Located& located);

// CommonMark 6.3: what stands between `(` and `)` of an inline link, from the byte behind `(`.
// Fills destination, title and angled; returns the offset behind `)`, or 0 when it is no link tail.
std::uint32_t scan_link_tail(std::string_view text, std::uint32_t offset, std::uint32_t limit,
                             Link& link);
// CommonMark 4.7: destination and title behind the colon of `[label]:`. Fills span.end (behind the
// last byte), destination and title; false when there is no destination.
bool scan_definition_tail(std::string_view text, std::uint32_t offset, std::uint32_t limit,
                          Definition& definition);
// The offset behind `]` of a label that opens at `offset`, or 0 (CommonMark 6.3: no unescaped
// brackets inside, at most 999 characters, not blank).
std::uint32_t scan_label(std::string_view text, std::uint32_t offset, std::uint32_t limit);
// Splits a destination at its first `#`. Returns whether there is one.
bool split_fragment(std::string_view text, Span destination, Span& path, Span& fragment);

}  // namespace pland::markdown
