// What plan edits write into a plan's history, in the language of the plan.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pland::features {

enum class Phrase : std::uint8_t {
  closed,             // a period
  carried_over,       // a thing, to a period
  carried_over_from,  // a thing, from a period, to another
  dropped,            // a thing, from a period
};

// The phrase about up to three names; English for a locale that nobody knows.
std::string say(std::string_view locale, Phrase phrase, std::string_view first,
                std::string_view second = {}, std::string_view third = {});

}  // namespace pland::features
