// The words and numbers of one item, with everything put out of sight that looks like a number and
// is none: versions, references, ids, HTTP codes, standards, code, URLs, dates (domain 7.2). What
// is left as a number counts, limits or measures something. A step of quantity.cpp, kept apart
// because it is the part that decides right from wrong.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/text/span.h"

namespace pland::plan {

struct Token {
  enum Kind : std::uint8_t { word, number, symbol } kind = word;
  bool masked = false;  // out of sight: part of a name, a date, code
  bool glued = false;   // no space before it
  Span span;
};

struct ItemTokens {
  std::string low;  // the item in ASCII lower case, byte for byte
  std::vector<Token> tokens;
  bool starts_with_code = false;
  bool has_code = false;
  Span date;                 // the first date or calendar period; empty where none is
  std::vector<Span> times;   // dates and calendar periods in text order, none within another
  std::vector<Span> stages;  // periods with no place in the calendar: "Phase 3", "v2.0"
  Span code;                 // the first code span that counts as one
  Span placeholder;          // the first one that certainly is one
  Span soft_placeholder;

  std::size_t size() const { return tokens.size(); }
  // The token in lower case; empty behind the end.
  std::string_view at(std::size_t i) const {
    return i < tokens.size() ? tokens[i].span.of(low) : std::string_view();
  }
  bool is_word(std::size_t i) const {
    return i < tokens.size() && tokens[i].kind == Token::word && !tokens[i].masked;
  }
  bool is_number(std::size_t i) const {
    return i < tokens.size() && tokens[i].kind == Token::number && !tokens[i].masked;
  }
  bool is_symbol(std::size_t i, std::string_view symbol) const {
    return i < tokens.size() && tokens[i].kind == Token::symbol && at(i) == symbol;
  }
  bool is_glued(std::size_t i) const { return i < tokens.size() && tokens[i].glued; }
};

// `code` are the spans of code spans in `text`, in order.
ItemTokens tokenise_item(std::string_view text, std::span<const Span> code);

}  // namespace pland::plan
