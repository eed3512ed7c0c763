// A relative link, image or definition whose file is not there. Case alone is link-case-mismatch's.
#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "analysis/plan/kind.h"
#include "analysis/plan/new_document.h"
#include "analysis/rules/links/link.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"

namespace pland::rules {
namespace {

// Where the file that was meant may be: seen from the workspace's root, with its extension, or
// the only document of that name.
std::optional<std::string> likely_target(const WorkspaceInput& input, const std::string& written,
                                         const std::string& path) {
  const auto exists = [&](const std::string& candidate) {
    return input.workspace.summary(candidate) != nullptr ||
           input.workspace.disk->look(candidate).existence == workspace::Existence::file;
  };
  const std::string from_root =
      workspace::join(input.workspace.root_of(input.document.path), written);
  if (from_root != path && input.workspace.is_inside(from_root) && exists(from_root))
    return from_root;
  if (workspace::extension_of(path).empty() && exists(path + ".md")) return path + ".md";
  if (written.find('\\') != std::string::npos) {  // as Windows writes it
    std::string slashes = written;
    std::replace(slashes.begin(), slashes.end(), '\\', '/');
    const std::string meant =
        workspace::join(workspace::directory_of(input.document.path), slashes);
    if (input.workspace.is_inside(meant) && exists(meant)) return meant;
  }

  std::optional<std::string> only;
  for (const auto& summary : workspace::named(input.workspace, workspace::basename_of(path))) {
    if (summary->path == input.document.path) continue;
    if (only) return std::nullopt;
    only = summary->path;
  }
  return only;
}

// What the link calls it: a heading's text, too. Nothing where that is a picture, or no link.
std::string title_of(const plan::ChapterFacts& facts, const plan::Mention& mention) {
  if (mention.form != plan::MentionForm::link || mention.image) return {};
  if (mention.link_form == markdown::LinkForm::html) return {};
  if (mention.wiki && mention.text == mention.destination)
    return std::string(workspace::basename_of(meant_path(mention)));
  std::string title = facts.text(mention.text);
  std::replace_if(
      title.begin(), title.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  if (title.find("](") != std::string::npos) return {};
  return std::string(text::trim(title));
}

// What a template calls by its name, as the new file sees it: it may stand in another folder. What
// is not there (yet) is to be beside the document that links.
std::string seen_from(const WorkspaceInput& input, const std::string& path,
                      const std::string& name) {
  const std::string_view home = workspace::directory_of(path);
  const auto exists = [&](const std::string& candidate) {
    return input.workspace.summary(candidate) != nullptr ||
           input.workspace.disk->look(candidate).existence == workspace::Existence::file;
  };
  if (exists(workspace::join(home, name))) return name;
  const std::string beside = workspace::join(workspace::directory_of(input.document.path), name);
  std::string there = beside;
  if (!exists(beside)) {
    const std::string from_root =
        workspace::join(input.workspace.root_of(input.document.path), name);
    const auto named = workspace::named(input.workspace, name);
    if (exists(from_root))
      there = from_root;
    else if (named.size() == 1)
      there = named.front()->path;
  }
  return workspace::percent_encode_path(workspace::relative_to(there, home));
}

Fix create(const WorkspaceInput& input, const plan::Mention& mention, const std::string& path,
           const std::string& shown) {
  Fix fix;
  fix.title = fmt::format("Create {}", shown);
  fix.safe = false;
  fix.create_path = path;
  const plan::KindSchema* schema = plan::schema_of(plan::kind_of_path(path));
  std::string title = title_of(input.facts(), mention);
  if (schema != nullptr) {
    // A decision is called what it decides; a roadmap is not called "the roadmap".
    if (schema->kind != plan::DocumentKind::decision) title.clear();
    fix.create_text =
        plan::new_document(*schema, title, input.settings.today,
                           [&](const std::string& name) { return seen_from(input, path, name); });
    return fix;
  }
  std::string_view name = workspace::basename_of(path);
  name.remove_suffix(workspace::extension_of(path).size());
  fix.create_text = fmt::format("# {}\n", title.empty() ? name : title);
  return fix;
}

// The file to create as the link has it; a wiki link leaves out `.md`.
std::string shown_path(const WorkspaceInput& input, const plan::Mention& mention,
                       const std::string& path) {
  if (!mention.wiki) return meant_path(mention);
  return workspace::relative_to(path, workspace::directory_of(input.document.path));
}

void judge_links(const WorkspaceInput& input, Report& report) {
  const plan::ChapterFacts& facts = input.facts();
  const std::vector<FollowedLink>& links = input.links.of(input.chapter);
  for (std::size_t i = 0; i < links.size(); ++i) {
    const plan::Mention& mention = facts.mentions[i];
    const FollowedLink& link = links[i];
    if (link.state != LinkState::missing) continue;
    const std::string& path = link.target.path;
    const std::string written = meant_path(mention);
    Finding& finding = report.add(mention.path, {});
    place(finding, facts, mention);
    const auto likely = likely_target(input, written, path);
    const std::string destination = likely ? destination_of(input, mention, *likely) : "";
    if (!destination.empty()) {
      finding.message = fmt::format("{} does not exist; did you mean {}?", written, destination);
      Fix& fix = finding.fixes.emplace_back();
      fix.title = fmt::format("Link to {}", destination);
      fix.preferred = true;
      fix.edits.push_back({"", mention.path, destination});
    } else {
      finding.message = fmt::format("{} does not exist", written);
    }
    if (workspace::is_markdown(path) && input.workspace.is_inside(path))
      finding.fixes.push_back(create(input, mention, path, shown_path(input, mention, path)));
  }
}

}  // namespace

extern const Rule broken_file_link = {
    .name = "broken-file-link",
    .group = "links",
    .severity = Severity::error,
    .summary = "A link leads to a file that is not there",
    .workspace = judge_links,
    .join = without_unused_definitions,
    .tier = Tier::any,
};

}  // namespace pland::rules
