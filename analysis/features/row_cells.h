// The cells of a table's row as they are written, for who writes one: between their bars, which the
// facts leave out.
//
// A cell that a row lacks is behind its end. What is written keeps the blanks at the bars, and the
// width where the table is aligned. Left out: bars in code, which end a cell for GitHub and none
// for md4c.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "analysis/markdown/document.h"
#include "analysis/rules/rule.h"

namespace pland::features {

// Whether all rows of a table end in one column.
bool is_aligned(const markdown::Document& text, Span table);

// Other texts for cells of a row, by column: edits of the document. `row` is a byte of its line.
std::vector<rules::Edit> cell_edits(const markdown::Document& text, std::uint32_t row,
                                    const std::map<std::size_t, std::string>& now, bool aligned);

}  // namespace pland::features
