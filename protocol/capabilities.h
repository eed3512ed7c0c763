// What the two sides tell each other about themselves in `initialize`.
//
// ClientCapabilities does not mirror LSP: it is the flat list of the questions we ask, each read
// by one path. A capability that is missing or of a strange type is one the client does not have,
// so reading it cannot fail. ServerCapabilities is LSP's own, in the one shape we send.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "protocol/types.h"

namespace pland::protocol {

struct ClientCapabilities {
  std::vector<std::string> position_encodings;  // the client's order; empty means utf-16 alone
  // completion
  bool snippets = false;
  bool completion_markdown = false;
  bool completion_label_details = false;
  bool completion_resolves_documentation = false;
  bool completion_adjusts_indentation = false;
  // reading
  bool hover_markdown = false;
  bool definition_links = false;  // LocationLink instead of Location
  bool declaration_links = false;
  bool type_definition_links = false;
  bool implementation_links = false;
  bool hierarchical_symbols = false;
  bool symbol_tags = false;
  bool document_link_tooltips = false;
  bool folds_whole_lines_only = false;
  bool folding_collapsed_text = false;
  std::optional<std::uint32_t> folding_range_limit;  // how many folds it has a use for
  bool prepare_rename = false;
  bool symbol_resolves_place = false;  // of the workspace's symbols
  bool workspace_symbol_tags = false;
  bool workspace_symbol_kinds = false;  // says which it knows: all, not only those of LSP 1.0
  // code actions and edits
  bool code_action_literals = false;  // without: only commands may be returned
  bool code_action_is_preferred = false;
  bool code_action_disabled = false;
  bool code_action_data = false;
  bool code_action_resolves_edit = false;
  bool apply_edit = false;
  bool document_changes = false;  // versioned edits
  bool creates_files = false;
  bool renames_files = false;
  bool change_annotations = false;
  // diagnostics
  bool pull_diagnostics = false;
  bool diagnostics_refresh = false;
  bool diagnostic_version = false;
  bool diagnostic_related_information = false;
  bool diagnostic_code_description = false;
  bool diagnostic_tags = false;
  bool diagnostic_data = false;
  // workspace and window
  bool configuration = false;
  bool configuration_change_registration = false;
  bool watched_files_registration = false;
  bool workspace_folders = false;
  bool will_rename_files = false;
  bool will_delete_files = false;
  bool tells_file_operations = false;  // didCreate, didRename, didDelete
  bool code_lens_refresh = false;
  bool inlay_hint_refresh = false;
  bool semantic_tokens_refresh = false;
  bool work_done_progress = false;
  bool show_document = false;
  // Not of LSP's: its initializationOptions say that it has the command pland.showReferences.
  bool shows_references = false;
  friend bool operator==(const ClientCapabilities&, const ClientCapabilities&) = default;
};
std::string decode(const Value& value, ClientCapabilities& out);

struct ClientInfo {
  std::string name;
  std::optional<std::string> version;
  LSP_FIELDS(ClientInfo, name, version)
};

struct InitializeParams {
  std::optional<std::int64_t> processId;
  std::optional<ClientInfo> clientInfo;
  std::optional<std::string> rootPath;
  std::optional<DocumentUri> rootUri;
  std::optional<std::vector<WorkspaceFolder>> workspaceFolders;
  std::optional<ClientCapabilities> capabilities;
  std::optional<Any> initializationOptions;
  LSP_FIELDS(InitializeParams, processId, clientInfo, rootPath, rootUri, workspaceFolders,
             capabilities, initializationOptions)
};

enum class TextDocumentSyncKind : std::int32_t { None = 0, Full, Incremental };

struct SaveOptions {
  std::optional<bool> includeText;
  LSP_FIELDS(SaveOptions, includeText)
};

struct TextDocumentSyncOptions {
  bool openClose = true;
  TextDocumentSyncKind change = TextDocumentSyncKind::Incremental;
  std::optional<SaveOptions> save;
  LSP_FIELDS(TextDocumentSyncOptions, openClose, change, save)
};

struct CompletionItemOptions {
  bool labelDetailsSupport = false;
  LSP_FIELDS(CompletionItemOptions, labelDetailsSupport)
};

struct CompletionOptions {
  std::vector<std::string> triggerCharacters;
  bool resolveProvider = false;
  std::optional<CompletionItemOptions> completionItem;
  LSP_FIELDS(CompletionOptions, triggerCharacters, resolveProvider, completionItem)
};

// Of code lenses and document links.
struct ResolveOptions {
  bool resolveProvider = false;
  LSP_FIELDS(ResolveOptions, resolveProvider)
};

struct CodeActionOptions {
  std::vector<CodeActionKind> codeActionKinds;
  bool resolveProvider = false;
  LSP_FIELDS(CodeActionOptions, codeActionKinds, resolveProvider)
};

struct RenameOptions {
  bool prepareProvider = false;
  LSP_FIELDS(RenameOptions, prepareProvider)
};

struct ExecuteCommandOptions {
  std::vector<std::string> commands;
  LSP_FIELDS(ExecuteCommandOptions, commands)
};

struct SemanticTokensLegend {
  std::vector<std::string> tokenTypes;
  std::vector<std::string> tokenModifiers;
  LSP_FIELDS(SemanticTokensLegend, tokenTypes, tokenModifiers)
};

struct SemanticTokensFullOptions {
  bool delta = false;
  LSP_FIELDS(SemanticTokensFullOptions, delta)
};

struct SemanticTokensOptions {
  SemanticTokensLegend legend;
  bool range = false;
  SemanticTokensFullOptions full;
  LSP_FIELDS(SemanticTokensOptions, legend, range, full)
};

struct OnTypeFormattingOptions {
  std::string firstTriggerCharacter;
  std::vector<std::string> moreTriggerCharacter;
  LSP_FIELDS(OnTypeFormattingOptions, firstTriggerCharacter, moreTriggerCharacter)
};

struct DiagnosticOptions {
  std::optional<std::string> identifier;
  bool interFileDependencies = true;
  bool workspaceDiagnostics = false;
  LSP_FIELDS(DiagnosticOptions, identifier, interFileDependencies, workspaceDiagnostics)
};

struct WorkspaceFoldersServerCapabilities {
  bool supported = true;
  bool changeNotifications = true;
  LSP_FIELDS(WorkspaceFoldersServerCapabilities, supported, changeNotifications)
};

struct FileOperationPattern {
  std::string glob;
  std::optional<std::string> matches;  // "file" or "folder"
  LSP_FIELDS(FileOperationPattern, glob, matches)
};

struct FileOperationFilter {
  std::optional<std::string> scheme;
  FileOperationPattern pattern;
  LSP_FIELDS(FileOperationFilter, scheme, pattern)
};

struct FileOperationRegistrationOptions {
  std::vector<FileOperationFilter> filters;
  LSP_FIELDS(FileOperationRegistrationOptions, filters)
};

struct FileOperationOptions {
  std::optional<FileOperationRegistrationOptions> didCreate;
  std::optional<FileOperationRegistrationOptions> didRename;
  std::optional<FileOperationRegistrationOptions> willRename;
  std::optional<FileOperationRegistrationOptions> didDelete;
  std::optional<FileOperationRegistrationOptions> willDelete;
  LSP_FIELDS(FileOperationOptions, didCreate, didRename, willRename, didDelete, willDelete)
};

struct WorkspaceServerCapabilities {
  std::optional<WorkspaceFoldersServerCapabilities> workspaceFolders;
  std::optional<FileOperationOptions> fileOperations;
  LSP_FIELDS(WorkspaceServerCapabilities, workspaceFolders, fileOperations)
};

// What LSP has not.
struct PlandCapabilities {
  bool timeline = false;  // pland/timeline
  LSP_FIELDS(PlandCapabilities, timeline)
};

struct ExperimentalServerCapabilities {
  PlandCapabilities pland;
  LSP_FIELDS(ExperimentalServerCapabilities, pland)
};

struct ServerCapabilities {
  std::optional<std::string> positionEncoding;
  std::optional<TextDocumentSyncOptions> textDocumentSync;
  std::optional<CompletionOptions> completionProvider;
  std::optional<bool> hoverProvider;
  std::optional<bool> definitionProvider;
  std::optional<bool> declarationProvider;
  std::optional<bool> typeDefinitionProvider;
  std::optional<bool> implementationProvider;
  std::optional<bool> referencesProvider;
  std::optional<bool> documentHighlightProvider;
  std::optional<bool> documentSymbolProvider;
  std::optional<CodeActionOptions> codeActionProvider;
  std::optional<ResolveOptions> codeLensProvider;
  std::optional<ResolveOptions> documentLinkProvider;
  std::optional<ResolveOptions> workspaceSymbolProvider;
  std::optional<std::variant<bool, RenameOptions>> renameProvider;
  std::optional<bool> foldingRangeProvider;
  std::optional<bool> selectionRangeProvider;
  std::optional<ExecuteCommandOptions> executeCommandProvider;
  std::optional<SemanticTokensOptions> semanticTokensProvider;
  std::optional<bool> inlayHintProvider;
  std::optional<bool> linkedEditingRangeProvider;
  std::optional<bool> documentFormattingProvider;
  std::optional<bool> documentRangeFormattingProvider;
  std::optional<OnTypeFormattingOptions> documentOnTypeFormattingProvider;
  std::optional<bool> callHierarchyProvider;
  std::optional<bool> typeHierarchyProvider;
  std::optional<DiagnosticOptions> diagnosticProvider;
  std::optional<WorkspaceServerCapabilities> workspace;
  std::optional<ExperimentalServerCapabilities> experimental;
  LSP_FIELDS(ServerCapabilities, positionEncoding, textDocumentSync, completionProvider,
             hoverProvider, definitionProvider, declarationProvider, typeDefinitionProvider,
             implementationProvider, referencesProvider, documentHighlightProvider,
             documentSymbolProvider, codeActionProvider, codeLensProvider, documentLinkProvider,
             workspaceSymbolProvider, renameProvider, foldingRangeProvider, selectionRangeProvider,
             executeCommandProvider, semanticTokensProvider, inlayHintProvider,
             linkedEditingRangeProvider, documentFormattingProvider,
             documentRangeFormattingProvider, documentOnTypeFormattingProvider,
             callHierarchyProvider, typeHierarchyProvider, diagnosticProvider, workspace,
             experimental)
};

struct ServerInfo {
  std::string name;
  std::optional<std::string> version;
  LSP_FIELDS(ServerInfo, name, version)
};

struct InitializeResult {
  ServerCapabilities capabilities;
  std::optional<ServerInfo> serverInfo;
  LSP_FIELDS(InitializeResult, capabilities, serverInfo)
};

}  // namespace pland::protocol
