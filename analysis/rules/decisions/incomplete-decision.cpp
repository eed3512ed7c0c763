// A decision of which something is missing that its document says of the others: what was decided,
// and why; and one that weighs only what speaks for it.
//
// As with risks, habit or a matched kind's template makes the promise. Decision records (a document
// each) have sections of their own, which missing-section knows. What is still a proposal may be
// incomplete.
#include <array>
#include <cstdint>
#include <fmt/format.h>

#include "analysis/rules/add_fields.h"
#include "analysis/rules/decisions/decision.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/habit.h"
#include "analysis/rules/label_style.h"
#include "analysis/rules/rule.h"

namespace pland::rules {
namespace {

using plan::FieldRole;

constexpr std::array<Aspect, 4> aspects = {
    Aspect{"decision",
           "Decision",
           "[What was decided, in one sentence]",
           {FieldRole::decision, FieldRole::what, FieldRole::outcome, {}}},
    Aspect{"rationale",
           "Rationale",
           "[What settled it, and what it costs]",
           {FieldRole::rationale, FieldRole::why, FieldRole::for_, FieldRole::against}},
    Aspect{"word for it", "For", "[Why this is the better way]", {FieldRole::for_, {}, {}, {}}},
    Aspect{"word against it", "Against", "[What we give up]", {FieldRole::against, {}, {}, {}}}};
constexpr std::uint8_t decision = 1, rationale = 2, pro = 4, contra = 8;
constexpr Habit habit(plan::EntityKind::decision, aspects);

constexpr int form_shift = 8, archived_shift = 12;

Glance glance(const ChapterInput& input) { return habit.count(input.facts); }

std::uint64_t about(const DocumentInput& input) {
  if (habit.sum(input.glances).things == 0) return 0;
  return std::uint64_t{1} << 16 | habit.promised(input) |
         static_cast<std::uint64_t>(label_form(input.glances)) << form_shift |
         std::uint64_t{is_history(input.plan)} << archived_shift;
}

// "Trade-offs" alone weighs both sides, "Benefits" and "Consequences" tell what follows: only the
// words of a balance promise its other side.
bool weighs(const plan::ChapterFacts& facts, const plan::Entity& entity, FieldRole role) {
  for (std::uint32_t i = entity.first_field; i != plan::no_index; i = facts.fields[i].next) {
    if (facts.fields[i].role != role) continue;
    const std::string label = plan::normalise_without_parenthesis(facts.fields[i].label_text);
    for (const std::string_view word :
         {"for", "pros", "pro", "advantages", "against", "cons", "con", "disadvantages"})
      if (label == word) return true;
  }
  return false;
}

// What nobody labelled may stand in sentences: one says what was decided, more of them why.
std::uint8_t said_in_prose(const plan::ChapterFacts& facts, const plan::Entity& entity) {
  const auto prose = prose_of(facts, entity);
  if (prose.empty()) return 0;
  if (prose.size() > 1) return decision | rationale;
  for (const std::string_view word :
       {"because", "since ", "so that", "in order to", "due to", "reason", ". "})
    if (prose[0]->plain.text.find(word) != std::string::npos) return decision | rationale;
  return decision;
}

void judge_one(const EntryInput& input, const plan::Entity& entity, Report& report) {
  const plan::Plan& plan = input.document.plan;
  const plan::ChapterFacts& facts = plan.facts(input.entry);
  std::uint8_t said = habit.said(facts, entity);
  std::uint8_t below = 0;
  if (entity.is_section) below = habit.said_below(plan, input.entry);
  std::uint8_t missing = 0;
  if (((said | below) & (pro | contra)) == pro && weighs(facts, entity, FieldRole::for_))
    missing = contra;
  if (((said | below) & (pro | contra)) == contra && weighs(facts, entity, FieldRole::against))
    missing = pro;
  const bool titled = plan.outline[input.entry].end > input.entry + 1 && entity.is_section;
  std::uint8_t promised = static_cast<std::uint8_t>(input.about & (decision | rationale)) &
                          static_cast<std::uint8_t>(~(said | below));
  // Headings below it tell it in their own way.
  if (titled) promised = 0;
  if (promised != 0) promised &= static_cast<std::uint8_t>(~said_in_prose(facts, entity));
  missing |= promised;
  if (missing == 0) return;
  Finding& finding =
      report.add(entity.name_span,
                 fmt::format("{} has no {}", shortened(entity.title), listed(aspects, missing)));
  name_entity(finding, entity);
  const auto form = static_cast<plan::FieldForm>(input.about >> form_shift & 0xf);
  finding.fixes.push_back(add_fields(input.document, input.entry, entity, aspects, missing, form));
}

void judge_entry(const EntryInput& input, Report& report) {
  if (input.about == 0 || (input.about >> archived_shift & 1) != 0) return;
  const plan::Plan& plan = input.document.plan;
  const plan::ChapterFacts& facts = plan.facts(input.entry);
  for (const plan::Entity& entity : facts.entities)
    if (entity.section == plan.outline[input.entry].section && habit.is_one(facts, entity) &&
        !is_record(plan, input.entry, entity) && is_in_force(entity))
      judge_one(input, entity, report);
}

}  // namespace

extern const Rule incomplete_decision = {
    .name = "incomplete-decision",
    .group = "decisions",
    .severity = Severity::warning,
    .summary = "A decision does not say what was decided, why, or what speaks against it",
    .entry = judge_entry,
    .about = about,
    .glance = glance,
    .tier = Tier::entity,
};

}  // namespace pland::rules
