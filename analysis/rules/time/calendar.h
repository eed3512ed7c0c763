// Milestones of the calendar that stand beside each other: what periods-out-of-order and period-gap
// look at. A chapter's are noted in its glance, and the rows are made when one of these changes, so
// that a long plan is not opened again at every edit.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/plan/plan.h"
#include "analysis/rules/rule.h"

namespace pland::rules {

struct CalendarSlot {
  plan::PeriodKind kind = plan::PeriodKind::year;
  bool fiscal = false;     // … of a year whose start nobody said: comparable with its like
  bool range = false;      // "Q3/Q4 2027"
  bool closed = false;     // done, dropped, put off
  std::int32_t first = 0;  // days since 1970-01-01
  std::int32_t last = 0;   // included
};

// Of a milestone whose heading leads with a place in the calendar. Open-ended periods have none.
std::optional<CalendarSlot> calendar_slot(const plan::ChapterFacts& facts,
                                          const plan::Section& section, const Settings& settings);

// The `glance` and `about` of rules that look at nothing but the rows.
Glance calendar_glance(const ChapterInput& input);
std::uint64_t calendar_about(const DocumentInput& input);

struct DatedEntry {
  std::uint32_t entry = 0;
  CalendarSlot slot;
};
// Those below one heading, of one level and sort, in text order; one alone is a row, too.
using DatedRow = std::vector<DatedEntry>;
std::vector<DatedRow> calendar_rows(const DocumentInput& input);

// Whether the document tells of what is to come, period by period.
bool has_a_calendar(const plan::Plan& plan);

}  // namespace pland::rules
