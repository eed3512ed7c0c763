// What edits of a plan share: which document may be edited so, how it writes its dates, labels and
// items, and what it says of its own history.
//
// An edit imitates what is there. A date is spelt like its neighbour, a new label has the marks of
// the label beside it, a moved item the marker of the list it comes to. Left out: which edits those
// are (refactor_done.cpp, refactor_period.cpp and their like).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/features/rewriting.h"
#include "analysis/features/standing.h"
#include "analysis/rules/rule.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

// The document as the workspace holds it; null for a template, of which nothing is ever done.
workspace::DocumentPtr plan_to_edit(const workspace::Workspace& workspace,
                                    const workspace::Document& document);

// -- dates

// Today in the spelling of the first date of a text; ISO where there is none to imitate. `locale`
// is the plan's (plan_language.h): "November" is a German month, too.
std::string today_like(std::string_view written, plan::Date today, std::string_view locale);
// The text with all its dates made today's, months this month. None where one cannot be spelt so.
std::optional<std::string> with_today(std::string text, plan::Date today, std::string_view locale);
// The document's own Last Updated lines made to say today; those that do, or hold no date, stay.
std::vector<rules::Edit> updated_today(const workspace::Document& document, plan::Date today);
// An entry of the revision history, in the form and order of those that are there; none where
// there is no history, or none that can be imitated. `lines` say more, where an entry has a list.
std::optional<rules::Edit> history_entry(const workspace::Document& document, plan::Date today,
                                         std::string_view what,
                                         const std::vector<std::string>& lines);

// -- labels and items

// A line with another label and value in the manner of a field that has a line of its own (or
// leads one): the same markers before and around it. Without a line ending.
std::string line_like(const plan::ChapterFacts& facts, const plan::Field& model,
                      std::string_view label, std::string_view value);
// Whether nothing else stands on the lines of a field: it is a list item, or a line of a paragraph.
bool has_own_line(const plan::ChapterFacts& facts, const plan::Field& field);
// "[Owner]", where that reads as a placeholder, else "TBD".
std::string placeholder_for(std::string_view label);

// `1.`, `-`, `- [ ]` at the start of an item's text, with how far it is indented.
struct Marker {
  std::uint32_t indent = 0;
  std::string sign;       // "-", "12."
  std::uint32_t gap = 1;  // spaces behind it
  bool ordered() const { return sign.size() > 1; }
  std::uint32_t width() const { return indent + static_cast<std::uint32_t>(sign.size()) + gap; }
};
std::optional<Marker> marker_of(std::string_view line);
// Lines of an item behind another marker: its lines below follow it in.
std::string with_marker(std::string_view item, const Marker& now, std::string_view eol);
// The next in a list whose last item has this marker.
Marker next_marker(Marker last);

std::vector<std::string> lines_of(std::string_view text);  // without their endings
// Text made of lines: each ended by `eol` but the last.
std::string joined(const std::vector<std::string>& lines, std::string_view eol);

// -- edits

// Sorted; those that touch each other become one. Two insertions at one place keep their order.
std::vector<rules::Edit> tidy_edits(std::vector<rules::Edit> edits);
// The same document as it reads after edits of its own.
workspace::DocumentPtr after_edits(const workspace::Document& document,
                                   const std::vector<rules::Edit>& edits);
// Whether all that `before` links to is linked to, however ordered, and all its anchors are there
// under their titles, whatever signs those have; more may have come. Links may have gone to a
// document `beside`.
bool nothing_lost(const workspace::Workspace& workspace, const workspace::Document& before,
                  const workspace::Document& after, const workspace::Document* beside = nullptr);

}  // namespace pland::features
