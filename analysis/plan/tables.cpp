// Tables: columns are known by their names, never by their place. Of 25 risk tables in the wild 17
// have headers of their own (domain 4.8).
#include <algorithm>
#include <array>
#include <span>

#include "analysis/plan/chapter_reader.h"
#include "analysis/plan/reader.h"
#include "analysis/text/unicode.h"

namespace pland::plan {

using markdown::NodeKind;
using markdown::Plain;

struct ChapterReader::TableReading {
  struct Row {
    Span span;
    std::vector<Table::Cell> cells;
    std::vector<Plain> texts;
    std::uint32_t written = 0;  // cells
  };
  std::uint32_t table = 0;
  std::vector<std::string> names;  // of the columns, normalised
  std::vector<std::optional<FieldRole>> roles;
  std::vector<Row> rows;  // the head is the first
  EntityKind unit = EntityKind::none;
  std::size_t name_column = 0;
  std::size_t target_column = 0;  // of a table of metrics

  std::size_t columns() const { return names.size(); }
  // The first column of one of the names or roles; columns() where there is none.
  std::size_t column(std::span<const std::string_view> wanted) const {
    for (std::size_t i = 0; i < names.size(); ++i)
      if (std::find(wanted.begin(), wanted.end(), names[i]) != wanted.end()) return i;
    return columns();
  }
  std::size_t column(FieldRole role) const {
    return static_cast<std::size_t>(std::find(roles.begin(), roles.end(), role) - roles.begin());
  }
  bool has(std::initializer_list<FieldRole> any) const {
    return std::any_of(any.begin(), any.end(),
                       [&](FieldRole role) { return column(role) < columns(); });
  }
};

namespace {

// "High" in a column called Risk is how risky the row is, not a risk.
bool is_level(std::string_view cell) {
  constexpr std::array<std::string_view, 16> levels = {
      "low",   "medium",   "med",       "high", "critical", "none", "n/a", "minor",
      "major", "very low", "very high", "yes",  "no",       "h",    "m",   "l"};
  const bool number = cell.size() < 3 && std::all_of(cell.begin(), cell.end(), is_digit);
  return number || std::find(levels.begin(), levels.end(), normalise(cell)) != levels.end();
}

// Nor are marks and letters where there is nothing else: "x" and "-". One of them among names is a
// name, and so is "R1".
bool are_marks(const auto& rows, std::size_t column) {
  bool any = false;
  for (auto row = rows.begin() + 1; row != rows.end(); ++row) {
    const std::string_view cell =
        column < row->cells.size() ? row->cells[column].plain : std::string_view();
    if (cell.empty()) continue;
    const bool id = cell.size() == 2 && is_alpha(cell[0]) && is_digit(cell[1]);
    if (id || (cell.size() > 2 && text::emoji_size(cell, 0) != cell.size())) return false;
    any = true;
  }
  return any;
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Two columns of label and value, by the head's names or because all labels are known.
bool is_metadata(const auto& reading, const Vocabulary* words) {
  if (reading.columns() != 2 || reading.rows.size() < 2) return false;
  const std::string& label = reading.names[0];
  const std::string& value = reading.names[1];
  if (is_one_of(label, {"field", "metadata", "property", "key", "attribute"})) return true;
  if (label.empty() || is_one_of(value, {"value", "details"}))
    return value != label || label.empty();
  const auto describes = [words](std::string_view cell) {
    const auto role = field_role(cell, words);
    return role && is_attribute(*role) && *role != FieldRole::risk && *role != FieldRole::goal &&
           *role != FieldRole::metrics_weak && *role != FieldRole::depends_on;
  };
  return reading.rows.size() > 2 && describes(label) &&
         std::all_of(reading.rows.begin() + 1, reading.rows.end(), [&](const auto& row) {
           return !row.cells.empty() && describes(row.cells[0].plain);
         });
}

// The cells of a row as GitHub cuts it: at every `|` without a backslash in front, but those at its
// ends.
std::uint32_t written_cells(std::string_view row) {
  row = text::trim(row);
  if (row.starts_with('|')) row.remove_prefix(1);
  std::uint32_t cells = 1;
  bool escaped = false;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i] == '|' && !escaped && i + 1 < row.size()) ++cells;
    escaped = row[i] == '\\' && !escaped;
  }
  return cells;
}

std::size_t first_naming_column(const auto& reading) {
  std::size_t at = 0;
  while (at + 1 < reading.columns() && reading.roles[at] == FieldRole::identifier) ++at;
  return at;
}

