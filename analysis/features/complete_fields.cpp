// Completion where a label begins: the fields that a section or an initiative, risk, decision …
// still lacks, with the document's own way of writing labels; and metrics as patterns to fill in.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>
#include <unordered_set>

#include "analysis/features/skeleton.h"
#include "analysis/features/typing.h"
#include "analysis/plan/kind.h"
#include "analysis/plan/label.h"
#include "analysis/plan/period.h"
#include "analysis/plan/template_calendar.h"
#include "analysis/rules/label_style.h"
#include "analysis/text/unicode.h"

namespace pland::features {
namespace {

using plan::EntityKind;
using plan::FieldRole;
using plan::no_index;

constexpr std::uint8_t bold_level = 7;  // of a schema's bold lines and items
constexpr std::size_t longest_typed = 30;

// The start of a label on the cursor's line.
struct Label {
  LineStart start;
  std::uint32_t column = 0;  // where it begins, its `**` included
  std::string mark;          // `**`, `*` … that is typed
  std::string typed;         // the letters so far
  // Without a marker of its own, right below a field in a list, or below the bold line of a thing
  // whose fields are one: it is to be an item, too.
  bool listed = false;
  std::uint32_t beside = no_index;  // the item above
};

// What stands on the line above the cursor's.
struct Above {
  bool text = false;    // words that one writes on: no label comes here
  bool listed = false;  // a field in a list, or a thing whose fields are one
  std::uint32_t item = no_index;
};

Above above_of(const Typing& typing) {
  Above above;
  if (typing.line == 0) return above;
  const Span line = typing.document.text.line_span(typing.line - 1);
  if (typing.document.text.text(line).find_first_not_of(" \t") == std::string::npos) return above;
  const plan::ChapterFacts& facts = *typing.cursor.facts;
  const auto begins_there = [&](Span span) {
    return line.contains(typing.cursor.place(span).begin);
  };
  for (const plan::Field& field : facts.fields) {
    if (!begins_there(field.label) || field.form == plan::FieldForm::table_row) continue;
    above.item = field.item;
    above.listed = field.item != no_index;
    return above;
  }
  for (const plan::Entity& entity : facts.entities) {
    if (entity.is_section || entity.item != no_index || !begins_there(entity.span)) continue;
    above.listed = true;
    return above;
  }
  above.text =
      std::none_of(facts.sections.begin(), facts.sections.end(), [&](const plan::Section& section) {
        const Span heading = typing.cursor.place(section.span);
        return section.level > 0 && heading.begin < line.end + 1 && line.begin < heading.end;
      });
  return above;
}

// Whether what is typed begins a paragraph of its own.
bool is_below_blank(const Typing& typing) {
  if (typing.line == 0) return true;
  const Span above = typing.document.text.line_span(typing.line - 1);
  return text::trim(typing.document.text.text(above)).empty();
}

std::optional<Label> label_at(const Typing& typing) {
  const std::string_view rest = typing.after();
  if (rest.find_first_not_of("* \t") != std::string_view::npos) return std::nullopt;
  const std::string_view before = typing.before();
  Label label;
  label.start = start_of(before);
  // Only a marker with its space opens an item.
  if (!label.start.marker && label.start.content < before.size() &&
      (before[label.start.content] == '-' || before[label.start.content] == '+'))
    return std::nullopt;
  label.column = label.start.content;
  std::string_view typed = before.substr(label.column);
  for (const std::string_view mark : {"**", "__", "*", "_"})
    if (label.mark.empty() && typed.starts_with(mark)) label.mark = mark;
  typed.remove_prefix(label.mark.size());
  const bool bold = !label.mark.empty();
  if (typed.size() > longest_typed || typed.find_first_of(":*`[]()|#<>") != std::string_view::npos)
    return std::nullopt;
  if (!label.start.marker) {
    // Without `**` a word that begins a label may be one; several are prose.
    if (!bold && typed.find(' ') != std::string_view::npos) return std::nullopt;
    const Above above = above_of(typing);
    if (!bold && above.text) return std::nullopt;
    label.listed = above.listed;
    label.beside = above.item;
  }
  if (!label.start.marker && label.start.indent > 3) return std::nullopt;
  label.typed = text::fold_case(typed);
  return label;
}

// What the fields at the cursor belong to.
struct Owner {
  EntityKind kind = EntityKind::none;
  std::uint32_t entity = no_index;
  std::uint32_t item = no_index;     // the list item that they are nested in
  bool nested = false;               // the line is part of some item
  std::uint32_t section = no_index;  // of the chapter
};

// The column that a list item's marker stands in.
std::uint32_t column_of(const Typing& typing, const plan::Item& item) {
  const std::uint32_t begin = typing.cursor.place(item.span).begin;
  const std::uint32_t line = typing.document.text.position(begin).line;
  return columns_of(typing.document.text.text({typing.document.text.line_span(line).begin, begin}));
}

// The item above the cursor's line that one indented like it would be nested in.
std::uint32_t parent_item(const Typing& typing, const Label& label) {
  const auto& items = typing.cursor.facts->items;
  std::uint32_t last = no_index;
  for (std::uint32_t i = 0; i < items.size(); ++i) {
    if (items[i].row || typing.cursor.place(items[i].span).begin >= typing.line_begin) continue;
    last = i;
  }
  if (last == no_index) return no_index;
  while (last != no_index) {
    if (column_of(typing, items[last]) < label.start.indent) break;
    last = items[last].parent;
  }
  if (last == no_index) return no_index;
  // A heading or a paragraph in between ends the list.
  const std::uint32_t end = typing.cursor.place(items[last].span).end;
  for (const plan::Run& run : typing.cursor.facts->runs) {
    const std::uint32_t at = typing.cursor.place(run.plain.source_span).begin;
    if (at > end && at < typing.line_begin && run.item == no_index) return no_index;
  }
  return last;
}

// A label with nothing behind it, whose list the cursor's line continues.
const plan::Field* open_label(const Typing& typing, std::uint32_t section) {
  const plan::Field* found = nullptr;
  for (const plan::Field& field : typing.cursor.facts->fields) {
    if (field.section != section || typing.cursor.place(field.label).begin >= typing.line_begin)
      continue;
    if (field.item == no_index && field.form != plan::FieldForm::table_row) found = &field;
  }
  if (found == nullptr || !found->value_text.empty()) return nullptr;
  for (const plan::Run& run : typing.cursor.facts->runs) {
    // Text between: the label is over.
    const std::uint32_t at = typing.cursor.place(run.plain.source_span).begin;
    if (run.item == no_index && at > typing.cursor.place(found->label).end &&
        at < typing.line_begin)
      return nullptr;
  }
  return found;
}

// Whether an item of a list of key results is one, though it is nothing else: its numbers are in
// the labels below it.
bool is_key_result(const plan::ChapterFacts& facts, const plan::Item& item) {
  if (item.parent != no_index || item.row || item.name.empty()) return false;
  const auto role = item.label != no_index ? facts.fields[item.label].section_role
                                           : facts.sections[item.section].role;
  return role == plan::SectionRole::key_results;
}

Owner owner_of(const Typing& typing, const Label& label) {
  const plan::ChapterFacts& facts = *typing.cursor.facts;
  Owner owner;
  owner.section = section_at(typing.cursor);
  if (owner.section == no_index) return owner;
  const std::uint32_t parent = label.beside != no_index ? facts.items[label.beside].parent
                               : label.start.indent > 0 ? parent_item(typing, label)
                                                        : no_index;
  owner.nested = parent != no_index;
  if (owner.nested || (label.start.marker && label.start.indent > 0)) {
    for (std::uint32_t item = parent; item != no_index; item = facts.items[item].parent) {
      owner.item = item;
      if (facts.items[item].entity != no_index) {
        owner.entity = facts.items[item].entity;
        owner.kind = facts.entities[owner.entity].kind;
        return owner;
      }
      const bool metric = std::any_of(facts.metrics.begin(), facts.metrics.end(),
                                      [&](const plan::Metric& m) { return m.item == item; });
      if (metric || is_key_result(facts, facts.items[item])) {
        owner.kind = EntityKind::metric;
        return owner;
      }
    }
    owner.item = no_index;
    return owner;
  }
  // The bold line above in this section, else the section itself.
  for (std::uint32_t i = 0; i < facts.entities.size(); ++i) {
    const plan::Entity& entity = facts.entities[i];
    const bool above = typing.cursor.place(entity.span).begin < typing.line_begin;
    if (entity.section != owner.section || !above || entity.is_section || entity.item != no_index)
      continue;
    owner.entity = i;
    owner.kind = entity.kind;
  }
  if (owner.entity == no_index) {
    owner.entity = facts.sections[owner.section].entity;
    owner.kind = facts.sections[owner.section].unit;
  }
  return owner;
}

const plan::SchemaSection* schema_for(const Typing& typing, const Owner& owner) {
  const plan::Plan& plan = *typing.document.plan;
  const std::uint32_t entry =
      owner.section == no_index ? no_index : entry_of(typing.cursor, owner.section);
  const std::uint32_t own = entry != no_index && entry < plan.schema_sections.size()
                                ? plan.schema_sections[entry]
                                : no_index;
  const bool of_section =
      owner.item == no_index &&
      (owner.entity == no_index || typing.cursor.facts->entities[owner.entity].is_section);
  if (of_section && own != no_index) return &plan.schema->sections[own];
  if (owner.kind == EntityKind::none) return nullptr;
  const auto in = [&](const plan::KindSchema& schema,
                      std::uint32_t parent) -> const plan::SchemaSection* {
    for (const plan::SchemaSection& section : schema.sections) {
      if (section.entity != owner.kind || section.fields.empty()) continue;
      if (parent == no_index || section.parent == parent) return &section;
    }
    return nullptr;
  };
  if (plan.schema != nullptr) {
    if (own != no_index)
      if (const auto* found = in(*plan.schema, own)) return found;
    if (const auto* found = in(*plan.schema, no_index)) return found;
  }
  for (const plan::KindSchema& schema : plan::kinds())
    if (const auto* found = in(schema, no_index)) return found;
  return nullptr;
}

// Whether a field is one of the owner's own.
bool is_of(const Typing& typing, const Owner& owner, const plan::Field& field) {
  if (owner.item != no_index && field.item != no_index &&
      typing.cursor.facts->items[field.item].parent == owner.item)
    return true;
  if (owner.entity != no_index) return field.entity == owner.entity;
  return owner.kind != EntityKind::metric && field.section == owner.section;
}

bool is_there(const Typing& typing, const Owner& owner, const plan::SchemaField& wanted) {
  for (const plan::Field& field : typing.cursor.facts->fields) {
    // What is being typed is not there yet.
    const std::uint32_t begin = typing.cursor.place(field.label).begin;
    const std::uint32_t end = typing.line_begin + static_cast<std::uint32_t>(typing.text.size());
    if (begin >= typing.line_begin && begin <= end) continue;
    if (is_of(typing, owner, field) && names_field(wanted, field)) return true;
  }
  return false;
}

// One field of each label that the document has anywhere: what a field is called decides which of
// the template's it is, and a long document has few labels many times.
struct PlacedField {
  const plan::Field* field;
  std::uint32_t begin;  // of its label in the document
};

std::vector<PlacedField> labels_of(const plan::Plan& plan) {
  std::vector<PlacedField> out;
  std::unordered_set<std::string_view> seen;
  for (const plan::PlacedChapter& chapter : plan.chapters)
    for (const plan::Field& field : chapter.facts->fields)
      if (seen.insert(field.label_text).second)
        out.push_back({&field, field.label.begin + chapter.offset});
  return out;
}

// "Impact" of a risk may be typed as "im"; what does not begin so is not meant.
bool begins(const plan::SchemaField& field, const std::string& typed) {
  return typed.empty() || text::fold_case(field.label).starts_with(typed);
}

// How the labels beside the cursor are written: those of the same owner count first, then those of
// the chapter that are in a list as this one is, or are not. Null where there are none.
const plan::Field* example_for(const Typing& typing, const Owner& owner, bool in_list) {
  const auto& fields = typing.cursor.facts->fields;
  const auto is_written = [&](const plan::Field& field) {
    const std::uint32_t begin = typing.cursor.place(field.label).begin;
    const std::uint32_t end = typing.line_begin + static_cast<std::uint32_t>(typing.text.size());
    const bool typed = begin >= typing.line_begin && begin <= end;
    return field.form <= plan::FieldForm::plain && (field.item != no_index) == in_list && !typed;
  };
  constexpr std::size_t forms = static_cast<std::size_t>(plan::FieldForm::plain) + 1;
  for (const bool own : {true, false}) {
    std::array<std::size_t, forms> counts{};
    std::array<const plan::Field*, forms> last{};
    for (const plan::Field& field : fields) {
      if (!is_written(field) || (own && !is_of(typing, owner, field))) continue;
      const auto form = static_cast<std::size_t>(field.form);
      ++counts[form];
      last[form] = &field;
    }
    const auto most = std::max_element(counts.begin(), counts.end());
    if (*most > 0) return last[static_cast<std::size_t>(most - counts.begin())];
  }
  return nullptr;
}

// The emphasis that a field's label stands in: `*` of `*Owner*: …`; empty where it has none.
std::string mark_of(const Typing& typing, const plan::Field& field) {
  const std::string before = typing.cursor.facts->text(
      {field.label.begin - std::min(field.label.begin, 2u), field.label.begin});
  const std::size_t words = before.find_last_not_of("*_");
  return before.substr(words == std::string::npos ? 0 : words + 1);
}

// A label's `**` as another mark.
void set_mark(std::string& text, std::string_view mark) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  if (!text.starts_with("**")) return;
  const std::size_t close = text.find("**", 2);
  if (close == std::string::npos || close > end) return;
  text.replace(close, 2, mark);
  text.replace(0, 2, mark);
}

// A template's label with what is behind it, in the manner of another.
std::string written_like(std::string_view text, plan::FieldForm form, std::string_view dash) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return std::string(text);
  std::string label;
  for (const char c : line.substr(0, colon))
    if (c != '*') label += c;
  line.remove_prefix(colon + 1);
  while (line.starts_with('*')) line.remove_prefix(1);
  std::string out;
  switch (form) {
    case plan::FieldForm::colon_inside:
      out = fmt::format("**{}:**", label);
      break;
    case plan::FieldForm::plain:
      out = fmt::format("{}:", label);
      break;
    case plan::FieldForm::dash:
      // Behind a dash stands a value; a label with a list below it has a colon.
      out = text::trim(line).empty() ? fmt::format("**{}**:", label)
                                     : fmt::format("**{}** {}", label, dash);
      break;
    default:
      out = fmt::format("**{}**:", label);
      break;
  }
  out += line;
  if (end != std::string_view::npos) out += text.substr(end);
  return out;
}

