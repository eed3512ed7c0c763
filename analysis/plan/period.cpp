#include "analysis/plan/period.h"

#include <algorithm>
#include <utility>

#include "analysis/plan/numerals.h"
#include "analysis/plan/period_match.h"
#include "analysis/plan/reader.h"

namespace pland::plan {
namespace {

// "– ongoing", "- present" behind a period, and nothing else.
bool goes_on(Reader r) {
  r.spaces();
  if (!r.dash() && !r.take_word("to") && !r.take_word("until")) return false;
  r.spaces();
  for (const std::string_view word : {"ongoing", "present", "now", "today"})
    if (r.take_word(word)) {
      r.spaces();
      return r.done() || r.peek() == ')' || r.peek() == ':' || r.peek() == '(';
    }
  return false;
}

FoundPeriod found_at(std::string_view text, std::size_t at, const Match& m, PeriodRole role) {
  FoundPeriod found{make_span(at, m.end), role, m.period, {}};
  if (m.period.kind <= PeriodKind::quarter) {
    Reader r{text, m.end};
    found.months = take_months(r, &found.period.year, role == PeriodRole::leads);
  }
  if (m.period.is_calendar() && goes_on(Reader{text, m.end})) found.period.open_ended = true;
  return found;
}

// The next place where a word starts, behind `at`.
std::size_t next_word(std::string_view text, std::size_t at) {
  while (at < text.size() && is_word(text[at])) ++at;
  while (at < text.size() && !is_word(text[at])) {
    if (text[at] == ':' && text.substr(at, 3) == "://") {  // a URL holds no period
      while (at < text.size() && text[at] != ' ' && text[at] != ')' && text[at] != '>') ++at;
      continue;
    }
    ++at;
  }
  return at;
}

// "1 April 2025" and "2025-04-01" are days, no periods.
bool is_part_of_date(std::string_view text, std::size_t at, const Match& m) {
  const Reader r{text, at};
  if (is_digit(r.peek(0)) && is_digit(r.peek(3)) && (r.peek(4) == '-' || r.peek(4) == '/') &&
      is_digit(r.peek(5)) && m.period.kind == PeriodKind::year && !m.period.last_year)
    return true;
  if (m.period.kind != PeriodKind::month) return false;
  std::size_t before = at;
  while (before > 0 && text[before - 1] == ' ') --before;
  if (before >= 2 && equal_ignoring_case(text.substr(before - 2, 2), "of")) return true;
  std::size_t letters = before;
  while (letters > 0 && is_alpha(text[letters - 1])) --letters;
  if (before - letters == 2) before = letters;  // 1st, 22nd
  return before > 0 && before < at && is_digit(text[before - 1]);
}

// What decorates the start of a title: spaces, emoji, markup and brackets.
void skip_decoration(Reader& r) {
  for (;;) {
    if (r.spaces()) continue;
    if (const std::size_t size = text::emoji_size(r.text, r.at); size && !is_digit(r.peek())) {
      r.at += size;
      continue;
    }
    const char c = r.peek();
    if (c == '*' || c == '_' || c == '~' || c == '[' || c == '>' || c == '`' || c == '"' ||
        (c == '#' && !is_digit(r.peek(1)))) {
      ++r.at;
      continue;
    }
    return;
  }
}

// "3.2) ", "4. ", "8) ", "10: " before a title.
bool skip_numbering(Reader& r) {
  Reader t = r;
  if (!t.number(1, 3)) return false;
  while (t.peek() == '.' && is_digit(t.peek(1))) {
    ++t.at;
    if (!t.number(1, 3)) return false;
  }
  if (!t.take('.') && !t.take(')')) t.take(':');
  if (!t.spaces()) return false;
  r = t;
  return true;
}

bool is_question(std::string_view text) {
  text = text::trim(text);
  return !text.empty() && text.back() == '?';
}

// Words before a trailing period that only point at it.
bool points_elsewhere(std::string_view before) {
  constexpr std::string_view words[] = {
      "beyond",  "after",    "before",     "post",     "pre",      "since", "until",
      "till",    "from",     "previously", "previous", "by",       "than",  "to",
      "through", "vs",       "versus",     "with",     "and",      "or",    "of",
      "end",     "start",    "following",  "see",      "late",     "early", "mid",
      "former",  "formerly", "superseded", "was",      "copyright"};
  before = text::trim(before);
  while (!before.empty() && !is_alnum(before.back()) &&
         static_cast<unsigned char>(before.back()) < 0x80)
    before.remove_suffix(1);
  std::size_t start = before.size();
  while (start > 0 && is_alpha(before[start - 1])) --start;
  const std::string_view last = before.substr(start);
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view word) { return equal_ignoring_case(last, word); });
}

// The text without trailing spaces, emoji and `:`.
std::string_view without_trailing_decoration(std::string_view text) {
  for (;;) {
    const std::string_view before = text;
    text = text::trim(text);
    while (!text.empty() && (text.back() == ':' || text.back() == '*' || text.back() == '#' ||
                             text.back() == '_' || text.back() == '`'))
      text.remove_suffix(1);
    constexpr int longest_emoji = 24;  // code points
    std::size_t at = text.size();
    for (int steps = 0; at > 0 && steps < longest_emoji; ++steps) {
      const text::Decoded d = text::decode_before(text, at);
      at -= d.size;
      if (!text::is_mark(d.code) && d.code != 0x200D && !text::is_pictographic(d.code)) break;
      if (text::emoji_size(text, at) == text.size() - at) {
        text.remove_suffix(text.size() - at);
        if (text.ends_with("\u200D")) text.remove_suffix(3);
        break;
      }
    }
    if (text.size() == before.size()) return text;
  }
}

