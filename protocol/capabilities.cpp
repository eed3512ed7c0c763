#include "protocol/capabilities.h"

#include <algorithm>
#include <limits>
#include <string_view>

namespace pland::protocol {
namespace {

std::vector<std::string> words(const Value& value) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (auto word = value.element(i).string()) words.push_back(*word);
  }
  return words;
}

bool lists(const Value& value, std::string_view word) {
  const auto all = words(value);
  return std::ranges::find(all, word) != all.end();
}

}  // namespace

std::string decode(const Value& value, ClientCapabilities& out) {
  auto at = [&](std::string_view pointer) { return value.find(pointer); };
  auto on = [&](std::string_view pointer) { return at(pointer).boolean().value_or(false); };
  auto there = [&](std::string_view pointer) { return at(pointer).kind() == Value::Kind::object; };
  auto said = [&](std::string_view pointer, std::string_view word) {
    return lists(at(pointer), word);
  };

  out = {};
  out.position_encodings = words(at("/general/positionEncodings"));

  out.snippets = on("/textDocument/completion/completionItem/snippetSupport");
  out.completion_markdown =
      said("/textDocument/completion/completionItem/documentationFormat", "markdown");
  out.completion_label_details = on("/textDocument/completion/completionItem/labelDetailsSupport");
  out.completion_resolves_documentation =
      said("/textDocument/completion/completionItem/resolveSupport/properties", "documentation");
  const auto modes = at("/textDocument/completion/completionItem/insertTextModeSupport/valueSet");
  for (std::size_t i = 0; i < modes.size(); ++i) {
    out.completion_adjusts_indentation |= modes.element(i).integer() == 2;
  }

  out.hover_markdown = said("/textDocument/hover/contentFormat", "markdown");
  out.definition_links = on("/textDocument/definition/linkSupport");
  out.hierarchical_symbols = on("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport");
  out.symbol_tags = there("/textDocument/documentSymbol/tagSupport");
  out.document_link_tooltips = on("/textDocument/documentLink/tooltipSupport");
  out.folds_whole_lines_only = on("/textDocument/foldingRange/lineFoldingOnly");
  out.folding_collapsed_text = on("/textDocument/foldingRange/foldingRange/collapsedText");
  if (auto limit = at("/textDocument/foldingRange/rangeLimit").integer()) {
    constexpr std::int64_t most = std::numeric_limits<std::uint32_t>::max();
    if (*limit >= 0) out.folding_range_limit = static_cast<std::uint32_t>(std::min(*limit, most));
  }
  out.prepare_rename = on("/textDocument/rename/prepareSupport");

  out.symbol_resolves_place = said("/workspace/symbol/resolveSupport/properties", "location.range");

  out.code_action_literals = there("/textDocument/codeAction/codeActionLiteralSupport");
  out.code_action_is_preferred = on("/textDocument/codeAction/isPreferredSupport");
  out.code_action_disabled = on("/textDocument/codeAction/disabledSupport");
  out.code_action_data = on("/textDocument/codeAction/dataSupport");
  out.code_action_resolves_edit =
      said("/textDocument/codeAction/resolveSupport/properties", "edit");
  out.apply_edit = on("/workspace/applyEdit");
  out.document_changes = on("/workspace/workspaceEdit/documentChanges");
  out.creates_files = said("/workspace/workspaceEdit/resourceOperations", "create");
  out.renames_files = said("/workspace/workspaceEdit/resourceOperations", "rename");
  out.change_annotations = there("/workspace/workspaceEdit/changeAnnotationSupport");

  out.pull_diagnostics = there("/textDocument/diagnostic");
  // The plural is LSP 3.17's, the singular what its table of methods and some clients say.
  out.diagnostics_refresh =
      on("/workspace/diagnostics/refreshSupport") || on("/workspace/diagnostic/refreshSupport");
  out.diagnostic_version = on("/textDocument/publishDiagnostics/versionSupport");
  out.diagnostic_related_information = on("/textDocument/publishDiagnostics/relatedInformation");
  out.diagnostic_code_description = on("/textDocument/publishDiagnostics/codeDescriptionSupport");
  out.diagnostic_tags = there("/textDocument/publishDiagnostics/tagSupport");
  out.diagnostic_data = on("/textDocument/publishDiagnostics/dataSupport");

  out.configuration = on("/workspace/configuration");
  out.configuration_change_registration =
      on("/workspace/didChangeConfiguration/dynamicRegistration");
  out.watched_files_registration = on("/workspace/didChangeWatchedFiles/dynamicRegistration");
  out.workspace_folders = on("/workspace/workspaceFolders");
  out.will_rename_files = on("/workspace/fileOperations/willRename");
  out.will_delete_files = on("/workspace/fileOperations/willDelete");
  out.tells_file_operations = on("/workspace/fileOperations/didRename");
  out.code_lens_refresh = on("/workspace/codeLens/refreshSupport");
  out.inlay_hint_refresh = on("/workspace/inlayHint/refreshSupport");
  out.semantic_tokens_refresh = on("/workspace/semanticTokens/refreshSupport");
  out.work_done_progress = on("/window/workDoneProgress");
  out.show_document = on("/window/showDocument/support");
  return {};
}

}  // namespace pland::protocol
