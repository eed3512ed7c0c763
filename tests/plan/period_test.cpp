#include "analysis/plan/period.h"

#include <doctest/doctest.h>
#include <initializer_list>
#include <string>

using namespace pland;
using namespace pland::plan;

namespace {

std::string_view role_name(PeriodRole role) {
  constexpr std::string_view names[] = {"leads", "document", "mention"};
  return names[static_cast<int>(role)];
}

// "leads Q2 2025 (4-6)" or "none".
std::string read(std::string_view text) {
  const auto found = find_period(text);
  if (!found) return "none";
  std::string out(role_name(found->role));
  out += ' ';
  out += to_string(found->period);
  if (found->months)
    out += " (" + std::to_string(found->months->first) + "-" + std::to_string(found->months->last) +
           ")";
  return out;
}

std::string mentions(std::string_view text) {
  std::string out;
  for (const FoundPeriod& f : find_periods(text)) {
    if (!out.empty()) out += "; ";
    out += to_string(f.period);
  }
  return out;
}

std::string successor(std::string_view text) {
  const auto found = find_period(text);
  return found ? next_spelling(text, *found) : "none";
}

std::string days(std::string_view text, std::optional<int> fiscal_year_start = {}) {
  const auto found = find_period(text);
  if (!found) return "none";
  const auto range = calendar_range(found->period, fiscal_year_start);
  return range ? to_iso(range->first) + ".." + to_iso(range->last) : "no days";
}

struct Case {
  std::string_view text, expected;
};

}  // namespace

