// Formatting of a selection, of a whole document, and while one types.
#include "analysis/features/format.h"
#include "analysis/features/format_typing.h"
#include "server/convert.h"
#include "server/handlers/answers.h"

namespace pland::server {

using namespace protocol;

namespace {

std::vector<TextEdit> text_edits(const Snapshot& snapshot, const workspace::Document& document,
                                 std::vector<rules::Edit> edits) {
  std::vector<TextEdit> out;
  for (rules::Edit& edit : edits) {
    out.push_back({range_of(snapshot, document, edit.span), std::move(edit.text), {}});
  }
  return out;
}

}  // namespace

std::vector<TextEdit> format_document(const Asked& asked, const DocumentFormattingParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  workspace::DocumentPtr document = snapshot.document(params.textDocument.uri);
  if (document == nullptr) return {};
  return text_edits(snapshot, *document,
                    features::format(document->text, {0, document->text.size()}));
}

std::vector<TextEdit> format_range(const Asked& asked,
                                   const DocumentRangeFormattingParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  workspace::DocumentPtr document = snapshot.document(params.textDocument.uri);
  if (document == nullptr) return {};
  const Span at = to_span(document->text, params.range, snapshot.encoding);
  return text_edits(snapshot, *document, features::format(document->text, at));
}

std::vector<TextEdit> format_typing(const Asked& asked,
                                    const DocumentOnTypeFormattingParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  At at(snapshot, params.textDocument.uri, params.position);
  if (at.document == nullptr || params.ch != "\n") return {};
  return text_edits(snapshot, *at.document, features::after_line_break(*at.document, at.offset));
}

}  // namespace pland::server
