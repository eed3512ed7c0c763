// List items: tasks, fields, metrics, and the things that are listed.
#include <algorithm>
#include <optional>
#include <utility>

#include "analysis/plan/chapter_reader.h"
#include "analysis/plan/date.h"
#include "analysis/plan/period.h"
#include "analysis/plan/reader.h"
#include "analysis/text/unicode.h"

namespace pland::plan {

using markdown::Node;
using markdown::NodeKind;
using markdown::Plain;

struct ChapterReader::ItemPlace {
  std::uint8_t depth = 0;
  std::uint32_t parent = no_index;
  bool ordered = false;
};

namespace {

constexpr std::uint8_t deepest = 200;

// "Technical:" or a bold word over a nested list: the list has the metrics, this has their group.
bool is_group(const Plain& text, Span bold) {
  if (text.text.ends_with(':')) return true;
  const bool all_bold = !bold.empty() && bold.begin < 8 && bold.end >= text.text.size();
  return all_bold && !has_target(measure(text.text).measure);
}

// "KR 1.1: Signups": a key result, whatever stands below it.
bool is_key_result(const Plain& text) {
  const std::size_t colon = text.text.find(':');
  return colon != std::string::npos &&
         is_key_result_label(std::string_view(text.text).substr(0, colon));
}

// "**Partner API** (in progress): integrate", "**Gauge** ✅: checks itself": what stands right
// behind the name.
std::optional<StatusFact> status_behind_name(const Plain& text, Span bold, const Vocabulary* own) {
  if (bold.empty()) return std::nullopt;
  const std::string_view rest = std::string_view(text.text).substr(bold.end);
  const std::size_t begin = rest.find_first_not_of(' ');
  if (begin == std::string_view::npos) return std::nullopt;
  std::size_t end = begin + text::emoji_size(rest, begin);
  StatusForm form = StatusForm::emoji;
  std::optional<Status> status;
  const bool wide = rest.substr(begin).starts_with("（");
  if (rest[begin] == '(' || wide) {
    const std::string_view close = wide ? "）" : ")";
    end = rest.find(close, begin);
    if (end == std::string_view::npos) return std::nullopt;
    form = StatusForm::parenthesis;
    const std::size_t open = begin + close.size();
    status = read_status(rest.substr(open, end - open), own).status;
    end += close.size();
  } else if (end > begin) {
    // A colour may be a priority.
    const auto found = find_statuses(rest.substr(begin, end - begin));
    if (!found.empty() && found.front().form == form) status = found.front().status;
  }
  if (!status || !is_unmistakable(rest.substr(begin, end - begin), own)) return std::nullopt;
  const Span span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  return StatusFact{*status, text.source(span.shifted(bold.end)), StatusFact::Source::title, form};
}

// "due 2026-12-10", "@runa", "Q2 2027": what stands behind how far a thing is, and is no sentence.
bool is_detail(std::string_view part) {
  Reader r{part};
  if (r.peek() == '@') return part.find(' ') == std::string_view::npos;
  for (const std::string_view word : {"due", "by", "until", "till", "eta", "target", "owner"})
    if (r.take_word(word)) return true;
  const auto date = first_date(part);
  const auto period = find_period(part);
  return (date && date->span.begin == 0) ||
         (period && period->span.begin == 0 && period->span.end == part.size());
}

// "Billing — 🚧 in progress — due 2026-12-10": a status between dashes, before such details.
std::optional<StatusFact> status_before_details(const Plain& text, const Vocabulary* own) {
  const std::size_t size = text.breaks.empty() ? text.text.size() : text.breaks[0];
  const std::string_view line = std::string_view(text.text).substr(0, size);
  std::size_t end = line.size();
  bool details = false;
  for (std::size_t at = line.size(); at-- > 0;) {
    std::size_t joint = 0;
    for (const std::string_view mark : {" — ", " – ", " - ", " | ", " · "})
      if (line.substr(at).starts_with(mark)) joint = mark.size();
    if (joint == 0) continue;
    const std::size_t begin = at + joint;
    if (begin > end) continue;
    const std::string_view part = line.substr(begin, end - begin);
    const auto status = read_status(part, own).status;
    if (details && status && is_unmistakable(part, own)) {
      const Span span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
      return StatusFact{*status, text.source(span), StatusFact::Source::title, StatusForm::word};
    }
    if (!is_detail(part)) return std::nullopt;
    details = true;
    end = at;
  }
  return std::nullopt;
}

// What goes on, or waits, has an open box, too: the box says only that it is not done.
bool says_more_than_open(const std::vector<StatusFact>& statuses) {
  return !statuses.empty() &&
         (statuses.back().status == Status::doing || statuses.back().status == Status::blocked ||
          statuses.back().status == Status::at_risk);
}

// A value that has been reached is none to start from.
bool is_outcome(std::string_view label) {
  const std::string normal = normalise(label);
  return normal.starts_with("actual") || normal == "achieved";
}

}  // namespace

void ChapterReader::list(NodeIndex index, std::uint8_t depth, std::uint32_t parent) {
  const bool ordered = node(index).level == '.' || node(index).level == ')';
  const NodeIndex end = node(index).next;
  for (NodeIndex i = index + 1; i < end; i = node(i).next)
    if (node(i).kind == NodeKind::item) item(i, {depth, parent, ordered});
}

void ChapterReader::item(NodeIndex index, const ItemPlace& place) {
  const Node& here = node(index);
  const NodeIndex first = index + 1;
  const bool worded = first < here.next && node(first).kind == NodeKind::paragraph;
  Plain text = worded ? plain(first) : Plain{};
  bool nested = false;
  for (NodeIndex i = first; i < here.next; i = node(i).next)
    nested = nested || node(i).kind == NodeKind::list;

  const Span bold = leading_strong(text);
  const std::vector<FieldLine> lines = find_field_lines(text, words());
  const bool metric_place = strictness_here().has_value() && worded;
  const bool is_field = is_field_item(text, lines, place, nested, metric_place);

  Item made;
  made.span = placed(here.span);
  made.text = worded ? placed(node(first).span) : Span{made.span.begin, made.span.begin};
  made.plain = text.text;
  made.name = bold.empty() ? title_of(text, words()) : std::string(bold.of(text.text));
  while (made.name.ends_with(':')) made.name.pop_back();
  made.name_span = bold.empty() ? made.text : text.source(bold);
  made.struck = is_all_struck(text);
  made.ordered = place.ordered;
  made.placeholder = whole_placeholder(text.text).has_value();
  made.depth = place.depth;
  made.section = section_index();
  made.parent = place.parent;
  made.label = label_;
  made.container = container_here();
  // What a field's value says of the status belongs to the thing it describes.
  if (!is_field) made.statuses = title_statuses(text, words());
  // "- [ ] Alpha" is called so, and "- Done" that has nothing below it.
  if (here.level != 0 || !nested)
    std::erase_if(made.statuses,
                  [](const StatusFact& fact) { return fact.source == StatusFact::Source::bucket; });
  if (!is_field && made.statuses.empty())
    if (const auto status = status_behind_name(text, bold, words()))
      made.statuses.push_back(*status);
  if (!is_field && made.statuses.empty())
    if (const auto status = status_before_details(text, words())) made.statuses.push_back(*status);
  if (here.level != 0) {
    made.checked = here.level != ' ';
    made.checkbox = placed({here.data - 1, here.data + 2});
    const bool under_way = !*made.checked && says_more_than_open(made.statuses);
    made.statuses.insert(under_way ? made.statuses.begin() : made.statuses.end(),
                         {*made.checked ? Status::done : Status::todo, made.checkbox,
                          StatusFact::Source::checkbox, StatusForm::word});
  }
  EntityKind unit = EntityKind::none;
  if (!is_field && !metric_place && worded)
    unit = unit_of_item(index, made, place, !bold.empty(), nested);
  const auto item_index = static_cast<std::uint32_t>(facts_->items.size());
  facts_->items.push_back(std::move(made));

  if (unit != EntityKind::none) {
    const Item& named = facts_->items[item_index];
    Entity entity;
    entity.kind = unit;
    entity.span = named.span;
    entity.name_span = named.name_span;
    entity.title = named.name;
    entity.key = normalise(named.name);
    if (!bold.empty()) entity.id = id_behind(std::string_view(text.text).substr(bold.end));
    entity.statuses = named.statuses;
    entity.item = item_index;
    entity.placeholder = named.placeholder;
    if (unit == EntityKind::milestone)
      if (auto period = find_period(text.text)) entity.period = placed_period(text, *period);
    facts_->items[item_index].entity = add_entity(
        std::move(entity), unit == EntityKind::task ? std::nullopt : members_here().bucket);
  }
  owners_.push_back(is_field ? owner() : facts_->items[item_index].entity);
  const std::uint32_t outer_container = container_, outer_label = label_;
  const Members outer_members = label_members_;
  const std::uint8_t outer_depth = base_depth_;
  const bool was_listed = listed_;
  if (is_field) {
    for (const FieldLine& line : lines) {
      add_field_line(text, line, item_index);
      describe_metric(place.parent, facts_->fields.back());
      if (!line.value.empty() || !nested) continue;
      label_ = static_cast<std::uint32_t>(facts_->fields.size() - 1);
      label_members_ = members_of_label(facts_->fields[label_]);
    }
    if (container_ == outer_container) container_ = no_index;
    base_depth_ = static_cast<std::uint8_t>(place.depth + 1);
    if (facts_->fields.back().role == FieldRole::target) says_more(place.parent, text);
  } else if (metric_place) {
    const bool group =
        nested && is_group(text, bold) && !is_key_result(text) && !is_described_below(index);
    if (!group && !says_more(place.parent, text)) add_item_metric(item_index, text);
  }
  if (worded) add_run(std::move(text), item_index, false);
  item_blocks(index, place, item_index);
  container_ = outer_container;
  label_ = outer_label;
  label_members_ = outer_members;
  base_depth_ = outer_depth;
  listed_ = was_listed;
  owners_.pop_back();
}

// What stands in the item besides its first paragraph.
void ChapterReader::item_blocks(NodeIndex index, const ItemPlace& place, std::uint32_t item) {
  const NodeIndex end = node(index).next;
  const std::uint32_t own =
      container_ != no_index && facts_->containers[container_].item == item ? container_ : no_index;
  bool first = true;
  for (NodeIndex i = index + 1; i < end; i = node(i).next) {
    const NodeKind kind = node(i).kind;
    if (std::exchange(first, false) && kind == NodeKind::paragraph) continue;
    if (own != no_index && !is_empty_block(i)) facts_->containers[own].content = true;
    switch (kind) {
      case NodeKind::list:
        list(i, std::min<std::uint8_t>(deepest, static_cast<std::uint8_t>(place.depth + 1)), item);
        break;
      case NodeKind::table:
        table(i);
        break;
      case NodeKind::fenced_code:
        fence(i);
        break;
      case NodeKind::block_quote:
        quoted(i);
        break;
      case NodeKind::paragraph: {
        Plain more = plain(i);
        for (const FieldLine& line : find_field_lines(more, words()))
          add_field_line(more, line, item);
        add_run(std::move(more), item, false);
        break;
      }
      default:
        break;
    }
  }
}

// An item is a field when it begins with a label that is known, or with any bold label where it
// stands below a thing whose fields are listed.
bool ChapterReader::is_field_item(const Plain& text, const std::vector<FieldLine>& lines,
                                  const ItemPlace& place, bool nested, bool metric_place) const {
  if (lines.empty() || context_.kind == DocumentKind::changelog) return false;
  const std::string_view label = lines[0].label.of(text.text);
  const auto role = field_role(label, words());
  const bool among_things = place.depth == base_depth_ && bold_entity_ == no_index &&
                            members_here().kind != EntityKind::none;
  if (metric_place) return role && is_attribute(*role) && role != FieldRole::key_result;
  if (among_things) {
    if (place.ordered) return false;
    return (role && is_attribute(*role)) || is_key_result_label(label);
  }
  if (role || is_key_result_label(label)) return true;
  const bool colon =
      lines[0].form == FieldForm::colon_outside || lines[0].form == FieldForm::colon_inside;
  const bool of_a_thing = place.parent == no_index ? bold_entity_ != no_index
                                                   : facts_->items[place.parent].entity != no_index;
  if (colon && of_a_thing) return true;
  return section_role(label, words()).has_value() && (!lines[0].value.empty() || nested);
}

EntityKind ChapterReader::unit_of_item(NodeIndex index, const Item& made, const ItemPlace& place,
                                       bool bold, bool nested) const {
  if (context_.kind == DocumentKind::changelog) return EntityKind::none;
  const EntityKind task = made.checked ? EntityKind::task : EntityKind::none;
  if (place.depth != base_depth_ || bold_entity_ != no_index) return task;
  const Members members = members_here();
  const bool named = bold || members.plain || !explicit_id(made.name).empty();
  switch (members.kind) {
    case EntityKind::none:
      if (nested && !made.checked && (bold || place.ordered) && is_work_below_milestone(index))
        return EntityKind::initiative;
      if (bold && !made.checked && !made.statuses.empty() && lists_work_here())
        return EntityKind::initiative;
      return task;
    case EntityKind::initiative:
      if (section().unit == EntityKind::initiative || (made.checked && !bold)) return task;
      return named ? members.kind : task;
    case EntityKind::milestone: {
      if (made.checked) return task;
      const auto period = find_period(made.plain);
      return period && period->role == PeriodRole::leads ? members.kind : EntityKind::none;
    }
    case EntityKind::revision:
      return starts_with_date(made.plain) ? members.kind : task;
    case EntityKind::risk:
      return named || nested ? members.kind : task;
    default:
      return named ? members.kind : task;
  }
}

// The label's container; the heading's, unless a label of something else stands above.
std::uint32_t ChapterReader::container_here() const {
  if (container_ != no_index) return container_;
  if (label_ == no_index) return section_container_;
  const Field& label = facts_->fields[label_];
  const bool other = label.value.empty() && (label.role || label.section_role);
  return other ? no_index : section_container_;
}

std::optional<Strictness> ChapterReader::strictness_here() const {
  const std::uint32_t container = container_here();
  if (container != no_index) return facts_->containers[container].strictness;
  if (section_container_ != no_index) return std::nullopt;  // put aside by a label
  if (label_ != no_index && facts_->fields[label_].value.empty() &&
      (facts_->fields[label_].role || facts_->fields[label_].section_role))
    return std::nullopt;
  return section_strictness_;
}

// The metric that an item or one above it is.
std::uint32_t ChapterReader::metric_above(std::uint32_t item) const {
  for (; item != no_index; item = facts_->items[item].parent)
    if (facts_->items[item].metric != no_index) return facts_->items[item].metric;
  return no_index;
}

// Whether the item stands below a metric, of which it then says more.
bool ChapterReader::says_more(std::uint32_t parent, const Plain& text) {
  const std::uint32_t metric = metric_above(parent);
  if (metric == no_index) return false;
  if (has_target(measure(text.text, text.code).measure))
    facts_->metrics[metric].measurable_child = true;
  return true;
}

// Whether a field like `wanted` is among the first points below an item.
bool ChapterReader::has_field_below(NodeIndex item, bool (*wanted)(FieldRole)) const {
  constexpr int most = 8;
  int seen = 0;
  for (NodeIndex i = item + 1; i < node(item).next; i = node(i).next) {
    if (node(i).kind != NodeKind::list) continue;
    for (NodeIndex below = i + 1; below < node(i).next && ++seen <= most;
         below = node(below).next) {
      if (below + 1 >= node(below).next || node(below + 1).kind != NodeKind::paragraph) continue;
      const Plain text = plain(below + 1);
      for (const FieldLine& line : find_field_lines(text, words())) {
        const auto role = field_role(line.label.of(text.text), words());
        if (role && wanted(*role)) return true;
      }
    }
  }
  return false;
}

// Whether the first points below an item say from where to where: then it is a metric, not the
// group of those below it.
bool ChapterReader::is_described_below(NodeIndex item) const {
  return has_field_below(item, [](FieldRole role) {
    return role == FieldRole::baseline || role == FieldRole::target ||
           role == FieldRole::current_value;
  });
}

// "1. **Partner API**" right below a quarter: work, where the points below it say who does it, how
// it stands, until when or what it needs.
bool ChapterReader::is_work_below_milestone(NodeIndex item) const {
  return lists_work_here() && has_field_below(item, says_how_work_stands);
}

bool ChapterReader::lists_work_here() const {
  const bool plan = context_.kind == DocumentKind::roadmap || context_.kind == DocumentKind::plan;
  return plan && section().unit == EntityKind::milestone && label_ == no_index;
}

// What a field below a metric says of it.
void ChapterReader::describe_metric(std::uint32_t parent, const Field& field) {
  const std::uint32_t index = metric_above(parent);
  if (index == no_index || !field.role || field.value_text.empty()) return;
  if (whole_placeholder(field.value_text)) return;
  Metric& metric = facts_->metrics[index];
  switch (*field.role) {
    case FieldRole::baseline:
      metric.baseline = field.value_text;
      break;
    case FieldRole::current_value:
      if (metric.baseline.empty() && !is_outcome(field.label_text))
        metric.baseline = field.value_text;
      break;
    case FieldRole::target:
      metric.target = field.value_text;
      break;
    case FieldRole::target_date:
    case FieldRole::timeframe:
      metric.due = field.value_text;
      break;
    default:
      break;
  }
}

void ChapterReader::add_item_metric(std::uint32_t item, const Plain& text) {
  Item& made = facts_->items[item];
  Metric metric;
  metric.span = made.text;
  metric.text = text.text;
  metric.judged = measure(text.text, text.code);
  if (!metric.judged.evidence.empty()) metric.judged.evidence = text.source(metric.judged.evidence);
  metric.strictness = strictness_here().value_or(Strictness::weak);
  metric.done = made.checked.value_or(false) || made.struck || is_done(made.statuses);
  metric.container = container_here();
  metric.section = section_index();
  metric.item = item;
  if (metric.container != no_index) {
    Container& container = facts_->containers[metric.container];
    ++container.metrics;
    container.content = true;
    if (!made.placeholder && metric.judged.measure != Measure::placeholder) ++container.filled;
  }
  made.metric = static_cast<std::uint32_t>(facts_->metrics.size());
  facts_->metrics.push_back(std::move(metric));
}

}  // namespace pland::plan
