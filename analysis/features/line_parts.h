// The parts of a line that say several things: "Billing — 🚧 in progress — due Friday".
//
// They are cut at dashes, bars, dots and commas with blanks around; what stands between round
// brackets is cut alone. Left out: what a part says (plan_language.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pland::features {

struct LinePart {  // bytes of the line
  std::size_t begin = 0;
  std::size_t end = 0;
  bool behind_comma = false;  // perhaps one of a list of words
};

std::vector<LinePart> parts_of(std::string_view line);
std::vector<LinePart> bracketed_parts_of(std::string_view line);

// "60%", "60 %", "70% complete": how much of something is done, made all of it.
std::optional<std::string> all_of_it(std::string_view value);

}  // namespace pland::features
