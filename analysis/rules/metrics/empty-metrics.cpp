// "Success Metrics:" and nothing below it. Judged for the document, because what stands below a
// label or heading may be sections of the next chapters.
#include <algorithm>
#include <fmt/format.h>

#include "analysis/rules/entity.h"
#include "analysis/rules/line.h"
#include "analysis/rules/metrics/insert.h"
#include "analysis/rules/outline.h"
#include "analysis/rules/rule.h"

namespace pland::rules {
namespace {

// A label at the end of its section speaks for the sections below it.
bool speaks_for_sections(const DocumentInput& input, std::uint32_t entry,
                         const plan::Container& container, std::uint32_t offset) {
  if (input.plan.outline[entry].end == entry + 1) return false;
  if (container.heading) return true;
  const Span body = body_of(input.plan, entry);
  const std::uint32_t label_line = input.text.position(container.label.end + offset).line;
  return end_of_content(input.text, body) <= input.text.line_span(label_line).end;
}

// A label in a list whose next items are what it announces, not indented below it:
//   - **Success metrics**:
//   - 400 skippers have alerts
bool announces_its_neighbours(const DocumentInput& input, const plan::ChapterFacts& facts,
                              const plan::Container& container, std::uint32_t offset) {
  if (container.item == plan::no_index) return false;
  const plan::Item& item = facts.items[container.item];
  const auto line_of = [&](std::uint32_t at) { return input.text.position(at + offset).line; };
  if (line_of(container.label.begin) != line_of(item.text.begin)) return true;  // in mid-item
  for (auto next = container.item + 1; next < facts.items.size(); ++next) {
    if (facts.items[next].parent != item.parent || facts.items[next].section != item.section)
      continue;
    return std::none_of(facts.fields.begin(), facts.fields.end(),
                        [&](const plan::Field& field) { return field.item == next; });
  }
  return false;
}

bool is_empty(const plan::Container& container) {
  return !container.content && container.metrics == 0 &&
         container.strictness != plan::Strictness::weak;
}

// Whether the chapter has any place with nothing in it.
Glance glance(const ChapterInput& input) {
  const auto& containers = input.facts.containers;
  return std::any_of(containers.begin(), containers.end(), is_empty) ? 1 : 0;
}

void judge_document(const DocumentInput& input, Report& report) {
  const plan::Plan& plan = input.plan;
  for (std::uint32_t c = 0; c < plan.chapters.size(); ++c) {
    if (input.glances[c] == 0) continue;
    const plan::ChapterFacts& facts = *plan.chapters[c].facts;
    const std::uint32_t offset = plan.chapters[c].offset;
    for (const plan::Container& container : facts.containers) {
      if (!is_empty(container)) continue;
      const std::uint32_t entry = plan.entry_of(c, container.section);
      if (is_put_away(plan, entry)) continue;
      if (speaks_for_sections(input, entry, container, offset)) continue;
      if (announces_its_neighbours(input, facts, container, offset)) continue;
      Finding& finding = report.add(container.label.shifted(offset),
                                    fmt::format("\"{}\" has nothing under it", container.title));
      name_enclosing_entity(finding, plan, entry);
      finding.fixes.push_back(fill_container(input, c, container));
    }
  }
}

}  // namespace

extern const Rule empty_metrics = {
    .name = "empty-metrics",
    .group = "metrics",
    .severity = Severity::warning,
    .summary = "A place for metrics has nothing in it",
    .document = judge_document,
    .glance = glance,
    .tier = Tier::entity,
};

}  // namespace pland::rules