TEST_CASE("periods: headings that are one") {
  for (const Case& row : std::initializer_list<Case>{
           {"Q2 2025", "leads Q2 2025"},
           {"Q2 2025 (Apr - Jun): Growth", "leads Q2 2025 (4-6)"},
           {"T3 2026 : alertes", "leads Q3 2026"},
           {"1. Quartal 2026: Warnungen", "leads Q1 2026"},
           {"2e trimestre 2026", "leads Q2 2026"},
           {"2026年第4四半期", "leads Q4 2026"},
           {"2026年第三季度：稳定", "leads Q3 2026"},
           {"2026年Q2", "leads Q2 2026"},
           {"2026年上半期", "leads H1 2026"},
           {"2026年下半年", "leads H2 2026"},
           {"2026年10月", "leads October 2026"},
           {"2026年の計画", "leads 2026"},
           {"3er trimestre de 2026", "leads Q3 2026"},
           {"2. Halbjahr 2026", "leads H2 2026"},
           {"Q1 2025 (Jan–Mar)", "leads Q1 2025 (1-3)"},
           {"Q1 2025 (January - March): Base", "leads Q1 2025 (1-3)"},
           {"Q2 2025 (Abr-Jun)", "leads Q2 2025"},
           {"Q2 2025 (April to June)", "leads Q2 2025 (4-6)"},
           {"Q1 (Jan - Mar 2025)", "leads Q1 2025 (1-3)"},
           {"Q1 2025 (Jan, Feb, Mar): Base", "leads Q1 2025 (1-3)"},
           {"Q1 2025: January, February and March", "leads Q1 2025 (1-3)"},
           {"Q1 2025: March, May, April", "leads Q1 2025"},
           {"Q1 2025: May, June, July campaigns", "leads Q1 2025"},
           {"Q3\u00A02025", "leads Q3 2025"},
           {"2025 Q3: Reach", "leads Q3 2025"},
           {"2025-Q2", "leads Q2 2025"},
           {"2025Q2", "leads Q2 2025"},
           {"Q2'25", "leads Q2 2025"},
           {"Q2 ’25 — Depth", "leads Q2 2025"},
           {"Q2/2025", "leads Q2 2025"},
           {"Q2-25", "leads Q2 2025"},
           {"2Q25", "leads Q2 2025"},
           {"Q1, 2026", "leads Q1 2026"},
           {"Q1 (2026)", "leads Q1 2026"},
           {"Q1 of 2026", "leads Q1 2026"},
           {"Quarter 3 2025", "leads Q3 2025"},
           {"First quarter of 2025", "leads Q1 2025"},
           {"Q4", "leads Q4"},
           {"Q2 goals", "leads Q2"},
           {"FY26 Q2", "leads FY26 Q2"},
           {"FY-21-Q4 objectives", "leads FY21 Q4"},
           {"FY22-Q1 OKRs", "leads FY22 Q1"},
           {"FY 2026 Q2", "leads FY26 Q2"},
           {"Q2 FY26", "leads FY26 Q2"},
           {"Q3 in fiscal year 2022", "leads FY22 Q3"},
           {"FY26", "leads FY26"},
           {"Q1–Q2 2025", "leads Q1–Q2 2025"},
           {"Q1-Q2 2025", "leads Q1–Q2 2025"},
           {"Q1/Q2 2025", "leads Q1–Q2 2025"},
           {"Q1 & Q2 2025", "leads Q1–Q2 2025"},
           {"Q3-4 2025", "leads Q3–Q4 2025"},
           {"Q4 2025 – Q1 2026", "leads Q4 2025–Q1 2026"},
           {"2025 Q1-Q2", "leads Q1–Q2 2025"},
           {"H1 2026: Scale", "leads H1 2026"},
           {"2026 H2", "leads H2 2026"},
           {"H2'26", "leads H2 2026"},
           {"2H 2026", "leads H2 2026"},
           {"FY26 H1", "leads FY26 H1"},
           {"Second half of 2026", "leads H2 2026"},
           {"2026", "leads 2026"},
           {"2026+", "leads 2026+"},
           {"2026 and beyond", "leads 2026+"},
           {"2025–2027", "leads 2025–2027"},
           {"2025-26", "leads 2025–2026"},
           {"2026 Roadmap", "leads 2026"},
           {"May 2025", "leads May 2025"},
           {"Jan – Mar 2025", "leads January–March 2025"},
           {"Nov 2025 – Feb 2026: Freeze", "leads November 2025–February 2026"},
           {"Phase 2: Growth", "leads Phase 2"},
           {"Phase 5b — Tuning", "leads Phase 5b"},
           {"Phase 2C: Hosting (Weeks 9-12)", "leads Phase 2C"},
           {"Phase R1 — Rebuild (01.5_notes)", "leads Phase R1"},
           {"Phase II", "leads Phase II"},
           {"Phase I/II", "leads Phase I–II"},
           {"Phase A: Discovery", "leads Phase A"},
           {"Phase One", "leads Phase One"},
           {"Phase 6.12 follow-up", "leads Phase 6.12"},
           {"Phases 1-3", "leads Phase 1–3"},
           {"Phase 4–6, tuned", "leads Phase 4–6"},
           {"Phase 6+ work", "leads Phase 6+"},
           {"Phase 1 - 3 new features", "leads Phase 1"},
           {"Wave 2", "leads Phase 2"},
           {"Sub-Phase 7C: Shell", "leads Phase 7C"},
           {"Stage 8.10: Queries", "leads Stage 8.10"},
           {"Step 3.2: Update the docs", "leads Step 3.2"},
           {"Step 2/5", "leads Step 2"},
           {"Sprint 7", "leads Sprint 7"},
           {"Sprint-7: Polish", "leads Sprint 7"},
           {"Iteration 12", "leads Sprint 12"},
           {"Week 3-4", "leads Week 3–4"},
           {"Weeks 1–2: Setup", "leads Week 1–2"},
           {"2025-W05", "leads Week 5 2025"},
           {"Day 1", "leads Day 1"},
           {"Milestone 3: Beta", "leads Milestone 3"},
           {"Milestone #4", "leads Milestone 4"},
           {"M1: Skeleton", "leads Milestone 1"},
           {"M2 — Walls", "leads Milestone 2"},
           {"M3", "leads Milestone 3"},
           {"v1.3", "leads v1.3"},
           {"V2 enhancements", "leads v2"},
           {"[v0.9.0] - 2025-10-01", "leads v0.9.0"},
           {"[1.2.0]", "leads v1.2.0"},
           {"1.2.0 - 2024-05-01", "leads v1.2.0"},
           {"1.2.0 (May 1, 2024)", "leads v1.2.0"},
           {"Version 2.6.0: Callbacks", "leads v2.6.0"},
           {"Release 2", "leads v2"},
           {"Release (v1.13.0)", "leads v1.13.0"},
           {"v0.1.0-Alpha (Q2 2026)", "leads v0.1.0-Alpha"},
           {"Now", "leads Now"},
           {"NEXT (this summer)", "leads Next"},
           {"Later: ideas", "leads Later"},
           {"Short-term", "leads Short term"},
           {"Medium-Term Goals", "leads Mid term"},
           {"Long term vision", "leads Long term"},
           {"Current Quarter", "leads Now"},
           {"Next Sprint: payments", "leads Next"},
           {"Current Quarter: Q1 2025 (Jan - Mar)", "leads Q1 2025 (1-3)"},
           {"Now (Q1 2025)", "leads Q1 2025"},
           {"Next — Sprint 8", "leads Sprint 8"},
           {"✅ Phase 1: Base", "leads Phase 1"},
           {"⚠️ Q2 2025", "leads Q2 2025"},
           {"**Q2 2025**", "leads Q2 2025"},
           {"2. Phase 3: Polish", "leads Phase 3"},
           {"4.1 Q2 2025", "leads Q2 2025"},
           {"Phase 1: Base `[Complete]`", "leads Phase 1"},
       }) {
    CAPTURE(row.text);
    CHECK(read(row.text) == row.expected);
  }
}

