#include "analysis/plan/chapter_reader.h"

#include <algorithm>

#include "analysis/markdown/locate.h"
#include "analysis/text/unicode.h"

namespace pland::plan {

using markdown::Node;
using markdown::NodeKind;
using markdown::Plain;

namespace {

Span moved(const Plain& plain, Span span) { return plain.source(span); }

std::vector<StatusFact> title_statuses(const Plain& plain, bool struck) {
  std::vector<StatusFact> out;
  for (const FoundStatus& found : find_statuses(plain.text, struck)) {
    auto source = found.form == StatusForm::strike ? StatusFact::Source::strike : StatusFact::Source::title;
    out.push_back({found.status, moved(plain, found.span), source, found.form});
  }
  return out;
}

std::string title_of(const Plain& plain) {
  Span span = title_without_statuses(plain.text);
  std::string_view title = span.of(plain.text);
  return std::string(title.empty() ? std::string_view(plain.text) : title);
}

FoundPeriod placed_period(const Plain& plain, FoundPeriod found) {
  found.span = moved(plain, found.span);
  if (found.months) {
    found.months->span = moved(plain, found.months->span);
    found.months->first_span = moved(plain, found.months->first_span);
    found.months->last_span = moved(plain, found.months->last_span);
  }
  return found;
}

bool all_struck(const Plain& plain) {
  return plain.struck.size() == 1 && plain.struck[0].size() + 8 >= plain.text.size() && !plain.text.empty();
}

std::string unescaped(std::string_view destination) {
  std::string out;
  for (std::size_t i = 0; i < destination.size(); ++i) {
    bool punctuation = i + 1 < destination.size() && destination[i + 1] > ' ' &&
                       destination[i + 1] < 0x7f && !((destination[i + 1] | 0x20) >= 'a' && (destination[i + 1] | 0x20) <= 'z') &&
                       !(destination[i + 1] >= '0' && destination[i + 1] <= '9');
    if (destination[i] == '\\' && punctuation) ++i;
    if (destination.substr(i).starts_with("&amp;")) {
      out += '&';
      i += 4;
    } else {
      out += destination[i];
    }
  }
  return out;
}

bool is_done(const std::vector<StatusFact>& statuses) {
  return std::any_of(statuses.begin(), statuses.end(), [](const StatusFact& fact) { return is_closed(fact.status); });
}

}  // namespace

ChapterReader::ChapterReader(const markdown::ChapterPtr& chapter, const Context& before)
    : facts_(std::make_shared<ChapterFacts>()), context_(before) {
  facts_->chapter = chapter;
  facts_->before = before;
}

ChapterFactsPtr ChapterReader::read() {
  const auto& chapter = *facts_->chapter;
  for (const markdown::SegmentPtr& segment : chapter.segments) {
    segment_ = segment.get();
    read_segment();
    base_ += static_cast<std::uint32_t>(segment->text.size());
  }
  if (!facts_->sections.empty()) {
    end_section(base_);
    push_ancestor(section());
  }
  facts_->after = context_;
  summarise();
  return facts_;
}

void ChapterReader::summarise() {
  auto& mentions = facts_->mentions;
  std::stable_sort(mentions.begin(), mentions.end(),
                   [](const Mention& a, const Mention& b) { return a.span.begin < b.span.begin; });
  for (const Field& field : facts_->fields) {
    if (field.role == FieldRole::last_updated) {
      auto date = first_date(field.value_text);
      if (date && date->valid) facts_->last_updated = date->date;
    }
    if (field.form == FieldForm::front_matter && field.label_text == "pland-kind") {
      facts_->declared = document_kind_named(field.value_text);
    }
  }
  for (const Directive& directive : facts_->directives) {
    if (directive.kind == Directive::Kind::document_kind) facts_->declared = document_kind_named(directive.value);
  }
  for (const PlaceholderFact& placeholder : facts_->placeholders) {
    if (placeholder.strength == PlaceholderStrength::certain) ++facts_->certain;
  }
}

void ChapterReader::read_segment() {
  const auto& nodes = segment_->tree.nodes;
  if (facts_->sections.empty() && (nodes.empty() || nodes[0].kind != NodeKind::heading)) {
    facts_->sections.emplace_back();
  }
  for (NodeIndex i = 0; i < nodes.size(); i = nodes[i].next) block(i);
  mentions();
}

void ChapterReader::block(NodeIndex index) {
  NodeKind kind = node(index).kind;
  if (kind == NodeKind::heading) return heading(index);
  if (facts_->sections.empty()) facts_->sections.emplace_back();
  bool mute = kind == NodeKind::thematic_break;
  if (kind == NodeKind::html_block) {
    mute = segment_->view(node(index).span).starts_with("<!--");
  }
  if (!mute && kind != NodeKind::front_matter) {
    ++section().blocks;
    if (container_ != no_index) facts_->containers[container_].content = true;
  }
  switch (kind) {
    case NodeKind::paragraph: paragraph(index); break;
    case NodeKind::list: list(index, 0, no_index); break;
    case NodeKind::table: table(index); break;
    case NodeKind::fenced_code: fence(index); break;
    case NodeKind::front_matter: front_matter(index); break;
    case NodeKind::block_quote: quoted(index); break;
    case NodeKind::thematic_break: label_ = no_index; break;
    default: break;
  }
}

void ChapterReader::end_section(std::uint32_t offset) { section().body.end = std::max(offset, section().body.begin); }

void ChapterReader::push_ancestor(const Section& ended) {
  if (ended.level == 0) return;
  auto& ancestors = context_.ancestors;
  while (!ancestors.empty() && ancestors.back().level >= ended.level) ancestors.pop_back();
  bool closed = std::any_of(ended.statuses.begin(), ended.statuses.end(),
                            [](const StatusFact& fact) { return closes(fact.status); });
  if (ended.role == SectionRole::later || ended.role == SectionRole::deferred || ended.role == SectionRole::backlog ||
      ended.role == SectionRole::completed) {
    closed = true;
  }
  ancestors.push_back({ended.level, ended.role, ended.unit, closed,
                       ended.period && ended.period->period.is_calendar()});
}

std::optional<SectionRole> ChapterReader::inherited_role() const {
  const Section& here = facts_->sections.back();
  if (here.role) return here.role;
  if (here.unit != EntityKind::none) return std::nullopt;
  for (auto at = context_.ancestors.rbegin(); at != context_.ancestors.rend(); ++at) {
    if (at->level >= here.level && here.level > 0) continue;
    if (at->role) return at->role;
    if (at->unit != EntityKind::none) return std::nullopt;
  }
  return std::nullopt;
}

void ChapterReader::heading(NodeIndex index) {
  const Node& head = node(index);
  Span span = placed(head.span);
  if (!facts_->sections.empty()) {
    end_section(span.begin);
    push_ancestor(section());
  }
  Plain plain = markdown::plain(*segment_, index, base_);
  Section next;
  next.level = head.level;
  next.span = span;
  next.title_span = placed(head.content);
  next.body = {span.end, span.end};
  next.title = plain.text;
  auto& ancestors = context_.ancestors;
  while (!ancestors.empty() && ancestors.back().level >= head.level) ancestors.pop_back();
  std::string title = title_of(plain);
  std::string normal = normalise(title);
  next.role = section_role_of_normal(normal);
  if (!next.role) next.role = section_role(title);
  next.statuses = title_statuses(plain, all_struck(plain));
  if (auto period = find_period(plain.text); period && period->role != PeriodRole::mention) {
    next.period = placed_period(plain, *period);
  }
  next.unit = unit_of_heading(title, normal, next.role, next.period, head.level, context_);
  facts_->sections.push_back(std::move(next));
  label_ = container_ = bold_entity_ = no_index;
  item_entities_.clear();
  Section& here = section();
  if (here.unit != EntityKind::none) {
    Entity entity;
    entity.kind = here.unit;
    entity.span = span;
    entity.name_span = here.title_span;
    entity.title = title;
    entity.key = normal;
    entity.id = explicit_id(title);
    entity.statuses = here.statuses;
    entity.period = here.period;
    entity.section = section_index();
    entity.is_section = true;
    entity.placeholder = whole_placeholder(title).has_value();
    here.entity = add_entity(std::move(entity));
  }
  if (here.role) {
    if (auto strictness = strictness_of(*here.role, context_)) {
      container_ = static_cast<std::uint32_t>(facts_->containers.size());
      facts_->containers.push_back({here.title_span, here.title, *strictness, true, section_index(), no_index, 0, 0, false});
    }
  }
  add_run(std::move(plain), no_index, true);
}

void ChapterReader::add_run(Plain plain, std::uint32_t item, bool heading) {
  std::vector<Placeholder> found = find_placeholders(plain.text, plain.code);
  for (const Placeholder& placeholder : found) {
    bool linked = std::any_of(plain.linked.begin(), plain.linked.end(), [&](Span span) { return span.contains(placeholder.span.begin); });
    if (linked) continue;
    facts_->placeholders.push_back({moved(plain, placeholder.span), placeholder.form, placeholder.strength,
                                    std::string(placeholder.span.of(plain.text)), section_index()});
  }
  if (!plain.text.empty()) ++facts_->words;
  facts_->runs.push_back({std::move(plain), section_index(), item, heading, false});
}

std::uint32_t ChapterReader::add_entity(Entity entity) {
  facts_->entities.push_back(std::move(entity));
  return static_cast<std::uint32_t>(facts_->entities.size() - 1);
}

void ChapterReader::add_field(const Plain& plain, const FieldLine& line, std::uint32_t item) {
  Field field;
  field.span = moved(plain, {line.label.begin, line.end});
  field.label = moved(plain, line.label);
  field.value = moved(plain, line.value);
  field.label_text = line.label.of(plain.text);
  field.value_text = line.value.of(plain.text);
  field.role = field_role(field.label_text);
  field.section_role = section_role(field.label_text);
  field.form = line.form;
  field.section = section_index();
  field.item = item;
  facts_->fields.push_back(std::move(field));
  auto index = static_cast<std::uint32_t>(facts_->fields.size() - 1);
  describe(index);
  open_label(index);
}

// The field's owner: the innermost item that is an entity, else the bold line, else the section.
void ChapterReader::describe(std::uint32_t index) {
  Field& field = facts_->fields[index];
  std::uint32_t entity = no_index;
  for (auto at = item_entities_.rbegin(); at != item_entities_.rend() && entity == no_index; ++at) entity = *at;
  if (entity == no_index) entity = bold_entity_;
  if (entity == no_index) entity = section().entity;
  field.entity = entity;
  if (field.role == FieldRole::goal || field.role == FieldRole::objective) {
    Measure judged = measure(field.value_text).measure;
    if (judged == Measure::quant || judged == Measure::zero) section().measured_goal = true;
  }
  if (entity == no_index) return;
  Entity& owner = facts_->entities[entity];
  if (field.role == FieldRole::status) {
    StatusValue value = read_status(field.value_text);
    if (value.status) owner.statuses.push_back({*value.status, field.value, StatusFact::Source::field, StatusForm::word});
  }
  if (!owner.period && (field.role == FieldRole::timeframe || field.role == FieldRole::target_date)) {
    if (auto period = find_period(field.value_text)) {
      period->span = field.value;
      period->months.reset();
      owner.period = period;
    }
  }
}

std::optional<Strictness> ChapterReader::metric_strictness(std::uint32_t label) const {
  const Field& field = facts_->fields[label];
  Context inside = context_;
  const Section& here = facts_->sections.back();
  if (here.unit != EntityKind::none) inside.ancestors.push_back({here.level, here.role, here.unit, false, false});
  if (field.role == FieldRole::success_metrics) return Strictness::strict;
  if (field.role == FieldRole::criteria) return Strictness::criteria;
  if (field.role == FieldRole::metrics_weak) return Strictness::weak;
  if (field.role == FieldRole::key_result) return strictness_of(SectionRole::key_results, inside);
  if (field.section_role && !field.role) return strictness_of(*field.section_role, inside);
  return std::nullopt;
}

// A label speaks for the list, table or text that follows it.
void ChapterReader::open_label(std::uint32_t index) {
  const Field& field = facts_->fields[index];
  if (field.item == no_index) {
    label_ = index;
    // A labelled line ends the container of a label before; that of the section's heading stays.
    if (container_ != no_index && !facts_->containers[container_].heading) container_ = no_index;
  }
  auto strictness = metric_strictness(index);
  if (!strictness) return;
  bool single = field.role == FieldRole::key_result && !field.value_text.empty();
  bool placeholder = whole_placeholder(field.value_text).has_value();
  auto container = static_cast<std::uint32_t>(facts_->containers.size());
  facts_->containers.push_back({field.label, field.label_text, *strictness, false, field.section, field.item, 0, 0, !field.value_text.empty()});
  if (!field.value_text.empty()) {
    Metric metric;
    metric.span = field.value;
    metric.text = field.value_text;
    metric.judged = measure(field.value_text);
    metric.strictness = *strictness;
    metric.container = container;
    metric.section = field.section;
    metric.item = field.item;
    if (field.item != no_index) {
      metric.done = facts_->items[field.item].checked.value_or(false) || is_done(facts_->items[field.item].statuses);
    }
    facts_->metrics.push_back(std::move(metric));
    ++facts_->containers[container].metrics;
    if (!placeholder) ++facts_->containers[container].filled;
  }
  if (!single) container_ = container;
}

void ChapterReader::paragraph(NodeIndex index) {
  Plain plain = markdown::plain(*segment_, index, base_);
  std::vector<FieldLine> lines = find_field_lines(plain);
  Span bold = leading_strong(plain);
  // `**Risk 1: Vendor**` alone on its line, or `**1. Name**` above a list of fields, names something.
  bool bold_line = !bold.empty() && plain.breaks.empty() && bold.end + 4 >= plain.text.size();
  bool first_break = !bold.empty() && !plain.breaks.empty() && bold.end + 4 >= plain.breaks[0];
  bool names = lines.empty() || lines[0].label.begin > bold.begin + 2 ||
               (bold_line && lines[0].value.empty() && explicit_id(bold.of(plain.text)).size() > 0);
  auto unit = EntityKind::none;
  if ((bold_line || first_break) && names) {
    std::string title(bold.of(plain.text));
    std::string normal = normalise(title);
    unit = unit_of_items(inherited_role());
    bool labelled = section_role_of_normal(normal) || field_role_of_normal(normal) || title.ends_with(':');
    if (labelled) unit = EntityKind::none;
    if (normal.starts_with("risk ")) unit = EntityKind::risk;
    if (unit != EntityKind::none) {
      Entity entity;
      entity.kind = unit;
      entity.span = plain.source_span;
      entity.name_span = moved(plain, bold);
      entity.title = title;
      entity.key = normal;
      entity.id = explicit_id(title);
      entity.statuses = title_statuses(plain, all_struck(plain));
      entity.section = section_index();
      entity.placeholder = whole_placeholder(title).has_value();
      bold_entity_ = no_index;
      bold_entity_ = add_entity(std::move(entity));
      label_ = container_ = no_index;
    } else if (labelled && bold_line) {  // a label without a colon: `**Success Metrics**`
      FieldLine line;
      line.label = bold;
      line.value = {bold.end, bold.end};
      line.end = bold.end;
      line.form = FieldForm::colon_outside;
      add_field(plain, line, no_index);
    } else if (bold_line) {  // any other bold line ends what a label had opened
      label_ = container_ = no_index;
    }
  }
  for (const FieldLine& line : lines) add_field(plain, line, no_index);
  add_run(std::move(plain), no_index, false);
}

void ChapterReader::list(NodeIndex index, std::uint8_t depth, std::uint32_t parent) {
  bool ordered = node(index).level == '.' || node(index).level == ')';
  NodeIndex end = node(index).next;
  for (NodeIndex i = index + 1; i < end; i = node(i).next) {
    if (node(i).kind == NodeKind::item) item(i, depth, parent, ordered);
  }
}

void ChapterReader::item(NodeIndex index, std::uint8_t depth, std::uint32_t parent, bool ordered) {
  NodeIndex end = node(index).next;
  Item made;
  made.span = placed(node(index).span);
  made.ordered = ordered;
  made.depth = depth;
  made.parent = parent;
  made.section = section_index();
  if (node(index).level != 0) {
    made.checked = node(index).level != ' ';
    made.checkbox = placed({node(index).data - 1, node(index).data + 2});
  }
  NodeIndex first = index + 1;
  Plain plain;
  if (first < end && node(first).kind == NodeKind::paragraph) {
    plain = markdown::plain(*segment_, first, base_);
    made.text = placed(node(first).span);
  } else {
    made.text = {made.span.begin, made.span.begin};
  }
  made.plain = plain.text;
  made.struck = all_struck(plain);
  made.statuses = title_statuses(plain, made.struck);
  if (made.checked) {
    made.statuses.push_back({*made.checked ? Status::done : Status::todo, made.checkbox, StatusFact::Source::checkbox, StatusForm::word});
  }
  Span bold = leading_strong(plain);
  std::string name = bold.empty() ? title_of(plain) : std::string(bold.of(plain.text));
  while (name.ends_with(':')) name.pop_back();
  made.name = name;
  made.name_span = bold.empty() ? made.text : moved(plain, bold);
  made.placeholder = whole_placeholder(plain.text).has_value();
  made.label = label_;

  std::vector<FieldLine> lines = find_field_lines(plain);
  // An item is a field when it begins with a label that is known, or belongs to an entity already.
  bool known = !lines.empty() && (field_role(lines[0].label.of(plain.text)).has_value() ||
                                  (section_role(lines[0].label.of(plain.text)).has_value() && !lines[0].value.empty()) ||
                                  (section_role(lines[0].label.of(plain.text)).has_value() && first + 1 < end));
  std::optional<SectionRole> role;
  bool role_of_label = false;
  if (label_ != no_index && facts_->fields[label_].item == no_index) {
    const Field& label = facts_->fields[label_];
    if (label.value_text.empty() || label.section_role) {
      role = label.section_role;
      role_of_label = true;
      if (label.role == FieldRole::depends_on) role = SectionRole::dependencies;
    }
  }
  if (!role_of_label) role = inherited_role();
  bool metric_place = container_ != no_index;
  if (!metric_place && role) {
    if (auto strictness = strictness_of(*role, context_); strictness && !role_of_label) metric_place = true;
  }
  auto unit = EntityKind::none;
  if (!known && !metric_place && depth == 0 && bold_entity_ == no_index) unit = unit_of_items(role);
  if (unit == EntityKind::initiative && section().unit == EntityKind::initiative) unit = EntityKind::none;
  if (unit == EntityKind::none && made.checked && !known && !metric_place) unit = EntityKind::task;
  if (unit == EntityKind::initiative && made.checked && bold.empty()) unit = EntityKind::task;
  if (context_.kind == DocumentKind::changelog || plain.text.empty()) unit = EntityKind::none;

  auto item_index = static_cast<std::uint32_t>(facts_->items.size());
  facts_->items.push_back(made);
  if (unit != EntityKind::none) {
    Entity entity;
    entity.kind = unit;
    entity.span = made.span;
    entity.name_span = made.name_span;
    entity.title = name;
    entity.key = normalise(name);
    entity.id = explicit_id(name);
    entity.statuses = made.statuses;
    entity.section = section_index();
    entity.item = item_index;
    entity.placeholder = made.placeholder || whole_placeholder(name).has_value();
    facts_->items[item_index].entity = add_entity(std::move(entity));
  }
  item_entities_.push_back(facts_->items[item_index].entity);
  if (known) {
    for (const FieldLine& line : lines) add_field(plain, line, item_index);
  }
  bool own_container = known && container_ != no_index && facts_->containers[container_].item == item_index;
  if (metric_place && !known && !plain.text.empty() && depth <= 1) {
    bool child = parent != no_index && facts_->items[parent].container != no_index &&
                 facts_->containers.size() > facts_->items[parent].container &&
                 facts_->items[parent].container == container_ && facts_->containers[container_ == no_index ? 0 : container_].item != parent;
    Strictness strictness = container_ != no_index ? facts_->containers[container_].strictness
                                                   : strictness_of(role.value_or(SectionRole::criteria), context_).value_or(Strictness::weak);
    if (!child) {
      add_metric(item_index, plain, strictness);
    } else if (has_target(measure(plain.text, plain.code).measure)) {
      auto above = std::find_if(facts_->metrics.rbegin(), facts_->metrics.rend(), [&](const Metric& metric) { return metric.item == parent; });
      if (above != facts_->metrics.rend()) above->measurable_child = true;
    }
  }
  if (container_ != no_index) facts_->items[item_index].container = container_;
  if (!plain.text.empty()) add_run(std::move(plain), item_index, false);

  std::uint32_t outer_container = container_;
  if (own_container && outer_container != no_index) facts_->containers[outer_container].content |= first + 1 < end && node(first).next < end;
  for (NodeIndex i = first; i < end; i = node(i).next) {
    if (i == first && node(i).kind == NodeKind::paragraph) continue;
    switch (node(i).kind) {
      case NodeKind::list: list(i, static_cast<std::uint8_t>(std::min(depth + 1, 200)), item_index); break;
      case NodeKind::table: table(i); break;
      case NodeKind::fenced_code: fence(i); break;
      case NodeKind::block_quote: quoted(i); break;
      case NodeKind::paragraph: {
        Plain more = markdown::plain(*segment_, i, base_);
        for (const FieldLine& line : find_field_lines(more)) add_field(more, line, item_index);
        add_run(std::move(more), item_index, false);
        break;
      }
      default: break;
    }
  }
  // A container that a label inside this item opened ends with the item.
  if (container_ != no_index && facts_->containers[container_].item == item_index) container_ = no_index;
  item_entities_.pop_back();
}

void ChapterReader::add_metric(std::uint32_t item, const Plain& plain, Strictness strictness) {
  Metric metric;
  const Item& made = facts_->items[item];
  metric.span = made.text;
  metric.text = plain.text;
  metric.judged = measure(plain.text, plain.code);
  metric.judged.evidence = moved(plain, metric.judged.evidence);
  metric.strictness = strictness;
  metric.done = made.checked.value_or(false) || made.struck || is_done(made.statuses);
  metric.container = container_;
  metric.section = section_index();
  metric.item = item;
  if (container_ != no_index) {
    Container& container = facts_->containers[container_];
    ++container.metrics;
    container.content = true;
    if (!made.placeholder && metric.judged.measure != Measure::placeholder) ++container.filled;
  }
  facts_->metrics.push_back(std::move(metric));
}

void ChapterReader::table(NodeIndex index) {
  Table made;
  made.span = placed(node(index).span);
  made.section = section_index();
  NodeIndex end = node(index).next;
  for (NodeIndex i = index + 1; i < end; i = node(i).next) {
    if (node(i).kind == NodeKind::table_head) {
      for (NodeIndex r = i + 1; r < node(i).next; r = node(r).next) {
        for (NodeIndex c = r + 1; c < node(r).next; c = node(c).next) {
          Plain plain = markdown::plain(*segment_, c, base_);
          made.columns.push_back({plain.text, field_role(plain.text)});
          if (!plain.text.empty()) add_run(std::move(plain), no_index, false);
        }
      }
      bool two = made.columns.size() == 2;
      auto is = [&](std::size_t column, std::string_view word) { return normalise(made.columns[column].name) == word; };
      made.metadata = two && (is(0, "field") || is(0, "metadata") || is(0, "") || is(0, "property") || is(0, "key") || is(1, "value"));
    } else if (node(i).kind == NodeKind::row) {
      row(i, made);
    }
  }
  // The label above stands for this table alone.
  facts_->tables.push_back(std::move(made));
}

void ChapterReader::row(NodeIndex index, Table& table) {
  Item made;
  made.span = made.text = placed(node(index).span);
  made.row = true;
  made.section = section_index();
  made.label = label_;
  made.table = static_cast<std::uint32_t>(facts_->tables.size());
  auto item_index = static_cast<std::uint32_t>(facts_->items.size());
  std::vector<Table::Cell> cells;
  std::vector<Plain> plains;
  for (NodeIndex c = index + 1; c < node(index).next; c = node(c).next) {
    Plain plain = markdown::plain(*segment_, c, base_);
    cells.push_back({placed(node(c).span), plain.text});
    plains.push_back(std::move(plain));
  }
  auto column_of = [&](FieldRole role) -> std::size_t {
    for (std::size_t i = 0; i < table.columns.size() && i < cells.size(); ++i) {
      if (table.columns[i].role == role) return i;
    }
    return cells.size();
  };
  auto column_named = [&](std::initializer_list<std::string_view> names) -> std::size_t {
    for (std::size_t i = 0; i < table.columns.size() && i < cells.size(); ++i) {
      std::string normal = normalise(table.columns[i].name);
      if (std::find(names.begin(), names.end(), normal) != names.end()) return i;
    }
    return cells.size();
  };
  std::optional<SectionRole> role = inherited_role();
  auto unit = EntityKind::none;
  std::size_t name_column = 0;
  std::size_t metric_column = column_named({"metric", "metrics", "kpi", "measure", "key result", "indicator"});
  std::size_t target_column = column_of(FieldRole::target);
  if (table.metadata || cells.empty()) {
    unit = EntityKind::none;
  } else if (metric_column < cells.size() && target_column < cells.size()) {
    unit = EntityKind::metric;
    name_column = metric_column;
  } else if (std::size_t column = column_of(FieldRole::risk); column < cells.size()) {
    unit = EntityKind::risk;
    name_column = column;
  } else if (std::size_t named = column_named({"dependency", "external dependency"}); named < cells.size()) {
    unit = EntityKind::dependency;
    name_column = named;
  } else if (std::size_t task = column_named({"task", "tasks", "work item"}); task < cells.size()) {
    unit = EntityKind::task;
    name_column = task;
  } else if (std::size_t initiative = column_named({"initiative", "initiatives"}); initiative < cells.size()) {
    unit = EntityKind::initiative;
    name_column = initiative;
  } else if (std::size_t decision = column_named({"decision"}); decision < cells.size() && role == SectionRole::decisions) {
    unit = EntityKind::decision;
    name_column = decision;
  }
  if (context_.kind == DocumentKind::changelog) unit = EntityKind::none;
  if (name_column < cells.size()) {
    made.plain = cells[name_column].plain;
    made.name = title_of(plains[name_column]);
    made.name_span = cells[name_column].span;
    made.placeholder = whole_placeholder(made.plain).has_value();
    made.statuses = title_statuses(plains[name_column], all_struck(plains[name_column]));
    made.struck = all_struck(plains[name_column]);
  }
  facts_->items.push_back(made);
  table.items.push_back(item_index);
  if (unit == EntityKind::metric) {
    Metric metric;
    metric.span = made.span;
    metric.text = cells[metric_column].plain + ": " + cells[target_column].plain;
    metric.judged = measure(metric.text);
    metric.judged.evidence = cells[target_column].span;
    metric.strictness = Strictness::strict;
    metric.section = section_index();
    metric.item = item_index;
    metric.container = container_;
    if (cells[target_column].plain.empty()) metric.judged.measure = Measure::no_target;
    bool filled = !whole_placeholder(cells[target_column].plain) && !made.placeholder && !cells[target_column].plain.empty();
    if (!filled) metric.judged.measure = Measure::placeholder;
    if (container_ != no_index) {
      ++facts_->containers[container_].metrics;
      if (filled) ++facts_->containers[container_].filled;
    }
    facts_->metrics.push_back(std::move(metric));
  } else if (unit != EntityKind::none && !made.name.empty()) {
    Entity entity;
    entity.kind = unit;
    entity.span = made.span;
    entity.name_span = made.name_span;
    entity.title = made.name;
    entity.key = normalise(made.name);
    entity.id = explicit_id(made.name);
    entity.statuses = made.statuses;
    entity.section = section_index();
    entity.item = item_index;
    entity.placeholder = made.placeholder;
    facts_->items[item_index].entity = add_entity(std::move(entity));
  }
  // Cells are fields of the row's entity; a table of metadata is fields of the section.
  std::uint32_t owner = facts_->items[item_index].entity;
  if (table.metadata && cells.size() == 2) {
    Field field;
    field.span = made.span;
    field.label = cells[0].span;
    field.value = cells[1].span;
    field.label_text = cells[0].plain;
    field.value_text = cells[1].plain;
    field.role = field_role(field.label_text);
    field.form = FieldForm::table_row;
    field.section = section_index();
    facts_->fields.push_back(std::move(field));
    describe(static_cast<std::uint32_t>(facts_->fields.size() - 1));
  } else if (owner != no_index) {
    item_entities_.push_back(owner);
    for (std::size_t i = 0; i < cells.size() && i < table.columns.size(); ++i) {
      if (i == name_column || !table.columns[i].role) continue;
      Field field;
      field.span = field.value = cells[i].span;
      field.label = {cells[i].span.begin, cells[i].span.begin};
      field.label_text = table.columns[i].name;
      field.value_text = cells[i].plain;
      field.role = table.columns[i].role;
      field.form = FieldForm::table_row;
      field.section = section_index();
      field.item = item_index;
      facts_->fields.push_back(std::move(field));
      describe(static_cast<std::uint32_t>(facts_->fields.size() - 1));
    }
    item_entities_.pop_back();
  }
  table.rows.push_back(std::move(cells));
  for (Plain& plain : plains) {
    if (!plain.text.empty()) add_run(std::move(plain), item_index, false);
  }
}

void ChapterReader::fence(NodeIndex index) {
  const Node& code = node(index);
  std::uint32_t begin = std::min(code.data, code.span.end);
  std::string_view text = segment_->view({begin, code.span.end});
  for (Span path : find_box_paths(text)) {
    Mention mention;
    mention.form = MentionForm::box_path;
    mention.span = mention.text = mention.destination = mention.path = placed(path.shifted(begin));
    mention.fragment = {mention.span.end, mention.span.end};
    mention.target = path.of(text);
    mention.section = section_index();
    facts_->mentions.push_back(std::move(mention));
  }
}

// `key: value` lines at the left margin; deeper YAML is left alone.
void ChapterReader::front_matter(NodeIndex index) {
  Span lines = node(index).content;
  std::string_view text = segment_->text;
  for (std::uint32_t at = lines.begin; at < lines.end;) {
    auto end = static_cast<std::uint32_t>(std::min<std::size_t>(text.find_first_of("\r\n", at), lines.end));
    std::string_view line = text.substr(at, end - at);
    std::size_t colon = line.find(':');
    bool key = colon != std::string_view::npos && colon > 0 && line[0] != ' ' && line[0] != '#' && line[0] != '-';
    if (key) {
      auto value = static_cast<std::uint32_t>(at + colon + 1);
      std::uint32_t stop = end;
      while (value < stop && (text[value] == ' ' || text[value] == '"' || text[value] == '\'')) ++value;
      while (stop > value && (text[stop - 1] == ' ' || text[stop - 1] == '"' || text[stop - 1] == '\'')) --stop;
      Field field;
      field.label = placed({at, static_cast<std::uint32_t>(at + colon)});
      field.value = placed({value, stop});
      field.span = placed({at, stop});
      field.label_text = line.substr(0, colon);
      field.value_text = text.substr(value, stop - value);
      field.role = field_role(field.label_text);
      field.form = FieldForm::front_matter;
      field.section = section_index();
      facts_->fields.push_back(std::move(field));
    }
    at = end + 1;
  }
}

// What is quoted is not judged; the links in it are links.
void ChapterReader::quoted(NodeIndex index) {
  NodeIndex end = node(index).next;
  for (NodeIndex i = index + 1; i < end; ++i) {
    NodeKind kind = node(i).kind;
    if (kind == NodeKind::fenced_code) fence(i);
    if (kind != NodeKind::paragraph && kind != NodeKind::heading) continue;
    Plain plain = markdown::plain(*segment_, i, base_);
    if (plain.text.empty()) continue;
    ++facts_->words;
    facts_->runs.push_back({std::move(plain), section_index(), no_index, false, true});
  }
}

// Links, definitions, code spans that are paths, and pland's comments, by place.
void ChapterReader::mentions() {
  const auto& tree = segment_->tree;
  std::vector<Span> quotes;
  std::vector<Span> code;
  for (const Node& one : tree.nodes) {
    if (one.kind == NodeKind::block_quote) quotes.push_back(placed(one.span));
    if (one.kind == NodeKind::code_span) code.push_back(one.content);
  }
  auto in_quote = [&](Span span) {
    return std::any_of(quotes.begin(), quotes.end(), [&](Span quote) { return quote.contains(span.begin); });
  };
  auto section_of = [&](std::uint32_t offset) {
    std::uint32_t index = 0;
    for (std::uint32_t i = 0; i < facts_->sections.size(); ++i) {
      if (facts_->sections[i].span.begin <= offset) index = i;
    }
    return index;
  };
  for (const markdown::Link& link : tree.links) {
    Mention mention;
    mention.link_form = link.form;
    mention.span = placed(link.span);
    mention.text = placed(link.text);
    mention.destination = placed(link.destination);
    mention.path = placed(link.path);
    mention.fragment = placed(link.fragment);
    mention.label = placed(link.label);
    mention.image = link.image;
    mention.has_fragment = link.has_fragment;
    if (link.is_reference()) {
      mention.label_key = text::fold_label(segment_->view(link.label));
    } else {
      mention.target = unescaped(segment_->view(link.destination));
      mention.placeholder = is_placeholder_destination(mention.target);
    }
    mention.in_quote = in_quote(mention.span);
    mention.section = section_of(mention.span.begin);
    facts_->mentions.push_back(std::move(mention));
  }
  for (const markdown::Definition& definition : tree.definitions) {
    if (definition.footnote) continue;
    Mention mention;
    mention.form = MentionForm::definition;
    mention.span = placed(definition.span);
    mention.text = mention.label = placed(definition.label);
    mention.destination = placed(definition.destination);
    mention.path = placed(definition.path);
    mention.fragment = placed(definition.fragment);
    mention.has_fragment = definition.has_fragment;
    mention.label_key = text::fold_label(segment_->view(definition.label));
    mention.target = unescaped(segment_->view(definition.destination));
    mention.placeholder = is_placeholder_destination(mention.target);
    mention.section = section_of(mention.span.begin);
    facts_->mentions.push_back(std::move(mention));
  }
  for (Span span : code) {
    std::string_view path = segment_->view(span);
    if (!looks_like_path(path)) continue;
    Mention mention;
    mention.form = MentionForm::code_path;
    mention.span = mention.text = mention.destination = placed(span);
    mention.has_fragment = markdown::split_fragment(segment_->text, span, mention.path, mention.fragment);
    mention.path = placed(mention.path);
    mention.fragment = placed(mention.fragment);
    mention.target = path;
    mention.in_quote = in_quote(mention.span);
    mention.section = section_of(mention.span.begin);
    facts_->mentions.push_back(std::move(mention));
  }
  for (const markdown::Comment& comment : tree.comments) {
    std::string_view text = segment_->view(comment.content);
    if (!is_directive(text)) continue;
    Directive directive = read_directive(text, comment.content.begin + base_);
    directive.span = placed(comment.span);
    facts_->directives.push_back(std::move(directive));
  }
  for (Span id : tree.html_ids) facts_->html_ids.push_back(placed(id));
}

}  // namespace pland::plan
