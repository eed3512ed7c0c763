#include "analysis/features/hover.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fmt/format.h>
#include <set>

#include "analysis/features/cursor.h"
#include "analysis/features/definition.h"
#include "analysis/features/metric_text.h"
#include "analysis/features/naming.h"
#include "analysis/features/rollup.h"
#include "analysis/plan/days.h"
#include "analysis/plan/label.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"

namespace pland::features {
namespace {

using plan::EntityKind;
using plan::FieldRole;
using plan::no_index;
using plan::Status;
using rules::Settings;

constexpr std::size_t longest_line = 160;  // bytes of a document's text on one line of a card
constexpr std::size_t most_lines = 8;      // of a section

// " · " between what is there.
std::string joined(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += " · ";
    out += part;
  }
  return out;
}

std::string day_text(plan::Date date) {
  return fmt::format("{} {} {}", date.day, plan::month_name(date.month), date.year);
}

std::string range_text(plan::DateRange range) {
  if (range.last.year == 9999) return fmt::format("from {}", day_text(range.first));
  if (range.first == range.last) return day_text(range.first);
  if (range.first.year != range.last.year)
    return fmt::format("{} – {}", day_text(range.first), day_text(range.last));
  return fmt::format("{} {} – {}", range.first.day, plan::month_name(range.first.month),
                     day_text(range.last));
}

std::string standing(plan::DateRange range, plan::Date today) {
  if (!plan::is_valid(today)) return {};
  if (today < range.first) return fmt::format("starts {}", distance(today, range.first));
  if (range.last < today) return fmt::format("ended {}", distance(today, range.last));
  if (range.last.year == 9999) return "now";
  const int left = plan::days_between(today, range.last);
  return left == 0 ? "last day" : fmt::format("now, {} left", count_of(left, "day"));
}

std::string_view status_meaning(Status status) {
  switch (status) {
    case Status::draft:
      return "Written down, not agreed yet.";
    case Status::todo:
      return "Agreed, not started.";
    case Status::doing:
      return "Somebody is working on it.";
    case Status::blocked:
      return "Cannot go on until something else has happened.";
    case Status::at_risk:
      return "Going on, and in danger of coming late or not at all.";
    case Status::done:
      return "Finished: nothing more is planned to happen.";
    case Status::dropped:
      return "Will not be done.";
    case Status::deferred:
      return "Put off: not now, perhaps later.";
    case Status::superseded:
      return "Something else has taken its place.";
  }
  return {};
}

std::string_view decision_meaning(Status status) {
  switch (status) {
    case Status::draft:
    case Status::todo:
      return "Proposed, not decided yet.";
    case Status::done:
      return "Decided: this is how it is done.";
    case Status::dropped:
      return "Decided against.";
    default:
      return status_meaning(status);
  }
}

std::string_view why_not_measurable(plan::Measure measure) {
  switch (measure) {
    case plan::Measure::vague_direction:
      return "It says which way, but not how far: nobody could tell when it is reached.";
    case plan::Measure::vague_quality:
      return "It names a quality without a number: nobody could tell when it is reached.";
    case plan::Measure::no_target:
      return "It says what is counted, but not how many there should be.";
    case plan::Measure::placeholder:
      return "A placeholder: nothing has been written here yet.";
    case plan::Measure::empty:
      return "Nothing has been written here yet.";
    case plan::Measure::boolean:
      return "A statement: it is true or it is not.";
    case plan::Measure::unsure:
      return "No number, date or limit was recognised in it.";
    default:
      return {};
  }
}

// "a roadmap", "an index", "objectives and key results".
std::string with_article(std::string noun) {
  if (noun.ends_with('s') || noun.empty()) return noun;
  const bool vowel = std::string_view("aeiou").find(noun.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + noun;
}

std::string kind_text(plan::DocumentKind kind) {
  if (kind == plan::DocumentKind::none) return {};
  const plan::KindSchema* schema = plan::schema_of(kind);
  return std::string(schema != nullptr ? std::string_view(schema->title) : plan::name(kind));
}

std::string shown_path(const workspace::Workspace& workspace, std::string_view path) {
  const std::string_view root = workspace.root_of(path);
  if (root.empty() || !path.starts_with(root)) return std::string(workspace::basename_of(path));
  path.remove_prefix(root.size());
  while (path.starts_with('/')) path.remove_prefix(1);
  return std::string(path);
}

// The nearest period around a section that has a place in the calendar, its own first.
const plan::FoundPeriod* inherited_period(const workspace::Document& document,
                                          std::uint32_t entry) {
  const plan::Plan& plan = *document.plan;
  while (entry != no_index) {
    const plan::Section& section = plan.section(entry);
    if (section.period && section.period->role != plan::PeriodRole::mention)
      return &*section.period;
    entry = plan.outline[entry].parent;
  }
  return nullptr;
}

Card metric_card(const workspace::Document& document, const Cursor& cursor,
                 const plan::Metric& metric, const Settings& settings) {
  Card card;
  const auto [whole, judged] = whole_metric(metric);
  const bool measurable = plan::has_target(judged.measure);
  const bool statement = judged.measure == plan::Measure::boolean;
  card.title(metric.strictness == plan::Strictness::strict ? "Metric" : "Criterion",
             measurable  ? "measurable"
             : statement ? "yes or no"
                         : "not measurable");
  if (!measurable) card.line(why_not_measurable(judged.measure));
  if (metric.done) card.line("Reached.");
  if (judged.measure == plan::Measure::quant && judged.quantity) {
    const plan::Quantity& quantity = *judged.quantity;
    const std::string_view text = whole;
    card.row("Direction", quantity.direction == plan::Direction::up     ? "up"
                          : quantity.direction == plan::Direction::down ? "down"
                                                                        : "");
    card.row("Baseline", quantity.baseline ? amount_text(*quantity.baseline, text)
                                           : std::string(judged.compared.of(text)));
    std::string target = target_text(judged, text);
    if (quantity.relative && !quantity.baseline)
      target += judged.has_baseline ? " (relative)" : " (relative: to what is not said)";
    card.row("Target", target);
    if (!quantity.target.unit.empty() && quantity.target.unit.end <= text.size())
      card.row("Unit", quantity.target.unit.of(text));
  } else {
    card.row("Baseline", metric.baseline);
    card.row("Target", target_text(judged, whole));
  }
  // When: what it says itself, else what stands above it.
  const std::string_view when =
      metric.due.empty() ? judged.deadline.of(whole) : std::string_view(metric.due);
  if (const auto date = plan::first_date(when); date && date->valid) {
    card.row("Due",
             joined({day_text(date->range().last), distance(settings.today, date->range().last)}));
  } else if (const auto periods = plan::find_periods(when); !periods.empty()) {
    card.row("Due", plan::to_string(periods.front().period));
  } else if (!metric.due.empty()) {
    card.row("Due", metric.due);
  } else if (const std::string_view words = plan::year_limit(judged, whole); !words.empty()) {
    card.row("Due", words);
  } else if (const plan::FoundPeriod* period =
                 inherited_period(document, entry_of(cursor, metric.section))) {
    card.row("Due", fmt::format("{} (from the heading above)", plan::to_string(period->period)));
  } else if (judged.has_deadline) {
    card.row("Due", "as it says");
  } else if (metric.strictness == plan::Strictness::strict) {
    card.row("Due", "not said");
  }
  return card;
}

std::string done_of(std::uint32_t done, std::uint32_t all) {
  return fmt::format("{} of {} done", done, all);
}

std::string done_of(std::uint32_t done, std::uint32_t all, std::string_view noun) {
  return fmt::format("{} of {} done", done, count_of(all, noun));
}

// "Depends on" and the like of other entities that name this one, in the documents that are open.
std::vector<std::string> needed_by(const workspace::Workspace& workspace,
                                   const workspace::Document& home, const plan::Entity& entity) {
  std::vector<std::string> names;
  std::set<std::string> seen{entity.key};
  const auto look_in = [&](const workspace::Document& document) {
    for (const plan::PlacedChapter& chapter : document.plan->chapters) {
      const plan::ChapterFacts& facts = *chapter.facts;
      for (const plan::Field& field : facts.fields) {
        const bool needs =
            field.role == FieldRole::depends_on || field.role == FieldRole::blocked_by;
        if (!needs || field.entity == no_index) continue;
        for (const Span part : reference_parts(field.value_text)) {
          const std::string_view word = part.of(field.value_text);
          if (plan::normalise(word) != entity.key && (entity.id.empty() || word != entity.id))
            continue;
          const plan::Entity& other = facts.entities[field.entity];
          if (seen.insert(other.key).second) names.push_back(other.title);
        }
      }
    }
  };
  look_in(home);
  for (const auto& [path, document] : workspace.open)
    if (path != home.path) look_in(*document);
  return names;
}

std::string list_of(const std::vector<std::string>& names, std::size_t most) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i == most) return fmt::format("{} and {} more", out, names.size() - most);
    if (!out.empty()) out += ", ";
    out += names[i];
  }
  return out;
}

