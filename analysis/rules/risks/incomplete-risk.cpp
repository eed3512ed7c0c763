// A risk of which something is missing that its register says of the others: how likely it is, what
// it would do, what is done about it, whose it is.
//
// Nobody must rate risks. What counts is the document's own habit, or the template of the kind that
// it matches or declares; and whoever says how likely and how bad a single risk is, and stops
// there. Registers that are tables say in their columns what they keep: ragged-register-row looks
// at those.
#include <array>
#include <cstdint>
#include <fmt/format.h>

#include "analysis/rules/add_fields.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/habit.h"
#include "analysis/rules/label_style.h"
#include "analysis/rules/outline.h"
#include "analysis/rules/rule.h"

namespace pland::rules {
namespace {

using plan::FieldRole;

constexpr std::array<Aspect, 4> aspects = {
    Aspect{"likelihood",
           "Likelihood",
           "[Low/Medium/High]",
           {FieldRole::likelihood, FieldRole::severity, {}, {}}},
    Aspect{
        "impact", "Impact", "[Low/Medium/High]", {FieldRole::impact, FieldRole::severity, {}, {}}},
    Aspect{"mitigation",
           "Mitigation",
           "[What we do about it, and who]",
           {FieldRole::mitigation, FieldRole::contingency, FieldRole::workaround, {}}},
    Aspect{"owner", "Owner", "[Owner]", {FieldRole::owner, {}, {}, {}}}};
constexpr std::uint8_t likelihood = 1, impact = 2, mitigation = 4;
constexpr Habit habit(plan::EntityKind::risk, aspects);

// What the rule takes from the whole document.
constexpr int form_shift = 8, lonely_shift = 12, archived_shift = 13;

Glance glance(const ChapterInput& input) { return habit.count(input.facts); }

std::uint64_t about(const DocumentInput& input) {
  const Habit::Counts counts = habit.sum(input.glances);
  if (counts.things == 0) return 0;
  // Several risks and not one mitigation: they are rated, and that is all.
  const bool answered = counts.saying[2] > 0 || counts.things == 1;
  return habit.promised(input) |
         static_cast<std::uint64_t>(label_form(input.glances)) << form_shift |
         std::uint64_t{answered} << lonely_shift |
         std::uint64_t{is_archived(input.plan)} << archived_shift;
}

std::uint16_t above(const plan::Plan& plan, std::uint32_t entry) {
  return puts_away(plan, entry) ? 1 : 0;
}

// "Vendor leaves (High)": how bad it is stands in the name.
bool is_rated_by_name(const plan::Entity& entity) {
  const auto open = entity.title.rfind('(');
  if (open == std::string::npos) return false;
  const std::string words = plan::normalise(entity.title.substr(open));
  for (const std::string_view level : {"low", "medium", "high", "critical", "severe"})
    if (words.find(level) != std::string::npos) return true;
  return false;
}

// Fields that mean nothing to us, headings below it, and words behind its first field: what is done
// about the risk may stand there.
bool may_say_more(const plan::Plan& plan, std::uint32_t entry, const plan::Entity& entity) {
  const plan::ChapterFacts& facts = plan.facts(entry);
  if (entity.is_section && plan.outline[entry].end > entry + 1) return true;
  for (std::uint32_t i = entity.first_field; i != plan::no_index; i = facts.fields[i].next)
    if (!facts.fields[i].role) return true;
  const auto prose = prose_of(facts, entity);
  if (prose.empty()) return false;
  return entity.first_field == plan::no_index ||
         prose.back()->plain.source_span.begin > facts.fields[entity.first_field].span.begin;
}

void judge_one(const EntryInput& input, const plan::Entity& entity, Report& report) {
  const plan::Plan& plan = input.document.plan;
  const plan::ChapterFacts& facts = plan.facts(input.entry);
  std::uint8_t said = habit.said(facts, entity);
  if (entity.is_section) said |= habit.said_below(plan, input.entry);
  if (is_rated_by_name(entity)) said |= likelihood | impact;
  auto missing = static_cast<std::uint8_t>(input.about & 0xf & ~said);
  const bool rated = (said & (likelihood | impact)) == (likelihood | impact);
  if (rated && (said & mitigation) == 0 && (input.about >> lonely_shift & 1) != 0)
    missing |= mitigation;
  if (missing == 0) return;
  if ((missing & mitigation) != 0 && may_say_more(plan, input.entry, entity)) {
    missing &= static_cast<std::uint8_t>(~mitigation);
    if (missing == 0) return;
  }
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
  bool asked = false;
  for (const plan::Entity& entity : facts.entities) {
    if (entity.section != plan.outline[input.entry].section || !habit.is_one(facts, entity))
      continue;
    if (const auto status = entity.status(); status && plan::is_closed(*status)) continue;
    if (!asked && is_put_away(plan, input.entry)) return;
    asked = true;
    judge_one(input, entity, report);
  }
}

}  // namespace

extern const Rule incomplete_risk = {
    .name = "incomplete-risk",
    .group = "risks",
    .severity = Severity::warning,
    .summary = "A risk lacks what is said of the others: likelihood, impact, mitigation or owner",
    .entry = judge_entry,
    .about = about,
    .above = above,
    .glance = glance,
    .tier = Tier::entity,
};

}  // namespace pland::rules
