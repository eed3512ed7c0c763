// UTF-8 and the few facts of Unicode that planning Markdown needs: decoding that cannot fail, case
// folding, spaces, emoji, width on a terminal.
//
// Shaped as free functions on `std::string_view`: a text is bytes, and whoever walks it holds an
// offset. Bad input is never an error: a byte that starts no well-formed sequence (overlong forms,
// surrogates and code points above U+10FFFF included) reads as U+FFFD, one byte long, so that
// every walk moves forward and every offset stays inside the text.
//
// Character classes and case come from utf8proc (Unicode 14). Emoji are a short table of our own,
// because utf8proc does not publish Extended_Pictographic, and because Unicode 17 took out symbols
// that people use like emoji (`★`, `✓`).
//
// Left out: normal forms other than NFC, grapheme
// clusters other than emoji, bidirectional text, and locales: case is the default, untailored one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace pland::text {

inline constexpr char32_t replacement_character = 0xFFFD;

struct Decoded {
  char32_t code = 0;
  std::uint32_t size = 0;  // bytes; 0 only at the end of the text
  bool valid = true;       // false for the U+FFFD that stands for one bad byte
};

Decoded decode_beyond_ascii(std::string_view text, std::size_t offset);
// The code point that starts at byte `offset`. At or behind the end: {0, 0, true}.
inline Decoded decode(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return {};
  const auto lead = static_cast<unsigned char>(text[offset]);
  return lead < 0x80 ? Decoded{lead, 1, true} : decode_beyond_ascii(text, offset);
}
// The code point that ends at byte `offset` (a bad byte counts as one). At 0: {0, 0, true}.
Decoded decode_before(std::string_view text, std::size_t offset);
// The start of the code point that byte `offset` lies in; `offset` itself where one starts or ends.
std::size_t round_down(std::string_view text, std::size_t offset);

// Appends `code` as UTF-8; surrogates and values above U+10FFFF as U+FFFD.
void append(std::string& out, char32_t code);

bool is_ascii(std::string_view text);
// Well-formed UTF-8 as RFC 3629 has it: no overlong forms, no surrogates.
bool is_valid(std::string_view text);
// The text with each bad byte replaced by U+FFFD.
std::string to_valid(std::string_view text);

// Full, untailored lower case, as ECMAScript's toLowerCase (so `İ` gives two code points and a
// final sigma gives `ς`). Bad bytes become U+FFFD.
std::string lower(std::string_view text);
// Full Unicode case fold (`ß` and `ẞ` both give `ss`). Bad bytes become U+FFFD.
std::string fold_case(std::string_view text);
// Normalisation Form C: letters with their accents as one code point. A text that is not valid
// UTF-8 stays as it is.
std::string compose(std::string_view text);
// Compatibility decomposition (NFKD) with everything beyond ASCII left out: `Über` gives `Uber`.
std::string decompose_to_ascii(std::string_view text);
// CommonMark 0.31.2, section 4.7: how two reference labels are compared. Case folded, spaces, tabs
// and line endings collapsed to one space and trimmed. The label comes without its brackets.
std::string fold_label(std::string_view label);

// White_Space of Unicode: U+0009..U+000D, space, U+0085, NBSP, U+1680, U+2000..U+200A, …
bool is_space(char32_t code);
bool is_letter(char32_t code);       // general category L*
bool is_digit(char32_t code);        // Nd: decimal digits of any script
bool is_number(char32_t code);       // N*: also `½`, `Ⅳ`, `①`
bool is_mark(char32_t code);         // M*, U+FE0F among them
bool is_punctuation(char32_t code);  // P*
// A letter of the Latin script: what the English word lists can judge.
bool is_latin(char32_t code);

// Extended_Pictographic without arrows, `©`, `™` and the like, plus the pictures among the
// miscellaneous symbols and dingbats (`✓`, `☐`, `★`).
bool is_pictographic(char32_t code);
// The length in bytes of the emoji that starts at `offset`, 0 where none does. One emoji is a
// pictographic with its variation selectors, skin tones, keycap and ZWJ sequence, a flag (two
// regional indicators), or a keycap sequence (`1️⃣`). Text-style symbols (`✓`, `→` is none)
// count.
std::size_t emoji_size(std::string_view text, std::size_t offset);

// Columns on a terminal: 0 for marks and controls, 2 for East Asian wide characters and emoji.
int display_width(std::string_view text);

// The text without Unicode spaces at either end.
std::string_view trim(std::string_view text);

}  // namespace pland::text