// The marker of the items beside the cursor, for a line that has none yet.
std::string marker_for(const Typing& typing, const Owner& owner) {
  const plan::ChapterFacts& facts = *typing.cursor.facts;
  for (const plan::Item& item : facts.items) {
    if (item.parent != owner.item || item.row) continue;
    const std::string first = facts.text({item.span.begin, item.span.begin + 1});
    if (first == "*" || first == "+") return first + " ";
  }
  return "- ";
}

// The same with the spaces before it that the line still lacks.
std::string lead_of(const Typing& typing, const Label& label, const Owner& owner) {
  if (label.beside == no_index) return marker_for(typing, owner);
  const plan::Item& above = typing.cursor.facts->items[label.beside];
  const std::uint32_t column = column_of(typing, above);
  const std::string first = typing.cursor.facts->text({above.span.begin, above.span.begin + 1});
  const std::string spaces(column - std::min(column, label.start.indent), ' ');
  return spaces + (first == "*" || first == "+" ? first : "-") + " ";
}

void add_field(const Typing& typing, const Label& label, const Owner& owner,
               const plan::SchemaField& field, std::string_view group, std::size_t number,
               CompletionList& list) {
  const bool in_list = label.start.marker || label.listed || owner.nested;
  std::string text = field.skeleton;
  // The marker is typed already; a list below a label needs lines of its own, which an item that
  // is nested has no room for.
  const LineStart marker = start_of(text);
  if (marker.marker) text.erase(0, marker.content);
  if (in_list) text = text.substr(0, text.find('\n'));
  SkeletonOptions options = skeleton_options(typing);
  if (const plan::Field* example = example_for(typing, owner, in_list)) {
    std::string dash = "—";
    const std::string between = typing.cursor.facts->text(
        {example->label.end, std::max(example->label.end, example->value.begin)});
    for (const std::string_view one : {"–", "—"})
      if (between.find(one) != std::string::npos) dash = one;
    if (dash == "—" && between.find("—") == std::string::npos &&
        between.find(" - ") != std::string::npos)
      dash = "-";
    const std::string mark = mark_of(typing, *example);
    // A label in italics is a plain one for the rules.
    const bool marked = example->form == plan::FieldForm::plain && !mark.empty();
    text = written_like(text, marked ? plan::FieldForm::colon_outside : example->form, dash);
    options.bold_colon_inside = example->form == plan::FieldForm::colon_inside;
    if (!mark.empty()) set_mark(text, mark);
  } else if (rules::label_form(*typing.document.plan) == plan::FieldForm::colon_inside) {
    options.bold_colon_inside = true;
  }
  // A lone `*` may begin so much: a label only where the document has such.
  if (label.mark.size() == 1 && (!text.starts_with(label.mark) || text.starts_with("**"))) return;
  if (in_list && !label.start.marker) text.insert(0, lead_of(typing, label, owner));

  Skeleton skeleton = make_skeleton(text, options);
  CompletionItem item;
  item.kind = CompletionKind::field;
  item.label = field.label;
  item.detail = field.required ? "required" : "";
  item.sort_key = fmt::format("{}{}{}", group, field.required ? '0' : '1', rank(number));
  item.replace = typing.typed_from(label.column);
  // With the `**` that an editor has closed.
  const std::size_t stars = typing.after().find_first_not_of('*');
  const std::size_t closed = stars == std::string_view::npos ? typing.after().size() : stars;
  item.replace.end += static_cast<std::uint32_t>(closed);
  item.filter_text = label.mark + field.label;
  item.plain = std::move(skeleton.plain);
  item.snippet = std::move(skeleton.snippet);
  list.items.push_back(std::move(item));
}

