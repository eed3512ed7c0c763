// The months behind a period: "(Jan - Mar)", ": April to June 2027", "(2027-01-01 – 2027-03-31)".
#include "analysis/plan/date.h"
#include "analysis/plan/period_match.h"

namespace pland::plan {
namespace {

// The dates behind "(" as months: "2027-01-01 to 2027-03-31)". `start` is where the parenthesis
// stands.
std::optional<MonthRange> take_dates(Reader& r, Reader t, std::size_t start,
                                     std::optional<int>* year) {
  MonthRange range;
  range.dates = true;
  const auto take_date = [&](int& month, std::optional<int>& its_year, Span& span) {
    const std::string_view rest = t.rest();
    constexpr std::size_t length = 10;  // 2027-01-01
    const auto date = first_date(rest.substr(0, length));
    if (!date || !date->valid || date->form != DateForm::iso ||
        date->span != make_span(0, length) || is_word(t.peek(length)))
      return false;
    month = date->date.month;
    its_year = date->date.year;
    span = make_span(t.at, t.at + length);
    t.at += length;
    return true;
  };
  if (!take_date(range.first, range.first_year, range.first_span)) return {};
  t.spaces();
  if (!t.take("->") && !t.dash() && !t.take("→") && !t.take_word("to") && !t.take_word("through"))
    return {};
  t.spaces();
  if (!take_date(range.last, range.last_year, range.last_span) || !t.take(')')) return {};
  if (year && !*year) {
    *year = range.last_year;
    range.gives_year = true;
  }
  range.span = make_span(start, t.at);
  r = t;
  return range;
}

}  // namespace

std::optional<MonthRange> take_months(Reader& r, std::optional<int>* year, bool bare) {
  Reader t = r;
  t.spaces();
  std::size_t start = t.at;
  const bool parentheses = t.take('(');
  if (!parentheses) {
    if (!bare || (!t.take(':') && !t.take(',') && !t.dash()) || !t.spaces()) return {};
    start = t.at;
  }
  MonthRange range;
  if (parentheses && is_digit(t.peek())) return take_dates(r, t, start, year);
  const auto take_name = [&](int& month, Span& span) {
    t.spaces();
    const std::size_t name = t.at;
    const auto found = take_month(t);
    if (!found) return false;
    month = *found;
    span = make_span(name, t.before() == '.' ? t.at - 1 : t.at);
    Reader day = t;
    day.spaces();
    if (const auto number = day.number(1, 2); number && *number >= 1 && *number <= 31) {
      for (const std::string_view suffix : {"st", "nd", "rd", "th"})
        if (day.take_word(suffix)) break;
      t = day;
    }
    return true;
  };
  const auto take_its_year = [&](std::optional<int>& its, Span& span) {
    Reader behind = t;
    behind.take(',');
    behind.spaces();
    const auto said = take_year(behind, false);
    if (!said || is_word(behind.peek())) return;
    its = said->year;
    span = said->digits;
    t = behind;
  };
  if (!take_name(range.first, range.first_span)) return {};
  // ", May, June": the months of a quarter one by one.
  const auto take_others = [&] {
    const Reader before = t;
    int middle = 0;
    Span middle_span;
    const bool listed = t.take(',') && take_name(middle, middle_span) &&
                        (t.take(','), t.spaces(), t.take_word("and"), true) &&
                        take_name(range.last, range.last_span);
    const auto behind = [&](int month) { return (month - range.first + 12) % 12; };
    if (listed && 0 < behind(middle) && behind(middle) < behind(range.last)) return true;
    t = before;
    return false;
  };
  const bool listed = take_others();
  if (!listed) take_its_year(range.first_year, range.first_year_span);
  t.spaces();
  const std::size_t behind_first = t.at;
  std::size_t behind_last = t.at;
  if (listed) {
    take_its_year(range.last_year, range.last_year_span);
  } else if (t.dash() || t.take('/') || t.take_word("to") || t.take_word("through")) {
    if (!take_name(range.last, range.last_span)) return {};
    behind_last = t.at;
    take_its_year(range.last_year, range.last_year_span);
  } else {
    if (!parentheses || t.at != behind_first) return {};
    range.last = range.first;
    range.last_span = range.first_span;
    range.last_year = range.first_year;
    range.last_year_span = range.first_year_span;
  }
  const bool said = range.last_year.has_value();
  if (said && year && !*year) {
    *year = range.last_year;
    range.gives_year = true;
  }
  if (parentheses) {
    t.spaces();
    if (!t.take(')')) return {};
  } else {
    if (!said) t.at = behind_last;
    Reader rest = t;
    rest.spaces();
    // "Q1 2025: May to June campaign" tells of something else.
    if (!rest.done() && !rest.take(':') && !rest.take(',') && !rest.take('(') && !rest.take('|') &&
        !rest.take('*') && !rest.take('_') && !rest.dash())
      return {};
  }
  range.span = make_span(start, t.at);
  r = t;
  return range;
}

}  // namespace pland::plan
