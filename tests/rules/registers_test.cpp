// Risks, decisions and dependencies where the pages' examples do not reach: how what is added is
// written, front matter, tables in other shapes, what a kind's template promises.
#include <doctest/doctest.h>
#include <string>
#include <string_view>

#include "tests/rules/judge.h"
#include "tests/support/fixture.h"

using namespace pland;

namespace {

const rules::Rule& rule(std::string_view name) {
  const rules::Rule* found = rules::find_rule(name);
  REQUIRE(found != nullptr);
  return *found;
}

std::string said(std::string_view name, std::string_view fixture) {
  return tests::report(tests::parse_fixture(fixture, "PLAN.md").files,
                       tests::settings_of("2026-11-24"), {}, &rule(name));
}

// The first file after the rule's fixes.
std::string fixed(std::string_view name, std::string_view fixture) {
  return tests::fix(tests::parse_fixture(fixture, "PLAN.md").files,
                    tests::settings_of("2026-11-24"), {}, &rule(name))[0]
      .text;
}

// A risk that lacks its mitigation, with its fields written as given; what is added to it.
std::string added(std::string_view risk) {
  const std::string text = "# Plan\n\n## Risks\n\n" + std::string(risk);
  const std::string after = fixed("incomplete-risk", text);
  std::size_t front = 0;
  while (front < text.size() && front < after.size() && text[front] == after[front]) ++front;
  return after.substr(front, after.size() - text.size());
}

}  // namespace

TEST_CASE("a field is added as those beside it are written") {
  CHECK(added("### Risk 1: Fog\n\n* **Likelihood:** Low\n* **Impact:** High\n") ==
        "* **Mitigation:** [What we do about it, and who]\n");
  CHECK(added("- **Fog**\n    - Likelihood: Low\n    - Impact: High\n      for all\n- **Ice**\n") ==
        "    - Mitigation: [What we do about it, and who]\n");
  CHECK(added("**Risk 1: Fog**\n\n**Likelihood** — Low  \n**Impact** — High  \n") ==
        "**Mitigation** — [What we do about it, and who]  \n");
  CHECK(added("### Risk 1: Fog\n\n**Likelihood**: Low\n\n**Impact**: High\n\nWords.\n") == "");
  CHECK(added("### Risk 1: Fog\n\n**Likelihood**: Low\n\n**Impact**: High\n\n### Risk 2: Ice\n\n"
              "**Mitigation**: Tubes\n") == "**Mitigation**: [What we do about it, and who]\n\n");
  CHECK(fixed("incomplete-risk",
              "# Plan\r\n\r\n## Risks\r\n\r\n### Risk 1: Fog\r\n\r\n- Likelihood: Low\r\n"
              "- Impact: High\r\n") ==
        "# Plan\r\n\r\n## Risks\r\n\r\n### Risk 1: Fog\r\n\r\n- Likelihood: Low\r\n"
        "- Impact: High\r\n- Mitigation: [What we do about it, and who]\r\n");
  // In front of what comes later in the order of a register.
  CHECK(fixed("incomplete-risk",
              "# Plan\n\n## Risks\n\n### Risk 1: Fog\n\n- Likelihood: Low\n- Impact: High\n"
              "- Owner: Runa\n") ==
        "# Plan\n\n## Risks\n\n### Risk 1: Fog\n\n- Likelihood: Low\n- Impact: High\n"
        "- Mitigation: [What we do about it, and who]\n- Owner: Runa\n");
}

TEST_CASE("a declared roadmap has what its template has") {
  const std::string head =
      "//- ROADMAP.md\n<!-- pland-kind: roadmap -->\n# Roadmap\n\n## Risks\n\n";
  CHECK(said("incomplete-risk", head + "**Risk 1: Fog**\n\n- Impact: High\n")
            .find("Risk 1: Fog has no likelihood or mitigation") != std::string::npos);
  CHECK(said("risk-value-not-allowed", head + "**Risk 1: Fog**\n\n- Impact: Hihg\n") ==
        "ROADMAP.md:8:11: warning: risk-value-not-allowed: Impact \"Hihg\" is not on the scale of "
        "the template: Low, Medium or High\n");
  CHECK(said("risk-value-not-allowed", head + "**Risk 1: Fog**\n\n- Impact: Delays\n") == "");
  CHECK(said("incomplete-risk",
             "//- ROADMAP.md\n# Roadmap\n\n## Risks\n\n**Risk 1: Fog**\n\n- Impact: High\n") == "");
}

