// Imports of a guide that lead in a circle, or deeper than they are followed.
#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <vector>

#include "analysis/rules/guides/imports.h"
#include "analysis/workspace/path.h"

namespace pland::rules {
namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += out.empty() ? name : " → " + name;
  return out;
}

struct Trouble {
  std::size_t index = 0;  // in what is loaded
  std::string message;
};

// A circle through one of the documents on the way to it; none where there is no circle.
std::optional<Trouble> circle(const std::vector<Loaded>& all) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const std::string& path : all[i].summary->imports) {
      for (std::size_t at = i;; at = all[at].by) {
        if (all[at].summary->path == path) {
          std::vector<std::string> way = way_to(all, i);
          way.emplace_back(workspace::basename_of(path));
          return Trouble{i, "The imports lead in a circle: " + joined(way)};
        }
        if (at == 0) break;
      }
    }
  }
  return std::nullopt;
}

std::optional<Trouble> too_deep(const std::vector<Loaded>& all) {
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].depth > deepest_import)
      return Trouble{i, fmt::format("{} is {} imports away; only {} are followed",
                                    workspace::basename_of(all[i].summary->path), all[i].depth,
                                    deepest_import)};
  return std::nullopt;
}

// The document's own import through which it comes to that.
std::string first_step(const std::vector<Loaded>& all, std::size_t index) {
  while (all[index].depth > 1) index = all[index].by;
  return all[index].summary->path;
}

void say(const WorkspaceInput& input, const std::vector<Loaded>& all, const Trouble& trouble,
         Report& report) {
  // Of the document itself: the import that leads back at once.
  const std::string step = first_step(all, trouble.index);
  for (const plan::Import& import : input.facts().imports) {
    if (path_of(input.document, import) != step) continue;
    Finding& finding = report.add(import.span, trouble.message);
    Fix& fix = finding.fixes.emplace_back();
    fix.title = "Name it without importing it";
    fix.safe = false;
    fix.edits.push_back(without_import(input.facts(), import));
    return;
  }
}

void judge_guide(const WorkspaceInput& input, Report& report) {
  if (input.document.plan->kind != plan::DocumentKind::guide) return;
  if (input.facts().imports.empty()) return;
  const std::vector<Loaded> all = loaded_with(input.workspace, input.document.summary);
  if (const auto trouble = circle(all)) say(input, all, *trouble, report);
  if (const auto trouble = too_deep(all)) say(input, all, *trouble, report);
}

}  // namespace

extern const Rule import_cycle = {
    .name = "import-cycle",
    .group = "guides",
    .severity = Severity::warning,
    .summary = "Imports lead in a circle, or too deep",
    .workspace = judge_guide,
    .tier = Tier::any,
};

}  // namespace pland::rules
