// Tasks below what is done, and phases out of order: the tricky ones, and that edits are followed.
#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <memory>
#include <string>
#include <string_view>

#include "analysis/rules/report.h"
#include "tests/rules/judge.h"
#include "tests/support/fixture.h"
#include "tests/support/lockstep.h"

namespace {

using namespace pland;

bool speaks(std::string_view rule, std::string_view text,
            std::string_view name = "PROJECT_PLAN.md") {
  const rules::Rule* only = rules::find_rule(rule);
  REQUIRE(only != nullptr);
  return !tests::report(tests::parse_fixture(text, name).files, tests::settings_of("2026-06-01"),
                        {}, only)
              .empty();
}

bool open_below(std::string_view text) { return speaks("done-parent-open-children", text); }

}  // namespace

TEST_CASE("what is done, and open below") {
  CHECK(open_below("# P\n\n## Phase 1 ✅\n\n- [ ] A\n"));
  CHECK(open_below("# P\n\n## Phase 1 (done)\n\n### Work\n\n- [x] A\n- [ ] B\n"));
  CHECK(open_below("# P\n\n## Phase 1\n\n**Status:** Complete\n\n- [ ] A\n"));
  CHECK(open_below("# P\n\n1. Alerts ✅\n   - [x] A\n   - [ ] B\n"));
  // Put off, struck, set aside, dropped.
  CHECK(!open_below("# P\n\n## Phase 1 ✅\n\n- [x] A\n- [ ] B (deferred)\n- [ ] ~~C~~\n"));
  CHECK(!open_below("# P\n\n## Phase 1 ✅\n\n- [x] A\n\n**Future work:**\n\n- [ ] B\n"));
  CHECK(!open_below("# P\n\n## Phase 1 ✅\n\n### Out of scope\n\n- [ ] B\n"));
  CHECK(!open_below("# P\n\n## Phase 1 ❌\n\n- [ ] A\n"));
  // No status of the section's own.
  CHECK(!open_below("# P\n\n## ✅ Tests\n\n- [ ] A\n"));
  CHECK(!open_below("# P\n\n## Phase 1\n\n- [x] A\n- [ ] B\n"));
  CHECK(!open_below("# P ✅\n\n- [ ] A\n"));
  CHECK(!open_below("# P\n\n## Completed\n\n- [ ] A\n"));
  // Criteria that nobody ever ticked; one that somebody did.
  CHECK(!open_below("# P\n\n## Phase 1 ✅\n\n**Acceptance criteria:**\n\n- [ ] A\n- [ ] B\n"));
  CHECK(open_below("# P\n\n## Phase 1 ✅\n\n**Acceptance criteria:**\n\n- [x] A\n- [ ] B\n"));
  // Thought of later.
  CHECK(!open_below("# P\n\n- [x] Alerts\n  - [ ] Better alerts\n"));
  // The way round.
  CHECK(open_below("# P\n\n## Phase 1 🔄\n\n- [x] A\n- [x] B\n"));
  CHECK(!open_below("# P\n\n## Phase 1 🔄\n\n- [x] A\n"));
}

TEST_CASE("a section within that is done answers for itself") {
  const std::string text =
      "# P\n\n## Phase 1 ✅\n\n- [x] A\n\n### Step two (done)\n\n- [ ] B\n- [x] C\n";
  const auto report = tests::report(tests::parse_fixture(text, "PROJECT_PLAN.md").files,
                                    tests::settings_of("2026-06-01"), {},
                                    rules::find_rule("done-parent-open-children"));
  CHECK(report.find(":7:") != std::string::npos);
  CHECK(report.find(":3:") == std::string::npos);
}

TEST_CASE("phases in and out of order") {
  const auto phases = [](std::string_view one, std::string_view two, std::string_view three) {
    return speaks(
        "phase-order-violation",
        fmt::format("# P\n\n## Phase 1{}\n\nA.\n\n## Phase 2{}\n\nB.\n\n## Phase 3{}\n\nC.\n", one,
                    two, three));
  };
  CHECK(phases(" ✅", " 🔄", " ✅"));
  CHECK(phases(": Alerts 🔄", ": Gauges", ": Winds (done)"));
  CHECK(!phases(" ✅", " ✅", " 🔄"));
  CHECK(!phases(" ✅", "", " ✅"));
  CHECK(!phases(" ✅", " (optional) 🔄", " ✅"));
  CHECK(!phases(" ✅", " ⏸️", " ✅"));
  // Counted anew.
  CHECK(!speaks("phase-order-violation",
                "# P\n\n## Phase 2 🔄\n\nA.\n\n## Phase 1 ✅\n\nB.\n\n## Phase 3 ✅\n\nC.\n"));
}

