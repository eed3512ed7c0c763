// A thing without a field that its kind of document asks for: work in progress without a status, a
// blocker without an owner, a roadmap without the day of its last update.
//
// Only things that have fields at all: a plain list below "Now" is another way to write. What is
// said in words counts, and so does a status in the title. Metrics have rules of their own, and a
// decision's fields are told of by the rules for decisions. A team's own kind is taken at its word:
// what is required in a section of its template is asked for in that section, thing or not.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <vector>

#include "analysis/plan/kind.h"
#include "analysis/plan/label.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/label_style.h"
#include "analysis/rules/line.h"
#include "analysis/rules/outline.h"
#include "analysis/rules/rule.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

using plan::FieldRole;

bool is_judged(plan::DocumentKind kind) {
  return kind == plan::DocumentKind::roadmap || kind == plan::DocumentKind::plan ||
         kind == plan::DocumentKind::okr || kind == plan::DocumentKind::guide;
}

// A team's own kind, whatever it is like.
bool is_own(plan::DocumentKind kind, const plan::KindSchema* schema) {
  return schema != nullptr && schema != plan::schema_of(kind);
}

bool is_for_metrics(const plan::SchemaField& field) {
  constexpr std::array roles = {FieldRole::success_metrics, FieldRole::criteria,
                                FieldRole::metrics_weak,    FieldRole::baseline,
                                FieldRole::target,          FieldRole::current_value,
                                FieldRole::key_result};
  return field.role && std::find(roles.begin(), roles.end(), *field.role) != roles.end();
}

bool is_wanted(const plan::SchemaField& field) { return field.required && !is_for_metrics(field); }

bool stands_for(const plan::Field& field, const plan::SchemaField& wanted) {
  if (field.role && field.role == wanted.role) return true;
  const std::string normal = plan::normalise(field.label_text);
  return std::any_of(wanted.names.begin(), wanted.names.end(),
                     [&](const std::string& name) { return plan::matches_name(normal, name); });
}

// "- **Cost**: 3": an item that begins with the label. A label that only one template has is no
// field in every list.
bool is_item(const plan::Item& item, const plan::SchemaField& wanted) {
  const std::size_t colon = item.plain.find(':');
  if (colon == std::string::npos) return false;
  const std::string normal = plan::normalise(std::string_view(item.plain).substr(0, colon));
  return std::any_of(wanted.names.begin(), wanted.names.end(),
                     [&](const std::string& name) { return plan::matches_name(normal, name); });
}

// Which of the document's own fields the chapter has, a bit each. A date of any sort will do for
// the day of the last update.
constexpr std::size_t most_fields = 64 - label_count_bits;
Glance glance(const ChapterInput& input) {
  Glance out = count_labels(input.facts);
  const plan::KindSchema* schema = input.schema;
  if (schema == nullptr || (!is_judged(input.kind) && !is_own(input.kind, schema))) return out;
  for (std::size_t i = 0; i < schema->fields.size() && i < most_fields; ++i) {
    const plan::SchemaField& wanted = schema->fields[i];
    if (!is_wanted(wanted)) continue;
    const bool dated = wanted.role == FieldRole::last_updated;
    const bool has = std::any_of(input.facts.fields.begin(), input.facts.fields.end(),
                                 [&](const plan::Field& field) {
                                   return stands_for(field, wanted) ||
                                          (dated && (field.role == FieldRole::date ||
                                                     field.role == FieldRole::version));
                                 }) ||
                     std::any_of(input.facts.items.begin(), input.facts.items.end(),
                                 [&](const plan::Item& item) { return is_item(item, wanted); });
    if (has) out |= Glance{1} << (label_count_bits + i);
  }
  return out;
}

void be_loud(const plan::Plan& plan, Finding& finding) {
  if (plan.kind_source == plan::KindSource::declared) finding.severity = Severity::warning;
}

// "**Owner**: [Who is clearing it]", as the document writes its labels.
std::string line_of(const plan::SchemaField& field, plan::FieldForm form) {
  const std::string value =
      field.placeholder.empty() ? fmt::format("[{}]", field.label) : field.placeholder;
  return label_line(field.label, form) + " " + value;
}

bool asks_for_fields(const plan::Plan& plan) {
  return plan.schema != nullptr && !plan.is_template &&
         (is_judged(plan.kind) || is_own(plan.kind, plan.schema));
}

