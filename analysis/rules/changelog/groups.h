// The groups of changes below a release: "Added", "Fixed", and what others call them. A release has
// each of them once.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "analysis/rules/rule.h"

namespace pland::rules {

// Whether a heading is the name of a group, in any dialect.
bool is_group(const plan::Section& section);
// Of an entry that is a group below a release, the nearest one above it in the release that has the
// same name; none: there is no other, or the entry is no group.
std::uint32_t same_group_above(const plan::Plan& plan, std::uint32_t entry);
// The section below the same release that is called by a group's name ("Changed"), other than the
// entry itself; none: there is none.
std::uint32_t group_beside(const plan::Plan& plan, std::uint32_t entry, std::string_view key);

// What the headings of groups say in a chapter; 0 where there are none, or in other documents.
Glance glance_at_groups(const ChapterInput& input);

// Puts what `entry` says to the end of `other`, which stands above it, and takes its heading out;
// spans as seen from `from`. None where an edit in between could not be noticed.
std::optional<Fix> merge_groups(const EntryInput& input, std::uint32_t from, std::uint32_t entry,
                                std::uint32_t other, Report& report);

// Edits of one document in the order of the text, those that touch made into one.
void join_touching(std::vector<Edit>& edits);

}  // namespace pland::rules
