// What the rules about decisions ask of one.
#pragma once

#include <cstdint>

#include "analysis/plan/plan.h"

namespace pland::rules {

// The decision that a whole document records: its title.
bool is_record(const plan::Plan& plan, std::uint32_t entry, const plan::Entity& decision);

// Accepted, or nobody says: not a proposal, not rejected, put off or superseded.
bool is_in_force(const plan::Entity& decision);

// The document is history by its own status, and no decision record: of those the status is the
// decision's.
bool is_history(const plan::Plan& plan);

}  // namespace pland::rules
