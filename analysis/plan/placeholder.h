// Template text that nobody replaced: `[Theme/Focus]`, `[Metric 1 - e.g., "…"]`, `YYYY-MM-DD`,
// `{{name}}`, `TBD`.
//
// Brackets in real plans are mostly something else (checkboxes, footnotes, wiki links, log tags,
// scope tags in changelogs, generics), so a bracket counts only with a cue: words that templates
// use (reference/product.md STR005, domain 4.7). Two strengths: `certain` ones are reported,
// `soft` ones ("TBD" in a real plan is an honest answer) are facts for rules that need a value.
//
// Works on plain text, where a link has become its text: the caller leaves links out. Left out:
// italic guidance, which needs markup, and whole documents that are templates: the caller counts.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/text/span.h"

namespace pland::plan {

enum class PlaceholderForm : std::uint8_t {
  bracket,        // [Theme/Focus], <your name>
  choices,        // [Low/Medium/High], Draft | Final in brackets
  clarification,  // [NEEDS CLARIFICATION: …]
  braces,         // {{name}}, {short title} of MADR
  shell,          // $(date +%Y)
  date_pattern,   // YYYY-MM-DD
  amount,         // XX%, $X, N users
  word,           // TBD, TODO, ???
  filler,         // lorem ipsum
  destination,    // ](link), ](url), ]()
};

enum class PlaceholderStrength : std::uint8_t { soft, certain };

struct Placeholder {
  Span span;  // with brackets
  PlaceholderForm form;
  PlaceholderStrength strength;
};

// What a run of plain text was before it became one line.
struct RunShape {
  std::span<const Span> code;             // not to be looked at
  std::span<const std::uint32_t> breaks;  // where its lines end
  bool heading = false;
};

// Placeholders in a run of plain text, in order, not overlapping.
std::vector<Placeholder> find_placeholders(std::string_view text, const RunShape& shape = {});

// Is the whole text one placeholder (emphasis, quotes and a final `:` or `.` aside)? That is how a
// field without a value looks.
std::optional<Placeholder> whole_placeholder(std::string_view text);

// `<your name>`, as Markdown takes it for a tag; `<name>` counts where it is `alone` on its line or
// behind a label. No element of HTML is one.
bool is_placeholder_tag(std::string_view tag, bool alone);

// Link destinations that templates leave: `link`, `url`, `path`, and the empty one. `#` is none: it
// leads to the top.
bool is_placeholder_destination(std::string_view destination);

// The example inside a placeholder, as the fix inserts it: `Zero data leakage incidents` for
// `[Metric 2 - e.g., "Zero data leakage incidents"]`. Empty where there is none.
std::string_view example_of(std::string_view placeholder);

}  // namespace pland::plan
