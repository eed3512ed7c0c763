#include "analysis/rules/entity.h"

#include <fmt/format.h>

#include "analysis/text/unicode.h"

namespace pland::rules {

void name_entity(Finding& finding, const plan::Entity& entity) {
  finding.entity_kind = entity.kind;
  finding.entity_title = entity.title;
}

void name_section_entity(Finding& finding, const plan::ChapterFacts& facts, std::uint32_t section) {
  if (section >= facts.sections.size()) return;
  const std::uint32_t entity = facts.sections[section].entity;
  if (entity < facts.entities.size()) name_entity(finding, facts.entities[entity]);
}

void name_enclosing_entity(Finding& finding, const plan::Plan& plan, std::uint32_t entry) {
  while (entry < plan.outline.size() && finding.entity_kind == plan::EntityKind::none) {
    name_section_entity(finding, plan.facts(entry), plan.outline[entry].section);
    entry = plan.outline[entry].parent;
  }
}

std::string short_name(const plan::ChapterFacts& facts, const plan::Section& section) {
  if (section.period && section.period->role == plan::PeriodRole::leads)
    return facts.text(section.period->span);
  if (section.entity < facts.entities.size()) return facts.entities[section.entity].title;
  return section.title;
}

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string shortened(std::string_view text, std::size_t longest) {
  std::size_t at = 0, word = 0;
  for (std::size_t count = 0; at < text.size(); ++count) {
    if (count == longest) {
      const std::size_t end = word > at / 2 ? word : at;
      return std::string(text::trim(text.substr(0, end))) + "…";
    }
    if (text[at] == ' ') word = at;
    at += text::decode(text, at).size;
  }
  return std::string(text);
}

}  // namespace pland::rules
