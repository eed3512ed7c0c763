// Calendar dates, and where a text says one.
//
// `Date` is a plain triple in the proleptic Gregorian calendar and may be impossible (2025-02-30):
// that is what a rule wants to point at, so reading keeps what was written and says `valid =
// false`. Arithmetic needs a valid date. There is no clock here: today is always an argument.
//
// Months are read in English, short and whole, and whole in the languages of month_names.h; an
// unknown name is simply no date. Left out: times of day and zones (an RFC 3339 timestamp counts as
// its date), relative dates ("next Friday").
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/text/span.h"

namespace pland::plan {

struct Date {
  std::int16_t year = 0;
  std::uint8_t month = 0;  // 1..12
  std::uint8_t day = 0;    // 1..31

  friend auto operator<=>(const Date&, const Date&) = default;
};

// First and last day, both included.
struct DateRange {
  Date first, last;
  bool contains(Date date) const { return first <= date && date <= last; }
  friend bool operator==(const DateRange&, const DateRange&) = default;
};

bool is_leap_year(int year);
int days_in_month(int year, int month);  // 0 for an impossible month
bool is_valid(Date date);
// Days since 1970-01-01, and back.
std::int32_t to_days(Date date);
Date from_days(std::int32_t days);
Date add_days(Date date, int days);
// The same day `months` later; the last day of that month where it is shorter.
Date add_months(Date date, int months);
inline int days_between(Date from, Date to) { return to_days(to) - to_days(from); }
// ISO: Monday 1 … Sunday 7.
int weekday(Date date);
std::string to_iso(Date date);               // "2025-04-01"
std::string_view weekday_name(int weekday);  // "Monday"

enum class DateForm : std::uint8_t {
  iso,             // 2025-04-01
  timestamp,       // RFC 3339: 2025-04-01T10:00:00Z; the span covers all of it
  year_first,      // 2025/04/01, 2025.04.01 or 2025年4月1日
  month_day_year,  // April 1, 2025
  day_month_year,  // 1 April 2025, 1. Februar 2025, 1 de febrero de 2025
  month_year,      // April 2025: precision month
  numeric,         // 01/04/2025: which is the month? Not asked of 01.04.2025
};

enum class DatePrecision : std::uint8_t { day, month };

struct FoundDate {
  Span span;
  Date date;  // as written, possibly impossible; day 1 at month precision
  DateForm form = DateForm::iso;
  DatePrecision precision = DatePrecision::day;
  bool valid = true;
  // Numeric form only: both readings are possible. `date` then holds the day-first reading.
  bool ambiguous = false;

  // The days it stands for. Only for valid ones.
  DateRange range() const;
};

// Every date in the text, valid or not, in order. Version numbers, phone numbers, hashes, file
// names and URLs hold none.
std::vector<FoundDate> find_dates(std::string_view text);
// A date in the spelling of another: "1 Oct 2026" and 2027-01-15 give "15 Jan 2027", "1. Oktober
// 2026" gives "15. Januar 2027". `written` is what `found` stands for; empty where its form leaves
// open which number is the month or in which language its month is, or it is a range. `locale` is
// that of the text around it ("de"), where somebody knows: months of several languages are its own.
std::string spelt_like(std::string_view written, const FoundDate& found, Date date,
                       std::string_view locale = {});
// The first of them.
std::optional<FoundDate> first_date(std::string_view text);
// The same for what stands behind a label or in a cell: "1. November 2026" at its start is a day,
// and not the first item of a numbered list.
std::vector<FoundDate> dates_of_value(std::string_view value);
std::optional<FoundDate> date_of_value(std::string_view value);

// What something takes of the calendar.
struct Days {
  std::optional<Date> first;  // none where only the end is said
  Date last;
  friend bool operator==(const Days&, const Days&) = default;
};

}  // namespace pland::plan
