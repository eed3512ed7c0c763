#include "server/offers.h"

#include <algorithm>

#include "analysis/features/refactor.h"
#include "server/token_list.h"

namespace pland::server {

using namespace protocol;

ServerCapabilities offers(const ClientCapabilities& client, text::Encoding encoding,
                          const Choices& choices) {
  ServerCapabilities can;
  can.positionEncoding = text::name(encoding);
  can.textDocumentSync.emplace();
  can.textDocumentSync->save = SaveOptions{false};
  can.completionProvider.emplace();
  can.completionProvider->triggerCharacters = {"#", "[", "(", "/", ":", " "};
  can.completionProvider->resolveProvider = true;
  can.hoverProvider = true;
  can.definitionProvider = true;
  can.referencesProvider = true;
  can.documentHighlightProvider = true;
  // Options may only be given to a client that knows of preparing (LSP 3.17).
  if (client.prepare_rename)
    can.renameProvider = RenameOptions{true};
  else
    can.renameProvider = true;
  can.documentSymbolProvider = true;
  can.workspaceSymbolProvider = ResolveOptions{client.symbol_resolves_place};
  can.inlayHintProvider = true;
  can.codeLensProvider = ResolveOptions{true};
  can.declarationProvider = true;
  can.typeDefinitionProvider = true;
  can.implementationProvider = true;
  can.callHierarchyProvider = true;
  can.typeHierarchyProvider = true;
  can.documentLinkProvider = ResolveOptions{false};
  can.foldingRangeProvider = true;
  can.selectionRangeProvider = true;
  can.linkedEditingRangeProvider = true;
  can.semanticTokensProvider = SemanticTokensOptions{token_legend(), true, {true}};
  // Without literals an action could only be a command, and pland has none that edits.
  if (client.code_action_literals) {
    can.codeActionProvider.emplace();
    auto& kinds = can.codeActionProvider->codeActionKinds;
    kinds = {"quickfix", "source.fixAll.pland"};
    for (const features::Refactoring& row : features::refactorings()) {
      if (std::ranges::find(kinds, row.kind) == kinds.end()) kinds.emplace_back(row.kind);
    }
    can.codeActionProvider->resolveProvider =
        client.code_action_resolves_edit && client.code_action_data;
  }
  if (choices.formatting.value_or(true)) {
    can.documentRangeFormattingProvider = true;
    can.documentOnTypeFormattingProvider = OnTypeFormattingOptions{"\n", {}};
  }
  // An editor asks whoever says this whenever it formats a file, and has other servers for that.
  if (choices.formatting.value_or(false)) can.documentFormattingProvider = true;
  if (client.pull_diagnostics) {
    can.diagnosticProvider = DiagnosticOptions{"pland", true, true};
  }
  can.experimental = ExperimentalServerCapabilities{{true}};
  can.workspace.emplace();
  can.workspace->workspaceFolders.emplace();
  // Of files and of folders, whatever their names: links lead to all of them.
  const FileOperationRegistrationOptions all{{{"file", {"**/*", {}}}}};
  auto& files = can.workspace->fileOperations.emplace();
  if (client.will_rename_files) files.willRename = all;
  if (client.tells_file_operations) files.didCreate = files.didRename = files.didDelete = all;
  return can;
}

}  // namespace pland::server
