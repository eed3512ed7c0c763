// How the things of plans hang together: theme, milestone, initiative, the plan's item, its tasks,
// the changelog's entry, the code. Call hierarchy and type hierarchy show it, "go to
// implementation" and its kin jump along it.
//
// Two directions. Outgoing is what a thing leads to: what it needs, the plan's item that works on
// it, the entry that ships it, files that it names; of a theme or milestone, what stands in it.
// Incoming is who leads to it: what it stands in, the roadmap's original of a plan's item, and
// whatever links to it or names it. Above and below are the kinds' own order, by where things stand
// and by fields that say a theme.
//
// Every column of a line is its thing; a link or name is the thing it means. Left out: what is no
// thing of a plan (headings and files appear only as what holds a link, or what it leads to).
//
// The two directions are one relation: what A leads to says A of who leads to it, and the other way
// round. Both ask what the words at a place mean, and what holds that place.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/features/definition.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

struct Thing {
  std::string path;
  workspace::DocumentPtr document;                 // null: a file that is no document
  std::string name;                                // never empty
  plan::EntityKind kind = plan::EntityKind::none;  // none: a heading, an entry, a file
  std::string detail;     // "needs · in progress": how one comes to it, and how it stands
  Span span;              // all of it, in the document
  Span selection;         // its name
  bool is_entry = false;  // of a changelog

  enum class Form : std::uint8_t { entity, entry, heading, file };
  Form form() const {
    if (kind != plan::EntityKind::none) return Form::entity;
    if (is_entry) return Form::entry;
    return selection.empty() ? Form::file : Form::heading;
  }
};

struct TraceStep {
  Thing thing;
  // Where it is said: in the thing asked about (outgoing), in `thing` (incoming).
  std::vector<Span> from;
};

std::optional<Thing> thing_at(const workspace::Workspace& workspace,
                              const workspace::DocumentPtr& document, std::uint32_t offset);
// The one of a document that has a name, the nearest to a byte: after an edit.
std::optional<Thing> thing_named(const workspace::Workspace& workspace, std::string_view path,
                                 std::string_view name, std::uint32_t offset,
                                 Thing::Form form = Thing::Form::entity);

std::vector<TraceStep> outgoing(const workspace::Workspace& workspace, const Thing& thing);
std::vector<TraceStep> incoming(const workspace::Workspace& workspace, const Thing& thing);
std::vector<Thing> things_above(const workspace::Workspace& workspace, const Thing& thing);
std::vector<Thing> things_below(const workspace::Workspace& workspace, const Thing& thing);

// What makes the thing under the cursor true: the plan's items, changelog entries, files it names.
std::optional<Definition> implementation(const workspace::Workspace& workspace,
                                         const workspace::DocumentPtr& document,
                                         std::uint32_t offset);
// The roadmap's original of it; where it is that itself, its definition.
std::optional<Definition> declaration(const workspace::Workspace& workspace,
                                      const workspace::DocumentPtr& document, std::uint32_t offset);
// The theme, milestone or else the section that it belongs to.
std::optional<Definition> type_definition(const workspace::Workspace& workspace,
                                          const workspace::DocumentPtr& document,
                                          std::uint32_t offset);

}  // namespace pland::features
