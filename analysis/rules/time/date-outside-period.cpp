// Work that is due, or starts, in another time than the quarter (half, month, year) that it stands
// in. Of the quarter itself, too: "Q2 2027", due 2027-07-15.
//
// Only what has yet to happen: what is done may have been done early or late. What started before
// its quarter goes on in it.
#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string>

#include "analysis/plan/label.h"
#include "analysis/plan/stated_months.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/outline.h"
#include "analysis/rules/rule.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

using plan::EntityKind;
using plan::FieldRole;

// A calendar period in whole months, small enough for what a rule may take from a heading above
// (16 bits, one of them left): its first month, counted from 1970, and how many there are.
struct MonthSpan {
  int first = 0;        // months since January 1970
  int count = 0;        // 0: none
  bool fiscal = false;  // where it lies depends on the year's start

  static constexpr int most = 15, farthest = (1 << 10) - 1;
  std::uint16_t packed() const {
    return static_cast<std::uint16_t>(first << 5 | count << 1 | (fiscal ? 1 : 0));
  }

  plan::DateRange days() const {
    const auto month = [](int number) {
      return plan::Date{static_cast<std::int16_t>(1970 + number / 12),
                        static_cast<std::uint8_t>(number % 12 + 1), 1};
    };
    return {month(first), plan::add_days(month(first + count), -1)};
  }
};

MonthSpan span_of(const plan::Section& section, std::optional<int> year_start) {
  if (section.unit != EntityKind::milestone || !section.period) return {};
  const plan::FoundPeriod& found = *section.period;
  if (found.role != plan::PeriodRole::leads || !found.period.is_calendar() ||
      found.period.open_ended || found.period.kind > plan::PeriodKind::month)
    return {};
  const auto range = plan::calendar_range(found.period, year_start);
  if (!range || range->first.day != 1 || range->first.year < 1970) return {};
  const int first = (range->first.year - 1970) * 12 + range->first.month - 1;
  const int last = (range->last.year - 1970) * 12 + range->last.month - 1;
  if (first > MonthSpan::farthest || last - first + 1 > MonthSpan::most) return {};
  return {first, last - first + 1, found.period.fiscal};
}

bool is_dated(const plan::Field& field) {
  return field.entity != plan::no_index &&
         (field.role == FieldRole::target_date || field.role == FieldRole::start);
}

// Whether the chapter has any day to be looked at.
Glance glance(const ChapterInput& input) {
  return std::any_of(input.facts.fields.begin(), input.facts.fields.end(), is_dated) ? 1 : 0;
}

// The start of the year that the document counts by (0 where nobody said), plus one; 0 where the
// rule has nothing to say at all.
std::uint64_t about(const DocumentInput& input) {
  switch (input.plan.kind) {
    case plan::DocumentKind::changelog:
    case plan::DocumentKind::guide:
      return 0;
    default:
      break;
  }
  if (input.plan.is_template || is_archived(input.plan)) return 0;
  if (std::find(input.glances.begin(), input.glances.end(), 1) == input.glances.end()) return 0;
  return 1 + static_cast<std::uint64_t>(
                 plan::year_start(input.plan, input.settings.fiscal_year_start).value_or(0));
}
std::optional<int> year_start_of(std::uint64_t about) {
  return about > 1 ? std::optional(static_cast<int>(about - 1)) : std::nullopt;
}

std::uint16_t above(const plan::Plan& plan, std::uint32_t entry) {
  // By whatever year: which one it is, is said in `about`.
  const auto packed = span_of(plan.section(entry), 1).packed();
  return static_cast<std::uint16_t>(packed << 1 | (puts_away(plan, entry) ? 1 : 0));
}

// The nearest heading at or above a section that has a place in the calendar.
struct Around {
  std::uint32_t entry = plan::no_index;
  plan::DateRange range;
};
std::optional<Around> around(const plan::Plan& plan, std::uint32_t entry,
                             std::optional<int> year_start) {
  for (; entry < plan.outline.size(); entry = plan.outline[entry].parent) {
    if (plan.outline[entry].unit != EntityKind::milestone) continue;
    const MonthSpan span = span_of(plan.section(entry), year_start);
    if (span.count > 0) return Around{entry, span.days()};
    return std::nullopt;  // a phase within the quarter may have days of its own
  }
  return std::nullopt;
}

