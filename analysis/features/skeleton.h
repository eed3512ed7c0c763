// A piece of a template made ready to insert: headings at the right level, the calendar filled in,
// bracketed text as tab stops.
//
// `[Theme/Focus]` stays in its brackets until something is typed over it, so that what nobody
// filled in can still be recognised; `[Low/Medium/High]` becomes a choice, `[YYYY-MM-DD]` today's
// date (for a review: the first day of the next quarter), `Q1 YYYY (Jan - Mar)` the current
// quarter.
//
// Left out: which piece, and where it goes (completion.h).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/plan/date.h"

namespace pland::features {

struct SkeletonOptions {
  plan::Date today;
  std::optional<int> fiscal_year_start;
  int shift = 0;                   // levels that its headings move down
  std::string heading;             // instead of its first line, level included; empty: as it is
  bool bold_colon_inside = false;  // `**Label:**` as the document writes it
  bool plain_labels = false;       // `Label:`
  // Where a file that the template links to is, as a destination; empty where there is none.
  std::function<std::string(std::string_view)> link;
};

struct Skeleton {
  std::string snippet;  // LSP 3.17 snippet syntax
  std::string plain;
};

// `markdown` is a template's text without annotations. No line ending at the end.
Skeleton make_skeleton(std::string_view markdown, const SkeletonOptions& options);

}  // namespace pland::features
