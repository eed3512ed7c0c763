// Completion.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "protocol/types/basic.h"

namespace pland::protocol {

enum class CompletionTriggerKind : std::int32_t {
  Invoked = 1,
  TriggerCharacter,
  TriggerForIncompleteCompletions,
};

struct CompletionContext {
  CompletionTriggerKind triggerKind = CompletionTriggerKind::Invoked;
  std::optional<std::string> triggerCharacter;
  LSP_FIELDS(CompletionContext, triggerKind, triggerCharacter)
};

struct CompletionParams {
  TextDocumentIdentifier textDocument;
  Position position;
  std::optional<CompletionContext> context;
  LSP_FIELDS(CompletionParams, textDocument, position, context)
};

enum class CompletionItemKind : std::int32_t {
  Text = 1,
  Method,
  Function,
  Constructor,
  Field,
  Variable,
  Class,
  Interface,
  Module,
  Property,
  Unit,
  Value,
  Enum,
  Keyword,
  Snippet,
  Color,
  File,
  Reference,
  Folder,
  EnumMember,
  Constant,
  Struct,
  Event,
  Operator,
  TypeParameter,
};
enum class CompletionItemTag : std::int32_t { Deprecated = 1 };
enum class InsertTextFormat : std::int32_t { PlainText = 1, Snippet };
enum class InsertTextMode : std::int32_t { asIs = 1, adjustIndentation };

struct CompletionItemLabelDetails {
  std::optional<std::string> detail;
  std::optional<std::string> description;
  LSP_FIELDS(CompletionItemLabelDetails, detail, description)
};

struct CompletionItem {
  std::string label;
  std::optional<CompletionItemLabelDetails> labelDetails;
  std::optional<CompletionItemKind> kind;
  OptionalList<CompletionItemTag> tags;
  std::optional<std::string> detail;
  std::optional<MarkupContent> documentation;
  std::optional<bool> preselect;
  std::optional<std::string> sortText;
  std::optional<std::string> filterText;
  std::optional<std::string> insertText;
  std::optional<InsertTextFormat> insertTextFormat;
  std::optional<InsertTextMode> insertTextMode;
  std::optional<TextEdit> textEdit;
  OptionalList<TextEdit> additionalTextEdits;
  OptionalList<std::string> commitCharacters;
  std::optional<Command> command;
  std::optional<Any> data;
  LSP_FIELDS(CompletionItem, label, labelDetails, kind, tags, detail, documentation, preselect,
             sortText, filterText, insertText, insertTextFormat, insertTextMode, textEdit,
             additionalTextEdits, commitCharacters, command, data)
};

struct CompletionList {
  bool isIncomplete = false;
  std::vector<CompletionItem> items;
  LSP_FIELDS(CompletionList, isIncomplete, items)
};

}  // namespace pland::protocol
