#include "analysis/features/trace.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "analysis/features/cursor.h"
#include "analysis/features/needs.h"
#include "analysis/features/references.h"
#include "analysis/features/shipped.h"
#include "analysis/features/standing.h"
#include "analysis/features/subject.h"
#include "analysis/plan/label.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"

namespace pland::features {
namespace {

using plan::DocumentKind;
using plan::EntityKind;
using plan::FieldRole;
using plan::no_index;
using workspace::DocumentPtr;
using workspace::Workspace;

// How far from the intention a kind of document is: roadmaps say what is wanted, plans how it is
// done, changelogs that it is there.
int distance(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::roadmap:
    case DocumentKind::okr:
      return 0;
    case DocumentKind::decision:
      return 1;
    case DocumentKind::plan:
      return 2;
    case DocumentKind::guide:
    case DocumentKind::none:
      return 3;
    case DocumentKind::changelog:
      return 4;
  }
  return 3;
}

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += " \u00b7 ";
    out += part;
  }
  return out;
}

// `relation`: how one comes to it.
Thing made_of(const Standing& standing, std::string_view relation = {}) {
  const plan::Entity& entity = standing.entity();
  const auto status = entity.status();
  Thing thing;
  thing.path = standing.document->path;
  thing.document = standing.document;
  thing.name = entity.title;
  thing.kind = entity.kind;
  thing.detail = joined({relation, plan::name(entity.kind),
                         status ? plan::name(*status, entity.kind) : std::string_view()});
  thing.selection = entity.name_span.shifted(standing.placed().offset);
  thing.span = extent_of(standing);
  // A client wants the name inside (LSP 3.17, CallHierarchyItem).
  thing.span = {std::min(thing.span.begin, thing.selection.begin),
                std::max(thing.span.end, thing.selection.end)};
  return thing;
}

Thing made_of(const ChangelogEntry& entry) {
  Thing thing;
  thing.path = entry.document->path;
  thing.document = entry.document;
  thing.name = entry.text;
  thing.detail = entry.release.empty() ? "changelog" : "shipped in " + entry.release;
  thing.span = thing.selection = entry.span;
  thing.is_entry = true;
  return thing;
}

Thing made_of_file(const Workspace& workspace, const std::string& path) {
  Thing thing;
  thing.path = path;
  thing.document = workspace::is_markdown(path) ? workspace.document(path) : nullptr;
  thing.name = workspace::basename_of(path);
  const std::string_view root = workspace.root_of(path);
  thing.detail = root.empty() ? path : workspace::relative_to(path, root);
  return thing;
}

// The entity as the workspace knows it: what naming and references speak of.
std::optional<FoundEntity> known(const Standing& standing) {
  const workspace::SummaryPtr& summary = standing.document->summary;
  const Span name = standing.entity().name_span.shifted(standing.placed().offset);
  for (const workspace::NamedEntity& entity : summary->entities)
    if (entity.place.span == name && entity.kind == standing.entity().kind)
      return FoundEntity{summary, &entity};
  return std::nullopt;
}

std::optional<Standing> at_name_of(const Thing& thing) {
  if (thing.document == nullptr || thing.kind == EntityKind::none) return std::nullopt;
  auto found = standing_on_line(thing.document, thing.selection.begin);
  if (!found || found->entity().kind != thing.kind) return std::nullopt;
  return found;
}

class Steps {
 public:
  void add(Thing thing, Span from) {
    for (TraceStep& step : steps_) {
      if (step.thing.path != thing.path || step.thing.selection != thing.selection) continue;
      if (std::find(step.from.begin(), step.from.end(), from) == step.from.end())
        step.from.push_back(from);
      return;
    }
    steps_.push_back({std::move(thing), {from}});
  }
  std::vector<TraceStep> take() { return std::move(steps_); }

 private:
  std::vector<TraceStep> steps_;
};

// The same thing in documents that are nearer to the work (`down`), or nearer to the intention.
std::vector<Standing> elsewhere(const Workspace& workspace, const Standing& standing, bool down) {
  std::vector<Standing> out;
  const auto own = known(standing);
  if (!own) return out;
  const int here = distance(own->document->kind);
  for (const FoundEntity& other : told_elsewhere(workspace, *own)) {
    if (!workspace.is_inside(other.document->path)) continue;
    const int there = distance(other.document->kind);
    if (down ? there <= here : there >= here) continue;
    if (auto found = standing_of(workspace, other)) out.push_back(std::move(*found));
  }
  return out;
}

