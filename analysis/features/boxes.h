// The right border of a navigation box, which stays in its column when a path before it gets longer
// or shorter: blanks between the path and the border make up for it, those of a column first.
//
// Where there are too few of them the border moves out. Left out: a border that all lines would
// have to follow, and letters of double width.
#pragma once

#include <vector>

#include "analysis/rules/rule.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

// What is to be edited besides `edits`, which are of this document and in text order.
std::vector<rules::Edit> border_edits(const workspace::Document& document,
                                      const std::vector<rules::Edit>& edits);

}  // namespace pland::features
