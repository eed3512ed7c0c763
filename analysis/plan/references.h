// What the fields that relate things to each other name: links, identifiers, periods, and words
// that may be somebody's name. Whether anything has that name is the workspace's to say.
//
// "None", "Nothing", "N/A" name nothing, and so does prose: words count as a name only as a whole
// value, or as a whole part of a list.
#pragma once

#include <optional>
#include <vector>

#include "analysis/plan/facts.h"

namespace pland::plan {

// What a field of that role says of the others that it names; nothing for any other role.
std::optional<Relation> relation_of(std::optional<FieldRole> role);

// Of a chapter whose fields, items and mentions (in order) are known.
std::vector<Reference> read_references(const ChapterFacts& facts);

}  // namespace pland::plan
