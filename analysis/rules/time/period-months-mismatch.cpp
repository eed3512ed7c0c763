// `Q2 2027 (Jul - Sep)`: the months are not those of the quarter. Where every quarter of a document
// is off by the same stretch its year starts elsewhere, and that is said once, as a hint to set
// `fiscal-year-start`.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <vector>

#include "analysis/plan/month_names.h"
#include "analysis/plan/stated_months.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/rule.h"

namespace pland::rules {
namespace {

using plan::StatedMonths;

// The days of the quarter, where its year is sure to be the calendar's.
std::optional<plan::DateRange> right_days(const StatedMonths& stated, const Settings& settings) {
  if (settings.fiscal_year_start || stated.months().gives_year) return std::nullopt;
  return plan::calendar_range(stated.found.period);
}

bool years_fit(const StatedMonths& stated, const std::optional<plan::DateRange>& right) {
  const plan::MonthRange& months = stated.months();
  if (!right) return true;
  return months.first_year.value_or(right->first.year) == right->first.year &&
         months.last_year.value_or(right->last.year) == right->last.year;
}

// A part of the quarter will do: "Q1 2027 (Feb - Mar)", "Q1 2027 (Feb)".
bool months_fit(const StatedMonths& stated) {
  return stated.shift() + stated.length() <= stated.right_length();
}

// Whether a range is written with abbreviated names: one of the two is shorter than its month's.
// "May" may be either, and goes with the other.
bool is_abbreviated(const plan::MonthRange& months) {
  return months.first_span.size() < plan::month_name(months.first).size() ||
         months.last_span.size() < plan::month_name(months.last).size();
}

// A month in the spelling of the range, and in the case of the name in its place.
std::string like(const plan::MonthRange& range, std::string_view written, int month) {
  std::string out(is_abbreviated(range) ? plan::month_abbreviation(month)
                                        : plan::month_name(month));
  const auto is_small = [](char c) { return 'a' <= c && c <= 'z'; };
  const bool upper = std::none_of(written.begin(), written.end(), is_small);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (upper && is_small(out[i])) out[i] = static_cast<char>(out[i] - 32);
    if (i == 0 && !written.empty() && is_small(written[0])) out[i] = static_cast<char>(out[i] + 32);
  }
  return out;
}

// The month in the middle of "April, May, June"; empty where none is listed.
Span month_between(const plan::ChapterFacts& facts, const plan::MonthRange& months) {
  if (months.first_span.end >= months.last_span.begin) return {};
  const std::string text = facts.text({months.first_span.end, months.last_span.begin});
  const auto is_letter = [](char c) { return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z'); };
  for (std::size_t begin = 0; begin < text.size(); ++begin) {
    std::size_t end = begin;
    while (end < text.size() && is_letter(text[end])) ++end;
    if (end > begin && plan::month_named(std::string_view(text).substr(begin, end - begin)))
      return Span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}.shifted(
          months.first_span.end);
    begin = end;
  }
  return {};
}

// The days that stand behind the months' names, "(Apr 1 - Jun 30)": the last one moves along.
struct StatedDays {
  bool any = false;
  bool whole = false;  // from the first of a month to the last of another
  Span first, last;    // in the chapter; empty where there is none
};
StatedDays days_of(const plan::ChapterFacts& facts, const plan::MonthRange& months) {
  const auto day_in = [&](Span span, Span& digits) {
    const std::string text = facts.text(span);
    const auto begin = text.find_first_of("0123456789");
    if (begin == std::string::npos) return 0;
    auto end = text.find_first_not_of("0123456789", begin);
    if (end == std::string::npos) end = text.size();
    if (end - begin > 2) return 0;  // a year
    digits = Span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}.shifted(
        span.begin);
    int day = 0;
    for (auto at = begin; at < end; ++at) day = day * 10 + (text[at] - '0');
    return day;
  };
  StatedDays out;
  if (months.alone()) return out;
  const int first = day_in({months.first_span.end, months.last_span.begin}, out.first);
  const int last = day_in({months.last_span.end, months.span.end}, out.last);
  out.any = first != 0 || last != 0;
  constexpr int any_leap_year = 2028, any_other = 2027;
  out.whole = first == 1 && (last == plan::days_in_month(any_leap_year, months.last) ||
                             last == plan::days_in_month(any_other, months.last));
  return out;
}

