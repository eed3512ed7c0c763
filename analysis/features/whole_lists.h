// Top-level lists as a reader sees them. A segment may begin at any item of such a list, so the
// trees of two segments can each hold a part of one list; whoever speaks of lists (folding,
// selection) asks here for the whole.
//
// Found by going over the segments once, never over their nodes' insides. Left out: nested lists,
// which no segment divides.
#pragma once

#include <vector>

#include "analysis/markdown/document.h"
#include "analysis/text/span.h"

namespace pland::features {

// The lists that are divided among segments, in text order; spans in the document.
std::vector<Span> divided_lists(const markdown::Document& document);

// The whole of a list of which `part` (in the document) is at least a part.
Span whole_list(const std::vector<Span>& divided, Span part);

}  // namespace pland::features
