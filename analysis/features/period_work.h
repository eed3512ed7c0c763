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

struct Piece {  // a thing that can move
  Standing standing;
  PieceForm form = PieceForm::item;
  Span lines;  // whole, in the document; with the last line's ending
  std::string name;
  std::uint32_t entry = plan::no_index;  // the section it stands in; of a section its parent
  std::string label;                     // normalised, of the label above its list
};

std::optional<Piece> piece_of(const Standing& standing);
// The open initiative (or box that is no part of one) that is selected.
std::optional<Piece> piece_at(const Spot& spot);
// The period that it is in.
std::optional<Milestone> milestone_of(const Piece& piece);
// The open initiatives of a period; where it has no initiatives at all, its open boxes.
std::vector<Standing> open_work(const Milestone& milestone);

// Its lines, without the line ending and blank lines at their end.
std::string text_of(const workspace::Document& document, const Piece& piece);
// The lines that go when the pieces of a period do, from top to bottom, each span with its last
// line's ending. With `emptied` also what would hold nothing any more: a label without a value, the
// head of a table. What is done keeps them. Headings stay: somebody may link to them.
std::vector<Span> leaving_lines(const workspace::Document& document, std::uint32_t period,
                                const std::vector<Piece>& pieces, bool emptied);
// What to take out with whole lines: a blank line too, where two would be left.
Span removal_of(const markdown::Document& text, Span lines);
// What stays of lists that counted up goes on to.
void renumber_rest(const workspace::Document& document, const std::vector<Piece>& gone,
                   std::vector<rules::Edit>& edits);

// Whether a thing of that kind and of the piece's name stands in a part of a document.
bool stands_in(const workspace::Document& document, Span extent, const Piece& piece,
               plan::EntityKind kind);
// Today in Last Updated, and an entry of the history.
void tell(const workspace::Document& document, plan::Date today, std::string_view what,
          const std::vector<std::string>& lines, std::vector<rules::Edit>& edits);

}  // namespace pland::features
