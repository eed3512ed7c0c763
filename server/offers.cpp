#include "server/offers.h"

namespace pland::server {

using namespace protocol;

ServerCapabilities offers(const ClientCapabilities& client, text::Encoding encoding) {
  ServerCapabilities can;
  can.positionEncoding = text::name(encoding);
  can.textDocumentSync.emplace();
  can.textDocumentSync->save = SaveOptions{false};
  can.completionProvider.emplace();
  can.completionProvider->triggerCharacters = {"#", "[", "(", "/", ":", " "};
  can.completionProvider->resolveProvider = true;
  can.hoverProvider = true;
  can.definitionProvider = true;
  can.documentSymbolProvider = true;
  can.workspaceSymbolProvider = ResolveOptions{client.symbol_resolves_place};
  can.inlayHintProvider = true;
  can.documentLinkProvider = ResolveOptions{false};
  // Without literals an action could only be a command, and pland has none that edits.
  if (client.code_action_literals) {
    can.codeActionProvider = CodeActionOptions{{"quickfix", "source.fixAll.pland"}, false};
  }
  if (client.pull_diagnostics) {
    can.diagnosticProvider = DiagnosticOptions{"pland", true, true};
  }
  can.workspace.emplace();
  can.workspace->workspaceFolders.emplace();
  return can;
}

}  // namespace pland::server
