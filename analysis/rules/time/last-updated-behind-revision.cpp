// "Last Updated" is older than the newest entry of the document's own revision history; or the next
// review lies before the last update, as it stood before that.
#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <vector>

#include "analysis/plan/label.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/rule.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

using plan::FieldRole;

// A day that is sure, and stands at the start of what is said: "2027-03-02: Scope of Q3".
std::optional<plan::FoundDate> leading_date(std::string_view text) {
  const auto date = plan::first_date(text);
  if (!date || !date->valid || date->ambiguous || date->precision != plan::DatePrecision::day)
    return std::nullopt;
  constexpr std::string_view before = " *[(v0123456789.:-";
  const bool leads = text.substr(0, date->span.begin).find_first_not_of(before) ==
                     std::string_view::npos;
  return leads ? date : std::nullopt;
}

bool is_of_document(const plan::ChapterFacts& facts, const plan::Field& field) {
  return field.entity == plan::no_index || facts.entities[field.entity].is_section;
}

// The revisions of a chapter: entities that are one, and the newest of them.
struct Newest {
  plan::Date date;
  const plan::Entity* entity = nullptr;
};
std::optional<Newest> newest_revision(const plan::ChapterFacts& facts) {
  std::optional<Newest> out;
  for (const plan::Entity& entity : facts.entities) {
    if (entity.kind != plan::EntityKind::revision || entity.placeholder) continue;
    const auto date = leading_date(entity.title);
    if (date && (!out || out->date < date->date)) out = Newest{date->date, &entity};
  }
  return out;
}

// The glance: the day of the newest revision (20 bits, from the year 1 on; 0 for none), and whether
// there is a Last Updated or a Next Review of the document.
constexpr Glance has_update = 1, has_review = 2;
constexpr int day_shift = 8;

Glance glance(const ChapterInput& input) {
  Glance out = 0;
  if (const auto newest = newest_revision(input.facts))
    out |= static_cast<Glance>(plan::days_between({1, 1, 1}, newest->date) + 1) << day_shift;
  for (const plan::Field& field : input.facts.fields) {
    if (!is_of_document(input.facts, field)) continue;
    if (field.role == FieldRole::last_updated) out |= has_update;
    if (field.role == FieldRole::next_review) out |= has_review;
  }
  return out;
}

struct Said {  // a field of the document, and the day that it says
  const plan::Field* field = nullptr;
  std::uint32_t offset = 0;  // of its chapter
  plan::FoundDate date;
};

// The last of the document's fields of a role.
std::optional<Said> said(const DocumentInput& input, FieldRole role, Glance has) {
  for (std::size_t c = input.plan.chapters.size(); c-- > 0;) {
    if ((input.glances[c] & has) == 0) continue;
    const plan::PlacedChapter& chapter = input.plan.chapters[c];
    const auto& fields = chapter.facts->fields;
    for (auto field = fields.rbegin(); field != fields.rend(); ++field) {
      if (field->role != role || !is_of_document(*chapter.facts, *field)) continue;
      const auto date = leading_date(field->value_text);
      if (!date) return std::nullopt;
      return Said{&*field, chapter.offset, *date};
    }
  }
  return std::nullopt;
}

// The day's own words in the value, where they can be told apart from its markup.
std::optional<Span> words_of(const plan::ChapterFacts& facts, const Said& said) {
  const std::string source = facts.text(said.field->value);
  const std::string_view written = said.date.span.of(said.field->value_text);
  const std::size_t at = source.find(written);
  if (at == std::string::npos) return std::nullopt;
  const auto begin = said.field->value.begin + static_cast<std::uint32_t>(at);
  return Span{begin, begin + static_cast<std::uint32_t>(written.size())}.shifted(said.offset);
}

const plan::ChapterFacts& facts_of(const plan::Plan& plan, const Said& said) {
  return *plan.chapters[plan.chapter_at(said.field->span.begin + said.offset)].facts;
}

void judge_revisions(const DocumentInput& input, const Said& update, Report& report) {
  const plan::Plan& plan = input.plan;
  std::size_t chapter = 0;
  Glance newest = 0;
  for (std::size_t c = 0; c < input.glances.size(); ++c) {
    if (input.glances[c] >> day_shift <= newest) continue;
    newest = input.glances[c] >> day_shift;
    chapter = c;
  }
  if (newest == 0) return;
  const auto revision = newest_revision(*plan.chapters[chapter].facts);
  if (!revision || revision->date <= update.date.date) return;
  const std::string_view written = update.date.span.of(update.field->value_text);
  Finding& finding = report.add(
      update.field->value.shifted(update.offset),
      fmt::format("{} {} is older than the newest revision ({})", update.field->label_text, written,
                  plan::to_iso(revision->date)));
  finding.related.push_back(
      {"", revision->entity->name_span.shifted(plan.chapters[chapter].offset),
       "The newest revision"});
  const std::string instead = plan::spelt_like(written, update.date, revision->date);
  const auto span = words_of(facts_of(plan, update), update);
  if (instead.empty() || !span) return;
  Fix& fix = finding.fixes.emplace_back();
  fix.title = fmt::format("Write {}", instead);
  fix.preferred = true;
  fix.edits.push_back({"", *span, instead});
}

void judge_review(const DocumentInput& input, const Said& update, Report& report) {
  const auto review = said(input, FieldRole::next_review, has_review);
  if (!review || review->date.date >= update.date.date) return;
  const std::string_view written = review->date.span.of(review->field->value_text);
  if (text::trim(review->field->value_text) != written) return;  // it says more: "(held)"
  Finding& finding = report.add(
      review->field->value.shifted(review->offset),
      fmt::format("{} {} is before the last update ({})", review->field->label_text, written,
                  plan::to_iso(update.date.date)));
  finding.related.push_back(
      {"", update.field->value.shifted(update.offset), "The last update"});
  // As long after the update as reviews are apart by default.
  constexpr int months = 3;
  const std::string instead =
      plan::spelt_like(written, review->date, plan::add_months(update.date.date, months));
  const auto span = words_of(facts_of(input.plan, *review), *review);
  if (instead.empty() || !span) return;
  Fix& fix = finding.fixes.emplace_back();
  fix.title = fmt::format("Write {}", instead);
  fix.safe = false;
  fix.edits.push_back({"", *span, instead});
}

void judge_document(const DocumentInput& input, Report& report) {
  if (input.plan.is_template || input.plan.kind == plan::DocumentKind::changelog) return;
  const auto update = said(input, FieldRole::last_updated, has_update);
  if (!update) return;
  judge_revisions(input, *update, report);
  judge_review(input, *update, report);
}

}  // namespace

extern const Rule last_updated_behind_revision = {
    .name = "last-updated-behind-revision",
    .group = "time",
    .severity = Severity::warning,
    .summary = "The day of the last update is older than the newest revision",
    .document = judge_document,
    .glance = glance,
    .tier = Tier::entity,
};

}  // namespace pland::rules
