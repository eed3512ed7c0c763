#include "analysis/features/rollup.h"

#include <algorithm>
#include <fmt/format.h>

#include "analysis/features/card.h"

namespace pland::features {
namespace {

using plan::no_index;

void add_task(RollUp& sum, const plan::Item& item) {
  if (!item.checked) return;
  ++sum.tasks;
  if (*item.checked) ++sum.done_tasks;
}

}  // namespace

RollUp roll_up(const plan::Plan& plan, std::uint32_t begin, std::uint32_t end) {
  RollUp sum;
  // One pass over each chapter that the entries touch; entries of a chapter are neighbours.
  for (std::uint32_t entry = begin; entry < end;) {
    const std::uint32_t chapter = plan.outline[entry].chapter;
    const std::uint32_t first = plan.outline[entry].section;
    std::uint32_t last = first;
    while (entry < end && plan.outline[entry].chapter == chapter)
      last = plan.outline[entry++].section;
    const plan::ChapterFacts& facts = *plan.chapters[chapter].facts;
    const auto within = [&](std::uint32_t section) { return first <= section && section <= last; };
    for (const plan::Entity& entity : facts.entities) {
      if (!within(entity.section) || entity.placeholder) continue;
      const bool horizon = entity.period && entity.period->period.kind == plan::PeriodKind::horizon;
      if (entity.kind == plan::EntityKind::milestone && !horizon) ++sum.milestones;
      if (entity.kind != plan::EntityKind::initiative) continue;
      ++sum.initiatives;
      const auto status = entity.status();
      if (!status || !plan::is_closed(*status)) continue;
      ++(*status == plan::Status::done ? sum.done_initiatives : sum.dropped_initiatives);
    }
    for (const plan::Item& item : facts.items)
      if (within(item.section)) add_task(sum, item);
    for (const plan::Metric& metric : facts.metrics) {
      if (!within(metric.section)) continue;
      ++sum.metrics;
      if (plan::has_target(metric.judged.measure) || metric.measurable_child) ++sum.measurable;
    }
  }
  return sum;
}

std::string done_text(const RollUp& sum, std::string_view noun) {
  std::string out =
      fmt::format("{} of {} done", sum.done_initiatives,
                  noun.empty() ? fmt::to_string(sum.initiatives) : count_of(sum.initiatives, noun));
  if (sum.dropped_initiatives > 0) out += fmt::format(", {} dropped", sum.dropped_initiatives);
  return out;
}

RollUp tasks_of(const plan::ChapterFacts& facts, std::uint32_t index) {
  RollUp sum;
  const plan::Entity& entity = facts.entities[index];
  if (entity.item != no_index) {
    for (std::uint32_t i = entity.item + 1; i < facts.items.size(); ++i) {
      std::uint32_t above = facts.items[i].parent;
      while (above != no_index && above != entity.item) above = facts.items[above].parent;
      if (above == no_index) break;  // items stand in preorder
      add_task(sum, facts.items[i]);
    }
    return sum;
  }
  // From its line to the next entity of its own sort in the section, or the section's end.
  std::uint32_t end = 0xffffffff;
  for (const plan::Entity& other : facts.entities) {
    if (other.section == entity.section && other.item == no_index &&
        other.span.begin > entity.span.begin && other.span.begin < end)
      end = other.span.begin;
  }
  // Items stand in text order.
  auto item = std::partition_point(facts.items.begin(), facts.items.end(), [&](const auto& one) {
    return one.span.begin < entity.span.end;
  });
  for (; item != facts.items.end() && item->span.begin < end; ++item)
    if (item->section == entity.section) add_task(sum, *item);
  return sum;
}

}  // namespace pland::features
