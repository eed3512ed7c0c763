// The forms in which a metric says what is to be reached without a number, or what hides that it
// does not: a statement, none of something, a deadline, a grade, a direction, a quality.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "analysis/plan/item_tokens.h"
#include "analysis/plan/quantity.h"

namespace pland::plan {

// The item without a leading "Label:", where what follows says more.
struct Part {
  std::size_t first = 0, end = 0;  // tokens
};

// The date or period that is the deadline, and the one that the item is compared with. What stands
// behind the baseline belongs to it, of a stretch the end counts, and before all others comes what
// "by" or "until" says.
struct Times {
  Span deadline, compared;
};

std::size_t word_count(const ItemTokens& item, Part part);
Part value_part(const ItemTokens& item);
// A true-or-false statement: the token that makes it one. Imperatives count where asked for.
std::optional<Span> find_statement(const ItemTokens& item, Part part);
// zero incidents, no data loss, never, without downtime, error-free.
std::optional<Span> find_zero(const ItemTokens& item);
Times find_times(const ItemTokens& item, const std::optional<Quantity>& quantity);
std::optional<Span> find_deadline(const ItemTokens& item);
// "within 12 months": long enough to plan with, other than "within 5 minutes".
bool has_time_limit(const ItemTokens& item);
std::optional<Span> find_reference(const ItemTokens& item);
// Ranks, grades and standards: top 3, A grade, SOC 2, WCAG AA.
std::optional<Span> find_grade(const ItemTokens& item, std::string_view text);
// "improve", "fewer": the head of the part, or the end of a short phrase.
std::optional<Span> find_direction(const ItemTokens& item, Part part, std::string_view text);
std::optional<Span> find_quality(const ItemTokens& item, Part whole);
// "High customer satisfaction": a metric's name whose value is a word.
std::optional<Span> find_level(const ItemTokens& item, Part part);
std::optional<Span> find_bare_metric(const ItemTokens& item);

}  // namespace pland::plan
