#include "analysis/rules/guides/imports.h"

#include <algorithm>
#include <set>

#include "analysis/workspace/path.h"

namespace pland::rules {

std::vector<Loaded> loaded_with(const workspace::Workspace& workspace,
                                const workspace::SummaryPtr& document) {
  constexpr std::size_t most = 1000;
  std::vector<Loaded> out = {{document, 0, 0}};
  std::set<std::string_view> seen = {document->path};
  for (std::size_t at = 0; at < out.size() && out.size() < most; ++at) {
    const workspace::SummaryPtr from = out[at].summary;
    for (const std::string& path : from->imports) {
      if (seen.contains(path)) continue;
      const auto summary = workspace.summary(path);
      if (summary == nullptr) continue;
      seen.insert(summary->path);
      out.push_back({summary, out[at].depth + 1, at});
    }
  }
  return out;
}

std::vector<std::string> way_to(const std::vector<Loaded>& all, std::size_t index) {
  std::vector<std::string> out;
  for (std::size_t at = index;; at = all[at].by) {
    out.emplace_back(workspace::basename_of(all[at].summary->path));
    if (at == 0) break;
  }
  std::reverse(out.begin(), out.end());
  return out;
}

std::string path_of(const workspace::Document& document, const plan::Import& import) {
  if (import.target.starts_with('~') || import.target.starts_with('/')) return {};
  return workspace::join(workspace::directory_of(document.path), import.target);
}

Edit without_import(const plan::ChapterFacts& facts, const plan::Import& import) {
  return {"", import.span, "`" + facts.text(import.path) + "`"};
}

}  // namespace pland::rules
