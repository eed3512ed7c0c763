#include "analysis/rules/reach.h"

#include <utility>

namespace pland::rules {

bool reach(Report& report, const plan::Plan& plan, std::uint32_t from, std::uint32_t to) {
  constexpr std::uint32_t farthest = 64;  // chapters
  std::uint32_t first = plan.outline[from].chapter, last = plan.outline[to].chapter;
  if (first > last) std::swap(first, last);
  if (last - first > farthest) return false;
  for (std::uint32_t chapter = first; chapter <= last; ++chapter) report.read_off(chapter);
  return true;
}

Span seen_from(const plan::Plan& plan, std::uint32_t entry, Span span) {
  return span.shifted(0U - plan.offset(entry));
}

}  // namespace pland::rules
