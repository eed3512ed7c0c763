#include "analysis/plan/label.h"

#include <doctest/doctest.h>
#include <initializer_list>
#include <map>
#include <string>

#include "analysis/plan/label_aliases.h"

using namespace pland::plan;

namespace {

struct Case {
  std::string_view text, expected;
};

std::string section(std::string_view title) {
  const auto role = section_role(title);
  return role ? std::string(name(*role)) : "none";
}

std::string field(std::string_view label) {
  const auto role = field_role(label);
  return role ? std::string(name(*role)) : "none";
}

template <class Role, std::size_t Size>
void check_unique(const Aliases<Role> (&table)[Size]) {
  std::map<std::string, Role> seen;
  for (const Aliases<Role>& line : table)
    for (std::string_view rest = line.names; !rest.empty();) {
      const std::size_t bar = std::min(rest.find(" | "), rest.size());
      const std::string alias(rest.substr(0, bar));
      CAPTURE(alias);
      CHECK(normalise(alias) == alias);
      CHECK(seen.emplace(alias, line.role).second);
      rest.remove_prefix(std::min(bar + 3, rest.size()));
    }
}

}  // namespace

TEST_CASE("labels: the normal form") {
  for (const Case& row : std::initializer_list<Case>{
           {"Success Metrics", "success metrics"},
           {"  Success\u00A0\u2003Metrics:  ", "success metrics"},
           {"📍 Breadcrumbs", "breadcrumbs"},
           {"Risks ⚠️", "risks"},
           {"1️⃣ Goals", "goals"},
           {"3.2) Open Questions.", "open questions"},
           {"4. Scope —", "scope"},
           {"10 Rules", "rules"},
           {"2025 Goals", "2025 goals"},
           {"2025", "2025"},
           {"2.1", "2.1"},
           {"Q1 2025: Base", "q1 2025: base"},
           {"STRASSE straße", "strasse strasse"},
           {"cafe\u0301", "café"},
           {"What We’re NOT Doing", "what we're not doing"},
           {"\uF8FFüìç Breadcrumbs", "breadcrumbs"},
           {"Vision ‚Äî draft", "vision — draft"},
           {"a\u200Bb\u00ADc", "abc"},
           {"非目标：", "非目标"},
           {"", ""},
           {"📍", ""},
           {": - ", ""},
       }) {
    CAPTURE(row.text);
    CHECK(normalise(row.text) == row.expected);
    CHECK(normalise(row.expected) == row.expected);
  }
  CHECK(normalise_without_parenthesis("Success Criteria (what must hold):") == "success criteria");
  CHECK(normalise_without_parenthesis("Goals (a (b) c)") == "goals");
  CHECK(normalise_without_parenthesis("(only this)") == "(only this)");
}

TEST_CASE("labels: section roles") {
  for (const Case& row : std::initializer_list<Case>{
           {"📍 Breadcrumbs", "navigation"},
           {"\uF8FFüìç Breadcrumbs", "navigation"},
           {"See Also", "navigation"},
           {"Purpose of This Document", "purpose"},
           {"TL;DR", "purpose"},
           {"Vision Statement", "vision"},
           {"Our Mission", "vision"},
           {"Strategic Themes", "themes"},
           {"Key Initiatives", "initiatives"},
           {"Quarterly Milestones", "milestones"},
           {"Success Metrics", "success metrics"},
           {"Success looks like:", "success metrics"},
           {"How We'll Know", "success metrics"},
           {"How we’ll know", "success metrics"},
           {"Key Performance Indicators (KPIs)", "success metrics"},
           {"Success Criteria (what must be TRUE):", "criteria"},
           {"Definition of Done", "criteria"},
           {"Go / No-Go Gates", "criteria"},
           {"Definition of \"good enough\"", "criteria"},
           {"Key Metrics", "metrics"},
           {"Expected Impact", "metrics"},
           {"Key Results", "key results"},
           {"OKRs", "objectives"},
           {"Non-Goals", "non-goals"},
           {"Non‑goals", "non-goals"},
           {"non goals", "non-goals"},
           {"What We're NOT Doing (And Why)", "non-goals"},
           {"This is NOT", "non-goals"},
           {"Future Work", "deferred"},
           {"Risks & Mitigations", "risks"},
           {"Risks and Mitigations", "risks"},
           {"Technical Risks", "risks"},
           {"Known Dependencies", "dependencies"},
           {"Dependencies & Risks", "dependencies and risks"},
           {"Active Blockers", "blockers"},
           {"Strategic Decisions & Trade-offs", "decisions"},
           {"Considered Options", "alternatives"},
           {"Context and Problem Statement", "context"},
           {"Open Questions", "open questions"},
           {"Current Status: healthy", "status"},
           {"NOW", "now"},
           {"Next — polish", "next"},
           {"Longer-Term Vision (2026+)", "later"},
           {"🚧 In Progress", "in progress"},
           {"✅ Recently Completed", "completed"},
           {"Next Steps", "next steps"},
           {"5. Revision History", "revision history"},
           {"Roles & Responsibilities", "ownership"},
           {"How This Connects to Execution", "connections"},
           {"[Unreleased]", "unreleased"},
           {"Added", "added"},
           {"Bug Fixes", "fixed"},
           {"Features", "initiatives"},
           {"Common Commands", "commands"},
           {"Repository Layout", "structure"},
       }) {
    CAPTURE(row.text);
    CHECK(section(row.text) == row.expected);
  }
  for (const std::string_view other :
       {"", "Risky business", "Decision Points", "Success story", "Metrics server", "Nextcloud",
        "Phase 2", "Q2 2025", "Visionary", "Requirements", "Target State", "Users"}) {
    CAPTURE(other);
    CHECK(section(other) == "none");
  }
  CHECK(change_group_role("Features") == SectionRole::added);
  CHECK(change_group_role("⚠ BREAKING CHANGES") == SectionRole::breaking);
  CHECK_FALSE(change_group_role("Risks").has_value());
  CHECK(is_change_group(SectionRole::fixed));
  CHECK_FALSE(is_change_group(SectionRole::commands));
}

