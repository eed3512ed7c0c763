#include "analysis/rules/changelog/groups.h"

#include <algorithm>
#include <utility>

#include "analysis/plan/label.h"
#include "analysis/rules/hash.h"
#include "analysis/rules/move.h"
#include "analysis/rules/reach.h"

namespace pland::rules {
namespace {

bool is_below_release(const plan::Plan& plan, std::uint32_t entry) {
  const std::uint32_t parent = plan.outline[entry].parent;
  return parent < plan.outline.size() && plan.outline[entry].level > 0 &&
         plan.outline[parent].unit == plan::EntityKind::release;
}

}  // namespace

bool is_group(const plan::Section& section) {
  return section.level > 0 && section.unit != plan::EntityKind::release &&
         plan::change_group_role(section.title).has_value();
}

std::uint32_t same_group_above(const plan::Plan& plan, std::uint32_t entry) {
  if (!is_below_release(plan, entry) || !is_group(plan.section(entry))) return plan::no_index;
  const plan::OutlineEntry& own = plan.outline[entry];
  for (std::uint32_t at = entry; at-- > own.parent + 1;) {
    const plan::OutlineEntry& other = plan.outline[at];
    if (other.parent == own.parent && other.level == own.level &&
        plan.section(at).key == plan.section(entry).key)
      return at;
  }
  return plan::no_index;
}

std::uint32_t group_beside(const plan::Plan& plan, std::uint32_t entry, std::string_view key) {
  if (!is_below_release(plan, entry)) return plan::no_index;
  const plan::OutlineEntry& own = plan.outline[entry];
  for (std::uint32_t at = own.parent + 1; at < plan.outline[own.parent].end; ++at) {
    const plan::OutlineEntry& other = plan.outline[at];
    if (at != entry && other.parent == own.parent && plan.section(at).key == key) return at;
  }
  return plan::no_index;
}

Glance glance_at_groups(const ChapterInput& input) {
  if (input.kind != plan::DocumentKind::changelog) return 0;
  Glance hash = 0;
  for (const plan::Section& section : input.facts.sections)
    if (is_group(section)) hash = mix(mix(hash, hash_of(section.key)), section.level);
  return hash;
}

std::optional<Fix> merge_groups(const EntryInput& input, std::uint32_t from, std::uint32_t entry,
                                std::uint32_t other, Report& report) {
  const plan::Plan& plan = input.document.plan;
  if (!reach(report, plan, from, entry) || !reach(report, plan, from, other)) return std::nullopt;
  auto fix = merge_section(input.document, entry, other);
  if (!fix) return fix;
  for (Edit& edit : fix->edits) edit.span = seen_from(plan, from, edit.span);
  join_touching(fix->edits);
  return fix;
}

void join_touching(std::vector<Edit>& edits) {
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
  std::vector<Edit> out;
  for (Edit& edit : edits) {
    if (out.empty() || edit.span.begin > out.back().span.end) {
      out.push_back(std::move(edit));
      continue;
    }
    out.back().span.end = std::max(out.back().span.end, edit.span.end);
    out.back().text += edit.text;
  }
  edits = std::move(out);
}

}  // namespace pland::rules
