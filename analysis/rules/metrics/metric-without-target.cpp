// A metric that says what is measured, and not how much of it: "Number of active skippers". Under
// success metrics and key results only; what names a direction is unmeasurable-metric's business,
// and text of a template unfilled-placeholder's.
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

// "TBD" where the target should be. What a template left is told of elsewhere.
bool waits_for_target(const plan::ChapterFacts& facts, const plan::Metric& metric) {
  if (metric.judged.measure != Measure::placeholder) return false;
  bool soft = false, certain = false;
  for (const plan::PlaceholderFact& one : facts.placeholders) {
    if (!metric.span.contains(one.span)) continue;
    certain = certain || one.strength == plan::PlaceholderStrength::certain;
    soft = soft || one.strength == plan::PlaceholderStrength::soft;
  }
  return soft && !certain;
}

// What is said in the metric's list or table tells whether its author sets targets there at all: a
// list of names is an inventory of what is looked at.
bool is_beside_targets(const plan::ChapterFacts& facts, const plan::Metric& metric) {
  return std::any_of(facts.metrics.begin(), facts.metrics.end(), [&](const plan::Metric& other) {
    return &other != &metric && other.section == metric.section &&
           other.container == metric.container &&
           (plan::has_target(other.judged.measure) || other.measurable_child ||
            !other.target.empty());
  });
}

void judge_chapter(const ChapterInput& input, Report& report) {
  const plan::ChapterFacts& facts = input.facts;
  for (const plan::Metric& metric : facts.metrics) {
    if (metric.strictness != plan::Strictness::strict) continue;
    if (metric.measurable_child || !metric.target.empty() || !is_open(facts, metric)) continue;
    const bool waits = waits_for_target(facts, metric);
    if (metric.judged.measure != Measure::no_target && !waits) continue;
    if (!waits && !is_beside_targets(facts, metric)) continue;
    Finding& finding = report.add(
        metric.span, waits ? fmt::format("\"{}\" still has no target", shortened(metric.text))
                           : fmt::format("\"{}\" says what is measured, but has no target",
                                         shortened(metric.text)));
    name_section_entity(finding, facts, metric.section);
    if (waits) continue;  // its author knows
    finding.fixes.push_back(
        is_row(facts, metric)
            ? ask_in_cell(facts, metric, "Say how much", "[target value]", " [target value]")
            : ask_behind(facts, metric, "Say how much", ": [target value]"));
  }
}

}  // namespace

extern const Rule metric_without_target = {
    .name = "metric-without-target",
    .group = "metrics",
    .severity = Severity::information,
    .summary = "A metric says what is measured, but has no target",
    .chapter = judge_chapter,
    .tier = Tier::entity,
};

}  // namespace pland::rules
