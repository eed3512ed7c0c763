// What is recognised in planning Markdown, and what is not: each snippet's things are listed in
// full, so whatever is not listed must not be found. The shapes are reference/domain.md section 6's
// and what reading real plans brought up.
#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/plan_dump.h"

using namespace pland;
using namespace pland::tests;

namespace {

struct Snippet {
  std::string_view what;
  std::string_view path;
  std::string_view text;
  std::string_view expected;
  std::uint32_t shown = things;
};

void check(const std::vector<Snippet>& snippets) {
  for (const Snippet& snippet : snippets) {
    INFO(snippet.what);
    CHECK(recognised(snippet.path, snippet.text, snippet.shown) == snippet.expected);
  }
}

constexpr std::string_view roadmap = "ROADMAP.md";
constexpr std::string_view plan_file = "PROJECT_PLAN.md";
constexpr std::string_view okr = "OKRS.md";
constexpr std::string_view record = "docs/adr/0007-one-radio.md";
constexpr std::string_view none = "docs/notes.md";

}  // namespace

TEST_CASE("headings that look like a period, a version or a thing") {
  check({
      {"a numbered step with an effort is no release, and no initiative", plan_file,
       "## Clean-up\n### 1.1: Drop the old gauges (30 minutes)\n", ""},
      {"a section number is no version", roadmap,
       "# Tidewatch\n## 1.1 Better gauges\n## 2.2.1 Even better\n", ""},
      {"a phase with a letter for a number", roadmap,
       "# Tidewatch\n### Phase R1 — Rebuild the rig (`01.5_rig.ipynb`)\n",
       "milestone \"Phase R1 — Rebuild the rig (01.5_rig.ipynb)\" Phase R1\n"},
      {"an id before a sentence is no risk", roadmap,
       "# Tidewatch\n- **R1 (drift goes unseen):** `watch()` runs each minute now.\n", ""},
      {"a score that mentions phases", roadmap,
       "# Tidewatch\n### Score with Phase 1+2 in place: 9/10\n", ""},
      {"what was a phase once", roadmap,
       "# Tidewatch\n### Previously: Phase 3 (first draft) — Trials\n", ""},
      {"beyond a quarter", roadmap, "# Tidewatch\n## Beyond Q2: What May Come\n", ""},
      {"a document's period is no milestone", roadmap,
       "# 📍 Tidewatch — Delivery Roadmap (Q2 2026)\n",
       "section \"📍 Tidewatch — Delivery Roadmap (Q2 2026)\" Q2 2026 (document)\n",
       entities | sections},
      {"a sentence over a rule is a heading, but no phase", roadmap,
       "# Tidewatch\n\nI think Phase 8 will cure the drift that we have seen.\n---\n", ""},
      {"horizons", roadmap,
       "# Tidewatch\n## Now (In Progress)\n## Next: Alerts\n## Later\n## Longer-Term Vision\n"
       "## Next Steps (after the trial)\n",
       "milestone \"Now\" Now, in progress\nmilestone \"Next: Alerts\" Next\nmilestone \"Later\" "
       "Later, deferred\n"},
      {"horizons are a plan's", none, "# Notes\n## Now\n- **Login**: x\n", ""},
      {"procedures have steps and days", plan_file, "# Plan\n## Step 1: Unpack\n## Day 2\n", ""},
      {"a release is a roadmap's milestone, elsewhere it is nothing", roadmap,
       "# Tidewatch\n## v1.2 — Alerts\n", "milestone \"v1.2 — Alerts\" v1.2\n"},
      {"… not of notes", none, "# Notes\n## v1.2 — Alerts\n", ""},
      {"a status in a code span", roadmap, "# Tidewatch\n## Phase 0 — Ground `[Complete]`\n",
       "milestone \"Phase 0 — Ground\" Phase 0, done\n"},
      {"a mark is no name", roadmap, "# Tidewatch\n### All Tests Passing ✅\n",
       "section \"Tidewatch\"\nsection \"All Tests Passing ✅\", done\n", entities | sections},
  });
}

TEST_CASE("what was said about a period afterwards is none") {
  check({
      {"retrospectives and reviews", roadmap,
       "# T\n## Phase 1 Retrospective\n## Sprint 4 Review\n## Q1 2027 lessons learned\n", ""},
      {"a phase of that name", roadmap, "# T\n## Phase 3: Review\n",
       "milestone \"Phase 3: Review\" Phase 3\n"},
  });
}

TEST_CASE("what stands below whom") {
  check({
      {"the title lists nothing", okr, "# OKRs\n## How to read this\n", ""},
      {"themes and pillars", roadmap,
       "# T\n## Strategic Themes\n### Trust\n### Theme 2: Speed\n#### Theme 3: [Name]\n",
       "theme \"Trust\"\ntheme \"Theme 2: Speed\"\ntheme \"Theme 3: [Name]\", placeholder\n"},
      {"features of a README are no initiatives", "README.md",
       "# Tidewatch\n## Features\n### Alerts\n- **Fast**: yes\n## Prerequisites\n- Python 3.10\n",
       ""},
      {"groups are no things", roadmap,
       "# T\n## Risks\n### High\n- **The vendor stops**: we stock modules\n### Technical Risks\n",
       "risk \"The vendor stops\"\n"},
      {"counted work below a milestone; other headings group it", roadmap,
       "# T\n## Phase 2: Alerts\n### 1. Sender\n### Item 2.1: Receiver ✅\n### Delivered Features\n"
       "### Metrics Achieved\n- Latency: 3 s\n",
       "milestone \"Phase 2: Alerts\" Phase 2\ninitiative \"1. Sender\"\n"
       "initiative \"Item 2.1: Receiver\", done\n"},
      {"scope and features need a name to be initiatives", plan_file,
       "# P\n## Scope\n- Gauges\n- Alerts\n## Deliverables\n- A box\n- **Set-up page**: printed\n",
       "initiative \"Set-up page\"\n"},
      {"non-goals", roadmap,
       "# T\n## What We're NOT Doing (And Why)\n### A chart plotter\n**Why not**: they have one\n\n"
       "**Revisit when**: asked for\n## Out of Scope\n- Wave height\n",
       "non-goal \"A chart plotter\"\nwhy not \"they have one\" of \"A chart plotter\"\n"
       "revisit when \"asked for\" of \"A chart plotter\"\nnon-goal \"Wave height\"\n"},
      {"a log of decisions", "DECISIONS.md",
       "# Decisions\n## How to use this\n## ADR-001 — One radio\n**Status**: Accepted\n"
       "### Decision\n- Buy one\n- Test it\n### Consequences\n## 2026-01-05: No cloud\n",
       "decision \"ADR-001 — One radio\" #ADR-001, done\n"
       "status \"Accepted\" of \"ADR-001 — One radio\"\ndecision \"2026-01-05: No cloud\"\n"},
      {"a decision's own points are no decisions", record,
       "# One radio\n## Decision\n1. **Buy** one\n### Rollout\n## Decision Drivers\n- Price\n",
       "decision \"One radio\"\n"},
      {"revisions have a date", roadmap,
       "# T\n## Revision History\n### 2026-01-31: First\n- Written\n### Notes\n"
       "- 2026-02-01: Second\n",
       "revision \"2026-01-31: First\"\nrevision \"2026-02-01: Second\"\n"},
      {"milestones as a list", roadmap,
       "# T\n## Milestones\n- Q1 2027: Alerts\n- Phase 2 — Forecasts\n- Some words\n",
       "milestone \"Q1 2027: Alerts\" Q1 2027\nmilestone \"Phase 2 — Forecasts\" Phase 2\n"},
  });
}