// Whether a status is more than the word for it: "70% complete, load test open".
bool says_more(std::string_view status) {
  return std::count(status.begin(), status.end(), ' ') > 1 ||
         status.find_first_of("0123456789,;:(") != std::string_view::npos;
}

void add_fields(Card& card, const plan::ChapterFacts& facts, std::uint32_t entity) {
  std::size_t rows = 0;
  for (const plan::Field& field : facts.fields) {
    if (field.entity != entity || field.value_text.empty()) continue;
    // A status is in the title; what is said beyond it is not.
    if (field.role == FieldRole::status && !says_more(field.value_text)) continue;
    if (++rows > most_lines) break;
    card.row(field.label_text, shorten(field.value_text, longest_line));
  }
}

void add_milestone(Card& card, const workspace::Document& document, std::uint32_t entry,
                   const Settings& settings) {
  const plan::Plan& plan = *document.plan;
  const auto days =
      plan::days_of(plan.facts(entry), plan.section(entry), settings.fiscal_year_start);
  if (days && days->first) {
    const plan::DateRange range{*days->first, days->last};
    card.line(joined({range_text(range), standing(range, settings.today)}));
  } else if (days) {
    card.line(joined({"due " + day_text(days->last), distance(settings.today, days->last)}));
  }
  const RollUp sum = roll_up(plan, entry, plan.outline[entry].end);
  if (sum.initiatives > 0) card.row("Initiatives", done_text(sum));
  if (sum.tasks > 0) card.row("Tasks", done_of(sum.done_tasks, sum.tasks));
  if (sum.metrics > 0) {
    card.row("Metrics", sum.measurable == sum.metrics
                            ? fmt::format("{}, all measurable", sum.metrics)
                            : fmt::format("{}, {} measurable", sum.metrics, sum.measurable));
  }
  // What its template asks for and it does not have.
  const std::uint32_t index = plan.schema != nullptr && entry < plan.schema_sections.size()
                                  ? plan.schema_sections[entry]
                                  : no_index;
  if (index == no_index || plan.is_template) return;
  std::string missing;
  const plan::ChapterFacts& facts = plan.facts(entry);
  for (const plan::SchemaField& field : plan.schema->sections[index].fields) {
    if (!field.required) continue;
    const bool there = std::any_of(facts.fields.begin(), facts.fields.end(), [&](const auto& f) {
      return f.section == plan.outline[entry].section &&
             ((field.role && f.role == field.role) || f.label_text == field.label ||
              std::find(field.names.begin(), field.names.end(), plan::normalise(f.label_text)) !=
                  field.names.end());
    });
    const bool metrics = sum.metrics > 0 && (field.role == FieldRole::success_metrics ||
                                             field.role == FieldRole::criteria);
    if (!there && !metrics) missing += (missing.empty() ? "" : ", ") + field.label;
  }
  card.row("Missing", missing);
}

