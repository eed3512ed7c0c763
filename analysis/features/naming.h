// What words stand for: the initiatives, milestones, decisions … that a text names.
//
// A name counts where somebody meant one: the parts of a value that refers to other work
// (`Depends on: Partner API, TEN-3`), bold, quoted or linked words that are exactly a name, two or
// more words in a row that are one, an identifier, a period that a milestone covers. Names are
// compared in the normal form of plan/label.h; what stands behind a number ("Decision 2: One radio
// vendor") is a name too. One pass over the workspace's summaries answers all readings at once.
//
// Left out: links (workspace.h resolves those), judgement of names that nobody has.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/features/cursor.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

// An entity with the document it is in; the summary keeps it alive.
using workspace::FoundEntity;

struct Naming {
  Span span;  // of the words, in the document
  std::string text;
  std::vector<FoundEntity> entities;  // most likely first; more than one where nobody can tell
};

// What the words under the cursor name; nothing when they are an entity's own name.
std::optional<Naming> naming_at(const workspace::Workspace& workspace, const Cursor& cursor);

// Everything of one of these names: in the document itself, else in roadmaps, else anywhere.
std::vector<FoundEntity> entities_named(const workspace::Workspace& workspace,
                                        const workspace::Document& from, std::string_view name);
// The same thing in other documents of the workspace (a plan's item in the roadmap), roadmaps
// first.
std::vector<FoundEntity> entities_like(const workspace::Workspace& workspace,
                                       const workspace::Document& from, const plan::Entity& entity);

// What one may mean when naming something: not revisions, not the boxes of a checklist.
bool can_be_named(plan::EntityKind kind);
// Whether a field's value says which other work is meant.
bool refers(std::optional<plan::FieldRole> role);
// The bytes of what parts such a value at `at` (comma, semicolon, " and ", " & ", " + "); 0: none.
std::uint32_t separator_size(std::string_view text, std::size_t at);
// The parts of such a value; spans in `text`.
std::vector<Span> reference_parts(std::string_view text);

// What an entity may be called: its title; behind a number its title proper, and the number alone;
// each normalised.
std::vector<std::string> names_of(const workspace::NamedEntity& entity);
// The same thing in documents of another kind: the plan's item of the roadmap's initiative, and
// back. Two roadmaps with a "Phase 1" have two.
std::vector<FoundEntity> told_elsewhere(const workspace::Workspace& workspace,
                                        const FoundEntity& entity);
// The bytes of the number in front of a name: 3 of "1. Partner API".
std::uint32_t ordinal_size(std::string_view name);
// The words of a text, without the punctuation at their ends ("set-up", "skipper's", "v1.2").
std::vector<Span> words_of(std::string_view text);

// Calls visit(const SummaryPtr&) for every document, those that are open as they are open.
template <typename Visit>
void each_summary(const workspace::Workspace& workspace, Visit&& visit) {
  for (const auto& [path, document] : workspace.open) visit(document->summary);
  if (workspace.files == nullptr) return;
  for (const auto& [path, summary] : *workspace.files) {
    if (!workspace.open.contains(path)) visit(summary);
  }
}

}  // namespace pland::features