struct Pattern {
  std::string_view label, detail, snippet;
};

// Items of a success metric: what makes one measurable, spelt out.
void add_metrics(const Typing& typing, const Label& label, CompletionList& list) {
  if (!label.typed.empty() && label.typed.size() > 12) return;
  std::string until;
  const plan::Plan& plan = *typing.document.plan;
  const std::uint32_t section = section_at(typing.cursor);
  for (std::uint32_t entry = section == no_index ? no_index : entry_of(typing.cursor, section);
       entry != no_index && until.empty(); entry = plan.outline[entry].parent) {
    const auto& period = plan.section(entry).period;
    if (!period || period->role == plan::PeriodRole::mention) continue;
    const auto range = plan::calendar_range(period->period, typing.settings.fiscal_year_start);
    if (range && range->last.year != 9999) until = plan::to_iso(range->last);
  }
  if (until.empty() && plan::is_valid(typing.settings.today))
    until =
        plan::to_iso(plan::quarter_end(typing.settings.today, typing.settings.fiscal_year_start));
  static constexpr Pattern patterns[] = {
      {"from X to Y", "a number that changes",
       "${1:What is measured} falls from ${2:X} to ${3:Y} by ${4:DATE}"},
      {"at least N", "a number to reach", "At least ${1:N} ${2:of what} by ${3:DATE}"},
      {"at most N", "a limit", "At most ${1:N} ${2:of what} per ${3:week}"},
      {"none", "what must not happen", "No ${1:incidents} in ${2:the quarter}"},
  };
  std::size_t number = 0;
  for (const Pattern& pattern : patterns) {
    CompletionItem item;
    item.kind = CompletionKind::snippet;
    item.label = pattern.label;
    item.detail = pattern.detail;
    item.sort_key = "5" + rank(number++);
    item.replace = typing.typed_from(label.column);
    item.snippet = pattern.snippet;
    if (const std::size_t at = item.snippet.find("DATE"); at != std::string::npos)
      item.snippet.replace(at, 4, until.empty() ? "when" : until);
    item.plain = rules::plain_of_snippet(item.snippet);
    list.items.push_back(std::move(item));
  }
}

}  // namespace

