// What was derived from a document, as text: all of it for the law that an edited document is
// understood as one read from scratch, and the recognised things alone for tests to expect.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "analysis/plan/plan.h"

namespace pland::tests {

// Every fact of a chapter, one to a line, with all that it holds.
std::string dump(const plan::ChapterFacts& facts);

// Whether two plans are the same in facts, outline, anchors and kind. `where` (may be null) gets
// the first difference, for people.
bool same(const plan::Plan& a, const plan::Plan& b, std::string* where);

// What to show of a document. Things stand in the order of the text, one to a line:
//   milestone "Q3 2026: Drift" Q3 2026, done
//   owner "Ana" of "Q3 2026: Drift"          a field with a role; of whom, if of anybody
//   field "Next milestone" "Beta"            one without
//   criteria "Exit criteria" 2 of 3          a container with its metrics: filled of all
//   metric "95 % of tests pass" quant, done
//   section "Risks" risks                    a heading with a role, its period and statuses
//   item "Login" [x], done, depth 1          an item that is no entity and no metric
//   path "docs/a.md" / box / link / definition, with `placeholder` and `quoted`
//   placeholder "[Name]" certain
//   directive ignore a b
enum Shown : std::uint32_t {
  entities = 1,
  fields = 2,
  metrics = 4,
  sections = 8,
  items = 16,
  mentions = 32,
  placeholders = 64,
  directives = 128,
  things = entities | fields | metrics,
};
std::string recognised(std::string_view path, std::string_view text, std::uint32_t shown = things);
std::string recognised(const plan::Plan& plan, std::uint32_t shown = things);

}  // namespace pland::tests