TEST_CASE("periods: the period of a whole document or list") {
  for (const Case& row : std::initializer_list<Case>{
           {"📍 Harbour — Delivery Roadmap (Q2 2025)", "document Q2 2025"},
           {"Longer-Term Vision (2026+)", "document 2026+"},
           {"Current Focus (Week 3–4, July 2026)", "document July 2026"},
           {"Security work (Phase 3)", "document Phase 3"},
           {"Product Roadmap 2026", "document 2026"},
           {"OKRs — 2022 Q3", "document Q3 2022"},
           {"Roadmap: Q2 2025 ✅", "document Q2 2025"},
           {"Plan for H1 2026", "document H1 2026"},
           {"Copyright 2026", "none"},
           {"Notes from May 5, 2026", "none"},
           {"Notes of 5 May 2026", "none"},
           {"Kick-off, 1st of May 2026", "none"},
       }) {
    CAPTURE(row.text);
    CHECK(read(row.text) == row.expected);
  }
}

TEST_CASE("periods: headings that only mention one") {
  for (const Case& row : std::initializer_list<Case>{
           {"Beyond Q2: the longer view", "mention Q2"},
           {"Previously: Phase 3 (first try) — Trials", "mention Phase 3"},
           {"Score with the Phase 1+2 changes: 8/10", "mention Phase 1–2"},
           {"What follows (Post-Stage 22.12)", "mention Stage 22.12"},
           {"Integration with Phase 1 metrics", "mention Phase 1"},
           {"I believe Phase 8 will fix the overflow.", "mention Phase 8"},
           {"Success Criteria (End of Q3 2026)", "mention Q3 2026"},
           {"Carried over from Q1 2025", "mention Q1 2025"},
       }) {
    CAPTURE(row.text);
    CHECK(read(row.text) == row.expected);
  }
}

