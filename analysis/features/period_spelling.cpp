#include "analysis/features/period_spelling.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "analysis/plan/month_names.h"
#include "analysis/plan/numerals.h"
#include "analysis/plan/reader.h"
#include "analysis/plan/stated_months.h"
#include "analysis/text/unicode.h"

namespace pland::features {
namespace {

using plan::is_digit;

// "2026/27", "FY2026/2027": the year behind a year that begins in spring or autumn.
std::string next_of_two_years(std::string spelling) {
  const std::size_t slash = spelling.find('/');
  if (slash == std::string::npos || slash < 4) return {};
  const auto number = [&](std::size_t begin, std::size_t end) {
    int value = 0;
    for (std::size_t at = begin; at < end; ++at) {
      if (!is_digit(spelling[at])) return -1;
      value = value * 10 + (spelling[at] - '0');
    }
    return value;
  };
  std::size_t end = slash + 1;
  while (end < spelling.size() && is_digit(spelling[end])) ++end;
  const int first = number(slash - 4, slash);
  const bool long_form = end - slash == 5;
  if (first < 1000 || first > 9997 || (!long_form && end - slash != 3)) return {};
  if (number(slash + 1, end) != (long_form ? first + 1 : (first + 1) % 100)) return {};
  const std::string second =
      long_form ? std::to_string(first + 2) : fmt::format("{:02}", (first + 2) % 100);
  return spelling.replace(slash - 4, end - slash + 4, fmt::format("{}/{}", first + 1, second));
}

// From one start to the next: five days of work are a week.
int days_apart(const Stretch& stretch) {
  const int days = plan::days_between(stretch.from, stretch.to) + 1;
  return days % 7 >= 5 ? days + 7 - days % 7 : days;
}

// The days moved by `steps` of their length.
std::string moved(std::string_view text, const Stretch& stretch, int steps) {
  const int by = days_apart(stretch) * steps;
  std::string out(text.substr(stretch.begin, stretch.end - stretch.begin));
  out.replace(stretch.last - stretch.begin, 10, plan::to_iso(plan::add_days(stretch.to, by)));
  out.replace(stretch.first - stretch.begin, 10, plan::to_iso(plan::add_days(stretch.from, by)));
  return out;
}

std::optional<Stretch> stretch_of(std::string_view spelling) {
  const auto found = plan::find_period(spelling);
  if (!found || found->months) return std::nullopt;
  return stretch_in(spelling, found->span.end);
}

}  // namespace

std::optional<plan::FoundPeriod> iso_month(std::string_view text) {
  if (text.size() < 7 || (text.size() > 7 && (text[7] == '-' || is_digit(text[7])))) return {};
  for (std::size_t i = 0; i < 7; ++i)
    if (i == 4 ? text[i] != '-' : !is_digit(text[i])) return {};
  plan::FoundPeriod out;
  out.span = {0, 7};
  out.role = plan::PeriodRole::leads;
  out.period.kind = plan::PeriodKind::month;
  out.period.year =
      (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0');
  out.period.number = (text[5] - '0') * 10 + (text[6] - '0');
  if (*out.period.year < 2000 || *out.period.number < 1 || *out.period.number > 12) return {};
  return out;
}

std::optional<plan::FoundPeriod> period_in(std::string_view text) {
  if (auto found = plan::find_period(text); found && found->role == plan::PeriodRole::leads)
    return found;
  return iso_month(text);
}

std::optional<Stretch> stretch_in(std::string_view text, std::size_t begin) {
  constexpr std::size_t size = 10;  // of an ISO date
  if (!text.substr(std::min(begin, text.size())).starts_with(" (")) return std::nullopt;
  Stretch out;
  out.begin = begin;
  out.first = begin + 2;
  const std::size_t behind = out.first + size;
  out.last = text.find_first_of("0123456789)", std::min(behind, text.size()));
  if (out.last == std::string_view::npos || out.last - behind > 5) return std::nullopt;
  out.end = out.last + size + 1;
  if (out.end > text.size() || text[out.end - 1] != ')') return std::nullopt;
  const auto from = plan::first_date(text.substr(out.first, size));
  const auto to = plan::first_date(text.substr(out.last, size));
  if (!from || !to || from->span.size() != size || to->span.size() != size) return std::nullopt;
  if (!plan::is_valid(from->date) || !plan::is_valid(to->date) || to->date < from->date)
    return std::nullopt;
  out.from = from->date;
  out.to = to->date;
  return out;
}

std::string next_in_spelling(const std::string& spelling) {
  if (const auto days = stretch_of(spelling)) {
    const std::string next = next_in_spelling(spelling.substr(0, days->begin));
    return next.empty() ? next : next + moved(spelling, *days, 1);
  }
  if (std::string next = next_of_two_years(spelling); !next.empty()) return next;
  if (const auto found = plan::find_period(spelling)) return plan::next_spelling(spelling, *found);
  if (const auto found = iso_month(spelling)) {
    if (const auto next = plan::next(found->period))
      return fmt::format("{:04}-{:02}", *next->year, *next->number);
  }
  return {};
}

std::string previous_in_spelling(const std::string& spelling) {
  if (const auto days = stretch_of(spelling)) {
    const std::string previous = previous_in_spelling(spelling.substr(0, days->begin));
    return previous.empty() ? previous : previous + moved(spelling, *days, -1);
  }
  const auto found = period_in(spelling);
  if (!found) return {};
  std::string guess = spelling;
  const auto replace = [&](int number, int by) {
    for (const auto& [old, made] :
         {std::pair{std::to_string(number), std::to_string(by)},
          std::pair{std::to_string(number % 100), fmt::format("{:02}", by % 100)}}) {
      if (const std::size_t at = guess.find(old); at != std::string::npos) {
        guess.replace(at, old.size(), made);
        return;
      }
    }
  };
  int steps = 0;
  if (found->period.is_calendar()) {
    // A year back, and then on to just before.
    if (found->period.year) replace(*found->period.year, *found->period.year - 1);
    steps = found->period.kind == plan::PeriodKind::quarter ? 3
            : found->period.kind == plan::PeriodKind::half  ? 1
            : found->period.kind == plan::PeriodKind::month ? 11
                                                            : 0;
  } else if (found->period.number && *found->period.number > 1) {
    replace(*found->period.number, *found->period.number - 1);
  }
  while (steps-- > 0) guess = next_in_spelling(guess);
  return next_in_spelling(guess) == spelling ? guess : std::string();
}

std::string manner_before(std::string_view before, int step) {
  std::string out;
  while (!before.empty()) {
    if (const std::size_t size = text::emoji_size(before, 0); size > 0) {
      const std::string_view sign = before.substr(0, size);
      before.remove_prefix(size);
      if (!plan::status_of_emoji(sign)) {
        out += sign;
      } else if (before.starts_with(' ')) {
        before.remove_prefix(1);
      }
      continue;
    }
    const char c = before.front();
    if (is_digit(c)) {
      std::size_t end = 0;
      int number = 0;
      while (end < before.size() && end < 4 && is_digit(before[end]))
        number = number * 10 + (before[end++] - '0');
      if (end == before.size() || (before[end] != '.' && before[end] != ')')) return {};
      out += std::to_string(number + step);
      before.remove_prefix(end);
      out += before.front();
    } else if (c == ' ' || c == '*' || c == '_') {
      out += c;
    } else {
      return {};
    }
    before.remove_prefix(1);
  }
  return out;
}

std::string with_right_months(const std::string& spelling, std::optional<int> year_start) {
  const auto found = period_in(spelling);
  if (!found || !found->months || found->months->dates || found->months->alone()) return spelling;
  const plan::MonthRange& said = *found->months;
  const auto right = plan::months_of(found->period, year_start);
  if (!right || said.first == right->first) return spelling;
  const auto length = [](int first, int last) { return (last - first + 12) % 12; };
  // Part of a quarter is what somebody meant.
  if (length(said.first, said.last) != length(right->first, right->last)) return spelling;
  const bool full = std::max(said.first_span.size(), said.last_span.size()) > 4;
  const auto name = [&](int month) {
    return full ? plan::month_name(month) : plan::month_abbreviation(month);
  };
  std::string out = spelling;
  out.replace(said.last_span.begin, said.last_span.size(), name(right->last));
  out.replace(said.first_span.begin, said.first_span.size(), name(right->first));
  return out;
}

}  // namespace pland::features