// What an item says behind its name: "**Name**: the rest".
std::string behind_name(const plan::Item& item) {
  std::string_view text = item.plain;
  const std::size_t at = text.find(item.name);
  if (item.name.empty() || at == std::string_view::npos) return {};
  text.remove_prefix(at + item.name.size());
  while (!text.empty()) {
    const text::Decoded c = text::decode(text, 0);
    const bool joins = c.code == ':' || c.code == '-' || c.code == 0x2013 || c.code == 0x2014 ||
                       text::is_space(c.code);
    if (!joins) break;
    text.remove_prefix(c.size);
  }
  return std::string(text);
}

Card directive_card(const plan::Directive& directive, const Cursor& cursor) {
  Card card;
  for (const auto& [name, span] : directive.rules) {
    if (!span.touches(cursor.at) && directive.rules.size() > 1) continue;
    const rules::Rule* rule = rules::find_rule(name);
    if (rule == nullptr) continue;
    card.title(rule->name, joined({rule->group, rules::name(rule->severity)}));
    card.line(rule->summary);
    card.gap();
    break;
  }
  using Kind = plan::Directive::Kind;
  switch (directive.kind) {
    case Kind::document_kind:
      card.line("Says what kind of document this is.");
      break;
    case Kind::ignore_next_line:
      card.line("Findings on the next line are not reported.");
      break;
    case Kind::ignore:
      card.line("Findings from here to pland-ignore-end are not reported.");
      break;
    case Kind::ignore_end:
      card.line("Findings are reported again from here on.");
      break;
    case Kind::ignore_file:
      card.line("Findings in this file are not reported.");
      break;
    case Kind::unknown:
      card.line("pland knows no such comment.");
      break;
  }
  if (!directive.reason.empty()) card.row("Because", directive.reason);
  return card;
}

