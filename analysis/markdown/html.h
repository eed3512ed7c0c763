// What Markdown's raw HTML says to us: comments, and the names of places.
#pragma once

#include "analysis/markdown/tree.h"

namespace pland::markdown {

// Fills comments and html_ids of a tree over `text` from its HTML nodes.
void read_html(std::string_view text, Tree& tree);

}  // namespace pland::markdown
