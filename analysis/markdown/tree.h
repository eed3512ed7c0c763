// The parsed form of one segment: a flat preorder list of nodes with exact byte spans, and side
// tables for what has parts of its own (links, definitions, comments).
//
// A node's subtree is the range (index, node.next): to visit the children of `i`, start at i + 1
// and step by `next` until node[i].next. All spans count from the segment's first byte, so an edit
// above leaves a segment as it is. Every sub-range that a feature could ask for (a link's path,
// its fragment, a task's mark) is found here once; nobody scans the text for it again.
//
// Absent on purpose: rendered text, absolute positions, parents (the walk knows them), and any
// meaning beyond Markdown's own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/text/span.h"

namespace pland::markdown {

enum class NodeKind : std::uint8_t {
  // blocks
  front_matter,  // `---` … `---` at the head of a document; content: the lines between
  paragraph,     // also around the text of a tight list item, where md4c reports none
  heading,       // level: 1–6; content: the text; data: 1 for setext
  fenced_code,   // content: info string; data: offset of the first code line; level: 1 when closed
  indented_code,
  html_block,
  block_quote,
  list,  // level: marker character (- * + . or )); data: start number
  item,  // content: the marker; level: the task mark (' ', 'x', 'X') or 0; data: its offset
  table,
  table_head,
  row,
  cell,  // level: 1 in the head
  thematic_break,
  // inlines
  text,
  entity,  // `&amp;` as written
  emphasis,
  strong,
  strikethrough,
  code_span,    // content: between the backticks
  link,         // data: index into links
  image,        // data: index into links
  html_inline,  // one tag or comment (or a line of one)
  soft_break,
  hard_break,
};

struct Node {
  Span span;
  Span content;
  std::uint32_t next = 0;  // index of the first node that is not in this subtree
  std::uint32_t data = 0;
  NodeKind kind = NodeKind::text;
  std::uint8_t level = 0;
};

enum class LinkForm : std::uint8_t {
  inline_link,  // [text](destination "title")
  full,         // [text][label]
  collapsed,    // [label][]
  shortcut,     // [label]
  autolink,     // <https://…>
  bare,         // https://… , www.… (GFM extended autolinks)
  html,         // <a href="destination">, <img src="destination">: raw HTML, no node of its own
};

struct Link {
  Span span;         // all of it
  Span text;         // between the brackets; for autolinks the address, in HTML the destination
  Span destination;  // as written, without angle brackets; empty for references
  Span path;         // the part of the destination before `#`
  Span fragment;     // behind `#`, without it
  Span title;        // without quotes
  Span label;        // references: the label, without brackets
  LinkForm form = LinkForm::inline_link;
  bool image = false;
  bool has_fragment = false;  // `file.md#` has one, and it is empty
  bool angled = false;        // <destination>

  bool is_reference() const {
    return form == LinkForm::full || form == LinkForm::collapsed || form == LinkForm::shortcut;
  }
};

struct Definition {  // [label]: destination "title"
  Span span;
  Span label;
  Span destination;
  Span path;
  Span fragment;
  Span title;
  bool has_fragment = false;
  bool footnote = false;  // [^1]: any text; `span` is its first line, without a destination
  bool angled = false;
};

struct Comment {  // <!-- content -->
  Span span;
  Span content;
  bool block = false;  // an HTML block of its own, not within a line of text
};

struct Tree {
  std::vector<Node> nodes;
  std::vector<Link> links;
  std::vector<Definition> definitions;
  std::vector<Comment> comments;
  std::vector<Span> html_ids;  // values of id="…" and name="…" in raw HTML
};

// One piece of a document that is parsed alone: its text and its tree. Immutable, shared between
// the snapshots that it did not change in.
struct Segment {
  std::string text;
  Tree tree;
  std::vector<std::uint32_t> line_starts;  // of every line that begins in here; the first is 0
  std::vector<std::uint64_t> candidates;   // sorted hashes of what could be a reference's label
  std::vector<std::uint64_t> context;      // those that were defined elsewhere when it was parsed
  std::uint32_t line_ends = 0;             // line terminators in here
  bool starts_with_heading = false;
  bool certified = false;  // md4c confirmed the start of what follows, seeing its first line

  std::string_view view(Span span) const { return span.of(text); }
};

// The text of a node as a reader sees it: emphasis, links and code without their syntax, entities
// and escapes resolved where they stand for one character, breaks as one space.
std::string plain_text(const Segment& segment, std::uint32_t node);

bool operator==(const Node&, const Node&);
bool operator==(const Link&, const Link&);
bool operator==(const Definition&, const Definition&);
bool operator==(const Comment&, const Comment&);
bool operator==(const Tree&, const Tree&);

}  // namespace pland::markdown
