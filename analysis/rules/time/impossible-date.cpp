// A date that no calendar has: 2027-02-30, 31 April 2027, 2026-13-01. Only forms that cannot be
// anything else (ISO, named months): a version `2025.13.1` is none, nor is `13/14/2025`. Code and
// quotes are not looked at.
#include <algorithm>
#include <fmt/format.h>
#include <string>
#include <utility>

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
      return true;
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
  if (found.form != plan::DateForm::iso) return;
  const plan::Date date = found.date;
  const auto offer = [&](plan::Date instead) {
    if (!plan::is_valid(instead)) return;
    finding.fixes.push_back({fmt::format("Write {}", plan::to_iso(instead)), false});
    finding.fixes.back().edits.push_back({"", span, plan::to_iso(instead)});
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
      const bool in_code = std::any_of(run.plain.code.begin(), run.plain.code.end(),
                                       [&](Span code) { return code.touches(found.span.begin); });
      if (in_code) continue;
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
