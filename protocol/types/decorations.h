// What is shown in and beside a text: hover, lenses, hints, tokens, folds, selections.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "protocol/types/basic.h"

namespace pland::protocol {

using HoverParams = TextDocumentPositionParams;

struct Hover {
  MarkupContent contents;
  std::optional<Range> range;
  LSP_FIELDS(Hover, contents, range)
};

struct CodeLensParams {
  TextDocumentIdentifier textDocument;
  LSP_FIELDS(CodeLensParams, textDocument)
};

struct CodeLens {
  Range range;
  std::optional<Command> command;
  std::optional<Any> data;
  LSP_FIELDS(CodeLens, range, command, data)
};

struct FoldingRangeParams {
  TextDocumentIdentifier textDocument;
  LSP_FIELDS(FoldingRangeParams, textDocument)
};

enum class FoldingRangeKind { Comment, Imports, Region };
constexpr auto enum_names(FoldingRangeKind) {
  return std::array{std::pair{FoldingRangeKind::Comment, "comment"},
                    std::pair{FoldingRangeKind::Imports, "imports"},
                    std::pair{FoldingRangeKind::Region, "region"}};
}

struct FoldingRange {
  std::uint32_t startLine = 0;
  std::optional<std::uint32_t> startCharacter;
  std::uint32_t endLine = 0;
  std::optional<std::uint32_t> endCharacter;
  std::optional<FoldingRangeKind> kind;
  std::optional<std::string> collapsedText;
  LSP_FIELDS(FoldingRange, startLine, startCharacter, endLine, endCharacter, kind, collapsedText)
};

struct SelectionRangeParams {
  TextDocumentIdentifier textDocument;
  std::vector<Position> positions;
  LSP_FIELDS(SelectionRangeParams, textDocument, positions)
};

struct SelectionRange {
  Range range;
  std::shared_ptr<const SelectionRange> parent;
  LSP_FIELDS(SelectionRange, range, parent)
};

struct SemanticTokensParams {
  TextDocumentIdentifier textDocument;
  LSP_FIELDS(SemanticTokensParams, textDocument)
};

struct SemanticTokensRangeParams {
  TextDocumentIdentifier textDocument;
  Range range;
  LSP_FIELDS(SemanticTokensRangeParams, textDocument, range)
};

// Five numbers a token: lines and characters from the token before, length, type, modifiers.
struct SemanticTokens {
  std::optional<std::string> resultId;
  std::vector<std::uint32_t> data;
  LSP_FIELDS(SemanticTokens, resultId, data)
};

struct SemanticTokensDeltaParams {
  TextDocumentIdentifier textDocument;
  std::string previousResultId;
  LSP_FIELDS(SemanticTokensDeltaParams, textDocument, previousResultId)
};

struct SemanticTokensEdit {  // counts in numbers of `data`, five of them a token
  std::uint32_t start = 0;
  std::uint32_t deleteCount = 0;
  std::vector<std::uint32_t> data;
  LSP_FIELDS(SemanticTokensEdit, start, deleteCount, data)
};

struct SemanticTokensDelta {
  std::optional<std::string> resultId;
  std::vector<SemanticTokensEdit> edits;
  LSP_FIELDS(SemanticTokensDelta, resultId, edits)
};

using SemanticTokensDeltaResult = std::variant<SemanticTokens, SemanticTokensDelta>;

struct InlayHintParams {
  TextDocumentIdentifier textDocument;
  Range range;
  LSP_FIELDS(InlayHintParams, textDocument, range)
};

struct InlayHint {
  Position position;
  std::string label;
  std::optional<MarkupContent> tooltip;
  std::optional<bool> paddingLeft;
  std::optional<bool> paddingRight;
  std::optional<Any> data;
  LSP_FIELDS(InlayHint, position, label, tooltip, paddingLeft, paddingRight, data)
};

}  // namespace pland::protocol
