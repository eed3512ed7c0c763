#include "analysis/plan/quantity.h"

#include <doctest/doctest.h>
#include <initializer_list>
#include <string>
#include <vector>

using namespace pland;
using namespace pland::plan;

namespace {

struct Case {
  std::string_view text, expected;
};

// Text between backquotes is a code span.
struct Item {
  std::string text;
  std::vector<Span> code;
};
Item item(std::string_view marked) {
  Item out;
  bool inside = false;
  for (const char c : marked) {
    if (c != '`') {
      out.text += c;
      continue;
    }
    const auto at = static_cast<std::uint32_t>(out.text.size());
    if (inside) {
      out.code.back().end = at;
    } else {
      out.code.push_back({at, at});
    }
    inside = !inside;
  }
  return out;
}

std::string_view kind(std::string_view marked) {
  const Item i = item(marked);
  return name(measure(i.text, i.code).measure);
}

std::string hover(std::string_view text) {
  const auto found = measure(text);
  return found.quantity ? describe(*found.quantity, text) : "none";
}

void check_all(std::string_view expected, std::initializer_list<std::string_view> texts) {
  for (const std::string_view text : texts) {
    CAPTURE(text);
    CHECK(kind(text) == expected);
  }
}

}  // namespace

TEST_CASE("measure: quantities") {
  check_all("quantity", {"p95 latency < 200 ms",
                         "Recall ≥ 0.90",
                         "At least 40 pilot teams",
                         "Under 5 minutes",
                         "Up to 3 retries",
                         "No more than 2 incidents per month",
                         "Between 3 and 5 regions",
                         "99.9% uptime",
                         "Cut cost by 30 %",
                         "10k daily users",
                         "$3M in new revenue",
                         "€500 saved",
                         "Builds 3x faster",
                         "5/5 checks",
                         "8 of 10 teams",
                         "900 ms → 200 ms",
                         "From 8 weeks to 4 weeks",
                         "Double the signups",
                         "Halve the wait",
                         "Sub-second search",
                         "Sub-100ms answers",
                         "Support 5 tenants at once",
                         "Three outside teams in production",
                         "At least one customer",
                         "Rating: 4.5",
                         "Top 3 in its class",
                         "A grade in the audit",
                         "SOC 2 report",
                         "WCAG AA everywhere",
                         "50+ contributors",
                         "2 or more sponsors",
                         "1,000 stars",
                         "NPS 50",
                         "Two pilots",
                         "5-minute set-up",
                         "Zero-config in 10 minutes",
                         "1,200 pilot users, 98% uptime, <90ms delay",
                         "`recall >= 0.9` on the test set",
                         "Raise sign-ups fourfold",
                         "Answers come below one minute",
                         "Cover to ninety percent",
                         "Cover to sixty-five percent",
                         "A tenfold increase in readings"});
}

TEST_CASE("measure: numbers that are none") {
  for (const std::string_view text : {"Python 3.11 support",
                                      "Works with 3.x",
                                      "v2.4.1 compatibility",
                                      "Phase 2 rollout",
                                      "Step 3 review",
                                      "ADR-12 follow-up",
                                      "JIRA-7 and #45",
                                      "PR 31",
                                      "P0 handling",
                                      "M1 support",
                                      "Section 508 audit",
                                      "508 compliance review",
                                      "24/7 rota",
                                      "A/B experiments",
                                      "OAuth2 flow",
                                      "S3 upload",
                                      "K8s charts",
                                      "HTTP 200 on health",
                                      "Fix a 500, 404 error",
                                      "2FA for admins",
                                      "3D view",
                                      "1st class errors",
                                      "Goal 3 review",
                                      "KR 1.2 review",
                                      "UTF-8 support",
                                      "https://example.org/a/12",
                                      "commit a1b2c3d4",
                                      "docs/2/plan.md",
                                      "Score /100",
                                      "R2 and RMSE",
                                      "N2 logos",
                                      "2026 outlook",
                                      "WASM 2D canvas",
                                      "Level 2 support",
                                      "`retry_count=5` handling",
                                      "Tier 2: corner cases",
                                      "Next 15 upgrade"}) {
    CAPTURE(text);
    CHECK(kind(text) != "quantity");
  }
}

