// The section of a period made from the shape of another: its labels, lists, tables and headings
// with placeholders for what they say.
//
// A plan's second quarter looks like its first, whatever a template says; the template helps with
// words for placeholders, and where the first has no shape of its own. What moves from the one to
// the other stands in the new one where it stood in the old.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/plan/date.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

struct MovedText {
  Span lines;        // where it was, in the document
  std::string text;  // whole lines, without the last line ending
};

// The period that follows, as a heading of the document would say it: "Q2 2027 (Apr - Jun):
// [Theme/Focus]". Empty where nothing follows. `entry` is in the outline.
std::string next_title(const plan::Plan& plan, std::uint32_t entry);

// A section with that title in the shape of another, without a line ending at its end.
std::string section_like(const workspace::Document& document, std::uint32_t entry,
                         const std::string& title, const std::vector<MovedText>& moved,
                         plan::Date today);

}  // namespace pland::features
