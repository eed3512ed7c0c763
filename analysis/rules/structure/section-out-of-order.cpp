// Sections that stand in another order than documents of their kind have them. As few as possible
// are named: those that would have to move. Where a reader looks for something first or last is a
// matter of taste for some (navigation, history, options of a decision): these may stand anywhere.
#include <algorithm>
#include <array>
#include <cstdint>
#include <fmt/format.h>
#include <map>
#include <utility>
#include <vector>

#include "analysis/plan/kind.h"
#include "analysis/plan/label.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/move.h"
#include "analysis/rules/order.h"
#include "analysis/rules/rule.h"

namespace pland::rules {
namespace {

bool has_an_order(plan::DocumentKind kind) {
  switch (kind) {
    case plan::DocumentKind::roadmap:
    case plan::DocumentKind::plan:
    case plan::DocumentKind::okr:
    case plan::DocumentKind::decision:
      return true;
    default:
      return false;
  }
}

bool may_stand_anywhere(const plan::SchemaSection& section) {
  using plan::SectionRole;
  if (section.repeat || !section.role) return true;
  constexpr std::array roles = {SectionRole::navigation, SectionRole::revision,
                                SectionRole::alternatives, SectionRole::review,
                                SectionRole::connections};
  return std::find(roles.begin(), roles.end(), *section.role) != roles.end();
}

// Headings beside each other that stand for sections beside each other, each section once.
using Row = std::vector<std::uint32_t>;
using Rows = std::map<std::pair<std::uint32_t, std::uint32_t>, Row>;

Rows rows_of(const plan::Plan& plan) {
  const auto& sections = plan.schema->sections;
  std::vector<bool> ordered(sections.size());
  for (std::size_t i = 0; i < sections.size(); ++i) ordered[i] = !may_stand_anywhere(sections[i]);
  Rows rows;
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    const std::uint32_t match = plan.schema_sections[entry];
    if (match == plan::no_index || !ordered[match]) continue;
    ordered[match] = false;
    rows[{plan.outline[entry].parent, sections[match].parent}].push_back(entry);
  }
  return rows;
}

void say(const DocumentInput& input, std::uint32_t entry, Side side, std::uint32_t other,
         Report& report) {
  const plan::Plan& plan = input.plan;
  const plan::Section& section = plan.section(entry);
  Finding& finding =
      report.add(section.title_span.shifted(plan.offset(entry)),
                 fmt::format("\"{}\" usually stands {} \"{}\"", shortened(section.title),
                             side == Side::before ? "before" : "behind",
                             shortened(plan.section(other).title)));
  name_enclosing_entity(finding, plan, entry);
  finding.related.push_back({"", plan.section(other).title_span.shifted(plan.offset(other)),
                             fmt::format("\"{}\" is here", shortened(plan.section(other).title))});
  if (auto fix = move_section(input, entry, side, other)) finding.fixes.push_back(*std::move(fix));
}

void judge_document(const DocumentInput& input, Report& report) {
  const plan::Plan& plan = input.plan;
  if (plan.schema == nullptr || plan.is_template || !has_an_order(plan.kind)) return;
  for (const auto& [place, row] : rows_of(plan)) {
    std::vector<std::int64_t> numbers;
    for (const std::uint32_t entry : row) numbers.push_back(plan.schema_sections[entry]);
    const std::vector<bool> stays = in_order(numbers);
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (stays[i]) continue;
      // Of those that stay either one above it belongs below it, or the other way round.
      std::size_t other = row.size();
      Side side = Side::before;
      for (std::size_t j = 0; j < i && other == row.size(); ++j)
        if (stays[j] && numbers[j] > numbers[i]) other = j;
      for (std::size_t j = row.size(); j-- > i + 1 && other == row.size();) {
        if (!stays[j] || numbers[j] > numbers[i]) continue;
        other = j;
        side = Side::behind;
      }
      if (other < row.size()) say(input, row[i], side, row[other], report);
    }
  }
}

}  // namespace

extern const Rule section_out_of_order = {
    .name = "section-out-of-order",
    .group = "structure",
    .severity = Severity::information,
    .summary = "A section stands in another place than documents of this kind have it",
    .document = judge_document,
    .tier = Tier::kind,
};

}  // namespace pland::rules
