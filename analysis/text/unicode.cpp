#include "analysis/text/unicode.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <utf8proc.h>

namespace pland::text {
namespace {

constexpr bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

utf8proc_category_t category(char32_t code) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(code));
}

struct Range {
  char32_t first, last;
};

constexpr Range pictographs[] = {
    {0x231A, 0x231B},   {0x2328, 0x2328},   {0x23CF, 0x23CF},   {0x23E9, 0x23F3},
    {0x23F8, 0x23FA},   {0x24C2, 0x24C2},   {0x25AA, 0x25AB},   {0x25B6, 0x25B6},
    {0x25C0, 0x25C0},   {0x25FB, 0x25FE},   {0x2600, 0x2767},   {0x2795, 0x2797},
    {0x27A1, 0x27A1},   {0x27B0, 0x27B0},   {0x27BF, 0x27BF},   {0x2934, 0x2935},
    {0x2B05, 0x2B07},   {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2B55, 0x2B55},
    {0x1F000, 0x1F0FF}, {0x1F170, 0x1F171}, {0x1F17E, 0x1F17F}, {0x1F18E, 0x1F18E},
    {0x1F191, 0x1F19A}, {0x1F200, 0x1F3FA}, {0x1F400, 0x1F64F}, {0x1F680, 0x1F6FF},
    {0x1F7D5, 0x1F7FF}, {0x1F900, 0x1FAFF}, {0x1FC00, 0x1FFFD},
};

template <std::size_t Size>
bool in_ranges(const Range (&ranges)[Size], char32_t code) {
  const auto* found = std::upper_bound(std::begin(ranges), std::end(ranges), code,
                                       [](char32_t c, const Range& r) { return c < r.first; });
  return found != std::begin(ranges) && code <= std::prev(found)->last;
}

constexpr char32_t zero_width_joiner = 0x200D, text_style = 0xFE0E, emoji_style = 0xFE0F,
                   keycap = 0x20E3;

bool is_skin_tone(char32_t code) { return 0x1F3FB <= code && code <= 0x1F3FF; }
bool is_regional_indicator(char32_t code) { return 0x1F1E6 <= code && code <= 0x1F1FF; }
// Emoji only when a variation selector says so: `©️`, `ℹ️`, `↔️`.
bool is_emoji_on_demand(char32_t code) {
  return code == 0xA9 || code == 0xAE || code == 0x203C || code == 0x2049 || code == 0x2122 ||
         code == 0x2139 || (0x2194 <= code && code <= 0x2199) || code == 0x21A9 || code == 0x21AA ||
         code == 0x3030 || code == 0x303D || code == 0x3297 || code == 0x3299;
}

// Letters with case, and characters that a final sigma looks through (Unicode 3.13, table 3-17).
bool is_cased(char32_t code) {
  const auto c = category(code);
  return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LL || c == UTF8PROC_CATEGORY_LT ||
         (0x02B0 <= code && code <= 0x02B8) || (0x2160 <= code && code <= 0x217F) ||
         (0x24B6 <= code && code <= 0x24E9);
}
bool is_case_ignorable(char32_t code) {
  switch (category(code)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_SK:
      return true;
    default:
      break;
  }
  constexpr char32_t inside_words[] = {'\'',   '.',    ':',    0xB7,   0x387,  0x55F,
                                       0x5F4,  0x2018, 0x2019, 0x2024, 0x2027, 0xFE13,
                                       0xFE52, 0xFE55, 0xFF07, 0xFF0E, 0xFF1A};
  return std::find(std::begin(inside_words), std::end(inside_words), code) !=
         std::end(inside_words);
}

