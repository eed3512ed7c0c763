// From one place to others: definition and its kin, references, links, hierarchies.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "protocol/types/symbols.h"

namespace pland::protocol {

using DefinitionParams = TextDocumentPositionParams;
using DefinitionResult = std::variant<std::vector<Location>, std::vector<LocationLink>>;

using DeclarationParams = TextDocumentPositionParams;
using TypeDefinitionParams = TextDocumentPositionParams;
using ImplementationParams = TextDocumentPositionParams;

struct ReferenceContext {
  bool includeDeclaration = false;
  LSP_FIELDS(ReferenceContext, includeDeclaration)
};

struct ReferenceParams {
  TextDocumentIdentifier textDocument;
  Position position;
  ReferenceContext context;
  LSP_FIELDS(ReferenceParams, textDocument, position, context)
};

using DocumentHighlightParams = TextDocumentPositionParams;
enum class DocumentHighlightKind : std::int32_t { Text = 1, Read, Write };

struct DocumentHighlight {
  Range range;
  std::optional<DocumentHighlightKind> kind;
  LSP_FIELDS(DocumentHighlight, range, kind)
};

struct DocumentLinkParams {
  TextDocumentIdentifier textDocument;
  LSP_FIELDS(DocumentLinkParams, textDocument)
};

struct DocumentLink {
  Range range;
  std::optional<std::string> target;
  std::optional<std::string> tooltip;
  std::optional<Any> data;
  LSP_FIELDS(DocumentLink, range, target, tooltip, data)
};

using CallHierarchyPrepareParams = TextDocumentPositionParams;
using TypeHierarchyPrepareParams = TextDocumentPositionParams;

// One shape for both hierarchies, as in LSP.
struct HierarchyItem {
  std::string name;
  SymbolKind kind = SymbolKind::String;
  OptionalList<SymbolTag> tags;
  std::optional<std::string> detail;
  DocumentUri uri;
  Range range;
  Range selectionRange;
  std::optional<Any> data;
  LSP_FIELDS(HierarchyItem, name, kind, tags, detail, uri, range, selectionRange, data)
};
using CallHierarchyItem = HierarchyItem;
using TypeHierarchyItem = HierarchyItem;

struct CallHierarchyCallsParams {  // of incoming and of outgoing calls
  CallHierarchyItem item;
  LSP_FIELDS(CallHierarchyCallsParams, item)
};

struct CallHierarchyIncomingCall {
  CallHierarchyItem from;
  std::vector<Range> fromRanges;  // in `from`
  LSP_FIELDS(CallHierarchyIncomingCall, from, fromRanges)
};

struct CallHierarchyOutgoingCall {
  CallHierarchyItem to;
  std::vector<Range> fromRanges;  // in the item that was asked about
  LSP_FIELDS(CallHierarchyOutgoingCall, to, fromRanges)
};

struct TypeHierarchyParams {  // of supertypes and of subtypes
  TypeHierarchyItem item;
  LSP_FIELDS(TypeHierarchyParams, item)
};

}  // namespace pland::protocol
