// UTF-8 that some program took for another encoding. Each chapter says where it is damaged; for
// the document that is one finding, at the first place, whose fix repairs them all. What stands in
// code, quotes or comments is repaired with the rest, and not spoken of alone: it may be an
// example.
#include "analysis/text/mojibake.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

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
      const bool is_shown = next != shown.begin() && std::prev(next)->contains(damage.span.begin);
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

std::vector<Finding> join(std::vector<Finding> all, const markdown::Document&) {
  const auto said = std::find_if(all.begin(), all.end(), [](const Finding& finding) {
    return finding.severity != Severity::hint;
  });
  if (said == all.end()) return {};
  Finding first = *said;
  first.fixes[0].edits.clear();
  for (Finding& finding : all) {
    auto& edits = finding.fixes[0].edits;
    first.fixes[0].edits.insert(first.fixes[0].edits.end(), std::make_move_iterator(edits.begin()),
                                std::make_move_iterator(edits.end()));
  }
  if (all.size() > 1)
    first.message += fmt::format("; {} like it", counted(all.size() - 1, "more place"));
  first.fixes[0].title = all.size() > 1 ? "Repair the whole file" : "Repair it";
  first.fixes[0].preferred = true;
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
