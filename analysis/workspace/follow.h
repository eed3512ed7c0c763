// From the path that a link says to what is there: kinder than a disk, as editors and sites are.
//
//   as it is        the file, or the folder
//   in other case   `Docs/Guide.md` for docs/guide.md, also where only the form of accents differs
//   without `.md`   `guide` for guide.md: VS Code leads there, and so do sites made of Markdown
//   through links   the real path, where the workspace knows that a path leads through a symbolic
//   one
//
// A folder stays a folder, as on GitHub, which shows its README; what a fragment means in it is
// therefore asked of its front page. That GitHub and Linux are less kind is for rules to say.
#pragma once

#include <string>
#include <string_view>

#include "analysis/workspace/workspace.h"

namespace pland::workspace {

struct Followed {
  std::string path;  // as it is on disk
  Existence existence = Existence::missing;
};
Followed follow(const Workspace& workspace, std::string_view path);

// README.md or index.md of a folder, as on disk; empty where it has neither.
std::string front_page(const Workspace& workspace, std::string_view folder);

// What all paths share that could lead to one file: letter case, the form of accents, `.md` and the
// name of a front page are left out. Equal keys propose, `follow` decides.
std::string link_key(std::string_view path);

// Whether the first path is the folder or lies in it, letter case of ASCII aside.
bool may_be_inside(std::string_view path, std::string_view folder);

}  // namespace pland::workspace
