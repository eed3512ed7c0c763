// What Git leaves of a merge that it could not finish. A conflict may run through chapters, so each
// says which marker lines it has and the document makes conflicts of them: `=======` counts only
// between the other two (elsewhere it underlines a heading).
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <string_view>
#include <utility>

#include "analysis/rules/rule.h"

namespace pland::rules {
namespace {

constexpr std::array<std::string_view, 4> markers = {"<<<<<<<", "|||||||", "=======", ">>>>>>>"};

// Seven of a kind at the start of a line, and a space or the line's end behind them.
bool is_marker(std::string_view line) {
  return std::any_of(markers.begin(), markers.end(), [&](std::string_view marker) {
    return line.starts_with(marker) && (line.size() == marker.size() || line[marker.size()] == ' ');
  });
}

// Code and comments show what they please; front matter and other HTML are text like all else.
bool is_code(const markdown::Segment& segment, std::uint32_t offset) {
  using markdown::NodeKind;
  const auto& nodes = segment.tree.nodes;
  return std::any_of(nodes.begin(), nodes.end(), [&](const markdown::Node& node) {
    if (!node.span.contains(offset)) return false;
    if (node.kind == NodeKind::fenced_code || node.kind == NodeKind::indented_code) return true;
    if (node.kind != NodeKind::html_block) return false;
    const std::string_view html = segment.view(node.span);
    constexpr std::array<std::string_view, 4> raw = {"<!--", "<pre", "<script", "<style"};
    return std::any_of(raw.begin(), raw.end(),
                       [&](std::string_view tag) { return html.starts_with(tag); });
  });
}

// ">>>>>>> main", ">>>>>>> 1f2e3d4 (Title)": what Git writes behind its last marker. Alone it may as
// well be a deep quote.
bool names_a_commit(std::string_view line) {
  constexpr std::array<std::string_view, 7> names = {"HEAD",   "main",            "master",
                                                     "theirs", "Stashed changes", "Updated upstream",
                                                     "ours"};
  if (line.size() < 9) return false;
  const std::string_view label = line.substr(8);
  if (std::find(names.begin(), names.end(), label) != names.end()) return true;
  const std::string_view word = label.substr(0, label.find(' '));
  const bool hash = word.size() >= 7 && word.size() <= 40 &&
                    word.find_first_not_of("0123456789abcdef") == std::string_view::npos;
  const std::string_view behind = label.substr(word.size());
  return (hash && (behind.empty() || behind.starts_with(" ("))) ||
         (behind.empty() && word.find('/') != std::string_view::npos);
}

void judge_chapter(const ChapterInput& input, Report& report) {
  std::uint32_t offset = 0;
  for (const auto& segment : input.facts.chapter->segments) {
    const std::string_view text = segment->text;
    for (std::size_t i = 0; i < segment->line_starts.size(); ++i) {
      const std::uint32_t begin = segment->line_starts[i];
      const auto next = i + 1 < segment->line_starts.size()
                            ? segment->line_starts[i + 1]
                            : static_cast<std::uint32_t>(text.size());
      if (next - begin < 7 || text[begin] != text[begin + 6]) continue;
      std::string_view line = text.substr(begin, next - begin);
      while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
      if (!is_marker(line) || is_code(*segment, begin)) continue;
      // Held with its ending, for the fix; join takes that off.
      report.add(Span{begin, next}.shifted(offset), std::string(line));
    }
    offset += static_cast<std::uint32_t>(text.size());
  }
}

struct Conflict {
  Span start, middle, end;
  std::optional<Span> base;  // `|||||||` of diff3
};

Finding finding_of(Finding first, const Conflict& conflict) {
  first.message = "Merge conflict: two versions stand here, with Git's markers";
  const Span upper_end = conflict.base.value_or(conflict.middle);
  first.fixes.push_back({"Keep the upper version", false});
  first.fixes.back().edits = {{"", conflict.start, ""},
                              {"", {upper_end.begin, conflict.end.end}, ""}};
  first.fixes.push_back({"Keep the lower version", false});
  first.fixes.back().edits = {{"", {conflict.start.begin, conflict.middle.end}, ""},
                              {"", conflict.end, ""}};
  first.related.push_back({"", conflict.end, "It ends here"});
  return first;
}

std::vector<Finding> join(std::vector<Finding> all, const markdown::Document& text) {
  std::vector<Finding> out;
  std::optional<Finding> start;
  Conflict conflict;
  bool halved = false;
  const auto stray = [&](Finding finding) {
    finding.message = fmt::format("\"{}\" is left of a merge conflict",
                                  std::string_view(finding.message).substr(0, 7));
    out.push_back(std::move(finding));
  };
  for (Finding& marker : all) {
    switch (marker.message[0]) {
      case '<':
        if (start) stray(std::move(*start));
        conflict = {marker.span, {}, {}, {}};
        halved = false;
        start = std::move(marker);
        break;
      case '|':
        if (start && !halved) conflict.base = marker.span;
        break;
      case '=':
        if (start && !halved) {
          conflict.middle = marker.span;
          halved = true;
        }
        break;
      default:
        conflict.end = marker.span;
        if (start && halved) {
          out.push_back(finding_of(std::move(*start), conflict));
        } else {
          const bool certain = start || names_a_commit(marker.message);
          if (start) stray(std::move(*start));
          if (certain) stray(std::move(marker));
        }
        start.reset();
        halved = false;
    }
  }
  if (start) stray(std::move(*start));
  for (Finding& finding : out) {
    const auto without_ending = [&](Span span) {
      const Span line = text.line_span(text.position(span.begin).line);
      return Span{line.begin, line.end};
    };
    finding.span = without_ending(finding.span);
    for (Related& related : finding.related) related.span = without_ending(related.span);
  }
  return out;
}

}  // namespace

extern const Rule merge_conflict_marker = {
    .name = "merge-conflict-marker",
    .group = "hygiene",
    .severity = Severity::error,
    .summary = "A merge was not finished",
    .chapter = judge_chapter,
    .join = join,
    .tier = Tier::any,
};

}  // namespace pland::rules
