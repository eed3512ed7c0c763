// Sums over a part of a plan: how many initiatives, tasks and metrics, and how many of them are
// done. What the outline shows as detail and hovering over a milestone says.
#pragma once

#include <cstdint>

#include "analysis/plan/plan.h"

namespace pland::features {

struct RollUp {
  std::uint32_t milestones = 0;
  std::uint32_t initiatives = 0;
  std::uint32_t done_initiatives = 0;  // closed: done, dropped, superseded
  std::uint32_t tasks = 0;             // items with a checkbox
  std::uint32_t done_tasks = 0;
  std::uint32_t metrics = 0;
  std::uint32_t measurable = 0;
};

// Of the outline entries [begin, end).
RollUp roll_up(const plan::Plan& plan, std::uint32_t begin, std::uint32_t end);
// The checkboxes below one entity (no section): its own item's, or those in the list under its bold
// line.
RollUp tasks_of(const plan::ChapterFacts& facts, std::uint32_t entity);

}  // namespace pland::features
