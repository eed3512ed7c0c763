// Completion behind a label or in a table's cell: what such a field may say. Statuses and levels in
// the words or signs that the document uses already, dates, owners, the names of other work.
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

#include "analysis/features/naming.h"
#include "analysis/features/typing.h"
#include "analysis/plan/kind.h"
#include "analysis/plan/label.h"
#include "analysis/plan/period.h"
#include "analysis/plan/placeholder.h"
#include "analysis/plan/template_calendar.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"

namespace pland::features {
namespace {

using plan::EntityKind;
using plan::FieldRole;
using plan::no_index;
using plan::Status;

constexpr std::size_t longest_value = 28;  // bytes of what is still a word and no sentence
constexpr std::size_t most_names = 200;

// The field or cell that the cursor is in, and what of it an item replaces.
struct Slot {
  FieldRole role{};
  Span replace;        // in the document
  std::string value;   // that is there
  bool spaced = true;  // a space stands before it
  bool cell = false;
  bool metadata = false;  // the cell beside a label
  bool yaml = false;      // front matter, where Markdown is none
  EntityKind owner = EntityKind::none;
  std::uint32_t entity = no_index;  // index in the chapter
  std::uint32_t section = no_index;
  std::string label;  // the field's or the column's name
};

// A field whose label ends before the cursor on the cursor's line.
std::optional<Slot> field_slot(const Typing& typing) {
  const Cursor& cursor = typing.cursor;
  const plan::Field* best = nullptr;
  for (const plan::Field& field : cursor.facts->fields) {
    if (!field.role || field.form == plan::FieldForm::table_row) continue;
    const Span label = cursor.place(field.label);
    if (label.begin < typing.line_begin || label.end > typing.offset) continue;
    if (best == nullptr || field.label.begin > best->label.begin) best = &field;
  }
  if (best == nullptr) return std::nullopt;
  // Behind the label come its marks; the value begins behind them.
  const std::size_t label_end = cursor.place(best->label).end - typing.line_begin;
  std::size_t begin = label_end;
  bool colon = best->form == plan::FieldForm::dash;
  while (begin < typing.text.size()) {
    const char c = typing.text[begin];
    if (c == ':')
      colon = true;
    else if (c != '*' && c != '_' && !(best->form == plan::FieldForm::dash && c == '-'))
      break;
    ++begin;
  }
  if (best->form == plan::FieldForm::dash) {
    for (const std::string_view dash : {" — ", " – ", " - "})
      if (std::string_view(typing.text).substr(begin).starts_with(dash)) begin += dash.size();
  }
  if (!colon || begin > typing.column()) return std::nullopt;
  Slot slot;
  slot.role = *best->role;
  slot.yaml = best->form == plan::FieldForm::front_matter;
  slot.label = best->label_text;
  slot.entity = best->entity;
  slot.section = best->section;
  if (best->entity != no_index) slot.owner = cursor.facts->entities[best->entity].kind;
  slot.spaced = false;
  while (begin < typing.column() && typing.text[begin] == ' ') ++begin, slot.spaced = true;
  // Behind a bar or a dot of its own stands another label, if anything.
  const auto joint = [&](std::size_t from) {
    std::size_t first = std::string::npos;
    for (const std::string_view mark : {" | ", " \u00b7 ", " \u2022 "})
      first = std::min(first, typing.text.find(mark, from));
    return first;
  };
  if (joint(begin) < typing.column()) return std::nullopt;
  std::size_t end = std::min(joint(begin), typing.text.size());
  while (end > begin && typing.text[end - 1] == ' ') --end;
  end = std::max<std::size_t>(end, typing.column());
  slot.replace = {typing.line_begin + static_cast<std::uint32_t>(begin),
                  typing.line_begin + static_cast<std::uint32_t>(end)};
  slot.value = typing.text.substr(begin, end - begin);
  return slot;
}

std::optional<Slot> cell_slot(const Typing& typing) {
  const Cursor& cursor = typing.cursor;
  const plan::Table* table = nullptr;
  for (const plan::Table& one : cursor.facts->tables)
    if (one.span.touches(cursor.at)) table = &one;
  if (table == nullptr || table->columns.empty()) return std::nullopt;
  // Empty cells have no place of their own in the tree, so the line's bars count.
  std::vector<std::size_t> bars;
  for (std::size_t i = 0; i < typing.text.size(); ++i) {
    if (typing.text[i] == '\\')
      ++i;
    else if (typing.text[i] == '|')
      bars.push_back(i);
  }
  const std::size_t first = typing.text.find_first_not_of(' ');
  const bool leading = first != std::string::npos && typing.text[first] == '|';
  std::size_t column = 0, begin = 0, end = typing.text.size();
  for (const std::size_t bar : bars) {
    if (bar < typing.column()) {
      ++column;
      begin = bar + 1;
    } else {
      end = bar;
      break;
    }
  }
  if (leading && column == 0) return std::nullopt;
  if (leading) --column;
  if (column >= table->columns.size()) return std::nullopt;
  // In a table of labels and values the row says what the value is of.
  std::string label = table->columns[column].name;
  std::optional<FieldRole> role = table->columns[column].role;
  const bool metadata = table->metadata && column == 1;
  if (metadata) {
    const std::size_t from = leading ? bars[0] + 1 : 0;
    const std::string_view cell = std::string_view(typing.text).substr(from, begin - 1 - from);
    std::string words;
    for (const char c : cell)
      if (c != '*' && c != '_' && c != '`') words += c;
    label = text::trim(words);
    role = plan::field_role(label);
  }
  if (!role) return std::nullopt;
  // The head and the line below it hold no values.
  const std::uint32_t head = typing.document.text.position(cursor.place(table->span).begin).line;
  if (typing.line < head + 2) return std::nullopt;

  Slot slot;
  slot.role = *role;
  slot.label = std::move(label);
  slot.cell = true;
  slot.metadata = metadata;
  slot.section = table->section;
  slot.spaced = false;
  while (begin < typing.column() && typing.text[begin] == ' ') ++begin, slot.spaced = true;
  std::size_t stop = end;
  while (stop > begin && typing.text[stop - 1] == ' ') --stop;
  stop = std::max<std::size_t>(stop, typing.column());
  slot.replace = {typing.line_begin + static_cast<std::uint32_t>(begin),
                  typing.line_begin + static_cast<std::uint32_t>(stop)};
  slot.value = typing.text.substr(begin, stop - begin);
  // What the section lists, or the row itself, which beside an empty cell may end before the
  // cursor.
  slot.owner = cursor.facts->sections[table->section].members;
  for (const plan::Item& item : cursor.facts->items) {
    if (!item.row || item.entity == no_index) continue;
    const std::uint32_t row = cursor.place(item.span).begin;
    if (row < typing.line_begin || row > typing.line_begin + typing.text.size()) continue;
    slot.entity = item.entity;
    slot.owner = cursor.facts->entities[item.entity].kind;
  }
  return slot;
}

// `## Status` with nothing below it, or one short paragraph: the cursor's.
std::optional<Slot> heading_slot(const Typing& typing) {
  const std::uint32_t index = section_at(typing.cursor);
  if (index == no_index) return std::nullopt;
  const plan::Section& section = typing.cursor.facts->sections[index];
  const std::uint32_t heading =
      typing.document.text.position(typing.cursor.place(section.span).begin).line;
  if (section.level < 2 || typing.line <= heading) return std::nullopt;
  const auto role = plan::field_role(section.title);
  if (!role) return std::nullopt;
  const std::string_view line = text::trim(typing.text);
  if (section.blocks > 0) {
    const auto& fields = typing.cursor.facts->fields;
    const bool value = std::any_of(fields.begin(), fields.end(), [&](const plan::Field& field) {
      return field.form == plan::FieldForm::heading && field.section == index &&
             field.value.touches(typing.cursor.at);
    });
    if (!value || line.empty() || section.blocks > 1) return std::nullopt;
  } else if (!line.empty()) {
    return std::nullopt;
  }
  Slot slot;
  slot.role = *role;
  slot.label = section.title;
  slot.section = index;
  const std::size_t begin = std::min<std::size_t>(
      std::min(typing.text.find_first_not_of(' '), typing.text.size()), typing.column());
  slot.replace = typing.typed_from(begin);
  slot.replace.end =
      std::max(typing.offset, slot.replace.begin + static_cast<std::uint32_t>(line.size()));
  slot.value = line;
  return slot;
}

// What the document says in fields (and columns) of the role: value → how often, the cursor's own
// aside. Sentences are counted apart.
struct Used {
  std::vector<std::pair<std::string, std::size_t>> values;  // most frequent first
  std::size_t sentences = 0;
};

Used used_values(const Typing& typing, const Slot& slot) {
  std::map<std::string, std::size_t> counts;
  Used out;
  const auto add = [&](std::string_view value, Span place) {
    if (value.empty() || place.touches(typing.offset)) return;
    if (plan::whole_placeholder(value)) return;
    if (value.size() > longest_value)
      ++out.sentences;
    else
      ++counts[std::string(value)];
  };
  for (const plan::PlacedChapter& chapter : typing.document.plan->chapters) {
    for (const plan::Field& field : chapter.facts->fields)
      if (field.role == slot.role) add(field.value_text, field.value.shifted(chapter.offset));
    for (const plan::Table& table : chapter.facts->tables) {
      for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const std::uint32_t item = row < table.items.size() ? table.items[row] : no_index;
        // Rows of entities have fields of their own.
        if (item != no_index && chapter.facts->items[item].entity != no_index) continue;
        for (std::size_t i = 0; i < table.rows[row].size() && i < table.columns.size(); ++i) {
          if (table.columns[i].role == slot.role)
            add(table.rows[row][i].plain, table.rows[row][i].span.shifted(chapter.offset));
        }
      }
    }
  }
  out.values.assign(counts.begin(), counts.end());
  std::stable_sort(out.values.begin(), out.values.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return out;
}

bool has_emoji(std::string_view text) {
  for (std::size_t at = 0; at < text.size();
       at += std::max<std::size_t>(1, text::decode(text, at).size))
    if (text::emoji_size(text, at) > 0) return true;
  return false;
}

bool has_letters(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded c = text::decode(text, at);
    if (text::is_letter(c.code)) return true;
    at += c.size;
  }
  return false;
}

class Offers {
 public:
  Offers(const Slot& slot, CompletionList& list) : slot_(slot), list_(list) {}

