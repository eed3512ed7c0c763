#include "server/glob.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace pland::server {
namespace {

bool ascii_class(std::string_view name, unsigned char c) {
  const bool upper = c >= 'A' && c <= 'Z';
  const bool lower = c >= 'a' && c <= 'z';
  const bool digit = c >= '0' && c <= '9';
  const bool graph = c > 0x20 && c < 0x7f;
  if (name == "alpha") return upper || lower;
  if (name == "digit") return digit;
  if (name == "alnum") return upper || lower || digit;
  if (name == "upper") return upper;
  if (name == "lower") return lower;
  if (name == "space") return c == ' ' || (c >= '\t' && c <= '\r');
  if (name == "blank") return c == ' ' || c == '\t';
  if (name == "punct") return graph && !upper && !lower && !digit;
  if (name == "print") return graph || c == ' ';
  if (name == "graph") return graph;
  if (name == "cntrl") return c < 0x20 || c == 0x7f;
  if (name == "xdigit") return digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  return false;
}

enum class Match : std::uint8_t { yes, no, bad };

// The bracket expression at `at` (behind its `[`) against one character; moves `at` behind its `]`.
Match bracket(std::string_view pattern, std::size_t& at, unsigned char c) {
  bool negated = false;
  if (at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^')) negated = true, ++at;
  bool found = false;
  unsigned char previous = 0;  // the start of a range; 0: there is none
  for (bool first = true;; first = false) {
    if (at >= pattern.size()) return Match::bad;
    auto p = static_cast<unsigned char>(pattern[at]);
    if (p == ']' && !first) break;
    if (p == '-' && previous != 0 && at + 1 < pattern.size() && pattern[at + 1] != ']') {
      auto last = static_cast<unsigned char>(pattern[++at]);
      if (last == '\\') {
        if (++at >= pattern.size()) return Match::bad;
        last = static_cast<unsigned char>(pattern[at]);
      }
      if (previous <= c && c <= last) found = true;
      previous = 0;
    } else if (p == '[' && at + 1 < pattern.size() && pattern[at + 1] == ':') {
      std::size_t end = pattern.find(']', at + 2);
      if (end == std::string_view::npos) return Match::bad;
      if (end - at < 4 || pattern[end - 1] != ':') {  // no class after all: a plain `[`
        if (c == '[') found = true;
        previous = '[';
      } else {
        if (ascii_class(pattern.substr(at + 2, end - at - 3), c)) found = true;
        at = end;
        previous = 0;
      }
    } else {
      if (p == '\\') {
        if (++at >= pattern.size()) return Match::bad;
        p = static_cast<unsigned char>(pattern[at]);
      }
      if (p == c) found = true;
      previous = p;
    }
    ++at;
  }
  ++at;
  return found != negated ? Match::yes : Match::no;
}

// `budget` bounds the steps: a pattern of many stars is exponential otherwise.
bool match(std::string_view pattern, std::size_t at, std::string_view text, std::size_t from,
           bool by_path, std::size_t& budget) {
  while (at < pattern.size()) {
    if (budget == 0) return false;
    --budget;
    char p = pattern[at];
    if (p == '*') {
      std::size_t stars = at;
      while (at < pattern.size() && pattern[at] == '*') ++at;
      bool deep = !by_path;
      if (by_path && at - stars >= 2 && (stars == 0 || pattern[stars - 1] == '/') &&
          (at == pattern.size() || pattern[at] == '/' ||
           (pattern[at] == '\\' && at + 1 < pattern.size() && pattern[at + 1] == '/'))) {
        deep = true;
        // `**/` also stands for nothing at all.
        if (at < pattern.size() && pattern[at] == '/' &&
            match(pattern, at + 1, text, from, by_path, budget)) {
          return true;
        }
      }
      if (at == pattern.size()) {
        return deep || text.find('/', from) == std::string_view::npos;
      }
      for (;; ++from) {
        if (match(pattern, at, text, from, by_path, budget)) return true;
        if (budget == 0 || from >= text.size() || (!deep && text[from] == '/')) return false;
      }
    }
    if (from >= text.size()) return false;
    const auto c = static_cast<unsigned char>(text[from]);
    if (p == '?') {
      if (by_path && c == '/') return false;
      ++at;
    } else if (p == '[') {
      ++at;
      if (bracket(pattern, at, c) != Match::yes || (by_path && c == '/')) return false;
    } else {
      if (p == '\\') {
        if (++at >= pattern.size()) return false;
        p = pattern[at];
      }
      if (static_cast<unsigned char>(p) != c) return false;
      ++at;
    }
    ++from;
  }
  return from == text.size();
}

std::string_view last_part(std::string_view path) {
  std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

}  // namespace

bool wildmatch(std::string_view pattern, std::string_view text, bool by_path) {
  std::size_t budget = 100'000;
  return match(pattern, 0, text, 0, by_path, budget);
}

Patterns::Patterns(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) add(line);
}

Patterns Patterns::of_file(std::string_view text) {
  Patterns patterns;
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  while (!text.empty()) {
    std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.starts_with('#')) patterns.add(line);
  }
  return patterns;
}

void Patterns::add(std::string_view line) {
  // Spaces at the end do not count unless the last of them is escaped.
  while (line.ends_with(' ')) {
    std::size_t slashes = 0;
    while (slashes + 1 < line.size() && line[line.size() - 2 - slashes] == '\\') ++slashes;
    if (slashes % 2 == 1) break;
    line.remove_suffix(1);
  }
  Pattern pattern;
  if (line.starts_with('!')) pattern.negated = true, line.remove_prefix(1);
  if (line.ends_with('/')) pattern.folder_only = true, line.remove_suffix(1);
  pattern.by_path = line.find('/') != std::string_view::npos;
  if (line.starts_with('/')) line.remove_prefix(1);
  if (line.empty()) return;
  pattern.text = line;
  pattern.plain = std::min(line.find_first_of("*?[\\"), line.size());
  patterns_.push_back(std::move(pattern));
}

std::optional<bool> Patterns::verdict(std::string_view path, bool folder) const {
  for (auto pattern = patterns_.rbegin(); pattern != patterns_.rend(); ++pattern) {
    if (pattern->folder_only && !folder) continue;
    std::string_view text = pattern->by_path ? path : last_part(path);
    // As in Git, what is plain is compared first and wildmatch sees the rest alone: in `x**/a.md`
    // the stars stand at its start, so they do not stop at slashes.
    const std::string_view wild = std::string_view(pattern->text).substr(pattern->plain);
    if (!text.starts_with(std::string_view(pattern->text).substr(0, pattern->plain))) continue;
    text.remove_prefix(pattern->plain);
    if (wild.empty() ? text.empty() : wildmatch(wild, text, pattern->by_path)) {
      return !pattern->negated;
    }
  }
  return std::nullopt;
}

bool Patterns::cover(std::string_view path) const {
  if (patterns_.empty()) return false;
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', slash + 1)) {
    if (verdict(path.substr(0, slash), true).value_or(false)) return true;
  }
  return verdict(path, false).value_or(false);
}

}  // namespace pland::server
