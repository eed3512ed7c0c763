#include "analysis/plan/days.h"

#include <algorithm>
#include <string>

#include "analysis/plan/reader.h"
#include "analysis/text/unicode.h"

namespace pland::plan {
namespace {

std::optional<Days> days_of_period(const Period& period, std::optional<int> fiscal_year_start) {
  const auto range = calendar_range(period, fiscal_year_start);
  if (!range) return {};
  return Days{range->first, range->last};
}

// "Apr 2025 - Mar 2026": what a fiscal year is, whoever's it may be.
std::optional<Days> days_of_months(const MonthRange& months) {
  if (!months.last_year || months.dates) return {};
  Period first, last;
  first.kind = last.kind = PeriodKind::month;
  first.number = months.first;
  last.number = months.last;
  last.year = months.last_year;
  first.year = months.first_year ? months.first_year
                                 : *months.last_year - (months.first > months.last ? 1 : 0);
  const auto begin = calendar_range(first, {});
  const auto end = calendar_range(last, {});
  if (!begin || !end || begin->first > end->last) return {};
  return Days{begin->first, end->last};
}

// What joins two dates, and nothing else: "to", a dash, an arrow.
bool is_joint(std::string_view text) {
  Reader r{text};
  r.spaces();
  if (!r.dash() && !r.take("→") && !r.take("->") && !r.take_word("to") && !r.take_word("until") &&
      !r.take_word("till") && !r.take_word("through"))
    return false;
  if (r.before() == '-') r.take('>');
  r.spaces();
  return r.done();
}

// "due", "by", "until:", "ends on": what follows is the end.
bool announces_end(std::string_view text) {
  Reader r{text};
  constexpr std::string_view words[] = {
      "due",    "by",   "until", "till", "ends",  "end",    "ending", "eta",     "deadline",
      "target", "date", "on",    "bis",  "zum",   "fällig", "am",     "hasta",   "el",
      "antes",  "del",  "vence", "até",  "prazo", "avant",  "le",     "jusqu'au"};
  bool any = false;
  for (;;) {
    r.spaces();
    if (std::none_of(std::begin(words), std::end(words),
                     [&](std::string_view word) { return r.take_word(word); }))
      break;
    any = true;
  }
  r.take(':');
  r.spaces();
  return any && r.done();
}

bool is_sure(const FoundDate& date) { return date.valid && !date.ambiguous; }

// "Sep 1 -" before "Sep 14, 2026": a day whose year is that of the other.
std::optional<Date> day_without_year(std::string_view text, int year) {
  text = text::trim(text);
  for (std::size_t end = text.size(); end > 0; --end) {
    if (!is_joint(text.substr(end))) continue;
    const std::string_view day = text::trim(text.substr(0, end));
    for (const std::string_view before_year : {", ", " "}) {
      const std::string whole = std::string(day) + std::string(before_year) + std::to_string(year);
      const auto date = first_date(whole);
      if (date && is_sure(*date) && date->span == make_span(0, whole.size()))
        return date->range().first;
    }
  }
  return {};
}

// What stands in the parentheses at `open`, up to the next closing one.
std::string_view inside_parentheses(std::string_view text, std::size_t open) {
  const std::size_t close = text.find(')', open);
  return close == std::string_view::npos ? std::string_view{}
                                         : text.substr(open + 1, close - open - 1);
}

// The last day that a field's value names: "2026-08-01, moved to 2026-10-15".
std::optional<Date> last_day(std::string_view value) {
  std::optional<Date> last;
  for (const FoundDate& date : dates_of_value(value)) {
    if (!is_sure(date)) return {};
    last = last ? std::max(*last, date.range().last) : date.range().last;
  }
  return last;
}

}  // namespace

std::optional<Days> days_of_fields(const ChapterFacts& facts, std::uint32_t entity,
                                   std::optional<int> fiscal_year_start) {
  if (const Field* end = facts.field_of(entity, FieldRole::target_date)) {
    if (const auto days = read_days(end->value_text, fiscal_year_start)) return days;
    if (const auto last = last_day(end->value_text)) {
      Days days{{}, *last};
      if (const Field* start = facts.field_of(entity, FieldRole::start))
        if (const auto date = date_of_value(start->value_text);
            date && is_sure(*date) && date->date <= *last)
          days.first = date->date;
      return days;
    }
  }
  if (const Field* timeframe = facts.field_of(entity, FieldRole::timeframe))
    return read_days(timeframe->value_text, fiscal_year_start);
  return {};
}

std::optional<Days> read_days(std::string_view text, std::optional<int> fiscal_year_start) {
  text = text::trim(text);
  constexpr std::size_t longest = 64;  // bytes of two dates with all that may stand around them
  if (text.empty() || text.size() > longest) return {};
  if (const auto period = find_period(text); period && period->role == PeriodRole::leads &&
                                             period->span == make_span(0, text.size()) &&
                                             period->period.is_calendar())
    return days_of_period(period->period, fiscal_year_start);

  const std::vector<FoundDate> dates = dates_of_value(text);
  if (dates.empty() || dates.size() > 2 || !std::all_of(dates.begin(), dates.end(), is_sure))
    return {};
  if (dates.back().span.end != text.size()) return {};
  const Date last = dates.back().range().last;
  const std::string_view before = text.substr(0, dates.front().span.begin);
  if (dates.size() == 2) {
    const Date first = dates.front().date;
    const bool alone =
        text::trim(before).empty() || equal_ignoring_case(text::trim(before), "from");
    const Span between{dates.front().span.end, dates.back().span.begin};
    return alone && first <= last && is_joint(between.of(text)) ? std::optional(Days{first, last})
                                                                : std::nullopt;
  }
  if (announces_end(before)) return Days{{}, last};
  if (const auto first = day_without_year(before, last.year); first && *first <= last)
    return Days{*first, last};
  return {};
}

namespace {

// "M2: Pilot (2026-09-30)", "M3: GA – 2027-03-15": a milestone is reached on a day, which a phase
// may begin on.
std::optional<Days> day_of_milestone(std::string_view title) {
  const std::vector<FoundDate> dates = find_dates(title);
  if (dates.size() != 1 || !is_sure(dates[0]) || dates[0].precision != DatePrecision::day)
    return {};
  const std::string_view before = text::trim(title.substr(0, dates[0].span.begin));
  const std::string_view behind = title.substr(dates[0].span.end);
  const bool inside = before.ends_with('(') && behind == ")";
  const bool last = behind.empty() && (before.ends_with('-') || before.ends_with("–") ||
                                       before.ends_with("—") || before.ends_with(','));
  return inside || last ? std::optional(Days{{}, dates[0].date}) : std::nullopt;
}

}  // namespace

std::optional<Days> days_of_title(std::string_view title, std::optional<int> fiscal_year_start) {
  title = text::trim(title);
  const auto period = find_period(title);
  if (!period) return {};
  if (period->role == PeriodRole::leads && period->period.is_calendar()) {
    const auto days = days_of_period(period->period, fiscal_year_start);
    return !days && period->months ? days_of_months(*period->months) : days;
  }
  if (period->role == PeriodRole::leads) {
    Reader r{title, period->span.end};
    r.spaces();
    if (r.peek() == '(') {
      if (const auto days = read_days(inside_parentheses(title, r.at), fiscal_year_start))
        return days;
    } else if (r.take(':') || r.dash()) {
      if (const auto days = read_days(r.rest(), fiscal_year_start)) return days;
    }
    const std::size_t open = title.rfind('(');
    if (title.ends_with(')') && open != std::string_view::npos)
      if (const auto days = read_days(inside_parentheses(title, open), fiscal_year_start))
        return days;
    return period->period.kind == PeriodKind::milestone ? day_of_milestone(title) : std::nullopt;
  }
  return period->role == PeriodRole::document ? days_of_period(period->period, fiscal_year_start)
                                              : std::nullopt;
}

std::optional<Days> days_of(const ChapterFacts& facts, const Section& section,
                            std::optional<int> fiscal_year_start) {
  if (!fiscal_year_start) return section.days;
  return read_days_of(facts, section, fiscal_year_start);
}

std::optional<Days> read_days_of(const ChapterFacts& facts, const Section& section,
                                 std::optional<int> fiscal_year_start) {
  if (section.period) {
    if (const auto days = days_of_title(section.title, fiscal_year_start)) return days;
    // "Q1", whose year stands above it.
    const FoundPeriod& period = *section.period;
    if (period.role == PeriodRole::leads && period.period.is_calendar())
      if (const auto days = days_of_period(period.period, fiscal_year_start)) return days;
  }
  if (section.entity >= facts.entities.size()) return {};
  if (const auto days = days_of_fields(facts, section.entity, fiscal_year_start)) return days;
  const Entity& entity = facts.entities[section.entity];
  return entity.period ? days_of_period(entity.period->period, fiscal_year_start) : std::nullopt;
}

}  // namespace pland::plan
