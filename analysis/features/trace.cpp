#include "analysis/features/trace.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <utility>

#include "analysis/features/cursor.h"
#include "analysis/features/name_match.h"
#include "analysis/features/name_uses.h"
#include "analysis/features/needs.h"
#include "analysis/features/references.h"
#include "analysis/features/rewriting.h"
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

// Each once.
class Things {
 public:
  void add(Thing thing) {
    const bool there = std::any_of(things_.begin(), things_.end(), [&](const Thing& one) {
      return one.path == thing.path && one.selection == thing.selection;
    });
    if (!there) things_.push_back(std::move(thing));
  }
  std::vector<Thing> take() { return std::move(things_); }

 private:
  std::vector<Thing> things_;
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

// The file that a link means as a whole; empty where it means a place in it, or is the document.
std::string linked_file(const Workspace& workspace, const DocumentPtr& document,
                        const plan::Mention& mention) {
  if (mention.placeholder || mention.image || mention.form == plan::MentionForm::definition)
    return {};
  const auto file = mentioned_file(workspace, *document, mention);
  if (!file || file->existence != workspace::Existence::file) return {};
  if (file->target.has_fragment && !file->target.line_fragment) return {};
  if (file->target.path == document->path || !workspace.is_inside(file->target.path)) return {};
  return file->target.path;
}

// Files that the text of a thing links to, what is nested in it included.
void add_files(const Workspace& workspace, const Standing& standing, Steps& steps) {
  const Span extent = extent_of(standing);
  const plan::Plan& plan = *standing.document->plan;
  for (std::uint32_t i = standing.chapter; i < plan.chapters.size(); ++i) {
    const plan::PlacedChapter& placed = plan.chapters[i];
    if (placed.offset >= extent.end) break;
    for (const plan::Mention& mention : placed.facts->mentions) {
      const Span span = mention.span.shifted(placed.offset);
      if (!extent.contains(span)) continue;
      const std::string file = linked_file(workspace, standing.document, mention);
      if (!file.empty()) steps.add(made_of_file(workspace, file), span);
    }
  }
}

// What makes a thing true, in the order of its life.
void add_realisations(const Workspace& workspace, const Standing& standing, Steps& steps) {
  const Span name = standing.entity().name_span.shifted(standing.placed().offset);
  for (const Standing& other : elsewhere(workspace, standing, true))
    steps.add(made_of(other, plan::name(other.document->plan->kind)), name);
  if (const auto own = known(standing)) {
    for (const auto& found : changelog_entries(workspace, standing.document->path, {own->entity}))
      for (const ChangelogEntry& entry : found) steps.add(made_of(entry), name);
  }
}

// The thing whose text a place is: of its line, of the bold line above, of the heading.
std::optional<Standing> thing_around(const DocumentPtr& document, std::uint32_t offset) {
  if (auto found = standing_on_line(document, offset)) return found;
  const Cursor cursor = cursor_at(*document, offset);
  const std::uint32_t section = section_at(cursor);
  if (section == no_index) return std::nullopt;
  const auto& entities = cursor.facts->entities;
  std::uint32_t best = no_index;
  for (std::uint32_t i = 0; i < entities.size(); ++i) {
    const plan::Entity& one = entities[i];
    const bool above = !one.is_section && one.item == no_index && one.section == section &&
                       one.span.end <= cursor.at;
    if (above && (best == no_index || one.span.begin >= entities[best].span.begin)) best = i;
  }
  if (best == no_index) best = cursor.facts->sections[section].entity;
  if (best == no_index || entities[best].placeholder) return std::nullopt;
  return Standing{document, cursor.chapter, best};
}

// What holds a place that refers to a thing: a thing, else its heading, else the document.
Thing holder_at(const DocumentPtr& document, Span span, std::string_view relation) {
  if (auto found = thing_around(document, span.begin)) return made_of(*found, relation);
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

bool same_thing(const Thing& a, const Thing& b) {
  return a.path == b.path && a.kind == b.kind && a.selection == b.selection &&
         a.is_entry == b.is_entry;
}

// Whether names in a text mean it: a quarter in a sentence is a time, and nobody names tasks.
bool is_named(EntityKind kind) { return can_be_named(kind) && !holds_things(kind); }

// The same thing in other documents, in either direction.
template <typename Visit>
void each_alike(const Workspace& workspace, const FoundEntity& found, Visit&& visit) {
  for (const FoundEntity& other : told_elsewhere(workspace, found))
    if (auto there = standing_of(workspace, other)) visit(*there);
}

// What a thing says that it needs, and the same in other documents: visit(Standing, Span).
template <typename Visit>
void each_need(const Workspace& workspace, const Standing& standing, Visit&& visit) {
  each_named(workspace, standing, says_needs, [&](const Standing& needed, Span from) {
    if (!can_be_named(needed.entity().kind)) return;
    visit(needed, from);
    if (!is_named(needed.entity().kind)) return;
    const auto own = known(needed);
    if (!own) return;
    each_alike(workspace, *own, [&](const Standing& other) {
      if (!other.same(standing)) visit(other, from);
    });
  });
}

// The thing that a link means: its heading's, or the one below that the text names.
std::optional<Standing> linked_thing(const Workspace& workspace, const DocumentPtr& document,
                                     const plan::ChapterFacts& facts,
                                     const plan::Mention& mention) {
  const auto linked = entity_linked(workspace, *document, mention, facts.text(mention.text));
  if (!linked || !can_be_named(linked->entity->kind)) return std::nullopt;
  auto there = standing_of(workspace, *linked);
  // What holds others is meant by links to its heading alone.
  if (there && holds_things(there->entity().kind) && !there->entity().is_section)
    return std::nullopt;
  return there;
}

// Calls visit(Standing, Span) for everything that the words of a stretch of a document name.
template <typename Visit>
void each_named_in(const Workspace& workspace, const DocumentPtr& document, Span stretch,
                   Visit&& visit) {
  const auto ask = [&](std::uint32_t at) {
    const auto naming = naming_at(workspace, cursor_at(*document, at));
    if (!naming) return;
    for (const FoundEntity& one : naming->entities) {
      if (!is_named(one.entity->kind)) continue;
      if (auto there = standing_of(workspace, one)) visit(*there, naming->span);
      each_alike(workspace, one, [&](const Standing& other) { visit(other, naming->span); });
    }
  };
  for (const plan::PlacedChapter& placed : document->plan->chapters) {
    if (placed.offset >= stretch.end) break;
    for (const plan::Run& run : placed.facts->runs) {
      const Span place = run.plain.source_span.shifted(placed.offset);
      if (place.end <= stretch.begin || place.begin >= stretch.end) continue;
      for (const Span word : words_of(run.plain.text)) {
        const std::uint32_t at = run.plain.source(word.begin) + placed.offset;
        if (stretch.contains(at)) ask(at);
      }
    }
    // `depends_on: Partner API` in front matter is in no run.
    for (const plan::Field& field : placed.facts->fields) {
      if (field.form != plan::FieldForm::front_matter || !refers(field.role)) continue;
      const Span value = field.value.shifted(placed.offset);
      const std::string text = document->text.text(value);
      for (const Span word : words_of(text))
        if (stretch.contains(value.begin + word.begin)) ask(value.begin + word.begin);
    }
  }
}

// What the text of a thing, heading or document links to and names: the places that it holds.
void add_said(const Workspace& workspace, const Thing& thing, Steps& steps) {
  const DocumentPtr& document = thing.document;
  if (document == nullptr || document->plan->kind == DocumentKind::changelog) return;
  Span stretch = thing.span;
  if (thing.form() == Thing::Form::file) stretch = {0, document->text.size()};
  const auto is_held = [&](Span span) {
    return stretch.contains(span.begin) && same_thing(holder_at(document, span, {}), thing);
  };
  const auto add = [&](const Standing& there, std::string_view relation, Span span) {
    Thing meant = made_of(there, relation);
    if (!same_thing(meant, thing)) steps.add(std::move(meant), span);
  };
  for (const plan::PlacedChapter& placed : document->plan->chapters) {
    if (placed.offset >= stretch.end) break;
    for (const plan::Mention& mention : placed.facts->mentions) {
      const Span span = mention.span.shifted(placed.offset);
      if (mention.placeholder || !stretch.contains(span.begin)) continue;
      const std::string file = linked_file(workspace, document, mention);
      const auto there = file.empty() && mention.form != plan::MentionForm::definition
                             ? linked_thing(workspace, document, *placed.facts, mention)
                             : std::nullopt;
      if ((file.empty() && !there) || !is_held(span)) continue;
      if (there) add(*there, "links to", span);
      if (!file.empty()) steps.add(made_of_file(workspace, file), span);
    }
  }
  each_named_in(workspace, document, stretch, [&](const Standing& there, Span span) {
    if (is_held(span)) add(there, "mentions", span);
  });
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
// "Q1 2027" in a sentence is a time, and who is of a theme is below it; and for a release, which
// says "1.2.0" as the whole world does. Nobody names tasks.
std::optional<Subject> referred_to(const Workspace& workspace, const Standing& standing,
                                   const Thing& thing) {
  // A release's name is a reference of its own: it is its heading that is asked for.
  const bool is_release = thing.kind == EntityKind::release;
  auto subject =
      subject_at(workspace, *thing.document, is_release ? thing.span.begin : thing.selection.begin);
  if (holds_things(thing.kind) || is_release) {
    if (!subject || subject->kind != Subject::Kind::heading) return std::nullopt;
    subject->entities.clear();
    return subject;
  }
  const auto own = known(standing);
  if (!own || !can_be_named(thing.kind)) return std::nullopt;
  const bool is_it = subject && !subject->entities.empty() &&
                     subject->entities.front().document->path == thing.path &&
                     subject->entities.front().entity->place.span == own->entity->place.span;
  if (is_it) return subject;
  subject.emplace();
  subject->kind = Subject::Kind::entity;
  subject->path = thing.path;
  subject->entities = {*own};
  return subject;
}

// Whether a link to the heading means this thing, and no other below it.
bool means(const Workspace& workspace, const Reference& link, const Standing& standing) {
  if (link.mention->form == plan::MentionForm::definition) return false;
  const Cursor cursor = cursor_at(*link.document, link.span.begin);
  const auto there = linked_thing(workspace, link.document, *cursor.facts, *link.mention);
  return there && there->same(standing);
}

// A row of dependencies has the name of what is depended on.
void add_row(const Workspace& workspace, const Standing& row, Steps& steps) {
  const auto own = known(row);
  if (!own || row.document->plan->kind == DocumentKind::changelog) return;
  const Span name = row.entity().name_span.shifted(row.placed().offset);
  for (const FoundEntity& one : workspace::find_entities(workspace, {}, own->entity->title)) {
    const bool meant = one.entity->key == own->entity->key && is_named(one.entity->kind) &&
                       one.entity->kind != EntityKind::dependency;
    auto there = meant ? standing_of(workspace, one) : std::nullopt;
    if (there) steps.add(made_of(*there, "needs"), name);
  }
}

// Calls visit(Standing) for the things that say something in a field like `wanted` and could mean
// this one there: looked for where its words are, and where links to its document are.
template <typename Wanted, typename Visit>
void each_asking(const Workspace& workspace, const Standing& standing, Wanted&& wanted,
                 Visit&& visit) {
  const auto own = known(standing);
  if (!own || !can_be_named(own->entity->kind)) return;
  std::vector<FoundEntity> names{*own};
  for (FoundEntity& other : told_elsewhere(workspace, *own)) names.push_back(std::move(other));
  const NameUses uses(workspace, std::move(names));
  std::set<std::string, std::less<>> linking{standing.document->path};
  for (const workspace::SummaryPtr& summary : linking_to(workspace, standing.document->path))
    linking.insert(summary->path);
  const auto may = [&](std::string_view path, std::string_view bytes) {
    return linking.contains(path) || uses.may_be_in(path, bytes);
  };
  each_document_with(workspace, may, [&](const DocumentPtr& document) {
    const plan::Plan& plan = *document->plan;
    for (std::uint32_t chapter = 0; chapter < plan.chapters.size(); ++chapter) {
      const plan::ChapterFacts& facts = *plan.chapters[chapter].facts;
      std::set<std::uint32_t> asking;
      for (const plan::Field& field : facts.fields)
        if (field.entity != no_index && wanted(field)) asking.insert(field.entity);
      for (const std::uint32_t index : asking) {
        const Standing one{document, chapter, index};
        if (!one.entity().placeholder && !one.same(standing)) visit(one);
      }
    }
  });
}

// The same thing said again in its own document: in a theme's list and in a milestone.
std::vector<Standing> twins_of(const Workspace& workspace, const Standing& standing) {
  std::vector<Standing> out;
  const auto own = known(standing);
  if (!own || own->entity->key.empty()) return out;
  for (const workspace::NamedEntity& other : own->document->entities) {
    if (&other == own->entity || other.key != own->entity->key || other.kind != own->entity->kind)
      continue;
    if (auto there = standing_of(workspace, {own->document, &other}))
      out.push_back(std::move(*there));
  }
  return out;
}

// Whether a milestone's title says the theme that it serves: "Q1 2027 (Jan - Mar): Safe water".
bool serves(const workspace::NamedEntity& milestone, const workspace::NamedEntity& theme) {
  const std::size_t colon = milestone.key.find(": ");
  if (milestone.kind != EntityKind::milestone || theme.kind != EntityKind::theme) return false;
  if (colon == std::string_view::npos) return false;
  const std::vector<std::string> names = names_of(theme);
  return std::find(names.begin(), names.end(), milestone.key.substr(colon + 2)) != names.end();
}

// Milestones of a theme's document that serve it, and the other way round.
std::vector<Standing> serving(const Workspace& workspace, const Standing& standing) {
  std::vector<Standing> out;
  const auto own = known(standing);
  if (!own) return out;
  for (const workspace::NamedEntity& other : own->document->entities) {
    if (!serves(other, *own->entity) && !serves(*own->entity, other)) continue;
    if (auto there = standing_of(workspace, {own->document, &other}))
      out.push_back(std::move(*there));
  }
  return out;
}

void add_needing(const Workspace& workspace, const Standing& standing, Steps& steps) {
  each_asking(workspace, standing, says_needs, [&](const Standing& one) {
    each_need(workspace, one, [&](const Standing& needed, Span from) {
      if (needed.same(standing)) steps.add(made_of(one, "needs it"), from);
    });
  });
}

// The things that a changelog's entry ships.
std::vector<TraceStep> shipped_by(const Workspace& workspace, const Thing& entry) {
  Steps steps;
  const std::string words = fold_name(entry.name);
  each_summary(workspace, [&](const workspace::SummaryPtr& summary) {
    std::vector<const workspace::NamedEntity*> named;
    for (const workspace::NamedEntity& one : summary->entities) {
      if (holds_things(one.kind) || one.key.empty()) continue;
      // Its first word at least: the rest is for who reads the entry.
      const std::vector<Span> first = words_of(one.key);
      const bool may = (!first.empty() &&
                        words.find(fold_name(first.front().of(one.key))) != std::string::npos) ||
                       (!one.id.empty() && words.find(fold_name(one.id)) != std::string::npos);
      if (may) named.push_back(&one);
    }
    const auto entries = changelog_entries(workspace, summary->path, named);
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const bool ships = std::any_of(entries[i].begin(), entries[i].end(), [&](const auto& one) {
        return one.document->path == entry.path && one.span == entry.selection;
      });
      auto there = ships ? standing_of(workspace, {summary, named[i]}) : std::nullopt;
      if (!there || there->entity().placeholder) continue;
      const Thing thing = made_of(*there);
      steps.add(thing, thing.selection);
    }
  });
  return steps.take();
}

// What links to a file as a whole.
std::vector<TraceStep> linking_files(const Workspace& workspace, const Thing& file) {
  Steps steps;
  std::set<std::string> linking;
  for (const workspace::SummaryPtr& summary : linking_to(workspace, file.path))
    linking.insert(summary->path);
  const std::string name(workspace::basename_of(file.path));
  const auto wanted = [&](std::string_view path, std::string_view bytes) {
    return linking.contains(std::string(path)) || bytes.find(name) != std::string_view::npos;
  };
  each_document_with(workspace, wanted, [&](const DocumentPtr& document) {
    if (document->plan->kind == DocumentKind::changelog) return;
    for (const plan::PlacedChapter& placed : document->plan->chapters) {
      for (const plan::Mention& mention : placed.facts->mentions) {
        if (linked_file(workspace, document, mention) != file.path) continue;
        const Span span = mention.span.shifted(placed.offset);
        steps.add(holder_at(document, span, "links to it"), span);
      }
    }
  });
  return steps.take();
}

// The entry of a changelog that a byte's line belongs to.
std::optional<Thing> entry_at(const DocumentPtr& document, std::uint32_t offset) {
  std::optional<Thing> out;
  for (const ChangelogEntry& entry : entries_of(document)) {
    if (entry.span.begin > document->text.line_span(document->text.position(offset).line).end)
      break;
    const Span line{line_begin(document->text, entry.span.begin), entry.span.end};
    if (line.touches(offset)) out = made_of(entry);
  }
  return out;
}

}  // namespace

std::optional<Thing> thing_at(const Workspace& workspace, const DocumentPtr& document,
                              std::uint32_t offset) {
  const auto asked = asked_at(workspace, document, offset);
  if (!asked) return entry_at(document, std::min(offset, document->text.size()));
  return made_of(asked->standing);
}

std::optional<Thing> thing_named(const Workspace& workspace, std::string_view path,
                                 std::string_view name, std::uint32_t offset, Thing::Form form) {
  if (form == Thing::Form::file) {
    Thing file = made_of_file(workspace, std::string(path));
    if (file.name != name) return std::nullopt;
    return file;
  }
  const auto document = workspace.document(path);
  if (document == nullptr) return std::nullopt;
  std::optional<Thing> best;
  std::uint32_t nearest = 0;
  const auto look = [&](std::uint32_t at, auto&& make) {
    const std::uint32_t far = at > offset ? at - offset : offset - at;
    if (best && far >= nearest) return;
    if (auto made = make()) best = std::move(made), nearest = far;
  };
  if (form == Thing::Form::entry) {
    for (const ChangelogEntry& entry : entries_of(document))
      if (entry.text == name) look(entry.span.begin, [&] { return std::optional(made_of(entry)); });
    return best;
  }
  if (form == Thing::Form::heading) {
    for (const workspace::Anchor& anchor : document->summary->anchors)
      if (anchor.level > 0 && anchor.title == name)
        look(anchor.place.span.begin,
             [&] { return std::optional(holder_at(document, anchor.place.span, {})); });
    return best;
  }
  for (const workspace::NamedEntity& entity : document->summary->entities) {
    if (entity.title != name) continue;
    look(entity.place.span.begin, [&]() -> std::optional<Thing> {
      const auto found = standing_of(workspace, {document->summary, &entity});
      if (!found) return std::nullopt;
      return made_of(*found);
    });
  }
  return best;
}

std::vector<TraceStep> outgoing(const Workspace& workspace, const Thing& thing) {
  Steps steps;
  const auto standing = at_name_of(thing);
  if (!standing) {
    if (thing.form() == Thing::Form::heading || thing.form() == Thing::Form::file)
      add_said(workspace, thing, steps);
    return steps.take();
  }
  const Thing own = made_of(*standing);
  const auto add_below = [&] {
    for (Thing& below : things_below(workspace, own)) steps.add(std::move(below), own.selection);
  };
  if (holds_things(own.kind)) add_below();
  each_need(workspace, *standing,
            [&](const Standing& needed, Span from) { steps.add(made_of(needed, "needs"), from); });
  if (!holds_things(own.kind)) add_realisations(workspace, *standing, steps);
  if (own.kind == EntityKind::dependency) add_row(workspace, *standing, steps);
  add_said(workspace, own, steps);
  if (!holds_things(own.kind)) add_below();
  return steps.take();
}

std::vector<TraceStep> incoming(const Workspace& workspace, const Thing& thing) {
  if (thing.form() == Thing::Form::file) return linking_files(workspace, thing);
  const bool is_entry = thing.form() == Thing::Form::entry;
  const auto standing = at_name_of(thing);
  if (!standing) return is_entry ? shipped_by(workspace, thing) : std::vector<TraceStep>();
  Steps steps;
  if (is_entry) {
    for (const TraceStep& step : shipped_by(workspace, thing))
      for (const Span from : step.from) steps.add(step.thing, from);
  } else {
    for (Thing& above : things_above(workspace, thing)) {
      const Span name = above.selection;
      steps.add(std::move(above), name);
    }
    add_needing(workspace, *standing, steps);
  }
  const auto subject = referred_to(workspace, *standing, thing);
  if (!subject) return steps.take();
  for (const Reference& one : references(workspace, thing.document, *subject)) {
    if (one.role != Reference::Role::link && one.role != Reference::Role::name) continue;
    // What a changelog says of it comes after it.
    if (one.document->plan->kind == DocumentKind::changelog) continue;
    if (one.mention != nullptr && !means(workspace, one, *standing)) continue;
    Thing from = holder_at(one.document, one.span, relation_of(one.document, one.span));
    if (same_thing(from, thing)) continue;
    steps.add(std::move(from), one.span);
  }
  return steps.take();
}

std::vector<Thing> things_above(const Workspace& workspace, const Thing& thing) {
  Things out;
  const auto standing = at_name_of(thing);
  if (!standing) return {};
  for (const Standing& origin : elsewhere(workspace, *standing, false))
    out.add(made_of(origin, plan::name(origin.document->plan->kind)));
  if (!is_work(thing.kind)) return out.take();
  const auto holder = holder_of(*standing);
  if (holder && is_work(holder->entity().kind) && !holder->entity().placeholder)
    out.add(made_of(*holder));
  each_named(workspace, *standing, says_theme, [&](const Standing& theme, Span) {
    if (is_work(theme.entity().kind) && can_be_named(theme.entity().kind)) out.add(made_of(theme));
  });
  for (const Standing& twin : twins_of(workspace, *standing)) {
    const auto theme = holder_of(twin);
    if (theme && theme->entity().kind == EntityKind::theme) out.add(made_of(*theme));
  }
  if (thing.kind == EntityKind::milestone)
    for (const Standing& theme : serving(workspace, *standing)) out.add(made_of(theme));
  return out.take();
}

std::vector<Thing> things_below(const Workspace& workspace, const Thing& thing) {
  Things out;
  const auto standing = at_name_of(thing);
  if (!standing) return {};
  const std::vector<Standing> held = held_by(*standing);
  for (const Standing& one : held) out.add(made_of(one));
  for (const Standing& item : elsewhere(workspace, *standing, true))
    out.add(made_of(item, plan::name(item.document->plan->kind)));
  if (!is_work(thing.kind)) return out.take();
  if (thing.kind == EntityKind::theme) {
    for (const Standing& one : held)
      for (const Standing& twin : twins_of(workspace, one)) out.add(made_of(twin));
    for (const Standing& milestone : serving(workspace, *standing)) out.add(made_of(milestone));
  }
  // What says of itself that it is of this theme.
  each_asking(workspace, *standing, says_theme, [&](const Standing& one) {
    if (!is_work(one.entity().kind)) return;
    each_named(workspace, one, says_theme, [&](const Standing& theme, Span) {
      if (theme.same(*standing)) out.add(made_of(one));
    });
  });
  return out.take();
}

std::optional<Definition> implementation(const Workspace& workspace, const DocumentPtr& document,
                                         std::uint32_t offset) {
  const auto asked = asked_at(workspace, document, offset);
  if (!asked || holds_things(asked->standing.entity().kind)) return std::nullopt;
  Steps steps;
  add_realisations(workspace, asked->standing, steps);
  add_files(workspace, asked->standing, steps);
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
