// The words and numbers that likelihood and impact are measured in.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace pland::rules {

enum class Scale : std::uint8_t {
  levels,      // low, medium, high, critical
  likelihood,  // rare, unlikely, possible, likely, almost certain
  severity,    // negligible, minor, moderate, major, severe
  numbers,     // 1 to 5, or 10
  percent,
};
inline constexpr std::size_t scales = 5;

struct ScaleValue {
  enum class Kind : std::uint8_t {
    nothing,  // empty, a placeholder, "unknown", "N/A": nobody's value
    prose,    // says it in words of its own
    value,    // on a scale
    other,    // one word or two, on none
  } kind = Kind::nothing;
  Scale scale = Scale::levels;  // of a value; moderate is on two of them
  bool shared = false;          // on another scale as well: mixes with both
  std::string_view word;        // that decided, in the text
};

// What a field says: "High", "M", "Medium (delays)", "🔴 High", "3/5", "20 %".
ScaleValue read_scale(std::string_view text);

// What a scale has, for messages: "Low, Medium or High".
std::string_view words_of(Scale scale);
// The scale's word that somebody may have misspelt; empty where there is none.
std::string_view nearest_word(Scale scale, std::string_view word);

}  // namespace pland::rules
