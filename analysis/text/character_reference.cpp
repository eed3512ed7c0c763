#include "analysis/text/character_reference.h"

#include <algorithm>
#include <array>
#include <optional>

#include "analysis/text/unicode.h"

namespace pland::text {
namespace {

// U+00A0 to U+00FF, in order.
constexpr std::array<std::string_view, 96> latin = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",
    "copy",   "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn",
    "sup2",   "sup3",   "acute",  "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",
    "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde",
    "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave",
    "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde",
    "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",
    "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil",
    "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",   "eth",
    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave",
    "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

struct Named {
  std::string_view name;
  char32_t code;
};
constexpr Named others[] = {
    {"amp", U'&'},         {"lt", U'<'},          {"gt", U'>'},          {"quot", U'"'},
    {"apos", U'\''},       {"num", U'#'},         {"percnt", U'%'},      {"lpar", U'('},
    {"rpar", U')'},        {"lowbar", U'_'},      {"sol", U'/'},         {"quest", U'?'},
    {"ndash", U'\u2013'},  {"mdash", U'\u2014'},  {"hellip", U'\u2026'}, {"lsquo", U'\u2018'},
    {"rsquo", U'\u2019'},  {"ldquo", U'\u201C'},  {"rdquo", U'\u201D'},  {"bull", U'\u2022'},
    {"euro", U'\u20AC'},   {"trade", U'\u2122'},  {"rarr", U'\u2192'},   {"larr", U'\u2190'},
    {"OElig", U'\u0152'},  {"oelig", U'\u0153'},  {"Scaron", U'\u0160'}, {"scaron", U'\u0161'},
    {"Zcaron", U'\u017D'}, {"zcaron", U'\u017E'}, {"Ccaron", U'\u010C'}, {"ccaron", U'\u010D'},
};

std::optional<char32_t> named(std::string_view name) {
  if (const auto* at = std::find(latin.begin(), latin.end(), name); at != latin.end())
    return static_cast<char32_t>(0xA0 + (at - latin.begin()));
  for (const Named& one : others)
    if (one.name == name) return one.code;
  return std::nullopt;
}

std::optional<unsigned> digit(char c) {
  if ('0' <= c && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  if ('a' <= lower && lower <= 'f') return lower - 'a' + 10;
  return std::nullopt;
}

// At most 7 digits, or 6 of base 16.
std::optional<char32_t> numbered(std::string_view digits) {
  const bool hexadecimal = digits.starts_with('x') || digits.starts_with('X');
  if (hexadecimal) digits.remove_prefix(1);
  const unsigned base = hexadecimal ? 16 : 10;
  if (digits.empty() || digits.size() > (hexadecimal ? 6 : 7)) return std::nullopt;
  char32_t code = 0;
  for (const char c : digits) {
    const auto value = digit(c);
    if (!value || *value >= base) return std::nullopt;
    code = code * base + *value;
  }
  const bool surrogate = 0xD800 <= code && code <= 0xDFFF;
  return code == 0 || code > 0x10FFFF || surrogate ? U'\uFFFD' : code;
}

}  // namespace

CharacterReference character_reference(std::string_view text, std::size_t at) {
  constexpr std::size_t longest = 10;  // of what stands between `&` and `;`
  if (at >= text.size() || text[at] != '&') return {};
  const std::size_t end = text.substr(0, std::min(text.size(), at + longest + 2)).find(';', at);
  if (end == std::string_view::npos) return {};
  const std::string_view inside = text.substr(at + 1, end - at - 1);
  const auto code = inside.starts_with('#') ? numbered(inside.substr(1)) : named(inside);
  if (!code) return {};
  CharacterReference out;
  append(out.text, *code);
  out.size = end + 1 - at;
  return out;
}

}  // namespace pland::text
