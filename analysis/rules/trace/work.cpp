#include "analysis/rules/trace/work.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

#include "analysis/plan/label.h"
#include "analysis/plan/period.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/said.h"

namespace pland::rules {
namespace {

constexpr std::size_t longest_name = 8;  // words

std::size_t words_in(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
}

bool is_work(plan::EntityKind kind) {
  using plan::EntityKind;
  return kind == EntityKind::initiative || kind == EntityKind::milestone ||
         kind == EntityKind::theme || kind == EntityKind::task || kind == EntityKind::blocker;
}

}  // namespace

std::vector<std::string> names_of_work(const plan::Entity& entity) {
  std::vector<std::string> out;
  const auto add = [&](std::string name) {
    if (name.empty() || words_in(name) > longest_name) return;
    if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(std::move(name));
  };
  const std::string id = text::lower(entity.id);
  const auto without_id = [&id](std::string name) {
    if (id.empty() || !name.starts_with(id)) return name;
    const std::size_t begin = name.find_first_not_of(" :.)]-", id.size());
    return begin == std::string::npos ? std::string() : name.substr(begin);
  };
  add(without_id(entity.key));
  const std::string shorter = without_id(plan::normalise_without_parenthesis(entity.title));
  add(shorter);
  for (const std::string_view joint : {": ", " - ", " \u2013 ", " \u2014 "})
    if (const std::size_t at = shorter.find(joint); at != std::string::npos)
      add(shorter.substr(0, at));
  return out;
}

Saying who_says(const RelationsInput& input, const plan::Entity& entity) {
  Saying out;
  const auto add = [&](const std::vector<std::uint32_t>& numbers) {
    if (numbers.empty()) return;
    out.can_be_said = true;
    for (auto& document : input.relations.names().saying(numbers, input.document.summary))
      out.documents.push_back(std::move(document));
  };
  if (!entity.id.empty()) add({workspace::number_of_id(entity.id)});
  for (const std::string& name : names_of_work(entity)) add(workspace::numbers_of_name(name));
  std::sort(out.documents.begin(), out.documents.end(),
            [](const auto& a, const auto& b) { return a->path < b->path; });
  out.documents.erase(std::unique(out.documents.begin(), out.documents.end()), out.documents.end());
  return out;
}

Span extent_of_work(const plan::ChapterFacts& facts, const plan::Entity& entity) {
  if (entity.item < facts.items.size() && !entity.is_section) return facts.items[entity.item].span;
  std::uint32_t end = facts.sections.empty() ? entity.span.end : facts.sections.back().body.end;
  if (entity.section < facts.sections.size()) {
    const plan::Section& own = facts.sections[entity.section];
    if (!entity.is_section) end = own.body.end;
    for (std::size_t i = entity.section + 1; entity.is_section && i < facts.sections.size(); ++i)
      if (facts.sections[i].level <= own.level) {
        end = facts.sections[i].span.begin;
        break;
      }
  }
  for (const plan::Entity& other : facts.entities)
    if (other.span.begin > entity.span.begin && other.span.begin < end && is_work(other.kind) &&
        (other.kind == entity.kind || !entity.is_section))
      end = other.span.begin;
  return {entity.span.begin, std::max(end, entity.span.end)};
}

std::string shown_release(std::string_view title) {
  const auto period = plan::find_period(title);
  std::string name(text::trim(title));
  if (period && period->period.kind == plan::PeriodKind::release && !period->period.label.empty())
    name = period->period.label;
  const auto date = plan::first_date(title);
  if (!date || name.find(date->span.of(title)) != std::string::npos) return name;
  return fmt::format("{} ({})", name, plan::to_iso(date->date));
}

}  // namespace pland::rules
