// The few pieces of CommonMark's grammar that md4c consumes without a word about their place.
#include "analysis/markdown/locate.h"
#include "analysis/text/character_reference.h"

namespace pland::markdown {
namespace {

bool is_newline(char c) { return c == '\n' || c == '\r'; }
bool is_blank(char c) { return c == ' ' || c == '\t'; }

// Spaces, tabs and up to one line ending, with quote marks where a line begins.
std::uint32_t skip_white(std::string_view text, std::uint32_t at, std::uint32_t limit) {
  bool fresh_line = false;
  int lines = 0;
  while (at < limit) {
    char c = text[at];
    if (is_blank(c) || c == '\f' || c == '\v') {
      ++at;
    } else if (is_newline(c)) {
      if (++lines > 1) return at;
      if (c == '\r' && at + 1 < limit && text[at + 1] == '\n') ++at;
      ++at;
      fresh_line = true;
    } else if (c == '>' && fresh_line) {
      ++at;
    } else {
      break;
    }
  }
  return at;
}

// A destination from `at`; 0 when there is none. `<>` is one, and empty.
std::uint32_t scan_destination(std::string_view text, std::uint32_t at, std::uint32_t limit,
                               Span& destination, bool& angled) {
  if (at < limit && text[at] == '<') {
    std::uint32_t begin = ++at;
    while (at < limit && text[at] != '>') {
      if (is_newline(text[at]) || text[at] == '<') return 0;
      if (text[at] == '\\' && at + 1 < limit && !is_newline(text[at + 1])) ++at;
      ++at;
    }
    if (at >= limit) return 0;
    destination = {begin, at};
    angled = true;
    return at + 1;
  }
  std::uint32_t begin = at;
  int depth = 0;
  while (at < limit) {
    auto c = static_cast<unsigned char>(text[at]);
    if (c <= ' ' || c == 0x7f) break;
    if (c == '\\' && at + 1 < limit && static_cast<unsigned char>(text[at + 1]) > ' ') {
      at += 2;
      continue;
    }
    if (c == '(') ++depth;
    if (c == ')' && depth-- == 0) break;
    ++at;
  }
  if (depth > 0) return 0;
  destination = {begin, at};
  angled = false;
  return at;
}

// A title from its opening quote; 0 when it does not end.
std::uint32_t scan_title(std::string_view text, std::uint32_t at, std::uint32_t limit,
                         Span& title) {
  char close = text[at] == '(' ? ')' : text[at];
  std::uint32_t begin = ++at;
  while (at < limit && text[at] != close) {
    if (text[at] == '\\' && at + 1 < limit) ++at;
    ++at;
  }
  if (at >= limit) return 0;
  title = {begin, at};
  return at + 1;
}

bool opens_title(std::string_view text, std::uint32_t at, std::uint32_t limit) {
  return at < limit && (text[at] == '"' || text[at] == '\'' || text[at] == '(');
}

}  // namespace

std::uint32_t scan_link_tail(std::string_view text, std::uint32_t at, std::uint32_t limit,
                             Link& link) {
  at = skip_white(text, at, limit);
  if (at < limit && text[at] == ')') {
    link.destination = {at, at};
    return at + 1;
  }
  at = scan_destination(text, at, limit, link.destination, link.angled);
  if (at == 0) return 0;
  std::uint32_t behind = skip_white(text, at, limit);
  if (behind > at && opens_title(text, behind, limit)) {
    std::uint32_t end = scan_title(text, behind, limit, link.title);
    if (end == 0) return 0;
    behind = skip_white(text, end, limit);
  }
  return behind < limit && text[behind] == ')' ? behind + 1 : 0;
}

bool scan_definition_tail(std::string_view text, std::uint32_t at, std::uint32_t limit,
                          Definition& definition) {
  at = skip_white(text, at, limit);
  std::uint32_t end = scan_destination(text, at, limit, definition.destination, definition.angled);
  if (end == 0 || (definition.destination.empty() && !definition.angled)) return false;
  definition.span.end = end;
  std::uint32_t title_at = skip_white(text, end, limit);
  if (title_at == end || !opens_title(text, title_at, limit)) return true;
  Span title;
  std::uint32_t behind = scan_title(text, title_at, limit, title);
  if (behind == 0) return true;
  std::uint32_t rest = behind;
  while (rest < limit && is_blank(text[rest])) ++rest;
  if (rest < limit && !is_newline(text[rest])) return true;  // no title: text follows it
  definition.title = title;
  definition.span.end = behind;
  return true;
}

std::uint32_t scan_label(std::string_view text, std::uint32_t at, std::uint32_t limit) {
  std::uint32_t begin = ++at;
  bool blank = true;
  while (at < limit && at - begin <= 999 * 4) {
    char c = text[at];
    if (c == ']') return blank ? 0 : at + 1;
    if (c == '[') return 0;
    if (c == '\\' && at + 1 < limit) {
      ++at;
      blank = false;
    } else if (!is_blank(c) && !is_newline(c)) {
      blank = false;
    }
    ++at;
  }
  return 0;
}

bool split_fragment(std::string_view text, Span destination, Span& path, Span& fragment) {
  const std::string_view written = destination.of(text);
  auto hash = written.find('#');
  // `&#228;` is a letter.
  while (hash != std::string_view::npos && hash > 0 &&
         text::character_reference(written, hash - 1).size > 0)
    hash = written.find('#', hash + 1);
  if (hash == std::string_view::npos) {
    path = destination;
    fragment = {destination.end, destination.end};
    return false;
  }
  std::uint32_t at = destination.begin + static_cast<std::uint32_t>(hash);
  path = {destination.begin, at};
  fragment = {at + 1, destination.end};
  return true;
}

}  // namespace pland::markdown
