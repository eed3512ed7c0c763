// Files and folders that move: every link to them, from them and between them leads where it led.
//
// Links are changed in their own spelling: with or without `./`, percent-encoded or in angle
// brackets, seen from the root where it began with `/`; of a link that stays right not a byte.
// A wiki link says the shortest name that leads there. Paths in code spans and in navigation boxes
// count, and so do definitions. Fragments never change: a file that moves keeps its headings. What
// leads nowhere today is left as it is.
//
// Links that are right but for letter case, without `.md`, through a folder or a `file://` address
// follow in that spelling. A path in code that could not be read there any more becomes a link, or
// stays and the change says so, as it does of files that are not UTF-8.
//
// Left out: the moving itself (the editor does that), and what is written in other files than
// Markdown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/features/change.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

// The edits that make up for the moves; made before them, so paths are the old ones.
Change edits_for_moves(const workspace::Workspace& workspace, const std::vector<FileMove>& moves);

// Where a path is after the moves.
std::string moved_path(std::string_view path, const std::vector<FileMove>& moves);

}  // namespace pland::features
