// Can one tell whether this was reached? Classifies one item under success metrics or criteria, and
// says which words decided. The definition is reference/domain.md 7.2.
//
// First everything that looks like a number and is none is put out of sight (versions, references,
// ids, code, HTTP codes, names of standards), then the kinds of evidence are tried from the
// strongest to the weakest, then the kinds of vagueness. Tuned for precision: `unsure` is never
// reported, so whatever reads like a statement of fact may end there. Mostly Latin text only.
//
// Left out: children of the item (one measurable child suffices: the caller's business), the
// container's strictness (domain 7.1), languages other than English.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "analysis/text/span.h"

namespace pland::plan {

enum class Measure : std::uint8_t {
  quant,            // a number that limits or counts something: "p95 < 200 ms", "five tenants"
  zero,             // none of something countable: "no data loss", "zero incidents"
  dated,            // a date, or by / before a period or event
  by_reference,     // as a requirement, SLO, baseline or budget says
  boolean,          // a statement that is true or false: "all tests pass"
  vague_direction,  // "improve onboarding": which way, but not how far
  vague_quality,    // "a seamless experience"
  no_target,        // "number of active users": of what, but not how many
  placeholder,      // "[Metric 1]", "TBD"
  empty,
  unsure,
};
std::string_view name(Measure measure);
// quant, zero, dated or by_reference.
inline bool has_target(Measure measure) { return measure <= Measure::by_reference; }

enum class Comparator : std::uint8_t {
  none,
  less,
  at_most,
  greater,
  at_least,
  about,
  equal,
  between
};
enum class Direction : std::uint8_t { none, up, down };

struct Amount {
  double number = 0;  // "1.5k" is 1500, "10M" ten million; "five" is 5
  Span span;          // the number with its unit and currency sign
  Span unit;          // "ms", "%", "tenants", "$"; empty where there is none
};

struct Quantity {
  Span span;  // from the first to the last of its parts
  Comparator comparator = Comparator::none;
  Amount target;                          // the lower bound of "between"
  std::optional<Amount> upper;            // "between 3 and 5", "3-5"
  std::optional<Amount> baseline;         // "from 900 ms to 200 ms", "(was 900 ms)", "900 → 200"
  std::optional<Amount> out_of;           // "5/5", "8 of 10"
  bool relative = false;                  // "by 30 %", "2x faster": needs a baseline
  Direction direction = Direction::none;  // from the verb, else from baseline and comparator
};

struct Measurability {
  Measure measure = Measure::unsure;
  Span evidence;                     // the words that decided
  std::optional<Quantity> quantity;  // what a hover shows; only for quant
  Span deadline;                     // its words, where it has some
  Span compared;                     // the date or period that it is compared with
  bool has_baseline = false;         // also "vs last year", "baseline X" without a number
  bool has_deadline = false;         // also "within 12 months"
};

// `text` is the item's plain text in UTF-8; `code` are the spans of code spans in it, in order.
Measurability measure(std::string_view text, std::span<const Span> code = {});

// The words of a deadline that is a year, "end of 2028"; empty where there is none such.
std::string_view year_limit(const Measurability& judged, std::string_view text);

// "direction down, baseline 900 ms, target 200 ms": for hover.
std::string describe(const Quantity& quantity, std::string_view text);

// What the metric is about, its numbers masked by `#`, folded as titles are: equal for two metrics
// that differ in target only.
std::string subject(std::string_view text, std::span<const Span> code = {});

}  // namespace pland::plan
