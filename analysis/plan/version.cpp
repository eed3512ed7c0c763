#include "analysis/plan/version.h"

#include <algorithm>
#include <array>

#include "analysis/plan/reader.h"

namespace pland::plan {
namespace {

constexpr int final_rank = 6;

// The place of a suffix's first word in time; none where nobody can tell.
std::optional<int> rank_of(std::string_view word) {
  struct Named {
    std::string_view word;
    int rank;
  };
  constexpr std::array names = {Named{"dev", 0},         Named{"nightly", 0},
                                Named{"snapshot", 0},    Named{"alpha", 1},
                                Named{"a", 1},           Named{"beta", 2},
                                Named{"b", 2},           Named{"pre", 3},
                                Named{"preview", 3},     Named{"rc", 4},
                                Named{"c", 4},           Named{"cr", 4},
                                Named{"m", 3},           Named{"final", final_rank},
                                Named{"ga", final_rank}, Named{"post", 7},
                                Named{"p", 7},           Named{"patch", 7},
                                Named{"hotfix", 7}};
  for (const Named& named : names)
    if (named.word == word) return named.rank;
  return std::nullopt;
}

// Words and numbers of a suffix, what separates them left out.
std::vector<std::string_view> tokens_of(std::string_view suffix) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < suffix.size();) {
    const std::size_t begin = at;
    if (is_digit(suffix[at])) {
      while (at < suffix.size() && is_digit(suffix[at])) ++at;
    } else if (is_alpha(suffix[at])) {
      while (at < suffix.size() && is_alpha(suffix[at])) ++at;
    } else {
      ++at;
      continue;
    }
    out.push_back(suffix.substr(begin, at - begin));
  }
  return out;
}

std::strong_ordering compare_numbers(std::string_view a, std::string_view b) {
  const auto trimmed = [](std::string_view text) {
    const std::size_t first = text.find_first_not_of('0');
    return first == std::string_view::npos ? std::string_view() : text.substr(first);
  };
  a = trimmed(a);
  b = trimmed(b);
  if (a.size() != b.size()) return a.size() <=> b.size();
  return a.compare(b) <=> 0;
}

std::partial_ordering compare_suffixes(std::string_view a, std::string_view b) {
  if (a == b) return std::partial_ordering::equivalent;
  const auto x = tokens_of(a), y = tokens_of(b);
  const auto rank = [](const std::vector<std::string_view>& tokens) {
    return tokens.empty() ? std::optional(final_rank) : rank_of(tokens[0]);
  };
  const auto first = rank(x), second = rank(y);
  if (!first || !second) return std::partial_ordering::unordered;
  if (*first != *second) return *first <=> *second;
  for (std::size_t i = 1; i < std::min(x.size(), y.size()); ++i) {
    const bool numbers = is_digit(x[i][0]) && is_digit(y[i][0]);
    const auto order = numbers ? compare_numbers(x[i], y[i]) : x[i].compare(y[i]) <=> 0;
    if (order != 0) return order;
  }
  return x.size() <=> y.size();
}

// Dates in a link's destination are none of the release's.
std::string without_destinations(std::string_view heading) {
  std::string out(heading);
  for (std::size_t at = out.find("]("); at != std::string::npos; at = out.find("](", at + 2)) {
    int depth = 1;
    for (std::size_t i = at + 2; i < out.size() && depth > 0; ++i) {
      if (out[i] == '(') ++depth;
      if (out[i] == ')') --depth;
      if (depth > 0) out[i] = ' ';
    }
  }
  return out;
}

// Past what stands before a release's number: marks, tags, "Version".
void skip_lead(Reader& r) {
  for (bool again = true; again;) {
    again = false;
    while (!r.done() && !is_alnum(r.peek()) && r.peek() != '[' && r.peek() != '<') ++r.at;
    if (r.peek() == '<') {
      const std::size_t end = r.text.find('>', r.at);
      if (end == std::string_view::npos) return;
      r.at = end + 1;
      again = true;
    }
  }
}

// Behind `]`: `(…)` or `[…]`.
bool take_target(Reader& r) {
  const char open = r.peek(), close = open == '(' ? ')' : ']';
  if (open != '(' && open != '[') return false;
  int depth = 0;
  for (std::size_t i = r.at; i < r.text.size(); ++i) {
    if (r.text[i] == open) ++depth;
    if (r.text[i] == close && --depth == 0) {
      r.at = i + 1;
      return true;
    }
  }
  return false;
}

bool says_open(std::string_view rest) {
  std::string lower(rest);
  std::transform(lower.begin(), lower.end(), lower.begin(), to_lower);
  constexpr std::array<std::string_view, 12> words = {
      "unreleased", "tbd",         "tba",    "in progress",  "upcoming", "yyyy",
      "-xx",        "development", "future", "not released", "pending",  "planned"};
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

}  // namespace

