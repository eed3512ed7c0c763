// Every refactoring at every place of texts that are hard to place, and what a large text costs.
#include <algorithm>
#include <chrono>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "analysis/features/format.h"
#include "analysis/features/format_typing.h"
#include "tests/features/refactor_check.h"
#include "tests/support/sample_plans.h"

namespace pland::tests {
namespace {

const std::vector<std::string> odd_texts = {
    "",
    "\n",
    "\xef\xbb\xbf# T\r\n\r\n- [a](#a)\r\n- [b](x.md#y)\r\n\r\n## a\r\n## a\r\n1. x\r\n1. y\r\n3. "
    "z\r\n",
    "---\ntitle: x\n- a\n---\n# 𝒯 😀\n\n[😀](a.md \"t\") [b][b]\n\n[b]: <#𝒯> 'x'\n## y\nz\n",
    "# T\n\n<!-- toc -->\n- [x](#x)\n\n- words\n<!-- /toc -->\n\n## [x](y.md) `z`\n\n> ## q\n> "
    "[a](#q)\n",
    "\t- a\n\t1. b\n- \tc\n\n10.\td\n11.\te\n\tf\n1.\tg\n",
    "| a | b\n|:-:|---|\n|`|`|\\||x\n| [c](d|e.md) |\n\n|x|\n",
    "> 1. a\n>    > - [ ] b\n>    > - [ ] \n> 9. c\n>    ```\n> d\n",
    "- a\n\n  | A | B |\n  |---|---|\n  | 1 | 2 |\n\n  [x]: y.md\n- [x] [x]\n",
    "# T\n\n```\n## no\n[a](b.md)\n| A |\n|---|\n",
    "# T\n## a\n<!-- [x](y.md)\n## b\n",
    "T\n=\n\nS\n-\n\n[a](<>) [b]() [](c.md) ![](d.png) <e@f.example> https://g.example\n\n[^1]: "
    "h\n",
    "1. a\r2. b\r4. c\r\r| A |\r|---|\r| b |\r\r[x](y.md)\r",
    "[a]: b.md\n[a]: b.md\n[c]: <d e.md> \"f\n  g\"\n[a] [c]\n\n> [c]: x\n\n[//]: # (note)\n",
    std::string("\0", 1) + "\xff# T\n\n## \xff\n\n[\xff](x.md)\n",
};

// With work that is done and open, in all the forms that it has.
const std::vector<std::string> plans = {
    "# R\r\n\r\n## Q1 2027\r\n\r\n**Key Initiatives**:\r\n\r\n3. **A**: [b](#b)\r\n\r\n   - "
    "Status: done\r\n4. ✅ **B**\r\n"
    "\r\n| Initiative | Status |\r\n|---|---|\r\n| C | |\r\n|D|x|\r\n\r\n## Q2 2027\r\n\r\n## "
    "Non-Goals\r\n\r\n- x",
    "# R\n\n### 🚧 Q4 26 — x\n#### Key Initiatives\n**1. A**\n- **Status**:\n\n**2. [B](x.md)** "
    "✅\n\n1) c\n\n##### D\n"
    "###### E\n\n### Q1 2027\n#### Key Initiatives\n\n## Revision History\n- 2026-01-01 "
    "x\n\n---\n**Last Updated**: 2026-01-01",
    "# R\n\n## Strategic Decisions\n### Decision 1: [A](x.md)\n**Decision**: b "
    "[c](#risks)\n**Status**: y\n\n- **D**: e\n"
    "## Risks\n**R1**\n- x\n\n| Risk |\n|---|\n| [f](x.md) |\n- [ ] ~~g~~\n  - [x] h\n",
};

TEST_CASE("wherever one asks, edits lie in their text and links lead where they led") {
  std::vector<std::string> texts = odd_texts;
  texts.push_back(sample_roadmap(2000, 3));
  texts.insert(texts.end(), plans.begin(), plans.end());
  for (const std::string& text : texts) {
    CAPTURE(text);
    World world;
    world.fixture.files = {{"docs/a.md", text}, {"docs/x.md", "# X\n\n[r](a.md#a)\n"}};
    world.workspace = make_workspace(world.fixture);
    world.document = world.workspace.document(path_in_root("docs/a.md"));
    const auto targets = link_targets(*world.document);
    const std::uint32_t size = world.document->text.size();
    for (const features::Refactoring& row : features::refactorings()) {
      CAPTURE(row.name);
      for (std::uint32_t at = 0; at <= size; ++at) {
        for (const Span span : {Span{at, at}, Span{at, std::min(size, at + 40)}}) {
          const std::string after =
              refactored(world, row.name, {world.workspace, *world.document, span, {2026, 12, 1}});
          if (after.starts_with("(not")) continue;
          if (after.starts_with("(refused)") || after.starts_with("//- ")) continue;
          // What adds or renews links of its own is held to its own laws.
          if (row.name.find("contents") != std::string_view::npos) continue;
          if (row.name == "add-heading") continue;
          auto now = link_targets(*document_of("docs/a.md", after));
          auto before = targets;
          // What moves takes its links along.
          if (row.kind == "refactor.move" || row.name == "close-period") {
            std::sort(now.begin(), now.end());
            std::sort(before.begin(), before.end());
          }
          CHECK(now == before);
        }
      }
    }
    for (std::uint32_t at = 0; at <= size; ++at) {
      apply_edits(text, features::after_line_break(*world.document, at));
      apply_edits(text, features::format(world.document->text, {at, std::min(size, at + 25)}));
    }
  }
}

// A look must cost next to nothing, the making not much more than reading the text.
TEST_CASE("a megabyte is looked at in a moment") {
  std::string text = "# T\n\n";
  for (int i = 0; text.size() < 1'000'000; ++i) {
    text += fmt::format(
        "## Contents\n\n[x{0}](y.md) [z][d]\n\n1. a\n2. b\n2. c\n\n| A |\n|---|\n| long {0} |\n\n",
        i);
  }
  text += "[d]: e.md\n";
  const World world = make_world("//- a.md\n" + text);
  const auto begin = std::chrono::steady_clock::now();
  int offered = 0;
  for (std::uint32_t at = 0; at < 1000; at += 10) {
    for (const features::Refactoring& row : features::refactorings()) {
      if (!row.when_asked)
        offered += row.title({world.workspace, *world.document, {at, at}}).has_value();
    }
  }
  const auto took = std::chrono::steady_clock::now() - begin;
  CHECK(offered > 50);
  // A hundred places; ten times what it takes, on a machine that is ten times as slow.
  CHECK(took < std::chrono::seconds(5));
  const Span all{0, world.document->text.size()};
  const std::string out =
      refactored(world, "extract-links", {world.workspace, *world.document, all});
  CHECK(out.find("\n[x0]: y.md\n") != std::string::npos);
  const auto section = static_cast<std::uint32_t>(text.rfind("## Contents") + 4);
  CHECK(refactored(world, "move-section", {world.workspace, *world.document, {section, section}})
            .find("//- contents.md\n# Contents\n") != std::string::npos);
}

}  // namespace
}  // namespace pland::tests
