// Periods: what a milestone's heading, a target cell or a review date says about time. Quarters,
// halves, months, years; sprints, phases, steps, releases; horizons (now, next, later).
//
// `Period` is what was said, not a stretch of days: most have no place in the calendar, and a
// quarter has one only once the fiscal year's start is known. `calendar_range` gives the days where
// there are any. `FoundPeriod` adds where it stood and in which role, since many headings merely
// mention a period ("Beyond Q2", "Previously: Phase 3") and are none.
//
// Spellings come from reference/domain.md 4.1, 5.3 and 6. A bare `X.Y` is a section number, never a
// release; `H1`/`H2` without a year are heading levels. Left out: languages other than English.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/plan/date.h"
#include "analysis/text/span.h"

namespace pland::plan {

enum class PeriodKind : std::uint8_t {
  year,
  half,
  quarter,
  month,  // places in the calendar
  week,
  day,
  sprint,
  phase,
  stage,
  step,
  milestone,  // numbered
  release,    // v1.3
  horizon,    // now, next, later
};

enum class Horizon : std::uint8_t { now, short_term, next, mid_term, later, long_term };

struct Period {
  PeriodKind kind = PeriodKind::quarter;
  bool fiscal = false;             // said FY
  bool open_ended = false;         // "2026+", "2026 and beyond"
  Horizon horizon = Horizon::now;  // only for kind horizon
  std::optional<int> year;         // four digits, also for 'FY26'
  std::optional<int> number;       // quarter 1-4, half 1-2, month 1-12, phase 5; first of range
  std::optional<int> last_year;    // of a range "Q4 2025 – Q1 2026"; unset: same as year
  std::optional<int> last_number;  // of a range "Q1–Q2", "Week 3-4"
  std::string label;  // an ordinal's or release's name as written: "5b", "R1", "II", "1.3.0-rc.1"

  bool is_calendar() const { return kind <= PeriodKind::month; }
  bool is_range() const { return last_number || last_year; }
  friend bool operator==(const Period&, const Period&) = default;
};

// `(Jan - Mar)`, `(January 1 – March 31)`, `(Jul)`, `(2027-01-01 to 2027-03-31)` behind a period;
// behind one that leads, ranges without parentheses, too: "Q1 2025: Jan - Mar".
struct MonthRange {
  Span span;  // with its parentheses and days
  Span first_span,
      last_span;            // the months' names; the dates; the same twice where one stands alone
  int first = 0, last = 0;  // 1..12
  // The years that stand with them, and where; a date's are in its span.
  std::optional<int> first_year, last_year;
  Span first_year_span, last_year_span;
  bool dates = false;       // days, all ISO
  bool gives_year = false;  // the period had none of its own

  bool alone() const { return first_span == last_span; }
  friend bool operator==(const MonthRange&, const MonthRange&) = default;
};

enum class PeriodRole : std::uint8_t {
  leads,     // the text is that period: "Q2 2025 (Apr - Jun): Growth", "Current Quarter: Q1 2025"
  document,  // in parentheses at the end: "Delivery Roadmap (Q2 2025)": the period of all below
  mention,   // any other place: no period of this section
};

struct FoundPeriod {
  Span span;  // the period's words, without the month range
  PeriodRole role = PeriodRole::mention;
  Period period;
  std::optional<MonthRange> months;
};

// The period a heading, bold line or cell speaks of. Leading beats document beats mention. Plain
// text: markup, a closing `#` run and a status emoji may be there or not.
std::optional<FoundPeriod> find_period(std::string_view text);
// Whether a text can lead with a period and its months, "Q1 2027 (Jan - Mar): …": a glance, for
// whoever would ask every line.
bool may_state_months(std::string_view text);
// Every period in running text, in order ("Q3 2025 or at 50K users"). Horizon words and bare years
// are too common there: they count only in a leading place.
std::vector<FoundPeriod> find_periods(std::string_view text);

// The days of a calendar period. `fiscal_year_start` is the month 1..12 in which the fiscal year
// starts, unset when nobody said. Then plain quarters are the calendar's, and fiscal ones have no
// range. Once set, FY26 is the year that ends in 2026; a plain "Q1 2026" starts in 2026.
// Open-ended periods last until 9999-12-31. Without a year there is none.
std::optional<DateRange> calendar_range(const Period& period,
                                        std::optional<int> fiscal_year_start = {});
// The quarter (half, month, year) that a day lies in.
Period period_of(Date date, PeriodKind kind, std::optional<int> fiscal_year_start = {});
// The months of a quarter or half under a fiscal year: {1, 3} for Q1. Unset for other kinds.
struct Months {
  int first, last;
  friend bool operator==(const Months&, const Months&) = default;
};
std::optional<Months> months_of(const Period& period, std::optional<int> fiscal_year_start = {});

// The period that follows: Q1 2026 after Q4 2025, Phase 5 after Phase 4, v1.4 after v1.3. None
// after open-ended ones, lettered phases beyond Z, pre-releases and "later".
std::optional<Period> next(const Period& period);
// The same in the spelling of the text it was found in, with its month range moved along:
// "Q2 2025 (Apr - Jun)" gives "Q3 2025 (Jul - Sep)", "Q4'25" gives "Q1'26". Empty where `next` is.
std::string next_spelling(std::string_view text, const FoundPeriod& found);
// A canonical spelling for messages: "Q2 2025", "FY26 Q2", "H1 2026", "May 2025", "Phase 5b".
std::string to_string(const Period& period);

// Earlier or later. Calendar periods by their days, the same ordinal kind by number and label,
// releases by version, horizons by distance; unordered otherwise.
std::partial_ordering compare(const Period& a, const Period& b,
                              std::optional<int> fiscal_year_start = {});

}  // namespace pland::plan
