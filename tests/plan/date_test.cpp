#include "analysis/plan/date.h"

#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "analysis/plan/month_names.h"

using namespace pland;
using namespace pland::plan;

namespace {

// "2025-04-01 iso" for each date found, joined by "; ".
std::string found_in(std::string_view text) {
  constexpr std::string_view forms[] = {
      "iso",        "timestamp", "year_first", "month_day_year", "day_month_year",
      "month_year", "numeric"};
  std::string out;
  for (const FoundDate& f : find_dates(text)) {
    if (!out.empty()) out += "; ";
    out += to_iso(f.date);
    out += ' ';
    out += forms[static_cast<int>(f.form)];
    if (!f.valid) out += " invalid";
    if (f.ambiguous) out += " ambiguous";
  }
  return out;
}

std::string words_in(std::string_view text) {
  std::string out;
  for (const FoundDate& f : find_dates(text)) {
    if (!out.empty()) out += '|';
    out += f.span.of(text);
  }
  return out;
}

}  // namespace

TEST_CASE("dates: the calendar") {
  CHECK(to_days({1970, 1, 1}) == 0);
  CHECK(to_days({2000, 3, 1}) == 11017);
  CHECK(from_days(-1) == Date{1969, 12, 31});
  Date expected{1899, 12, 31};
  for (std::int32_t day = to_days(expected); day < to_days({2101, 1, 1}); ++day) {
    if (from_days(day) != expected || to_days(expected) != day || !is_valid(expected))
      FAIL(to_iso(expected));
    if (expected.day < days_in_month(expected.year, expected.month)) {
      ++expected.day;
    } else {
      expected.day = 1;
      expected.month = static_cast<std::uint8_t>(expected.month % 12 + 1);
      if (expected.month == 1) ++expected.year;
    }
  }
  CHECK(is_leap_year(2024));
  CHECK_FALSE(is_leap_year(2100));
  CHECK_FALSE(is_valid({2025, 2, 29}));
  CHECK_FALSE(is_valid({2025, 13, 1}));
  CHECK_FALSE(is_valid({2025, 0, 1}));
  CHECK_FALSE(is_valid({2025, 1, 0}));
  CHECK(weekday({2025, 6, 14}) == 6);
  CHECK(weekday({1969, 12, 29}) == 1);
  CHECK(weekday_name(weekday({2025, 4, 1})) == "Tuesday");
  CHECK(add_days({2024, 2, 28}, 2) == Date{2024, 3, 1});
  CHECK(add_months({2025, 1, 31}, 1) == Date{2025, 2, 28});
  CHECK(add_months({2025, 3, 15}, -3) == Date{2024, 12, 15});
  CHECK(add_months({2025, 3, 15}, 10) == Date{2026, 1, 15});
  CHECK(days_between({2025, 1, 1}, {2025, 3, 31}) == 89);
}

TEST_CASE("dates: month names") {
  CHECK(month_named("Jan") == 1);
  CHECK(month_named("sept.") == 9);
  CHECK(month_named("DECEMBER") == 12);
  CHECK(month_named("May") == 5);
  for (const auto* other : {"", "Ja", "Janu", "Abr", "Mai", "Junk", "Marc"})
    CHECK_FALSE(month_named(other).has_value());
  CHECK(month_name(4) == "April");
  CHECK(month_abbreviation(9) == "Sep");
  CHECK(month_name(13).empty());
}