Card mention_card(const workspace::Workspace& workspace, const workspace::Document& document,
                  const plan::Mention& mention, std::string_view text, const Settings& settings) {
  Card card;
  if (mention.placeholder) {
    card.title("Placeholder", "this link still has to be filled in");
    return card;
  }
  const workspace::Target target = workspace::resolve(workspace, document, mention);
  const auto file = mentioned_file(workspace, document, mention);
  if (target.kind == workspace::Target::Kind::external && !file) {
    card.line(shorten(mention.target, longest_line));
    return card;
  }
  if (target.kind == workspace::Target::Kind::none) return card;
  if (!file) {
    const bool code =
        mention.form == plan::MentionForm::code_path || mention.form == plan::MentionForm::box_path;
    if (target.kind == workspace::Target::Kind::file && !code)
      card.title(shown_path(workspace, target.path), "does not exist");
    return card;
  }
  if (file->existence == workspace::Existence::folder) {
    card.title(shown_path(workspace, file->target.path) + "/", "folder");
    return card;
  }
  if (file->target.has_fragment && !file->target.fragment.empty() && !file->target.line_fragment) {
    const auto summary = workspace.summary(file->target.path);
    if (summary != nullptr && may_show(workspace, document.path, file->target.path)) {
      if (const auto* entity = entity_behind(*summary, file->target.fragment, text))
        return entity_card(workspace, document.path, *summary, *entity, settings);
    }
    card = anchor_card(workspace, document.path, file->target.path, file->target.fragment);
    // A heading that is something in the plan says so.
    if (const auto open = workspace.open.find(file->target.path);
        open != workspace.open.end() && !card.empty()) {
      const auto heading = target_of_fragment(workspace, file->target.path, file->target.fragment);
      if (heading) {
        const Cursor there = cursor_at(*open->second, heading->selection.span.begin);
        const std::uint32_t section = section_at(there);
        const std::uint32_t entity =
            section == no_index ? no_index : there.facts->sections[section].entity;
        if (entity != no_index) {
          return entity_card(workspace, *open->second, *there.facts, there.chapter, entity,
                             settings);
        }
      }
    }
    if (!card.empty()) return card;
    card = file_card(workspace, document.path, file->target.path);
    if (!may_show(workspace, document.path, file->target.path)) return card;
    card.gap().line(fmt::format("It has no heading #{}.", file->target.fragment));
    return card;
  }
  return file_card(workspace, document.path, file->target.path);
}

std::optional<Hover> status_at(const Cursor& cursor) {
  const plan::StatusFact* found = nullptr;
  EntityKind kind = EntityKind::none;  // what has it
  const auto look = [&](const std::vector<plan::StatusFact>& statuses, EntityKind of) {
    for (const plan::StatusFact& fact : statuses) {
      const bool shown = fact.form != plan::StatusForm::strike && !fact.span.empty();
      if (shown && fact.span.contains(cursor.at) &&
          (found == nullptr || fact.span.size() <= found->span.size()))
        found = &fact, kind = of;
    }
  };
  for (const plan::Section& section : cursor.facts->sections) look(section.statuses, section.unit);
  for (const plan::Item& item : cursor.facts->items) look(item.statuses, EntityKind::none);
  for (const plan::Entity& entity : cursor.facts->entities) look(entity.statuses, entity.kind);
  if (found == nullptr) return std::nullopt;
  Hover out{cursor.place(found->span), {}};
  out.card.title(plan::name(found->status, kind), "status");
  out.card.line(kind == EntityKind::decision ? decision_meaning(found->status)
                                             : status_meaning(found->status));
  return out;
}

