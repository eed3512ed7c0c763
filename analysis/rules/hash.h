// Hashes for glances and `about` (rule.h): equal facts, equal number, in every run. No promise is
// kept anywhere else: they are never written down.
#pragma once

#include <cstdint>
#include <string_view>

#include "analysis/rules/rule.h"

namespace pland::rules {

std::uint64_t mix(std::uint64_t hash, std::uint64_t value);
std::uint64_t hash_of(std::string_view text);
// Of all chapters that have a glance, with their places; 0 where none has.
std::uint64_t hash_of_glances(std::span<const Glance> glances);

}  // namespace pland::rules
