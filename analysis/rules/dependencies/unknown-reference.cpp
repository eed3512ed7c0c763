// A dependency on something that the plans, which number such things themselves, do not have: TEN-9
// where TEN-1 to TEN-5 are, Phase 9 where phases stop at 7.
//
// Only what is written like an identifier is judged, and only where the plans keep the numbers: a
// tracker's tickets are numbered elsewhere, so the identifiers at hand must be most of their row.
// Links are the link rules' business. Prose is silent.
#include <cstdint>
#include <fmt/format.h>
#include <optional>
#include <set>
#include <string>

#include "analysis/plan/period.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/relations.h"
#include "analysis/rules/rule.h"

namespace pland::rules {
namespace {

using plan::ReferenceForm;

void place(Finding& finding, const plan::ChapterFacts& facts, const plan::Reference& reference) {
  if (reference.entity < facts.entities.size())
    name_entity(finding, facts.entities[reference.entity]);
}

// The number one digit away, if there is one only: a slip of the finger.
std::optional<std::uint32_t> nearest(const std::set<std::uint32_t>& numbers, std::uint32_t wanted) {
  std::set<std::uint32_t> near;
  const std::string digits = std::to_string(wanted);
  const auto look = [&](const std::string& other) {
    if (other.empty() || other.size() > 9 || other[0] == '0') return;
    const auto number = static_cast<std::uint32_t>(std::stoul(other));
    if (number != wanted && numbers.contains(number)) near.insert(number);
  };
  for (std::size_t i = 0; i <= digits.size(); ++i) {
    for (char c = '0'; c <= '9'; ++c) {
      look(digits.substr(0, i) + c + digits.substr(i));
      if (i < digits.size()) look(digits.substr(0, i) + c + digits.substr(i + 1));
    }
    if (i < digits.size()) look(digits.substr(0, i) + digits.substr(i + 1));
  }
  if (near.size() != 1) return std::nullopt;
  return *near.begin();
}

void judge_id(const RelationsInput& input, const FollowedReference& followed, Report& report) {
  const plan::Reference& reference = *followed.reference;
  const std::string_view family = workspace::family_of(reference.target);
  const std::set<std::uint32_t>& numbers = input.relations.family(family).ids;
  const std::uint32_t wanted = workspace::number_of(reference.target);
  constexpr std::size_t least = 3;
  if (numbers.size() < least || numbers.contains(wanted)) return;
  if (numbers.size() * 2 < *numbers.rbegin()) return;  // most of the row is elsewhere

  Finding& finding = report.add(
      reference.span, fmt::format("There is no {0}: the plans have {1}-{2} to {1}-{3}",
                                  reference.target, family, *numbers.begin(), *numbers.rbegin()));
  place(finding, input.facts(), reference);
  const auto instead = nearest(numbers, wanted);
  if (!instead) return;
  Fix& fix = finding.fixes.emplace_back();
  // Leading zeros as it has them.
  const std::size_t size = reference.target.size() - family.size() - 1;
  const std::string id = fmt::format("{}-{:0{}}", family, *instead,
                                     reference.target[family.size() + 1] == '0' ? size : 1);
  fix.title = fmt::format("Change it to {}", id);
  fix.safe = false;
  fix.edits.push_back({"", reference.span, id});
}

bool is_counted(plan::PeriodKind kind) {
  return kind == plan::PeriodKind::phase || kind == plan::PeriodKind::stage ||
         kind == plan::PeriodKind::milestone;
}

void judge_ordinal(const RelationsInput& input, const FollowedReference& followed, Report& report) {
  const plan::Reference& reference = *followed.reference;
  const auto wanted = plan::find_period(reference.target);
  if (!wanted || !is_counted(wanted->period.kind) || !wanted->period.number) return;
  if (wanted->period.is_range() || wanted->period.year) return;
  workspace::Names& names = input.relations.names();
  if (!names.with(workspace::NameForm::ordinal, reference.target, input.document.summary).empty())
    return;
  const Relations::Family& family =
      input.relations.family(workspace::family_of_ordinal(reference.target));
  // What came before may be over and gone; what comes behind the last is nowhere.
  const auto number = static_cast<std::uint32_t>(*wanted->period.number);
  if (family.milestones.size() < 2 || number <= *family.milestones.rbegin()) return;
  Finding& finding =
      report.add(reference.span, fmt::format("There is no {}: the last one here is {}",
                                             reference.target, family.last_milestone));
  place(finding, input.facts(), reference);
}

void judge_references(const RelationsInput& input, Report& report) {
  for (const FollowedReference& followed : input.relations.of(input.chapter)) {
    if (followed.to || followed.reference->relation == plan::Relation::supersedes ||
        followed.reference->relation == plan::Relation::superseded_by)
      continue;
    if (followed.reference->form == ReferenceForm::id) judge_id(input, followed, report);
    if (followed.reference->form == ReferenceForm::ordinal) judge_ordinal(input, followed, report);
  }
}

}  // namespace

extern const Rule unknown_reference = {
    .name = "unknown-reference",
    .group = "dependencies",
    .severity = Severity::error,
    .summary = "A dependency names an identifier or phase that the plans do not have",
    .relations = judge_references,
    .tier = Tier::entity,
};

}  // namespace pland::rules
