// Work that nobody calls so: the plain list below a quarter of a roadmap or plan.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/plan/plan.h"

namespace pland::rules {

// The items of the list right below a section that are nothing else in the plan, as indices in its
// chapter's facts. None where one of the list tells what was done ("Shipped the dashboard"): then
// the list is an account. `below_values`: those too whose list stands below a label that says
// something itself ("**Goal**: Fewer calls").
std::vector<std::uint32_t> plain_items(const plan::Plan& plan, std::uint32_t entry,
                                       bool below_values = false);

}  // namespace pland::rules
