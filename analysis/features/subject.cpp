#include "analysis/features/subject.h"

#include <algorithm>

#include "analysis/features/cursor.h"
#include "analysis/features/definition.h"
#include "analysis/plan/status.h"

namespace pland::features {
namespace {

using plan::FieldRole;
using plan::MentionForm;
using plan::no_index;
using workspace::Anchor;

// The entity that a heading is, if it is one that can be named.
std::vector<FoundEntity> entity_of_heading(const workspace::SummaryPtr& summary,
                                           const Anchor& anchor) {
  if (anchor.level == 0) return {};
  for (const workspace::NamedEntity& entity : summary->entities) {
    if (anchor.place.span.contains(entity.place.span) && can_be_named(entity.kind))
      return {{summary, &entity}};
  }
  return {};
}

Subject heading(const workspace::SummaryPtr& summary, const Anchor& anchor, Span origin) {
  Subject out;
  out.kind = Subject::Kind::heading;
  out.origin = origin;
  out.path = summary->path;
  out.slug = anchor.slug;
  out.entities = entity_of_heading(summary, anchor);
  return out;
}

Subject entity(std::vector<FoundEntity> entities, Span origin) {
  // What is a heading is found by its anchor, too.
  const FoundEntity& first = entities.front();
  for (const Anchor& anchor : first.document->anchors) {
    if (anchor.level == 0 || !anchor.place.span.contains(first.entity->place.span)) continue;
    Subject out = heading(first.document, anchor, origin);
    out.entities = std::move(entities);
    return out;
  }
  Subject out;
  out.kind = Subject::Kind::entity;
  out.origin = origin;
  out.path = first.document->path;
  out.entities = std::move(entities);
  return out;
}

Subject definition_of(const workspace::Document& document, const std::string& key, Span origin) {
  Subject out;
  out.kind = Subject::Kind::definition;
  out.origin = origin;
  out.path = document.path;
  out.words = key;
  return out;
}

std::optional<Subject> behind_link(const workspace::Workspace& workspace,
                                   const workspace::Document& document, const Cursor& cursor,
                                   const plan::Mention& mention) {
  const bool link = mention.form == MentionForm::link;
  const bool on_label = mention.label.touches(cursor.at) && !mention.label.empty();
  if (mention.form == MentionForm::definition && on_label)
    return definition_of(document, mention.label_key, cursor.place(mention.label));
  if (link && !mention.label_key.empty()) {
    const bool full = mention.link_form == markdown::LinkForm::full;
    if (!full || on_label) {
      const bool known =
          document.definitions != nullptr && document.definitions->contains(mention.label_key);
      if (!known) return std::nullopt;
      const Span label = mention.label.empty() ? mention.text : mention.label;
      return definition_of(document, mention.label_key, cursor.place(label));
    }
  }

  const auto file = mentioned_file(workspace, document, mention);
  if (!file) {
    if (workspace::resolve(workspace, document, mention).kind != workspace::Target::Kind::external)
      return std::nullopt;
    Subject out;
    out.kind = Subject::Kind::address;
    out.origin = cursor.place(mention.span);
    out.path = document.path;
    out.words = address_of(document, mention);
    return out;
  }
  const workspace::Target& target = file->target;
  const bool on_path = !mention.path.empty() && mention.path.touches(cursor.at) &&
                       !(mention.has_fragment && mention.fragment.begin == cursor.at);
  if (target.has_fragment && !target.fragment.empty() && !target.line_fragment && !on_path) {
    const workspace::SummaryPtr summary = workspace.summary(target.path);
    const Anchor* anchor = summary == nullptr ? nullptr : find_anchor(*summary, target.fragment);
    if (anchor == nullptr) return std::nullopt;
    const bool on_fragment = !mention.fragment.empty() && mention.fragment.touches(cursor.at);
    const Span origin = on_fragment ? mention.fragment : mention.text;
    if (!on_fragment && mention.text.touches(cursor.at)) {
      const std::string words = cursor.facts->text(mention.text);
      if (const auto* named = entity_behind(*summary, target.fragment, words))
        return entity({{summary, named}}, cursor.place(mention.text));
    }
    return heading(summary, *anchor, cursor.place(origin));
  }
  if (target.path == document.path && mention.path.empty()) return std::nullopt;  // `#`
  Subject out;
  out.kind = Subject::Kind::file;
  out.origin = cursor.place(mention.path.empty() ? mention.text : mention.path);
  out.path = target.path;
  return out;
}

std::optional<Subject> value_at(const Cursor& cursor) {
  const plan::Field* field = field_at(cursor);
  if (field == nullptr || !field->role || !field->value.touches(cursor.at)) return std::nullopt;
  if (*field->role != FieldRole::owner && *field->role != FieldRole::status) return std::nullopt;
  const std::string value = cursor.facts->text(field->value);
  for (const Span part : value_parts(*field->role, value)) {
    const Span here = part.shifted(field->value.begin);
    if (!here.touches(cursor.at)) continue;
    Subject out;
    out.kind = Subject::Kind::value;
    out.origin = cursor.place(here);
    out.path = cursor.document->path;
    out.words = std::string(part.of(value));
    out.role = *field->role;
    return out;
  }
  return std::nullopt;
}

// The heading whose line the cursor is on, or the explicit id under it.
std::optional<Subject> own_anchor_at(const Cursor& cursor) {
  const workspace::SummaryPtr& summary = cursor.document->summary;
  for (const Span id : cursor.facts->html_ids) {
    if (!id.touches(cursor.at)) continue;
    if (const Anchor* anchor = anchor_starting_at(*summary, cursor.place(id).begin))
      return heading(summary, *anchor, cursor.place(id));
  }
  Span title;
  const std::uint32_t index = section_at(cursor);
  if (index != no_index) {
    const plan::Section& section = cursor.facts->sections[index];
    if (section.level > 0 && section.span.touches(cursor.at)) title = section.title_span;
  }
  for (const plan::NestedHeading& nested : cursor.facts->nested_headings)
    if (nested.span.touches(cursor.at)) title = nested.span;
  if (title.empty()) return std::nullopt;
  const Anchor* anchor = anchor_starting_at(*summary, cursor.place(title).begin);
  if (anchor == nullptr) return std::nullopt;
  return heading(summary, *anchor, cursor.place(title));
}

std::optional<Subject> own_name_at(const workspace::Workspace& workspace, const Cursor& cursor) {
  const std::uint32_t index = entity_at(cursor);
  if (index == no_index) return std::nullopt;
  const plan::Entity& own = cursor.facts->entities[index];
  if (!own.name_span.touches(cursor.at) || !can_be_named(own.kind)) return std::nullopt;
  const Span name = cursor.place(own.name_span);
  if (own.kind == plan::EntityKind::dependency) {
    // It names what is depended on, where that is something of its own.
    auto meant = entities_named(workspace, *cursor.document, own.title);
    std::erase_if(meant, [](const FoundEntity& one) {
      return one.entity->kind == plan::EntityKind::dependency;
    });
    if (!meant.empty()) return entity(std::move(meant), name);
  }
  for (const workspace::NamedEntity& one : cursor.document->summary->entities) {
    if (one.place.span == name) return entity({{cursor.document->summary, &one}}, name);
  }
  return std::nullopt;
}

}  // namespace

const Anchor* anchor_starting_at(const workspace::Summary& summary, std::uint32_t offset) {
  for (const Anchor& anchor : summary.anchors)
    if (anchor.place.span.begin == offset) return &anchor;
  return nullptr;
}

const Anchor* anchor_of_slug(const workspace::Summary& summary, std::string_view slug) {
  for (const Anchor& anchor : summary.anchors)
    if (anchor.slug == slug) return &anchor;
  return nullptr;
}

std::vector<Span> value_parts(FieldRole role, std::string_view value) {
  if (role == FieldRole::owner) return reference_parts(value);
  const plan::StatusValue status = plan::read_status(value);
  if (!status.status || status.span.empty()) return {};
  return {status.span};
}

std::optional<Subject> subject_at(const workspace::Workspace& workspace,
                                  const workspace::Document& document, std::uint32_t offset) {
  const Cursor cursor = cursor_at(document, offset);
  if (const plan::Mention* mention = mention_at(cursor))
    return behind_link(workspace, document, cursor, *mention);
  const Ground ground = ground_at(document, cursor.offset());
  if (ground == Ground::comment || ground == Ground::code) return std::nullopt;
  if (auto value = value_at(cursor)) return value;
  if (auto own = own_anchor_at(cursor)) return own;
  if (auto naming = naming_at(workspace, cursor))
    return entity(std::move(naming->entities), naming->span);
  return own_name_at(workspace, cursor);
}

}  // namespace pland::features
