// What the rules about traces ask of a piece of work: what it is called, where its text ends, and
// what that leads to.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/rules/relations.h"
#include "analysis/rules/rule.h"

namespace pland::rules {

// The names under which others may speak of it: its title without its identifier, the same without
// what stands in parentheses, and what stands before a colon or dash. Empty where it is a sentence.
std::vector<std::string> names_of_work(const plan::Entity& entity);

// Whether one of the documents says its identifier or one of its names (workspace/said.h).
// `can_be_said` is false where it has none that could be recognised.
struct Saying {
  bool can_be_said = false;
  std::vector<workspace::SummaryPtr> documents;  // by path
};
Saying who_says(const RelationsInput& input, const plan::Entity& entity);

// Its heading, item or bold line with all that is said below it, in the chapter.
Span extent_of_work(const plan::ChapterFacts& facts, const plan::Entity& entity);

// "1.4.0 (2026-05-02)" for a release's title.
std::string shown_release(std::string_view title);

}  // namespace pland::rules
