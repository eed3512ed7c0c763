// One more risk where risks are kept, in the form that they have there: a row, a bold line or a
// heading with its fields, a list item. What is not known yet is a placeholder.
#include <algorithm>
#include <fmt/format.h>

#include "analysis/features/cursor.h"
#include "analysis/features/line_ends.h"
#include "analysis/features/plan_edit.h"
#include "analysis/features/refactor.h"
#include "analysis/features/skeleton.h"
#include "analysis/plan/kind.h"
#include "analysis/plan/label.h"
#include "analysis/rules/label_style.h"
#include "analysis/rules/line.h"

namespace pland::features {
namespace {

using plan::ChapterFacts;
using plan::EntityKind;
using plan::FieldRole;
using plan::no_index;
using workspace::DocumentPtr;

constexpr std::string_view risk_placeholder = "[Risk]";
constexpr std::string_view level_placeholder = "[Low/Medium/High]";

// The section for risks that the cursor is in.
std::optional<std::uint32_t> risks_at(const Spot& spot) {
  const plan::Plan& plan = *spot.document.plan;
  if (plan.outline.empty()) return std::nullopt;
  for (std::uint32_t entry = plan.entry_at(spot.at.begin); entry < plan.outline.size();
       entry = plan.outline[entry].parent) {
    const auto role = plan.section(entry).role;
    if (plan.is_title(entry) || is_document_title(plan, entry)) return std::nullopt;
    if (plan.section(entry).members == EntityKind::risk || role == plan::SectionRole::risks)
      return entry;
    // A section of another sort within the one for risks and dependencies.
    if (role && role != plan::SectionRole::dependencies_and_risks) return std::nullopt;
  }
  return std::nullopt;
}

// The last risk of a section and all below it.
std::optional<Standing> last_risk(const DocumentPtr& document, std::uint32_t entry) {
  const plan::Plan& plan = *document->plan;
  const Span extent = plan.extent(entry);
  std::optional<Standing> last;
  for (std::uint32_t c = plan.outline[entry].chapter; c < plan.chapters.size(); ++c) {
    const plan::PlacedChapter& placed = plan.chapters[c];
    if (placed.offset >= extent.end) break;
    for (std::uint32_t i = 0; i < placed.facts->entities.size(); ++i) {
      const plan::Entity& entity = placed.facts->entities[i];
      if (entity.kind != EntityKind::risk) continue;
      if (!extent.contains(entity.span.begin + placed.offset)) continue;
      if (!last ||
          last->placed().offset + last->entity().span.begin < entity.span.begin + placed.offset)
        last = Standing{document, c, i};
    }
  }
  return last;
}

std::string value_for(std::optional<FieldRole> role, std::string_view label) {
  switch (role.value_or(FieldRole::title)) {
    case FieldRole::likelihood:
    case FieldRole::impact:
    case FieldRole::severity:
      return std::string(level_placeholder);
    case FieldRole::status:
      return "Open";
    case FieldRole::date:
    case FieldRole::created:
    case FieldRole::review_date:
    case FieldRole::next_review:
      return "YYYY-MM-DD";
    default:
      return fmt::format("[{}]", label);
  }
}

// "R-07" after "R-06"; the first number in a text counts on.
std::string counted_on(std::string text) {
  const std::size_t begin = text.find_first_of("0123456789");
  if (begin == std::string::npos) return {};
  const std::size_t end = std::min(text.find_first_not_of("0123456789", begin), text.size());
  if (end - begin > 6) return {};
  const std::string number = text.substr(begin, end - begin);
  return text.replace(begin, end - begin,
                      fmt::format("{:0{}}", std::stoul(number) + 1, number.size()));
}

// A name with its number counted on and its words replaced: "Risk 3: [Risk]".
std::string next_name(const std::string& name) {
  for (const std::string_view joint : {": ", " - ", " – ", " — ", ". "}) {
    const std::size_t at = name.find(joint);
    if (at == std::string::npos || at > 12) continue;
    const std::string count = counted_on(name.substr(0, at));
    if (!count.empty()) return count + std::string(joint) + std::string(risk_placeholder);
  }
  return std::string(risk_placeholder);
}

std::string row_like(const ChapterFacts& facts, const plan::Table& table,
                     const std::vector<plan::Table::Cell>* model) {
  std::string out = "|";
  bool named = false;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const plan::Table::Column& column = table.columns[i];
    std::string cell = value_for(column.role, column.name);
    if (column.role == FieldRole::identifier) {
      cell = model != nullptr && i < model->size() ? counted_on(facts.text((*model)[i].span)) : "1";
      if (cell.empty()) cell = "[ID]";
    } else if (!named && (column.role == FieldRole::risk || i + 1 == table.columns.size() ||
                          column.role == FieldRole::title || !column.role)) {
      cell = risk_placeholder;
      named = true;
    }
    out += " " + cell + " |";
  }
  return out;
}

// Its fields below it, each with a placeholder.
std::vector<std::string> fields_like(const Standing& model) {
  const ChapterFacts& facts = model.facts();
  std::vector<std::pair<std::uint32_t, std::string>> placed;
  for (std::uint32_t f = model.entity().first_field; f != no_index; f = facts.fields[f].next) {
    const plan::Field& field = facts.fields[f];
    if (!has_own_line(facts, field)) continue;
    // Its own line's label is its name.
    if (model.entity().item != no_index && field.item == model.entity().item) continue;
    placed.emplace_back(field.span.begin, line_like(facts, field, facts.text(field.label),
                                                    value_for(field.role, field.label_text)));
  }
  std::sort(placed.begin(), placed.end());
  std::vector<std::string> out;
  for (auto& [at, line] : placed) out.push_back(std::move(line));
  return out;
}

rules::Edit insertion(std::uint32_t at, std::string text) {
  return {"", {at, at}, std::move(text)};
}

std::optional<rules::Edit> entry_like(const Standing& model) {
  const markdown::Document& text = model.document->text;
  const plan::Plan& plan = *model.document->plan;
  const ChapterFacts& facts = model.facts();
  const plan::Entity& entity = model.entity();
  const std::uint32_t base = model.placed().offset;
  const std::string eol(line_ending(text));
  const std::vector<std::string> fields = fields_like(model);
  const std::string name = next_name(facts.text(entity.name_span));
  if (entity.item != no_index && facts.items[entity.item].row) {
    const plan::Table& table = facts.tables[facts.items[entity.item].table];
    const std::uint32_t end = without_blank_end(text, table.span.shifted(base)).end;
    return insertion(end, eol + row_like(facts, table, &table.rows.back()));
  }
  if (entity.item != no_index) {
    const plan::Item& item = facts.items[entity.item];
    const Span span = without_blank_end(text, item.span.shifted(base));
    auto marker = marker_of(text.text({line_begin(text, span.begin), span.end}));
    if (!marker) return std::nullopt;
    *marker = next_marker(*marker);
    const bool bold = entity.name_span != item.text;
    std::string out =
        std::string(marker->indent, ' ') + marker->sign + std::string(marker->gap, ' ');
    if (item.checked) out += "[ ] ";
    out += bold ? "**" + name + "**" : name;
    if (bold && fields.empty()) out += ": [Mitigation]";
    for (const std::string& field : fields) out += eol + field;
    return insertion(span.end, eol + out);
  }
  Span extent = extent_of(model);
  const std::uint32_t end = rules::end_of_section(text, plan, extent);
  std::string out;
  bool listed = true;
  if (entity.is_section) {
    const std::uint32_t entry = plan.entry_of(model.chapter, entity.section);
    out = std::string(plan.outline[entry].level, '#') + " " + name;
    listed = false;
  } else {
    // The bold line with another name in its marks; statuses are its own.
    out = "**" + name + "**";
  }
  const std::uint32_t below = text.position(entity.span.end + base).line + 1;
  const bool gap = below < text.line_count() && is_blank_line(text, below);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const bool apart = i == 0 ? gap : !listed && !marker_of(fields[i]);
    out += (apart ? eol + eol : eol) + fields[i];
  }
  return insertion(end, eol + eol + out);
}

