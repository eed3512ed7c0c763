// A row of a register (risks, dependencies, blockers) with more or fewer cells than its table has
// columns, or with nothing in a cell that the others fill: how likely, how bad, what is done.
//
// GitHub drops what goes beyond the last column, and ends a cell at every `|`, in code as well.
// What is short by a cell shows the others under the wrong names.
#include <algorithm>
#include <array>
#include <cstdint>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "analysis/rules/entity.h"
#include "analysis/rules/rule.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

using plan::EntityKind;
using plan::FieldRole;

const plan::Entity* entity_of(const plan::ChapterFacts& facts, std::uint32_t item) {
  const std::uint32_t entity = facts.items[item].entity;
  return entity < facts.entities.size() ? &facts.entities[entity] : nullptr;
}

bool is_register(const plan::ChapterFacts& facts, const plan::Table& table) {
  return std::any_of(table.items.begin(), table.items.end(), [&](std::uint32_t item) {
    const plan::Entity* entity = entity_of(facts, item);
    return entity != nullptr &&
           (entity->kind == EntityKind::risk || entity->kind == EntityKind::dependency ||
            entity->kind == EntityKind::blocker);
  });
}

std::string name_of(const plan::ChapterFacts& facts, std::uint32_t item) {
  const std::string& name = facts.items[item].name;
  return name.empty() ? "This row" : shortened(name);
}

// Bars in the row's code, without a backslash: spans of one byte.
std::vector<Span> bars_in_code(const plan::ChapterFacts& facts, const plan::Table& table,
                               std::size_t row) {
  std::vector<Span> out;
  for (const plan::Table::Cell& cell : table.rows[row]) {
    const std::string text = facts.text(cell.span);
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '|' || (i > 0 && text[i - 1] == '\\')) continue;
      const auto at = cell.span.begin + static_cast<std::uint32_t>(i);
      out.push_back({at, at + 1});
    }
  }
  return out;
}

// The bars that are too many, the last ones: what stands behind them is part of the last cell.
std::vector<Span> last_bars(const plan::ChapterFacts& facts, Span row, std::size_t count) {
  const std::string text = facts.text(row);
  std::size_t end = text.find_last_not_of(" \t\r\n");
  if (end == std::string::npos) return {};
  if (text[end] == '|') --end;
  std::vector<Span> out;
  for (std::size_t i = end + 1; i-- > 1 && out.size() < count;)
    if (text[i] == '|' && text[i - 1] != '\\') {
      const auto at = row.begin + static_cast<std::uint32_t>(i);
      out.push_back({at, at + 1});
    }
  std::reverse(out.begin(), out.end());
  return out;
}

void escape(Finding& finding, const std::vector<Span>& bars, bool in_code) {
  if (bars.empty()) return;
  Fix& fix = finding.fixes.emplace_back();
  fix.title = bars.size() == 1 ? "Escape the bar" : "Escape the bars";
  fix.safe = in_code;  // what is code is one piece; which other bars are text, nobody can tell
  for (const Span bar : bars) fix.edits.push_back({"", {bar.begin, bar.begin}, "\\"});
}

void pad(Finding& finding, const plan::ChapterFacts& facts, Span row, std::size_t count) {
  const std::string text = facts.text(row);
  const std::size_t last = text.find_last_not_of(" \t\r\n");
  if (last == std::string::npos) return;
  const bool closed = text[last] == '|' && last > 0;
  std::string cells = closed ? "" : " |";
  for (std::size_t i = 0; i < count; ++i)
    cells += i + 1 == count && !closed ? " \xE2\x80\x94" : " \xE2\x80\x94 |";
  Fix& fix = finding.fixes.emplace_back();
  fix.title = count == 1 ? "Add a cell" : fmt::format("Add {} cells", count);
  fix.safe = false;
  const auto at = row.begin + static_cast<std::uint32_t>(last) + 1;
  fix.edits.push_back({"", {at, at}, std::move(cells)});
}

