// Quarters, halves, months or years beside each other, some of which stand out of their order. A
// row may rise or fall; two of them are always in some order. What is done, dropped or put off may
// have been moved to the end, and is not counted; neither is a stretch of several ("Q3/Q4").
#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <vector>

#include "analysis/rules/entity.h"
#include "analysis/rules/move.h"
#include "analysis/rules/order.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/time/calendar.h"

namespace pland::rules {
namespace {

constexpr std::size_t fewest = 3;

// Where more than a quarter of the row would have to move, it is in no order of time.
bool is_nearly_in_order(std::size_t misplaced, std::size_t all) {
  constexpr std::size_t most = 8;
  return misplaced <= std::clamp<std::size_t>(all / 4, 1, most);
}

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

struct Misplaced {
  std::uint32_t entry = 0;
  Side side = Side::before;
  std::uint32_t other = 0;    // where it would go
  std::uint32_t against = 0;  // one that it stands on the wrong side of
};

void judge_row(const DatedRow& row, std::vector<Misplaced>& out) {
  const std::vector<std::int64_t> up = starts_of(row, false), down = starts_of(row, true);
  const std::vector<bool> rising = in_order(up), falling = in_order(down);
  const bool rises = std::count(rising.begin(), rising.end(), true) >=
                     std::count(falling.begin(), falling.end(), true);
  const std::vector<bool>& stays = rises ? rising : falling;
  const auto misplaced = std::count(stays.begin(), stays.end(), false);
  if (!is_nearly_in_order(static_cast<std::size_t>(misplaced), row.size())) return;
  const std::vector<std::int64_t>& numbers = rises ? up : down;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (stays[i]) continue;
    // Before the first of those above it that comes later …
    std::size_t next = 0;
    while (next < i && (!stays[next] || numbers[next] <= numbers[i])) ++next;
    if (next < i) {
      out.push_back({row[i].entry, Side::before, row[next].entry, row[next].entry});
      continue;
    }
    // … or, where it stands too early, behind the last of those below it that does not.
    std::size_t against = row.size(), last = row.size();
    for (std::size_t j = i + 1; j < row.size(); ++j) {
      if (!stays[j] || numbers[j] > numbers[i]) continue;
      if (against == row.size() && numbers[j] < numbers[i]) against = j;
      last = j;
    }
    if (against < row.size())
      out.push_back({row[i].entry, Side::behind, row[last].entry, row[against].entry});
  }
}

std::shared_ptr<const void> prepare(const DocumentInput& input) {
  auto out = std::make_shared<std::vector<Misplaced>>();
  if (!has_a_calendar(input.plan)) return out;
  for (DatedRow& row : calendar_rows(input)) {
    std::erase_if(row, [](const DatedEntry& one) { return one.slot.range || one.slot.closed; });
    if (!is_in_order(row)) judge_row(row, *out);
  }
  return out;
}

void say(const DocumentInput& input, const Misplaced& it, Report& report) {
  const plan::Plan& plan = input.plan;
  const plan::Section& section = plan.section(it.entry);
  const plan::ChapterFacts& facts = plan.facts(it.entry);
  const plan::Section& against = plan.section(it.against);
  const std::string name = short_name(plan.facts(it.against), against);
  Finding& finding =
      report.add(section.title_span.shifted(plan.offset(it.entry)),
                 fmt::format("{} stands {} {}, out of order", short_name(facts, section),
                             it.side == Side::before ? "behind" : "before", name));
  name_section_entity(finding, facts, plan.outline[it.entry].section);
  finding.related.push_back(
      {"", against.title_span.shifted(plan.offset(it.against)), fmt::format("{} is here", name)});
  if (auto fix = move_section(input, it.entry, it.side, it.other))
    finding.fixes.push_back(*std::move(fix));
}

void judge_document(const DocumentInput& input, Report& report) {
  for (const Misplaced& it : *static_cast<const std::vector<Misplaced>*>(input.prepared))
    say(input, it, report);
}

}  // namespace

extern const Rule periods_out_of_order = {
    .name = "periods-out-of-order",
    .group = "time",
    .severity = Severity::warning,
    .summary = "A quarter, month or year stands out of the order of those beside it",
    .document = judge_document,
    .about = calendar_about,
    .prepare = prepare,
    .glance = calendar_glance,
    .tier = Tier::entity,
};

}  // namespace pland::rules
