// What a growing selection takes in next, seen from one place: the word; the words of an emphasis,
// then its marks; a part of a link (path, fragment, text, title, destination, label), then the
// link; a field's value, then the field; a cell, its row, the table; an item's own text, the item,
// the list; the block; the section's own text, the section, and those above; the document.
//
// Each step holds the one before and is larger, by construction: candidates are collected without
// regard to each other, then only those are kept that nest. Blank lines at the end of a section
// belong to it only for who stands in them.
//
// Left out: sentences, which nobody can find in Markdown without knowing its language.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/workspace/workspace.h"

namespace pland::features {

// For each offset (clamped to the text), in the order given, the steps from the smallest to the
// whole document; never empty.
std::vector<std::vector<Span>> selections(const workspace::Document& document,
                                          const std::vector<std::uint32_t>& offsets);

}  // namespace pland::features
