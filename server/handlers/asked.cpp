#include "server/handlers/asked.h"

#include "server/convert.h"

namespace pland::server {

using namespace protocol;

At::At(const Snapshot& snapshot, const std::string& uri, protocol::Position position)
    : document(snapshot.document(uri)) {
  if (document != nullptr) offset = to_offset(document->text, position, snapshot.encoding);
}

protocol::Range range_of(const Snapshot& snapshot, const workspace::Document& document, Span span) {
  return to_range(document.text, span, snapshot.encoding);
}

// A place in a file: exact from its text where that can be had, else from its lines.
protocol::Range range_of(const Snapshot& snapshot, const std::string& path,
                         const workspace::Place& place) {
  protocol::Range lines{{place.begin.line, place.begin.column}, {place.end.line, place.end.column}};
  if (snapshot.encoding == text::Encoding::utf8 || place.span.empty()) return lines;
  workspace::DocumentPtr document = snapshot.workspace->document(path);
  return document == nullptr ? lines : to_range(document->text, place.span, snapshot.encoding);
}

DefinitionResult to_result(const Snapshot& snapshot, const workspace::DocumentPtr& document,
                           const std::optional<features::Definition>& found, bool links) {
  std::vector<LocationLink> out;
  if (document != nullptr && found) {
    for (const features::Target& target : found->targets) {
      out.push_back({range_of(snapshot, *document, found->origin), snapshot.uri_of(target.path),
                     range_of(snapshot, target.path, target.range),
                     range_of(snapshot, target.path, target.selection)});
    }
  }
  if (links) return out;
  std::vector<Location> places;
  for (LocationLink& link : out) places.push_back({link.targetUri, link.targetSelectionRange});
  return places;
}

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

MarkupContent markup(const features::Card& card, bool markdown) {
  return {markdown ? MarkupKind::Markdown : MarkupKind::PlainText,
          markdown ? card.markdown : card.plain};
}

SymbolKind symbol_kind(plan::EntityKind kind) {
  switch (kind) {
    case plan::EntityKind::milestone:
      return SymbolKind::Event;
    case plan::EntityKind::theme:
    case plan::EntityKind::objective:
      return SymbolKind::Namespace;
    case plan::EntityKind::initiative:
      return SymbolKind::Class;
    case plan::EntityKind::metric:
      return SymbolKind::Number;
    case plan::EntityKind::decision:
      return SymbolKind::Constant;
    case plan::EntityKind::non_goal:
      return SymbolKind::Null;
    case plan::EntityKind::risk:
      return SymbolKind::Operator;
    case plan::EntityKind::dependency:
      return SymbolKind::Interface;
    case plan::EntityKind::task:
      return SymbolKind::Boolean;
    case plan::EntityKind::blocker:
      return SymbolKind::Key;
    case plan::EntityKind::release:
      return SymbolKind::Package;
    case plan::EntityKind::revision:
      return SymbolKind::Field;
    case plan::EntityKind::none:
      return SymbolKind::String;
  }
  return SymbolKind::String;
}

}  // namespace pland::server
