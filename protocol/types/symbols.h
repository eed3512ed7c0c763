// Outlines of one document and of the workspace.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "protocol/types/basic.h"

namespace pland::protocol {

struct DocumentSymbolParams {
  TextDocumentIdentifier textDocument;
  LSP_FIELDS(DocumentSymbolParams, textDocument)
};

enum class SymbolKind : std::int32_t {
  File = 1,
  Module,
  Namespace,
  Package,
  Class,
  Method,
  Property,
  Field,
  Constructor,
  Enum,
  Interface,
  Function,
  Variable,
  Constant,
  String,
  Number,
  Boolean,
  Array,
  Object,
  Key,
  Null,
  EnumMember,
  Struct,
  Event,
  Operator,
  TypeParameter,
};
enum class SymbolTag : std::int32_t { Deprecated = 1 };

struct DocumentSymbol {
  std::string name;
  std::optional<std::string> detail;
  SymbolKind kind = SymbolKind::String;
  OptionalList<SymbolTag> tags;
  Range range;
  Range selectionRange;
  std::vector<DocumentSymbol> children;
  LSP_FIELDS(DocumentSymbol, name, detail, kind, tags, range, selectionRange, children)
};

// Also the answer to workspace/symbol.
struct SymbolInformation {
  std::string name;
  SymbolKind kind = SymbolKind::String;
  OptionalList<SymbolTag> tags;
  std::optional<std::string> containerName;
  Location location;
  LSP_FIELDS(SymbolInformation, name, kind, tags, containerName, location)
};

using DocumentSymbolResult =
    std::variant<std::vector<DocumentSymbol>, std::vector<SymbolInformation>>;

struct WorkspaceSymbolParams {
  std::string query;
  LSP_FIELDS(WorkspaceSymbolParams, query)
};

// The answer to workspace/symbol where the client resolves the place: it is known by its file
// alone.
struct SymbolLocation {
  DocumentUri uri;
  std::optional<Range> range;
  LSP_FIELDS(SymbolLocation, uri, range)
};

struct WorkspaceSymbol {
  std::string name;
  SymbolKind kind = SymbolKind::String;
  OptionalList<SymbolTag> tags;
  std::optional<std::string> containerName;
  SymbolLocation location;
  std::optional<Any> data;
  LSP_FIELDS(WorkspaceSymbol, name, kind, tags, containerName, location, data)
};

using WorkspaceSymbolResult =
    std::variant<std::vector<SymbolInformation>, std::vector<WorkspaceSymbol>>;

}  // namespace pland::protocol
