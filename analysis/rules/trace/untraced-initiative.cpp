// An initiative whose time has come, of which the plans that belong to the roadmap say nothing.
//
// Its time has come in the quarter (month, half, year) of today and the next one, under Now and
// Next, and wherever somebody says that it is under way. A trace is its name, its identifier or a
// link to it in any plan, decision record or document of no kind; or a link of its own that leads
// to one, or to a tracker.
#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string>

#include "analysis/plan/period.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/relations.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/trace/work.h"
#include "analysis/workspace/path.h"
#include "analysis/workspace/said.h"

namespace pland::rules {
namespace {

using plan::DocumentKind;
using plan::Status;
using workspace::FoundEntity;
using workspace::SummaryPtr;

bool is_under_way(std::optional<Status> status) {
  return status == Status::doing || status == Status::at_risk || status == Status::blocked;
}

bool is_put_away(std::optional<Status> status) {
  return status && (plan::is_closed(*status) || *status == Status::deferred);
}

// "Q1 2027" where the milestone's time has come.
std::optional<std::string> time_of(const FoundEntity& milestone, const Settings& settings) {
  const auto found = plan::find_period(milestone.entity->title);
  const auto status = milestone.entity->status;
  if (is_put_away(status)) return std::nullopt;
  if (!found || found->role == plan::PeriodRole::mention) {
    if (is_under_way(status))
      return milestone.entity->title.empty() ? std::string("in progress")
                                             : shortened(milestone.entity->title, 30);
    return std::nullopt;
  }
  const plan::Period& period = found->period;
  std::string shown = plan::to_string(period);
  if (period.kind == plan::PeriodKind::horizon) {
    const bool near = period.horizon == plan::Horizon::now ||
                      period.horizon == plan::Horizon::short_term ||
                      period.horizon == plan::Horizon::next;
    return near ? std::optional(shown) : std::nullopt;
  }
  const auto range = plan::calendar_range(period, settings.fiscal_year_start);
  if (!period.is_calendar() || !range)
    return is_under_way(status) ? std::optional(shown) : std::nullopt;
  if (range->last < settings.today) return std::nullopt;  // past-period-open tells of those
  if (!(settings.today < range->first)) return shown;
  const auto behind =
      plan::next(plan::period_of(settings.today, period.kind, settings.fiscal_year_start));
  if (!behind) return std::nullopt;
  const auto next = plan::calendar_range(*behind, settings.fiscal_year_start);
  return next && !(next->last < range->first) ? std::optional(shown) : std::nullopt;
}

// A document that could carry out what a roadmap says.
bool works(const workspace::Summary& document) {
  return document.kind == DocumentKind::plan || document.kind == DocumentKind::decision ||
         document.kind == DocumentKind::none;
}

// A link of its own to where it is worked on.
bool leads_on(const RelationsInput& input, const plan::Entity& entity) {
  const plan::ChapterFacts& facts = input.facts();
  const Span extent = extent_of_work(facts, entity);
  for (const plan::Mention& mention : facts.mentions) {
    if (!extent.contains(mention.span) || mention.image || mention.placeholder) continue;
    const workspace::Target target = workspace::resolve(input.workspace, input.document, mention);
    if (target.kind == workspace::Target::Kind::external) return true;
    if (target.kind != workspace::Target::Kind::file || target.path == input.document.path)
      continue;
    const SummaryPtr document = input.workspace.summary(target.path);
    if (document == nullptr || works(*document)) return true;
  }
  // "#123", and a field that says where it is tracked.
  const auto index = static_cast<std::uint32_t>(&entity - facts.entities.data());
  const plan::Field* tracking = facts.field_of(index, plan::FieldRole::tracking);
  if (tracking != nullptr && !tracking->value_text.empty()) return true;
  const std::string text = facts.text(extent);
  for (std::size_t at = text.find('#'); at != std::string::npos; at = text.find('#', at + 1)) {
    const bool word = at > 0 && (text[at - 1] != ' ' && text[at - 1] != '(' && text[at - 1] != '[');
    if (!word && at + 1 < text.size() && '0' <= text[at + 1] && text[at + 1] <= '9') return true;
  }
  return false;
}

bool is_traced(const RelationsInput& input, const plan::Entity& entity, const Saying& saying) {
  if (std::any_of(saying.documents.begin(), saying.documents.end(),
                  [](const SummaryPtr& document) { return works(*document); }))
    return true;
  if (entity.is_section) {
    const std::uint32_t begin =
        entity.name_span.begin + input.document.plan->chapters[input.chapter].offset;
    for (const workspace::Anchor& anchor : input.document.summary->anchors) {
      if (anchor.place.span.begin != begin || anchor.level == 0) continue;
      const auto number =
          workspace::number_of_link(fmt::format("{}#{}", input.document.path, anchor.slug));
      if (!input.relations.names().saying({number}, input.document.summary).empty()) return true;
    }
  }
  return leads_on(input, entity);
}

// The plan that belongs to the roadmap: one leads to the other.
SummaryPtr plan_beside(const RelationsInput& input) {
  for (const SummaryPtr& one : input.relations.names().linked_with(input.document.summary))
    if (one->kind == DocumentKind::plan && one->kind_source >= plan::KindSource::matched &&
        !one->is_template)
      return one;
  return nullptr;
}

void judge(const RelationsInput& input, Report& report) {
  const plan::Plan& plan = *input.document.plan;
  if (plan.kind != DocumentKind::roadmap || plan.is_template) return;
  SummaryPtr beside;
  for (const plan::Entity& entity : input.facts().entities) {
    if (entity.kind != plan::EntityKind::initiative || is_put_away(entity.status())) continue;
    const auto own = input.relations.own(input.chapter, entity);
    if (!own) continue;
    const auto milestone = input.relations.milestone_of(*own);
    if (milestone && is_put_away(milestone->entity->status)) continue;
    std::optional<std::string> time;
    if (milestone) time = time_of(*milestone, input.settings);
    if (!time && is_under_way(entity.status())) time = "in progress";
    if (!time) continue;
    if (beside == nullptr) beside = plan_beside(input);
    if (beside == nullptr) return;
    const Saying saying = who_says(input, entity);
    if (!saying.can_be_said || is_traced(input, entity, saying)) continue;
    const std::string path =
        workspace::relative_to(beside->path, workspace::directory_of(input.document.path));
    Finding& finding = report.add(entity.name_span,
                                  fmt::format("\"{}\" ({}) is in no plan: {} does not speak of it",
                                              shortened(entity.title, 50), *time, path));
    name_entity(finding, entity);
    if (beside->anchors.empty()) continue;
    finding.related.push_back({beside->path, beside->anchors.front().place.span, "The plan"});
    report.read(beside);
  }
}

}  // namespace

extern const Rule untraced_initiative = {
    .name = "untraced-initiative",
    .group = "trace",
    .severity = Severity::information,
    .time_dependent = true,
    .summary = "An initiative whose time has come is in no plan",
    .relations = judge,
    .tier = Tier::kind,
};

}  // namespace pland::rules