TEST_CASE("measure: zero, dated, by reference") {
  check_all("zero", {"Zero data loss incidents", "No manual steps", "No regressions",
                     "Deploy without downtime", "Error-free imports", "Outages eliminated",
                     "Never loses a message", "No longer needs a restart"});
  check_all(
      "dated",
      {"Beta shipped by 2025-11-07", "Improve onboarding by Q3 2025", "Live before launch",
       "Docs ready by end of quarter", "Improve onboarding before the end of 2029", "Done by March",
       "Pilot before Phase 3", "Satisfaction rises from the start of the year to its end",
       "Churn falls from beginning to end of the year"});
  check_all("by reference",
            {"Latency per NFR-2.1", "Meets the SLO", "Within budget", "Faster than today",
             "Fewer crashes than the previous release", "Cut the backlog below last spring's",
             "Test count: Baseline + new tests", "Accuracy above the agreed threshold",
             "As defined in the contract"});
}

TEST_CASE("measure: yes or no") {
  check_all("yes or no",
            {"All tests pass", "Every role has an owner", "The importer handles empty files",
             "Rollback documented and rehearsed", "Users can export their data", "CI is green",
             "`make test` passes", "`jobs_failed_total` - failures of jobs",
             "If the cache is cold, warm it", "Publish the migration guide",
             "Creating a smooth working group", "Given a draft, when saved, then it is kept",
             "Adding useful notes for implementers", "Shows a warning with the path",
             "Improve pod start measurements to get finer detail",
             "Documentation is comprehensive and reviewed"});
}

TEST_CASE("measure: vague directions") {
  check_all("vague direction", {"Improve onboarding",
                                "Better developer experience",
                                "Fewer support requests",
                                "Faster builds",
                                "Increase adoption among new teams",
                                "Reduce churn",
                                "More engaged community",
                                "Significantly faster search",
                                "Developer satisfaction improved",
                                "Portfolio yield improvement",
                                "Word-of-mouth growth in new markets",
                                "Human satisfaction increases (less routine)",
                                "Minimize visible changes",
                                "Reduced requests for \"how to use it\"",
                                "Performance: faster page loads",
                                "✅ Improve reliability",
                                "Make search quicker",
                                "Make the archive more reliable",
                                "Optimise latency",
                                "Simpler set-up than ever"});
  for (const std::string_view text :
       {"Improve onboarding by adding a tour", "Increase the limit from basic to full",
        "Better Auth is integrated", "More than one region", "Lower-case slugs",
        "Higher-order types", "More details in the log", "Reduce noise to make alerts usable",
        "Lower bound documented", "Coverage maintained or improved", "Improvement plan written",
        "Growth team hired", "Enhanced search released", "Faster start-up than v2",
        "Make a better table by hand", "Optimise the index for long names"}) {
    CAPTURE(text);
    CHECK(kind(text) != "vague direction");
  }
}

TEST_CASE("measure: the number of a key result says nothing") {
  check_all("vague direction", {"KR 1.2 Grow revenue", "KR1 Grow revenue", "KR1.2 Grow revenue",
                                "Key Result 3 Grow revenue", "KR4 - Grow revenue"});
  check_all("quantity", {"KR 1.2 Grow revenue to 5 harbours", "KR 1.2 5 harbours"});
}

