// A date that no calendar has: 2027-02-30, 31 April 2027, 31/04/2027, 2026-13-01. Only forms that
// cannot be anything else: a version `2025.13.1` is none, nor is `13/14/2025`. Code, quotes, links
// and what is struck through are not looked at.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/plan/month_names.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/rule.h"

namespace pland::rules {
namespace {

bool is_unmistakable(const plan::FoundDate& found) {
  switch (found.form) {
    case plan::DateForm::iso:
    case plan::DateForm::timestamp:
    case plan::DateForm::month_day_year:
    case plan::DateForm::day_month_year:
    case plan::DateForm::year_first:
      return true;
    case plan::DateForm::numeric:  // one of the two is a month, and it has no such day
      return 1 <= found.date.month && found.date.month <= 12 && found.date.day > 12;
    default:
      return false;
  }
}

std::string why(plan::Date date) {
  if (date.month < 1 || date.month > 12)
    return fmt::format("there is no month {}", int{date.month});
  const int days = plan::days_in_month(date.year, date.month);
  if (date.day < 1) return "days count from 1";
  return fmt::format("{} {} has {} days", plan::month_name(date.month), int{date.year}, days);
}

void say(Report& report, const plan::ChapterFacts& facts, const plan::FoundDate& found, Span span,
         std::uint32_t section) {
  const std::string written = facts.text(span);
  Finding& finding =
      report.add(span, fmt::format("{} does not exist: {}", written, why(found.date)));
  name_section_entity(finding, facts, section);
  const plan::Date date = found.date;
  const auto offer = [&](plan::Date instead) {
    if (!plan::is_valid(instead)) return;
    std::string text = plan::spelt_like(written, found, instead);
    if (text.empty()) return;
    finding.fixes.push_back({fmt::format("Write {}", text), false});
    finding.fixes.back().edits.push_back({"", span, std::move(text)});
  };
  if (date.month > 12 && date.day <= 12) {
    offer({date.year, date.day, date.month});
  } else if (1 <= date.month && date.month <= 12 && date.day > 0) {
    const int last = plan::days_in_month(date.year, date.month);
    offer({date.year, date.month, static_cast<std::uint8_t>(last)});
  }
}

bool says_a_day(std::optional<plan::FieldRole> role) {
  switch (role.value_or(plan::FieldRole::title)) {
    case plan::FieldRole::date:
    case plan::FieldRole::created:
    case plan::FieldRole::last_updated:
    case plan::FieldRole::next_review:
    case plan::FieldRole::review_date:
    case plan::FieldRole::target_date:
    case plan::FieldRole::start:
    case plan::FieldRole::completed_on:
      return true;
    default:
      return false;
  }
}

// What a field for a day says and is nothing but: three numbers that are a date in no order, among
// them those that elsewhere may be a version or a share ("29.2.2026", "32/01/2026", "2026-2-30").
std::optional<plan::FoundDate> three_numbers(std::string_view value) {
  std::array<int, 3> numbers{};
  std::array<std::size_t, 3> digits{};
  std::size_t part = 0;
  char separator = 0;
  for (const char c : value) {
    if ('0' <= c && c <= '9') {
      if (++digits[part] > 4) return std::nullopt;
      numbers[part] = numbers[part] * 10 + (c - '0');
      continue;
    }
    const bool separates = c == '-' || c == '/' || c == '.';
    if (!separates || (separator != 0 && c != separator) || digits[part] == 0 || ++part > 2)
      return std::nullopt;
    separator = c;
  }
  const bool year_first = digits[0] == 4;
  const std::size_t year = year_first ? 0 : 2;
  const auto is_short = [&](std::size_t i) {
    return i == year || digits[i] == 1 || digits[i] == 2;
  };
  if (part != 2 || digits[year] != 4 || !is_short(0) || !is_short(1) || !is_short(2))
    return std::nullopt;
  if (numbers[year] < 1990 || numbers[year] > 2100) return std::nullopt;
  if (year_first && separator == '.') return std::nullopt;  // a version by the calendar
  const auto date = [&](int month, int day) {
    return plan::Date{static_cast<std::int16_t>(numbers[year]), static_cast<std::uint8_t>(month),
                      static_cast<std::uint8_t>(day)};
  };
  plan::FoundDate found;
  found.span = {0, static_cast<std::uint32_t>(value.size())};
  found.valid = false;
  if (year_first) {
    found.date = date(numbers[1], numbers[2]);
    found.form = separator == '-' ? plan::DateForm::iso : plan::DateForm::year_first;
    return plan::is_valid(found.date) ? std::nullopt : std::optional(found);
  }
  const plan::Date day_first = date(numbers[1], numbers[0]);
  const plan::Date month_first = date(numbers[0], numbers[1]);
  if (plan::is_valid(day_first) || plan::is_valid(month_first)) return std::nullopt;
  found.date = numbers[1] > 12 && numbers[0] <= 12 ? month_first : day_first;
  found.form = plan::DateForm::numeric;
  return found;
}

void judge_field(const plan::ChapterFacts& facts, const plan::Field& field, Report& report) {
  if (!says_a_day(field.role) || plan::date_of_value(field.value_text)) return;
  const auto found = three_numbers(field.value_text);
  if (!found || facts.text(field.value) != field.value_text) return;
  say(report, facts, *found, field.value, field.section);
}

void judge_chapter(const ChapterInput& input, Report& report) {
  const plan::ChapterFacts& facts = input.facts;
  for (const plan::Run& run : facts.runs) {
    if (run.quoted) continue;
    for (const plan::FoundDate& found : plan::find_dates(run.plain.text)) {
      if (found.valid || !is_unmistakable(found)) continue;
      const auto is_in = [&](const std::vector<Span>& spans) {
        return std::any_of(spans.begin(), spans.end(),
                           [&](Span span) { return span.touches(found.span.begin); });
      };
      if (is_in(run.plain.code) || is_in(run.plain.struck) || is_in(run.plain.linked)) continue;
      say(report, facts, found, run.plain.source(found.span), run.section);
    }
  }
  for (const plan::Field& field : facts.fields) {
    judge_field(facts, field, report);
    if (field.form != plan::FieldForm::front_matter) continue;
    const auto found = plan::date_of_value(field.value_text);
    if (!found || found->valid || !is_unmistakable(*found)) continue;
    say(report, facts, *found, found->span.shifted(field.value.begin), field.section);
  }
}

}  // namespace

extern const Rule impossible_date = {
    .name = "impossible-date",
    .group = "time",
    .severity = Severity::error,
    .summary = "A date that does not exist",
    .chapter = judge_chapter,
    .tier = Tier::any,
};

}  // namespace pland::rules
