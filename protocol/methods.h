// Every method we speak, as a type: its name, what it carries, what it answers. A notification has
// no Result. Null as Params means that nobody reads them: any params, or none, will do.
// A new method is one line here, its structures in types.h, and one line where it is handled.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "protocol/capabilities.h"
#include "protocol/types.h"

namespace pland::protocol {

template <class M>
concept Method = requires {
  { M::method } -> std::convertible_to<std::string_view>;
  typename M::Params;
};
template <class M>
concept RequestMethod = Method<M> && requires {
  typename M::Result;
};
template <class M>
concept NotificationMethod = Method<M> && !RequestMethod<M>;

#define LSP_REQUEST(Name, text, params, ...)         \
  struct Name {                                      \
    static constexpr std::string_view method = text; \
    using Params = params;                           \
    using Result = __VA_ARGS__;                      \
  };
#define LSP_NOTIFICATION(Name, text, params)         \
  struct Name {                                      \
    static constexpr std::string_view method = text; \
    using Params = params;                           \
  };

// clang-format off

// -- from the client: life cycle and synchronisation
LSP_REQUEST(Initialize, "initialize", InitializeParams, InitializeResult)
LSP_NOTIFICATION(Initialized, "initialized", Null)
LSP_NOTIFICATION(DidOpen, "textDocument/didOpen", DidOpenTextDocumentParams)
LSP_NOTIFICATION(DidChange, "textDocument/didChange", DidChangeTextDocumentParams)
LSP_NOTIFICATION(DidSave, "textDocument/didSave", DidSaveTextDocumentParams)
LSP_NOTIFICATION(DidClose, "textDocument/didClose", DidCloseTextDocumentParams)
LSP_NOTIFICATION(DidChangeConfiguration, "workspace/didChangeConfiguration", DidChangeConfigurationParams)
LSP_NOTIFICATION(DidChangeWatchedFiles, "workspace/didChangeWatchedFiles", DidChangeWatchedFilesParams)
LSP_NOTIFICATION(DidChangeWorkspaceFolders, "workspace/didChangeWorkspaceFolders", DidChangeWorkspaceFoldersParams)
LSP_NOTIFICATION(DidRenameFiles, "workspace/didRenameFiles", RenameFilesParams)
LSP_NOTIFICATION(DidCreateFiles, "workspace/didCreateFiles", CreateFilesParams)
LSP_NOTIFICATION(DidDeleteFiles, "workspace/didDeleteFiles", DeleteFilesParams)
LSP_NOTIFICATION(SetTrace, "$/setTrace", SetTraceParams)
LSP_NOTIFICATION(WorkDoneProgressCancel, "window/workDoneProgress/cancel", WorkDoneProgressCreateParams)

// -- from the client: features
LSP_REQUEST(Definition, "textDocument/definition", DefinitionParams, DefinitionResult)
LSP_REQUEST(Declaration, "textDocument/declaration", DeclarationParams, DefinitionResult)
LSP_REQUEST(TypeDefinition, "textDocument/typeDefinition", TypeDefinitionParams, DefinitionResult)
LSP_REQUEST(Implementation, "textDocument/implementation", ImplementationParams, DefinitionResult)
LSP_REQUEST(References, "textDocument/references", ReferenceParams, std::vector<Location>)
LSP_REQUEST(DocumentHighlights, "textDocument/documentHighlight", DocumentHighlightParams, std::vector<DocumentHighlight>)
LSP_REQUEST(DocumentLinks, "textDocument/documentLink", DocumentLinkParams, std::vector<DocumentLink>)
LSP_REQUEST(DocumentLinkResolve, "documentLink/resolve", DocumentLink, DocumentLink)
LSP_REQUEST(PrepareCallHierarchy, "textDocument/prepareCallHierarchy", CallHierarchyPrepareParams, std::vector<CallHierarchyItem>)
LSP_REQUEST(IncomingCalls, "callHierarchy/incomingCalls", CallHierarchyCallsParams, std::vector<CallHierarchyIncomingCall>)
LSP_REQUEST(OutgoingCalls, "callHierarchy/outgoingCalls", CallHierarchyCallsParams, std::vector<CallHierarchyOutgoingCall>)
LSP_REQUEST(PrepareTypeHierarchy, "textDocument/prepareTypeHierarchy", TypeHierarchyPrepareParams, std::vector<TypeHierarchyItem>)
LSP_REQUEST(Supertypes, "typeHierarchy/supertypes", TypeHierarchyParams, std::vector<TypeHierarchyItem>)
LSP_REQUEST(Subtypes, "typeHierarchy/subtypes", TypeHierarchyParams, std::vector<TypeHierarchyItem>)
LSP_REQUEST(HoverRequest, "textDocument/hover", HoverParams, std::optional<Hover>)
LSP_REQUEST(CodeLenses, "textDocument/codeLens", CodeLensParams, std::vector<CodeLens>)
LSP_REQUEST(CodeLensResolve, "codeLens/resolve", CodeLens, CodeLens)
LSP_REQUEST(FoldingRanges, "textDocument/foldingRange", FoldingRangeParams, std::vector<FoldingRange>)
LSP_REQUEST(SelectionRanges, "textDocument/selectionRange", SelectionRangeParams, std::vector<SelectionRange>)
LSP_REQUEST(DocumentSymbols, "textDocument/documentSymbol", DocumentSymbolParams, DocumentSymbolResult)
LSP_REQUEST(SemanticTokensFull, "textDocument/semanticTokens/full", SemanticTokensParams, SemanticTokens)
LSP_REQUEST(SemanticTokensFullDelta, "textDocument/semanticTokens/full/delta", SemanticTokensDeltaParams, SemanticTokensDeltaResult)
LSP_REQUEST(SemanticTokensRange, "textDocument/semanticTokens/range", SemanticTokensRangeParams, SemanticTokens)
LSP_REQUEST(InlayHints, "textDocument/inlayHint", InlayHintParams, std::vector<InlayHint>)
LSP_REQUEST(Completion, "textDocument/completion", CompletionParams, CompletionList)
LSP_REQUEST(CompletionResolve, "completionItem/resolve", CompletionItem, CompletionItem)
LSP_REQUEST(DocumentDiagnostics, "textDocument/diagnostic", DocumentDiagnosticParams, DocumentDiagnosticReport)
LSP_REQUEST(WorkspaceDiagnostics, "workspace/diagnostic", WorkspaceDiagnosticParams, WorkspaceDiagnosticReport)
LSP_REQUEST(CodeActions, "textDocument/codeAction", CodeActionParams, std::vector<std::variant<CodeAction, Command>>)
LSP_REQUEST(CodeActionResolve, "codeAction/resolve", CodeActionToResolve, ResolvedCodeAction)
LSP_REQUEST(Rename, "textDocument/rename", RenameParams, std::optional<WorkspaceEdit>)
LSP_REQUEST(PrepareRename, "textDocument/prepareRename", PrepareRenameParams, std::optional<PrepareRenameResult>)
LSP_REQUEST(LinkedEditingRange, "textDocument/linkedEditingRange", LinkedEditingRangeParams, std::optional<LinkedEditingRanges>)
LSP_REQUEST(Formatting, "textDocument/formatting", DocumentFormattingParams, std::vector<TextEdit>)
LSP_REQUEST(RangeFormatting, "textDocument/rangeFormatting", DocumentRangeFormattingParams, std::vector<TextEdit>)
LSP_REQUEST(OnTypeFormatting, "textDocument/onTypeFormatting", DocumentOnTypeFormattingParams, std::vector<TextEdit>)
LSP_REQUEST(WorkspaceSymbols, "workspace/symbol", WorkspaceSymbolParams, WorkspaceSymbolResult)
LSP_REQUEST(WorkspaceSymbolResolve, "workspaceSymbol/resolve", WorkspaceSymbol, WorkspaceSymbol)
LSP_REQUEST(WillRenameFiles, "workspace/willRenameFiles", RenameFilesParams, std::optional<WorkspaceEdit>)
LSP_REQUEST(WillDeleteFiles, "workspace/willDeleteFiles", DeleteFilesParams, std::optional<WorkspaceEdit>)
LSP_REQUEST(ExecuteCommand, "workspace/executeCommand", ExecuteCommandParams, Any)
LSP_REQUEST(TimelineRequest, "pland/timeline", TimelineParams, std::optional<TimelineResult>)

// -- from the server
LSP_NOTIFICATION(PublishDiagnostics, "textDocument/publishDiagnostics", PublishDiagnosticsParams)
LSP_NOTIFICATION(Progress, "$/progress", ProgressParams)
LSP_NOTIFICATION(LogTrace, "$/logTrace", LogTraceParams)
LSP_NOTIFICATION(LogMessage, "window/logMessage", ShowMessageParams)
LSP_NOTIFICATION(ShowMessage, "window/showMessage", ShowMessageParams)
LSP_REQUEST(ShowDocument, "window/showDocument", ShowDocumentParams, ShowDocumentResult)
LSP_REQUEST(WorkDoneProgressCreate, "window/workDoneProgress/create", WorkDoneProgressCreateParams, Null)
LSP_REQUEST(Configuration, "workspace/configuration", ConfigurationParams, std::vector<Any>)
LSP_REQUEST(RegisterCapability, "client/registerCapability", RegistrationParams, Null)
LSP_REQUEST(UnregisterCapability, "client/unregisterCapability", UnregistrationParams, Null)
LSP_REQUEST(ApplyEdit, "workspace/applyEdit", ApplyWorkspaceEditParams, ApplyWorkspaceEditResult)
LSP_REQUEST(DiagnosticRefresh, "workspace/diagnostic/refresh", Null, Null)
LSP_REQUEST(CodeLensRefresh, "workspace/codeLens/refresh", Null, Null)
LSP_REQUEST(InlayHintRefresh, "workspace/inlayHint/refresh", Null, Null)
LSP_REQUEST(SemanticTokensRefresh, "workspace/semanticTokens/refresh", Null, Null)

// clang-format on

#undef LSP_REQUEST
#undef LSP_NOTIFICATION

}  // namespace pland::protocol
