// A row of quarters (months, halves, years) that leaves one out: Q1, Q2, Q4. Also two headings of
// one row that are the same period and say no more than that.
//
// A gap is one period wide, and the only one of its row: more of them, and wider ones, are meant.
// Where the period stands in another place of the document, nothing is missing.
#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string>
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
Fix insert(const DocumentInput& input, const DatedEntry& before, const DatedEntry& above) {
  const plan::Plan& plan = input.plan;
  const plan::Section& section = plan.section(before.entry);
  const auto found = plan::find_period(section.title);
  const std::string spelling = found ? plan::next_spelling(section.title, *found) : std::string();
  const std::string_view eol = line_ending(input.text);
  std::string text = fmt::format("{0}{0}{1} {2}", eol, std::string(section.level, '#'),
                                 snippet_of(spelling));
  if (section.title.find(": ") != std::string::npos) text += snippet_of(": [Theme/Focus]");
  Fix fix;
  fix.title = fmt::format("Insert {}", spelling);
  fix.safe = false;
  fix.preferred = true;
  fix.snippet = true;
  const std::uint32_t at = end_of_section(input.text, plan, plan.extent(above.entry));
  fix.edits.push_back({"", {at, at}, std::move(text)});
  return fix;
}

class Judge {
 public:
  Judge(const DocumentInput& input, Report& report) : input_(input), report_(report) {}

  void document() {
    const std::vector<DatedRow> rows = calendar_rows(input_);
    for (const DatedRow& row : rows)
      for (const DatedEntry& one : row) all_.push_back(one.slot);
    std::sort(all_.begin(), all_.end(), [](const CalendarSlot& a, const CalendarSlot& b) {
      return a.first < b.first;
    });
    for (const DatedRow& row : rows) {
      if (row.size() < 2 || !has_gaps(row.front().slot.kind)) continue;
      gaps(row);
      twins(row);
    }
  }

 private:
  const plan::Plan& plan() const { return input_.plan; }

  void gaps(const DatedRow& row) {
    const auto is_step = [](const DatedEntry& a, const DatedEntry& b) {
      return a.slot.last + 1 == b.slot.first;
    };
    const bool rises = row.front().slot.first < row.back().slot.first;
    const auto before = [&](std::size_t i) -> const DatedEntry& { return rises ? row[i - 1] : row[i]; };
    const auto behind = [&](std::size_t i) -> const DatedEntry& { return rises ? row[i] : row[i - 1]; };
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
    const auto missing = between(plan(), before(gap), behind(gap), input_.settings);
    if (missing && !is_there(before(gap).slot.last + 1, behind(gap).slot.first - 1))
      say(before(gap), row[gap - 1], row[gap], *missing);
  }

  // Whether the period, or a part of it, has a heading anywhere.
  bool is_there(std::int32_t first, std::int32_t last) const {
    auto at = std::lower_bound(all_.begin(), all_.end(), first,
                               [](const CalendarSlot& slot, std::int32_t day) {
                                 return slot.first < day;
                               });
    for (; at != all_.end() && at->first <= last; ++at)
      if (at->last <= last) return true;
    return false;
  }

  void say(const DatedEntry& before, const DatedEntry& above, const DatedEntry& below,
           const plan::Period& missing) {
    const plan::Section& section = plan().section(below.entry);
    const std::string first = short_name(plan().facts(above.entry), plan().section(above.entry));
    const std::string second = short_name(plan().facts(below.entry), section);
    Finding& finding = report_.add(
        section.title_span.shifted(plan().offset(below.entry)),
        fmt::format("{} follows {}: {} is missing", second, first, plan::to_string(missing)));
    name_section_entity(finding, plan().facts(below.entry), plan().outline[below.entry].section);
    finding.related.push_back(
        {"", plan().section(above.entry).title_span.shifted(plan().offset(above.entry)),
         fmt::format("{} is here", first)});
    finding.fixes.push_back(insert(input_, before, above));
  }

  void twins(const DatedRow& row) {
    for (std::size_t i = 1; i < row.size(); ++i) {
      if (row[i].slot.first != row[i - 1].slot.first) continue;
      const plan::Section& first = plan().section(row[i - 1].entry);
      const plan::Section& second = plan().section(row[i].entry);
      if (first.key != second.key || first.title_span.size() != second.title_span.size()) continue;
      const std::string name = short_name(plan().facts(row[i].entry), second);
      if (name.size() < second.title_span.size()) continue;  // they say what else they are
      Finding& finding =
          report_.add(second.title_span.shifted(plan().offset(row[i].entry)),
                      fmt::format("{} is there twice", name));
      finding.severity = Severity::warning;
      name_section_entity(finding, plan().facts(row[i].entry), plan().outline[row[i].entry].section);
      finding.related.push_back(
          {"", first.title_span.shifted(plan().offset(row[i - 1].entry)), "The first one"});
      if (auto fix = merge_section(input_, row[i].entry, row[i - 1].entry))
        finding.fixes.push_back(*std::move(fix));
    }
  }

  const DocumentInput& input_;
  Report& report_;
  std::vector<CalendarSlot> all_;  // of the document, by their first day
};

void judge_document(const DocumentInput& input, Report& report) {
  if (has_a_calendar(input.plan)) Judge(input, report).document();
}

}  // namespace

extern const Rule period_gap = {
    .name = "period-gap",
    .group = "time",
    .severity = Severity::information,
    .summary = "A row of quarters, months or years leaves one out",
    .document = judge_document,
    .glance = calendar_glance,
    .tier = Tier::entity,
};

}  // namespace pland::rules
