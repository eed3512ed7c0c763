#include "analysis/plan/period.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "analysis/plan/numerals.h"
#include "analysis/plan/reader.h"

namespace pland::plan {
namespace {

// A piece of a spelling that changes from one period to the next.
struct Token {
  enum What : std::uint8_t { number, last_number, year, last_year } what;
  Span span;
};

struct Match {
  Period period;
  std::size_t end = 0;
  bool in_prose = true;  // enough on its own in running text
  std::array<Token, 4> tokens{};
  std::size_t token_count = 0;

  void add(Token::What what, std::size_t begin, std::size_t token_end) {
    if (token_count < tokens.size()) tokens[token_count++] = {what, make_span(begin, token_end)};
  }
};

constexpr bool is_plan_year(int year) { return 2000 <= year && year <= 2099; }

struct Year {
  int year = 0;
  bool fiscal = false;
  bool bare = false;  // four digits and nothing else
  Span digits;
};

// 2025, '25, FY26, FY 2026, FY-26, CY25, fiscal year 2026, 25 where `two_digits`.
std::optional<Year> take_year(Reader& r, bool two_digits) {
  Reader t = r;
  Year out;
  const bool named = t.take_word("fiscal year") || t.take_word("fiscal");
  const bool short_name =
      !named && (is_alpha(t.peek()) && to_lower(t.peek(1)) == 'y' &&
                 (to_lower(t.peek()) == 'f' || (t.peek() == 'C' && t.peek(1) == 'Y')));
  if (short_name) {
    out.fiscal = to_lower(t.peek()) == 'f';
    t.at += 2;
    t.spaces() || t.take('-');
    t.apostrophe();
    two_digits = true;
  } else if (named) {
    out.fiscal = true;
    t.spaces();
  } else if (t.apostrophe()) {
    two_digits = true;
  }
  out.bare = t.at == r.at;
  const std::size_t start = t.at;
  const auto year = t.number(2, 4);
  if (!year) return {};
  out.digits = make_span(start, t.at);
  if (out.digits.size() == 4 && is_plan_year(*year)) {
    out.year = *year;
  } else if (out.digits.size() == 2 && two_digits) {
    out.year = 2000 + *year;
  } else {
    return {};
  }
  r = t;
  return out;
}

void set_year(Match& m, const Year& year, Token::What what = Token::year) {
  (what == Token::year ? m.period.year : m.period.last_year) = year.year;
  m.period.fiscal = m.period.fiscal || year.fiscal;
  m.add(what, year.digits.begin, year.digits.end);
}

// "+" or "and beyond" behind a period.
void take_open_end(Reader& r, Match& m) {
  if (r.peek() == '+' && !is_word(r.peek(1))) {
    ++r.at;
    m.period.open_ended = true;
    return;
  }
  Reader t = r;
  if (!t.spaces()) return;
  if (t.take_word("onwards") || t.take_word("onward") || t.take_word("and beyond") ||
      t.take_word("& beyond") || t.take_word("and later")) {
    m.period.open_ended = true;
    r = t;
  }
}

// What may join the two ends of a range: dashes, slash, plus, &, "and", "to".
bool take_joint(Reader& r) {
  Reader t = r;
  t.spaces();
  if (!(t.dash() || t.take('/') || t.take('+') || t.take('&') || t.take_word("and") ||
        t.take_word("to") || t.take_word("through")))
    return false;
  t.spaces();
  r = t;
  return true;
}

// The separators between "Q2" and its year: spaces, comma, slash, hyphen, apostrophe, "of", "in".
bool take_year_separator(Reader& r) {
  Reader t = r;
  const bool spaces = t.spaces();
  if (spaces && (t.take_word("of") || t.take_word("in"))) {
    if (!t.spaces()) return false;
    r = t;
    return true;
  }
  const bool mark = t.take(',') || t.take('/') || t.take('-') || t.take('.');
  if (mark) t.spaces();
  const bool apostrophe = t.peek() == '\'' || t.rest().substr(0, 3) == "\u2019";
  const bool fiscal = to_lower(t.peek()) == 'f' && to_lower(t.peek(1)) == 'y';
  if (!spaces && !mark && !apostrophe && !fiscal && !is_digit(t.peek())) return false;
  r = t;
  return true;
}

// The year behind a quarter or half; two digits only right behind a mark or apostrophe.
bool take_trailing_year(Reader& r, Match& m, Token::What what) {
  Reader t = r;
  if (!take_year_separator(t)) return false;
  const bool tight = t.at > r.at && (t.before() == '/' || t.before() == '-');
  const bool parenthesis = t.take('(');
  const auto year = take_year(t, tight || t.at == r.at);
  if (!year || is_word(t.peek())) return false;
  if (parenthesis && !t.take(')')) return false;
  // "Q2 2025-04-01": the year belongs to a date.
  if (t.peek() == '-' && is_digit(t.peek(1)) && is_digit(t.peek(2)) && t.peek(3) == '-')
    return false;
  set_year(m, *year, what);
  r = t;
  return true;
}

// The letter and number of a quarter or half: Q2, 2Q, H1, 1H. `letter` is 'q' or 'h'.
std::optional<int> take_part(Reader& r, char letter, int most, Span& digits, bool bare_number) {
  Reader t = r;
  int value = 0;
  if (to_lower(t.peek()) == letter && is_digit(t.peek(1))) {
    value = t.peek(1) - '0';
    digits = make_span(t.at + 1, t.at + 2);
    t.at += 2;
  } else if (is_digit(t.peek()) && to_lower(t.peek(1)) == letter) {
    value = t.peek() - '0';
    digits = make_span(t.at, t.at + 1);
    t.at += 2;
  } else if (bare_number && is_digit(t.peek()) && !is_digit(t.peek(1))) {
    value = t.peek() - '0';
    digits = make_span(t.at, t.at + 1);
    ++t.at;
  } else {
    return {};
  }
  if (value < 1 || value > most) return {};
  r = t;
  return value;
}

constexpr bool is_quarter_letter(char letter) { return letter == 'q'; }

// Q2 2025, Q2'25, Q1–Q2 2025, Q4 2025 – Q1 2026, Q2, H1 2026, 2H26, Q3 in fiscal year 2022.
std::optional<Match> match_part(Reader r, char letter) {
  const int most = is_quarter_letter(letter) ? 4 : 2;
  Match m;
  m.period.kind = is_quarter_letter(letter) ? PeriodKind::quarter : PeriodKind::half;
  Span digits;
  const auto number = take_part(r, letter, most, digits, false);
  if (!number || (is_alpha(r.peek()) && to_lower(r.peek()) != 'f') || r.peek() == '_') return {};
  m.period.number = *number;
  m.add(Token::number, digits.begin, digits.end);
  bool has_year = take_trailing_year(r, m, Token::year);
  Reader range = r;
  if (take_joint(range)) {
    Span last_digits;
    if (const auto last = take_part(range, letter, most, last_digits, range.at == r.at + 1);
        last && !is_word(range.peek()) && range.peek() != '.') {
      Match joined = m;
      joined.period.last_number = *last;
      joined.add(Token::last_number, last_digits.begin, last_digits.end);
      if (has_year) {
        if (take_trailing_year(range, joined, Token::last_year) || *last > *number) {
          m = joined;
          r = range;
        }
      } else if (*last > *number) {
        has_year = take_trailing_year(range, joined, Token::year);
        m = joined;
        r = range;
      }
    }
  }
  if (!has_year && m.period.kind == PeriodKind::half) return {};  // a heading level
  take_open_end(r, m);
  m.end = r.at;
  return m;
}

// 2025 Q2, 2025-Q2, FY26 Q2, FY-21-Q4, 2026 H1, 2025-W05; FY26; 2026, 2026+, 2025–2027.
std::optional<Match> match_year_first(Reader r) {
  Match m;
  const bool two_digits = r.peek(2) == 'Q' || ((r.peek(2) == '-' || r.peek(2) == ' ') &&
                                               (r.peek(3) == 'Q' || r.peek(3) == 'q'));
  const auto year = take_year(r, two_digits && r.peek(2) != ' ');
  if (!year) return {};
  set_year(m, *year);
  Reader part = r;
  part.spaces();
  if (!part.take(',') && !part.take('/') && !part.take('-') && !part.take('.')) part.dash();
  part.spaces();
  for (const char letter : {'q', 'h'}) {
    Span digits;
    Reader t = part;
    const auto number = take_part(t, letter, is_quarter_letter(letter) ? 4 : 2, digits, false);
    // "2026 2Q" is nothing; "2026 H1" is.
    if (!number || is_digit(part.peek()) || is_word(t.peek())) continue;
    m.period.kind = is_quarter_letter(letter) ? PeriodKind::quarter : PeriodKind::half;
    m.period.number = *number;
    m.add(Token::number, digits.begin, digits.end);
    Reader range = t;
    if (take_joint(range)) {
      Span last_digits;
      const auto last = take_part(range, letter, is_quarter_letter(letter) ? 4 : 2, last_digits,
                                  range.at == t.at + 1);
      if (last && *last > *number && !is_word(range.peek())) {
        m.period.last_number = *last;
        m.add(Token::last_number, last_digits.begin, last_digits.end);
        t = range;
      }
    }
    take_open_end(t, m);
    m.end = t.at;
    return m;
  }
  if (to_lower(part.peek()) == 'w' && is_digit(part.peek(1)) && year->bare) {
    Reader t = part;
    ++t.at;
    const std::size_t start = t.at;
    const auto week = t.number(1, 2);
    if (week && *week >= 1 && *week <= 53 && !is_word(t.peek())) {
      m.period.kind = PeriodKind::week;
      m.period.number = *week;
      m.add(Token::number, start, t.at);
      m.end = t.at;
      return m;
    }
  }
  if (year->digits.size() == 2 && year->bare) return {};
  m.period.kind = PeriodKind::year;
  m.in_prose = false;
  if (is_word(r.peek()) || (r.peek() == '-' && is_alpha(r.peek(1)))) return {};
  if (r.peek() == '.' && is_digit(r.peek(1))) return {};
  // 2025–2027, 2025-26, 2025/26; but no date or number (2025-04).
  Reader range = r;
  if (take_joint(range)) {
    if (const auto last = take_year(range, true); last && !is_word(range.peek())) {
      if (last->year > year->year && last->year <= year->year + 20 &&
          (last->digits.size() == 4 || last->year - 2000 > 12)) {
        set_year(m, *last, Token::last_year);
        r = range;
      }
    }
  }
  if (r.peek() == '-' && is_digit(r.peek(1))) return {};
  if (r.peek() == '/' && is_digit(r.peek(1))) return {};
  take_open_end(r, m);
  if (m.period.open_ended || year->fiscal) m.in_prose = true;
  m.end = r.at;
  return m;
}

// May 2025, Jan – Mar 2025, January 2025 – March 2025.
std::optional<Match> match_month(Reader r) {
  Match m;
  m.period.kind = PeriodKind::month;
  const std::size_t start = r.at;
  const auto month = take_month(r);
  if (!month) return {};
  m.period.number = *month;
  m.add(Token::number, start, r.before() == '.' ? r.at - 1 : r.at);
  const auto take_month_year = [](Reader& reader, Match& match, Token::What what) {
    Reader t = reader;
    const bool comma = t.take(',');
    if (!t.spaces() && !comma && t.peek() != '\'' && !t.take('-')) return false;
    const auto year = take_year(t, false);
    if (!year || year->fiscal || is_word(t.peek())) return false;
    if (t.peek() == '-' && is_digit(t.peek(1))) return false;
    set_year(match, *year, what);
    reader = t;
    return true;
  };
  const bool has_year = take_month_year(r, m, Token::year);
  Reader range = r;
  if (take_joint(range)) {
    const std::size_t last_start = range.at;
    if (const auto last = take_month(range)) {
      Match joined = m;
      joined.period.last_number = *last;
      joined.add(Token::last_number, last_start, range.before() == '.' ? range.at - 1 : range.at);
      if (take_month_year(range, joined, has_year ? Token::last_year : Token::year)) {
        m = joined;
        r = range;
      }
    }
  }
  if (!m.period.year) return {};
  m.end = r.at;
  return m;
}

struct Keyword {
  std::string_view word;  // lower case; its plural with "s" counts too
  PeriodKind kind;
};
constexpr Keyword keywords[] = {
    {"phase", PeriodKind::phase},     {"wave", PeriodKind::phase},
    {"stage", PeriodKind::stage},     {"step", PeriodKind::step},
    {"sprint", PeriodKind::sprint},   {"iteration", PeriodKind::sprint},
    {"cycle", PeriodKind::sprint},    {"milestone", PeriodKind::milestone},
    {"week", PeriodKind::week},       {"wk", PeriodKind::week},
    {"day", PeriodKind::day},         {"release", PeriodKind::release},
    {"version", PeriodKind::release}, {"quarter", PeriodKind::quarter},
};

// The number, letter or roman numeral that names an ordinal: 3, 5b, 2.1, R1, II, A, Two.
struct Identifier {
  Span span;
  std::optional<int> number;
  bool plain = false;  // digits alone: may start a range
};

std::optional<Identifier> take_identifier(Reader& r, bool letters) {
  const std::size_t start = r.at;
  Reader t = r;
  if (is_digit(t.peek())) {
    auto number = t.number(1, 4);
    if (!number) return {};
    bool plain = true;
    if (is_alpha(t.peek()) && !is_word(t.peek(1))) {
      ++t.at;
      plain = false;
    }
    while (t.peek() == '.' && is_digit(t.peek(1))) {
      ++t.at;
      if (!t.number(1, 4)) return {};
      if (is_alpha(t.peek()) && !is_word(t.peek(1))) ++t.at;
      plain = false;
    }
    if (is_word(t.peek())) return {};
    r = t;
    return Identifier{make_span(start, t.at), number, plain};
  }
  if (!letters) return {};
  std::size_t length = 0;
  while (is_alpha(t.peek(length))) ++length;
  const std::string_view word = t.rest().substr(0, length);
  if (const auto number = number_word(word); number && is_upper(word[0])) {
    t.at += length;
    if (is_word(t.peek())) return {};
    r = t;
    return Identifier{make_span(start, t.at), number, false};
  }
  if (length == 0 || !std::all_of(word.begin(), word.end(), is_upper)) return {};
  t.at += length;
  if (length == 1 && is_digit(t.peek())) {  // R1
    const auto number = t.number(1, 3);
    if (!number || is_word(t.peek())) return {};
    r = t;
    return Identifier{make_span(start, t.at), number, false};
  }
  if (is_word(t.peek())) return {};
  // "Phase N" and "Phase X" speak of any phase.
  if (word == "N" || word == "X") return {};
  if (const auto number = roman_number(word)) {
    r = t;
    return Identifier{make_span(start, t.at), number, false};
  }
  if (length > 1) return {};
  r = t;
  return Identifier{make_span(start, t.at), std::nullopt, false};
}

// The last of "1-3", "1–2", "1 & 2", "I/II" behind the first; "Step 2/5" is progress.
void take_ordinal_range(Reader& r, Match& m, bool first_is_plain) {
  Reader t = r;
  t.spaces();
  const bool spaced = t.at > r.at;
  const bool dash = t.dash();
  const bool slash = !dash && t.take('/');
  if (!dash && !slash && !t.take('+') && !t.take('&') && !t.take_word("and") && !t.take_word("to"))
    return;
  t.spaces();
  const std::size_t start = t.at;
  const auto last = take_identifier(t, true);
  if (!last || !last->number || !m.period.number || *last->number <= *m.period.number) return;
  const bool roman_pair = !first_is_plain && !last->plain && is_upper(r.text[start]) &&
                          roman_number(last->span.of(r.text)) && roman_number(m.period.label);
  if (!roman_pair && !(first_is_plain && last->plain)) return;
  if (slash && *last->number != *m.period.number + 1) return;
  if (*last->number > *m.period.number + 60) return;
  // "Phase 1 - 3 new features": the number counts what follows.
  if (spaced && dash && t.peek() == ' ' && is_lower(t.peek(1))) return;
  m.period.last_number = *last->number;
  m.add(Token::last_number, last->span.begin, last->span.end);
  r = t;
}

// 1.3, 1.3.0-rc.1, 2: what stands behind "v", "Release" or "Version".
std::optional<Span> take_version(Reader& r) {
  Reader t = r;
  const std::size_t start = t.at;
  if (!t.number(1, 4)) return {};
  while (t.peek() == '.' &&
         (is_digit(t.peek(1)) || ((t.peek(1) == 'x' || t.peek(1) == 'X') && !is_word(t.peek(2))))) {
    ++t.at;
    if (!t.number(1, 8)) ++t.at;
  }
  if ((t.peek() == '-' || t.peek() == '+') && is_alnum(t.peek(1))) {
    Reader suffix = t;
    ++suffix.at;
    while (is_alnum(suffix.peek()) || (suffix.peek() == '.' && is_alnum(suffix.peek(1))))
      ++suffix.at;
    t = suffix;
  } else if (is_alpha(t.peek())) {  // 1.0a1, 2rc1
    while (is_alnum(t.peek())) ++t.at;
  }
  if (t.peek() == '_') return {};
  r = t;
  return make_span(start, t.at);
}

void set_release(Match& m, std::string_view text, Span version) {
  m.period.kind = PeriodKind::release;
  m.period.label = version.of(text);
  Reader t{text, version.begin};
  m.period.number = t.number(1, 4);
  m.add(Token::number, version.begin, version.end);
}

// v1.3, [v1.3.0], Release 2, Version 2.6.0, Release (v1.13.0).
std::optional<Match> match_version(Reader r) {
  if (to_lower(r.peek()) != 'v' || !is_digit(r.peek(1))) return {};
  ++r.at;
  Match m;
  const auto version = take_version(r);
  if (!version) return {};
  set_release(m, r.text, *version);
  m.in_prose = version->of(r.text).find('.') != std::string_view::npos;
  m.end = r.at;
  return m;
}

std::optional<Match> match_keyword(Reader r) {
  std::size_t length = 0;
  while (is_alpha(r.peek(length))) ++length;
  const std::string_view word = r.rest().substr(0, length);
  const auto* keyword =
      std::find_if(std::begin(keywords), std::end(keywords), [&](const Keyword& k) {
        return equal_ignoring_case(word.substr(0, k.word.size()), k.word) &&
               (length == k.word.size() ||
                (length == k.word.size() + 1 && to_lower(word.back()) == 's'));
      });
  if (keyword == std::end(keywords)) return {};
  const bool plural = length != keyword->word.size();
  const bool capital = is_upper(word[0]);
  const bool glued = is_digit(r.peek(length));  // "Sprint4"
  r.at += length;
  Match m;
  m.period.kind = keyword->kind;
  if (!glued) {
    const bool spaces = r.spaces();
    const bool mark = r.take('#') || (!spaces && r.take('-'));
    if (!spaces && !mark) return {};
  }
  if (keyword->kind == PeriodKind::release) {
    const bool parenthesis = r.take('(');
    const bool v = to_lower(r.peek()) == 'v' && is_digit(r.peek(1));
    if (v) ++r.at;
    if (parenthesis && !v) return {};
    const std::size_t start = r.at;
    const auto version = take_version(r);
    // "Release 2024-08-14" is a date; "version 2 of" in prose says little.
    if (!version || (!capital && !v) || version->of(r.text).substr(0, 4).size() < version->size())
      if (!version || Reader{r.text, start}.number(4, 4)) return {};
    if (parenthesis && !r.take(')')) return {};
    set_release(m, r.text, *version);
    m.in_prose = capital || v;
    m.end = r.at;
    return m;
  }
  const bool letters =
      capital && (keyword->kind == PeriodKind::phase || keyword->kind == PeriodKind::stage ||
                  keyword->kind == PeriodKind::step || keyword->kind == PeriodKind::milestone ||
                  keyword->kind == PeriodKind::sprint);
  const auto id = take_identifier(r, letters);
  if (!id) return {};
  m.period.number = id->number;
  m.period.label = id->span.of(r.text);
  m.add(Token::number, id->span.begin, id->span.end);
  if (keyword->kind == PeriodKind::quarter) {
    if (!id->plain || *id->number < 1 || *id->number > 4) return {};
    m.period.label.clear();
    take_trailing_year(r, m, Token::year);
    m.end = r.at;
    return m;
  }
  const bool roman_id = !id->plain && is_upper(r.text[id->span.begin]) && id->number;
  if (id->plain || roman_id) take_ordinal_range(r, m, id->plain);
  if (keyword->kind == PeriodKind::week && id->plain && !m.period.last_number) {
    Reader t = r;
    if (t.take(',') || t.peek() == ' ') {
      t.spaces();
      if (const auto year = take_year(t, false); year && year->bare && *id->number >= 1 &&
                                                 *id->number <= 53 && !is_word(t.peek()) &&
                                                 t.peek() != '-') {
        set_year(m, *year);
        r = t;
      }
    }
  }
  // A single letter is an article or a grade unless it stands alone.
  if (!id->number && r.peek() == '-' && is_alpha(r.peek(1))) return {};
  if (r.peek() == '+' && !is_word(r.peek(1))) take_open_end(r, m);
  if (plural && !m.period.last_number && !capital) m.in_prose = false;
  // Days, weeks and steps count things in prose ("day 1", "step 2 of the guide").
  if (!capital && (keyword->kind == PeriodKind::day || keyword->kind == PeriodKind::step ||
                   keyword->kind == PeriodKind::week || keyword->kind == PeriodKind::sprint))
    m.in_prose = false;
  if (keyword->kind == PeriodKind::day) m.in_prose = false;
  m.end = r.at;
  return m;
}

// first quarter of 2025, second half 2026.
std::optional<Match> match_spelt_part(Reader r) {
  constexpr std::string_view ordinals[] = {"first", "second", "third", "fourth"};
  for (int i = 0; i < 4; ++i) {
    Reader t = r;
    if (!t.take_word(ordinals[i]) || !t.spaces()) continue;
    const bool half = i < 2 && t.take_word("half");
    if (!half && !t.take_word("quarter")) return {};
    Match m;
    m.period.kind = half ? PeriodKind::half : PeriodKind::quarter;
    m.period.number = i + 1;
    m.add(Token::number, r.at, r.at + ordinals[i].size());
    if (!take_trailing_year(t, m, Token::year)) return {};
    m.end = t.at;
    return m;
  }
  return {};
}

// May a period start here? Not inside a word, a path, an anchor or a URL.
bool may_start(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  const char before = text[at - 1];
  if (is_word(before) || before == '#' || before == '$' || before == '=' || before == '@')
    return false;
  if (before == '\'' && at >= 2 && is_word(text[at - 2])) return false;
  if (before != '/' && before != '.' && before != '-' && before != '\\') return true;
  if (at < 2 || !is_word(text[at - 2])) return before != '/' && before != '\\';
  return before == '-' && is_upper(text[at]) && is_alpha(text[at - 2]);  // Post-Phase 2
}

bool may_end(std::string_view text, std::size_t at) {
  if (at >= text.size()) return true;
  if (is_word(text[at])) return false;
  if (text[at] == '.' || text[at] == '/' || text[at] == '\\')
    return at + 1 >= text.size() || !is_word(text[at + 1]) || text[at] == '/';
  return true;
}

std::optional<Match> match_at(std::string_view text, std::size_t at) {
  if (!may_start(text, at)) return {};
  const Reader r{text, at};
  std::optional<Match> m;
  const char c = to_lower(r.peek());
  if (is_digit(c)) {
    if (to_lower(r.peek(1)) == 'q') m = match_part(r, 'q');
    if (!m && to_lower(r.peek(1)) == 'h') m = match_part(r, 'h');
    if (!m) m = match_year_first(r);
  } else {
    switch (c) {
      case 'q':
        m = match_part(r, 'q');
        break;
      case 'h':
        m = match_part(r, 'h');
        break;
      case 'v':
        m = match_version(r);
        break;
      case 'c':
      case 'f':
        m = match_year_first(r);
        break;
      default:
        break;
    }
    if (!m && is_alpha(c)) m = match_keyword(r);
    if (!m && is_upper(r.peek())) m = match_month(r);
    if (!m && (c == 'f' || c == 's' || c == 't')) m = match_spelt_part(r);
  }
  if (m && !may_end(text, m->end)) return {};
  return m;
}

// The dates behind "(" as months: "2027-01-01 to 2027-03-31)". `start` is where the parenthesis
// stands.
std::optional<MonthRange> take_dates(Reader& r, Reader t, std::size_t start,
                                     std::optional<int>* year) {
  MonthRange range;
  range.dates = true;
  const auto take_date = [&](int& month, std::optional<int>& its_year, Span& span) {
    const std::string_view rest = t.rest();
    constexpr std::size_t length = 10;  // 2027-01-01
    const auto date = first_date(rest.substr(0, length));
    if (!date || !date->valid || date->form != DateForm::iso ||
        date->span != make_span(0, length) || is_word(t.peek(length)))
      return false;
    month = date->date.month;
    its_year = date->date.year;
    span = make_span(t.at, t.at + length);
    t.at += length;
    return true;
  };
  if (!take_date(range.first, range.first_year, range.first_span)) return {};
  t.spaces();
  if (!t.take("->") && !t.dash() && !t.take("→") && !t.take_word("to") && !t.take_word("through"))
    return {};
  t.spaces();
  if (!take_date(range.last, range.last_year, range.last_span) || !t.take(')')) return {};
  if (year && !*year) {
    *year = range.last_year;
    range.gives_year = true;
  }
  range.span = make_span(start, t.at);
  r = t;
  return range;
}

// (Jan - Mar), (January–March), (Apr to Jun 2025), (Apr 1 - Jun 30) at the cursor or behind a
// space. `bare`: ": Jan - Mar" and "— Jan - Mar", too, where nothing else is said.
std::optional<MonthRange> take_months(Reader& r, std::optional<int>* year, bool bare) {
  Reader t = r;
  t.spaces();
  std::size_t start = t.at;
  const bool parentheses = t.take('(');
  if (!parentheses) {
    if (!bare || (!t.take(':') && !t.take(',') && !t.dash()) || !t.spaces()) return {};
    start = t.at;
  }
  MonthRange range;
  if (parentheses && is_digit(t.peek())) return take_dates(r, t, start, year);
  const auto take_name = [&](int& month, Span& span) {
    t.spaces();
    const std::size_t name = t.at;
    const auto found = take_month(t);
    if (!found) return false;
    month = *found;
    span = make_span(name, t.before() == '.' ? t.at - 1 : t.at);
    Reader day = t;
    day.spaces();
    if (const auto number = day.number(1, 2); number && *number >= 1 && *number <= 31) {
      for (const std::string_view suffix : {"st", "nd", "rd", "th"})
        if (day.take_word(suffix)) break;
      t = day;
    }
    return true;
  };
  const auto take_its_year = [&](std::optional<int>& its, Span& span) {
    Reader behind = t;
    behind.take(',');
    behind.spaces();
    const auto said = take_year(behind, false);
    if (!said || is_word(behind.peek())) return;
    its = said->year;
    span = said->digits;
    t = behind;
  };
  if (!take_name(range.first, range.first_span)) return {};
  // ", May, June": the months of a quarter one by one.
  const auto take_others = [&] {
    const Reader before = t;
    int middle = 0;
    Span middle_span;
    const bool listed = t.take(',') && take_name(middle, middle_span) &&
                        (t.take(','), t.spaces(), t.take_word("and"), true) &&
                        take_name(range.last, range.last_span);
    const auto behind = [&](int month) { return (month - range.first + 12) % 12; };
    if (listed && 0 < behind(middle) && behind(middle) < behind(range.last)) return true;
    t = before;
    return false;
  };
  const bool listed = take_others();
  if (!listed) take_its_year(range.first_year, range.first_year_span);
  t.spaces();
  const std::size_t behind_first = t.at;
  std::size_t behind_last = t.at;
  if (listed) {
    take_its_year(range.last_year, range.last_year_span);
  } else if (t.dash() || t.take('/') || t.take_word("to") || t.take_word("through")) {
    if (!take_name(range.last, range.last_span)) return {};
    behind_last = t.at;
    take_its_year(range.last_year, range.last_year_span);
  } else {
    if (!parentheses || t.at != behind_first) return {};
    range.last = range.first;
    range.last_span = range.first_span;
    range.last_year = range.first_year;
    range.last_year_span = range.first_year_span;
  }
  const bool said = range.last_year.has_value();
  if (said && year && !*year) {
    *year = range.last_year;
    range.gives_year = true;
  }
  if (parentheses) {
    t.spaces();
    if (!t.take(')')) return {};
  } else {
    if (!said) t.at = behind_last;
    Reader rest = t;
    rest.spaces();
    // "Q1 2025: May to June campaign" tells of something else.
    if (!rest.done() && !rest.take(':') && !rest.take(',') && !rest.take('(') && !rest.take('|') &&
        !rest.take('*') && !rest.take('_') && !rest.dash())
      return {};
  }
  range.span = make_span(start, t.at);
  r = t;
  return range;
}

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

bool is_separator(const Reader& r) {
  Reader t = r;
  t.spaces();
  if (t.done()) return true;
  const char c = t.peek();
  if (c == ':' || c == '(' || c == '|' || c == ',' || c == '/' || c == '*' || c == ']' || c == '`')
    return true;
  if (c == '-' && t.at == r.at) return false;
  return t.dash() || text::emoji_size(t.text, t.at) > 0;
}

struct HorizonWord {
  std::string_view word;
  Horizon horizon;
  bool term = false;  // stands before "term": short-term
};
constexpr HorizonWord horizon_words[] = {
    {"now", Horizon::now},
    {"next", Horizon::next},
    {"later", Horizon::later},
    {"soon", Horizon::next},
    {"future", Horizon::later},
    {"someday", Horizon::later},
    {"next up", Horizon::next},
    {"immediate", Horizon::now, true},
    {"short", Horizon::short_term, true},
    {"near", Horizon::short_term, true},
    {"medium", Horizon::mid_term, true},
    {"mid", Horizon::mid_term, true},
    {"long", Horizon::long_term, true},
    {"longer", Horizon::long_term, true},
};
constexpr std::string_view term_nouns[] = {"vision",     "goals",       "goal",       "plan",
                                           "plans",      "roadmap",     "priorities", "focus",
                                           "objectives", "initiatives", "horizon",    "outlook",
                                           "milestones", "features",    "items",      "ideas"};

// Now, Next (…), Later:, Short-term, Long-term vision, Longer-Term Vision (2026+).
std::optional<Match> match_horizon(Reader r, bool& is_term) {
  for (const HorizonWord& entry : horizon_words) {
    Reader t = r;
    if (!t.take_word(entry.word)) continue;
    const std::size_t first_end = t.at;
    Match m;
    m.period.kind = PeriodKind::horizon;
    m.period.horizon = entry.horizon;
    m.in_prose = false;
    m.add(Token::number, r.at, first_end);
    is_term = entry.term;
    if (entry.term) {
      if (!t.dash() && !t.spaces()) continue;
      if (!t.take_word("term")) continue;
      m.end = t.at;
      Reader noun = t;
      noun.spaces();
      for (const std::string_view word : term_nouns) {
        Reader after = noun;
        if (after.take_word(word) && is_separator(after)) return m;
      }
    }
    m.end = t.at;
    Reader slash = t;
    slash.spaces();
    if (is_separator(t) && slash.peek() != '/') return m;  // "Now / Next / Later" names the method
  }
  return {};
}

// "Current Quarter", "Next Sprint:", "This month": which horizon, and where the words end.
std::optional<Match> match_relative(Reader r) {
  constexpr std::pair<std::string_view, Horizon> leads[] = {{"current", Horizon::now},
                                                            {"this", Horizon::now},
                                                            {"next", Horizon::next},
                                                            {"upcoming", Horizon::next}};
  constexpr std::string_view units[] = {"quarter", "half",   "month",     "year",
                                        "week",    "sprint", "iteration", "milestone",
                                        "release", "phase",  "stage",     "cycle"};
  for (const auto& [lead, horizon] : leads) {
    Reader t = r;
    if (!t.take_word(lead)) continue;
    const std::size_t lead_end = t.at;
    t.spaces();
    const bool has_unit = std::any_of(std::begin(units), std::end(units),
                                      [&](std::string_view unit) { return t.take_word(unit); });
    if (!has_unit || !is_separator(t)) continue;
    Match m;
    m.period.kind = PeriodKind::horizon;
    m.period.horizon = horizon;
    m.in_prose = false;
    m.add(Token::number, r.at, lead_end);
    m.end = t.at;
    return m;
  }
  return {};
}

// M1: Foo, M2 — Foo, M3 alone; not "M1 MacBook".
std::optional<Match> match_milestone_id(Reader r) {
  if (r.peek() != 'M' || !is_digit(r.peek(1))) return {};
  ++r.at;
  const std::size_t start = r.at;
  const auto number = r.number(1, 2);
  if (!number || is_word(r.peek())) return {};
  const bool sentence = r.peek() == '.' && r.peek(1) == ' ';
  if (!sentence && !is_separator(r)) return {};
  Match m;
  m.period.kind = PeriodKind::milestone;
  m.period.number = *number;
  m.period.label = make_span(start, r.at).of(r.text);
  m.add(Token::number, start, r.at);
  m.end = r.at;
  return m;
}

// [1.2.0], 1.2.0 - 2024-05-01, 1.2.0 (2024-05-01): a bracket or a date makes a number a release.
std::optional<Match> match_bare_version(Reader r) {
  const bool bracket = r.before() == '[';
  if (!is_digit(r.peek())) return {};
  const auto version = take_version(r);
  if (!version || version->of(r.text).find('.') == std::string_view::npos) return {};
  const std::size_t end = r.at;
  if (bracket) {
    if (r.peek() != ']') return {};
  } else {
    r.spaces();
    if (!r.dash() && !r.take('(') && !r.take('/')) return {};
    r.spaces();
    const auto date = first_date(r.rest().substr(0, 24));
    if (!date || date->span.begin != 0) return {};
  }
  Match m;
  set_release(m, r.text, *version);
  m.end = end;
  return m;
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

// A word in the spelling of another: "NOW" and "next" give "NEXT".
std::string in_case_of(std::string_view model, std::string_view lower) {
  std::string out(lower);
  const bool upper = model.size() > 1 &&
                     std::all_of(model.begin(), model.end(), [](char c) { return !is_lower(c); });
  for (std::size_t i = 0; i < out.size(); ++i)
    if ((upper || (i == 0 && is_upper(model[0]))) && is_lower(out[i]))
      out[i] = static_cast<char>(out[i] - 32);
  return out;
}

std::string next_horizon_word(std::string_view word) {
  constexpr std::pair<std::string_view, std::string_view> successors[] = {
      {"now", "next"},        {"next", "later"},   {"next up", "later"}, {"soon", "later"},
      {"short", "medium"},    {"near", "mid"},     {"medium", "long"},   {"mid", "long"},
      {"immediate", "short"}, {"current", "next"}, {"this", "next"}};
  for (const auto& [from, to] : successors)
    if (equal_ignoring_case(word, from)) return in_case_of(word, to);
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

namespace {

// The month in the middle of "April, May, June"; empty where none is listed.
Span month_between(std::string_view text, const MonthRange& months) {
  for (std::size_t at = months.first_span.end; at < months.last_span.begin; ++at) {
    Reader r{text, at};
    if (is_word(r.before()) || !take_month(r)) continue;
    return make_span(at, r.before() == '.' ? r.at - 1 : r.at);
  }
  return {};
}

}  // namespace

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

std::string next_spelling(std::string_view text, const FoundPeriod& found) {
  const auto successor = next(found.period);
  if (!successor) return {};
  Reader start{text, found.span.begin};
  auto m = match_at(text, found.span.begin);
  bool is_term = false;
  if (!m || m->end != found.span.end) m = match_milestone_id(start);
  if (!m || m->end != found.span.end) m = match_bare_version(start);
  if (!m || m->end != found.span.end) m = match_relative(start);
  if (!m || m->end != found.span.end) m = match_horizon(start, is_term);
  if (!m || m->end != found.span.end) return {};

  std::sort(m->tokens.begin(), m->tokens.begin() + static_cast<std::ptrdiff_t>(m->token_count),
            [](const Token& a, const Token& b) { return a.span.begin < b.span.begin; });
  constexpr std::string_view ordinals[] = {"first", "second", "third", "fourth"};
  std::string out;
  std::size_t at = found.span.begin;
  for (std::size_t i = 0; i < m->token_count; ++i) {
    const Token& token = m->tokens[i];
    const std::string_view old = token.span.of(text);
    out += text.substr(at, token.span.begin - at);
    at = token.span.end;
    const bool last = token.what == Token::last_number || token.what == Token::last_year;
    if (token.what == Token::year || token.what == Token::last_year) {
      const int year = (last ? successor->last_year : successor->year).value_or(0);
      out += old.size() == 2 ? padded(year % 100, 2) : std::to_string(year);
      continue;
    }
    const int number = (last ? successor->last_number : successor->number).value_or(0);
    if (successor->kind == PeriodKind::horizon) {
      const std::string word = next_horizon_word(old);
      if (word.empty()) return {};
      out += word;
    } else if (successor->kind == PeriodKind::month) {
      const std::string_view name =
          old.size() == 3 ? month_abbreviation(number) : month_name(number);
      out += in_case_of(old, in_case_of("a", name));
    } else if (!last && !successor->label.empty()) {
      out += successor->label;
    } else if (is_alpha(old[0]) && roman_number(old)) {
      out += to_roman(number);
    } else if (is_alpha(old[0])) {
      out += in_case_of(old, ordinals[std::clamp(number, 1, 4) - 1]);
    } else {
      out += padded(number, old.size());
    }
  }
  out += text.substr(at, found.span.end - at);
  if (!found.months) return out;

  // The months move as far as the period did; what the fiscal year is does not matter.
  const Period& p = found.period;
  const int each = p.kind == PeriodKind::quarter ? 3 : p.kind == PeriodKind::half ? 6 : 12;
  const int count = p.last_number && p.number ? *p.last_number - *p.number + 1 : 1;
  const auto moved = [&](Span span, int month) {
    const std::string_view old = span.of(text);
    const int target = (month - 1 + each * count) % 12 + 1;
    const bool abbreviated = old.size() <= 4 && (old.size() == 3 || month == 9);
    // "May" and "June" may be either: the other name of the range decides.
    const bool other_long =
        std::max(found.months->first_span.size(), found.months->last_span.size()) > 4;
    const std::string_view name =
        abbreviated && !other_long ? month_abbreviation(target) : month_name(target);
    return in_case_of(old, name);
  };
  const auto moved_year = [&](int year, int month) {
    return std::to_string((year * 12 + month - 1 + each * count) / 12);
  };
  const auto moved_date = [&](Span span) {
    const Date date = first_date(span.of(text)).value_or(FoundDate{}).date;
    Date to = add_months(date, each * count);
    if (date.day == days_in_month(date.year, date.month))
      to.day = static_cast<std::uint8_t>(days_in_month(to.year, to.month));
    return to_iso(to);
  };
  const MonthRange& months = *found.months;
  at = found.span.end;
  const auto put = [&](Span span, const std::string& changed) {
    if (span.empty() || span.begin < at) return;  // one month alone is both
    out += text.substr(at, span.begin - at);
    out += changed;
    at = span.end;
  };
  if (months.dates) {
    put(months.first_span, moved_date(months.first_span));
    put(months.last_span, moved_date(months.last_span));
  } else {
    put(months.first_span, moved(months.first_span, months.first));
    if (months.first_year)
      put(months.first_year_span, moved_year(*months.first_year, months.first));
    put(month_between(text, months), moved(month_between(text, months), months.first % 12 + 1));
    put(months.last_span, moved(months.last_span, months.last));
    if (months.last_year) put(months.last_year_span, moved_year(*months.last_year, months.last));
  }
  return out + std::string(text.substr(at, months.span.end - at));
}

}  // namespace pland::plan
