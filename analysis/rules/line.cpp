#include "analysis/rules/line.h"

#include <algorithm>

namespace pland::rules {
namespace {

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// `---`, `* * *`, `___` (CommonMark 4.1).
bool is_thematic_break(std::string_view line) {
  char mark = 0;
  std::size_t count = 0;
  for (const char c : line) {
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
    if (c != '-' && c != '*' && c != '_') return false;
    if (mark != 0 && c != mark) return false;
    mark = c;
    ++count;
  }
  return count >= 3;
}

}  // namespace

std::string_view line_ending(const markdown::Document& text) {
  const Span first = text.line_span(0);
  const bool crlf = text.text({first.end, std::min(first.end + 2, text.size())}) == "\r\n";
  return crlf ? "\r\n" : "\n";
}

Span whole_line(const markdown::Document& text, Span span) {
  const std::uint32_t first = text.position(span.begin).line;
  const std::uint32_t last = text.position(span.end).line;
  const Span before = {text.line_span(first).begin, span.begin};
  const Span behind = {span.end, text.line_span(last).end};
  if (!is_blank(text.text(before)) || !is_blank(text.text(behind))) {
    // Something stands beside it: the space in front of it goes too.
    std::uint32_t begin = span.begin;
    if (is_blank(text.text(behind))) {
      while (begin > before.begin && text.text({begin - 1, begin}) == " ") --begin;
    }
    return {begin, span.end};
  }
  const auto start_of = [&](std::uint32_t line) {
    return line < text.line_count() ? text.line_span(line).begin : text.size();
  };
  const bool blank_above = first == 0 || is_blank(text.line_text(first - 1));
  const bool blank_below = last + 1 < text.line_count() && is_blank(text.line_text(last + 1));
  return {before.begin, start_of(last + (blank_above && blank_below ? 2 : 1))};
}

std::uint32_t end_of_content(const markdown::Document& text, Span span) {
  if (span.empty()) return span.begin;
  std::uint32_t line = text.position(span.end).line;
  if (text.line_span(line).begin == span.end && line > 0) --line;
  for (;; --line) {
    const Span whole = text.line_span(line);
    if (whole.begin <= span.begin) return std::max(span.begin, whole.end);
    const std::string content = text.text(whole);
    // Under a line of text `---` makes it a heading, which would have ended the section.
    if (!is_blank(content) && !is_thematic_break(content)) return std::min(whole.end, span.end);
  }
}

Span body_of(const plan::Plan& plan, std::uint32_t entry) {
  return plan.section(entry).body.shifted(plan.offset(entry));
}

}  // namespace pland::rules
