#include "analysis/text/unicode.h"

#include <doctest/doctest.h>
#include <initializer_list>
#include <string>

using namespace pland::text;
using namespace std::string_view_literals;

TEST_CASE("decode: every code point comes back") {
  for (char32_t code = 0; code <= 0x10FFFF; ++code) {
    if (0xD800 <= code && code <= 0xDFFF) continue;
    std::string bytes;
    append(bytes, code);
    const Decoded d = decode(bytes, 0);
    const Decoded before = decode_before(bytes, bytes.size());
    if (d.code != code || d.size != bytes.size() || !d.valid || before.code != code ||
        before.size != bytes.size() || !is_valid(bytes))
      FAIL("code point ", static_cast<unsigned>(code));
  }
}

TEST_CASE("decode: a bad byte is one U+FFFD and nothing is read behind the end") {
  for (const auto bad : {"\x80"sv, "\xC3"sv, "\xC0\xAF"sv, "\xE2\x82"sv, "\xED\xA0\x80"sv,
                         "\xF0\x9F\x98"sv, "\xF4\x90\x80\x80"sv, "\xF8\x88\x80\x80"sv, "\xFF"sv,
                         "\xE0\x80\x80"sv, "\xF0\x80\x80\x80"sv}) {
    CAPTURE(bad.size());
    const Decoded d = decode(bad, 0);
    CHECK(d.code == replacement_character);
    CHECK(d.size == 1);
    CHECK_FALSE(d.valid);
    CHECK_FALSE(is_valid(bad));
    std::string expected;
    for (std::size_t i = 0; i < bad.size(); ++i) expected += "\uFFFD";
    CHECK(to_valid(bad) == expected);
    CHECK(decode_before(bad, bad.size()).size == 1);
  }
  CHECK(decode("", 0).size == 0);
  CHECK(decode("a", 7).size == 0);
  CHECK(decode_before("a", 0).size == 0);
}

TEST_CASE("forward and backward walks meet the same characters") {
  const auto text = "a\xC3\xC3\xA9\xE2\x82é→\xF0\x9F📍\xFF\x80z"sv;
  std::string starts_forward, starts_backward;
  for (std::size_t at = 0; at < text.size(); at += decode(text, at).size)
    starts_forward += std::to_string(at) + ' ';
  for (std::size_t at = text.size(); at > 0;) {
    at -= decode_before(text, at).size;
    starts_backward.insert(0, std::to_string(at) + ' ');
  }
  CHECK(starts_forward == starts_backward);
}

TEST_CASE("round_down") {
  const auto text = "aé→📍\x80"sv;  // starts at 0 1 3 6 10
  const std::size_t expected[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 11};
  for (std::size_t i = 0; i < std::size(expected); ++i) CHECK(round_down(text, i) == expected[i]);
}

TEST_CASE("validity looks past the first eight bytes") {
  CHECK(is_valid("plain ascii text that is long enough"));
  CHECK(is_valid("sixteen bytes of ascii and then é and more ascii after that"));
  CHECK_FALSE(is_valid("sixteen bytes of ascii and then \xC3"));
  CHECK(is_ascii(""));
  CHECK(is_ascii("12345678 more"));
  CHECK_FALSE(is_ascii("12345678 morë"));
  CHECK_FALSE(is_ascii("é2345678"));
}

TEST_CASE("case") {
  CHECK(lower("ÄÖÜ ABC") == "äöü abc");
  CHECK(lower("İI") == "i\u0307i");
  CHECK(lower("ΑΣ, ΑΣΑ Σ") == "ας, ασα σ");
  CHECK(fold_case("Straße GROẞ ﬁ") == "strasse gross fi");
  CHECK(fold_case("ΑΣ ς") == "ασ σ");
  CHECK(fold_case("a\xFFZ") == "a\uFFFDz");
}

TEST_CASE("fold_label: CommonMark 4.7") {
  CHECK(fold_label("  Foo\n\t bar ") == "foo bar");
  CHECK(fold_label("ẞ") == fold_label("SS"));
  CHECK(fold_label("ΑΓΩ") == fold_label("αγω"));
  CHECK(fold_label(" \t") == "");
  CHECK(fold_label("a\u00A0b") == "a\u00A0b");
}

TEST_CASE("classes") {
  for (const char32_t space : {U' ', U'\t', U'\u00A0', U'\u2009', U'\u3000', U'\u202F'})
    CHECK(is_space(space));
  for (const char32_t other : {U'a', U'\u200B', U'\u2060', U'\uFEFF'}) CHECK_FALSE(is_space(other));
  CHECK(is_letter(U'é'));
  CHECK(is_letter(U'路'));
  CHECK_FALSE(is_letter(U'['));
  CHECK(is_digit(U'٣'));
  CHECK_FALSE(is_digit(U'½'));
  CHECK(is_number(U'½'));
  CHECK(is_mark(U'\uFE0F'));
  CHECK(is_punctuation(U'—'));
  CHECK_FALSE(is_punctuation(U'+'));
  CHECK(is_latin(U'ế'));
  CHECK_FALSE(is_latin(U'я'));
  CHECK_FALSE(is_latin(U'×'));
}

TEST_CASE("emoji_size covers whole sequences and no letters") {
  for (const auto emoji : {"📍"sv, "✅"sv, "⚠️"sv, "⚠"sv, "👩‍💻"sv, "👍🏽"sv, "🇩🇪"sv,
                           "1️⃣"sv, "#️⃣"sv, "✓"sv, "☐"sv, "ℹ️"sv, "❤️‍🔥"sv,
                           "🏳️‍🌈"sv, "⏸️"sv, "🅰️"sv}) {
    CAPTURE(emoji);
    CHECK(emoji_size(std::string(emoji) + " x", 0) == emoji.size());
  }
  for (const auto other :
       {"1"sv, "#"sv, "a"sv, "→"sv, "©"sv, "™"sv, "é"sv, "—"sv, "路"sv, ""sv, "\x80"sv})
    CHECK(emoji_size(other, 0) == 0);
  CHECK(emoji_size("✅\u200D", 0) == 3);
}

TEST_CASE("display_width") {
  CHECK(display_width("plan") == 4);
  CHECK(display_width("é e\u0301") == 3);
  CHECK(display_width("路线图") == 6);
  CHECK(display_width("✅ done") == 7);
  CHECK(display_width("⚠️") == 2);
  CHECK(display_width("👩‍💻🇩🇪") == 4);
  CHECK(display_width("✓ ok") == 4);
  CHECK(display_width("1️⃣1") == 3);
  CHECK(display_width("→ \u200B") == 2);
}

TEST_CASE("trim") {
  CHECK(trim(" \u00A0 a b\t\n") == "a b");
  CHECK(trim("") == "");
  CHECK(trim(" ") == "");
}
