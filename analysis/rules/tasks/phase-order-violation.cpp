// A phase that is open, though a later one beside it is done.
//
// Only what phases say of themselves: a mark in the title, a Status field. Phases that are done
// side by side say so ("parallel", "optional", "ongoing"), and then their order is not one of time.
#include <algorithm>
#include <array>
#include <compare>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/rules/entity.h"
#include "analysis/rules/hash.h"
#include "analysis/rules/tasks/explicit_status.h"

namespace pland::rules {
namespace {

using plan::PeriodKind;
using plan::Status;
using Source = plan::StatusFact::Source;

bool is_phase(const plan::Section& section) {
  if (section.unit != plan::EntityKind::milestone || !section.period) return false;
  if (section.period->role != plan::PeriodRole::leads) return false;
  const plan::Period& period = section.period->period;
  if (period.is_range() || period.open_ended) return false;
  return period.kind == PeriodKind::sprint || period.kind == PeriodKind::phase ||
         period.kind == PeriodKind::stage || period.kind == PeriodKind::milestone;
}

bool goes_its_own_way(const plan::Section& section) {
  constexpr std::array<std::string_view, 7> words = {
      "parallel", "optional", "ongoing", "deferred", "future", "continuous", "maintenance"};
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return section.key.find(word) != std::string::npos;
  });
}

bool is_open(Status status) { return status == Status::todo || status == Status::doing; }

Glance glance(const ChapterInput& input) {
  Glance hash = 0;
  for (std::uint32_t i = 0; i < input.facts.sections.size(); ++i) {
    const plan::Section& section = input.facts.sections[i];
    if (!is_phase(section)) continue;
    const auto status = stated_status(input.facts, i);
    hash = mix(hash, hash_of(plan::to_string(section.period->period)));
    hash = mix(hash, (status ? static_cast<std::uint64_t>(status->status) + 2 : 1) * 2 +
                         (goes_its_own_way(section) ? 1 : 0));
  }
  return hash;
}

std::uint64_t about(const DocumentInput& input) {
  if (input.plan.is_template) return 0;
  return hash_of_glances(input.glances);
}

struct Orders {
  std::map<std::uint32_t, std::uint32_t> done_later;  // of each open phase, the one that is done
};

struct Phase {
  std::uint32_t entry = 0;
  plan::Period period;
  std::optional<Status> status;
};

void judge_siblings(const std::vector<Phase>& phases, Orders& out) {
  // Numbered anew somewhere, or counted down: their numbers are no order of time.
  for (std::size_t i = 1; i < phases.size(); ++i)
    if (!(plan::compare(phases[i - 1].period, phases[i].period) < 0)) return;
  const Phase* done = nullptr;  // the nearest one behind
  for (auto phase = phases.rbegin(); phase != phases.rend(); ++phase) {
    if (!phase->status) continue;
    if (*phase->status == Status::done) done = &*phase;
    if (is_open(*phase->status) && done != nullptr) out.done_later[phase->entry] = done->entry;
  }
}

std::shared_ptr<const void> prepare(const DocumentInput& input) {
  auto out = std::make_shared<Orders>();
  const plan::Plan& plan = input.plan;
  std::map<std::pair<std::uint32_t, PeriodKind>, std::vector<Phase>> by_parent;
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    const plan::OutlineEntry& place = plan.outline[entry];
    if (place.unit != plan::EntityKind::milestone || input.glances[place.chapter] == 0) continue;
    const plan::Section& section = plan.section(entry);
    if (!is_phase(section)) continue;
    Phase phase{entry, section.period->period, std::nullopt};
    if (!goes_its_own_way(section))
      if (const auto status = stated_status(plan.facts(entry), place.section))
        phase.status = status->status;
    by_parent[{place.parent, section.period->period.kind}].push_back(std::move(phase));
  }
  for (const auto& [parent, phases] : by_parent) judge_siblings(phases, *out);
  return out;
}

void judge_entry(const EntryInput& input, Report& report) {
  if (input.about == 0) return;
  const plan::Plan& plan = input.document.plan;
  const plan::OutlineEntry& place = plan.outline[input.entry];
  if (place.unit != plan::EntityKind::milestone) return;
  const auto& late = static_cast<const Orders*>(input.prepared)->done_later;
  const auto found = late.find(input.entry);
  if (found == late.end()) return;
  const plan::ChapterFacts& facts = plan.facts(input.entry);
  const auto status = stated_status(facts, place.section);
  if (!status) return;
  const plan::ChapterFacts& other = plan.facts(found->second);
  Finding& finding = report.add(
      status->span,
      fmt::format("{} is {}, but {} is done", short_name(facts, plan.section(input.entry)),
                  status->status == Status::todo ? "not started" : "in progress",
                  short_name(other, plan.section(found->second))));
  name_section_entity(finding, facts, place.section);
  const std::uint32_t chapter = plan.outline[found->second].chapter;
  report.read_off(chapter);
  if (const auto done = stated_status(other, plan.outline[found->second].section))
    finding.related.push_back({"", done->span, "Done", chapter});
  Fix& fix = finding.fixes.emplace_back();
  fix.title = "Call it done";
  fix.safe = false;
  if (status->source == Source::field)
    fix.edits.push_back({"", status->span, "Done"});
  else
    fix.edits.push_back({"", status->span, "\u2705"});
}

}  // namespace

extern const Rule phase_order_violation = {
    .name = "phase-order-violation",
    .group = "tasks",
    .severity = Severity::warning,
    .summary = "A phase is open, though a later one is done",
    .entry = judge_entry,
    .about = about,
    .prepare = prepare,
    .glance = glance,
    .tier = Tier::entity,
};

}  // namespace pland::rules
