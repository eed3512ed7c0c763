// What somebody types to find a thing in all plans, taken apart:
//
//   tide gauge kind:risk status:open owner:@dana q:2027Q2 overdue
//
// Words are looked for in names (name_match.h), `key:value` are conditions that must all hold;
// values with spaces stand in quotes (`owner:"Dana Kim"`). What looks like a condition and is none
// of these is a word. A value may still be under way: `kind:ri` is every kind that begins so; a
// handle (`@dana`) is whole, and no `@danab`. A condition without a value finds nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/rules/rule.h"
#include "analysis/workspace/summary.h"

namespace pland::features {

struct SymbolQuery {
  std::vector<std::string> words;
  std::vector<std::string> no_conditions;  // those of them that look like one: "foo:bar"

  // Sets of kinds and statuses, as bits; unset: any.
  std::optional<std::uint32_t> kinds;
  std::optional<std::uint32_t> statuses;
  bool open = false;                // `status:open`: only what can be done at all (can_be_open)
  std::vector<std::string> owners;  // folded; one with `@` is a whole name
  struct When {
    workspace::Days days;  // what lies in these, or touches them
    std::string name;      // "Phase 2": of a period that no calendar knows
  };
  std::vector<When> periods;
  bool overdue = false;
  // Conditions whose value is none: "kind:nope" with the values that there are, for who can tell.
  struct Problem {
    std::string written;
    std::string values;  // "theme, objective, …"
  };
  std::vector<Problem> problems;

  // Headings that are nothing in a plan meet none of the conditions but `kind:heading`.
  bool wants_headings() const;
  bool wants_days() const { return overdue || !periods.empty(); }
};

// Whether a thing is work, or may turn out one way or the other: no entry of a history, no non-goal
// (that is decided), no release whose title says the day that it came out.
bool can_be_open(plan::EntityKind kind, std::string_view title, plan::Date today);

SymbolQuery read_query(std::string_view text, const rules::Settings& settings);

// Whether a thing meets the conditions; its name aside. `days` are those of its period, or of the
// heading's that it stands below.
bool meets(const SymbolQuery& query, const workspace::NamedEntity& entity, workspace::Days days,
           const rules::Settings& settings);

// The days of an entity's own period, in the fiscal year of the settings.
workspace::Days days_of(const workspace::NamedEntity& entity, const rules::Settings& settings);

}  // namespace pland::features
