// The structures of LSP 3.17 that pland speaks, in the order and under the names of the
// specification; what a structure inherits there is written out here. It is a subset: a structure
// or a member is added when a feature needs it, in one line. Client and server capabilities are in
// capabilities.h.
//
// Lines and characters count from 0; a character is a unit of the negotiated position encoding.
// Absent, though LSP has it: InsertReplaceEdit, MarkedString, deprecated members, notebooks.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "protocol/codec.h"

namespace pland::protocol {

using DocumentUri = std::string;
using ProgressToken = IntegerOrString;

// -- basic structures -----------------------------------------------------------------------------

struct Position {
  std::uint32_t line = 0;
  std::uint32_t character = 0;
  LSP_FIELDS(Position, line, character)
};

struct Range {
  Position start;
  Position end;
  LSP_FIELDS(Range, start, end)
};

struct TextDocumentItem {
  DocumentUri uri;
  std::string languageId;
  std::int32_t version = 0;
  std::string text;
  LSP_FIELDS(TextDocumentItem, uri, languageId, version, text)
};

struct TextDocumentIdentifier {
  DocumentUri uri;
  LSP_FIELDS(TextDocumentIdentifier, uri)
};

struct VersionedTextDocumentIdentifier {
  DocumentUri uri;
  std::int32_t version = 0;
  LSP_FIELDS(VersionedTextDocumentIdentifier, uri, version)
};

struct OptionalVersionedTextDocumentIdentifier {
  DocumentUri uri;
  Nullable<std::int32_t> version;  // null: the file on disk
  LSP_FIELDS(OptionalVersionedTextDocumentIdentifier, uri, version)
};

struct TextDocumentPositionParams {
  TextDocumentIdentifier textDocument;
  Position position;
  LSP_FIELDS(TextDocumentPositionParams, textDocument, position)
};

struct TextEdit {
  Range range;
  std::string newText;
  std::optional<std::string> annotationId;  // makes it an AnnotatedTextEdit
  LSP_FIELDS(TextEdit, range, newText, annotationId)
};

struct TextDocumentEdit {
  OptionalVersionedTextDocumentIdentifier textDocument;
  std::vector<TextEdit> edits;
  LSP_FIELDS(TextDocumentEdit, textDocument, edits)
};

struct Location {
  DocumentUri uri;
  Range range;
  LSP_FIELDS(Location, uri, range)
};

struct LocationLink {
  std::optional<Range> originSelectionRange;
  DocumentUri targetUri;
  Range targetRange;
  Range targetSelectionRange;
  LSP_FIELDS(LocationLink, originSelectionRange, targetUri, targetRange, targetSelectionRange)
};

enum class DiagnosticSeverity : std::int32_t { Error = 1, Warning, Information, Hint };
enum class DiagnosticTag : std::int32_t { Unnecessary = 1, Deprecated };

struct CodeDescription {
  std::string href;
  LSP_FIELDS(CodeDescription, href)
};

struct DiagnosticRelatedInformation {
  Location location;
  std::string message;
  LSP_FIELDS(DiagnosticRelatedInformation, location, message)
};

struct Diagnostic {
  Range range;
  std::optional<DiagnosticSeverity> severity;
  std::optional<IntegerOrString> code;
  std::optional<CodeDescription> codeDescription;
  std::optional<std::string> source;
  std::string message;
  OptionalList<DiagnosticTag> tags;
  OptionalList<DiagnosticRelatedInformation> relatedInformation;
  std::optional<Any> data;
  LSP_FIELDS(Diagnostic, range, severity, code, codeDescription, source, message, tags,
             relatedInformation, data)
};

struct Command {
  std::string title;
  std::string command;
  OptionalList<Any> arguments;
  LSP_FIELDS(Command, title, command, arguments)
};

enum class MarkupKind { PlainText, Markdown };
constexpr auto enum_names(MarkupKind) {
  return std::array{std::pair{MarkupKind::PlainText, "plaintext"},
                    std::pair{MarkupKind::Markdown, "markdown"}};
}

struct MarkupContent {
  MarkupKind kind = MarkupKind::PlainText;
  std::string value;
  LSP_FIELDS(MarkupContent, kind, value)
};

struct CreateFileOptions {
  std::optional<bool> overwrite;
  std::optional<bool> ignoreIfExists;
  LSP_FIELDS(CreateFileOptions, overwrite, ignoreIfExists)
};

struct CreateFile {
  Literal<"create"> kind;
  DocumentUri uri;
  std::optional<CreateFileOptions> options;
  std::optional<std::string> annotationId;
  LSP_FIELDS(CreateFile, kind, uri, options, annotationId)
};

struct RenameFile {
  Literal<"rename"> kind;
  DocumentUri oldUri;
  DocumentUri newUri;
  std::optional<CreateFileOptions> options;
  std::optional<std::string> annotationId;
  LSP_FIELDS(RenameFile, kind, oldUri, newUri, options, annotationId)
};

struct ChangeAnnotation {
  std::string label;
  std::optional<bool> needsConfirmation;
  std::optional<std::string> description;
  LSP_FIELDS(ChangeAnnotation, label, needsConfirmation, description)
};

// Either documentChanges or changes, by what the client can.
struct WorkspaceEdit {
  std::optional<std::map<DocumentUri, std::vector<TextEdit>>> changes;
  std::optional<std::vector<std::variant<TextDocumentEdit, CreateFile, RenameFile>>>
      documentChanges;
  std::optional<std::map<std::string, ChangeAnnotation>> changeAnnotations;
  LSP_FIELDS(WorkspaceEdit, changes, documentChanges, changeAnnotations)
};

struct WorkDoneProgressBegin {
  Literal<"begin"> kind;
  std::string title;
  std::optional<bool> cancellable;
  std::optional<std::string> message;
  std::optional<std::uint32_t> percentage;
  LSP_FIELDS(WorkDoneProgressBegin, kind, title, cancellable, message, percentage)
};

struct WorkDoneProgressReport {
  Literal<"report"> kind;
  std::optional<bool> cancellable;
  std::optional<std::string> message;
  std::optional<std::uint32_t> percentage;
  LSP_FIELDS(WorkDoneProgressReport, kind, cancellable, message, percentage)
};

struct WorkDoneProgressEnd {
  Literal<"end"> kind;
  std::optional<std::string> message;
  LSP_FIELDS(WorkDoneProgressEnd, kind, message)
};

// value: to_any of one of the three above, or a partial result.
struct ProgressParams {
  ProgressToken token;
  Any value;
  LSP_FIELDS(ProgressParams, token, value)
};

struct CancelParams {
  IntegerOrString id;
  LSP_FIELDS(CancelParams, id)
};

// -- life cycle -----------------------------------------------------------------------------------
// InitializeParams and InitializeResult are in capabilities.h.

enum class TraceValue { Off, Messages, Verbose };
constexpr auto enum_names(TraceValue) {
  return std::array{std::pair{TraceValue::Off, "off"}, std::pair{TraceValue::Messages, "messages"},
                    std::pair{TraceValue::Verbose, "verbose"}};
}

struct SetTraceParams {
  TraceValue value = TraceValue::Off;
  LSP_FIELDS(SetTraceParams, value)
};

struct LogTraceParams {
  std::string message;
  std::optional<std::string> verbose;
  LSP_FIELDS(LogTraceParams, message, verbose)
};

struct Registration {
  std::string id;
  std::string method;
  std::optional<Any> registerOptions;
  LSP_FIELDS(Registration, id, method, registerOptions)
};

struct RegistrationParams {
  std::vector<Registration> registrations;
  LSP_FIELDS(RegistrationParams, registrations)
};

struct Unregistration {
  std::string id;
  std::string method;
  LSP_FIELDS(Unregistration, id, method)
};

struct UnregistrationParams {
  std::vector<Unregistration> unregisterations;  // LSP's own spelling
  LSP_FIELDS(UnregistrationParams, unregisterations)
};

// -- document synchronisation ---------------------------------------------------------------------

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

// -- language features ----------------------------------------------------------------------------

using DefinitionParams = TextDocumentPositionParams;
using DefinitionResult = std::variant<std::vector<Location>, std::vector<LocationLink>>;

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

using HoverParams = TextDocumentPositionParams;

struct Hover {
  MarkupContent contents;
  std::optional<Range> range;
  LSP_FIELDS(Hover, contents, range)
};

struct CodeLensParams {
  TextDocumentIdentifier textDocument;
  LSP_FIELDS(CodeLensParams, textDocument)
};

struct CodeLens {
  Range range;
  std::optional<Command> command;
  std::optional<Any> data;
  LSP_FIELDS(CodeLens, range, command, data)
};

struct FoldingRangeParams {
  TextDocumentIdentifier textDocument;
  LSP_FIELDS(FoldingRangeParams, textDocument)
};

enum class FoldingRangeKind { Comment, Imports, Region };
constexpr auto enum_names(FoldingRangeKind) {
  return std::array{std::pair{FoldingRangeKind::Comment, "comment"},
                    std::pair{FoldingRangeKind::Imports, "imports"},
                    std::pair{FoldingRangeKind::Region, "region"}};
}

struct FoldingRange {
  std::uint32_t startLine = 0;
  std::optional<std::uint32_t> startCharacter;
  std::uint32_t endLine = 0;
  std::optional<std::uint32_t> endCharacter;
  std::optional<FoldingRangeKind> kind;
  std::optional<std::string> collapsedText;
  LSP_FIELDS(FoldingRange, startLine, startCharacter, endLine, endCharacter, kind, collapsedText)
};

struct SelectionRangeParams {
  TextDocumentIdentifier textDocument;
  std::vector<Position> positions;
  LSP_FIELDS(SelectionRangeParams, textDocument, positions)
};

struct SelectionRange {
  Range range;
  std::shared_ptr<const SelectionRange> parent;
  LSP_FIELDS(SelectionRange, range, parent)
};

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

struct SemanticTokensParams {
  TextDocumentIdentifier textDocument;
  LSP_FIELDS(SemanticTokensParams, textDocument)
};

struct SemanticTokensRangeParams {
  TextDocumentIdentifier textDocument;
  Range range;
  LSP_FIELDS(SemanticTokensRangeParams, textDocument, range)
};

// Five numbers a token: lines and characters from the token before, length, type, modifiers.
struct SemanticTokens {
  std::optional<std::string> resultId;
  std::vector<std::uint32_t> data;
  LSP_FIELDS(SemanticTokens, resultId, data)
};

struct InlayHintParams {
  TextDocumentIdentifier textDocument;
  Range range;
  LSP_FIELDS(InlayHintParams, textDocument, range)
};

struct InlayHint {
  Position position;
  std::string label;
  std::optional<MarkupContent> tooltip;
  std::optional<bool> paddingLeft;
  std::optional<bool> paddingRight;
  std::optional<Any> data;
  LSP_FIELDS(InlayHint, position, label, tooltip, paddingLeft, paddingRight, data)
};

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

struct PublishDiagnosticsParams {
  DocumentUri uri;
  std::optional<std::int32_t> version;
  std::vector<Diagnostic> diagnostics;
  LSP_FIELDS(PublishDiagnosticsParams, uri, version, diagnostics)
};

struct DocumentDiagnosticParams {
  TextDocumentIdentifier textDocument;
  std::optional<std::string> identifier;
  std::optional<std::string> previousResultId;
  LSP_FIELDS(DocumentDiagnosticParams, textDocument, identifier, previousResultId)
};

struct FullDocumentDiagnosticReport {
  Literal<"full"> kind;
  std::optional<std::string> resultId;
  std::vector<Diagnostic> items;
  LSP_FIELDS(FullDocumentDiagnosticReport, kind, resultId, items)
};

struct UnchangedDocumentDiagnosticReport {
  Literal<"unchanged"> kind;
  std::string resultId;
  LSP_FIELDS(UnchangedDocumentDiagnosticReport, kind, resultId)
};

using DocumentDiagnosticReport =
    std::variant<FullDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport>;

// The `data` of a ServerCancelled error that answers a pull for diagnostics.
struct DiagnosticServerCancellationData {
  bool retriggerRequest = false;
  LSP_FIELDS(DiagnosticServerCancellationData, retriggerRequest)
};

struct PreviousResultId {
  DocumentUri uri;
  std::string value;
  LSP_FIELDS(PreviousResultId, uri, value)
};

struct WorkspaceDiagnosticParams {
  std::optional<std::string> identifier;
  std::vector<PreviousResultId> previousResultIds;
  std::optional<ProgressToken> partialResultToken;
  LSP_FIELDS(WorkspaceDiagnosticParams, identifier, previousResultIds, partialResultToken)
};

struct WorkspaceFullDocumentDiagnosticReport {
  Literal<"full"> kind;
  std::optional<std::string> resultId;
  std::vector<Diagnostic> items;
  DocumentUri uri;
  Nullable<std::int32_t> version;
  LSP_FIELDS(WorkspaceFullDocumentDiagnosticReport, kind, resultId, items, uri, version)
};

struct WorkspaceUnchangedDocumentDiagnosticReport {
  Literal<"unchanged"> kind;
  std::string resultId;
  DocumentUri uri;
  Nullable<std::int32_t> version;
  LSP_FIELDS(WorkspaceUnchangedDocumentDiagnosticReport, kind, resultId, uri, version)
};

struct WorkspaceDiagnosticReport {
  std::vector<std::variant<WorkspaceFullDocumentDiagnosticReport,
                           WorkspaceUnchangedDocumentDiagnosticReport>>
      items;
  LSP_FIELDS(WorkspaceDiagnosticReport, items)
};

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

// What a client sends back to have its edit filled in: the rest of it is ours to know again.
struct CodeActionToResolve {
  std::string title;
  std::optional<CodeActionKind> kind;
  OptionalList<Diagnostic> diagnostics;
  std::optional<bool> isPreferred;
  std::optional<Any> data;
  LSP_FIELDS(CodeActionToResolve, title, kind, diagnostics, isPreferred, data)
};

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

// -- workspace features ---------------------------------------------------------------------------

struct WorkspaceSymbolParams {
  std::string query;
  LSP_FIELDS(WorkspaceSymbolParams, query)
};

struct ConfigurationItem {
  std::optional<DocumentUri> scopeUri;
  std::optional<std::string> section;
  LSP_FIELDS(ConfigurationItem, scopeUri, section)
};

struct ConfigurationParams {
  std::vector<ConfigurationItem> items;
  LSP_FIELDS(ConfigurationParams, items)
};

struct DidChangeConfigurationParams {
  Any settings;
  LSP_FIELDS(DidChangeConfigurationParams, settings)
};

struct WorkspaceFolder {
  DocumentUri uri;
  std::string name;
  LSP_FIELDS(WorkspaceFolder, uri, name)
};

struct WorkspaceFoldersChangeEvent {
  std::vector<WorkspaceFolder> added;
  std::vector<WorkspaceFolder> removed;
  LSP_FIELDS(WorkspaceFoldersChangeEvent, added, removed)
};

struct DidChangeConfigurationRegistrationOptions {
  std::optional<std::string> section;
  LSP_FIELDS(DidChangeConfigurationRegistrationOptions, section)
};

struct DidChangeWorkspaceFoldersParams {
  WorkspaceFoldersChangeEvent event;
  LSP_FIELDS(DidChangeWorkspaceFoldersParams, event)
};

struct FileRename {
  std::string oldUri;
  std::string newUri;
  LSP_FIELDS(FileRename, oldUri, newUri)
};

struct RenameFilesParams {
  std::vector<FileRename> files;
  LSP_FIELDS(RenameFilesParams, files)
};

enum class FileChangeType : std::int32_t { Created = 1, Changed, Deleted };

struct FileEvent {
  DocumentUri uri;
  FileChangeType type = FileChangeType::Changed;
  LSP_FIELDS(FileEvent, uri, type)
};

struct DidChangeWatchedFilesParams {
  std::vector<FileEvent> changes;
  LSP_FIELDS(DidChangeWatchedFilesParams, changes)
};

// A set: Create | Delete.
enum class WatchKind : std::uint32_t { Create = 1, Change = 2, Delete = 4 };
constexpr WatchKind operator|(WatchKind a, WatchKind b) {
  return static_cast<WatchKind>(static_cast<std::uint32_t>(a) | static_cast<std::uint32_t>(b));
}

// The globs are plain patterns, which every client that watches understands.
struct FileSystemWatcher {
  std::string globPattern;
  std::optional<WatchKind> kind;  // all three where it is left out
  LSP_FIELDS(FileSystemWatcher, globPattern, kind)
};

struct DidChangeWatchedFilesRegistrationOptions {
  std::vector<FileSystemWatcher> watchers;
  LSP_FIELDS(DidChangeWatchedFilesRegistrationOptions, watchers)
};

struct ExecuteCommandParams {
  std::string command;
  OptionalList<Any> arguments;
  LSP_FIELDS(ExecuteCommandParams, command, arguments)
};

struct ApplyWorkspaceEditParams {
  std::optional<std::string> label;
  WorkspaceEdit edit;
  LSP_FIELDS(ApplyWorkspaceEditParams, label, edit)
};

struct ApplyWorkspaceEditResult {
  bool applied = false;
  std::optional<std::string> failureReason;
  LSP_FIELDS(ApplyWorkspaceEditResult, applied, failureReason)
};

// -- window features ------------------------------------------------------------------------------

enum class MessageType : std::int32_t { Error = 1, Warning, Info, Log, Debug };

// Of window/showMessage and window/logMessage.
struct ShowMessageParams {
  MessageType type = MessageType::Info;
  std::string message;
  LSP_FIELDS(ShowMessageParams, type, message)
};

struct ShowDocumentParams {
  std::string uri;
  std::optional<bool> external;
  std::optional<bool> takeFocus;
  std::optional<Range> selection;
  LSP_FIELDS(ShowDocumentParams, uri, external, takeFocus, selection)
};

struct ShowDocumentResult {
  bool success = false;
  LSP_FIELDS(ShowDocumentResult, success)
};

struct WorkDoneProgressCreateParams {
  ProgressToken token;
  LSP_FIELDS(WorkDoneProgressCreateParams, token)
};

}  // namespace pland::protocol
