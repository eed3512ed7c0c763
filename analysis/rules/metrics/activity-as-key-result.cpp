// A key result that is work: "Launch the dashboard". It tells that something was done, not that
// anything changed. Off unless selected: there are teams that keep their milestones so, on purpose.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string>
#include <string_view>

#include "analysis/plan/label.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/metrics/judged.h"
#include "analysis/rules/rule.h"

namespace pland::rules {
namespace {

constexpr std::array<std::string_view, 27> activities = {
    "launch",   "build",   "implement", "ship",    "write",     "hire",     "migrate",
    "complete", "conduct", "create",    "develop", "deliver",   "design",   "publish",
    "release",  "deploy",  "set up",    "run",     "organize",  "organise", "introduce",
    "roll out", "finish",  "document",  "train",   "establish", "integrate"};

// The metric's words without "KR 1.2:" and the like in front.
std::string_view own_words(std::string_view text) {
  const std::size_t colon = text.find(": ");
  if (colon == std::string_view::npos) return text;
  std::string label = plan::normalise(text.substr(0, colon));
  const bool counted = label.starts_with("kr") || label.starts_with("key result");
  return counted ? text.substr(colon + 2) : text;
}

bool is_activity(std::string_view text) {
  const std::string words = plan::normalise(own_words(text));
  return std::any_of(activities.begin(), activities.end(), [&](std::string_view verb) {
    return words.starts_with(verb) && words.size() > verb.size() && words[verb.size()] == ' ';
  });
}

// A number that is more than a count of what is delivered: a share, a limit, from one to another.
bool measures_an_effect(const plan::Metric& metric) {
  const auto& quantity = metric.judged.quantity;
  if (!quantity) return metric.judged.measure == plan::Measure::zero;
  if (quantity->baseline || quantity->relative || quantity->out_of) return true;
  if (quantity->comparator != plan::Comparator::none) return true;
  const std::string_view unit = quantity->target.unit.of(metric.text);
  return unit == "%" || unit == "percent" || unit == "ms" || unit == "s" || unit == "$";
}

void judge_chapter(const ChapterInput& input, Report& report) {
  if (input.kind != plan::DocumentKind::okr) return;
  const plan::ChapterFacts& facts = input.facts;
  for (const plan::Metric& metric : facts.metrics) {
    if (metric.strictness != plan::Strictness::strict || metric.measurable_child) continue;
    if (metric.judged.measure == plan::Measure::placeholder || !metric.target.empty()) continue;
    if (!is_activity(metric.text) || measures_an_effect(metric) || !is_open(facts, metric))
      continue;
    Finding& finding =
        report.add(metric.span, fmt::format("\"{}\" is work: what changes if it succeeds?",
                                            shortened(own_words(metric.text))));
    name_section_entity(finding, facts, metric.section);
    if (is_row(facts, metric)) continue;
    finding.fixes.push_back(
        ask_behind(facts, metric, "Say what changes",
                   ", so that [metric] goes from [current value] to [target value]"));
  }
}

}  // namespace

extern const Rule activity_as_key_result = {
    .name = "activity-as-key-result",
    .group = "metrics",
    .severity = Severity::information,
    .on = false,
    .summary = "A key result is work, not what changes because of it",
    .chapter = judge_chapter,
    .tier = Tier::entity,
};

}  // namespace pland::rules
