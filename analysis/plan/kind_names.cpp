// Template names as patterns, and how a document's titles are held against them.
#include <algorithm>
#include <array>
#include <cstddef>

#include "analysis/plan/date.h"
#include "analysis/plan/kind.h"
#include "analysis/plan/kind_template.h"
#include "analysis/plan/label.h"
#include "analysis/plan/period.h"
#include "analysis/plan/reader.h"

namespace pland::plan {
namespace {

// Stand-ins that normalising leaves alone: letters only.
constexpr std::string_view any_mark = "qqanyqq";
constexpr std::string_view time_mark = "qqtimeqq";

constexpr std::array<std::string_view, 8> times = {
    "[YYYY-MM-DD]", "YYYY-MM-DD", "[Month YYYY]", "Month YYYY",
    "[X.Y.Z]",      "vX.Y.Z",     "X.Y.Z",        "YYYY",
};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

// `Q1 YYYY (Jan - Mar)` and `H1 YYYY` are one period each.
void mark_periods(std::string& text) {
  for (std::size_t at = 0; (at = text.find("YYYY", at)) != std::string::npos;) {
    std::size_t begin = at;
    if (at >= 3 && text[at - 1] == ' ' && is_digit(text[at - 2]) &&
        (text[at - 3] == 'Q' || text[at - 3] == 'H')) {
      begin = at - 3;
    }
    std::size_t end = at + 4;
    if (begin < at && text.compare(end, 2, " (") == 0) {
      std::size_t close = text.find(')', end);
      if (close != std::string::npos && close - end < 24) end = close + 1;
    }
    if (begin < at) {
      text.replace(begin, end - begin, time_mark);
      at = begin + time_mark.size();
    } else {
      at = end;
    }
  }
}

bool is_version(std::string_view text) {
  Reader r{text};
  r.take('[');
  r.take('v');
  if (!r.number(1, 4)) return false;
  int parts = 1;
  while (r.peek() == '.' && is_digit(r.peek(1))) {
    r.take('.');
    r.number(1, 6);
    ++parts;
  }
  if (r.peek() == '-' || r.peek() == '+') {
    ++r.at;
    while (is_alnum(r.peek()) || r.peek() == '.' || r.peek() == '-') ++r.at;
  }
  r.take(']');
  return parts > 1 && r.done();
}

bool is_time(std::string_view text) {
  if (text.size() < 2) return false;
  if (is_version(text)) return true;
  // A template's own text is of its kind, too.
  if (text.size() < 24 && (text.find("yyyy") != std::string_view::npos ||
                           text.find("x.y.z") != std::string_view::npos)) {
    return true;
  }
  // Horizons have no digit, and are no time that a name could have in its place.
  if (std::none_of(text.begin(), text.end(), is_digit)) return false;
  if (auto date = first_date(text)) {
    std::size_t outside = text.size() - date->span.size();
    if (outside == 0 || (outside == 2 && text.front() == '[' && text.back() == ']')) return true;
  }
  auto period = find_period(text);
  if (!period || period->role != PeriodRole::leads || period->span.begin != 0) return false;
  std::size_t end = period->months ? period->months->span.end : period->span.end;
  return end == text.size();
}

bool is_separator(std::string_view text, std::size_t at, std::size_t& size) {
  constexpr std::array<std::string_view, 4> separators = {": ", " - ", " \u2013 ", " \u2014 "};
  for (std::string_view one : separators) {
    if (text.substr(at, one.size()) == one) {
      size = one.size();
      return true;
    }
  }
  return false;
}

bool match(std::string_view text, std::string_view name) {
  while (!name.empty()) {
    std::size_t size = 0, other = 0;
    if (is_separator(name, 0, size)) {
      // "Theme 2" is what "Theme #: *" says, too.
      if (text.empty()) return name.substr(size) == "*";
      if (!is_separator(text, 0, other)) return false;
      text.remove_prefix(other);
      name.remove_prefix(size);
      continue;
    }
    switch (name.front()) {
      case '#': {
        std::size_t digits = 0;
        while (digits < text.size() && is_digit(text[digits])) ++digits;
        if (digits == 0) return false;
        if (digits < text.size() && is_alpha(text[digits]) &&
            (digits + 1 == text.size() || !is_word(text[digits + 1]))) {
          ++digits;  // 5b
        }
        text.remove_prefix(digits);
        name.remove_prefix(1);
        break;
      }
      case '*':
        if (name.size() == 1) return !text.empty();
        for (std::size_t i = 1; i <= text.size(); ++i)
          if (match(text.substr(i), name.substr(1))) return true;
        return false;
      case '@':
        for (std::size_t i = text.size(); i > 1; --i)
          if (match(text.substr(i), name.substr(1)) && is_time(text.substr(0, i))) return true;
        return false;
      default:
        if (text.empty() || text.front() != name.front()) return false;
        text.remove_prefix(1);
        name.remove_prefix(1);
    }
  }
  return text.empty();
}

}  // namespace

std::string template_name(std::string_view title) {
  std::string text(title);
  for (std::string_view time : times)
    if (time != "YYYY") replace_all(text, time, time_mark);
  mark_periods(text);
  replace_all(text, "YYYY", time_mark);
  for (std::size_t open = text.find('['); open != std::string::npos; open = text.find('[', open)) {
    std::size_t close = open;
    int depth = 0;
    for (; close < text.size(); ++close) {
      if (text[close] == '[') ++depth;
      if (text[close] == ']' && --depth == 0) break;
    }
    if (close == text.size()) break;
    text.replace(open, close + 1 - open, any_mark);
  }
  std::string name = normalise(text);
  std::string out;
  for (std::size_t i = 0; i < name.size();) {
    std::string_view rest = std::string_view(name).substr(i);
    if (rest.starts_with(any_mark)) {
      out += '*';
      i += any_mark.size();
    } else if (rest.starts_with(time_mark)) {
      out += '@';
      i += time_mark.size();
    } else if (is_digit(name[i])) {
      out += '#';
      while (i < name.size() && is_digit(name[i])) ++i;
    } else {
      out += name[i++];
    }
  }
  return out == "*" ? std::string() : out;
}

bool is_pattern(std::string_view name) {
  return name.find_first_of("*#@") != std::string_view::npos;
}

std::string fold_name(std::string_view normal, bool whole) {
  if (!whole && normal.ends_with(')')) {
    std::size_t open = normal.rfind('(');
    if (open != std::string_view::npos && open > 0) normal = text::trim(normal.substr(0, open));
  }
  std::string out;
  out.reserve(normal.size() + 4);
  for (std::size_t i = 0; i < normal.size(); ++i) {
    std::string_view rest = normal.substr(i);
    if (normal[i] == '\'' || normal[i] == '[' || normal[i] == ']') continue;
    if (rest.starts_with("\u2019") || rest.starts_with("\u2018")) {
      i += 2;
    } else if (normal[i] == '&') {
      out += "and";
    } else if (normal[i] == '-' && i > 0 && normal[i - 1] != ' ') {
      out += ' ';
    } else {
      out += normal[i];
    }
  }
  return out;
}

bool may_be_misspelt(std::string_view name) {
  return name.size() >= 6 && name.find('[') == std::string_view::npos;
}

bool matches_name(std::string_view normal, std::string_view name) {
  if (name.empty()) return false;
  if (normal == name) return true;
  if (is_pattern(name)) return match(normal, name);
  return fold_name(normal, true) == fold_name(name, true) ||
         fold_name(normal, false) == fold_name(name, false);
}

}  // namespace pland::plan