struct Day {
  plan::DateRange range;
  std::optional<plan::FoundDate> date;  // none: a period
  Span words;                           // in the value's text
};

// What a field says that says one day or period, and nothing else that counts.
std::optional<Day> day_of(std::string_view value, std::optional<int> year_start) {
  const auto dates = plan::dates_of_value(value);
  if (dates.size() > 1 || value.find('~') != std::string_view::npos) return std::nullopt;
  if (dates.size() == 1) {
    const plan::FoundDate& date = dates.front();
    if (!date.valid || date.ambiguous) return std::nullopt;
    return Day{date.range(), date, date.span};
  }
  const auto periods = plan::find_periods(value);
  if (periods.size() != 1 || periods.front().period.open_ended) return std::nullopt;
  const auto range = plan::calendar_range(periods.front().period, year_start);
  if (!range) return std::nullopt;
  return Day{*range, std::nullopt, periods.front().span};
}

bool is_judged(const plan::Entity& entity, bool is_period) {
  const auto status = entity.status();
  if (status && (plan::is_closed(*status) || *status == plan::Status::deferred)) return false;
  return is_period || entity.kind == EntityKind::initiative || entity.kind == EntityKind::task;
}

void judge_entry(const EntryInput& input, Report& report) {
  const plan::Plan& plan = input.document.plan;
  const plan::OutlineEntry& here = plan.outline[input.entry];
  if (input.about == 0 || here.level == 0 || input.document.glances[here.chapter] == 0) return;
  const auto year_start = year_start_of(input.about);
  std::optional<std::optional<Around>> place;  // looked for once
  const plan::ChapterFacts& facts = plan.facts(input.entry);
  for (const plan::Entity& entity : facts.entities) {
    if (entity.section != here.section) continue;
    if (entity.first_field == plan::no_index) continue;
    if (!place) place = around(plan, input.entry, year_start);
    if (!*place) return;
    const Around& period = **place;
    const bool is_period = entity.is_section && period.entry == input.entry;
    if (!is_judged(entity, is_period)) continue;
    for (auto i = entity.first_field; i != plan::no_index; i = facts.fields[i].next) {
      const plan::Field& field = facts.fields[i];
      const bool due = field.role == FieldRole::target_date;
      if (!due && field.role != FieldRole::start) continue;
      const auto day = day_of(field.value_text, year_start);
      if (!day) continue;
      const bool late = day->range.first > period.range.last;
      const bool early = due && day->range.last < period.range.first;
      if ((!late && !early) || is_put_away(plan, input.entry)) continue;
      const std::string_view written = day->words.of(field.value_text);
      const std::string name = short_name(plan.facts(period.entry), plan.section(period.entry));
      Finding& finding = report.add(
          field.value,
          is_period ? fmt::format("{} is {} {} itself", written, late ? "after" : "before", name)
                    : fmt::format("{} is {} {}, in which it stands", written,
                                  late ? "after" : "before", name));
      name_entity(finding, entity);
      report.read_off(plan.outline[period.entry].chapter);
      finding.related.push_back({"", plan.section(period.entry).title_span,
                                 fmt::format("{} is here", name),
                                 plan.outline[period.entry].chapter});
      if (!day->date) continue;
      const std::string instead =
          plan::spelt_like(written, *day->date, late ? period.range.last : period.range.first);
      const std::size_t at = facts.text(field.value).find(written);
      if (instead.empty() || at == std::string::npos) continue;
      const auto begin = field.value.begin + static_cast<std::uint32_t>(at);
      Fix& fix = finding.fixes.emplace_back();
      fix.title = fmt::format("Write {}", instead);
      fix.safe = false;
      fix.edits.push_back(
          {"", {begin, begin + static_cast<std::uint32_t>(written.size())}, instead});
    }
  }
}

}  // namespace

extern const Rule date_outside_period = {
    .name = "date-outside-period",
    .group = "time",
    .severity = Severity::warning,
    .summary = "Work is due in another time than the period that it stands in",
    .entry = judge_entry,
    .about = about,
    .above = above,
    .glance = glance,
    .tier = Tier::entity,
};

}  // namespace pland::rules
