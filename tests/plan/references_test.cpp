// What fields name that relate things to each other, and what merely looks like a name.
#include "analysis/plan/references.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/plan/plan.h"

using namespace pland;

namespace {

// "depends id TIDE-1 <TIDE-1>", a line each: relation, form, target, bytes in the text.
std::string references(std::string_view text) {
  constexpr std::string_view relations[] = {"depends", "blocks", "supersedes", "superseded-by"};
  constexpr std::string_view forms[] = {"link", "id", "ordinal", "name"};
  const auto document = markdown::Document::parse(text);
  const auto plan = plan::understand(document, {"PLAN.md", {}}, nullptr);
  std::string out;
  for (const plan::PlacedChapter& chapter : plan->chapters) {
    for (const plan::Reference& one : chapter.facts->references)
      out +=
          fmt::format("{} {} {} <{}>\n", relations[static_cast<int>(one.relation)],
                      forms[static_cast<int>(one.form)], one.target, chapter.facts->text(one.span));
    CHECK(((chapter.holds & plan::holds_relations) != 0 || chapter.facts->references.empty()));
  }
  return out;
}

std::string depends(std::string_view value) {
  return references("# Plan\n\n## Now\n\n**1. Alerts**\n\n- **Depends on**: " + std::string(value) +
                    "\n");
}

}  // namespace

TEST_CASE("identifiers, periods, links and whole names are references") {
  CHECK(depends("TIDE-1, `TIDE-2` and **TIDE-3** (the rig)") ==
        "depends id TIDE-1 <TIDE-1>\ndepends id TIDE-2 <TIDE-2>\ndepends id TIDE-3 <TIDE-3>\n");
  CHECK(depends("Phase 2; Q1 2027 complete") ==
        "depends ordinal Phase 2 <Phase 2>\ndepends ordinal Q1 2027 <Q1 2027>\n");
  CHECK(depends("[the rig](#rig), Gauges that check themselves") ==
        "depends link #rig <[the rig](#rig)>\n"
        "depends name gauges that check themselves <Gauges that check themselves>\n");
  CHECK(
      references("# Plan\n\n## Now\n\n**1. Alerts**\n\n- Blocked by:\n  - TIDE-1\n  - TIDE-2\n") ==
      "depends id TIDE-1 <TIDE-1>\ndepends id TIDE-2 <TIDE-2>\n");
  CHECK(references("# Plan\n\n| Task | Status | Depends on | Blocks |\n|--|--|--|--|\n"
                   "| Alerts | Done | TIDE-1 | TIDE-9 |\n") ==
        "depends id TIDE-1 <TIDE-1>\nblocks id TIDE-9 <TIDE-9>\n");
}

TEST_CASE("values that name nothing, and prose") {
  for (const std::string_view value :
       {"None", "Nothing (first phase)", "N/A", "\xE2\x80\x94", "", "no others", "TBD", "#24",
        "Phase 2 API work", "Not on Phase 2", "`deploy/requirements.txt`", "React"}) {
    CAPTURE(value);
    CHECK(depends(value) == "");
  }
  // Words that could be a name are kept; that nothing has it makes them prose.
  CHECK(depends("the forecast being ready in time") ==
        "depends name the forecast being ready in time <the forecast being ready in time>\n");
}

TEST_CASE("a status says by what a thing was superseded") {
  CHECK(references("# Plan\n\n## Decisions\n\n### Decision 1: Radios\n\n"
                   "- **Status**: Superseded by [Two makers](#two), ADR-7\n") ==
        "superseded-by link #two <[Two makers](#two)>\nsuperseded-by id ADR-7 <ADR-7>\n");
  CHECK(references(
            "# Plan\n\n## Decisions\n\n### Decision 1: Radios\n\n- **Status**: Accepted\n") == "");
}

TEST_CASE("a row's cells are counted as GitHub cuts them") {
  const auto document = markdown::Document::parse(
      "# Plan\n\n| Risk | Impact |\n|------|--------|\n| One | High |\nTwo | Low\n"
      "| Three |\n| `a|b` | Low |\n| a\\|b | Low |\n|| Low |\n");
  const auto plan = plan::understand(document, {"PLAN.md", {}}, nullptr);
  REQUIRE(plan->chapters[0].facts->tables.size() == 1);
  CHECK(plan->chapters[0].facts->tables[0].written == std::vector<std::uint32_t>{2, 2, 1, 3, 2, 2});
}
