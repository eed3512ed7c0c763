// The table of contents of the server: which function answers which method. A query takes the
// snapshot of its dispatch apart, calls a feature, and turns the value into LSP's structures.
#include <algorithm>
#include <span>
#include <utility>
#include <variant>

#include "analysis/features/actions.h"
#include "analysis/features/completion.h"
#include "analysis/features/definition.h"
#include "analysis/features/hover.h"
#include "analysis/features/links.h"
#include "analysis/features/symbols.h"
#include "protocol/codec.h"
#include "server/session.h"
#include "server/state.h"
#include "server/table.h"

namespace pland::server {

// What an item carries to be found again when its documentation is asked for.
struct ItemData {
  std::string uri;
  std::string key;
  LSP_FIELDS(ItemData, uri, key)
};

namespace {

using namespace protocol;
using Asked = Query<Snapshot>;

// A document and a place in it; null where the document is not open.
struct At {
  workspace::DocumentPtr document;
  std::uint32_t offset = 0;

  At(const Snapshot& snapshot, const std::string& uri, protocol::Position position)
      : document(snapshot.document(uri)) {
    if (document != nullptr) offset = to_offset(document->text, position, snapshot.encoding);
  }
};

protocol::Range range_of(const Snapshot& snapshot, const workspace::Document& document, Span span) {
  return to_range(document.text, span, snapshot.encoding);
}

// A place in a file: exact from its text where that can be had, else from its lines.
protocol::Range range_of(const Snapshot& snapshot, const std::string& path,
                         const workspace::Place& place) {
  protocol::Range lines{{place.begin.line, place.begin.column}, {place.end.line, place.end.column}};
  if (snapshot.encoding == text::Encoding::utf8 || place.span.empty()) return lines;
  workspace::DocumentPtr document = snapshot.workspace->document(path);
  return document == nullptr ? lines : to_range(document->text, place.span, snapshot.encoding);
}

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

MarkupContent markup(const features::Card& card, bool markdown) {
  return {markdown ? MarkupKind::Markdown : MarkupKind::PlainText,
          markdown ? card.markdown : card.plain};
}

DefinitionResult define(const Asked& asked, const DefinitionParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  At at(snapshot, params.textDocument.uri, params.position);
  std::vector<LocationLink> links;
  if (at.document != nullptr) {
    if (auto found = features::definition(*snapshot.workspace, *at.document, at.offset)) {
      for (const features::Target& target : found->targets) {
        links.push_back({range_of(snapshot, *at.document, found->origin), to_uri(target.path),
                         range_of(snapshot, target.path, target.range),
                         range_of(snapshot, target.path, target.selection)});
      }
    }
  }
  if (snapshot.client->definition_links) return links;
  std::vector<Location> places;
  for (LocationLink& link : links) places.push_back({link.targetUri, link.targetSelectionRange});
  return places;
}

std::optional<protocol::Hover> hover(const Asked& asked, const HoverParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  At at(snapshot, params.textDocument.uri, params.position);
  if (at.document == nullptr) return std::nullopt;
  auto found = features::hover(*snapshot.workspace, *at.document, at.offset,
                               snapshot.settings_of(*at.document));
  if (!found) return std::nullopt;
  return protocol::Hover{markup(found->card, snapshot.client->hover_markdown),
                         range_of(snapshot, *at.document, found->span)};
}

CompletionItemKind completion_kind(features::CompletionKind kind) {
  switch (kind) {
    case features::CompletionKind::section: return CompletionItemKind::Module;
    case features::CompletionKind::field: return CompletionItemKind::Field;
    case features::CompletionKind::period: return CompletionItemKind::Event;
    case features::CompletionKind::value: return CompletionItemKind::EnumMember;
    case features::CompletionKind::file: return CompletionItemKind::File;
    case features::CompletionKind::folder: return CompletionItemKind::Folder;
    case features::CompletionKind::anchor:
    case features::CompletionKind::reference: return CompletionItemKind::Reference;
    case features::CompletionKind::snippet: return CompletionItemKind::Snippet;
  }
  return CompletionItemKind::Text;
}

CompletionList complete(const Asked& asked, const CompletionParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  At at(snapshot, params.textDocument.uri, params.position);
  CompletionList out;
  if (at.document == nullptr) return out;
  features::CompletionList found = features::complete(*snapshot.workspace, *at.document, at.offset,
                                                      snapshot.settings_of(*at.document));
  out.isIncomplete = found.is_incomplete;
  for (features::CompletionItem& item : found.items) {
    protocol::CompletionItem made;
    made.label = std::move(item.label);
    made.kind = completion_kind(item.kind);
    made.detail = unless_empty(item.detail);
    made.sortText = unless_empty(item.sort_key);
    made.filterText = unless_empty(item.filter_text);
    if (item.preselect) made.preselect = true;
    bool snippet = snapshot.client->snippets && !item.snippet.empty();
    if (snippet) made.insertTextFormat = InsertTextFormat::Snippet;
    made.textEdit = TextEdit{range_of(snapshot, *at.document, item.replace),
                             std::move(snippet ? item.snippet : item.plain), {}};
    if (!item.data.empty()) {
      made.data = to_any(ItemData{params.textDocument.uri, std::move(item.data)});
    }
    out.items.push_back(std::move(made));
  }
  return out;
}

protocol::CompletionItem resolve(const Asked& asked, const protocol::CompletionItem& item) {
  const Snapshot& snapshot = *asked.snapshot;
  protocol::CompletionItem out = item;
  ItemData data;
  if (!item.data || !decode(*item.data, data, "data").empty()) return out;
  workspace::DocumentPtr document = snapshot.document(data.uri);
  if (document == nullptr) return out;
  std::string text = features::resolve_completion(*snapshot.workspace, *document, data.key,
                                                  snapshot.settings_of(*document));
  if (text.empty()) return out;
  bool markdown = snapshot.client->completion_markdown;
  out.documentation =
      MarkupContent{markdown ? MarkupKind::Markdown : MarkupKind::PlainText, std::move(text)};
  return out;
}

SymbolKind symbol_kind(plan::EntityKind kind) {
  switch (kind) {
    case plan::EntityKind::milestone: return SymbolKind::Event;
    case plan::EntityKind::theme:
    case plan::EntityKind::objective: return SymbolKind::Namespace;
    case plan::EntityKind::initiative: return SymbolKind::Class;
    case plan::EntityKind::metric: return SymbolKind::Number;
    case plan::EntityKind::decision: return SymbolKind::Constant;
    case plan::EntityKind::non_goal: return SymbolKind::Null;
    case plan::EntityKind::risk: return SymbolKind::Operator;
    case plan::EntityKind::dependency: return SymbolKind::Interface;
    case plan::EntityKind::task: return SymbolKind::Boolean;
    case plan::EntityKind::blocker: return SymbolKind::Key;
    case plan::EntityKind::release: return SymbolKind::Package;
    case plan::EntityKind::revision: return SymbolKind::Field;
    case plan::EntityKind::none: return SymbolKind::String;
  }
  return SymbolKind::String;
}

DocumentSymbol to_symbol(const Snapshot& snapshot, const workspace::Document& document,
                         const features::Symbol& symbol) {
  DocumentSymbol out;
  out.name = symbol.name;
  out.detail = unless_empty(symbol.detail);
  out.kind = symbol_kind(symbol.kind);
  if (symbol.deprecated && snapshot.client->symbol_tags) out.tags.push_back(SymbolTag::Deprecated);
  out.range = range_of(snapshot, document, symbol.span);
  out.selectionRange = range_of(snapshot, document, symbol.selection);
  for (const features::Symbol& child : symbol.children) {
    out.children.push_back(to_symbol(snapshot, document, child));
  }
  return out;
}

DocumentSymbolResult symbols(const Asked& asked, const DocumentSymbolParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  workspace::DocumentPtr document = snapshot.document(params.textDocument.uri);
  std::vector<features::Symbol> tree;
  if (document != nullptr) tree = features::symbols(*document);
  if (snapshot.client->hierarchical_symbols) {
    std::vector<DocumentSymbol> out;
    for (const features::Symbol& symbol : tree) {
      out.push_back(to_symbol(snapshot, *document, symbol));
    }
    return out;
  }
  std::vector<SymbolInformation> out;
  for (const features::FlatSymbol& flat : features::flatten(tree)) {
    SymbolInformation symbol;
    symbol.name = flat.symbol->name;
    symbol.kind = symbol_kind(flat.symbol->kind);
    symbol.containerName = unless_empty(flat.container);
    symbol.location = {params.textDocument.uri, range_of(snapshot, *document, flat.symbol->span)};
    out.push_back(std::move(symbol));
  }
  return out;
}

std::vector<protocol::DocumentLink> links(const Asked& asked, const DocumentLinkParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  workspace::DocumentPtr document = snapshot.document(params.textDocument.uri);
  std::vector<protocol::DocumentLink> out;
  if (document == nullptr) return out;
  for (const features::DocumentLink& found : features::links(*snapshot.workspace, *document)) {
    protocol::DocumentLink link;
    link.range = range_of(snapshot, *document, found.span);
    link.target = found.external ? found.target : to_uri(found.target);
    // Clients open a file at a line by this fragment, by a convention of VS Code's that others took up.
    if (found.line) *link.target += "#L" + std::to_string(*found.line + 1);
    if (snapshot.client->document_link_tooltips) link.tooltip = unless_empty(found.tooltip);
    out.push_back(std::move(link));
  }
  return out;
}

bool wanted(const CodeActionContext& context, std::string_view kind) {
  if (!context.only) return true;
  for (const std::string& only : *context.only) {
    bool whole = kind.size() == only.size() || (kind.size() > only.size() && kind[only.size()] == '.');
    if (only.empty() || (kind.starts_with(only) && whole)) return true;
  }
  return false;
}

// Which of the findings a client asks about: those it names, by all that it was told of them. None
// where it names none of ours, as clients do that send no diagnostics along.
std::vector<std::size_t> asked_about(const CodeActionContext& context, const Snapshot& snapshot,
                                     const workspace::Document& document,
                                     std::span<const rules::Finding> findings) {
  std::vector<std::size_t> asked;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const rules::Finding& finding = findings[i];
    auto names = [&](const Diagnostic& told) {
      const auto* code = told.code ? std::get_if<std::string>(&told.code->value) : nullptr;
      if (code == nullptr || *code != finding.rule->name || told.message != finding.message) {
        return false;
      }
      return to_span(document.text, told.range, snapshot.encoding) == finding.span;
    };
    if (std::any_of(context.diagnostics.begin(), context.diagnostics.end(), names)) {
      asked.push_back(i);
    }
  }
  return asked;
}

// On the main thread, which holds the findings.
std::vector<std::variant<CodeAction, Command>> actions(State& state, CodeActionParams&& params) {
  std::vector<std::variant<CodeAction, Command>> out;
  auto snapshot = state.snapshot();
  workspace::DocumentPtr document = snapshot->document(params.textDocument.uri);
  // Without literals an action could only be a command, and pland has none that edits.
  if (document == nullptr || !snapshot->client->code_action_literals) return out;
  std::vector<rules::Finding> findings = state.findings(params.textDocument.uri);
  Edge edge = snapshot->edge();
  auto add = [&](CodeAction action, rules::Fix fix) {
    bool creates = fix.create_path.has_value();
    bool can = snapshot->client->document_changes && snapshot->client->creates_files;
    if (creates && !can) return;
    action.edit = edge.edit(*document, fix);
    out.emplace_back(std::move(action));
  };
  if (wanted(params.context, "quickfix")) {
    Span at = to_span(document->text, params.range, snapshot->encoding);
    std::vector<std::size_t> asked = asked_about(params.context, *snapshot, *document, findings);
    for (features::Action& found : features::actions(*document, findings, at, asked)) {
      CodeAction action;
      action.title = found.title;
      action.kind = "quickfix";
      if (snapshot->client->code_action_is_preferred && found.preferred) action.isPreferred = true;
      for (std::size_t index : found.findings) {
        action.diagnostics.push_back(edge.diagnostic(*document, findings[index]));
      }
      rules::Fix fix;
      fix.edits = std::move(found.edits);
      fix.create_path = std::move(found.create_path);
      fix.create_text = std::move(found.create_text);
      fix.snippet = found.snippet;
      add(std::move(action), std::move(fix));
    }
  }
  // Offered where it is asked for by name: as an entry of every menu it would be noise.
  if (params.context.only && wanted(params.context, "source.fixAll.pland")) {
    rules::Fix fix;
    fix.edits = features::fix_all(findings, nullptr);
    if (!fix.edits.empty()) {
      CodeAction action;
      action.title = "Fix all that pland can fix safely";
      action.kind = "source.fixAll.pland";
      add(std::move(action), std::move(fix));
    }
  }
  return out;
}

}  // namespace

void install_handlers(Session& session, State& state) {
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

  table.edit<DocumentDiagnostics>(&State::document_diagnostics);
  table.edit<WorkspaceDiagnostics>(&State::workspace_diagnostics);

  table.query<Definition>(define);
  table.query<HoverRequest>(hover);
  table.query<Completion>(complete);
  table.query<CompletionResolve>(resolve);
  table.query<DocumentSymbols>(symbols);
  table.query<DocumentLinks>(links);
  table.edit<CodeActions>(actions);
  // clang-format on

  session.serve(table.take_routes());
}

}  // namespace pland::server
