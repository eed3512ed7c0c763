// What changes a text: code actions, rename, formatting, linked editing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/types/basic.h"

namespace pland::protocol {

// Kinds are open words with dots: "quickfix", "refactor.rewrite", "source.fixAll.pland".
using CodeActionKind = std::string;
enum class CodeActionTriggerKind : std::int32_t { Invoked = 1, Automatic };

struct CodeActionContext {
  std::vector<Diagnostic> diagnostics;
  std::optional<std::vector<CodeActionKind>> only;
  std::optional<CodeActionTriggerKind> triggerKind;
  LSP_FIELDS(CodeActionContext, diagnostics, only, triggerKind)
};

struct CodeActionParams {
  TextDocumentIdentifier textDocument;
  Range range;
  CodeActionContext context;
  LSP_FIELDS(CodeActionParams, textDocument, range, context)
};

struct CodeActionDisabled {
  std::string reason;
  LSP_FIELDS(CodeActionDisabled, reason)
};

struct CodeAction {
  std::string title;
  std::optional<CodeActionKind> kind;
  OptionalList<Diagnostic> diagnostics;
  std::optional<bool> isPreferred;
  std::optional<CodeActionDisabled> disabled;
  std::optional<WorkspaceEdit> edit;
  std::optional<Command> command;
  std::optional<Any> data;
  LSP_FIELDS(CodeAction, title, kind, diagnostics, isPreferred, disabled, edit, command, data)
};

// What a client sends back to have its edit filled in. Some send what needs nothing, too: that goes
// back as it came.
struct CodeActionToResolve {
  std::string title;
  std::optional<CodeActionKind> kind;
  OptionalList<Diagnostic> diagnostics;
  std::optional<bool> isPreferred;
  std::optional<CodeActionDisabled> disabled;
  std::optional<Any> edit;
  std::optional<Any> command;
  std::optional<Any> data;
  LSP_FIELDS(CodeActionToResolve, title, kind, diagnostics, isPreferred, disabled, edit, command,
             data)
};
using ResolvedCodeAction = std::variant<CodeAction, CodeActionToResolve>;

struct RenameParams {
  TextDocumentIdentifier textDocument;
  Position position;
  std::string newName;
  LSP_FIELDS(RenameParams, textDocument, position, newName)
};

using PrepareRenameParams = TextDocumentPositionParams;

struct PrepareRenameResult {
  Range range;
  std::string placeholder;
  LSP_FIELDS(PrepareRenameResult, range, placeholder)
};

using LinkedEditingRangeParams = TextDocumentPositionParams;

struct LinkedEditingRanges {
  std::vector<Range> ranges;
  std::optional<std::string> wordPattern;
  LSP_FIELDS(LinkedEditingRanges, ranges, wordPattern)
};

struct FormattingOptions {
  std::uint32_t tabSize = 4;
  bool insertSpaces = true;
  LSP_FIELDS(FormattingOptions, tabSize, insertSpaces)
};

struct DocumentFormattingParams {
  TextDocumentIdentifier textDocument;
  FormattingOptions options;
  LSP_FIELDS(DocumentFormattingParams, textDocument, options)
};

struct DocumentRangeFormattingParams {
  TextDocumentIdentifier textDocument;
  Range range;
  FormattingOptions options;
  LSP_FIELDS(DocumentRangeFormattingParams, textDocument, range, options)
};

struct DocumentOnTypeFormattingParams {
  TextDocumentIdentifier textDocument;
  Position position;
  std::string ch;
  FormattingOptions options;
  LSP_FIELDS(DocumentOnTypeFormattingParams, textDocument, position, ch, options)
};

}  // namespace pland::protocol