// Σ at `offset` (2 bytes) ends a word: a cased letter before it and none behind.
bool is_final_sigma(std::string_view text, std::size_t offset) {
  bool cased_before = false;
  for (std::size_t at = offset; at > 0;) {
    const Decoded d = decode_before(text, at);
    at -= d.size;
    if (is_cased(d.code)) cased_before = true;
    if (!is_case_ignorable(d.code)) break;
  }
  if (!cased_before) return false;
  for (std::size_t at = offset + 2; at < text.size();) {
    const Decoded d = decode(text, at);
    at += d.size;
    if (is_case_ignorable(d.code)) continue;
    return !is_cased(d.code);
  }
  return true;
}

char ascii_lower(char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c; }

}  // namespace

Decoded decode_beyond_ascii(std::string_view text, std::size_t offset) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data()) + offset;
  const std::size_t left = text.size() - offset;
  const unsigned char lead = bytes[0];
  const Decoded bad{replacement_character, 1, false};
  const auto low = [&](std::size_t i) { return static_cast<char32_t>(bytes[i] & 0x3F); };
  if (lead < 0xC2) return bad;
  if (lead < 0xE0) {
    if (left < 2 || !is_continuation(bytes[1])) return bad;
    return {static_cast<char32_t>(lead & 0x1F) << 6 | low(1), 2, true};
  }
  if (lead < 0xF0) {
    if (left < 3 || !is_continuation(bytes[1]) || !is_continuation(bytes[2])) return bad;
    const char32_t code = static_cast<char32_t>(lead & 0x0F) << 12 | low(1) << 6 | low(2);
    if (code < 0x800 || (0xD800 <= code && code <= 0xDFFF)) return bad;
    return {code, 3, true};
  }
  if (lead < 0xF5) {
    if (left < 4 || !is_continuation(bytes[1]) || !is_continuation(bytes[2]) ||
        !is_continuation(bytes[3]))
      return bad;
    const char32_t code =
        static_cast<char32_t>(lead & 0x07) << 18 | low(1) << 12 | low(2) << 6 | low(3);
    if (code < 0x10000 || code > 0x10FFFF) return bad;
    return {code, 4, true};
  }
  return bad;
}

Decoded decode_before(std::string_view text, std::size_t offset) {
  offset = std::min(offset, text.size());
  if (offset == 0) return {};
  const std::string_view before = text.substr(0, offset);
  for (std::size_t size = 1; size <= std::min<std::size_t>(4, offset); ++size) {
    const Decoded d = decode(before, offset - size);
    if (d.valid && d.size == size) return d;
    if (!is_continuation(static_cast<unsigned char>(before[offset - size]))) break;
  }
  return {replacement_character, 1, false};
}

std::size_t round_down(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return text.size();
  for (std::size_t back = 0; back <= std::min<std::size_t>(3, offset); ++back) {
    const std::size_t start = offset - back;
    const Decoded d = decode(text, start);
    if (d.valid && start + d.size > offset) return start;
    if (!is_continuation(static_cast<unsigned char>(text[start]))) break;
  }
  return offset;
}

void append(std::string& out, char32_t code) {
  if (code > 0x10FFFF || (0xD800 <= code && code <= 0xDFFF)) code = replacement_character;
  const auto byte = [&](char32_t value) { out.push_back(static_cast<char>(value)); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xC0 | code >> 6);
    byte(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    byte(0xE0 | code >> 12);
    byte(0x80 | (code >> 6 & 0x3F));
    byte(0x80 | (code & 0x3F));
  } else {
    byte(0xF0 | code >> 18);
    byte(0x80 | (code >> 12 & 0x3F));
    byte(0x80 | (code >> 6 & 0x3F));
    byte(0x80 | (code & 0x3F));
  }
}

bool is_ascii(std::string_view text) {
  const char* at = text.data();
  const char* end = at + text.size();
  for (; end - at >= 8; at += 8) {
    std::uint64_t word;
    std::memcpy(&word, at, 8);
    if (word & 0x8080808080808080u) return false;
  }
  for (; at != end; ++at)
    if (static_cast<unsigned char>(*at) >= 0x80) return false;
  return true;
}

