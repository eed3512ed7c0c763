// The forms that periods are written in, one match for each: for period.h alone.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "analysis/plan/period.h"
#include "analysis/plan/reader.h"

namespace pland::plan {

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

// A period that begins at `at`: "Q1 2027", "FY26", "May 2027", "Phase 3", "v1.2".
std::optional<Match> match_at(std::string_view text, std::size_t at);

// What is a period only at the start of a title; each at the reader's place.
//
// Now, Next (…), Later:, Short-term, Long-term vision, Longer-Term Vision (2026+).
std::optional<Match> match_horizon(Reader r, bool& is_term);
// "Current Quarter", "Next Sprint:", "This month": which horizon, and where the words end.
std::optional<Match> match_relative(Reader r);
// M1: Foo, M2 — Foo, M3 alone; not "M1 MacBook".
std::optional<Match> match_milestone_id(Reader r);
// [1.2.0], 1.2.0 - 2024-05-01, 1.2.0 (2024-05-01): a bracket or a date makes a number a release.
std::optional<Match> match_bare_version(Reader r);

struct SpeltYear {
  int year = 0;
  bool fiscal = false;
  bool bare = false;  // four digits and nothing else
  Span digits;
};
// 2025, '25, FY26, FY 2026, FY-26, CY25, fiscal year 2026, 25 where `two_digits`.
std::optional<SpeltYear> take_year(Reader& r, bool two_digits);

// (Jan - Mar), (January–March), (Apr to Jun 2025), (Apr 1 - Jun 30) at the cursor or behind a
// space. `bare`: ": Jan - Mar" and "— Jan - Mar", too, where nothing else is said.
std::optional<MonthRange> take_months(Reader& r, std::optional<int>* year, bool bare);

}  // namespace pland::plan
