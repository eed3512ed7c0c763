// A plan or guide that nobody comes to: no chain of links or imports leads to it from where readers
// start (README, CLAUDE, AGENTS, ROADMAP, index, CONTRIBUTING).
//
// Looked for backwards, from the document to those that link to it: most have a start one or two
// steps away, and what nobody links to is known at once.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/plan/path_words.h"
#include "analysis/rules/links/link.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"

namespace pland::rules {
namespace {

bool is_start(std::string_view path) {
  constexpr std::array<std::string_view, 8> names = {"readme", "claude", "agents",       "roadmap",
                                                     "index",  "gemini", "contributing", "summary"};
  std::string_view name = workspace::basename_of(path);
  name = name.substr(0, name.find('.'));
  const std::string folded = text::fold_case(name);
  return std::find(names.begin(), names.end(), folded) != names.end();
}

// A guide in a folder of its own waits to be found by way of the one above.
bool is_asked(const WorkspaceInput& input) {
  const workspace::Document& document = input.document;
  if (document.plan->kind == plan::DocumentKind::none || document.plan->is_template) return false;
  const std::string_view folder = workspace::directory_of(document.path);
  if (!input.workspace.is_inside(document.path)) return false;
  const std::string_view within = std::string_view(document.path).substr(document.path_within);
  if (plan::path_words(within).archive) return false;
  if (document.plan->kind == plan::DocumentKind::guide)
    return folder != input.workspace.root_of(document.path);
  return !is_start(document.path);
}

std::vector<workspace::SummaryPtr> leading_to(const workspace::Workspace& workspace,
                                              const std::string& path) {
  std::vector<workspace::SummaryPtr> out = workspace::linking_to(workspace, path);
  // A link to the folder shows its README.
  if (is_start(path))
    for (auto& summary :
         workspace::linking_to(workspace, std::string(workspace::directory_of(path))))
      out.push_back(std::move(summary));
  return out;
}

bool is_reached(const workspace::Workspace& workspace, const std::string& from) {
  constexpr std::size_t most = 2000;  // documents: who has so many on the way is well known
  std::set<std::string> seen = {from};
  std::vector<std::string> next = {from};
  while (!next.empty()) {
    const std::string path = std::move(next.back());
    next.pop_back();
    for (const workspace::SummaryPtr& summary : leading_to(workspace, path)) {
      if (summary->path == from) continue;
      if (is_start(summary->path) || seen.size() > most) return true;
      if (seen.insert(summary->path).second) next.push_back(summary->path);
    }
  }
  return false;
}

// The start nearest to the document: in its folder, or above.
workspace::SummaryPtr nearest_start(const WorkspaceInput& input) {
  std::string folder(workspace::directory_of(input.document.path));
  const std::string_view root = input.workspace.root_of(input.document.path);
  for (;; folder = workspace::directory_of(folder)) {
    for (const std::string_view name :
         {"README.md", "CLAUDE.md", "AGENTS.md", "ROADMAP.md", "index.md"})
      if (const std::string path = workspace::join(folder, name); path != input.document.path)
        if (auto summary = input.workspace.summary(path)) return summary;
    if (folder == root || !workspace::is_inside(folder, root)) return nullptr;
  }
}

void judge_document(const WorkspaceInput& input, Report& report) {
  if (input.chapter != 0 || !is_asked(input)) return;
  if (is_reached(input.workspace, input.document.path)) return;
  const plan::ChapterFacts& facts = input.facts();
  const auto heading = std::find_if(facts.sections.begin(), facts.sections.end(),
                                    [](const plan::Section& one) { return one.level > 0; });
  const Span span = heading == facts.sections.end() ? Span{} : heading->title_span;
  const bool linked = !workspace::linking_to(input.workspace, input.document.path).empty();
  const std::string_view name = workspace::basename_of(input.document.path);
  Finding& finding =
      report.add(span, linked ? fmt::format("Nothing that readers start from leads to {}", name)
                              : fmt::format("Nothing links to {}", name));
  const auto start = nearest_start(input);
  const auto text = start == nullptr ? nullptr : input.workspace.document(start->path);
  if (text == nullptr || text->text.size() == 0) return;
  const std::string path = workspace::percent_encode_path(
      workspace::relative_to(input.document.path, workspace::directory_of(start->path)));
  const std::uint32_t end = text->text.size();
  const bool ended = text->text.text({end - 1, end}) == "\n";
  Fix& fix = finding.fixes.emplace_back();
  fix.title = fmt::format("Link to it from {}", workspace::basename_of(start->path));
  fix.safe = false;
  const std::string& title = input.document.plan->title;
  fix.edits.push_back({start->path,
                       {end, end},
                       fmt::format("{}\n- [{}]({})\n", ended ? "" : "\n",
                                   title.empty() ? std::string(name) : title, path)});
}

}  // namespace

extern const Rule orphan_document = {
    .name = "orphan-document",
    .group = "links",
    .severity = Severity::information,
    .on = false,
    .summary = "No link leads to a plan",
    .workspace = judge_document,
    .tier = Tier::any,
};

}  // namespace pland::rules
