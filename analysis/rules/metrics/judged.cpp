#include "analysis/rules/metrics/judged.h"

#include <algorithm>
#include <string>

#include "analysis/plan/label.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

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

}  // namespace

bool is_open(const plan::ChapterFacts& facts, const plan::Metric& metric) {
  if (metric.done || has_outcome(facts, metric)) return false;
  // A sentence above other metrics leads to them.
  if (metric.item == plan::no_index && metric.container < facts.containers.size() &&
      facts.containers[metric.container].metrics > 1)
    return false;
  return !is_put_away(facts, metric.section);
}

bool is_row(const plan::ChapterFacts& facts, const plan::Metric& metric) {
  return metric.item < facts.items.size() && facts.items[metric.item].row;
}

Fix ask_behind(const plan::ChapterFacts& facts, const plan::Metric& metric, std::string_view title,
               std::string_view words) {
  const std::string text = facts.text(metric.span);
  auto end = static_cast<std::uint32_t>(text.find_last_not_of(" \t\r\n") + 1);
  while (end > 0 && (text[end - 1] == '.' || text[end - 1] == ';')) --end;
  Fix fix;
  fix.title = title;
  fix.safe = false;
  fix.snippet = true;
  fix.preferred = true;
  fix.edits.push_back({"", Span{end, end}.shifted(metric.span.begin), snippet_of(words)});
  return fix;
}

Fix ask_in_cell(const plan::ChapterFacts& facts, const plan::Metric& metric, std::string_view title,
                std::string_view alone, std::string_view behind) {
  const Span target = metric.judged.evidence;
  Fix fix;
  fix.title = title;
  fix.safe = false;
  fix.snippet = true;
  fix.preferred = true;
  if (const std::string text = facts.text(target); text::trim(text).empty()) {
    const auto is_space = [&](std::uint32_t at) { return facts.text({at, at + 1}) == " "; };
    const bool before = target.begin > 0 && is_space(target.begin - 1);
    const bool after = !text.empty() || is_space(target.begin);
    fix.edits.push_back({"", Span{target.begin, target.begin},
                         (before ? "" : " ") + snippet_of(alone) + (after ? "" : " ")});
  } else {
    fix.edits.push_back({"", Span{target.end, target.end}, snippet_of(behind)});
  }
  return fix;
}

}  // namespace pland::rules
