// The front matter of a document as `key: value` lines and lists; deeper YAML is left alone, for it
// says nothing of a plan.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/text/span.h"

namespace pland::plan {

struct FrontMatterEntry {
  Span span;  // from the key to the end of the value, without its closing quote
  Span key;
  Span value;  // without quotes; of a list from the first item's words to the end of the last one's
  std::size_t items = 0;  // of a list below the key; 0 where the value stands on its line
  std::string text;       // the value; of a list "a, b"
};

// The entries in the lines of `text` that are front matter, its `---` left out; spans as `lines`.
std::vector<FrontMatterEntry> read_front_matter(std::string_view text, Span lines);

}  // namespace pland::plan
