#include "analysis/rules/links/link.h"

#include "analysis/rules/entity.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"

namespace pland::rules {
namespace {

// Not `untitled:…` or another URI: what stands beside such a document, nobody knows.
bool is_file(std::string_view path) {
  return path.starts_with('/') || (path.size() > 1 && path[1] == ':');
}

}  // namespace

FollowedLink follow(const WorkspaceInput& input, const plan::Mention& mention) {
  FollowedLink out;
  const bool is_link = mention.form == plan::MentionForm::definition ||
                       (mention.form == plan::MentionForm::link &&
                        mention.link_form == markdown::LinkForm::inline_link);
  if (!is_link || mention.in_quote || mention.placeholder) return out;
  if (mention.path.empty() && !mention.has_fragment) return out;  // `[x]()`, `[x](?query)`

  out.target = workspace::resolve(input.document, mention);
  if (out.target.kind != workspace::Target::Kind::file) return out;
  const std::string& path = out.target.path;
  if (path != input.document.path && !is_file(input.document.path)) return out;
  if (path == input.document.path || input.workspace.summary(path) != nullptr) {
    out.state = LinkState::found;
    return out;
  }
  if (input.workspace.disk == nullptr || !input.workspace.disk->look) return out;
  workspace::DiskEntry entry = input.workspace.disk->look(path);
  if (!entry.actual_path.empty() && entry.actual_path != path) {
    out.state = LinkState::other_case;
    out.actual_path = std::move(entry.actual_path);
  } else {
    out.state =
        entry.existence == workspace::Existence::missing ? LinkState::missing : LinkState::found;
  }
  return out;
}

workspace::SummaryPtr anchors_of(const WorkspaceInput& input, const workspace::Target& target) {
  const std::string& fragment = target.fragment;
  if (!target.has_fragment || target.line_fragment || fragment.empty() || fragment == "top")
    return nullptr;
  if (fragment.starts_with(":~:")) return nullptr;
  if (target.path == input.document.path) return input.document.summary;
  if (!workspace::is_markdown(target.path)) return nullptr;
  if (!input.workspace.is_inside(target.path)) return nullptr;
  if (auto summary = input.workspace.summary(target.path)) return summary;
  const auto document = input.workspace.document(target.path);  // ignored by Git, say
  return document == nullptr ? nullptr : document->summary;
}

std::optional<std::string> mismatched_anchor(const WorkspaceInput& input,
                                             const workspace::Target& target) {
  const auto summary = anchors_of(input, target);
  if (summary == nullptr) return std::nullopt;
  const workspace::Anchor* anchor = summary->anchor(target.fragment);
  if (anchor == nullptr || anchor->slug == target.fragment) return std::nullopt;
  return std::string(anchor->slug);
}

std::string destination_from(const workspace::Document& document, std::string_view to) {
  return workspace::percent_encode_path(
      workspace::relative_to(to, workspace::directory_of(document.path)));
}

void place(Finding& finding, const plan::ChapterFacts& facts, const plan::Mention& mention) {
  name_section_entity(finding, facts, mention.section);
}

}  // namespace pland::rules