TEST_CASE("fields, in each way to write them") {
  check({
      {"four ways, and several on a line", none,
       "**Owner**: Ana\n**Status:** Active\n**Priority** — High\nDate: 2026-01-02\n\n"
       "**Last Updated**: 2026-02-03 | **Version**: 3 | Effort: 2 days\n",
       "owner \"Ana\"\nstatus \"Active\"\npriority \"High\"\ndate \"2026-01-02\"\n"
       "last updated \"2026-02-03\"\nversion \"3\"\neffort \"2 days\"\n"},
      {"several on a line with dots between, which values have too", none,
       "**Owner**: Ana \u00b7 Bo \u00b7 **Status**: Active \u2022 Effort: 2 days\n",
       "owner \"Ana \u00b7 Bo\"\nstatus \"Active\"\neffort \"2 days\"\n"},
      {"hard breaks, values over lines", none,
       "**Goal**: reach the\nother side  \n**Owner**: Ana\\\n**Rationale**: because\n  it is "
       "there\n",
       "goal \"reach the other side\"\nowner \"Ana\"\nrationale \"because it is there\"\n"},
      {"text between label and colon", none, "**Success criteria** (what must be TRUE): x\n",
       "success criteria \"x\"\ncriteria \"Success criteria\" 1 of 1\nmetric \"x\" unsure\n"},
      {"prose has colons too", none,
       "We know one thing: it works. Note the time, 12:30, and std::string.\n\n"
       "Ana: can you look?\n\nhttps://example.com: a page\n",
       ""},
      {"an italic label", none, "*Last updated: 2026-01-02*\n", "last updated \"2026-01-02\"\n"},
      {"front matter", none,
       "---\nstatus: draft\ndepends_on: [a, b]\ntags:\n  - x\n# note: no\nurl:http\nowner: "
       "\"Ana\"\n"
       "---\n\ntext\n",
       "status \"draft\"\ndepends on \"[a, b]\"\nfield \"tags\" \"x\"\nowner \"Ana\"\n"},
      {"lists in front matter", none,
       "---\ndepends-on:\n- TEN-1\n- \"TEN-2\"\nowner:\n  - Ana\nreviewers:\n  - Bo\n  - "
       "Cy\n---\n\n"
       "text\n",
       "depends on \"TEN-1, TEN-2\"\nowner \"Ana\"\nfield \"reviewers\" \"\"\n"},
      {"a table of metadata", none,
       "| Field | Value |\n|---|---|\n| Owner | Ana |\n| **Status** | Draft / Final |\n",
       "owner \"Ana\"\nstatus \"Draft / Final\"\n"},
      {"a table without a head", none,
       "| | |\n|---|---|\n| Author | Ana |\n| Created | 2026-01-01 |\n",
       "owner \"Ana\"\ncreated \"2026-01-01\"\n"},
      {"a table whose head is a field too", none,
       "| Status | Accepted |\n|---|---|\n| Date | 2026-01-01 |\n| Owner | Ana |\n",
       "status \"Accepted\"\ndate \"2026-01-01\"\nowner \"Ana\"\n"},
      {"two columns of something else", none,
       "| Task | Output |\n|---|---|\n| Dig | A hole |\n| Fill | No hole |\n", ""},
      {"a heading and its short value", record,
       "# One radio\n## Status\n\nAccepted\n\n## Date\n\n2026-01-01\n\n## Context\n\nMany "
       "radios.\n",
       "decision \"One radio\"\nstatus \"Accepted\"\ndate \"2026-01-01\"\n"},
      {"a label needs no value", none, "**Owner**:\n\n**Status:**\n", "owner \"\"\nstatus \"\"\n"},
      {"quoted, fenced and commented text says nothing", none,
       "> **Owner**: Ana\n\n```markdown\n**Owner**: Ana\n# Q1 2026\n```\n\n<!-- **Owner**: Ana "
       "-->\n",
       ""},
      {"labels below a line of prose count where bold and known", none,
       "The plan for the harbour.\n**Owner**: Ana\nNote: no\n**Shade**: red\n\n"
       "Some text\n**Shade**: red\n",
       "owner \"Ana\"\ndescription \"no\"\nfield \"Shade\" \"red\"\n"},
      {"scopes in a changelog are no labels", "CHANGELOG.md",
       "# Changelog\n## 1.2.0 - 2026-01-01\n### Fixed\n- **security:** close it\n- release: x\n",
       "release \"1.2.0 - 2026-01-01\" v1.2.0\n"},
  });
}

TEST_CASE("work right below a milestone") {
  check({
      {"an item whose fields say so, if it is bold or counted", roadmap,
       "# T\n## Q1 2027\n1. **Partner API**: open it\n   - Owner: Kim\n- **Speed**: more of it\n"
       "- Prose\n  - Owner: Bo\n",
       "milestone \"Q1 2027\" Q1 2027\ninitiative \"Partner API\"\nowner \"Kim\" of \"Partner "
       "API\"\n"
       "owner \"Bo\"\n"},
      {"a heading whose fields say so, the fields before and prose included", roadmap,
       "# T\n## Q1 2027\n### Partner API\nOpens the gates.\n\n- Effort: 3 weeks\n- Owner: Kim\n"
       "### SSO\n**Status**: Done\n### Chat\n| Field | Value |\n|--|--|\n| Owner | Bo |\n",
       "milestone \"Q1 2027\" Q1 2027\ninitiative \"Partner API\"\n"
       "effort \"3 weeks\" of \"Partner API\"\nowner \"Kim\" of \"Partner API\"\n"
       "initiative \"SSO\", done\nstatus \"Done\" of \"SSO\"\ninitiative \"Chat\"\n"
       "owner \"Bo\" of \"Chat\"\n"},
      {"no heading of another sort", roadmap,
       "# T\n## Q1 2027\n### Notes\n- Owner: Kim\n### Radio\n- Antenna\n  - Owner: Kim\n"
       "### Sea\n- Costs: 3\n### Land\n| Task | Owner |\n|--|--|\n| Dig | Bo |\n"
       "#### Deeper\n- Owner: Kim\n## Vision\n### Far\n- Owner: Kim\n",
       "milestone \"Q1 2027\" Q1 2027\nowner \"Kim\"\nowner \"Kim\"\ntask \"Dig\"\n"
       "owner \"Bo\" of \"Dig\"\nowner \"Kim\"\nowner \"Kim\"\n"},
  });
}

TEST_CASE("a quarter below a year is that year's") {
  check({
      {"its quarters and months", roadmap,
       "# T\n## 2026\n### Q4\n- x\n### Q1 2027\n## FY27\n### H1\n### March\n## Later\n### Q2\n",
       "milestone \"2026\" 2026\nmilestone \"Q4\" Q4 2026\nmilestone \"Q1 2027\" Q1 2027\n"
       "milestone \"FY27\" FY27\nmilestone \"Later\" Later, deferred\nmilestone \"Q2\" Q2\n"},
      {"not of several years", roadmap, "# T\n## 2026-2028\n### Q4\n- x\n",
       "milestone \"2026-2028\" 2026–2028\nmilestone \"Q4\" Q4\n"},
  });
}