TEST_CASE("rows in other shapes") {
  // Without bars at the ends, and with a cell that nobody wrote a byte into.
  CHECK(
      said("ragged-register-row",
           "# Plan\n\n## Risks\n\nRisk | Impact | Mitigation\n--|--|--\nFog | High | Horns\n"
           "Ice | Low\nSwell | Low | Piers | Nets\n") ==
      "PLAN.md:8:1: warning: ragged-register-row: Ice has 2 cells, the table 3 columns: some stand "
      "under the wrong name\n"
      "PLAN.md:9:1: warning: ragged-register-row: Swell has 4 cells, the table 3 columns: what "
      "goes beyond is not shown\n");
  CHECK(fixed("ragged-register-row",
              "# Plan\n\n## Risks\n\nRisk | Impact | Mitigation\n--|--|--\nFog | High | Horns\n"
              "Ice | Low\nSwell | Low | Piers | Nets\n") ==
        "# Plan\n\n## Risks\n\nRisk | Impact | Mitigation\n--|--|--\nFog | High | Horns\n"
        "Ice | Low | \xE2\x80\x94\nSwell | Low | Piers \\| Nets\n");
}

TEST_CASE("a record's status in front matter, and below a heading") {
  const auto record = [](std::string_view front, std::string_view status) {
    return "//- docs/decisions/0001-a.md\n" + std::string(front) + "# Yellow buoys\n\n" +
           std::string(status) + "## Context\n\nFog.\n\n## Decision\n\nYes.\n";
  };
  CHECK(
      said("superseded-without-link", record("---\nstatus: superseded\n---\n", "")) ==
      "docs/decisions/0001-a.md:2:9: error: superseded-without-link: Yellow buoys was superseded, "
      "and nothing says by what\n");
  CHECK(said("superseded-without-link",
             record("---\nstatus: superseded\n---\n", "Superseded by the red ones.\n\n")) == "");
  CHECK(
      said("superseded-without-link", record("", "## Status\n\nSuperseded\n\n")) ==
      "docs/decisions/0001-a.md:5:1: error: superseded-without-link: Yellow buoys was superseded, "
      "and nothing says by what\n");
  CHECK(said("superseded-without-link", record("", "## Status\n\nDeprecated\n\n")) == "");
  // Who says that it supersedes this one is what the fix links to.
  CHECK(fixed("superseded-without-link",
              record("", "- **Status**: Superseded\n\n") +
                  "//- docs/decisions/0002-b.md\n# Red buoys\n\n- **Status**: Accepted\n"
                  "- **Supersedes**: [Yellow buoys](0001-a.md)\n")
            .find("- **Status**: Superseded by [Red buoys](0002-b.md)\n") != std::string::npos);
}

TEST_CASE("planned in one document, excluded in another") {
  CHECK(said("incomplete-non-goal",
             "//- PLAN.md\n# Plan\n\n## Now\n\n**1. Paper charts**\n\n- **Status**: In progress\n"
             "//- ROADMAP.md\n# Roadmap\n\n## Non-Goals\n\n- Paper charts\n- Rivers\n") ==
        "ROADMAP.md:5:3: warning: incomplete-non-goal: Paper charts is planned as well (Now)\n");
}

TEST_CASE("dependencies of tasks in tables, and of whole phases") {
  CHECK(
      said("dependency-cycle",
           "# Plan\n\n| Task | Status | Depends on |\n|--|--|--|\n| TIDE-1 Gauges | Planned | "
           "TIDE-2 |\n| TIDE-2 Masts | Planned | TIDE-1 |\n") ==
      "PLAN.md:5:29: error: dependency-cycle: Each waits for the next: TIDE-1 Gauges \xE2\x86\x92 "
      "TIDE-2 Masts \xE2\x86\x92 TIDE-1 Gauges\n");
  CHECK(said("dependency-cycle", "# Plan\n\n## Phase 1: Gauges\n\n**Depends on**: Phase 1\n") ==
        "PLAN.md:5:17: error: dependency-cycle: Phase 1: Gauges depends on itself\n");
  // Two of one name are nobody.
  CHECK(said("dependency-cycle",
             "# Plan\n\n## Now\n\n**1. Gauges at night**\n\n- Depends on: Masts at night\n\n"
             "**2. Masts at night**\n\n- Depends on: Gauges at night\n\n**3. Masts at night**\n") ==
        "");
  CHECK(said("depends-on-later",
             "# Plan\n\n## Now\n\n### Alerts for all\n\n- Depends on: Masts for all\n\n## Later\n\n"
             "### Masts for all\n") ==
        "PLAN.md:7:15: warning: depends-on-later: Alerts for all (Now) depends on Masts for all "
        "(Later), which comes later\n");
}
