// Puts fields that a thing lacks beside those that it has, written as they are: `- **Impact**: …`
// in its list, at its depth, `**Impact:** …` on a line of its own. What is inserted as their values
// are placeholders, tab stops in editors.
#pragma once

#include <cstdint>
#include <span>

#include "analysis/rules/habit.h"
#include "analysis/rules/rule.h"

namespace pland::rules {

// The aspects whose bits are in `which`, for an entity of the section `entry`. `form` is how the
// document writes labels, for a thing that has none. Spans count in the entry's chapter.
Fix add_fields(const DocumentInput& input, std::uint32_t entry, const plan::Entity& entity,
               std::span<const Aspect> aspects, std::uint8_t which, plan::FieldForm form);

}  // namespace pland::rules
