// What Git leaves of a merge that it could not finish. A conflict may run through chapters, so each
// says which marker lines it has and the document makes conflicts of them: `=======` counts only
// between the other two (elsewhere it underlines a heading).
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

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
bool is_verbatim(const markdown::Segment& segment, const markdown::Node& node) {
  using markdown::NodeKind;
  if (node.kind == NodeKind::fenced_code || node.kind == NodeKind::indented_code) return true;
  if (node.kind != NodeKind::html_block) return false;
  const std::string_view html = segment.view(node.span);
  constexpr std::array<std::string_view, 4> raw = {"<!--", "<pre", "<script", "<style"};
  return std::any_of(raw.begin(), raw.end(),
                     [&](std::string_view tag) { return html.starts_with(tag); });
}

std::vector<Span> verbatim(const markdown::Segment& segment) {
  std::vector<Span> out;  // in the text's order
  for (const markdown::Node& node : segment.tree.nodes)
    if (is_verbatim(segment, node)) out.push_back(node.span);
  return out;
}

bool is_in(const std::vector<Span>& spans, std::uint32_t offset) {
  const auto next = std::upper_bound(spans.begin(), spans.end(), offset,
                                     [](std::uint32_t at, Span span) { return at < span.begin; });
  return next != spans.begin() && (next - 1)->contains(offset);
}

// ">>>>>>> main", ">>>>>>> 1f2e3d4 (Title)": what Git writes behind its last marker. Alone it may
// as well be a deep quote.
bool names_a_commit(std::string_view line) {
  constexpr std::array<std::string_view, 7> names = {
      "HEAD", "main", "master", "theirs", "Stashed changes", "Updated upstream", "ours"};
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
    std::optional<std::vector<Span>> code;  // once somebody asks
    for (std::size_t i = 0; i < segment->line_starts.size(); ++i) {
      const std::uint32_t begin = segment->line_starts[i];
      const auto next = i + 1 < segment->line_starts.size()
                            ? segment->line_starts[i + 1]
                            : static_cast<std::uint32_t>(text.size());
      if (next - begin < 7 || text[begin] != text[begin + 6]) continue;
      std::string_view line = text.substr(begin, next - begin);
      while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
      if (!is_marker(line)) continue;
      if (!code) code = verbatim(*segment);
      if (is_in(*code, begin)) continue;
      // Held with its ending, for the fix; join takes that off.
      report.add(Span{begin, next}.shifted(offset), std::string(line));
    }
    offset += static_cast<std::uint32_t>(text.size());
  }
}

struct Conflict {
  Span start, middle, end;   // with their line endings
  std::optional<Span> base;  // `|||||||` of diff3
};

// `end_line` is the last marker without its line ending.
Finding finding_of(Finding first, const Conflict& conflict, Span end_line) {
  first.message = "Merge conflict: two versions stand here, with Git's markers";
  const Span upper_end = conflict.base.value_or(conflict.middle);
  first.fixes.push_back({"Keep the upper version", false});
  first.fixes.back().edits = {{"", conflict.start, ""},
                              {"", {upper_end.begin, conflict.end.end}, ""}};
  first.fixes.push_back({"Keep the lower version", false});
  first.fixes.back().edits = {{"", {conflict.start.begin, conflict.middle.end}, ""},
                              {"", conflict.end, ""}};
  first.related.push_back({"", end_line, "It ends here"});
  return first;
}

std::vector<Finding> join(std::vector<Finding> all, const markdown::Document&) {
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
    // The message is the line.
    const Span held = marker.span;
    marker.span.end = held.begin + static_cast<std::uint32_t>(marker.message.size());
    switch (marker.message[0]) {
      case '<':
        if (start) stray(std::move(*start));
        conflict = {held, {}, {}, {}};
        halved = false;
        start = std::move(marker);
        break;
      case '|':
        if (start && !halved) conflict.base = held;
        break;
      case '=':
        if (start && !halved) {
          conflict.middle = held;
          halved = true;
        }
        break;
      default:
        conflict.end = held;
        if (start && halved) {
          out.push_back(finding_of(std::move(*start), conflict, marker.span));
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
