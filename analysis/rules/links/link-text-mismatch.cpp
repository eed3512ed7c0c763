// A link that shows the name of one file, or one thing's identifier, and leads to another.
//
// Whoever reads the text (people in a diff, agents) goes to the one, whoever clicks to the other.
// Only where both are there: what is missing is broken-file-link's.
#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/plan/entities.h"
#include "analysis/rules/links/link.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"

namespace pland::rules {
namespace {

// The text as one word without the marks of code and emphasis; empty where it is several.
std::string_view one_word(std::string_view shown) {
  shown = text::trim(shown);
  constexpr std::string_view marks = "`*_ ";
  while (!shown.empty() && marks.find(shown.front()) != std::string_view::npos)
    shown.remove_prefix(1);
  while (!shown.empty() && marks.find(shown.back()) != std::string_view::npos)
    shown.remove_suffix(1);
  return shown.find_first_of(" \t\r\n[]<>`") == std::string_view::npos ? shown : "";
}

bool same_name(std::string_view a, std::string_view b) {
  return text::fold_case(a) == text::fold_case(b);
}

// The document that a file's name in the text stands for: beside this one, from the root, or the
// only one of that name.
std::optional<std::string> named_by(const WorkspaceInput& input, std::string_view name) {
  const std::string& here = input.document.path;
  for (const std::string& path : {workspace::join(workspace::directory_of(here), name),
                                  workspace::join(input.workspace.root_of(here), name)})
    if (path == here || input.workspace.summary(path) != nullptr) return path;
  const auto all = workspace::named(input.workspace, workspace::basename_of(name));
  if (all.size() != 1 || !all[0]->path.ends_with(name)) return std::nullopt;
  return all[0]->path;
}

void offer(Finding& finding, const WorkspaceInput& input, const plan::Mention& mention,
           const std::string& meant, std::string_view word, std::string_view actual) {
  const std::string destination = destination_of(input, mention, meant);
  Fix& target = finding.fixes.emplace_back();
  target.title = fmt::format("Link to {}", destination);
  target.safe = false;
  target.edits.push_back(
      {"", {mention.path.begin, std::max(mention.path.end, mention.fragment.end)}, destination});
  const std::string shown = input.facts().text(mention.text);
  const std::size_t at = shown.find(word);
  if (at == std::string::npos) return;
  const std::uint32_t begin = mention.text.begin + static_cast<std::uint32_t>(at);
  Fix& words = finding.fixes.emplace_back();
  words.title = fmt::format("Call it {}", actual);
  words.safe = false;
  words.edits.push_back(
      {"", {begin, begin + static_cast<std::uint32_t>(word.size())}, std::string(actual)});
}

// "[ROADMAP.md](PROJECT_PLAN.md)".
bool judge_file(const WorkspaceInput& input, const plan::Mention& mention, const FollowedLink& link,
                std::string_view word, Report& report) {
  const std::string_view path = word.substr(0, word.find('#'));
  if (!workspace::is_markdown(path) || path.find("://") != std::string_view::npos) return false;
  const std::string_view shown = workspace::basename_of(path);
  const std::string_view actual = workspace::basename_of(link.target.path);
  if (same_name(shown, actual) || !workspace::is_markdown(link.target.path)) return true;
  const auto meant = named_by(input, path);
  if (!meant || *meant == link.target.path) return true;
  Finding& finding = report.add(
      mention.text,
      fmt::format("The text says {}, the link leads to {}", word,
                  meant_path(mention).empty() ? std::string(actual) : meant_path(mention)));
  place(finding, input.facts(), mention);
  offer(finding, input, mention, *meant, path, meant_path(mention));
  return true;
}

// "[ADR-0007](adr/0008-alerts.md)": the page has another identifier of that family, and this one is
// another page's.
void judge_identifier(const WorkspaceInput& input, const plan::Mention& mention,
                      const FollowedLink& link, std::string_view word, Report& report) {
  const std::string id = plan::explicit_id(word);
  if (id.empty() || id != word || link.target.path == input.document.path) return;
  const auto summary = input.workspace.summary(link.target.path);
  if (summary == nullptr || link.target.has_fragment) return;
  const std::string_view family = std::string_view(id).substr(0, id.find('-') + 1);
  const workspace::NamedEntity* other = nullptr;
  for (const workspace::NamedEntity& entity : summary->entities) {
    if (entity.id == id) return;
    if (entity.id.starts_with(family) && other == nullptr) other = &entity;
  }
  if (other == nullptr) return;
  const auto found = workspace::find_entities(input.workspace, input.document.path, id);
  const auto elsewhere = std::find_if(found.begin(), found.end(), [&](const auto& one) {
    return one.entity->id == id && one.document->path != link.target.path;
  });
  if (elsewhere == found.end()) return;
  Finding& finding = report.add(
      mention.text, fmt::format("The text says {}, the link leads to {}", id, other->id));
  place(finding, input.facts(), mention);
  offer(finding, input, mention, elsewhere->document->path, id, other->id);
}

void judge_links(const WorkspaceInput& input, Report& report) {
  const plan::ChapterFacts& facts = input.facts();
  const std::vector<FollowedLink>& links = input.links.of(input.chapter);
  for (std::size_t i = 0; i < links.size(); ++i) {
    const plan::Mention& mention = facts.mentions[i];
    if (links[i].state != LinkState::found || mention.image || mention.path.empty()) continue;
    if (mention.form != plan::MentionForm::link) continue;
    const std::string shown = facts.text(mention.text);
    const std::string_view word = one_word(shown);
    if (word.empty()) continue;
    if (!judge_file(input, mention, links[i], word, report))
      judge_identifier(input, mention, links[i], word, report);
  }
}

}  // namespace

extern const Rule link_text_mismatch = {
    .name = "link-text-mismatch",
    .group = "links",
    .severity = Severity::warning,
    .summary = "A link shows one file's name and leads to another",
    .workspace = judge_links,
    .tier = Tier::any,
};

}  // namespace pland::rules
