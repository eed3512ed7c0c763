// Where the thing under the cursor is defined: a link's heading or file, a reference's definition,
// a name's initiative, a path's file.
//
// Any byte of a link works (text, destination, fragment, title), any form of one, and so do paths
// in code spans, in fences (boxes, trees, diagrams) and in running text. A fragment that no heading
// has any more still leads to the one heading that it can only mean (`#-guide` for `## Guide`).
// Names lead to the nearest definition (naming.h); several targets where nobody can tell.
//
// Left out: pages on the web (links.h), and places in files that do not exist.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/features/cursor.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

struct Target {
  std::string path;
  // All of the target (a heading with what is below it) and what of it to select. Lines and columns
  // are always right; the byte spans are empty in files whose text is unknown.
  workspace::Place range;
  workspace::Place selection;
};

struct Definition {
  Span origin;                  // what the cursor is on, in the document
  std::vector<Target> targets;  // never empty
};

std::optional<Definition> definition(const workspace::Workspace& workspace,
                                     const workspace::Document& document, std::uint32_t offset);

// The file that words at the cursor name without a link: in text, in a code span, in a box, behind
// the `@` of an import; with its line, where they say one (`docs/guide.md:12`).
std::optional<Definition> path_at(const workspace::Workspace& workspace,
                                  const workspace::Document& document, const Cursor& cursor);

// For the other features: the heading that a fragment means in a document, where it has one.
std::optional<Target> target_of_fragment(const workspace::Workspace& workspace,
                                         std::string_view path, std::string_view fragment);
const workspace::Anchor* find_anchor(const workspace::Summary& summary, std::string_view fragment);

// The initiative, risk … below the heading at `fragment` that a link's text names: what people link
// to when they write `[Partner API](#q2-2027)`. Null where it names none, or the heading itself.
const workspace::NamedEntity* entity_behind(const workspace::Summary& summary,
                                            std::string_view fragment, std::string_view link_text);

// The destination of a mention as written; of a reference as its definition has it.
std::string address_of(const workspace::Document& document, const plan::Mention& mention);

// The file that a mention means: as resolved, or for paths in code seen from the root; where it
// really is (workspace/follow.h). Empty when it is none, or does not exist.
struct MentionedFile {
  workspace::Target target;
  workspace::Existence existence = workspace::Existence::missing;
  std::string said;  // the path that the link says: without `.md`, in another case, a folder
};
std::optional<MentionedFile> mentioned_file(const workspace::Workspace& workspace,
                                            const workspace::Document& document,
                                            const plan::Mention& mention);

}  // namespace pland::features
