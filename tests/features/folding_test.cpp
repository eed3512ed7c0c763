#include "analysis/features/folding.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <ostream>
#include <set>

#include "tests/features/check.h"
#include "tests/support/hostile_edits.h"
#include "tests/support/pathological.h"
#include "tests/support/sample_plans.h"

namespace pland::tests {
namespace {

using features::Fold;
using features::FoldKind;

std::string_view name(FoldKind kind) {
  switch (kind) {
    case FoldKind::block:
      return "block";
    case FoldKind::section:
      return "section";
    case FoldKind::comment:
      return "comment";
    case FoldKind::region:
      return "region";
  }
  return "?";
}

// A list that a failing test shows.
struct Texts : std::vector<std::string> {
  using std::vector<std::string>::vector;
  friend std::ostream& operator<<(std::ostream& out, const Texts& texts) {
    for (const std::string& text : texts) out << "\n  ‹" << text << '>';
    return out;
  }
};

// The laws: in the text, more than a line, in order, nested or disjoint, one of a line.
void check_laws(const workspace::Document& document, const std::vector<Fold>& folds) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> lines;
  for (const Fold& fold : folds) {
    CAPTURE(fold.first_line);
    CAPTURE(fold.last_line);
    REQUIRE(fold.first_line < fold.last_line);
    REQUIRE(fold.last_line < document.text.line_count());
    REQUIRE(fold.hidden.begin <= fold.hidden.end);
    REQUIRE(document.text.position(fold.hidden.begin).line == fold.first_line);
    REQUIRE(document.text.position(fold.hidden.end).line <= fold.last_line);
    lines.emplace_back(fold.first_line, fold.last_line);
  }
  REQUIRE(std::is_sorted(lines.begin(), lines.end()));
  REQUIRE(std::adjacent_find(lines.begin(), lines.end(), [](const auto& a, const auto& b) {
            return a.first == b.first;
          }) == lines.end());
  // Outer ones first, as a stack wants them.
  std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second > b.second;
  });
  std::vector<std::uint32_t> ends;
  for (const auto& [first, last] : lines) {
    while (!ends.empty() && ends.back() < first) ends.pop_back();
    REQUIRE((ends.empty() || last <= ends.back()));
    ends.push_back(last);
  }
}

// "first-last kind summary", lines from 1.
std::string folds(const World& world, bool summaries = false) {
  const auto found = features::folds(*world.document, summaries);
  check_laws(*world.document, found);
  std::string out;
  for (const Fold& fold : found) {
    out += fmt::format("{}-{} {}{}\n", fold.first_line + 1, fold.last_line + 1, name(fold.kind),
                       fold.summary.empty() ? "" : ": " + fold.summary);
  }
  return out;
}
std::string folds(std::string_view fixture, bool summaries = false) {
  return folds(make_world(fixture), summaries);
}

// What clients with characters hide, of each fold.
Texts hidden(std::string_view fixture) {
  const World world = make_world(fixture);
  Texts out;
  for (const Fold& fold : features::folds(*world.document, false))
    out.emplace_back(fold.hidden.of(world.text()));
  return out;
}

TEST_CASE("sections end where their text does") {
  CHECK(folds("# Harbour\n\nwords\n\n## Gauges\n\nwords\n\n\n## Skippers\n\n### Alerts\nx\n\n") ==
        "1-13 section\n5-7 section\n10-13 section\n12-13 section\n");
  CHECK(folds("# Alone\n") == "");
  CHECK(folds("# Alone\n\n\n  \n") == "");
  CHECK(folds("Title\n=====\n\nwords\n") == "1-4 section\n");
  CHECK(folds("Title\n=====\n") == "");
  CHECK(folds("") == "");
  CHECK(folds("words\nwords\n") == "");
}

TEST_CASE("lists and items of more than a line") {
  CHECK(folds("- a\n- b\n- c\n") == "1-3 block\n");
  CHECK(folds("- a\n  more\n") == "1-2 block\n");
}

// Clients show one of those that begin on a line.
TEST_CASE("of what begins on one line the more useful folds") {
  // The item, as its neighbours do.
  CHECK(folds("- a\n  more\n- b\n") == "1-2 block\n");
  CHECK(folds("- a\n  more\n- b\n  more\n") == "1-2 block\n3-4 block\n");
  CHECK(folds("- a\n  - b\n  - c\n\n- d\n") == "1-3 block\n2-3 block\n");
  CHECK(folds("1. a\n\n   words\n2. b\n") == "1-3 block\n");
  CHECK(folds("- - a\n    more\n  - b\n- c\n") == "1-3 block\n");
  // Else the outermost.
  CHECK(folds("> - a\n>   more\n> - b\n") == "1-3 block\n");
  CHECK(folds("- ```\n  code\n  ```\n  words\n") == "1-4 block\n");
}

