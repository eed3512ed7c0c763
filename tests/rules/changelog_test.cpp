// Changelogs of all sorts: which releases are out of order, dated wrongly or there twice, and which
// only look so; and that edits of a long one are followed as if it were read anew.
#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <string>
#include <string_view>
#include <vector>

#include "tests/rules/judge.h"
#include "tests/support/fixture.h"
#include "tests/support/lockstep.h"

namespace {

using namespace pland;

// What a rule says of a changelog, with the heading's lines alone: "9 1.4.2 stands below …".
std::string said(std::string_view rule, std::string_view text,
                 std::string_view name = "CHANGELOG.md") {
  const rules::Rule* only = rules::find_rule(rule);
  REQUIRE(only != nullptr);
  const std::string report = tests::report(tests::parse_fixture(text, name).files,
                                           tests::settings_of("2026-06-01"), {}, only);
  std::string out;
  for (std::size_t at = 0; at < report.size();) {
    const std::size_t end = report.find('\n', at);
    const std::string_view line = std::string_view(report).substr(at, end - at);
    const std::size_t place = line.find(':') + 1;
    out += line.substr(place, line.find(':', place) - place);
    out += line.substr(line.find(std::string(rule) + ":") + rule.size() + 1);
    out += '\n';
    at = end + 1;
  }
  return out;
}

// A heading for each, with a line below it: "1.4.0 - 2026-05-02".
std::string releases(const std::vector<std::string_view>& headings) {
  std::string out = "# Changelog\n";
  for (const std::string_view heading : headings)
    out += fmt::format("\n## {}\n\n- Of {}\n", heading, heading);
  return out;
}

std::size_t count_of(const std::vector<rules::Finding>& findings, std::string_view rule) {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(),
                    [&](const rules::Finding& finding) { return finding.rule->name == rule; }));
}

}  // namespace

TEST_CASE("releases that stand where they belong") {
  const std::vector<std::vector<std::string_view>> all = {
      {"1.2.0", "1.1.0", "1.1.0-rc.1", "1.0.0"},
      {"1.0.0", "1.1.0", "1.2.0"},           // the oldest first
      {"1.0.0", "1.1.0"},                    // two are no order
      {"1.4.1", "2.0.0", "1.4.0", "1.3.0"},  // two lines, no dates
      {"1.4.1 - 2026-05-01", "2.0.0 - 2026-04-01", "1.4.0 - 2026-03-01"},
      {"2026.06.1", "2026.05.12", "2026.05.2"},
      {"1.2.0-1", "1.2.0-2", "1.2.0-3", "1.1.0"},  // nobody knows
      {"1.2.0.post1", "1.2.0", "1.2.0rc2", "1.2.0rc1"},
      {"Version 1.2.0: Alerts", "Version 1.1.0: Gauges", "v1.0"},
      {"Unreleased", "1.2.0", "1.1.0", "1.0.0"},
      {"1.2.0", "Upgrading", "1.1.0", "1.0.0"},
  };
  for (const auto& headings : all) {
    const std::string text = releases(headings);
    CAPTURE(text);
    CHECK(said("version-order", text) == "");
  }
  // Several packages, each with its own.
  CHECK(said("version-order",
             "# Changes\n\n# Gauges\n\n## 1.0.1\n\n## 1.0.0\n\n# Map\n\n## 2.0.1\n\n## 2.0.0\n") ==
        "");
  // No changelog.
  CHECK(said("version-order", releases({"1.1.0", "1.2.0", "1.0.0"}), "NOTES.md") == "");
}

TEST_CASE("releases that do not") {
  CHECK(said("version-order", releases({"1.5.0", "1.3.1", "1.3.2", "1.3.0", "1.2.0"})) ==
        "11 1.3.2 stands below 1.3.1, which is older\n");
  // The one that moved up is the one that is wrong.
  CHECK(said("version-order",
             releases({"1.3.0", "1.2.1", "1.2.9", "1.2.8", "1.2.7", "1.2.6", "1.2.5"})) ==
        "7 1.2.1 stands above 1.2.9, which is newer\n");
  CHECK(said("version-order", releases({"2.1.0 - 2026-05-02", "1.9.0 - 2025-11-20",
                                        "2.0.0 - 2026-03-01", "1.8.0 - 2025-09-14"})) ==
        "11 2.0.0 stands below 1.9.0, which is older\n");
  // Without any order it was not meant to have one.
  CHECK(said("version-order", releases({"1.1.1", "1.1.5", "1.1.2", "1.1.4", "1.1.0", "1.1.3"})) ==
        "");
}

