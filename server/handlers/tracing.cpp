// How the things of plans hang together: hierarchies, and the jumps along them.
#include <algorithm>
#include <utility>

#include "analysis/features/trace.h"
#include "protocol/codec.h"
#include "server/convert.h"
#include "server/handlers/answers.h"

namespace pland::server {

using namespace protocol;

// What an item carries to be found again: its name, and where it stood.
struct ThingData {
  std::string name;
  std::uint32_t offset = 0;
  std::uint32_t form = 0;  // features::Thing::Form
  LSP_FIELDS(ThingData, name, offset, form)
};

namespace {

HierarchyItem item_of(const Snapshot& snapshot, const features::Thing& thing) {
  HierarchyItem item;
  item.name = thing.name;
  item.detail = unless_empty(thing.detail);
  item.uri = snapshot.uri_of(thing.path);
  if (thing.kind != plan::EntityKind::none) {
    item.kind = symbol_kind(thing.kind);
  } else if (thing.is_entry) {
    item.kind = SymbolKind::Package;
  } else {
    item.kind = thing.selection.empty() ? SymbolKind::File : SymbolKind::String;
  }
  if (thing.document != nullptr) {
    item.range = range_of(snapshot, *thing.document, thing.span);
    item.selectionRange = range_of(snapshot, *thing.document, thing.selection);
  }
  item.data = to_any(
      ThingData{thing.name, thing.selection.begin, static_cast<std::uint32_t>(thing.form())});
  return item;
}

std::vector<HierarchyItem> prepare(const Asked& asked, const TextDocumentPositionParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  At at(snapshot, params.textDocument.uri, params.position);
  std::vector<HierarchyItem> out;
  if (at.document == nullptr) return out;
  if (const auto thing = features::thing_at(*snapshot.workspace, at.document, at.offset))
    out.push_back(item_of(snapshot, *thing));
  return out;
}

// The thing of an item, wherever it stands by now.
std::optional<features::Thing> thing_of(const Snapshot& snapshot, const HierarchyItem& item) {
  ThingData data;
  if (!item.data || !decode(*item.data, data, "data").empty()) return std::nullopt;
  const std::string path = snapshot.path_of(item.uri);
  if (snapshot.document(item.uri) == nullptr && !snapshot.workspace->is_inside(path))
    return std::nullopt;
  if (data.form > static_cast<std::uint32_t>(features::Thing::Form::file)) return std::nullopt;
  return features::thing_named(*snapshot.workspace, path, data.name, data.offset,
                               static_cast<features::Thing::Form>(data.form));
}

std::vector<HierarchyItem> items_of(const Snapshot& snapshot,
                                    const std::vector<features::Thing>& things) {
  std::vector<HierarchyItem> out;
  for (const features::Thing& thing : things) out.push_back(item_of(snapshot, thing));
  return out;
}

std::vector<Range> ranges_of(const Snapshot& snapshot, const workspace::DocumentPtr& document,
                             const std::vector<Span>& spans) {
  std::vector<Range> out;
  if (document == nullptr) return out;
  for (const Span span : spans) out.push_back(range_of(snapshot, *document, span));
  return out;
}

}  // namespace

std::vector<CallHierarchyItem> prepare_calls(const Asked& asked,
                                             const CallHierarchyPrepareParams& params) {
  return prepare(asked, params);
}

std::vector<TypeHierarchyItem> prepare_types(const Asked& asked,
                                             const TypeHierarchyPrepareParams& params) {
  return prepare(asked, params);
}

std::vector<CallHierarchyIncomingCall> incoming_calls(const Asked& asked,
                                                      const CallHierarchyCallsParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  std::vector<CallHierarchyIncomingCall> out;
  const auto thing = thing_of(snapshot, params.item);
  if (!thing) return out;
  for (const features::TraceStep& step : features::incoming(*snapshot.workspace, *thing))
    out.push_back(
        {item_of(snapshot, step.thing), ranges_of(snapshot, step.thing.document, step.from)});
  return out;
}

std::vector<CallHierarchyOutgoingCall> outgoing_calls(const Asked& asked,
                                                      const CallHierarchyCallsParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  std::vector<CallHierarchyOutgoingCall> out;
  const auto thing = thing_of(snapshot, params.item);
  if (!thing) return out;
  for (const features::TraceStep& step : features::outgoing(*snapshot.workspace, *thing))
    out.push_back({item_of(snapshot, step.thing), ranges_of(snapshot, thing->document, step.from)});
  return out;
}

std::vector<TypeHierarchyItem> supertypes(const Asked& asked, const TypeHierarchyParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  const auto thing = thing_of(snapshot, params.item);
  if (!thing) return {};
  return items_of(snapshot, features::things_above(*snapshot.workspace, *thing));
}

std::vector<TypeHierarchyItem> subtypes(const Asked& asked, const TypeHierarchyParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  const auto thing = thing_of(snapshot, params.item);
  if (!thing) return {};
  return items_of(snapshot, features::things_below(*snapshot.workspace, *thing));
}

DefinitionResult declare(const Asked& asked, const DeclarationParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  At at(snapshot, params.textDocument.uri, params.position);
  std::optional<features::Definition> found;
  if (at.document != nullptr)
    found = features::declaration(*snapshot.workspace, at.document, at.offset);
  return to_result(snapshot, at.document, found, snapshot.client->declaration_links);
}

DefinitionResult define_type(const Asked& asked, const TypeDefinitionParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  At at(snapshot, params.textDocument.uri, params.position);
  std::optional<features::Definition> found;
  if (at.document != nullptr)
    found = features::type_definition(*snapshot.workspace, at.document, at.offset);
  return to_result(snapshot, at.document, found, snapshot.client->type_definition_links);
}

DefinitionResult implement(const Asked& asked, const ImplementationParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  At at(snapshot, params.textDocument.uri, params.position);
  std::optional<features::Definition> found;
  if (at.document != nullptr)
    found = features::implementation(*snapshot.workspace, at.document, at.offset);
  return to_result(snapshot, at.document, found, snapshot.client->implementation_links);
}

}  // namespace pland::server