// "KR 2.1", "2.1", "#3": what is counted, without a word of its own.
bool is_number_alone(std::string_view cell) {
  Reader r{cell};
  while (is_alpha(r.peek())) ++r.at;
  if (r.at > 3) return false;
  while (!r.done() && (is_digit(r.peek()) || r.peek() == '.' || r.peek() == ' ' ||
                       r.peek() == '-' || r.peek() == '#'))
    ++r.at;
  return r.done() && cell.find_first_of("0123456789") != std::string_view::npos;
}

// The column with the metrics' names: `metric`, or where that only counts them the next that has
// words for them.
std::size_t metric_name_column(const auto& reading, std::size_t metric) {
  const auto counts = [&](const auto& row) {
    return metric < row.cells.size() && is_number_alone(row.cells[metric].plain);
  };
  if (!std::all_of(reading.rows.begin() + 1, reading.rows.end(), counts)) return metric;
  for (std::size_t at = metric + 1; at < reading.columns(); ++at) {
    const auto& role = reading.roles[at];
    if (!role || role == FieldRole::description || role == FieldRole::title ||
        role == FieldRole::what || role == FieldRole::summary)
      return at;
  }
  return metric;
}

// What each row is; sets the columns that say so.
void classify(auto& reading, EntityKind members, bool in_metrics, bool is_plan) {
  using Role = FieldRole;
  constexpr std::array<std::string_view, 11> metric_names = {
      "metric", "metrics", "kpi",       "kpis",           "measure",    "key result",
      "kr",     "krs",     "indicator", "success metric", "key results"};
  const std::size_t first = first_naming_column(reading);
  const std::string& name = reading.names[first];
  const auto become = [&](EntityKind unit, std::size_t column) {
    reading.unit = unit;
    reading.name_column = column;
  };
  reading.target_column = reading.column(Role::target);
  const std::size_t metric = reading.column(metric_names);
  // "| KPI | Current | Goal |"
  if (metric < reading.columns() && reading.target_column == reading.columns() &&
      reading.column(Role::goal) != metric)
    reading.target_column = reading.column(Role::goal);
  const std::size_t risk = reading.column(Role::risk);
  const bool owned = reading.has({Role::status, Role::owner, Role::target_date, Role::priority,
                                  Role::effort, Role::progress, Role::start, Role::completed_on});
  const bool rated =
      reading.has({Role::likelihood, Role::impact, Role::severity, Role::mitigation});
  const bool levels =
      risk < reading.columns() &&
      (are_marks(reading.rows, risk) ||
       std::any_of(reading.rows.begin() + 1, reading.rows.end(), [&](const auto& row) {
         return risk < row.cells.size() && !row.cells[risk].plain.empty() &&
                is_level(row.cells[risk].plain);
       }));
  if (reading.target_column < reading.columns() &&
      (metric < reading.columns() || (in_metrics && reading.target_column != first)))
    return become(EntityKind::metric,
                  metric < reading.columns() ? metric_name_column(reading, metric) : first);
  if (risk < reading.columns() && !levels && (rated || risk == first))
    return become(EntityKind::risk, risk);
  if (is_one_of(name, {"dependency", "external dependency"}) &&
      (owned || rated || reading.has({Role::blocks, Role::risk})))
    return become(EntityKind::dependency, first);
  if (is_one_of(name, {"blocker", "blockers"}) && (owned || rated))
    return become(EntityKind::blocker, first);
  if (is_one_of(name, {"task", "tasks", "work item"}) && owned)
    return become(EntityKind::task, first);
  if (is_one_of(name, {"initiative", "initiatives", "epic"}) && (owned || is_plan))
    return become(EntityKind::initiative, first);
  if (is_one_of(name, {"milestone", "milestones"}) && is_plan &&
      (owned || reading.has({Role::date, Role::timeframe})))
    return become(EntityKind::milestone, first);
  if (name == "decision" &&
      (members == EntityKind::decision || reading.has({Role::status, Role::date, Role::owner})))
    return become(EntityKind::decision, first);
  if (members == EntityKind::revision && reading.column(Role::date) < reading.columns())
    return become(EntityKind::revision, reading.column(Role::date));
}

}  // namespace