TEST_CASE("dates: every spelling") {
  CHECK(found_in("Due 2025-04-01.") == "2025-04-01 iso");
  CHECK(found_in("(2025-04-01)") == "2025-04-01 iso");
  CHECK(found_in("due:2025-04-01, then 2025-05-02") == "2025-04-01 iso; 2025-05-02 iso");
  CHECK(found_in("2025-04-01/2025-04-05") == "2025-04-01 iso");
  CHECK(found_in("2025-04-01..2025-04-05") == "2025-04-01 iso; 2025-04-05 iso");
  CHECK(found_in("2025-04-01–2025-04-05") == "2025-04-01 iso; 2025-04-05 iso");
  CHECK(found_in("2025-4-1") == "2025-04-01 iso");
  CHECK(found_in("at 2025-04-01T10:30:00.25Z ok") == "2025-04-01 timestamp");
  CHECK(words_in("at 2025-04-01T10:30:00+02:00 ok") == "2025-04-01T10:30:00+02:00");
  CHECK(found_in("2026-03-28 18:00 UTC") == "2026-03-28 iso");
  CHECK(found_in("2025/04/01 and 2025/4/1") == "2025-04-01 year_first; 2025-04-01 year_first");
  CHECK(found_in("0.3 (2018.02.01)") == "2018-02-01 year_first");
  CHECK(found_in("April 1, 2025; Apr. 1 2025") ==
        "2025-04-01 month_day_year; 2025-04-01 month_day_year");
  CHECK(found_in("August 30th, 2018") == "2018-08-30 month_day_year");
  CHECK(found_in("March 3-7, 2025") == "2025-03-07 month_day_year");
  CHECK(found_in("1 April 2025, the 2nd of May, 2025, 03-Jun-2025") ==
        "2025-04-01 day_month_year; 2025-05-02 day_month_year; 2025-06-03 day_month_year");
  CHECK(found_in("1. Februar 2025; 12 août 2025; 3 de marzo de 2025; 4 de Março de 2025") ==
        "2025-02-01 day_month_year; 2025-08-12 day_month_year; 2025-03-03 day_month_year; "
        "2025-03-04 day_month_year");
  CHECK(found_in("2025年4月1日, 2025年12月31日まで") ==
        "2025-04-01 year_first; 2025-12-31 year_first");
  CHECK(found_in("by Sept 2025 or May 2026") == "2025-09-01 month_year; 2026-05-01 month_year");
  CHECK(found_in("Mar\u00A02025") == "2025-03-01 month_year");
  CHECK(found_in("25/12/2025") == "2025-12-25 numeric");
  CHECK(found_in("12/25/2025") == "2025-12-25 numeric");
  CHECK(found_in("01/04/2025") == "2025-04-01 numeric ambiguous");
  CHECK(found_in("04/04/2025") == "2025-04-04 numeric");
  CHECK(found_in("01.04.2025 or 01-04-2025") == "2025-04-01 numeric; 2025-04-01 numeric ambiguous");
  CHECK(found_in("am 1. November 2026, 1er novembre 2026") ==
        "2026-11-01 day_month_year; 2026-11-01 day_month_year");
}

TEST_CASE("dates: a value may begin with a dotted day, a paragraph with its number") {
  CHECK(date_of_value("1. November 2026").value().date == Date{2026, 11, 1});
  CHECK(date_of_value("1. November 2026").value().span == Span{0, 16});
  CHECK(found_in("1. November 2026") == "2026-11-01 month_year");
  CHECK(dates_of_value("1. May 2026, then 3. June 2026").size() == 2);
}

TEST_CASE("dates: impossible ones are kept as they were written") {
  CHECK(found_in("2025-02-30") == "2025-02-30 iso invalid");
  CHECK(found_in("2023-24-05") == "2023-24-05 iso invalid");
  CHECK(found_in("2021-04-31") == "2021-04-31 iso invalid");
  CHECK(found_in("2025-00-10") == "2025-00-10 iso invalid");
  CHECK(found_in("2025-02-29T08:00Z") == "2025-02-29 timestamp invalid");
  CHECK(found_in("February 30, 2025") == "2025-02-30 month_day_year invalid");
  CHECK(found_in("31 June 2025") == "2025-06-31 day_month_year invalid");
  CHECK(found_in("31/04/2025") == "2025-04-31 numeric invalid");
  CHECK(found_in("04/31/2025") == "2025-04-31 numeric invalid");
  CHECK(found_in("30.02.2027") == "2027-02-30 numeric invalid");
  CHECK(found_in("by 31. April 2027") == "2027-04-31 day_month_year invalid");
  CHECK(found_in("31. June 2027") == "2027-06-31 day_month_year invalid");
  CHECK(found_in("Friday 31 June 2027") == "2027-06-31 day_month_year invalid");
  CHECK(found_in("30. Februar 2026") == "2026-02-30 day_month_year invalid");
  CHECK(found_in("31 novembre 2026") == "2026-11-31 day_month_year invalid");
  CHECK(found_in("2026年2月30日") == "2026-02-30 year_first invalid");
  CHECK(found_in("2025/13/01") == "2025-13-01 year_first invalid");
  CHECK(words_in("on 2023-07-2i") == "2023-07-2i");
  CHECK_FALSE(find_dates("2023-07-2i")[0].valid);
}

TEST_CASE("dates: what a number counts is no day") {
  for (const std::string_view text :
       {"Sprint 31 April 2027", "Iteration 33 April 2027", "ADR 45 April 2027",
        "page 31 April 2027", "the top 50 April 2027 customers", "in chapter 31. April 2027",
        "3. April 2027"}) {
    CAPTURE(text);
    CHECK(found_in(text) == "2027-04-01 month_year");
  }
  CHECK(found_in("the school years 2026-27-28") == "");
  CHECK(found_in("until 30. April 2027") == "2027-04-30 day_month_year");
}