// "May 5, 2026": the year at `at` ends a day's date.
bool is_end_of_date(std::string_view text, std::size_t at) {
  constexpr std::size_t longest_date = 40;
  const std::size_t start = at > longest_date ? at - longest_date : 0;
  for (const FoundDate& date : find_dates(text.substr(start)))
    if (date.form != DateForm::month_year &&
        date.span.contains(static_cast<std::uint32_t>(at - start)))
      return true;
  return false;
}

// "Delivery Roadmap (Q2 2025)": the periods in the last parenthesis, nothing else in it; else a
// calendar period that ends the title behind a noun or separator.
std::optional<FoundPeriod> find_trailing(std::string_view text) {
  const std::string_view body = without_trailing_decoration(text);
  std::optional<FoundPeriod> best;
  if (body.ends_with(')')) {
    const std::size_t open = body.rfind('(');
    if (open != std::string_view::npos && open > 0) {
      for (Reader r{body, open + 1}; r.at < body.size();) {
        r.spaces();
        const auto m = match_at(body, r.at);
        if (!m || is_part_of_date(body, r.at, *m)) {
          best.reset();
          break;
        }
        const FoundPeriod found = found_at(body, r.at, *m, PeriodRole::document);
        if (!best || (found.period.is_calendar() && !best->period.is_calendar())) best = found;
        r.at = m->end;
        r.spaces();
        if (r.peek() == ')') break;
        if (!r.take(',') && !r.take(';') && !r.take('/') && !r.dash()) {
          best.reset();
          break;
        }
      }
      if (best) return best;
    }
  }
  for (std::size_t at = next_word(text, 0); at < body.size(); at = next_word(text, at)) {
    const auto m = match_at(body, at);
    if (!m) continue;
    if (m->period.is_calendar()) {
      FoundPeriod found = found_at(body, at, *m, PeriodRole::document);
      const std::size_t end = found.months ? found.months->span.end : found.span.end;
      if (end == body.size() && body[at - 1] != '-' && body[at - 1] != '(')
        return !is_part_of_date(body, at, *m) && !points_elsewhere(body.substr(0, at)) &&
                       !is_end_of_date(body, at)
                   ? std::optional(std::move(found))
                   : std::nullopt;
    }
    at = m->end > at ? m->end - 1 : at;
  }
  return {};
}

}  // namespace

std::optional<FoundPeriod> find_period(std::string_view text) {
  Reader r{text};
  skip_decoration(r);
  if (is_question(text)) return {};
  const auto leads = [&](const Reader& at) -> std::optional<FoundPeriod> {
    auto m = match_at(text, at.at);
    if (!m) m = match_milestone_id(at);
    if (!m) m = match_bare_version(at);
    if (!m || is_part_of_date(text, at.at, *m)) return {};
    return found_at(text, at.at, *m, PeriodRole::leads);
  };
  if (auto found = leads(r)) return found;

  Reader numbered = r;
  if (skip_numbering(numbered)) {
    skip_decoration(numbered);
    if (auto found = leads(numbered)) return found;
    r = numbered;
  }
  bool is_term = false;
  auto horizon = match_relative(r);
  if (!horizon) horizon = match_horizon(r, is_term);
  if (horizon) {
    // "Current Quarter: Q1 2025 (Jan - Mar)", "Now (Q1 2025)": the exact period says more.
    Reader after{text, horizon->end};
    after.spaces();
    if (!is_term && (after.take(':') || after.take('(') || after.dash())) {
      after.spaces();
      if (auto found = leads(after)) return found;
    }
    if (is_term)
      if (auto found = find_trailing(text)) return found;
    return found_at(text, r.at, *horizon, PeriodRole::leads);
  }
  Reader sub = r;
  if (sub.take_word("sub") && sub.dash())
    if (auto found = leads(sub)) return found;

  if (auto found = find_trailing(text)) return found;
  auto mentions = find_periods(text);
  if (mentions.empty()) return {};
  return std::move(mentions.front());
}

bool may_state_months(std::string_view text) {
  constexpr std::size_t longest_lead = 12, longest_period = 48;  // bytes
  std::size_t at = 0;
  while (at < text.size() && at < longest_lead && !is_alnum(text[at])) ++at;
  if (at >= text.size()) return false;
  const char c = to_lower(text[at]);
  if (c != 'q' && c != 'h' && c != 'f' && c != 'c' && !is_digit(c)) return false;
  const std::size_t open = text.substr(0, longest_period).find('(', at);
  return open != std::string_view::npos && open + 1 < text.size() &&
         (is_upper(text[open + 1]) || is_digit(text[open + 1]));
}

std::vector<FoundPeriod> find_periods(std::string_view text) {
  std::vector<FoundPeriod> found;
  for (std::size_t at = text.empty() || is_word(text[0]) ? 0 : next_word(text, 0);
       at < text.size();) {
    const auto m = match_at(text, at);
    if (m && m->in_prose && !is_part_of_date(text, at, *m)) {
      found.push_back(found_at(text, at, *m, PeriodRole::mention));
      const FoundPeriod& last = found.back();
      at = last.months ? last.months->span.end : last.span.end;
      if (at < text.size() && !is_word(text[at])) at = next_word(text, at);
    } else {
      at = next_word(text, at);
    }
  }
  if (!found.empty() || text.empty()) return found;
  // Alone in its cell or field a bare year is one.
  Reader r{text};
  skip_decoration(r);
  if (const auto m = match_at(text, r.at);
      m && m->end == without_trailing_decoration(text).size() && !is_part_of_date(text, r.at, *m))
    found.push_back(found_at(text, r.at, *m, PeriodRole::mention));
  return found;
}

}  // namespace pland::plan
