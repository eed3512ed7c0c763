// Where a document says which months its quarters and halves are: "Q1 2027 (Apr - Jun)".
//
// Together they may say that its year starts in another month than January. Whoever counts days
// asks `stated_year_start` where nobody has configured one, so that a finding about the year's
// start and one about a quarter that has ended agree. Both look only at chapters that hold such.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/plan/plan.h"

namespace pland::plan {

struct StatedMonths {
  const ChapterFacts* facts;
  std::uint32_t offset;  // of the chapter; spans of `found` count in there
  FoundPeriod found;     // has months
  const Entity* entity;  // may be null
  Months right;          // those of the quarter or half
  const MonthRange& months() const { return *found.months; }
  // How many months later it starts than the calendar's, 0..11.
  int shift() const { return (months().first - right.first + 12) % 12; }
  int length() const { return (months().last - months().first + 12) % 12; }
  int right_length() const { return (right.last - right.first + 12) % 12; }
};

// In text order: headings, entities, and whatever begins so.
std::vector<StatedMonths> stated_months(const Plan& plan, std::optional<int> fiscal_year_start);

// The month 2..12 in which the year starts where all of at least two that state whole quarters or
// halves are off by the same stretch.
std::optional<int> stated_year_start(const std::vector<StatedMonths>& all);

// What was configured, else what the document says.
std::optional<int> year_start(const Plan& plan, std::optional<int> fiscal_year_start);

}  // namespace pland::plan