TEST_CASE("an identifier behind a name is its identifier") {
  const auto id_of = [](std::string_view line) {
    const auto document = markdown::Document::parse("# T\n## Q1 2027\n\n**Key Initiatives**:\n\n" +
                                                    std::string(line) + "\n");
    const auto plan = plan::understand(document, {"ROADMAP.md", {}}, nullptr);
    for (const plan::PlacedChapter& chapter : plan->chapters)
      for (const plan::Entity& entity : chapter.facts->entities)
        if (entity.kind == plan::EntityKind::initiative) return entity.id;
    return std::string("no initiative");
  };
  CHECK(id_of("- **Partner API** (PAR-1): others build on it") == "PAR-1");
  CHECK(id_of("- **Partner API** [PAR-1]") == "PAR-1");
  CHECK(id_of("- **PAR-2: Partner API** (PAR-1)") == "PAR-2");
  CHECK(id_of("- **Partner API** (see PAR-1)").empty());
  CHECK(id_of("- **Partner API**: waits (PAR-1)").empty());
  CHECK(id_of("- **Partner API )**: odd").empty());
  CHECK(id_of("- **Partner API (PAR-1)**: odd") == "PAR-1");
}

TEST_CASE("bold names with a status below a milestone are work") {
  check({
      {"beside those that have fields", roadmap,
       "# T\n## Q4 2026\n- **Mill** — in progress\n  - Owner: Bo\n- **Gamma** — planned\n"
       "- **Note** — we like it\n- words in progress\n",
       "milestone \"Q4 2026\" Q4 2026\ninitiative \"Mill\", in progress\nowner \"Bo\" of \"Mill\"\n"
       "initiative \"Gamma\", todo\ndescription \"we like it\" of \"Q4 2026\"\n"},
      {"what stands in a table of done things is done", roadmap,
       "# T\n## Done\n| Initiative | Shipped |\n|---|---|\n| Pay | 2026-03-02 |\n",
       "initiative \"Pay\", done\ncompleted \"2026-03-02\" of \"Pay\"\n"},
      {"an objective that is called one", okr, "# O\n## Objective: Learners finish\nWords.\n",
       "objective \"Objective: Learners finish\"\n"},
      {"releases below a minor one, as some tools write them", "CHANGELOG.md",
       "# Log\n# [1.2.0](x) (2026-10-01)\n### Fixes\n## [1.1.1](y) (2026-09-12)\n### 1.0.9 notes\n",
       "release \"1.2.0 (2026-10-01)\" v1.2.0\nrelease \"1.1.1 (2026-09-12)\" v1.1.1\n"},
  });
}

TEST_CASE("a day as the target of work is when it is due, of a metric what is reached") {
  check({
      {"work", roadmap,
       "# T\n## Q1 2027\n### Partner API\n- Owner: Kim\n- Target: 2027-02-01\n- Target: 40 "
       "partners\n",
       "milestone \"Q1 2027\" Q1 2027\ninitiative \"Partner API\"\nowner \"Kim\" of \"Partner "
       "API\"\n"
       "target date \"2027-02-01\" of \"Partner API\"\ntarget \"40 partners\" of \"Partner "
       "API\"\n"},
  });
}

TEST_CASE("a day as the target of a metric is what it measures") {
  CHECK(recognised(roadmap,
                   "# T\n## Q1 2027\n**Success Metrics**:\n- Beta is out\n  - Target: 2027-02-01\n")
            .find("target \"2027-02-01\"") != std::string::npos);
}

TEST_CASE("a word of progress that is all there is names a thing among things") {
  check({
      {"decisions", roadmap, "# T\n## Decisions\n### Alpha\n### Beta ✅\n",
       "decision \"Alpha\"\ndecision \"Beta\", done\n"},
      {"what is struck through in a status was so once", roadmap,
       "# T\n## Q1 2027\n### SSO\n**Status**: ~~Planned~~ Done\n",
       "milestone \"Q1 2027\" Q1 2027\ninitiative \"SSO\", done\nstatus \"Done\" of \"SSO\"\n"},
      {"items", roadmap, "# T\n- [ ] Alpha\n- [x] In progress\n- [ ] Beta 🚧\n- Done\n",
       "task \"Alpha\", todo\ntask \"In progress\", done\ntask \"Beta\", todo, in progress\n"
       "item \"Done\"\n",
       entities | items},
  });
}

TEST_CASE("whose field it is") {
  check({
      {"the item's, where the item is a thing; nobody's below a plain item", roadmap,
       "# T\n## Phase 1: Dig\n**Key Initiatives**:\n1. **Dig**: a hole\n   - Status: done\n"
       "   - **Next milestone**: depth\n     - Owner: Ana\n\nOther work:\n- Something\n"
       "  - Owner: Bo\n",
       "milestone \"Phase 1: Dig\" Phase 1\nfield \"Key Initiatives\" \"\" of \"Phase 1: Dig\"\n"
       "initiative \"Dig\", done\nstatus \"done\" of \"Dig\"\nfield \"Next milestone\" \"depth\" "
       "of \"Dig\"\n"
       "owner \"Ana\" of \"Dig\"\nowner \"Bo\"\n"},
      {"the bold line's", plan_file,
       "# P\n## Now\n**1. Gauges**\n- **Who**: Ana\n- **Tracking note**: 12\n\n**2. Alerts** 🔄\n"
       "**Who**: Bo\n\n## Recently Completed\n**✅ Offline mode**\n- **Completed**: 2026-01-01\n",
       "milestone \"Now\" Now\ninitiative \"1. Gauges\"\nowner \"Ana\" of \"1. Gauges\"\n"
       "field \"Tracking note\" \"12\" of \"1. Gauges\"\ninitiative \"2. Alerts\", in progress\n"
       "owner \"Bo\" of \"2. Alerts\"\ninitiative \"Offline mode\", done, done\n"
       "completed \"2026-01-01\" of \"Offline mode\"\n"},
      {"a footer behind a rule is the document's", roadmap,
       "# T\n## Q1 2027: Alerts\n**Status**: Planned\n\n---\n\n**Last Updated**: 2026-01-01\n"
       "**Status**: Active\n",
       "milestone \"Q1 2027: Alerts\" Q1 2027, todo\nstatus \"Planned\" of \"Q1 2027: Alerts\"\n"
       "last updated \"2026-01-01\"\nstatus \"Active\"\n"},
      {"a footer without a rule", roadmap,
       "# T\n## Q1 2027: Alerts\nText.\n\n**Last Updated**: 2026-01-01\n**Status**: Active\n",
       "milestone \"Q1 2027: Alerts\" Q1 2027\nlast updated \"2026-01-01\"\nstatus \"Active\"\n"},
      {"a label of the section ends the bold line", roadmap,
       "# T\n## Q1 2027: Alerts\n**Key Initiatives**:\n\n**1. Sender**\n- Owner: Ana\n\n"
       "**2. Receiver**\n- Owner: Bo\n\n**Success Metrics**:\n- 5 skippers\n",
       "milestone \"Q1 2027: Alerts\" Q1 2027\nfield \"Key Initiatives\" \"\" of \"Q1 2027: "
       "Alerts\"\n"
       "initiative \"1. Sender\"\nowner \"Ana\" of \"1. Sender\"\ninitiative \"2. Receiver\"\n"
       "owner \"Bo\" of \"2. Receiver\"\nsuccess metrics \"\" of \"Q1 2027: Alerts\"\n"
       "strict \"Success Metrics\" 1 of 1\nmetric \"5 skippers\" quantity\n"},
      {"statuses of the heading and of the field", roadmap,
       "# T\n## Work\n### Item 1.1: Checks ✅\n**Status:** 🟡 Delegated\n",
       "section \"T\"\nsection \"Work\"\nsection \"Item 1.1: Checks ✅\", done\n"
       "status \"🟡 Delegated\"\n",
       entities | fields | sections},
  });
}