// "Apr - Jun", "Oct 2026 - Jan 2027", "Jul 1 - Sep 30".
struct Words {
  std::string first, first_day, first_year, last, last_day, last_year;
  bool alone = false;
  std::string text() const {
    const auto end = [](const std::string& month, const std::string& day, const std::string& year) {
      return month + (day.empty() ? "" : " " + day) + (year.empty() ? "" : " " + year);
    };
    const std::string begin = end(first, first_day, first_year);
    return alone ? begin : begin + " - " + end(last, last_day, last_year);
  }
};

void say_dates(const StatedMonths& stated, const plan::DateRange& right, Report& report) {
  const plan::MonthRange& months = stated.months();
  const std::string first = stated.facts->text(months.first_span);
  const std::string last = stated.facts->text(months.last_span);
  const std::string right_first = plan::to_iso(right.first), right_last = plan::to_iso(right.last);
  Finding& finding =
      report.add(Span{months.first_span.begin, months.last_span.end}.shifted(stated.offset),
                 fmt::format("{} is {} to {}, not {} to {}", stated.facts->text(stated.found.span),
                             right_first, right_last, first, last));
  if (stated.entity != nullptr) name_entity(finding, *stated.entity);
  // What lies in the quarter stays: it may be a part.
  const auto lies_within = [&](const std::string& date) {
    return right_first <= date && date <= right_last;
  };
  const std::string& new_first = lies_within(first) ? first : right_first;
  const std::string& new_last = lies_within(last) ? last : right_last;
  Fix& fix = finding.fixes.emplace_back();
  fix.title = fmt::format("Write {} to {}", new_first, new_last);
  fix.safe = false;
  fix.preferred = true;
  if (new_first != first)
    fix.edits.push_back({"", months.first_span.shifted(stated.offset), new_first});
  if (new_last != last)
    fix.edits.push_back({"", months.last_span.shifted(stated.offset), new_last});
}