  CompletionItem& add(std::string value, std::string detail = {}) {
    CompletionItem item;
    item.kind = CompletionKind::value;
    item.label = value;
    item.detail = std::move(detail);
    item.sort_key = rank(number_++);
    item.filter_text = value;
    item.replace = slot_.replace;
    item.plain = (slot_.spaced ? "" : " ") + value;
    list_.items.push_back(std::move(item));
    return list_.items.back();
  }

 private:
  const Slot& slot_;
  CompletionList& list_;
  std::size_t number_ = 0;
};

struct Word {
  Status status;
  std::string_view emoji;
  std::string_view word;
};
constexpr Word status_words[] = {
    {Status::todo, "⏳", "Planned"},      {Status::doing, "🔄", "In progress"},
    {Status::blocked, "⛔", "Blocked"},   {Status::at_risk, "⚠️", "At risk"},
    {Status::done, "✅", "Done"},         {Status::deferred, "⏸️", "Deferred"},
    {Status::dropped, "❌", "Cancelled"},
};

// The choices of the template's placeholder for this field: `[Draft/Active/Archived]`.
std::vector<std::string> template_choices(const Typing& typing, const Slot& slot) {
  const plan::KindSchema* schema = typing.document.plan->schema;
  if (schema == nullptr || (slot.cell && !slot.metadata)) return {};
  const std::string normal = plan::normalise(slot.label);
  const plan::SchemaField* found = nullptr;
  const auto look = [&](const std::vector<plan::SchemaField>& fields) {
    for (const plan::SchemaField& field : fields) {
      const bool named =
          std::find(field.names.begin(), field.names.end(), normal) != field.names.end();
      if (found == nullptr && named && field.placeholder.find('/') != std::string::npos)
        found = &field;
    }
  };
  if (slot.owner != EntityKind::none) {
    for (const plan::SchemaSection& section : schema->sections)
      if (section.entity == slot.owner) look(section.fields);
  }
  // A decision record is its document: what the record says, the document's fields say.
  if (slot.owner == EntityKind::none || slot.owner == EntityKind::decision) look(schema->fields);
  if (found == nullptr) return {};
  std::string_view text = found->placeholder;
  if (!text.starts_with('[') || !text.ends_with(']')) return {};
  text = text.substr(1, text.size() - 2);
  std::vector<std::string> out;
  while (true) {
    const std::size_t slash = text.find('/');
    const std::string_view part = text::trim(text.substr(0, slash));
    if (part.empty() || part.size() > longest_value) return {};
    out.emplace_back(part);
    if (slash == std::string_view::npos) return out;
    text.remove_prefix(slash + 1);
  }
}

std::string times(std::size_t count) {
  return fmt::format("used {} time{}", count, count == 1 ? "" : "s");
}

void add_statuses(const Typing& typing, const Slot& slot, CompletionList& list) {
  Used used = used_values(typing, slot);
  Offers offers(slot, list);
  const auto choices = template_choices(typing, slot);
  std::set<std::string> seen;
  if (!choices.empty()) {
    for (const std::string& choice : choices)
      if (seen.insert(choice).second) offers.add(choice);
    return;
  }
  // In the document's own spelling where it has one, in its manner where it has none.
  std::size_t signs = 0, words = 0, both = 0;
  for (const auto& [value, count] : used.values) {
    const bool emoji = has_emoji(value), letters = has_letters(value);
    (emoji && letters ? both : emoji ? signs : words) += count;
  }
  std::set<Status> covered;
  for (const Word& standard : status_words) {
    bool own = false;
    for (const auto& [value, count] : used.values) {
      if (plan::read_status(value).status != standard.status || own) continue;
      own = true;
      if (seen.insert(value).second) offers.add(value, times(count));
    }
    if (own) continue;
    std::string value(standard.word);
    if (signs > words && signs >= both)
      value = standard.emoji;
    else if (both > words)
      value = fmt::format("{} {}", standard.emoji, standard.word);
    CompletionItem& item = offers.add(value, std::string(plan::name(standard.status)));
    item.filter_text = fmt::format("{} {}", value, standard.word);
  }
}

void add_levels(const Typing& typing, const Slot& slot, CompletionList& list) {
  const Used used = used_values(typing, slot);
  std::size_t known = 0;
  for (const auto& [value, count] : used.values) known += count;
  // "Impact" is often a sentence ("Skipper alerts slip"); then nothing can be offered.
  if (used.sentences > known) return;
  if (slot.role == FieldRole::impact && slot.owner != EntityKind::risk && known == 0) return;
  Offers offers(slot, list);
  const auto choices = template_choices(typing, slot);
  bool signs = false, numbered = false, lower = false;
  int counted = 0;  // the highest of levels that are numbers: 5 or 10
  for (const auto& [value, count] : used.values) {
    if (value == "10" || (value.size() == 1 && '1' <= value[0] && value[0] <= '9'))
      counted = std::max(counted, value > "5" || value == "10" ? 10 : 5);
    signs = signs || (has_emoji(value) && !has_letters(value));
    numbered =
        numbered || (value.size() == 2 && value[0] == 'P' && value[1] >= '0' && value[1] <= '9');
    lower = lower || value == "low" || value == "medium" || value == "high";
  }
  std::vector<std::string> standard;
  if (slot.role == FieldRole::priority && numbered)
    standard = {"P0", "P1", "P2", "P3"};
  else if (counted > 0)
    for (int level = 1; level <= counted; ++level) standard.push_back(std::to_string(level));
  else if (signs)
    standard = {"🟢", "🟡", "🔴"};
  else if (lower)
    standard = {"low", "medium", "high"};
  else if (!choices.empty())
    standard = choices;
  else
    standard = {"Low", "Medium", "High"};
  std::set<std::string> seen;
  std::map<std::string, std::size_t> counts(used.values.begin(), used.values.end());
  for (const std::string& value : standard) {
    const auto count = counts.find(value);
    offers.add(value, count == counts.end() ? std::string() : times(count->second));
    seen.insert(value);
  }
  for (const auto& [value, count] : used.values)
    if (seen.insert(value).second) offers.add(value, times(count));
}

void add_dates(const Typing& typing, const Slot& slot, CompletionList& list) {
  const plan::Date today = typing.settings.today;
  if (!plan::is_valid(today)) return;
  const auto fiscal = typing.settings.fiscal_year_start;
  Offers offers(slot, list);
  std::set<plan::Date> seen;
  const auto add = [&](plan::Date date, std::string what) {
    if (!plan::is_valid(date) || !seen.insert(date).second) return;
    CompletionItem& item = offers.add(
        plan::to_iso(date), fmt::format("{} · {}", what, plan::weekday_name(plan::weekday(date))));
    item.filter_text = fmt::format("{} {}", item.label, what);
    item.preselect = seen.size() == 1;
  };
  // The period that the section stands in.
  std::optional<plan::DateRange> around;
  std::string around_name;
  const plan::Plan& plan = *typing.document.plan;
  if (slot.section != no_index) {
    for (std::uint32_t entry = entry_of(typing.cursor, slot.section); entry != no_index && !around;
         entry = plan.outline[entry].parent) {
      const auto& period = plan.section(entry).period;
      if (!period || period->role == plan::PeriodRole::mention) continue;
      around = plan::calendar_range(period->period, fiscal);
      around_name = plan::to_string(period->period);
    }
  }
  const plan::Date quarter_last = plan::quarter_end(today, fiscal);
  const plan::Date next_first = plan::next_quarter_start(today, fiscal);
  const std::string quarter =
      plan::to_string(plan::period_of(today, plan::PeriodKind::quarter, fiscal));
  const std::string next =
      plan::to_string(plan::period_of(next_first, plan::PeriodKind::quarter, fiscal));
  const auto end_of_around = [&] {
    if (around && around->last.year != 9999) add(around->last, "end of " + around_name);
  };
  switch (slot.role) {
    case FieldRole::next_review:
    case FieldRole::review_date:
    case FieldRole::revisit_when:
      add(next_first, "start of " + next);
      end_of_around();
      add(plan::add_months(today, 1), "in a month");
      add(quarter_last, "end of " + quarter);
      add(today, "today");
      break;
    case FieldRole::target_date:
    case FieldRole::target:
      end_of_around();
      add(quarter_last, "end of " + quarter);
      add(next_first, "start of " + next);
      add(today, "today");
      break;
    default:
      add(today, "today");
      end_of_around();
      add(quarter_last, "end of " + quarter);
      add(next_first, "start of " + next);
      break;
  }
}

void add_periods(const Typing& typing, const Slot& slot, CompletionList& list) {
  if (!plan::is_valid(typing.settings.today)) return;
  Offers offers(slot, list);
  auto period = plan::period_of(typing.settings.today, plan::PeriodKind::quarter,
                                typing.settings.fiscal_year_start);
  for (const std::string_view what : {"this quarter", "next quarter", "", ""}) {
    CompletionItem& item = offers.add(plan::to_string(period), std::string(what));
    item.kind = CompletionKind::period;
    if (const auto next = plan::next(period)) period = *next;
  }
}

// What configuration says that a field may be, in its order, with how often each is there; then
// what else is there.
void add_said(const Typing& typing, const Slot& slot, const std::vector<std::string>& said,
              CompletionList& list) {
  const Used used = used_values(typing, slot);
  Offers offers(slot, list);
  std::set<std::string> seen;
  const std::map<std::string, std::size_t> counts(used.values.begin(), used.values.end());
  for (const std::string& value : said) {
    const auto count = counts.find(value);
    if (seen.insert(value).second)
      offers.add(value, count == counts.end() ? std::string() : times(count->second));
  }
  for (const auto& [value, count] : used.values)
    if (seen.insert(value).second) offers.add(value, times(count));
}

void add_owners(const Typing& typing, const Slot& slot, CompletionList& list) {
  const plan::Vocabulary* own = typing.document.plan->vocabulary.get();
  add_said(typing, slot, own == nullptr ? std::vector<std::string>{} : own->owners, list);
}

std::string link_text(std::string_view title, bool cell) {
  std::string out;
  for (const char c : title) {
    if (c == '[' || c == ']' || c == '\\' || (cell && c == '|')) out += '\\';
    out += c;
  }
  return out;
}

// A thing's name without its number in a list ("1. Partner API") or a box that somebody mistyped.
std::string_view bare_name(std::string_view title) {
  for (const std::string_view box : {"[] ", "[ ] ", "[x] "})
    if (title.starts_with(box)) title.remove_prefix(box.size());
  const std::size_t digits = std::min(title.find_first_not_of("0123456789"), title.size());
  const std::string_view behind = title.substr(digits);
  if (digits == 0 || digits > 3 || !(behind.starts_with(". ") || behind.starts_with(") ")))
    return title;
  return text::trim(behind.substr(2)).empty() ? title : text::trim(behind.substr(2));
}

// "Now", "Later": a place where work stands, and no work.
bool is_horizon(const workspace::NamedEntity& entity) {
  if (entity.kind != EntityKind::milestone) return false;
  const auto found = plan::find_period(entity.title);
  return found && found->role == plan::PeriodRole::leads &&
         found->period.kind == plan::PeriodKind::horizon;
}

// Where the names of the sections begin that the cursor stands in: no thing depends on the
// milestone that it is part of.
std::set<std::uint32_t> names_around(const Typing& typing) {
  const plan::Plan& plan = *typing.document.plan;
  std::set<std::uint32_t> out;
  for (std::uint32_t entry = plan.entry_at(typing.offset); entry < plan.outline.size();
       entry = plan.outline[entry].parent) {
    const plan::Section& section = plan.section(entry);
    const auto& entities = plan.facts(entry).entities;
    if (section.entity < entities.size())
      out.insert(entities[section.entity].name_span.begin + plan.offset(entry));
  }
  return out;
}

// Names of other work, as links with an anchor that a heading has.
void add_references(const Typing& typing, Slot slot, CompletionList& list) {
  // Only one part of the value is being typed: the others stay.
  const std::string value = slot.value;
  const std::size_t until = typing.offset - slot.replace.begin;
  std::size_t listed = 0, part = 0, stop = value.size();  // `listed`: behind the last comma
  int depth = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '(' || value[i] == '[') ++depth;
    if ((value[i] == ')' || value[i] == ']') && depth > 0) --depth;
    const std::size_t size = depth == 0 ? separator_size(value, i) : 0;
    if (size == 0) continue;
    if (i >= until) {
      stop = i;
      break;
    }
    if (i + size > until) continue;  // the cursor is in it
    part = i + size;
    if (size == 1) listed = part;
    i += size - 1;
  }
  if (part > 0) slot.spaced = value[part - 1] == ' ';
  const auto begin_at = [&](std::size_t from) {
    while (from < until && value[from] == ' ') ++from;
    return from;
  };
  if (part < begin_at(part)) slot.spaced = true;
  part = begin_at(part);
  listed = begin_at(listed);
  while (stop > until && value[stop - 1] == ' ') --stop;
  const std::uint32_t base = slot.replace.begin;
  slot.replace = {base + static_cast<std::uint32_t>(part), base + static_cast<std::uint32_t>(stop)};
  // A name may have an "and" of its own: what of it is there goes, and nothing behind it.
  const auto replaced = [&](std::string_view title) {
    Span span = slot.replace;
    const auto is_there = [&](std::size_t from, std::size_t size) {
      return text::fold_case(std::string_view(value).substr(from, size)) ==
             text::fold_case(title.substr(0, size));
    };
    if (listed < part && until - listed <= title.size() && is_there(listed, until - listed))
      span.begin = base + static_cast<std::uint32_t>(listed);
    const std::size_t from = span.begin - base;
    if (from + title.size() > stop && from + title.size() <= value.size() &&
        is_there(from, title.size()))
      span.end = span.begin + static_cast<std::uint32_t>(title.size());
    return span;
  };

  std::string own_key;
  if (slot.entity != no_index) own_key = typing.cursor.facts->entities[slot.entity].key;
  std::set<std::string> linked;  // said already
  for (const Span one : reference_parts(slot.value))
    linked.insert(plan::normalise(one.of(slot.value)));

  const std::set<std::uint32_t> around = names_around(typing);
  std::set<std::pair<std::string, std::string>> seen;
  std::size_t number = 0, count = 0;
  const auto offer = [&](const workspace::Summary& summary, char group) {
    if (summary.is_template) return;
    for (const workspace::NamedEntity& entity : summary.entities) {
      const bool work = entity.kind == EntityKind::initiative ||
                        entity.kind == EntityKind::milestone ||
                        (entity.kind == EntityKind::theme && slot.role == FieldRole::theme) ||
                        (entity.kind == EntityKind::decision && slot.role != FieldRole::depends_on);
      if (!work || entity.title.empty() || entity.key == own_key || is_horizon(entity)) continue;
      if (summary.path == typing.document.path && around.contains(entity.place.span.begin))
        continue;
      if (plan::Status status = entity.status.value_or(Status::todo);
          plan::is_closed(status) && group != '0')
        continue;
      if (!seen.emplace(entity.key, summary.path).second) continue;
      if (++count > most_names) {
        list.is_incomplete = true;
        return;
      }
      CompletionItem item;
      item.kind = CompletionKind::reference;
      const std::string_view title = bare_name(entity.title);
      item.label = title;
      const std::string where = summary.path == typing.document.path
                                    ? std::string()
                                    : std::string(workspace::basename_of(summary.path));
      // An initiative's time is that of the heading it stands under.
      std::string period;
      if (const auto* heading = heading_above(summary, entity);
          heading != nullptr && entity.kind == EntityKind::initiative) {
        const auto found = plan::find_period(heading->title);
        if (found && found->role == plan::PeriodRole::leads) {
          period = plan::to_string(found->period);
          if (entity.detail.find(period) != std::string_view::npos) period.clear();
        }
      }
      for (const std::string_view piece : {plan::name(entity.kind), entity.detail,
                                           std::string_view(period), std::string_view(where)}) {
        if (piece.empty()) continue;
        item.detail += (item.detail.empty() ? "" : " · ") + std::string(piece);
      }
      item.sort_key = group + rank(number++);
      item.filter_text =
          entity.id.empty() ? std::string(title) : fmt::format("{} {}", entity.id, title);
      item.replace = replaced(title);
      item.faded = linked.contains(std::string(entity.key));
      const std::string target = link_to(typing.document, summary, entity);
      item.plain = slot.spaced ? "" : " ";
      item.plain += target.empty() || slot.yaml
                        ? std::string(title)
                        : fmt::format("[{}]({})", link_text(title, slot.cell), target);
      item.data = fmt::format("entity {} {}", entity.place.span.begin, summary.path);
      list.items.push_back(std::move(item));
    }
  };
  offer(*typing.document.summary, '0');
  each_summary(typing.workspace, [&](const workspace::SummaryPtr& summary) {
    if (summary->path == typing.document.path || !typing.workspace.is_inside(summary->path)) return;
    offer(*summary, summary->kind == plan::DocumentKind::roadmap ? '1' : '2');
  });
}

}  // namespace

