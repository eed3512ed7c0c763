// What is shown between and above the lines of a text.
#include <utility>

#include "analysis/features/hints.h"
#include "analysis/features/lenses.h"
#include "protocol/codec.h"
#include "server/convert.h"
#include "server/handlers/answers.h"

namespace pland::server {

using namespace protocol;

// What a lens carries to be found again when it comes into view.
struct LensData {
  std::string uri;
  std::string name;
  std::uint32_t offset = 0;
  LSP_FIELDS(LensData, uri, name, offset)
};

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

namespace {

// A title with nothing to click, unless the client brings a command that shows references.
Command command_of(const Snapshot& snapshot, const std::string& uri, const Range& range,
                   std::string title) {
  Command command;
  command.title = std::move(title);
  if (!snapshot.client->shows_references) return command;
  command.command = "pland.showReferences";
  command.arguments.push_back(to_any(uri));
  command.arguments.push_back(to_any(range.start));
  return command;
}

}  // namespace

std::vector<CodeLens> lenses(const Asked& asked, const CodeLensParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  const std::string& uri = params.textDocument.uri;
  workspace::DocumentPtr document = snapshot.document(uri);
  std::vector<CodeLens> out;
  if (document == nullptr) return out;
  for (features::Lens& found : features::lenses(*snapshot.workspace, *document)) {
    CodeLens lens;
    lens.range = range_of(snapshot, *document, found.span);
    if (found.name.empty()) {
      lens.command = command_of(snapshot, uri, lens.range, std::move(found.title));
    } else {
      lens.data = to_any(LensData{uri, std::move(found.name), found.span.begin});
    }
    out.push_back(std::move(lens));
  }
  return out;
}

CodeLens resolve_lens(const Asked& asked, const CodeLens& lens) {
  const Snapshot& snapshot = *asked.snapshot;
  CodeLens out = lens;
  LensData data;
  if (lens.command || !lens.data || !decode(*lens.data, data, "data").empty()) return out;
  workspace::DocumentPtr document = snapshot.document(data.uri);
  std::optional<features::Lens> found;
  if (document != nullptr)
    found = features::resolve_lens(*snapshot.workspace, document, data.name, data.offset);
  // The range stays: the client has placed the lens, and asks for all of them after an edit.
  Range range = lens.range;
  if (found) range = range_of(snapshot, *document, found->span);
  out.command = command_of(snapshot, data.uri, range, found ? std::move(found->title) : "");
  return out;
}

}  // namespace pland::server
