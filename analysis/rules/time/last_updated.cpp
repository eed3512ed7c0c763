#include "analysis/rules/time/last_updated.h"

#include <algorithm>
#include <fmt/format.h>
#include <string>

namespace pland::rules {
namespace {

bool is_of_document(const plan::ChapterFacts& facts, const plan::Field& field) {
  return field.entity == plan::no_index || facts.entities[field.entity].is_section;
}

}  // namespace

std::optional<plan::FoundDate> leading_date(std::string_view text) {
  const auto date = plan::date_of_value(text);
  if (!date || !date->valid || date->ambiguous || date->precision != plan::DatePrecision::day)
    return std::nullopt;
  constexpr std::string_view before = " *[(v0123456789.:-";
  const bool leads =
      text.substr(0, date->span.begin).find_first_not_of(before) == std::string_view::npos;
  return leads ? date : std::nullopt;
}

bool has_field_of_document(const plan::ChapterFacts& facts, plan::FieldRole role) {
  return std::any_of(facts.fields.begin(), facts.fields.end(), [&](const plan::Field& field) {
    return field.role == role && is_of_document(facts, field);
  });
}

std::optional<SaidDay> said_day(const DocumentInput& input, plan::FieldRole role, Glance bit) {
  for (std::size_t c = input.plan.chapters.size(); c-- > 0;) {
    if ((input.glances[c] & bit) == 0) continue;
    const plan::PlacedChapter& chapter = input.plan.chapters[c];
    const auto& fields = chapter.facts->fields;
    for (auto field = fields.rbegin(); field != fields.rend(); ++field) {
      if (field->role != role || !is_of_document(*chapter.facts, *field)) continue;
      const auto date = leading_date(field->value_text);
      if (!date) return std::nullopt;
      return SaidDay{&*field, chapter.offset, *date};
    }
  }
  return std::nullopt;
}

Fix* offer_day(Finding& finding, const DocumentInput& input, const SaidDay& said, plan::Date day) {
  const std::string instead = plan::spelt_like(said.written(), said.date, day);
  if (instead.empty()) return nullptr;
  const std::uint32_t chapter = input.plan.chapter_at(said.field->span.begin + said.offset);
  // The day's own words in the value, where they can be told apart from its markup.
  const std::string source = input.plan.chapters[chapter].facts->text(said.field->value);
  const std::size_t at = source.find(said.written());
  if (at == std::string::npos) return nullptr;
  const auto begin = said.value().begin + static_cast<std::uint32_t>(at);
  Fix& fix = finding.fixes.emplace_back();
  fix.title = fmt::format("Write {}", instead);
  fix.edits.push_back(
      {"", {begin, begin + static_cast<std::uint32_t>(said.written().size())}, instead});
  return &fix;
}

}  // namespace pland::rules