TEST_CASE("places for metrics, and the metrics in them") {
  check({
      {"three on a line; a comma within a number separates nothing", roadmap,
       "# T\n**Success Criteria:** 1,200 skippers, 95% uptime, <100 ms delay\n",
       "success criteria \"1,200 skippers, 95% uptime, <100 ms delay\"\n"
       "criteria \"Success Criteria\" 3 of 3\nmetric \"1,200 skippers\" quantity\n"
       "metric \"95% uptime\" quantity\nmetric \"<100 ms delay\" quantity\n"},
      {"a sentence with commas is one", roadmap,
       "# T\n**Exit criteria**: a table, a page, and 3 of 5 gauges that agree\n",
       "success criteria \"a table, a page, and 3 of 5 gauges that agree\"\n"
       "criteria \"Exit criteria\" 1 of 1\n"
       "metric \"a table, a page, and 3 of 5 gauges that agree\" quantity\n"},
      {"an ordered list below a label with text behind it", roadmap,
       "# T\n**Success Criteria** (what must be TRUE):\n  1. `make` passes\n  2. No gauge is lost\n"
       "**Plans:** 2 of 3 done\n\nPlans:\n- [x] 01-01-PLAN.md — the rig\n",
       "success criteria \"\"\ncriteria \"Success Criteria\" 2 of 2\n"
       "metric \"make passes\" yes or no\nmetric \"No gauge is lost Plans: 2 of 3 done\" quantity\n"
       "task \"01-01-PLAN.md — the rig\", done\n"},
      {"wrapped, under names of its own", roadmap,
       "# T\n## Phase 1\n- **Done condition:** the fixtures hold one file for\n  each of 12 "
       "gauges\n"
       "- **Gate to next phase:** a human looks\n",
       "milestone \"Phase 1\" Phase 1\n"
       "success criteria \"the fixtures hold one file for each of 12 gauges\" of \"Phase 1\"\n"
       "criteria \"Done condition\" 1 of 1\n"
       "metric \"the fixtures hold one file for each of 12 gauges\" quantity\n"
       "success criteria \"a human looks\" of \"Phase 1\"\ncriteria \"Gate to next phase\" 1 of 1\n"
       "metric \"a human looks\" unsure\n"},
      {"a target is no container, a plural is", roadmap,
       "# T\n**Target:** v0.1 (Q2 2026) → v1.0 (Q1 2027)\n\n**Targets**:\n- 5 harbours\n",
       "target \"v0.1 (Q2 2026) → v1.0 (Q1 2027)\"\nsuccess metrics \"\"\n"
       "strict \"Targets\" 1 of 1\nmetric \"5 harbours\" quantity\n"},
      {"a label that is followed by another is empty, and so is one at the end", roadmap,
       "# T\n**Success Metrics**:\n\n**Dependencies**: None\n\n**Exit criteria**:\n",
       "success metrics \"\"\nstrict \"Success Metrics\" 0 of 0, empty\ndepends on \"None\"\n"
       "success criteria \"\"\ncriteria \"Exit criteria\" 0 of 0, empty\n"},
      {"groups within a label's metrics, bold and nested", roadmap,
       "# T\n**Success Metrics**:\n\n**Technical:**\n- p95 < 200 ms\n\n**Business:**\n- 40 "
       "harbours\n\n"
       "Thanks.\n\n- not one\n\n## Success Metrics\n- Technical:\n  - 99 % uptime\n"
       "- **People**\n  - 3 of 5 like it\n- Trust grows\n  - from 20 % to 60 %\n",
       "success metrics \"\"\nstrict \"Success Metrics\" 2 of 2\nfield \"Technical\" \"\"\n"
       "metric \"p95 < 200 ms\" quantity\nfield \"Business\" \"\"\nmetric \"40 harbours\" "
       "quantity\n"
       "strict \"Success Metrics\" 3 of 3\nmetric \"99 % uptime\" quantity\n"
       "metric \"3 of 5 like it\" quantity\nmetric \"Trust grows\" vague direction, by a child\n"},
      {"a label of something else puts the heading's place aside", roadmap,
       "# T\n## Success Metrics\n- 5 harbours\n\n**Dependencies**:\n- the vendor\n\n**Owner**: "
       "Ana\n",
       "strict \"Success Metrics\" 1 of 1\nmetric \"5 harbours\" quantity\ndepends on \"\"\n"
       "owner \"Ana\"\n"},
      {"headings in between", roadmap,
       "# T\n## Success Metrics\n### Technical\n- p95 < 200 ms\n### Risks\n- low\n",
       "strict \"Success Metrics\" 0 of 0, empty\nmetric \"p95 < 200 ms\" quantity\n"},
      {"weak places", roadmap, "# T\n**Expected outcomes**: calm\n\n## Metrics\n- gauges_total\n",
       "expected impact \"calm\"\nweak \"Metrics\" 1 of 1\nmetric \"gauges_total\" unsure\n"},
      {"key results are results elsewhere", roadmap,
       "# Report\n### Key Results\n- We won\n\n**Key Results**:\n- twice\n", "key result \"\"\n"},
      {"key results of an objective", okr,
       "# OKRs\n## Objective 1: Trust\n- KR: 5 harbours\n- KR 1.2: trust\n\n### Key Results\n"
       "1. Readings that arrive\n   - Baseline: 90 %\n   - Target: 99 %\n2. KR 1.3: [Metric]\n",
       "objective \"Objective 1: Trust\"\nkey result \"5 harbours\" of \"Objective 1: Trust\"\n"
       "strict \"KR\" 1 of 1\nmetric \"5 harbours\" quantity\n"
       "field \"KR 1.2\" \"trust\" of \"Objective 1: Trust\"\nstrict \"KR 1.2\" 1 of 1\n"
       "metric \"trust\" unsure\nstrict \"Key Results\" 1 of 2\n"
       "metric \"Readings that arrive\" unsure, by a child\nbaseline \"90 %\"\ntarget \"99 %\"\n"
       "metric \"KR 1.3: [Metric]\" placeholder\n"},
      {"a redacted number is a link, and no placeholder", okr,
       "# OKRs\n   - KR: Land [_N<sub>2</sub>_][n2] harbours ([_N<sub>3</sub>_][n3])\n\n[n2]: "
       "x.md\n"
       "[n3]: y.md\n",
       "key result \"Land N2 harbours (N3)\"\nstrict \"KR\" 1 of 1\n"
       "metric \"Land N2 harbours (N3)\" yes or no\n",
       things | placeholders},
      {"metrics that are reached", roadmap,
       "# T\n## Quality Gates\n- ✅ 80 % covered\n- [x] checked\n- ~~dropped~~\n- [ ] open\n",
       "criteria \"Quality Gates\" 4 of 4\nmetric \"✅ 80 % covered\" quantity, done\n"
       "metric \"checked\" unsure, done\nmetric \"dropped\" unsure, done\nmetric \"open\" "
       "unsure\n"},
      {"a table of metrics", roadmap,
       "# T\n| KPI | Current | Target |\n|---|---|---|\n| Harbours | 6 | 20 |\n| Trust | low | |\n"
       "| [Metric] | x | [Value] |\n",
       "metric \"Harbours: 20\" quantity\nmetric \"Trust\" no target\n"
       "metric \"[Metric]: [Value]\" placeholder\n"},
      {"a row without a target has only its name to be judged by", roadmap,
       "# T\n| Metric | Target |\n|---|---|\n| Better forecasts | |\n",
       "metric \"Better forecasts\" vague direction\n"},
      {"a key result whose numbers are fields below it, and one that is described otherwise", okr,
       "# OKRs\n## Objective 1: Trust\n### Key Results\n1. **KR 1.1: Readings on time**\n"
       "   - **Baseline**: 90 %\n   - **Target**: 99 %\n2. **KR 1.2: Improve forecasts**\n"
       "   - **Owner**: Runa\n3. **People**\n   - 40 skippers\n4. **Alerts**\n"
       "   - Current: 12\n   - Target: 400\n",
       "objective \"Objective 1: Trust\"\nstrict \"Key Results\" 4 of 4\n"
       "metric \"KR 1.1: Readings on time\" unsure, by a child\nbaseline \"90 %\"\n"
       "target \"99 %\"\nmetric \"KR 1.2: Improve forecasts\" vague direction\n"
       "owner \"Runa\"\nmetric \"40 skippers\" quantity\n"
       "metric \"Alerts\" unsure, by a child\ncurrent \"12\"\ntarget \"400\"\n"},
      {"objectives in short, where all are", okr, "# OKRs\n## O1: Trust\n## Goal 2: Calm\n",
       "objective \"O1: Trust\"\nobjective \"Goal 2: Calm\"\n"},
      {"and elsewhere they are nothing", roadmap, "# T\n## O1: Trust\n## Goal 2: Calm\n", ""},
      {"a column of metrics, and a row of metadata", roadmap,
       "# T\n| Initiative | KPI |\n|---|---|\n| Alerts | 400 skippers |\n| Rig | |\n\n"
       "| Field | Value |\n|---|---|\n| Success Metrics | 40 skippers |\n",
       "strict \"KPI\" 1 of 1\n"
       "initiative \"Alerts\"\nsuccess metrics \"400 skippers\" of \"Alerts\"\n"
       "initiative \"Rig\"\nsuccess metrics \"\" of \"Rig\"\n"
       "success metrics \"40 skippers\"\nstrict \"Success Metrics\" 1 of 1\n"
       "metric \"40 skippers\" quantity\n"},
      {"key results of a quarter are some", roadmap,
       "# T\n## Q1 2027\n**Key Results**:\n- 400 skippers\n",
       "milestone \"Q1 2027\" Q1 2027\nkey result \"\" of \"Q1 2027\"\n"
       "weak \"Key Results\" 1 of 1\nmetric \"400 skippers\" quantity\n"},
      {"a list or table that was begun holds nothing", roadmap,
       "# T\n**Success Metrics**:\n\n-\n\n## Acceptance Criteria\n| Metric | Target |\n|---|---|\n"
       "| | |\n",
       "success metrics \"\"\nstrict \"Success Metrics\" 0 of 0, empty\n"
       "criteria \"Acceptance Criteria\" 0 of 0, empty\n"},
      {"a sentence that is all there is", roadmap,
       "# T\n**Success Metrics**:\n\nBetter forecasts.\n\n## KPIs\n\nHow we will see it.\n",
       "success metrics \"\"\nstrict \"Success Metrics\" 1 of 1\n"
       "metric \"Better forecasts.\" vague direction\nstrict \"KPIs\" 0 of 0\n"},
      {"a goal with a number", roadmap, "# T\n## Q1 2027\n**Goal**: 20 harbours\n",
       "milestone \"Q1 2027\" Q1 2027\ngoal \"20 harbours\" of \"Q1 2027\"\n"},
  });
}

