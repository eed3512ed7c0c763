// A piece of text as a reader sees it, with the way back: recognisers work on plain text, findings
// and fixes need the bytes it stands for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/markdown/tree.h"
#include "analysis/text/span.h"

namespace pland::markdown {

struct Plain {
  std::string text;                   // no markup; breaks are one space; entities resolved
  std::vector<Span> code;             // spans in `text` that were code
  std::vector<Span> struck;           // … struck through
  std::vector<Span> strong;           // … strong
  std::vector<Span> linked;           // … the text of a link
  std::vector<std::uint32_t> breaks;  // where a line ends: offsets of the space it became
  // (offset in text, offset in the source) where the two part ways, ascending.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> map;
  Span source_span;  // what it was made of

  // The source bytes that a span of `text` stands for (markup at its ends is left out).
  Span source(Span span) const;
  std::uint32_t source(std::uint32_t offset) const;
};

// What GitHub makes the anchor of a heading of: images add nothing, and a line's end is no space.
// None where that is the plain text.
std::optional<std::string> anchor_text(const Segment& segment, std::uint32_t node);

// The plain text of a node's inlines; `base` is added to all source offsets. Blocks inside it (a
// nested list) are left out: of an item only what it says itself.
Plain plain(const Segment& segment, std::uint32_t node, std::uint32_t base);

}  // namespace pland::markdown
