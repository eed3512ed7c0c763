// Tables of contents, put in and kept up to date.
#include "analysis/features/contents.h"

#include <doctest/doctest.h>

#include "tests/features/refactor_check.h"
#include "tests/support/sample_plans.h"

namespace pland::tests {
namespace {

std::string inserted(std::string_view text) { return refactored(text, "insert-contents"); }

// Brought up to date, after which it is.
std::string updated(std::string_view text) {
  const std::string once = refactored(text, "update-contents");
  if (once.starts_with("(")) return once;
  CHECK(refactored("//- ROADMAP.md\n" + once, "update-contents") == "(not offered)");
  return once;
}

TEST_CASE("a table of contents goes below the title") {
  CHECK(inserted("# Tide<|>watch\n\nWords.\n\n## Gauges\n\n### Pier\n\n## Alerts\n\n#### Deep\n") ==
        "# Tidewatch\n\nWords.\n\n<!-- toc -->\n\n- [Gauges](#gauges)\n  - [Pier](#pier)\n- "
        "[Alerts](#alerts)\n\n<!-- /toc -->\n\n## Gauges\n\n### Pier\n\n## Alerts\n\n#### Deep\n");
  // Where the cursor is, on a blank line; the document's bullets, and its line ends.
  CHECK(inserted("# T\r\n<|>\r\nWords.\r\n\r\n* x\r\n\r\n## A\r\n\r\n## B\r\n") ==
        "# T\r\n\r\n<!-- toc -->\r\n\r\n* [A](#a)\r\n* [B](#b)\r\n\r\n<!-- /toc -->\r\n\r\nWords."
        "\r\n\r\n* x\r\n\r\n## A\r\n\r\n## B\r\n");
  CHECK(inserted("# T<|>\n## A\n## B\n") ==
        "# T\n\n<!-- toc -->\n\n- [A](#a)\n- [B](#b)\n\n<!-- /toc -->\n\n## A\n## B\n");
  CHECK(inserted("# T\n\n## A<|>\n\n## B\n") == "(not offered)");
  CHECK(inserted("# T<|>\n\n## A\n") == "(not offered)");
  CHECK(inserted("<|>") == "(not offered)");
  CHECK(inserted("# T<|>\n\n<!-- toc -->\n<!-- /toc -->\n\n## A\n\n## B\n") == "(not offered)");
}

TEST_CASE("repeats, emoji, brackets and markup have GitHub's anchors") {
  CHECK(inserted("# T<|>\n\n## A\n\n## A\n\n## 📚 *The* `x` [y]\n\n## 🚢\n\n## [L](x.md) & co\n") ==
        "# T\n\n<!-- toc -->\n\n- [A](#a)\n- [A](#a-1)\n- [📚 The x \\[y\\]](#-the-x-y)\n"
        "- [L &amp; co](#l--co)\n\n<!-- /toc -->\n\n## A\n\n## A\n\n## 📚 *The* `x` [y]\n\n## "
        "🚢\n\n## [L](x.md) & co\n");
}

TEST_CASE("footnotes of headings are not repeated") {
  CHECK(inserted("# T<|>\n\n## Gauges[^1]\n\n## *Nets* [^b] there\n\n## Set [^x]\n\n[^1]: One.\n\n"
                 "[^b]: Two of them.\n") ==
        "# T\n\n<!-- toc -->\n\n- [Gauges](#gauges1)\n- [*Nets* there](#nets-b-there)\n"
        "- [Set \\[^x\\]](#set-x)\n\n<!-- /toc -->\n\n## Gauges[^1]\n\n## *Nets* [^b] there\n\n"
        "## Set [^x]\n\n[^1]: One.\n\n[^b]: Two of them.\n");
}

TEST_CASE("between marks the list is renewed, in its own style and depth") {
  CHECK(updated("# T\n\n<!-- toc -->\n<!-- /toc -->\n\n## A\n\n### B\n") ==
        "# T\n\n<!-- toc -->\n\n- [A](#a)\n  - [B](#b)\n\n<!-- /toc -->\n\n## A\n\n### B\n");
  CHECK(updated("# T\n<!-- TOC -->\n* [A](#a)\n    * [B](#b)\n<!-- /TOC -->\n## A\n### B\n### "
                "C\n#### D\n") ==
        "# T\n<!-- TOC -->\n* [A](#a)\n    * [B](#b)\n    * [C](#c)\n<!-- /TOC -->\n## A\n### "
        "B\n### C\n#### D\n");
  CHECK(updated("# T\n<!-- toc -->\n1. [A](#a)\n2. [Gone](#gone)\n<!-- tocstop -->\n## A\n### "
                "B\n## C\n") ==
        "# T\n<!-- toc -->\n1. [A](#a)\n2. [C](#c)\n<!-- tocstop -->\n## A\n### B\n## C\n");
  CHECK(
      updated("<!-- START doctoc generated -->\n<!-- DON'T EDIT -->\n**Table of Contents**  *x*\n\n"
              "- [T](#t)\n  - [A](#a)\n\n<!-- END doctoc -->\n\n# T\n\n## A\n\n## B\n") ==
      "<!-- START doctoc generated -->\n<!-- DON'T EDIT -->\n**Table of Contents**  *x*\n\n"
      "- [T](#t)\n  - [A](#a)\n  - [B](#b)\n\n<!-- END doctoc -->\n\n# T\n\n## A\n\n## B\n");
  CHECK(updated("# T\n<!-- toc -->\n- [A](#a)\n<!-- /toc -->\n## A\n") == "(not offered)");
  // Marks in code are none, and one of them alone is none.
  CHECK(updated("# T\n```\n<!-- toc -->\n<!-- /toc -->\n```\n## A\n") == "(not offered)");
  CHECK(updated("# T\n\n<!-- toc -->\n\n## A\n\n## B\n") == "(not offered)");
}

TEST_CASE("a list of nothing but own links below the title is one without marks") {
  CHECK(updated("# T\n\n- [A](#a)\n- [Old](#old)\n\n## A\n\n## B\n") ==
        "# T\n\n- [A](#a)\n- [B](#b)\n\n## A\n\n## B\n");
  CHECK(updated("# T\n\nIntro.\n\n## Intro\n\n## Table of Contents\n\n-   [A](#a)\n    -   "
                "[x](#x)\n\n## A\n\n### B\n\n## C\n") ==
        "# T\n\nIntro.\n\n## Intro\n\n## Table of Contents\n\n-   [A](#a)\n-   [C](#c)\n\n## "
        "A\n\n### B\n\n## C\n");
  CHECK(updated("# T\n\n- [A](#a)\n- words\n\n## A\n\n## B\n") == "(not offered)");
  CHECK(updated("# T\n\n- [A](#a)\n- [B](b.md#b)\n\n## A\n\n## B\n") == "(not offered)");
  CHECK(updated("# T\n\n- [A](#a) first\n- [B](#b)\n\n## A\n\n## B\n\n## C\n") == "(not offered)");
  CHECK(updated("# T\n\n## A\n\n- [T](#t)\n- [B](#b)\n\n## B\n\n## C\n") == "(not offered)");
  // Above it, too, where it had that.
  CHECK(updated("# T\n\n## A\n\n## Contents\n\n- [A](#a)\n- [B](#b)\n\n## B\n\n## C\n") ==
        "# T\n\n## A\n\n## Contents\n\n- [A](#a)\n- [B](#b)\n- [C](#c)\n\n## B\n\n## C\n");
  CHECK(refactored("# T\n\n- [A](#a)<|>\n- [Old](#old)\n\n## A\n\n## B\n",
                   "update-contents-here") == "# T\n\n- [A](#a)\n- [B](#b)\n\n## A\n\n## B\n");
  CHECK(refactored("# T\n\n- [A](#a)\n- [Old](#old)\n\n## A<|>\n\n## B\n",
                   "update-contents-here") == "(not offered)");
}

TEST_CASE("ordered lists of many count and indent right, skipped levels are one step") {
  std::string text = "# T\n<!-- toc -->\n1. [A](#a)\n   1. [x](#x)\n<!-- /toc -->\n";
  for (int i = 0; i < 11; ++i) text += "## A\n#### B\n";
  const std::string out = refactored("//- ROADMAP.md\n" + text, "update-contents");
  CHECK(out.find("\n9. [A](#a-8)\n   1. [B](#b-8)\n10. [A](#a-9)\n    1. [B](#b-9)\n") ==
        std::string::npos);
  const std::string deep = "# T\n<!-- toc -->\n1. [A](#a)\n   1. [B](#b)\n<!-- /toc -->\n";
  std::string more = deep;
  for (int i = 0; i < 11; ++i) more += "## A\n#### B\n";
  CHECK(updated("//- ROADMAP.md\n" + more)
            .find("\n9. [A](#a-8)\n   1. [B](#b-8)\n10. [A](#a-9)\n    1. [B](#b-9)\n") !=
        std::string::npos);
}

TEST_CASE("what is put in needs no update, and all its links lead somewhere") {
  std::vector<std::string> texts;
  for (const std::string_view name : {"ROADMAP.md", "PROJECT_PLAN.md", "OKRS.md"})
    texts.push_back(examples(name).text());
  for (std::uint64_t seed = 1; seed < 8; ++seed) texts.push_back(sample_roadmap(30'000, seed));
  for (const std::string& text : texts) {
    World world = make_world("//- ROADMAP.md\n" + text);
    const auto at = static_cast<std::uint32_t>(text.find("# ") + 2);
    const std::string out =
        refactored(world, "insert-contents", {world.workspace, *world.document, {at, at}});
    REQUIRE_FALSE(out.starts_with("("));
    CHECK(refactored("//- ROADMAP.md\n" + out, "update-contents") == "(not offered)");
    const auto after = document_of("ROADMAP.md", out);
    const auto contents = features::contents_of(*after);
    REQUIRE(contents);
    for (const auto& chapter : after->plan->chapters) {
      for (const plan::Mention& mention : chapter.facts->mentions) {
        if (!contents->span.contains(mention.span.shifted(chapter.offset))) continue;
        const workspace::Target target = workspace::resolve({}, *after, mention);
        CHECK(after->summary->anchor(target.fragment) != nullptr);
      }
    }
    // Only that was added.
    std::string without = out;
    const std::size_t begin = without.find("<!-- toc -->");
    const std::size_t end = without.find("<!-- /toc -->") + 13;
    without.erase(begin, end - begin);
    CHECK(without.size() - text.size() <= 4);
  }
}

}  // namespace
}  // namespace pland::tests
