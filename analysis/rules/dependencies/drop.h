// Takes a reference out of the field that has it.
#pragma once

#include "analysis/rules/rule.h"

namespace pland::rules {

// The edit that leaves the field's other references; "None" where it was the only one.
Edit without_reference(const plan::ChapterFacts& facts, const plan::Reference& reference);

}  // namespace pland::rules