TEST_CASE("items: tasks, marks, things") {
  check({
      {"boxes, marks, words struck through", roadmap,
       "# T\n- [ ] first\n- [X] second ✅\n* [x] ~~not needed~~\n1. [x] counted\n- ✅ ~~removed~~ "
       "(#12)\n"
       "- 🔄 going on\n",
       "task \"first\", todo\ntask \"second\", done, done\ntask \"not needed\", dropped, done\n"
       "task \"counted\", done\nitem \"✅ removed (#12)\", done\nitem \"🔄 going on\", in progress\n",
       entities | items},
      {"an index before a criterion, between comments", plan_file,
       "# P\n## Acceptance Criteria\n<!-- AC:BEGIN -->\n- [x] #1 The page lists all tasks\n"
       "<!-- AC:END -->\n",
       "criteria \"Acceptance Criteria\" 1 of 1\nmetric \"#1 The page lists all tasks\" yes or no, "
       "done\n"},
      {"a status before a due date or an owner, and the day of a sign", roadmap,
       "# T\n- [ ] Billing — 🚧 in progress — due 2026-12-10\n- [ ] Ports | WIP | @kim\n"
       "- [ ] Masts — in progress — for boats\n- [ ] Oars ✅ 2026-10-14\n- [ ] Sails 🚧\n",
       "task \"Billing — 🚧 in progress — due 2026-12-10\", todo, in progress\n"
       "task \"Ports | WIP | @kim\", todo, in progress\n"
       "task \"Masts — in progress — for boats\", todo\ntask \"Oars\", done, todo\n"
       "task \"Sails\", todo, in progress\n",
       entities | items},
      {"a number of an issue stays in the name", plan_file,
       "# P\n- [x] **#24**: One store\n- [ ] #25 Two stores\n",
       "task \"#24\", done\ntask \"#25 Two stores\", todo\n"},
      {"a satisfied dependency, and none", roadmap,
       "# T\n## Phase 1: Dig\n**Depends on:** Nothing (first phase)\n\n- [ ] **Sender**\n"
       "  - **Dependencies:** #24 ✅\n",
       "milestone \"Phase 1: Dig\" Phase 1\ndepends on \"Nothing (first phase)\" of \"Phase 1: "
       "Dig\"\n"
       "task \"Sender\", todo\ndepends on \"#24 ✅\" of \"Sender\"\n"},
      {"dependencies that are packages", plan_file,
       "# P\n## Steps\n2. **Dependencies**: `requirements.txt` with numpy\n",
       "depends on \"requirements.txt with numpy\"\n"},
      {"milestones that are counted", plan_file,
       "# P\n1. Health + checks (due 2027-01-20)\n   - Owner/DRI: Ana (lead, @ana) — Backup: Bo\n"
       "   - Success: endpoints return 200; bad settings fail\n",
       "owner \"Ana (lead, @ana) — Backup: Bo\"\nsuccess criteria \"endpoints return 200; bad "
       "settings fail\"\n"
       "criteria \"Success\" 1 of 1\nmetric \"endpoints return 200; bad settings fail\" yes or "
       "no\n"},
      {"a release and its groups", "CHANGELOG.md",
       "# Changelog\n## [Unreleased]\n### Features\n- x\n## [1.2.0] - 2026-01-02\n### ✅ Tests\n"
       "- [Completion] more\n- [ ] y\n```markdown\n## [X.Y.Z] - YYYY-MM-DD\n```\n## v1.1.0 "
       "(2025-12-01)\n"
       "### Unheard of\n",
       "section \"Changelog\" revision history\nsection \"[Unreleased]\" unreleased\n"
       "release \"[Unreleased]\"\nsection \"Features\" added\n"
       "section \"[1.2.0] - 2026-01-02\" v1.2.0\nrelease \"[1.2.0] - 2026-01-02\" v1.2.0\n"
       "section \"✅ Tests\" internal, done\nsection \"v1.1.0 (2025-12-01)\" v1.1.0\n"
       "release \"v1.1.0 (2025-12-01)\" v1.1.0\nsection \"Unheard of\"\n",
       entities | sections | placeholders},
  });
}

