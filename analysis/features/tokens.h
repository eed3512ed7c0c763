// What a plan's words are, for colouring: what no Markdown grammar knows. A period, a date, a
// status, who owns something, a metric's numbers, a placeholder, a field's label, an identifier.
//
// Of one chapter, from its facts and nothing else, so that an edit makes the tokens of one chapter
// anew. Tokens are disjoint, in text order, and each lies in one line. Where two things claim the
// same words, the order of `TokenKind` decides.
//
// Nothing in code, comments, quotes or the text of links: a grammar colours those. No check boxes,
// for the same reason. Left out, too: whether a date has passed: a token is what a text says, and
// no midnight makes it untrue; what is overdue is a finding.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/plan/facts.h"

namespace pland::features {

enum class TokenKind : std::uint8_t {
  placeholder,
  label,
  status,
  date,
  period,
  quantity,
  owner,
  id,
};

// What else is said of a token: bits.
enum TokenTrait : std::uint8_t {
  token_declares = 1 << 0,  // a milestone's own period, an entity's own id
  token_settled = 1 << 1,   // a status: done
  token_ongoing = 1 << 2,   // a status: in progress
  token_gone = 1 << 3,      // a status: dropped, superseded; or the text is struck through
};

struct Token {
  Span span;  // in the chapter
  TokenKind kind = TokenKind::label;
  std::uint8_t traits = 0;

  friend bool operator==(const Token&, const Token&) = default;
};

std::vector<Token> tokens(const plan::ChapterFacts& facts);

}  // namespace pland::features
