// Something is done, or being done, while what it depends on has not begun or is blocked; or waits
// for what nobody will do: dropped, or a non-goal.
//
// Both statuses must have been said. What is merely being done may well begin before the other is
// finished, so there only what has not begun counts.
#include <fmt/format.h>
#include <optional>
#include <string>

#include "analysis/rules/entity.h"
#include "analysis/rules/relations.h"
#include "analysis/rules/rule.h"

namespace pland::rules {
namespace {

using plan::Status;
using workspace::FoundEntity;

bool is_open(std::optional<Status> status) {
  return !status || !(plan::is_closed(*status) || *status == Status::deferred);
}

std::string named(const FoundEntity& one) { return shortened(one.entity->title, 40); }

// What is wrong about the two, in words; empty where nothing is.
std::string conflict(const FoundEntity& dependent, const FoundEntity& needed) {
  const auto mine = dependent.entity->status;
  const auto its = needed.entity->status;
  if (needed.entity->kind == plan::EntityKind::non_goal && is_open(mine))
    return fmt::format("{} depends on {}, which is a non-goal", named(dependent), named(needed));
  if (!its) return {};
  if (*its == Status::dropped && is_open(mine))
    return fmt::format("{} depends on {}, which was dropped", named(dependent), named(needed));
  const bool waits = *its == Status::todo || *its == Status::blocked || *its == Status::draft;
  if (!waits || !mine || (*mine != Status::done && *mine != Status::doing)) return {};
  return fmt::format("{} is {}, but {}, on which it depends, is {}", named(dependent),
                     plan::name(*mine), named(needed),
                     *its == Status::blocked ? "blocked" : "not begun");
}

void judge_references(const RelationsInput& input, Report& report) {
  for (const FollowedReference& followed : input.relations.of(input.chapter)) {
    const plan::Relation relation = followed.reference->relation;
    if (!followed.from || !followed.to || same(*followed.from, *followed.to)) continue;
    if (relation != plan::Relation::depends_on && relation != plan::Relation::blocks) continue;
    const bool blocks = relation == plan::Relation::blocks;
    const std::string words =
        blocks ? conflict(*followed.to, *followed.from) : conflict(*followed.from, *followed.to);
    if (words.empty()) continue;
    Finding& finding = report.add(followed.reference->span, words);
    name_entity(finding, input.facts().entities[followed.reference->entity]);
    point_at(finding, report, input.document, *followed.to, "The other one");
  }
}

}  // namespace

extern const Rule dependency_state_conflict = {
    .name = "dependency-state-conflict",
    .group = "dependencies",
    .severity = Severity::warning,
    .summary = "Something goes on, or is done, without what it depends on",
    .relations = judge_references,
    .tier = Tier::entity,
};

}  // namespace pland::rules