bool names_field(const plan::SchemaField& wanted, const plan::Field& field) {
  if (wanted.role && field.role == wanted.role) return true;
  const std::string normal = plan::normalise(field.label_text);
  return std::any_of(wanted.names.begin(), wanted.names.end(),
                     [&](const std::string& name) { return plan::matches_name(normal, name); });
}

namespace {

bool is_typed_line(const Typing& typing, std::uint32_t begin) {
  return begin >= typing.line_begin &&
         begin <= typing.line_begin + static_cast<std::uint32_t>(typing.text.size());
}

// Calls visit(field) for those that the document says of itself and has nowhere yet.
template <typename Visit>
void each_lacking(const Typing& typing, Visit&& visit) {
  const plan::Plan& plan = *typing.document.plan;
  if (plan.schema == nullptr) return;
  const std::vector<PlacedField> labels = labels_of(plan);
  for (const plan::SchemaField& field : plan.schema->fields) {
    const bool there = std::any_of(labels.begin(), labels.end(), [&](const PlacedField& one) {
      return !is_typed_line(typing, one.begin) && names_field(field, *one.field);
    });
    if (!there) visit(field);
  }
}

// A label as a key of front matter that has others: `last_updated`, `last-updated`.
std::string as_key(std::string_view label, char joint) {
  std::string out;
  for (const char c : text::fold_case(label)) {
    const bool word = ('a' <= c && c <= 'z') || ('0' <= c && c <= '9');
    if (word)
      out += c;
    else if (!out.empty() && out.back() != joint)
      out += joint;
  }
  while (out.ends_with(joint)) out.pop_back();
  return out;
}

// The first cell of a row, with nothing but bars and spaces behind it; columns of the line.
struct FirstCell {
  std::size_t begin = 0, end = 0;
  bool spaced = false;
};

std::optional<FirstCell> first_cell(const Typing& typing) {
  const std::string_view text = typing.text;
  const std::size_t bar = text.find_first_not_of(' ');
  if (bar == std::string_view::npos || text[bar] != '|') return std::nullopt;
  FirstCell out;
  const std::size_t close = std::min(text.find('|', bar + 1), text.size());
  if (typing.column() <= bar || typing.column() > close) return std::nullopt;
  if (text.substr(close).find_first_not_of("| ") != std::string_view::npos) return std::nullopt;
  out.begin = bar + 1;
  while (out.begin < typing.column() && text[out.begin] == ' ') ++out.begin, out.spaced = true;
  out.end = close;
  while (out.end > typing.column() && text[out.end - 1] == ' ') --out.end;
  return out;
}

const plan::Table* metadata_at(const Typing& typing) {
  for (const plan::Table& table : typing.cursor.facts->tables) {
    if (!table.metadata || !table.span.touches(typing.cursor.at)) continue;
    const Span span = typing.cursor.place(table.span);
    return typing.line >= typing.document.text.position(span.begin).line + 2 ? &table : nullptr;
  }
  return nullptr;
}

// A row of a table of labels and values: what its owner, or the document, lacks.
bool complete_row(const Typing& typing, CompletionList& list) {
  const auto cell = first_cell(typing);
  if (!cell) return false;
  const plan::Table* table = metadata_at(typing);
  if (table == nullptr) return false;
  std::string mark;
  for (const auto& row : table->rows) {
    const std::string text = row.empty() ? std::string() : typing.cursor.facts->text(row[0].span);
    if (text.starts_with("**")) mark = "**";
  }
  std::set<std::string> seen;
  const auto add = [&](const plan::SchemaField& field, char group) {
    if (!seen.insert(field.label).second) return;
    CompletionItem item;
    item.kind = CompletionKind::field;
    item.label = field.label;
    item.detail = field.required ? "required" : "";
    item.sort_key = fmt::format("{}{}{}", group, field.required ? '0' : '1', rank(seen.size()));
    item.replace = typing.typed_from(cell->begin);
    item.replace.end = typing.line_begin + static_cast<std::uint32_t>(cell->end);
    const std::string_view typed = typing.before().substr(cell->begin);
    if (!mark.empty() && typed.starts_with(mark)) item.filter_text = mark + field.label;
    item.plain = (cell->spaced ? "" : " ") + mark + field.label + mark;
    list.items.push_back(std::move(item));
  };
  const Owner owner = owner_of(typing, {});
  if (const plan::SchemaSection* schema = schema_for(typing, owner)) {
    for (const plan::SchemaField& field : schema->fields)
      if (!is_there(typing, owner, field)) add(field, '1');
  }
  if (owner.section != no_index && typing.cursor.facts->sections[owner.section].level <= 1)
    each_lacking(typing, [&](const plan::SchemaField& field) { add(field, '3'); });
  return true;
}

}  // namespace

