// What a period means: its days, its successor, its name and its place in an order. Where periods
// stand in a text is period.cpp's business.
#include <algorithm>
#include <string>
#include <utility>

#include "analysis/plan/month_names.h"
#include "analysis/plan/numerals.h"
#include "analysis/plan/period.h"
#include "analysis/plan/reader.h"

namespace pland::plan {
namespace {

// Years since 0, months since 0: a calendar period as a stretch of months.
struct MonthStretch {
  int first, count;
};

int fiscal_shift(const Period& p, std::optional<int> fiscal_year_start) {
  const int start = fiscal_year_start.value_or(1);
  if (start < 2 || start > 12) return 0;
  // FY26 that starts in February 2025 ends in 2026; a plain Q1 2026 starts in 2026.
  return start - 1 - (p.fiscal ? 12 : 0);
}

std::optional<MonthStretch> stretch(const Period& p, std::optional<int> fiscal_year_start) {
  if (!p.year || (p.fiscal && !fiscal_year_start)) return {};
  const int shift = fiscal_shift(p, fiscal_year_start);
  const int last_year = p.last_year.value_or(*p.year);
  const int number = p.number.value_or(1);
  const int last = p.last_number.value_or(number);
  const auto part = [&](int months_each) -> MonthStretch {
    const int first = *p.year * 12 + (number - 1) * months_each + shift;
    const int end = last_year * 12 + last * months_each + shift;
    return {first, end - first};
  };
  switch (p.kind) {
    case PeriodKind::year: {
      const int year_shift = p.fiscal ? shift : 0;
      return MonthStretch{*p.year * 12 + year_shift, (last_year - *p.year + 1) * 12};
    }
    case PeriodKind::half:
      return part(6);
    case PeriodKind::quarter:
      return part(3);
    case PeriodKind::month: {
      const int first = *p.year * 12 + number - 1;
      const int end = last_year * 12 + last;
      return MonthStretch{first, end - first};
    }
    default:
      return {};
  }
}

Date first_of_month(int months) {
  return {static_cast<std::int16_t>(months / 12), static_cast<std::uint8_t>(months % 12 + 1), 1};
}

int units_a_year(PeriodKind kind) {
  return kind == PeriodKind::quarter ? 4 : kind == PeriodKind::half ? 2 : 12;
}

bool has_pre_release(std::string_view version) {
  return version.find_first_of("-+abcdefghijklmnopqrstuvwyzABCDEFGHIJKLMNOPQRSTUVWXYZ") !=
         std::string_view::npos;
}

// 1.3 -> 1.4, 1.3.0 -> 1.4.0, 1.3.2 -> 1.3.3, 2 -> 3, 2.x -> 3.x.
std::string next_version(std::string_view version) {
  std::vector<std::string> parts;
  for (std::size_t start = 0; start <= version.size();) {
    const std::size_t dot = std::min(version.find('.', start), version.size());
    parts.emplace_back(version.substr(start, dot - start));
    start = dot + 1;
  }
  std::size_t bumped = parts.size() - 1;
  if (bumped > 0 && parts[bumped] == "x") --bumped;
  if (bumped >= 2 && parts[bumped].find_first_not_of('0') == std::string::npos) bumped = 1;
  Reader r{parts[bumped]};
  const auto number = r.number(1, 8);
  if (!number) return {};
  parts[bumped] = std::to_string(*number + 1);
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : ".") + part;
  return out;
}

// The label that follows: 4 -> 5, 5b -> 5c, 2.1 -> 2.2, R1 -> R2, II -> III, A -> B, Two -> Three.
std::string next_label(std::string_view label, int step) {
  if (label.empty()) return {};
  if (is_upper(label[0]) && (label.size() == 1 || !is_digit(label.back()))) {
    if (const auto number = roman_number(label))
      return *number + step < 40 ? to_roman(*number + step) : "";
    if (const auto number = number_word(label)) {
      if (*number + step >= static_cast<int>(number_words.size())) return {};
      std::string word(number_words[static_cast<std::size_t>(*number + step)]);
      word[0] = static_cast<char>(word[0] - 32);
      return word;
    }
    return label[0] == 'Z' ? "" : std::string(1, static_cast<char>(label[0] + 1));
  }
  std::size_t start = label.size();
  if (is_alpha(label.back())) {
    if (to_lower(label.back()) == 'z') return {};
    return std::string(label.substr(0, start - 1)) + static_cast<char>(label.back() + 1);
  }
  while (start > 0 && is_digit(label[start - 1])) --start;
  Reader digits{label, start};
  const auto number = digits.number(1, 8);
  if (!number) return {};
  return std::string(label.substr(0, start)) + padded(*number + step, label.size() - start);
}

// Compares labels as a reader would: numbers by value, letters by order. "R1" and "2" do not mix.
std::partial_ordering compare_labels(std::string_view a, std::string_view b) {
  if (const auto x = roman_number(a), y = roman_number(b); x && y) return *x <=> *y;
  Reader r{a}, s{b};
  if (is_alpha(r.peek()) != is_alpha(s.peek())) return std::partial_ordering::unordered;
  while (!r.done() && !s.done()) {
    const auto x = r.number(1, 8), y = s.number(1, 8);
    if (x && y) {
      if (*x != *y) return *x <=> *y;
      continue;
    }
    if (x || y) return x ? std::partial_ordering::less : std::partial_ordering::greater;
    const char c = to_lower(r.peek()), d = to_lower(s.peek());
    if (c != d) return c <=> d;
    ++r.at;
    ++s.at;
  }
  if (r.done() == s.done()) return std::partial_ordering::equivalent;
  return r.done() ? std::partial_ordering::less : std::partial_ordering::greater;
}

// SemVer's order, for what is near enough to it.
std::partial_ordering compare_versions(std::string_view a, std::string_view b) {
  const auto split = [](std::string_view version) {
    const std::size_t plus = std::min(version.find('+'), version.size());
    version = version.substr(0, plus);
    const std::size_t dash = version.find_first_not_of("0123456789.x");
    const std::size_t end = std::min(dash, version.size());
    return std::pair{version.substr(0, end), version.substr(end)};
  };
  const auto [core_a, pre_a] = split(a);
  const auto [core_b, pre_b] = split(b);
  Reader r{core_a}, s{core_b};
  while (!r.done() || !s.done()) {
    const int x = r.number(1, 8).value_or(0), y = s.number(1, 8).value_or(0);
    if (x != y) return x <=> y;
    while (!r.done() && !is_digit(r.peek())) ++r.at;
    while (!s.done() && !is_digit(s.peek())) ++s.at;
  }
  if (pre_a.empty() != pre_b.empty())
    return pre_a.empty() ? std::partial_ordering::greater : std::partial_ordering::less;
  return compare_labels(pre_a, pre_b);
}

}  // namespace

