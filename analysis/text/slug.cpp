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

// Ruby's \p{Word}: letters, marks, decimal digits, connectors.
bool is_word(char32_t code) {
  return stays(code) &&
         utf8proc_category(static_cast<utf8proc_int32_t>(code)) != UTF8PROC_CATEGORY_NL;
}

std::string gitlab_slug(std::string_view heading) {
  const std::string lowered = lower(trim(heading));
  std::string out;
  for (std::size_t at = 0; at < lowered.size();) {
    const Decoded d = decode(lowered, at);
    if (d.code == U' ' || d.code == U'-') {
      if (!out.ends_with('-')) out.push_back('-');
    } else if (is_word(d.code)) {
      out.append(lowered, at, d.size);
    }
    at += d.size;
  }
  const bool number = !out.empty() && out.find_first_not_of("0123456789") == std::string::npos;
  return number ? "anchor-" + out : out;
}

// Python's NFKD with everything beyond ASCII dropped, then the toc extension's two expressions.
std::string mkdocs_slug(std::string_view heading) {
  if (const Span list = attribute_list(heading); !list.empty())
    heading = heading.substr(0, list.begin);
  const std::string ascii = decompose_to_ascii(heading);
  std::string kept;
  for (const char c : ascii) {
    const char low = 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c;
    const bool space = c == ' ' || ('\t' <= c && c <= '\r');
    if (ascii_stays(low) || space) kept.push_back(space ? ' ' : low);
  }
  std::string out;
  for (const char c : trim(kept)) {
    if (c != ' ' && c != '-')
      out.push_back(c);
    else if (!out.ends_with('-'))
      out.push_back('-');
  }
  return out;
}

}  // namespace

Span attribute_list(std::string_view heading) {
  heading = trim(heading);
  if (!heading.ends_with('}')) return {};
  const std::size_t open = heading.rfind('{');
  if (open == std::string_view::npos || (open > 0 && heading[open - 1] != ' ')) return {};
  std::size_t first = open + 1;
  if (first < heading.size() && heading[first] == ':') ++first;
  while (first < heading.size() && heading[first] == ' ') ++first;
  if (first >= heading.size() || (heading[first] != '#' && heading[first] != '.')) return {};
  return {static_cast<std::uint32_t>(open), static_cast<std::uint32_t>(heading.size())};
}

std::string_view name(AnchorStyle style) {
  switch (style) {
    case AnchorStyle::github:
      return "github";
    case AnchorStyle::gitlab:
      return "gitlab";
    case AnchorStyle::mkdocs:
      return "mkdocs";
  }
  return {};
}

std::optional<AnchorStyle> anchor_style_named(std::string_view wanted) {
  for (const AnchorStyle style : {AnchorStyle::github, AnchorStyle::gitlab, AnchorStyle::mkdocs})
    if (name(style) == wanted) return style;
  return std::nullopt;
}

std::string slug(std::string_view heading, AnchorStyle style) {
  if (style == AnchorStyle::gitlab) return gitlab_slug(heading);
  if (style == AnchorStyle::mkdocs) return mkdocs_slug(heading);
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
  if (style_ == AnchorStyle::gitlab) {
    // Counted, and not held against what is taken.
    const unsigned before = taken_[wanted]++;
    return before == 0 ? wanted : wanted + '-' + std::to_string(before);
  }
  if (style_ == AnchorStyle::mkdocs) {
    // `x`, `x_1`, `x_2`; the number of `x_1` itself goes up. An empty one is `_1`.
    const auto [first, is_new] = taken_.try_emplace(wanted, 0u);
    if (is_new && !wanted.empty()) return wanted;
    const std::size_t mark = wanted.rfind('_');
    const bool numbered = mark != std::string::npos && mark + 1 < wanted.size() &&
                          wanted.size() - mark < 9 &&
                          wanted.find_first_not_of("0123456789", mark + 1) == std::string::npos;
    const std::string stem = numbered ? wanted.substr(0, mark) : wanted;
    unsigned& tried = first->second;  // into an unordered_map: outlives insertions
    if (tried == 0 && numbered) tried = static_cast<unsigned>(std::stoul(wanted.substr(mark + 1)));
    for (;;) {
      std::string next = stem + '_' + std::to_string(++tried);
      if (taken_.try_emplace(next, 0u).second) return next;
    }
  }
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
