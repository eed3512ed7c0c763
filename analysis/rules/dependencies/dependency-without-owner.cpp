// A dependency on others, or a blocker, whose owner nobody wrote down though there is a place for
// one: an empty cell or label, "TBD", "?".
//
// "None", "external" and a vendor's name are answers. A register without a column for owners keeps
// none, and `[Owner]` is unfilled-placeholder's business.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string>

#include "analysis/rules/entity.h"
#include "analysis/rules/rule.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

bool is_nobody(const plan::Field& field) {
  const std::string normal = plan::normalise(field.value_text);
  constexpr std::array<std::string_view, 9> words = {
      "", "?", "??", "tbc", "unassigned", "unknown", "nobody", "to be assigned", "no owner"};
  if (std::find(words.begin(), words.end(), normal) != words.end()) {
    // "—" is an answer, as "None" is.
    return !normal.empty() || text::trim(field.value_text).empty();
  }
  const auto placeholder = plan::whole_placeholder(field.value_text);
  return placeholder && placeholder->form == plan::PlaceholderForm::word;
}

// A label over a list has its owners there.
bool has_list(const plan::ChapterFacts& facts, std::uint32_t field) {
  const std::uint32_t item = facts.fields[field].item;
  const auto next = std::lower_bound(
      facts.items.begin(), facts.items.end(), facts.fields[field].span.end,
      [](const plan::Item& one, std::uint32_t end) { return one.span.begin < end; });
  if (next == facts.items.end() || next->row) return false;
  return item == plan::no_index ? next->label == field : next->parent == item;
}

Fix name_owner(const plan::ChapterFacts& facts, const plan::Field& field) {
  Fix fix;
  fix.title = "Name an owner";
  fix.safe = false;  // it asks for a name that only the author knows
  fix.preferred = true;
  fix.snippet = true;
  std::string text = snippet_of("[Owner]");
  Span place = field.value;
  if (place.empty()) {
    const auto is_space = [&](std::uint32_t at) { return facts.text({at, at + 1}) == " "; };
    while (place.begin > 0 && is_space(place.begin - 1)) --place.begin;
    while (is_space(place.end)) ++place.end;
    text.insert(0, " ");
    if (field.form == plan::FieldForm::table_row) text += ' ';
  }
  fix.edits.push_back({"", place, std::move(text)});
  return fix;
}

void judge_chapter(const ChapterInput& input, Report& report) {
  const plan::ChapterFacts& facts = input.facts;
  for (std::uint32_t i = 0; i < facts.entities.size(); ++i) {
    const plan::Entity& entity = facts.entities[i];
    const bool ours =
        entity.kind == plan::EntityKind::dependency || entity.kind == plan::EntityKind::blocker;
    if (!ours || entity.placeholder) continue;
    if (const auto status = entity.status(); status && plan::is_closed(*status)) continue;
    const plan::Field* owner = facts.field_of(i, plan::FieldRole::owner);
    if (owner == nullptr || !is_nobody(*owner)) continue;
    const auto index = static_cast<std::uint32_t>(owner - facts.fields.data());
    if (owner->value.empty() && has_list(facts, index)) continue;
    Finding& finding = report.add(owner->value_text.empty() ? entity.name_span : owner->value,
                                  fmt::format("{} has no owner", shortened(entity.title)));
    name_entity(finding, entity);
    finding.fixes.push_back(name_owner(facts, *owner));
  }
}

}  // namespace

extern const Rule dependency_without_owner = {
    .name = "dependency-without-owner",
    .group = "dependencies",
    .severity = Severity::information,
    .summary = "A dependency or blocker has a place for its owner, and nobody in it",
    .chapter = judge_chapter,
    .tier = Tier::entity,
};

}  // namespace pland::rules