TEST_CASE("periods: near twins are none") {
  for (const std::string_view text : {"1.1: Drop the old tests (30 minutes)",
                                      "1.1 Runtime",
                                      "2.2.1 Storage",
                                      "3. Next",
                                      "10.4",
                                      "H1",
                                      "H2 headings",
                                      "(H1 → H2 → H3)",
                                      "Heading levels H1/H2",
                                      "Phase-based delivery",
                                      "Phase details",
                                      "Phases",
                                      "Phase N",
                                      "Phase X",
                                      "Stage your changes",
                                      "Stage checklist",
                                      "Sprint goal",
                                      "Step by step",
                                      "Milestone list",
                                      "Next steps",
                                      "Next actions",
                                      "Nextcloud",
                                      "Now we begin",
                                      "What's next",
                                      "Future work",
                                      "Future considerations",
                                      "Long-term support",
                                      "Current state",
                                      "Current work",
                                      "This document",
                                      "Release (2024-08-14)",
                                      "Release notes",
                                      "Release 2024-08-14",
                                      "Version history",
                                      "Versions",
                                      "M1 MacBook set-up",
                                      "M&A",
                                      "R1 (decay)",
                                      "P0 (must have)",
                                      "R2",
                                      "D1",
                                      "Q1: How is it built?",
                                      "Q&A",
                                      "Q5",
                                      "Q0",
                                      "FAQ1",
                                      "IQ2",
                                      "2025-01-31: First version",
                                      "2025-01-31",
                                      "2025/01/31",
                                      "2026-04 notes",
                                      "20250131",
                                      "404",
                                      "508 compliance",
                                      "1999",
                                      "2150",
                                      "5000",
                                      "FYI",
                                      "May we",
                                      "May the best win",
                                      "March on",
                                      "Weekly",
                                      "Week of rest",
                                      "Day-to-day",
                                      "docs/Q2-2025.md",
                                      "#q2-2025",
                                      "plan-q2",
                                      "x2025",
                                      "H3",
                                      "Node 20.11",
                                      "Python 3.11",
                                      "OAuth2",
                                      "v",
                                      "version",
                                      "",
                                      " ",
                                      "✅",
                                      "3.",
                                      "Q",
                                      "Later-stage companies",
                                      "Nowadays",
                                      "Soon-to-be",
                                      "Phase",
                                      "Wave",
                                      "Cycle time",
                                      "Releases",
                                      "2025-Q5",
                                      "Phase 1st",
                                      "Next.js upgrade",
                                      "Now-ish",
                                      "Now / Next / Later method"}) {
    CAPTURE(text);
    const auto found = find_period(text);
    if (text == "3. Next") {
      CHECK(read(text) == "leads Next");
      continue;
    }
    CHECK(read(text) == "none");
  }
}

TEST_CASE("periods: running text") {
  CHECK(mentions("Q3 2025 or at 50K active users") == "Q3 2025");
  CHECK(mentions("v0.1.0-Alpha (Q2 2026) → v0.2.0-Beta (Q3 2026)") ==
        "v0.1.0-Alpha; Q2 2026; v0.2.0-Beta; Q3 2026");
  CHECK(mentions("by end of Q2, before Phase 4 and FY26") == "Q2; Phase 4; FY26");
  CHECK(mentions("between May 2025 and 5 June 2025") == "May 2025");
  CHECK(mentions("in 2025 we saw 2000 users now and later") == "");
  CHECK(mentions("2026") == "2026");
  CHECK(mentions("see https://example.org/Q2-2025/Phase-3 for more") == "");
  CHECK(mentions("End of Phase 2 (Week 3) — review with the team") == "Phase 2; Week 3");
  CHECK(mentions("the v2 API, uses M1 and H1") == "");
  CHECK(mentions("") == "");
  CHECK(mentions("phase I described") == "");
  CHECK(mentions("in phase 2 we grow") == "Phase 2");
}

TEST_CASE("periods: spans") {
  const std::string_view text = "## ⚠️ Q2 2025 (Apr - Jun): Growth";
  const auto found = find_period(text);
  REQUIRE(found);
  CHECK(found->span.of(text) == "Q2 2025");
  REQUIRE(found->months);
  CHECK(found->months->span.of(text) == "(Apr - Jun)");
  CHECK(found->months->first_span.of(text) == "Apr");
  CHECK(found->months->last_span.of(text) == "Jun");
}

TEST_CASE("periods: months without parentheses, with days, and none at all") {
  const auto months = [](std::string_view text) {
    const auto found = find_period(text);
    return found && found->months ? std::string(found->months->span.of(text)) : std::string();
  };
  CHECK(months("Q3 2027: Jul - Sep") == "Jul - Sep");
  CHECK(months("Q3 2027 — July–September: Reach") == "July–September");
  CHECK(months("Q3 2027, Jul to Sep") == "Jul to Sep");
  CHECK(months("Q3 2027 (Jul 1st - Sep 30th, 2027)") == "(Jul 1st - Sep 30th, 2027)");
  CHECK(months("Q3 2027: July to September campaign") == "");
  CHECK(months("Q3 2027: May we ask") == "");
  CHECK(months("Plan of Q3 2027: Jul - Sep") == "");
  CHECK(may_state_months("**Q3 2027 (Jul - Sep)**"));
  CHECK_FALSE(may_state_months("In Q3 2027 it rains (Jul - Sep)"));
}