std::optional<Hover> date_at(const Cursor& cursor, const Settings& settings) {
  const plan::Run* run = run_at(cursor);
  if (run == nullptr) return std::nullopt;
  const std::uint32_t at = plain_offset(run->plain, cursor.at);
  for (const plan::FoundDate& found : plan::find_dates(run->plain.text)) {
    if (!found.span.touches(at) || found.ambiguous) continue;
    const Span span = cursor.place(run->plain.source(found.span));
    if (!span.touches(cursor.offset())) continue;
    Hover out{span, {}};
    if (found.precision == plan::DatePrecision::month && found.valid) {
      out.card = period_card(plan::period_of(found.date, plan::PeriodKind::month), settings);
    } else {
      out.card = date_card(found.date, settings);
      const plan::Field* field = field_at(cursor);
      const bool review = field != nullptr && (field->role == FieldRole::next_review ||
                                               field->role == FieldRole::review_date ||
                                               field->role == FieldRole::target_date);
      if (review && found.valid && plan::is_valid(settings.today) && found.date < settings.today)
        out.card.line(fmt::format("Overdue by {}.",
                                  count_of(plan::days_between(found.date, settings.today), "day")));
    }
    return out;
  }
  return std::nullopt;
}

std::optional<Hover> period_at(const Cursor& cursor, const Settings& settings) {
  const plan::Run* run = run_at(cursor);
  if (run == nullptr) return std::nullopt;
  const std::uint32_t at = plain_offset(run->plain, cursor.at);
  for (const plan::FoundPeriod& found : plan::find_periods(run->plain.text)) {
    if (!found.span.touches(at)) continue;
    Hover out{cursor.place(run->plain.source(found.span)), period_card(found.period, settings)};
    if (out.card.empty()) return std::nullopt;
    return out;
  }
  return std::nullopt;
}

std::optional<Hover> heading_at(const workspace::Workspace& workspace,
                                const workspace::Document& document, const Cursor& cursor,
                                const Settings& settings) {
  const std::uint32_t index = section_at(cursor);
  if (index == no_index) return std::nullopt;
  const plan::Section& section = cursor.facts->sections[index];
  if (section.level == 0 || !section.span.touches(cursor.at)) return std::nullopt;
  Hover out{cursor.place(section.span), {}};
  if (section.entity != no_index) {
    out.card =
        entity_card(workspace, document, *cursor.facts, cursor.chapter, section.entity, settings);
    return out;
  }
  const plan::Plan& plan = *document.plan;
  const std::uint32_t entry = entry_of(cursor, index);
  if (is_document_title(plan, entry)) {
    out.card = file_card(workspace, document.path, document.path);
    return out;
  }
  if (plan.schema != nullptr && entry < plan.schema_sections.size() &&
      plan.schema_sections[entry] != no_index)
    out.card = section_card(*plan.schema, plan.schema_sections[entry]);
  const RollUp sum = roll_up(plan, entry, plan.outline[entry].end);
  Card state;
  if (sum.milestones > 0) state.line(count_of(sum.milestones, "milestone"));
  if (sum.initiatives > 0) state.line(done_text(sum, "initiative"));
  if (sum.tasks > 0) state.line(done_of(sum.done_tasks, sum.tasks, "task"));
  if (out.card.empty() && !state.empty()) out.card.title(section.title);
  out.card.add(state);
  if (out.card.empty()) return std::nullopt;
  return out;
}

const plan::SchemaField* schema_field(const workspace::Document& document, const Cursor& cursor,
                                      const plan::Field& field) {
  const plan::KindSchema* schema = document.plan->schema;
  if (schema == nullptr) return nullptr;
  const std::string normal = plan::normalise(field.label_text);
  const auto in = [&](const std::vector<plan::SchemaField>& fields) -> const plan::SchemaField* {
    for (const plan::SchemaField& one : fields) {
      if (std::find(one.names.begin(), one.names.end(), normal) != one.names.end()) return &one;
    }
    return nullptr;
  };
  const std::uint32_t entry = entry_of(cursor, field.section);
  if (entry < document.plan->schema_sections.size()) {
    if (const std::uint32_t index = document.plan->schema_sections[entry]; index != no_index) {
      if (const auto* found = in(schema->sections[index].fields)) return found;
    }
  }
  if (field.entity != no_index) {
    for (const plan::SchemaSection& section : schema->sections) {
      if (section.entity != cursor.facts->entities[field.entity].kind) continue;
      if (const auto* found = in(section.fields)) return found;
    }
  }
  return in(schema->fields);
}

