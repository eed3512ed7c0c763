// What months are called: in English, short and whole, and whole in the languages whose labels are
// known. Other languages' short names are none, for too many are words.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pland::plan {

std::string_view month_name(int month);              // "January"; empty outside 1..12
std::string_view month_abbreviation(int month);      // "Jan"
std::optional<int> month_named(std::string_view s);  // "Jan", "jan.", "January", "Sept"

// A set of languages, as bits.
enum MonthLanguage : std::uint8_t { german = 1, french = 2, spanish = 4, portuguese = 8 };

// Of a locale ("de"); 0 where its months are not known, or English.
std::uint8_t month_language(std::string_view locale);

struct ForeignMonth {
  int month = 0;               // 1..12
  std::uint8_t languages = 0;  // that call it so: "abril" is Spanish and Portuguese
};

// "Februar", "février", "febrero", "fevereiro", in any case. Names that are English as well
// ("August") are no foreign ones.
std::optional<ForeignMonth> foreign_month(std::string_view word);
// A month as these languages call it, in lower case. Empty where they call it differently.
std::string_view foreign_month_name(std::uint8_t languages, int month);

}  // namespace pland::plan
