// What the folders and the name of a file say of a document besides its kind: that it is there to
// be copied, or that it is kept for the record. Paths count from the workspace's folder, with `/`:
// what stands above it is nobody's statement about the document.
#pragma once

#include <string_view>

namespace pland::plan {

struct PathWords {
  bool to_copy = false;  // templates/…, *template*.md, examples/…
  bool archive = false;  // archive/…, history/…
};

PathWords path_words(std::string_view path);

}  // namespace pland::plan
