// Paragraphs: labels with their values, bold lines that name things, prose. And what follows from
// a label: whose field it is, and what the list below it holds.
#include <algorithm>
#include <optional>

#include "analysis/plan/chapter_reader.h"
#include "analysis/text/unicode.h"

namespace pland::plan {

using markdown::Plain;

namespace {

constexpr std::size_t longest_heading_value = 100;  // bytes of what `## Status` may be followed by

std::uint32_t size_of(const auto& list) { return static_cast<std::uint32_t>(list.size()); }

// "(PAR-101)", "[PAR-101]": an identifier behind a name, and nothing else.
bool is_identifier(std::string_view words) {
  const std::string id = id_behind(words);
  return !id.empty() && words.size() == id.size() + 2;
}

// Nothing but a status mark, an identifier or a full stop stands between the bold words and the
// line's end.
bool is_alone(const Plain& text, Span bold) {
  constexpr std::size_t mark = 8;
  const std::size_t end = text.breaks.empty() ? text.text.size() : text.breaks[0];
  if (bold.end > end) return false;
  const std::string_view rest = std::string_view(text.text).substr(bold.end, end - bold.end);
  if (is_identifier(text::trim(rest))) return true;
  if (rest.size() > mark) return false;
  return std::none_of(rest.begin(), rest.end(),
                      [](char c) { return c == ':' || c == '-' || ('a' <= c && c <= 'z'); });
}

bool is_whole_date(std::string_view value) {
  const auto date = first_date(value);
  return date && date->valid && date->span == Span{0, static_cast<std::uint32_t>(value.size())};
}

// "95 % uptime, <100 ms latency" are two metrics; "1,000 users, mostly skippers" is one.
std::vector<Span> split_measures(std::string_view value) {
  std::vector<Span> parts;
  int depth = 0;
  std::size_t begin = 0;
  const auto take = [&](std::size_t end) {
    while (begin < end && value[begin] == ' ') ++begin;
    parts.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  };
  for (std::size_t i = 0; i + 1 < value.size(); ++i) {
    if (value[i] == '(' || value[i] == '[') ++depth;
    if (value[i] == ')' || value[i] == ']') --depth;
    if ((value[i] != ',' && value[i] != ';') || value[i + 1] != ' ' || depth > 0) continue;
    take(i);
    begin = i + 2;
  }
  take(value.size());
  const bool each = std::all_of(parts.begin(), parts.end(), [&](Span part) {
    return !part.empty() && has_target(measure(part.of(value)).measure);
  });
  if (!each || parts.size() < 2) return {{0, static_cast<std::uint32_t>(value.size())}};
  return parts;
}

// What a value says by the words that still stand: "~~Accepted~~ Superseded by 0002".
std::string without_struck(const Plain& plain, Span value) {
  std::string words(value.of(plain.text));
  for (auto struck = plain.struck.rbegin(); struck != plain.struck.rend(); ++struck) {
    if (!value.contains(*struck) || struck->size() >= value.size()) continue;
    words.erase(struck->begin - value.begin, struck->size());
  }
  return words.size() == value.size() ? words : std::string(text::trim(words));
}

std::vector<Span> code_within(const Plain& text, Span part) {
  std::vector<Span> out;
  for (const Span code : text.code)
    if (part.contains(code)) out.push_back({code.begin - part.begin, code.end - part.begin});
  return out;
}

// Where a line ends below which GitHub sees a table, though nothing sets it apart and md4c takes it
// for words; none where there is none.
std::optional<std::uint32_t> table_below(const Plain& text) {
  const auto line = [&](std::size_t i) {
    const std::uint32_t begin = text.breaks[i] + 1;
    const std::size_t end = i + 1 < text.breaks.size() ? text.breaks[i + 1] : text.text.size();
    return std::string_view(text.text).substr(begin, end - begin);
  };
  for (std::size_t i = 0; i + 1 < text.breaks.size(); ++i) {
    const std::string_view delimiters = line(i + 1);
    if (line(i).starts_with('|') && delimiters.find('-') != std::string_view::npos &&
        delimiters.find_first_not_of("|-: ") == std::string_view::npos)
      return text.breaks[i];
  }
  return std::nullopt;
}

Plain up_to(Plain text, std::uint32_t end) {
  text.text.resize(end);
  for (auto* spans : {&text.code, &text.struck, &text.strong, &text.linked})
    std::erase_if(*spans, [&](Span span) { return span.end > end; });
  std::erase_if(text.breaks, [&](std::uint32_t at) { return at >= end; });
  return text;
}

}  // namespace

void ChapterReader::paragraph(NodeIndex index) {
  Plain whole = plain(index);
  const auto table = table_below(whole);
  const std::optional<Plain> above = table ? std::optional(up_to(whole, *table)) : std::nullopt;
  const Plain& text = above ? *above : whole;
  std::vector<FieldLine> lines = find_field_lines(text, words());
  if (lines.empty() && is_emphasised_label(index, text)) {
    const auto end = static_cast<std::uint32_t>(text.text.size());
    lines.push_back({.label = {0, end}, .value = {end, end}, .end = end, .form = FieldForm::plain});
  }
  const std::uint32_t container = container_;
  if (section_container_ != no_index) facts_->containers[section_container_].content = true;
  const Span bold = leading_strong(text);
  const bool first = lines.empty() || lines[0].label.begin > bold.end;
  const bool named = first && !bold.empty() && is_alone(text, bold) && bold_line(text, bold);
  if (!named && lines.empty()) {
    prose(text);
    add_paragraph_metric(text);
  }
  // A footer that no rule sets apart: "Last updated" in the last lines of a long section.
  const bool dated = std::any_of(lines.begin(), lines.end(), [&](const FieldLine& line) {
    const auto role = field_role(line.label.of(text.text), words());
    return role == FieldRole::last_updated || role == FieldRole::next_review;
  });
  if (dated && section().blocks > 1) {
    footer_ = true;
    bold_entity_ = no_index;
  }
  for (const FieldLine& line : lines) add_field_line(text, line, no_index);
  // What stands below a label is its content, unless it is the next label.
  if (container != no_index && container == container_ && !named && lines.empty())
    facts_->containers[container].content = true;
  if (table && container_ != no_index) facts_->containers[container_].content = true;
  awaits_value_ = false;
  add_run(std::move(whole), no_index, false);
}

// `_Success Metrics_` on a line of its own.
bool ChapterReader::is_emphasised_label(NodeIndex index, const Plain& text) const {
  constexpr std::size_t longest = 40;  // bytes
  const NodeIndex child = index + 1;
  const bool whole = child < node(index).next && node(child).kind == markdown::NodeKind::emphasis &&
                     node(child).next == node(index).next;
  if (!whole || text.text.size() > longest || !text.breaks.empty()) return false;
  return field_role_of_normal(normalise(text.text), words()) == FieldRole::success_metrics;
}

// `**Risk 1: Vendor**`, `**1. Name**` above a list of fields, `**Success Metrics**` without a
// colon. Returns whether the line is one of these, and not a sentence in bold.
bool ChapterReader::bold_line(const Plain& text, Span bold) {
  const std::string title(bold.of(text.text));
  const std::string normal = normalise(title);
  const EntityKind unit = unit_of_bold(title, normal, members_here(), words());
  if (unit != EntityKind::none) {
    close_container();
    Entity entity;
    entity.kind = unit;
    entity.span = text.source_span;
    entity.name_span = text.source(bold);
    entity.title = title;
    entity.key = normal;
    entity.statuses = title_statuses(text, words());
    if (unit == EntityKind::milestone)
      if (auto period = find_period(title)) {
        period->span = entity.name_span;
        period->months.reset();
        entity.period = period;
      }
    bold_entity_ = add_entity(std::move(entity), members_here().bucket);
    bold_in_label_ = label_members_.kind != EntityKind::none;
    return true;
  }
  if (is_label_name(title, words()) && text.breaks.empty()) {
    FieldLine line;
    line.label = bold;
    line.value = {bold.end, bold.end};
    line.end = bold.end;
    line.form = FieldForm::colon_outside;
    add_field_line(text, line, no_index);
    return true;
  }
  if (title.ends_with('.')) return false;
  // Any other bold line groups what follows, or ends what a label had opened.
  if (container_ != no_index && (!listed_ || grouped_)) {
    grouped_ = true;
  } else {
    close_label();
  }
  bold_entity_ = no_index;
  return true;
}

namespace {

// "Superseded by [4. D](0004-d.md)": how many bytes say so, where a paragraph begins so.
std::uint32_t words_of_succession(std::string_view text) {
  const std::string start = text::lower(text.substr(0, 16));
  for (const std::string_view words :
       {"superseded by", "superceded by", "replaced by", "obsoleted by"})
    if (start.starts_with(words) && text.size() > words.size() && text[words.size()] == ' ')
      return static_cast<std::uint32_t>(words.size());
  return 0;
}

}  // namespace

// Text ends what a label had opened, once the label has had its list.
void ChapterReader::prose(const Plain& text) {
  // Below `## Status` and "Accepted" records say later on what came of it.
  const bool below_status = !awaits_value_ && !facts_->fields.empty() &&
                            facts_->fields.back().form == FieldForm::heading &&
                            facts_->fields.back().role == FieldRole::status &&
                            facts_->fields.back().section == section_index();
  if (awaits_value_) status_heading(text);
  if (const auto size = below_status ? words_of_succession(text.text) : 0; size > 0) {
    const auto end = static_cast<std::uint32_t>(text.text.size());
    Field field;
    field.span = text.source_span;
    field.label = text.source({0, size});
    field.value = text.source({size + 1, end});
    field.label_text = text.text.substr(0, size);
    field.value_text = text.text.substr(size + 1);
    field.role = FieldRole::superseded_by;
    field.form = FieldForm::heading;
    add_field(std::move(field));
  }
  if (label_ == no_index) return;
  const bool leads_in = text.text.ends_with(':') && !listed_;
  if (listed_ || (!facts_->fields[label_].value_text.empty() && !leads_in)) close_label();
}

// "Better onboarding." as all that stands below the label: a metric, though no list has it. Other
// sentences there may be about the list that follows.
void ChapterReader::add_paragraph_metric(const Plain& text) {
  constexpr std::size_t longest = 80;  // bytes
  const std::uint32_t index = container_here();
  if (index == no_index || text.text.size() > longest || !text.breaks.empty()) return;
  Container& container = facts_->containers[index];
  if (container.strictness != Strictness::strict || container.metrics > 0) return;
  if (text.text.ends_with(':')) return;
  Metric metric;
  metric.judged = measure(text.text, text.code);
  if (metric.judged.measure != Measure::vague_direction) return;
  metric.judged.evidence = text.source(metric.judged.evidence);
  metric.span = text.source_span;
  metric.text = text.text;
  metric.strictness = container.strictness;
  metric.container = index;
  metric.section = section_index();
  ++container.metrics;
  ++container.filled;
  facts_->metrics.push_back(std::move(metric));
}

// `## Status`, and "Accepted" below it: the field of whatever the document is.
void ChapterReader::status_heading(const Plain& text) {
  if (text.text.size() > longest_heading_value || !text.breaks.empty()) return;
  const Section& here = section();
  Field field;
  field.span = {here.span.begin, text.source_span.end};
  field.label = here.title_span;
  field.value = text.source_span;
  field.label_text = here.title;
  field.value_text = text.text;
  field.form = FieldForm::heading;
  add_field(std::move(field));
}

void ChapterReader::add_field_line(const Plain& text, const FieldLine& line, std::uint32_t item) {
  Field field;
  field.span = text.source({line.label.begin, line.end});
  field.label = text.source(line.label);
  field.value = text.source(line.value);
  field.label_text = line.label.of(text.text);
  field.value_text = line.value.of(text.text);
  field.role = field_role(field.label_text, words());
  if (field.role == FieldRole::status) field.value_text = without_struck(text, line.value);
  field.form = line.form;
  field.item = item;
  // A label beside the one that the bold lines stand under speaks of the section again.
  if (item == no_index && bold_in_label_ && line.value.empty() &&
      section_role(field.label_text, words()))
    bold_entity_ = no_index;
  const std::uint32_t index = add_field(std::move(field));
  open_label(index, text, line);
}

// Roles, and whose field it is, are the same question everywhere.
std::uint32_t ChapterReader::add_field(Field field) {
  if (!field.role) field.role = field_role(field.label_text, words());
  if (field.form < FieldForm::table_row)
    field.section_role = section_role(field.label_text, words());
  // "Target: 2027-03-31" of work is the day; of a metric it is the value.
  const bool of_metric =
      field.item != no_index && metric_above(facts_->items[field.item].parent) != no_index;
  if (field.role == FieldRole::target && !of_metric && is_whole_date(field.value_text))
    field.role = FieldRole::target_date;
  field.section = section_index();
  field.entity = field.form == FieldForm::front_matter ? no_index : owner();
  if (makes_work(field)) {
    become_work();
    field.entity = section().entity;
    if (!owners_.empty()) owners_.back() = field.entity;
  }
  const std::uint32_t index = size_of(facts_->fields);
  if (field.role == FieldRole::goal || field.role == FieldRole::objective ||
      field.role == FieldRole::target) {
    const Measure measured = measure(field.value_text).measure;
    if (measured == Measure::quant || measured == Measure::zero) section().measured_goal = true;
  }
  const std::uint32_t entity = field.entity;
  facts_->fields.push_back(std::move(field));
  if (entity != no_index) attach(index, entity);
  return index;
}

// The field speaks of the entity.
void ChapterReader::attach(std::uint32_t index, std::uint32_t owner) {
  Field& field = facts_->fields[index];
  Entity& entity = facts_->entities[owner];
  field.entity = owner;
  if (entity.last_field == no_index)
    entity.first_field = index;
  else
    facts_->fields[entity.last_field].next = index;
  entity.last_field = index;
  if (field.role == FieldRole::status) {
    if (const auto status = read_status(field.value_text, words()).status)
      entity.statuses.push_back(
          {*status, field.value, StatusFact::Source::field, StatusForm::word});
  }
  const bool says_when = field.role == FieldRole::timeframe || field.role == FieldRole::target_date;
  if (says_when && !entity.period) {
    if (auto period = find_period(field.value_text)) {
      period->span = field.value;
      period->months.reset();
      entity.period = period;
    }
  }
}

// A line or a first-level item right below the heading, of no thing that is listed there.
bool ChapterReader::is_of_section(const Field& field) const {
  if (field.item == no_index) return true;
  const Item& item = facts_->items[field.item];
  return item.parent == no_index && item.entity == no_index && item.text.contains(field.span.begin);
}

// Who does it, how it stands, until when or what it needs, said of a section that may be work, and
// that lists nothing yet.
bool ChapterReader::makes_work(const Field& field) const {
  if (!work_title_ || footer_ || field.entity != no_index || !field.role) return false;
  if (field.form == FieldForm::front_matter || field.form == FieldForm::heading) return false;
  if (!is_of_section(field) || bold_entity_ != no_index) return false;
  if (field.form == FieldForm::table_row && field.item != no_index) return false;
  const auto& entities = facts_->entities;
  if (!entities.empty() && entities.back().section == section_index()) return false;
  return says_how_work_stands(*field.role);
}

// The innermost item decides, else the bold line above, else the section; a footer is nobody's.
std::uint32_t ChapterReader::owner() const {
  if (!owners_.empty()) return owners_.back();
  if (bold_entity_ != no_index) return bold_entity_;
  return footer_ ? no_index : section().entity;
}

// In a milestone or theme, where results are those to come.
bool ChapterReader::in_planned_work() const {
  const auto planned = [](EntityKind unit) {
    return unit == EntityKind::milestone || unit == EntityKind::theme;
  };
  const auto& above = context_.ancestors;
  return planned(section().unit) || std::any_of(above.begin(), above.end(),
                                                [&](const Ancestor& a) { return planned(a.unit); });
}

std::optional<Strictness> ChapterReader::strictness_of_label(const Field& field) const {
  const auto of_key_results = [&]() -> std::optional<Strictness> {
    if (section().unit == EntityKind::objective) return Strictness::strict;
    if (const auto strictness = strictness_of(SectionRole::key_results, context_))
      return strictness;
    return in_planned_work() ? std::optional(Strictness::weak) : std::nullopt;
  };
  if (is_key_result_label(field.label_text)) return of_key_results();
  switch (field.role.value_or(FieldRole::title)) {
    case FieldRole::success_metrics:
      return Strictness::strict;
    case FieldRole::criteria:
      return Strictness::criteria;
    case FieldRole::metrics_weak:
      return Strictness::weak;
    case FieldRole::key_result:
      return of_key_results();
    default:
      break;
  }
  if (!field.section_role || field.role) return std::nullopt;
  // "OKRs: 400 skippers" on a milestone's own line; a list below it holds objectives.
  if (field.section_role == SectionRole::objectives && !field.value.empty() && in_planned_work())
    return Strictness::weak;
  return strictness_of(*field.section_role, context_);
}

Members ChapterReader::members_here() const {
  return label_ != no_index && label_members_.kind != EntityKind::none ? label_members_
                                                                       : section_members_;
}

// A list of dependencies is the field's value; they are things where a section is theirs.
Members ChapterReader::members_of_label(const Field& field) const {
  if (!field.value_text.empty() && !field.value_text.ends_with(':')) return {};
  if (field.section_role == SectionRole::dependencies) return {};
  return members_of(field.section_role, normalise_without_parenthesis(field.label_text),
                    context_.kind, words());
}

// A label speaks for the list, table or text that follows it.
void ChapterReader::open_label(std::uint32_t index, const Plain& text, const FieldLine& line) {
  const Field& field = facts_->fields[index];
  const auto strictness = strictness_of_label(field);
  const bool unknown = !field.role && !field.section_role;
  const bool groups = unknown && field.value.empty() && container_ != no_index &&
                      field.item == no_index && (!listed_ || grouped_);
  if (field.item == no_index) {
    if (groups) {
      grouped_ = true;
    } else {
      close_label();
      label_members_ = members_of_label(field);
    }
    label_ = index;
    listed_ = false;
  }
  if (!strictness) return;
  const std::uint32_t container = size_of(facts_->containers);
  Container made;
  made.label = field.label;
  made.title = field.label_text;
  made.strictness = *strictness;
  made.section = field.section;
  made.item = field.item;
  made.content = !field.value.empty();
  facts_->containers.push_back(std::move(made));
  // "Done when:" and "all of the following:" lead to the list.
  if (!field.value_text.empty() && !field.value_text.ends_with(':'))
    add_values(field, text, line.value, container);
  // What is measured on the label's own line needs no list; one that follows is of something else.
  const auto& metrics = facts_->metrics;
  const bool measured = std::any_of(metrics.begin(), metrics.end(), [&](const Metric& metric) {
    return metric.container == container && has_target(metric.judged.measure);
  });
  const bool single =
      measured || (!field.value_text.empty() &&
                   (field.role == FieldRole::key_result || is_key_result_label(field.label_text)));
  if (!single) container_ = container;
}

void ChapterReader::close_label() {
  label_ = no_index;
  label_members_ = {};
  listed_ = false;
  close_container();
}

void ChapterReader::close_container() {
  container_ = no_index;
  grouped_ = false;
}

// The metrics that stand on the label's own line.
void ChapterReader::add_values(const Field& field, const Plain& text, Span value,
                               std::uint32_t container) {
  const std::string_view words = value.of(text.text);
  for (const Span part : split_measures(words)) {
    const Span in_text = part.shifted(value.begin);
    Metric metric;
    metric.span = text.source(in_text);
    metric.text = in_text.of(text.text);
    metric.judged = measure(metric.text, code_within(text, in_text));
    if (!metric.judged.evidence.empty())
      metric.judged.evidence = text.source(metric.judged.evidence.shifted(in_text.begin));
    metric.strictness = facts_->containers[container].strictness;
    metric.container = container;
    metric.section = field.section;
    metric.item = field.item;
    if (field.item != no_index) {
      const Item& item = facts_->items[field.item];
      metric.done = item.checked.value_or(false) || item.struck || is_done(item.statuses);
    }
    ++facts_->containers[container].metrics;
    if (!whole_placeholder(metric.text)) ++facts_->containers[container].filled;
    facts_->metrics.push_back(std::move(metric));
  }
}

}  // namespace pland::plan
