// The headings and things of all plans that a search finds, open documents first as they are open.
//
// Everything is in the summaries already, so nothing is read, and ten thousand files are looked
// through in the time of a keystroke. A heading that is a milestone or an initiative is that, and
// no heading beside it. Best first: the whole name, its beginning, words of it, initials; then the
// shorter name, then the order of the documents.
//
// Left out: where exactly a client finds them (Place has byte columns), and documents by the name
// of their file.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/rules/rule.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

struct WorkspaceSymbol {
  workspace::SummaryPtr document;  // keeps the other two alive
  // One of the two.
  const workspace::NamedEntity* entity = nullptr;
  const workspace::Anchor* heading = nullptr;

  std::string_view name() const { return entity != nullptr ? entity->title : heading->title; }
  const workspace::Place& place() const {
    return entity != nullptr ? entity->place : heading->place;
  }
  bool plain_columns() const {
    return entity != nullptr ? entity->plain_columns : heading->plain_columns;
  }
  plan::EntityKind kind() const {
    return entity != nullptr ? entity->kind : plan::EntityKind::none;
  }
  bool is_gone() const;  // dropped or superseded
};

inline constexpr std::size_t most_symbols = 500;

// `stop` (may be empty) is asked now and then whether anybody still wants the answer.
std::vector<WorkspaceSymbol> workspace_symbols(const workspace::Workspace& workspace,
                                               std::string_view query,
                                               const rules::Settings& settings,
                                               const std::function<bool()>& stop = {},
                                               std::size_t most = most_symbols);

// The one of a document that has this name, the nearest to a byte: for who comes back later.
std::optional<WorkspaceSymbol> symbol_near(const workspace::Workspace& workspace,
                                           std::string_view path, std::string_view name,
                                           std::uint32_t offset);

// What a symbol is part of, in words: its document's title, else its path from the root on.
std::string container_of(const workspace::Workspace& workspace, const WorkspaceSymbol& symbol);

}  // namespace pland::features
