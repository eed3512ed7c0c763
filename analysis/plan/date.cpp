#include "analysis/plan/date.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>

#include "analysis/plan/month_names.h"
#include "analysis/plan/reader.h"
#include "analysis/text/unicode.h"

namespace pland::plan {
namespace {

constexpr std::string_view weekday_names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                              "Friday", "Saturday", "Sunday"};

constexpr int first_year = 1900, last_year = 2199;  // what a plan may speak of

// "st", "nd", "rd", "th" behind a day; French says "1er".
void take_ordinal_suffix(Reader& r) {
  for (const std::string_view suffix : {"st", "nd", "rd", "th", "er"})
    if (r.take_word(suffix)) return;
}

bool is_plausible_year(int year) { return first_year <= year && year <= last_year; }

Date make(int year, int month, int day) {
  return {static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month),
          static_cast<std::uint8_t>(day)};
}

// May a date start here? Not inside a word, a path, a file name or a version.
bool may_start(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  const char before = text[at - 1];
  if (is_word(before) || before == '/' || before == '\\' || before == '#' || before == '$')
    return false;
  const bool joined = before == '-' || before == '.' || before == '+';
  return !joined || at < 2 || !is_word(text[at - 2]);
}

bool looks_iso(std::string_view text, std::size_t at) {
  if (at + 10 > text.size()) return false;
  for (std::size_t i = 0; i < 10; ++i)
    if (i == 4 || i == 7 ? text[at + i] != '-' : !is_digit(text[at + i])) return false;
  return true;
}

// May a date end here? Not before more of a word, a file extension or a path.
bool may_end(std::string_view text, std::size_t at) {
  if (at >= text.size()) return true;
  const char next = text[at];
  if (is_word(next)) return false;
  if (next != '-' && next != '.' && next != '/' && next != '\\') return true;
  if (at + 1 >= text.size() || !is_word(text[at + 1])) return true;
  return next == '/' && looks_iso(text, at + 1);  // an ISO 8601 interval
}

// What the text is: a number at the start of a paragraph may count it.
enum class Where : std::uint8_t { words, value };

struct Match {
  Date date;
  DateForm form;
  std::size_t end;
  DatePrecision precision = DatePrecision::day;
  bool valid = true;
  bool ambiguous = false;
};

// hh:mm with seconds, fraction and zone behind the `T`.
bool take_time(Reader& r) {
  Reader t = r;
  const auto pair = [&] { return t.number(2, 2).has_value(); };
  if (!(t.take('T') || t.take('t')) || !pair() || !t.take(':') || !pair()) return false;
  if (t.peek() == ':') {
    t.take(':');
    if (!pair()) return false;
    if (t.peek() == '.' && is_digit(t.peek(1))) {
      t.take('.');
      while (is_digit(t.peek())) ++t.at;
    }
  }
  if (t.take('Z') || t.take('z')) {
  } else if (t.peek() == '+' || t.peek() == '-') {
    ++t.at;
    if (pair()) {
      t.take(':');
      if (!pair()) return false;
    }
  }
  r = t;
  return true;
}

// 2025-04-01, 2025/04/01, 2025.04.01, and the impossible ones of the same shape.
std::optional<Match> match_year_first(Reader r) {
  const auto year = r.number(4, 4);
  if (!year || !is_plausible_year(*year)) return {};
  const char separator = r.peek();
  if (separator != '-' && separator != '/' && separator != '.') return {};
  ++r.at;
  const std::size_t month_at = r.at;
  const auto month = r.number(1, 2);
  if (!month || !r.take(separator)) return {};
  const bool padded_month = r.at - month_at == 3;
  const std::size_t day_at = r.at;
  if (separator == '-' && padded_month && is_digit(r.peek()) && is_alpha(r.peek(1)) &&
      to_lower(r.peek(1)) != 't' && may_end(r.text, r.at + 2)) {
    // 2025-07-2i: a slip of the finger in an ISO date.
    return Match{make(*year, *month, 0), DateForm::iso, r.at + 2, DatePrecision::day, false};
  }
  const auto day = r.number(1, 2);
  if (!day) return {};
  const bool padded = padded_month && r.at - day_at == 2;
  if (separator == '.' && !padded) return {};
  Match m{make(*year, *month, *day), separator == '-' ? DateForm::iso : DateForm::year_first, r.at};
  m.valid = is_valid(m.date);
  if (!m.valid && (!padded || separator == '.')) return {};
  // "2025-26-27" are school years: no order of its parts makes it a date.
  if (*month > 12 && *day > 12) return {};
  if (separator == '-' && padded && take_time(r)) {
    m.form = DateForm::timestamp;
    m.end = r.at;
  }
  return m;
}

