#include "analysis/plan/month_names.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "analysis/plan/reader.h"
#include "analysis/text/unicode.h"

namespace pland::plan {
namespace {

using Names = std::array<std::string_view, 12>;

constexpr Names english = {"January", "February", "March",     "April",   "May",      "June",
                           "July",    "August",   "September", "October", "November", "December"};

struct Calendar {
  std::string_view locale;
  MonthLanguage language;
  Names months;
};

constexpr Calendar calendars[] = {
    {"de",
     german,
     {"januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober",
      "november", "dezember"}},
    {"fr",
     french,
     {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
      "octobre", "novembre", "décembre"}},
    {"es",
     spanish,
     {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
      "octubre", "noviembre", "diciembre"}},
    {"pt",
     portuguese,
     {"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro",
      "outubro", "novembro", "dezembro"}},
};

struct Alias {
  std::string_view name;
  ForeignMonth month;
};
constexpr Alias aliases[] = {{"jänner", {1, german}}, {"setiembre", {9, spanish}}};

}  // namespace

std::string_view month_name(int month) {
  return 1 <= month && month <= 12 ? english[static_cast<std::size_t>(month - 1)]
                                   : std::string_view();
}

std::string_view month_abbreviation(int month) { return month_name(month).substr(0, 3); }

std::optional<int> month_named(std::string_view s) {
  if (!s.empty() && s.back() == '.') s.remove_suffix(1);
  if (s.size() < 3) return {};
  for (std::size_t i = 0; i < english.size(); ++i) {
    const std::string_view full = english[i];
    if (to_lower(s[2]) != full[2] || to_lower(s[1]) != full[1]) continue;
    const bool length = s.size() == 3 || s.size() == full.size() || (i == 8 && s.size() == 4);
    if (length && std::equal(s.begin(), s.end(), full.begin(),
                             [](char x, char y) { return to_lower(x) == to_lower(y); }))
      return static_cast<int>(i) + 1;
  }
  return {};
}

std::uint8_t month_language(std::string_view locale) {
  for (const Calendar& calendar : calendars)
    if (calendar.locale == locale) return calendar.language;
  return 0;
}

std::optional<ForeignMonth> foreign_month(std::string_view word) {
  constexpr std::size_t shortest = 3, longest = 12;  // bytes
  if (word.size() < shortest || word.size() > longest) return {};
  const std::string folded = text::fold_case(word);
  for (const Alias& alias : aliases)
    if (folded == alias.name) return alias.month;
  ForeignMonth found;
  for (const Calendar& calendar : calendars) {
    const auto at = std::find(calendar.months.begin(), calendar.months.end(), folded);
    if (at == calendar.months.end()) continue;
    found.month = static_cast<int>(at - calendar.months.begin()) + 1;
    found.languages |= calendar.language;
  }
  if (found.languages == 0 || month_named(folded)) return {};
  return found;
}

std::string_view foreign_month_name(std::uint8_t languages, int month) {
  std::string_view name;
  if (month < 1 || month > 12) return name;
  for (const Calendar& calendar : calendars) {
    if ((languages & calendar.language) == 0) continue;
    const std::string_view own = calendar.months[static_cast<std::size_t>(month - 1)];
    if (!name.empty() && own != name) return {};
    name = own;
  }
  return name;
}

}  // namespace pland::plan
