// A path that a guide names in code or in a navigation box, and that is not there.
//
// In code only where its first folder is there: what has none is a pattern, an example, or
// something that a program makes. The boxes are links in all but form.
#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/plan/path_words.h"
#include "analysis/rules/links/link.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"

namespace pland::rules {
namespace {

workspace::Existence look(const WorkspaceInput& input, const std::string& path) {
  if (input.workspace.summary(path) != nullptr) return workspace::Existence::file;
  return input.workspace.disk->look(path).existence;
}

bool is_there(const WorkspaceInput& input, const std::string& path) {
  if (look(input, path) != workspace::Existence::missing) return true;
  // Its case is another matter.
  return !input.workspace.disk->look(path).actual_path.empty();
}

// YYYY, NNNN, X: to be filled in.
bool is_pattern(std::string_view path) {
  for (const std::string_view part :
       {"YYYY", "NNNN", "NNN", "XXX", "...", "MM-DD", "xxx", "foo", "bar", "example", "your-",
        "my-", "some-", "path/to", "name."})
    if (path.find(part) != std::string_view::npos) return true;
  return false;
}

// "create `docs/x.md`", "(generated)": what is not there yet, or not in the repository.
bool says_it_is_made(std::string_view line) {
  const std::string lower = text::fold_case(line);
  for (const std::string_view word :
       {"creat",   "generat",     "add a",    "add an",     "new file",     "new ",
        "will be", "gitignore",   "output",   "writes",     "written to",   "produces",
        "e.g.",    "for example", "such as",  "removed",    "deleted",      "renamed",
        "moved",   "no longer",   "optional", "if present", "if it exists", "do not ",
        "don't ",  "never "})
    if (lower.find(word) != std::string::npos) return true;
  return false;
}

std::optional<std::string> likely_target(const WorkspaceInput& input, const std::string& path) {
  if (!workspace::is_markdown(path)) return std::nullopt;
  const auto all = workspace::named(input.workspace, workspace::basename_of(path));
  if (all.size() != 1 || all[0]->path == input.document.path) return std::nullopt;
  return all[0]->path;
}

void judge(const WorkspaceInput& input, const plan::Mention& mention, Report& report) {
  const bool box = mention.form == plan::MentionForm::box_path;
  const std::string target = mention.target.substr(0, mention.target.find('#'));
  const std::size_t slash = target.find('/');
  if (target.starts_with('/') || target.starts_with("~") || is_pattern(target)) return;
  if (slash == std::string::npos && !box) return;
  const std::string here(workspace::directory_of(input.document.path));
  const std::string root(input.workspace.root_of(input.document.path));
  const std::string near = workspace::join(here, target), far = workspace::join(root, target);
  if (!input.workspace.is_inside(near) || is_there(input, near) || is_there(input, far)) return;
  if (!box) {
    const std::string first = target.substr(0, slash);
    const auto is_folder = [&](const std::string& from) {
      return first != "." && first != ".." &&
             look(input, workspace::join(from, first)) == workspace::Existence::folder;
    };
    if (!is_folder(here) && !is_folder(root)) return;
    const markdown::Document& text = input.document.text;
    const std::uint32_t offset = input.document.plan->chapters[input.chapter].offset;
    if (says_it_is_made(text.line_text(text.position(mention.span.begin + offset).line))) return;
  }
  const auto likely = likely_target(input, near);
  std::string shown;
  if (likely) {
    const bool from_root =
        look(input, workspace::join(root, target.substr(0, slash))) == workspace::Existence::folder;
    shown = workspace::relative_to(*likely, from_root ? root : here);
  }
  Finding& finding = report.add(
      mention.path, likely ? fmt::format("{} is not there; did you mean {}?", target, shown)
                           : fmt::format("{} is not there", target));
  place(finding, input.facts(), mention);
  if (!likely) return;
  Fix& fix = finding.fixes.emplace_back();
  fix.title = fmt::format("Write {}", shown);
  fix.safe = false;
  fix.edits.push_back({"", mention.path, shown});
}

void judge_guide(const WorkspaceInput& input, Report& report) {
  const workspace::Document& document = input.document;
  if (document.plan->kind != plan::DocumentKind::guide || document.plan->is_template) return;
  if (!workspace::is_file(document.path) || !input.workspace.is_inside(document.path)) return;
  if (input.workspace.disk == nullptr || !input.workspace.disk->look) return;
  const std::string_view within = std::string_view(document.path).substr(document.path_within);
  if (plan::path_words(within).to_copy) return;
  for (const plan::Mention& mention : input.facts().mentions) {
    const bool asked =
        mention.form == plan::MentionForm::code_path || mention.form == plan::MentionForm::box_path;
    if (asked && !mention.in_quote) judge(input, mention, report);
  }
}

}  // namespace

extern const Rule dead_path_mention = {
    .name = "dead-path-mention",
    .group = "guides",
    .severity = Severity::information,
    .summary = "A guide names a file that is not there",
    .workspace = judge_guide,
    .tier = Tier::any,
};

}  // namespace pland::rules
