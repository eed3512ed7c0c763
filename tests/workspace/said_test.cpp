// What a text says, in numbers: names, identifiers and links that it speaks of.
#include "analysis/workspace/said.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "analysis/workspace/names.h"
#include "tests/support/fixture.h"

using namespace pland;

namespace {

std::vector<std::string> ids(std::string_view text) {
  std::vector<std::string> out;
  for (const Span span : workspace::ids_in(text)) out.emplace_back(span.of(text));
  return out;
}

bool says(const std::string& name, std::string_view text, std::string_view what) {
  const auto workspace =
      tests::make_workspace(std::vector<tests::FixtureFile>{{name, std::string(text)}});
  const auto& summary = *workspace.open.begin()->second->summary;
  const auto numbers = workspace::numbers_of_name(what);
  return !numbers.empty() && std::all_of(numbers.begin(), numbers.end(),
                                         [&](std::uint32_t one) { return summary.says(one); });
}

std::vector<std::string> shipped(std::string_view text) {
  const auto workspace =
      tests::make_workspace(std::vector<tests::FixtureFile>{{"CHANGELOG.md", std::string(text)}});
  std::vector<std::string> out;
  for (const auto& one : workspace.open.begin()->second->summary->shipped)
    out.emplace_back(one.name);
  return out;
}

}  // namespace

TEST_CASE("identifiers stand as words of their own") {
  using List = std::vector<std::string>;
  CHECK(ids("TEN-3, (TEN-4) and [TEN-5]: TEN-6.") == List{"TEN-3", "TEN-4", "TEN-5", "TEN-6"});
  CHECK(ids("STORY-11.2 aTEN-3 TEN-3b X-1 CVE-2026-1234 ten-3 TEN- TEN-1234567890").empty());
}

TEST_CASE("a name is said by its words in a row") {
  const std::string plan = "# Plan\n\nWe start the *skipper's* **Alerts** for `all` harbours.\n";
  CHECK(says("PLAN.md", plan, "Skipper's alerts"));
  CHECK(says("PLAN.md", plan, "Alerts for the harbours"));
  CHECK_FALSE(says("PLAN.md", plan, "Harbours start"));
  // One word is in too many texts; what every text has says nothing.
  CHECK(workspace::numbers_of_name("Alerts").empty());
  CHECK(workspace::numbers_of_name("All of the alerts").empty());
  CHECK(workspace::numbers_of_name("Größere Fähren").size() == 1);
  CHECK(says("PLAN.md", "# Plan\n\nGRÖSSERE FÄHREN\n", "größere Fähren"));
}

TEST_CASE("who speaks of what is worked on elsewhere says nothing") {
  const std::string text = "# Of skipper alerts\n\nWinds by the hour.\n";
  CHECK(says("docs/PLAN.md", text, "Winds by the hour"));
  CHECK_FALSE(says("docs/ROADMAP.md", text, "Winds by the hour"));
  CHECK_FALSE(says("notes.md", text, "Winds by the hour"));
  CHECK(says("notes.md", text, "Skipper alerts"));
}

TEST_CASE("entries of a changelog name what they ship") {
  using List = std::vector<std::string>;
  CHECK(shipped("# Changelog\n\n## [1.0.0] - 2026-05-02\n\n### Added\n\n"
                "- Alerts (TIDE-3, TIDE-4)\n- [Winds](PLAN.md#winds) by the hour\n"
                "- First part of TIDE-5\n- See [the plan](PLAN.md)\n\n### Known issues\n\n"
                "- TIDE-6 is slow\n") == List{"tide-3", "tide-4", "/ws/PLAN.md#winds"});
  CHECK(shipped("# Changelog\n\n## [1.0.0]\n\n- Nothing\n").empty());
}

TEST_CASE("an edit changes the numbers that it touched") {
  auto workspace = tests::make_workspace(
      std::vector<tests::FixtureFile>{{"PLAN.md", "# Plan\n\nSkipper alerts by text.\n"}});
  const auto before = workspace.open.begin()->second;
  const auto after =
      workspace::make_document(before->path, 2, before->text.edit({8, 8}, "No "), {}, before.get());
  CHECK(workspace::changed_numbers(*before->summary, *before->summary).empty());
  CHECK(workspace::changed_numbers(*before->summary, *after->summary) ==
        workspace::numbers_of_name("No skipper"));
}