TEST_CASE("dates: one in the spelling of another") {
  const auto like = [](std::string_view text) {
    return spelt_like(text, first_date(text).value(), {2027, 1, 5});
  };
  CHECK(like("2026-10-31") == "2027-01-05");
  CHECK(like("2026/10/31") == "2027/01/05");
  CHECK(like("2026-10-31T10:30:00Z") == "2027-01-05T10:30:00Z");
  CHECK(like("October 31, 2026") == "January 5, 2027");
  CHECK(like("Oct. 31st, 2026") == "Jan. 5th, 2027");
  const auto within = [](std::string_view text) {
    return spelt_like(text, first_date(text).value(), {2027, 9, 30});
  };
  CHECK(within("Sept 31 2027") == "Sept 30 2027");
  CHECK(within("31 Sept. 2027") == "30 Sept. 2027");
  CHECK(like("03 OCT 2026") == "05 JAN 2027");
  CHECK(like("1st of Oct, 2026") == "5th of Jan, 2027");
  CHECK(like("31.10.2026") == "05.01.2027");
  CHECK(like("10/31/2026") == "01/05/2027");
  CHECK(like("October 2026") == "January 2027");
  CHECK(like("10/11/2026") == "");
  CHECK(like("10.11.2026") == "05.01.2027");
  CHECK(like("2026年10月31日") == "2027年1月5日");
  CHECK(like("2026年10月03日") == "2027年01月05日");
  CHECK(like("31. Oktober 2026") == "5. Januar 2027");
  CHECK(like("on 1. November 2026") == "on 5. January 2027");
  const auto in = [](std::string_view locale, std::string_view text) {
    return spelt_like(text, date_of_value(text).value(), {2027, 1, 5}, locale);
  };
  CHECK(in("de", "1. November 2026") == "5. Januar 2027");
  CHECK(in("pt", "3 de abril de 2026") == "5 de janeiro de 2027");
  CHECK(in("es", "October 3, 2026") == "January 5, 2027");
  CHECK(like("am 31. October 2026") == "am 5. January 2027");
  CHECK(like("12 août 2026") == "5 janvier 2027");
  CHECK(like("1er novembre 2026") == "5 janvier 2027");
  CHECK(like("3 de marzo de 2026") == "5 de enero de 2027");
  CHECK(like("3 de março de 2026") == "5 de janeiro de 2027");
  CHECK(like("3 de abril de 2026") == "");  // Spanish, or Portuguese?
  CHECK(like("1. Mai 2026") == "5. Januar 2027");
  CHECK(like("1 mai 2026") == "5 janvier 2027");
  CHECK(like("31. Januar 2026") == "5. Januar 2027");
  CHECK(like("October 3-7, 2026") == "");
}

TEST_CASE("dates: near twins are none") {
  for (const std::string_view text : {"1.2.3",
                                      "v2025.04.01",
                                      "v2024-01-15",
                                      "2025.4.1",
                                      "2.10.2025-rc",
                                      "3.14.1592",
                                      "+1 555-123-4567",
                                      "2024-555-0199",
                                      "0800-12-34",
                                      "1234-56-78",
                                      "deadbeef2025-04-01",
                                      "a1b2-2025-04-01",
                                      "gpt-4-2024-04-09",
                                      "docs/2025-04-01-kickoff.md",
                                      "2025-04-01-kickoff.md",
                                      "2025-04-01.md",
                                      "2025-04-01_notes",
                                      "blog/2025/04/01/post",
                                      "2025/04/01/post",
                                      "https://example.org/2025-04-01",
                                      "https://example.org/?d=2025-04-01&x=1",
                                      "www.x.org/2025-04-01",
                                      "#2025-04-01",
                                      "2025-Q2",
                                      "2025-04",
                                      "YYYY-MM-DD",
                                      "2025-MM-DD",
                                      "24/7",
                                      "1/2/3",
                                      "10/10",
                                      "9/10/11",
                                      "may 2025 be good",
                                      "march 2025 strong",
                                      "May we",
                                      "Marching 2025",
                                      "April 1",
                                      "Jan – Mar",
                                      "1 April",
                                      "20250401",
                                      "99-99-2025",
                                      "3000-01-01",
                                      "ISO-8601-1-2019",
                                      "192.168.10.2025",
                                      "12/2025",
                                      "Mayor 2025"}) {
    CAPTURE(text);
    CHECK(found_in(text) == "");
  }
}

TEST_CASE("dates: precision, range and the first one") {
  const auto month = first_date("sometime in April 2024, or 2025-01-01");
  REQUIRE(month);
  CHECK(month->precision == DatePrecision::month);
  CHECK(month->range() == DateRange{{2024, 4, 1}, {2024, 4, 30}});
  CHECK(month->range().contains({2024, 4, 30}));
  CHECK_FALSE(month->range().contains({2024, 5, 1}));
  const auto day = first_date("**2025-04-01** (quarterly review)");
  REQUIRE(day);
  CHECK(day->range() == DateRange{{2025, 4, 1}, {2025, 4, 1}});
  CHECK_FALSE(first_date("after launch").has_value());
  CHECK_FALSE(first_date("").has_value());
}
