// What changed in the folders since the last look, for editors that watch no files (Emacs, older
// Neovim): a walk and one `stat` for each document, nothing is read.
//
// A file counts as changed when its time, size or inode is another; a file that was put back
// exactly as it was does not. Configuration counts too, where the walk began and where it was found
// before.
//
// Left out: when to look (State, index.cpp), and what else is on disk; whether a picture is there
// is asked when a link asks.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "server/config.h"

namespace pland::server {

struct Stamp {
  std::int64_t nanoseconds = 0;  // of the last change, since 1970
  std::uint64_t size = 0;
  std::uint64_t inode = 0;
  friend bool operator==(const Stamp&, const Stamp&) = default;
};
using Stamps = std::map<std::string, Stamp, std::less<>>;

// Of a file or a folder, symbolic links followed; nothing where nothing is.
void add_stamp(const std::string& path, Stamps& out);
// Of the folders' documents, and of what configures them.
Stamps stamps_of(const std::vector<std::string>& roots, Configs& configs);

struct DiskChange {
  std::string path;
  bool came_or_went = false;  // else it says something new
};
std::vector<DiskChange> differences(const Stamps& before, const Stamps& now);

}  // namespace pland::server
