// Headings and labels that are one or two letters away from a name that the document's kind knows
// and that is missing here: what misspelt-name reports, and missing-section does not report again.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/plan/kind.h"
#include "analysis/plan/plan.h"

namespace pland::rules {

struct Misspelling {
  Span span;  // of the misspelt words, in the chapter
  std::string written;
  std::string meant;                       // in the spelling of the kind's template
  std::uint32_t entry = plan::no_index;    // a heading's outline entry
  std::uint32_t section = plan::no_index;  // of the schema, that a heading means
  std::uint32_t entity = plan::no_index;   // that a label describes
};

// Of a document of a kind; none of other documents.
std::vector<Misspelling> misspelt_headings(const plan::Plan& plan);
std::vector<Misspelling> misspelt_labels(const plan::ChapterFacts& facts,
                                         const plan::KindSchema* schema);

}  // namespace pland::rules
