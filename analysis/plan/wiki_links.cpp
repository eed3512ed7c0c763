#include "analysis/plan/wiki_links.h"

#include <algorithm>
#include <cstddef>
#include <optional>

namespace pland::plan {
namespace {

constexpr auto npos = std::string_view::npos;

bool is_blank(char c) { return c == ' ' || c == '\t'; }

Span make_span(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

bool is_escaped(std::string_view text, std::size_t at) {
  std::size_t slashes = 0;
  while (slashes < at && text[at - 1 - slashes] == '\\') ++slashes;
  return slashes % 2 == 1;
}

// Without blanks at its end.
Span trimmed(std::string_view text, Span span) {
  while (!span.empty() && is_blank(text[span.end - 1])) --span.end;
  return span;
}

// Where the `]]` stands that closes what begins at `begin`; none where it is not closed.
std::size_t find_close(std::string_view text, std::size_t begin, std::size_t end) {
  const std::size_t stop = text.substr(0, end).find_first_of("[]\r\n", begin);
  if (stop == npos || stop + 1 >= end || text[stop] != ']' || text[stop + 1] != ']') return npos;
  return is_escaped(text, stop) ? npos : stop;
}

// The parts of what stands between the brackets.
std::optional<WikiLink> parts_of(std::string_view text, Span inner) {
  WikiLink link;
  link.destination = inner;
  const std::string_view words = inner.of(text);
  if (words.empty() || is_blank(words[0]) || words[0] == '^') return std::nullopt;
  if (words.find("://") != npos) return std::nullopt;
  if (const std::size_t bar = words.find('|'); bar != npos) {
    const bool escaped = bar > 0 && words[bar - 1] == '\\';
    link.destination.end = inner.begin + static_cast<std::uint32_t>(bar - (escaped ? 1 : 0));
    link.text = {inner.begin + static_cast<std::uint32_t>(bar) + 1, inner.end};
  }
  link.destination = trimmed(text, link.destination);
  link.path = link.destination;
  const std::size_t hash = link.destination.of(text).find('#');
  if (hash != npos) {
    const auto at = link.destination.begin + static_cast<std::uint32_t>(hash);
    link.path = trimmed(text, {link.destination.begin, at});
    link.fragment = {at + 1, link.destination.end};
    link.has_fragment = true;
  } else {
    link.fragment = {link.destination.end, link.destination.end};
  }
  if (link.path.empty() && link.fragment.empty()) return std::nullopt;
  if (trimmed(text, link.text).empty()) link.text = link.destination;
  return link;
}

}  // namespace

std::vector<WikiLink> find_wiki_links(std::string_view text, Span block,
                                      const std::vector<Span>& closed) {
  std::vector<WikiLink> out;
  const std::string_view inside = text.substr(0, block.end);
  auto next = closed.begin();
  for (std::size_t at = inside.find("[[", block.begin); at != npos;) {
    const std::size_t close = is_escaped(inside, at) ? npos : find_close(inside, at + 2, block.end);
    if (close == npos) {
      at = inside.find("[[", at + 1);
      continue;
    }
    while (next != closed.end() && next->end <= at) ++next;
    const bool taken = next != closed.end() && next->begin < close + 2;
    auto link = taken ? std::nullopt : parts_of(inside, make_span(at + 2, close));
    if (link) {
      link->image = at > block.begin && inside[at - 1] == '!' && !is_escaped(inside, at - 1);
      link->span = make_span(at - (link->image ? 1 : 0), close + 2);
      out.push_back(*link);
    }
    at = inside.find("[[", close + 2);
  }
  return out;
}

bool fits_in_wiki_link(std::string_view text) {
  if (text.empty() || is_blank(text.front()) || is_blank(text.back())) return false;
  if (text.front() == '^') return false;
  return text.find_first_of("[]|\r\n*`<~\\") == npos;
}

}  // namespace pland::plan
