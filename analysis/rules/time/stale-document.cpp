// A document that says when it was last updated, and that was long ago. Off unless selected: how
// often a plan is looked at is its team's own business.
#include <fmt/format.h>
#include <string>

#include "analysis/plan/label.h"
#include "analysis/plan/path_words.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/outline.h"
#include "analysis/rules/rule.h"

namespace pland::rules {
namespace {

// After how many days it is stale; 0 for what stands as it was written.
int days_until_stale(plan::DocumentKind kind) {
  switch (kind) {
    case plan::DocumentKind::plan:
    case plan::DocumentKind::okr:
      return 30;
    case plan::DocumentKind::decision:
    case plan::DocumentKind::changelog:
      return 0;
    default:
      return 90;
  }
}

Glance glance(const ChapterInput& input) { return input.facts.last_updated ? 1 : 0; }

// The field that the document's day was read from: the last that has one.
const plan::Field* last_update(const plan::ChapterFacts& facts) {
  for (auto field = facts.fields.rbegin(); field != facts.fields.rend(); ++field) {
    if (field->role != plan::FieldRole::last_updated) continue;
    const auto date = plan::date_of_value(field->value_text);
    if (date && date->valid && date->date == *facts.last_updated) return &*field;
  }
  return nullptr;
}

void judge_document(const DocumentInput& input, Report& report) {
  const plan::Plan& plan = input.plan;
  const int limit = days_until_stale(plan.kind);
  if (limit == 0 || !plan.last_updated || plan.is_template) return;
  if (plan::path_words(input.path).to_copy) return;
  const int days = plan::days_between(*plan.last_updated, input.settings.today);
  if (days <= limit || is_archived(plan) || is_finished(plan)) return;
  std::size_t chapter = plan.chapters.size();
  while (chapter > 0 && input.glances[chapter - 1] == 0) --chapter;
  if (chapter == 0) return;
  const plan::ChapterFacts& facts = *plan.chapters[chapter - 1].facts;
  const std::uint32_t offset = plan.chapters[chapter - 1].offset;
  const plan::Field* field = last_update(facts);
  if (field == nullptr) return;
  Finding& finding =
      report.add(field->value.shifted(offset),
                 fmt::format("Last updated {} ago; after {} days somebody should look at it again",
                             counted(static_cast<std::size_t>(days), "day"), limit));
  const auto date = plan::date_of_value(field->value_text);
  const std::string_view written = date->span.of(field->value_text);
  const std::string instead = plan::spelt_like(written, *date, input.settings.today);
  const std::size_t at = facts.text(field->value).find(written);
  if (instead.empty() || at == std::string::npos) return;
  const auto begin = field->value.begin + offset + static_cast<std::uint32_t>(at);
  Fix& fix = finding.fixes.emplace_back();
  fix.title = "Looked at, and still true";  // only the author can say so
  fix.safe = false;
  fix.edits.push_back({"", {begin, begin + static_cast<std::uint32_t>(written.size())}, instead});
}

}  // namespace

extern const Rule stale_document = {
    .name = "stale-document",
    .group = "time",
    .severity = Severity::information,
    .time_dependent = true,
    .on = false,
    .summary = "A document was not updated for a long time",
    .document = judge_document,
    .glance = glance,
    .tier = Tier::entity,
};

}  // namespace pland::rules