std::optional<Hover> label_at(const workspace::Document& document, const Cursor& cursor) {
  const plan::Field* field = field_at(cursor);
  if (field == nullptr || field->label.empty() || !field->label.touches(cursor.at))
    return std::nullopt;
  if (field->form == plan::FieldForm::table_row) return std::nullopt;
  const plan::SchemaField* known = schema_field(document, cursor, *field);
  if (known == nullptr || (known->placeholder.empty() && !known->required)) return std::nullopt;
  Hover out{cursor.place(field->label), {}};
  out.card.title(field->label_text, known->required ? "required" : "");
  std::string_view what = known->placeholder;
  if (what.starts_with('[') && what.ends_with(']')) what = what.substr(1, what.size() - 2);
  out.card.line(what);
  return out;
}

std::optional<Hover> entity_line_at(const workspace::Workspace& workspace,
                                    const workspace::Document& document, const Cursor& cursor,
                                    const Settings& settings) {
  const std::uint32_t index = entity_at(cursor);
  if (index == no_index) return std::nullopt;
  const plan::Entity& entity = cursor.facts->entities[index];
  Span span = entity.is_section ? entity.name_span : entity.span;
  if (entity.item != no_index) {
    const plan::Item& item = cursor.facts->items[entity.item];
    span = {item.span.begin, item.text.end};  // its marker, its words, not what is nested
  }
  if (!span.touches(cursor.at)) {
    // What a field of it says is about it.
    const plan::Field* field = field_at(cursor);
    if (field == nullptr || field->entity != index) return std::nullopt;
    span = field->span;
  }
  if (span.empty() || !span.touches(cursor.at)) return std::nullopt;
  Hover out{cursor.place(span),
            entity_card(workspace, document, *cursor.facts, cursor.chapter, index, settings)};
  return out;
}

}  // namespace

std::string distance(plan::Date from, plan::Date to) {
  if (!plan::is_valid(from) || !plan::is_valid(to)) return {};
  const int days = plan::days_between(from, to);
  if (days == 0) return "today";
  if (days == 1) return "tomorrow";
  if (days == -1) return "yesterday";
  const int size = std::abs(days);
  const std::string span = size < 730 ? count_of(static_cast<std::size_t>(size), "day")
                                      : count_of(static_cast<std::size_t>(size / 365), "year");
  return days > 0 ? "in " + span : span + " ago";
}

Card date_card(plan::Date date, const Settings& settings) {
  Card card;
  if (!plan::is_valid(date)) {
    const int days = plan::days_in_month(date.year, date.month);
    card.title(plan::to_iso(date), "no such day");
    if (days > 0)
      card.line(fmt::format("{} {} has {} days.", plan::month_name(date.month), date.year, days));
    return card;
  }
  const plan::Period quarter =
      plan::period_of(date, plan::PeriodKind::quarter, settings.fiscal_year_start);
  card.title(day_text(date), plan::weekday_name(plan::weekday(date)));
  card.line(joined({plan::to_string(quarter), distance(settings.today, date)}));
  return card;
}

Card period_card(const plan::Period& period, const Settings& settings) {
  Card card;
  const auto range = plan::calendar_range(period, settings.fiscal_year_start);
  if (!range) return card;
  card.title(plan::to_string(period), range_text(*range));
  card.line(standing(*range, settings.today));
  return card;
}

Card section_card(const plan::KindSchema& schema, std::uint32_t index) {
  Card card;
  const plan::SchemaSection& section = schema.sections[index];
  std::string_view title = section.title;
  card.title(title, joined({"section of " + with_article(text::lower(schema.title)),
                            section.required ? "required" : ""}));
  if (!section.guidance.empty()) card.gap().guidance(section.guidance);
  std::string fields;
  for (const plan::SchemaField& field : section.fields)
    fields += (fields.empty() ? "" : ", ") + field.label;
  if (!fields.empty()) card.gap().row("Fields", fields);
  return card;
}

bool may_show(const workspace::Workspace& workspace, std::string_view from, std::string_view path) {
  return path == from || workspace.is_inside(path);
}

