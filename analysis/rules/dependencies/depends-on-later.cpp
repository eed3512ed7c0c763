// Something depends on what comes after it: in the calendar by days, and of phases and horizons by
// their order.
//
// The days of a thing are its own, else those of the milestone that it stands under. What is done,
// on either side, waits for nothing any more.
#include <compare>
#include <cstdint>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/plan/date.h"
#include "analysis/plan/period.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/relations.h"
#include "analysis/rules/rule.h"

namespace pland::rules {
namespace {

using workspace::FoundEntity;

bool is_over(const FoundEntity& one) {
  return one.entity->status && plan::is_closed(*one.entity->status);
}

struct When {
  workspace::Days days;
  std::optional<plan::Period> period;  // of its milestone
  std::string words;                   // "Q1 2027"
  bool own_days = false;
};

When when_of(Relations& relations, const FoundEntity& one) {
  When when;
  when.days = one.entity->days;
  when.own_days = when.days.known();
  const auto milestone = relations.milestone_of(one);
  if (!milestone) return when;
  if (!when.days.known()) when.days = milestone->entity->days;
  const auto period = plan::find_period(milestone->entity->title);
  if (!period || period->role != plan::PeriodRole::leads) return when;
  when.period = period->period;
  when.words = std::string(period->span.of(milestone->entity->title));
  return when;
}

// Later by days; by order, which is less sure; not at all.
enum class Later { no, by_days, by_order };

// "Partner API (Q3 2027)"; with the day that decides where it is of its own, and not its
// milestone's: "Partner API (from 2027-07-01)".
std::string named(const FoundEntity& one, const When& when, Later later, std::string_view word,
                  std::int16_t day) {
  const std::string title = shortened(one.entity->title, 40);
  if (one.entity->kind == plan::EntityKind::milestone) return title;
  if (later == Later::by_days && (when.own_days || when.words.empty())) {
    const plan::Date date = plan::add_days(plan::Date{2000, 1, 1}, day);  // workspace::Days
    return fmt::format("{} ({} {})", title, word, plan::to_iso(date));
  }
  return when.words.empty() ? title : fmt::format("{} ({})", title, when.words);
}

Later compare(const FoundEntity& dependent, const When& first, const FoundEntity& needed,
              const When& second) {
  if (first.days.known() && second.days.known())
    return second.days.first > first.days.last ? Later::by_days : Later::no;
  if (!first.period || !second.period || first.period->is_calendar()) return Later::no;
  if (first.period->kind != second.period->kind || first.period->is_range()) return Later::no;
  // Every document counts its own phases; "later" is later everywhere.
  const bool horizons = first.period->kind == plan::PeriodKind::horizon;
  if (!horizons && dependent.document != needed.document) return Later::no;
  return plan::compare(*first.period, *second.period) == std::partial_ordering::less
             ? Later::by_order
             : Later::no;
}

void judge_references(const RelationsInput& input, Report& report) {
  for (const FollowedReference& followed : input.relations.of(input.chapter)) {
    const plan::Relation relation = followed.reference->relation;
    if (!followed.from || !followed.to || same(*followed.from, *followed.to)) continue;
    if (relation != plan::Relation::depends_on && relation != plan::Relation::blocks) continue;
    const bool blocks = relation == plan::Relation::blocks;
    const FoundEntity& dependent = blocks ? *followed.to : *followed.from;
    const FoundEntity& needed = blocks ? *followed.from : *followed.to;
    if (is_over(dependent) || is_over(needed)) continue;
    const When first = when_of(input.relations, dependent);
    const When second = when_of(input.relations, needed);
    const Later later = compare(dependent, first, needed, second);
    if (later == Later::no) continue;
    Finding& finding =
        report.add(followed.reference->span,
                   fmt::format("{} depends on {}, which comes later",
                               named(dependent, first, later, "until", first.days.last),
                               named(needed, second, later, "from", second.days.first)));
    if (later == Later::by_order) finding.severity = Severity::warning;
    name_entity(finding, input.facts().entities[followed.reference->entity]);
    point_at(finding, report, input.document, *followed.to,
             blocks ? "It is blocked until later" : "It comes later");
  }
}

}  // namespace

extern const Rule depends_on_later = {
    .name = "depends-on-later",
    .group = "dependencies",
    .severity = Severity::error,
    .summary = "Something depends on what comes after it",
    .relations = judge_references,
    .tier = Tier::entity,
};

}  // namespace pland::rules
