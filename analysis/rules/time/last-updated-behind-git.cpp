// "Last Updated" is older than what Git knows: the document was changed more than a week later.
//
// What counts as a change is decided by whoever read the history (workspace::Commit): no merges, no
// commits that sweep through many files, nothing but the line of the day itself. Nobody keeps such
// a day in decision records and changelogs.
#include <fmt/format.h>

#include "analysis/plan/label.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/time/last_updated.h"

namespace pland::rules {
namespace {

constexpr int tolerance = 7;  // days
constexpr Glance has_update = 1;

Glance glance(const ChapterInput& input) {
  return has_field_of_document(input.facts, plan::FieldRole::last_updated) ? has_update : 0;
}

void judge_document(const DocumentInput& input, Report& report) {
  using plan::DocumentKind;
  if (input.changed == nullptr || input.plan.is_template) return;
  if (input.plan.kind == DocumentKind::changelog || input.plan.kind == DocumentKind::decision)
    return;
  const auto update = said_day(input, plan::FieldRole::last_updated, has_update);
  if (!update) return;
  const workspace::Commit& commit = *input.changed;
  if (plan::days_between(update->date.date, commit.day) <= tolerance) return;
  Finding& finding =
      report.add(update->value(),
                 fmt::format("{} {}, but the document was changed on {} ({}, \"{}\")",
                             update->field->label_text, update->written(), plan::to_iso(commit.day),
                             commit.id, shortened(commit.subject, 50)));
  if (Fix* fix = offer_day(finding, input, *update, commit.day)) {
    fix->safe = false;
    fix->preferred = true;
  }
}

}  // namespace

extern const Rule last_updated_behind_git = {
    .name = "last-updated-behind-git",
    .group = "time",
    .severity = Severity::information,
    .summary = "The document was changed after the day of its last update",
    .document = judge_document,
    .glance = glance,
    .tier = Tier::entity,
};

}  // namespace pland::rules
