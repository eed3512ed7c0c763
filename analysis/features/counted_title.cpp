#include "analysis/features/counted_title.h"

#include <algorithm>
#include <cstddef>

#include "analysis/plan/numerals.h"
#include "analysis/plan/reader.h"
#include "analysis/plan/status.h"
#include "analysis/text/unicode.h"

namespace pland::features {
namespace {

using plan::is_digit;

// What joins a number to a name.
std::string joint_at(std::string_view text) {
  for (const std::string_view one : {": ", " - ", " – ", " — ", ". ", ") "})
    if (text.starts_with(one)) return std::string(one);
  return {};
}

// Of the words before a number those that belong to what such a thing is called: signs that are no
// status, a word or two, `#`. None where it is something else.
std::optional<std::string> manner_of_count(std::string_view before) {
  std::string out;
  while (const std::size_t size = text::emoji_size(before, 0)) {
    const std::string_view sign = before.substr(0, size);
    before.remove_prefix(size);
    const std::size_t spaces = std::min(before.find_first_not_of(' '), before.size());
    if (!plan::status_of_emoji(sign)) out += std::string(sign) + std::string(spaces, ' ');
    before.remove_prefix(spaces);
  }
  if (before.empty()) return out;
  if (before.size() < 3 || before.size() > 24) return std::nullopt;
  if (!before.ends_with(' ') && !before.ends_with('#')) return std::nullopt;
  if (before.find_first_of(":.([") != std::string_view::npos) return std::nullopt;
  return out + std::string(before);
}

}  // namespace

std::string_view without_emoji(std::string_view title) {
  while (const std::size_t size = text::emoji_size(title, 0)) title.remove_prefix(size);
  return text::trim(title);
}

std::optional<Counted> counted_in_digits(std::string_view title) {
  const std::size_t at = title.find_first_of("0123456789");
  if (at == std::string_view::npos) return std::nullopt;
  Counted out;
  std::size_t end = at;
  while (end < title.size() && is_digit(title[end]) && end < at + 5)
    out.number = out.number * 10 + (title[end++] - '0');
  const auto before = manner_of_count(title.substr(0, at));
  if (!before) return std::nullopt;
  out.before = *before;
  out.behind = joint_at(title.substr(end));
  // "2027 in short" counts nothing; "2. Speed" does.
  const bool bare = without_emoji(title.substr(0, at)).empty();
  if (bare && out.behind != ". " && out.behind != ") ") return std::nullopt;
  return out;
}

std::optional<Counted> counted_in_capitals(std::string_view title) {
  std::size_t begin = 0;
  while (const std::size_t size = text::emoji_size(title, begin)) begin += size;
  begin = title.find_first_not_of(' ', begin);
  if (begin == std::string_view::npos) return std::nullopt;
  const std::size_t space = title.find(' ', begin);
  if (space == std::string_view::npos) return std::nullopt;
  std::size_t end = space + 1;
  while (end < title.size() && 'A' <= title[end] && title[end] <= 'Z') ++end;
  Counted out;
  out.behind = joint_at(title.substr(end));
  if (end == space + 1 || (out.behind.empty() && end < title.size())) return std::nullopt;
  const auto before = manner_of_count(title.substr(0, space + 1));
  if (!before) return std::nullopt;
  out.before = *before;
  const std::string_view numeral = title.substr(space + 1, end - space - 1);
  if (numeral.size() == 1) out.letter = numeral[0] - 'A' + 1;
  if (const auto roman = plan::roman_number(numeral)) {
    out.numerals = Counted::Numerals::roman;
    out.number = *roman;
    return out;
  }
  out.numerals = Counted::Numerals::letters;
  out.number = out.letter;
  return out.letter > 0 ? std::optional(out) : std::nullopt;
}

std::string in_numerals(int number, Counted::Numerals numerals) {
  switch (numerals) {
    case Counted::Numerals::roman:
      if (const std::string roman = plan::to_roman(number); !roman.empty()) return roman;
      break;
    case Counted::Numerals::letters:
      if (number <= 26) return std::string(1, static_cast<char>('A' + number - 1));
      break;
    case Counted::Numerals::digits:
      break;
  }
  return std::to_string(number);
}

}  // namespace pland::features
