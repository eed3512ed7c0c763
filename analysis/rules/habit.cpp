#include "analysis/rules/habit.h"

#include <algorithm>
#include <string>

#include "analysis/plan/kind.h"
#include "analysis/rules/label_style.h"

namespace pland::rules {
namespace {

constexpr int count_bits = 9;  // of things in a chapter, and of those that say an aspect
constexpr Glance most = (Glance{1} << count_bits) - 1;
static_assert(label_count_bits + 5 * count_bits <= 64);

bool has_role(const Aspect& aspect, std::optional<plan::FieldRole> role) {
  return role && std::find(aspect.roles.begin(), aspect.roles.end(), role) != aspect.roles.end();
}

std::uint8_t bit(std::size_t aspect) { return static_cast<std::uint8_t>(1U << aspect); }

}  // namespace

bool Habit::is_one(const plan::ChapterFacts& facts, const plan::Entity& entity) const {
  if (entity.kind != kind_ || entity.placeholder) return false;
  if (entity.item >= facts.items.size()) return true;
  const plan::Item& item = facts.items[entity.item];
  return !item.row && entity.first_field != plan::no_index;
}

std::uint8_t Habit::said(const plan::ChapterFacts& facts, const plan::Entity& entity) const {
  std::uint8_t bits = 0;
  for (std::uint32_t i = entity.first_field; i != plan::no_index; i = facts.fields[i].next)
    for (std::size_t a = 0; a < aspects_.size(); ++a)
      if (has_role(aspects_[a], facts.fields[i].role)) bits |= bit(a);
  return bits;
}

std::uint8_t Habit::said_below(const plan::Plan& plan, std::uint32_t entry) const {
  std::uint8_t bits = 0;
  for (std::uint32_t e = entry + 1; e < plan.outline[entry].end; ++e) {
    const auto role = plan::field_role_of_normal(plan.section(e).key);
    for (std::size_t a = 0; a < aspects_.size(); ++a)
      if (has_role(aspects_[a], role)) bits |= bit(a);
  }
  return bits;
}

Glance Habit::count(const plan::ChapterFacts& facts) const {
  std::array<Glance, 5> counts{};
  for (const plan::Entity& entity : facts.entities) {
    if (!is_one(facts, entity)) continue;
    ++counts[0];
    const std::uint8_t bits = said(facts, entity);
    for (std::size_t a = 0; a < aspects_.size(); ++a)
      if ((bits & bit(a)) != 0) ++counts[a + 1];
  }
  Glance out = count_labels(facts);
  for (std::size_t i = 0; i < counts.size(); ++i)
    out |= std::min(counts[i], most) << (label_count_bits + static_cast<int>(i) * count_bits);
  return out;
}

Habit::Counts Habit::sum(std::span<const Glance> glances) const {
  Counts sum;
  for (const Glance glance : glances) {
    Glance rest = glance >> label_count_bits;
    if (rest == 0) continue;
    sum.things += static_cast<std::uint32_t>(rest & most);
    for (std::uint32_t& count : sum.saying) {
      rest >>= count_bits;
      count += static_cast<std::uint32_t>(rest & most);
    }
  }
  return sum;
}

std::uint8_t Habit::usual(const Counts& counts) {
  std::uint8_t bits = 0;
  for (std::size_t a = 0; a < counts.saying.size(); ++a)
    if (counts.saying[a] >= 2 && counts.saying[a] * 2 >= counts.things) bits |= bit(a);
  return bits;
}

std::uint8_t Habit::promised(const DocumentInput& input) const {
  return usual(sum(input.glances)) | in_template(input.plan);
}

std::uint8_t Habit::in_template(const plan::Plan& plan) const {
  std::uint8_t bits = 0;
  if (plan.schema == nullptr || plan.kind_source < plan::KindSource::matched) return bits;
  for (const plan::SchemaSection& section : plan.schema->sections) {
    if (section.entity != kind_) continue;
    for (const plan::SchemaField& field : section.fields)
      for (std::size_t a = 0; a < aspects_.size(); ++a)
        if (has_role(aspects_[a], field.role)) bits |= bit(a);
  }
  return bits;
}

Span extent_of(const plan::ChapterFacts& facts, const plan::Entity& entity) {
  if (entity.item < facts.items.size()) return facts.items[entity.item].span;
  if (entity.section >= facts.sections.size()) return entity.span;
  Span span = {entity.span.begin, facts.sections[entity.section].body.end};
  // Entities stand in the order of the text: the next that no item is ends a bold line's.
  const auto index = static_cast<std::size_t>(&entity - facts.entities.data());
  for (std::size_t i = index + 1; i < facts.entities.size(); ++i) {
    const plan::Entity& next = facts.entities[i];
    if (next.section != entity.section) break;
    if (next.item != plan::no_index || next.span.begin <= entity.span.begin) continue;
    if (!entity.is_section) span.end = std::min(span.end, next.span.begin);
    break;
  }
  return span;
}

std::vector<const plan::Run*> prose_of(const plan::ChapterFacts& facts,
                                       const plan::Entity& entity) {
  const Span extent = extent_of(facts, entity);
  std::vector<const plan::Run*> out;
  // Runs and fields stand in the order of the text.
  auto at = std::lower_bound(facts.runs.begin(), facts.runs.end(), extent.begin,
                             [](const plan::Run& run, std::uint32_t begin) {
                               return run.plain.source_span.begin < begin;
                             });
  for (; at != facts.runs.end() && at->plain.source_span.begin < extent.end; ++at) {
    const plan::Run& run = *at;
    const Span span = run.plain.source_span;
    if (run.heading || run.quoted || !extent.contains(span)) continue;
    if (run.item == entity.item && run.item != plan::no_index) continue;  // its own words
    if (!entity.is_section && span.contains(entity.name_span.begin)) continue;
    const auto field = std::lower_bound(
        facts.fields.begin(), facts.fields.end(), span.begin,
        [](const plan::Field& one, std::uint32_t begin) { return one.span.begin < begin; });
    if (field == facts.fields.end() || !span.contains(field->span.begin)) out.push_back(&run);
  }
  return out;
}

std::string listed(std::span<const Aspect> aspects, std::uint8_t which) {
  std::vector<std::string_view> words;
  for (std::size_t a = 0; a < aspects.size(); ++a)
    if ((which & bit(a)) != 0) words.push_back(aspects[a].words);
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " or " : ", ";
    out += words[i];
  }
  return out;
}

}  // namespace pland::rules
