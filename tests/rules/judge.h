// Rules over files at hand: what they say, as lines, and what their fixes make of the files.
#pragma once

#include <string>
#include <vector>

#include "analysis/rules/check.h"
#include "tests/support/fixture.h"

namespace pland::tests {

rules::Settings settings_of(std::string_view today);
// Selects one rule, or nothing but its name's rules.
rules::Selection only(const rules::Rule& rule);

// "ROADMAP.md:3:5: warning: missing-metrics: …", a line each: files by name, findings by place.
std::string report(const std::vector<FixtureFile>& files, const rules::Settings& settings,
                   const rules::Selection& selection = {});

// The files after the first (or preferred) fix of every finding, where fixes overlap the earlier
// one; snippets without their tab stops.
std::vector<FixtureFile> fix(const std::vector<FixtureFile>& files, const rules::Settings& settings,
                             const rules::Selection& selection = {});

}  // namespace pland::tests
