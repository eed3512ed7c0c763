// The outline of a document, typed: its headings, and in them the milestones, initiatives, metrics,
// decisions and risks, each with its state.
//
// A symbol's span holds its selection and its children (LSP 3.17, DocumentSymbol). Tasks are no
// symbols of their own: a document may have thousands, so their parents say "1 of 3 done".
//
// Left out: symbols of the whole workspace; the summaries have those.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/plan/facts.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

struct Symbol {
  std::string name;                                // never empty
  std::string detail;                              // "doing · 1 of 3 done"
  plan::EntityKind kind = plan::EntityKind::none;  // none: a heading, no more
  std::uint8_t level = 0;                          // of a heading
  bool deprecated = false;                         // dropped or superseded
  Span span;
  Span selection;
  std::vector<Symbol> children;
};

std::vector<Symbol> symbols(const workspace::Document& document);

// The same without nesting, in text order, for clients that know no hierarchy.
struct FlatSymbol {
  const Symbol* symbol = nullptr;  // in the tree given
  std::string container;           // the parent's name
};
std::vector<FlatSymbol> flatten(const std::vector<Symbol>& tree);

}  // namespace pland::features
