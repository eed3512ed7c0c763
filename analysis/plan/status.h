// Statuses: what a `Status:` value or the decoration of a title says about progress.
//
// Two questions, two functions. `read_status` reads a value, where people write anything: its head
// decides ("Not started" is not "started", "Complete, pending review" is complete), and a choice
// list left standing ("Draft / In Review / Approved") says nothing. `find_statuses` looks at the
// ends of a title, and reports what stands where; whether `✅` before "Tests" is a status or a
// bucket's decoration is for the caller, who knows the section. So is what a coloured circle means:
// health, priority and severity wear the same colours. Emoji that only decorate (🎯🚀📊📋 in a
// title) are none.
//
// The lexicon is reference/domain.md 4.2 and product.md 2.1. Left out: words of other languages.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "analysis/text/span.h"

namespace pland::plan {

struct Vocabulary;  // vocabulary.h

enum class Status : std::uint8_t {
  draft,       // draft, proposed, under discussion: not agreed yet
  todo,        // planned, not started, pending, ⏳, 📋
  doing,       // in progress, in review, delegated, active, 🔄, 🚧, 🟡
  blocked,     // blocked, waiting on somebody, ⛔, 🔴
  at_risk,     // at risk, delayed, ⚠️
  done,        // done, shipped, accepted, implemented, ✅
  dropped,     // cancelled, rejected, won't do, ❌
  deferred,    // postponed, parked, on hold, 💤, ⏸️
  superseded,  // superseded, deprecated, replaced, archived
};

std::string_view name(Status status);  // "at risk"
// Nothing more is planned to happen: done, dropped, superseded.
bool is_closed(Status status);

enum class StatusForm : std::uint8_t {
  emoji,        // ✅ Title, Title ✅
  colour,       // 🔴 Title: a status only where the caller knows that colours mean health
  word,         // Title - DONE, ✅ COMPLETED
  parenthesis,  // Title (done)
  bracket,      // Title [Complete]
  strike,       // ~~Title~~: the caller's flag; dropped or done, nobody can tell
  percent,      // Title (100 %)
};

enum class StatusPlace : std::uint8_t { leading, trailing, whole };

struct FoundStatus {
  Status status;
  Span span;  // the emoji or word with its brackets; all of the text for a strike
  StatusForm form;
  StatusPlace place;
};

// The statuses at the ends of a heading's or item's plain text, leading ones first. `struck`: the
// caller saw the title struck through. `own` (may be null): a team's or a language's words, which
// count as a whole: in brackets, behind a dash, or where they are all there is.
std::vector<FoundStatus> find_statuses(std::string_view title, bool struck = false,
                                       const Vocabulary* own = nullptr);
// The title without leading and trailing status marks and the separators beside them.
Span title_without_statuses(std::string_view title, const Vocabulary* own = nullptr);

// Whether a mark found in a title says how far the thing itself is, and nothing else: "✅",
// "[WIP]", "(done)", "(shipped, 2026-03-01)", "(70 % complete)". Not "(done by Friday)", which is a
// deadline, "(achieved 4 of 5)", "(new)" or "(10%)". With its markup or without.
bool is_unmistakable(std::string_view mark, const Vocabulary* own = nullptr);

struct StatusValue {
  std::optional<Status> status;  // unset: empty, a placeholder, a choice list, or an unknown word
  Span span;                     // the word or emoji that decided; empty when none did
  bool choices = false;          // "Draft / In Review / Approved"
  bool known = false;            // the head is in the lexicon, or the value is empty or choices
};

// What the value of a status field says.
StatusValue read_status(std::string_view value);

// The status an emoji stands for, with or without its variation selector.
std::optional<Status> status_of_emoji(std::string_view emoji);

struct PercentComplete {
  int percent;  // 0..100
  Span span;    // "70 % complete"
};
// "70% complete", "(100%)" at the end, "Progress: 40 %". A bare percentage in a sentence is none.
std::optional<PercentComplete> find_percent_complete(std::string_view text);

}  // namespace pland::plan