// Things that the words at a span of a thing mean: calls visit(Standing, Span in the document).
template <typename Visit>
void each_meant(const Workspace& workspace, const Standing& standing, Span span,
                std::string_view name, Visit&& visit) {
  const plan::Mention* link = link_around(standing.facts(), span);
  std::vector<FoundEntity> found;
  if (link != nullptr) {
    if (auto linked = entity_linked(workspace, *standing.document, *link, name))
      found.push_back(std::move(*linked));
  }
  if (found.empty()) found = entities_known_as(workspace, *standing.document, name);
  for (const FoundEntity& one : found) {
    auto there = standing_of(workspace, one);
    if (there && !there->same(standing))
      visit(*there, (link != nullptr ? link->span : span).shifted(standing.placed().offset));
  }
}

// The same for all parts of those of its fields that are wanted, and what is listed below them.
template <typename Wanted, typename Visit>
void each_named(const Workspace& workspace, const Standing& standing, Wanted&& wanted,
                Visit&& visit) {
  const plan::ChapterFacts& facts = standing.facts();
  const auto look = [&](Span span, std::string_view name) {
    each_meant(workspace, standing, span, name, visit);
  };
  for (const plan::Field& field : facts.fields)
    if (field.entity == standing.index && wanted(field)) each_part(facts, field, look);
  for (const plan::Item& item : facts.items) {
    if (item.label == no_index || item.name_span.empty()) continue;
    const plan::Field& field = facts.fields[item.label];
    if (field.entity == standing.index && wanted(field)) look(item.name_span, item.name);
  }
}

bool says_theme(const plan::Field& field) {
  return field.role == FieldRole::theme || field.role == FieldRole::parent;
}

bool holds_things(EntityKind kind) {
  return kind == EntityKind::theme || kind == EntityKind::objective ||
         kind == EntityKind::milestone;
}

// Files and things that the text of a thing links to.
void add_mentions(const Workspace& workspace, const Standing& standing, bool things, Steps& steps) {
  const Span extent = extent_of(standing);
  const plan::Plan& plan = *standing.document->plan;
  for (std::uint32_t i = standing.chapter; i < plan.chapters.size(); ++i) {
    const plan::PlacedChapter& placed = plan.chapters[i];
    if (placed.offset >= extent.end) break;
    for (const plan::Mention& mention : placed.facts->mentions) {
      const Span span = mention.span.shifted(placed.offset);
      if (!extent.contains(span) || mention.placeholder || mention.image) continue;
      if (mention.form == plan::MentionForm::definition) continue;
      const auto file = mentioned_file(workspace, *standing.document, mention);
      if (!file || !workspace.is_inside(file->target.path)) continue;
      if (file->target.has_fragment && !file->target.line_fragment) {
        if (!things) continue;
        const auto linked =
            entity_linked(workspace, *standing.document, mention, placed.facts->text(mention.text));
        auto there = linked ? standing_of(workspace, *linked) : std::nullopt;
        if (there && !there->same(standing)) steps.add(made_of(*there, "links to"), span);
        continue;
      }
      if (file->target.path == standing.document->path) continue;
      if (file->existence == workspace::Existence::file)
        steps.add(made_of_file(workspace, file->target.path), span);
    }
  }
}

// What makes a thing true, in the order of its life.
void add_realisations(const Workspace& workspace, const Standing& standing, bool things,
                      Steps& steps) {
  const Span name = standing.entity().name_span.shifted(standing.placed().offset);
  for (const Standing& other : elsewhere(workspace, standing, true))
    steps.add(made_of(other, plan::name(other.document->plan->kind)), name);
  if (const auto own = known(standing)) {
    for (const auto& found : changelog_entries(workspace, standing.document->path, {own->entity}))
      for (const ChangelogEntry& entry : found) steps.add(made_of(entry), name);
  }
  add_mentions(workspace, standing, things, steps);
}

// What holds a place that refers to a thing: a thing, else its heading, else the document.
Thing holder_at(const DocumentPtr& document, Span span, std::string_view relation) {
  if (auto found = standing_on_line(document, span.begin)) return made_of(*found, relation);
  const Cursor cursor = cursor_at(*document, span.begin);
  const std::uint32_t section = section_at(cursor);
  Thing thing;
  thing.path = document->path;
  thing.document = document;
  if (section != no_index && cursor.facts->sections[section].level > 0) {
    const plan::Section& heading = cursor.facts->sections[section];
    thing.name = heading.title;
    thing.selection = cursor.place(heading.title_span);
    thing.span = cursor.place({heading.span.begin, heading.body.end});
    thing.detail = relation;
  }
  if (text::trim(thing.name).empty()) thing.name = workspace::basename_of(document->path);
  return thing;
}

std::string_view relation_of(const DocumentPtr& document, Span span) {
  const Cursor cursor = cursor_at(*document, span.begin);
  const plan::Field* field = field_at(cursor);
  if (field == nullptr) return "mentions it";
  if (says_needs(*field)) return "needs it";
  if (field->role == FieldRole::blocks) return "blocks it";
  return "mentions it";
}

