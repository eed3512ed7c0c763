// Sums over a part of a plan: how many initiatives, tasks and metrics, and how many of them are
// done. What the outline shows as detail and hovering over a milestone says.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "analysis/plan/plan.h"

namespace pland::features {

struct RollUp {
  std::uint32_t milestones = 0;  // now, next and later are none
  std::uint32_t initiatives = 0;
  std::uint32_t done_initiatives = 0;
  std::uint32_t dropped_initiatives = 0;  // or superseded: closed, and not done
  std::uint32_t tasks = 0;                // items with a checkbox
  std::uint32_t done_tasks = 0;
  std::uint32_t metrics = 0;
  std::uint32_t measurable = 0;
};

// "1 of 3 done, 1 dropped"; with the noun, "1 of 3 initiatives done".
std::string done_text(const RollUp& sum, std::string_view noun = {});

// Of the outline entries [begin, end).
RollUp roll_up(const plan::Plan& plan, std::uint32_t begin, std::uint32_t end);
// The checkboxes below one entity (no section): its own item's, or those in the list under its bold
// line.
RollUp tasks_of(const plan::ChapterFacts& facts, std::uint32_t entity);

}  // namespace pland::features
