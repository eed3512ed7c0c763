#include "analysis/features/footnotes.h"

#include <algorithm>

#include "analysis/features/cursor.h"
#include "analysis/text/unicode.h"

namespace pland::features {
namespace {

constexpr std::string_view opening = "[^";

// The mark that opens at `at` of a segment; spans in the segment.
std::optional<FootnoteMark> read_mark(std::string_view text, std::size_t at) {
  const std::size_t label = at + opening.size();
  const std::size_t close = text.find_first_of(" \t\r\n[]", label);
  if (close == std::string_view::npos || text[close] != ']' || close == label) return std::nullopt;
  const bool escaped = at > 0 && text[at - 1] == '\\';
  if (escaped) return std::nullopt;
  const auto place = [](std::size_t offset) { return static_cast<std::uint32_t>(offset); };
  FootnoteMark mark;
  mark.span = {place(at), place(close + 1)};
  mark.label = {place(label), place(close)};
  // Quotes and items may hold it.
  const std::size_t line = text.find_last_of("\r\n", at) + 1;
  const bool leads = text.substr(line, at - line).find_first_not_of(" >") == std::string_view::npos;
  mark.note = leads && text.substr(close + 1).starts_with(':');
  return mark;
}

bool is_text(const workspace::Document& document, const FootnoteMark& mark) {
  return ground_at(document, mark.span.begin + 1) == Ground::text;
}

FootnoteMark placed(FootnoteMark mark, std::uint32_t offset) {
  mark.span = mark.span.shifted(offset);
  mark.label = mark.label.shifted(offset);
  return mark;
}

}  // namespace

std::optional<FootnoteMark> footnote_mark_at(const workspace::Document& document,
                                             std::uint32_t offset) {
  const markdown::Placed at = document.text.segment_at(offset);
  if (at.segment == nullptr) return std::nullopt;
  const std::string_view text = at.segment->text;
  const std::size_t inside = offset - at.offset;
  const std::size_t open = text.rfind(opening, inside);
  if (open == std::string_view::npos) return std::nullopt;
  auto mark = read_mark(text, open);
  if (!mark || !mark->span.touches(static_cast<std::uint32_t>(inside))) return std::nullopt;
  *mark = placed(*mark, at.offset);
  if (!is_text(document, *mark)) return std::nullopt;
  return mark;
}

std::vector<FootnoteMark> footnote_marks(const workspace::Document& document,
                                         const std::string& label) {
  std::vector<FootnoteMark> out;
  bool noted = false;
  document.text.each_segment([&](const markdown::Placed& at) {
    const std::string_view text = at.segment->text;
    for (std::size_t open = text.find(opening); open != std::string_view::npos;
         open = text.find(opening, open + 1)) {
      const auto mark = read_mark(text, open);
      if (!mark || text::fold_label(mark->label.of(text)) != label) continue;
      if (!is_text(document, placed(*mark, at.offset))) continue;
      noted = noted || mark->note;
      out.push_back(placed(*mark, at.offset));
    }
  });
  if (!noted) out.clear();
  return out;
}

}  // namespace pland::features