Target target_of(const Thing& thing) {
  if (thing.document == nullptr) return {thing.path, {}, {}};
  return {thing.path, place_of(thing.document->text, thing.span),
          place_of(thing.document->text, thing.selection)};
}

std::optional<Definition> leading_to(Span origin, const std::vector<TraceStep>& steps) {
  if (steps.empty()) return std::nullopt;
  Definition out{origin, {}};
  for (const TraceStep& step : steps) out.targets.push_back(target_of(step.thing));
  return out;
}

// What the cursor is on: the link or name; else the name of its line's thing.
struct Asked {
  Standing standing;
  Span origin;
};
std::optional<Asked> asked_at(const Workspace& workspace, const DocumentPtr& document,
                              std::uint32_t offset) {
  const Cursor cursor = cursor_at(*document, offset);
  if (const plan::Mention* link = mention_at(cursor);
      link != nullptr && link->form == plan::MentionForm::link) {
    const auto linked = entity_linked(workspace, *document, *link, cursor.facts->text(link->text));
    auto there = linked ? standing_of(workspace, *linked) : std::nullopt;
    if (there) return Asked{std::move(*there), cursor.place(link->span)};
  }
  const auto subject = subject_at(workspace, *document, offset);
  if (subject && !subject->entities.empty()) {
    if (auto found = standing_of(workspace, subject->entities.front()))
      return Asked{std::move(*found), subject->origin};
  }
  auto found = standing_on_line(document, offset);
  if (!found) return std::nullopt;
  const std::uint32_t at = std::min(offset, document->text.size());
  const Span name = found->entity().name_span.shifted(found->placed().offset);
  return Asked{std::move(*found), name.touches(at) ? name : Span{at, at}};
}

// What is to be looked for where others refer to a thing. Links alone count for what holds others:
// "Q1 2027" in a sentence is a time, and who is of a theme is below it. Nobody names tasks.
std::optional<Subject> referred_to(const Workspace& workspace, const Standing& standing,
                                   const Thing& thing) {
  const auto own = known(standing);
  if (!own || !can_be_named(thing.kind)) return std::nullopt;
  auto subject = subject_at(workspace, *thing.document, thing.selection.begin);
  if (holds_things(thing.kind)) {
    if (!subject || subject->kind != Subject::Kind::heading) return std::nullopt;
    subject->entities.clear();
    return subject;
  }
  const bool is_it = subject && !subject->entities.empty() &&
                     subject->entities.front().entity->key == own->entity->key;
  if (is_it) return subject;
  subject.emplace();
  subject->kind = Subject::Kind::entity;
  subject->path = thing.path;
  subject->entities = {*own};
  return subject;
}

}  // namespace

std::optional<Thing> thing_at(const Workspace& workspace, const DocumentPtr& document,
                              std::uint32_t offset) {
  const auto asked = asked_at(workspace, document, offset);
  if (!asked) return std::nullopt;
  return made_of(asked->standing);
}

std::optional<Thing> thing_named(const Workspace& workspace, std::string_view path,
                                 std::string_view name, std::uint32_t offset) {
  const auto document = workspace.document(path);
  if (document == nullptr) return std::nullopt;
  std::optional<FoundEntity> best;
  std::uint32_t nearest = 0;
  for (const workspace::NamedEntity& entity : document->summary->entities) {
    if (entity.title != name) continue;
    const std::uint32_t at = entity.place.span.begin;
    const std::uint32_t far = at > offset ? at - offset : offset - at;
    if (best && far >= nearest) continue;
    best = FoundEntity{document->summary, &entity};
    nearest = far;
  }
  if (!best) return std::nullopt;
  const auto found = standing_of(workspace, *best);
  if (!found) return std::nullopt;
  return made_of(*found);
}

std::vector<TraceStep> outgoing(const Workspace& workspace, const Thing& thing) {
  const auto standing = at_name_of(thing);
  if (!standing) return {};
  Steps steps;
  if (holds_things(thing.kind)) {
    for (Thing& below : things_below(workspace, thing))
      steps.add(std::move(below), thing.selection);
  }
  each_named(workspace, *standing, says_needs,
             [&](const Standing& needed, Span from) { steps.add(made_of(needed, "needs"), from); });
  // What the initiatives in a milestone link to is theirs.
  if (holds_things(thing.kind)) return steps.take();
  add_realisations(workspace, *standing, true, steps);
  return steps.take();
}

std::vector<TraceStep> incoming(const Workspace& workspace, const Thing& thing) {
  const auto standing = at_name_of(thing);
  if (!standing) return {};
  Steps steps;
  for (Thing& above : things_above(workspace, thing)) {
    const Span name = above.selection;
    steps.add(std::move(above), name);
  }
  const auto subject = referred_to(workspace, *standing, thing);
  if (!subject) return steps.take();
  for (const Reference& one : references(workspace, thing.document, *subject)) {
    if (one.role != Reference::Role::link && one.role != Reference::Role::name) continue;
    // What a changelog says of it comes after it.
    if (one.document->plan->kind == DocumentKind::changelog) continue;
    Thing from = holder_at(one.document, one.span, relation_of(one.document, one.span));
    if (from.path == thing.path && from.selection == thing.selection) continue;
    steps.add(std::move(from), one.span);
  }
  return steps.take();
}

