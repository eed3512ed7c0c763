// The day that a review's or deadline's field says, as far as it says one.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "analysis/plan/date.h"
#include "analysis/rules/rule.h"

namespace pland::features {

// The last of several, because that is when it was put off to; else a period's days.
struct Due {
  plan::DateRange range;
  std::uint32_t end = 0;  // in the text, behind what says it
};
std::optional<Due> read_due(std::string_view text, const rules::Settings& settings);

}  // namespace pland::features