TEST_CASE("bold lines that are headings") {
  check({
      {"risks, and groups of them", roadmap,
       "# T\n### Strategic Risks\n\n**Risk 1: The vendor stops**\n- **Likelihood**: Low\n"
       "- **Impact**: High\n\n**High Risk** 🔴\n\n**A mild winter**\nLikelihood: Medium\n"
       "Mitigation: replay\n",
       "risk \"Risk 1: The vendor stops\"\nlikelihood \"Low\" of \"Risk 1: The vendor stops\"\n"
       "impact \"High\" of \"Risk 1: The vendor stops\"\nrisk \"A mild winter\"\n"
       "likelihood \"Medium\" of \"A mild winter\"\nmitigation \"replay\" of \"A mild winter\"\n"},
      {"a heading over the risks of one level", roadmap,
       "# T\n## Risks\n\n### Medium-Risk Items\n\n**Risk 5: Fog**\n- Impact: High\n",
       "risk \"Risk 5: Fog\"\nimpact \"High\" of \"Risk 5: Fog\"\n"},
      {"a risk that says so is one anywhere", none,
       "# Notes\n**Risk 2: Rain**\n- Impact: wet\n\n**Whatever**\n- Impact: none\n",
       "risk \"Risk 2: Rain\"\nimpact \"wet\" of \"Risk 2: Rain\"\nimpact \"none\"\n"},
      {"dates of what was done are no initiatives", plan_file,
       "# P\n## Now\n**Phase R1 — The rig**\n\n**Completed (2026-07-22):**\n- [x] a\n\n"
       "**Next up**\n- [ ] b\n",
       "milestone \"Now\" Now\ninitiative \"Phase R1 — The rig\"\n"
       "completed \"\" of \"Phase R1 — The rig\"\ntask \"a\", done\n"
       "field \"Next up\" \"\" of \"Phase R1 — The rig\"\ntask \"b\", todo\n"},
      {"an identifier behind the name", plan_file,
       "# P\n## Now\n**1. Gauges** (TIDE-101)\n- Owner: Ana\n\n**2. Masts** [TIDE-102]\n- Owner: "
       "Bo\n\n"
       "**Not this** (see TIDE-3)\n- x\n",
       "milestone \"Now\" Now\ninitiative \"1. Gauges\"\nowner \"Ana\" of \"1. Gauges\"\n"
       "initiative \"2. Masts\"\nowner \"Bo\" of \"2. Masts\"\n"},
      {"a sentence in bold is a sentence", plan_file,
       "# P\n## Now\n**We will not do this again.**\n\n**Note**: it was hard\n",
       "milestone \"Now\" Now\ndescription \"it was hard\" of \"Now\"\n"},
      {"blockers", plan_file,
       "# P\n## Active Blockers\n**🚧 The gateway**\n- **Blocks**: alerts\n- **Owner**: Ana\n",
       "blocker \"The gateway\", in progress\nblocks \"alerts\" of \"The gateway\"\n"
       "owner \"Ana\" of \"The gateway\"\n"},
  });
}

TEST_CASE("risk tables are known by their columns' names") {
  constexpr std::string_view headers[] = {
      "| Risk | Impact | Mitigation |",
      "| Risk | Probability | Impact | Mitigation |",
      "| Risk | Impact | Probability | Mitigation |",
      "| Risk | Likelihood | Impact | Mitigation |",
      "| Risk | Likelihood | Impact | Mitigation | Owner |",
      "| Risk | Impact | Likelihood | Mitigation |",
      "| Risk | Severity | Mitigation |",
      "| Risk | Severity | Impact | Mitigation | Owner |",
      "| Risk | Signal | Mitigation | Owner |",
      "| Risk | Prob. | Impact | Mitigation | Contingency |",
      "| Risk | Detection | Fallback | Kill Switch |",
      "| Risk | Mitigation |",
      "| **Risk** | **Level** | **Response** |",
      "| ID | Risk | Likelihood | Impact | Mitigation | Status |",
      "| # | Risk | Probability | Mitigation Strategy |",
      "| Risks | Effect | Countermeasures |",
      "| Initiative | Risk | Likelihood | Impact | Mitigation |",
  };
  for (const std::string_view header : headers) {
    INFO(header);
    std::string rule, row;
    std::size_t columns = 0, risk = 0;
    for (std::size_t at = 1; at < header.size(); at = header.find('|', at) + 1, ++columns) {
      const bool here = header.substr(at, header.find('|', at) - at).find("Risk") != header.npos;
      if (here) risk = columns;
      rule += "|---";
      row += here ? "| The vendor stops " : columns == 0 ? "| R1 " : "| Low ";
    }
    CHECK(risk < columns);
    const std::string text = std::string(header) + "\n" + rule + "|\n" + row + "|\n";
    CHECK(recognised(none, text, entities) == "risk \"The vendor stops\"\n");
  }
  check({
      {"how risky it is, is no risk", roadmap,
       "| Item | Owner | Link | Risk |\n|---|---|---|---|\n| Gauge | Ana | x | low |\n", ""},
      {"an initiative's risk level", roadmap,
       "| Initiative | Owner | Risk | Impact |\n|---|---|---|---|\n| Alerts | Ana | High | Low |\n",
       "initiative \"Alerts\"\nowner \"Ana\" of \"Alerts\"\nrisk \"High\" of \"Alerts\"\n"
       "impact \"Low\" of \"Alerts\"\n"},
      {"one risk of one letter among others, or called by a number", none,
       "| Risk | Likelihood | Impact | Mitigation |\n|---|---|---|---|\n"
       "| Vendor dies | Low | High | Two vendors |\n| x | Low | Low | - |\n\n"
       "| # | Risk | Impact |\n|---|---|---|\n| 1 | Y | Low |\n| 2 | Fog | Low |\n\n"
       "| Risk | Description | Impact |\n|---|---|---|\n| R1 | Ice | Low |\n| R2 | Fog | Low |\n",
       "risk \"Vendor dies\"\nrisk \"x\"\nrisk \"Y\"\nrisk \"Fog\"\nrisk \"R1\"\nrisk \"R2\"\n",
       entities},
      {"marks, and levels in one letter, are no risks", none,
       "| Feature | Risk | Impact |\n|---|---|---|\n| Alerts | x | Low |\n| Charts | - | Low |\n\n"
       "| Feature | Risk | Impact |\n|---|---|---|\n| Alerts | H | Low |\n| Charts | Low | Low "
       "|\n\n"
       "| Feature | Risk | Impact |\n|---|---|---|\n| Alerts | 3 | Low |\n| Charts | 4 | Low |\n",
       "", entities},
      {"fields of a row", none,
       "| Risk | Odds | Impact | Colour |\n|---|---|---|---|\n| Rain | High | Wet | red |\n"
       "| [Risk] | | | |\n| | | | |\n",
       "risk \"Rain\"\nlikelihood \"High\" of \"Rain\"\nimpact \"Wet\" of \"Rain\"\n"
       "risk \"[Risk]\", placeholder\nlikelihood \"\" of \"[Risk]\"\nimpact \"\" of \"[Risk]\"\n"},
  });
}