bool is_valid(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (text.size() - at >= 8) {
      std::uint64_t word;
      std::memcpy(&word, text.data() + at, 8);
      if ((word & 0x8080808080808080u) == 0) {
        at += 8;
        continue;
      }
    }
    const Decoded d = decode(text, at);
    if (!d.valid) return false;
    at += d.size;
  }
  return true;
}

std::string to_valid(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Decoded d = decode(text, at);
    append(out, d.code);
    at += d.size;
  }
  return out;
}

std::string lower(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      out.push_back(ascii_lower(text[at++]));
      continue;
    }
    const Decoded d = decode(text, at);
    if (d.code == 0x130) {
      out += "i\u0307";
    } else if (d.code == 0x3A3 && is_final_sigma(text, at)) {
      out += "\u03C2";
    } else {
      append(out, static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(d.code))));
    }
    at += d.size;
  }
  return out;
}

std::string fold_case(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      out.push_back(ascii_lower(text[at++]));
      continue;
    }
    const Decoded d = decode(text, at);
    at += d.size;
    std::array<utf8proc_int32_t, 8> folded{};
    int boundary = 0;
    const auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(d.code), folded.data(),
                                               folded.size(), UTF8PROC_CASEFOLD, &boundary);
    if (count < 1 || count > static_cast<utf8proc_ssize_t>(folded.size())) {
      append(out, d.code);
      continue;
    }
    for (utf8proc_ssize_t i = 0; i < count; ++i)
      append(out, static_cast<char32_t>(folded[static_cast<std::size_t>(i)]));
  }
  return out;
}

std::string compose(std::string_view text) {
  utf8proc_uint8_t* composed = nullptr;
  const auto size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                   static_cast<utf8proc_ssize_t>(text.size()), &composed,
                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  std::string out(text);
  if (size >= 0 && composed) {
    out.assign(reinterpret_cast<const char*>(composed), static_cast<std::size_t>(size));
  }
  std::free(composed);  // NOLINT: utf8proc allocates with malloc
  return out;
}

std::string decompose_to_ascii(std::string_view text) {
  utf8proc_uint8_t* decomposed = nullptr;
  const std::string valid = to_valid(text);
  const auto size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(valid.data()),
                   static_cast<utf8proc_ssize_t>(valid.size()), &decomposed,
                   static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT));
  std::string out;
  for (utf8proc_ssize_t i = 0; i < size; ++i)
    if (decomposed[i] < 0x80) out.push_back(static_cast<char>(decomposed[i]));
  std::free(decomposed);  // NOLINT: utf8proc allocates with malloc
  return out;
}

std::string fold_label(std::string_view label) {
  std::string collapsed;
  collapsed.reserve(label.size());
  for (const char c : label) {
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
      collapsed.push_back(c);
    } else if (!collapsed.empty() && collapsed.back() != ' ') {
      collapsed.push_back(' ');
    }
  }
  if (!collapsed.empty() && collapsed.back() == ' ') collapsed.pop_back();
  return fold_case(collapsed);
}

bool is_space(char32_t code) {
  if (code < 0x80) return code == ' ' || (0x09 <= code && code <= 0x0D);
  return code == 0x85 || code == 0xA0 || code == 0x1680 || (0x2000 <= code && code <= 0x200A) ||
         code == 0x2028 || code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x3000;
}

bool is_letter(char32_t code) {
  if (code < 0x80) return ('a' <= (code | 0x20) && (code | 0x20) <= 'z');
  const auto c = category(code);
  return UTF8PROC_CATEGORY_LU <= c && c <= UTF8PROC_CATEGORY_LO;
}

bool is_digit(char32_t code) {
  if (code < 0x80) return '0' <= code && code <= '9';
  return category(code) == UTF8PROC_CATEGORY_ND;
}

bool is_number(char32_t code) {
  if (code < 0x80) return '0' <= code && code <= '9';
  const auto c = category(code);
  return UTF8PROC_CATEGORY_ND <= c && c <= UTF8PROC_CATEGORY_NO;
}

