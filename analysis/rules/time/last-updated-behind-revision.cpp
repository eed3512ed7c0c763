// "Last Updated" is older than the newest entry of the document's own revision history; or the next
// review lies before the last update, as it stood before that. Entries of days to come are plans.
#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <vector>

#include "analysis/plan/label.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/time/last_updated.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

using plan::FieldRole;

// The revisions of a chapter: entities that are one, and the newest of them.
struct Newest {
  plan::Date date;
  const plan::Entity* entity = nullptr;
};
std::optional<Newest> newest_revision(const plan::ChapterFacts& facts, plan::Date today) {
  std::optional<Newest> out;
  for (const plan::Entity& entity : facts.entities) {
    if (entity.kind != plan::EntityKind::revision || entity.placeholder) continue;
    const auto date = leading_date(entity.title);
    if (date && date->date <= today && (!out || out->date < date->date))
      out = Newest{date->date, &entity};
  }
  return out;
}

// The glance: the day of the newest revision (20 bits, from the year 1 on; 0 for none), and whether
// there is a Last Updated or a Next Review of the document.
constexpr Glance has_update = 1, has_review = 2;
constexpr int day_shift = 8;

Glance glance(const ChapterInput& input) {
  Glance out = 0;
  if (const auto newest = newest_revision(input.facts, input.settings.today))
    out |= static_cast<Glance>(plan::days_between({1, 1, 1}, newest->date) + 1) << day_shift;
  if (has_field_of_document(input.facts, FieldRole::last_updated)) out |= has_update;
  if (has_field_of_document(input.facts, FieldRole::next_review)) out |= has_review;
  return out;
}

void judge_revisions(const DocumentInput& input, const SaidDay& update, Report& report) {
  const plan::Plan& plan = input.plan;
  std::size_t chapter = 0;
  Glance newest = 0;
  for (std::size_t c = 0; c < input.glances.size(); ++c) {
    if (input.glances[c] >> day_shift <= newest) continue;
    newest = input.glances[c] >> day_shift;
    chapter = c;
  }
  if (newest == 0) return;
  const auto revision = newest_revision(*plan.chapters[chapter].facts, input.settings.today);
  if (!revision || revision->date <= update.date.date) return;
  Finding& finding =
      report.add(update.value(), fmt::format("{} {} is older than the newest revision ({})",
                                             update.field->label_text, update.written(),
                                             plan::to_iso(revision->date)));
  finding.related.push_back({"", revision->entity->name_span.shifted(plan.chapters[chapter].offset),
                             "The newest revision"});
  if (Fix* fix = offer_day(finding, input, update, revision->date)) fix->preferred = true;
}

void judge_review(const DocumentInput& input, const SaidDay& update, Report& report) {
  const auto review = said_day(input, FieldRole::next_review, has_review);
  if (!review || review->date.date >= update.date.date) return;
  const std::string_view written = review->written();
  if (text::trim(review->field->value_text) != written) return;  // it says more: "(held)"
  Finding& finding = report.add(review->value(), fmt::format("{} {} is before the last update ({})",
                                                             review->field->label_text, written,
                                                             plan::to_iso(update.date.date)));
  finding.related.push_back({"", update.value(), "The last update"});
  // As long after the update as reviews are apart by default.
  constexpr int months = 3;
  const plan::Date later = plan::add_months(update.date.date, months);
  if (Fix* fix = offer_day(finding, input, *review, later)) fix->safe = false;
}

void judge_document(const DocumentInput& input, Report& report) {
  if (input.plan.is_template || input.plan.kind == plan::DocumentKind::changelog) return;
  const auto update = said_day(input, FieldRole::last_updated, has_update);
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
