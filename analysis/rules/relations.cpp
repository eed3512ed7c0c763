#include "analysis/rules/relations.h"

#include <algorithm>
#include <utility>

#include "analysis/plan/period.h"
#include "analysis/plan/record_name.h"
#include "analysis/workspace/path.h"

namespace pland::rules {

using workspace::FoundEntity;

namespace {

// The path and fragment that a link leads to, as a need has it.
std::string target_of(const workspace::Workspace& workspace, const workspace::Document& document,
                      const plan::ChapterFacts& facts, const plan::Reference& reference) {
  if (reference.form != plan::ReferenceForm::link) return reference.target;
  if (reference.mention >= facts.mentions.size()) return {};
  const workspace::Target target =
      workspace::resolve(workspace, document, facts.mentions[reference.mention]);
  if (target.kind != workspace::Target::Kind::file) return {};
  return target.has_fragment ? target.path + "#" + target.fragment : target.path;
}

}  // namespace

std::optional<FoundEntity> Relations::own(std::uint32_t chapter, const plan::Entity& entity) {
  if (entity.placeholder || entity.title.empty()) return std::nullopt;
  return names_.at(document_.summary,
                   entity.name_span.begin + document_.plan->chapters[chapter].offset);
}

const std::vector<FollowedReference>& Relations::of(std::uint32_t chapter) {
  if (chapter_ == chapter) return followed_;
  chapter_ = chapter;
  followed_.clear();
  const plan::ChapterFacts& facts = *document_.plan->chapters[chapter].facts;
  followed_.reserve(facts.references.size());
  for (const plan::Reference& reference : facts.references) {
    FollowedReference& made = followed_.emplace_back();
    made.reference = &reference;
    made.target = target_of(workspace_, document_, facts, reference);
    made.need = {reference.relation, reference.form, made.target};
    if (reference.entity < facts.entities.size())
      made.from = own(chapter, facts.entities[reference.entity]);
    if (!made.target.empty()) made.to = names_.follow(document_.summary, made.need);
  }
  return followed_;
}

std::vector<FoundEntity> Relations::needed_by(const FoundEntity& entity) {
  std::vector<FoundEntity> out;
  const auto add = [&](const FoundEntity& one) {
    const auto known =
        std::find_if(out.begin(), out.end(), [&](const auto& other) { return same(one, other); });
    if (known == out.end()) out.push_back(one);
  };
  for (const workspace::Need& need : workspace::needs_of(*entity.entity))
    if (need.relation == plan::Relation::depends_on)
      if (const auto to = names_.follow(entity.document, need)) add(*to);
  for (const FoundEntity& one : names_.claiming(entity, plan::Relation::blocks)) add(one);
  return out;
}

std::optional<FoundEntity> Relations::milestone_of(const FoundEntity& entity) {
  if (entity.entity->kind == plan::EntityKind::milestone) return entity;
  const auto& anchors = entity.document->anchors;
  const std::vector<std::uint32_t>& above = headings_above(*entity.document);
  const auto next =
      std::upper_bound(anchors.begin(), anchors.end(), entity.entity->place.span.begin,
                       [](std::uint32_t offset, const workspace::Anchor& one) {
                         return offset < one.place.span.begin;
                       });
  auto at = static_cast<std::uint32_t>(next - anchors.begin());
  // The heading before it, and those above that.
  while (at > 0 && anchors[at - 1].level == 0) --at;
  if (at == 0) return std::nullopt;
  for (--at;; at = above[at]) {
    const auto found = names_.at(entity.document, anchors[at].place.span.begin);
    if (found && found->entity->kind == plan::EntityKind::milestone) return found;
    if (above[at] == at) return std::nullopt;
  }
}

const std::vector<std::uint32_t>& Relations::headings_above(const workspace::Summary& document) {
  const auto [found, made] = above_.try_emplace(&document);
  if (!made) return found->second;
  std::vector<std::uint32_t> open;
  for (std::uint32_t i = 0; i < document.anchors.size(); ++i) {
    const std::uint8_t level = document.anchors[i].level;
    if (level > 0)
      while (!open.empty() && document.anchors[open.back()].level >= level) open.pop_back();
    found->second.push_back(open.empty() ? i : open.back());
    if (level > 0) open.push_back(i);
  }
  return found->second;
}

const Relations::Family& Relations::family(std::string_view name) {
  const auto known = families_.find(name);
  if (known != families_.end()) {
    names_.depend_on(workspace::NameForm::family, name);
    return known->second;
  }
  Family& made = families_[std::string(name)];
  for (const FoundEntity& one : names_.with(workspace::NameForm::family, name, document_.summary)) {
    if (!one.entity->id.empty()) made.ids.insert(workspace::number_of(one.entity->id));
    if (one.document != document_.summary || one.entity->kind != plan::EntityKind::milestone)
      continue;
    const auto period = plan::find_period(one.entity->title);
    if (!period || !period->period.number) continue;
    const auto number =
        static_cast<std::uint32_t>(period->period.last_number.value_or(*period->period.number));
    if (made.milestones.empty() || number > *made.milestones.rbegin())
      made.last_milestone = std::string(period->span.of(one.entity->title));
    made.milestones.insert(number);
  }
  return made;
}

Relations::Record Relations::record(std::uint32_t number) {
  if (!records_) {
    records_.emplace();
    const auto add = [&](const workspace::SummaryPtr& one) {
      if (one == nullptr || one->kind != plan::DocumentKind::decision || one->is_template) return;
      if (const auto name = plan::record_number(workspace::basename_of(one->path)))
        records_->emplace(name->number, one);
    };
    for (const auto& [path, document] : workspace_.open) add(document->summary);
    if (workspace_.files != nullptr)
      for (const auto& [path, summary] : *workspace_.files)
        if (!workspace_.open.contains(path)) add(summary);
  }
  const auto [begin, end] = records_->equal_range(number);
  std::vector<workspace::SummaryPtr> here, all;
  for (auto at = begin; at != end; ++at) {
    all.push_back(at->second);
    if (workspace::directory_of(at->second->path) == workspace::directory_of(document_.path))
      here.push_back(at->second);
  }
  const std::vector<workspace::SummaryPtr>& meant = here.empty() ? all : here;
  Record out{!meant.empty(), nullptr, std::nullopt};
  if (meant.size() != 1) return out;
  out.document = meant.front();
  out.decision = names_.follow(document_.summary, {plan::Relation::superseded_by,
                                                   plan::ReferenceForm::link, out.document->path});
  return out;
}

bool same(const FoundEntity& a, const FoundEntity& b) { return a.entity == b.entity; }

void point_at(Finding& finding, Report& report, const workspace::Document& document,
              const FoundEntity& entity, std::string message) {
  Related& related = finding.related.emplace_back();
  related.message = std::move(message);
  related.span = entity.entity->place.span;
  if (entity.document->path != document.path) {
    related.path = entity.document->path;
    report.read(entity.document);
    return;
  }
  related.chapter = document.plan->chapter_at(related.span.begin);
  related.span = related.span.shifted(0U - document.plan->chapters[related.chapter].offset);
  report.read_off(related.chapter);
}

}  // namespace pland::rules
