#include "analysis/plan/placeholder.h"

#include <doctest/doctest.h>
#include <initializer_list>
#include <string>

using namespace pland;
using namespace pland::plan;

namespace {

struct Case {
  std::string_view text, expected;
};

// "certain:[Owner]; soft:TBD"
std::string found_in(std::string_view text) {
  std::string out;
  for (const Placeholder& p : find_placeholders(text)) {
    if (!out.empty()) out += "; ";
    out += p.strength == PlaceholderStrength::certain ? "certain:" : "soft:";
    out += p.span.of(text);
  }
  return out;
}

}  // namespace

TEST_CASE("placeholders: brackets with a cue") {
  for (const std::string_view text : {"[Theme/Focus]",
                                      "[Low/Medium/High]",
                                      "[Feature/Initiative 1]",
                                      "[Team/vendor]",
                                      "[Business/technical outcome]",
                                      "[Metric 1]",
                                      "[Metric 2 - e.g., \"Zero lost orders\"]",
                                      "[e.g., Reach & Depth]",
                                      "[Measurable goal 1]",
                                      "[Why it matters]",
                                      "[Goal A]",
                                      "[Your project name]",
                                      "[Any outside factors or prerequisites]",
                                      "[Strategy to address]",
                                      "[Major theme]",
                                      "[Month Year]",
                                      "[YYYY-MM-DD]",
                                      "[TBD]",
                                      "[TODO: numbers]",
                                      "[Owner]",
                                      "[Reasons]",
                                      "[What was decided]",
                                      "[NEEDS CLARIFICATION: which region?]",
                                      "[Product Name]",
                                      "[Describe the outcome]",
                                      "[link]",
                                      "[Insert chart here]",
                                      "[...]",
                                      "[On track / Behind]",
                                      "[Initiative]",
                                      "[high-level goal - what will change?]",
                                      "[Conditions]"}) {
    CAPTURE(text);
    CHECK(found_in(text) == "certain:" + std::string(text));
    REQUIRE(whole_placeholder(text).has_value());
    CHECK(whole_placeholder(text)->span == Span{0, static_cast<std::uint32_t>(text.size())});
  }
}

TEST_CASE("placeholders: in a run of text") {
  for (const Case& row : std::initializer_list<Case>{
           {"Q1 2025 (Jan - Mar): [Theme/Focus]", "certain:[Theme/Focus]"},
           {"[Your team] aims to [what will change]",
            "certain:[Your team]; certain:[what will change]"},
           {"Owner: [Name], due [Date]", "certain:[Name]; certain:[Date]"},
           {"Last Updated: YYYY-MM-DD", "certain:YYYY-MM-DD"},
           {"[X.Y.Z] - YYYY-MM-DD", "certain:YYYY-MM-DD"},
           {"Q1 YYYY", "certain:YYYY"},
           {"due 2025-XX-XX", "soft:2025-XX-XX"},
           {"Due: DD/MM/YYYY", "certain:DD/MM/YYYY"},
           {"Dates use the YYYY-MM-DD format", "soft:YYYY-MM-DD"},
           {"Raise uptime to XX%", "certain:XX%"},
           {"Save $X per month, or $XXk", "certain:$X; certain:$XXk"},
           {"Reach N users", "soft:N users"},
           {"Hello {{name}}!", "certain:{{name}}"},
           {"{short title, of the problem}", "certain:{short title, of the problem}"},
           {"Chosen: {title of option one}", "soft:{title of option one}"},
           {"Last updated: $(date +%Y-%m-%d)", "certain:$(date +%Y-%m-%d)"},
           {"Lorem ipsum dolor", "certain:Lorem ipsum"},
           {"Owner: ???", "soft:???"},
           // Spoken of in quotation marks; a quoted value is one all the same.
           {"Say \"to [target] by [date]\", not \"more\"", "soft:[target]; soft:[date]"},
           {"Say “to 10 by [date]”", "soft:[date]"},
           {"Title: \"[Project name]\"", "certain:[Project name]"},
           {"a 5\" pipe for [Owner]", "certain:[Owner]"},
           {"\"Go\" is for [Owner], \"no\" for all", "certain:[Owner]"},
           {"The price is TBD, the date too", "soft:TBD"},
           {"Scope to be determined", "soft:to be determined"},
           {"Sprint [N] planning", "certain:[N]"},
           {"Sprint [X-1]", "certain:[X-1]"},
           {"<your name> did it", "certain:<your name>"},
           {"TKTK", "certain:TKTK"},
           {"Now: ____ points", "certain:____"},
           // What the fix for a vague metric writes.
           {"Trust: from [current value] to [target value] by [date]",
            "certain:[current value]; certain:[target value]; certain:[date]"},
           {"Raise it by [e.g., 20%]", "certain:[e.g., 20%]"},
           {"Chosen because [why it matters]", "certain:[why it matters]"},
           {"Write {{owner}} tags", "soft:{{owner}}"},
       }) {
    CAPTURE(row.text);
    CHECK(found_in(row.text) == row.expected);
  }
}

