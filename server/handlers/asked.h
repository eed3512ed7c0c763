// What the answers to queries share: the place that a client asks about, and how values of analysis
// become LSP's structures.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "analysis/features/card.h"
#include "analysis/features/definition.h"
#include "analysis/workspace/workspace.h"
#include "protocol/types.h"
#include "server/state.h"
#include "server/table.h"

namespace pland::server {

using Asked = Query<Snapshot>;

// A document and a place in it; null where the document is not open.
struct At {
  workspace::DocumentPtr document;
  std::uint32_t offset = 0;

  At(const Snapshot& snapshot, const std::string& uri, protocol::Position position);
};

protocol::Range range_of(const Snapshot& snapshot, const workspace::Document& document, Span span);
// A place in a file: exact from its text where that can be had, else from its lines.
protocol::Range range_of(const Snapshot& snapshot, const std::string& path,
                         const workspace::Place& place);
// Where to go, in the shape that the client takes: with `links`, what it came from beside it.
protocol::DefinitionResult to_result(const Snapshot& snapshot,
                                     const workspace::DocumentPtr& document,
                                     const std::optional<features::Definition>& found, bool links);
std::optional<std::string> unless_empty(const std::string& text);
protocol::MarkupContent markup(const features::Card& card, bool markdown);
protocol::SymbolKind symbol_kind(plan::EntityKind kind);

}  // namespace pland::server