TEST_CASE("measure: vague qualities") {
  check_all(
      "vague quality",
      {"Seamless experience", "Robust error handling", "Positive feedback from the pilot team",
       "User feedback: Positive reception (survey)", "High user satisfaction with search",
       "An intuitive interface", "Reliable and fault-tolerant ingestion", "Happy customers",
       "Good retention", "Strong partner engagement"});
  for (const std::string_view text :
       {"Worker kind: shared (efficient with many tabs)", "Priority: High (foundation for later)",
        "Published on npm (easy install)", "High-risk items reviewed", "Quality gate passed",
        "Human-readable notation", "Clean architecture", "Active accounts", "Quality score",
        "High priority count", "High-risk coverage",
        "A seamless hand-over between the two teams that meet every second week in the office"}) {
    CAPTURE(text);
    CHECK(kind(text) != "vague quality");
  }
}

TEST_CASE("measure: metrics without a target") {
  check_all("no target",
            {"Number of active users", "Share of reviewed decisions", "Average review time",
             "Test coverage", "Feature adoption rate", "Churn", "Developer satisfaction",
             "Mean time to recovery (MTTR)", "Time to first value", "% of decisions written down",
             "Community adoption of templates", "User retention rates", "p95 latency",
             "Lead time (idea → production)", "Code review turnaround time"});
  for (const std::string_view text :
       {"Renders in real time", "Documentation explains usage", "Track adoption", "On time",
        "Measure latency", "Latency budget enforced", "`x_total` - request rate",
        "Cost optimisation plan", "Time zone support", "Average users can install it", "Score card",
        "N9% net revenue retention"}) {
    CAPTURE(text);
    CHECK(kind(text) != "no target");
  }
}

TEST_CASE("measure: placeholders, nothing, and what nobody can tell") {
  check_all("placeholder",
            {"[Metric 1]", "[Metric 1 - e.g., \"Five tenants\"]", "TBD", "Uptime: XX%",
             "Uptime target: TBD", "From [baseline] to [target]", "____ points"});
  check_all("empty", {"", "  ", "\u00A0"});
  check_all("unsure", {"Workflow engine", "New academic research", "覆盖所有命令",
                       "Покрытие всех команд", "Several case studies", "Notes", "---"});
}

