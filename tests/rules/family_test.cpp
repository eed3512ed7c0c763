// Rules that need other documents: they go by the workspace's summaries, so that nothing must be
// open but the document that is judged.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <string>
#include <string_view>

#include "analysis/rules/report.h"
#include "tests/rules/judge.h"
#include "tests/support/fixture.h"

namespace {

using namespace pland;

// What a rule says of the first file, while all others are closed: its messages, a line each.
std::string said(std::string_view rule, std::string_view fixture) {
  const rules::Rule* only = rules::find_rule(rule);
  REQUIRE(only != nullptr);
  const auto files = tests::parse_fixture(fixture).files;
  workspace::Workspace workspace = tests::make_workspace(files, false);
  REQUIRE(workspace.open.empty());
  const auto document = workspace.document(files[0].path());
  REQUIRE(document != nullptr);
  workspace.open[document->path] = document;
  rules::Selection selection;
  selection.severity[std::string(rule)] = rules::name(only->severity);
  const auto verdict =
      rules::judge(workspace, *document, tests::settings_of("2026-06-01"), selection, nullptr);
  std::string out;
  for (const rules::Finding& finding : rules::findings(*document, verdict, selection))
    if (finding.rule == only) out += finding.message + "\n";
  return out;
}

constexpr std::string_view plan_head = "//- PLAN.md\n<!-- pland-kind: plan -->\n# Plan\n\n";

}  // namespace

TEST_CASE("the way up, through closed documents") {
  const std::string head(plan_head);
  CHECK(said("breadcrumb-cycle", head + "Up: [b](b.md)\n//- b.md\n# B\n\nParent: [c](c.md)\n"
                                        "//- c.md\n# C\n\nPart of [the plan](PLAN.md)\n") ==
        "The way up leads in a circle: PLAN.md → b.md → c.md → PLAN.md\n");
  CHECK(said("breadcrumb-cycle", head + "Up: [b](b.md)\n//- b.md\n# B\n\n[Plan](PLAN.md)\n") == "");
  CHECK(said("breadcrumb-cycle", head + "Up: [top](#plan)\n") == "");
  CHECK(said("breadcrumb-cycle", head + "Up: [this](PLAN.md)\n") ==
        "The way up leads in a circle: PLAN.md → PLAN.md\n");
  // A circle above, which the document is not part of, is told there.
  CHECK(said("breadcrumb-cycle", head + "Up: [b](b.md)\n//- b.md\n# B\n\nUp: [c](c.md)\n"
                                        "//- c.md\n# C\n\nUp: [b](b.md)\n") == "");
  // Of no kind.
  CHECK(said("breadcrumb-cycle",
             "//- a.md\n# A\n\nUp: [b](b.md)\n//- b.md\n# B\n\nUp: [a](a.md)\n") == "");
}

TEST_CASE("imports, through closed documents") {
  std::string deep = "//- CLAUDE.md\n# Guide\n\n@a1.md\n";
  for (int i = 1; i <= 5; ++i) deep += fmt::format("//- a{}.md\n@a{}.md\n", i, i + 1);
  CHECK(said("import-cycle", deep + "//- a6.md\n# Six\n") ==
        "a6.md is 6 imports away; only 5 are followed\n");
  CHECK(said("import-cycle", deep) == "");
  CHECK(said("import-cycle", "//- CLAUDE.md\n@AGENTS.md\n//- AGENTS.md\n@CLAUDE.md\n") ==
        "The imports lead in a circle: CLAUDE.md → AGENTS.md → CLAUDE.md\n");
  CHECK(said("import-cycle", "//- notes.md\n@b.md\n//- b.md\n@notes.md\n") == "");
}

TEST_CASE("imports that load nothing") {
  CHECK(said("broken-import", "//- docs/CLAUDE.md\n@docs/a.md\n//- docs/a.md\n# A\n") ==
        "@docs/a.md is not there; did you mean @a.md?\n");
  CHECK(said("broken-import", "//- CLAUDE.md\n@a.md: words\n//- a.md\n# A\n") ==
        "\":\" behind @a.md is read as part of its name: nothing is loaded\n");
  CHECK(said("broken-import", "//- CLAUDE.md\nSee @a.md. Ask @runa. `@b.md`\n//- a.md\n# A\n") ==
        "");
  CHECK(said("broken-import", "//- notes.md\n@nowhere.md\n") == "");
  CHECK(said("broken-import", "//- CLAUDE.md\n@settings.json\n//- settings.json\n{}\n") == "");
}

TEST_CASE("who is led to") {
  CHECK(said("orphan-document",
             "//- docs/PLAN.md\n# Plan\n//- README.md\n# R\n\n[a](docs/a.md)\n"
             "//- docs/a.md\n# A\n\n[plan](PLAN.md)\n") == "");
  CHECK(said("orphan-document",
             "//- docs/PLAN.md\n# Plan\n//- docs/a.md\n# A\n\n[plan](PLAN.md)\n"
             "//- README.md\n# R\n") == "Nothing that readers start from leads to PLAN.md\n");
  CHECK(
      said("orphan-document", "//- docs/PLAN.md\n# Plan\n\n[me](PLAN.md)\n//- README.md\n# R\n") ==
      "Nothing links to PLAN.md\n");
  CHECK(said("orphan-document", "//- docs/words.md\n# Words\n//- README.md\n# R\n") == "");
  CHECK(said("orphan-document", "//- archive/PLAN.md\n# Plan\n//- README.md\n# R\n") == "");
  // A circle is no start.
  CHECK(said("orphan-document",
             "//- docs/PLAN.md\n# Plan\n\n[a](a.md)\n//- docs/a.md\n# A\n\n"
             "[plan](PLAN.md)\n") == "Nothing that readers start from leads to PLAN.md\n");
}

TEST_CASE("names in links") {
  const std::string others = "//- PLAN.md\n# Plan\n//- docs/OLD.md\n# Old\n";
  const auto link = [&](std::string_view text) {
    return said("link-text-mismatch", fmt::format("//- README.md\n{}\n{}", text, others));
  };
  CHECK(link("[OLD.md](PLAN.md)") == "The text says OLD.md, the link leads to PLAN.md\n");
  CHECK(link("[**`PLAN.md`**](docs/OLD.md)") ==
        "The text says PLAN.md, the link leads to docs/OLD.md\n");
  CHECK(link("[docs/OLD.md](docs/OLD.md#old), [plan.md](PLAN.md), [gone.md](PLAN.md)") == "");
  CHECK(link("[See OLD.md](PLAN.md), [OLD.md](#top), [OLD.md](https://x.example/PLAN.md)") == "");
  CHECK(link("> [OLD.md](PLAN.md)") == "");
}

TEST_CASE("a path in a guide") {
  const std::string others = "//- docs/a.md\n# A\n//- src/main.cpp\nint main() {}\n";
  const auto guide = [&](std::string_view text) {
    return said("dead-path-mention", fmt::format("//- CLAUDE.md\n{}\n{}", text, others));
  };
  CHECK(guide("Read `docs/b.md` first.") == "docs/b.md is not there\n");
  CHECK(guide("Read `docs/a.md`, `src/main.cpp`, `lib/x.cpp`, `b.md`, `docs/*.md`.") == "");
  CHECK(guide("Generated: `docs/b.md`. Not `docs/YYYY.md`.") == "");
  CHECK(guide("> Read `docs/b.md` first.") == "");
  CHECK(said("dead-path-mention", "//- PLAN.md\n`docs/b.md`\n//- docs/a.md\n# A\n") == "");
}
