#include "analysis/rules/links/link.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "analysis/markdown/labels.h"
#include "analysis/rules/entity.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"
#include "analysis/workspace/wiki.h"

namespace pland::rules {
namespace {

// The label of the definition that a place in the document is part of.
std::optional<std::uint64_t> defined_at(const markdown::Document& text, std::uint32_t offset) {
  const markdown::Placed placed = text.segment_at(offset);
  if (placed.segment == nullptr) return std::nullopt;
  for (const markdown::Definition& definition : placed.segment->tree.definitions)
    if (definition.span.contains(offset - placed.offset))
      return markdown::label_hash(placed.segment->view(definition.label));
  return std::nullopt;
}

// The labels that references name, ascending.
std::vector<std::uint64_t> used_labels(const markdown::Document& text) {
  std::vector<std::uint64_t> out;
  text.each_segment([&](const markdown::Placed& placed) {
    for (const markdown::Link& link : placed.segment->tree.links)
      if (link.is_reference())
        out.push_back(markdown::label_hash(placed.segment->view(link.label)));
  });
  std::sort(out.begin(), out.end());
  return out;
}

// `../../issues` in a README at the repository's root: GitHub shows the file below
// `/owner/repo/blob/main/`, so two folders above the root are the repository's own pages.
bool is_page_of_the_host(std::string_view folder, std::string_view written) {
  constexpr std::array<std::string_view, 22> pages = {
      "issues",      "pulls",    "pull",       "wiki",       "releases",  "actions",
      "discussions", "tags",     "commits",    "commit",     "blob",      "tree",
      "compare",     "security", "projects",   "milestones", "milestone", "labels",
      "graphs",      "network",  "stargazers", "raw"};
  written = written.substr(0, written.find_first_of("?#"));
  int depth = folder.empty() || folder == "." ? 0 : 1;
  depth += static_cast<int>(std::count(folder.begin(), folder.end(), '/'));
  while (!written.empty()) {
    const std::size_t slash = std::min(written.find('/'), written.size());
    const std::string_view part = written.substr(0, slash);
    if (depth == -2 && part != "..")
      return std::find(pages.begin(), pages.end(), part) != pages.end();
    if (part == "..")
      --depth;
    else if (!part.empty() && part != ".")
      ++depth;
    written.remove_prefix(std::min(slash + 1, written.size()));
  }
  return false;
}

}  // namespace

std::vector<Finding> without_unused_definitions(std::vector<Finding> all,
                                                const markdown::Document& text) {
  std::optional<std::vector<std::uint64_t>> used;
  std::erase_if(all, [&](const Finding& finding) {
    const auto label = defined_at(text, finding.span.begin);
    if (!label) return false;
    if (!used) used = used_labels(text);
    return !std::binary_search(used->begin(), used->end(), *label);
  });
  return all;
}

const std::vector<FollowedLink>& Links::of(std::uint32_t chapter) {
  if (chapter == chapter_) return links_;
  chapter_ = chapter;
  links_.clear();
  for (const plan::Mention& mention : document_.plan->chapters[chapter].facts->mentions) {
    FollowedLink& link = links_.emplace_back(follow(mention));
    if (link.state != LinkState::found) continue;
    link.anchors = anchors_of(link.target);
    if (link.anchors != nullptr) link.anchor = link.anchors->anchor(link.target.fragment);
  }
  return links_;
}

const NearAnchors& Links::near(const workspace::SummaryPtr& summary) {
  return near_.try_emplace(summary.get(), summary).first->second;
}

FollowedLink Links::follow(const plan::Mention& mention) const {
  FollowedLink out;
  const bool is_link = mention.form == plan::MentionForm::definition ||
                       (mention.form == plan::MentionForm::link &&
                        (mention.link_form == markdown::LinkForm::inline_link ||
                         mention.link_form == markdown::LinkForm::html));
  if (!is_link || mention.in_quote || mention.placeholder) return out;
  if (mention.path.empty() && !mention.has_fragment) return out;  // `[x]()`, `[x](?query)`

  out.target = workspace::resolve(workspace_, document_, mention);
  if (out.target.kind != workspace::Target::Kind::file) return out;
  const std::string& path = out.target.path;
  if (path != document_.path && !workspace::is_file(document_.path)) return out;
  if (path == document_.path || workspace_.summary(path) != nullptr) {
    out.state = LinkState::found;
    return out;
  }
  if (workspace_.disk == nullptr || !workspace_.disk->look) return out;
  workspace::DiskEntry entry = workspace_.disk->look(path);
  if (!entry.actual_path.empty() && entry.actual_path != path) {
    out.state = LinkState::other_case;
    out.actual_path = std::move(entry.actual_path);
  } else if (entry.existence != workspace::Existence::missing) {
    out.state = LinkState::found;
  } else if (!leads_to_the_host(mention) && !mention.target.starts_with('[')) {
    // `[name].md` of a template has to be filled in.
    out.state = LinkState::missing;
  }
  return out;
}

bool Links::leads_to_the_host(const plan::Mention& mention) const {
  const std::string_view root = workspace_.root_of(document_.path);
  if (mention.wiki || root.empty()) return false;
  const std::string folder = workspace::relative_to(workspace::directory_of(document_.path), root);
  return is_page_of_the_host(folder, mention.target);
}

workspace::SummaryPtr Links::anchors_of(const workspace::Target& target) const {
  const std::string& fragment = target.fragment;
  if (!target.has_fragment || target.line_fragment || fragment.empty() || fragment == "top")
    return nullptr;
  if (fragment.starts_with(":~:")) return nullptr;
  if (target.path == document_.path) return document_.summary;
  if (!workspace::is_markdown(target.path)) return nullptr;
  if (!workspace_.is_inside(target.path)) return nullptr;
  if (auto summary = workspace_.summary(workspace_.real_path(target.path))) return summary;
  const auto document = workspace_.document(target.path);  // ignored by Git, say
  return document == nullptr ? nullptr : document->summary;
}

std::string destination_of(const WorkspaceInput& input, const plan::Mention& mention,
                           std::string_view to) {
  if (mention.wiki) {
    const workspace::WikiHome home{input.document.path,
                                   input.workspace.root_of(input.document.path)};
    const bool extension = workspace::says_extension(workspace::path_of_wiki(mention.target));
    return workspace::spell_wiki_file(workspace::file_names(input.workspace), home, to, extension)
        .value_or(std::string());
  }
  std::string path = workspace::relative_to(to, workspace::directory_of(input.document.path));
  const std::uint32_t begin = mention.destination.begin;
  if (input.facts().text(mention.path).starts_with("./") && !path.starts_with('.'))
    path.insert(0, "./");
  if (mention.link_form == markdown::LinkForm::html)
    return workspace::percent_encode_attribute(path);
  if (begin > 0 && input.facts().text({begin - 1, begin}) == "<")
    return workspace::percent_encode_angled(path);
  return workspace::percent_encode_path(path);
}

std::string meant_path(const plan::Mention& mention) {
  if (mention.wiki) return std::string(workspace::path_of_wiki(mention.target));
  return workspace::percent_decode(
      std::string_view(mention.target).substr(0, mention.target.find('#')));
}

void place(Finding& finding, const plan::ChapterFacts& facts, const plan::Mention& mention) {
  name_section_entity(finding, facts, mention.section);
  finding.partial &= mention.form == plan::MentionForm::definition;
}

}  // namespace pland::rules
