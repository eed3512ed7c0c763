#include "analysis/features/row_cells.h"

#include <algorithm>
#include <vector>

#include "analysis/text/unicode.h"

namespace pland::features {
namespace {

struct Cells {
  std::vector<Span> spans;  // in the document, from bar to bar
  bool ends = false;        // a bar stands behind the last
  std::uint32_t end = 0;    // of the row's text
};

Cells cells_of(const markdown::Document& text, std::uint32_t row) {
  const Span line = text.line_span(text.position(row).line);
  const std::string words = text.text(line);
  const auto size = static_cast<std::uint32_t>(words.find_last_not_of(" \t") + 1);
  Cells out;
  out.end = line.begin + size;
  std::uint32_t begin = 0;
  const std::size_t first = words.find_first_not_of(" \t>");
  if (first < words.size() && words[first] == '|') begin = static_cast<std::uint32_t>(first) + 1;
  for (std::uint32_t i = begin; i < size; ++i) {
    if (words[i] != '|' || (i > 0 && words[i - 1] == '\\')) continue;
    out.spans.push_back(Span{begin, i}.shifted(line.begin));
    begin = i + 1;
  }
  out.ends = begin == size && !out.spans.empty();
  if (begin < size) out.spans.push_back(Span{begin, size}.shifted(line.begin));
  return out;
}

}  // namespace

bool is_aligned(const markdown::Document& text, Span table) {
  const std::uint32_t first = text.position(table.begin).line;
  const std::uint32_t last = text.position(table.end - 1).line;
  const int width = text::display_width(text.line_text(first));
  for (std::uint32_t line = first + 1; line <= last; ++line) {
    const std::string words = text.line_text(line);
    if (words.find_first_not_of(" \t") != std::string::npos && text::display_width(words) != width)
      return false;
  }
  return last > first + 2;
}

std::vector<rules::Edit> cell_edits(const markdown::Document& text, std::uint32_t row,
                                    const std::map<std::size_t, std::string>& now, bool aligned) {
  const Cells cells = cells_of(text, row);
  const std::size_t count = cells.spans.size();
  const std::uint32_t begin = text.line_span(text.position(row).line).begin;
  std::vector<rules::Edit> out;
  std::string added;  // cells that are not there, and those before them
  std::size_t next = count;
  for (const auto& [column, words] : now) {
    if (column >= count) {
      if (added.empty() && !cells.ends) added = " |";
      for (; next < column; ++next) added += "  |";
      added += words.empty() ? "  |" : " " + words + " |";
      ++next;
      continue;
    }
    const Span cell = cells.spans[column];
    const bool leads = column == 0 && cell.begin == begin;  // a row without a bar in front
    const bool last = column + 1 == count && !cells.ends;   // … or without one behind
    const int width = text::display_width(text.text(cell));
    std::string made = leads || words.empty() ? words : " " + words;
    const int room = aligned ? width - text::display_width(made) : 1;
    if (!last) made += std::string(static_cast<std::size_t>(std::max(1, room)), ' ');
    out.push_back({"", cell, std::move(made)});
  }
  if (!added.empty()) out.push_back({"", {cells.end, cells.end}, std::move(added)});
  return out;
}

}  // namespace pland::features