TEST_CASE("other tables") {
  check({
      {"tasks have somebody or something to wait for", none,
       "| Task | Owner | Status | Target Date |\n|---|---|---|---|\n| Dig | Ana | 🔄 | 2026-01-01 "
       "|\n\n"
       "| TASK | FILE |\n|---|---|\n| Plan | ROADMAP.md |\n",
       "task \"Dig\", in progress\nowner \"Ana\" of \"Dig\"\nstatus \"🔄\" of \"Dig\"\n"
       "target date \"2026-01-01\" of \"Dig\"\n"},
      {"dependencies, but not on packages", none,
       "| Dependency | Owner | Impact if Delayed |\n|---|---|---|\n| Tide tables | Office | none "
       "|\n\n"
       "| Dependency | Version |\n|---|---|\n| numpy | 1.2 |\n\n"
       "| Task | Dependencies |\n|---|---|\n| Dig | a spade |\n",
       "dependency \"Tide tables\"\nowner \"Office\" of \"Tide tables\"\n"
       "impact \"none\" of \"Tide tables\"\n"},
      {"milestones", roadmap,
       "| Milestone | Target date | Outcome |\n|---|---|---|\n| M1: Box | 2027-01-01 | it floats "
       "|\n",
       "milestone \"M1: Box\" Milestone 1\ntarget date \"2027-01-01\" of \"M1: Box\"\n"
       "outcome \"it floats\" of \"M1: Box\"\n"},
      {"decisions", roadmap,
       "# T\n## Key Decisions\n| Decision | Rationale |\n|---|---|\n| One radio | price |\n",
       "decision \"One radio\"\nrationale \"price\" of \"One radio\"\n"},
      {"revisions", roadmap,
       "# T\n## Revision History\n| Version | Date | Changes |\n|---|---|---|\n| 2 | 2026-02-02 | "
       "x |\n",
       "revision \"2026-02-02\"\nversion \"2\" of \"2026-02-02\"\n"},
      {"an unset choice is a value", plan_file,
       "# PRD\n| Field | Value |\n|---|---|\n| **Status** | Draft / In Review / Approved |\n",
       "status \"Draft / In Review / Approved\"\n"},
  });
}

TEST_CASE("what names a file, and what does not") {
  check({
      {"links, paths in code, boxes in fences", "CLAUDE.md",
       "See [the plan](docs/PLAN.md#now), `docs/a.md`, `src/main.cpp`, `a.b()`, `x`, "
       "[todo](link).\n\n"
       "> [quoted](q.md) and `docs/q.md`\n\n"
       "```\n┌──────────┐\n│ See the vision → ROADMAP.md      │\n└──────────┘\n```\n\n"
       "```\nflow → OTHER.md\n```\n\n[ref]: <r.md> 'title'\n",
       "link \"docs/PLAN.md#now\"\npath \"docs/a.md\"\npath \"src/main.cpp\"\nlink \"link\", "
       "placeholder\n"
       "link \"q.md\", quoted\npath \"docs/q.md\", quoted\nbox \"ROADMAP.md\"\ndefinition "
       "\"r.md\"\n",
       mentions},
      {"boxes in other forms", "CLAUDE.md",
       "```\n│ a.md — words      │\n│ words ⇒ b.md.     │\n│ - c.md: words │ d.md  words │\n"
       "│ see e.md for more │\n│ a.b/f.md          │\n```\n\n"
       "```\n+-------------+\n| words -> g.md |\n| h.md: words |\n+-------------+\n```\n\n"
       "```\n| words -> i.md |\n| j.md | words |\nflow -> k.md\n```\n\n"
       "```text\nl.md — words\n- docs/m.md#part: words\n\nn.md (words)\n```\n\n"
       "```\no.md\np.md\n```\n\n```\nq.md — words\n```\n\n```\nr.md: words\ncat s.md\n```\n\n"
       "```\nt/\n├── u.md  # words\n└── v.md\n```\n",
       "box \"a.md\"\nbox \"b.md\"\nbox \"c.md\"\nbox \"d.md\"\nbox \"a.b/f.md\"\nbox \"g.md\"\n"
       "box \"h.md\"\nbox \"i.md\"\nbox \"l.md\"\nbox \"docs/m.md#part\"\nbox \"n.md\"\n",
       mentions},
      {"imports, and what only looks like one", "CLAUDE.md",
       "@docs/a.md, see **@b.md** (@c.md) and @my\\ page.md#now\n"
       "`@code.md`, [@shown.md](d.md), runa@harbour.md, @runa, @scope/name, @x.md@2\n\n"
       "> @q.md\n\n```\n@fence.md\n```\n\n<!-- @comment.md -->\n",
       "import \"docs/a.md\"\nimport \"b.md\"\nimport \"c.md\"\nimport \"my page.md\"\n"
       "link \"d.md\"\nlink \"runa@harbour.md\"\nimport \"q.md\", quoted\n",
       mentions},
      {"links that lead up", plan_file,
       "Up: [a](a.md)\n\n- **Parent**: [b](b.md)\n- Part of [c](c.md)\n- ← [d](d.md)\n"
       "- [↑ e](e.md)\n\n[← Previous](f.md) | [← g](g.md)\n\nPick up [h](h.md), and see "
       "[i](i.md)\n",
       "link \"a.md\", up\nlink \"b.md\", up\nlink \"c.md\", up\nlink \"d.md\", up\n"
       "link \"e.md\", up\nlink \"f.md\"\nlink \"g.md\"\nlink \"h.md\"\nlink \"i.md\"\n",
       mentions},
      {"diagrams and templates in fences", roadmap,
       "# T\n```mermaid\nR1[Roles] --> R1A[Name]\n```\n\n```markdown\n## Q1 2026\n[Name]\n```\n",
       "", things | mentions | placeholders},
      {"links are no placeholders", roadmap,
       "# T\n[Metric 1](a.md) and [Theme/Focus][b]\n\n[b]: b.md\n[TBD]: "
       "https://example.com/TBD-red\n",
       "", placeholders},
      {"placeholders", roadmap,
       "# T\n### Q1 2027: [Theme/Focus]\n*Last updated: $(date +%Y-%m-%d)*\n\n**Owner**: TBD\n",
       "placeholder \"[Theme/Focus]\" certain\nplaceholder \"$(date +%Y-%m-%d)\" certain\n"
       "placeholder \"TBD\" soft\n",
       placeholders},
      {"generics and scopes are none", record,
       "# X\n- `BlockingCollection<T>` — older\n- [Completion] Add an option\n", "", placeholders},
      {"directives", none,
       "<!-- pland-ignore-file broken-anchor, mojibake -- imported -->\n"
       "text <!-- pland-ignore-next-line past-period-open -->\n\n<!-- pland-kind: roadmap -->\n\n"
       "<!-- pland-nonsense -->\n\n<!-- plain -->\n",
       "directive ignore-file broken-anchor mojibake -- imported\n"
       "directive ignore-next-line past-period-open\ndirective kind roadmap\n"
       "directive unknown pland-nonsense\n",
       directives},
      {"directives over several lines, with any line ends", none,
       "<!-- pland-ignore-next-line\r\nimpossible-date,\r\nlinks\r\n-- imported -->\r\n"
       "<!-- pland-ignore-file\ntasks\n-- a-b -->\n",
       "directive ignore-next-line impossible-date links -- imported\n"
       "directive ignore-file tasks -- a-b\n",
       directives},
  });
}

