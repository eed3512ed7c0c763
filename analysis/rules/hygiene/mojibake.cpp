// UTF-8 that some program took for another encoding. Each chapter says where it is damaged; for
// the document that is one finding, at the first place, whose fix repairs them all. What stands in
// code, quotes or comments, or is spoken of ("shows Ã© instead of é"), may be an example: it is not
// told of alone, and repaired only with a file that is damaged as a whole.
#include "analysis/text/mojibake.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/markdown/document.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/rule.h"

namespace pland::rules {
namespace {

// Where text is shown rather than said: ascending, none within another.
std::vector<Span> quoted(const markdown::Segment& segment) {
  using markdown::NodeKind;
  std::vector<Span> out;
  for (const markdown::Node& node : segment.tree.nodes) {
    const bool shown = node.kind == NodeKind::fenced_code || node.kind == NodeKind::indented_code ||
                       node.kind == NodeKind::code_span || node.kind == NodeKind::block_quote;
    if (shown) out.push_back(node.span);
  }
  for (const markdown::Comment& comment : segment.tree.comments) out.push_back(comment.span);
  std::sort(out.begin(), out.end());
  std::size_t kept = 0;
  for (const Span span : out)
    if (kept == 0 || span.begin >= out[kept - 1].end) out[kept++] = span;
  out.resize(kept);
  return out;
}

constexpr std::size_t near = 80;  // bytes on either side in which words speak of a place

// What stands in front of a place and behind it: of the same line, or of the lines that go on from
// it or to it.
struct Around {
  std::string_view before, after;
};
Around around(std::string_view text, Span span) {
  const auto ends = [&](std::size_t newline) {
    constexpr std::string_view starts_anew = "-*+|#>\r\n";
    const std::size_t next = text.find_first_not_of(" \t", newline + 1);
    return next == std::string_view::npos || starts_anew.find(text[next]) != std::string_view::npos;
  };
  std::size_t begin = span.begin, end = span.end;
  while (begin > 0 && span.begin - begin < near && (text[begin - 1] != '\n' || !ends(begin - 1)))
    --begin;
  while (end < text.size() && end - span.end < near && (text[end] != '\n' || !ends(end))) ++end;
  return {text.substr(begin, span.begin - begin), text.substr(span.end, end - span.end)};
}

// Whether the place is within quotation marks. Damage looks like some of them: an opening one has a
// space or a bracket in front.
bool is_quoted(const Around& words) {
  struct Marks {
    std::string_view open, close;
  };
  constexpr std::array<Marks, 7> all = {
      {{"\"", "\""}, {"'", "'"}, {"“", "”"}, {"‘", "’"}, {"«", "»"}, {"„", "“"}, {"‹", "›"}}};
  return std::any_of(all.begin(), all.end(), [&](const Marks& marks) {
    const std::size_t open = words.before.rfind(marks.open);
    if (open == std::string_view::npos) return false;
    constexpr std::string_view in_front = " \t\n([*_";
    const bool opens = open == 0 || in_front.find(words.before[open - 1]) != std::string_view::npos;
    return opens && words.after.find(marks.close) != std::string_view::npos;
  });
}

// "shows Ã© instead of é": the words around a place speak of the damage.
bool is_spoken_of(const Around& words, std::string_view repaired) {
  if (words.before.find(repaired) != std::string_view::npos ||
      words.after.find(repaired) != std::string_view::npos)
    return true;
  constexpr std::string_view instead = " instead of ";
  const std::string_view before = words.before.substr(0, words.before.rfind(' ') + 1);
  const std::size_t space = words.after.find(' ');
  return before.ends_with(instead) ||
         (space != std::string_view::npos && words.after.substr(space).starts_with(instead));
}

// What is only shown is held as a hint until `join`, which never lets one through.
void judge_chapter(const ChapterInput& input, Report& report) {
  std::uint32_t offset = 0;
  for (const auto& segment : input.facts.chapter->segments) {
    std::vector<text::Mojibake> damages = text::find_mojibake(segment->text);
    const std::vector<Span> shown = damages.empty() ? std::vector<Span>{} : quoted(*segment);
    for (text::Mojibake& damage : damages) {
      const auto next =
          std::upper_bound(shown.begin(), shown.end(), damage.span.begin,
                           [](std::uint32_t at, Span quote) { return at < quote.begin; });
      const Around words = around(segment->text, damage.span);
      const bool is_shown =
          (next != shown.begin() && std::prev(next)->contains(damage.span.begin)) ||
          is_quoted(words) || is_spoken_of(words, damage.repaired);
      const Span span = damage.span.shifted(offset);
      // The message is the joined finding's example: what stands here and what it was.
      Finding& finding = report.add(
          span, fmt::format("\"{}\" was \"{}\" before it was read as {}",
                            damage.span.of(segment->text), damage.repaired, name(damage.encoding)));
      if (is_shown) finding.severity = Severity::hint;
      finding.fixes.emplace_back().edits.push_back({"", span, std::move(damage.repaired)});
    }
    offset += static_cast<std::uint32_t>(segment->text.size());
  }
}

bool is_shown(const Finding& finding) { return finding.severity == Severity::hint; }

// Whether no character beyond ASCII came through unharmed: where a whole file was read wrongly,
// none does.
bool is_all_damaged(const std::vector<Finding>& all, std::string_view text) {
  auto damage = all.begin();
  for (std::uint32_t at = 0; at < text.size(); ++at) {
    while (damage != all.end() && damage->span.end <= at) ++damage;
    const bool damaged = damage != all.end() && damage->span.contains(at);
    if (!damaged && static_cast<unsigned char>(text[at]) >= 0x80) return false;
  }
  return true;
}

std::vector<Finding> join(std::vector<Finding> all, const markdown::Document& document) {
  const auto shown = static_cast<std::size_t>(std::count_if(all.begin(), all.end(), is_shown));
  if (shown == all.size()) return {};
  constexpr std::size_t many = 3;
  if (shown > 0 && all.size() - shown < many && !is_all_damaged(all, document.text()))
    std::erase_if(all, is_shown);
  Finding first = *std::find_if_not(all.begin(), all.end(), is_shown);
  Fix& fix = first.fixes[0];
  fix.edits.clear();
  for (Finding& finding : all) {
    auto& edits = finding.fixes[0].edits;
    fix.edits.insert(fix.edits.end(), std::make_move_iterator(edits.begin()),
                     std::make_move_iterator(edits.end()));
  }
  if (all.size() > 1)
    first.message += fmt::format("; {} like it", counted(all.size() - 1, "more place"));
  fix.title = all.size() > 1 ? "Repair the whole file" : "Repair it";
  fix.preferred = true;
  // A lone one may be meant.
  fix.safe = all.size() > 1;
  all.clear();
  all.push_back(std::move(first));
  return all;
}

}  // namespace

extern const Rule mojibake = {
    .name = "mojibake",
    .group = "hygiene",
    .severity = Severity::warning,
    .summary = "Text was saved in one encoding and read in another",
    .chapter = judge_chapter,
    .join = join,
    .tier = Tier::any,
};

}  // namespace pland::rules
