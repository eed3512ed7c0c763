// A fragment that no heading or id of the target answers to.
#include <algorithm>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "analysis/rules/links/link.h"
#include "analysis/workspace/path.h"
#include "analysis/workspace/wiki.h"

namespace pland::rules {
namespace {

// How a link of this sort says an anchor, in its text and in messages.
std::string said(const plan::Mention& mention, const FollowedLink& link,
                 const workspace::Anchor& anchor, const std::string& written) {
  if (!mention.wiki) return std::string(anchor.slug);
  const bool as_slug = written == link.target.fragment;
  return workspace::spell_wiki_heading(*link.anchors, anchor, as_slug).value_or(std::string());
}

void judge_links(const WorkspaceInput& input, Report& report) {
  const plan::ChapterFacts& facts = input.facts();
  const std::vector<FollowedLink>& links = input.links.of(input.chapter);
  for (std::size_t i = 0; i < links.size(); ++i) {
    const plan::Mention& mention = facts.mentions[i];
    const FollowedLink& link = links[i];
    if (link.anchors == nullptr || link.anchor != nullptr) continue;
    const std::string& fragment = link.target.fragment;
    const NearAnchors& near = input.links.near(link.anchors);
    if (near.answers_otherwise(fragment)) continue;

    const bool here = link.target.path == input.document.path;
    const std::string written = mention.wiki ? facts.text(mention.fragment) : fragment;
    std::string message =
        fmt::format("{} has no heading #{}",
                    here ? "This document" : workspace::basename_of(link.target.path), written);
    std::vector<NearAnchors::Candidate> candidates = near.find(fragment, facts.text(mention.text));
    std::erase_if(candidates, [&](const NearAnchors::Candidate& candidate) {
      return said(mention, link, *candidate.anchor, written).empty();
    });
    if (!candidates.empty()) {
      const workspace::Anchor& best = *candidates[0].anchor;
      const std::string name = said(mention, link, best, written);
      message += fmt::format("; did you mean #{}", name);
      const bool shown = best.title.empty() || (mention.wiki && best.title == name);
      message += shown ? "?" : fmt::format(" (\"{}\")?", best.title);
    }
    Finding& finding = report.add(mention.fragment, std::move(message));
    place(finding, facts, mention);
    const bool only =
        candidates.size() == 1 || (candidates.size() > 1 && !candidates[1].same_words());
    for (const NearAnchors::Candidate& candidate : candidates) {
      Fix& fix = finding.fixes.emplace_back();
      const std::string name = said(mention, link, *candidate.anchor, written);
      fix.title = fmt::format("Link to #{}", name);
      fix.safe = only && candidate.same_words();
      fix.preferred = finding.fixes.size() == 1;
      fix.edits.push_back({"", mention.fragment, name});
    }
    if (candidates.empty() && !mention.path.empty()) {
      Fix& fix = finding.fixes.emplace_back();
      fix.title = "Link to the document as a whole";
      fix.safe = false;
      fix.edits.push_back({"", {mention.path.end, mention.fragment.end}, ""});
    }
  }
}

}  // namespace

extern const Rule broken_anchor = {
    .name = "broken-anchor",
    .group = "links",
    .severity = Severity::error,
    .summary = "A link leads to a heading that is not there",
    .workspace = judge_links,
    .join = without_unused_definitions,
    .tier = Tier::any,
};

}  // namespace pland::rules
