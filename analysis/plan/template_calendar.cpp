#include "analysis/plan/template_calendar.h"

#include <fmt/format.h>
#include <string_view>

#include "analysis/plan/month_names.h"
#include "analysis/plan/period.h"

namespace pland::plan {
namespace {

void replace_all(std::string& line, std::string_view what, std::string_view by) {
  for (std::size_t at = line.find(what); at != std::string::npos; at = line.find(what, at))
    line.replace(at, what.size(), by), at += by.size();
}

// "Q1 YYYY (Jan - Mar)" and "H1 YYYY" stand for any; what is inserted is the current ones.
void fill_periods(std::string& line, const Calendar& calendar) {
  const std::size_t at = line.find(" YYYY");
  if (at == std::string::npos || line.substr(at).starts_with(" YYYY-")) return;
  const std::string year = std::to_string(calendar.today.year);
  const bool quarter = at >= 2 && line[at - 2] == 'Q';
  const bool half = at >= 2 && line[at - 2] == 'H';
  if (!quarter && !half) {
    replace_all(line, "Month YYYY", fmt::format("{} {}", month_name(calendar.today.month), year));
    replace_all(line, "YYYY", year);
    return;
  }
  const auto kind = quarter ? PeriodKind::quarter : PeriodKind::half;
  Period period = period_of(calendar.today, kind, calendar.fiscal_year_start);
  if (half) period = next(period).value_or(period);  // the longer view is of what comes
  std::size_t end = at + 5;
  std::string text = to_string(period);
  if (line.substr(end).starts_with(" (Jan - Mar)")) {
    end += 12;
    if (const auto months = months_of(period, calendar.fiscal_year_start)) {
      text += fmt::format(" ({} - {})", month_abbreviation(months->first),
                          month_abbreviation(months->last));
    }
  }
  line.replace(at - 2, end - at + 2, text);
}

bool is_review_label(std::string_view line) {
  for (const std::string_view label : {"Next Review", "Review Date", "Next review", "Review date"})
    if (line.find(label) != std::string_view::npos) return true;
  return false;
}

void fill_dates(std::string& line, const Calendar& calendar) {
  const Date date = is_review_label(line)
                        ? next_quarter_start(calendar.today, calendar.fiscal_year_start)
                        : calendar.today;
  replace_all(line, "YYYY-MM-DD", to_iso(date));
}

}  // namespace

void fill_calendar(std::string& line, const Calendar& calendar) {
  if (!is_valid(calendar.today)) return;
  fill_dates(line, calendar);
  fill_periods(line, calendar);
}

Date quarter_end(Date date, std::optional<int> fiscal_year_start) {
  if (!is_valid(date)) return date;
  const auto quarter = period_of(date, PeriodKind::quarter, fiscal_year_start);
  const auto range = calendar_range(quarter, fiscal_year_start);
  return range ? range->last : date;
}

Date next_quarter_start(Date date, std::optional<int> fiscal_year_start) {
  if (!is_valid(date)) return date;
  return add_days(quarter_end(date, fiscal_year_start), 1);
}

}  // namespace pland::plan