TEST_CASE("a table and the sections that it sums up") {
  const auto plan = [](std::string_view rows, std::string_view sections) {
    return speaks("self-contradiction",
                  fmt::format("# P\n\n| Phase | Status |\n|---|---|\n{}\n{}", rows, sections));
  };
  constexpr std::string_view open = "## Phase 1: Gauges 🔄\n\nA.\n";
  CHECK(plan("| Phase 1 | Done |\n", open));
  CHECK(plan("| Phase 1: Gauges | ✅ |\n", open));
  CHECK(plan("| **Phase 1** ✅ | Completed |\n", open));
  CHECK(!plan("| Phase 1 | In progress |\n", open));
  CHECK(!plan("| Phase 1 | Blocked |\n", open));
  CHECK(!plan("| Phase 1 pilot | Done |\n", open));
  CHECK(!plan("| Phase 10 | Done |\n", open));
  CHECK(!plan("| ~~Phase 1~~ | Done |\n", open));
  CHECK(!plan("| Phase 1 | Done |\n", "## Phase 1\n\nA.\n"));
  // Two that are called so.
  CHECK(!plan("| Phase 1 | Done |\n",
              "## A\n\n### Phase 1 🔄\n\nA.\n\n## B\n\n### Phase 1 ✅\n\nB.\n"));
}

TEST_CASE("statuses that are known, and one that is not") {
  const auto status = [](std::string_view value) {
    return speaks("unknown-status", fmt::format("# R\n\n## Q1 2027: A\n\n**Status**: {}\n", value),
                  "ROADMAP.md");
  };
  CHECK(status("In progess"));
  CHECK(!status("Simmering"));
  CHECK(!status("Done"));
  CHECK(!status("🟡"));
  CHECK(!status("TBD"));
  CHECK(!status("Draft / In Review / Approved"));
  CHECK(!status("v1.2.0 to the harbours (2026-03-27)"));
  CHECK(!status("Waiting for the harbour master"));
  CHECK(!speaks("unknown-status", "# R\n\nWords.\n\n**Status**: Simmering\n", "ROADMAP.md"));
}

TEST_CASE("where a team has said which statuses it has, others are none") {
  auto words = std::make_shared<plan::Vocabulary>();
  words->statuses.emplace("on the slipway", plan::Status::doing);
  words->statuses.emplace("moored", plan::Status::done);
  plan::Declared declared;
  declared.vocabulary = words;
  const auto said = [&](std::string_view value) {
    const auto document = workspace::make_document(
        "/ws/ROADMAP.md", 1,
        markdown::Document::parse(fmt::format("# R\n\n## Q1 2027: A\n\n**Status**: {}\n", value)),
        declared, nullptr, "/ws");
    workspace::Workspace workspace;
    workspace.roots = {"/ws"};
    workspace.open[document->path] = document;
    rules::Selection selection;
    selection.select = {"unknown-status"};
    const auto verdict =
        rules::judge(workspace, *document, tests::settings_of("2026-06-01"), selection, nullptr);
    return !rules::findings(*document, verdict, selection).empty();
  };
  CHECK(said("Simmering"));
  CHECK(!said("Moored"));
  CHECK(!said("On the slipway"));
  CHECK(!said("Done"));
}

TEST_CASE("edits of phases and tasks are followed") {
  std::string text = "# Plan\n";
  for (int i = 1; i <= 12; ++i) {
    text += fmt::format("\n## Phase {}: Of harbour {} ✅\n\n", i, i);
    for (int j = 0; j < 12; ++j)
      text += fmt::format("- [x] Words of harbours and gauges, of tides, number {}\n", j);
  }
  tests::Lockstep kept("/ws/PROJECT_PLAN.md", text, {512, 2048});
  const auto count = [&](std::string_view rule) {
    return std::count_if(kept.latest_findings().begin(), kept.latest_findings().end(),
                         [&](const rules::Finding& one) { return one.rule->name == rule; });
  };
  const auto edit = [&](std::string_view old, std::string_view next) {
    const std::size_t at = kept.text().find(old);
    REQUIRE(at != std::string::npos);
    const auto begin = static_cast<std::uint32_t>(at);
    kept.edit({{begin, begin + static_cast<std::uint32_t>(old.size())}, std::string(next)});
    const std::string difference = kept.difference();
    INFO(difference);
    REQUIRE(difference.empty());
  };
  REQUIRE(kept.difference().empty());
  edit("# Plan\n", "# Plan\n\n| Phase | Status |\n|---|---|\n| Phase 5 | Done |\n");
  edit("harbour 5 ✅", "harbour 5 🔄");
  CHECK(count("self-contradiction") == 1);
  CHECK(count("phase-order-violation") == 1);
  CHECK(count("done-parent-open-children") == 1);  // the way round
  edit("harbour 2 ✅\n\n- [x] Words", "harbour 2 ✅\n\n- [ ] Words");
  CHECK(count("done-parent-open-children") == 2);
  edit("number 0\n", "number zero\n");
  edit("harbour 12 ✅", "harbour 12");
  CHECK(count("phase-order-violation") == 1);
  edit("## Phase 6:", "## Phase 4:");
  CHECK(count("phase-order-violation") == 0);
}
