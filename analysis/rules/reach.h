// What entry rules need where a finding in one chapter speaks of places in others: spans count in
// the entry's chapter, and an edit in between must be noticed.
#pragma once

#include <cstdint>

#include "analysis/plan/plan.h"
#include "analysis/rules/rule.h"

namespace pland::rules {

// Says in a report that a finding in one entry's chapter holds places up to another's; false where
// that is too far for an edit in between to be watched.
bool reach(Report& report, const plan::Plan& plan, std::uint32_t from, std::uint32_t to);
// A span of the document as seen from an entry's chapter.
Span seen_from(const plan::Plan& plan, std::uint32_t entry, Span span);

}  // namespace pland::rules
