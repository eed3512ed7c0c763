// A row of quarters (months, halves, years) that leaves one out: Q1, Q2, Q4. Also two headings of
// one row that are the same period and say no more than that.
//
// A gap is one period wide, and the only one of its row: more of them, and wider ones, are meant.
// Where the period stands in another place of the document, nothing is missing.
#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/rules/entity.h"
#include "analysis/rules/line.h"
#include "analysis/rules/move.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/time/calendar.h"

namespace pland::rules {
namespace {

bool has_gaps(plan::PeriodKind kind) {
  return kind == plan::PeriodKind::quarter || kind == plan::PeriodKind::half ||
         kind == plan::PeriodKind::month || kind == plan::PeriodKind::year;
}

// The period between two of a row: it begins behind the first and ends before the second.
std::optional<plan::Period> between(const plan::Plan& plan, const DatedEntry& before,
                                    const DatedEntry& behind, const Settings& settings) {
  if (before.slot.last + 1 >= behind.slot.first) return std::nullopt;
  const plan::Period& period = plan.section(before.entry).period->period;
  if (period.is_range()) return std::nullopt;
  const auto next = plan::next(period);
  if (!next) return std::nullopt;
  const auto start = before.slot.fiscal ? std::optional(1) : settings.fiscal_year_start;
  const auto range = plan::calendar_range(*next, start);
  const bool fills = range && plan::to_days(range->first) == before.slot.last + 1 &&
                     plan::to_days(range->last) + 1 == behind.slot.first;
  return fills ? next : std::nullopt;
}

// The heading of the period in between, as the one before it is written.
Fix insert(const DocumentInput& input, const DatedEntry& before, std::uint32_t above) {
  const plan::Plan& plan = input.plan;
  const plan::Section& section = plan.section(before.entry);
  const auto found = plan::find_period(section.title);
  const std::string spelling = found ? plan::next_spelling(section.title, *found) : std::string();
  const std::string_view eol = line_ending(input.text);
  std::string text =
      fmt::format("{0}{0}{1} {2}", eol, std::string(section.level, '#'), snippet_of(spelling));
  if (section.title.find(": ") != std::string::npos) text += snippet_of(": [Theme/Focus]");
  Fix fix;
  fix.title = fmt::format("Insert {}", spelling);
  fix.safe = false;
  fix.preferred = true;
  fix.snippet = true;
  const std::uint32_t at = end_of_section(input.text, plan, plan.extent(above));
  fix.edits.push_back({"", {at, at}, std::move(text)});
  return fix;
}

struct Gap {
  DatedEntry before;                   // the period before the missing one
  std::uint32_t above = 0, below = 0;  // entries between which it is missing
};
struct Rows {
  std::vector<Gap> gaps;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> twins;  // neighbours with one beginning
  std::vector<CalendarSlot> all;  // of the document, by their first day

