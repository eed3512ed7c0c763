// A cursor over a text's bytes, for the hand-written scanners of this folder (dates, periods,
// quantities). Each `take` either takes what it asks for and moves, or leaves the position alone,
// so that a pattern reads as a sequence of steps and a failed one costs nothing: copy the reader,
// try, and assign back. ASCII letters and digits only; what lies outside is compared as bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "analysis/text/span.h"
#include "analysis/text/unicode.h"

namespace pland::plan {

constexpr bool is_digit(char c) { return '0' <= c && c <= '9'; }
constexpr bool is_upper(char c) { return 'A' <= c && c <= 'Z'; }
constexpr bool is_lower(char c) { return 'a' <= c && c <= 'z'; }
constexpr bool is_alpha(char c) { return is_upper(c) || is_lower(c); }
constexpr bool is_alnum(char c) { return is_digit(c) || is_alpha(c); }
// What continues an identifier.
constexpr bool is_word(char c) { return is_alnum(c) || c == '_'; }
constexpr char to_lower(char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; }

// `lower` is in lower case already.
constexpr bool equal_ignoring_case(std::string_view a, std::string_view lower) {
  if (a.size() != lower.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (to_lower(a[i]) != lower[i]) return false;
  return true;
}

inline Span make_span(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

struct Reader {
  std::string_view text;
  std::size_t at = 0;

  bool done() const { return at >= text.size(); }
  // The byte `ahead` of the cursor; NUL behind the end.
  char peek(std::size_t ahead = 0) const {
    return at + ahead < text.size() ? text[at + ahead] : '\0';
  }
  char before() const { return at > 0 ? text[at - 1] : '\0'; }
  std::string_view rest() const { return text.substr(at < text.size() ? at : text.size()); }

  bool take(char c) {
    if (done() || text[at] != c) return false;
    ++at;
    return true;
  }
  bool take(std::string_view exact) {
    if (rest().substr(0, exact.size()) != exact) return false;
    at += exact.size();
    return true;
  }
  // `lower` as a whole word (or words), in any case.
  bool take_word(std::string_view lower) {
    if (!equal_ignoring_case(rest().substr(0, lower.size()), lower)) return false;
    if (is_word(peek(lower.size()))) return false;
    at += lower.size();
    return true;
  }
  // Between `least` and `most` digits with no further digit behind.
  std::optional<int> number(std::size_t least, std::size_t most) {
    std::size_t count = 0;
    int value = 0;
    while (count <= most && is_digit(peek(count))) {
      if (count < most) value = value * 10 + (peek(count) - '0');
      ++count;
    }
    if (count < least || count > most) return {};
    at += count;
    return value;
  }
  // Unicode spaces; true where there was one.
  bool spaces() {
    const std::size_t start = at;
    for (;;) {
      if (peek() == ' ') {
        ++at;
        continue;
      }
      const text::Decoded d = text::decode(text, at);
      if (d.size == 0 || !text::is_space(d.code)) break;
      at += d.size;
    }
    return at > start;
  }
  // A hyphen or dash: - ‐ ‑ ‒ – — −
  bool dash() {
    if (take('-')) return true;
    const text::Decoded d = text::decode(text, at);
    if (!(0x2010 <= d.code && d.code <= 0x2015) && d.code != 0x2212) return false;
    at += d.size;
    return true;
  }
  // An apostrophe, straight or curly.
  bool apostrophe() {
    if (take('\'')) return true;
    return take("\u2019") || take("\u2018");
  }
};

// Takes an English month's name or abbreviation, with its full stop. Defined with the dates.
std::optional<int> take_month(Reader& r);

}  // namespace pland::plan
