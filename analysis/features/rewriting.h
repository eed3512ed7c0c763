// What rewriting a text needs: the line ends it has, its links and definitions with their places,
// and a way to try edits before anybody sees them.
//
// An edit of ours is right when the text parses to what was meant. Nothing proves that better than
// parsing it: a refactoring makes its edits, reads the text that they give, and takes them back
// where a link leads elsewhere (`links_kept`). Left out: which edits those are (refactor.h).
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/markdown/document.h"
#include "analysis/rules/rule.h"

namespace pland::features {

// The bytes that end the first line; \n where there is only one.
std::string_view line_ending(const markdown::Document& text);
bool ends_in_line_end(const markdown::Document& text);
bool is_blank_line(const markdown::Document& text, std::uint32_t line);
// From the first byte of a line to the first of the next.
std::uint32_t line_begin(const markdown::Document& text, std::uint32_t offset);
std::uint32_t next_line(const markdown::Document& text, std::uint32_t offset);

// A name for people and files: the slug of a text (of its first words, where it is longer than so
// many bytes), without dashes doubled or at its ends. Empty where nothing is left.
std::string short_slug(std::string_view text, std::size_t longest);

// A thing of a segment's tree, with where it stands in the document.
template <typename T>
struct PlacedPart {
  const T* part = nullptr;
  const markdown::Segment* segment = nullptr;
  std::uint32_t base = 0;  // of the segment in the document

  const T* operator->() const { return part; }
  Span place(Span span) const { return span.shifted(base); }
  std::string_view view(Span span) const { return segment->view(span); }
  std::string text(Span span) const { return std::string(view(span)); }
};
using PlacedLink = PlacedPart<markdown::Link>;
using PlacedDefinition = PlacedPart<markdown::Definition>;
struct PlacedNode : PlacedPart<markdown::Node> {
  bool top = false;  // lies in no other
};

// The innermost link or image that holds a byte of the document.
std::optional<PlacedLink> link_at(const markdown::Document& text, std::uint32_t offset);
// In the order of the text; definitions without those of footnotes.
std::vector<PlacedLink> links_of(const markdown::Document& text);
std::vector<PlacedDefinition> definitions_of(const markdown::Document& text);
// The blocks that lie in no other, in the order of the text. A long list is several: one for each
// segment that it runs through.
std::vector<PlacedNode> blocks_of(const markdown::Document& text);
// Those of the segments that the span touches.
std::vector<PlacedNode> blocks_of(const markdown::Document& text, Span at);
// Whether `next`, which follows `list`, is more of the same list.
bool goes_on(const markdown::Document& text, const PlacedNode& list, const PlacedNode& next);

// Calls visit(const PlacedNode&) for every node that the span touches, a node before those in it.
template <typename Visit>
void each_node(const markdown::Document& text, Span at, Visit&& visit) {
  text.each_segment([&](const markdown::Placed& placed) {
    const auto size = static_cast<std::uint32_t>(placed.segment->text.size());
    if (placed.offset > at.end || placed.offset + size < at.begin) return;
    const auto& nodes = placed.segment->tree.nodes;
    std::uint32_t top = 0;  // where the block ends that no other holds
    for (std::uint32_t i = 0; i < nodes.size();) {
      const Span span = nodes[i].span.shifted(placed.offset);
      const bool touched = span.begin <= at.end && at.begin <= span.end;
      if (touched) visit(PlacedNode{{&nodes[i], placed.segment, placed.offset}, i >= top});
      if (i >= top) top = nodes[i].next;
      i = touched ? i + 1 : std::max(nodes[i].next, i + 1);
    }
  });
}

// A destination with its title as the text has them: `<a b.md> "Title"`.
std::string written(const PlacedLink& link);
std::string written(const PlacedDefinition& definition);

// The text with edits of it done. They do not touch each other.
std::string edited(const markdown::Document& text, const std::vector<rules::Edit>& edits);
// Whether the same links lead to the same places, with the same titles, whatever their form.
bool links_kept(const markdown::Document& before, const markdown::Document& after);
// Whether blocks and inlines are the same and in the same order, whatever they say.
bool blocks_kept(const markdown::Document& before, const markdown::Document& after);
// Whether every block and inline of `before` stands where the edits moved it, and there is no
// other: then what was written is nothing but text. Edits are in order and do not touch each other.
bool nodes_kept(const markdown::Document& before, const markdown::Document& after,
                const std::vector<rules::Edit>& edits);

}  // namespace pland::features
