// A link that is right but for its letters' case: works on macOS and Windows, is a 404 on GitHub
// and Linux. Anchors too, where browsers are kinder: those are a warning.
#include <fmt/format.h>

#include "analysis/rules/links/link.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"

namespace pland::rules {
namespace {

void judge_path(const WorkspaceInput& input, const plan::Mention& mention, const FollowedLink& link,
                Report& report) {
  const std::string destination = destination_of(input, mention, link.actual_path);
  if (destination.empty()) return;
  const std::string meant(meant_path(mention)), actual = workspace::percent_decode(destination);
  // The two would look the same in a message.
  const bool same_letters = text::compose(meant) == text::compose(actual);
  Finding& finding = report.add(
      mention.path,
      same_letters ? fmt::format("{} is on disk with its accents in another form (NFC, NFD)", meant)
                   : fmt::format("{} is {} on disk: the case differs", meant, actual));
  place(finding, input.facts(), mention);
  Fix& fix = finding.fixes.emplace_back();
  fix.title = fmt::format("Link to {}", destination);
  fix.preferred = true;
  fix.edits.push_back({"", mention.path, destination});
}

// GitHub's own prefix is no matter of case: `#user-content-x` leads to `#x`.
bool differs_in_case(std::string_view slug, std::string_view fragment) {
  return slug != fragment && slug.size() == fragment.size();
}

void judge_fragment(const WorkspaceInput& input, const plan::Mention& mention,
                    std::string_view slug, Report& report) {
  Finding& finding =
      report.add(mention.fragment, fmt::format("The anchor is #{}: the case differs", slug));
  finding.severity = Severity::warning;
  place(finding, input.facts(), mention);
  Fix& fix = finding.fixes.emplace_back();
  fix.title = fmt::format("Link to #{}", slug);
  fix.preferred = true;
  fix.edits.push_back({"", mention.fragment, std::string(slug)});
}

void judge_links(const WorkspaceInput& input, Report& report) {
  const std::vector<FollowedLink>& links = input.links.of(input.chapter);
  for (std::size_t i = 0; i < links.size(); ++i) {
    const plan::Mention& mention = input.facts().mentions[i];
    const FollowedLink& link = links[i];
    if (link.state == LinkState::other_case) judge_path(input, mention, link, report);
    if (link.anchor != nullptr && differs_in_case(link.anchor->slug, link.target.fragment))
      judge_fragment(input, mention, link.anchor->slug, report);
  }
}

}  // namespace

extern const Rule link_case_mismatch = {
    .name = "link-case-mismatch",
    .group = "links",
    .severity = Severity::error,
    .summary = "A link differs from its target in the letters' case",
    .workspace = judge_links,
    .join = without_unused_definitions,
    .tier = Tier::any,
};

}  // namespace pland::rules