TEST_CASE("one version twice") {
  CHECK(said("duplicate-version", releases({"1.2.0", "v1.2.0 - 2026-05-02", "1.1.0"})) ==
        "7 1.2.0 is here twice\n");
  CHECK(said("duplicate-version", releases({"[Unreleased]", "1.2.0", "[Unreleased]"})) ==
        "11 [Unreleased] is here twice\n");
  CHECK(said("duplicate-version", releases({"1.2.0", "1.2.0-rc.1", "1.2.0+1", "1.2.0+2", "1.2"})) ==
        "");
  CHECK(said("duplicate-version", "# C\n\n# A\n\n## 1.2.0\n\n# B\n\n## 1.2.0\n") == "");
  // In a fence it is an example.
  CHECK(said("duplicate-version", "# C\n\n## 1.2.0\n\n```markdown\n## 1.2.0\n```\n") == "");
}

TEST_CASE("dates of releases") {
  const auto dates = [](const std::vector<std::string_view>& headings) {
    return said("release-date", releases(headings));
  };
  // A fix of an older line, one day, the next feature.
  CHECK(dates({"1.3.0 (2026-02-01)", "1.2.9 (2026-03-01)", "1.2.8 (2026-02-01)"}) == "");
  CHECK(dates({"1.3.0 (2026-02-01)", "1.2.0 (2026-02-01)"}) == "");
  CHECK(dates({"2.0.0 (2026-02-01)", "1.9.0 (2026-03-01)"}) == "");
  CHECK(dates({"2.0.0-beta.1 (2026-02-01)", "2.0.0-alpha.9 (2026-01-01)", "1.9.0 (2026-03-01)"}) ==
        "");
  CHECK(dates({"1.3.0 (2026-02-01)", "1.2.0 (2026-03-01)"}) ==
        "3 1.3.0 is dated 2026-02-01, before 1.2.0 below it (2026-03-01)\n");
  // What is planned, and what is not.
  CHECK(dates({"1.3.0 (2026-06-30)", "1.2.0 (2026-03-01)"}) == "");
  CHECK(dates({"1.3.0 (planned for 2026-12-01)", "1.2.0 (2026-03-01)"}) == "");
  CHECK(dates({"1.3.0 (2026-12-01)", "1.2.0 (2026-03-01)"}) ==
        "3 1.3.0 is dated 2026-12-01, which is 183 days from now\n");
  // No date: the first release, pre-releases, before there were any.
  CHECK(dates({"1.3.0", "1.2.0 (2026-03-01)", "1.1.0 (2026-02-01)", "1.1.0-rc.1",
               "1.0.1 (2026-01-08)", "1.0.0 (2026-01-01)", "0.9.0"}) == "");
  CHECK(dates({"1.3.0 (2026-04-01)", "1.2.0", "1.1.0 (2026-02-01)", "1.0.0 (2026-01-01)"}) ==
        "7 1.2.0 has no date; the releases above and below it have one\n");
  CHECK(dates({"1.3.0 (2026-04-01)", "1.2.0 (2026-03-01.2)", "1.1.0 (2026-02-01)",
               "1.0.0 (2026-01-01)"}) == "");
}

TEST_CASE("the date that was meant") {
  const auto fixed = [](const std::vector<std::string_view>& headings) {
    const auto files = tests::parse_fixture(releases(headings), "CHANGELOG.md").files;
    const std::string text =
        tests::fix(files, tests::settings_of("2026-06-01"), {}, rules::find_rule("release-date"))[0]
            .text;
    return text.substr(0, text.find("\n\n- "));
  };
  CHECK(fixed({"1.3.0 - 2025-01-08", "1.2.0 - 2025-12-20"}) ==
        "# Changelog\n\n## 1.3.0 - 2026-01-08");
  CHECK(fixed({"1.3.0 (8 January 2025)", "1.2.0 (20 December 2025)"}) ==
        "# Changelog\n\n## 1.3.0 (8 January 2026)");
  CHECK(fixed({"1.3.0 - 2026-02-05", "1.2.0 - 2026-05-01"}) ==
        "# Changelog\n\n## 1.3.0 - 2026-05-02");
}

TEST_CASE("links of versions") {
  const std::string ends =
      "\n[1.2.0]: https://x.example/compare/v1.1.0...v1.2.0\n"
      "[1.1.0]: https://x.example/compare/v1.0.0...v1.1.0\n";
  CHECK(said("dangling-version-link", releases({"[1.2.0]", "[1.1.0]"}) + ends) == "");
  CHECK(said("dangling-version-link", releases({"1.3.0", "[1.2.0]", "[1.1.0]"}) + ends) == "");
  CHECK(said("dangling-version-link",
             releases({"[1.3.0](https://x.example)", "[1.2.0]", "[1.1.0]"}) + ends) == "");
  CHECK(said("dangling-version-link",
             releases({"[1.4.0]", "[1.3.0]", "[1.2.0]", "[1.1.0]"}) + ends) ==
        "3 [1.4.0] is no link, nor is 1 other release; 2 releases here have a definition\n");
  CHECK(said("dangling-version-link", releases({"[1.2.0]"}) + ends) ==
        "8 There is no release 1.1.0 here\n");
  // From another line, and over a pre-release.
  CHECK(said("dangling-version-link", releases({"[2.0.0]", "[1.9.5]", "[1.9.0]"}) +
                                          "\n[2.0.0]: https://x.example/compare/v1.9.0...v2.0.0\n"
                                          "[1.9.5]: https://x.example/compare/v1.9.0...v1.9.5\n"
                                          "[1.9.0]: https://x.example/releases/v1.9.0\n") == "");
  CHECK(said("dangling-version-link", releases({"[1.2.1]", "[1.2.0]", "[1.1.0]"}) + ends +
                                          "[1.2.1]: https://x.example/compare/v1.1.0...v1.2.1\n") ==
        "17 [1.2.1] compares with 1.1.0, but 1.2.0 came before it\n");
}