void judge_document(const DocumentInput& input, Report& report) {
  const plan::Plan& plan = input.plan;
  if (!asks_for_fields(plan)) return;
  Glance all = 0;
  for (const Glance chapter : input.glances) all |= chapter;
  for (std::size_t i = 0; i < plan.schema->fields.size() && i < most_fields; ++i) {
    const plan::SchemaField& wanted = plan.schema->fields[i];
    if (!is_wanted(wanted) || (all >> (label_count_bits + i) & 1) != 0) continue;
    std::uint32_t title = 0;
    while (title < plan.outline.size() && plan.outline[title].level == 0) ++title;
    if (title == plan.outline.size()) return;
    Finding& finding =
        report.add(plan.section(title).title_span.shifted(plan.offset(title)),
                   fmt::format("{} without \"{}\"", plan.schema->title, wanted.label));
    be_loud(plan, finding);
    // At the document's end, where its footer is or would be.
    const Span whole = {0, input.text.size()};
    const std::uint32_t end = end_of_content(input.text, whole);
    const bool footer = end_of_section(input.text, plan, whole) < end;
    const std::string_view eol = line_ending(input.text);
    Fix& fix = finding.fixes.emplace_back();
    fix.title = fmt::format("Add \"{}\"", wanted.label);
    fix.safe = false;
    fix.preferred = true;
    fix.snippet = true;
    std::string line = line_of(wanted, label_form(input.glances));
    if (wanted.role == FieldRole::last_updated)
      line = label_line(wanted.label, label_form(input.glances)) + " " +
             plan::to_iso(input.settings.today);
    const std::string before = footer ? std::string(eol) : fmt::format("{0}{0}---{0}{0}", eol);
    fix.edits.push_back({"", {end, end}, before + snippet_of(line)});
  }
}

// What the schema says of a thing: of the heading itself, or of what is listed below it.
const plan::SchemaSection* schema_of(const plan::Plan& plan, std::uint32_t match,
                                     const plan::Entity& entity) {
  const auto& sections = plan.schema->sections;
  if (entity.is_section)
    return sections[match].entity == entity.kind && sections[match].repeat ? &sections[match]
                                                                           : nullptr;
  for (std::uint32_t i = match + 1; i < sections[match].end; ++i)
    if (sections[i].parent == match && sections[i].level > 6 && sections[i].entity == entity.kind)
      return &sections[i];
  return nullptr;
}

// Whether anything but its name and fields is said of an item, a bold line or a section.
bool has_words(const plan::ChapterFacts& facts, const plan::Entity& entity) {
  const auto index = static_cast<std::size_t>(&entity - facts.entities.data());
  std::uint32_t end = facts.sections[entity.section].body.end;
  if (entity.item != plan::no_index) {
    const plan::Item& item = facts.items[entity.item];
    constexpr std::size_t marks = 8;  // bytes of a number, a colon, a status
    if (item.plain.size() > item.name.size() + marks) return true;
    end = item.span.end;
  } else if (index + 1 < facts.entities.size()) {
    end = std::min(end, facts.entities[index + 1].span.begin);
  }
  const auto begin_of = [](const plan::Run& run) { return run.plain.source(std::uint32_t{0}); };
  auto field = std::lower_bound(
      facts.fields.begin(), facts.fields.end(), entity.name_span.end,
      [](const plan::Field& one, std::uint32_t at) { return one.span.begin < at; });
  auto run =
      std::lower_bound(facts.runs.begin(), facts.runs.end(), entity.name_span.end,
                       [&](const plan::Run& one, std::uint32_t at) { return begin_of(one) < at; });
  for (; run != facts.runs.end() && begin_of(*run) < end; ++run) {
    if (run->plain.text.empty() || run->heading) continue;
    // Markup stands before a field's label, and before a run's first word.
    constexpr std::uint32_t markup = 3;
    const std::uint32_t at = begin_of(*run);
    while (field != facts.fields.end() && field->span.end <= at) ++field;
    if (field == facts.fields.end() || field->span.begin > at + markup) return true;
  }
  return false;
}

bool is_there(const plan::ChapterFacts& facts, const plan::Entity& entity,
              const plan::SchemaField& wanted) {
  for (auto i = entity.first_field; i != plan::no_index; i = facts.fields[i].next)
    if (stands_for(facts.fields[i], wanted)) return true;
  switch (wanted.role.value_or(FieldRole::title)) {
    case FieldRole::status:
    case FieldRole::progress:
      return std::any_of(entity.statuses.begin(), entity.statuses.end(), [](const auto& fact) {
        return fact.source != plan::StatusFact::Source::bucket;
      });
    case FieldRole::what:
    case FieldRole::why:
    case FieldRole::rationale:
      return has_words(facts, entity);
    default:
      return false;
  }
}

// Below the last of its fields, in their form.
std::optional<Fix> add_fields(const DocumentInput& input, const plan::ChapterFacts& facts,
                              const plan::Entity& entity,
                              const std::vector<const plan::SchemaField*>& missing) {
  const plan::Field* last = nullptr;
  for (auto i = entity.first_field; i != plan::no_index; i = facts.fields[i].next)
    if (facts.fields[i].form <= plan::FieldForm::plain && !facts.fields[i].value.empty())
      last = &facts.fields[i];
  if (last == nullptr) return std::nullopt;
  const std::string_view eol = line_ending(input.text);
  std::string before(eol);
  if (last->item != plan::no_index) {
    const plan::Item& item = facts.items[last->item];
    constexpr std::uint32_t farthest = 80;  // bytes that an item may be indented
    const std::uint32_t from = item.span.begin - std::min(item.span.begin, farthest);
    const std::string above = facts.text({from, item.span.begin});
    const std::size_t line = above.find_last_of('\n') + 1;
    if (line == 0 && from > 0) return std::nullopt;
    before += above.substr(line) + facts.text({item.span.begin, last->span.begin});
    while (!before.empty() && (before.back() == '*' || before.back() == '_')) before.pop_back();
    if (before.find_first_not_of(" \t\r\n-*+0123456789.)>") != std::string::npos)
      return std::nullopt;
  } else {
    before += eol;
  }
  std::string text;
  for (const plan::SchemaField* field : missing)
    text += before + snippet_of(line_of(*field, last->form));
  Fix fix;
  fix.title = missing.size() == 1 ? fmt::format("Add \"{}\"", missing[0]->label) : "Add them";
  fix.safe = false;
  fix.preferred = true;
  fix.snippet = true;
  fix.edits.push_back({"", {last->span.end, last->span.end}, std::move(text)});
  return fix;
}

