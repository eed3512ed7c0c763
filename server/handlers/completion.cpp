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

// Clients without snippets take an item for one word. Neovim up to 0.10 puts that word where the
// edit begins only if there is no filter, looks for what begins as it was typed, and writes each
// line break as a NUL. Emacs looks at `insertText`, or else at the label, and makes the edit, then
// those beside it. So the lines below the first are an edit of their own, where the line below the
// cursor begins: that place is the same before and after the first edit.
void as_one_word(const workspace::Document& document, std::uint32_t offset,
                 const Snapshot& snapshot, CompletionItem& made) {
  if (made.filterText && !made.filterText->starts_with(made.label))
    made.insertText = std::move(made.filterText);
  made.filterText.reset();
  std::string& text = made.textEdit->newText;
  const std::size_t end = text.find('\n');
  const std::uint32_t line = document.text.position(offset).line;
  // Below the last line there is nowhere to put them.
  if (end == std::string::npos || line + 1 >= document.text.line_count()) return;
  const std::uint32_t below = document.text.line_span(line + 1).begin;
  const bool crlf = end > 0 && text[end - 1] == '\r';
  made.additionalTextEdits.push_back({range_of(snapshot, document, {below, below}),
                                      text.substr(end + 1) + (crlf ? "\r\n" : "\n"),
                                      {}});
  text.resize(crlf ? end - 1 : end);
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
    // Without one the label is it.
    if (item.filter_text != made.label) made.filterText = unless_empty(item.filter_text);
    if (item.preselect) made.preselect = true;
    bool snippet = snapshot.client->snippets && !item.snippet.empty();
    if (snippet) made.insertTextFormat = InsertTextFormat::Snippet;
    made.textEdit = TextEdit{range_of(snapshot, *at.document, item.replace),
                             std::move(snippet ? item.snippet : item.plain),
                             {}};
    if (!snapshot.client->snippets) as_one_word(*at.document, at.offset, snapshot, made);
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