TEST_CASE("labels: field roles") {
  for (const Case& row : std::initializer_list<Case>{
           {"Status", "status"},
           {"**Owner**", "owner"},
           {"Owner/DRI", "owner"},
           {"Last Updated", "last updated"},
           {"last_updated", "last updated"},
           {"Next Review", "next review"},
           {"Review Date", "review date"},
           {"Revisit when", "revisit when"},
           {"Review when", "revisit when"},
           {"due_date", "target date"},
           {"ETA", "target date"},
           {"Target Start", "start"},
           {"Completed", "completed"},
           {"Why it matters", "why it matters"},
           {"Why not", "why not"},
           {"For", "for"},
           {"Against", "against"},
           {"Likelihood", "likelihood"},
           {"Impact if Delayed", "impact"},
           {"Expected impact", "expected impact"},
           {"Mitigation", "mitigation"},
           {"depends_on", "depends on"},
           {"Depends on", "depends on"},
           {"Blocked by", "blocked by"},
           {"Blocks", "blocks"},
           {"Superseded by", "superseded by"},
           {"Success Metrics", "success metrics"},
           {"Exit criteria", "success criteria"},
           {"Done condition", "success criteria"},
           {"Target", "target"},
           {"Targets", "success metrics"},
           {"Baseline", "baseline"},
           {"KR", "key result"},
           {"#", "id"},
           {"% complete", "progress"},
           {"\uF8FFüë§ Owner", "owner"},
       }) {
    CAPTURE(row.text);
    CHECK(field(row.text) == row.expected);
  }
  for (const std::string_view other :
       {"", "Target users", "Target State", "Note to self", "Whom", "https", "Example"}) {
    CAPTURE(other);
    CHECK(field(other) == "none");
  }
  CHECK(field_role_of_normal("depends on") == FieldRole::depends_on);
  CHECK(section_role_of_normal("non-goals") == SectionRole::non_goals);
  CHECK_FALSE(section_role_of_normal("").has_value());
}

TEST_CASE("labels: the tables are normal and unambiguous") {
  check_unique(english_sections);
  check_unique(english_change_groups);
  check_unique(english_fields);
  for (int role = 0; role <= static_cast<int>(SectionRole::workflow); ++role) {
    CAPTURE(role);
    const auto names = names_of(static_cast<SectionRole>(role));
    REQUIRE_FALSE(names.empty());
    for (const std::string_view alias : names)
      if (!is_change_group(static_cast<SectionRole>(role)))
        CHECK(section_role_of_normal(alias) == static_cast<SectionRole>(role));
  }
  for (int role = 0; role <= static_cast<int>(FieldRole::navigation); ++role) {
    CAPTURE(role);
    const auto names = names_of(static_cast<FieldRole>(role));
    REQUIRE_FALSE(names.empty());
    for (const std::string_view alias : names)
      CHECK(field_role_of_normal(alias) == static_cast<FieldRole>(role));
    CHECK(name(static_cast<FieldRole>(role)) == names[0]);
  }
}

TEST_CASE("labels: misspelt names") {
  CHECK(edit_distance("success", "success", 2) == 0);
  CHECK(edit_distance("sucess", "success", 2) == 1);
  CHECK(edit_distance("scucess", "success", 2) == 1);
  CHECK(edit_distance("abcdef", "ghijkl", 2) == 3);
  CHECK(edit_distance("", "abc", 5) == 3);
  CHECK(edit_distance("größe", "grösse", 3) == 2);
  CHECK(edit_distance("a", "abcdefgh", 2) == 3);
  const NearestName names({"success metrics", "success measures", "risks", "themes", "non-goals"});
  CHECK(names.find("sucess metrics") == 0u);
  CHECK(names.find("succes mertics") == 0u);
  CHECK(names.find("themess") == 3u);
  CHECK(names.find("non-gaols") == 4u);
  CHECK_FALSE(names.find("themes").has_value());
  CHECK_FALSE(names.find("risk").has_value());
  CHECK_FALSE(names.find("dependencies").has_value());
  const NearestName tied({"planned a", "planned b"});
  CHECK_FALSE(tied.find("planned c").has_value());
}
