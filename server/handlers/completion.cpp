// Completion and the documentation of its items.
#include "analysis/features/completion.h"

#include <utility>

#include "protocol/codec.h"
#include "server/handlers/answers.h"

namespace pland::server {

using namespace protocol;

// What an item carries to be found again when its documentation is asked for.
struct ItemData {
  std::string uri;
  std::string key;
  LSP_FIELDS(ItemData, uri, key)
};

namespace {

CompletionItemKind completion_kind(features::CompletionKind kind) {
  switch (kind) {
    case features::CompletionKind::section:
      return CompletionItemKind::Module;
    case features::CompletionKind::field:
      return CompletionItemKind::Field;
    case features::CompletionKind::period:
      return CompletionItemKind::Event;
    case features::CompletionKind::value:
      return CompletionItemKind::EnumMember;
    case features::CompletionKind::file:
      return CompletionItemKind::File;
    case features::CompletionKind::folder:
      return CompletionItemKind::Folder;
    case features::CompletionKind::anchor:
    case features::CompletionKind::reference:
      return CompletionItemKind::Reference;
    case features::CompletionKind::snippet:
      return CompletionItemKind::Snippet;
  }
  return CompletionItemKind::Text;
}

}  // namespace

CompletionList complete(const Asked& asked, const CompletionParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  At at(snapshot, params.textDocument.uri, params.position);
  CompletionList out;
  if (at.document == nullptr) return out;
  features::CompletionList found = features::complete(*snapshot.workspace, *at.document, at.offset,
                                                      snapshot.settings_of(*at.document));
  out.isIncomplete = found.is_incomplete || snapshot.indexing;  // more files may come
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
                             std::move(snippet ? item.snippet : item.plain),
                             {}};
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

}  // namespace pland::server
