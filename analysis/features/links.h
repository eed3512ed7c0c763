// What of a document can be clicked: links, images, definitions, paths in code and in navigation
// boxes, with where they lead.
//
// Only what exists is a link; placeholders, references that nothing defines and files that are
// missing are not (the rules speak of those). A heading is a line of its file, because few editors
// know headings in addresses.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/workspace/workspace.h"

namespace pland::features {

struct DocumentLink {
  Span span;           // what to underline
  std::string target;  // an absolute path, or an address as written
  bool external = false;
  std::optional<std::uint32_t> line;  // of the target, from 0
  std::string tooltip;                // plain text; empty for addresses
};

std::vector<DocumentLink> links(const workspace::Workspace& workspace,
                                const workspace::Document& document);

}  // namespace pland::features
