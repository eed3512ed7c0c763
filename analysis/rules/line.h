// Where a fix may put text: whole lines, line endings, the end of what a section says.
#pragma once

#include <string>
#include <string_view>

#include "analysis/markdown/document.h"
#include "analysis/plan/plan.h"

namespace pland::rules {

// "\r\n" where the document's first line ends so, else "\n".
std::string_view line_ending(const markdown::Document& text);

// The span with the rest of its line, when nothing else stands on it: what to delete. One blank
// line below goes with it, when there is one above as well.
Span whole_line(const markdown::Document& text, Span span);

// Behind the last byte before `span.end` that says something: blank lines and thematic breaks at
// the end are left out. `span.begin` at least.
std::uint32_t end_of_content(const markdown::Document& text, Span span);

// The same without what is no part of a section: the document's footer (`**Last Updated**: …` and
// its like at the end, with the rule above them), and a fence or comment that nobody closed, in
// which nothing could be put.
std::uint32_t end_of_section(const markdown::Document& text, const plan::Plan& plan, Span span);

// The bytes of a section itself, in the document: from behind its heading to the next heading.
Span body_of(const plan::Plan& plan, std::uint32_t entry);

}  // namespace pland::rules
