#include "analysis/rules/time/calendar.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "analysis/rules/hash.h"

namespace pland::rules {
namespace {

bool is_closed(const plan::ChapterFacts& facts, const plan::Section& section) {
  const auto over = [](const plan::StatusFact& fact) {
    return plan::is_closed(fact.status) || fact.status == plan::Status::deferred;
  };
  if (std::any_of(section.statuses.begin(), section.statuses.end(), over)) return true;
  if (section.entity >= facts.entities.size()) return false;
  const auto& statuses = facts.entities[section.entity].statuses;
  return !statuses.empty() && over(statuses.back());
}

}  // namespace

std::optional<CalendarSlot> calendar_slot(const plan::ChapterFacts& facts,
                                          const plan::Section& section, const Settings& settings) {
  if (section.unit != plan::EntityKind::milestone || !section.period) return std::nullopt;
  const plan::Period& period = section.period->period;
  if (section.period->role != plan::PeriodRole::leads || !period.is_calendar() || period.open_ended)
    return std::nullopt;
  const bool fiscal = period.fiscal && !settings.fiscal_year_start;
  // Among periods of one unknown year any start gives the same order.
  const auto start = fiscal ? std::optional(1) : settings.fiscal_year_start;
  const auto range = plan::calendar_range(period, start);
  if (!range) return std::nullopt;
  CalendarSlot slot{period.kind,
                    fiscal,
                    period.is_range(),
                    is_closed(facts, section),
                    plan::to_days(range->first),
                    plan::to_days(range->last)};
  if (slot.last < slot.first) return std::nullopt;
  return slot;
}

Glance calendar_glance(const ChapterInput& input) {
  Glance hash = 0;
  for (std::size_t i = 0; i < input.facts.sections.size(); ++i) {
    const auto slot = calendar_slot(input.facts, input.facts.sections[i], input.settings);
    if (!slot) continue;
    hash = mix(mix(hash, i + 1), static_cast<std::uint32_t>(slot->first));
    hash = mix(hash, static_cast<std::uint32_t>(slot->last));
    hash =
        mix(hash, static_cast<std::uint64_t>(slot->kind) << 3 | std::uint64_t{slot->fiscal} << 2 |
                      std::uint64_t{slot->range} << 1 | std::uint64_t{slot->closed});
    hash |= 1;
  }
  return hash;
}

std::uint64_t calendar_about(const DocumentInput& input) { return hash_of_glances(input.glances); }

std::vector<DatedRow> calendar_rows(const DocumentInput& input) {
  const plan::Plan& plan = input.plan;
  std::map<std::tuple<std::uint32_t, std::uint8_t, plan::PeriodKind, bool>, DatedRow> rows;
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    const plan::OutlineEntry& here = plan.outline[entry];
    if (here.unit != plan::EntityKind::milestone || input.glances[here.chapter] == 0) continue;
    const auto slot = calendar_slot(plan.facts(entry), plan.section(entry), input.settings);
    if (slot) rows[{here.parent, here.level, slot->kind, slot->fiscal}].push_back({entry, *slot});
  }
  std::vector<DatedRow> out;
  for (auto& [place, row] : rows) out.push_back(std::move(row));
  return out;
}

bool has_a_calendar(const plan::Plan& plan) {
  switch (plan.kind) {
    case plan::DocumentKind::changelog:
    case plan::DocumentKind::decision:
    case plan::DocumentKind::guide:
      return false;
    default:
      return !plan.is_template;
  }
}

}  // namespace pland::rules
