#include "analysis/markdown/guard.h"

#include <algorithm>
#include <cstring>

#include "analysis/markdown/lines.h"
#include "analysis/markdown/locate.h"

namespace pland::markdown {
namespace {

constexpr std::size_t most_columns = 128;
constexpr std::size_t longest_definition = 4096;
constexpr std::uint64_t most_bracket_work = 20'000'000;  // about 10 ms

void hide_footnotes(char* text, std::size_t size) {
  const std::string_view all(text, size);
  for (std::size_t at = all.find('^'); at != std::string_view::npos; at = all.find('^', at + 1)) {
    if (at == 0 || text[at - 1] != '[') continue;
    const std::uint32_t end =
        scan_label(all, static_cast<std::uint32_t>(at - 1), static_cast<std::uint32_t>(size));
    if (end == 0 || end == at + 2 || (end < size && text[end] == '(')) continue;
    if (all.substr(at, end - at).find_first_of(" \t\r\n") != std::string_view::npos) continue;
    text[at - 1] = footnote_bracket;
  }
}

std::size_t end_of_paragraph(std::string_view text, std::size_t begin) {
  while (begin < text.size()) {
    const Line line = line_at(text, begin);
    if (is_blank_line(line.text)) break;
    begin = line.next;
  }
  return begin;
}

// Whether a definition starts at the bracket `at` and goes on behind `border`.
std::size_t colon_of_definition_beyond(std::string_view text, std::size_t at, std::size_t border) {
  const auto limit = static_cast<std::uint32_t>(border);
  const std::uint32_t colon = scan_label(text, static_cast<std::uint32_t>(at), limit);
  if (colon == 0 || colon >= limit || text[colon] != ':') return 0;
  Definition definition;
  if (!scan_definition_tail(text, colon + 1, limit, definition)) return colon;
  if (definition.title.end != 0) return 0;
  std::size_t title = definition.span.end;
  while (title < border && (is_blank(text[title]) || is_newline(text[title]))) ++title;
  const bool opens = title < border && std::strchr("\"'(", text[title]) != nullptr;
  return title == border || opens ? colon : 0;
}

// What follows a hidden definition is text of its paragraph, and no definition: so the search goes
// on behind the next blank line, and takes time linear in the text.
void hide_long_definitions(char* text, std::size_t size) {
  const std::string_view all(text, size);
  for (std::size_t begin = 0; begin < size;) {
    const std::size_t end = std::max(end_of_paragraph(all, begin), line_at(all, begin).next);
    while (begin < end && end - begin > longest_definition) {
      const Line line = line_at(all, begin);
      const std::size_t marks = line.text.find_first_not_of(" \t>-+*.)0123456789");
      if (marks != std::string_view::npos && line.text[marks] == '[') {
        const std::size_t at = begin + marks;
        const std::size_t border = at + longest_definition;
        const std::size_t colon =
            border < end ? colon_of_definition_beyond(all, at, border) : 0;
        if (colon != 0) {
          text[colon] = '\x01';
          break;
        }
      }
      begin = line.next;
    }
    begin = end;
  }
}

}  // namespace

void disguise(std::string& copy, std::size_t begin) {
  char* text = copy.data() + begin;
  const std::size_t size = copy.size() - begin;
  if (std::memchr(text, '\0', size) != nullptr) std::replace(text, text + size, '\0', '\x01');
  hide_footnotes(text, size);
  if (size > longest_definition) hide_long_definitions(text, size);
}

bool has_many_columns(std::string_view line) {
  std::size_t bars = 0;
  for (const char c : line) {
    if (c == '|') ++bars;
    else if (c != '-' && c != ':' && c != '>' && !is_blank(c)) return false;
  }
  return bars > most_columns;
}

bool may_have_tables(std::string_view text) {
  if (text.size() < most_columns || text.find('|') == std::string_view::npos) return true;
  for (std::size_t begin = 0; begin < text.size();) {
    const Line line = line_at(text, begin);
    if (line.text.size() > most_columns && has_many_columns(line.text)) return false;
    begin = line.next;
  }
  return true;
}

bool BracketWork::too_much(std::string_view line, bool blank) {
  if (blank) {
    lines_ = brackets_ = 0;
    return false;
  }
  ++lines_;
  for (auto at = line.find('['); at != std::string_view::npos; at = line.find('[', at + 1)) {
    ++brackets_;
  }
  if (lines_ * brackets_ <= most_bracket_work) return false;
  lines_ = brackets_ = 0;
  return true;
}

}  // namespace pland::markdown
