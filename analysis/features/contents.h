// A document's table of contents: a list of links to its own headings, written by a person or a
// tool.
//
// Found between `<!-- toc -->` and `<!-- /toc -->` (also doctoc's START and END, and `tocstop`), or
// as a list of nothing but links to own headings, right below the title or a heading "Table of
// Contents". What the list should say is made from the headings below it, in the list's own style
// (bullet, room behind it, indentation, ordered or not) and depth: a list of two levels stays one.
// Slugs are GitHub's, repeats counted.
//
// Left out: headings within quotes and items, and texts that differ from their headings.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "analysis/workspace/workspace.h"

namespace pland::features {

struct Contents {
  Span span;          // of the list; empty where the marks have none between them
  std::string fresh;  // what should stand there
  bool touches(Span at) const { return area.begin <= at.end && at.begin <= area.end; }
  Span area;  // the marks with all between them; the list where there are none
};

// Whether there can be one at a place: cheap, for those who only look.
bool may_have_contents_at(const workspace::Document& document, std::uint32_t offset);
// None where there is no table of contents, or the document has no headings for one.
std::optional<Contents> contents_of(const workspace::Document& document);
// One for a document that has none, of two levels, from the headings behind `from`.
std::string make_contents(const workspace::Document& document, std::uint32_t from);

// A heading's words as the text of a link: as they are written, or escaped where that means
// something between brackets; without the marks of footnotes, which would count a second time.
std::string heading_as_link_text(const workspace::Document& document, std::uint32_t entry);

}  // namespace pland::features
