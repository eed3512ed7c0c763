// What the thing under the cursor is, in a few lines: the page that shows while one reads.
//
// The smallest thing wins: a comment of pland's, a link, a status, a date, a name, then what the
// line as a whole is (a milestone, a metric, an initiative, a section). Everything but the
// calendar comes from the facts; `settings` brings today and the fiscal year.
//
// Never shown: content of files outside the workspace (only that they exist), and anything a
// document says as Markdown of its own: its text is escaped (card.h). Left out: pictures.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "analysis/features/card.h"
#include "analysis/plan/kind.h"
#include "analysis/rules/rule.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

struct Hover {
  Span span;  // what it is about, in the document
  Card card;
};

std::optional<Hover> hover(const workspace::Workspace& workspace,
                           const workspace::Document& document, std::uint32_t offset,
                           const rules::Settings& settings);

}  // namespace pland::features
