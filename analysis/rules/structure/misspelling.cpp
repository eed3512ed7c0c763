#include "analysis/rules/structure/misspelling.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

// "success metrics" → "Success Metrics".
std::string capitalised(std::string_view normal) {
  std::string out(normal);
  bool start = true;
  for (char& c : out) {
    if (start && 'a' <= c && c <= 'z') c = static_cast<char>(c - 32);
    start = c == ' ';
  }
  return out;
}

// The words of a title that its normal form is made of; none where more was normalised than case.
std::optional<Span> words_in(std::string_view source, std::string_view normal) {
  const std::string lower = text::fold_case(source);
  if (lower.size() != source.size()) return std::nullopt;
  const auto at = lower.find(normal);
  if (at == std::string::npos) return std::nullopt;
  return Span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + normal.size())};
}

}  // namespace

std::vector<Misspelling> misspelt_headings(const plan::Plan& plan) {
  std::vector<Misspelling> out;
  if (plan.schema == nullptr) return out;
  const plan::KindSchema& schema = *plan.schema;
  std::vector<bool> present(schema.sections.size(), false);
  for (const std::uint32_t section : plan.schema_sections)
    if (section != plan::no_index) present[section] = true;
  std::vector<std::string_view> names;
  std::vector<std::uint32_t> owners;  // sections of the schema
  for (std::uint32_t i = 0; i < schema.sections.size(); ++i) {
    if (present[i] || schema.sections[i].repeat) continue;
    for (const std::string& name : schema.sections[i].names) {
      if (!plan::may_be_misspelt(name)) continue;
      names.push_back(name);
      owners.push_back(i);
    }
  }
  if (names.empty()) return out;
  const plan::NearestName nearest(names);

  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    if (plan.outline[entry].level < 2 || plan.outline[entry].unit != plan::EntityKind::none)
      continue;
    if (plan.schema_sections[entry] != plan::no_index) continue;
    const plan::Section& section = plan.section(entry);
    if (section.role) continue;
    const auto found = nearest.find(section.key);
    if (!found) continue;
    const plan::SchemaSection& target = schema.sections[owners[*found]];
    const std::string source = plan.facts(entry).text(section.title_span);
    const auto words = words_in(source, section.key);
    if (!words) continue;
    Misspelling made;
    made.span = words->shifted(section.title_span.begin);
    made.written = words->of(source);
    made.meant =
        plan::normalise(target.title) == names[*found] ? target.title : capitalised(names[*found]);
    made.entry = entry;
    made.section = owners[*found];
    out.push_back(std::move(made));
  }
  return out;
}

std::vector<Misspelling> misspelt_labels(const plan::ChapterFacts& facts,
                                         const plan::KindSchema* schema) {
  std::vector<Misspelling> out;
  if (schema == nullptr) return out;
  for (const plan::Field& field : facts.fields) {
    if (field.role || field.section_role || field.label.empty()) continue;
    if (field.form == plan::FieldForm::front_matter) continue;
    const std::string normal = plan::normalise(field.label_text);
    const auto found = schema->labels.names.find(normal);
    if (!found) continue;
    const std::string source = facts.text(field.label);
    const auto words = words_in(source, normal);
    if (!words) continue;
    Misspelling made;
    made.span = words->shifted(field.label.begin);
    made.written = words->of(source);
    const std::string& spelling = schema->labels.spellings[*found];
    made.meant = spelling.empty() ? capitalised(schema->labels.names[*found]) : spelling;
    made.entity = field.entity;
    out.push_back(std::move(made));
  }
  return out;
}

}  // namespace pland::rules
