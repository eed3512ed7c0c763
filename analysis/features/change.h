// A change of several files that is made as one, or not at all.
//
// Spans of edits count in each file as it is before; they do not overlap. Files are renamed after
// all edits. What a person should look at before it happens carries a note.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/text/span.h"

namespace pland::features {

struct ChangeNote {
  std::string label;        // "Links", "A second heading of this name"
  std::string description;  // a sentence, or empty
  bool confirm = false;     // the user is to agree first
};

struct ChangeEdit {
  std::string path;
  Span span;
  std::string text;
  std::uint32_t note = 0;  // index into the notes
};

struct FileMove {
  std::string from;  // a file, or a folder with all below it
  std::string to;
};

struct Change {
  std::vector<ChangeNote> notes;
  std::vector<ChangeEdit> edits;  // by path, then by place
  std::vector<FileMove> moves;

  bool empty() const { return edits.empty() && moves.empty(); }
};

}  // namespace pland::features
