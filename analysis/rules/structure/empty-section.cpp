// A heading or label that plans know, and nothing below it. "None" and "N/A" are something.
//
// Places for metrics are empty-metrics' business, releases the changelog rules'. A heading that is
// itself a thing (a quarter, a risk) says what it says by its title.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <string>

#include "analysis/plan/kind.h"
#include "analysis/plan/label.h"
#include "analysis/plan/path_words.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/line.h"
#include "analysis/rules/outline.h"
#include "analysis/rules/rule.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

using plan::FieldRole;
using plan::SectionRole;

bool is_judged(plan::DocumentKind kind) {
  return kind != plan::DocumentKind::none && kind != plan::DocumentKind::changelog;
}

// Of these "None" is a good answer.
bool may_be_none(const std::optional<SectionRole>& role) {
  constexpr std::array roles = {
      SectionRole::risks,          SectionRole::dependencies, SectionRole::dependencies_and_risks,
      SectionRole::blockers,       SectionRole::non_goals,    SectionRole::deferred,
      SectionRole::decisions,      SectionRole::now,          SectionRole::next,
      SectionRole::later,          SectionRole::in_progress,  SectionRole::completed,
      SectionRole::open_questions, SectionRole::backlog,      SectionRole::next_steps,
      SectionRole::alternatives};
  return role && std::find(roles.begin(), roles.end(), *role) != roles.end();
}

bool is_for_metrics(const std::optional<SectionRole>& role) {
  return role == SectionRole::success_metrics || role == SectionRole::criteria ||
         role == SectionRole::key_results || role == SectionRole::metrics_weak;
}

// These fill as time goes by, or by a tool.
bool waits_to_be_filled(const std::optional<SectionRole>& role) {
  return role == SectionRole::completed || role == SectionRole::backlog ||
         role == SectionRole::examples || role == SectionRole::navigation;
}

// Marks that begin a list, and nothing in it.
bool says_nothing(std::string_view text) {
  return text.find_first_not_of("-*+_: \t\r\n") == std::string_view::npos;
}

// "Status: accepted", "Next steps — none", "Risks (none)": the heading says it all.
bool goes_on_behind(std::string_view title) {
  for (const std::string_view mark : {": ", " - ", " – ", " — ", "("})
    if (title.find(mark) != std::string_view::npos) return true;
  return false;
}

bool is_known(const plan::Plan& plan, std::uint32_t entry) {
  const plan::Section& section = plan.section(entry);
  if (section.level < 2 || section.unit != plan::EntityKind::none) return false;
  if (is_for_metrics(section.role) || waits_to_be_filled(section.role)) return false;
  if (section.role) return true;
  return plan.schema != nullptr && plan.schema_sections[entry] != plan::no_index;
}

bool is_empty(const plan::Plan& plan, std::uint32_t entry) {
  const plan::Section& section = plan.section(entry);
  if (section.blocks == 0) return true;
  constexpr std::uint32_t longest = 40;  // bytes of a bullet, a rule and blank lines
  return section.blocks == 1 && section.body.size() < longest &&
         says_nothing(plan.facts(entry).text(section.body));
}

// What the fix puts below the heading.
std::string words_for(const plan::Plan& plan, std::uint32_t entry) {
  const plan::Section& section = plan.section(entry);
  if (may_be_none(section.role)) return "None";
  return fmt::format("[What belongs under {}]", section.title);
}

void judge_entry(const EntryInput& input, Report& report) {
  const plan::Plan& plan = input.document.plan;
  const std::uint32_t entry = input.entry;
  if (!is_judged(plan.kind) || plan.is_template) return;
  if (plan.outline[entry].end > entry + 1 || !is_known(plan, entry) || !is_empty(plan, entry))
    return;
  const plan::Section& section = plan.section(entry);
  if (!section.statuses.empty() || goes_on_behind(section.title)) return;
  const std::uint32_t parent = plan.outline[entry].parent;
  if (parent < plan.outline.size() && is_put_away(plan, parent)) return;
  if (plan::path_words(input.document.path).to_copy) return;
  const std::uint32_t offset = plan.offset(entry);
  const markdown::Document& text = input.document.text;
  Finding& finding = report.add(
      section.title_span, fmt::format("\"{}\" has nothing under it", shortened(section.title)));
  const std::string words = words_for(plan, entry);
  const std::string_view eol = line_ending(text);
  // Behind the heading's last line; a bullet that somebody began is taken along.
  const Span heading = section.span.shifted(offset);
  const std::uint32_t last = text.position(std::max(heading.end, heading.begin + 1) - 1).line;
  const std::uint32_t at = text.line_span(last).end;
  Span begun = {at, at};
  if (section.blocks == 1) {
    const std::string body = plan.facts(entry).text(section.body);
    const auto bullet = static_cast<std::uint32_t>(body.find_first_of("-*+"));
    begun.end = section.body.begin + offset + bullet + 1;
  }
  Fix& fill = finding.fixes.emplace_back();
  fill.title = words == "None" ? "Write \"None\"" : "Ask for what belongs there";
  fill.safe = false;
  fill.preferred = true;
  fill.snippet = true;
  fill.edits.push_back({"", begun, fmt::format("{0}{0}{1}", eol, snippet_of(words))});
  Fix& remove = finding.fixes.emplace_back();
  remove.title = "Take the heading out";
  remove.safe = false;
  remove.edits.push_back({"", whole_line(text, {heading.begin, begun.end}), ""});
  for (Fix& fix : finding.fixes)
    for (Edit& edit : fix.edits) edit.span = edit.span.shifted(0U - offset);
}

