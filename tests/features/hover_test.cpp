#include "analysis/features/hover.h"

#include <doctest/doctest.h>

#include "tests/features/check.h"

namespace pland::tests {
namespace {

// What hovering at the cursor says, as plain text; "nothing" where it says nothing. Where the
// fixture has a span `on`, that is what the hover must be about.
std::string say(std::string_view fixture, bool open_all = true) {
  const World world = make_world(fixture, open_all);
  const auto found = features::hover(world.workspace, *world.document, world.offset, december());
  if (!found) return "nothing";
  for (const FixtureSpan& span : world.fixture.spans) {
    if (span.label != "on") continue;
    CHECK(found->span.begin == span.span.begin);
    CHECK(found->span.end == span.span.end);
  }
  return found->card.plain;
}

constexpr std::string_view plan = R"(
//- PROJECT_PLAN.md
# The plan

## Purpose

What we build now. And more words that nobody needs here.

## What We're Building

### Now (In Progress)

**1. Partner API**
- **What**: an API for partners
- **Status**: In progress

What is left:
- [x] Sketch
- [ ] Keys

## Guides & such

- One guide
- Two guides

**Last Updated**: 2026-11-20
)";

TEST_CASE("a link shows what it leads to") {
  const std::string file = say("<‹on: [x](PROJECT_<|>PLAN.md)›>" + std::string(plan));
  CHECK(file ==
        "The plan · Project Plan\n"
        "What we build now.\n"
        "1 open initiative · 1 of 2 tasks done\n"
        "Last updated: 20 November 2026\n"
        "Linked from: 1 document\n"
        "PROJECT_PLAN.md");
  CHECK(say("[x](PROJECT_<|>PLAN.md)" + std::string(plan), false) == file);
  CHECK(say("[x](PROJECT_PLAN.md#guides--<|>such)" + std::string(plan)) ==
        "Guides & such · heading · PROJECT_PLAN.md\n\n- One guide\n- Two guides\nLast Updated: "
        "2026-11-20");
  CHECK(say("[x](PROJECT_PLAN.md#go<|>ne)" + std::string(plan))
            .ends_with("It has no heading #gone."));
  CHECK(say("[x](go<|>ne.md)") == "gone.md · does not exist");
  CHECK(say("[x](https://example.com/<|>a)") == "https://example.com/a");
  CHECK(say("[x](li<|>nk)") == "Placeholder · this link still has to be filled in");
  CHECK(say("[x](do<|>cs/)\n//- docs/a.md\n# A\n") == "docs/ · folder");
}

TEST_CASE("a link to a plan says what the plan is about") {
  CHECK(say("[x](PLA<|>N.md)\n//- PLAN.md\n# Alerts\n\n## Current Focus\n\n"
            "**Theme**: Alerts that people trust. And more.\n\n### Now\n\n"
            "**1. Alerts backend**\n- **Status**: In progress\n\n## Q1 2027\n\nWords.\n")
            .find("Alerts that people trust.\n1 milestone · 1 open initiative\n") !=
        std::string::npos);
  CHECK(say("[x](OKR<|>S.md)\n//- OKRS.md\n# OKRs\n\n## Objective 1: Trust\n\n### Key Results\n\n"
            "- Uptime 99 %\n- 40 skippers\n\n## Objective 2: Reach\n\n### Key Results\n\n"
            "- 20 harbours\n- [Key result 2]\n")
            .find("\n2 objectives · 3 key results\n") != std::string::npos);
  CHECK(say("[x](note<|>s.md)\n//- notes.md\n---\nkind: notes\ntitle: Harbour notes\n---\n\n"
            "We look at every gauge.\n") ==
        "Harbour notes\nWe look at every gauge.\nLinked from: 1 document\nnotes.md");
}

TEST_CASE("a link to a thing below a heading is about the thing, as for its definition") {
  constexpr std::string_view roadmap =
      "//- ROADMAP.md\n# Roadmap\n\n## Q1 2027 (Jan - Mar): X\n\n**Key Initiatives**:\n\n"
      "1. **Partner API**: integrate\n2. **Alerts**: push\n   - Dependencies: ";
  const auto on = [&](std::string_view link) {
    return say(std::string(roadmap) + std::string(link));
  };
  CHECK(on("[Part<|>ner API](#q1-2027-jan---mar-x)\n").starts_with("Partner API · initiative"));
  CHECK(on("[Partner API](#q1-20<|>27-jan---mar-x)\n").starts_with("Q1 2027 (Jan - Mar): X"));
}

TEST_CASE("content of files outside the workspace is never shown") {
  World world = make_world("[x](../out.md) and [y](../out.md#secret-plan) and [z](../out.md#L1)\n");
  auto outside = workspace::make_document(
      "/out.md", 1, markdown::Document::parse("# Secret plan\n\nSecret words.\n"));
  auto disk = std::make_shared<workspace::Disk>();
  disk->look = [](const std::string& path) {
    workspace::DiskEntry entry;
    if (path == "/out.md") entry = {workspace::Existence::file, path};
    return entry;
  };
  disk->load = [outside](const std::string&) { return outside; };
  world.workspace.disk = disk;
  // Not even while it is open in the editor.
  world.workspace.open["/out.md"] = outside;
  std::size_t count = 0;
  for (std::uint32_t at = 0; at < world.document->text.size(); ++at) {
    const auto found = features::hover(world.workspace, *world.document, at, december());
    if (!found) continue;
    ++count;
    REQUIRE(found->card.plain == "out.md · outside the workspace");
  }
  CHECK(count > 40);
}

TEST_CASE("what a document says is shown as it is") {
  const std::string text = "[x](a.md)\n//- a.md\n# A *b* <img src=x> `c` ![d](e)\n";
  const World world = make_world(text);
  const auto found = features::hover(world.workspace, *world.document, 1, december());
  REQUIRE(found);
  CHECK(found->card.markdown.find("<img") == std::string::npos);
  CHECK(found->card.markdown.find("](e)") == std::string::npos);
}

std::string quarter(std::string_view title, std::string_view rest) {
  return "# Roadmap\n\n## Vision\n\nUp.\n\n## Milestones\n\n### " + std::string(title) + "\n\n" +
         std::string(rest);
}

TEST_CASE("a milestone says when it is, how it stands and what it lacks") {
  CHECK(say(quarter("Q4 2026 (Oct<|> - Dec): Trust",
                    "**Key Initiatives**:\n1. ✅ **Billing**: money\n2. **Audit log**: "
                    "who\n\n**Success Metrics**:\n- 5 teams by December\n- Better mood\n")) ==
        "Q4 2026 (Oct - Dec): Trust · milestone\n"
        "1 October – 31 December 2026 · now, 30 days left\n"
        "Initiatives: 1 of 2 done\n"
        "Metrics: 2, 1 measurable");
  CHECK(say(quarter("Q1 20<|>27", "Words.\n")) ==
        "Q1 2027 · milestone\n1 January – 31 March 2027 · starts in 31 days\nMissing: Success "
        "Metrics");
  CHECK(say(quarter("Q3 20<|>26", "**Success Metrics**:\n- 5 teams\n")) ==
        "Q3 2026 · milestone\n1 July – 30 September 2026 · ended 62 days ago\nMetrics: 1, all "
        "measurable");
}

TEST_CASE("a milestone says when it is, wherever that stands") {
  const auto when = [](std::string_view title, std::string_view rest = "") {
    const std::string card = say(quarter(title, rest));
    const std::size_t begin = card.find('\n') + 1;
    return card.substr(begin, card.find('\n', begin) - begin);
  };
  CHECK(when("Phase<|> 1 (Jan-Mar 2026)") == "1 January – 31 March 2026 · ended 245 days ago");
  CHECK(when("Phase<|> 4 (Q1–Q2 2026)") == "1 January – 30 June 2026 · ended 154 days ago");
  CHECK(when("Sprint<|> 12 (2026-09-01 to 2026-09-14)") ==
        "1 September – 14 September 2026 · ended 78 days ago");
  CHECK(when("v2.0<|> (March 2027)") == "1 March – 31 March 2027 · starts in 90 days");
  CHECK(when("Milestone<|> 1 (due 2026-09-28)") == "due 28 September 2026 · 64 days ago");
  CHECK(when("Sprint<|> 12", "**Start**: 2026-11-30\n**End Date**: 2026-12-13\n") ==
        "30 November – 13 December 2026 · now, 12 days left");
}

TEST_CASE("what was dropped is not done") {
  CHECK(say(quarter("Q3 20<|>27",
                    "**Key Initiatives**:\n1. ~~**Old gauge**: dropped~~\n2. **Gauge** ✅: new\n"
                    "3. **Partner API** (in progress): integrate\n"))
            .find("Initiatives: 1 of 3 done, 1 dropped\n") != std::string::npos);
  CHECK(say(quarter("Q3 2027",
                    "**Key Initiatives**:\n1. **Partner<|> API** (in progress): integrate\n"))
            .starts_with("Partner API · initiative · Q3 2027 · in progress"));
  CHECK(say(quarter("Q3 2027",
                    "**Key Initiatives**:\n1. **Partner<|> API** (in progress by May): x\n"))
            .starts_with("Partner API · initiative · Q3 2027\n"));
}

TEST_CASE("a metric shows what was understood") {
  const auto metric = [](std::string_view text) {
    return say(quarter("Q2 2027", "**Success Metrics**:\n- " + std::string(text) + "\n"));
  };
  CHECK(metric("<‹on: Cut p95 latency from 90<|>0 ms to 200 ms›>") ==
        "Metric · measurable\nDirection: down\nBaseline: 900 ms\nTarget: 200 ms\nUnit: ms\nDue: Q2 "
        "2027 (from the heading above)");
  CHECK(metric("At least 40<|>0 skippers by 2027-03-31").find("Target: at least 400 skippers") !=
        std::string::npos);
  CHECK(metric("At least 40<|>0 skippers by 2027-03-31")
            .ends_with("Due: 31 March 2027 · in 120 days"));
  CHECK(metric("Improve the on<|>boarding").find("It says which way, but not how far") !=
        std::string::npos);
  CHECK(metric("[Metric<|> 1 - e.g., \"5 teams\"]").find("A placeholder") != std::string::npos);
  CHECK(metric("Half of the ski<|>ppers have alerts").find("Direction") == std::string::npos);
  CHECK(metric("Lead time fa<|>lls from 3 days to 40 minutes").find("Direction: down") !=
        std::string::npos);
  CHECK(metric("40 harb<|>ours by the end of 2029").ends_with("Due: end of 2029"));
  CHECK(metric("Fewer than 1 in 30 re<|>adings is late").find("less than 1 of 30 readings") !=
        std::string::npos);
  CHECK(metric("50+ integra<|>tions").find("Target: at least 50 integrations\n") !=
        std::string::npos);
  CHECK(metric("Decrease support tick<|>ets by 30% compared to Q3 2026") ==
        "Metric · measurable\nDirection: down\nBaseline: Q3 2026\nTarget: 30% (relative)\n"
        "Unit: %\nDue: Q2 2027 (from the heading above)");
  CHECK(metric("Decrease support tick<|>ets by 30%").find("(relative: to what is not said)") !=
        std::string::npos);
  CHECK(metric("Decrease support tick<|>ets by 30% YoY").find("Target: 30% (relative)\n") !=
        std::string::npos);
  CHECK(metric("Ship v2.0 to 5 cus<|>tomers").ends_with("Due: Q2 2027 (from the heading above)"));
  CHECK(metric("5 cus<|>tomers by v2.0").ends_with("Due: v2.0"));
  CHECK(metric("Adoption 30<|>% (2026-06-30) to 60% (2026-12-31)")
            .ends_with("Due: 31 December 2026 · in 30 days"));
  CHECK(metric("Between 2026-12-01 and 2026-12-31, 5 harb<|>ours go live")
            .ends_with("Due: 31 December 2026 · in 30 days"));
}

TEST_CASE("a metric shows what its own fields and columns say") {
  constexpr std::string_view key_results =
      "//- OKRS.md\n# OKRs\n\n## Objective 1: Trust\n\n### Key Results\n\n";
  const auto result = [&](std::string_view text) {
    return say(std::string(key_results) + std::string(text));
  };
  constexpr std::string_view card =
      "Metric · measurable\nDirection: up\nBaseline: 90 %\nTarget: 99 %\nUnit: %\nDue: 31 March "
      "2027 · in 120 days";
  CHECK(
      result("1. **KR 1.1: Readings on ti<|>me**\n   - **Baseline**: 90 %\n   - **Target**: 99 %\n"
             "   - **Due**: 2027-03-31\n") == card);
  CHECK(result("1. **KR 1.1: Readings on time**\n   - **Baseline**: 90 %\n   - **<‹on: Target**: "
               "9<|>9 %›>\n"
               "   - **Due**: 2027-03-31\n") == card);
  CHECK(say("//- PLAN.md\n# Plan\n\n| Metric | Baseline | Target |\n|---|---|---|\n"
            "| Upt<|>ime | 98 % | 99 % |\n")
            .find("Direction: up\nBaseline: 98 %\nTarget: 99 %") != std::string::npos);
  // Where it starts from is not where it shall go.
  for (const std::string_view head : {"Baseline", "Current"})
    for (const std::string_view target : {" ", "-", "TBD"}) {
      CAPTURE(head);
      CAPTURE(target);
      const std::string shown =
          say("//- PLAN.md\n# Plan\n\n| Metric | " + std::string(head) +
              " | Target |\n|---|---|---|\n| N<|>PS | 20 | " + std::string(target) + " |\n");
      CHECK(shown.starts_with("Metric · not measurable\n"));
      CHECK(shown.find("\nBaseline: 20\n") != std::string::npos);
      CHECK(shown.find("Target:") == std::string::npos);
    }
  CHECK(say("//- PLAN.md\n# Plan\n\n| Metric | Baseline | Target |\n|---|---|---|\n"
            "| Faster rep<|>lies | 3 h | |\n")
            .starts_with("Metric · not measurable\n"));
}

TEST_CASE("an initiative says what is known of it, wherever it is named") {
  const std::string initiative =
      "Partner API · initiative · Q1 2027\n"
      "others can build on it\n"
      "Expected impact: less mail\n"
      "Needed by: Billing\n"
      "Also in: PROJECT_PLAN.md · initiative · in progress";
  const std::string roadmap =
      "# Roadmap\n\n## Milestones\n\n### Q1 2027\n\n**Key Initiatives**:\n1. **Part%ner API**: "
      "others can build on it\n   - Expected impact: less mail\n2. **Billing**: money\n   - "
      "Dependencies: partner# API\n";
  const auto at = [&](char where) {
    std::string text = roadmap;
    text.replace(text.find(where), 1, "<|>");
    std::erase(text, where == '%' ? '#' : '%');
    if (where == '%') {
      // Only the mark in the value goes; headings keep theirs.
      text = roadmap;
      text.replace(text.find("partner#"), 8, "partner");
      text.replace(text.find('%'), 1, "<|>");
    } else {
      text = roadmap;
      text.replace(text.find('%'), 1, "");
      text.replace(text.find("partner#"), 8, "partner<|>");
    }
    return text + std::string(plan);
  };
  CHECK(say(at('%')) == initiative);
  CHECK(say(at('#')) == initiative);
  CHECK(say(at('#'), false) == initiative);
}

TEST_CASE("decisions, risks and rows are short") {
  CHECK(say("# Roadmap\n\n## Strategic Decisions\n\n### Decision 1: Bu<|>y\n\n**Decision**: We "
            "buy.\n\n**Review Date**: 2027-01-01\n") ==
        "Decision 1: Buy · decision\nDecision: We buy.\nReview Date: 2027-01-01");
  CHECK(say("# Roadmap\n\n## Risks\n\n**Ri<|>sk 1: Vendor**\n- **Likelihood**: Low\n") ==
        "Risk 1: Vendor · risk\nLikelihood: Low");
  CHECK(say("# Roadmap\n\n## Risks\n\n| Risk | Impact |\n|---|---|\n| Ven<|>dor | High |\n") ==
        "Vendor · risk\nImpact: High");
}

TEST_CASE("a decision is accepted, not done") {
  CHECK(say("//- docs/adr/0001-x.md\n# ADR-0001: Kee<|>p it\n\n- **Status**: Accepted\n\n## "
            "Context\n\nWords.\n")
            .starts_with("ADR-0001: Keep it · decision · accepted"));
  CHECK(say("//- docs/adr/0001-x.md\n# ADR-0001: Keep it\n\n- **Status**: Acc<|>epted\n\n## "
            "Context\n\nWords.\n") == "accepted · status\nDecided: this is how it is done.");
}

TEST_CASE("what a status says beyond its word is shown") {
  CHECK(say("//- PROJECT_PLAN.md\n# P\n\n## Now\n\n**1. A th<|>ing**\n- **Status**: 70% complete, "
            "load test open\n")
            .find("Status: 70% complete, load test open") != std::string::npos);
  CHECK(say("//- PROJECT_PLAN.md\n# P\n\n## Now\n\n**1. A th<|>ing**\n- **Status**: In progress\n")
            .find("Status:") == std::string::npos);
}

TEST_CASE("code within a line is part of it") {
  const std::string metric =
      quarter("Q2 2027", "**Success Metrics**:\n- `p9<|>5` latency below 100 ms\n");
  CHECK(say(metric).starts_with("Metric · measurable"));
  CHECK(
      say("# Roadmap\n\n## Milestones\n\n### Q1 2027\n\n**Key Initiatives**:\n1. **The `AP<|>I`**: "
          "a\n")
          .starts_with("The API · initiative"));
  CHECK(say("//- notes.md\nSince `2027-<|>03-31` or so.\n") == "nothing");
}

TEST_CASE("a section of a known kind is explained") {
  CHECK(say("//- OKRS.md\n# OKRs\n\n## What We Le<|>arned\n")
            .find("section of objectives and key results") != std::string::npos);
  CHECK(say("# Roadmap\n\n## Strategic The<|>mes\n").find("A theme is a direction that holds") !=
        std::string::npos);
  CHECK(say("# Roadmap\n\n## Strategic Decisions\n\n### Decision 1: A\n\n**Review <|>Date**: "
            "2027-01-01\n")
            .starts_with("Review Date"));
  CHECK(say("//- notes.md\n# Notes\n\n## Strategic The<|>mes\n\nWords.\n") == "nothing");
}

TEST_CASE("dates and periods know the calendar") {
  CHECK(say("//- notes.md\nUntil <‹on: 2027-0<|>3-31›> at last.\n") ==
        "31 March 2027 · Wednesday\nQ1 2027 · in 120 days");
  CHECK(say("//- notes.md\nUntil 2026-12<|>-01.\n") ==
        "1 December 2026 · Tuesday\nQ4 2026 · today");
  CHECK(say("//- notes.md\nUntil 2027-02<|>-30.\n") ==
        "2027-02-30 · no such day\nFebruary 2027 has 28 days.");
  CHECK(say("//- notes.md\nSome time in <‹on: Q2 <|>2027›>.\n") ==
        "Q2 2027 · 1 April – 30 June 2027\nstarts in 121 days");
  CHECK(say("# R\n\n**Next Review**: 2026-11<|>-20\n").ends_with("Overdue by 11 days."));
}

TEST_CASE("a status says what it means") {
  CHECK(say("# R\n\n## Milestones\n\n### Q1 2027 <‹on: <|>✅›>\n\nWords.\n") ==
        "done · status\nFinished: nothing more is planned to happen.");
  CHECK(say("//- PROJECT_PLAN.md\n# P\n\n## Now\n\n**1. A thing**\n- **Status**: Bloc<|>ked\n")
            .starts_with("blocked · status\nCannot go on"));
  CHECK(say("//- a.md\n- [<|>x] written\n").starts_with("done · status"));
}

TEST_CASE("comments of pland's say what they do") {
  CHECK(say("<‹on: <!-- pland-ignore-next-line missing-<|>metrics -- agreed -->›>\n")
            .find("Findings on the next line are not reported.\nBecause: agreed") !=
        std::string::npos);
  CHECK(say("<!-- pland-ignore-next-line missing-<|>metrics -->\n")
            .starts_with("missing-metrics · metrics"));
  CHECK(say("<!-- a rem<|>ark -->\n") == "nothing");
}

TEST_CASE("a path without a link shows the file") {
  const auto guide = [](std::string_view line) {
    return say("//- CLAUDE.md\n# Guide\n\n" + std::string(line) +
               "\n//- docs/style.md\n# Style\n\nHow our words look, and why.\n");
  };
  constexpr std::string_view shown = "Style\nHow our words look, and why.\n";
  CHECK(guide("@<‹on: docs/sty<|>le.md›>").starts_with(shown));
  CHECK(guide("See `<‹on: docs/sty<|>le.md:2›>`.").starts_with(shown));
  CHECK(guide("See <‹on: docs/style.md<|>›>, please.").starts_with(shown));
  CHECK(guide("@docs/go<|>ne.md") == "nothing");
}

TEST_CASE("words, code and front matter say nothing") {
  CHECK(say("//- notes.md\nJust wo<|>rds.\n") == "nothing");
  CHECK(say("//- notes.md\n```\n2027-<|>03-31\n```\n") == "nothing");
  CHECK(say("---\ndate: 2027-<|>03-31\n---\n") == "nothing");
  CHECK(say("<|>") == "nothing");
}

}  // namespace
}  // namespace pland::tests