void say(const StatedMonths& stated, const std::optional<plan::DateRange>& range, Report& report) {
  const plan::MonthRange& months = stated.months();
  if (months.dates) {
    if (range) say_dates(stated, *range, report);
    return;
  }
  const std::uint32_t offset = stated.offset;
  const std::string period = stated.facts->text(stated.found.span);
  const bool years = !years_fit(stated, range);
  Words said, right;
  said.first = stated.facts->text(months.first_span);
  said.last = stated.facts->text(months.last_span);
  said.alone = months.alone();
  right.first = like(months, said.first, stated.right.first);
  right.last = like(months, said.last, stated.right.last);
  if (years && months.first_year) {
    said.first_year = std::to_string(*months.first_year);
    right.first_year = std::to_string(range->first.year);
  }
  if (years && months.last_year) {
    said.last_year = std::to_string(*months.last_year);
    right.last_year = std::to_string(range->last.year);
  }
  const bool one = months_fit(stated) && said.alone;  // the month may stay
  if (one) {
    right.first = said.first;
    right.alone = true;
  }
  Finding& finding = report.add(Span{months.first_span.begin, months.last_span.end}.shifted(offset),
                                fmt::format("{} is {}, not {}", period, right.text(), said.text()));
  if (stated.entity != nullptr) name_entity(finding, *stated.entity);

  const StatedDays days = days_of(*stated.facts, months);
  if (days.any && !days.whole) {
    // Of a part of the quarter the end that lies in it stays as it is.
    const auto in_quarter = [&](int month) {
      return (month - stated.right.first + 12) % 12 <= stated.right_length();
    };
    if (in_quarter(months.first)) right.first = said.first;
    if (in_quarter(months.last)) right.last = said.last;
  }
  const auto days_in_last = [&] {
    return std::to_string(
        plan::days_in_month(stated.found.period.year.value_or(2027), stated.right.last));
  };
  Fix& fix = finding.fixes.emplace_back();
  fix.safe = false;
  fix.preferred = true;
  const auto put = [&](Span span, const std::string& text) {
    if (!span.empty() && stated.facts->text(span) != text)
      fix.edits.push_back({"", span.shifted(offset), text});
  };
  if (said.alone) {
    put(months.first_span, one ? right.first : right.first + " - " + right.last);
  } else {
    if (!days.first.empty() && (days.whole || right.first != said.first)) right.first_day = "1";
    if (!days.last.empty() && (days.whole || right.last != said.last))
      right.last_day = days_in_last();
    put(months.first_span, right.first);
    if (!right.first_day.empty()) put(days.first, right.first_day);
    if (const Span middle = month_between(*stated.facts, months); !middle.empty())
      put(middle, like(months, stated.facts->text(middle), stated.right.first % 12 + 1));
    put(months.last_span, right.last);
    if (!right.last_day.empty()) put(days.last, right.last_day);
  }
  if (!right.first_year.empty()) put(months.first_year_span, right.first_year);
  if (!right.last_year.empty() && !said.alone) put(months.last_year_span, right.last_year);
  fix.title = fmt::format("Write {}", right.text());

  // The quarter that has these months, where its number can be exchanged in place.
  const int size = stated.right.last - stated.right.first + 1;
  const bool whole = size > 0 && !months_fit(stated) &&
                     (said.alone || (stated.length() == size - 1 && stated.shift() % size == 0));
  const auto number = stated.found.period.number;
  if (!whole || !number) return;
  const int parts = 12 / size;
  const int other = (*number - 1 + stated.shift() / size) % parts + 1;
  const auto digit = period.find(static_cast<char>('0' + *number));
  if (digit == std::string::npos || digit == 0) return;
  const char letter = period[digit - 1];
  if (letter != 'Q' && letter != 'q' && letter != 'H' && letter != 'h') return;
  const auto at = static_cast<std::uint32_t>(digit) + stated.found.span.begin + offset;
  Fix& renumber = finding.fixes.emplace_back();
  renumber.title = fmt::format("Write {}{}", letter, other);
  renumber.safe = false;
  renumber.edits.push_back({"", {at, at + 1}, std::to_string(other)});
}

void judge_document(const DocumentInput& input, Report& report) {
  const std::vector<StatedMonths> all =
      plan::stated_months(input.plan, input.settings.fiscal_year_start);
  const auto fits = [&](const StatedMonths& stated) {
    return months_fit(stated) && years_fit(stated, right_days(stated, input.settings));
  };
  if (std::all_of(all.begin(), all.end(), fits)) return;
  const auto start = plan::stated_year_start(all);
  if (start && !input.settings.fiscal_year_start) {
    const plan::MonthRange& months = all.front().months();
    Finding& finding = report.add(
        months.span.shifted(all.front().offset),
        fmt::format(
            "The year starts in {0} here: set fiscal-year-start = {1}, so that quarters are "
            "understood",
            plan::month_name(*start), *start));
    finding.severity = Severity::information;
    return;
  }
  for (const StatedMonths& stated : all)
    if (!fits(stated)) say(stated, right_days(stated, input.settings), report);
}

}  // namespace

extern const Rule period_months_mismatch = {
    .name = "period-months-mismatch",
    .group = "time",
    .severity = Severity::error,
    .summary = "A quarter is said to last from months that are not its own",
    .document = judge_document,
    .tier = Tier::entity,
};

}  // namespace pland::rules
