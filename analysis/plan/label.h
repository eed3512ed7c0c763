// Names: how titles and labels are compared, and which role a section or field has by its name.
//
// One normal form, `normalise` (reference/product.md 2.1's N), and one readable alias table for
// each kind of role, in label_aliases.h. For matching, names are folded further (`&` is "and", `-`
// and `_` are a space, apostrophes and brackets go), so that a table line reads as a person would
// write it and front matter's `depends_on` needs no line of its own. Look-ups hash.
//
// A name that mojibake damaged matches too. Left out: what a section's place or document makes of
// it ("Key Results" means past results outside OKRs, domain 0.6): the caller decides. Languages:
// each table is one array per language; English is the only one yet.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pland::plan {

// N(s): NFC, Unicode spaces collapsed to one space and trimmed, emoji gone, a leading ordinal
// ("3.2) ") gone, trailing `:;.—–-` gone, mojibake repaired, case folded. Markup is the caller's.
std::string normalise(std::string_view title);
// N(s) with a trailing parenthesis dropped: "success criteria" for "Success Criteria (what …)".
std::string normalise_without_parenthesis(std::string_view title);

// clang-format off
enum class SectionRole : std::uint8_t {
  navigation, purpose, vision, themes, initiatives, milestones,
  success_metrics,  // strict: items must be measurable (domain 7.1)
  criteria,         // acceptance, exit, done: may be yes or no
  metrics_weak,     // metrics, goals, expected impact: never judged
  key_results, objectives,
  non_goals, deferred, risks, dependencies, dependencies_and_risks, blockers,
  decisions, rationale, alternatives, consequences, context, open_questions,
  status, now, next, later, in_progress, completed, backlog, next_steps,
  revision, review, ownership, connections, examples,
  // change groups (Keep a Changelog and its dialects)
  unreleased, added, changed, deprecated, removed, fixed, security, breaking, performance,
  documentation, internal,
  // guides for coding agents
  commands, structure, code_style, testing, architecture, workflow,
};
// clang-format on
std::string_view name(SectionRole role);
bool is_change_group(SectionRole role);

// clang-format off
enum class FieldRole : std::uint8_t {
  status, owner, priority, date, created, last_updated, next_review, review_date, revisit_when,
  target_date, start, completed_on, version, timeframe, tracking, effort, progress, confidence,
  what, why, why_not, rationale, for_, against, goal, objective, key_result, theme,
  expected_impact, outcome, scope, deliverables, summary,
  success_metrics, criteria, metrics_weak, baseline, target, current_value,
  decision, context, consequences, alternatives, supersedes, superseded_by,
  likelihood, impact, severity, mitigation, contingency, risk, workaround,
  depends_on, blocks, blocked_by, related, parent, documentation, kind, identifier,
  title, description, navigation,
};
// clang-format on
std::string_view name(FieldRole role);
// A field that says when to look at something again.
constexpr bool is_review(std::optional<FieldRole> role) {
  return role == FieldRole::next_review || role == FieldRole::review_date ||
         role == FieldRole::revisit_when;
}

// The role of a heading or bold pseudo-heading. A trailing parenthesis, `: rest` and a leading
// "Key" or "Our" may be there. Change groups are known too where nothing else has the name.
std::optional<SectionRole> section_role(std::string_view title);
// The group a heading below a release stands for: here "Features" means added.
std::optional<SectionRole> change_group_role(std::string_view title);
// The role of a field's label, a table's column name or a front matter key (`depends_on`).
std::optional<FieldRole> field_role(std::string_view label);
// The same for text that is normalised already: no allocation.
std::optional<SectionRole> section_role_of_normal(std::string_view normal);
std::optional<FieldRole> field_role_of_normal(std::string_view normal);

// The names a role is known by, the preferred one first, lower case: for completion and messages.
std::vector<std::string_view> names_of(SectionRole role);
std::vector<std::string_view> names_of(FieldRole role);

// Damerau-Levenshtein distance (optimal string alignment) in code points; stops at `limit` + 1.
unsigned edit_distance(std::string_view a, std::string_view b, unsigned limit);

// Names, all normalised, one of which somebody may have misspelt.
class NearestName {
 public:
  NearestName() = default;
  explicit NearestName(const std::vector<std::string_view>& names);

  // The one name within distance 2 of a misspelt one of at least 6 code points; shorter ones are
  // never misspelt. None when it is one of the names itself or two are equally near.
  std::optional<std::size_t> find(std::string_view normal) const;
  const std::string& operator[](std::size_t index) const { return names_[index].text; }

 private:
  struct Name {
    std::string text;
    std::u32string letters;
    std::uint32_t set =
        0;  // of the letters that it has: tells most of those apart that are not near
  };
  static Name name_of(std::string_view text);

  std::vector<Name> names_;
};

}  // namespace pland::plan
