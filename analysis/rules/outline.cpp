#include "analysis/rules/outline.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "analysis/plan/label.h"

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

// "Past", "Previous quarters", "Archive", "Q1 retrospective": headings for what lies behind.
bool looks_back(const plan::Section& section) {
  constexpr std::array<std::string_view, 9> firsts = {"past",    "previous",      "previously",
                                                      "archive", "archives",      "archived",
                                                      "history", "retrospective", "retrospectives"};
  constexpr std::array<std::string_view, 4> lasts = {"archive", "history", "retrospective",
                                                     "retrospectives"};
  const std::string_view key = section.key;
  const auto is_in = [](const auto& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
  };
  const std::size_t last = key.rfind(' ');
  if (key.starts_with("past due")) return false;
  return is_in(firsts, key.substr(0, key.find(' '))) ||
         is_in(lasts, last == std::string_view::npos ? key : key.substr(last + 1));
}

// Calls visit(field) for the Status fields that are nobody's but the document's until it says true.
template <typename Visit>
bool any_document_status(const plan::Plan& plan, Visit&& visit) {
  for (const plan::PlacedChapter& chapter : plan.chapters) {
    if ((chapter.holds & plan::holds_document_status) == 0) continue;
    for (const plan::Field& field : chapter.facts->fields) {
      if (field.role != plan::FieldRole::status || field.item != plan::no_index) continue;
      if (field.entity == plan::no_index && visit(field)) return true;
    }
  }
  return false;
}

}  // namespace

bool puts_away(const plan::Plan& plan, std::uint32_t entry) {
  const plan::Section& section = plan.section(entry);
  if (section.role && is_for_others(*section.role)) return true;
  if (looks_back(section)) return true;
  if (std::any_of(section.statuses.begin(), section.statuses.end(),
                  [](const plan::StatusFact& fact) { return is_over(fact.status); }))
    return true;
  const auto& entities = plan.facts(entry).entities;
  if (section.entity >= entities.size()) return false;
  const auto status = entities[section.entity].status();
  return status && is_over(*status);
}

bool is_put_away(const plan::Plan& plan, std::uint32_t entry) {
  for (; entry < plan.outline.size(); entry = plan.outline[entry].parent)
    if (puts_away(plan, entry)) return true;
  return false;
}

bool is_archived(const plan::Plan& plan) {
  return any_document_status(plan, [](const plan::Field& field) {
    return plan::read_status(field.value_text).status == plan::Status::superseded;
  });
}

bool is_finished(const plan::Plan& plan) {
  constexpr std::array<std::string_view, 7> ends = {"complete", "completed", "done",     "closed",
                                                    "finished", "achieved",  "delivered"};
  return any_document_status(plan, [&](const plan::Field& field) {
    const plan::StatusValue value = plan::read_status(field.value_text);
    if (value.status == plan::Status::dropped) return true;
    if (value.status != plan::Status::done) return false;
    const std::string word = plan::normalise(value.span.of(field.value_text));
    return std::find(ends.begin(), ends.end(), word) != ends.end();
  });
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

Work rows_below(const plan::Plan& plan, std::uint32_t entry) {
  Work work;
  each_below(plan, entry, plan::holds_work, &plan::ChapterFacts::tables,
             [&](std::uint32_t chapter, const plan::Table& table) {
               const auto column = std::find_if(
                   table.columns.begin(), table.columns.end(),
                   [](const auto& one) { return one.role == plan::FieldRole::status; });
               if (column == table.columns.end() || table.metadata) return;
               const auto index = static_cast<std::size_t>(column - table.columns.begin());
               const auto& items = plan.chapters[chapter].facts->items;
               for (std::size_t row = 0; row < table.items.size(); ++row) {
                 const plan::Item& item = items[table.items[row]];
                 if (item.entity != plan::no_index || item.metric != plan::no_index) continue;
                 if (item.placeholder || index >= table.rows[row].size()) continue;
                 const auto status = plan::read_status(table.rows[row][index].plain).status;
                 if (!status) continue;
                 ++work.all;
                 if (!item.struck && !is_over(*status)) ++work.open;
               }
             });
  return work;
}

}  // namespace pland::rules
