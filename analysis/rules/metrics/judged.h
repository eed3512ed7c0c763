// What the rules that look at single metrics have in common: which are judged at all, and how a fix
// asks for what is missing.
#pragma once

#include <cstdint>
#include <string_view>

#include "analysis/rules/rule.h"

namespace pland::rules {

// Nobody knows yet how it will end: not done, without an outcome, not in a section that is done or
// put off, and no sentence that only leads to other metrics.
bool is_open(const plan::ChapterFacts& facts, const plan::Metric& metric);

bool is_row(const plan::ChapterFacts& facts, const plan::Metric& metric);

// Words to fill in (a bracketed placeholder is a tab stop), where the metric's own words end.
Fix ask_behind(const plan::ChapterFacts& facts, const plan::Metric& metric, std::string_view title,
               std::string_view words);
// The same for a row: in the cell of its target. `alone` where the cell is empty.
Fix ask_in_cell(const plan::ChapterFacts& facts, const plan::Metric& metric, std::string_view title,
                std::string_view alone, std::string_view behind);

}  // namespace pland::rules