  // Whether the period, or a part of it, has a heading anywhere.
  bool has(std::int32_t first, std::int32_t last) const {
    auto at = std::lower_bound(
        all.begin(), all.end(), first,
        [](const CalendarSlot& slot, std::int32_t day) { return slot.first < day; });
    for (; at != all.end() && at->first <= last; ++at)
      if (at->last <= last) return true;
    return false;
  }
};

void find_gap(const DocumentInput& input, const DatedRow& row, Rows& out) {
  const auto is_step = [](const DatedEntry& a, const DatedEntry& b) {
    return a.slot.last + 1 == b.slot.first;
  };
  const bool rises = row.front().slot.first < row.back().slot.first;
  const auto before = [&](std::size_t i) -> const DatedEntry& {
    return rises ? row[i - 1] : row[i];
  };
  const auto behind = [&](std::size_t i) -> const DatedEntry& {
    return rises ? row[i] : row[i - 1];
  };
  std::size_t steps = 0, gap = 0;
  for (std::size_t i = 1; i < row.size(); ++i) {
    if (before(i).slot.first > behind(i).slot.first) return;  // periods-out-of-order's business
    if (is_step(before(i), behind(i))) {
      ++steps;
    } else if (before(i).slot.last < behind(i).slot.first) {
      if (gap != 0) return;
      gap = i;
    }
  }
  if (steps == 0 || gap == 0) return;
  if (between(input.plan, before(gap), behind(gap), input.settings) &&
      !out.has(before(gap).slot.last + 1, behind(gap).slot.first - 1))
    out.gaps.push_back({before(gap), row[gap - 1].entry, row[gap].entry});
}

std::shared_ptr<const void> prepare(const DocumentInput& input) {
  auto out = std::make_shared<Rows>();
  if (!has_a_calendar(input.plan)) return out;
  const std::vector<DatedRow> rows = calendar_rows(input);
  for (const DatedRow& row : rows)
    for (const DatedEntry& one : row) out->all.push_back(one.slot);
  std::sort(out->all.begin(), out->all.end(),
            [](const CalendarSlot& a, const CalendarSlot& b) { return a.first < b.first; });
  for (const DatedRow& row : rows) {
    if (row.size() < 2 || !has_gaps(row.front().slot.kind)) continue;
    find_gap(input, row, *out);
    for (std::size_t i = 1; i < row.size(); ++i)
      if (row[i].slot.first == row[i - 1].slot.first)
        out->twins.emplace_back(row[i - 1].entry, row[i].entry);
  }
  return out;
}

void say_gap(const DocumentInput& input, const Gap& gap, Report& report) {
  const plan::Plan& plan = input.plan;
  const auto missing = plan::next(plan.section(gap.before.entry).period->period);
  if (!missing) return;
  const plan::Section& section = plan.section(gap.below);
  const std::string first = short_name(plan.facts(gap.above), plan.section(gap.above));
  const std::string second = short_name(plan.facts(gap.below), section);
  Finding& finding = report.add(
      section.title_span.shifted(plan.offset(gap.below)),
      fmt::format("{} follows {}: {} is missing", second, first, plan::to_string(*missing)));
  name_section_entity(finding, plan.facts(gap.below), plan.outline[gap.below].section);
  finding.related.push_back({"", plan.section(gap.above).title_span.shifted(plan.offset(gap.above)),
                             fmt::format("{} is here", first)});
  finding.fixes.push_back(insert(input, gap.before, gap.above));
}

void say_twins(const DocumentInput& input, std::uint32_t one, std::uint32_t other, Report& report) {
  const plan::Plan& plan = input.plan;
  const plan::Section& first = plan.section(one);
  const plan::Section& second = plan.section(other);
  if (first.key != second.key || first.title_span.size() != second.title_span.size()) return;
  const std::string name = short_name(plan.facts(other), second);
  if (name.size() < second.title_span.size()) return;  // they say what else they are
  Finding& finding = report.add(second.title_span.shifted(plan.offset(other)),
                                fmt::format("{} is there twice", name));
  finding.severity = Severity::warning;
  name_section_entity(finding, plan.facts(other), plan.outline[other].section);
  finding.related.push_back({"", first.title_span.shifted(plan.offset(one)), "The first one"});
  if (auto fix = merge_section(input, other, one)) finding.fixes.push_back(*std::move(fix));
}

void judge_document(const DocumentInput& input, Report& report) {
  const Rows& rows = *static_cast<const Rows*>(input.prepared);
  for (const Gap& gap : rows.gaps) say_gap(input, gap, report);
  for (const auto& [one, other] : rows.twins) say_twins(input, one, other, report);
}

}  // namespace

extern const Rule period_gap = {
    .name = "period-gap",
    .group = "time",
    .severity = Severity::information,
    .summary = "A row of quarters, months or years leaves one out",
    .document = judge_document,
    .about = calendar_about,
    .prepare = prepare,
    .glance = calendar_glance,
    .tier = Tier::entity,
};

}  // namespace pland::rules
