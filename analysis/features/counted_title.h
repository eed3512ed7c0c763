// Titles that count: "Theme 2: Trust", "Pillar III — Speed", "Theme B", "2. Reach".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pland::features {

// A title that counts taken apart: "🎯 Pillar #2 — Trust" is "🎯 Pillar #", 2, " — ".
struct Counted {
  enum class Numerals : std::uint8_t { digits, roman, letters };
  std::string before;
  Numerals numerals = Numerals::digits;
  int number = 0;
  int letter = 0;      // the number as a letter of the alphabet, where it may be one
  std::string behind;  // empty where the number is all there is
};
std::optional<Counted> counted_in_digits(std::string_view title);
// "Pillar II: Trust", "Theme B": capitals behind the first word.
std::optional<Counted> counted_in_capitals(std::string_view title);
std::string in_numerals(int number, Counted::Numerals numerals);

// What a title begins with behind its emoji.
std::string_view without_emoji(std::string_view title);

}  // namespace pland::features
