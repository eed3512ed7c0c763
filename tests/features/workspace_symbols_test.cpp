#include "analysis/features/workspace_symbols.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "analysis/features/name_match.h"
#include "analysis/features/symbol_query.h"
#include "tests/features/check.h"

namespace pland::tests {
namespace {

using features::NameMatch;
using features::NameRank;

constexpr std::string_view harbour = R"(//- ROADMAP.md
# Harbour roadmap

## Milestones

### Q1 2026: Buoys

**Key Initiatives**:
1. **Solar buoys**: light
   - **Owner**: @dana
   - **Status**: done
2. **Fog horn**: noise
   - **Owner**: @kim

### Q2 2027 (Apr - Jun): Tide gauges

**Key Initiatives**:
1. **Tide gauge alerts**: warn skippers
   - **Owner**: Dana Kim, @ole
   - **Status**: in progress
2. **Café at the pier** ❌

### FY27 Q3: Berths

## Risks

**Risk 1: Gauge vendor gone**
- **Likelihood**: Low

**Risk 2: Salt**
- **Status**: Resolved

## Résumé des marées 😀

//- docs/PROJECT_PLAN.md
# Plan

## Now

**1. Tide gauge alerts**
- **Status**: In progress

- [ ] Order gauges
- [x] Ask the council

## Phase 2: Later

//- notes.md
Words, and
### Tide tables for Q1
)";

// The names found, one a line, with what they are.
std::string search(const World& world, std::string_view query,
                   const rules::Settings& settings = december()) {
  std::string out;
  for (const auto& symbol : features::workspace_symbols(world.workspace, query, settings)) {
    out += fmt::format("{} <{}> {}:{}{}\n", symbol.name(),
                       symbol.entity != nullptr ? plan::name(symbol.kind()) : "heading",
                       name_in_root(symbol.document->path), symbol.place().begin.line + 1,
                       symbol.is_gone() ? " gone" : "");
  }
  return out;
}

std::string search(std::string_view query) { return search(make_world(harbour), query); }

std::optional<NameRank> rank(std::vector<std::string> words, std::string_view name) {
  return NameMatch(words).rank(name);
}

TEST_CASE("names: whole, begun, by words, by initials") {
  CHECK(rank({"tide", "gauges"}, "Tide Gauges") == NameRank::exact);
  CHECK(rank({"tide gauges"}, "✅ Tide Gauges ✅") == NameRank::exact);
  CHECK(rank({"tide", "ga"}, "Tide Gauges") == NameRank::prefix);
  CHECK(rank({"gauges", "tide"}, "Tide Gauges") == NameRank::words);
  CHECK(rank({"gau"}, "Tide-Gauges") == NameRank::words);
  CHECK(rank({"tga"}, "Tide gauge alerts") == NameRank::initials);
  CHECK(rank({"tigaal"}, "Tide gauge alerts") == NameRank::initials);
  CHECK(rank({"tal"}, "Tide gauge alerts") == NameRank::initials);
  CHECK_FALSE(rank({"tla"}, "Tide gauge alerts"));
  CHECK_FALSE(rank({"ide"}, "Tide gauge alerts"));
  CHECK_FALSE(rank({"tide", "boat"}, "Tide gauge alerts"));
  CHECK(rank({}, "anything") == NameRank::exact);
}

TEST_CASE("names: digits are exact") {
  CHECK(rank({"Q2"}, "2027Q2 plan") == NameRank::words);
  CHECK(rank({"Q2"}, "q2 2027") == NameRank::prefix);
  CHECK_FALSE(rank({"Q2"}, "Q1 2027"));
  CHECK_FALSE(rank({"Q2"}, "Quay 2"));
  CHECK_FALSE(rank({"2"}, "Q2 2027-12") == NameRank::exact);
  CHECK_FALSE(rank({"27"}, "Q2 2027"));
  CHECK(rank({"v1.2"}, "Release v1.2.0") == NameRank::words);
  CHECK(rank({"TEN-3"}, "TEN-3 Boats") == NameRank::prefix);
  CHECK(rank({"tide-alerts"}, "Alerts of tide") == NameRank::words);
}

TEST_CASE("names: letters of any script, in any form") {
  CHECK(rank({"café"}, "CAFE\u0301 at the pier") == NameRank::prefix);
  CHECK(rank({"cafe\u0301"}, "Café at the pier") == NameRank::prefix);
  CHECK(rank({"pier"}, "Café at the pier") == NameRank::words);
  CHECK(rank({"strasse"}, "Straße am Hafen") == NameRank::prefix);
  CHECK(rank({"ÜBER"}, "über") == NameRank::exact);
  CHECK(rank({"港"}, "横浜港の計画") == NameRank::words);
  CHECK(rank({"гавань"}, "Новая Гавань") == NameRank::words);
  CHECK(rank({"goal"}, "🎯Goal") == NameRank::exact);
  CHECK(rank({"🎯"}, "🎯 Goal") == NameRank::words);
  CHECK_FALSE(rank({"é"}, "Coffee"));
  CHECK_FALSE(rank({"s"}, "skipper's boat's") == NameRank::words);
  CHECK_FALSE(rank({"x"}, ""));
  CHECK_FALSE(rank({"x"}, "\xff\xfe"));
}

TEST_CASE("headings and things, each once, the best first") {
  CHECK(search("tide") ==
        "Tide gauge alerts <initiative> ROADMAP.md:17\n"
        "Tide tables for Q1 <heading> notes.md:2\n"
        "1. Tide gauge alerts <initiative> docs/PROJECT_PLAN.md:5\n"
        "Q2 2027 (Apr - Jun): Tide gauges <milestone> ROADMAP.md:14\n");
  CHECK(search("Q2") == "Q2 2027 (Apr - Jun): Tide gauges <milestone> ROADMAP.md:14\n");
  CHECK(search("Q1") ==
        "Q1 2026: Buoys <milestone> ROADMAP.md:5\n"
        "Tide tables for Q1 <heading> notes.md:2\n");
  CHECK(search("tgal") ==
        "Tide gauge alerts <initiative> ROADMAP.md:17\n"
        "1. Tide gauge alerts <initiative> docs/PROJECT_PLAN.md:5\n");
  CHECK(search("resume") == "");
  CHECK(search("RÉSUMÉ") == "Résumé des marées 😀 <heading> ROADMAP.md:32\n");
  CHECK(search("cafe") == "");
  CHECK(search("cafe\u0301") == "Café at the pier <initiative> ROADMAP.md:20 gone\n");
  CHECK(search("nothing like it") == "");
}

TEST_CASE("conditions") {
  CHECK(search("kind:risk") ==
        "Risk 1: Gauge vendor gone <risk> ROADMAP.md:26\nRisk 2: Salt <risk> ROADMAP.md:29\n");
  CHECK(search("kind:risk status:open") == "Risk 1: Gauge vendor gone <risk> ROADMAP.md:26\n");
  CHECK(search("kind:risks gauge") == "Risk 1: Gauge vendor gone <risk> ROADMAP.md:26\n");
  CHECK(search("Kind:RI") == search("kind:risk"));
  CHECK(search("kind:boats") == "");
  CHECK(search("status:done") ==
        "Solar buoys <initiative> ROADMAP.md:8\nRisk 2: Salt <risk> ROADMAP.md:29\n"
        "Ask the council <task> docs/PROJECT_PLAN.md:9\n");
  CHECK(search("status:wip kind:initiative") ==
        "Tide gauge alerts <initiative> ROADMAP.md:17\n"
        "1. Tide gauge alerts <initiative> docs/PROJECT_PLAN.md:5\n");
  CHECK(search("status:in-progress tide") == search("status:\"in progress\" tide"));
  CHECK(search("status:dropped") == "Café at the pier <initiative> ROADMAP.md:20 gone\n");
  CHECK(search("kind:heading tide") == "Tide tables for Q1 <heading> notes.md:2\n");
  CHECK(search("owner:@dana") ==
        "Solar buoys <initiative> ROADMAP.md:8\nTide gauge alerts <initiative> ROADMAP.md:17\n");
  CHECK(search("owner:\"dana kim\"") == "Tide gauge alerts <initiative> ROADMAP.md:17\n");
  // A handle is a whole word, another name may be under way.
  CHECK(search("owner:@dan") == "");
  CHECK(search("owner:dan") == search("owner:@dana"));
  CHECK(search("owner:ole") == "Tide gauge alerts <initiative> ROADMAP.md:17\n");
  CHECK(search("owner:an") == "");
  // Without a value: all would look like an answer.
  for (const char* empty : {"kind:", "kind: tide", "kind:\"\"", "status:", "status: tide",
                            "owner:", "owner:@ tide", "q:"}) {
    CAPTURE(empty);
    CHECK(search(empty) == "");
  }
  // None of ours: words.
  CHECK(search("Risk:1") == "Risk 1: Gauge vendor gone <risk> ROADMAP.md:26\n");
  CHECK(search("colour:blue") == "");
}

TEST_CASE("periods, in any spelling, with what stands below them") {
  const std::string second =
      "Q2 2027 (Apr - Jun): Tide gauges <milestone> ROADMAP.md:14\n"
      "Tide gauge alerts <initiative> ROADMAP.md:17\n"
      "Café at the pier <initiative> ROADMAP.md:20 gone\n";
  for (const char* spelling : {"2027Q2", "Q2-2027", "2027-Q2", "q2_2027", "\"Q2 2027\"", "H1-2027",
                               "2027H1", "2027", "May-2027", "2027-05", "2027q2"}) {
    CAPTURE(spelling);
    CHECK(search(std::string("q:") + spelling) == second);
  }
  CHECK(search("q:2027Q1") == "");
  CHECK(search("q:2027Q2 kind:milestone") == second.substr(0, second.find('\n') + 1));
  CHECK(search("q:\"Phase 2\"") == "Phase 2: Later <milestone> docs/PROJECT_PLAN.md:11\n");
  CHECK(search("q:boat") == "");
  // This year's.
  CHECK(search("q:Q1").starts_with("Q1 2026: Buoys <milestone>"));
}

TEST_CASE("overdue: open, and its time is over") {
  CHECK(search("overdue") ==
        "Q1 2026: Buoys <milestone> ROADMAP.md:5\nFog horn <initiative> ROADMAP.md:11\n");
  CHECK(search("overdue kind:initiative owner:kim") == "Fog horn <initiative> ROADMAP.md:11\n");
  rules::Settings later = december();
  later.today = {2026, 3, 31};
  CHECK(search(make_world(harbour), "overdue", later) == "");
  later.today = {2026, 4, 1};
  CHECK(search(make_world(harbour), "overdue kind:milestone", later) ==
        "Q1 2026: Buoys <milestone> ROADMAP.md:5\n");
}

TEST_CASE("overdue by a date of its own") {
  const World world = make_world(
      "# Roadmap\n\n## Key Initiatives\n\n1. **Alerts**\n"
      "   - **Target Date**: 2026-10-01\n   - **Status**: In progress\n"
      "2. **Buoys**\n   - **Target Date**: 2027-10-01\n");
  CHECK(search(world, "overdue", december()) == "Alerts <initiative> ROADMAP.md:5\n");
}

TEST_CASE("a fiscal year gives fiscal quarters their days") {
  rules::Settings april = december();
  april.fiscal_year_start = 4;
  const World world = make_world(harbour);
  CHECK(search(world, "q:FY27Q3 kind:milestone", april) ==
        "FY27 Q3: Berths <milestone> ROADMAP.md:22\n");
  // October to December 2026, which Q1 2026 (from April on) is not in.
  CHECK(search(world, "q:Oct-2026 kind:milestone", april) ==
        "FY27 Q3: Berths <milestone> ROADMAP.md:22\n");
  CHECK(search(world, "q:May-2026 kind:milestone", april) ==
        "Q1 2026: Buoys <milestone> ROADMAP.md:5\n");
}

TEST_CASE("open documents as they are, before closed ones") {
  World world =
      make_world("//- b.md\n# Tide b<|>\n//- a.md\n# Tide a\n//- c.md\n# Tide c\n", false);
  CHECK(search(world, "tide") ==
        "Tide b <heading> b.md:1\nTide a <heading> a.md:1\nTide c <heading> c.md:1\n");
  auto edited = workspace::make_document(world.document->path, 2,
                                         world.document->text.edit({0, 0}, "# Tide new\n\n"), {},
                                         world.document.get());
  world.workspace.open[edited->path] = edited;
  CHECK(search(world, "tide new") == "Tide new <heading> b.md:1\n");
  CHECK(search(world, "tide b") == "Tide b <heading> b.md:3\n");
}

TEST_CASE("bounded, in an order that stays, and given up when nobody wants it") {
  std::string text = "//- long.md\n";
  for (int i = 0; i < 2000; ++i) text += fmt::format("## Gauge {}\n\n", i);
  const World world = make_world(text + "//- z.md\n# Gauge\n");
  const auto all = features::workspace_symbols(world.workspace, "", december());
  REQUIRE(all.size() == features::most_symbols);
  CHECK(all.front().name() == "Gauge 0");
  CHECK(all.back().name() == "Gauge 499");
  const auto gauges = features::workspace_symbols(world.workspace, "gauge", december());
  REQUIRE(gauges.size() == features::most_symbols);
  CHECK(gauges[0].name() == "Gauge");
  CHECK(gauges[1].name() == "Gauge 0");
  CHECK(gauges[11].name() == "Gauge 10");
  const auto none =
      features::workspace_symbols(world.workspace, "gauge", december(), [] { return true; });
  CHECK(none.empty());
}

TEST_CASE("found again after an edit") {
  World world = make_world("//- a.md\n# A\n\n## Same\n\nx\n\n## Same\n\ny\n");
  const auto found = features::workspace_symbols(world.workspace, "same", december());
  REQUIRE(found.size() == 2);
  const std::uint32_t second = found[1].place().span.begin;
  auto edited =
      workspace::make_document(world.document->path, 2, world.document->text.edit({0, 0}, "w\n\n"),
                               {}, world.document.get());
  world.workspace.open[edited->path] = edited;
  const auto again = features::symbol_near(world.workspace, edited->path, "Same", second);
  REQUIRE(again);
  CHECK(again->place().span.begin == second + 3);
  CHECK_FALSE(features::symbol_near(world.workspace, edited->path, "Other", second));
  CHECK_FALSE(features::symbol_near(world.workspace, "/ws/none.md", "Same", second));
}

TEST_CASE("what a symbol is in") {
  const World world = make_world(harbour);
  const auto container = [&](std::string_view query) {
    const auto found = features::workspace_symbols(world.workspace, query, december());
    REQUIRE_FALSE(found.empty());
    return features::container_of(world.workspace, found.front());
  };
  CHECK(container("Fog horn") == "Harbour roadmap");
  CHECK(container("Harbour roadmap") == "ROADMAP.md");
  CHECK(container("plan") == "docs/PROJECT_PLAN.md");
}

}  // namespace
}  // namespace pland::tests