Card file_card(const workspace::Workspace& workspace, std::string_view from,
               std::string_view path) {
  Card card;
  if (!may_show(workspace, from, path)) {
    // What is outside is not ours to show.
    card.title(workspace::basename_of(path), "outside the workspace");
    return card;
  }
  const auto summary = workspace.summary(path);
  if (summary == nullptr) {
    card.title(shown_path(workspace, path));
    return card;
  }
  card.title(summary->title.empty() ? shown_path(workspace, path) : summary->title,
             joined({kind_text(summary->kind), summary->is_template ? "template" : ""}));
  card.line(shorten(summary->purpose, 2 * longest_line));
  std::string counts;
  const auto count = [&](std::string text) { counts += (counts.empty() ? "" : " · ") + text; };
  if (summary->kind == plan::DocumentKind::okr) {
    if (summary->objectives > 0) count(count_of(summary->objectives, "objective"));
    if (summary->metrics > 0) count(count_of(summary->metrics, "key result"));
  }
  if (summary->milestones > 0) count(count_of(summary->milestones, "milestone"));
  if (summary->open_initiatives > 0) count(count_of(summary->open_initiatives, "open initiative"));
  if (const auto tasks = summary->open_tasks + summary->done_tasks; tasks > 0)
    count(done_of(summary->done_tasks, tasks, "task"));
  card.line(counts);
  if (summary->last_updated) card.row("Last updated", day_text(*summary->last_updated));
  std::size_t backlinks = 0;
  for (const workspace::SummaryPtr& other : workspace::linking_to(workspace, path))
    if (other->path != path) ++backlinks;
  if (backlinks > 0) card.row("Linked from", count_of(backlinks, "document"));
  if (!summary->title.empty()) card.line(shown_path(workspace, path));
  return card;
}

Card anchor_card(const workspace::Workspace& workspace, std::string_view from,
                 std::string_view path, std::string_view fragment) {
  Card card;
  if (!may_show(workspace, from, path)) return card;
  const auto summary = workspace.summary(path);
  const workspace::Anchor* anchor = summary == nullptr ? nullptr : find_anchor(*summary, fragment);
  if (anchor == nullptr) return card;
  card.title(anchor->title.empty() ? anchor->slug : anchor->title,
             joined({anchor->level > 0 ? "heading" : "anchor", shown_path(workspace, path)}));
  const auto document = workspace.document(path);
  if (document == nullptr || anchor->level == 0) return card;
  const auto entry = document->plan->anchors->find(std::string(anchor->slug));
  if (entry == document->plan->anchors->end() || entry->second == no_index) return card;
  card.gap();
  std::size_t lines = 0;
  const plan::ChapterFacts& facts = document->plan->facts(entry->second);
  for (const plan::Run& run : facts.runs) {
    if (run.section != document->plan->outline[entry->second].section || run.heading) continue;
    if (++lines > most_lines) {
      card.item("…");
      break;
    }
    const std::string text = shorten(run.plain.text, longest_line);
    if (run.item != no_index)
      card.item(text);
    else
      card.line(text);
  }
  return card;
}

Card entity_card(const workspace::Workspace& workspace, const workspace::Document& document,
                 const plan::ChapterFacts& facts, std::uint32_t chapter, std::uint32_t index,
                 const Settings& settings) {
  Card card;
  const plan::Entity& entity = facts.entities[index];
  const std::uint32_t entry =
      entity.section == no_index ? no_index : document.plan->entry_of(chapter, entity.section);
  const auto status = document.plan->status_of(facts, entity);
  std::string period;
  if (entity.kind != EntityKind::milestone && entry != no_index) {
    if (entity.period)
      period = plan::to_string(entity.period->period);
    else if (const auto* above = inherited_period(document, entry))
      period = plan::to_string(above->period);
  }
  card.title(entity.title, joined({plan::name(entity.kind), period,
                                   status ? plan::name(*status, entity.kind) : ""}));
  if (entity.item != no_index)
    card.line(shorten(behind_name(facts.items[entity.item]), 2 * longest_line));
  if (entity.kind == EntityKind::milestone && entity.is_section && entry != no_index)
    add_milestone(card, document, entry, settings);
  add_fields(card, facts, index);
  if (entity.kind != EntityKind::milestone) {
    const RollUp sum = tasks_of(facts, index);
    if (sum.tasks > 0) card.row("Tasks", done_of(sum.done_tasks, sum.tasks));
  }
  const bool work = entity.kind == EntityKind::initiative || entity.kind == EntityKind::milestone ||
                    entity.kind == EntityKind::dependency;
  if (work) card.row("Needed by", list_of(needed_by(workspace, document, entity), 4));
  if (work || entity.kind == EntityKind::decision || entity.kind == EntityKind::risk) {
    std::size_t count = 0;
    for (const FoundEntity& other : entities_like(workspace, document, entity)) {
      if (++count > 3) break;
      card.row("Also in", joined({shown_path(workspace, other.document->path),
                                  plan::name(other.entity->kind), other.entity->detail}));
    }
  }
  return card;
}

