// The texts of open documents.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "protocol/types/basic.h"

namespace pland::protocol {

struct DidOpenTextDocumentParams {
  TextDocumentItem textDocument;
  LSP_FIELDS(DidOpenTextDocumentParams, textDocument)
};

// Without a range, `text` is the whole new text.
struct TextDocumentContentChangeEvent {
  std::optional<Range> range;
  std::string text;
  LSP_FIELDS(TextDocumentContentChangeEvent, range, text)
};

struct DidChangeTextDocumentParams {
  VersionedTextDocumentIdentifier textDocument;
  std::vector<TextDocumentContentChangeEvent> contentChanges;
  LSP_FIELDS(DidChangeTextDocumentParams, textDocument, contentChanges)
};

struct DidSaveTextDocumentParams {
  TextDocumentIdentifier textDocument;
  std::optional<std::string> text;
  LSP_FIELDS(DidSaveTextDocumentParams, textDocument, text)
};

struct DidCloseTextDocumentParams {
  TextDocumentIdentifier textDocument;
  LSP_FIELDS(DidCloseTextDocumentParams, textDocument)
};

}  // namespace pland::protocol