std::uint16_t above(const plan::Plan& plan, std::uint32_t entry) {
  return puts_away(plan, entry) ? 1 : 0;
}

// Fields that are asked for a value: what a list below announces is none.
bool asks_for_a_value(const plan::Field& field) {
  if (!field.role || field.form > plan::FieldForm::dash) return false;
  constexpr std::array roles = {
      FieldRole::status,      FieldRole::owner,       FieldRole::priority,
      FieldRole::target_date, FieldRole::start,       FieldRole::last_updated,
      FieldRole::next_review, FieldRole::review_date, FieldRole::revisit_when,
      FieldRole::likelihood,  FieldRole::impact,      FieldRole::mitigation,
      FieldRole::why,         FieldRole::why_not,     FieldRole::rationale,
      FieldRole::what,        FieldRole::decision,    FieldRole::expected_impact,
      FieldRole::depends_on,  FieldRole::goal,        FieldRole::outcome};
  return std::find(roles.begin(), roles.end(), *field.role) != roles.end();
}

// Where what could be a field's value ends: at the next field, or with its item. A field in a list
// may announce the items beside it, one at the end of its section the sections below.
std::optional<std::uint32_t> end_of_value(const plan::ChapterFacts& facts, std::uint32_t index) {
  const plan::Field& field = facts.fields[index];
  std::optional<std::uint32_t> end;
  if (index + 1 < facts.fields.size() && facts.fields[index + 1].section == field.section) {
    const plan::Field& next = facts.fields[index + 1];
    // "**Rationale**:" above a list of For and Against: that is what it says.
    const bool below = next.item != plan::no_index && (field.item == plan::no_index ||
                                                       facts.items[next.item].parent == field.item);
    if (below) return std::nullopt;
    end = next.span.begin;
  }
  if (field.item == plan::no_index) return end;
  const plan::Item& item = facts.items[field.item];
  for (auto next = field.item + 1; next < facts.items.size(); ++next) {
    const plan::Item& one = facts.items[next];
    if (one.section != item.section) break;
    if (one.parent != item.parent) continue;
    const bool announced = index + 1 >= facts.fields.size() || facts.fields[index + 1].item != next;
    if (announced) return std::nullopt;
    break;
  }
  return std::min(end.value_or(item.span.end), item.span.end);
}

void judge_fields(const ChapterInput& input, Report& report) {
  if (!is_judged(input.kind)) return;
  const plan::ChapterFacts& facts = input.facts;
  for (std::uint32_t i = 0; i < facts.fields.size(); ++i) {
    const plan::Field& field = facts.fields[i];
    if (field.entity == plan::no_index || !asks_for_a_value(field)) continue;
    if (!text::trim(field.value_text).empty()) continue;
    const plan::Entity& entity = facts.entities[field.entity];
    const auto status = entity.status();
    if (entity.placeholder || (status && plan::is_closed(*status))) continue;
    const auto end = end_of_value(facts, i);
    if (!end || *end < field.span.end || !says_nothing(facts.text({field.span.end, *end})))
      continue;
    Finding& finding =
        report.add(field.label, fmt::format("\"{}\" says nothing", field.label_text));
    name_entity(finding, entity);
    const std::string line = facts.text(field.span);
    const auto size = static_cast<std::uint32_t>(text::trim(line).size());
    const std::uint32_t at = field.span.begin + size;
    Fix& fix = finding.fixes.emplace_back();
    fix.title = "Write \"TBD\"";  // which is an answer, and stays silent
    fix.safe = false;
    fix.snippet = true;
    fix.preferred = true;
    fix.edits.push_back({"", {at, at}, " ${1:TBD}"});
  }
}

}  // namespace

extern const Rule empty_section = {
    .name = "empty-section",
    .group = "structure",
    .severity = Severity::warning,
    .summary = "A section or field has nothing in it",
    .chapter = judge_fields,
    .entry = judge_entry,
    .above = above,
    .tier = Tier::entity,
};

}  // namespace pland::rules
