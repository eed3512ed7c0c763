// Where a thing stands in its document: what holds it, what it holds, from where to where it goes.
//
// A list item belongs to the item it is nested in, else to the bold line above its list, else to
// its section; a section to the one around it. Only things count: "Key Initiatives" between a
// milestone and its initiative is none.
//
// Left out: other documents (trace.h).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/features/naming.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

struct Standing {  // an entity in a document that is at hand
  workspace::DocumentPtr document;
  std::uint32_t chapter = 0;
  std::uint32_t index = 0;  // in the chapter's entities

  const plan::PlacedChapter& placed() const { return document->plan->chapters[chapter]; }
  const plan::ChapterFacts& facts() const { return *placed().facts; }
  const plan::Entity& entity() const { return facts().entities[index]; }
  bool same(const Standing& other) const {
    return document->path == other.document->path && chapter == other.chapter &&
           index == other.index;
  }
};

// None where the document has moved on, or is not to be had.
std::optional<Standing> standing_of(const workspace::Workspace& workspace,
                                    const FoundEntity& found);
// The thing whose line a byte is on.
std::optional<Standing> standing_on_line(const workspace::DocumentPtr& document,
                                         std::uint32_t offset);

// All of it with what is nested in it, in the document.
Span extent_of(const Standing& standing);
std::optional<Standing> holder_of(const Standing& standing);
// What it holds and nothing between, in text order; work only (is_work).
std::vector<Standing> held_by(const Standing& standing);
// Themes, objectives, milestones, initiatives, metrics, tasks: what has parts or is one.
bool is_work(plan::EntityKind kind);

}  // namespace pland::features