Card entity_card(const workspace::Workspace& workspace, std::string_view from,
                 const workspace::Summary& document, const workspace::NamedEntity& entity,
                 const Settings& settings) {
  if (may_show(workspace, from, document.path)) {
    if (const auto text = workspace.document(document.path)) {
      const Cursor cursor = cursor_at(*text, entity.place.span.begin);
      const auto& entities = cursor.facts->entities;
      for (std::uint32_t i = 0; i < entities.size(); ++i) {
        if (entities[i].kind == entity.kind && entities[i].key == entity.key &&
            entities[i].name_span.touches(cursor.at)) {
          Card card = entity_card(workspace, *text, *cursor.facts, cursor.chapter, i, settings);
          return card;
        }
      }
    }
  }
  Card card;
  card.title(entity.title, joined({plan::name(entity.kind), entity.detail}));
  return card;
}

std::optional<Hover> hover(const workspace::Workspace& workspace,
                           const workspace::Document& document, std::uint32_t offset,
                           const Settings& settings) {
  const Cursor cursor = cursor_at(document, offset);
  if (const plan::Directive* directive = directive_at(cursor))
    return Hover{cursor.place(directive->span), directive_card(*directive, cursor)};
  if (const plan::Mention* mention = mention_at(cursor)) {
    const bool on_text =
        mention->form == plan::MentionForm::link && mention->text.touches(cursor.at);
    const std::string text = on_text ? cursor.facts->text(mention->text) : std::string();
    Card card = mention_card(workspace, document, *mention, text, settings);
    if (!card.empty()) return Hover{cursor.place(mention->span), std::move(card)};
  }
  if (const auto named = path_at(workspace, document, cursor))
    return Hover{named->origin, file_card(workspace, document.path, named->targets.front().path)};
  const Ground ground = ground_at(document, cursor.offset());
  if (ground == Ground::comment) return std::nullopt;
  // Words in a code span are part of what their line says, but no dates and statuses; a block of
  // code has no run of text.
  const bool in_code = ground != Ground::text;
  if (in_code && ground == Ground::code && run_at(cursor) == nullptr) return std::nullopt;
  const bool on_own_heading = [&] {
    const std::uint32_t index = entity_at(cursor);
    if (index == no_index) return false;
    const plan::Entity& entity = cursor.facts->entities[index];
    return entity.is_section && entity.kind == EntityKind::milestone &&
           entity.span.touches(cursor.at);
  }();
  if (!in_code) {
    if (auto status = status_at(cursor)) return status;
  }
  if (!on_own_heading) {
    if (!in_code) {
      if (auto date = date_at(cursor, settings)) return date;
    }
    if (auto naming = naming_at(workspace, cursor)) {
      Hover out{naming->span, {}};
      std::size_t count = 0;
      for (const FoundEntity& one : naming->entities) {
        if (++count > 3) break;
        out.card.add(entity_card(workspace, document.path, *one.document, *one.entity, settings));
        if (one.document->path != document.path)
          out.card.line(shown_path(workspace, one.document->path));
      }
      return out;
    }
    if (!in_code) {
      if (auto period = period_at(cursor, settings)) return period;
    }
  }
  if (ground == Ground::front_matter) return std::nullopt;
  if (auto heading = heading_at(workspace, document, cursor, settings)) return heading;
  if (auto label = label_at(document, cursor)) return label;
  if (const std::uint32_t index = metric_at(cursor); index != no_index) {
    const plan::Metric& metric = cursor.facts->metrics[index];
    Span span = metric.span;
    if (!span.touches(cursor.at)) span.begin = cursor.at;  // on its marker
    return Hover{cursor.place(span), metric_card(document, cursor, metric, settings)};
  }
  // "Target: 10" below a metric is about the metric.
  if (const plan::Field* field = field_at(cursor); field != nullptr && field->item != no_index) {
    const auto& items = cursor.facts->items;
    std::uint32_t item = field->item;
    while (item != no_index && items[item].metric == no_index) item = items[item].parent;
    if (item != no_index && field->span.touches(cursor.at))
      return Hover{
          cursor.place(field->span),
          metric_card(document, cursor, cursor.facts->metrics[items[item].metric], settings)};
  }
  return entity_line_at(workspace, document, cursor, settings);
}

}  // namespace pland::features
