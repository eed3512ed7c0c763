// How roadmaps, plans and changelogs are held against each other while all of them are edited.
#include <doctest/doctest.h>
#include <string>

#include "tests/rules/world.h"

using namespace pland;
using tests::count_of;
using tests::prose;
using tests::World;

namespace {

std::string three() {
  return "//- ROADMAP.md\n<!-- pland-kind: roadmap -->\n# Roadmap\n\nSee the [plan](PLAN.md).\n" +
         prose() +
         "## Q4 2026\n\n**Key Initiatives**:\n\n- **TIDE-3 Skipper alerts**\n- **Winds "
         "by the hour**\n  - Status: Not started\n" +
         prose() + "## Q4 2027\n\n**Key Initiatives**:\n\n- **Charts of all quays**\n" + prose() +
         "//- PLAN.md\n<!-- pland-kind: plan -->\n# Plan\n\n## Now\n\n**1. Alerts**\n\n"
         "- **What**: The skipper alerts, and winds by the hour.\n" +
         prose() +
         "//- CHANGELOG.md\n# Changelog\n\n## [Unreleased]\n\n- TIDE-3: alerts for skippers\n\n"
         "## [1.0.0] - 2026-05-02\n\n- Readings\n";
}

}  // namespace

TEST_CASE("a trace comes and goes with the words of the plan") {
  World world(three());
  CHECK(count_of(world.said(), "untraced-initiative") == 0);
  world.edit("PLAN.md", "skipper alerts", "skippers' alerts");
  CHECK(count_of(world.said(), "untraced-initiative: \"TIDE-3 Skipper alerts\"") == 1);
  world.edit("PLAN.md", "winds by the hour", "winds by the minute");
  CHECK(count_of(world.said(), "untraced-initiative") == 2);
  // Its identifier is as good; and so is its name anywhere else.
  world.edit("PLAN.md", "**1. Alerts**", "**1. Alerts (TIDE-3)**");
  CHECK(count_of(world.said(), "untraced-initiative: \"Winds by the hour\"") == 1);
  world.edit("PLAN.md", "number 7 of", "number 7: the winds by the hour, of");
  CHECK(count_of(world.said(), "untraced-initiative") == 0);
  world.edit("PLAN.md", "TIDE-3", "TIDE-4");
  CHECK(count_of(world.said(), "untraced-initiative: \"TIDE-3") == 1);
  // No plan of its own, no trace to look for.
  world.edit("ROADMAP.md", "[plan](PLAN.md)", "plan");
  CHECK(count_of(world.said(), "untraced-initiative") == 0);
  world.edit("PLAN.md", "# Plan\n", "# Plan\n\nFor the [roadmap](ROADMAP.md).\n");
  CHECK(count_of(world.said(), "untraced-initiative: \"TIDE-3") == 1);
  world.edit("PLAN.md", "<!-- pland-kind: plan -->", "");
  CHECK(count_of(world.said(), "untraced-initiative") == 0);
}

TEST_CASE("an entry of a changelog becomes a release") {
  World world(three());
  world.edit("ROADMAP.md", "TIDE-3 Skipper alerts**",
             "TIDE-3 Skipper alerts**\n  - Status: Planned");
  CHECK(count_of(world.said(), "released-but-open") == 0);
  world.edit("CHANGELOG.md", "- TIDE-3", "## [1.1.0] - 2026-11-02\n\n- TIDE-3");
  CHECK(count_of(world.said(), "released-but-open: TIDE-3 shipped in 1.1.0 (2026-11-02)") == 1);
  world.edit("CHANGELOG.md", "1.1.0", "1.2.0");
  CHECK(count_of(world.said(), "released-but-open: TIDE-3 shipped in 1.2.0 (2026-11-02)") == 1);
  world.edit("CHANGELOG.md", "# Changelog", "# Changelog\n\nOf the harbours.");
  CHECK(count_of(world.said(), "released-but-open") == 1);
  world.edit("CHANGELOG.md", "- TIDE-3:", "- First part of TIDE-3:");
  CHECK(count_of(world.said(), "released-but-open") == 0);
  world.edit("CHANGELOG.md", "- First part of TIDE-3:", "- TIDE-3:");
  world.edit("ROADMAP.md", "Status: Planned", "Status: Done");
  CHECK(count_of(world.said(), "released-but-open") == 0);
}

TEST_CASE("the same work in two documents") {
  World world(
      "//- ROADMAP.md\n# Roadmap\n\nSee the [plan](PLAN.md).\n\n## Q4 2026\n\n"
      "**Key Initiatives**:\n\n- \u2705 **Skipper alerts**\n" +
      prose() + "//- PLAN.md\n# Plan\n\n## Now\n\n- **Skipper alerts**\n  - Status: Done\n" +
      prose());
  CHECK(count_of(world.said(), "self-contradiction") == 0);
  world.edit("PLAN.md", "Done", "In progress");
  CHECK(count_of(world.said(), "PLAN.md self-contradiction: \"Skipper alerts\" is in progress") ==
        1);
  world.edit("ROADMAP.md", "\u2705 ", "");
  CHECK(count_of(world.said(), "self-contradiction") == 0);
  world.edit("ROADMAP.md", "- **Skipper", "- \u2705 **Skipper");
  CHECK(count_of(world.said(), "self-contradiction") == 1);
  world.edit("ROADMAP.md", "[plan](PLAN.md)", "plan");
  CHECK(count_of(world.said(), "self-contradiction") == 0);
}

TEST_CASE("an edit that nobody asked about judges nothing again elsewhere") {
  World world(three());
  const std::size_t all = world.chapters("ROADMAP.md");
  REQUIRE(all >= 3);
  world.edit("PLAN.md", "number 3 of", "number 3 or 4 of");
  CHECK(world.kept("ROADMAP.md") == all);
  world.edit("CHANGELOG.md", "- Readings", "- All readings");
  CHECK(world.kept("ROADMAP.md") == all);
  // This one is asked for by one chapter.
  world.edit("PLAN.md", "winds by the hour", "winds by the day");
  CHECK(world.kept("ROADMAP.md") == all - 1);
}

TEST_CASE("whatever is edited, in any of the three") {
  World world(three());
  tests::HostileEdits random(20261129);
  for (int i = 0; i < 300; ++i) {
    const std::string name = i % 3 == 0 ? "ROADMAP.md" : i % 3 == 1 ? "PLAN.md" : "CHANGELOG.md";
    world.edit(name, random.next(world.text(name)));
  }
}
