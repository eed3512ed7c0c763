// What the things of a plan are, in a few lines each: for hovers, and for completion's
// documentation.
//
// Never shown: content of files outside the workspace (only that they exist), and anything a
// document says as Markdown of its own: its text is escaped (card.h).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "analysis/features/card.h"
#include "analysis/features/cursor.h"
#include "analysis/plan/kind.h"
#include "analysis/rules/rule.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

constexpr std::size_t longest_line = 160;  // bytes of a document's text on one line of a card

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
// What was understood of a metric.
Card metric_card(const workspace::Document& document, const Cursor& cursor,
                 const plan::Metric& metric, const rules::Settings& settings);

// "1 of 3 done", "1 of 3 tasks done".
std::string done_of(std::uint32_t done, std::uint32_t all);
std::string done_of(std::uint32_t done, std::uint32_t all, std::string_view noun);
// " · " between what is there.
std::string joined(std::initializer_list<std::string_view> parts);
// A path from its workspace's folder on; of others the file's name.
std::string shown_path(const workspace::Workspace& workspace, std::string_view path);

}  // namespace pland::features