TEST_CASE("periods: that go on") {
  CHECK(find_period("April 2026 – ongoing")->period.open_ended);
  CHECK(find_period("Q3 2026 - present")->period.open_ended);
  CHECK_FALSE(find_period("Q3 2026 - Present the plan")->period.open_ended);
  CHECK_FALSE(find_period("Q3 2026")->period.open_ended);
}

TEST_CASE("periods: days") {
  for (const Case& row : std::initializer_list<Case>{
           {"Q1 2025", "2025-01-01..2025-03-31"},
           {"Q4 2025 – Q1 2026", "2025-10-01..2026-03-31"},
           {"Q1–Q2 2025", "2025-01-01..2025-06-30"},
           {"H2 2026", "2026-07-01..2026-12-31"},
           {"2026+", "2026-01-01..9999-12-31"},
           {"2025–2027", "2025-01-01..2027-12-31"},
           {"Feb 2024", "2024-02-01..2024-02-29"},
           {"Nov 2025 – Feb 2026", "2025-11-01..2026-02-28"},
           {"2025-W01", "2024-12-30..2025-01-05"},
           {"Q2", "no days"},
           {"FY26 Q2", "no days"},
           {"FY26", "no days"},
           {"Phase 3", "no days"},
           {"Now", "no days"},
       }) {
    CAPTURE(row.text);
    CHECK(days(row.text) == row.expected);
  }
  CHECK(days("FY22 Q3", 2) == "2021-08-01..2021-10-31");
  CHECK(days("FY26", 4) == "2025-04-01..2026-03-31");
  CHECK(days("FY26 Q1", 1) == "2026-01-01..2026-03-31");
  CHECK(days("Q1 2025", 4) == "2025-04-01..2025-06-30");
  CHECK(days("Q4 2025", 4) == "2026-01-01..2026-03-31");
  CHECK(days("2025", 4) == "2025-01-01..2025-12-31");
}

TEST_CASE("periods: of a day, and their months") {
  CHECK(to_string(period_of({2025, 6, 14}, PeriodKind::quarter)) == "Q2 2025");
  CHECK(to_string(period_of({2025, 6, 14}, PeriodKind::half)) == "H1 2025");
  CHECK(to_string(period_of({2025, 6, 14}, PeriodKind::month)) == "June 2025");
  CHECK(to_string(period_of({2025, 6, 14}, PeriodKind::year)) == "2025");
  CHECK(to_string(period_of({2025, 2, 14}, PeriodKind::quarter, 4)) == "Q4 2024");
  const auto months = [](std::string_view text, std::optional<int> start = {}) {
    return months_of(find_period(text)->period, start);
  };
  CHECK(months("Q2") == Months{4, 6});
  CHECK(months("Q2", 4) == Months{7, 9});
  CHECK(months("Q4", 4) == Months{1, 3});
  CHECK(months("H2 2026") == Months{7, 12});
  CHECK(months("FY26 Q1", 2) == Months{2, 4});
  CHECK_FALSE(months("FY26 Q1").has_value());
  CHECK_FALSE(months("Phase 2").has_value());
}