// 01/04/2025, 01-04-2025, and 31/04/2025, which is impossible however one reads it. Between full
// stops the day leads: 01.04.2025 is written where nobody puts the month first.
std::optional<Match> match_numeric(Reader r) {
  const std::size_t start = r.at;
  const auto first = r.number(1, 2);
  const char separator = r.peek();
  if (!first || (separator != '/' && separator != '-' && separator != '.')) return {};
  ++r.at;
  const auto second = r.number(1, 2);
  if (!second || !r.take(separator)) return {};
  const bool padded = r.at - start == 6;
  const auto year = r.number(4, 4);
  if (!year || !is_plausible_year(*year) || (separator != '/' && !padded)) return {};
  const Date day_first = make(*year, *second, *first), month_first = make(*year, *first, *second);
  Match m{day_first, DateForm::numeric, r.at};
  const bool one = is_valid(day_first), other = is_valid(month_first);
  const bool month_leads = !one && *first <= 12 && *second > 12;
  if (month_leads) m.date = month_first;
  m.valid = one || other;
  m.ambiguous = separator != '.' && one && other && *first != *second;
  if (!m.valid && (!padded || *first > 31 || *second > 31)) return {};
  if (!m.valid && separator == '.' && m.date.month > 12) return {};
  return m;
}

// The word that ends before the spaces in front of `at`.
std::string_view word_before(std::string_view text, std::size_t at) {
  while (at > 0 && text[at - 1] == ' ') --at;
  std::size_t start = at;
  while (start > 0 && is_alpha(text[start - 1])) --start;
  return text.substr(start, at - start);
}

// Whether the number at `at` counts what stands before it: "Sprint 31 June 2026", "step 30".
bool is_counted(std::string_view text, std::size_t at) {
  constexpr std::string_view leads[] = {"on",    "by",   "due", "until", "before",   "from",
                                        "since", "till", "the", "date",  "deadline", "eta",
                                        "to",    "and",  "or",  "after", "ends",     "starts"};
  constexpr std::string_view nouns[] = {
      "sprint", "week",  "weeks",   "section", "top",    "page",  "pages",   "step", "phase",
      "item",   "day",   "release", "version", "ticket", "issue", "chapter", "no",   "number",
      "room",   "cycle", "wave",    "batch",   "part",   "build", "month",   "task", "iteration"};
  const std::string_view word = word_before(text, at);
  if (word.empty()) return false;
  const auto is_in = [&](const auto& list) {
    return std::any_of(std::begin(list), std::end(list),
                       [&](std::string_view one) { return equal_ignoring_case(word, one); });
  };
  if (is_upper(word[0])) {
    for (const std::string_view name : weekday_names)
      if (word == name || word == name.substr(0, 3)) return false;
    return !is_in(leads);
  }
  return is_in(nouns);
}

// Whether "31. " at `at` is a day with its full stop, not the end of a sentence or a numbering.
bool may_be_dotted_day(std::string_view text, std::size_t at, Where where) {
  constexpr std::string_view leads[] = {"on",   "by",  "due", "until", "before", "since",
                                        "till", "bis", "am",  "ab",    "zum",    "vom"};
  const std::string_view word = word_before(text, at);
  if (word.empty()) return at > 0 || where == Where::value;
  return std::any_of(std::begin(leads), std::end(leads),
                     [&](std::string_view lead) { return equal_ignoring_case(word, lead); });
}

// A month in another language's full name: "Februar", "février", "febrero", "fevereiro".
std::optional<ForeignMonth> take_foreign_month(Reader& r) {
  const std::string_view rest = r.rest();
  const std::size_t end = std::min(rest.find_first_of(" ,.;)\n\t"), rest.size());
  const auto found = foreign_month(rest.substr(0, end));
  if (found) r.at += end;
  return found;
}

// 2027年11月20日
std::optional<Match> match_ideographs(Reader r) {
  const auto year = r.number(4, 4);
  if (!year || !is_plausible_year(*year) || !r.take("年")) return {};
  r.spaces();
  const auto month = r.number(1, 2);
  if (!month || !r.take("月")) return {};
  r.spaces();
  const auto day = r.number(1, 2);
  if (!day || !r.take("日")) return {};
  Match m{make(*year, *month, *day), DateForm::year_first, r.at};
  m.valid = is_valid(m.date);
  return m;
}

