// An item of the plan, under Now or Next, that serves nothing of the roadmap: no field says what it
// is for, and no name, identifier or link in it leads to one of the roadmap's things.
//
// Only where there is a roadmap that belongs to the plan. What keeps things running needs no
// reason.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string>
#include <string_view>

#include "analysis/plan/label.h"
#include "analysis/plan/period.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/relations.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/trace/work.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"
#include "analysis/workspace/said.h"

namespace pland::rules {
namespace {

using plan::DocumentKind;
using plan::EntityKind;
using plan::FieldRole;
using workspace::FoundEntity;
using workspace::SummaryPtr;

constexpr std::size_t longest_name = 8;  // words

bool sets_direction(const workspace::Summary& document) {
  return document.kind == DocumentKind::roadmap || document.kind == DocumentKind::okr;
}

SummaryPtr roadmap_beside(const RelationsInput& input) {
  for (const SummaryPtr& one : input.relations.names().linked_with(input.document.summary))
    if (one->kind == DocumentKind::roadmap && one->kind_source >= plan::KindSource::matched &&
        !one->is_template)
      return one;
  return nullptr;
}

bool is_upkeep(std::string_view text) {
  const std::string lower = text::lower(text);
  for (const std::string_view word :
       {"maintenance", "bug", "chore", "fix", "refactor", "upgrade", "tech debt", "technical debt",
        "housekeeping", "dependencies", "security", "cleanup", "clean up", "clean-up"})
    if (lower.find(word) != std::string::npos) return true;
  return false;
}

bool is_now_or_next(const plan::ChapterFacts& facts, const plan::Entity& entity) {
  const auto says = [](std::optional<plan::SectionRole> role) {
    return role == plan::SectionRole::now || role == plan::SectionRole::next ||
           role == plan::SectionRole::in_progress;
  };
  if (entity.section >= facts.sections.size()) return false;
  std::uint8_t level = 7;
  for (std::uint32_t i = entity.section + 1; i-- > 0;) {
    if (facts.sections[i].level >= level) continue;
    level = facts.sections[i].level;
    if (says(facts.sections[i].role)) return true;
  }
  for (const plan::Ancestor& above : facts.before.ancestors)
    if (above.level < level && says(above.role)) return true;
  return false;
}

// A field that says what it is for.
bool says_purpose(const plan::ChapterFacts& facts, const plan::Entity& entity) {
  const auto index = static_cast<std::uint32_t>(&entity - facts.entities.data());
  for (const FieldRole role : {FieldRole::theme, FieldRole::objective, FieldRole::key_result,
                               FieldRole::parent, FieldRole::goal}) {
    const plan::Field* field = facts.field_of(index, role);
    if (field != nullptr && !field->value_text.empty()) return true;
  }
  return false;
}

bool links_up(const RelationsInput& input, Span extent) {
  for (const plan::Mention& mention : input.facts().mentions) {
    if (!extent.contains(mention.span) || mention.image || mention.placeholder) continue;
    const workspace::Target target = workspace::resolve(input.workspace, input.document, mention);
    if (target.kind != workspace::Target::Kind::file) continue;
    const SummaryPtr document = input.workspace.summary(target.path);
    if (document != nullptr && sets_direction(*document)) return true;
  }
  return false;
}

bool is_of_roadmap(const RelationsInput& input, workspace::NameForm form, std::string_view name) {
  for (const FoundEntity& found : input.relations.names().with(form, name, nullptr)) {
    const EntityKind kind = found.entity->kind;
    input.relations.names().depend_on(workspace::NameForm::document, found.document->path);
    if (sets_direction(*found.document) &&
        (kind == EntityKind::initiative || kind == EntityKind::theme ||
         kind == EntityKind::objective || kind == EntityKind::milestone))
      return true;
  }
  return false;
}

// Whether words in a row are the name of one of the roadmap's things.
bool names_one(const RelationsInput& input, std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const std::string normal = plan::normalise(text) + " ";
  for (const char c : normal) {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  constexpr std::size_t most = 60;  // words of one text
  for (std::size_t from = 0; from < words.size() && from < most; ++from) {
    std::string name;
    for (std::size_t i = from; i < words.size() && i < from + longest_name; ++i) {
      name += (name.empty() ? "" : " ") + words[i];
      const std::string key = plan::normalise(name);
      if (i > from && is_of_roadmap(input, workspace::NameForm::key, key)) return true;
    }
  }
  return false;
}

bool speaks_of_roadmap(const RelationsInput& input, const plan::Entity& entity, Span extent) {
  const plan::ChapterFacts& facts = input.facts();
  if (!entity.id.empty() && is_of_roadmap(input, workspace::NameForm::id, entity.id)) return true;
  for (const plan::Run& run : facts.runs) {
    if (!extent.contains(run.plain.source_span)) continue;
    for (const Span id : workspace::ids_in(run.plain.text))
      if (is_of_roadmap(input, workspace::NameForm::id, id.of(run.plain.text))) return true;
    if (names_one(input, run.plain.text)) return true;
  }
  return false;
}

void judge(const RelationsInput& input, Report& report) {
  const plan::Plan& plan = *input.document.plan;
  if (plan.kind != DocumentKind::plan || plan.is_template) return;
  const plan::ChapterFacts& facts = input.facts();
  SummaryPtr roadmap;
  for (const plan::Entity& entity : facts.entities) {
    if (entity.kind != EntityKind::initiative || entity.placeholder) continue;
    const auto status = entity.status();
    if (status && (plan::is_closed(*status) || *status == plan::Status::deferred)) continue;
    if (!is_now_or_next(facts, entity)) continue;
    const Span extent = extent_of_work(facts, entity);
    if (says_purpose(facts, entity) || is_upkeep(entity.title)) continue;
    const auto index = static_cast<std::uint32_t>(&entity - facts.entities.data());
    const plan::Field* sort = facts.field_of(index, FieldRole::kind);
    if (sort != nullptr && is_upkeep(sort->value_text)) continue;
    if (roadmap == nullptr) roadmap = roadmap_beside(input);
    if (roadmap == nullptr) return;
    if (links_up(input, extent) || speaks_of_roadmap(input, entity, extent)) continue;
    const std::string path =
        workspace::relative_to(roadmap->path, workspace::directory_of(input.document.path));
    Finding& finding =
        report.add(entity.name_span, fmt::format("\"{}\" says nothing of what it is for in {}",
                                                 shortened(entity.title, 50), path));
    name_entity(finding, entity);
    if (roadmap->anchors.empty()) continue;
    finding.related.push_back({roadmap->path, roadmap->anchors.front().place.span, "The roadmap"});
    report.read(roadmap);
  }
}

}  // namespace

extern const Rule unparented_plan_item = {
    .name = "unparented-plan-item",
    .group = "trace",
    .severity = Severity::information,
    .on = false,
    .summary = "An item of the plan serves nothing of the roadmap",
    .relations = judge,
    .tier = Tier::kind,
};

}  // namespace pland::rules
