// Places that must read the same, so that typing in one may type in all.
//
// LSP asks that all ranges have the same text. In Markdown only few pairs keep that promise
// whatever one types:
//   - a reference's label, in its uses (`[text][label]`, `[label][]`, `[label]`) and in its
//     definition; of several spellings ("Tide", "tide") those alone that are spelt as the one
//     under the cursor
//   - an explicit anchor (`<a id="x">`, `name="x"`) and the fragments (`#x`) of the document's own
//     links to it (`t.md#x` in t.md, too), and the heading's text where that is the anchor letter
//     by letter, `## x` with `<a id="x"></a>` in or right above it, or `## x {#x}`
//
// Left out: a heading and its links, or its anchor, where they are not the same letters: `## Tide`
// has the anchor `tide`, which is what renaming is for. So are other documents, which linked
// editing cannot reach, and labels of more than one line.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "analysis/workspace/workspace.h"

namespace pland::features {

struct LinkedPlaces {
  std::vector<Span> spans;  // at least two, in text order, equal letter by letter
  // What may be typed there, as a regular expression of ECMAScript (LSP 3.16, `wordPattern`).
  std::string_view pattern;
};

std::optional<LinkedPlaces> linked_places(const workspace::Document& document,
                                          std::uint32_t offset);

}  // namespace pland::features
