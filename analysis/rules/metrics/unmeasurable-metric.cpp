// A metric that says which way, or how nice, but not how far: nobody can tell whether it was
// reached. Under success metrics both are a warning; under criteria, which may be yes or no, only
// the direction is, as a hint. Whatever could be a statement of fact is let alone (domain 7.2).
#include <algorithm>
#include <fmt/format.h>
#include <string>

#include "analysis/plan/label.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/metrics/judged.h"
#include "analysis/rules/rule.h"

namespace pland::rules {
namespace {

using plan::Measure;

// "recall, precision, contamination": the names of what is measured, not one metric.
bool is_enumeration(std::string_view text) {
  return std::count(text.begin(), text.end(), ',') >= 2;
}

// "Qualitative:" above the list says that its author knows.
bool is_called_qualitative(const plan::ChapterFacts& facts, const plan::Metric& metric) {
  const auto says = [](std::string_view title) {
    return plan::normalise(title).find("qualitative") != std::string::npos;
  };
  if (says(facts.sections[metric.section].title)) return true;
  if (metric.item >= facts.items.size()) return false;
  const plan::Item& item = facts.items[metric.item];
  if (item.label < facts.fields.size() && says(facts.fields[item.label].label_text)) return true;
  return item.parent < facts.items.size() && says(facts.items[item.parent].name);
}

bool is_judged(const plan::ChapterFacts& facts, const plan::Metric& metric) {
  if (metric.measurable_child) return false;
  if (metric.judged.measure == Measure::vague_quality &&
      (is_enumeration(metric.text) || is_called_qualitative(facts, metric)))
    return false;
  switch (metric.strictness) {
    case plan::Strictness::strict:
      return metric.judged.measure == Measure::vague_direction ||
             metric.judged.measure == Measure::vague_quality;
    case plan::Strictness::criteria:
      return metric.judged.measure == Measure::vague_direction;
    default:
      return false;
  }
}

void judge_chapter(const ChapterInput& input, Report& report) {
  const plan::ChapterFacts& facts = input.facts;
  for (const plan::Metric& metric : facts.metrics) {
    if (!is_judged(facts, metric) || !is_open(facts, metric)) continue;
    // The evidence is looked for again because the facts hold where it stands, not what it says.
    const Span evidence = plan::measure(metric.text).evidence;
    const std::string_view word =
        evidence.end <= metric.text.size() ? evidence.of(metric.text) : std::string_view{};
    const bool direction = metric.judged.measure == Measure::vague_direction;
    std::string message =
        direction ? fmt::format("\"{}\" says which way but not how far", shortened(metric.text))
                  : fmt::format("\"{}\" cannot be checked: no number, no limit, no date",
                                shortened(metric.text));
    if (!word.empty() && word.size() < metric.text.size() && word.size() < 30)
      message += fmt::format(" ({})", word);
    Finding& finding = report.add(metric.span, std::move(message));
    if (metric.strictness == plan::Strictness::criteria) finding.severity = Severity::hint;
    name_section_entity(finding, facts, metric.section);
    finding.fixes.push_back(is_row(facts, metric)
                                ? ask_in_cell(facts, metric, "Say how far", "[target value]",
                                              ": from [current value] to [target value]")
                                : ask_behind(facts, metric, "Say from what, to what, by when",
                                             ": from [current value] to [target value] by [date]"));
  }
}

}  // namespace

extern const Rule unmeasurable_metric = {
    .name = "unmeasurable-metric",
    .group = "metrics",
    .severity = Severity::warning,
    .summary = "A metric says which way but not how far",
    .chapter = judge_chapter,
    .tier = Tier::entity,
};

}  // namespace pland::rules
