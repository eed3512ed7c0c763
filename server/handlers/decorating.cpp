// What is shown between and above the lines of a text.
#include <utility>

#include "analysis/features/hints.h"
#include "server/convert.h"
#include "server/handlers/answers.h"

namespace pland::server {

using namespace protocol;

std::vector<InlayHint> hints(const Asked& asked, const InlayHintParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  workspace::DocumentPtr document = snapshot.document(params.textDocument.uri);
  std::vector<InlayHint> out;
  if (document == nullptr) return out;
  const auto level = snapshot.hint_levels.find(document->path);
  if (level == snapshot.hint_levels.end()) return out;
  const Span range = to_span(document->text, params.range, snapshot.encoding);
  for (features::Hint& found : features::hints(*snapshot.workspace, *document, range,
                                               snapshot.settings_of(*document), level->second)) {
    InlayHint hint;
    hint.position = to_position(document->text, found.offset, snapshot.encoding);
    hint.label = std::move(found.label);
    hint.paddingLeft = true;
    if (!found.tooltip.empty())
      hint.tooltip = MarkupContent{MarkupKind::PlainText, std::move(found.tooltip)};
    out.push_back(std::move(hint));
  }
  return out;
}

}  // namespace pland::server
