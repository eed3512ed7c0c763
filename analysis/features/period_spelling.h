// The period before or after one, in its own spelling: months, days and years move along.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/plan/date.h"
#include "analysis/plan/period.h"

namespace pland::features {

// "2026-12": no period for the rules, because numbers of this form are so much else, but a month
// where it is all that a milestone is called.
std::optional<plan::FoundPeriod> iso_month(std::string_view text);
std::optional<plan::FoundPeriod> period_in(std::string_view text);

// " (2026-11-02 - 2026-11-15)" behind a period that has no months: its days.
struct Stretch {
  std::size_t begin = 0;  // of the space
  std::size_t first = 0, last = 0, end = 0;
  plan::Date from, to;
};
std::optional<Stretch> stretch_in(std::string_view text, std::size_t begin);

std::string next_in_spelling(const std::string& spelling);
// The spelling that this one is the next of; empty where there is none.
std::string previous_in_spelling(const std::string& spelling);
// What stands before a period that belongs to the manner of a title: signs that are no status, a
// number, marks of emphasis. Empty where there are words.
std::string manner_before(std::string_view before, int step);
// "Q2 2027 (Apr - Jun)" for "Q2 2027 (Jul - Sep)": what one heading got wrong, the next does not
// learn from it.
std::string with_right_months(const std::string& spelling, std::optional<int> year_start);

}  // namespace pland::features
