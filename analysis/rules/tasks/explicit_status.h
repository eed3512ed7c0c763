// What somebody wrote of a thing's progress, of this very thing: its box, its title, its field.
// What a title speaks of ("Replace ⏳ with ✅") and what decorates it are none.
#pragma once

#include <cstdint>
#include <optional>

#include "analysis/rules/rule.h"

namespace pland::rules {

// Whether a thing cannot have both.
bool contradict(plan::Status a, plan::Status b);

// `title` is where the thing's own marks stand. All spans count in the chapter.
bool is_explicit(const plan::ChapterFacts& facts, const plan::StatusFact& fact, Span title,
                 bool is_heading);
// What a Status field says; none where it is another field, or says nothing that is known.
std::optional<plan::StatusFact> status_in(const plan::ChapterFacts& facts,
                                          const plan::Field& field);
// A field of a section itself: on a line of its own, or in a list right below the heading.
bool is_of_section(const plan::ChapterFacts& facts, const plan::Field& field);

// The one status that a section has by its own words; none where they say several things. Of a
// heading that is nothing of a plan, an emoji in front decorates it.
std::optional<plan::StatusFact> explicit_status(const plan::ChapterFacts& facts,
                                                std::uint32_t section);
// The same without what its place or a line through it says.
std::optional<plan::StatusFact> stated_status(const plan::ChapterFacts& facts,
                                              std::uint32_t section);
// The same of an item that is no entity, by its box and its marks.
std::optional<plan::StatusFact> explicit_status(const plan::ChapterFacts& facts,
                                                const plan::Item& item);

// Takes a mark out of a title, with its markup and what set it apart: spaces, a colon, a dash.
Edit without_mark(const plan::ChapterFacts& facts, Span mark, Span title);

}  // namespace pland::rules
