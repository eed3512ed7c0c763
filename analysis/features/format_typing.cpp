#include "analysis/features/format_typing.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string>

#include "analysis/features/cursor.h"
#include "analysis/features/lists.h"
#include "analysis/text/unicode.h"

namespace pland::features {
namespace {

using markdown::NodeKind;

// The line that was left and the one that was begun.
struct Break {
  const markdown::Document& text;
  std::uint32_t above = 0;  // line
  std::uint32_t line = 0;
  std::string left;   // the line above
  std::string begun;  // the new one
  Span left_span;
  Span begun_span;
};

std::string without_end_blanks(std::string_view text) {
  return std::string(text.substr(0, text.find_last_not_of(" \t") + 1));
}

// What a container puts before each of its lines: quote marks stay, all else is room.
std::string container_of(std::string_view before) {
  std::string out(before);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c != '\t' && c != '>'; }, ' ');
  return out;
}

// Of that the quotes alone: "> > ".
std::string quotes_of(std::string_view before) {
  const std::size_t last = before.rfind('>');
  return last == std::string_view::npos ? std::string()
                                        : container_of(before.substr(0, last + 1)) + " ";
}

// How much of the new line the editor put there by itself.
std::size_t given_size(const Break& at, std::string_view container) {
  const std::string quotes = quotes_of(container);
  std::size_t size = 0;
  if (!quotes.empty() && at.begun.starts_with(without_end_blanks(quotes)))
    size = without_end_blanks(quotes).size();
  const std::size_t word = at.begun.find_first_not_of(" \t", size);
  return word == std::string::npos ? at.begun.size() : word;
}

bool begun_is_blank(const Break& at, std::string_view container) {
  return given_size(at, container) == at.begun.size();
}

void begin_with(const Break& at, std::string_view container, std::string start,
                std::vector<rules::Edit>& edits) {
  const std::size_t given = given_size(at, container);
  if (at.begun.substr(0, given) == start) return;
  const std::uint32_t begin = at.begun_span.begin;
  edits.push_back({"", {begin, begin + static_cast<std::uint32_t>(given)}, std::move(start)});
}

// Takes an empty item or row away, and leaves the line after it to what comes next.
std::vector<rules::Edit> end_here(const Break& at, std::string_view before) {
  std::vector<rules::Edit> edits;
  const std::string kept = without_end_blanks(before);
  edits.push_back(
      {"", {at.left_span.begin + static_cast<std::uint32_t>(kept.size()), at.left_span.end}, ""});
  begin_with(at, container_of(before), quotes_of(before), edits);
  return edits;
}

// -- lists

struct FoundItem {
  PlacedNode item;
  std::optional<PlacedNode> before;  // in its list
  bool ordered = false;
};

// The innermost item that begins in the line above.
std::optional<FoundItem> item_above(const Break& at) {
  std::optional<FoundItem> found;
  for (const List& list : lists_touching(at.text, at.left_span)) {
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      const PlacedNode& item = list.items[i];
      const std::uint32_t marker = item.place(item->content).begin;
      if (marker < at.left_span.begin || marker > at.left_span.end) continue;
      found = FoundItem{item, {}, list.ordered()};
      if (i > 0) found->before = list.items[i - 1];
    }
  }
  return found;
}

std::string next_marker(const FoundItem& found) {
  const PlacedNode& item = found.item;
  const std::string marker = item.text(item->content);
  if (!found.ordered) return marker;
  const std::uint64_t number = number_of(item);
  // `1.` `1.` `1.` is a style.
  const bool same = found.before && number_of(*found.before) == number;
  if (same || number >= largest_number) return marker;
  const std::string_view digits = digits_of(item);
  const std::size_t zeros = digits.size() > 1 && digits[0] == '0' ? digits.size() : 1;
  return fmt::format("{:0{}}{}", number + 1, zeros, marker.back());
}

bool is_empty_box(std::string_view words) {
  return words.size() == 3 && words.front() == '[' && words.back() == ']' &&
         (words[1] == ' ' || words[1] == 'x' || words[1] == 'X');
}

