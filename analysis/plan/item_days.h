// The day until which an item of a list is to be done, where its own words say it.
#pragma once

#include <optional>
#include <string_view>

#include "analysis/plan/facts.h"

namespace pland::plan {

// "Order the mast (by 2026-11-20)", "Billing — due 10 December 2026": in parentheses, or behind a
// dash or comma, with a word that announces it. None for a day that may be another's.
std::optional<Days> days_in_words(std::string_view text);
// Of a task, initiative or blocker that is a list item; none for all else.
std::optional<Days> days_of_item(const ChapterFacts& facts, const Entity& entity);

}  // namespace pland::plan
