// A fragment that no heading or id of the target answers to. The usual cause is a heading that was
// reworded or lost its emoji, so the near ones are looked for by what survives that.
#include <algorithm>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "analysis/plan/label.h"
#include "analysis/rules/links/link.h"
#include "analysis/text/mojibake.h"
#include "analysis/text/slug.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"

namespace pland::rules {
namespace {

constexpr std::string_view variation_selector = "\xef\xb8\x8f";  // U+FE0F
constexpr std::size_t offered = 3;                               // candidates at most
constexpr std::size_t shortest_prefix = 4;                       // bytes

// Punctuation that no slug has: `#v1.2` was meant for `#v12`.
bool is_dropped(char c) {
  return c > ' ' && c < 0x7f && c != '-' && c != '_' &&
         !text::is_letter(static_cast<char32_t>(c)) && !text::is_digit(static_cast<char32_t>(c));
}

// A slug without what differs when an emoji or a dash comes or goes.
std::string core_of(std::string_view slug) {
  std::string out;
  for (std::size_t i = 0; i < slug.size(); ++i) {
    if (slug.substr(i).starts_with(variation_selector)) {
      i += variation_selector.size() - 1;
    } else if (is_dropped(slug[i])) {
      continue;
    } else if (slug[i] != '-' || (!out.empty() && out.back() != '-')) {
      out += slug[i];
    }
  }
  while (out.ends_with('-')) out.pop_back();
  return text::fold_case(out);
}

// How near an anchor is to what was written; smaller is nearer.
struct Candidate {
  const workspace::Anchor* anchor;
  unsigned distance;
};
constexpr unsigned same_core = 0, same_start = 1, a_few_letters = 2;

std::vector<Candidate> near(const workspace::Summary& summary, const std::string& fragment) {
  std::vector<Candidate> out;
  const std::string core = core_of(fragment);
  if (core.empty()) return out;
  const auto limit = static_cast<unsigned>(std::clamp<std::size_t>(core.size() / 5, 1, 4));
  for (const workspace::Anchor& anchor : summary.anchors) {
    const std::string other = core_of(anchor.slug);
    if (other.empty()) continue;
    if (other == core) {
      out.push_back({&anchor, same_core});
    } else if (std::min(core.size(), other.size()) >= shortest_prefix &&
               (other.starts_with(core) || core.starts_with(other))) {
      out.push_back({&anchor, same_start});
    } else if (const unsigned distance = plan::edit_distance(core, other, limit);
               distance <= limit) {
      out.push_back({&anchor, a_few_letters + distance});
    }
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Candidate& a, const Candidate& b) { return a.distance < b.distance; });
  if (out.size() > offered) out.resize(offered);
  return out;
}

// What no look at the slugs shows: a damaged heading whose repaired text has the anchor, an id in
// the heading's own text (`## Title {#id}` of other generators), GitHub's prefix for ids.
bool answers_otherwise(const workspace::Summary& summary, const std::string& fragment) {
  constexpr std::string_view user_content = "user-content-";
  if (fragment.starts_with(user_content) &&
      summary.anchor(fragment.substr(user_content.size())) != nullptr)
    return true;
  const std::string own_id = "{#" + fragment + "}";
  return std::any_of(summary.anchors.begin(), summary.anchors.end(), [&](const auto& anchor) {
    if (anchor.title.find(own_id) != std::string::npos) return true;
    if (text::is_ascii(anchor.title)) return false;
    const std::string repaired = text::repair(anchor.title);
    return repaired != anchor.title && text::slug(repaired) == fragment;
  });
}

void judge_links(const WorkspaceInput& input, Report& report) {
  const plan::ChapterFacts& facts = input.facts();
  for (const plan::Mention& mention : facts.mentions) {
    const FollowedLink link = follow(input, mention);
    if (link.state != LinkState::found) continue;
    const auto summary = anchors_of(input, link.target);
    const std::string& fragment = link.target.fragment;
    if (summary == nullptr || summary->anchor(fragment) != nullptr) continue;
    if (answers_otherwise(*summary, fragment)) continue;

    const bool here = link.target.path == input.document.path;
    std::string message =
        fmt::format("{} has no heading #{}",
                    here ? "This document" : workspace::basename_of(link.target.path), fragment);
    const std::vector<Candidate> candidates = near(*summary, fragment);
    if (!candidates.empty()) {
      const workspace::Anchor& best = *candidates[0].anchor;
      message += fmt::format("; did you mean #{}", best.slug);
      message += best.title.empty() ? "?" : fmt::format(" (\"{}\")?", best.title);
    }
    Finding& finding = report.add(mention.fragment, std::move(message));
    place(finding, facts, mention);
    const bool only =
        candidates.size() == 1 || (candidates.size() > 1 && candidates[1].distance > same_core);
    for (const Candidate& candidate : candidates) {
      Fix& fix = finding.fixes.emplace_back();
      fix.title = fmt::format("Link to #{}", candidate.anchor->slug);
      fix.safe = only && candidate.distance == same_core;
      fix.preferred = finding.fixes.size() == 1;
      fix.edits.push_back({"", mention.fragment, std::string(candidate.anchor->slug)});
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
    .tier = Tier::any,
};

}  // namespace pland::rules