void ChapterReader::table(NodeIndex index) {
  Table made;
  made.span = placed(node(index).span);
  made.section = section_index();
  TableReading reading;
  reading.table = static_cast<std::uint32_t>(facts_->tables.size());
  read_cells(index, reading);
  if (reading.rows.empty()) return;
  for (const Plain& text : reading.rows[0].texts) {
    reading.names.push_back(normalise(text.text));
    reading.roles.push_back(field_role(text.text, words()));
    made.columns.push_back({text.text, reading.roles.back()});
  }
  if (reading.names.empty()) return;
  made.metadata = is_metadata(reading, words());
  const bool is_plan = context_.kind == DocumentKind::roadmap ||
                       context_.kind == DocumentKind::plan || context_.kind == DocumentKind::okr;
  if (!made.metadata && context_.kind != DocumentKind::changelog)
    classify(reading, section_members_.kind, strictness_here().has_value(), is_plan);
  const bool metadata = made.metadata;
  facts_->tables.push_back(std::move(made));
  if (reading.unit != EntityKind::metric && context_.kind != DocumentKind::changelog)
    add_column_containers(reading);

  for (Plain& text : reading.rows[0].texts)
    if (!text.text.empty()) add_run(std::move(text), no_index, false);
  if (metadata) add_metadata(reading);
  for (std::size_t row = 1; row < reading.rows.size(); ++row) {
    add_row(reading, row);
    const std::uint32_t item = facts_->tables.back().items.back();
    for (Plain& text : reading.rows[row].texts)
      if (!text.text.empty()) add_run(std::move(text), item, false);
    facts_->tables.back().rows.push_back(std::move(reading.rows[row].cells));
    facts_->tables.back().written.push_back(reading.rows[row].written);
  }
}

void ChapterReader::read_cells(NodeIndex index, TableReading& reading) const {
  const auto read_row = [&](NodeIndex at) {
    TableReading::Row row;
    row.span = placed(node(at).span);
    row.written = written_cells(segment_->view(node(at).span));
    for (NodeIndex c = at + 1; c < node(at).next; c = node(c).next) {
      row.texts.push_back(plain(c));
      row.cells.push_back({placed(node(c).span), row.texts.back().text});
    }
    reading.rows.push_back(std::move(row));
  };
  for (NodeIndex i = index + 1; i < node(index).next; i = node(i).next) {
    if (node(i).kind == NodeKind::row) read_row(i);
    if (node(i).kind != NodeKind::table_head) continue;
    for (NodeIndex r = i + 1; r < node(i).next; r = node(r).next) read_row(r);
  }
}

// Each row is a field of the section; the head is one too where it holds no names of columns.
void ChapterReader::add_metadata(const TableReading& reading) {
  const auto known = field_role(reading.rows[0].cells[0].plain, words());
  const bool named = is_one_of(reading.names[1], {"value", "details", ""}) || !known;
  for (std::size_t i = named ? 1 : 0; i < reading.rows.size(); ++i) {
    const auto& row = reading.rows[i];
    if (row.cells.size() != 2 || row.cells[0].plain.empty()) continue;
    Field field;
    field.span = row.span;
    field.label = row.cells[0].span;
    field.value = row.cells[1].span;
    field.label_text = row.cells[0].plain;
    field.value_text = row.cells[1].plain;
    field.form = FieldForm::table_row;
    const Field& added = facts_->fields[add_field(std::move(field))];
    const auto strictness = strictness_of_label(added);
    if (!strictness) continue;
    const auto container = static_cast<std::uint32_t>(facts_->containers.size());
    Container made;
    made.label = added.label;
    made.title = added.label_text;
    made.strictness = *strictness;
    made.section = added.section;
    made.content = !added.value_text.empty();
    facts_->containers.push_back(std::move(made));
    const auto end = static_cast<std::uint32_t>(row.texts[1].text.size());
    if (end > 0) add_values(added, row.texts[1], {0, end}, container);
  }
}

// "| Initiative | KPI |": a column of metrics of other things. Its cells are not judged one by one.
void ChapterReader::add_column_containers(const TableReading& reading) {
  for (std::size_t i = 0; i < reading.columns(); ++i) {
    Container made;
    switch (reading.roles[i].value_or(FieldRole::title)) {
      case FieldRole::success_metrics:
        made.strictness = Strictness::strict;
        break;
      case FieldRole::criteria:
        made.strictness = Strictness::criteria;
        break;
      case FieldRole::metrics_weak:
      case FieldRole::key_result:
        made.strictness = Strictness::weak;
        break;
      default:
        continue;
    }
    for (std::size_t row = 1; row < reading.rows.size(); ++row) {
      const auto& cells = reading.rows[row].cells;
      if (i >= cells.size() || cells[i].plain.empty()) continue;
      ++made.metrics;
      if (!whole_placeholder(cells[i].plain)) ++made.filled;
    }
    if (made.metrics == 0) continue;
    made.label = reading.rows[0].cells[i].span;
    made.title = facts_->tables.back().columns[i].name;
    made.section = section_index();
    made.content = made.column = true;
    facts_->containers.push_back(std::move(made));
  }
}