TEST_CASE("placeholders: near twins are none") {
  for (const std::string_view text : {"[ ] open",
                                      "[x] done",
                                      "[X] done",
                                      "[-]",
                                      "[^1]",
                                      "[^note]",
                                      "[[Wiki Page]]",
                                      "{{ site.title }}",
                                      "{{< note >}}",
                                      "see [[How to plan]]",
                                      "[[Views|the view]]",
                                      "no [NEEDS CLARIFICATION] marks stay",
                                      "[List renumbering] Fix it",
                                      "\"types\": [...],",
                                      "[summary]: #summary",
                                      "$(echo hi)",
                                      "$YYYY-01-01",
                                      "Mac OS X users",
                                      "\"[Clashing goals] hurt\"",
                                      "[Phase 8] done",
                                      "[[a|b]]",
                                      "[feature/branch] merged",
                                      "[fix/login]",
                                      "[CI/CD] pipeline",
                                      "[api/core]",
                                      "[Completion] Add a flag",
                                      "[Feature] Add a flag",
                                      "[Add] a flag",
                                      "[Owner] field is new",
                                      "[Unreleased]",
                                      "[1.2.0]",
                                      "[v2]",
                                      "[YANKED]",
                                      "[ADR-001]",
                                      "[SYNC-007] Order",
                                      "[#12]",
                                      "[@dana]",
                                      "[!NOTE]",
                                      "[Complete]",
                                      "[P1] fix",
                                      "[US1]",
                                      "[T012]",
                                      "[WIP]",
                                      "List<T>",
                                      "`Queue<T>`",
                                      "Map<K, V>",
                                      "<T>",
                                      "<br>",
                                      "array[index]",
                                      "R1[Roles]",
                                      "see [the guide](guide.md)",
                                      "[text][ref]",
                                      "![Owner](a.png)",
                                      "[TBD]: https://example.org/tbd.svg",
                                      "{a, b}",
                                      "{\"key\": 1}",
                                      "${HOME}",
                                      "{x}",
                                      "see /notes/____",
                                      "Really???",
                                      "What??? no",
                                      "TBDs",
                                      "XXL",
                                      "XX century",
                                      "N+1 queries",
                                      "O(N)",
                                      "NN",
                                      "MM",
                                      "DD",
                                      "MDM",
                                      "2025-04-01",
                                      "2FA",
                                      "DYNAMIC",
                                      "todo list",
                                      "Tkinter",
                                      "$5",
                                      "$XYZ",
                                      "a/b",
                                      "either/or",
                                      "Phase [2]",
                                      "",
                                      "[]",
                                      "[",
                                      "]",
                                      "[a",
                                      "\\[Owner]",
                                      "it's {fine}",
                                      "snake___case",
                                      "__init__",
                                      "a __ b",
                                      "take a boat [e.g. a dinghy] to the pier",
                                      "skippers [e.g., Runa] wait",
                                      "[Team B] Dig the trench",
                                      "[Task 7] Dig",
                                      "[Risk 4] is covered below",
                                      "read [How to dig]",
                                      "they wrote [when the tide is out]"}) {
    CAPTURE(text);
    CHECK(found_in(text) == "");
  }
}

