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

// Names with a placeholder, or of one word too short to be told from another, are no candidates.
bool is_candidate(std::string_view name) {
  return name.size() >= 6 && name.find('[') == std::string_view::npos;
}

// The words of a title that its normal form is made of; none where more was normalised than case.
std::optional<Span> words_in(std::string_view source, std::string_view normal) {
  const std::string lower = text::fold_case(source);
  if (lower.size() != source.size()) return std::nullopt;
  const auto at = lower.find(normal);
  if (at == std::string::npos) return std::nullopt;
  return Span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + normal.size())};
}

struct Names {
  std::vector<std::string_view> normal;
  std::vector<std::uint32_t> owner;  // section or field of the schema
};

// A phrase that another name merely extends ("risk" in "risks") is not a misspelling of it.
std::optional<std::size_t> meant(std::string_view normal, const Names& names) {
  if (normal.size() < 6) return std::nullopt;
  return plan::nearest_name(normal, names.normal);
}

void headings(const plan::Plan& plan, std::vector<Misspelling>& out) {
  const plan::KindSchema& schema = *plan.schema;
  std::vector<bool> present(schema.sections.size(), false);
  for (const std::uint32_t section : plan.schema_sections)
    if (section != plan::no_index) present[section] = true;
  Names names;
  for (std::uint32_t i = 0; i < schema.sections.size(); ++i) {
    if (present[i] || schema.sections[i].repeat) continue;
    for (const std::string& name : schema.sections[i].names) {
      if (!is_candidate(name)) continue;
      names.normal.push_back(name);
      names.owner.push_back(i);
    }
  }
  if (names.normal.empty()) return;

  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    const plan::Section& section = plan.section(entry);
    if (section.level < 2 || section.role || section.unit != plan::EntityKind::none) continue;
    if (plan.schema_sections[entry] != plan::no_index) continue;
    const std::string normal = plan::normalise(section.title);
    const auto found = meant(normal, names);
    if (!found) continue;
    const plan::SchemaSection& target = schema.sections[names.owner[*found]];
    const std::string source = plan.facts(entry).text(section.title_span);
    const auto words = words_in(source, normal);
    if (!words) continue;
    Misspelling made;
    made.chapter = plan.outline[entry].chapter;
    made.span = words->shifted(section.title_span.begin);
    made.written = words->of(source);
    made.meant = plan::normalise(target.title) == names.normal[*found]
                     ? target.title
                     : capitalised(names.normal[*found]);
    made.entry = entry;
    made.section = names.owner[*found];
    out.push_back(std::move(made));
  }
}

void labels(const plan::Plan& plan, std::vector<Misspelling>& out) {
  const plan::KindSchema& schema = *plan.schema;
  Names names;
  std::vector<std::string_view> spellings;
  const auto add = [&](const plan::SchemaField& field) {
    for (const std::string& name : field.names) {
      if (!is_candidate(name)) continue;
      if (std::find(names.normal.begin(), names.normal.end(), name) != names.normal.end()) continue;
      names.normal.push_back(name);
      spellings.push_back(plan::normalise(field.label) == name ? std::string_view(field.label)
                                                               : std::string_view());
    }
  };
  for (const plan::SchemaField& field : schema.fields) add(field);
  for (const plan::SchemaSection& section : schema.sections)
    for (const plan::SchemaField& field : section.fields) add(field);
  if (names.normal.empty()) return;

  for (std::uint32_t c = 0; c < plan.chapters.size(); ++c) {
    const plan::ChapterFacts& facts = *plan.chapters[c].facts;
    for (const plan::Field& field : facts.fields) {
      if (field.role || field.section_role || field.label.empty()) continue;
      if (field.form == plan::FieldForm::front_matter) continue;
      const std::string normal = plan::normalise(field.label_text);
      const auto found = meant(normal, names);
      if (!found) continue;
      const std::string source = facts.text(field.label);
      const auto words = words_in(source, normal);
      if (!words) continue;
      Misspelling made;
      made.chapter = c;
      made.span = words->shifted(field.label.begin);
      made.written = words->of(source);
      made.meant = spellings[*found].empty() ? capitalised(names.normal[*found])
                                             : std::string(spellings[*found]);
      out.push_back(std::move(made));
    }
  }
}

}  // namespace

std::vector<Misspelling> find_misspellings(const plan::Plan& plan) {
  std::vector<Misspelling> out;
  if (plan.schema == nullptr) return out;
  headings(plan, out);
  labels(plan, out);
  return out;
}

}  // namespace pland::rules
