#include "analysis/features/markable_work.h"

#include <algorithm>

#include "analysis/features/cursor.h"
#include "analysis/plan/entities.h"
#include "analysis/plan/label.h"
#include "analysis/text/unicode.h"

namespace pland::features {

using plan::ChapterFacts;
using plan::EntityKind;
using plan::FieldRole;
using plan::no_index;
using plan::Status;
using workspace::DocumentPtr;

namespace {

// Of a row that is nothing else in the plan the cell must say a status and no more.
bool is_plain_status(const plan::Table::Cell& cell, const PlanLanguage& language) {
  const auto said = said_status(cell.plain, language.vocabulary());
  return said && said->alone;
}

// A row that does not say yet how far it is, among others that do; or in a table that says who does
// what until when.
bool is_among_work(const ChapterFacts& facts, std::uint32_t item, const PlanLanguage& language) {
  const plan::Table& table = facts.tables[facts.items[item].table];
  if (table.metadata || facts.items[item].name.empty()) return false;
  const std::size_t status = column_of(table, FieldRole::status, language);
  bool all_empty = true;
  for (const auto& row : table.rows) {
    if (status >= row.size() || row[status].plain.empty()) continue;
    if (is_plain_status(row[status], language)) return true;
    all_empty = false;
  }
  constexpr FieldRole roles[] = {FieldRole::owner, FieldRole::target_date, FieldRole::priority,
                                 FieldRole::effort, FieldRole::completed_on};
  return all_empty && std::any_of(std::begin(roles), std::end(roles), [&](FieldRole role) {
           return column_of(table, role, language) < table.columns.size();
         });
}

bool is_work_row(const ChapterFacts& facts, std::uint32_t item, const PlanLanguage& language) {
  const auto* cell = cell_of(facts, item, FieldRole::status, language);
  if (cell == nullptr) return false;
  return cell->plain.empty() ? is_among_work(facts, item, language)
                             : is_plain_status(*cell, language);
}

// A milestone is marked in a row, where it has no work of its own.
bool can_be_marked(const plan::Entity& entity, const ChapterFacts& facts) {
  return is_marked(entity.kind) || (entity.kind == EntityKind::milestone &&
                                    entity.item != no_index && facts.items[entity.item].row);
}

std::string without_box(std::string name) {
  if (name.size() > 4 && name[0] == '[' && name[2] == ']' && name[3] == ' ')
    name.erase(0, name.find_first_not_of(' ', 3));
  return name;
}

}  // namespace

bool is_marked(EntityKind kind) {
  return kind == EntityKind::initiative || kind == EntityKind::task || kind == EntityKind::blocker;
}

bool is_field(const ChapterFacts& facts, std::uint32_t item) {
  return std::any_of(facts.fields.begin(), facts.fields.end(),
                     [&](const plan::Field& field) { return field.item == item; });
}

WorkForm form_of(const ChapterFacts& facts, std::uint32_t item) {
  if (item == no_index) return WorkForm::heading;
  return facts.items[item].row ? WorkForm::row : WorkForm::item;
}

const plan::Item* item_of(const Work& work) {
  return work.item == no_index ? nullptr : &work.standing.facts().items[work.item];
}

const plan::Entity* entity_of(const Work& work) {
  return work.is_entity() ? &work.standing.entity() : nullptr;
}

std::string name_of(const Work& work) {
  const plan::Entity* entity = entity_of(work);
  return without_box(entity != nullptr ? entity->title : item_of(work)->name);
}

Span span_of(const Work& work) {
  return work.is_entity() ? work.standing.entity().span : item_of(work)->span;
}

const std::vector<plan::StatusFact>& statuses_of(const Work& work) {
  return work.is_entity() ? work.standing.entity().statuses : item_of(work)->statuses;
}

std::vector<std::string> names_of(const Work& work) {
  std::vector<std::string> out;
  const std::string name = name_of(work);
  out.push_back(name);
  const plan::Entity* entity = entity_of(work);
  if (entity != nullptr && !entity->id.empty()) out.push_back(entity->id);
  const plan::Item* item = item_of(work);
  // Behind the name, or at its end.
  if (const std::size_t open = name.find_last_of("(["); open != std::string::npos && open > 0) {
    if (const std::string id = plan::id_behind(std::string_view(name).substr(open)); !id.empty()) {
      out.push_back(id);
      out.emplace_back(text::trim(name.substr(0, open)));
    }
  }
  if (item != nullptr && !item->row) {
    const std::size_t at = item->plain.find(name);
    const std::string_view rest = at == std::string::npos
                                      ? std::string_view()
                                      : std::string_view(item->plain).substr(at + name.size());
    if (const std::string id = plan::id_behind(rest); !id.empty()) {
      out.push_back(id);
      out.push_back(name + " (" + id + ")");
      out.push_back(name + " [" + id + "]");
    }
  }
  return out;
}

std::vector<std::string> words_of_row(const Work& work, const PlanLanguage& language) {
  std::vector<std::string> out;
  const plan::Item* item = item_of(work);
  if (item != nullptr && item->row) {
    if (const auto* cells = cells_of(work.standing.facts(), work.item)) {
      const plan::Table& table = work.standing.facts().tables[item->table];
      const std::size_t status = column_of(table, FieldRole::status, language);
      for (std::size_t i = 0; i < cells->size(); ++i)
        if (i != status && !(*cells)[i].plain.empty()) out.push_back((*cells)[i].plain);
    }
  }
  return out;
}

// -- rows

const std::vector<plan::Table::Cell>* cells_of(const ChapterFacts& facts, std::uint32_t item) {
  const plan::Item& row = facts.items[item];
  if (!row.row || row.table == no_index) return nullptr;
  const plan::Table& table = facts.tables[row.table];
  const auto at = std::find(table.items.begin(), table.items.end(), item);
  return at == table.items.end() ? nullptr
                                 : &table.rows[static_cast<std::size_t>(at - table.items.begin())];
}

std::size_t column_of(const plan::Table& table, FieldRole role, const PlanLanguage& language) {
  const auto is = [&](const plan::Table::Column& column) {
    return column.role ? column.role == role
                       : plan::field_role(column.name, language.vocabulary()) == role;
  };
  return static_cast<std::size_t>(std::find_if(table.columns.begin(), table.columns.end(), is) -
                                  table.columns.begin());
}

const plan::Table::Cell* cell_of(const ChapterFacts& facts, std::uint32_t item, FieldRole role,
                                 const PlanLanguage& language) {
  const auto* cells = cells_of(facts, item);
  if (cells == nullptr) return nullptr;
  const std::size_t column = column_of(facts.tables[facts.items[item].table], role, language);
  return column < cells->size() ? &(*cells)[column] : nullptr;
}

// -- where

std::optional<Work> markable_at(const DocumentPtr& document, std::uint32_t offset,
                                const PlanLanguage& language) {
  if (document == nullptr) return std::nullopt;
  const Cursor cursor = cursor_at(*document, offset);
  const ChapterFacts& facts = *cursor.facts;
  Work out{{document, cursor.chapter, no_index}, no_index};
  const auto take_entity = [&](std::uint32_t index) {
    if (index == no_index || !can_be_marked(facts.entities[index], facts)) return false;
    if (facts.entities[index].placeholder) return false;
    out.standing.index = index;
    out.item = facts.entities[index].item;
    return true;
  };
  if (ground_at(*document, offset) == Ground::code) return std::nullopt;
  std::uint32_t item = item_at(cursor);
  // What stands below an item's own words is not it, but for its fields.
  if (item != no_index && !facts.items[item].row && cursor.at > facts.items[item].text.end)
    return std::nullopt;
  const bool field = item != no_index && is_field(facts, item);
  for (; item != no_index; item = facts.items[item].parent) {
    const plan::Item& one = facts.items[item];
    if (one.placeholder) return std::nullopt;
    if (take_entity(one.entity)) return out;
    if (!field && plain_work(document, cursor.chapter, item)) {
      out.item = item;
      return out;
    }
    if (one.checked || drawn_box(facts, item) || is_work_row(facts, item, language)) {
      // A row that says how likely a risk is has a status, and is no work.
      if (one.entity != no_index && !one.checked) return std::nullopt;
      out.item = item;
      return out;
    }
    if (!field) return std::nullopt;
  }
  if (take_entity(entity_at(cursor))) return out;
  return std::nullopt;
}

std::vector<Work> markables_in(const DocumentPtr& document, const PlanLanguage& language) {
  std::vector<Work> out;
  const auto place = [](const Work& work) {
    return work.name_span().begin + work.standing.placed().offset;
  };
  const auto add = [&](std::uint32_t chapter, Span name) {
    const std::uint32_t base = document->plan->chapters[chapter].offset;
    auto work = markable_at(document, name.begin + base, language);
    if (work && work->name_span() == name) out.push_back(std::move(*work));
  };
  for (std::uint32_t c = 0; c < document->plan->chapters.size(); ++c) {
    const ChapterFacts& facts = *document->plan->chapters[c].facts;
    for (const plan::Entity& entity : facts.entities)
      if (can_be_marked(entity, facts)) add(c, entity.name_span);
    for (const plan::Item& item : facts.items)
      if (item.entity == no_index || !can_be_marked(facts.entities[item.entity], facts))
        add(c, item.name_span);
  }
  std::sort(out.begin(), out.end(),
            [&](const Work& a, const Work& b) { return place(a) < place(b); });
  out.erase(std::unique(out.begin(), out.end(),
                        [&](const Work& a, const Work& b) { return place(a) == place(b); }),
            out.end());
  return out;
}

// -- how far

const plan::Field* field_of(const Work& work, FieldRole role, const PlanLanguage& language) {
  if (!work.is_entity()) return nullptr;
  const ChapterFacts& facts = work.standing.facts();
  if (const plan::Field* field = facts.field_of(work.standing.index, role)) return field;
  for (std::uint32_t f = work.standing.entity().first_field; f != no_index;
       f = facts.fields[f].next) {
    const plan::Field& field = facts.fields[f];
    if (!field.role && plan::field_role(field.label_text, language.vocabulary()) == role)
      return &field;
  }
  return nullptr;
}

std::uint32_t own_row(const Work& work, const PlanLanguage& language) {
  const plan::Entity* entity = entity_of(work);
  if (entity == nullptr || !entity->is_section) return no_index;
  if (field_of(work, FieldRole::status, language) != nullptr) return no_index;
  const ChapterFacts& facts = work.standing.facts();
  const auto is_attribute = [&](const plan::Table::Column& column) {
    const auto role =
        column.role ? column.role : plan::field_role(column.name, language.vocabulary());
    constexpr FieldRole names[] = {
        FieldRole::title,   FieldRole::what,         FieldRole::identifier, FieldRole::description,
        FieldRole::summary, FieldRole::goal,         FieldRole::objective,  FieldRole::key_result,
        FieldRole::theme,   FieldRole::deliverables, FieldRole::decision,   FieldRole::risk};
    return role && std::find(std::begin(names), std::end(names), *role) == std::end(names);
  };
  for (const plan::Table& table : facts.tables) {
    if (table.section != entity->section || table.metadata || table.rows.size() != 1) continue;
    if (column_of(table, FieldRole::status, language) >= table.rows[0].size()) continue;
    if (std::all_of(table.columns.begin(), table.columns.end(), is_attribute))
      return table.items[0];
  }
  return no_index;
}

std::optional<Status> status_of(const Work& work, const PlanLanguage& language) {
  const plan::Item* item = item_of(work);
  if (item != nullptr && item->checked) return *item->checked ? Status::done : Status::todo;
  if (item != nullptr)
    if (const auto box = drawn_box(work.standing.facts(), work.item)) return box->status;
  const auto& statuses = statuses_of(work);
  const plan::Field* field = field_of(work, FieldRole::status, language);
  const bool read = !statuses.empty() && statuses.back().source == plan::StatusFact::Source::field;
  if (field != nullptr && !read)
    if (const auto said = said_status(field->value_text, language.vocabulary()))
      return said->status;
  if (const std::uint32_t row = own_row(work, language); row != no_index)
    if (const auto* cell = cell_of(work.standing.facts(), row, FieldRole::status, language))
      if (const auto said = said_status(cell->plain, language.vocabulary())) return said->status;
  if (!statuses.empty()) return statuses.back().status;
  if (item != nullptr && item->row)
    if (const auto* cell = cell_of(work.standing.facts(), work.item, FieldRole::status, language))
      if (const auto said = said_status(cell->plain, language.vocabulary())) return said->status;
  return std::nullopt;
}

bool is_done_by_place(const Work& work) {
  const auto& statuses = statuses_of(work);
  return std::any_of(statuses.begin(), statuses.end(), [](const plan::StatusFact& fact) {
    return fact.source == plan::StatusFact::Source::bucket && fact.status == Status::done;
  });
}

std::optional<DrawnBox> drawn_box(const ChapterFacts& facts, std::uint32_t index) {
  const plan::Item& item = facts.items[index];
  if (item.row || item.checked || item.text.size() < 5) return std::nullopt;
  if (!item.plain.starts_with('[')) return std::nullopt;  // the cheap question first
  const std::string text = facts.text({item.text.begin, item.text.begin + 4});
  if (text[0] != '[' || text[2] != ']' || text[3] != ' ') return std::nullopt;
  const Span span{item.text.begin, item.text.begin + 3};
  switch (text[1]) {
    case '~':
    case '/':
    case '.':
    case 'o':
      return DrawnBox{span, Status::doing};
    case '-':
      return DrawnBox{span, Status::dropped};
    case '>':
      return DrawnBox{span, Status::deferred};
    default:
      return std::nullopt;
  }
}

}  // namespace pland::features
