// The period that follows, in the spelling of the one that is there.
#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "analysis/plan/month_names.h"
#include "analysis/plan/numerals.h"
#include "analysis/plan/period_match.h"

namespace pland::plan {
namespace {

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

// "四" and 1 give "一", "上" and 2 give "下"; nothing where no such sign stands there.
std::string next_ideograph(std::string_view old, int number) {
  const auto of = [&](const auto& signs) {
    const bool is_one = std::find(std::begin(signs), std::end(signs), old) != std::end(signs);
    const auto wanted = static_cast<std::size_t>(number) - 1;
    return is_one && wanted < std::size(signs) ? std::string(signs[wanted]) : std::string();
  };
  std::string out = of(ideograph_numbers);
  return out.empty() ? of(ideograph_halves) : out;
}

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

  // "Q4" below "2026": its successor is not below that year.
  const bool says_year = std::any_of(m->tokens.begin(), m->tokens.begin() + m->token_count,
                                     [](const Token& one) { return one.what == Token::year; });
  if (!says_year && !found.months && found.period.year && successor->year != found.period.year) return {};

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
    } else if (const std::string sign = next_ideograph(old, number); !sign.empty()) {
      out += sign;
    } else if (successor->kind == PeriodKind::month && is_alpha(old[0])) {
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
