// The table of contents of the server: which function answers which method.
#include "server/handlers/answers.h"
#include "server/session.h"
#include "server/state.h"
#include "server/table.h"

namespace pland::server {

void install_handlers(Session& session, State& state) {
  using namespace protocol;
  Table<State> table(state);

  // clang-format off
  table.edit<Initialize>(&State::initialize);
  table.edit<Initialized>(&State::initialized);
  table.edit<SetTrace>([](State&, const SetTraceParams&) {});

  table.edit<DidOpen>(&State::did_open);
  table.edit<DidChange>(&State::did_change);
  table.edit<DidSave>(&State::did_save);
  table.edit<DidClose>(&State::did_close);
  table.edit<DidChangeConfiguration>(&State::did_change_configuration);
  table.edit<DidChangeWatchedFiles>(&State::did_change_watched_files);
  table.edit<DidChangeWorkspaceFolders>(&State::did_change_folders);
  table.edit<DidCreateFiles>(&State::did_create_files);
  table.edit<DidRenameFiles>(&State::did_rename_files);
  table.edit<DidDeleteFiles>(&State::did_delete_files);

  table.edit<DocumentDiagnostics>(&State::document_diagnostics);
  table.edit<WorkspaceDiagnostics>(&State::workspace_diagnostics);

  table.query<Definition>(define);
  table.query<References>(references);
  table.query<DocumentHighlights>(highlights);
  table.query<PrepareRename>(prepare_rename);
  table.query<Rename>(rename, OnEdit::keep, Look::first);
  table.query<WillRenameFiles>(will_rename_files, OnEdit::keep, Look::first);
  table.query<HoverRequest>(hover);
  table.query<Completion>(complete);
  table.query<CompletionResolve>(resolve);
  table.query<DocumentSymbols>(symbols);
  table.query<WorkspaceSymbols>(workspace_symbols);
  table.query<WorkspaceSymbolResolve>(resolve_symbol);
  table.query<DocumentLinks>(links);
  table.query<FoldingRanges>(fold);
  table.query<SelectionRanges>(select);
  table.query<LinkedEditingRange>(edit_linked);
  table.edit<SemanticTokensFull>(&State::semantic_tokens);
  table.edit<SemanticTokensFullDelta>(&State::semantic_tokens_delta);
  table.query<SemanticTokensRange>(tokens_of_range);
  table.query<InlayHints>(hints);
  table.query<CodeLenses>(lenses);
  table.query<CodeLensResolve>(resolve_lens);
  table.query<Declaration>(declare);
  table.query<TypeDefinition>(define_type);
  table.query<Implementation>(implement);
  table.query<PrepareCallHierarchy>(prepare_calls);
  table.query<IncomingCalls>(incoming_calls);
  table.query<OutgoingCalls>(outgoing_calls);
  table.query<PrepareTypeHierarchy>(prepare_types);
  table.query<Supertypes>(supertypes);
  table.query<Subtypes>(subtypes);
  table.query<TimelineRequest>(timeline);
  table.edit<CodeActions>(actions);
  table.query<CodeActionResolve>(resolve_action);
  table.query<Formatting>(format_document);
  table.query<RangeFormatting>(format_range);
  table.query<OnTypeFormatting>(format_typing);
  // clang-format on

  session.serve(table.take_routes());
}

}  // namespace pland::server