bool is_mark(char32_t code) {
  if (code < 0x300) return false;
  const auto c = category(code);
  return UTF8PROC_CATEGORY_MN <= c && c <= UTF8PROC_CATEGORY_ME;
}

bool is_punctuation(char32_t code) {
  const auto c = category(code);
  return UTF8PROC_CATEGORY_PC <= c && c <= UTF8PROC_CATEGORY_PO;
}

bool is_latin(char32_t code) {
  if (code < 0x80) return is_letter(code);
  const bool block = code <= 0x2AF || (0x1E00 <= code && code <= 0x1EFF) ||
                     (0x2C60 <= code && code <= 0x2C7F) || (0xA720 <= code && code <= 0xA7FF) ||
                     (0xFB00 <= code && code <= 0xFB06) || (0xFF21 <= code && code <= 0xFF5A);
  return block && is_letter(code);
}

bool is_pictographic(char32_t code) { return code >= 0x231A && in_ranges(pictographs, code); }

std::size_t emoji_size(std::string_view text, std::size_t offset) {
  const Decoded first = decode(text, offset);
  std::size_t at = offset + first.size;
  const auto skip = [&](auto&& accepts) {
    const Decoded d = decode(text, at);
    if (d.size == 0 || !accepts(d.code)) return false;
    at += d.size;
    return true;
  };
  const auto is = [](char32_t wanted) {
    return [wanted](char32_t code) { return code == wanted; };
  };
  if (first.code < 0x80) {
    if (!is_digit(first.code) && first.code != '#' && first.code != '*') return 0;
    skip(is(emoji_style));
    return skip(is(keycap)) ? at - offset : 0;
  }
  if (is_regional_indicator(first.code)) {
    skip(is_regional_indicator);
    return at - offset;
  }
  if (is_emoji_on_demand(first.code)) return skip(is(emoji_style)) ? at - offset : 0;
  if (!is_pictographic(first.code)) return 0;
  // No emoji joins more than a few; the limit keeps walks over endless chains linear.
  constexpr int most_joined = 10;
  for (int joined = 0; joined < most_joined; ++joined) {
    while (
        skip([](char32_t c) { return c == emoji_style || c == text_style || is_skin_tone(c); })) {
    }
    const std::size_t before_joiner = at;
    if (!skip(is(zero_width_joiner))) break;
    if (!skip([](char32_t c) { return is_pictographic(c) || is_emoji_on_demand(c); })) {
      at = before_joiner;
      break;
    }
  }
  return at - offset;
}

int display_width(std::string_view text) {
  int width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (0x20 <= byte && byte < 0x7F) {
      // A keycap's digit is found by looking ahead, which only a non-ASCII next byte asks for.
      if (at + 1 >= text.size() || static_cast<unsigned char>(text[at + 1]) < 0x80) {
        ++width;
        ++at;
        continue;
      }
    }
    const Decoded d = decode(text, at);
    if (const std::size_t size = emoji_size(text, at)) {
      const bool plain = size == d.size;
      const bool styled_as_text = decode(text, at + d.size).code == text_style;
      width += plain || styled_as_text
                   ? std::max(1, utf8proc_charwidth(static_cast<utf8proc_int32_t>(d.code)))
                   : 2;
      at += size;
      continue;
    }
    width += utf8proc_charwidth(static_cast<utf8proc_int32_t>(d.code));
    at += d.size;
  }
  return width;
}

std::string_view trim(std::string_view text) {
  while (!text.empty()) {
    const Decoded d = decode(text, 0);
    if (!is_space(d.code)) break;
    text.remove_prefix(d.size);
  }
  while (!text.empty()) {
    const Decoded d = decode_before(text, text.size());
    if (!is_space(d.code)) break;
    text.remove_suffix(d.size);
  }
  return text;
}

}  // namespace pland::text
