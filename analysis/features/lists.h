// Lists with all their items: a long one runs through several segments, whose trees know a part of
// it each.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/features/rewriting.h"

namespace pland::features {

struct List {
  std::vector<PlacedNode> items;  // never empty
  Span span;                      // in the document
  char sign = '-';                // - * + . )
  bool top = false;               // lies in no other block

  bool ordered() const { return sign == '.' || sign == ')'; }
};

// Those that the span touches, in the order of the text: a list before those within it.
std::vector<List> lists_touching(const markdown::Document& text, Span at);

// The number of an ordered item as written, without the sign.
std::string_view digits_of(const PlacedNode& item);
std::uint64_t number_of(const PlacedNode& item);
inline constexpr std::uint64_t largest_number = 999'999'999;  // CommonMark 5.2

}  // namespace pland::features
