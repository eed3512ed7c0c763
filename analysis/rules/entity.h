// Which entity a finding is about, and how messages name sections.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "analysis/rules/rule.h"

namespace pland::rules {

void name_entity(Finding& finding, const plan::Entity& entity);
// The entity that a section is, if it is one. `section` is an index in the facts.
void name_section_entity(Finding& finding, const plan::ChapterFacts& facts, std::uint32_t section);
// The nearest entity at or above an outline entry.
void name_enclosing_entity(Finding& finding, const plan::Plan& plan, std::uint32_t entry);

// "Q3 2027" where a period leads the title, else the title without its statuses.
std::string short_name(const plan::ChapterFacts& facts, const plan::Section& section);

// "1 initiative", "3 initiatives".
std::string counted(std::size_t count, std::string_view noun);
// At most `longest` code points, cut at a word with `…` behind; quotes are the caller's.
std::string shortened(std::string_view text, std::size_t longest = 60);

}  // namespace pland::rules
