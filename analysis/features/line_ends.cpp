#include "analysis/features/line_ends.h"

#include <algorithm>
#include <string_view>

#include "analysis/markdown/lines.h"

namespace pland::features {
namespace {

bool is_space(char c) { return markdown::is_newline(c) || markdown::is_blank(c); }

}  // namespace

Span without_blank_end(const markdown::Document& document, Span span) {
  while (!span.empty()) {
    const markdown::Placed at = document.segment_at(span.end - 1);
    const std::string_view text = at.segment->text;
    std::uint32_t end = span.end - at.offset;
    const std::uint32_t first = std::max(span.begin, at.offset) - at.offset;
    while (end > first && is_space(text[end - 1])) --end;
    span.end = at.offset + end;
    if (end > first || span.end <= span.begin) break;
  }
  return span;
}

Span without_blank_begin(const markdown::Document& document, Span span) {
  while (!span.empty()) {
    const markdown::Placed at = document.segment_at(span.begin);
    const std::string_view text = at.segment->text;
    std::uint32_t begin = span.begin - at.offset;
    const std::uint32_t last =
        std::min(span.end - at.offset, static_cast<std::uint32_t>(text.size()));
    while (begin < last && is_space(text[begin])) ++begin;
    span.begin = at.offset + begin;
    if (begin < last || span.begin >= span.end) break;
  }
  return span;
}

}  // namespace pland::features
