// A metric that says which way, or how nice, but not how far: nobody can tell whether it was
// reached. Under success metrics both are a warning; under criteria, which may be yes or no, only
// the direction is, as a hint. Whatever could be a statement of fact is let alone (domain 7.2).
#include <algorithm>
#include <fmt/format.h>
#include <string>

#include "analysis/plan/label.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/rule.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

using plan::Measure;

// A row whose outcome is in it: "| Debt | Minimal | Zero |" under Target and Actual.
bool has_outcome(const plan::ChapterFacts& facts, const plan::Metric& metric) {
  if (metric.item >= facts.items.size() || !facts.items[metric.item].row) return false;
  const std::uint32_t index = facts.items[metric.item].table;
  if (index >= facts.tables.size()) return false;
  const plan::Table& table = facts.tables[index];
  const auto row = std::find(table.items.begin(), table.items.end(), metric.item);
  if (row == table.items.end()) return false;
  const auto& cells = table.rows[static_cast<std::size_t>(row - table.items.begin())];
  for (std::size_t i = 0; i < cells.size() && i < table.columns.size(); ++i) {
    const std::string column = plan::normalise(table.columns[i].name);
    const bool outcome = column == "actual" || column == "result" || column == "achieved" ||
                         column == "outcome" || column == "final";
    if (outcome && !cells[i].plain.empty()) return true;
  }
  return false;
}

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
  if (metric.done || metric.measurable_child || has_outcome(facts, metric)) return false;
  // A sentence above other metrics leads to them.
  if (metric.item == plan::no_index && metric.container < facts.containers.size() &&
      facts.containers[metric.container].metrics > 1)
    return false;
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

// Nothing in a section that is done, or for later, is measured again.
bool is_put_away(const plan::ChapterFacts& facts, std::uint32_t section) {
  const auto over = [](const plan::StatusFact& fact) {
    return plan::is_closed(fact.status) || fact.status == plan::Status::deferred;
  };
  for (const plan::Ancestor& above : facts.before.ancestors)
    if (above.closed && above.level < facts.sections[0].level) return true;
  // Sections above it in its own chapter have lower levels.
  std::uint8_t level = 7;
  for (std::uint32_t i = section + 1; i-- > 0;) {
    const plan::Section& here = facts.sections[i];
    if (here.level >= level) continue;
    level = here.level;
    if (std::any_of(here.statuses.begin(), here.statuses.end(), over)) return true;
    if (here.entity < facts.entities.size()) {
      const auto& statuses = facts.entities[here.entity].statuses;
      if (!statuses.empty() && over(statuses.back())) return true;
    }
    if (level == 0) break;
  }
  return false;
}

// A target to fill in, where the metric's own words end.
Fix ask_for_target(const plan::ChapterFacts& facts, const plan::Metric& metric) {
  const std::string text = facts.text(metric.span);
  auto end = static_cast<std::uint32_t>(text.find_last_not_of(" \t\r\n") + 1);
  while (end > 0 && (text[end - 1] == '.' || text[end - 1] == ';')) --end;
  Fix fix;
  fix.title = "Say from what, to what, by when";
  fix.safe = false;
  fix.snippet = true;
  fix.preferred = true;
  fix.edits.push_back({"", Span{end, end}.shifted(metric.span.begin),
                       snippet_of(": from [current value] to [target value] by [date]")});
  return fix;
}

// The same in a row: in the cell of its target.
Fix ask_in_cell(const plan::ChapterFacts& facts, const plan::Metric& metric) {
  const Span target = metric.judged.evidence;
  Fix fix;
  fix.title = "Say how far";
  fix.safe = false;
  fix.snippet = true;
  fix.preferred = true;
  if (const std::string text = facts.text(target); text::trim(text).empty()) {
    const auto is_space = [&](std::uint32_t at) { return facts.text({at, at + 1}) == " "; };
    const bool before = target.begin > 0 && is_space(target.begin - 1);
    const bool behind = !text.empty() || is_space(target.begin);
    fix.edits.push_back({"", Span{target.begin, target.begin},
                         (before ? "" : " ") + snippet_of("[target value]") + (behind ? "" : " ")});
  } else {
    fix.edits.push_back(
        {"", Span{target.end, target.end}, snippet_of(": from [current value] to [target value]")});
  }
  return fix;
}

void judge_chapter(const ChapterInput& input, Report& report) {
  const plan::ChapterFacts& facts = input.facts;
  for (const plan::Metric& metric : facts.metrics) {
    if (!is_judged(facts, metric) || is_put_away(facts, metric.section)) continue;
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
    const bool row = metric.item < facts.items.size() && facts.items[metric.item].row;
    finding.fixes.push_back(row ? ask_in_cell(facts, metric) : ask_for_target(facts, metric));
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
