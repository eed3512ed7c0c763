// What the link rules ask of a link: which of them are judged, and what stands at the other end.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

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
  // The document whose anchors decide; null where the fragment is not judged: no Markdown, outside
  // the workspace, a line (`#L10`), `#` and `#top`, a text fragment (`#:~:text=`).
  workspace::SummaryPtr anchors;
  const workspace::Anchor* anchor = nullptr;  // of them; its case may differ
};

// Anchors that were perhaps meant by one that is not there, the nearest first.
class NearAnchors {
 public:
  struct Candidate {
    const workspace::Anchor* anchor = nullptr;
    unsigned distance = 0;
    bool same_words() const { return distance == 0; }  // but for signs and dashes
  };

  explicit NearAnchors(workspace::SummaryPtr summary);
  // Another number is another name, and no slip: such are found only where `words`, what the link
  // is called, have the same numbers.
  std::vector<Candidate> find(std::string_view fragment, std::string_view words = {}) const;
  // A damaged heading whose repaired text has the anchor, or an id in the heading's own text
  // (`## Title {#id}` of other generators).
  bool answers_otherwise(std::string_view fragment) const;

 private:
  struct Core {  // a slug without what differs when an emoji or a dash comes or goes
    std::string text;
    std::uint32_t letters = 0;  // the set of them
  };
  static Core core_of(std::string_view slug);
  template <typename Fits, typename Visit>
  void each_from(std::string_view core, Fits&& fits, Visit&& visit) const;

  workspace::SummaryPtr summary_;
  std::vector<Core> cores_;             // of its anchors
  std::vector<std::uint32_t> sorted_;   // indices of those that have one, by their text
  std::vector<std::string> otherwise_;  // sorted
};

// Follows the links of a document, each once for all rules.
class Links {
 public:
  Links(const workspace::Workspace& workspace, const workspace::Document& document)
      : workspace_(workspace), document_(document) {}

  // Of the chapter's mentions, in their order. Links, images and definitions are judged. A
  // reference is not: its definition is, once, however many references use it. Good until the next
  // call.
  const std::vector<FollowedLink>& of(std::uint32_t chapter);
  const NearAnchors& near(const workspace::SummaryPtr& summary);

 private:
  FollowedLink follow(const plan::Mention& mention) const;
  // A relative link to a page that GitHub has of the repository, and no file: `../../issues`.
  bool leads_to_the_host(const plan::Mention& mention) const;
  workspace::SummaryPtr anchors_of(const workspace::Target& target) const;

  const workspace::Workspace& workspace_;
  const workspace::Document& document_;
  std::uint32_t chapter_ = plan::no_index;
  std::vector<FollowedLink> links_;  // of the chapter
  std::map<const workspace::Summary*, NearAnchors> near_;
};

// The path of `to` as the link would write it: as it is between angle brackets, else encoded. Empty
// for a wiki link that cannot say it.
std::string destination_of(const WorkspaceInput& input, const plan::Mention& mention,
                           std::string_view to);
// The path that a link's author meant, for messages: escapes and percent signs resolved.
std::string meant_path(const plan::Mention& mention);

// What is said of a document's definitions, without what is said of one that no reference names: it
// makes no link, and nobody can follow it.
std::vector<Finding> without_unused_definitions(std::vector<Finding> all,
                                                const markdown::Document& text);

// Says which entity the mention stands in, if its section is one, and that only what is said of a
// definition needs to know who uses it.
void place(Finding& finding, const plan::ChapterFacts& facts, const plan::Mention& mention);

}  // namespace pland::rules
