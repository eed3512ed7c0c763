// The days that a milestone takes, as far as its heading or its fields say them: what is late, how
// long is left.
//
// More than a period's place in the calendar: a sprint, a phase or a release has none of its own,
// and says it in parentheses or behind a colon ("Sprint 12 (2026-09-01 to 2026-09-14)", "Phase 1
// (Jan–Mar 2026)", "Milestone 1 (due 2026-09-28)") or in fields (Start, End Date, Timeframe). A
// lone date that no word explains is none: it may be the day that something was written.
#pragma once

#include <optional>
#include <string_view>

#include "analysis/plan/facts.h"

namespace pland::plan {

// What a text says that says nothing else: "2026-09-01 → 2026-09-14", "Sep 1 – Sep 14, 2026", "due
// 28 September 2026", "Jan – Mar 2026".
std::optional<Days> read_days(std::string_view text, std::optional<int> fiscal_year_start = {});

// By the heading: what it leads with, else what is in parentheses behind that, at the end of it, or
// behind a colon or dash.
std::optional<Days> days_of_title(std::string_view title,
                                  std::optional<int> fiscal_year_start = {});

// Of a section that is an entity: by its heading, else by its fields. Without a year of its own
// the section knows.
std::optional<Days> days_of(const ChapterFacts& facts, const Section& section,
                            std::optional<int> fiscal_year_start = {});

// Of any entity, by its fields: Start, Due, End Date, Timeframe.
std::optional<Days> days_of_fields(const ChapterFacts& facts, std::uint32_t entity,
                                   std::optional<int> fiscal_year_start = {});
// The same, read anew.
std::optional<Days> read_days_of(const ChapterFacts& facts, const Section& section,
                                 std::optional<int> fiscal_year_start = {});

}  // namespace pland::plan