TEST_CASE("periods: what follows, in the same spelling") {
  for (const Case& row : std::initializer_list<Case>{
           {"Q2 2025 (Apr - Jun): Growth", "Q3 2025 (Jul - Sep)"},
           {"T4 2026", "T1 2027"},
           {"4. Quartal 2026", "1. Quartal 2027"},
           {"Q4 2025 (October – December)", "Q1 2026 (January – March)"},
           {"Q1 2025 (Apr - Jun)", "Q2 2025 (Jul - Sep)"},
           {"Q1 (Jan - Mar 2025)", "Q2 (Apr - Jun 2025)"},
           {"Q4 2025: Oct, Nov, Dec", "Q1 2026: Jan, Feb, Mar"},
           {"Q4 (Oct - Dec 2025)", "Q1 (Jan - Mar 2026)"},
           {"Q3 2025 (Jul - Sep 2025)", "Q4 2025 (Oct - Dec 2025)"},
           {"Q3 2025 (Jul 2025 - Sep 2025): Trust", "Q4 2025 (Oct 2025 - Dec 2025)"},
           {"Q4 2025 (Nov)", "Q1 2026 (Feb)"},
           {"Q4 2025 (Nov 2025)", "Q1 2026 (Feb 2026)"},
           {"Q3 2025 (2025-07-01 to 2025-09-30)", "Q4 2025 (2025-10-01 to 2025-12-31)"},
           {"2025 Q3", "2025 Q4"},
           {"2025-Q4", "2026-Q1"},
           {"Q4'25", "Q1'26"},
           {"4Q25", "1Q26"},
           {"Q4", "Q1"},
           {"FY-21-Q4", "FY-22-Q1"},
           {"FY26 Q4", "FY27 Q1"},
           {"Q1–Q2 2025", "Q3–Q4 2025"},
           {"Q3–Q4 2025", "Q1–Q2 2026"},
           {"Q4 2025 – Q1 2026", "Q2 2026 – Q3 2026"},
           {"Q1–Q3 2025", ""},
           {"H2 2026", "H1 2027"},
           {"2026", "2027"},
           {"2026+", ""},
           {"2025–2027", "2028–2030"},
           {"Dec 2025", "Jan 2026"},
           {"December 2025", "January 2026"},
           {"Phase 4: Scale", "Phase 5"},
           {"PHASE 4", "PHASE 5"},
           {"Phase 07", "Phase 08"},
           {"Phase 5b", "Phase 5c"},
           {"Phase 2.9", "Phase 2.10"},
           {"Phase R1", "Phase R2"},
           {"Phase II", "Phase III"},
           {"Phase A", "Phase B"},
           {"Phase Z", ""},
           {"Phase One", "Phase Two"},
           {"Phases 1-3", "Phases 4-6"},
           {"Week 3-4", "Week 5-6"},
           {"Sprint 8", "Sprint 9"},
           {"M1: Skeleton", "M2"},
           {"Milestone #9", "Milestone #10"},
           {"v1.3", "v1.4"},
           {"v1.3.0", "v1.4.0"},
           {"v1.3.2", "v1.3.3"},
           {"v2", "v3"},
           {"2.x", "none"},
           {"v2.x", "v3.x"},
           {"v1.3.0-rc.1", ""},
           {"[1.9.0] - 2025-01-01", "1.10.0"},
           {"Now", "Next"},
           {"NEXT", "LATER"},
           {"Later", ""},
           {"Short-term", "Medium-term"},
           {"Current Quarter", "Next Quarter"},
           {"First quarter of 2025", "Second quarter of 2025"},
       }) {
    CAPTURE(row.text);
    CHECK(successor(row.text) == row.expected);
  }
}

TEST_CASE("periods: order") {
  const auto order = [](std::string_view a, std::string_view b) {
    const auto result = compare(find_period(a)->period, find_period(b)->period);
    return result < 0 ? '<' : result > 0 ? '>' : result == 0 ? '=' : '?';
  };
  struct {
    std::string_view a;
    char order;
    std::string_view b;
  } const rows[] = {
      {"Q1 2025", '<', "Q2 2025"},
      {"Q4 2024", '<', "2025 Q1"},
      {"Q1 2025", '<', "H1 2025"},
      {"Q2 2025", '=', "2025-Q2"},
      {"2025", '<', "2026+"},
      {"Q2", '<', "Q3"},
      {"Q2", '?', "Q3 2025"},
      {"FY26 Q1", '<', "FY26 Q3"},
      {"FY26 Q1", '?', "Q1 2026"},
      {"Phase 2", '<', "Phase 10"},
      {"Phase 5", '<', "Phase 5b"},
      {"Phase 2.9", '<', "Phase 2.10"},
      {"Phase R1", '?', "Phase 2"},
      {"Phase II", '<', "Phase IV"},
      {"Phase 1", '?', "Sprint 2"},
      {"v1.9", '<', "v1.10"},
      {"v1.0.0-rc.1", '<', "v1.0.0"},
      {"v1.0", '=', "v1.0.0"},
      {"v1.0.0-alpha", '<', "v1.0.0-beta"},
      {"Now", '<', "Later"},
      {"Short-term", '<', "Long-term"},
      {"Now", '?', "Q1 2025"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.a);
    CAPTURE(row.b);
    CHECK(order(row.a, row.b) == row.order);
    const char mirrored = row.order == '<' ? '>' : row.order == '>' ? '<' : row.order;
    CHECK(order(row.b, row.a) == mirrored);
  }
}