std::optional<DateRange> calendar_range(const Period& period,
                                        std::optional<int> fiscal_year_start) {
  if (period.kind == PeriodKind::week && period.year && period.number) {
    // ISO 8601: week 1 holds January 4.
    const Date fourth{static_cast<std::int16_t>(*period.year), 1, 4};
    const Date monday = add_days(fourth, 1 - weekday(fourth) + 7 * (*period.number - 1));
    return DateRange{monday, add_days(monday, 6)};
  }
  const auto months = stretch(period, fiscal_year_start);
  if (!months || months->count < 1) return {};
  const Date first = first_of_month(months->first);
  if (period.open_ended) return DateRange{first, {9999, 12, 31}};
  return DateRange{first, add_days(first_of_month(months->first + months->count), -1)};
}

Period period_of(Date date, PeriodKind kind, std::optional<int> fiscal_year_start) {
  Period p;
  p.kind = kind;
  int months = date.year * 12 + date.month - 1;
  if (kind == PeriodKind::quarter || kind == PeriodKind::half)
    months -= fiscal_shift(p, fiscal_year_start);
  p.year = months / 12;
  if (kind == PeriodKind::month) p.number = months % 12 + 1;
  if (kind == PeriodKind::quarter) p.number = months % 12 / 3 + 1;
  if (kind == PeriodKind::half) p.number = months % 12 / 6 + 1;
  return p;
}

std::optional<Months> months_of(const Period& period, std::optional<int> fiscal_year_start) {
  if (period.kind != PeriodKind::quarter && period.kind != PeriodKind::half) return {};
  if (!period.number || (period.fiscal && !fiscal_year_start)) return {};
  const int each = period.kind == PeriodKind::quarter ? 3 : 6;
  const int shift = (fiscal_shift(period, fiscal_year_start) + 24) % 12;
  const int first = (*period.number - 1) * each + shift;
  const int last = period.last_number.value_or(*period.number) * each - 1 + shift;
  return Months{first % 12 + 1, last % 12 + 1};
}

std::optional<Period> next(const Period& period) {
  if (period.open_ended) return {};
  Period p = period;
  switch (period.kind) {
    case PeriodKind::horizon:
      switch (period.horizon) {
        case Horizon::now:
          p.horizon = Horizon::next;
          return p;
        case Horizon::next:
          p.horizon = Horizon::later;
          return p;
        case Horizon::short_term:
          p.horizon = Horizon::mid_term;
          return p;
        case Horizon::mid_term:
          p.horizon = Horizon::long_term;
          return p;
        default:
          return {};
      }
    case PeriodKind::year: {
      if (!period.year) return {};
      const int count = period.last_year.value_or(*period.year) - *period.year + 1;
      p.year = *period.year + count;
      if (period.last_year) p.last_year = *period.last_year + count;
      return p;
    }
    case PeriodKind::half:
    case PeriodKind::quarter:
    case PeriodKind::month: {
      if (!period.number) return {};
      const int units = units_a_year(period.kind);
      const int year = period.year.value_or(0);
      const int first = year * units + *period.number - 1;
      const int last =
          period.last_year.value_or(year) * units + period.last_number.value_or(*period.number) - 1;
      const int count = last - first + 1;
      if (count < 1) return {};
      const int next_first = first + count, next_last = last + count;
      p.number = next_first % units + 1;
      if (period.year) p.year = next_first / units;
      if (!period.is_range()) return p;
      p.last_number = next_last % units + 1;
      if (period.last_year) {
        p.last_year = next_last / units;
      } else if (next_last / units != next_first / units) {
        return {};  // "Q1–Q3 2025" has no successor of its own shape
      }
      return p;
    }
    case PeriodKind::release:
      if (has_pre_release(period.label)) return {};
      p.label = next_version(period.label);
      if (p.label.empty()) return {};
      p.number = Reader{p.label}.number(1, 8);
      return p;
    default: {
      const int count =
          period.last_number && period.number ? *period.last_number - *period.number + 1 : 1;
      p.label = next_label(period.label, count);
      if (period.label.empty()) {  // an ISO week
        if (!period.number || *period.number >= 52) return {};
        p.number = *period.number + 1;
        return p;
      }
      if (p.label.empty()) return {};
      if (period.last_number) p.last_number = *period.last_number + count;
      if (period.number && (is_digit(period.label.back()) || !is_digit(period.label.front()))) {
        const bool decimal = period.label.find('.') != std::string::npos;
        if (!decimal) p.number = *period.number + count;
      }
      return p;
    }
  }
}

