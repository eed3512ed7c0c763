// A non-goal that does not say why not, or when the answer could change, where its document says so
// of the others or matches a kind whose template does.
//
// Plain lists of what is out of scope promise nothing. That something is a non-goal and planned at
// once is said by the same rule, of any document: planned-and-not-doing below.
#include <array>
#include <cstdint>
#include <fmt/format.h>
#include <string>

#include "analysis/rules/add_fields.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/habit.h"
#include "analysis/rules/label_style.h"
#include "analysis/rules/outline.h"
#include "analysis/rules/relations.h"
#include "analysis/rules/rule.h"

namespace pland::rules {
namespace {

using plan::FieldRole;

constexpr std::array<Aspect, 2> aspects = {
    Aspect{"reason",
           "Why not",
           "[Why it has to wait]",
           {FieldRole::why_not, FieldRole::rationale, FieldRole::why, {}}},
    Aspect{"word on when to think again",
           "Revisit when",
           "[When the answer could change]",
           {FieldRole::revisit_when, FieldRole::review_date, FieldRole::next_review, {}}}};
constexpr std::uint8_t reason = 1;
constexpr Habit habit(plan::EntityKind::non_goal, aspects);

constexpr int form_shift = 8, archived_shift = 12;

Glance glance(const ChapterInput& input) { return habit.count(input.facts); }

std::uint64_t about(const DocumentInput& input) {
  const std::uint64_t promised = habit.sum(input.glances).things == 0 ? 0 : habit.promised(input);
  if (promised == 0) return 0;
  return promised | static_cast<std::uint64_t>(label_form(input.glances)) << form_shift |
         std::uint64_t{is_archived(input.plan)} << archived_shift;
}

void judge_one(const EntryInput& input, const plan::Entity& entity, Report& report) {
  const plan::Plan& plan = input.document.plan;
  const plan::ChapterFacts& facts = plan.facts(input.entry);
  std::uint8_t said = habit.said(facts, entity);
  if (entity.is_section) said |= habit.said_below(plan, input.entry);
  // Whoever says anything of it says why not.
  if ((said & reason) == 0 && !prose_of(facts, entity).empty()) said |= reason;
  const auto missing = static_cast<std::uint8_t>(input.about & 0xf & ~said);
  if (missing == 0) return;
  Finding& finding =
      report.add(entity.name_span,
                 fmt::format("{} has no {}", shortened(entity.title), listed(aspects, missing)));
  name_entity(finding, entity);
  const auto form = static_cast<plan::FieldForm>(input.about >> form_shift & 0xf);
  finding.fixes.push_back(add_fields(input.document, input.entry, entity, aspects, missing, form));
}

bool is_planned(const workspace::NamedEntity& entity) {
  if (entity.kind != plan::EntityKind::initiative) return false;
  return !entity.status ||
         !(plan::is_closed(*entity.status) || *entity.status == plan::Status::deferred);
}

// A non-goal by whose very name something is planned.
void judge_names(const RelationsInput& input, Report& report) {
  const plan::ChapterFacts& facts = input.facts();
  for (const plan::Entity& entity : facts.entities) {
    if (entity.kind != plan::EntityKind::non_goal || entity.placeholder || entity.key.empty())
      continue;
    for (const workspace::FoundEntity& found : input.relations.names().with(
             workspace::NameForm::key, entity.key, input.document.summary)) {
      if (!is_planned(*found.entity)) continue;
      std::string where;
      if (const auto milestone = input.relations.milestone_of(found))
        where = workspace::ordinal_of(*milestone->entity);
      if (!where.empty()) where = fmt::format(" ({})", where);
      Finding& finding = report.add(
          entity.name_span, fmt::format("{} is planned as well{}", shortened(entity.title), where));
      finding.severity = Severity::warning;
      name_entity(finding, entity);
      point_at(finding, report, input.document, found, "Planned here");
      break;
    }
  }
}

void judge_entry(const EntryInput& input, Report& report) {
  if (input.about == 0 || (input.about >> archived_shift & 1) != 0) return;
  const plan::Plan& plan = input.document.plan;
  const plan::ChapterFacts& facts = plan.facts(input.entry);
  for (const plan::Entity& entity : facts.entities)
    if (entity.section == plan.outline[input.entry].section && habit.is_one(facts, entity))
      judge_one(input, entity, report);
}

}  // namespace

extern const Rule incomplete_non_goal = {
    .name = "incomplete-non-goal",
    .group = "decisions",
    .severity = Severity::information,
    .summary = "A non-goal says neither why not nor when to think again, or is planned as well",
    .relations = judge_names,
    .entry = judge_entry,
    .about = about,
    .glance = glance,
    .tier = Tier::entity,
};

}  // namespace pland::rules
