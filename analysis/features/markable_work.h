// What can be marked as done or opened again, and how far it is.
//
// Work is an initiative, a task or a blocker, in whatever form; a box to tick; a plain item of a
// period; a row of a table that says how far its thing is. Beside the boxes that CommonMark's
// readers know there are those that people draw for "begun" and "given up": `[~]`, `[/]`, `[-]`.
// What a document says is read by its own words (plan_language.h).
//
// Left out: how it is marked (refactor_done.cpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/features/period_work.h"
#include "analysis/features/plan_language.h"

namespace pland::features {

// The work that a byte of a document is on.
std::optional<Work> markable_at(const workspace::DocumentPtr& document, std::uint32_t offset,
                                const PlanLanguage& language);
// All in a document, in text order; each once.
std::vector<Work> markables_in(const workspace::DocumentPtr& document,
                               const PlanLanguage& language);

enum class WorkForm : std::uint8_t { heading, item, row };  // a bold line is like a heading
WorkForm form_of(const plan::ChapterFacts& facts, std::uint32_t item);
inline WorkForm form_of(const Work& work) { return form_of(work.standing.facts(), work.item); }

const plan::Item* item_of(const Work& work);      // null where it is none
const plan::Entity* entity_of(const Work& work);  // null where it is none
std::string name_of(const Work& work);            // without its box
Span span_of(const Work& work);                   // in the chapter
const std::vector<plan::StatusFact>& statuses_of(const Work& work);
// What it goes by, as people write it: its name with and without an identifier, the identifier.
std::vector<std::string> names_of(const Work& work);
// What the cells of a row say, but for its status; of what is none nothing.
std::vector<std::string> words_of_row(const Work& work, const PlanLanguage& language);

// Initiatives, tasks, blockers.
bool is_marked(plan::EntityKind kind);
bool is_field(const plan::ChapterFacts& facts, std::uint32_t item);

// The cells of a row; null where an item is none.
const std::vector<plan::Table::Cell>* cells_of(const plan::ChapterFacts& facts, std::uint32_t item);
// The column of a role; the number of columns where there is none.
std::size_t column_of(const plan::Table& table, plan::FieldRole role, const PlanLanguage& language);
// The cell of a row in the column of a role; null where there is none.
const plan::Table::Cell* cell_of(const plan::ChapterFacts& facts, std::uint32_t item,
                                 plan::FieldRole role, const PlanLanguage& language);

// A field of a role that describes a thing.
const plan::Field* field_of(const Work& work, plan::FieldRole role, const PlanLanguage& language);
// The row that says what fields would: the only one of a table below a heading whose columns are
// all attributes of what the heading is ("| Status | Owner |"). no_index where there is none.
std::uint32_t own_row(const Work& work, const PlanLanguage& language);
std::optional<plan::Status> status_of(const Work& work, const PlanLanguage& language);
// What stands below "Completed" is done whatever else is said of it.
bool is_done_by_place(const Work& work);

struct DrawnBox {  // `[~]`, `[/]`, `[-]`, `[>]` in front of an item's words
  Span span;       // in the chapter
  plan::Status status;
};
std::optional<DrawnBox> drawn_box(const plan::ChapterFacts& facts, std::uint32_t item);

}  // namespace pland::features