std::string to_string(const Period& p) {
  const auto year = [&](int value) {
    return p.fiscal ? "FY" + padded(value % 100, 2) : std::to_string(value);
  };
  const auto part = [&](std::string_view letter, int number) {
    return std::string(letter) + std::to_string(number);
  };
  std::string out;
  switch (p.kind) {
    case PeriodKind::horizon: {
      constexpr std::string_view names[] = {"Now",      "Short term", "Next",
                                            "Mid term", "Later",      "Long term"};
      return std::string(names[static_cast<std::size_t>(p.horizon)]);
    }
    case PeriodKind::year:
      out = year(p.year.value_or(0));
      if (p.last_year) out += "–" + year(*p.last_year);
      break;
    case PeriodKind::half:
    case PeriodKind::quarter: {
      const std::string_view letter = p.kind == PeriodKind::half ? "H" : "Q";
      std::string parts = part(letter, p.number.value_or(0));
      if (p.last_year && p.year) {
        out = parts + " " + year(*p.year) + "–" + part(letter, p.last_number.value_or(0)) + " " +
              year(*p.last_year);
        break;
      }
      if (p.last_number) parts += "–" + part(letter, *p.last_number);
      if (!p.year) {
        out = parts;
      } else {
        out = p.fiscal ? year(*p.year) + " " + parts : parts + " " + year(*p.year);
      }
      break;
    }
    case PeriodKind::month:
      out = month_name(p.number.value_or(0));
      if (p.last_year && p.year) out += " " + std::to_string(*p.year);
      if (p.last_number) out += "–" + std::string(month_name(*p.last_number));
      if (p.year) out += " " + std::to_string(p.last_year.value_or(*p.year));
      break;
    case PeriodKind::release:
      out = "v" + p.label;
      break;
    default: {
      constexpr std::string_view names[] = {"Week",  "Day",  "Sprint",   "Phase",
                                            "Stage", "Step", "Milestone"};
      out = names[static_cast<std::size_t>(p.kind) - static_cast<std::size_t>(PeriodKind::week)];
      out += ' ';
      out += p.label.empty() ? std::to_string(p.number.value_or(0)) : p.label;
      if (p.last_number)
        out += "–" +
               (roman_number(p.label) ? to_roman(*p.last_number) : std::to_string(*p.last_number));
      if (p.year) out += " " + std::to_string(*p.year);
      break;
    }
  }
  if (p.open_ended) out += '+';
  return out;
}

std::partial_ordering compare(const Period& a, const Period& b,
                              std::optional<int> fiscal_year_start) {
  const auto x = calendar_range(a, fiscal_year_start), y = calendar_range(b, fiscal_year_start);
  if (x && y) {
    if (x->first != y->first) return x->first <=> y->first;
    return x->last <=> y->last;
  }
  if (a.kind != b.kind) return std::partial_ordering::unordered;
  switch (a.kind) {
    case PeriodKind::horizon:
      return a.horizon <=> b.horizon;
    case PeriodKind::release:
      return compare_versions(a.label, b.label);
    case PeriodKind::year:
    case PeriodKind::half:
    case PeriodKind::quarter:
    case PeriodKind::month:
      if (a.fiscal != b.fiscal || a.year.has_value() != b.year.has_value())
        return std::partial_ordering::unordered;
      if (a.year != b.year) return *a.year <=> *b.year;
      if (a.number != b.number) return a.number <=> b.number;
      return a.last_number.value_or(a.number.value_or(0)) <=>
             b.last_number.value_or(b.number.value_or(0));
    default:
      if (a.year && b.year && *a.year != *b.year) return *a.year <=> *b.year;
      if (a.label.empty() || b.label.empty()) {
        if (!a.number || !b.number) return std::partial_ordering::unordered;
        return *a.number <=> *b.number;
      }
      if (number_word(a.label) && number_word(b.label)) return *a.number <=> *b.number;
      return compare_labels(a.label, b.label);
  }
}

}  // namespace pland::plan
