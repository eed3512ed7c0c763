#include <algorithm>

#include "analysis/features/format.h"
#include "analysis/text/unicode.h"

namespace pland::features {
namespace {

using markdown::NodeKind;

constexpr int narrowest = 3;  // md4c wants three characters in each cell of a delimiter row
constexpr int widest = 100;

bool is_blank(char c) { return c == ' ' || c == '\t'; }

enum class Side : std::uint8_t { none, left, right, both };

struct Row {
  std::uint32_t begin = 0;         // in the segment
  std::vector<std::string> cells;  // fewer than columns where the row has fewer
  std::string rest;                // `| more |` of a row that has more
  bool piped = false;              // at either end
};

struct TableText {
  const markdown::Segment* segment = nullptr;
  std::uint32_t base = 0;
  std::vector<Row> rows;  // the head first
  std::uint32_t delimiter = 0;
  std::vector<Side> sides;
  bool spaced = false;  // `| --- |`, not `|-----|`
  bool piped = false;
};

// The cells of a row as the tree has them, and what else is on its line. False where the two do not
// agree, which then is left alone.
bool read_row(const markdown::Segment& segment, std::uint32_t index, Row& row) {
  const auto& nodes = segment.tree.nodes;
  const markdown::Node& node = nodes[index];
  const std::string& text = segment.text;
  std::uint32_t at = node.span.begin;
  std::uint32_t end = node.span.end;
  while (end > at && is_blank(text[end - 1])) --end;
  const auto skip = [&] {
    while (at < end && is_blank(text[at])) ++at;
  };
  row.begin = at;
  row.piped = at < end && text[at] == '|';
  if (row.piped) ++at;
  bool over = false;
  for (std::uint32_t i = index + 1; i < node.next && !over; i = nodes[i].next) {
    skip();
    const Span cell = nodes[i].span;
    if (!cell.empty()) {
      if (cell.begin != at) return false;
      at = cell.end;
    }
    row.cells.emplace_back(segment.view(cell));
    skip();
    if (at == end) {
      over = true;
    } else if (text[at] != '|') {
      return false;
    } else if (text.find_first_not_of(" \t", at + 1) >= end) {
      row.piped = over = true;
    } else if (nodes[i].next < node.next) {
      ++at;
    } else {
      row.rest = text.substr(at, end - at);
      row.piped = row.piped || row.rest.back() == '|';
    }
  }
  return true;
}

// The line below the head: no node, because it says how, not what.
bool read_delimiter(TableText& table, std::uint32_t begin) {
  const std::string& text = table.segment->text;
  begin = static_cast<std::uint32_t>(std::min(text.find_first_of("|:-", begin), text.size()));
  const std::size_t stop = std::min(text.find_first_of("\r\n", begin), text.size());
  table.delimiter = begin;
  std::string_view line = text::trim(std::string_view(text).substr(begin, stop - begin));
  if (line.starts_with('|')) line.remove_prefix(1), table.piped = true;
  if (line.ends_with('|')) line.remove_suffix(1), table.piped = true;
  while (true) {
    const std::size_t pipe = line.find('|');
    const std::string_view raw = line.substr(0, pipe);
    const std::string_view cell = text::trim(raw);
    if (cell.empty() || cell.find_first_not_of(":-") != std::string_view::npos) return false;
    table.spaced = table.spaced || cell.size() < raw.size();
    const bool left = cell.front() == ':', right = cell.back() == ':';
    table.sides.push_back(left && right ? Side::both
                          : right       ? Side::right
                          : left        ? Side::left
                                        : Side::none);
    if (pipe == std::string_view::npos) return true;
    line.remove_prefix(pipe + 1);
  }
}

bool read_table(const PlacedNode& placed, TableText& table) {
  table.segment = placed.segment;
  table.base = placed.base;
  const auto& nodes = placed.segment->tree.nodes;
  const auto index = static_cast<std::uint32_t>(placed.part - nodes.data());
  for (std::uint32_t i = index + 1; i < placed->next; i = nodes[i].next) {
    const std::uint32_t row = nodes[i].kind == NodeKind::table_head ? i + 1 : i;
    if (row >= placed->next || nodes[row].kind != NodeKind::row) return false;
    if (!read_row(*placed.segment, row, table.rows.emplace_back())) return false;
    table.piped = table.piped || table.rows.back().piped;
  }
  if (table.rows.empty()) return false;
  const std::string& text = placed.segment->text;
  std::size_t line = text.find_first_of("\r\n", table.rows[0].begin);
  if (line == std::string::npos) return false;
  line += text.compare(line, 2, "\r\n") == 0 ? 2 : 1;
  if (!read_delimiter(table, static_cast<std::uint32_t>(line))) return false;
  if (table.sides.size() != table.rows[0].cells.size()) return false;
  // Without a pipe before it, an empty cell is none, and spaces are an indentation.
  for (const Row& row : table.rows) {
    const bool hollow = row.cells.empty() || row.cells.front().empty() || row.cells.back().empty();
    table.piped = table.piped || hollow;
  }
  if (table.sides[0] == Side::right || table.sides[0] == Side::both) table.piped = true;
  return table.sides.size() > 1 || table.piped;
}

std::vector<int> widths_of(const TableText& table) {
  std::vector<int> widths(table.sides.size(), narrowest);
  for (const Row& row : table.rows) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const int width = text::display_width(row.cells[i]);
      if (width <= widest) widths[i] = std::max(widths[i], width);
    }
  }
  return widths;
}