// The template's own, where there is none to imitate.
std::optional<rules::Edit> entry_of_template(const DocumentPtr& document, std::uint32_t entry,
                                             plan::Date today) {
  const plan::Plan& plan = *document->plan;
  const markdown::Document& text = document->text;
  const std::string eol(line_ending(text));
  const ChapterFacts& facts = plan.facts(entry);
  for (const plan::Table& table : facts.tables) {
    if (table.section != plan.outline[entry].section || table.metadata) continue;
    const std::uint32_t end = without_blank_end(text, table.span.shifted(plan.offset(entry))).end;
    return insertion(end, eol + row_like(facts, table, nullptr));
  }
  const plan::KindSchema* schema =
      plan.schema != nullptr ? plan.schema : plan::schema_of(plan::DocumentKind::roadmap);
  for (int round = 0; round < 2; ++round) {
    for (const plan::SchemaSection& section : schema->sections) {
      if (section.entity != EntityKind::risk) continue;
      SkeletonOptions options;
      options.today = today;
      const plan::FieldForm form = rules::label_form(plan);
      options.bold_colon_inside = form == plan::FieldForm::colon_inside;
      options.plain_labels = form == plan::FieldForm::plain;
      const std::string made =
          joined(lines_of(make_skeleton(section.skeleton, options).plain), eol);
      const std::uint32_t end = rules::end_of_section(text, plan, rules::body_of(plan, entry));
      return insertion(end, eol + eol + made);
    }
    schema = plan::schema_of(plan::DocumentKind::roadmap);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> title_of_add_risk(const Spot& spot) {
  const DocumentPtr document = plan_to_edit(spot.workspace, spot.document);
  const auto entry = document ? risks_at(spot) : std::nullopt;
  if (!entry) return std::nullopt;
  // Words about risks are no list of them.
  const plan::DocumentKind kind = document->plan->kind;
  const bool planned = kind == plan::DocumentKind::roadmap || kind == plan::DocumentKind::plan ||
                       kind == plan::DocumentKind::okr;
  if (!planned && !last_risk(document, *entry)) return std::nullopt;
  return "Add a risk";
}

std::optional<rules::Fix> add_risk(const Spot& spot) {
  const DocumentPtr document = plan_to_edit(spot.workspace, spot.document);
  const auto entry = document ? risks_at(spot) : std::nullopt;
  if (!entry) return std::nullopt;
  const auto model = last_risk(document, *entry);
  const auto edit = model ? entry_like(*model) : entry_of_template(document, *entry, spot.today);
  if (!edit) return std::nullopt;
  rules::Fix fix;
  fix.edits = {*edit};
  const DocumentPtr after = after_edits(*document, fix.edits);
  if (!nothing_lost(spot.workspace, *document, *after)) return std::nullopt;
  return fix;
}

}  // namespace pland::features