void ChapterReader::add_row(const TableReading& reading, std::size_t row) {
  const auto& span = reading.rows[row].span;
  const auto& cells = reading.rows[row].cells;
  const auto& texts = reading.rows[row].texts;
  const auto item = static_cast<std::uint32_t>(facts_->items.size());
  Item made;
  made.span = made.text = span;
  made.row = true;
  made.section = section_index();
  made.label = label_;
  made.table = reading.table;
  made.container = container_here();
  if (reading.name_column < cells.size()) {
    const Plain& text = texts[reading.name_column];
    made.plain = text.text;
    made.name = title_of(text, words());
    made.name_span = cells[reading.name_column].span;
    made.placeholder = whole_placeholder(text.text).has_value();
    made.struck = is_all_struck(text);
    made.statuses = title_statuses(text, words());
  }
  facts_->tables.back().items.push_back(item);
  facts_->items.push_back(std::move(made));
  if (reading.unit == EntityKind::none || facts_->items[item].name.empty()) return;
  if (reading.unit == EntityKind::metric) return add_row_metric(reading, row, item);
  Item& named = facts_->items[item];
  Entity entity;
  entity.kind = reading.unit;
  entity.span = named.span;
  entity.name_span = named.name_span;
  entity.title = named.name;
  entity.key = normalise(named.name);
  entity.statuses = named.statuses;
  entity.item = item;
  entity.placeholder = named.placeholder;
  if (entity.kind == EntityKind::milestone)
    if (auto period = find_period(named.name); period && period->role == PeriodRole::leads) {
      period->span = named.name_span;
      period->months.reset();
      entity.period = period;
    }
  const auto bucket = entity.kind == EntityKind::initiative ? members_here().bucket : std::nullopt;
  named.entity = add_entity(std::move(entity), bucket);
  owners_.push_back(facts_->items[item].entity);
  add_row_fields(reading, row, item);
  owners_.pop_back();
}

void ChapterReader::add_row_metric(const TableReading& reading, std::size_t row,
                                   std::uint32_t item) {
  const auto& cells = reading.rows[row].cells;
  if (reading.target_column >= cells.size()) return;
  const Table::Cell& target = cells[reading.target_column];
  Item& made = facts_->items[item];
  Metric metric;
  metric.span = made.span;
  metric.text = cells[reading.name_column].plain + ": " + target.plain;
  metric.judged = measure(metric.text);
  metric.judged.evidence = target.span;
  const bool placeholder = made.placeholder || whole_placeholder(target.plain).has_value();
  if (target.plain.empty()) {
    // "Better onboarding" and no target: its name says all there is.
    metric.text = cells[reading.name_column].plain;
    metric.judged = measure(metric.text);
    metric.judged.evidence = target.span;
    const Measure said = metric.judged.measure;
    if (said != Measure::vague_direction && said != Measure::vague_quality)
      metric.judged.measure = Measure::no_target;
  }
  if (placeholder) metric.judged.measure = Measure::placeholder;
  metric.strictness = strictness_here().value_or(Strictness::strict);
  metric.done = made.struck || is_done(made.statuses);
  metric.section = section_index();
  metric.item = item;
  metric.container = container_here();
  for (std::size_t i = 0; i < cells.size() && i < reading.columns(); ++i) {
    if (!reading.roles[i] || whole_placeholder(cells[i].plain)) continue;
    const std::string& name = reading.names[i];
    const bool outcome = name.starts_with("actual") || name == "achieved";
    if (reading.roles[i] == FieldRole::baseline) metric.baseline = cells[i].plain;
    if (reading.roles[i] == FieldRole::current_value && metric.baseline.empty() && !outcome)
      metric.baseline = cells[i].plain;
    if (reading.roles[i] == FieldRole::target_date || reading.roles[i] == FieldRole::timeframe)
      metric.due = cells[i].plain;
  }
  if (metric.container != no_index) {
    Container& container = facts_->containers[metric.container];
    ++container.metrics;
    if (!placeholder && !target.plain.empty()) ++container.filled;
  }
  made.metric = static_cast<std::uint32_t>(facts_->metrics.size());
  facts_->metrics.push_back(std::move(metric));
}

// The cells whose columns have a role describe the row.
void ChapterReader::add_row_fields(const TableReading& reading, std::size_t row,
                                   std::uint32_t item) {
  const auto& cells = reading.rows[row].cells;
  const Table& table = facts_->tables.back();
  for (std::size_t i = 0; i < cells.size() && i < reading.columns(); ++i) {
    if (i == reading.name_column || !reading.roles[i]) continue;
    Field field;
    field.span = field.value = cells[i].span;
    field.label = {cells[i].span.begin, cells[i].span.begin};
    field.label_text = table.columns[i].name;
    field.value_text = cells[i].plain;
    field.role = reading.roles[i];
    field.form = FieldForm::table_row;
    field.item = item;
    add_field(std::move(field));
  }
}

}  // namespace pland::plan