// Whether what the line above opens goes on below it, and so is no business of lists.
bool stays_open(const Break& at) {
  bool open = false;
  each_node(at.text, at.left_span, [&](const PlacedNode& node) {
    if (node->kind != NodeKind::html_block) return;
    const Span span = node.place(node->span);
    const std::string_view words = node.view(node->span);
    const bool comment = words.starts_with("<!--") && words.find("-->") == std::string_view::npos;
    open = open || comment || span.end > at.begun_span.begin;
  });
  return open;
}

std::vector<rules::Edit> next_item(const Break& at, const FoundItem& found) {
  const PlacedNode& item = found.item;
  const Span marker = item.place(item->content);
  const std::uint32_t column = marker.begin - at.left_span.begin;
  const std::string_view before = std::string_view(at.left).substr(0, column);
  const std::string_view behind = std::string_view(at.left).substr(column + marker.size());
  const std::string_view words = text::trim(behind);
  const std::string container = container_of(before);
  if (words.empty() || is_empty_box(words)) {
    if (!begun_is_blank(at, container)) return {};
    return end_here(at, before);
  }
  // Some editors go on with the list themselves.
  const std::string marker_below = next_marker(found);
  const std::string_view begun = std::string_view(at.begun).substr(given_size(at, container));
  for (const std::string& there : {marker_below, item.text(item->content)}) {
    if (begun == there || begun.starts_with(there + " ")) return {};
  }
  std::size_t room = std::min(behind.find_first_not_of(" \t"), behind.size());
  if (room > 4) room = 1;
  const bool task = item->level != 0;
  std::vector<rules::Edit> edits;
  begin_with(
      at, container,
      fmt::format("{}{}{}{}", container, marker_below, behind.substr(0, room), task ? "[ ] " : ""),
      edits);
  return edits;
}

// -- tables

struct FoundRow {
  std::uint32_t column = 0;  // where it begins in the line
  std::string delimiter;     // the table's second line, from its first sign on
  bool hollow = false;       // all cells are empty
};

std::optional<FoundRow> row_above(const Break& at) {
  std::optional<FoundRow> found;
  each_node(at.text, at.left_span, [&](const PlacedNode& node) {
    if (node->kind != NodeKind::table) return;
    const std::uint32_t head = at.text.position(node.place(node->span).begin).line;
    // Below the head there would be no table.
    if (at.above <= head) return;
    const std::string second = at.text.line_text(head + 1);
    FoundRow row;
    row.delimiter =
        without_end_blanks(second.substr(std::min(second.find_first_of("|:-"), second.size())));
    row.column = static_cast<std::uint32_t>(at.left.find_first_not_of(" \t>"));
    row.hollow =
        at.above > head + 1 && at.left.find_first_not_of(" \t|", row.column) == std::string::npos;
    const Span span = node.place(node->span);
    if (at.left_span.begin + row.column < span.end) found = std::move(row);
  });
  return found;
}

std::vector<rules::Edit> next_row(const Break& at, const FoundRow& row) {
  const std::string_view before = std::string_view(at.left).substr(0, row.column);
  const std::string container = container_of(before);
  if (!begun_is_blank(at, container)) return {};
  if (row.hollow) return end_here(at, before);
  // As wide as the table is, with nothing in it.
  std::string cells = row.delimiter;
  std::replace_if(
      cells.begin(), cells.end(), [](char c) { return c != '|'; }, ' ');
  if (!cells.starts_with('|')) cells.insert(cells.begin(), '|');
  if (!cells.ends_with('|') || cells.size() == 1) cells += '|';
  std::vector<rules::Edit> edits;
  begin_with(at, container, container + cells, edits);
  return edits;
}

}  // namespace

std::vector<rules::Edit> after_line_break(const workspace::Document& document,
                                          std::uint32_t offset) {
  const markdown::Document& text = document.text;
  const std::uint32_t line = text.position(offset).line;
  if (line == 0) return {};
  Break at{text, line - 1, line, {}, {}, text.line_span(line - 1), text.line_span(line)};
  at.left = text.text(at.left_span);
  at.begun = text.text(at.begun_span);
  if (at.left.find_first_not_of(" \t>") == std::string::npos) return {};
  if (ground_at(document, at.begun_span.begin) != Ground::text) return {};
  if (const auto row = row_above(at)) return next_row(at, *row);
  const auto item = item_above(at);
  if (!item || stays_open(at)) return {};
  return next_item(at, *item);
}

}  // namespace pland::features
