// What a text says: hover and outline.
#include <utility>

#include "analysis/features/hover.h"
#include "analysis/features/symbols.h"
#include "server/handlers/answers.h"

namespace pland::server {

using namespace protocol;

std::optional<protocol::Hover> hover(const Asked& asked, const HoverParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  At at(snapshot, params.textDocument.uri, params.position);
  if (at.document == nullptr) return std::nullopt;
  auto found = features::hover(*snapshot.workspace, *at.document, at.offset,
                               snapshot.settings_of(*at.document));
  if (!found) return std::nullopt;
  return protocol::Hover{markup(found->card, snapshot.client->hover_markdown),
                         range_of(snapshot, *at.document, found->span)};
}

namespace {

DocumentSymbol to_symbol(const Snapshot& snapshot, const workspace::Document& document,
                         const features::Symbol& symbol) {
  DocumentSymbol out;
  out.name = symbol.name;
  out.detail = unless_empty(symbol.detail);
  out.kind = symbol_kind(symbol.kind);
  if (symbol.deprecated && snapshot.client->symbol_tags) out.tags.push_back(SymbolTag::Deprecated);
  out.range = range_of(snapshot, document, symbol.span);
  out.selectionRange = range_of(snapshot, document, symbol.selection);
  for (const features::Symbol& child : symbol.children) {
    out.children.push_back(to_symbol(snapshot, document, child));
  }
  return out;
}

}  // namespace

DocumentSymbolResult symbols(const Asked& asked, const DocumentSymbolParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  workspace::DocumentPtr document = snapshot.document(params.textDocument.uri);
  std::vector<features::Symbol> tree;
  if (document != nullptr) tree = features::symbols(*document);
  if (snapshot.client->hierarchical_symbols) {
    std::vector<DocumentSymbol> out;
    for (const features::Symbol& symbol : tree) {
      out.push_back(to_symbol(snapshot, *document, symbol));
    }
    return out;
  }
  std::vector<SymbolInformation> out;
  for (const features::FlatSymbol& flat : features::flatten(tree)) {
    SymbolInformation symbol;
    symbol.name = flat.symbol->name;
    symbol.kind = symbol_kind(flat.symbol->kind);
    symbol.containerName = unless_empty(flat.container);
    symbol.location = {params.textDocument.uri, range_of(snapshot, *document, flat.symbol->span)};
    out.push_back(std::move(symbol));
  }
  return out;
}

}  // namespace pland::server