TEST_CASE("a list that segments divide is one fold") {
  std::string list;
  for (int i = 0; i < 400; ++i) list += fmt::format("- gauge {} is read at dawn\n", i);
  CHECK(folds("//- notes.md\n" + list) == "1-400 block\n");
  CHECK(folds("//- notes.md\n" + list + "\nwords\n\n" + list) == "1-400 block\n404-803 block\n");
  // Another marker, or a definition in between, begins another list.
  std::string other = list;
  for (std::size_t at = 0; (at = other.find("- gauge", at)) != std::string::npos;) other[at] = '*';
  CHECK(folds("//- notes.md\n" + list + other) == "1-400 block\n401-800 block\n");
  CHECK(folds("//- notes.md\n" + list + "\n[tide]: a.md\n\n" + list) ==
        "1-400 block\n404-803 block\n");
}

TEST_CASE("wherever segments end, folds are those of the text") {
  const std::string_view text =
      "- gauge one is read\n- gauge two is read\n* skippers ask\n* skippers call\n\n[tide]: "
      "a.md\n\n"
      "* gauge three\n  is late\n* gauge four\n\nwords\n\n1. one\n2. two\n\n3) three\n4) four\n";
  const auto lines = [&](markdown::SegmentSizes sizes) {
    const auto document =
        workspace::make_document("/ws/notes.md", 1, markdown::Document::parse(text, sizes));
    const auto found = features::folds(*document, false);
    check_laws(*document, found);
    std::string out;
    for (const Fold& fold : found)
      out += fmt::format("{}-{} ", fold.first_line + 1, fold.last_line + 1);
    return out;
  };
  for (std::size_t size = 1; size < 160; ++size) {
    CAPTURE(size);
    CHECK(lines({size, size}) == "1-2 3-4 8-9 14-15 17-18 ");
  }
}

TEST_CASE("code, tables, quotes, front matter and HTML") {
  CHECK(folds("```cpp\nint x;\n```\n\n    a\n\n    b\n\n~~~\nopen\n\n") ==
        "1-3 block\n5-7 block\n9-10 block\n");
  CHECK(folds("| a |\n|---|\n| b |\n\n> one\n> two\nlazy\n") == "1-3 block\n5-7 block\n");
  CHECK(folds("---\ntitle: x\n---\n\nwords\n") == "1-3 block\n");
  CHECK(folds("<div>\nwords\n</div>\n") == "1-3 block\n");
  CHECK(folds("> ```\n> a\n> ```\n> words\n") == "1-4 block\n");
}

TEST_CASE("details hold what stands between their tags") {
  CHECK(folds("<details>\n<summary>Tides</summary>\n\nwords\n\n</details>\n") == "1-6 block\n");
  CHECK(folds("<details><summary>A</summary>\n\n<details>\n\nx\n\n</details>\n\n</DETAILS>\n") ==
        "1-9 block\n3-7 block\n");
  CHECK(folds("<details>\n<summary>never closed</summary>\n\nwords\n") == "1-2 block\n");
  CHECK(folds("</details>\n\n<detailsx>\n\n<!-- <details> -->\n\n</details>\n") == "");
  CHECK(folds("# A\n\n<details>\n\n## B\n\nwords\n\n</details>\n\n## C\n\nwords\n") ==
        "1-13 section\n3-9 block\n5-7 section\n11-13 section\n");
}

TEST_CASE("comments, and regions between two of them") {
  CHECK(folds("<!-- one\ntwo -->\n\nwords <!-- in\nline --> words\n") ==
        "1-2 comment\n4-5 comment\n");
  CHECK(folds("<!-- region Tides -->\nwords\n<!-- endregion -->\n", true) == "1-3 region: Tides\n");
  CHECK(folds("<!-- #region -->\n\nwords\n\n<!-- #endregion -->\n") == "1-5 region\n");
  CHECK(folds("<!-- region: a -->\n<!-- region b -->\nx\n<!-- endregion b -->\n"
              "<!-- endregion -->\n",
              true) == "1-5 region: a\n2-4 region: b\n");
  CHECK(folds("<!-- endregion -->\n<!-- region -->\nwords\n") == "");
  CHECK(folds("<!-- regional -->\nx\n<!-- endregion -->\n") == "");
  CHECK(folds("```\n<!-- region -->\n```\n\n<!-- endregion -->\n") == "1-3 block\n");
  // Not across containers.
  CHECK(folds("- <!-- region -->\n\nwords\n\n<!-- endregion -->\n") == "");
  CHECK(folds("- a\n  <!-- region -->\n  x\n  <!-- endregion -->\n") == "1-4 block\n2-4 region\n");
}

