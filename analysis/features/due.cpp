#include "analysis/features/due.h"

#include "analysis/plan/period.h"

namespace pland::features {

std::optional<Due> read_due(std::string_view text, const rules::Settings& settings) {
  std::optional<Due> due;
  for (const plan::FoundDate& date : plan::dates_of_value(text)) {
    if (!date.valid || date.ambiguous) continue;
    if (!due || due->range.last < date.range().last) due = Due{date.range(), date.span.end};
  }
  if (due) return due;
  for (const plan::FoundPeriod& found : plan::find_periods(text)) {
    const auto range = plan::calendar_range(found.period, settings.fiscal_year_start);
    if (range && (!due || due->range.last < range->last)) due = Due{*range, found.span.end};
  }
  return due;
}

}  // namespace pland::features