std::optional<FoundVersion> read_version(std::string_view text) {
  Reader r{text};
  FoundVersion out;
  for (;;) {
    const auto number = r.number(1, 9);
    if (!number) return std::nullopt;
    out.version.numbers.push_back(static_cast<std::uint32_t>(*number));
    if (r.peek() != '.' || !is_digit(r.peek(1))) break;
    r.take('.');
  }
  if (out.version.numbers.size() < 2 || out.version.numbers.size() > 6) return std::nullopt;
  if (r.peek() == '.' && to_lower(r.peek(1)) == 'x' && !is_word(r.peek(2))) return std::nullopt;

  const auto is_part = [](char c) { return is_alnum(c) || c == '.' || c == '-'; };
  const auto take_part = [&](std::string& into) {
    while (is_part(r.peek())) {
      if (!is_alnum(r.peek()) && !is_alnum(r.peek(1))) break;
      into += to_lower(r.peek());
      ++r.at;
    }
  };
  if ((r.peek() == '-' || r.peek() == '.' || r.peek() == '_') && is_alnum(r.peek(1))) ++r.at;
  if (is_alnum(r.peek())) take_part(out.version.suffix);
  if (r.peek() == '+' && is_alnum(r.peek(1))) {
    ++r.at;
    take_part(out.version.build);
  }
  out.size = static_cast<std::uint32_t>(r.at);
  return out;
}

std::partial_ordering compare(const Version& a, const Version& b) {
  const std::size_t most = std::max(a.numbers.size(), b.numbers.size());
  for (std::size_t i = 0; i < most; ++i) {
    const std::uint32_t x = i < a.numbers.size() ? a.numbers[i] : 0;
    const std::uint32_t y = i < b.numbers.size() ? b.numbers[i] : 0;
    if (x != y) return x <=> y;
  }
  return compare_suffixes(a.suffix, b.suffix);
}

bool same_line(const Version& a, const Version& b) {
  if (a.is_calendar() && b.is_calendar()) return true;
  if (a.numbers.empty() || b.numbers.empty() || a.numbers[0] != b.numbers[0]) return false;
  if (a.numbers.size() < 3 && b.numbers.size() < 3) return true;
  return a.numbers.size() > 1 && b.numbers.size() > 1 && a.numbers[1] == b.numbers[1];
}

std::string to_string(const Version& version) {
  std::string out;
  for (const std::uint32_t number : version.numbers) {
    if (!out.empty()) out += '.';
    out += std::to_string(number);
  }
  if (!version.suffix.empty()) out += '-' + version.suffix;
  if (!version.build.empty()) out += '+' + version.build;
  return out;
}

std::optional<ReleaseHeading> read_release(std::string_view heading) {
  ReleaseHeading out;
  Reader r{heading};
  skip_lead(r);
  out.bracketed = r.take('[');
  for (const std::string_view word : {"version", "release"})
    if (r.take_word(word)) {
      r.spaces();
      r.take('(');
    }
  const std::size_t name = r.at;
  if (!r.take('v')) r.take('V');
  const auto version = read_version(r.rest());
  if (!version) return std::nullopt;
  const std::size_t begin = r.at;
  r.at += version->size;
  if (r.peek() == '/' || r.peek() == '&' || r.peek() == ',' || is_word(r.peek()))
    return std::nullopt;
  out.version = version->version;
  out.version_span = make_span(begin, r.at);
  out.name = make_span(name, r.at);
  if (out.bracketed) {
    if (!r.take(']')) return std::nullopt;
    out.linked = take_target(r);
  }
  while (r.peek() == '*' || r.peek() == '_' || r.peek() == '`') ++r.at;
  out.name_end = static_cast<std::uint32_t>(r.at);

  const std::string plain = without_destinations(heading);
  const std::string_view rest = std::string_view(plain).substr(r.at);
  // "1.2.0 - 1.4.0", "1.2.0 to 1.3.0": several.
  Reader behind{rest};
  behind.spaces();
  const bool joined = behind.dash() || behind.take_word("to") || behind.take_word("and");
  if (joined && (behind.spaces(), true)) {
    behind.take('[');
    behind.take('v');
    if (const auto other = read_version(behind.rest());
        other && !other->version.is_calendar() && find_dates(rest).empty())
      return std::nullopt;
  }
  const auto dates = find_dates(rest);
  if (!dates.empty()) {
    out.date = dates[0];
    out.date->span = out.date->span.shifted(out.name_end);
  }
  out.numbered = std::any_of(rest.begin(), rest.end(), is_digit);
  out.open = says_open(rest);
  return out;
}

}  // namespace pland::plan
