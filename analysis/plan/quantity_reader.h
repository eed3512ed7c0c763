// The numbers of a metric: what is counted, compared, in which unit, from where to where.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "analysis/plan/item_tokens.h"
#include "analysis/plan/quantity.h"

namespace pland::plan {

std::optional<Quantity> read_quantity(const ItemTokens& item);

// A number in words, up to the token `last`: "five", "eighty", "eighty-five"; 0 where there is
// none.
struct SpeltNumber {
  int value = 0;
  std::size_t last = 0;
};
// "five external teams", "eighty percent", "below one hour": a number word that counts or limits
// something nearby. Its value; nothing where it does not count.
SpeltNumber counts_in_words(const ItemTokens& item, std::size_t i);

bool is_currency(std::string_view sign);
bool is_plural(std::string_view word);
bool is_stop_word(std::string_view word);  // "of", "within": part of no name
// From the first of two spans to the last; an empty one counts for nothing.
Span cover(Span a, Span b);

}  // namespace pland::plan
