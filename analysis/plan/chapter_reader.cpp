#include "analysis/plan/chapter_reader.h"

#include <algorithm>
#include <functional>
#include <string>
#include <tuple>
#include <utility>

#include "analysis/plan/days.h"
#include "analysis/plan/front_matter.h"
#include "analysis/plan/references.h"
#include "analysis/text/slug.h"
#include "analysis/text/unicode.h"

namespace pland::plan {

using markdown::Node;
using markdown::NodeKind;
using markdown::Plain;

namespace {

// Headings whose one short paragraph is a field's value: `## Status`, "Accepted".
bool holds_a_value(std::optional<FieldRole> role) {
  if (!role) return false;
  switch (*role) {
    case FieldRole::status:
    case FieldRole::owner:
    case FieldRole::date:
    case FieldRole::created:
    case FieldRole::last_updated:
    case FieldRole::next_review:
    case FieldRole::review_date:
    case FieldRole::revisit_when:
    case FieldRole::target_date:
    case FieldRole::supersedes:
    case FieldRole::superseded_by:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::vector<StatusFact> title_statuses(const Plain& text, const Vocabulary* own) {
  // Of a line with more lines below it, the line.
  const std::size_t end = text.breaks.empty() ? text.text.size() : text.breaks[0];
  const std::string_view line = std::string_view(text.text).substr(0, end);
  std::vector<StatusFact> out;
  for (const FoundStatus& found : find_statuses(line, is_all_struck(text), own)) {
    using Source = StatusFact::Source;
    const Source source = found.form == StatusForm::strike ? Source::strike
                          : found.form == StatusForm::word && found.place == StatusPlace::whole
                              ? Source::bucket
                              : Source::title;
    out.push_back({found.status, text.source(found.span), source, found.form});
  }
  return out;
}

std::string title_of(const Plain& plain, const Vocabulary* own) {
  const std::string_view all = plain.text;
  Span span = title_without_statuses(all, own);
  // Not every sign before a title decorates it: `#24`, `_internal`.
  while (span.begin > 0 && (all[span.begin - 1] == '#' || all[span.begin - 1] == '_')) --span.begin;
  std::string_view title = span.of(all);
  if (const Span list = text::attribute_list(title); !list.empty())
    title = text::trim(title.substr(0, list.begin));
  return std::string(title.empty() ? all : title);
}

// The `id` in `Title {#id}` or `Title {: #id .class }`: an attribute list, as MkDocs, Hugo and
// Pandoc read it.
std::optional<Span> attribute_id(std::string_view heading) {
  const Span list = text::attribute_list(heading);
  if (list.empty()) return std::nullopt;
  const std::size_t mark = heading.find('#', list.begin);
  if (mark == std::string_view::npos) return std::nullopt;
  std::size_t end = heading.find_first_of(" }", mark);
  if (end == std::string_view::npos || end == mark + 1) return std::nullopt;
  return Span{static_cast<std::uint32_t>(mark + 1), static_cast<std::uint32_t>(end)};
}

bool is_all_struck(const Plain& text) {
  constexpr std::size_t decoration = 8;  // bytes that may stand around it: an emoji, a full stop
  return text.struck.size() == 1 && !text.text.empty() &&
         text.struck[0].size() + decoration >= text.text.size();
}

bool is_done(const std::vector<StatusFact>& statuses) {
  return std::any_of(statuses.begin(), statuses.end(),
                     [](const StatusFact& fact) { return is_closed(fact.status); });
}

FoundPeriod placed_period(const Plain& text, FoundPeriod found) {
  found.span = text.source(found.span);
  if (found.months) {
    MonthRange& months = *found.months;
    for (Span* span : {&months.span, &months.first_span, &months.last_span, &months.first_year_span,
                       &months.last_year_span})
      *span = text.source(*span);
  }
  return found;
}

ChapterReader::ChapterReader(const markdown::ChapterPtr& chapter, const Context& before)
    : facts_(std::make_shared<ChapterFacts>()), context_(before) {
  facts_->chapter = chapter;
  facts_->before = before;
}

ChapterFactsPtr ChapterReader::read() {
  for (const markdown::SegmentPtr& segment : facts_->chapter->segments) {
    segment_ = segment.get();
    facts_->segment_starts.push_back(base_);
    read_segment();
    base_ += static_cast<std::uint32_t>(segment->text.size());
  }
  if (!facts_->sections.empty()) end_section(base_);
  facts_->after = std::move(context_);
  summarise();
  return facts_;
}

std::uint32_t ChapterReader::section_index() const {
  return static_cast<std::uint32_t>(facts_->sections.size() - 1);
}

void ChapterReader::read_segment() {
  const auto& nodes = segment_->tree.nodes;
  if (facts_->sections.empty() && (nodes.empty() || nodes[0].kind != NodeKind::heading))
    facts_->sections.emplace_back();
  first_section_ = facts_->sections.empty() ? 0 : section_index();
  first_run_ = facts_->runs.size();
  for (NodeIndex i = 0; i < nodes.size(); i = nodes[i].next) block(i);
  mentions();
}

void ChapterReader::block(NodeIndex index) {
  const Node& here = node(index);
  const bool comment =
      here.kind == NodeKind::html_block && segment_->view(here.span).starts_with("<!--");
  if (here.kind == NodeKind::heading) return heading(index);
  if (here.kind == NodeKind::thematic_break) return thematic_break();
  if (here.kind == NodeKind::front_matter) return front_matter(index);
  if (comment) return;
  ++section().blocks;
  if (here.kind == NodeKind::paragraph) return paragraph(index);
  awaits_value_ = false;
  if (!is_empty_block(index)) {
    if (section_container_ != no_index) facts_->containers[section_container_].content = true;
    if (container_ != no_index) facts_->containers[container_].content = true;
  }
  switch (here.kind) {
    case NodeKind::list:
      list(index, 0, no_index);
      break;
    case NodeKind::table:
      table(index);
      break;
    case NodeKind::fenced_code:
      fence(index);
      break;
    case NodeKind::block_quote:
      quoted(index);
      break;
    default:
      break;
  }
  listed_ = listed_ || here.kind == NodeKind::list || here.kind == NodeKind::table;
}

// A list or table that somebody began and put nothing into.
bool ChapterReader::is_empty_block(NodeIndex index) const {
  const Node& here = node(index);
  if (here.kind == NodeKind::list) {
    for (NodeIndex i = index + 1; i < here.next; i = node(i).next)
      if (node(i).next > i + 1) return false;
    return true;
  }
  if (here.kind != NodeKind::table) return false;
  for (NodeIndex i = index + 1; i < here.next;) {
    const NodeKind kind = node(i).kind;
    if (kind != NodeKind::table_head && kind != NodeKind::row && kind != NodeKind::cell)
      return false;
    i = kind == NodeKind::table_head ? node(i).next : i + 1;
  }
  return true;
}

void ChapterReader::heading(NodeIndex index) {
  const Node& head = node(index);
  if (!facts_->sections.empty()) end_section(placed(head.span).begin);
  auto& ancestors = context_.ancestors;
  while (!ancestors.empty() && ancestors.back().level >= head.level) ancestors.pop_back();

  Plain text = plain(index);
  const std::string title = title_of(text, words());
  const std::string normal = normalise(title);
  Section next;
  next.level = head.level;
  next.span = placed(head.span);
  next.title_span = placed(head.content);
  next.body = {next.span.end, next.span.end};
  next.title = text.text;
  next.anchor_text = markdown::anchor_text(*segment_, index);
  if (const auto id = attribute_id(next.title)) facts_->html_ids.push_back(text.source(*id));
  next.key = title == text.text ? normal : normalise(text.text);
  next.role = role_of_heading(title, normal, context_.kind, words());
  next.statuses = title_statuses(text, words());
  Title seen{title, normal, head.level, next.role, {}, {}};
  if (auto period = find_period(text.text); period && period->role != PeriodRole::mention) {
    take_year_above(period->period);
    seen.behind_period = std::string_view(text.text).substr(period->span.end);
    if (period->role == PeriodRole::leads) seen.period = period->period;
    next.period = placed_period(text, *period);
  }
  next.unit = unit_of_heading(seen, context_);
  begin_section(std::move(next), title, normal);
  add_run(std::move(text), no_index, true);
}

// "Q1" below "2027".
void ChapterReader::take_year_above(Period& period) const {
  const bool part = period.kind == PeriodKind::quarter || period.kind == PeriodKind::half ||
                    period.kind == PeriodKind::month;
  if (!part || period.year) return;
  const auto& ancestors = context_.ancestors;
  const auto above = std::find_if(ancestors.rbegin(), ancestors.rend(),
                                  [](const Ancestor& one) { return one.year.has_value(); });
  if (above == ancestors.rend()) return;
  period.year = above->year;
  period.fiscal = above->fiscal_year;
}

// What the heading says is taken to mind; what the section before had there is forgotten.
void ChapterReader::begin_section(Section next, const std::string& title,
                                  const std::string& normal) {
  close_label();
  bold_entity_ = no_index;
  footer_ = false;
  const bool is_title = next.level == 1 && !context_.titled;
  context_.titled = true;
  section_members_ = {};
  if (!is_title) section_members_ = members_of(next.role, normal, context_.kind, words());
  next.members = section_members_.kind;
  if (next.members == EntityKind::none && !is_title)
    section_members_ = inherited_members(next, context_);
  awaits_value_ = next.level > 1 && holds_a_value(field_role_of_normal(normal, words()));

  facts_->sections.push_back(std::move(next));
  Section& here = section();
  if (here.unit != EntityKind::none) add_section_entity(title, normal);
  work_title_.reset();
  if (may_be_work(title, normal)) work_title_ = title;

  section_container_ = no_index;
  section_strictness_ = {};
  if (here.role) {
    section_strictness_ = strictness_of(*here.role, context_);
    if (!section_strictness_) return;
    section_container_ = static_cast<std::uint32_t>(facts_->containers.size());
    Container container;
    container.label = here.title_span;
    container.title = here.title;
    container.strictness = *section_strictness_;
    container.heading = true;
    container.section = section_index();
    facts_->containers.push_back(std::move(container));
  } else if (here.unit == EntityKind::none) {
    for (auto at = context_.ancestors.rbegin(); at != context_.ancestors.rend(); ++at) {
      if (at->role) section_strictness_ = strictness_of(*at->role, context_);
      if (at->role || at->unit != EntityKind::none) break;
    }
  }
}

void ChapterReader::add_section_entity(const std::string& title, const std::string& normal) {
  Section& here = section();
  Entity entity;
  entity.kind = here.unit;
  entity.span = here.span;
  entity.name_span = here.title_span;
  entity.title = title;
  entity.key = normal;
  entity.statuses = here.statuses;
  // "### Alpha" among decisions is what it is called.
  if (entity.kind != EntityKind::milestone)
    std::erase_if(entity.statuses, [&](const StatusFact& fact) {
      return fact.source == StatusFact::Source::bucket &&
             !is_unmistakable(facts_->text(fact.span), words());
    });
  entity.period = here.period;
  entity.is_section = true;
  const auto& above = context_.ancestors;
  const bool member = !above.empty() && above.back().members == here.unit;
  here.entity = add_entity(std::move(entity), member ? bucket_of(above.back().role) : std::nullopt);
}

// `### Partner API` right below a quarter or a theme is work if fields below it say so.
bool ChapterReader::may_be_work(const std::string& title, const std::string& normal) const {
  const Section& here = section();
  const bool plan = context_.kind == DocumentKind::roadmap || context_.kind == DocumentKind::plan;
  if (!plan || here.unit != EntityKind::none || here.role || here.period) return false;
  if (is_group_title(normal) || is_label_name(title, words())) return false;
  if (context_.ancestors.empty()) return false;
  const Ancestor& above = context_.ancestors.back();
  const bool planned = above.unit == EntityKind::milestone || above.unit == EntityKind::theme;
  return planned && here.level == above.level + 1;
}

void ChapterReader::become_work() {
  section().unit = EntityKind::initiative;
  const std::string title = *std::exchange(work_title_, std::nullopt);
  add_section_entity(title, normalise(title));
  // The fields before the one that told are its own, too.
  const auto& fields = facts_->fields;
  std::uint32_t first = static_cast<std::uint32_t>(fields.size());
  while (first > 0 && fields[first - 1].section == section_index()) --first;
  for (std::uint32_t i = first; i < fields.size(); ++i)
    if (fields[i].entity == no_index && is_of_section(fields[i])) attach(i, section().entity);
}

// The section is over; for those below it, it becomes an ancestor.
void ChapterReader::end_section(std::uint32_t offset) {
  Section& ended = section();
  ended.body.end = std::max(offset, ended.body.begin);
  if (ended.level == 0) return;
  const auto over = [](const StatusFact& fact) { return closes(fact.status); };
  const bool put_off = ended.role == SectionRole::later || ended.role == SectionRole::deferred ||
                       ended.role == SectionRole::backlog || ended.role == SectionRole::completed;
  Ancestor above;
  above.level = ended.level;
  above.role = ended.role;
  above.unit = ended.unit;
  above.members = ended.members;
  above.closed = put_off || std::any_of(ended.statuses.begin(), ended.statuses.end(), over);
  above.has_period = ended.period && ended.period->period.is_calendar();
  if (ended.period && ended.period->period.kind == PeriodKind::year) {
    const Period& period = ended.period->period;
    if (!period.open_ended && !period.last_year) above.year = period.year;
    above.fiscal_year = above.year && period.fiscal;
  }
  context_.ancestors.push_back(above);
}

// Behind a rule at the end of a section stands what is said of the whole document.
void ChapterReader::thematic_break() {
  close_label();
  bold_entity_ = no_index;
  awaits_value_ = false;
  footer_ = footer_ || section().blocks > 0;
}

// Of a list of several the value counts where it says what the document has to do with others.
void ChapterReader::front_matter(NodeIndex index) {
  for (FrontMatterEntry& entry : read_front_matter(segment_->text, node(index).content)) {
    Field field;
    field.label_text = entry.key.of(segment_->text);
    const auto role = field_role(field.label_text, words());
    const bool relates = relation_of(role).has_value();
    if (entry.items > 1 && !relates) {
      entry.span.end = entry.value.end = entry.value.begin = entry.key.end + 1;
      entry.text.clear();
    }
    field.span = placed(entry.span);
    field.label = placed(entry.key);
    field.value = placed(entry.value);
    field.value_text = std::move(entry.text);
    field.form = FieldForm::front_matter;
    field.role = role;
    add_field(std::move(field));
    if (relates || role == FieldRole::status) add_paths(entry.value);
  }
}

// The documents that a value of the front matter names: Markdown knows no links there.
void ChapterReader::add_paths(Span value) {
  constexpr std::string_view around = " \t\r\n,;\"'[]()<>";
  const std::string_view text = segment_->text;
  for (std::size_t at = value.begin; at < value.end;) {
    const std::size_t begin = std::min<std::size_t>(text.find_first_not_of(around, at), value.end);
    at = std::min<std::size_t>(text.find_first_of(around, begin), value.end);
    const Span path{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)};
    const std::string_view file = path.of(text).substr(0, path.of(text).find('#'));
    const bool document = file.ends_with(".md") || file.ends_with(".markdown");
    if (document && looks_like_path(path.of(text))) add_path(path);
  }
}

// What is quoted is not judged; the links in it are links.
void ChapterReader::quoted(NodeIndex index) {
  const NodeIndex end = node(index).next;
  for (NodeIndex i = index + 1; i < end; ++i) {
    const NodeKind kind = node(i).kind;
    if (kind == NodeKind::fenced_code) fence(i);
    if (kind != NodeKind::paragraph && kind != NodeKind::heading) continue;
    Plain text = plain(i);
    if (text.text.empty()) continue;
    ++facts_->words;
    facts_->runs.push_back({std::move(text), section_index(), no_index, false, true});
  }
}

void ChapterReader::add_run(Plain text, std::uint32_t item, bool heading) {
  // "\[Owner\]" is meant as it stands.
  const auto is_escaped = [&](Span source) {
    const std::uint32_t begin = source.begin - base_;
    return begin > 0 && begin < segment_->text.size() && segment_->text[begin] == '[' &&
           segment_->text[begin - 1] == '\\';
  };
  for (const Placeholder& found : find_placeholders(text.text, {text.code, text.breaks, heading})) {
    const bool linked = std::any_of(text.linked.begin(), text.linked.end(),
                                    [&](Span span) { return span.contains(found.span.begin); });
    if (linked || is_escaped(text.source(found.span))) continue;
    if (found.strength == PlaceholderStrength::certain) ++facts_->certain;
    facts_->placeholders.push_back({text.source(found.span), found.form, found.strength,
                                    std::string(found.span.of(text.text)), section_index()});
  }
  if (!text.text.empty()) ++facts_->words;
  facts_->runs.push_back({std::move(text), section_index(), item, heading, false});
}

// The section, the identifier and whether it is a placeholder are the same question everywhere.
// What the place says of the status counts least, and stands first.
std::uint32_t ChapterReader::add_entity(Entity entity, std::optional<Status> bucket) {
  entity.section = section_index();
  if (std::string own = explicit_id(entity.title); !own.empty()) entity.id = std::move(own);
  const std::size_t open = entity.title.rfind('(');
  if (entity.id.empty() && entity.title.ends_with(')') && open != std::string::npos)
    entity.id = id_behind(std::string_view(entity.title).substr(open));
  entity.placeholder = entity.placeholder || names_nothing(entity.title);
  if (bucket) {
    const Span nowhere{entity.span.begin, entity.span.begin};
    entity.statuses.insert(entity.statuses.begin(),
                           {*bucket, nowhere, StatusFact::Source::bucket, StatusForm::word});
  }
  facts_->entities.push_back(std::move(entity));
  return static_cast<std::uint32_t>(facts_->entities.size() - 1);
}

void ChapterReader::summarise() {
  for (Section& one : facts_->sections)
    if (one.period || one.entity != no_index) one.days = read_days_of(*facts_, one);
  for (Metric& metric : facts_->metrics)
    if (metric.strictness == Strictness::strict && metric.judged.measure == Measure::quant)
      metric.subject = std::hash<std::string>()(subject(metric.text));
  auto& mentions = facts_->mentions;
  std::stable_sort(mentions.begin(), mentions.end(),
                   [](const Mention& a, const Mention& b) { return a.span.begin < b.span.begin; });
  for (const Field& field : facts_->fields) {
    const bool of_document = field.entity == no_index || facts_->entities[field.entity].is_section;
    if (field.role == FieldRole::last_updated && of_document) {
      const auto date = date_of_value(field.value_text);
      if (date && date->valid) facts_->last_updated = date->date;
    }
    if (field.form == FieldForm::front_matter && field.label_text == "pland-kind")
      facts_->declared = document_kind_named(field.value_text);
    if (is_review(field.role)) facts_->holds |= holds_reviews;
    if (!field.role && !field.section_role) facts_->holds |= holds_unknown_labels;
    if (field.role == FieldRole::status && field.item == no_index && field.entity == no_index)
      facts_->holds |= holds_document_status;
  }
  for (const Directive& directive : facts_->directives)
    if (directive.kind == Directive::Kind::document_kind)
      facts_->declared = document_kind_named(directive.value);

  facts_->references = read_references(*facts_);
  const auto hold = [&](Holds what, bool is_there) {
    if (is_there) facts_->holds |= what;
  };
  const auto states_months = [](const auto& fact) { return fact.period && fact.period->months; };
  const auto& [sections, entities] = std::tie(facts_->sections, facts_->entities);
  hold(holds_containers, !facts_->containers.empty());
  hold(holds_metrics, !facts_->metrics.empty());
  hold(holds_directives, !facts_->directives.empty());
  hold(holds_relations,
       !facts_->references.empty() ||
           std::any_of(entities.begin(), entities.end(),
                       [](const Entity& entity) { return entity.kind == EntityKind::non_goal; }) ||
           std::any_of(facts_->fields.begin(), facts_->fields.end(), [](const Field& field) {
             return field.role == FieldRole::status &&
                    read_status(field.value_text).status == Status::superseded;
           }));
  hold(holds_placeholders,
       facts_->certain > 0 || std::any_of(mentions.begin(), mentions.end(),
                                          [](const Mention& m) { return m.placeholder; }));
  const auto& runs = facts_->runs;
  hold(holds_stated_months, std::any_of(sections.begin(), sections.end(), states_months) ||
                                std::any_of(entities.begin(), entities.end(), states_months) ||
                                std::any_of(runs.begin(), runs.end(), [](const Run& run) {
                                  return may_state_months(run.plain.text);
                                }));
  hold(holds_work, std::any_of(entities.begin(), entities.end(), [](const Entity& entity) {
         return entity.kind == EntityKind::initiative || entity.kind == EntityKind::task;
       }));
  hold(holds_work, std::any_of(facts_->items.begin(), facts_->items.end(),
                               [](const Item& item) { return !item.statuses.empty(); }));
  hold(holds_work,
       std::any_of(facts_->tables.begin(), facts_->tables.end(), [](const Table& table) {
         return std::any_of(table.columns.begin(), table.columns.end(),
                            [](const auto& column) { return column.role == FieldRole::status; });
       }));
}

}  // namespace pland::plan
