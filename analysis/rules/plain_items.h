// Work that nobody calls so: the plain list below a quarter of a roadmap or plan.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "analysis/plan/plan.h"

namespace pland::rules {

// The items of the list right below a section that are nothing else in the plan, as indices in its
// chapter's facts. None where one of the list tells what was done ("Shipped the dashboard"): then
// the list is an account. `below_values`: those too whose list stands below a label that says
// something itself ("**Goal**: Fewer calls").
std::vector<std::uint32_t> plain_items(const plan::Plan& plan, std::uint32_t entry,
                                       bool below_values = false);

// One by one: all that such a list has, and whether one tells what was done.
std::vector<std::uint32_t> listed_items(const plan::Plan& plan, std::uint32_t entry,
                                        bool below_values = false);
bool is_told_as_done(std::string_view text);

}  // namespace pland::rules
