// Work that was finished since the last release, of which the changelog says nothing.
//
// Since the last release: the work has a day of its own that is not before the newest dated
// release, or nothing was released yet. The changelog is one that the document links to or that
// links to it, or CHANGELOG.md in its folder or one above. Two words of the name in a row, or the
// identifier, anywhere in it are enough.
#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string>

#include "analysis/plan/date.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/relations.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/trace/work.h"
#include "analysis/workspace/path.h"
#include "analysis/workspace/said.h"

namespace pland::rules {
namespace {

using plan::DocumentKind;
using plan::FieldRole;
using workspace::SummaryPtr;

SummaryPtr changelog_beside(const RelationsInput& input) {
  const auto is_one = [](const SummaryPtr& one) {
    return one != nullptr && one->kind == DocumentKind::changelog && !one->is_template;
  };
  for (const SummaryPtr& one : input.relations.names().linked_with(input.document.summary))
    if (is_one(one)) return one;
  const std::string_view root = input.workspace.root_of(input.document.path);
  std::string folder(workspace::directory_of(input.document.path));
  while (true) {
    const std::string path = workspace::join(folder, "CHANGELOG.md");
    input.relations.names().depend_on(workspace::NameForm::document, path);
    if (const SummaryPtr one = input.workspace.summary(path); is_one(one)) return one;
    if (folder.size() <= root.size() || !workspace::is_inside(folder, root)) return nullptr;
    folder = std::string(workspace::directory_of(folder));
  }
}

// Of its newest release that has one; `any` is whether there are releases at all.
struct Newest {
  std::optional<plan::Date> day;
  bool any = false;
};
Newest newest_release(const RelationsInput& input, const workspace::Summary& changelog) {
  Newest out;
  for (const workspace::NamedEntity& entity : changelog.entities) {
    if (entity.kind != plan::EntityKind::release) continue;
    input.relations.names().depend_on(entity);
    const auto date = plan::first_date(entity.title);
    if (!date || !date->valid) continue;
    out.any = true;
    if (!out.day || *out.day < date->date) out.day = date->date;
  }
  return out;
}

// The day on which it was finished, as it says itself.
std::optional<plan::Date> day_of(const plan::ChapterFacts& facts, const plan::Entity& entity) {
  const auto index = static_cast<std::uint32_t>(&entity - facts.entities.data());
  for (const FieldRole role : {FieldRole::completed_on, FieldRole::status, FieldRole::date}) {
    const plan::Field* field = facts.field_of(index, role);
    if (field == nullptr) continue;
    if (const auto date = plan::date_of_value(field->value_text); date && date->valid)
      return date->date;
  }
  const std::string name = facts.text(entity.is_section ? entity.span : entity.name_span);
  if (const auto date = plan::first_date(name); date && date->valid) return date->date;
  return std::nullopt;
}

bool is_logged(const RelationsInput& input, const plan::Entity& entity, bool& can_be) {
  const auto says = [&](std::uint32_t number) {
    can_be = true;
    const auto documents = input.relations.names().saying({number}, input.document.summary);
    return std::any_of(documents.begin(), documents.end(),
                       [](const SummaryPtr& one) { return one->kind == DocumentKind::changelog; });
  };
  if (!entity.id.empty() && says(workspace::number_of_id(entity.id))) return true;
  for (const std::string& name : names_of_work(entity))
    for (const std::uint32_t number : workspace::numbers_of_name(name))
      if (says(number)) return true;
  return false;
}

void judge(const RelationsInput& input, Report& report) {
  const plan::Plan& plan = *input.document.plan;
  if (plan.is_template || (plan.kind != DocumentKind::roadmap && plan.kind != DocumentKind::plan))
    return;
  SummaryPtr changelog;
  for (const plan::Entity& entity : input.facts().entities) {
    if (entity.kind != plan::EntityKind::initiative || entity.placeholder) continue;
    if (entity.status() != plan::Status::done) continue;
    if (changelog == nullptr) changelog = changelog_beside(input);
    if (changelog == nullptr) return;
    const Newest newest = newest_release(input, *changelog);
    const auto day = day_of(input.facts(), entity);
    if (newest.any && (!day || *day < *newest.day)) continue;
    bool can_be = false;
    if (is_logged(input, entity, can_be) || !can_be) continue;
    const std::string path =
        workspace::relative_to(changelog->path, workspace::directory_of(input.document.path));
    Finding& finding =
        report.add(entity.name_span, fmt::format("\"{}\" is done, but {} says nothing of it",
                                                 shortened(entity.title, 50), path));
    name_entity(finding, entity);
    if (changelog->anchors.empty()) continue;
    finding.related.push_back(
        {changelog->path, changelog->anchors.front().place.span, "The changelog"});
    report.read(changelog);
  }
}

}  // namespace

extern const Rule unlogged_shipment = {
    .name = "unlogged-shipment",
    .group = "trace",
    .severity = Severity::information,
    .on = false,
    .summary = "What was finished since the last release is in no changelog",
    .relations = judge,
    .tier = Tier::kind,
};

}  // namespace pland::rules
