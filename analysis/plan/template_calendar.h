// The calendar filled into a template's text: what stands there for any quarter or day becomes the
// current one. Shared by whatever inserts a piece of a template.
#pragma once

#include <optional>
#include <string>

#include "analysis/plan/date.h"

namespace pland::plan {

struct Calendar {
  Date today;
  std::optional<int> fiscal_year_start;  // month, 1–12
};

// `Q1 YYYY (Jan - Mar)` becomes the current quarter, `H1 YYYY` the next half, `YYYY-MM-DD` today
// (of a review: the first day of the next quarter), in one line without its ending. As it stands
// where today is not known.
void fill_calendar(std::string& line, const Calendar& calendar);

// The first day of the quarter after the one that `date` lies in, and the last day of that one.
Date next_quarter_start(Date date, std::optional<int> fiscal_year_start);
Date quarter_end(Date date, std::optional<int> fiscal_year_start);

}  // namespace pland::plan