TEST_CASE("a document of the seed's shape") {
  constexpr std::string_view text = R"(# Roadmap - Harbour Lights

## 📍 Breadcrumbs

**Looking for the work of this week?** → [PROJECT_PLAN.md](PROJECT_PLAN.md)

---

## Vision Statement

A light on every quay.

**Success looks like**:
- 300 quays are lit by 2028
- Nobody falls into the water

---

## Strategic Themes

### Theme 1: Light where people walk

**Why it matters**: Most falls happen within 50 m of a bar.

**Success criteria**:
- Every quay has a lamp each 20 m

---

## Quarterly Milestones

### Q1 2027 (Jan - Mar): First quay

**Strategic Goal**: One quay shows that it works.

**Key Initiatives**:
1. **Lamp posts**: without them there is no light
   - Expected impact: people see the edge
   - Dependencies: None

2. **Power**: a cable from the harbour office
   - Expected impact: no generators
   - Dependencies: Lamp posts

**Success Metrics**:
- 40 lamps burn every night
- Zero falls

## Longer-Term Vision (2028+)

### H1 2028: The other bank

**Aspirational Goals**:
- 100 more quays

**Potential Initiatives** (subject to change):
- A ferry with lamps

---

## Strategic Decisions & Trade-offs

### Decision 1: LED or gas

**Decision**: LED

**Rationale**:
- **For**: cheap to run
- **Against**: cold light

**Review Date**: 2028-01-01

---

## What We're NOT Doing (And Why)

### Lighthouses

**Why not**: the state does

**Revisit when**: the state stops

---

## Dependencies & Risks

### External Dependencies

| Dependency | Owner | Impact if Delayed | Mitigation |
|------------|-------|-------------------|------------|
| Cable permit | City | No power | Batteries |

### Strategic Risks

**Risk 1: Copper thieves**
- **Likelihood**: High
- **Impact**: Medium
- **Mitigation**: Aluminium

---

## Revision History

### 2026-11-01: First roadmap
- Written by hand

---

**Last Updated**: 2026-11-01
**Next Review**: 2027-02-01 (quarterly review)
**Status**: Active strategic guidance

---

**Related Documentation**:
- [PROJECT_PLAN.md](PROJECT_PLAN.md) - what we do this week
)";
  const auto document = markdown::Document::parse(text);
  const auto plan = plan::understand(document, {roadmap, {}}, nullptr);
  CHECK(plan->kind == plan::DocumentKind::roadmap);
  CHECK(plan->kind_source == plan::KindSource::matched);
  CHECK(plan->title == "Roadmap - Harbour Lights");
  CHECK(plan->last_updated == plan::Date{2026, 11, 1});
  CHECK_FALSE(plan->is_template);
  CHECK(recognised(*plan) == R"all(success metrics ""
strict "Success looks like" 2 of 2
metric "300 quays are lit by 2028" quantity
metric "Nobody falls into the water" unsure
theme "Theme 1: Light where people walk"
why it matters "Most falls happen within 50 m of a bar." of "Theme 1: Light where people walk"
success criteria "" of "Theme 1: Light where people walk"
criteria "Success criteria" 1 of 1
metric "Every quay has a lamp each 20 m" quantity
milestone "Q1 2027 (Jan - Mar): First quay" Q1 2027
goal "One quay shows that it works." of "Q1 2027 (Jan - Mar): First quay"
field "Key Initiatives" "" of "Q1 2027 (Jan - Mar): First quay"
initiative "Lamp posts"
expected impact "people see the edge" of "Lamp posts"
depends on "None" of "Lamp posts"
initiative "Power"
expected impact "no generators" of "Power"
depends on "Lamp posts" of "Power"
success metrics "" of "Q1 2027 (Jan - Mar): First quay"
strict "Success Metrics" 2 of 2
metric "40 lamps burn every night" quantity
metric "Zero falls" zero
milestone "H1 2028: The other bank" H1 2028
success metrics "" of "H1 2028: The other bank"
strict "Aspirational Goals" 1 of 1
metric "100 more quays" quantity
field "Potential Initiatives" "" of "H1 2028: The other bank"
initiative "A ferry with lamps"
decision "Decision 1: LED or gas"
decision "LED" of "Decision 1: LED or gas"
rationale "" of "Decision 1: LED or gas"
for "cheap to run" of "Decision 1: LED or gas"
against "cold light" of "Decision 1: LED or gas"
review date "2028-01-01" of "Decision 1: LED or gas"
non-goal "Lighthouses"
why not "the state does" of "Lighthouses"
revisit when "the state stops" of "Lighthouses"
dependency "Cable permit"
owner "City" of "Cable permit"
impact "No power" of "Cable permit"
mitigation "Batteries" of "Cable permit"
risk "Risk 1: Copper thieves"
likelihood "High" of "Risk 1: Copper thieves"
impact "Medium" of "Risk 1: Copper thieves"
mitigation "Aluminium" of "Risk 1: Copper thieves"
revision "2026-11-01: First roadmap"
last updated "2026-11-01"
next review "2027-02-01 (quarterly review)"
status "Active strategic guidance"
related ""
)all");
}

TEST_CASE("periods and spans in the source") {
  const std::string text =
      "# T\n\n### Q1 2027 (**Jan - Mar**): _First_ ✅\n\n- [x] **Lamp** posts\n";
  const auto document = markdown::Document::parse(text);
  const auto plan = plan::understand(document, {roadmap, {}}, nullptr);
  const plan::ChapterFacts& facts = *plan->chapters[0].facts;
  const plan::Section& section = facts.sections[1];
  REQUIRE(section.period);
  CHECK(section.period->span.of(text) == "Q1 2027");
  REQUIRE(section.period->months);
  CHECK(section.period->months->first_span.of(text) == "Jan");
  CHECK(section.title_span.of(text) == "Q1 2027 (**Jan - Mar**): _First_ ✅");
  REQUIRE(section.statuses.size() == 1);
  CHECK(section.statuses[0].span.of(text) == "✅");
  CHECK(facts.items[0].checkbox.of(text) == "[x]");
  CHECK(facts.items[0].name_span.of(text) == "Lamp");
  CHECK(facts.text(facts.items[0].text) == "**Lamp** posts");
  CHECK(facts.field_of(0, plan::FieldRole::owner) == nullptr);
}

TEST_CASE("what a metric is about, whatever its number") {
  const auto document = markdown::Document::parse(
      "# T\n\n## Q1 2027\n\n**Success Metrics**:\n- At least 400 skippers have alerts\n"
      "- 900 skippers have alerts\n- 900 harbours have alerts\n- Happy skippers\n\n"
      "**Exit criteria**:\n- 400 skippers have alerts\n");
  const auto plan = plan::understand(document, {roadmap, {}}, nullptr);
  const auto& metrics = plan->chapters[0].facts->metrics;
  REQUIRE(metrics.size() == 5);
  CHECK(metrics[0].subject != 0);
  CHECK(metrics[1].subject == metrics[0].subject);
  CHECK(metrics[2].subject != metrics[0].subject);
  CHECK(metrics[3].subject == 0);  // no number
  CHECK(metrics[4].subject == 0);  // a criterion
}
