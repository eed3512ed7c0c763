// One line of sums above a milestone's heading, and where an initiative is worked on and shipped
// above the initiative.
//
// Made for every edit, so the first answer looks at the document, the index of names and the
// nearest changelogs alone; who refers to a milestone is counted when a lens comes into view
// (`resolve_lens`). Where there is nothing to say there is no lens.
//
// Left out: what happens on a click; that is the client's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/workspace/workspace.h"

namespace pland::features {

struct Lens {
  Span span;          // the name that it is about, in the document
  std::string title;  // "1 of 3 done · metrics 1/2"
  std::string name;   // of a milestone, for resolve_lens; empty where the title is complete
};

// In the order of the text.
std::vector<Lens> lenses(const workspace::Workspace& workspace,
                         const workspace::Document& document);

// The lens of the milestone of this name, the nearest to a byte, with the references to its
// heading; none where it is gone.
std::optional<Lens> resolve_lens(const workspace::Workspace& workspace,
                                 const workspace::DocumentPtr& document, std::string_view name,
                                 std::uint32_t offset);

}  // namespace pland::features
