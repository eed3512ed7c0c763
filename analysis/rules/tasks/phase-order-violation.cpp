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
#include "analysis/rules/reach.h"
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

// All that a phase says of itself, where each of it says that it is open; else empty.
std::vector<plan::StatusFact> open_marks(const plan::ChapterFacts& facts, std::uint32_t index) {
  std::vector<plan::StatusFact> out;
  const plan::Section& section = facts.sections[index];
  if (section.entity >= facts.entities.size()) return out;
  for (const plan::StatusFact& fact : facts.entities[section.entity].statuses) {
    if (fact.source == Source::bucket || fact.form == plan::StatusForm::strike) continue;
    if (!is_explicit(facts, fact, section.title_span, true)) continue;
    if (!is_open(fact.status)) return {};
    out.push_back(fact);
  }
  return out;
}

// What a phase says of itself. Planned and in progress at once is open.
std::optional<plan::StatusFact> status_of(const plan::ChapterFacts& facts, std::uint32_t section) {
  if (const auto status = stated_status(facts, section)) return status;
  const std::vector<plan::StatusFact> marks = open_marks(facts, section);
  const auto begun = std::find_if(marks.begin(), marks.end(), [](const plan::StatusFact& fact) {
    return fact.status == Status::doing;
  });
  if (begun == marks.end()) return std::nullopt;
  return *begun;
}

Glance glance(const ChapterInput& input) {
  Glance hash = 0;
  for (std::uint32_t i = 0; i < input.facts.sections.size(); ++i) {
    const plan::Section& section = input.facts.sections[i];
    if (!is_phase(section)) continue;
    const auto status = status_of(input.facts, i);
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

// Of the first open phase of a family, all that are open before one that is done, and that one.
struct Order {
  std::vector<std::uint32_t> open;  // entries
  std::uint32_t done = 0;
};
using Orders = std::map<std::uint32_t, Order>;

struct Phase {
  std::uint32_t entry = 0;
  plan::Period period;
  std::optional<Status> status;
};

void judge_siblings(const std::vector<Phase>& phases, Orders& out) {
  // Numbered anew somewhere, or counted down: their numbers are no order of time.
  for (std::size_t i = 1; i < phases.size(); ++i)
    if (!(plan::compare(phases[i - 1].period, phases[i].period) < 0)) return;
  Order order;
  std::vector<std::uint32_t> open;
  for (const Phase& phase : phases) {
    if (!phase.status) continue;
    if (is_open(*phase.status)) open.push_back(phase.entry);
    if (*phase.status == Status::done && !open.empty()) order = {open, phase.entry};
  }
  if (!order.open.empty()) out[order.open.front()] = std::move(order);
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
      if (const auto status = status_of(plan.facts(entry), place.section))
        phase.status = status->status;
    by_parent[{place.parent, section.period->period.kind}].push_back(std::move(phase));
  }
  for (const auto& [parent, phases] : by_parent) judge_siblings(phases, *out);
  return out;
}

std::string name_of(const plan::Plan& plan, std::uint32_t entry) {
  return short_name(plan.facts(entry), plan.section(entry));
}

// "Phase 2 is in progress", "Phase 2 and Phase 3 are open", "Phase 2 and 3 more are open".
std::string what_is_open(const plan::Plan& plan, const Order& order, Status first) {
  const std::string name = name_of(plan, order.open.front());
  if (order.open.size() == 1)
    return fmt::format("{} is {}", name, first == Status::todo ? "not started" : "in progress");
  if (order.open.size() == 2)
    return fmt::format("{} and {} are open", name, name_of(plan, order.open.back()));
  return fmt::format("{} and {} more are open", name, order.open.size() - 1);
}

Edit called_done(const plan::Plan& plan, std::uint32_t from, std::uint32_t entry,
                 const plan::StatusFact& status) {
  const Span place = status.span.shifted(plan.offset(entry));
  return {"", seen_from(plan, from, place), status.source == Source::field ? "Done" : "\u2705"};
}

void judge_entry(const EntryInput& input, Report& report) {
  if (input.about == 0) return;
  const plan::Plan& plan = input.document.plan;
  const plan::OutlineEntry& place = plan.outline[input.entry];
  if (place.unit != plan::EntityKind::milestone) return;
  const auto& orders = *static_cast<const Orders*>(input.prepared);
  const auto found = orders.find(input.entry);
  if (found == orders.end()) return;
  const Order& order = found->second;
  const auto of_entry = [&](std::uint32_t entry) {
    return status_of(plan.facts(entry), plan.outline[entry].section);
  };
  const auto status = of_entry(input.entry);
  const auto done = of_entry(order.done);
  if (!status || !done) return;
  Finding& finding = report.add(
      status->span, fmt::format("{}, but {} is done", what_is_open(plan, order, status->status),
                                name_of(plan, order.done)));
  name_section_entity(finding, plan.facts(input.entry), place.section);
  const auto point_at = [&](std::uint32_t entry, Span span, std::string_view message) {
    const std::uint32_t chapter = plan.outline[entry].chapter;
    report.read_off(chapter);
    finding.related.push_back({"", span, std::string(message), chapter});
  };
  constexpr std::size_t most_shown = 5;
  for (std::size_t i = 1; i < std::min(order.open.size(), most_shown); ++i)
    if (const auto open = of_entry(order.open[i])) point_at(order.open[i], open->span, "Open, too");
  point_at(order.done, done->span, "Done");
  if (order.open.size() > 1 && !reach(report, plan, input.entry, order.open.back())) return;
  Fix& fix = finding.fixes.emplace_back();
  fix.title = order.open.size() == 1 ? "Call it done" : "Call them done";
  fix.safe = false;
  for (const std::uint32_t entry : order.open) {
    std::vector<plan::StatusFact> marks =
        open_marks(plan.facts(entry), plan.outline[entry].section);
    if (marks.empty())
      if (const auto open = of_entry(entry)) marks.push_back(*open);
    for (const plan::StatusFact& open : marks)
      fix.edits.push_back(called_done(plan, input.entry, entry, open));
  }
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
