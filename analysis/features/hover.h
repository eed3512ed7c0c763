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

// The parts, for completion's documentation.

// Whether a file's content may be shown to who reads the document `from`: it is inside the
// workspace, or that document itself.
bool may_show(const workspace::Workspace& workspace, std::string_view from, std::string_view path);

// A file that a link in `from` leads to.
Card file_card(const workspace::Workspace& workspace, std::string_view from, std::string_view path);
// A heading of a document with the first lines below it.
Card anchor_card(const workspace::Workspace& workspace, std::string_view from,
                 std::string_view path, std::string_view fragment);
// An initiative, risk, decision, milestone …; `document` is the one it is in.
Card entity_card(const workspace::Workspace& workspace, const workspace::Document& document,
                 const plan::ChapterFacts& facts, std::uint32_t chapter, std::uint32_t entity,
                 const rules::Settings& settings);
// One that is known by name, its document maybe closed.
Card entity_card(const workspace::Workspace& workspace, std::string_view from,
                 const workspace::Summary& document, const workspace::NamedEntity& entity,
                 const rules::Settings& settings);
// What a template says of a section.
Card section_card(const plan::KindSchema& schema, std::uint32_t section);
// "Q2 2027 · 1 April – 30 June 2027 · starts in 121 days".
Card period_card(const plan::Period& period, const rules::Settings& settings);
Card date_card(plan::Date date, const rules::Settings& settings);

// "in 3 weeks", "today", "6 days ago".
std::string distance(plan::Date from, plan::Date to);

}  // namespace pland::features
