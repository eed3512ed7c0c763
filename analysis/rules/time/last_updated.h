// The day of the document's own last update or next review, as it says it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "analysis/plan/date.h"
#include "analysis/rules/rule.h"

namespace pland::rules {

// A day that is sure, and stands at the start of what is said: "2027-03-02: Scope of Q3".
std::optional<plan::FoundDate> leading_date(std::string_view text);

// Whether a chapter has a field of that role that is the document's.
bool has_field_of_document(const plan::ChapterFacts& facts, plan::FieldRole role);

struct SaidDay {  // a field of the document, and the day that it says
  const plan::Field* field = nullptr;
  std::uint32_t offset = 0;  // of its chapter
  plan::FoundDate date;

  Span value() const { return field->value.shifted(offset); }
  // The day as it is written there.
  std::string_view written() const { return date.span.of(field->value_text); }
};
// The last of the document's fields of a role, in the chapters whose glance has the bit; none where
// that says no day.
std::optional<SaidDay> said_day(const DocumentInput& input, plan::FieldRole role, Glance bit);

// Writes another day in its place, spelt as it is; null where its words are within markup.
Fix* offer_day(Finding& finding, const DocumentInput& input, const SaidDay& said, plan::Date day);

}  // namespace pland::rules
