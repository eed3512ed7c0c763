#include "analysis/features/boxes.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>

#include "analysis/features/cursor.h"

namespace pland::features {
namespace {

constexpr std::array<std::string_view, 4> borders = {"\u2502", "\u2551", "\u2503", "|"};

bool is_in_box(const workspace::Document& document, Span span) {
  const Cursor cursor = cursor_at(document, span.begin);
  return std::any_of(cursor.facts->mentions.begin(), cursor.facts->mentions.end(),
                     [&](const plan::Mention& mention) {
                       return mention.form == plan::MentionForm::box_path &&
                              cursor.place(mention.span).contains(span);
                     });
}

// In code points.
std::int64_t width(std::string_view text) {
  return std::count_if(text.begin(), text.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
}

std::size_t find_border(std::string_view line, std::size_t from) {
  std::size_t best = std::string_view::npos;
  for (const std::string_view border : borders) best = std::min(best, line.find(border, from));
  return best;
}

// The runs of blanks between two places of a line that may be wider or narrower: those that part
// columns, and what stands right before `end`.
std::vector<Span> rooms(std::string_view line, std::size_t begin, std::size_t end) {
  std::vector<Span> out;
  for (std::size_t at = begin; at < end;) {
    std::size_t stop = std::min(line.find_first_not_of(' ', at), end);
    if (stop - at >= 2 || (stop > at && stop == end))
      out.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(stop)});
    at = std::min(line.find(' ', stop), end);
  }
  if (out.empty() || out.back().end != end)
    out.push_back({static_cast<std::uint32_t>(end), static_cast<std::uint32_t>(end)});
  return out;
}

}  // namespace

std::vector<rules::Edit> border_edits(const workspace::Document& document,
                                      const std::vector<rules::Edit>& edits) {
  std::map<std::uint32_t, std::pair<Span, std::int64_t>> wider;  // runs by where they begin
  for (const rules::Edit& edit : edits) {
    std::int64_t more = width(edit.text) - width(document.text.text(edit.span));
    if (more == 0 || !is_in_box(document, edit.span)) continue;
    const Span place = document.text.line_span(document.text.position(edit.span.begin).line);
    const std::string line = document.text.text(place);
    const std::size_t behind = edit.span.end - place.begin;
    const std::size_t border = find_border(line, behind);
    if (border == std::string::npos) continue;
    for (const Span room : rooms(line, behind, border)) {
      const Span run = room.shifted(place.begin);
      auto& [span, by] = wider.try_emplace(run.begin, run, 0).first->second;
      const std::int64_t spare = std::max<std::int64_t>(run.size() + by - 1, 0);
      const std::int64_t taken = std::min(more, spare);  // all of it, where it is shorter
      by -= taken;
      more -= taken;
      if (more == 0) break;
    }
  }
  std::vector<rules::Edit> out;
  for (const auto& [begin, one] : wider) {
    const auto& [run, by] = one;
    if (by > 0)
      out.push_back({"", {run.end, run.end}, std::string(static_cast<std::size_t>(by), ' ')});
    else if (by < 0)
      out.push_back({"", {static_cast<std::uint32_t>(run.end + by), run.end}, ""});
  }
  return out;
}

}  // namespace pland::features
