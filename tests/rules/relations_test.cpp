// What things say of each other, in many documents that are edited: after each edit what is said is
// what would be said from scratch, and no more is judged again than must be.
#include "analysis/rules/relations.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <string>

#include "tests/rules/world.h"

using namespace pland;
using tests::count_of;
using tests::prose;
using tests::World;

namespace {

std::string harbours() {
  return "//- PLAN.md\n# Plan\n\nOf the harbours.\n\n## Phase 1: Gauges\n" + prose() +
         "### TIDE-1 Read all gauges\n\n- **Depends on**: Radio licences for all\n" + prose() +
         "### TIDE-2 Tell the harbour masters\n\n- **Depends on**: TIDE-1\n" + prose() +
         "## Phase 2: Alerts\n" + prose() +
         "### TIDE-3 Skipper alerts\n\n- **Status**: In progress\n- **Depends on**: TIDE-2\n" +
         prose() +
         "//- docs/RADIO_PLAN.md\n# Plan of the radios\n\n## Now\n\n"
         "**1. Radio licences for all**\n\n- **Status**: Planned\n- **Depends on**: None\n";
}

}  // namespace

TEST_CASE("what another document says is heard at once") {
  World world(harbours());
  CHECK(world.said() == "");
  // A circle through both.
  world.edit("docs/RADIO_PLAN.md", "None", "TIDE-2");
  CHECK(count_of(world.said(), "PLAN.md dependency-cycle: Each waits for the next: TIDE-1") == 1);
  // What moves is pointed at where it is now, in either document.
  world.edit("docs/RADIO_PLAN.md", "# Plan of the radios", "# Plan of all the radios");
  world.edit("docs/RADIO_PLAN.md", "## Now", "Words.\n\n## Now");
  world.edit("PLAN.md", "Of the harbours.", "Of all the harbours.");
  CHECK(count_of(world.said(), "dependency-cycle") == 1);
  // Done waits no more; open again it does.
  world.edit("docs/RADIO_PLAN.md", "Planned", "Done");
  CHECK(world.said() == "");
  world.edit("docs/RADIO_PLAN.md", "Done", "Planned");
  CHECK(count_of(world.said(), "dependency-cycle") == 1);
  // By another name it is not found any more.
  world.edit("docs/RADIO_PLAN.md", "Radio licences for all", "Radio licences for some");
  CHECK(world.said() == "");
  world.edit("docs/RADIO_PLAN.md", "for some", "for all");
  world.edit("docs/RADIO_PLAN.md", "TIDE-2", "Nothing");
  CHECK(world.said() == "");
}

TEST_CASE("statuses, identifiers and phases are followed") {
  World world(harbours());
  world.edit("PLAN.md", "- **Depends on**: TIDE-2", "- **Depends on**: TIDE-2, TIDE-9");
  CHECK(count_of(world.said(), "unknown-reference: There is no TIDE-9") == 1);
  world.edit("docs/RADIO_PLAN.md", "## Now", "## Now\n\n**TIDE-9 Aerials**\n");
  CHECK(count_of(world.said(), "unknown-reference") == 0);
  world.edit("docs/RADIO_PLAN.md", "TIDE-9", "TIDE-8");
  CHECK(count_of(world.said(), "unknown-reference: There is no TIDE-9") == 1);
  world.edit("PLAN.md", "TIDE-9", "Phase 5");
  CHECK(count_of(world.said(),
                 "unknown-reference: There is no Phase 5: the last one here is Phase 2") == 1);
  world.edit("PLAN.md", "## Phase 2", "## Phase 5");
  CHECK(count_of(world.said(), "unknown-reference") == 0);
  world.edit("PLAN.md", "### TIDE-2 Tell", "### TIDE-2 ⏳ Tell");
  world.edit("PLAN.md", "- **Depends on**: TIDE-1\n",
             "- **Status**: Planned\n- **Depends on**: TIDE-1\n");
  CHECK(count_of(world.said(), "dependency-state-conflict") == 1);
  world.edit("PLAN.md", "Status**: Planned", "Status**: In progress");
  CHECK(count_of(world.said(), "dependency-state-conflict") == 0);
}

TEST_CASE("an edit judges again whom it concerns") {
  World world(harbours());
  const std::size_t all = world.chapters("PLAN.md");
  REQUIRE(all >= 5);
  // Prose concerns nobody; nor does a status that nobody asks for.
  world.edit("PLAN.md", "Of the harbours.", "Of all harbours.");
  CHECK(world.kept("PLAN.md") == all - 1);
  world.edit("PLAN.md", "In progress", "Not started");
  CHECK(world.kept("PLAN.md") == all - 1);
  world.edit("docs/RADIO_PLAN.md", "# Plan of", "# The plan of");
  world.edit("docs/RADIO_PLAN.md", "**Depends on**: None", "**Depends on**: Nothing");
  CHECK(world.kept("PLAN.md") == all);
  // This one is asked for by one chapter.
  world.edit("docs/RADIO_PLAN.md", "Planned", "In progress");
  CHECK(world.kept("PLAN.md") == all - 1);
}

