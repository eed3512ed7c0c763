// What of a document can be folded away: sections, lists and items, code, tables, quotes, front
// matter, comments, `<details>`, and what stands between `<!-- region -->` and `<!-- endregion
// -->`.
//
// Two folds are disjoint or one holds the other, counted in lines, and no two have the same lines:
// clients drop or mix up whatever else they get. So a section whose text goes on behind a region
// ends where the region does: the region is what somebody wrote, the section only follows from it.
// In a line that begins several folds the smallest comes first, because clients with one handle a
// line take that, and what holds it can be folded from above.
//
// Left out: paragraphs, lists and items of one line, and regions that begin and end in different
// items or quotes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "analysis/workspace/workspace.h"

namespace pland::features {

enum class FoldKind : std::uint8_t { block, section, comment, region };

struct Fold {
  FoldKind kind = FoldKind::block;
  // What is hidden: from the end of the line that stays to the end of the fold, or to the mark that
  // closes it (a fence, `-->`), for clients that can show that behind the ellipsis.
  Span hidden;
  std::uint32_t first_line = 0;  // from 0; it stays
  std::uint32_t last_line = 0;   // with it all lines are folded
  std::uint32_t depth = 0;       // how many folds hold this one
  std::string summary;           // what to show instead of the line, where more can be said
};

// In text order. `summaries`: whether they are wanted; they cost an outline.
std::vector<Fold> folds(const workspace::Document& document, bool summaries);

// The `most` outermost ones, still in text order.
std::vector<Fold> outermost(std::vector<Fold> folds, std::size_t most);

}  // namespace pland::features
