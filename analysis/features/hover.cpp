#include "analysis/features/hover.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "analysis/features/cards.h"
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