TEST_CASE("sections give way to regions that cross them") {
  CHECK(folds("## A\n\nx\n\n<!-- region -->\n\n## B\n\nx\n\n## C\n\nx\n\n<!-- endregion -->\n\n"
              "## D\n\nx\n") ==
        "1-3 section\n5-15 region\n7-9 section\n11-13 section\n17-19 section\n");
  // Text behind the region belongs to C, and stays.
  CHECK(folds("## A\n<!-- region -->\n## C\nx\n<!-- endregion -->\ny\n") ==
        "2-5 region\n3-4 section\n");
  CHECK(folds("# A\n\n## B\n\n<!-- region -->\n\nx\n\n# C\n\n<!-- endregion -->\n\ny\n") ==
        "1-3 section\n5-11 region\n");
}

TEST_CASE("what is hidden begins behind the first line and spares the closing mark") {
  CHECK(hidden("```cpp\nint x;\n```\n") == Texts{"\nint x;\n"});
  CHECK(hidden("> ~~~\n> a\n> ~~~\n> b\n") == Texts{"\n> a\n> ~~~\n> b"});
  CHECK(hidden("~~~\nopen\n") == Texts{"\nopen"});
  CHECK(hidden("<!-- a\nb -->\n") == Texts{"\nb "});
  CHECK(hidden("<!-- region -->\nb\n<!-- endregion -->\n") == Texts{"\nb\n"});
  CHECK(hidden("---\na: b\n---\n") == Texts{"\na: b\n"});
  CHECK(hidden("# A 😀\r\n\r\nx\r\n\r\n") == Texts{"\r\n\r\nx"});
  CHECK(hidden("<details>\n\nx\n\n</details>\n") == Texts{"\n\nx\n\n"});
}

TEST_CASE("summaries say how a section stands") {
  CHECK(folds("# Roadmap\n\n## Milestones\n\n### Q4 2026: Trust\n\n**Key Initiatives**:\n"
              "1. ✅ **Billing**: money\n2. **Audit log**: who\n\n<!-- to\nask -->\n",
              true) ==
        "1-12 section: # Roadmap\n3-12 section: ## Milestones\n"
        "5-12 section: ### Q4 2026: Trust · 1 of 2 done\n8-9 block\n11-12 comment: <!-- to -->\n");
}

TEST_CASE("the outermost come first where there is room for few") {
  const World world = make_world("# A\n\n## B\n\n- x\n  y\n- z\n\n## C\n\n- x\n  y\n");
  const auto all = features::folds(*world.document, false);
  const auto lines = [&](std::size_t most) {
    std::string out;
    for (const Fold& fold : features::outermost(all, most))
      out += fmt::format("{}-{} ", fold.first_line + 1, fold.last_line + 1);
    return out;
  };
  CHECK(lines(0) == "");
  CHECK(lines(1) == "1-12 ");
  CHECK(lines(2) == "1-12 3-7 ");
  CHECK(lines(3) == "1-12 3-7 9-12 ");
  CHECK(lines(4) == "1-12 3-7 5-6 9-12 ");
  CHECK(lines(5) == "1-12 3-7 5-6 9-12 11-12 ");
  CHECK(lines(99) == lines(5));
}

TEST_CASE("the laws hold in whole, torn, odd and hostile documents") {
  for (const std::string_view name :
       {"ROADMAP.md", "PROJECT_PLAN.md", "OKRS.md", "CHANGELOG.md", "CLAUDE.md", "README.md"}) {
    const World world = examples(name);
    for (std::size_t cut = 0; cut <= world.text().size(); cut += 97) {
      const auto torn = workspace::make_document(
          world.document->path, 2, markdown::Document::parse(world.text().substr(0, cut)));
      check_laws(*torn, features::folds(*torn, true));
    }
  }
  for (const Pathological& odd : pathological_inputs()) {
    CAPTURE(odd.name);
    const auto document =
        workspace::make_document("/ws/odd.md", 1, markdown::Document::parse(odd.make(20000)));
    check_laws(*document, features::folds(*document, true));
  }
  std::string text =
      "# A\n\n<!-- region -->\n\n## B\n\n- a\n  <!-- x\n  y --> <!-- z\n  w -->\n\n"
      "<details>\n\n<!-- endregion -->\n\n</details>\n\n> - q\n>   r\n\n```\nx\n```\n";
  HostileEdits edits(7);
  for (int i = 0; i < 600; ++i) {
    text = applied(text, edits.next(text));
    const auto document =
        workspace::make_document("/ws/ROADMAP.md", i, markdown::Document::parse(text, {8, 16}));
    CAPTURE(text);
    check_laws(*document, features::folds(*document, i % 2 == 0));
  }
}

}  // namespace
}  // namespace pland::tests
