// A date that no calendar has: 2027-02-30, 31 April 2027, 31/04/2027, 2026-13-01. Only forms that
// cannot be anything else: a version `2025.13.1` is none, nor is `13/14/2025`. Code, quotes, links
// and what is struck through are not looked at.
#include <algorithm>
#include <fmt/format.h>
#include <string>
#include <utility>
#include <vector>

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
    if (field.form != plan::FieldForm::front_matter) continue;
    const auto found = plan::first_date(field.value_text);
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