// 1 April 2025, 1st of April, 2025, by 1. April 2025, 01-Apr-2025.
std::optional<Match> match_day_month(Reader r, Where where) {
  const std::size_t start = r.at;
  const auto day = r.number(1, 2);
  if (!day || *day > 31) return {};
  const bool hyphens = r.peek() == '-';
  const bool dotted = r.peek() == '.';
  if (hyphens) {
    ++r.at;
  } else {
    if (!r.take('.')) take_ordinal_suffix(r);
    if (!r.spaces()) return {};
    if (r.take_word("of") || r.take_word("de")) r.spaces();
  }
  const auto foreign = hyphens ? std::nullopt : take_foreign_month(r);
  const auto month = foreign ? std::optional(foreign->month) : take_month(r);
  if (!month) return {};
  if (hyphens) {
    if (!r.take('-')) return {};
  } else {
    r.take(',');
    if (!r.spaces()) return {};
    if (foreign && r.take_word("de")) r.spaces();
  }
  const auto year = r.number(4, 4);
  if (!year || !is_plausible_year(*year)) return {};
  Match m{make(*year, *month, *day), DateForm::day_month_year, r.at};
  m.valid = is_valid(m.date);
  // At the start of a text a dotted number may be its numbering, unless no month has such a day.
  if (dotted && !foreign && !may_be_dotted_day(r.text, start, where) && (m.valid || start > 0))
    return {};
  if (!m.valid && is_counted(r.text, start)) return {};
  return m;
}

// April 1, 2025; April 1-5, 2025 (its last day); April 2025.
std::optional<Match> match_month(Reader r) {
  const auto month = take_month(r);
  if (!month) return {};
  Reader plain = r;
  const bool comma = plain.take(',');
  if (plain.spaces() || comma) {
    if (const auto year = plain.number(4, 4); year && is_plausible_year(*year))
      return Match{make(*year, *month, 1), DateForm::month_year, plain.at, DatePrecision::month};
  }
  if (!r.spaces()) return {};
  auto day = r.number(1, 2);
  if (!day) return {};
  take_ordinal_suffix(r);
  Reader range = r;
  range.spaces();
  if (range.dash()) {
    range.spaces();
    if (const auto last = range.number(1, 2); last && *last > *day) {
      take_ordinal_suffix(range);
      day = last;
      r = range;
    }
  }
  const bool had_comma = r.take(',');
  if (!r.spaces() && !had_comma) return {};
  const auto year = r.number(4, 4);
  if (!year || !is_plausible_year(*year)) return {};
  Match m{make(*year, *month, *day), DateForm::month_day_year, r.at};
  m.valid = is_valid(m.date);
  return m;
}

// Calls `on_date` for each date until it returns false.
template <class OnDate>
void scan(std::string_view text, Where where, OnDate&& on_date) {
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if ((c == ':' && text.substr(at, 3) == "://") || text.substr(at, 4) == "www.") {
      while (at < text.size() && text[at] != ' ' && text[at] != '\n' && text[at] != '\t' &&
             text[at] != ')' && text[at] != '>')
        ++at;
      continue;
    }
    if (!is_word(c)) {
      ++at;
      continue;
    }
    std::optional<Match> match;
    if (may_start(text, at)) {
      const Reader reader{text, at};
      if (is_digit(c)) {
        match = match_year_first(reader);
        if (!match) match = match_ideographs(reader);
        if (!match) match = match_numeric(reader);
        if (!match) match = match_day_month(reader, where);
      } else if (is_alpha(c)) {
        match = match_month(reader);
      }
    }
    if (match && may_end(text, match->end)) {
      FoundDate found;
      found.span = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(match->end)};
      found.date = match->date;
      found.form = match->form;
      found.precision = match->precision;
      found.valid = match->valid;
      found.ambiguous = match->ambiguous;
      if (!on_date(found)) return;
      at = match->end;
      continue;
    }
    while (at < text.size() && is_word(text[at])) ++at;
  }
}

}  // namespace

bool is_leap_year(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in_month(int year, int month) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return 0;
  return month == 2 && is_leap_year(year) ? 29 : days[month - 1];
}

bool is_valid(Date date) {
  return date.day >= 1 && date.day <= days_in_month(date.year, date.month);
}

// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years start in March.
std::int32_t to_days(Date date) {
  const int year = date.year - (date.month <= 2);
  const int era = (year >= 0 ? year : year - 399) / 400;
  const int year_of_era = year - era * 400;
  const int day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

Date from_days(std::int32_t days) {
  days += 719468;
  const int era = (days >= 0 ? days : days - 146096) / 146097;
  const int day_of_era = days - era * 146097;
  const int year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int shifted_month = (5 * day_of_year + 2) / 153;
  const int month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  return make(year_of_era + era * 400 + (month <= 2), month,
              day_of_year - (153 * shifted_month + 2) / 5 + 1);
}

Date add_days(Date date, int days) { return from_days(to_days(date) + days); }

Date add_months(Date date, int months) {
  const int index = date.year * 12 + (date.month - 1) + months;
  const int year = index >= 0 ? index / 12 : (index - 11) / 12;
  const int month = index - year * 12 + 1;
  return make(year, month, std::min<int>(date.day, days_in_month(year, month)));
}

int weekday(Date date) {
  const int since_thursday = to_days(date) % 7;  // 1970-01-01 was a Thursday
  return (since_thursday + 7 + 3) % 7 + 1;
}

std::string to_iso(Date date) {
  std::string out(10, '-');
  int year = std::clamp<int>(date.year, 0, 9999);
  for (const std::size_t i : {3u, 2u, 1u, 0u}) {
    out[i] = static_cast<char>('0' + year % 10);
    year /= 10;
  }
  out[5] = static_cast<char>('0' + date.month / 10 % 10);
  out[6] = static_cast<char>('0' + date.month % 10);
  out[8] = static_cast<char>('0' + date.day / 10 % 10);
  out[9] = static_cast<char>('0' + date.day % 10);
  return out;
}

std::string_view weekday_name(int day) {
  return 1 <= day && day <= 7 ? weekday_names[day - 1] : std::string_view();
}

std::optional<int> take_month(Reader& r) {
  std::size_t count = 0;
  while (count < 10 && is_alpha(r.peek(count))) ++count;
  const auto found = month_named(r.rest().substr(0, count));
  if (!found) return {};
  // "may" and "march" are words; as months they are written with a capital.
  if ((*found == 5 || (*found == 3 && count == 5)) && is_lower(r.peek())) return {};
  r.at += count;
  if (r.peek() == '.' && !is_word(r.peek(1))) ++r.at;
  return found;
}

DateRange FoundDate::range() const {
  if (precision == DatePrecision::day) return {date, date};
  return {date, make(date.year, date.month, days_in_month(date.year, date.month))};
}

namespace {

std::string padded(int number, std::size_t width) {
  std::string out = std::to_string(number);
  return out.size() < width ? std::string(width - out.size(), '0') + out : out;
}

std::string_view ordinal_suffix(std::string_view written, int day) {
  if (written == "er") return day == 1 ? "er" : "";
  if (day / 10 == 1) return "th";
  return day % 10 == 1 ? "st" : day % 10 == 2 ? "nd" : day % 10 == 3 ? "rd" : "th";
}

// The name of a month in the length and case of another's.
std::string month_like(std::string_view written, int written_month, int month) {
  const bool whole = written.size() == month_name(written_month).size();
  std::string out(whole ? month_name(month) : month_abbreviation(month));
  const bool upper = std::none_of(written.begin(), written.end(), is_lower);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (upper && is_lower(out[i])) out[i] = static_cast<char>(out[i] - 32);
    if (i == 0 && is_lower(written[0])) out[i] = to_lower(out[i]);
  }
  return out;
}

struct ForeignName {
  std::string name;  // empty where languages differ
  std::size_t size;  // of the one that it replaces, in bytes
};

bool has_leading_zero(std::string_view written) {
  for (std::size_t at = 0; at + 1 < written.size(); ++at)
    if (written[at] == '0' && is_digit(written[at + 1]) && (at == 0 || !is_digit(written[at - 1])))
      return true;
  return false;
}

bool is_dotted_day(std::string_view written) {
  const std::size_t dot = written.find(". ");
  return dot != std::string_view::npos && dot > 0 && is_digit(written[dot - 1]);
}

// In which languages the month of a date may be; 0 for English.
std::uint8_t languages_of(std::string_view written, std::string_view word,
                          std::string_view locale) {
  const std::uint8_t known = month_language(locale);
  const bool dotted = is_dotted_day(written);
  if (const auto found = foreign_month(word)) {
    const bool joined = written.find(" de ") != std::string_view::npos;
    const int usual = dotted || is_upper(word[0]) ? german
                      : joined                    ? spanish | portuguese
                                                  : ~german;
    if ((found->languages & known) != 0) return known;
    const auto narrowed = static_cast<std::uint8_t>(found->languages & usual);
    return narrowed != 0 ? narrowed : found->languages;
  }
  // "1. November" is German where its text is, for there the month's name is the same.
  const auto month = month_named(word);
  if (known != german || !month) return 0;
  return text::fold_case(word) == foreign_month_name(german, *month) ? german : 0;
}

// The name of a month in the language and case of the one written at `at`; nothing where that is
// English or no month.
std::optional<ForeignName> foreign_month_like(std::string_view written, std::size_t at, int month,
                                              std::string_view locale) {
  if (at > 0 && written[at - 1] != ' ') return {};
  std::string_view word = written.substr(at);
  word = word.substr(0, word.find_first_of(" ,.;)\n\t"));
  const std::uint8_t languages = word.empty() ? 0 : languages_of(written, word, locale);
  if (languages == 0) return {};
  std::string name(foreign_month_name(languages, month));
  if (!name.empty() && is_upper(word[0])) name[0] = static_cast<char>(name[0] - 32);
  return ForeignName{name, word.size()};
}

}  // namespace