TEST_CASE("whatever is edited, in whichever document") {
  World world(
      "//- PLAN.md\n# Plan\n\n## Phase 1: Gauges\n\n### TIDE-1 Read all gauges\n\n"
      "- **Depends on**: Radio licences for all, TIDE-4\n\n### TIDE-2 Masters\n\n"
      "- **Blocks**: [Radio](docs/RADIO_PLAN.md#radio-licences-for-all), Phase 2\n"
      "- **Status**: Done\n\n## Phase 2: Alerts\n\n**Depends on**: Phase 3, TIDE-9\n\n"
      "## Non-Goals\n\n- Radio licences for all\n\n"
      "//- docs/RADIO_PLAN.md\n# Radios\n\n## Now\n\n### Radio licences for all\n\n"
      "- **Status**: Planned\n- **Depends on**: TIDE-1\n\n### TIDE-3 Aerials\n\n"
      "### TIDE-4 Masts\n\n- **Status**: Planned\n");
  tests::HostileEdits random(20261127);
  for (int i = 0; i < 400; ++i) {
    const std::string name = i % 3 == 0 ? "docs/RADIO_PLAN.md" : "PLAN.md";
    world.edit(name, random.next(world.text(name)));
  }
}

TEST_CASE("a decision and the one that supersedes it") {
  const auto record = [](std::string_view title, std::string_view status) {
    return fmt::format(
        "# {}\n\n- **Status**: {}\n\n## Context\n\nFog.\n\n## Decision\n\nYes.\n\n"
        "## Consequences\n\nNone.\n",
        title, status);
  };
  World world("//- docs/decisions/0001-a.md\n" +
              record("One radio maker", "Superseded by [Two makers](0002-b.md)") +
              "//- docs/decisions/0002-b.md\n" + record("Two makers", "Accepted"));
  CHECK(count_of(world.said(), "0001-a.md superseded-without-link: Two makers does not say") == 1);
  world.edit("docs/decisions/0002-b.md", "Fog.", "Fog; see One radio maker.");
  CHECK(world.said() == "");
  world.edit("docs/decisions/0002-b.md", "Accepted", "Proposed");
  CHECK(count_of(world.said(), "Two makers, which supersedes this, is proposed") == 1);
  world.edit("docs/decisions/0001-a.md", " by [Two makers](0002-b.md)", "");
  CHECK(count_of(world.said(), "One radio maker was superseded, and nothing says by what") == 1);
  world.edit("docs/decisions/0001-a.md", "Fog.", "Fog. It was superseded by the second one.");
  CHECK(world.said() == "");
}

TEST_CASE("what half of the risks say, wherever they stand") {
  const auto risk = [](int number, std::string_view fields) {
    return fmt::format("### Risk {}: Fog\n\n{}\n{}", number, fields, prose());
  };
  World world("//- PLAN.md\n# Plan\n\n## Risks\n" + prose() +
              risk(1, "- Likelihood: Low\n- Owner: Runa\n") + risk(2, "- Likelihood: Low\n") +
              risk(3, "") + risk(4, "- Likelihood: Likly\n"));
  CHECK(count_of(world.said(), "incomplete-risk") == 1);
  CHECK(count_of(world.said(), "risk-value-not-allowed: Likelihood \"Likly\"") == 1);
  // One more that has an owner makes it a habit, which reaches the others.
  world.edit("PLAN.md", "### Risk 2: Fog\n\n", "### Risk 2: Fog\n\n- Owner: Ola\n");
  CHECK(count_of(world.said(), "has no owner") == 1);
  CHECK(count_of(world.said(), "has no likelihood or owner") == 1);
  // Another scale, another verdict.
  world.edit("PLAN.md", "- Likelihood: Low", "- Likelihood: Likely");
  world.edit("PLAN.md", "- Likelihood: Low", "- Likelihood: Rare");
  CHECK(count_of(world.said(), "is not on the scale of the others: Rare") == 1);
  // What is put away lacks nothing.
  world.edit("PLAN.md", "## Risks", "## Risks (done)");
  CHECK(count_of(world.said(), "incomplete-risk") == 0);
  world.edit("PLAN.md", "## Risks (done)", "## Risks");
  world.edit("PLAN.md", "- Owner: Ola\n", "");
  CHECK(count_of(world.said(), "has no owner") == 0);
}

TEST_CASE("a circle of thousands") {
  std::string text = "//- PLAN.md\n# Plan\n\n## Now\n\n";
  for (int i = 1; i <= 3000; ++i)
    text +=
        fmt::format("**TIDE-{} Gauge number {}**\n\n- **Depends on**: TIDE-{}\n\n", i, i, i - 1);
  World world(text);
  CHECK(count_of(world.said(), "dependency-cycle") == 0);
  world.edit("PLAN.md", "TIDE-0", "TIDE-3000");
  CHECK(count_of(world.said(), "dependency-cycle") == 1);
}