TEST_CASE("placeholders: tags that no browser knows") {
  for (const std::string_view tag : {"<your harbour>", "<Insert owner>", "<TBD>", "<name of it>"})
    CHECK(is_placeholder_tag(tag, false));
  for (const std::string_view tag : {"<owner>", "<Name>", "<team name>", "<project-name>"}) {
    CAPTURE(tag);
    CHECK(is_placeholder_tag(tag, true));
    CHECK_FALSE(is_placeholder_tag(tag, false));
  }
  for (const std::string_view tag :
       {"<br>", "<details>", "<summary>", "<title>", "<b>", "</b>", "<a name=\"x\">", "<T>", "<>",
        "<your\nharbour>", "<!-- owner -->", "<details open>", "<name/>",
        "<https://example.org>"}) {
    CAPTURE(tag);
    CHECK_FALSE(is_placeholder_tag(tag, true));
  }
}

TEST_CASE("placeholders: whole values") {
  for (const std::string_view text :
       {"TODO", "**TBD**", "tbd.", " [Owner] ", "_[Date]_", "\"[Name]\"", "[Team] / [Owner]", "???",
        "YYYY-MM-DD", "TBC"}) {
    CAPTURE(text);
    CHECK(whole_placeholder(text).has_value());
  }
  for (const std::string_view text :
       {"", "TODO list", "Ana", "[Owner] and Ben", "TBD by Ana", "none", "—", "[Complete]"}) {
    CAPTURE(text);
    CHECK_FALSE(whole_placeholder(text).has_value());
  }
  CHECK(whole_placeholder("TBD")->strength == PlaceholderStrength::soft);
  CHECK(whole_placeholder("[Some words nobody knows]")->strength == PlaceholderStrength::soft);
  CHECK(whole_placeholder("**[Owner]**")->span == Span{2, 9});
}

TEST_CASE("placeholders: code is left alone") {
  const std::string_view text = "use [Owner] or [Name]";
  const Span code[] = {{4, 11}};
  const auto found = find_placeholders(text, {.code = code});
  REQUIRE(found.size() == 1);
  CHECK(found[0].span.of(text) == "[Name]");
}

TEST_CASE("placeholders: a date ends with the line of its label") {
  const auto strength = [](std::string_view text, std::vector<std::uint32_t> breaks) {
    const auto found = find_placeholders(text, {.breaks = breaks});
    return found.empty() ? std::string("none")
                         : std::string(found[0].strength == PlaceholderStrength::certain ? "certain"
                                                                                         : "soft");
  };
  CHECK(strength("Owner: Runa Due: YYYY-MM-DD Link: x", {11, 27}) == "certain");
  CHECK(strength("Owner: Runa Due: YYYY-MM-DD Link: x", {}) == "soft");
  CHECK(strength("We name each by its day: YYYY-MM-DD and so on", {35}) == "soft");
  CHECK(strength("We name a reading by its day, as in YYYY-MM-DD and so on", {35, 46}) == "soft");
}

TEST_CASE("placeholders: a heading's own subject") {
  const auto is_one = [](std::string_view text, bool heading) {
    return !find_placeholders(text, {.heading = heading}).empty();
  };
  CHECK(is_one("[Project] guide", true));
  CHECK_FALSE(is_one("[Project] guide", false));
  CHECK_FALSE(is_one("[Project] Gauges of the outer basins", true));
  CHECK_FALSE(is_one("[Unreleased] changes", true));
}

TEST_CASE("placeholders: link destinations") {
  for (const std::string_view d : {"", " ", "link", "URL", "path", "[link]", "{{url}}", "TODO",
                                   "[docs/plan.md]", "[link to].md", "[x]"})
    CHECK(is_placeholder_destination(d));
  for (const std::string_view d :
       {"[id].md", "[id].md#t", "[team]/page.md", "links.md", "path/a.md", "url.md",
        "https://example.org", "#top", "./link", "link.md"})
    CHECK_FALSE(is_placeholder_destination(d));
}

TEST_CASE("placeholders: the example inside") {
  for (const Case& row : std::initializer_list<Case>{
           {"[Metric 2 - e.g., \"Zero lost orders\"]", "Zero lost orders"},
           {"[e.g., Reach & Depth]", "Reach & Depth"},
           {"[Goal - e.g. “Five regions” or “six”]", "Five regions"},
           {"[Example: `ROADMAP.md`]", "ROADMAP.md"},
           {"[e.g., \"open]", "\"open"},
           {"[Owner]", ""},
           {"", ""},
       }) {
    CAPTURE(row.text);
    CHECK(example_of(row.text) == row.expected);
  }
}
