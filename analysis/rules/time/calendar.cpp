#include "analysis/rules/time/calendar.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace pland::rules {
namespace {

// The glance: whether there is a slot, its sort, its days. Days count from 1900 and fit 20 bits.
constexpr std::int32_t earliest = -25567, latest = earliest + (1 << 20) - 1;
constexpr int fiscal_shift = 1, range_shift = 2, kind_shift = 3, first_shift = 8, last_shift = 28,
              closed_shift = 48;
constexpr Glance day_mask = (1 << 20) - 1;

Glance packed(const CalendarSlot& slot) {
  return 1 | Glance{slot.fiscal} << fiscal_shift | Glance{slot.range} << range_shift |
         static_cast<Glance>(slot.kind) << kind_shift | Glance{slot.closed} << closed_shift |
         static_cast<Glance>(slot.first - earliest) << first_shift |
         static_cast<Glance>(slot.last - earliest) << last_shift;
}

CalendarSlot unpacked(Glance glance) {
  CalendarSlot slot;
  slot.fiscal = (glance >> fiscal_shift & 1) != 0;
  slot.range = (glance >> range_shift & 1) != 0;
  slot.closed = (glance >> closed_shift & 1) != 0;
  slot.kind = static_cast<plan::PeriodKind>(glance >> kind_shift & 0x1f);
  slot.first = static_cast<std::int32_t>(glance >> first_shift & day_mask) + earliest;
  slot.last = static_cast<std::int32_t>(glance >> last_shift & day_mask) + earliest;
  return slot;
}

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
  if (slot.first < earliest || slot.last > latest || slot.last < slot.first) return std::nullopt;
  return slot;
}

Glance calendar_glance(const ChapterInput& input) {
  if (input.facts.sections.empty()) return 0;
  const auto slot = calendar_slot(input.facts, input.facts.sections.front(), input.settings);
  return slot ? packed(*slot) : 0;
}

std::vector<DatedRow> calendar_rows(const DocumentInput& input) {
  const plan::Plan& plan = input.plan;
  std::map<std::tuple<std::uint32_t, std::uint8_t, plan::PeriodKind, bool>, DatedRow> rows;
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    const plan::OutlineEntry& here = plan.outline[entry];
    if (here.unit != plan::EntityKind::milestone) continue;
    std::optional<CalendarSlot> slot;
    if (here.section != 0)
      slot = calendar_slot(plan.facts(entry), plan.section(entry), input.settings);
    else if (const Glance glance = input.glances[here.chapter]; glance != 0)
      slot = unpacked(glance);
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
