// Formatting where somebody asks for it, and of two things only: tables line up, ordered lists
// count. Nothing else of a text is any business of pland's.
//
// Both give edits of single lines, in the order of the text and without touching each other; none
// where there is nothing to do, so doing it twice is doing it once. What cells and items say stays
// byte for byte. Left out: what happens while one types (format_typing.h).
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/features/rewriting.h"

namespace pland::features {

// Every table that the span touches. Columns are as wide as a terminal shows their widest cell
// (East Asian characters and emoji take two), at least three; a cell of more than a hundred columns
// makes no other wider. Colons in the delimiter row say to which side cells go. A row with too few
// cells or too many keeps them; a table without pipes at its sides keeps that where it can.
std::vector<rules::Edit> align_tables(const markdown::Document& text, Span at);

enum class Numbering : std::uint8_t {
  where_it_counts,  // `1.` `1.` `1.` is a style, and stays
  always,
};
// Every ordered list that the span touches, or only the innermost. The first number and the sign
// behind it stay. Where a number gets wider or narrower, the lines of its item move along.
std::vector<rules::Edit> renumber_lists(const markdown::Document& text, Span at,
                                        Numbering numbering);
std::vector<rules::Edit> renumber_list_at(const markdown::Document& text, std::uint32_t offset);
// Whether it has something to do, as far as one can tell without reading the text anew.
bool counts_wrong_at(const markdown::Document& text, std::uint32_t offset);

// Both.
std::vector<rules::Edit> format(const markdown::Document& text, Span at);

}  // namespace pland::features
