#include "analysis/text/slug.h"

#include <cstddef>
#include <utf8proc.h>

#include "analysis/text/unicode.h"

namespace pland::text {
namespace {

// github-slugger keeps Alphabetic, Mark, Decimal_Number and Connector_Punctuation of Unicode 13.
// Alphabetic is the letters, the letter numbers, marks, and circled or squared Latin letters.
bool stays(char32_t code) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(code))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_PC:
      return true;
    default:
      break;
  }
  return (0x24B6 <= code && code <= 0x24E9) || (0x1F130 <= code && code <= 0x1F149) ||
         (0x1F150 <= code && code <= 0x1F169) || (0x1F170 <= code && code <= 0x1F189);
}

bool ascii_stays(char c) {
  return ('a' <= c && c <= 'z') || ('0' <= c && c <= '9') || c == '-' || c == '_';
}

}  // namespace

std::string slug(std::string_view heading) {
  const std::string lowered = lower(heading);
  std::string out;
  out.reserve(lowered.size());
  for (std::size_t at = 0; at < lowered.size();) {
    const char c = lowered[at];
    if (static_cast<unsigned char>(c) < 0x80) {
      if (c == ' ') {
        out.push_back('-');
      } else if (ascii_stays(c)) {
        out.push_back(c);
      }
      ++at;
      continue;
    }
    const Decoded d = decode(lowered, at);
    if (stays(d.code)) out.append(lowered, at, d.size);
    at += d.size;
  }
  return out;
}

std::string Slugger::claim(std::string wanted) {
  const auto [first, is_new] = taken_.try_emplace(wanted, 0u);
  if (is_new) return wanted;
  // References into an unordered_map outlive insertions.
  unsigned& tried = first->second;
  for (;;) {
    std::string numbered = wanted + '-' + std::to_string(++tried);
    if (taken_.try_emplace(numbered, 0u).second) return numbered;
  }
}

}  // namespace pland::text