const workspace::Anchor* heading_above(const workspace::Summary& document,
                                       const workspace::NamedEntity& entity) {
  const workspace::Anchor* nearest = nullptr;
  for (const workspace::Anchor& anchor : document.anchors) {
    if (anchor.level == 0 || anchor.slug.empty()) continue;
    if (anchor.place.begin.line > entity.place.begin.line) break;
    nearest = &anchor;
  }
  return nearest;
}

std::string link_to(const workspace::Document& from, const workspace::Summary& document,
                    const workspace::NamedEntity& entity) {
  const workspace::Anchor* nearest = heading_above(document, entity);
  std::string target;
  if (document.path != from.path) {
    target = workspace::percent_encode_path(
        workspace::relative_to(document.path, workspace::directory_of(from.path)));
  }
  // A document's own title is the document.
  if (nearest != nullptr && (nearest->level > 1 || target.empty()))
    target += fmt::format("#{}", nearest->slug);
  return target;
}

bool complete_value(const Typing& typing, CompletionList& list) {
  auto slot = cell_slot(typing);
  if (!slot) slot = field_slot(typing);
  if (!slot) {
    slot = heading_slot(typing);
    // Only what has a list of its own; else another heading or a field may come here.
    const bool listed = slot && (slot->role == FieldRole::status || slot->role == FieldRole::date);
    if (!listed) return false;
  }
  if (const plan::Vocabulary* own = typing.document.plan->vocabulary.get(); own != nullptr)
    if (const auto* scale = own->scale_of(slot->role)) {
      add_said(typing, *slot, *scale, list);
      return true;
    }
  switch (slot->role) {
    case FieldRole::status:
      add_statuses(typing, *slot, list);
      break;
    case FieldRole::likelihood:
    case FieldRole::impact:
    case FieldRole::severity:
    case FieldRole::confidence:
    case FieldRole::priority:
      add_levels(typing, *slot, list);
      break;
    case FieldRole::date:
    case FieldRole::created:
    case FieldRole::last_updated:
    case FieldRole::next_review:
    case FieldRole::review_date:
    case FieldRole::target_date:
    case FieldRole::start:
    case FieldRole::completed_on:
      add_dates(typing, *slot, list);
      break;
    case FieldRole::timeframe:
      add_periods(typing, *slot, list);
      break;
    case FieldRole::owner:
      add_owners(typing, *slot, list);
      break;
    default:
      if (refers(slot->role)) add_references(typing, *slot, list);
      break;
  }
  return true;
}

}  // namespace pland::features
