// "Cut the delay by 30 %": thirty per cent of what? A change says little as long as nobody says
// from where. "YoY", "vs. last quarter", "(was 900 ms)" and a baseline in a field or column do.
#include <fmt/format.h>
#include <optional>
#include <string>

#include "analysis/plan/label.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/metrics/judged.h"
#include "analysis/rules/rule.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

// "a 50 % reduction", "2x faster", "by 30 %": a share of what was, not a count of things.
bool is_relative(const plan::Metric& metric) {
  const auto& quantity = metric.judged.quantity;
  if (!quantity || !quantity->relative || quantity->baseline || quantity->out_of) return false;
  const std::string_view unit = quantity->target.unit.of(metric.text);
  return unit.empty() || unit == "%" || unit == "percent" || unit == "x" || unit == "×" ||
         unit == "times" || unit == "fold";
}

// "must not more than double": a limit, to what there is when it is read.
bool is_limit(const plan::Metric& metric) {
  const plan::Comparator comparator = metric.judged.quantity->comparator;
  if (comparator == plan::Comparator::at_most || comparator == plan::Comparator::less) return true;
  const std::string words = " " + plan::normalise(metric.text) + " ";
  return words.find(" not ") != std::string::npos || words.find(" never ") != std::string::npos ||
         words.find(" no more ") != std::string::npos;
}

// Behind the quantity, in the metric's own text; none where it cannot be found there.
std::optional<Span> behind_quantity(const plan::ChapterFacts& facts, const plan::Metric& metric) {
  if (is_row(facts, metric)) return std::nullopt;
  const std::string_view words = metric.judged.quantity->target.span.of(metric.text);
  const std::string source = facts.text(metric.span);
  const std::size_t at = source.find(words);
  if (words.empty() || at == std::string::npos) return std::nullopt;
  const auto end = metric.span.begin + static_cast<std::uint32_t>(at + words.size());
  return Span{end, end};
}

void judge_chapter(const ChapterInput& input, Report& report) {
  const plan::ChapterFacts& facts = input.facts;
  for (const plan::Metric& metric : facts.metrics) {
    if (metric.strictness != plan::Strictness::strict) continue;
    if (metric.judged.measure != plan::Measure::quant || !is_relative(metric)) continue;
    if (is_limit(metric)) continue;
    if (metric.judged.has_baseline || !metric.baseline.empty() || !is_open(facts, metric)) continue;
    const std::string_view share = text::trim(metric.judged.quantity->target.span.of(metric.text));
    Finding& finding =
        report.add(metric.span, fmt::format("\"{}\" has no baseline: {} of what?",
                                            shortened(metric.text), shortened(share, 30)));
    name_section_entity(finding, facts, metric.section);
    Fix fix = ask_behind(facts, metric, "Say from where", ", from [current value]");
    if (const auto place = behind_quantity(facts, metric)) {
      fix.edits[0].span = *place;
      fix.edits[0].text = snippet_of(" from [current value]");
    }
    if (is_row(facts, metric))
      fix = ask_in_cell(facts, metric, "Say from where", "[target value]", " from [current value]");
    finding.fixes.push_back(std::move(fix));
  }
}

}  // namespace

extern const Rule metric_without_baseline = {
    .name = "metric-without-baseline",
    .group = "metrics",
    .severity = Severity::information,
    .summary = "A metric says by how much it changes, but not from where",
    .chapter = judge_chapter,
    .tier = Tier::entity,
};

}  // namespace pland::rules
