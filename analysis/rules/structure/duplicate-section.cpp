// A section that documents of this kind have once is there twice, side by side; or a thing has the
// same field twice. Readers find one of the two. Sections that may repeat (quarters, risks) are
// none of this rule's business, and changelogs have rules of their own.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "analysis/plan/kind.h"
#include "analysis/plan/label.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/line.h"
#include "analysis/rules/move.h"
#include "analysis/rules/rule.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

using plan::FieldRole;

// Of these a thing has one.
bool is_single(FieldRole role) {
  constexpr std::array roles = {
      FieldRole::status,      FieldRole::owner,        FieldRole::priority,
      FieldRole::date,        FieldRole::created,      FieldRole::last_updated,
      FieldRole::next_review, FieldRole::review_date,  FieldRole::target_date,
      FieldRole::start,       FieldRole::completed_on, FieldRole::version,
      FieldRole::effort,      FieldRole::progress,     FieldRole::likelihood,
      FieldRole::impact,      FieldRole::severity,     FieldRole::timeframe};
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

bool is_judged(const plan::Field& field) {
  return field.role && is_single(*field.role) && field.entity != plan::no_index &&
         field.form <= plan::FieldForm::plain;
}

// A list's line, or what is indented below one.
bool is_of_list(std::string_view line) {
  if (line.empty() || line[0] == ' ' || line[0] == '\t' || line[0] == '\r') return true;
  if (line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ")) return true;
  const std::size_t digits = line.find_first_not_of("0123456789");
  return digits > 0 && digits != std::string_view::npos &&
         (line[digits] == '.' || line[digits] == ')');
}

// Whether two fields stand in one list or one paragraph, with nothing but fields between them: in
// prose, what stands further down may be about something else.
bool stand_together(const plan::ChapterFacts& facts, const std::vector<bool>& is_field,
                    const plan::Field& a, const plan::Field& b) {
  if ((a.item == plan::no_index) != (b.item == plan::no_index)) return false;
  if (a.item == plan::no_index) {
    const std::string between = facts.text({a.span.end, b.span.begin});
    return between.find("\n\n") == std::string::npos && between.find("\n\r\n") == std::string::npos;
  }
  if (a.item == b.item) return true;
  const std::uint32_t parent = facts.items[a.item].parent;
  if (facts.items[b.item].parent != parent) return false;
  for (std::uint32_t i = a.item; i < b.item; ++i)
    if (facts.items[i].parent == parent && !is_field[i]) return false;
  // A line between two lists names another thing.
  const std::string between =
      facts.text({facts.items[a.item].span.begin, facts.items[b.item].span.begin});
  for (std::size_t at = 0; at < between.size();) {
    const std::size_t end = std::min(between.find('\n', at), between.size());
    if (at > 0 && !is_of_list(std::string_view(between).substr(at, end - at))) return false;
    at = end + 1;
  }
  return true;
}

// The field of the same name and thing before each; null where there is none.
struct Twice {
  const plan::Field* first;
  const plan::Field* second;
};
std::vector<Twice> fields_twice(const plan::ChapterFacts& facts) {
  std::vector<Twice> out;
  std::vector<bool> is_field(facts.items.size(), false);  // of each item
  for (const plan::Field& field : facts.fields)
    if (field.item != plan::no_index) is_field[field.item] = true;
  for (const plan::Entity& entity : facts.entities) {
    for (auto i = entity.first_field; i != plan::no_index; i = facts.fields[i].next) {
      const plan::Field& first = facts.fields[i];
      if (!is_judged(first)) continue;
      for (auto j = first.next; j != plan::no_index; j = facts.fields[j].next) {
        const plan::Field& second = facts.fields[j];
        if (second.role != first.role || !is_judged(second)) continue;
        if (plan::normalise(second.label_text) != plan::normalise(first.label_text)) continue;
        if (stand_together(facts, is_field, first, second)) out.push_back({&first, &second});
        break;
      }
    }
  }
  return out;
}

Glance glance(const ChapterInput& input) { return fields_twice(input.facts).empty() ? 0 : 1; }

void say_fields(const DocumentInput& input, std::uint32_t chapter, Report& report) {
  const plan::ChapterFacts& facts = *input.plan.chapters[chapter].facts;
  const std::uint32_t offset = input.plan.chapters[chapter].offset;
  for (const auto& [first, second] : fields_twice(facts)) {
    const plan::Entity& entity = facts.entities[second->entity];
    Finding& finding = report.add(second->label.shifted(offset),
                                  fmt::format("\"{}\" is there twice in \"{}\"", second->label_text,
                                              shortened(entity.title)));
    name_entity(finding, entity);
    finding.related.push_back({"", first->label.shifted(offset), "The first one"});
    Fix& fix = finding.fixes.emplace_back();
    const bool same = text::trim(first->value_text) == text::trim(second->value_text);
    fix.title = same ? "Take one of them out" : "Keep the first";
    fix.safe = same;  // what is said stays
    Span span = second->span;
    if (second->item != plan::no_index) span = facts.items[second->item].span;
    fix.edits.push_back({"", whole_line(input.text, span.shifted(offset)), ""});
  }
}

// Headings beside each other that stand for the same section and have the same name.
void say_headings(const DocumentInput& input, Report& report) {
  const plan::Plan& plan = input.plan;
  if (plan.schema == nullptr) return;
  const auto& sections = plan.schema->sections;
  std::map<std::tuple<std::uint32_t, std::uint32_t>, std::uint32_t> seen;  // the first
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    const std::uint32_t match = plan.schema_sections[entry];
    if (match == plan::no_index || sections[match].repeat) continue;
    if (plan.outline[entry].unit != plan::EntityKind::none) continue;
    const auto [place, added] = seen.emplace(std::tuple{plan.outline[entry].parent, match}, entry);
    if (added) continue;
    const std::uint32_t first = place->second;
    const plan::Section& section = plan.section(entry);
    if (section.key != plan.section(first).key) continue;
    Finding& finding = report.add(section.title_span.shifted(plan.offset(entry)),
                                  fmt::format("\"{}\" is there twice", shortened(section.title)));
    name_enclosing_entity(finding, plan, entry);
    finding.related.push_back(
        {"", plan.section(first).title_span.shifted(plan.offset(first)), "The first one"});
    if (auto fix = merge_section(input, entry, first)) finding.fixes.push_back(*std::move(fix));
  }
}

void judge_document(const DocumentInput& input, Report& report) {
  const plan::Plan& plan = input.plan;
  if (plan.is_template || plan.kind == plan::DocumentKind::changelog) return;
  say_headings(input, report);
  for (std::uint32_t c = 0; c < plan.chapters.size(); ++c)
    if (input.glances[c] != 0) say_fields(input, c, report);
}

}  // namespace

extern const Rule duplicate_section = {
    .name = "duplicate-section",
    .group = "structure",
    .severity = Severity::warning,
    .summary = "A section or field is there twice",
    .document = judge_document,
    .glance = glance,
    .tier = Tier::kind,
};

}  // namespace pland::rules