TEST_CASE("groups of changes under other names") {
  const std::string form = "# C\n\nIn the form of Keep a Changelog.\n\n## [Unreleased]\n\n";
  CHECK(said("unknown-change-group", form + "### Added\n\n- A\n\n### Fixes\n\n- B\n") ==
        "11 \"Fixes\" is called \"Fixed\" in Keep a Changelog\n");
  CHECK(said("unknown-change-group", form + "### Features\n\n- A\n\n### Fixes\n\n- B\n") == "");
  CHECK(said("unknown-change-group",
             form + "### Added (for skippers)\n\n- A\n\n### \xE2\x9C\xA8 Changed\n\n- B\n") == "");
  CHECK(said("unknown-change-group", "# C\n\n## 1.2.0\n\n### Depreciated\n\n- A\n") ==
        "5 \"Depreciated\" is no group of changes; did you mean \"Deprecated\"?\n");
  CHECK(said("unknown-change-group", "# C\n\n## 1.2.0\n\n### Tested\n\n- A\n\n### Aid\n\n- B\n") ==
        "");
}

TEST_CASE("edits of a long changelog are followed") {
  std::string text = "# Changelog\n\nIn the form of Keep a Changelog.\n";
  for (int minor = 60; minor >= 1; --minor) {
    text += fmt::format("\n## [0.{}.0] - 20{:02}-0{}-11\n\n### Added\n\n", minor, 15 + minor / 9,
                        minor % 9 + 1);
    for (int i = 0; i < 12; ++i)
      text += fmt::format("- Words of harbours and gauges, of tides and of quays, number {}\n", i);
  }
  text += "\n";
  for (int minor = 60; minor >= 2; --minor)
    text +=
        fmt::format("[0.{0}.0]: https://x.example/compare/v0.{1}.0...v0.{0}.0\n", minor, minor - 1);
  text += "[0.1.0]: https://x.example/releases/v0.1.0\n";

  tests::Lockstep kept("/ws/CHANGELOG.md", text, {512, 2048});
  const auto follow = [&] {
    const std::string difference = kept.difference();
    INFO(difference);
    REQUIRE(difference.empty());
  };
  const auto edit = [&](std::string_view old, std::string_view next) {
    const std::size_t at = kept.text().find(old);
    REQUIRE(at != std::string::npos);
    const auto begin = static_cast<std::uint32_t>(at);
    kept.edit({{begin, begin + static_cast<std::uint32_t>(old.size())}, std::string(next)});
    follow();
  };
  const auto count = [&](std::string_view rule) { return count_of(kept.latest_findings(), rule); };
  follow();
  CHECK(count("missing-unreleased") == 1);
  for (const std::string_view rule :
       {"version-order", "duplicate-version", "release-date", "dangling-version-link"})
    CHECK(count(rule) == 0);

  edit("## [0.30.0] - ", "## [0.30.1] - ");
  CHECK(count("dangling-version-link") >= 1);
  edit("Words of harbours", "More words of harbours");  // above all of them
  edit("## [0.30.1] - ", "## [0.31.0] - ");
  CHECK(count("duplicate-version") == 1);
  edit("## [0.31.0] - ", "## [0.61.0] - ");  // the upper one of them
  CHECK(count("duplicate-version") == 0);
  edit("## [0.61.0] - ", "## [0.30.0] - ");
  edit("## [0.31.0] - ", "## [0.30.0] - ");
  CHECK(count("duplicate-version") == 1);
  edit("## [0.30.0] - 2018", "## [0.30.0] - 2081");
  CHECK(count("release-date") >= 1);
  edit("## [0.30.0] - 2081", "## [0.31.0] - 2018");
  CHECK(count("duplicate-version") == 0);
  edit("\n## [0.60.0]", "\n## [Unreleased]\n\n## [0.60.0]");
  CHECK(count("missing-unreleased") == 0);
  edit("[0.40.0]: https", "[0.40.9]: https");
  CHECK(count("dangling-version-link") >= 2);
  edit("### Added", "### Aded");
  CHECK(count("unknown-change-group") == 1);
  edit("Keep a Changelog", "our own");
}