std::string listed(const std::vector<const plan::SchemaField*>& missing) {
  std::string out;
  for (const plan::SchemaField* field : missing)
    out += fmt::format("{}\"{}\"", out.empty() ? "" : " and no ", field->label);
  return out;
}

// What a team's own template requires in a section that is no thing of its own.
void judge_section(const EntryInput& input, const plan::SchemaSection& schema, Report& report) {
  const plan::Plan& plan = input.document.plan;
  const plan::ChapterFacts& facts = plan.facts(input.entry);
  const std::uint32_t index = plan.outline[input.entry].section;
  std::vector<const plan::SchemaField*> missing;
  for (const plan::SchemaField& wanted : schema.fields) {
    if (!is_wanted(wanted)) continue;
    const bool has =
        std::any_of(facts.fields.begin(), facts.fields.end(),
                    [&](const plan::Field& field) {
                      return field.section == index && stands_for(field, wanted);
                    }) ||
        std::any_of(facts.items.begin(), facts.items.end(), [&](const plan::Item& item) {
          return item.section == index && is_item(item, wanted);
        });
    if (!has) missing.push_back(&wanted);
  }
  if (missing.empty() || is_put_away(plan, input.entry)) return;
  const plan::Section& section = plan.section(input.entry);
  Finding& finding =
      report.add(section.title_span,
                 fmt::format("\"{}\" has no {}", shortened(section.title), listed(missing)));
  be_loud(plan, finding);
  const Span body = body_of(plan, input.entry);
  const std::uint32_t end = end_of_section(input.document.text, plan, body);
  if (end < plan.offset(input.entry)) return;
  const std::string_view eol = line_ending(input.document.text);
  const std::uint32_t at = end - plan.offset(input.entry);
  Fix& fix = finding.fixes.emplace_back();
  fix.title = missing.size() == 1 ? fmt::format("Add \"{}\"", missing[0]->label) : "Add them";
  fix.safe = false;
  fix.preferred = true;
  fix.snippet = true;
  std::string text;
  for (const plan::SchemaField* field : missing)
    text +=
        fmt::format("{0}{0}{1}", eol, snippet_of(line_of(*field, plan::FieldForm::colon_outside)));
  fix.edits.push_back({"", {at, at}, std::move(text)});
}

void judge_entry(const EntryInput& input, Report& report) {
  const plan::Plan& plan = input.document.plan;
  if (!asks_for_fields(plan)) return;
  const std::uint32_t match = plan.schema_sections[input.entry];
  if (match == plan::no_index) return;
  const plan::SchemaSection& here = plan.schema->sections[match];
  const bool is_thing = here.repeat && here.entity != plan::EntityKind::none;
  if (is_own(plan.kind, plan.schema) && !is_thing) judge_section(input, here, report);
  const plan::ChapterFacts& facts = plan.facts(input.entry);
  for (const plan::Entity& entity : facts.entities) {
    if (entity.section != plan.outline[input.entry].section || entity.placeholder) continue;
    const plan::SchemaSection* schema = schema_of(plan, match, entity);
    if (schema == nullptr || (entity.first_field == plan::no_index && !entity.is_section)) continue;
    const auto status = entity.status();
    if (status && (plan::is_closed(*status) || *status == plan::Status::deferred)) continue;
    std::vector<const plan::SchemaField*> missing;
    for (const plan::SchemaField& field : schema->fields)
      if (is_wanted(field) && !is_there(facts, entity, field)) missing.push_back(&field);
    if (missing.empty() || is_put_away(plan, input.entry)) continue;
    Finding& finding =
        report.add(entity.name_span,
                   fmt::format("\"{}\" has no {}", shortened(entity.title), listed(missing)));
    be_loud(plan, finding);
    name_entity(finding, entity);
    if (auto fix = add_fields(input.document, facts, entity, missing))
      finding.fixes.push_back(*std::move(fix));
  }
}

std::uint16_t above(const plan::Plan& plan, std::uint32_t entry) {
  return puts_away(plan, entry) ? 1 : 0;
}

}  // namespace

extern const Rule missing_field = {
    .name = "missing-field",
    .group = "structure",
    .severity = Severity::information,
    .summary = "A field that this kind of document has is missing",
    .document = judge_document,
    .entry = judge_entry,
    .above = above,
    .glance = glance,
    .tier = Tier::kind,
};

}  // namespace pland::rules
