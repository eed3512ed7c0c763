#include "analysis/rules/outline.h"

#include <algorithm>

namespace pland::rules {
namespace {

bool is_over(plan::Status status) {
  return plan::is_closed(status) || status == plan::Status::deferred;
}

bool is_for_others(plan::SectionRole role) {
  using plan::SectionRole;
  switch (role) {
    case SectionRole::later:
    case SectionRole::deferred:
    case SectionRole::backlog:
    case SectionRole::completed:
    case SectionRole::non_goals:
    case SectionRole::revision:
    case SectionRole::examples:
      return true;
    default:
      return false;
  }
}

}  // namespace

bool is_put_away(const plan::Plan& plan, std::uint32_t entry) {
  for (; entry < plan.outline.size(); entry = plan.outline[entry].parent) {
    const plan::Section& section = plan.section(entry);
    if (section.role && is_for_others(*section.role)) return true;
    if (std::any_of(section.statuses.begin(), section.statuses.end(),
                    [](const plan::StatusFact& fact) { return is_over(fact.status); }))
      return true;
    const auto& entities = plan.facts(entry).entities;
    if (section.entity < entities.size()) {
      const auto status = entities[section.entity].status();
      if (status && is_over(*status)) return true;
    }
  }
  return false;
}

bool is_archived(const plan::Plan& plan) {
  for (const plan::PlacedChapter& chapter : plan.chapters) {
    if ((chapter.holds & plan::holds_document_status) == 0) continue;
    for (const plan::Field& field : chapter.facts->fields) {
      if (field.role != plan::FieldRole::status || field.item != plan::no_index) continue;
      if (field.entity != plan::no_index) continue;
      const auto status = plan::read_status(field.value_text).status;
      if (status == plan::Status::superseded) return true;
    }
  }
  return false;
}

Work work_below(const plan::Plan& plan, std::uint32_t entry) {
  Work initiatives, tasks;
  tasks.tasks = true;
  bool any_status = false;
  const auto count = [](Work& work, const plan::Entity& entity) {
    const auto status = entity.status();
    ++work.all;
    if (!status || !is_over(*status)) ++work.open;
  };
  each_below(plan, entry, plan::holds_work, &plan::ChapterFacts::entities,
             [&](std::uint32_t, const plan::Entity& entity) {
               if (entity.placeholder) return;
               if (entity.kind == plan::EntityKind::initiative) {
                 count(initiatives, entity);
                 any_status |= entity.status().has_value();
               } else if (entity.kind == plan::EntityKind::task) {
                 count(tasks, entity);
               }
             });
  // Initiatives without statuses whose tasks are all ticked are done.
  if (!any_status && tasks.all > 0 && tasks.open == 0) initiatives.open = 0;
  return initiatives.all > 0 ? initiatives : tasks;
}

}  // namespace pland::rules