std::string padded(const std::string& cell, Side side, int width) {
  const int room = std::max(0, width - text::display_width(cell));
  const int before = side == Side::right ? room : side == Side::both ? room / 2 : 0;
  return std::string(static_cast<std::size_t>(before), ' ') + cell +
         std::string(static_cast<std::size_t>(room - before), ' ');
}

std::string line_of(const TableText& table, const std::vector<int>& widths, const Row& row) {
  std::string out = table.piped ? "| " : "";
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (i > 0) out += " | ";
    out += padded(row.cells[i], table.sides[i], widths[i]);
  }
  if (!row.rest.empty()) return out + " " + row.rest;
  if (table.piped) return out + " |";
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string delimiter_line(const TableText& table, const std::vector<int>& widths) {
  std::string out = table.piped ? "|" : "";
  for (std::size_t i = 0; i < table.sides.size(); ++i) {
    const bool first = i == 0 && !table.piped;
    const bool last = i + 1 == table.sides.size() && !table.piped;
    const int spaces = (first ? 0 : 1) + (last ? 0 : 1);
    std::string dashes(static_cast<std::size_t>(widths[i] + (table.spaced ? 0 : spaces)), '-');
    if (table.sides[i] == Side::left || table.sides[i] == Side::both) dashes.front() = ':';
    if (table.sides[i] == Side::right || table.sides[i] == Side::both) dashes.back() = ':';
    if (i > 0) out += '|';
    if (table.spaced && !first) out += ' ';
    out += dashes;
    if (table.spaced && !last) out += ' ';
  }
  return table.piped ? out + "|" : out;
}

void put_line(const TableText& table, std::uint32_t begin, std::string line,
              std::vector<rules::Edit>& edits) {
  const std::string& text = table.segment->text;
  const auto end =
      static_cast<std::uint32_t>(std::min(text.find_first_of("\r\n", begin), text.size()));
  const Span span{begin, end};
  if (span.of(text) != line) edits.push_back({"", span.shifted(table.base), std::move(line)});
}

}  // namespace

std::vector<rules::Edit> align_tables(const markdown::Document& text, Span at) {
  std::vector<rules::Edit> edits;
  each_node(text, at, [&](const PlacedNode& node) {
    TableText table;
    if (node->kind != NodeKind::table || !read_table(node, table)) return;
    const std::vector<int> widths = widths_of(table);
    for (const Row& row : table.rows) {
      put_line(table, row.begin, line_of(table, widths, row), edits);
      if (&row == &table.rows.front())
        put_line(table, table.delimiter, delimiter_line(table, widths), edits);
    }
  });
  return edits;
}

}  // namespace pland::features
