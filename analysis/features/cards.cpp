#include "analysis/features/cards.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fmt/format.h>
#include <set>

#include "analysis/features/definition.h"
#include "analysis/features/metric_text.h"
#include "analysis/features/naming.h"
#include "analysis/features/rollup.h"
#include "analysis/plan/days.h"
#include "analysis/plan/label.h"
#include "analysis/plan/month_names.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"

namespace pland::features {

using plan::EntityKind;
using plan::FieldRole;
using plan::no_index;
using plan::Status;
using rules::Settings;

namespace {

constexpr std::size_t most_lines = 8;  // of a section

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

}  // namespace

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += " · ";
    out += part;
  }
  return out;
}

std::string shown_path(const workspace::Workspace& workspace, std::string_view path) {
  const std::string_view root = workspace.root_of(path);
  if (root.empty() || !path.starts_with(root)) return std::string(workspace::basename_of(path));
  path.remove_prefix(root.size());
  while (path.starts_with('/')) path.remove_prefix(1);
  return std::string(path);
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
  if (const auto date = plan::date_of_value(when); date && date->valid) {
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

}  // namespace pland::features
