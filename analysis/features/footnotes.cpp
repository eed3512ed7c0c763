#include "analysis/features/footnotes.h"

#include <algorithm>
#include <map>

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

std::set<std::string> footnote_labels(const workspace::Document& document) {
  std::set<std::string> out;
  document.text.each_segment([&](const markdown::Placed& at) {
    const std::string_view text = at.segment->text;
    for (std::size_t open = text.find(opening); open != std::string_view::npos;
         open = text.find(opening, open + 1)) {
      const auto mark = read_mark(text, open);
      if (mark && mark->note && is_text(document, placed(*mark, at.offset)))
        out.insert(text::fold_label(mark->label.of(text)));
    }
  });
  return out;
}

std::string without_footnote_marks(std::string_view text, const std::set<std::string>& labels) {
  std::string out;
  std::size_t from = 0;
  for (std::size_t open = text.find(opening); open != std::string_view::npos;
       open = text.find(opening, open + 1)) {
    const auto mark = read_mark(text, open);
    if (!mark || !labels.contains(text::fold_label(mark->label.of(text)))) continue;
    out += text.substr(from, open - from);
    out.resize(out.find_last_not_of(" \t") + 1);
    from = mark->span.end;
  }
  return out.append(text.substr(from));
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

namespace {

// Whether a line goes on a note's paragraph; false where it begins something of its own.
bool goes_on(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos) return false;
  constexpr std::string_view begins = "#>|<[-*+`~=";
  const bool number = '0' <= line[first] && line[first] <= '9';
  return first >= 4 || (!number && begins.find(line[first]) == std::string_view::npos);
}

// From the mark that opens a note to the end of its last line.
Span lines_of_note(const markdown::Document& text, const FootnoteMark& note) {
  std::uint32_t last = text.position(note.span.begin).line;
  bool blank = false;
  for (std::uint32_t line = last + 1; line < text.line_count(); ++line) {
    const std::string words = text.line_text(line);
    if (words.find_first_not_of(" \t\r\n") == std::string::npos) {
      blank = true;
      continue;
    }
    const bool moved_in = words.starts_with("    ") || words.starts_with('\t');
    if (!moved_in && (blank || !goes_on(words))) break;
    last = line;
    blank = false;
  }
  return {note.span.begin, text.line_span(last).end};
}

}  // namespace

FootnoteMove footnotes_of_move(const workspace::Document& document, Span extent, Span body) {
  struct Uses {
    std::vector<FootnoteMark> notes;
    bool inside = false, outside = false;  // the marks, not the notes
  };
  std::map<std::string, Uses> by_label;
  document.text.each_segment([&](const markdown::Placed& at) {
    const std::string_view text = at.segment->text;
    for (std::size_t open = text.find(opening); open != std::string_view::npos;
         open = text.find(opening, open + 1)) {
      const auto mark = read_mark(text, open);
      if (!mark || !is_text(document, placed(*mark, at.offset))) continue;
      Uses& uses = by_label[text::fold_label(mark->label.of(text))];
      const FootnoteMark there = placed(*mark, at.offset);
      if (mark->note) {
        uses.notes.push_back(there);
      } else {
        uses.inside = uses.inside || extent.contains(there.span);
        uses.outside = uses.outside || !body.contains(there.span);
      }
    }
  });
  FootnoteMove out;
  std::vector<Span> along;
  for (const auto& [label, uses] : by_label) {
    if (uses.notes.empty()) continue;
    const Span note = uses.notes.front().span;
    const bool moves = body.contains(note);
    if (moves ? !uses.outside : !uses.inside) continue;
    out.possible = out.possible && !moves && !uses.outside && uses.notes.size() == 1 &&
                   document.text.position(note.begin).column == 0;
    along.push_back(lines_of_note(document.text, uses.notes.front()));
  }
  // A note with footnotes of its own would leave them behind.
  for (const Span note : along)
    if (document.text.text(note).find(opening, 2) != std::string::npos) out.possible = false;
  if (!out.possible) return out;
  std::sort(along.begin(), along.end());
  out.along = std::move(along);
  return out;
}

}  // namespace pland::features
