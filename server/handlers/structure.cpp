// How a text is built: what folds, what a selection grows to, what is edited together, and what its
// words are.
#include <memory>
#include <unordered_map>
#include <utility>

#include "analysis/features/folding.h"
#include "analysis/features/linked_editing.h"
#include "analysis/features/selection.h"
#include "server/convert.h"
#include "server/handlers/answers.h"
#include "server/token_list.h"

namespace pland::server {

using namespace protocol;

namespace {

std::optional<FoldingRangeKind> to_kind(features::FoldKind kind) {
  switch (kind) {
    case features::FoldKind::comment:
      return FoldingRangeKind::Comment;
    case features::FoldKind::region:
      return FoldingRangeKind::Region;
    case features::FoldKind::block:
    case features::FoldKind::section:
      break;
  }
  return std::nullopt;
}

FoldingRange to_range(const Snapshot& snapshot, const workspace::Document& document,
                      const features::Fold& fold) {
  FoldingRange out;
  out.startLine = fold.first_line;
  out.endLine = fold.last_line;
  if (!snapshot.client->folds_whole_lines_only) {
    const protocol::Range hidden = range_of(snapshot, document, fold.hidden);
    out.startCharacter = hidden.start.character;
    out.endLine = hidden.end.line;
    out.endCharacter = hidden.end.character;
  }
  out.kind = to_kind(fold.kind);
  out.collapsedText = unless_empty(fold.summary);
  return out;
}

}  // namespace

std::vector<FoldingRange> fold(const Asked& asked, const FoldingRangeParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  workspace::DocumentPtr document = snapshot.document(params.textDocument.uri);
  std::vector<FoldingRange> out;
  if (document == nullptr) return out;
  auto folds = features::folds(*document, snapshot.client->folding_collapsed_text);
  if (auto limit = snapshot.client->folding_range_limit)
    folds = features::outermost(std::move(folds), *limit);
  out.reserve(folds.size());
  for (const features::Fold& fold : folds) out.push_back(to_range(snapshot, *document, fold));
  return out;
}

std::vector<SelectionRange> select(const Asked& asked, const SelectionRangeParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  workspace::DocumentPtr document = snapshot.document(params.textDocument.uri);
  std::vector<SelectionRange> out;
  if (document == nullptr) {
    // An answer for each position all the same: nothing to grow to.
    for (const Position& position : params.positions) out.push_back({{position, position}, {}});
    return out;
  }
  std::vector<std::uint32_t> offsets;
  for (const Position& position : params.positions)
    offsets.push_back(to_offset(document->text, position, snapshot.encoding));
  // Neighbours have most of their steps in common, and a long line takes long to count.
  std::unordered_map<std::uint32_t, Position> counted;
  const auto position = [&](std::uint32_t offset) {
    auto [known, fresh] = counted.try_emplace(offset);
    if (fresh) known->second = to_position(document->text, offset, snapshot.encoding);
    return known->second;
  };
  for (const std::vector<Span>& steps : features::selections(*document, offsets)) {
    std::shared_ptr<const SelectionRange> parent;
    for (std::size_t i = steps.size(); i-- > 0;) {
      SelectionRange range{{position(steps[i].begin), position(steps[i].end)}, parent};
      if (i == 0)
        out.push_back(std::move(range));
      else
        parent = std::make_shared<const SelectionRange>(std::move(range));
    }
  }
  return out;
}

std::optional<LinkedEditingRanges> edit_linked(const Asked& asked,
                                               const LinkedEditingRangeParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  At at(snapshot, params.textDocument.uri, params.position);
  if (at.document == nullptr) return std::nullopt;
  auto found = features::linked_places(*at.document, at.offset);
  if (!found) return std::nullopt;
  LinkedEditingRanges out;
  for (const Span span : found->spans) out.ranges.push_back(range_of(snapshot, *at.document, span));
  out.wordPattern = found->pattern;
  return out;
}

SemanticTokens tokens_of_range(const Asked& asked, const SemanticTokensRangeParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  workspace::DocumentPtr document = snapshot.document(params.textDocument.uri);
  if (document == nullptr) return {};
  return {{},
          numbers_in_lines(*document, snapshot.encoding, params.range.start.line,
                           params.range.end.line)};
}

}  // namespace pland::server
