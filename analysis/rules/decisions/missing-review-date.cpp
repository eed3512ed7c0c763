// A decision in force that does not say when it is looked at again.
//
// Most decisions never do, and few should be asked. The promise is the document's habit (most of
// its decisions have a date or a trigger), or the template of a roadmap that it matches. A record
// of one decision promises nothing: a review is optional in its template.
#include <array>
#include <cstdint>
#include <fmt/format.h>

#include "analysis/rules/add_fields.h"
#include "analysis/rules/decisions/decision.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/habit.h"
#include "analysis/rules/label_style.h"
#include "analysis/rules/outline.h"
#include "analysis/rules/rule.h"

namespace pland::rules {
namespace {

using plan::FieldRole;

constexpr std::array<Aspect, 1> aspects = {
    Aspect{"review date",
           "Review Date",
           "[When to look again, a day or an event]",
           {FieldRole::review_date, FieldRole::revisit_when, FieldRole::next_review, {}}}};
constexpr Habit habit(plan::EntityKind::decision, aspects);

constexpr std::uint64_t promised = 1, history = 2;
constexpr int form_shift = 8;

Glance glance(const ChapterInput& input) { return habit.count(input.facts); }

std::uint64_t about(const DocumentInput& input) {
  const Habit::Counts counts = habit.sum(input.glances);
  if (counts.things == 0) return 0;
  // Not each decision wants a review: half of them are no habit yet.
  const bool usual = counts.saying[0] >= 2 && counts.saying[0] * 2 > counts.things;
  if (!usual && habit.in_template(input.plan) == 0) return 0;
  return promised | (is_history(input.plan) ? history : 0) |
         static_cast<std::uint64_t>(label_form(input.glances)) << form_shift;
}

// "## Review", or a field that says when, anywhere in the record.
bool is_reviewed_below(const plan::Plan& plan, std::uint32_t entry) {
  for (std::uint32_t e = entry + 1; e < plan.outline[entry].end; ++e)
    if (plan.section(e).role == plan::SectionRole::review) return true;
  bool found = false;
  each_below(plan, entry, plan::holds_reviews, &plan::ChapterFacts::fields,
             [&](std::uint32_t, const plan::Field& field) {
               found = found || plan::is_review(field.role);
             });
  return found;
}

void judge_one(const EntryInput& input, const plan::Entity& entity, Report& report) {
  const plan::Plan& plan = input.document.plan;
  const plan::ChapterFacts& facts = plan.facts(input.entry);
  if (is_record(plan, input.entry, entity)) return;
  if (habit.said(facts, entity) != 0) return;
  if (entity.is_section && is_reviewed_below(plan, input.entry)) return;
  Finding& finding =
      report.add(entity.name_span,
                 fmt::format("{} does not say when to look at it again", shortened(entity.title)));
  name_entity(finding, entity);
  const auto form = static_cast<plan::FieldForm>(input.about >> form_shift & 0xf);
  finding.fixes.push_back(add_fields(input.document, input.entry, entity, aspects, 1, form));
}

void judge_entry(const EntryInput& input, Report& report) {
  if (input.about == 0 || (input.about & history) != 0) return;
  const plan::Plan& plan = input.document.plan;
  const plan::ChapterFacts& facts = plan.facts(input.entry);
  for (const plan::Entity& entity : facts.entities)
    if (entity.section == plan.outline[input.entry].section && habit.is_one(facts, entity) &&
        is_in_force(entity))
      judge_one(input, entity, report);
}

}  // namespace

extern const Rule missing_review_date = {
    .name = "missing-review-date",
    .group = "decisions",
    .severity = Severity::information,
    .summary = "A decision does not say when it is looked at again",
    .entry = judge_entry,
    .about = about,
    .glance = glance,
    .tier = Tier::entity,
};

}  // namespace pland::rules
