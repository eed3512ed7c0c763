// Rules over files at hand: what they say, as lines, and what their fixes make of the files.
#pragma once

#include <string>
#include <vector>

#include "analysis/rules/check.h"
#include "tests/support/fixture.h"

namespace pland::tests {

rules::Settings settings_of(std::string_view today);
// "ROADMAP.md:3:5: warning: missing-metrics: …", a line each: files by name, findings by place.
// `only` leaves out what other rules say; they are run all the same.
std::string report(const std::vector<FixtureFile>& files, const rules::Settings& settings,
                   const rules::Selection& selection = {}, const rules::Rule* only = nullptr,
                   const plan::Declared& declared = {});

// The files after the first (or preferred) fix of every finding, of `only` where it is given; a fix
// that overlaps an earlier one is left out. Snippets without their tab stops.
std::vector<FixtureFile> fix(const std::vector<FixtureFile>& files, const rules::Settings& settings,
                             const rules::Selection& selection = {},
                             const rules::Rule* only = nullptr,
                             const plan::Declared& declared = {});

}  // namespace pland::tests
