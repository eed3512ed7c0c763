// What Enter begins: the next item of a list, the next row of a table; on an empty one, the end of
// it.
//
// Asked when the line break is in the text already, with whatever indentation the editor put behind
// it: what stands before the first word of the new line is replaced, whatever it is. The tree says
// what the line above is, so there is nothing to do in code, comments and front matter. Left out:
// lines that are no item's first, and items below, which are not counted anew.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/rules/rule.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

// `offset` is behind the line break that was typed. Edits of the two lines around it, or none.
std::vector<rules::Edit> after_line_break(const workspace::Document& document,
                                          std::uint32_t offset);

}  // namespace pland::features
