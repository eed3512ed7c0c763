// Numbers that are not written in digits: Roman numerals up to XXXIX, as phases use them, and
// English number words up to twelve. Capitals only for Roman ones: "i" and "mix" are words.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/plan/reader.h"

namespace pland::plan {

inline constexpr std::array<std::string_view, 10> roman_ones = {"",  "I",  "II",  "III",  "IV",
                                                                "V", "VI", "VII", "VIII", "IX"};
inline constexpr std::array<std::string_view, 13> number_words = {
    "zero",  "one",   "two",  "three", "four",   "five",  "six",
    "seven", "eight", "nine", "ten",   "eleven", "twelve"};

// Chinese and Japanese: of quarters, and of the halves of a year.
inline constexpr std::array<std::string_view, 4> ideograph_numbers = {"一", "二", "三", "四"};
inline constexpr std::array<std::string_view, 2> ideograph_halves = {"上", "下"};

inline std::optional<int> roman_number(std::string_view s) {
  std::size_t tens = 0;
  while (tens < 3 && tens < s.size() && s[tens] == 'X') ++tens;
  const std::string_view rest = s.substr(tens);
  for (std::size_t one = 0; one < roman_ones.size(); ++one)
    if (rest == roman_ones[one] && tens + one > 0) return static_cast<int>(tens * 10 + one);
  return {};
}

// 1..39; empty outside.
inline std::string to_roman(int number) {
  if (number < 1 || number > 39) return {};
  return std::string(static_cast<std::size_t>(number / 10), 'X') +
         std::string(roman_ones[static_cast<std::size_t>(number % 10)]);
}

// 0..12 for "zero" to "twelve", in any case.
inline std::optional<int> number_word(std::string_view word) {
  for (std::size_t i = 0; i < number_words.size(); ++i)
    if (equal_ignoring_case(word, number_words[i])) return static_cast<int>(i);
  return {};
}

// Decimal digits, with leading zeros up to `width`.
inline std::string padded(int number, std::size_t width) {
  std::string digits = std::to_string(number);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

}  // namespace pland::plan
