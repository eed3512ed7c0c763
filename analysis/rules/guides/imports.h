// What the rules about guides ask of imports: where they lead, and what is loaded with a document.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/rules/rule.h"

namespace pland::rules {

// How deep imports are followed by the programs that load guides.
inline constexpr std::size_t deepest_import = 5;

struct Loaded {
  workspace::SummaryPtr summary;
  std::size_t depth = 0;  // 1: imported by the document itself
  std::size_t by = 0;     // index of what imports it, where it was reached first
};

// All that a document loads, nearest first, each once; the document itself is the first.
std::vector<Loaded> loaded_with(const workspace::Workspace& workspace,
                                const workspace::SummaryPtr& document);
// The names on the way from the document to one of them, itself the last.
std::vector<std::string> way_to(const std::vector<Loaded>& all, std::size_t index);

// The path that an import leads to, seen from its document; empty for what lies elsewhere (`~/…`).
std::string path_of(const workspace::Document& document, const plan::Import& import);
// "`docs/style.md`": names the file, and imports nothing.
Edit without_import(const plan::ChapterFacts& facts, const plan::Import& import);

}  // namespace pland::rules
