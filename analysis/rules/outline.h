// What several rules ask of a section and all below it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "analysis/plan/plan.h"

namespace pland::rules {

// Nothing below is to be judged as work to do: it or a section above is done, dropped or put off,
// or stands under a heading for such things (later, backlog, completed, past, non-goals).
bool is_put_away(const plan::Plan& plan, std::uint32_t entry);
// … the section itself is, or such a heading.
bool puts_away(const plan::Plan& plan, std::uint32_t entry);

// The document's own Status field says that it is history: superseded, archived.
bool is_archived(const plan::Plan& plan);
// … that it came to its end: done, completed, cancelled. What is approved or live goes on.
bool is_finished(const plan::Plan& plan);

struct Work {  // the initiatives below a section; where there are none, its tasks
  std::size_t all = 0;
  std::size_t open = 0;  // without a status, or with one that is not the end
  bool tasks = false;
};
Work work_below(const plan::Plan& plan, std::uint32_t entry);
// The same of table rows with a status that are nothing else in the plan: "| Alerts | In progress
// |".
Work rows_below(const plan::Plan& plan, std::uint32_t entry);

// Calls visit(chapter, fact) for the facts of a kind (`&ChapterFacts::containers`) that stand in
// the section or below it, in chapters that hold `what`. The facts must have a member `section`.
template <typename Fact, typename Visit>
void each_below(const plan::Plan& plan, std::uint32_t entry, plan::Holds what,
                std::vector<Fact> plan::ChapterFacts::*list, Visit&& visit) {
  const plan::OutlineEntry first = plan.outline[entry];
  const std::uint32_t end = first.end;
  const std::uint32_t last_chapter = end < plan.outline.size()
                                         ? plan.outline[end].chapter
                                         : static_cast<std::uint32_t>(plan.chapters.size() - 1);
  for (std::uint32_t c = first.chapter; c <= last_chapter; ++c) {
    if ((plan.chapters[c].holds & what) == 0) continue;
    const plan::ChapterFacts& facts = *plan.chapters[c].facts;
    for (const Fact& fact : facts.*list) {
      if (c == first.chapter && fact.section < first.section) continue;
      if (end < plan.outline.size() && c == last_chapter &&
          fact.section >= plan.outline[end].section)
        continue;
      visit(c, fact);
    }
  }
}

}  // namespace pland::rules
