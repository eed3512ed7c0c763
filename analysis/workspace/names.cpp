#include "analysis/workspace/names.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "analysis/plan/label.h"
#include "analysis/plan/period.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/follow.h"
#include "analysis/workspace/said.h"

namespace pland::workspace {
namespace {

using plan::ReferenceForm;

bool is_digit(char c) { return '0' <= c && c <= '9'; }
char lower(char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

// How links name an entity that is a heading: `path#fragment`.
std::vector<std::string> headings_of(const FoundEntity& entity) {
  std::vector<std::string> out;
  const auto& anchors = entity.document->anchors;
  const std::uint32_t begin = entity.entity->place.span.begin;
  auto anchor = std::lower_bound(
      anchors.begin(), anchors.end(), begin,
      [](const Anchor& one, std::uint32_t offset) { return one.place.span.begin < offset; });
  for (; anchor != anchors.end() && anchor->place.span.begin == begin; ++anchor)
    if (anchor->level > 0) out.push_back(entity.document->path + "#" + std::string(anchor->slug));
  return out;
}

bool has_name(const NamedEntity& entity, NameForm form, std::string_view name) {
  switch (form) {
    case NameForm::key:
      return entity.key == name || short_key(entity.key) == name;
    case NameForm::id:
      return equal_ignoring_case(entity.id, name);
    case NameForm::family:
      if (is_counted(entity) && equal_ignoring_case(family_of(entity.id), name)) return true;
      if (entity.kind != plan::EntityKind::milestone) return false;
      return equal_ignoring_case(family_of_ordinal(ordinal_of(entity)), name);
    case NameForm::ordinal:
      return entity.kind == plan::EntityKind::milestone && ordinal_of(entity) == name;
    case NameForm::claims: {
      const std::vector<Need> needs = needs_of(entity);
      return std::any_of(needs.begin(), needs.end(), [&](const Need& need) {
        return is_claim(need.relation) && need.target == name;
      });
    }
    default:
      return false;
  }
}

}  // namespace

std::string_view short_key(std::string_view key) {
  std::size_t at = 0;
  while (at < key.size() && (('a' <= key[at] && key[at] <= 'z') || key[at] == ' ')) ++at;
  const std::size_t digits = at;
  while (at < key.size() && is_digit(key[at])) ++at;
  const bool numbered = digits > 1 && key[digits - 1] == ' ' && at > digits;
  if (!numbered || at == key.size() || (key[at] != ':' && key[at] != ' ')) return {};
  return key.substr(0, at);
}

std::string_view family_of_ordinal(std::string_view ordinal) {
  return ordinal.substr(0, ordinal.find(' '));
}

bool is_counted(const NamedEntity& entity) {
  const std::string_view title = entity.title.substr(entity.title.starts_with('[') ? 1 : 0);
  return !entity.id.empty() && title.starts_with(entity.id);
}

std::string_view family_of(std::string_view id) { return id.substr(0, id.rfind('-')); }

std::uint32_t number_of(std::string_view id) {
  std::uint32_t number = 0;
  for (std::size_t i = id.rfind('-') + 1; i < id.size() && is_digit(id[i]); ++i)
    number = number * 10 + static_cast<std::uint32_t>(id[i] - '0');
  return number;
}

std::string ordinal_of(const NamedEntity& entity) {
  const auto period = plan::find_period(entity.title);
  if (!period || period->role != plan::PeriodRole::leads) return {};
  return plan::to_string(period->period);
}

void Names::ask(NameForm form, std::string_view name) { asked_.push_back(hash_of(form, name)); }

void Names::ask(const NamedEntity& entity) {
  if (!entity.key.empty()) ask(NameForm::key, entity.key);
}

std::vector<std::uint32_t> Names::take_asked() {
  std::sort(asked_.begin(), asked_.end());
  asked_.erase(std::unique(asked_.begin(), asked_.end()), asked_.end());
  return std::exchange(asked_, {});
}

const Names::Local& Names::local(const SummaryPtr& summary) {
  const auto [found, made] = locals_.try_emplace(summary.get());
  if (made) {
    found->second.summary = summary;
    for (const NamedEntity& entity : summary->entities)
      each_name(entity, [&, to = &found->second.by_name](NameForm form, std::string_view name) {
        to->emplace(hash_of(form, name), &entity);
      });
  }
  return found->second;
}

std::vector<FoundEntity> Names::in(const SummaryPtr& document, NameForm form,
                                   std::string_view name) {
  std::vector<FoundEntity> out;
  const auto [begin, end] = local(document).by_name.equal_range(hash_of(form, name));
  for (auto at = begin; at != end; ++at)
    if (has_name(*at->second, form, name)) out.push_back({document, at->second});
  std::sort(out.begin(), out.end(), [](const FoundEntity& a, const FoundEntity& b) {
    return a.entity < b.entity;  // of one list, which is in text order
  });
  return out;
}

// The documents that may have the name, those that are open among them whatever they have; without
// `from` (may be null), by path.
std::vector<SummaryPtr> Names::candidates(std::uint32_t hash, const SummaryPtr& from) {
  std::vector<SummaryPtr> others;
  for (const auto& [path, document] : workspace_.open)
    if (from == nullptr || path != from->path) others.push_back(document->summary);
  const auto add_closed = [&](const SummaryPtr& summary) {
    if (summary == nullptr || workspace_.open.find(summary->path) != workspace_.open.end()) return;
    if (from == nullptr || summary->path != from->path) others.push_back(summary);
  };
  if (workspace_.index != nullptr && workspace_.index->files == workspace_.files) {
    for (const SummaryPtr& summary : files_with(*workspace_.index, hash)) add_closed(summary);
  } else if (workspace_.files != nullptr) {
    for (const auto& [path, summary] : *workspace_.files) add_closed(summary);
  }
  std::sort(others.begin(), others.end(),
            [](const SummaryPtr& a, const SummaryPtr& b) { return a->path < b->path; });
  return others;
}

std::vector<FoundEntity> Names::with(NameForm form, std::string_view name, const SummaryPtr& from) {
  ask(form, name);
  std::vector<FoundEntity> out;
  if (from != nullptr) out = in(from, form, name);
  for (const SummaryPtr& other : candidates(hash_of(form, name), from))
    for (FoundEntity& found : in(other, form, name)) out.push_back(std::move(found));
  return out;
}

std::vector<SummaryPtr> Names::saying(const std::vector<std::uint32_t>& numbers,
                                      const SummaryPtr& from) {
  std::vector<SummaryPtr> out;
  if (numbers.empty()) return out;
  asked_.insert(asked_.end(), numbers.begin(), numbers.end());
  for (SummaryPtr& other : candidates(numbers.front(), from))
    if (std::all_of(numbers.begin(), numbers.end(),
                    [&](std::uint32_t number) { return other->says(number); })) {
      ask(NameForm::document, other->path);
      out.push_back(std::move(other));
    }
  return out;
}

std::vector<FoundEntity> Names::shipping(const FoundEntity& entity) {
  std::vector<std::string> names = headings_of(entity);
  if (!entity.entity->id.empty()) names.push_back(text::lower(entity.entity->id));
  std::vector<FoundEntity> out;
  for (const std::string& name : names) {
    ask(NameForm::shipped, name);
    for (const SummaryPtr& other : candidates(hash_of(NameForm::shipped, name), entity.document))
      for (const Shipped& shipped : other->shipped) {
        if (shipped.name != name) continue;
        FoundEntity found{other, nullptr};
        for (const NamedEntity& one : other->entities) {
          if (one.place.span.begin > shipped.offset) break;
          if (one.kind == plan::EntityKind::release) found.entity = &one;
        }
        if (found.entity != nullptr) ask(*found.entity);
        out.push_back(std::move(found));
      }
  }
  return out;
}

std::vector<SummaryPtr> Names::linked_with(const SummaryPtr& document) {
  std::vector<SummaryPtr> out = linking_to(workspace_, document->path);
  ask(NameForm::target, link_key(document->path));
  ask(NameForm::document, document->path);
  for (const std::string& target : document->targets) {
    ask(NameForm::document, target);
    if (SummaryPtr summary = workspace_.summary(target)) out.push_back(std::move(summary));
  }
  for (const SummaryPtr& one : out) ask(NameForm::document, one->path);
  std::sort(out.begin(), out.end(),
            [](const SummaryPtr& a, const SummaryPtr& b) { return a->path < b->path; });
  out.erase(std::unique(out.begin(), out.end()), out.end());
  std::erase_if(out, [&](const SummaryPtr& one) { return one->path == document->path; });
  return out;
}

// The one in `from`; where that has none, the one there is.
std::optional<FoundEntity> Names::only(NameForm form, std::string_view name, const SummaryPtr& from,
                                       bool anywhere) {
  std::vector<FoundEntity> found;
  if (anywhere) {
    found = with(form, name, from);
  } else {
    ask(form, name);
    found = in(from, form, name);
  }
  if (found.empty()) return std::nullopt;
  std::size_t own = 0;
  while (own < found.size() && found[own].document == from) ++own;
  if (own > 1 || (own == 0 && found.size() > 1)) return std::nullopt;
  ask(*found[0].entity);
  return found[0];
}

// `path#fragment`, or a document that records a decision.
std::optional<FoundEntity> Names::behind_link(std::string_view target) {
  const std::size_t hash = target.find('#');
  const SummaryPtr document = workspace_.summary(target.substr(0, hash));
  if (document == nullptr) return std::nullopt;
  if (hash == std::string_view::npos) {
    if (document->kind != plan::DocumentKind::decision) return std::nullopt;
    const auto first = std::find_if(document->anchors.begin(), document->anchors.end(),
                                    [](const Anchor& anchor) { return anchor.level == 1; });
    return first == document->anchors.end() ? std::nullopt : at(document, first->place.span.begin);
  }
  const Anchor* anchor = document->anchor(target.substr(hash + 1));
  if (anchor == nullptr || anchor->level == 0) return std::nullopt;
  // The heading may become a thing, or another one.
  ask(NameForm::key, plan::normalise(anchor->title));
  return at(document, anchor->place.span.begin);
}

std::optional<FoundEntity> Names::at(const SummaryPtr& document, std::uint32_t offset) {
  const auto& entities = document->entities;
  const auto found = std::lower_bound(entities.begin(), entities.end(), offset,
                                      [](const NamedEntity& entity, std::uint32_t begin) {
                                        return entity.place.span.begin < begin;
                                      });
  if (found == entities.end() || found->place.span.begin != offset) return std::nullopt;
  ask(*found);
  return FoundEntity{document, &*found};
}

std::optional<FoundEntity> Names::follow(const SummaryPtr& from, const Need& need) {
  switch (need.form) {
    case ReferenceForm::link:
      return behind_link(need.target);
    case ReferenceForm::id:
      return only(NameForm::id, need.target, from, true);
    case ReferenceForm::ordinal:
      return only(NameForm::ordinal, need.target, from, false);
    case ReferenceForm::name: {
      auto found = only(NameForm::key, need.target, from, true);
      if (found) return found;
      const std::string shorter = plan::normalise_without_parenthesis(need.target);
      if (shorter == need.target || shorter.find(' ') == std::string::npos) return std::nullopt;
      return only(NameForm::key, shorter, from, true);
    }
  }
  return std::nullopt;
}

std::vector<FoundEntity> Names::claiming(const FoundEntity& entity, plan::Relation relation) {
  std::vector<std::string> names;
  if (!entity.entity->key.empty()) names.emplace_back(entity.entity->key);
  if (!entity.entity->id.empty()) names.emplace_back(entity.entity->id);
  if (entity.entity->kind == plan::EntityKind::milestone)
    if (std::string ordinal = ordinal_of(*entity.entity); !ordinal.empty())
      names.push_back(std::move(ordinal));
  if (entity.document->kind == plan::DocumentKind::decision) names.push_back(entity.document->path);
  for (std::string& heading : headings_of(entity)) names.push_back(std::move(heading));
  std::vector<FoundEntity> out;
  for (const std::string& name : names)
    for (const FoundEntity& found : with(NameForm::claims, name, entity.document))
      for (const Need& need : needs_of(*found.entity)) {
        if (need.relation != relation || need.target != name) continue;
        const auto meant = follow(found.document, need);
        if (meant && meant->entity == entity.entity) out.push_back(found);
      }
  return out;
}

std::vector<std::uint32_t> changed_names(const Summary& before, const Summary& after) {
  std::vector<std::uint32_t> out = changed_numbers(before, after);
  bool releases = false;
  for (const NamedEntity* entity : changed_entities(before, after)) {
    releases |= entity->kind == plan::EntityKind::release;
    each_name(*entity,
              [&](NameForm form, std::string_view name) { out.push_back(hash_of(form, name)); });
  }
  // A release that comes or goes is another one for the entries below it.
  const auto same = [](const Shipped& a, const Shipped& b) { return a.name == b.name; };
  if (releases || !std::equal(before.shipped.begin(), before.shipped.end(), after.shipped.begin(),
                              after.shipped.end(), same))
    for (const Summary* summary : {&before, &after})
      for (const Shipped& one : summary->shipped)
        out.push_back(hash_of(NameForm::shipped, one.name));
  if (before.kind != after.kind || before.kind_source != after.kind_source ||
      before.is_template != after.is_template || before.targets != after.targets) {
    out.push_back(hash_of(NameForm::document, after.path));
    std::vector<std::string> targets;
    std::set_symmetric_difference(before.targets.begin(), before.targets.end(),
                                  after.targets.begin(), after.targets.end(),
                                  std::back_inserter(targets));
    for (const std::string& target : targets)
      out.push_back(hash_of(NameForm::target, link_key(target)));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

void note_changes(Workspace& workspace, const Summary& before, const Summary& after) {
  const std::vector<std::uint32_t> names = changed_names(before, after);
  if (names.empty()) return;
  auto log = std::make_shared<NameLog>();
  if (workspace.changes != nullptr) *log = *workspace.changes;
  ++log->last;
  for (const std::uint32_t name : names) log->names.emplace_back(log->last, name);
  if (log->names.size() > NameLog::most) {
    log->names.clear();
    log->forgotten = log->last;
  }
  workspace.changes = std::move(log);
}

std::uint64_t last_change(const Workspace& workspace) {
  return workspace.changes == nullptr ? 0 : workspace.changes->last;
}

bool may_differ(const Workspace& workspace, std::uint64_t change,
                const std::vector<std::uint32_t>& asked) {
  if (workspace.changes == nullptr || asked.empty()) return false;
  const NameLog& log = *workspace.changes;
  if (change < log.forgotten) return true;
  const auto first = std::upper_bound(
      log.names.begin(), log.names.end(), change,
      [](std::uint64_t number, const auto& entry) { return number < entry.first; });
  return std::any_of(first, log.names.end(), [&](const auto& entry) {
    return std::binary_search(asked.begin(), asked.end(), entry.second);
  });
}

}  // namespace pland::workspace