std::string spelt_like(std::string_view written, const FoundDate& found, Date date,
                       std::string_view locale) {
  const bool year_leads = found.form == DateForm::iso || found.form == DateForm::timestamp ||
                          found.form == DateForm::year_first;
  if (found.form == DateForm::numeric && found.ambiguous) return {};
  const bool spelt = found.form == DateForm::day_month_year || found.form == DateForm::month_year ||
                     found.form == DateForm::month_day_year;
  // "2026年11月20日" does not tell whether a month of one digit has a zero; nobody writes one
  // there.
  const bool bare = written.find("年") != std::string_view::npos && !has_leading_zero(written);
  std::string out;
  int numbers = 0, days = 0;
  bool named = false;
  for (std::size_t at = 0; at < written.size();) {
    std::size_t end = at;
    while (end < written.size() && is_digit(written[end])) ++end;
    const std::size_t width = end - at;
    if (width > 0) {
      ++numbers;
      if (year_leads) {
        if (numbers > 3) return out + std::string(written.substr(at));  // the time of day
        const int value = numbers == 1 ? date.year : numbers == 2 ? date.month : date.day;
        out += padded(value, bare ? 1 : width);
      } else if (width == 4) {
        out += padded(date.year, width);
      } else if (found.form == DateForm::numeric) {
        const int value = Reader{written, at}.number(1, 2).value_or(0);
        const bool is_day = numbers == 1 ? value == found.date.day : days == 0;
        days += is_day ? 1 : 0;
        out += padded(is_day ? date.day : date.month, width);
      } else {
        if (++days > 1) return {};
        out += padded(date.day, width > 1 && written[at] == '0' ? 2 : 1);
        Reader suffix{written, end};
        take_ordinal_suffix(suffix);
        if (suffix.at > end) out += ordinal_suffix(written.substr(end, suffix.at - end), date.day);
        end = suffix.at;
      }
    } else if (const auto foreign =
                   spelt ? foreign_month_like(written, at, date.month, locale) : std::nullopt) {
      if (foreign->name.empty()) return {};
      out += foreign->name;
      end = at + foreign->size;
      named = true;
    } else if (is_alpha(written[at])) {
      while (end < written.size() && is_alpha(written[end])) ++end;
      const std::string_view word = written.substr(at, end - at);
      const auto month = month_named(word);
      named = named || month;
      const bool other = month && *month != date.month;
      out += other ? month_like(word, *month, date.month) : std::string(word);
    } else {
      end = at + 1;
      out += written[at];
    }
    at = end;
  }
  // A month that has no other name stays what it is.
  if (spelt && !named && date.month != found.date.month) return {};
  return out;
}

namespace {

std::vector<FoundDate> all_dates(std::string_view text, Where where) {
  std::vector<FoundDate> dates;
  scan(text, where, [&](const FoundDate& found) {
    dates.push_back(found);
    return true;
  });
  return dates;
}

std::optional<FoundDate> any_date(std::string_view text, Where where) {
  std::optional<FoundDate> first;
  scan(text, where, [&](const FoundDate& found) {
    first = found;
    return false;
  });
  return first;
}

}  // namespace

std::vector<FoundDate> find_dates(std::string_view text) { return all_dates(text, Where::words); }
std::optional<FoundDate> first_date(std::string_view text) { return any_date(text, Where::words); }
std::vector<FoundDate> dates_of_value(std::string_view value) {
  return all_dates(value, Where::value);
}
std::optional<FoundDate> date_of_value(std::string_view value) {
  return any_date(value, Where::value);
}

}  // namespace pland::plan