TEST_CASE("measure: what a hover says") {
  for (const Case& row : std::initializer_list<Case>{
           {"Cut p95 checkout latency from 900 ms to 200 ms",
            "direction down, baseline 900 ms, target 200 ms"},
           {"0.545 → 0.617", "direction up, baseline 0.545, target 0.617"},
           {"Support 5 concurrent tenants", "target 5 concurrent tenants"},
           {"At least 10k users", "direction up, target ≥ 10000 users"},
           {"Recall >= 0.90", "direction up, target ≥ 0.9"},
           {"Uptime of 99.9% or more", "direction up, target ≥ 99.9 %"},
           {"Cut cost by 30 %", "direction down, change 30 %"},
           {"30% faster builds", "direction down, change 30 %"},
           {"20-30% of trials convert", "target 20 to 30 %"},
           {"Between 3 and 5 regions", "target 3 to 5 regions"},
           {"5/5 stars", "target 5 of 5 stars"},
           {"8 of 10 teams", "target 8 of 10 teams"},
           {"$1.5M in revenue", "target $1500000"},
           {"NPS of at least 40 (currently 31)", "direction up, baseline 31, target ≥ 40"},
           {"Double weekly signups", "direction up, change 2"},
           {"Sub-100ms answers", "direction down, target < 100 ms"},
           {"Three outside teams", "target 3 outside teams"},
           {"From 3x/week to daily", "baseline 3 x/week, target daily"},
           {"Fewer than 20 founder-led firms", "direction down, target < 20 founder-led firms"},
           {"All tests pass", "none"},
           // Which way it goes is a matter of units, else of the verb.
           {"Lead time falls from 3 weeks to 2 days",
            "direction down, baseline 3 weeks, target 2 days"},
           {"Disk grows from 700 MB to 3 GB", "direction up, baseline 700 MB, target 3 GB"},
           {"Start-up drops from 1.5 s to 900 ms", "direction down, baseline 1.5 s, target 900 ms"},
           {"Recovery from 2h to 20m", "direction down, baseline 2 h, target 20 m"},
           {"Cut releases from 3 days of work to 1 click",
            "direction down, baseline 3 days, target 1 click"},
           {"From 3 releases per week to 1 release per day",
            "baseline 3 releases, target 1 release"},
           {"Half of the skippers have alerts", "target 0.5"},
           {"Cut the wait by half", "direction down, target 0.5"},
           {"Warnings: 300 to 20", "direction down, baseline 300, target 20"},
           {"6 to 9 harbours", "target 6 to 9 harbours"},
           {"Fewer than 1 in 30 readings is late", "direction down, target < 1 of 30 readings"},
           {"At most 2 in 3 months", "direction down, target ≤ 2"},
           {"Reduce alarms fivefold", "direction down, change 5"},
           {"Coverage: 62% today, 80% by 2027-01-31", "direction up, baseline 62 %, target 80 %"},
           {"Coverage: 80%, 62% now", "direction up, baseline 62 %, target 80 %"},
           {"40 harbours go live today", "target 40 harbours"},
           {"Reduce set-up time by 20% to 8 minutes", "direction down, target 8 minutes"},
           {"Raise the share by 20%, to under 90 %", "direction up, target < 90 %"},
           {"Adoption 30% (2026-06-30) to 60% (2026-12-31)",
            "direction up, baseline 30 %, target 60 %"},
           {"Adoption 30% (June) → 60% (December)", "direction up, baseline 30 %, target 60 %"},
           {"Adoption 30% to 60%", "target 30 to 60 %"},
           {"Response time: < 1s (was 3s)", "direction down, baseline 3 s, target < 1 s"},
           {"Response time: 1 s, previously 3 s", "direction down, baseline 3 s, target 1 s"},
           {"Was 3 s", "target 3 s"},
           // Signs, and what they are not.
           {"Raise NPS from -10 to +20", "direction up, baseline -10, target 20"},
           {"Water from -5 °C to 3 °C", "direction up, baseline -5 °C, target 3 °C"},
           {"Water from 3 °C to −5 °C", "direction down, baseline 3 °C, target -5 °C"},
           {"Churn: -20%", "target -20 %"},
           {"NPS of +40 or more", "direction up, target ≥ 40"},
           {"Phase-10 readings within 20 - 30 minutes", "target 20 to 30 minutes"},
           // "By" how much is not "from" where.
           {"Reduce churn by 20% to 4%", "direction down, target 4 %"},
           {"Reduce open bugs by 20 to 4", "direction down, target 4"},
           {"Raise the share by 20% to 30%", "direction up, target 20 to 30 %"},
           // So many times the speed.
           {"5x faster", "direction up, change 5 x"},
           {"Twice as fast", "direction up, change 2"},
           {"5x shorter waits", "direction down, change 5 x"},
       }) {
    CAPTURE(row.text);
    CHECK(hover(row.text) == row.expected);
  }
}

TEST_CASE("measure: baselines, deadlines, relative targets") {
  CHECK(measure("Cut cost by 30 %").quantity->relative);
  CHECK_FALSE(measure("Cut cost by 30 %").has_baseline);
  CHECK(measure("Cut cost by 30 % YoY").has_baseline);
  CHECK(measure("Cut cost by 30 % vs last year").has_baseline);
  CHECK(measure("Cut cost from $9 by 30 %").has_baseline);
  CHECK_FALSE(measure("At least 5 teams").quantity->relative);
  CHECK(measure("5 teams by Q2 2025").has_deadline);
  CHECK(measure("5 teams within 12 months").has_deadline);
  CHECK(measure("5 teams by the end of 2029").has_deadline);
  const std::string_view year = "5 teams by the end of 2029";
  CHECK(year_limit(measure(year), year) == "end of 2029");
  CHECK(year_limit(measure("5 teams by launch"), "5 teams by launch") == "");
  CHECK_FALSE(measure("5 teams").has_deadline);
  CHECK_FALSE(measure("Completes within 5 minutes").has_deadline);
}

