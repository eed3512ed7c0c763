// Fixes that move a section with all below it, or join it with another. What sets it apart from the
// text above it (blank lines, a thematic break) goes along; the document's footer stays.
#pragma once

#include <cstdint>
#include <optional>

#include "analysis/rules/rule.h"

namespace pland::rules {

// Makes `entry` the section before or behind `other`, a section beside it. None where a fence or
// comment that nobody closed would take in what follows.
enum class Side : std::uint8_t { before, behind };
std::optional<Fix> move_section(const DocumentInput& input, std::uint32_t entry, Side side,
                                std::uint32_t other);

// Puts what stands below `entry` to the end of `other`, a section above it of the same level, and
// takes its heading out.
std::optional<Fix> merge_section(const DocumentInput& input, std::uint32_t entry,
                                 std::uint32_t other);

}  // namespace pland::rules
