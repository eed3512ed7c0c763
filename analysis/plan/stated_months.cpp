#include "analysis/plan/stated_months.h"

#include <algorithm>
#include <cstddef>

#include "analysis/plan/chapter_reader.h"

namespace pland::plan {

std::vector<StatedMonths> stated_months(const Plan& plan, std::optional<int> fiscal_year_start) {
  std::vector<StatedMonths> out;
  const auto add = [&](const PlacedChapter& chapter, const std::optional<FoundPeriod>& found,
                       const Entity* entity) {
    if (!found || !found->months || found->role == PeriodRole::mention) return;
    const Period& period = found->period;
    const bool whole = period.kind == PeriodKind::quarter || period.kind == PeriodKind::half;
    if (!whole || period.is_range()) return;
    if (period.fiscal && !fiscal_year_start) return;
    const auto right = months_of(period, fiscal_year_start);
    if (right) out.push_back({chapter.facts.get(), chapter.offset, *found, entity, *right});
  };
  for (const PlacedChapter& chapter : plan.chapters) {
    if ((chapter.holds & holds_stated_months) == 0) continue;
    const auto& entities = chapter.facts->entities;
    const std::size_t known = out.size();
    for (const Section& section : chapter.facts->sections)
      add(chapter, section.period,
          section.entity < entities.size() ? &entities[section.entity] : nullptr);
    for (const Entity& entity : entities)
      if (!entity.is_section) add(chapter, entity.period, &entity);
    const std::size_t told = out.size();
    for (const Run& run : chapter.facts->runs) {
      if (run.heading || run.quoted || !may_state_months(run.plain.text)) continue;
      auto found = find_period(run.plain.text);
      if (!found || !found->months) continue;
      found = placed_period(run.plain, *found);
      const bool is_told =
          std::any_of(out.begin() + static_cast<std::ptrdiff_t>(known),
                      out.begin() + static_cast<std::ptrdiff_t>(told), [&](const auto& stated) {
                        return stated.months().first_span == found->months->first_span;
                      });
      if (!is_told) add(chapter, found, nullptr);
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const StatedMonths& a, const StatedMonths& b) {
    return a.offset + a.found.span.begin < b.offset + b.found.span.begin;
  });
  return out;
}

std::optional<int> stated_year_start(const std::vector<StatedMonths>& all) {
  if (all.size() < 2 || all.front().shift() == 0) return {};
  const int shift = all.front().shift();
  const bool same = std::all_of(all.begin(), all.end(), [&](const StatedMonths& stated) {
    return stated.shift() == shift && stated.length() == stated.right_length();
  });
  return same ? std::optional(shift + 1) : std::nullopt;
}

std::optional<int> year_start(const Plan& plan, std::optional<int> fiscal_year_start) {
  if (fiscal_year_start) return fiscal_year_start;
  return stated_year_start(stated_months(plan, {}));
}

}  // namespace pland::plan