bool complete_key(const Typing& typing, CompletionList& list) {
  const std::string_view typed = typing.before();
  const auto is_key = [](char c) {
    return c == '_' || c == '-' || ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z');
  };
  if (!std::all_of(typed.begin(), typed.end(), is_key)) return false;
  if (typing.after().find_first_not_of(" \t") != std::string_view::npos) return false;
  char joint = '_';
  for (const plan::Field& field : typing.cursor.facts->fields)
    if (field.form == plan::FieldForm::front_matter &&
        typing.cursor.facts->text(field.label).find('-') != std::string::npos)
      joint = '-';
  each_lacking(typing, [&](const plan::SchemaField& field) {
    CompletionItem item;
    item.kind = CompletionKind::field;
    item.label = as_key(field.label, joint);
    if (item.label.empty()) return;
    item.detail = field.required ? "required" : "";
    item.sort_key = (field.required ? "0" : "1") + rank(list.items.size());
    item.replace = typing.typed_from(0);
    item.plain = item.label + ": ";
    list.items.push_back(std::move(item));
  });
  return true;
}

bool complete_field(const Typing& typing, CompletionList& list) {
  if (complete_row(typing, list)) return true;
  const auto label = label_at(typing);
  if (!label) return false;
  const plan::Plan& plan = *typing.document.plan;
  const Owner owner = owner_of(typing, *label);
  if (owner.section == no_index) return false;

  const bool top_list = label->start.marker && label->start.indent == 0;
  const plan::Field* opened = top_list ? open_label(typing, owner.section) : nullptr;
  const plan::Section& section = typing.cursor.facts->sections[owner.section];
  const auto is_metrics = [](std::optional<plan::SectionRole> role) {
    return role == plan::SectionRole::success_metrics || role == plan::SectionRole::criteria ||
           role == plan::SectionRole::key_results;
  };
  const bool metrics =
      opened != nullptr ? is_metrics(opened->section_role) : top_list && is_metrics(section.role);
  if (metrics) {
    add_metrics(typing, *label, list);
    return true;
  }

  const bool marked = label->start.marker || label->listed || owner.nested;
  std::size_t number = 0;
  if (const plan::SchemaSection* schema = schema_for(typing, owner)) {
    // A document may have a section's own fields as a list.
    const auto& fields = typing.cursor.facts->fields;
    const bool listed = std::any_of(fields.begin(), fields.end(), [&](const plan::Field& one) {
      const bool top = one.item != no_index && one.form <= plan::FieldForm::plain &&
                       typing.cursor.facts->items[one.item].parent == no_index;
      return top && is_of(typing, owner, one) &&
             std::any_of(schema->fields.begin(), schema->fields.end(),
                         [&](const plan::SchemaField& field) { return names_field(field, one); });
    });
    for (const plan::SchemaField& field : schema->fields) {
      ++number;
      const LineStart shape = start_of(field.skeleton);
      // Below an open label stand its own items; a bold item's fields are items themselves.
      const bool in_list = owner.item != no_index || shape.marker ||
                           (schema->level >= bold_level && owner.entity != no_index);
      const bool as_listed = listed && (label->start.marker || label->listed);
      if (marked != in_list && !(marked && shape.marker) && !as_listed) continue;
      if (opened != nullptr && !shape.marker) continue;
      if (!begins(field, label->typed) || is_there(typing, owner, field)) continue;
      add_field(typing, *label, owner, field, "1", number, list);
    }
  }
  // What the document says of itself: at its head, and below the last of its sections.
  const bool at_end = owner.section + 1 == typing.cursor.facts->sections.size() &&
                      typing.cursor.chapter + 1 == plan.chapters.size() && is_below_blank(typing);
  const bool at_head = section.level <= 1;
  if (plan.schema != nullptr && (at_end || at_head) && owner.item == no_index && !owner.nested &&
      !label->listed) {
    each_lacking(typing, [&](const plan::SchemaField& field) {
      ++number;
      if (start_of(field.skeleton).marker == label->start.marker && begins(field, label->typed))
        add_field(typing, *label, owner, field, "3", number, list);
    });
  }
  return true;
}

}  // namespace pland::features
