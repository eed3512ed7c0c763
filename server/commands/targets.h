// What a verb was asked to look at: the paths on its command line, and the workspace around them.
//
// Paths limit what is reported and changed, never what is read: whether a link leads anywhere is a
// question to the whole workspace.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pland::server {

struct Target {
  std::string path;  // absolute
  bool folder = false;
};

struct Targets {
  std::vector<Target> paths;
  std::optional<std::string> stdin_path;  // the text of this one comes from stdin

  // Whether a document was asked for; an alias (files.h) only by its own name.
  bool cover(std::string_view path, bool alias) const;
  // Whether it is a file that was named, or the text on stdin.
  bool names(std::string_view path) const;
};

// `given` as on the command line, relative to `here` (absolute); none is the current folder, `-`
// the text on stdin, called `stdin_filename`. Throws UserError.
Targets targets_of(const std::vector<std::string>& given, const std::string& stdin_filename,
                   const std::string& here);

// The workspace's roots: for each path the nearest folder with a pland.toml or a .git, else the
// current one, else, for what lies outside it, the folder that was given.
std::vector<std::string> roots_of(const Targets& targets, const std::string& here);
// The folder that holds them all.
std::string common_root(const std::vector<std::string>& roots);

// All of stdin. Throws UserError.
std::string read_stdin();

}  // namespace pland::server
