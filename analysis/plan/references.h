// What the fields that relate things to each other name: links, identifiers, periods, and words
// that may be somebody's name. Whether anything has that name is the workspace's to say.
//
// "None", "Nothing", "N/A" name nothing, and so does prose: words count as a name only as a whole
// value, or as a whole part of a list.
#pragma once

#include <vector>

#include "analysis/plan/facts.h"

namespace pland::plan {

// Of a chapter whose fields, items and mentions (in order) are known.
std::vector<Reference> read_references(const ChapterFacts& facts);

}  // namespace pland::plan
