// Semantic tokens as LSP has them: five numbers a token, each counted from the token before.
//
// A document's list is made of its chapters' lists, whose numbers count from the chapter's start:
// an edit makes the numbers of one chapter anew and shares the others, and what has changed between
// two lists is found by comparing pointers, without the numbers of what stands. A chapter begins a
// line, so only the line of its first token depends on what is above.
//
// Types and modifiers are LSP's own names, because those are what themes have colours for
// (docs/colours.md has the table). Left out: tokens that overlap or go over a line's end, which
// few clients can show.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "analysis/plan/facts.h"
#include "analysis/text/columns.h"
#include "analysis/workspace/workspace.h"
#include "protocol/capabilities.h"
#include "protocol/types.h"

namespace pland::server {

protocol::SemanticTokensLegend token_legend();

struct ChapterTokens {
  std::vector<std::uint32_t> numbers;  // the first token's line from the chapter's first
  std::uint32_t last_line = 0;         // of the last token, from the chapter's first
};

struct TokenList {
  struct Part {
    plan::ChapterFactsPtr facts;  // that the tokens are of, and nothing else
    std::shared_ptr<const ChapterTokens> tokens;
    std::uint32_t line = 0;  // of the chapter in the document
  };
  std::vector<Part> parts;
};
using TokenListPtr = std::shared_ptr<const TokenList>;

// The tokens of a document; `previous` (may be null) is a list to share with.
TokenListPtr make_token_list(const workspace::Document& document, text::Encoding encoding,
                             const TokenList* previous);
// All numbers, as `SemanticTokens.data`.
std::vector<std::uint32_t> numbers_of(const TokenList& list);
// Those of the tokens in some lines, both ends included; the rest of the document is not looked at.
std::vector<std::uint32_t> numbers_in_lines(const workspace::Document& document,
                                            text::Encoding encoding, std::uint32_t first_line,
                                            std::uint32_t last_line);
// What makes the numbers of `after` of those of `before`; none where they are the same. It replaces
// whole tokens.
std::optional<protocol::SemanticTokensEdit> token_edit(const TokenList& before,
                                                       const TokenList& after);

}  // namespace pland::server
