// Link definitions as lines of a text: where new ones go, what taking one out leaves, and labels
// that nobody has.
//
// What is put in and what is taken out are each other's inverse, so that a link made a reference
// and back leaves the text as it was. Only definitions that begin their line are moved or taken
// out: one in a list item or a quote is part of that. Left out: footnotes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "analysis/features/rewriting.h"

namespace pland::features {

struct DefinitionUse {
  PlacedDefinition definition;
  std::uint64_t label = 0;  // label_hash
  bool counts = false;      // the first of its label
  bool own_lines = false;   // begins at its line's first byte
  std::uint32_t uses = 0;   // references to its label, whichever definition they mean
};
std::vector<DefinitionUse> uses_of_definitions(const markdown::Document& text);

// Labels that mean nothing in the text so far.
class FreeLabels {
 public:
  // `strict`: not even words in brackets that are no link yet.
  FreeLabels(const markdown::Document& text, bool strict);
  // One for a link with this text and destination; taken from now on.
  std::string take(std::string_view link_text, std::string_view destination);

 private:
  std::unordered_set<std::uint64_t> taken_;
  std::unordered_map<std::string, std::uint32_t> next_;  // the number to try for a word
};

// Puts lines (`[label]: destination`) behind the last definition, or at the end of the text.
rules::Edit add_definitions(const markdown::Document& text, const std::vector<std::string>& lines);
rules::Edit append_lines(const markdown::Document& text, const std::vector<std::string>& lines);
// Takes out the lines [first, last], and the blank line that they would leave doubled.
rules::Edit remove_lines(const markdown::Document& text, std::uint32_t first, std::uint32_t last);
// The lines of a definition.
rules::Edit remove_definition(const markdown::Document& text, const PlacedDefinition& definition);

}  // namespace pland::features
