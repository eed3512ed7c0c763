// New names that everything follows: a heading's text, a link definition's label, the name of an
// initiative or milestone, an owner, a status, a file named by a link.
//
// A heading's new text is tried: the document is read again with it, and whatever the new reading
// says of anchors and names is what links and mentions are held against. So repeats that change
// their number (`#setup-1` becomes `#setup`), the names of what a heading is, and collisions need
// no rules of their own. Released entries of a changelog keep the names they were released under;
// their links follow.
//
// What would break something is refused with a reason; what a person should think about first
// carries a note (change.h). Left out: text in prose that merely looks alike.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "analysis/features/change.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

struct Renamable {
  Span span;                // what the cursor is on, in the document
  std::string placeholder;  // the name as it is, as one would edit it
};

struct Refusal {
  std::string reason;  // a sentence
};

// Nothing where there is no name under the cursor.
std::optional<Renamable> renamable_at(const workspace::Workspace& workspace,
                                      const workspace::DocumentPtr& document, std::uint32_t offset);

std::variant<Change, Refusal> rename(const workspace::Workspace& workspace,
                                     const workspace::DocumentPtr& document, std::uint32_t offset,
                                     std::string_view new_name);

}  // namespace pland::features