std::vector<Thing> things_above(const Workspace& workspace, const Thing& thing) {
  std::vector<Thing> out;
  const auto standing = at_name_of(thing);
  if (!standing) return out;
  for (const Standing& origin : elsewhere(workspace, *standing, false))
    out.push_back(made_of(origin, plan::name(origin.document->plan->kind)));
  if (const auto holder = holder_of(*standing); holder && is_work(holder->entity().kind))
    out.push_back(made_of(*holder));
  each_named(workspace, *standing, says_theme, [&](const Standing& theme, Span) {
    const bool there = std::any_of(out.begin(), out.end(), [&](const Thing& one) {
      return one.path == theme.document->path &&
             one.selection == theme.entity().name_span.shifted(theme.placed().offset);
    });
    if (!there) out.push_back(made_of(theme));
  });
  return out;
}

std::vector<Thing> things_below(const Workspace& workspace, const Thing& thing) {
  std::vector<Thing> out;
  const auto standing = at_name_of(thing);
  if (!standing) return out;
  for (const Standing& held : held_by(*standing)) out.push_back(made_of(held));
  for (const Standing& item : elsewhere(workspace, *standing, true))
    out.push_back(made_of(item, plan::name(item.document->plan->kind)));
  if (thing.kind != EntityKind::theme) return out;
  // What says of itself that it is of this theme.
  const plan::Plan& plan = *thing.document->plan;
  for (std::uint32_t i = 0; i < plan.chapters.size(); ++i) {
    const plan::ChapterFacts& facts = *plan.chapters[i].facts;
    for (const plan::Field& field : facts.fields) {
      if (!says_theme(field) || field.entity == no_index) continue;
      const Standing one{thing.document, i, field.entity};
      if (!is_work(one.entity().kind)) continue;
      each_part(facts, field, [&](Span span, std::string_view name) {
        each_meant(workspace, one, span, name, [&](const Standing& theme, Span) {
          if (theme.same(*standing)) out.push_back(made_of(one));
        });
      });
    }
  }
  return out;
}

std::optional<Definition> implementation(const Workspace& workspace, const DocumentPtr& document,
                                         std::uint32_t offset) {
  const auto asked = asked_at(workspace, document, offset);
  if (!asked || holds_things(asked->standing.entity().kind)) return std::nullopt;
  Steps steps;
  add_realisations(workspace, asked->standing, false, steps);
  return leading_to(asked->origin, steps.take());
}

std::optional<Definition> declaration(const Workspace& workspace, const DocumentPtr& document,
                                      std::uint32_t offset) {
  const auto asked = asked_at(workspace, document, offset);
  const auto original = [&]() -> std::optional<Definition> {
    if (!asked) return std::nullopt;
    Steps steps;
    for (const Standing& origin : elsewhere(workspace, asked->standing, false))
      steps.add(made_of(origin), {});
    return leading_to(asked->origin, steps.take());
  };
  // A file's link on a thing's line is no name of the thing.
  const bool on_name = asked && !asked->origin.empty();
  if (on_name) {
    if (auto found = original()) return found;
  }
  if (auto found = definition(workspace, *document, offset)) return found;
  return original();
}

std::optional<Definition> type_definition(const Workspace& workspace, const DocumentPtr& document,
                                          std::uint32_t offset) {
  const auto asked = asked_at(workspace, document, offset);
  if (!asked) return std::nullopt;
  Steps steps;
  for (Thing& above : things_above(workspace, made_of(asked->standing)))
    if (above.path == asked->standing.document->path) steps.add(std::move(above), {});
  if (auto found = leading_to(asked->origin, steps.take())) return found;
  // The section that lists its sort: "Strategic Risks".
  const Standing& standing = asked->standing;
  const plan::Plan& plan = *standing.document->plan;
  const plan::Entity& entity = standing.entity();
  if (entity.section == no_index) return std::nullopt;
  std::uint32_t entry = plan.entry_of(standing.chapter, entity.section);
  if (entry != no_index && entity.is_section) entry = plan.outline[entry].parent;
  if (entry == no_index || plan.section(entry).level == 0) return std::nullopt;
  const Span title = plan.section(entry).title_span.shifted(plan.offset(entry));
  const markdown::Document& text = standing.document->text;
  return Definition{
      asked->origin,
      {{standing.document->path, place_of(text, plan.extent(entry)), place_of(text, title)}}};
}

}  // namespace pland::features
