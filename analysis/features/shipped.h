// Where the changelogs say that a thing is there: their entries that name it.
//
// A name counts as a whole, word for word; one of a single word only where it leads an entry, so
// that "Fixed: billing of berths" is not the initiative "Billing". Links count by their text. Of a
// workspace with many changelogs those nearest to the thing's document are read.
//
// Left out: whether it was shipped in truth (Git knows).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/workspace/workspace.h"

namespace pland::features {

struct ChangelogEntry {
  workspace::DocumentPtr document;
  Span span;            // of the entry's own words, in the document
  std::string text;     // plain
  std::string release;  // "1.2.0", "Unreleased"
};

// All of a changelog, in text order; none of any other document.
std::vector<ChangelogEntry> entries_of(const workspace::DocumentPtr& document);

// For each of the things of the document at `path`, the entries that name it: by changelog, in text
// order.
std::vector<std::vector<ChangelogEntry>> changelog_entries(
    const workspace::Workspace& workspace, std::string_view path,
    const std::vector<const workspace::NamedEntity*>& things);

}  // namespace pland::features