// Whether the cells of a row are as many as the columns; if not, says so.
bool judge_size(const plan::ChapterFacts& facts, const plan::Table& table, std::size_t row,
                Report& report) {
  const std::size_t columns = table.columns.size();
  const std::size_t written = table.written[row];
  if (written == columns) return true;
  const plan::Item& item = facts.items[table.items[row]];
  const bool more = written > columns;
  Finding& finding = report.add(
      item.name_span.empty() ? item.span : item.name_span,
      fmt::format("{} has {}, the table {}: {}", name_of(facts, table.items[row]),
                  counted(written, "cell"), counted(columns, "column"),
                  more ? "what goes beyond is not shown" : "some stand under the wrong name"));
  if (const plan::Entity* entity = entity_of(facts, table.items[row]))
    name_entity(finding, *entity);
  if (!more) {
    pad(finding, facts, item.span, columns - written);
    return false;
  }
  const std::vector<Span> code = bars_in_code(facts, table, row);
  const bool in_code = code.size() == written - columns;
  escape(finding, in_code ? code : last_bars(facts, item.span, written - columns), in_code);
  return false;
}

// An empty cell with the spaces around it.
Span with_spaces(const plan::ChapterFacts& facts, Span cell) {
  const auto is_space = [&](std::uint32_t at) { return facts.text({at, at + 1}) == " "; };
  while (cell.begin > 0 && is_space(cell.begin - 1)) --cell.begin;
  while (is_space(cell.end)) ++cell.end;
  return cell;
}

bool is_wanted(std::optional<FieldRole> role) {
  return role == FieldRole::likelihood || role == FieldRole::impact ||
         role == FieldRole::severity || role == FieldRole::mitigation;
}

// The columns that say how bad a risk is and what is done, and that half of the rows fill.
std::vector<std::size_t> filled_columns(const plan::Table& table) {
  std::vector<std::size_t> out;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    if (!is_wanted(table.columns[column].role)) continue;
    std::size_t filled = 0;
    for (const auto& row : table.rows)
      if (column < row.size() && !row[column].plain.empty()) ++filled;
    if (filled >= 2 && filled * 2 >= table.rows.size()) out.push_back(column);
  }
  return out;
}

void judge_row(const plan::ChapterFacts& facts, const plan::Table& table, std::size_t row,
               const std::vector<std::size_t>& filled, Report& report) {
  const plan::Entity* entity = entity_of(facts, table.items[row]);
  if (entity == nullptr || entity->placeholder || entity->kind != EntityKind::risk) return;
  if (const auto status = entity->status(); status && plan::is_closed(*status)) return;
  for (const std::size_t column : filled) {
    if (column >= table.rows[row].size()) continue;
    const plan::Table::Cell& cell = table.rows[row][column];
    if (!cell.plain.empty() || !text::trim(facts.text(cell.span)).empty()) continue;
    Finding& finding = report.add(entity->name_span,
                                  fmt::format("{} has nothing under {}", shortened(entity->title),
                                              table.columns[column].name));
    name_entity(finding, *entity);
    Fix& fix = finding.fixes.emplace_back();
    fix.title = fmt::format("Fill in {}", table.columns[column].name);
    fix.safe = false;
    fix.preferred = true;
    fix.snippet = true;
    const bool answer = table.columns[column].role == FieldRole::mitigation;
    const std::string value = snippet_of(answer ? "[What we do about it]" : "[Low/Medium/High]");
    fix.edits.push_back({"", with_spaces(facts, cell.span), " " + value + " "});
  }
}

void judge_chapter(const ChapterInput& input, Report& report) {
  const plan::ChapterFacts& facts = input.facts;
  for (const plan::Table& table : facts.tables) {
    if (table.metadata || !is_register(facts, table)) continue;
    const std::vector<std::size_t> filled = filled_columns(table);
    for (std::size_t row = 0; row < table.rows.size() && row < table.written.size(); ++row)
      if (judge_size(facts, table, row, report)) judge_row(facts, table, row, filled, report);
  }
}

}  // namespace

extern const Rule ragged_register_row = {
    .name = "ragged-register-row",
    .group = "risks",
    .severity = Severity::warning,
    .summary = "A row of a register has other cells than its table has columns, or an empty one",
    .chapter = judge_chapter,
    .tier = Tier::entity,
};

}  // namespace pland::rules
