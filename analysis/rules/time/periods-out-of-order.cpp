// Quarters, halves, months or years beside each other, some of which stand out of their order. A
// row may rise or fall; two of them are always in some order. What is done, dropped or put off may
// have been moved to the end, and is not counted.
#include <algorithm>
#include <fmt/format.h>
#include <vector>

#include "analysis/rules/entity.h"
#include "analysis/rules/move.h"
#include "analysis/rules/order.h"
#include "analysis/rules/outline.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/time/calendar.h"

namespace pland::rules {
namespace {

constexpr std::size_t fewest = 3;

std::vector<std::int64_t> starts_of(const DatedRow& row, bool falling) {
  std::vector<std::int64_t> out;
  for (const DatedEntry& one : row)
    out.push_back(falling ? -std::int64_t{one.slot.first} : std::int64_t{one.slot.first});
  return out;
}

bool is_in_order(const DatedRow& row) {
  const auto before = [](const DatedEntry& a, const DatedEntry& b) {
    return a.slot.first < b.slot.first;
  };
  const auto behind = [](const DatedEntry& a, const DatedEntry& b) {
    return a.slot.first > b.slot.first;
  };
  return row.size() < fewest || std::is_sorted(row.begin(), row.end(), before) ||
         std::is_sorted(row.begin(), row.end(), behind);
}

void say(const DocumentInput& input, std::uint32_t entry, Side side, std::uint32_t other,
         Report& report) {
  const plan::Plan& plan = input.plan;
  const plan::Section& section = plan.section(entry);
  const plan::ChapterFacts& facts = plan.facts(entry);
  const std::string name = short_name(plan.facts(other), plan.section(other));
  Finding& finding = report.add(
      section.title_span.shifted(plan.offset(entry)),
      fmt::format("{} stands {} {}, out of order", short_name(facts, section),
                  side == Side::before ? "behind" : "before", name));
  name_section_entity(finding, facts, plan.outline[entry].section);
  finding.related.push_back({"", plan.section(other).title_span.shifted(plan.offset(other)),
                             fmt::format("{} is here", name)});
  if (auto fix = move_section(input, entry, side, other)) finding.fixes.push_back(*std::move(fix));
}

void judge_row(const DocumentInput& input, const DatedRow& row, Report& report) {
  const std::vector<std::int64_t> up = starts_of(row, false), down = starts_of(row, true);
  const std::vector<bool> rising = in_order(up), falling = in_order(down);
  const bool rises = std::count(rising.begin(), rising.end(), true) >=
                     std::count(falling.begin(), falling.end(), true);
  const std::vector<bool>& stays = rises ? rising : falling;
  const std::vector<std::int64_t>& numbers = rises ? up : down;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (stays[i]) continue;
    // Before the first that stays and comes later; behind the last where all of them are earlier.
    std::size_t next = 0, last = 0;
    while (next < row.size() && (!stays[next] || numbers[next] <= numbers[i])) ++next;
    for (std::size_t j = 0; j < row.size(); ++j)
      if (stays[j]) last = j;
    const bool early = next < row.size();
    if (early && next < i) {
      say(input, row[i].entry, Side::before, row[next].entry, report);
      continue;
    }
    // It stands too early: behind the last one that is not later.
    std::size_t other = last;
    for (std::size_t j = 0; j < row.size(); ++j)
      if (stays[j] && numbers[j] <= numbers[i]) other = j;
    say(input, row[i].entry, Side::behind, row[other].entry, report);
  }
}

void judge_document(const DocumentInput& input, Report& report) {
  if (!has_a_calendar(input.plan)) return;
  for (DatedRow& row : calendar_rows(input)) {
    if (is_in_order(row)) continue;
    std::erase_if(row, [&](const DatedEntry& one) { return puts_away(input.plan, one.entry); });
    if (!is_in_order(row)) judge_row(input, row, report);
  }
}

}  // namespace

extern const Rule periods_out_of_order = {
    .name = "periods-out-of-order",
    .group = "time",
    .severity = Severity::warning,
    .summary = "A quarter, month or year stands out of the order of those beside it",
    .document = judge_document,
    .glance = calendar_glance,
    .tier = Tier::entity,
};

}  // namespace pland::rules
