// What the link rules ask of a link: which of them are judged, and what stands at the other end.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/rules/rule.h"

namespace pland::rules {

enum class LinkState : std::uint8_t {
  unjudged,    // external, site-absolute, a placeholder, quoted: nobody's business here
  found,       // a file or folder
  other_case,  // found, but its name on disk differs in case
  missing,
};

struct FollowedLink {
  LinkState state = LinkState::unjudged;
  workspace::Target target;
  std::string actual_path;  // for other_case: as it is on disk
};

// Links, images and definitions are judged. A reference is not: its definition is, once, however
// many references use it.
FollowedLink follow(const WorkspaceInput& input, const plan::Mention& mention);

// The anchors of the document a link leads to; null where its fragment is not judged: no Markdown,
// outside the workspace, a line (`#L10`), `#` and `#top`, a text fragment (`#:~:text=`).
workspace::SummaryPtr anchors_of(const WorkspaceInput& input, const workspace::Target& target);
// The anchor that differs from the fragment in case only; none where one fits exactly.
std::optional<std::string> mismatched_anchor(const WorkspaceInput& input,
                                             const workspace::Target& target);

// The path of `to` as a link in the document would write it.
std::string destination_from(const workspace::Document& document, std::string_view to);

// Says which entity the mention stands in, if its section is one.
void place(Finding& finding, const plan::ChapterFacts& facts, const plan::Mention& mention);

}  // namespace pland::rules
