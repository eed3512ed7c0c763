// Work that is done or open again, and a plan that was reviewed.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/features/refactor_check.h"

namespace pland::tests {
namespace {

std::string done(std::string_view fixture) { return refactored(fixture, "mark-done"); }
std::string reopened(std::string_view fixture) { return refactored(fixture, "reopen"); }
std::string reviewed(std::string_view fixture) { return refactored(fixture, "reviewed-today"); }

TEST_CASE("a box is ticked, and its mark taken out again") {
  CHECK(done("# T\n\n- [ ] Mount the ga<|>uge\n- [ ] Paint\n") ==
        "# T\n\n- [x] Mount the gauge\n- [ ] Paint\n");
  CHECK(done("# T\r\n\r\n1. [X] Paint\r\n2. [ ] Mou<|>nt\r\n") ==
        "# T\r\n\r\n1. [X] Paint\r\n2. [X] Mount\r\n");
  CHECK(reopened("# T\n\n- [x] Mount the ga<|>uge\n") == "# T\n\n- [ ] Mount the gauge\n");
  CHECK(offered("# T\n\n- [ ] Mount the ga<|>uge\n", "mark-done") ==
        "Mark as done: Mount the gauge");
  CHECK(offered("# T\n\n- [x] Mount the ga<|>uge\n", "mark-done") == "(not offered)");
  CHECK(offered("# T\n\n- [ ] Mount the ga<|>uge\n", "reopen") == "(not offered)");
}

TEST_CASE("of nested boxes the one under the cursor is meant") {
  CHECK(done("# T\n\n- [ ] Harbour\n  - [ ] Gau<|>ge\n  - [ ] Buoy\n\n    words\n") ==
        "# T\n\n- [ ] Harbour\n  - [x] Gauge\n  - [ ] Buoy\n\n    words\n");
  CHECK(done("# T\n\n- [ ] Har<|>bour\n  - [ ] Gauge\n") ==
        "# T\n\n- [x] Harbour\n  - [ ] Gauge\n");
  // It says what it leaves open.
  CHECK(offered("# T\n\n- [ ] Har<|>bour\n  - [ ] Gauge\n", "mark-done") ==
        "Mark as done: Harbour (1 box below is still open)");
  CHECK(offered("# Roadmap\n\n## Q1 2027\n\n### Har<|>bour\n\n**Status**: In progress\n\n- [ ] "
                "Gauge\n- [x] Mast\n- [ ] Buoy\n",
                "mark-done") == "Mark as done: Harbour (2 boxes below are still open)");
  CHECK(offered("# T\n\n- [ ] Har<|>bour\n  - [x] Gauge\n- [ ] Buoy\n", "mark-done") ==
        "Mark as done: Harbour");
  CHECK(done("# T\n\n> - [ ] Har<|>bour\n") == "(not offered)");
}

TEST_CASE("a status field says it in the document's own words, with today's date") {
  constexpr std::string_view plan =
      "//- PROJECT_PLAN.md\n# Plan\n\n## What We're Building\n\n### Now\n\n"
      "**1. Gauges**\n- **What**: Sensors\n- **Status**: {}\n\n"
      "**2. Ale<|>rts**\n- **What**: Messages\n- **Status**: {}\n- **Who**: Runa\n";
  const auto marked = [&](std::string_view other, std::string_view own) {
    const std::string after = done(fmt::format(fmt::runtime(plan), other, own));
    const std::size_t at = after.find("**Status**: ", after.find("2. Alerts"));
    if (at == std::string::npos) return after;
    return after.substr(at + 12, after.find('\n', at) - at - 12);
  };
  CHECK(marked("In progress", "In progress") == "Done");
  CHECK(marked("Shipped", "In progress") == "Shipped");
  CHECK(marked("✅ Complete (2026-10-20)", "🔄 In progress") == "✅ Complete (2026-12-01)");
  CHECK(marked("Done on the test rig only, boats are next", "70% complete") == "Done");
  CHECK(marked("🔄", "🔄") == "✅");
  CHECK(marked("in progress", "in progress") == "done");
  CHECK(marked("IN PROGRESS", "IN PROGRESS") == "DONE");
  CHECK(marked("Planned", "In progress, see [the tide table](tides.md)") ==
        "Done, see [the tide table](tides.md)");
  CHECK(marked("Planned", "Done") == "(not offered)");
}

TEST_CASE("a thing without a status gets one as the others have it") {
  // A field, where its kind has fields.
  CHECK(done("//- PROJECT_PLAN.md\n# Plan\n\n## What We're Building\n\n### Next\n\n"
             "**1. Ale<|>rts**\n- **What**: Messages\n- **Who**: Runa\n") ==
        "# Plan\n\n## What We're Building\n\n### Next\n\n"
        "**1. Alerts**\n- **Status**: Done\n- **What**: Messages\n- **Who**: Runa\n");
  // A sign before the name of an item.
  CHECK(done("# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n1. **Ale<|>rts**: messages\n2. "
             "**Buoys**: x\n") ==
        "# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n1. ✅ **Alerts**: messages\n2. **Buoys**: "
        "x\n");
  // What is done says when, where others do.
  CHECK(done("//- PROJECT_PLAN.md\n# Plan\n\n## What We're Building\n\n### Now\n\n"
             "**1. Alerts<|>**\n- **What**: Messages\n- **Status**: In progress\n\n"
             "## Recently Completed\n\n**✅ Late readings**\n- **Completed**: 20 Oct 2026\n") ==
        "# Plan\n\n## What We're Building\n\n### Now\n\n"
        "**1. Alerts**\n- **What**: Messages\n- **Status**: Done\n- **Completed**: 1 Dec 2026\n\n"
        "## Recently Completed\n\n**✅ Late readings**\n- **Completed**: 20 Oct 2026\n");
}

TEST_CASE("signs beside a name become others, and go again") {
  CHECK(done("# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n- 🚧 **Ale<|>rts**: messages\n") ==
        "# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n- ✅ **Alerts**: messages\n");
  CHECK(
      done("# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n- **Ale<|>rts** (in progress): x\n") ==
      "# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n- **Alerts** (done): x\n");
  CHECK(
      reopened("# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n- ✅ **Ale<|>rts**: messages\n") ==
      "# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n- **Alerts**: messages\n");
  CHECK(reopened("# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n- **Ale<|>rts** (done): x\n") ==
        "# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n- **Alerts**: x\n");
  // In a heading they are part of its anchor.
  CHECK(done("# Roadmap\n\n## Q1 2027\n\n### Key Initiatives\n\n#### 🚧 Ale<|>rts\n\nWords.\n")
            .starts_with("(refused)"));
}

TEST_CASE("cells of a row, with the column for the day") {
  constexpr std::string_view before =
      "# Roadmap\n\n## Q1 2027\n\n| Initiative | Status | Completed |\n|---|---|---|\n"
      "| Gauges | ✅ Shipped | Oct 20, 2026 |\n| Ale<|>rts | 🔄 Building | - |\n| Buoys | Planned | "
      "- |\n";
  const std::string after =
      "# Roadmap\n\n## Q1 2027\n\n| Initiative | Status | Completed |\n|---|---|---|\n"
      "| Gauges | ✅ Shipped | Oct 20, 2026 |\n| Alerts | ✅ Shipped | Dec 1, 2026 |\n| Buoys | "
      "Planned | - |\n";
  CHECK(done(before) == after);
  std::string back = after;
  back.insert(back.find("Alerts") + 2, "<|>");
  CHECK(
      reopened(back) ==
      "# Roadmap\n\n## Q1 2027\n\n| Initiative | Status | Completed |\n|---|---|---|\n"
      "| Gauges | ✅ Shipped | Oct 20, 2026 |\n| Alerts | Planned | - |\n| Buoys | Planned | - |\n");
  // A table of no plan, but with a status.
  CHECK(done("# T\n\n| Part | Status |\n|---|---|\n| Mast | done |\n| Sa<|>il | open |\n") ==
        "# T\n\n| Part | Status |\n|---|---|\n| Mast | done |\n| Sail | done |\n");
  CHECK(done("# T\n\n| Part | Length |\n|---|---|\n| Sa<|>il | 4 m |\n") == "(not offered)");
}

TEST_CASE("a cell keeps its bars, and its width where the table is aligned") {
  const auto marked = [](std::string_view row, std::string_view other) {
    const std::string after = done(fmt::format(
        "# Roadmap\n\n## Q1 2027\n\n| Initiative | Status | Completed |\n|---|---|---|\n{}\n{}\n",
        other, row));
    const std::size_t at = after.rfind('\n', after.size() - 2);
    return after.substr(at + 1);
  };
  constexpr std::string_view other = "| Gauges | ✅ Done | 2026-10-20 |";
  CHECK(marked("| Ale<|>rts | 🚧 In progress | |", other) == "| Alerts | ✅ Done | 2026-12-01 |\n");
  CHECK(marked("| Ale<|>rts | 🚧 In progress |  |", other) == "| Alerts | ✅ Done | 2026-12-01 |\n");
  CHECK(marked("| Ale<|>rts | 🚧 In progress ||", other) == "| Alerts | ✅ Done | 2026-12-01 |\n");
  CHECK(marked("| Ale<|>rts || |", other) == "| Alerts | ✅ Done | 2026-12-01 |\n");
  CHECK(marked("| Ale<|>rts |In progress| |", "| Gauges |Done| 2026-10-20 |") ==
        "| Alerts | Done | 2026-12-01 |\n");
  CHECK(done("# Roadmap\r\n\r\n## Q1 2027\r\n\r\n"
             "| Initiative | Status      | Completed  |\r\n"
             "|------------|-------------|------------|\r\n"
             "| Gauges     | Done        | 2026-10-20 |\r\n"
             "| Ale<|>rts     | In progress |            |\r\n") ==
        "# Roadmap\r\n\r\n## Q1 2027\r\n\r\n"
        "| Initiative | Status      | Completed  |\r\n"
        "|------------|-------------|------------|\r\n"
        "| Gauges     | Done        | 2026-10-20 |\r\n"
        "| Alerts     | Done        | 2026-12-01 |\r\n");
}

TEST_CASE("an item says it as those beside it do") {
  constexpr std::string_view before =
      "# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n1. **Retries** (PAR-101) ✅\n   - Shipped "
      "2026-10-14\n2. **Po<|>rts**\n   - No downtime\n";
  constexpr std::string_view after =
      "# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n1. **Retries** (PAR-101) ✅\n   - Shipped "
      "2026-10-14\n2. **Ports** ✅\n   - No downtime\n   - Shipped 2026-12-01\n";
  CHECK(done(before) == after);
  const auto beside = [](std::string_view sibling, std::string_view own) {
    const std::string now = done(
        fmt::format("# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n{}\n{}\n", sibling, own));
    const std::size_t at = now.find(":\n");
    return at == std::string::npos ? now : now.substr(at + 3 + sibling.size());
  };
  CHECK(beside("- **A**: a ✅", "- **B<|>**: b") == "- **B**: b ✅\n");
  CHECK(beside("- **A**: a (shipped 2026-10-14)", "- **B<|>**: b") ==
        "- **B**: b (shipped 2026-12-01)\n");
  CHECK(beside("- **A** ✅ Shipped 2026-10-14", "- **B<|>**\n  - more") ==
        "- **B** ✅ Shipped 2026-12-01\n  - more\n");
  CHECK(beside("- ✔️ **A**: a", "- **B<|>**: b") == "- ✔️ **B**: b\n");
  CHECK(beside("- [x] **A** ✅ 2026-10-14", "- [ ] **B<|>**") == "- [x] **B** ✅ 2026-12-01\n");
  CHECK(beside("- **A** ✅\n  - Shipped 2026-10-14", "- **B<|>**") ==
        "- **B** ✅\n  - Shipped 2026-12-01\n");
}

TEST_CASE("words that say how far it is do not stay behind") {
  CHECK(done("# T\n\n- [ ] **Bil<|>ling** — 🚧 in progress — due 2026-12-10\n") ==
        "# T\n\n- [x] **Billing** — ✅ done — due 2026-12-10\n");
  CHECK(done("# T\n\n- [ ] Write the run<|>book, in progress\n") ==
        "# T\n\n- [x] Write the runbook, done\n");
  CHECK(done("# T\n\n1. [ ] Write the run<|>book - In progress.\n") ==
        "# T\n\n1. [x] Write the runbook - Done.\n");
  CHECK(done("# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n- **Ale<|>rts** — In progress — for "
             "boats\n") ==
        "# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n- ✅ **Alerts** — Done — for boats\n");
  CHECK(reopened("# T\n\n- [x] **Bil<|>ling** — ✅ done — due 2026-12-10\n") ==
        "# T\n\n- [ ] **Billing** — 🔄 in progress — due 2026-12-10\n");
  // Words of a list or a sentence are none.
  CHECK(done("# T\n\n- [ ] Check do<|>ors, lights, open\n") ==
        "# T\n\n- [x] Check doors, lights, open\n");
}

TEST_CASE("a plain item of a period is marked, too") {
  CHECK(done("# Roadmap\n\n## Q1 2027\n\n- Driver<|> app\n- Buoys\n") ==
        "# Roadmap\n\n## Q1 2027\n\n- ✅ Driver app\n- Buoys\n");
  CHECK(done("# Roadmap\n\n## Q1 2027\n\n**Goal**: Less\n\n- Maps ✅\n- Driver<|> app\n") ==
        "# Roadmap\n\n## Q1 2027\n\n**Goal**: Less\n\n- Maps ✅\n- Driver app ✅\n");
  CHECK(reopened("# Roadmap\n\n## Q1 2027\n\n- ✅ Driver<|> app\n- Buoys\n") ==
        "# Roadmap\n\n## Q1 2027\n\n- Driver app\n- Buoys\n");
  CHECK(done("# Notes\n\n## Words\n\n- Driver<|> app\n") == "(not offered)");
}

TEST_CASE("marks that say more than a status stay as they are") {
  CHECK(reopened("# T\n\n- [x] **Ga<|>uge** ✅ **COMPLETED: 2026-10-30**\n") ==
        "# T\n\n- [ ] **Gauge** ✅ **COMPLETED: 2026-10-30**\n");
  CHECK(reopened("# T\n\n- [x] Ga<|>uge - DONE\n") == "# T\n\n- [ ] Gauge\n");
}

TEST_CASE("what stands below what is completed is not opened again there") {
  CHECK(reopened(
            "//- PROJECT_PLAN.md\n# Plan\n\n## Recently Completed\n\n- ✅ **Late rea<|>dings**\n") ==
        "(not offered)");
}

TEST_CASE("nothing is done in a template, in words, in code") {
  CHECK(done("# Roadmap - [Project name]\n\n- [ ] Ga<|>uge\n") == "(not offered)");
  CHECK(done("# T\n\nWor<|>ds.\n") == "(not offered)");
  CHECK(done("# T\n\n```\n- [ ] ga<|>uge\n```\n") == "(not offered)");
  // Below a box stands what is not it.
  CHECK(done("# T\n\n- [ ] Gauge\n\n  ```\n  - [ ] co<|>de\n  ```\n") == "(not offered)");
  CHECK(done("# T\n\n- [ ] Gauge\n\n  More wo<|>rds.\n") == "(not offered)");
  CHECK(done("# T\n\n- [ ] Gauge\n  - a det<|>ail\n") == "(not offered)");
  // What a remark says beyond a status stays, and so does a cell that explains.
  CHECK(done("# T\n\n- [ ] Gau<|>ge (TODO: Runa brings the mast)\n") ==
        "# T\n\n- [x] Gauge (TODO: Runa brings the mast)\n");
  CHECK(done("# T\n\n| Part | Status |\n|---|---|\n| Ma<|>st | open, see the **runbook** for how "
             "|\n") == "(not offered)");
  CHECK(done("# T\n\n- [ ] [Task 1<|>]\n") == "(not offered)");
}

TEST_CASE("what is done is read as done, and what is opened again as open") {
  for (const char* form : {"- [ ] **Gauges**: x", "- **Gauges**: x", "- 🚧 **Gauges**: x",
                           "1. **Gauges** (planned): x", "- Gauges"}) {
    CAPTURE(form);
    const std::string before =
        fmt::format("# Roadmap\n\n## Now\n\n{}\n  - **Status**: In progress\n- Buoys\n", form);
    std::string fixture = before;
    fixture.insert(fixture.find("Gauges") + 1, "<|>");
    const std::string after = done(fixture);
    REQUIRE(!after.starts_with("("));
    std::string again = after;
    again.insert(again.find("Gauges") + 1, "<|>");
    CHECK(done(again) == "(not offered)");
    const std::string open = reopened(again);
    REQUIRE(!open.starts_with("("));
    again = open;
    again.insert(again.find("Gauges") + 1, "<|>");
    CHECK(reopened(again) == "(not offered)");
    CHECK(!done(again).starts_with("("));
  }
}

TEST_CASE("a review is of today, and the next as far on as it was") {
  CHECK(
      reviewed("# Ro<|>admap\n\nWords.\n\n---\n\n**Last Updated**: 2026-09-15\n**Next Review**: "
               "2026-12-15\n") ==
      "# Roadmap\n\nWords.\n\n---\n\n**Last Updated**: 2026-12-01\n**Next Review**: 2027-03-01\n");
  CHECK(reviewed("# Roadmap\r\n\r\n**Last Reviewed**: 1 Oct 2026\r\n**Next Re<|>view**: 15 Oct "
                 "2026\r\n") ==
        "# Roadmap\r\n\r\n**Last Reviewed**: 1 Dec 2026\r\n**Next Review**: 15 Dec 2026\r\n");
  // A quarter, where nothing says how long.
  CHECK(reviewed("# Roadmap\n\n**Next Review<|>**: October 1, 2026 (all of us)\n") ==
        "# Roadmap\n\n**Next Review**: March 1, 2027 (all of us)\n");
  CHECK(reviewed("---\nlast-updated: 2026-09-30\n---\n# Road<|>map\n") ==
        "---\nlast-updated: 2026-12-01\n---\n# Roadmap\n");
  CHECK(reviewed("# Road<|>map\n\n**Last Updated**: 2026-12-01\n") == "(not offered)");
  CHECK(reviewed("# Road<|>map\n\n**Last Updated**: 01/04/2026\n") == "(not offered)");
  CHECK(reviewed("# Roadmap\n\nWor<|>ds.\n\n---\n\n**Last Updated**: 2026-09-15\n") ==
        "(not offered)");
  CHECK(reviewed("# Roadmap - [Project name<|>]\n\n**Last Updated**: 2026-09-15\n") ==
        "(not offered)");
}

TEST_CASE("a line for the day has none of the markup of the value beside it") {
  for (const std::string_view what : {"`harbor rollback`", "[Rollback](b.md)", "**Rollback**"}) {
    CAPTURE(what);
    const std::string plan = fmt::format(
        "# Project Plan\n\n## Now\n\n**1. Instant rollback**\n- **What**: {}\n- **Status**: ",
        what);
    const std::string below =
        "\n\n## Recently Completed\n\n**✅ Config schema**\n- **Completed**: 2026-09-20\n";
    std::string before = plan + "70% complete" + below;
    before.insert(before.find("Instant"), "<|>");
    CHECK(done("//- PROJECT_PLAN.md\n" + before + "//- b.md\n# B\n") ==
          plan + "Done\n- **Completed**: 2026-12-01" + below);
  }
  // Lines of one paragraph stay apart.
  CHECK(done("# Roadmap\n\n## Now\n\n### Login p<|>age\n\n**Status**: In progress  \n"
             "**Owner**: Bo\n\n### Push\n\n**Status**: Done  \n**Completed**: 2026-09-20\n") ==
        "# Roadmap\n\n## Now\n\n### Login page\n\n**Status**: Done  \n**Completed**: 2026-12-01  \n"
        "**Owner**: Bo\n\n### Push\n\n**Status**: Done  \n**Completed**: 2026-09-20\n");
}

TEST_CASE("what a label says of itself is not said of another") {
  CHECK(done("# Roadmap\n\n## Now\n\n### Pu<|>sh\n\n**Status** (since May): In progress\n"
             "**Owner**: Kim\n\n### Old\n\n**Status**: Done\n**Completed**: 2026-09-01\n") ==
        "# Roadmap\n\n## Now\n\n### Push\n\n**Status** (since May): Done\n"
        "**Completed**: 2026-12-01\n**Owner**: Kim\n\n"
        "### Old\n\n**Status**: Done\n**Completed**: 2026-09-01\n");
}

TEST_CASE("an empty cell beside a label is filled") {
  CHECK(done("# Roadmap\n\n## Now\n\n### Pu<|>sh\n\n| Field | Value |\n|---|---|\n"
             "| Status | In progress |\n| Completed | |\n| Owner | Bo |\n") ==
        "# Roadmap\n\n## Now\n\n### Push\n\n| Field | Value |\n|---|---|\n"
        "| Status | Done |\n| Completed | 2026-12-01 |\n| Owner | Bo |\n");
  CHECK(done("# Roadmap\n\n## Now\n\n### Pu<|>sh\n\n| Field | Value |\n|---|---|\n"
             "| Status | |\n| Completed | |\n| Owner | Bo |\n") ==
        "# Roadmap\n\n## Now\n\n### Push\n\n| Field | Value |\n|---|---|\n"
        "| Status | Done |\n| Completed | 2026-12-01 |\n| Owner | Bo |\n");
}

TEST_CASE("a line below a value that says something else stays") {
  CHECK(done("# Roadmap\n\n## Now\n\n### Login p<|>age\n\nStatus: In progress\nCompleted: –\n"
             "Finished on: TBD\n") ==
        "# Roadmap\n\n## Now\n\n### Login page\n\nStatus: Done\nCompleted: 2026-12-01\n"
        "Finished on: TBD\n");
  CHECK(done("# Roadmap\n\n## Now\n\n### Login p<|>age\n\nStatus: In progress\n"
             "Finished on: TBD\n") ==
        "# Roadmap\n\n## Now\n\n### Login page\n\nStatus: Done\nFinished on: TBD\n");
}

TEST_CASE("the one row of a heading's table says it in its cells") {
  CHECK(done("# Roadmap\n\n## Now\n\n### Pu<|>sh\n\n| Status | Completed | Owner |\n|---|---|---|\n"
             "| In progress | | Bo |\n") ==
        "# Roadmap\n\n## Now\n\n### Push\n\n| Status | Completed | Owner |\n|---|---|---|\n"
        "| Done | 2026-12-01 | Bo |\n");
}

TEST_CASE("the last word of another item is no mark") {
  const auto marked = [](std::string_view list) {
    const std::string after = done("# Roadmap\n\n## Now\n\n" + std::string(list));
    return after.substr(std::min(after.find("- "), after.size()));
  };
  CHECK(marked("- [ ] Plain <|>thing\n- Billing — 3/5 done\n") ==
        "- [x] Plain thing\n- Billing — 3/5 done\n");
  CHECK(marked("- [ ] Dark <|>mode 🚧\n- Billing — 3/5 done\n") ==
        "- [x] Dark mode ✅\n- Billing — 3/5 done\n");
  CHECK(marked("- [ ] Dark <|>mode 🚧\n- [x] Foo – done\n") ==
        "- [x] Dark mode ✅\n- [x] Foo – done\n");
  CHECK(marked("- [ ] SSO – blocked<|> by IdP\n- [x] Foo done\n") ==
        "- [x] SSO – blocked by IdP\n- [x] Foo done\n");
  CHECK(marked("- [ ] SS<|>O\n- [x] Foo – done\n") == "- [x] SSO – done\n- [x] Foo – done\n");
  CHECK(marked("- [ ] SS<|>O\n- [x] Foo: done\n") == "- [x] SSO: done\n- [x] Foo: done\n");
  CHECK(marked("- [ ] SS<|>O: login\n- [x] Foo: done\n") == "- [x] SSO: login\n- [x] Foo: done\n");
  CHECK(marked("- [ ] SS<|>O\n- [x] Foo (done)\n") == "- [x] SSO (done)\n- [x] Foo (done)\n");
  CHECK(marked("- [ ] SS<|>O\n- [x] Foo done 2026-10-01\n") ==
        "- [x] SSO done 2026-12-01\n- [x] Foo done 2026-10-01\n");
}

TEST_CASE("a day is written in the plan's language") {
  CHECK(done("# Fahrplan\n\n## Jetzt\n\n- [x] Prototyp (erledigt am 3. November 2026)\n"
             "- [ ] Su<|>che\n\n### Ding\n\n**Verantwortlich**: Bo\n**Status**: In Arbeit\n") ==
        "# Fahrplan\n\n## Jetzt\n\n- [x] Prototyp (erledigt am 3. November 2026)\n"
        "- [x] Suche (erledigt am 1. Dezember 2026)\n\n"
        "### Ding\n\n**Verantwortlich**: Bo\n**Status**: In Arbeit\n");
}

}  // namespace
}  // namespace pland::tests
