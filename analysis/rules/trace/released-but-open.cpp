// Work that a changelog tells of as shipped, and that says of itself that it is open.
//
// By identifiers and links alone: names in prose are no proof. Both sides must have said it: the
// entry stands below a release that is out, and the work has a box or a status. An identifier of
// several things is none of them, and entries that speak of a part ("first part of TEN-3") count
// for nothing (workspace/said.h).
#include <algorithm>
#include <fmt/format.h>
#include <string>

#include "analysis/plan/label.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/relations.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/tasks/explicit_status.h"
#include "analysis/rules/trace/work.h"
#include "analysis/workspace/path.h"

namespace pland::rules {
namespace {

using plan::EntityKind;
using plan::Status;
using plan::StatusFact;
using workspace::FoundEntity;

bool is_open(Status status) {
  return status == Status::todo || status == Status::doing || status == Status::blocked ||
         status == Status::at_risk;
}

// What it says of its progress, if all of that is open. Where it stands ("Next") says nothing.
std::optional<StatusFact> open_status(const plan::ChapterFacts& facts, const plan::Entity& entity) {
  std::optional<StatusFact> out;
  for (const StatusFact& fact : entity.statuses) {
    if (!is_open(fact.status)) return std::nullopt;
    if (fact.source == StatusFact::Source::bucket) continue;
    if (!is_explicit(facts, fact, entity.name_span, entity.is_section)) continue;
    if (!out || fact.source != StatusFact::Source::checkbox) out = fact;
  }
  return out;
}

// Whether the identifier is another thing's as well: of this document, or of one that counts its
// own (each specification has an FR-001).
bool is_shared(const RelationsInput& input, const FoundEntity& own) {
  if (own.entity->id.empty()) return false;
  const auto all =
      input.relations.names().with(workspace::NameForm::id, own.entity->id, input.document.summary);
  return std::any_of(all.begin(), all.end(), [&](const FoundEntity& one) {
    if (one.document == input.document.summary) return one.entity != own.entity;
    return one.entity->key != own.entity->key;
  });
}

bool is_out(const FoundEntity& release) {
  if (release.entity == nullptr) return false;
  if (plan::section_role(release.entity->title) == plan::SectionRole::unreleased) return false;
  return plan::normalise(release.entity->title).find("unreleased") == std::string::npos;
}

// Says so in every place where it says something.
void offer_done(Finding& finding, const plan::ChapterFacts& facts, const plan::Entity& entity) {
  Fix& fix = finding.fixes.emplace_back();
  fix.title = "Mark it as done";
  fix.safe = false;
  for (const StatusFact& fact : entity.statuses) {
    if (fact.source == StatusFact::Source::bucket) continue;
    std::string text = fact.form == plan::StatusForm::emoji ? "\u2705" : "Done";
    if (fact.source == StatusFact::Source::checkbox) text = "[x]";
    fix.edits.push_back({"", fact.span, std::move(text)});
  }
  if (entity.item < facts.items.size() && facts.items[entity.item].checked == false &&
      std::none_of(entity.statuses.begin(), entity.statuses.end(), [](const StatusFact& fact) {
        return fact.source == StatusFact::Source::checkbox;
      }))
    fix.edits.push_back({"", facts.items[entity.item].checkbox, "[x]"});
}

void judge(const RelationsInput& input, Report& report) {
  const plan::Plan& plan = *input.document.plan;
  if (plan.kind == plan::DocumentKind::changelog || plan.is_template) return;
  for (const plan::Entity& entity : input.facts().entities) {
    // What links to a phase speaks of it, and need not be all of it.
    const bool work = entity.kind == EntityKind::initiative || entity.kind == EntityKind::task;
    if (!work || (entity.id.empty() && !entity.is_section)) continue;
    const auto status = open_status(input.facts(), entity);
    if (!status) continue;
    const auto own = input.relations.own(input.chapter, entity);
    if (!own || is_shared(input, *own)) continue;
    for (const FoundEntity& release : input.relations.names().shipping(*own)) {
      if (!is_out(release)) continue;
      const std::string name =
          entity.id.empty() ? fmt::format("\"{}\"", shortened(entity.title, 50)) : entity.id;
      Finding& finding =
          report.add(entity.name_span,
                     fmt::format("{} shipped in {}, but is {} here", name,
                                 shown_release(release.entity->title),
                                 status->status == Status::todo    ? "open"
                                 : status->status == Status::doing ? "in progress"
                                                                   : plan::name(status->status)));
      name_entity(finding, entity);
      point_at(finding, report, input.document, release, "The release that has it");
      offer_done(finding, input.facts(), entity);
      break;
    }
  }
}

}  // namespace

extern const Rule released_but_open = {
    .name = "released-but-open",
    .group = "trace",
    .severity = Severity::warning,
    .summary = "A changelog says that it is shipped, the plan that it is open",
    .relations = judge,
    .tier = Tier::entity,
};

}  // namespace pland::rules
