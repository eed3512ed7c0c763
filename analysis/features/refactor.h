// What can be done to a text that is not wrong: its links in another form, a section in a file of
// its own, a table of contents, a table that lines up; and what people do to a plan as time goes
// on: work is done, a period closed, a decision recorded (plan_edit.h).
//
// A refactoring is a row of one table: a name that a client hands back to have the edit, a kind
// that clients choose by, a look that says whether it makes sense at a place and what it would be
// called, and the making. The look is cheap, because editors ask at every move of the cursor; the
// making may read other documents, and gives nothing where its edits would change what a link means
// (rewriting.h). Edits of a document whose path is empty are of the one asked about.
//
// Left out: what answers a finding (actions.h), but for what has to read another document first.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/rules/rule.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

struct Spot {  // what is selected, or where the cursor is
  const workspace::Workspace& workspace;
  const workspace::Document& document;
  Span at;             // bytes of the document
  plan::Date today{};  // for what is dated
};

struct Refactoring {
  std::string_view name;    // permanent, kebab-case
  std::string_view kind;    // LSP's CodeActionKind: "refactor.rewrite"
  bool when_asked = false;  // offered only to who asks for its kind by name
  bool makes_file = false;
  bool other_files = false;  // its edits may be of other documents
  bool annotated = false;    // the edit says what it does, for who shows it before it is done
  std::string_view mends;    // the rule whose finding here it answers; empty for most
  std::optional<std::string> (*title)(const Spot&) = nullptr;
  std::optional<rules::Fix> (*make)(const Spot&) = nullptr;
  // Other places that it is offered for from here: on a milestone's heading, its initiatives.
  std::vector<Span> (*places)(const Spot&) = nullptr;
};

std::span<const Refactoring> refactorings();
const Refactoring* find_refactoring(std::string_view name);

// -- the rows, by the file that has them

// refactor_links.cpp
std::optional<std::string> title_of_to_reference(const Spot& spot);
std::optional<rules::Fix> to_reference(const Spot& spot);
std::optional<std::string> title_of_to_inline(const Spot& spot);
std::optional<rules::Fix> to_inline(const Spot& spot);
std::optional<std::string> title_of_extract_links(const Spot& spot);
std::optional<rules::Fix> extract_links(const Spot& spot);

// refactor_definitions.cpp
std::optional<std::string> title_of_organize_definitions(const Spot& spot);
std::optional<rules::Fix> organize_definitions(const Spot& spot);

// refactor_contents.cpp
std::optional<std::string> title_of_insert_contents(const Spot& spot);
std::optional<rules::Fix> insert_contents(const Spot& spot);
std::optional<std::string> title_of_update_contents(const Spot& spot);
std::optional<std::string> title_of_update_contents_here(const Spot& spot);
std::optional<rules::Fix> update_contents(const Spot& spot);

// refactor_section.cpp
std::optional<std::string> title_of_move_section(const Spot& spot);
std::optional<rules::Fix> move_section(const Spot& spot);

// refactor_heading.cpp
std::optional<std::string> title_of_add_heading(const Spot& spot);
std::optional<rules::Fix> add_heading(const Spot& spot);

// refactor_format.cpp
std::optional<std::string> title_of_align_table(const Spot& spot);
std::optional<rules::Fix> align_table(const Spot& spot);
std::optional<std::string> title_of_renumber_list(const Spot& spot);
std::optional<rules::Fix> renumber_list(const Spot& spot);

// refactor_done.cpp
struct Markable {  // what can be asked to be marked as done, whether it is or not
  Span name;       // in the document
  std::string title;
  std::string id;  // explicit, or empty
  // Normalised: its name, with and without an identifier.
  std::vector<std::string> keys;
  std::vector<std::string> cells;  // normalised: of a row what its other cells say
};
std::vector<Markable> work_to_mark(const workspace::Workspace& workspace,
                                   const workspace::Document& document);  // in text order
// The boxes below what mark_done would mark that are still open.
std::size_t open_boxes_below(const Spot& spot);
std::optional<std::string> title_of_mark_done(const Spot& spot);
std::optional<rules::Fix> mark_done(const Spot& spot);
std::optional<std::string> title_of_reopen(const Spot& spot);
std::optional<rules::Fix> reopen(const Spot& spot);

// refactor_review.cpp
std::optional<std::string> title_of_reviewed_today(const Spot& spot);
std::optional<rules::Fix> reviewed_today(const Spot& spot);

// refactor_period.cpp
std::vector<Span> open_work_at(const Spot& spot);
std::optional<std::string> title_of_carry_over(const Spot& spot);
std::optional<rules::Fix> carry_over(const Spot& spot);
std::optional<std::string> title_of_close_period(const Spot& spot);
std::optional<rules::Fix> close_period(const Spot& spot);
// Why a period can not be closed: "is closed already", "cannot be closed: … cannot be moved".
std::string why_not_closed(const Spot& spot);
// The same of a plan that cannot say that it was reviewed: no such line, a day that could be two.
std::string why_not_reviewed(const Spot& spot);
std::optional<std::string> title_of_start_period(const Spot& spot);
std::optional<rules::Fix> start_period(const Spot& spot);

// refactor_drop.cpp
std::optional<std::string> title_of_drop(const Spot& spot);
std::optional<rules::Fix> drop(const Spot& spot);

// refactor_decision.cpp
std::optional<std::string> title_of_extract_decision(const Spot& spot);
std::optional<rules::Fix> extract_decision(const Spot& spot);
std::optional<std::string> title_of_supersede_decision(const Spot& spot);
std::optional<rules::Fix> supersede_decision(const Spot& spot);

// refactor_promote.cpp
std::optional<std::string> title_of_promote(const Spot& spot);
std::optional<std::string> title_of_promote_to_new(const Spot& spot);
std::optional<rules::Fix> promote(const Spot& spot);

// refactor_risk.cpp
std::optional<std::string> title_of_add_risk(const Spot& spot);
std::optional<rules::Fix> add_risk(const Spot& spot);

}  // namespace pland::features
