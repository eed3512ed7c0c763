// Decisions that get a record, records that are superseded, initiatives that are promoted, and one
// more risk.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/features/refactor_check.h"

namespace pland::tests {
namespace {

std::string risk(std::string_view fixture) { return refactored(fixture, "add-risk"); }

constexpr std::string_view roadmap = R"(//- ROADMAP.md
# Roadmap - Tidewatch

[d](#decision-2-one-radio-vendor)

## Strategic Decisions

### Decision 2: One ra<|>dio vendor

**Decision**: All stations use the [same module](docs/radio.md#module).

**Rationale**:
- **For**: One driver, see [the vision](#vision)
- **Against**: A price rise hits all

**Review Date**: 2027-10-15

## Vision

Words.
//- docs/radio.md
# Radio

## Module
)";

TEST_CASE("a decision gets a record of its own, and leaves a link") {
  const std::string after = refactored(roadmap, "extract-decision");
  CHECK(after == R"(//- ROADMAP.md
# Roadmap - Tidewatch

[d](#decision-2-one-radio-vendor)

## Strategic Decisions

### Decision 2: One radio vendor

**Decision**: [One radio vendor](docs/decisions/0001-one-radio-vendor.md)

## Vision

Words.
//- docs/decisions/0001-one-radio-vendor.md
# One radio vendor

- **Status**: Accepted
- **Date**: 2026-12-01
- **Deciders**: [Who decided]

## Context

[What forces a decision: the facts, the constraints, and what happens if nothing is decided]

## Considered Options

1. **[Option 1]**: [What speaks for it, and what against]
2. **[Option 2]**: [What speaks for it, and what against]

## Decision

All stations use the [same module](../radio.md#module).

**Rationale**:
- **For**: One driver, see [the vision](../../ROADMAP.md#vision)
- **Against**: A price rise hits all

## Consequences

- **Good**: [What gets easier]
- **Bad**: [What gets harder, and how we live with it]

## Review

**Review Date**: 2027-10-15
)");
  CHECK(offered(roadmap, "extract-decision") ==
        "Extract the decision to docs/decisions/0001-one-radio-vendor.md");
}

TEST_CASE("records are numbered and titled as those that are there") {
  const std::string fixture =
      std::string(roadmap) +
      "//- docs/adr/adr-007-moorings.md\n# ADR-007: Moorings\n\n- **Status**: Accepted\n";
  const std::string after = refactored(fixture, "extract-decision");
  CHECK(after.find(
            "**Decision**: [ADR-008: One radio vendor](docs/adr/adr-008-one-radio-vendor.md)\n") !=
        std::string::npos);
  CHECK(after.find("//- docs/adr/adr-008-one-radio-vendor.md\n# ADR-008: One radio vendor\n") !=
        std::string::npos);
}

TEST_CASE("a decision of a list moves with what is below it") {
  const std::string after = refactored(
      "# Roadmap\r\n\r\n## Strategic Decisions\r\n\r\n- **One ven<|>dor**: The same module\r\n  - "
      "Why: one driver\r\n- **B**: b\r\n",
      "extract-decision");
  CHECK(
      after.starts_with("//- ROADMAP.md\n# Roadmap\r\n\r\n## Strategic Decisions\r\n\r\n"
                        "- **One vendor**: [One vendor](docs/decisions/0001-one-vendor.md)\r\n- "
                        "**B**: b\r\n//- docs"));
  CHECK(after.find("## Decision\r\n\r\nThe same module\r\n\r\n- Why: one driver\r\n\r\n## Cons") !=
        std::string::npos);
  CHECK(after.find("\n", after.find("//- docs/") + 60) != std::string::npos);
}

TEST_CASE("what is no decision's text, or could not live elsewhere, stays") {
  const auto offer = [](std::string_view text) { return offered(text, "extract-decision"); };
  CHECK(offer("# R\n\n## Strategic Decisions\n\n### Decision 1: "
              "A<|>\n\n[A](docs/decisions/0001-a.md)\n") == "(not offered)");
  CHECK(
      offer("# R\n\n## Strategic Decisions\n\n### Decision 1: A<|>\n\n[words][a]\n\n[a]: b.md\n") ==
      "(not offered)");
  CHECK(
      offer("# R\n\n## Strategic Decisions\n\n### Decision 1: A<|>\n\nWords[^1]\n\n[^1]: note\n") ==
      "(not offered)");
  CHECK(offer("# R\n\n## Strategic Decisions\n\n### Decision 1: A<|>\n") == "(not offered)");
  CHECK(offer("# R\n\n## Words<|>\n\nWords.\n") == "(not offered)");
  CHECK(offer("# Roadmap - [Project name]\n\n## Strategic Decisions\n\n### Decision 1: "
              "A<|>\n\nWords of it.\n") == "(not offered)");
}

TEST_CASE("a record is superseded by another, each with a link") {
  const std::string after = refactored(
      "//- docs/decisions/0003-moorings.md\n# 0003: Moor<|>ings\n\n- **Status**: Accepted\n- "
      "**Date**: 2026-06-16\n\n"
      "## Context\n\nWords.\n\n## Decision\n\nWords.\n\n## Consequences\n\nWords.\n",
      "supersede-decision");
  CHECK(
      after.starts_with("//- docs/decisions/0003-moorings.md\n# 0003: Moorings\n\n"
                        "- **Status**: Superseded by [0004: Moorings, "
                        "revised](0004-moorings-revised.md)\n- **Date**: 2026-06-16\n"));
  CHECK(after.find(
            "//- docs/decisions/0004-moorings-revised.md\n# 0004: Moorings, revised\n\n- "
            "**Status**: Proposed\n"
            "- **Supersedes**: [0003: Moorings](0003-moorings.md)\n- **Date**: 2026-12-01\n") !=
        std::string::npos);
  const auto offer = [](std::string_view text) { return offered(text, "supersede-decision"); };
  CHECK(offer("//- docs/adr/0001-a.md\n# A<|>\n\n- **Status**: Superseded by 0002\n\n## "
              "Context\n\nx\n\n## Decision\n\nx\n") == "(not offered)");
  CHECK(offer("//- docs/adr/0001-a.md\n# A\n\n- **Status**: Accepted\n\n## Context<|>\n\nx\n\n## "
              "Decision\n\nx\n") == "(not offered)");
  // In front matter brackets would be a list.
  CHECK(
      refactored("//- docs/adr/0001-a.md\n---\nstatus: accepted\n---\n# A<|>\n\n## "
                 "Context\n\nx\n\n## Decision\n\nx\n",
                 "supersede-decision")
          .starts_with(
              "//- docs/adr/0001-a.md\n---\nstatus: superseded by 0002-a-revised.md\n---\n# A\n"));
}

TEST_CASE("a record's successor has the form of its folder") {
  const std::string after = refactored(
      "//- docs/adr/0002-services.md\n# 2. Split bil<|>ling\n\nDate: 2026-03-01\n\n## "
      "Status\n\nAccepted\n\n## Context\n\nIt is big.\n\n## Decision\n\nWe split.\n\n## "
      "Consequences\n\nMore to run.\n",
      "supersede-decision");
  CHECK(after.find("## Status\n\nSuperseded by [3. Split billing, "
                   "revised](0003-split-billing-revised.md)\n\n## Context\n\nIt is big.") !=
        std::string::npos);
  CHECK(after.find("# 3. Split billing, revised\n\nDate: 2026-12-01\n\n## "
                   "Status\n\nProposed\n\nSupersedes [2. Split billing](0002-services.md)\n\n## "
                   "Context\n\n[What forces") != std::string::npos);
  CHECK(after.find("## Considered Options") == std::string::npos);
  CHECK(after.find("More to run.\n//- ") != std::string::npos);
  const std::string yaml = refactored(
      "//- docs/adr/0001-a.md\n---\nstatus: accepted\ndate: 2026-03-01\n---\n\n# A<|>\n\n## "
      "Context\n\nx\n\n## Decision Outcome\n\nx\n",
      "supersede-decision");
  CHECK(yaml.find("//- docs/adr/0002-a-revised.md\n---\nstatus: proposed\nsupersedes: "
                  "0001-a.md\ndate: 2026-12-01\n---\n\n# A, revised\n\n## Context\n\n[What "
                  "forces") != std::string::npos);
  CHECK(yaml.find("## Decision Outcome\n\n[What we do") != std::string::npos);
}

constexpr std::string_view both = R"(//- ROADMAP.md
# Roadmap - Tidewatch

## Quarterly Milestones

### Q1 2027 (Jan - Mar): News

**Key Initiatives**:
1. **Skipper ale<|>rts**: a message when the water is low
   - Dependencies: None
2. **Basin forecast**: a forecast
//- PROJECT_PLAN.md
# Project Plan

## What We're Building

### Next (Coming Soon)

**1. Self-service**
- **What**: A box
- **Who**: Runa
- **Status**: Planned

### Later (On Deck)

- Public readings
)";

TEST_CASE("an initiative is promoted to the plan, and each links to the other") {
  CHECK(refactored(both, "promote-to-plan") == R"(//- PROJECT_PLAN.md
# Project Plan

## What We're Building

### Next (Coming Soon)

**1. Self-service**
- **What**: A box
- **Who**: Runa
- **Status**: Planned

**2. Skipper alerts**
- **What**: a message when the water is low
- **Who**: [Who is responsible, or TBD]
- **Status**: Planned
- **Supports**: [Q1 2027 (Jan - Mar): News](ROADMAP.md#q1-2027-jan---mar-news)

### Later (On Deck)

- Public readings
//- ROADMAP.md
# Roadmap - Tidewatch

## Quarterly Milestones

### Q1 2027 (Jan - Mar): News

**Key Initiatives**:
1. **Skipper alerts**: a message when the water is low
   - Dependencies: None
   - Project plan: [Next (Coming Soon)](PROJECT_PLAN.md#next-coming-soon)
2. **Basin forecast**: a forecast
)");
  CHECK(offered(both, "promote-to-plan") == "Promote to PROJECT_PLAN.md: Skipper alerts");
  CHECK(offered(both, "promote-to-new-plan") == "(not offered)");
  // Once.
  std::string planned(both);
  planned += "- Skipper alerts\n";
  CHECK(offered(planned, "promote-to-plan") == "(not offered)");
}

TEST_CASE("where there is no plan, its template makes one") {
  const std::string alone(both.substr(0, both.find("//- PROJECT_PLAN")));
  CHECK(offered(alone, "promote-to-plan") == "(not offered)");
  CHECK(offered(alone, "promote-to-new-plan") ==
        "Promote to a new PROJECT_PLAN.md: Skipper alerts");
  const std::string after = refactored(alone, "promote-to-new-plan");
  CHECK(after.find("//- PROJECT_PLAN.md\n# Project Plan - Tidewatch\n") != std::string::npos);
  CHECK(after.find("### Next (Coming Soon)\n\n**1. Skipper alerts**\n- **What**: a message when "
                   "the water is low\n") != std::string::npos);
  CHECK(after.find("- **Supports**: [Q1 2027 (Jan - Mar): "
                   "News](ROADMAP.md#q1-2027-jan---mar-news)\n\n### Later") != std::string::npos);
  CHECK(after.find("[Initiative 2]") == std::string::npos);
}

TEST_CASE("one more risk in the form of those that are there") {
  CHECK(risk("# T\n\n## Risks<|>\n\n| ID | Risk | Likelihood | Impact | Mitigation | Owner "
             "|\n|---|---|---|---|---|---|\n"
             "| R-09 | Storm | High | Low | Wait | Runa |\n\nWords.\n") ==
        "# T\n\n## Risks\n\n| ID | Risk | Likelihood | Impact | Mitigation | Owner "
        "|\n|---|---|---|---|---|---|\n"
        "| R-09 | Storm | High | Low | Wait | Runa |\n"
        "| R-10 | [Risk] | [Low/Medium/High] | [Low/Medium/High] | [Mitigation] | [Owner] "
        "|\n\nWords.\n");
  CHECK(risk("# T\r\n\r\n## Risks\r\n\r\n**Risk 1: Sto<|>rm**\r\n- **Likelihood**: High\r\n- "
             "**Mitigation**: Wait\r\n\r\n## Next\r\n") ==
        "# T\r\n\r\n## Risks\r\n\r\n**Risk 1: Storm**\r\n- **Likelihood**: High\r\n- "
        "**Mitigation**: Wait\r\n\r\n"
        "**Risk 2: [Risk]**\r\n- **Likelihood**: [Low/Medium/High]\r\n- **Mitigation**: "
        "[Mitigation]\r\n\r\n## Next\r\n");
  CHECK(
      risk("# T\n\n## Risks\n\n### Sto<|>rm\n\n**Impact**: High\n\n**Owner**: Runa\n\n## Next\n") ==
      "# T\n\n## Risks\n\n### Storm\n\n**Impact**: High\n\n**Owner**: Runa\n\n"
      "### [Risk]\n\n**Impact**: [Low/Medium/High]\n\n**Owner**: [Owner]\n\n## Next\n");
  CHECK(risk("# T\n\n## Risks<|>\n\n- **Storm**: wait\n- **Fog**: go slowly\n") ==
        "# T\n\n## Risks\n\n- **Storm**: wait\n- **Fog**: go slowly\n- **[Risk]**: [Mitigation]\n");
  // The template's, where there is none yet.
  CHECK(risk("# T\n\n## Risks<|>\n") ==
        "# T\n\n## Risks\n\n**Risk 1: [Risk - e.g., \"Our only payment provider raises its "
        "prices\"]**\n"
        "- **Likelihood**: [Low/Medium/High]\n- **Impact**: [Low/Medium/High]\n- **Mitigation**: "
        "[What we do about it, and who]\n");
  CHECK(risk("# T\n\n## Next<|>\n\nWords.\n") == "(not offered)");
  CHECK(risk("# Roadmap - [Project name]\n\n## Risks<|>\n\nWords.\n") == "(not offered)");
}

}  // namespace
}  // namespace pland::tests
