#include "analysis/rules/hash.h"

#include <cstddef>

namespace pland::rules {

std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9e3779b97f4a7c15;
  return hash ^ hash >> 29;
}

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = text.size() + 1;
  for (const char c : text) hash = mix(hash, static_cast<unsigned char>(c));
  return hash;
}

std::uint64_t hash_of_glances(std::span<const Glance> glances) {
  std::uint64_t hash = 0;
  for (std::size_t i = 0; i < glances.size(); ++i)
    if (glances[i] != 0) hash = mix(mix(hash, i), glances[i]) | 1;
  return hash;
}

}  // namespace pland::rules
