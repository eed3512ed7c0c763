#include <algorithm>
#include <fmt/format.h>

#include "analysis/features/format.h"
#include "analysis/features/lists.h"

namespace pland::features {
namespace {

bool counts_nothing(const List& list) {
  if (list.items.size() < 2) return false;
  const std::uint64_t first = number_of(list.items[0]);
  return std::all_of(list.items.begin(), list.items.end(),
                     [&](const PlacedNode& item) { return number_of(item) == first; });
}

// Columns from an item's marker to its text (CommonMark 5.2): of more than four spaces one belongs
// to the marker, and the rest to code.
std::size_t text_column(std::string_view line, std::size_t marker_end) {
  const std::size_t text = line.find_first_not_of(' ', marker_end);
  if (text == std::string_view::npos || text > marker_end + 4 || text == marker_end)
    return marker_end + 1;
  return text;
}

// Moves the lines below an item's first to where its text begins now.
void move_lines(const markdown::Document& text, const PlacedNode& item, std::size_t old_size,
                std::size_t new_size, std::vector<rules::Edit>& edits) {
  const markdown::Position first = text.position(item.place(item->content).begin);
  const std::uint32_t last = text.position(item.place(item->span).end).line;
  const std::uint32_t column = first.column;
  const std::size_t inside = text_column(text.line_text(first.line), column + old_size + 1);
  for (std::uint32_t line = first.line + 1; line <= last; ++line) {
    const std::string words = text.line_text(line);
    const std::size_t begin = words.find_first_not_of(" \t>");
    // What stands further left is a line in which a paragraph goes on, and stays.
    if (begin == std::string::npos || begin < column) continue;
    if (words.find_first_not_of(' ', column) < inside) continue;
    const std::uint32_t at = text.line_span(line).begin + column;
    if (new_size > old_size) {
      edits.push_back({"", {at, at}, std::string(new_size - old_size, ' ')});
    } else {
      edits.push_back({"", {at, at + static_cast<std::uint32_t>(old_size - new_size)}, ""});
    }
  }
}

void renumber(const markdown::Document& text, const List& list, std::vector<rules::Edit>& edits) {
  const std::string_view first = digits_of(list.items[0]);
  const std::size_t zeros = first.size() > 1 && first[0] == '0' ? first.size() : 1;
  std::uint64_t number = number_of(list.items[0]);
  if (number + list.items.size() > largest_number) return;
  for (const PlacedNode& item : list.items) {
    const std::string_view digits = digits_of(item);
    std::string fresh = fmt::format("{:0{}}", number++, zeros);
    if (digits == fresh) continue;
    const std::uint32_t begin = item.place(item->content).begin;
    const std::size_t fresh_size = fresh.size();
    edits.push_back(
        {"", {begin, begin + static_cast<std::uint32_t>(digits.size())}, std::move(fresh)});
    if (fresh_size != digits.size()) move_lines(text, item, digits.size(), fresh_size, edits);
  }
}

void sort_edits(std::vector<rules::Edit>& edits) {
  std::stable_sort(edits.begin(), edits.end(), [](const rules::Edit& a, const rules::Edit& b) {
    return a.span.begin < b.span.begin;
  });
}

// Tabs make some lists that cannot be counted anew without changing what they hold.
std::vector<rules::Edit> proven(const markdown::Document& text, std::vector<rules::Edit> edits) {
  sort_edits(edits);
  if (edits.empty()) return edits;
  if (!blocks_kept(text, markdown::Document::parse(edited(text, edits)))) edits.clear();
  return edits;
}

// Of the innermost ordered list.
std::vector<rules::Edit> edits_at(const markdown::Document& text, std::uint32_t offset) {
  std::vector<List> lists = lists_touching(text, {offset, offset});
  std::erase_if(lists, [](const List& list) { return !list.ordered(); });
  std::vector<rules::Edit> edits;
  if (!lists.empty()) renumber(text, lists.back(), edits);
  return edits;
}

}  // namespace

std::vector<rules::Edit> renumber_lists(const markdown::Document& text, Span at,
                                        Numbering numbering) {
  std::vector<rules::Edit> edits;
  for (const List& list : lists_touching(text, at)) {
    if (!list.ordered()) continue;
    if (numbering == Numbering::where_it_counts && counts_nothing(list)) continue;
    renumber(text, list, edits);
  }
  return proven(text, std::move(edits));
}

std::vector<rules::Edit> renumber_list_at(const markdown::Document& text, std::uint32_t offset) {
  return proven(text, edits_at(text, offset));
}

bool counts_wrong_at(const markdown::Document& text, std::uint32_t offset) {
  return !edits_at(text, offset).empty();
}

std::vector<rules::Edit> format(const markdown::Document& text, Span at) {
  std::vector<rules::Edit> edits = align_tables(text, at);
  for (rules::Edit& edit : renumber_lists(text, at, Numbering::where_it_counts))
    edits.push_back(std::move(edit));
  sort_edits(edits);
  return edits;
}

}  // namespace pland::features
