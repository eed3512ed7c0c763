// The work of a period, as far as edits of a plan must know it: which sections are periods, what is
// open in them, and which lines a thing takes with it when it leaves.
//
// A thing moves as a block of whole lines: a list item with all below it, a row, a heading with its
// text, a bold line with what follows it. What is nested in another item does not move alone. Left
// out: where it goes (refactor_period.cpp, refactor_drop.cpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/features/refactor.h"
#include "analysis/features/standing.h"
#include "analysis/plan/period.h"
#include "analysis/rules/rule.h"

namespace pland::features {

struct Milestone {  // a section that is a period after which another comes
  workspace::DocumentPtr document;
  std::uint32_t entry = plan::no_index;
  plan::Period period;
  plan::Period following;

  const plan::Plan& plan() const { return *document->plan; }
  std::string name() const;       // "Q1 2027", as written
  std::string next_name() const;  // "Q2 2027"
};

std::optional<Milestone> milestone_of(const workspace::DocumentPtr& document, std::uint32_t entry);
// The one whose heading is selected.
std::optional<Milestone> milestone_at(const Spot& spot);

enum class PieceForm : std::uint8_t { item, row, section, bold };

// Work, or an item that is work by its place alone: a plain one below a quarter, a row with a
// status. Of such an item `standing` has no index.
struct Work {
  Standing standing;
  std::uint32_t item = plan::no_index;  // in the chapter's facts

  bool is_entity() const { return standing.index != plan::no_index; }
  Span name_span() const;  // in the chapter
};

struct Piece {  // a thing that can move
  Standing standing;
  std::uint32_t item = plan::no_index;  // that it is
  plan::EntityKind kind = plan::EntityKind::none;
  PieceForm form = PieceForm::item;
  Span lines;      // whole, in the document; with the last line's ending
  Span name_span;  // in the chapter
  std::string name;
  std::string key;                       // normalised
  std::uint32_t entry = plan::no_index;  // the section it stands in; of a section its parent
  std::string label;                     // normalised, of the label above its list
};

std::optional<Piece> piece_of(const Work& work);
// The label that an item's list stands for; no_index where there is none, or where it says
// something itself and the list only comes after it.
std::uint32_t list_label(const plan::ChapterFacts& facts, const plan::Item& item);
// The open work that is selected: an initiative, or what is no part of one.
std::optional<Piece> piece_at(const Spot& spot);
// The period that it is in.
std::optional<Milestone> milestone_of(const Piece& piece);
// All that is open in a period: initiatives, and boxes that are no part of one; where it has
// neither, rows with a status, else the plain items below its heading. In text order.
std::vector<Work> open_work(const Milestone& milestone);
// The plain item or row of a period that an item of a chapter is, if it is work by its place alone;
// of plain items those that are done, too.
std::optional<Work> plain_work(const workspace::DocumentPtr& document, std::uint32_t chapter,
                               std::uint32_t item);

// The end of the last line with words, behind the spaces that may be a hard break.
std::uint32_t end_of_last_line(const markdown::Document& text, Span span);
// Its lines, without the line ending and blank lines at their end.
std::string text_of(const workspace::Document& document, const Piece& piece);
// What to take out with whole lines: a blank line too, where two would be left.
Span removal_of(const markdown::Document& text, Span lines);
// What stays of lists that counted up goes on to.
void renumber_rest(const workspace::Document& document, const std::vector<Piece>& gone,
                   std::vector<rules::Edit>& edits);

// How many things or items of the piece's name stand in a part of a document.
std::size_t times_in(const workspace::Document& document, Span extent, const Piece& piece);
// Today in Last Updated, and an entry of the history.
void tell(const workspace::Document& document, plan::Date today, std::string_view what,
          const std::vector<std::string>& lines, std::vector<rules::Edit>& edits);

}  // namespace pland::features
