// The real file system as analysis asks for it (`workspace::Disk`): is there something at a path,
// what does the document there say, what is in a folder. A link is checked on every keystroke, so
// answers are remembered; folders are read whole, because the next link mostly leads to the same
// one, and because only a folder's own list tells how a name is spelt where case does not matter.
//
// All functions may be called from any thread. That takes the one mutex outside the log: analysis
// asks from the pool, where no main thread can be asked back. It is held for look-ups and short
// system calls, never while a document is parsed.
//
// Left out: watching (whoever is told of a change calls `forget`), content from outside the
// folders, also where a symbolic link in them leads there (existence is all that is told).
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/workspace/workspace.h"

namespace pland::server {

struct DiskOptions {
  std::vector<std::string> roots;  // absolute
  // As configuration has it; called by one thread at a time. May be empty.
  std::function<plan::Declared(std::string_view path)> declared;
  // How long an answer stands unless `forget` is called. A server whose client watches no files
  // sets seconds; a run of `check` never asks twice.
  std::chrono::milliseconds max_age = std::chrono::hours(24);
  std::size_t documents = 64;  // parsed documents kept, the latest asked for
};

class FileSystem {
 public:
  explicit FileSystem(DiskOptions options);

  // Stays valid as long as anybody holds it, also without the FileSystem.
  std::shared_ptr<const workspace::Disk> disk() const { return disk_; }
  // Something came, changed or went at a path: forgets what is known of it and of all below it, and
  // of the folders above it where that is no longer so. False if nobody has asked for any of these,
  // so that no answer could be another now.
  bool forget(std::string_view path);
  void forget();  // everything
  // Another configuration: documents loaded from now on are declared by this.
  void declare(std::function<plan::Declared(std::string_view path)> declared);

 private:
  struct State;
  std::shared_ptr<State> state_;
  std::shared_ptr<const workspace::Disk> disk_;
};

}  // namespace pland::server
