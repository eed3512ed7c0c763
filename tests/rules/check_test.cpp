// What holds of all rules together: selection, suppression, memory, tiers; and two workspaces as
// they are, the examples of this repository and a template.
#include "analysis/rules/check.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "analysis/rules/report.h"
#include "tests/rules/judge.h"
#include "tests/support/fixture.h"

namespace {

using namespace pland;
using rules::Severity;

std::string said(std::string_view fixture, const rules::Selection& selection = {},
                 std::string_view today = "2026-11-24") {
  return tests::report(tests::parse_fixture(fixture).files, tests::settings_of(today), selection);
}

const rules::Rule& rule(std::string_view name) {
  const rules::Rule* found = rules::find_rule(name);
  REQUIRE(found != nullptr);
  return *found;
}

std::string read(const std::string& name) {
  std::ifstream file(std::string(PLAND_SOURCE_DIR) + "/" + name, std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

constexpr std::string_view two_faults = "# Plan\n\n- [] Rolled out\n\nBy 2027-02-30.\n";

}  // namespace

TEST_CASE("a rule is named by its name, its group, or a glob") {
  const rules::Rule& one = rule("missing-metrics");
  CHECK(rules::names_rule("missing-metrics", one));
  CHECK(rules::names_rule("metrics", one));
  CHECK(rules::names_rule("missing-*", one));
  CHECK(rules::names_rule("*metrics", one));
  CHECK(rules::names_rule("all", one));
  CHECK(!rules::names_rule("missing", one));
  CHECK(!rules::names_rule("missing-?", one));
  CHECK(!rules::names_rule("structure", one));
  CHECK(rules::names_any_rule("missing-*"));
  CHECK(!rules::names_any_rule("missing-socks"));
}

TEST_CASE("a selection says which rules speak, and how loud") {
  rules::Selection selection;
  CHECK(selection.severity_of(rule("broken-anchor")) == Severity::error);

  selection.select = {"links", "missing-*"};
  CHECK(selection.severity_of(rule("broken-anchor")) == Severity::error);
  CHECK(selection.severity_of(rule("missing-metrics")) == Severity::warning);
  CHECK(!selection.severity_of(rule("empty-metrics")));

  selection.ignore = {"broken-anchor"};
  CHECK(!selection.severity_of(rule("broken-anchor")));
  CHECK(selection.severity_of(rule("broken-file-link")));

  selection.severity = {{"links", "hint"}, {"broken-file-link", "off"}};
  CHECK(!selection.severity_of(rule("broken-file-link")));
  CHECK(selection.severity_of(rule("link-case-mismatch")) == Severity::hint);
  CHECK(said(two_faults, selection) == "");

  selection = {};
  selection.severity = {{"impossible-date", "information"}};
  CHECK(
      said(two_faults, selection) ==
      "ROADMAP.md:3:3: warning: malformed-checkbox: \"[]\" is no task to any tool: write \"[ ]\"\n"
      "ROADMAP.md:5:4: information: impossible-date: 2027-02-30 does not exist: February 2027 has "
      "28 days\n");
}

TEST_CASE("comments silence rules for a line, a stretch or the file") {
  CHECK(said("<!-- pland-ignore-file tasks, impossible-date -- imported -->\n" +
             std::string(two_faults)) == "");
  CHECK(said("# Plan\n\n<!-- pland-ignore-next-line malformed-checkbox -->\n\n- [] Rolled out\n") ==
        "");
  CHECK(said("# Plan\n\n<!-- pland-ignore malformed-* -->\n\n- [] One\n\n## Two\n\n- [] Two\n") ==
        "");
  const std::string behind = said(
      "# Plan\n\n<!-- pland-ignore tasks -->\n\n- [] One\n\n<!-- pland-ignore-end -->\n\n- [] "
      "Two\n");
  CHECK(behind ==
        "ROADMAP.md:9:3: warning: malformed-checkbox: \"[]\" is no task to any tool: write \"[ "
        "]\"\n");

  rules::Selection deaf;
  deaf.inline_suppressions = false;
  CHECK(said("# Plan\n\n<!-- pland-ignore-next-line tasks -->\n- [] Rolled out\n", deaf)
            .find("malformed-checkbox") != std::string::npos);
}

TEST_CASE("comments that silence nothing are reported, where that can be said") {
  CHECK(said("# Plan\n\n<!-- pland-ignore-next-line links -->\nText.\n") ==
        "ROADMAP.md:3:1: warning: bad-suppression: Nothing here needs links silenced\n");
  CHECK(said("# Plan\n\n<!-- pland-ignore-end -->\n") ==
        "ROADMAP.md:3:1: warning: bad-suppression: This comment ends nothing\n");
  // Tomorrow there may be something to silence, and a rule that is off says nothing anyway.
  CHECK(said("# Plan\n\n<!-- pland-ignore-next-line review-overdue -->\nText.\n") == "");
  rules::Selection selection;
  selection.ignore = {"links"};
  CHECK(said("# Plan\n\n<!-- pland-ignore-next-line links -->\nText.\n", selection) == "");
  CHECK(said("<!-- pland-ignore-file bad-suppression -->\n<!-- pland-ignore-next-line links "
             "-->\nText.\n") == "");

  const auto files =
      tests::parse_fixture("# Plan\n\n<!-- pland-ignore-next-line links, tasks -->\n- [] One\n")
          .files;
  const auto settings = tests::settings_of("2026-11-24");
  rules::Selection both;
  both.select = {"bad-suppression", "tasks", "links"};
  CHECK(tests::fix(files, settings, both)[0].text ==
        "# Plan\n\n<!-- pland-ignore-next-line tasks -->\n- [] One\n");
}

TEST_CASE("what was said of a chapter is remembered as long as it holds") {
  const std::string text =
      "# Plan\n\n- [] One\n\n## Two\n\nSee [it](gone.md) by 2027-02-30.\n\n## Three\n\n- [ x] "
      "Three\n";
  const auto settings = tests::settings_of("2026-11-24");
  workspace::Workspace workspace =
      tests::make_workspace(std::vector<tests::FixtureFile>{{"PLAN.md", text}});
  const auto document = workspace.open.begin()->second;
  const auto first = rules::judge(workspace, *document, settings, {}, nullptr);

  // An edit in the second chapter: the others are the same objects.
  const auto at = static_cast<std::uint32_t>(text.find("Three"));
  const auto edited = workspace::make_document(
      document->path, 2, document->text.edit({at, at + 5}, "Third, and"), {}, document.get());
  const auto second = rules::judge(workspace, *edited, settings, {}, first.get());
  const auto fresh = rules::judge(workspace, *edited, settings, {}, nullptr);
  const auto lines = [](const std::vector<rules::Finding>& findings) {
    std::string out;
    for (const rules::Finding& finding : findings)
      out += fmt::format("{} {} {} {}\n", finding.span.begin, finding.span.end, finding.rule->name,
                         finding.message);
    return out;
  };
  CHECK(lines(rules::findings(*edited, second, {})) == lines(rules::findings(*edited, fresh, {})));
  std::size_t shared = 0;
  for (const auto& chapter : second->chapters)
    shared +=
        std::find(first->chapters.begin(), first->chapters.end(), chapter) != first->chapters.end();
  CHECK(shared + 1 >= second->chapters.size());

  // A world that changed: links are judged anew, the rest is not.
  workspace.exports_revision += 1;
  const auto third = rules::judge(workspace, *edited, settings, {}, second.get());
  CHECK(lines(rules::findings(*edited, third, {})) == lines(rules::findings(*edited, fresh, {})));
  // Other settings: everything is.
  auto later = settings;
  later.revision += 1;
  rules::Selection selection;
  selection.ignore = {"tasks"};
  const auto fourth = rules::judge(workspace, *edited, later, selection, third.get());
  CHECK(lines(rules::findings(*edited, fourth, selection)).find("malformed-checkbox") ==
        std::string::npos);
}

namespace {

// A document kept as the server keeps it; each edit is held against a reading from scratch.
struct Kept {
  explicit Kept(std::string content, std::string name = "docs/ROADMAP.md")
      : workspace(tests::make_workspace(
            std::vector<tests::FixtureFile>{{std::move(name), std::move(content)}})),
        document(workspace.open.begin()->second) {
    follow();
  }

  void edit(std::string_view old, std::string_view next) {
    const std::string text = document->text.text({0, document->text.size()});
    const auto at = text.find(old);
    REQUIRE(at != std::string::npos);
    const auto begin = static_cast<std::uint32_t>(at);
    const auto end = begin + static_cast<std::uint32_t>(old.size());
    document = workspace::make_document(document->path, 2,
                                        document->text.edit({begin, end}, std::string(next)), {},
                                        document.get());
    workspace.open.begin()->second = document;
    follow();
  }

  void follow() {
    const auto settings = tests::settings_of("2026-11-24");
    before = report;
    verdict = rules::judge(workspace, *document, settings, {}, verdict.get());
    report = rules::report(*document, verdict, {}, report.get());
    const auto fresh = rules::judge(workspace, *document, settings, {}, nullptr);
    CHECK(lines() == lines_of(rules::findings(*document, fresh, {})));
  }

  // "Q1 2025 past-period-open", a line each.
  std::string lines() const { return lines_of(rules::findings(*document, *report)); }
  std::string lines_of(const std::vector<rules::Finding>& findings) const {
    std::string out;
    for (const rules::Finding& finding : findings) {
      out += fmt::format("{} {}: {}", document->text.text(finding.span), finding.rule->name,
                         finding.message);
      for (const rules::Fix& fix : finding.fixes)
        for (const rules::Edit& edit : fix.edits)
          out += fmt::format(" | {}-{} {}", edit.span.begin, edit.span.end, edit.text);
      out += "\n";
    }
    return out;
  }

  // How many chapters are told the very list that they were told before.
  std::size_t shared() const {
    std::size_t count = 0;
    for (const auto& chapter : report->chapters)
      for (const auto& old : before->chapters)
        if (chapter != nullptr && old != nullptr && chapter->findings == old->findings) ++count;
    return count;
  }
  std::size_t told() const {
    return report->chapters.size() -
           static_cast<std::size_t>(
               std::count(report->chapters.begin(), report->chapters.end(), nullptr));
  }

  workspace::Workspace workspace;
  workspace::DocumentPtr document;
  rules::VerdictPtr verdict;
  rules::DocumentReportPtr report, before;
};

constexpr std::string_view late_years =
    "# Roadmap\n\nOf the harbours.\n\n"
    "## 2024\n\n### Q1 2024: Alerts\n\n#### Initiatives\n\n- Alerts by text\n\n"
    "### Q2 2024: Gauges\n\n#### Initiatives\n\n- Gauges at the quay\n\n"
    "## Q1 2025: Tides\n\n### Initiatives\n\n- Tides by the hour\n- [] Charts\n\n"
    "## Q2 2025: Winds\n\n**Status**: In progress\n\nBy 2027-02-30.\n";

// Prose below every heading: sections are chapters only where they are long enough.
std::string in_chapters(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const std::string_view line = text.substr(at, end - at);
    out += line;
    at = end;
    if (!line.starts_with('#')) continue;
    out += '\n';
    for (int i = 0; i < 40; ++i)
      out += "Words of harbours and gauges, of tides and of quays, number " + std::to_string(i) +
             " of them.\n";
  }
  return out;
}

std::size_t count_of(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("an edit judges again the sections that it touched") {
  Kept kept{in_chapters(late_years)};
  CHECK(count_of(kept.lines(), "past-period-open") == 4);
  const std::size_t told = kept.told();
  REQUIRE(told >= 4);

  // In the first section: all below it stands, and what moved is told the same lists.
  kept.edit("Of the harbours.", "Of all the harbours, \xF0\x9F\x8C\x8A.");
  CHECK(kept.told() == told);
  CHECK(kept.shared() == told);
  // What a quarter holds is its own matter …
  kept.edit("- Alerts by text", "- \xE2\x9C\x85 Alerts by text");
  CHECK(count_of(kept.lines(), "Q1 2024 ended") == 0);
  CHECK(kept.shared() + 2 >= told);
  // … and while its quarters are late, a year is not. Once they are not, there is nothing left.
  kept.edit("- Gauges at the quay", "- \xE2\x9C\x85 Gauges at the quay");
  CHECK(count_of(kept.lines(), "2024 ended") == 0);
  kept.edit("- \xE2\x9C\x85 Gauges at the quay", "- Gauges at the quay\n- Buoys");
  CHECK(count_of(kept.lines(), "Q2 2024 ended") == 1);
  // A heading says of all below it that nobody waits for them, and takes it back.
  kept.edit("# Roadmap", "# Archived roadmap");
  CHECK(count_of(kept.lines(), "past-period-open") == 0);
  kept.edit("# Archived roadmap", "# Roadmap");
  CHECK(count_of(kept.lines(), "past-period-open") == 3);
  kept.edit("## 2024\n", "## 2024 (done)\n");
  CHECK(count_of(kept.lines(), "past-period-open") == 2);
  // A section that comes between moves the others.
  kept.edit("## Q1 2025", "## Q4 2024: Nets\n\n**Status**: In progress\n\n## Q1 2025");
  CHECK(count_of(kept.lines(), "past-period-open") == 3);
}

TEST_CASE("what sections take from the whole document reaches them all") {
  Kept kept{std::string(late_years)};
  // The labels of the document: a fix writes its own like them.
  CHECK(count_of(kept.lines(), "**Status**: ${1|") >= 2);
  kept.edit("Of the harbours.", "**Owner:** Runa\n\n**Since:** 2020\n\n**Budget:** none");
  CHECK(count_of(kept.lines(), "**Status:** ${1|") >= 2);
  // The year's start, as quarters state it: all that was late by some months may not be.
  kept.edit("## Q1 2025: Tides", "## Q1 2025 (Apr - Jun): Tides");
  kept.edit("## Q2 2025: Winds", "## Q2 2025 (Jul - Sep): Winds");
  CHECK(count_of(kept.lines(), "The year starts in April") == 1);
  // The document's own status.
  kept.edit("**Owner:** Runa", "**Status:** Superseded");
  CHECK(count_of(kept.lines(), "past-period-open") == 0);
  kept.edit("**Status:** Superseded", "**Owner:** Runa");
  CHECK(count_of(kept.lines(), "past-period-open") >= 3);
}

TEST_CASE("periods are compared across chapters, edit by edit") {
  Kept kept{
      in_chapters("# Roadmap\n\n## Q1 2027: Alerts\n\n## Q2 2027: Gauges\n\n## Q3 2027: Tides\n\n"
                  "## Q4 2027: Winds\n")};
  CHECK(count_of(kept.lines(), "period") == 0);
  kept.edit("## Q3 2027", "## Q1 2028");
  CHECK(count_of(kept.lines(), "Q1 2028 stands before Q4 2027, out of order") == 1);
  kept.edit("## Q4 2027", "## Q2 2028");
  CHECK(count_of(kept.lines(), "out of order") == 0);
  CHECK(count_of(kept.lines(), "period-gap") == 0);  // two quarters are missing
  kept.edit("## Q1 2028: Tides", "## Q3 2027: Tides");
  kept.edit("## Q2 2028", "## Q1 2028");
  CHECK(count_of(kept.lines(), "Q4 2027 is missing") == 1);
  kept.edit("# Roadmap", "# The roadmap");
  CHECK(count_of(kept.lines(), "Q4 2027 is missing") == 1);
  kept.edit("## Q2 2027: Gauges", "### Q4 2027: Gauges");  // elsewhere, but there
  CHECK(count_of(kept.lines(), "is missing") == 0);
}

TEST_CASE("dates are held against the period above them, however far") {
  Kept kept{
      in_chapters("# Roadmap\n\n## Q1 2027: Alerts\n\n### Key Initiatives\n\n"
                  "1. **Alerts by text**\n   - **ETA**: 2027-05-01\n\n## Q2 2027\n")};
  CHECK(count_of(kept.lines(), "2027-05-01 is after Q1 2027") == 1);
  kept.edit("Words of harbours", "Many words of harbours");
  CHECK(count_of(kept.lines(), "2027-05-01 is after Q1 2027") == 1);
  kept.edit("## Q1 2027: Alerts", "## Q2 2027: Alerts");
  CHECK(count_of(kept.lines(), "date-outside-period") == 0);
  kept.edit("## Q2 2027: Alerts", "## FY27 Q1: Alerts");  // whenever that is
  CHECK(count_of(kept.lines(), "date-outside-period") == 0);
  kept.edit("## FY27 Q1: Alerts", "## Q3 2027: Alerts");
  CHECK(count_of(kept.lines(), "2027-05-01 is before Q3 2027") == 1);
  kept.edit("## Q3 2027: Alerts", "## 3Q 2027: Alerts");  // it is named as it is written
  kept.edit("- **ETA**: 2027-05-01", "- **Status**: Done\n   - **ETA**: 2027-05-01");
  CHECK(count_of(kept.lines(), "date-outside-period") == 0);
}

TEST_CASE("metrics are compared across chapters, edit by edit") {
  Kept kept{in_chapters(
      "# Roadmap\n\n## Q1 2027: Alerts\n\n### Success Metrics\n\n- At least 400 skippers\n\n"
      "## Q2 2027: Gauges\n\n### Success Metrics\n\n- At least 900 skippers\n\n"
      "## Q3 2027: Tides\n\n### Success Metrics\n\n- At least 2,000 skippers\n")};
  CHECK(count_of(kept.lines(), "conflicting-metric") == 0);
  kept.edit("At least 400 skippers", "At least 1,400 skippers");  // what is told stands elsewhere
  CHECK(count_of(kept.lines(), "At least 900 skippers conflicting-metric") == 1);
  kept.edit("## Q2 2027: Gauges", "## Q4 2026: Gauges");
  CHECK(count_of(kept.lines(), "conflicting-metric") == 0);
  kept.edit("## Q4 2026: Gauges", "## Q4 2027: Gauges");
  CHECK(count_of(kept.lines(), "At least 900 skippers conflicting-metric") == 1);
  kept.edit("- At least 2,000 skippers", "- At least 2,000 harbours");
  kept.edit("- At least 1,400 skippers", "- [x] At least 1,400 skippers");
  CHECK(count_of(kept.lines(), "conflicting-metric") == 0);
  kept.edit("- At least 900 skippers", "- At least 900 skippers\n- At least 900 skippers");
  CHECK(count_of(kept.lines(), "is there twice") == 1);
}

TEST_CASE("what a kind asks for is followed, edit by edit") {
  Kept kept{in_chapters("<!-- pland-kind: plan -->\n# Project Plan\n\n## What We're Building\n\n"
                        "## Current Focus\n\n### Now\n\n**1. Alerts**\n- **Who**: Runa Okafor\n\n"
                        "## Active Blockers\n\n**Last Updated**: 2026-11-01\n"),
            "docs/PROJECT_PLAN.md"};
  CHECK(count_of(kept.lines(), "What We're Building section-out-of-order") == 1);
  kept.edit("## What We're Building", "## Words");
  CHECK(count_of(kept.lines(), "section-out-of-order") == 0);
  kept.edit("## Current Focus", "## What We're Building");
  CHECK(count_of(kept.lines(), "1. Alerts missing-field") == 1);
  kept.edit("### Now", "### Later");
  CHECK(count_of(kept.lines(), "missing-field") == 0);
  kept.edit("### Later", "### Now");
  kept.edit("**Last Updated**", "**Seen**");
  CHECK(count_of(kept.lines(), "without \"Last Updated\"") == 1);
  kept.edit("## Words", "## Active Blockers");
  CHECK(count_of(kept.lines(), "Active Blockers duplicate-section") == 1);
}

TEST_CASE("identifiers are compared across chapters, edit by edit") {
  Kept kept{
      in_chapters("# Roadmap\n\n## Decisions\n\n### ADR-0001: Radio\n\n### ADR-0002: Alerts\n\n"
                  "## 4. Gauges\n\n### 4.1 Heaters\n\n### 4.2 Keys\n\n### 4.3 Paint\n")};
  CHECK(count_of(kept.lines(), "id-conflict") == 0);
  kept.edit("### ADR-0002: Alerts", "### ADR-0001: Alerts");
  CHECK(count_of(kept.lines(), "ADR-0001 is already \"ADR-0001: Radio\"") == 1);
  CHECK(count_of(kept.lines(), " ADR-0002\n") == 1);  // the fix
  kept.edit("### ADR-0001: Radio", "### ADR-0003: Radio");
  CHECK(count_of(kept.lines(), "id-conflict") == 0);
  kept.edit("### 4.2 Keys", "### 5.2 Keys");
  CHECK(count_of(kept.lines(), "is counted under 5") == 1);
  kept.edit("### 4.3 Paint", "### 5.3 Paint");  // counted some other way
  CHECK(count_of(kept.lines(), "id-conflict") == 0);
}

TEST_CASE("revisions are held against the last update, edit by edit") {
  Kept kept{
      in_chapters("# Roadmap\n\n**Last Updated**: 2026-10-01\n\n## Revision History\n\n"
                  "### 2026-09-01: First\n\n### 2026-10-01: Second\n")};
  CHECK(count_of(kept.lines(), "last-updated-behind-revision") == 0);
  kept.edit("### 2026-10-01", "### 2026-10-20");
  CHECK(count_of(kept.lines(), "2026-10-01 last-updated-behind-revision") == 1);
  CHECK(count_of(kept.lines(), "2026-10-20\n") == 1);  // the fix
  kept.edit("## Revision History", "## Meetings");
  CHECK(count_of(kept.lines(), "last-updated-behind-revision") == 0);
}

TEST_CASE("an empty section is one until something stands below it") {
  Kept kept{"# Roadmap\n\n## Risks\n\n## Next Steps\n\nAlerts.\n"};
  CHECK(count_of(kept.lines(), "Risks empty-section") == 1);
  kept.edit("## Risks\n", "## Risks\n\n### High\n\nFog.\n");
  CHECK(count_of(kept.lines(), "empty-section") == 0);
  kept.edit("Alerts.\n", "");
  CHECK(count_of(kept.lines(), "Next Steps empty-section") == 1);
  kept.edit("# Roadmap", "# Archived roadmap");
  CHECK(count_of(kept.lines(), "empty-section") == 0);
}

TEST_CASE("comments silence what is told, and what they leave is the same list") {
  Kept kept{std::string(late_years)};
  const std::size_t told = kept.told();
  kept.edit("Of the harbours.\n", "Of the harbours.\n\n<!-- pland-ignore tasks -->\n");
  CHECK(count_of(kept.lines(), "malformed-checkbox") == 0);
  CHECK(count_of(kept.lines(), "impossible-date") == 1);
  kept.edit("Of the harbours.", "Of many harbours.");
  CHECK(kept.shared() >= told - 1);
  kept.edit("<!-- pland-ignore tasks -->", "<!-- pland-ignore links -->");
  CHECK(count_of(kept.lines(), "malformed-checkbox") == 1);
  kept.edit("<!-- pland-ignore links -->", "");
  CHECK(kept.told() == told);
}

TEST_CASE("a finding names what it is about, though that is said in a chapter before") {
  const std::string text =
      "# Plan\n\n## Q2 2027: Alerts\n\nWords.\n\n### Success Metrics\n\n- Better forecasts\n";
  const workspace::Workspace workspace =
      tests::make_workspace(std::vector<tests::FixtureFile>{{"PLAN.md", text}});
  const auto document = workspace.open.begin()->second;
  const auto verdict =
      rules::judge(workspace, *document, tests::settings_of("2026-11-24"), {}, nullptr);
  const auto found = rules::findings(*document, verdict, {});
  REQUIRE(found.size() == 1);
  CHECK(found[0].rule->name == "unmeasurable-metric");
  CHECK(found[0].entity_kind == plan::EntityKind::milestone);
  CHECK(found[0].entity_title == "Q2 2027: Alerts");
}

TEST_CASE("snippets and their plain text") {
  CHECK(rules::plain_of_snippet("a ${1:[b - e.g., \"c\"]} ${2|Done,Dropped|}$0 \\$ \\} $x") ==
        "a [b - e.g., \"c\"] Done $ } $x");
  CHECK(rules::snippet_of("- [ ] [Name] costs $5 {a} [x](y)") ==
        "- [ ] ${1:[Name]} costs \\$5 {a\\} [x](y)");
  const std::string text = "**Metrics**:\n- [Metric 1 - e.g., \"a $ and a }\"]\n";
  CHECK(rules::plain_of_snippet(rules::snippet_of(text)) == text);
}

TEST_CASE("a matched kind is advised, a declared one is told") {
  const std::string body =
      "\n# One radio vendor\n\n## Context\n\nFive makers.\n\n## Decision\n\nOne of them.\n";
  CHECK(said("//- notes.md\n" + body) == "");
  CHECK(
      said("//- docs/decisions/0002-radio.md\n" + body).find(": information: missing-section: ") !=
      std::string::npos);
  CHECK(said("//- notes.md\n<!-- pland-kind: decision -->" + body)
            .find(": warning: missing-section: ") != std::string::npos);
}

TEST_CASE("the examples have the faults that their README lists, and no others") {
  std::vector<tests::FixtureFile> files;
  for (const char* name :
       {"CHANGELOG.md", "CLAUDE.md", "OKRS.md", "PROJECT_PLAN.md", "README.md", "ROADMAP.md",
        "docs/decisions/0001-keep-readings-at-the-harbour.md", "docs/operations/runbook.md"})
    files.push_back({name, read(std::string("examples/") + name)});

  std::multiset<std::string> expected;
  const std::string readme = read("examples/README.md");
  for (std::size_t at = readme.find("\n| "); at != std::string::npos;
       at = readme.find("\n| ", at + 1)) {
    const std::string row = readme.substr(at + 3, readme.find('\n', at + 1) - at - 3);
    const auto tick = row.find("| `");
    if (tick == std::string::npos) continue;
    expected.insert(row.substr(0, row.find(' ')) + " " +
                    row.substr(tick + 3, row.rfind('`') - tick - 3));
  }
  CHECK(expected.size() == 8);

  std::multiset<std::string> found;
  const std::string report = tests::report(files, tests::settings_of("2026-12-01"));
  for (std::size_t at = 0; at < report.size(); at = report.find('\n', at) + 1) {
    const std::string line = report.substr(at, report.find('\n', at) - at);
    const auto severity = line.find(": ");
    const auto name = line.find(": ", severity + 2) + 2;
    found.insert(line.substr(0, line.find(':')) + " " +
                 line.substr(name, line.find(": ", name) - name));
  }
  INFO(report);
  CHECK(found == expected);
}

TEST_CASE("our own plans are clean") {
  std::vector<tests::FixtureFile> files;
  for (const char* name : {"README.md", "ROADMAP.md", "PROJECT_PLAN.md", "CHANGELOG.md",
                           "docs/architecture.md", "docs/configuration.md"})
    files.push_back({name, read(name)});
  for (const char* name :
       {"LICENSE", "dev", "analysis/kinds/README.md", "examples/README.md", "examples/ROADMAP.md",
        "editors/vscode/README.md", "editors/neovim/README.md", "editors/emacs/README.md"})
    files.push_back({name, ""});
  rules::Selection lasting;  // what holds on any day
  lasting.ignore = {"past-period-open", "review-overdue", "links"};
  CHECK(tests::report(files, tests::settings_of("2026-12-01"), lasting) == "");
}

TEST_CASE("an archive is not asked to be complete, measured or in time") {
  const std::string roadmap =
      "<!-- pland-kind: roadmap -->\n# Roadmap\n\n**Next Review**: 2025-01-01\n\n"
      "## Q1 2025: Alerts\n\n- [ ] Alerts on the phone, by 2025-02-30\n\n"
      "**KPIs**:\n- Better forecasts\n";
  const std::string now = said("//- docs/ROADMAP.md\n" + roadmap);
  for (const std::string_view name : {"missing-section", "past-period-open", "review-overdue",
                                      "unmeasurable-metric", "impossible-date"})
    CHECK_MESSAGE(now.find(fmt::format(": {}: ", name)) != std::string::npos, name);
  CHECK(said("//- docs/archive/ROADMAP.md\n" + roadmap) ==
        "docs/archive/ROADMAP.md:8:31: error: impossible-date: 2025-02-30 does not exist: "
        "February 2025 has 28 days\n");
}
