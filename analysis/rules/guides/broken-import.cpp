// An import of a guide (`@docs/style.md`) that loads nothing. Nobody is told: the program that
// reads the guide goes on without.
//
// Imports are seen from the file that has them. A colon or comma right behind is read as part of
// the name. And a guide that says nothing but a path is a symbolic link that was checked out as
// text.
#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/rules/guides/imports.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"

namespace pland::rules {
namespace {

bool exists(const workspace::Workspace& workspace, const std::string& path) {
  if (workspace.summary(path) != nullptr) return true;
  return workspace.disk != nullptr && workspace.disk->look &&
         workspace.disk->look(path).existence == workspace::Existence::file;
}

// Where the file that was meant may be: seen from the root, or the only document of that name.
std::optional<std::string> likely_target(const WorkspaceInput& input, const plan::Import& import,
                                         const std::string& path) {
  const std::string from_root =
      workspace::join(input.workspace.root_of(input.document.path), import.target);
  if (from_root != path && input.workspace.is_inside(from_root) &&
      exists(input.workspace, from_root))
    return from_root;
  const auto all = workspace::named(input.workspace, workspace::basename_of(path));
  if (all.size() != 1 || all[0]->path == input.document.path) return std::nullopt;
  return all[0]->path;
}

// As an import writes it: spaces are escaped.
std::string written(const WorkspaceInput& input, const std::string& path) {
  std::string out;
  for (const char c : workspace::relative_to(path, workspace::directory_of(input.document.path))) {
    if (c == ' ') out += '\\';
    out += c;
  }
  return out;
}

void judge_missing(const WorkspaceInput& input, const plan::Import& import, const std::string& path,
                   Report& report) {
  const auto likely = likely_target(input, import, path);
  std::string message = fmt::format("@{} is not there", import.target);
  if (likely) message += fmt::format("; did you mean @{}?", written(input, *likely));
  Finding& finding = report.add(import.path, std::move(message));
  if (likely) {
    Fix& fix = finding.fixes.emplace_back();
    fix.title = fmt::format("Import {}", written(input, *likely));
    fix.preferred = true;
    fix.edits.push_back({"", import.path, written(input, *likely)});
  }
  Fix& plain = finding.fixes.emplace_back();
  plain.title = "Name it without importing it";
  plain.safe = false;
  plain.edits.push_back(without_import(input.facts(), import));
}

void judge_import(const WorkspaceInput& input, const plan::Import& import, Report& report) {
  const std::string path = path_of(input.document, import);
  if (import.in_quote || path.empty() || !input.workspace.is_inside(path)) return;
  if (!workspace::is_file(input.document.path)) return;
  if (!exists(input.workspace, path)) return judge_missing(input, import, path, report);
  const std::string behind = input.facts().text(import.behind);
  if (!behind.starts_with(':') && !behind.starts_with(',')) return;
  Finding& finding =
      report.add({import.span.begin, import.behind.begin + 1},
                 fmt::format("\"{}\" behind @{} is read as part of its name: nothing is loaded",
                             behind[0], import.target));
  Fix& fix = finding.fixes.emplace_back();
  fix.title = "Put a space before it";
  fix.edits.push_back({"", {import.behind.begin, import.behind.begin}, " "});
}

// "AGENTS.md", and nothing else.
void judge_whole(const WorkspaceInput& input, Report& report) {
  const markdown::Document& text = input.document.text;
  if (input.chapter != 0 || text.size() > 200) return;
  const std::string all = text.text();
  const std::string_view path = text::trim(all);
  if (!workspace::is_markdown(path) || path.find_first_of(" \t\r\n@#[]") != std::string_view::npos)
    return;
  const std::string target = workspace::join(workspace::directory_of(input.document.path), path);
  if (target == input.document.path || !exists(input.workspace, target)) return;
  const auto begin = static_cast<std::uint32_t>(all.find(path));
  Finding& finding = report.add({begin, begin + static_cast<std::uint32_t>(path.size())},
                                fmt::format("This says \"{}\" and loads nothing: a symbolic link "
                                            "that was checked out as text?",
                                            path));
  Fix& fix = finding.fixes.emplace_back();
  fix.title = "Import it";
  fix.safe = false;
  fix.edits.push_back({"", {begin, begin}, "@"});
}

void judge_guide(const WorkspaceInput& input, Report& report) {
  if (input.document.plan->kind != plan::DocumentKind::guide) return;
  for (const plan::Import& import : input.facts().imports) judge_import(input, import, report);
  judge_whole(input, report);
}

}  // namespace

extern const Rule broken_import = {
    .name = "broken-import",
    .group = "guides",
    .severity = Severity::error,
    .summary = "A guide imports a file that is not loaded",
    .workspace = judge_guide,
    .tier = Tier::any,
};

}  // namespace pland::rules
