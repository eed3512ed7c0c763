#include "analysis/plan/period_match.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "analysis/plan/numerals.h"
#include "analysis/plan/reader.h"

namespace pland::plan {
namespace {

constexpr bool is_plan_year(int year) { return 2000 <= year && year <= 2099; }

void set_year(Match& m, const SpeltYear& year, Token::What what = Token::year) {
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

// T is the quarter of the Romance languages (trimestre).
constexpr bool is_quarter_letter(char letter) { return letter == 'q' || letter == 't'; }

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
  // "H2" is a heading level, "T3" may be a tier.
  if (!has_year && letter != 'q') return {};
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

// "1. Quartal 2026", "2e trimestre 2026", "3er trimestre de 2026", "1. Halbjahr 2026".
std::optional<Match> match_counted_part(Reader r) {
  Match m;
  const std::size_t start = r.at;
  const auto number = r.number(1, 1);
  if (!number || *number < 1) return {};
  m.add(Token::number, start, r.at);
  if (!r.take('.') && !r.take_word("er") && !r.take_word("e") && !r.take_word("o") &&
      !r.take("º") && !r.take("ème"))
    return {};
  if (!r.spaces()) return {};
  const bool half = r.take_word("halbjahr") || r.take_word("semestre");
  if (!half && !r.take_word("quartal") && !r.take_word("trimestre")) return {};
  if (*number > (half ? 2 : 4) || !r.spaces()) return {};
  if (r.take_word("de")) r.spaces();
  const auto year = take_year(r, false);
  if (!year || is_word(r.peek())) return {};
  m.period.kind = half ? PeriodKind::half : PeriodKind::quarter;
  m.period.number = *number;
  set_year(m, *year);
  m.end = r.at;
  return m;
}

// 2026年第4四半期, 2026年第四季度, 2026年Q4, 2026年上半期, 2026年下半年, 2026年10月, 2026年度.
std::optional<Match> match_ideographs(Reader r) {
  Match m;
  const auto year = take_year(r, false);
  if (!year || !year->bare || !r.take("年")) return {};
  set_year(m, *year);
  m.period.fiscal = r.take("度");
  Reader part = r;
  part.spaces();
  const auto found = [&](PeriodKind kind, int number, Span digits, std::size_t end) {
    m.period.kind = kind;
    m.period.number = number;
    m.add(Token::number, digits.begin, digits.end);
    m.end = end;
    return m;
  };
  Span digits;
  Reader t = part;
  if (const auto quarter = take_part(t, 'q', 4, digits, false); quarter && !is_word(t.peek()))
    return found(PeriodKind::quarter, *quarter, digits, t.at);
  for (std::size_t half = 0; half < std::size(ideograph_halves); ++half) {
    t = part;
    if (!t.take(ideograph_halves[half])) continue;
    digits = make_span(part.at, t.at);
    if (t.take("半期") || t.take("半年"))
      return found(PeriodKind::half, static_cast<int>(half) + 1, digits, t.at);
  }
  t = part;
  const bool counted = t.take("第");
  const std::size_t start = t.at;
  auto number = t.number(1, 2);
  for (std::size_t i = 0; !number && i < std::size(ideograph_numbers); ++i)
    if (t.take(ideograph_numbers[i])) number = static_cast<int>(i) + 1;
  digits = make_span(start, t.at);
  if (number && *number >= 1) {
    t.spaces();
    if (*number <= 4 && (t.take("四半期") || t.take("季度")))
      return found(PeriodKind::quarter, *number, digits, t.at);
    if (!counted && *number <= 12 && t.take("月")) {
      if (is_digit(t.peek())) return {};  // a date
      return found(PeriodKind::month, *number, digits, t.at);
    }
  }
  m.period.kind = PeriodKind::year;
  m.in_prose = false;
  m.end = r.at;
  return m;
}

}  // namespace

std::optional<SpeltYear> take_year(Reader& r, bool two_digits) {
  Reader t = r;
  SpeltYear out;
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

std::optional<Match> match_at(std::string_view text, std::size_t at) {
  if (!may_start(text, at)) return {};
  const Reader r{text, at};
  std::optional<Match> m;
  const char c = to_lower(r.peek());
  if (is_digit(c)) {
    if (to_lower(r.peek(1)) == 'q') m = match_part(r, 'q');
    if (!m && to_lower(r.peek(1)) == 'h') m = match_part(r, 'h');
    if (!m) m = match_counted_part(r);
    const bool ideographs = r.rest().size() > 4 && r.rest().substr(4).starts_with("年");
    if (!m) m = ideographs ? match_ideographs(r) : match_year_first(r);
  } else {
    switch (c) {
      case 'q':
        m = match_part(r, 'q');
        break;
      case 'h':
        m = match_part(r, 'h');
        break;
      case 't':
        if (r.peek() == 'T') m = match_part(r, 't');
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

}  // namespace pland::plan
