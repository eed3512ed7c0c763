// UTF-8 that some program took for another encoding. Each chapter says where it is damaged; for
// the document that is one finding, at the first place, whose fix repairs them all.
#include "analysis/text/mojibake.h"

#include <fmt/format.h>
#include <iterator>
#include <utility>

#include "analysis/rules/entity.h"
#include "analysis/rules/rule.h"

namespace pland::rules {
namespace {

void judge_chapter(const ChapterInput& input, Report& report) {
  std::uint32_t offset = 0;
  for (const auto& segment : input.facts.chapter->segments) {
    for (text::Mojibake& damage : text::find_mojibake(segment->text)) {
      const Span span = damage.span.shifted(offset);
      // The message is the joined finding's example: what stands here and what it was.
      Finding& finding = report.add(
          span, fmt::format("\"{}\" was \"{}\" before it was read as {}",
                            damage.span.of(segment->text), damage.repaired, name(damage.encoding)));
      finding.fixes.emplace_back().edits.push_back({"", span, std::move(damage.repaired)});
    }
    offset += static_cast<std::uint32_t>(segment->text.size());
  }
}

std::vector<Finding> join(std::vector<Finding> all, const markdown::Document&) {
  Finding first = std::move(all.front());
  for (std::size_t i = 1; i < all.size(); ++i) {
    auto& edits = all[i].fixes[0].edits;
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