TEST_CASE("measure: which of the dates is the deadline") {
  const auto deadline = [](std::string_view text) {
    const Measurability judged = measure(text);
    return std::string(judged.deadline.of(text)) + " | " + std::string(judged.compared.of(text));
  };
  CHECK(deadline("Coverage: 62% today, 80% by 2027-01-31") == "2027-01-31 | ");
  CHECK(deadline("Fewer tickets by 30% compared to Q3 2026") == " | Q3 2026");
  CHECK(deadline("30% fewer tickets than in Q3 2026, by Q1 2027") == "Q1 2027 | Q3 2026");
  CHECK(deadline("30% fewer tickets in Q1 2027 vs. Q3 2026") == "Q1 2027 | Q3 2026");
  CHECK(deadline("30% (2026-06-30) to 60% (2026-12-31)") == "2026-12-31 | ");
  CHECK(deadline("60% by 2026-12-31, baseline 30% (2026-06-30)") == "2026-12-31 | ");
  CHECK(deadline("Between 2026-12-01 and 2026-12-31, 5 harbours go live") == "2026-12-31 | ");
  CHECK(deadline("5 harbours, 2026-12-01 – 2026-12-31") == "2026-12-31 | ");
  CHECK(deadline("From Q1 2027 to Q3 2027: 5 harbours") == "Q1 2027 to Q3 2027 | ");
  CHECK(deadline("By 2026-12-31 go from 30% to 60%") == "2026-12-31 | ");
  CHECK(deadline("Pilot on 2026-12-01, 5 harbours by 2027-02-01") == "2027-02-01 | ");
  CHECK(deadline("Ship v2.0 to 5 customers") == " | ");
  CHECK(deadline("5 customers by v2.0") == "v2.0 | ");
  CHECK(deadline("Roll Phase 2 out to 5 harbours") == " | ");
  CHECK(deadline("5 harbours before Phase 3") == "Phase 3 | ");
  CHECK_FALSE(measure("Fewer tickets by 30% compared to Q3 2026").has_deadline);
  CHECK(measure("Fewer tickets by 30% compared to Q3 2026").has_baseline);
}

TEST_CASE("measure: evidence lies in the text") {
  const std::string_view text = "✅ Significantly faster search";
  CHECK(measure(text).evidence.of(text) == "faster");
  const std::string_view latency = "p95 latency under 200 ms in June";
  CHECK(measure(latency).evidence.of(latency) == "under 200 ms");
}

TEST_CASE("measure: the subject of a metric") {
  CHECK(subject("Support 5 concurrent tenants") == subject("Support 3 concurrent tenants"));
  CHECK(subject("p95 < 200 ms") == subject("p95 ≤ 150 ms"));
  CHECK(subject("At least 10k users") == subject("5,000 users"));
  CHECK(subject("p95 < 200 ms") != subject("p99 < 200 ms"));
  CHECK(subject("thirty-five tenants") == subject("40 tenants"));
  CHECK(subject("5 tenants") != subject("5 regions"));
  CHECK(subject("Phase 1+2 done") == "phase 1+2 done");
}

TEST_CASE("measure: odd input is survived") {
  for (const std::string_view text : {"%",           "5",
                                      "/",           "5/",
                                      "/5",          "-5",
                                      "→",           "from to",
                                      "from 5 to",   "between 5",
                                      "of 5",        "5 of",
                                      "\xFF\xFE 5%", "one",
                                      "at least",    "≥",
                                      "$",           "$5",
                                      "5$",          "((((",
                                      ":",           "a:",
                                      "1.",          "1) 5",
                                      "+",           "5+",
                                      "no",          "zero",
                                      "without",     "by",
                                      "before",      "label:",
                                      "— —",         "999999999999999999999999 users"}) {
    CAPTURE(text);
    const auto found = measure(text);
    CHECK(found.evidence.end <= text.size());
    if (found.quantity) CHECK(found.quantity->span.end <= text.size());
    CHECK(subject(text).size() <= text.size() + 4);
  }
}
