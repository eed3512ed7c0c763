#include "analysis/rules/move.h"

#include <fmt/format.h>
#include <string>

#include "analysis/rules/line.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

struct Piece {
  Span gap;   // what sets it apart from the text above
  Span text;  // from its heading to the last thing that it says
};

// Without the link definitions at the end of a document: they are nobody's.
std::uint32_t without_definitions(const markdown::Document& text, Span section) {
  std::uint32_t end = section.end;
  while (end > section.begin) {
    const std::uint32_t line = text.position(end).line;
    const std::string content = text.line_text(line);
    const std::uint32_t begin = text.line_span(line).begin;
    if (!content.starts_with('[') || content.find("]: ") == std::string::npos) break;
    if (begin <= section.begin) return section.end;
    end = end_of_content(text, {section.begin, begin});
  }
  return end;
}

std::optional<Piece> piece_of(const DocumentInput& input, std::uint32_t entry) {
  const plan::Plan& plan = input.plan;
  const Span extent = plan.extent(entry);
  const std::uint32_t above =
      entry == 0 ? 0 : plan.section(entry - 1).span.begin + plan.offset(entry - 1);
  Piece piece;
  piece.gap = {end_of_content(input.text, {above, extent.begin}), extent.begin};
  piece.text = {extent.begin, end_of_section(input.text, plan, extent)};
  if (extent.end < input.text.size()) return piece;
  piece.text.end = without_definitions(input.text, piece.text);
  // Behind the last section may stand what belongs to none, or something without an end.
  const std::string rest = input.text.text({piece.text.end, extent.end});
  for (const std::string_view open : {"```", "~~~", "<!--"})
    if (rest.find(open) != std::string::npos) return std::nullopt;
  return piece;
}

std::string gap_of(const DocumentInput& input, const Piece& piece) {
  const std::string gap = input.text.text(piece.gap);
  const bool apart = gap.find('\n') != std::string::npos;
  return apart ? gap : fmt::format("{0}{0}", line_ending(input.text));
}

// "- a", "* a": what a list's line begins with; 0 where it is none.
char bullet_of(std::string_view line) {
  line = text::trim(line);
  const bool bullet =
      line.size() > 1 && line[1] == ' ' && (line[0] == '-' || line[0] == '*' || line[0] == '+');
  return bullet ? line[0] : '\0';
}

}  // namespace

std::optional<Fix> move_section(const DocumentInput& input, std::uint32_t entry, Side side,
                                std::uint32_t other) {
  const plan::Plan& plan = input.plan;
  const auto piece = piece_of(input, entry);
  if (!piece) return std::nullopt;
  const std::string gap = gap_of(input, *piece), text = input.text.text(piece->text);
  const Span removed = {piece->gap.begin, piece->text.end};
  Fix fix;
  fix.title = fmt::format("Move {} \"{}\"", side == Side::before ? "before" : "behind",
                          plan.section(other).title);
  fix.safe = false;
  fix.preferred = true;
  const Span extent = plan.extent(other);
  if (side == Side::before) {
    fix.edits.push_back({"", {extent.begin, extent.begin}, text + gap});
  } else {
    const std::uint32_t at = end_of_section(input.text, plan, extent);
    fix.edits.push_back({"", {at, at}, gap + text});
  }
  fix.edits.push_back({"", removed, ""});
  return fix;
}

std::optional<Fix> merge_section(const DocumentInput& input, std::uint32_t entry,
                                 std::uint32_t other) {
  const plan::Plan& plan = input.plan;
  const auto piece = piece_of(input, entry);
  if (!piece || plan.outline[entry].level != plan.outline[other].level) return std::nullopt;
  const std::uint32_t begin = body_of(plan, entry).begin;
  std::string text = begin < piece->text.end ? input.text.text({begin, piece->text.end}) : "";
  text.erase(0, std::min(text.find_first_not_of("\r\n"), text.size()));
  const std::uint32_t at = end_of_section(input.text, plan, plan.extent(other));
  Fix fix;
  fix.title = "Join the two";
  fix.safe = false;
  fix.preferred = true;
  if (!text.empty()) {
    const std::string_view eol = line_ending(input.text);
    const char above = bullet_of(input.text.line_text(input.text.position(at).line));
    const char below = bullet_of(std::string_view(text).substr(0, text.find('\n')));
    const bool one_list = above != '\0' && above == below;
    fix.edits.push_back({"", {at, at}, std::string(eol) + std::string(one_list ? "" : eol) + text});
  }
  fix.edits.push_back({"", {piece->gap.begin, piece->text.end}, ""});
  return fix;
}

}  // namespace pland::rules
