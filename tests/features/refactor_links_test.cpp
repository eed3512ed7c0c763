// Links inline and as references, and their definitions in order.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/features/refactor_check.h"
#include "tests/support/sample_plans.h"

namespace pland::tests {
namespace {

std::string reference(std::string_view text) { return refactored(text, "link-to-reference"); }
std::string inlined(std::string_view text) { return refactored(text, "reference-to-link"); }
std::string extracted(std::string_view text) { return refactored(text, "extract-links"); }
std::string organised(std::string_view text) { return refactored(text, "organize-definitions"); }

TEST_CASE("an inline link becomes a reference, and its address a definition at the end") {
  CHECK(reference("See [the plan](<|>PLAN.md#now \"What is next\").\n") ==
        "See [the plan][the-plan].\n\n[the-plan]: PLAN.md#now \"What is next\"\n");
  CHECK(reference("![<|>A curve](img/curve.svg)") ==
        "![A curve][a-curve]\n\n[a-curve]: img/curve.svg");
  CHECK(reference("[`x`](<a b.md> 'it')<|>\r\n") == "[`x`][x]\r\n\r\n[x]: <a b.md> 'it'\r\n");
  CHECK(reference("[🚢](<|>docs/harbour.md)\n") == "[🚢][harbour]\n\n[harbour]: docs/harbour.md\n");
  CHECK(reference("[two\nlines](<|>a.md)\n") == "[two\nlines][two-lines]\n\n[two-lines]: a.md\n");
  // Behind the definitions that are there.
  CHECK(reference("[a](<|>a.md) [b][]\n\n[b]: b.md\n\nMore.\n") ==
        "[a][a] [b][]\n\n[b]: b.md\n[a]: a.md\n\nMore.\n");
  // In a list, a quote, a table.
  CHECK(reference("- one\n  - [x](<|>a.md)\n") == "- one\n  - [x][x]\n\n[x]: a.md\n");
  CHECK(reference("> [x](<|>a.md)\n") == "> [x][x]\n\n[x]: a.md\n");
  CHECK(reference("| A |\n|---|\n| [x](<|>a.md) |\n") == "| A |\n|---|\n| [x][x] |\n\n[x]: a.md\n");
}

TEST_CASE("what is defined is not defined again, and labels are nobody's") {
  CHECK(reference("[a](<|>b.md)\n\n[Far Away]: b.md\n") == "[a][Far Away]\n\n[Far Away]: b.md\n");
  // Another title, another definition; a label that is taken, another label.
  CHECK(reference("[a](<|>b.md \"t\")\n\n[a]: b.md\n") ==
        "[a][a-2]\n\n[a]: b.md\n[a-2]: b.md \"t\"\n");
  // A definition that another of its label hides is none.
  CHECK(reference("[n](<|>b.md)\n\n[a]: a.md\n[a]: b.md\n") ==
        "[n][n]\n\n[a]: a.md\n[a]: b.md\n[n]: b.md\n");
  // Words in brackets stay words.
  CHECK(reference("[gauge](<|>g.md) and [gauge] and [gauge-2]\n") ==
        "[gauge][gauge-3] and [gauge] and [gauge-2]\n\n[gauge-3]: g.md\n");
}

TEST_CASE("what is no inline link, or ends in a block that takes all, is left alone") {
  CHECK(reference("<https://example.com/<|>>\n") == "(not offered)");
  CHECK(reference("`[a](<|>b.md)`\n") == "(not offered)");
  CHECK(reference("[a](<|>)\n") == "(not offered)");
  CHECK(reference("[a](b.md <|>\"two\nlines\")\n") == "(not offered)");
  CHECK(reference("[a](<|>b.md)\n\n```\ncode\n") == "(refused)");
  CHECK(reference("[a](<|>b.md)\n\n<!-- open\n") == "(refused)");
  CHECK(reference("<|>") == "(not offered)");
}

TEST_CASE("a reference becomes an inline link, its definition goes with the last of them") {
  CHECK(inlined("[a<|>][x] and [x]\n\n[x]: <b c.md> (t)\n") ==
        "[a](<b c.md> (t)) and [x]\n\n[x]: <b c.md> (t)\n");
  CHECK(inlined("[x<|>] there\n\n[x]: b.md\n") == "[x](b.md) there\n");
  CHECK(inlined("[x<|>][] there\n\n[X]: b.md\n[y]: c.md\n") == "[x](b.md) there\n\n[y]: c.md\n");
  CHECK(inlined("[x<|>]\n\n[x]: b.md\n\nMore.\n") == "[x](b.md)\n\nMore.\n");
  // One in a quote or an item is part of it.
  CHECK(inlined("[x<|>]\n\n> [x]: b.md\n") == "[x](b.md)\n\n> [x]: b.md\n");
  CHECK(inlined("[x<|>](b.md)\n") == "(not offered)");
  CHECK(inlined("[x<|>]\n\n[x]: b.md\n  \"a title\n  of two lines\"\n") == "(refused)");
  // `|` would end the cell.
  CHECK(inlined("| A | B |\n|---|---|\n| [x<|>] | 1 |\n\n[x]: b|c.md\n") == "(refused)");
}

TEST_CASE("the links of a selection get definitions, each address one") {
  CHECK(extracted("<‹[a](x.md), [b](y.md \"t\"), [c](x.md)›> and [d](z.md)\n") ==
        "[a][a], [b][b], [c][a] and [d](z.md)\n\n[a]: x.md\n[b]: y.md \"t\"\n");
  CHECK(extracted("<‹[![alt](i.png)](x.md)›>\n") ==
        "[![alt][alt]][x]\n\n[x]: x.md\n[alt]: i.png\n");
  CHECK(extracted("<‹[a](x.md) [a](y.md) [a](z.md)›>\n") ==
        "[a][a] [a][a-2] [a][a-3]\n\n[a]: x.md\n[a-2]: y.md\n[a-3]: z.md\n");
  CHECK(extracted("<‹words [a][b]›>\n\n[b]: c.md\n") == "(not offered)");
  CHECK(offered("<‹[a](x.md) [b](y.md)›>\n", "extract-links") ==
        "Move the addresses of 2 links to definitions");
}

TEST_CASE("definitions are sorted at the end, those that nothing uses as well") {
  constexpr std::string_view repeated =
      "[b] [a] [c]\n\n[b]: b.md\n[unused]: u.md\n[A]: a.md \"t\"\n\nMore.\n\n[c]: c.md\n"
      "[a]: a.md \"t\"\n";
  CHECK(organised(repeated) ==
        "[b] [a] [c]\n\nMore.\n\n[A]: a.md \"t\"\n[b]: b.md\n[c]: c.md\n[unused]: u.md\n");
  // What goes is said.
  CHECK(offered(repeated, "organize-definitions") ==
        "Organise the link definitions, without 1 said twice");
  CHECK(offered("[b] [a]\n\n[b]: b.md\n[a]: a.md\n", "organize-definitions") ==
        "Organise the link definitions");
  CHECK(organised("[a]\r\n\r\n[a]: a.md\r\n\r\nMore.\r\n") ==
        "[a]\r\n\r\nMore.\r\n\r\n[a]: a.md\r\n");
  CHECK(organised("[a]\n\n[a]: a.md\n") == "(not offered)");
  CHECK(organised("Words.\n\n[a]: a.md\n") == "(not offered)");
  CHECK(organised("Words.\n") == "(not offered)");
  // The first counts, and one that says something else is for its author to take out.
  CHECK(organised("[a] [b]\n\n[b]: b.md\n[a]: one.md\n[a]: two.md\n") ==
        "[a] [b]\n\n[a]: one.md\n[a]: two.md\n[b]: b.md\n");
  // Comments of this form, footnotes, and what stands in an item are no business of this.
  CHECK(organised("[//]: # (a note)\n\n[a][^1]\n\n[^1]: words\n\n- x\n\n  [u]: v.md\n") ==
        "(not offered)");
  CHECK(organised("[//]: # (a note)\n[b] is no link\n\n[a]\n\n[z]: z.md\n[a]: a.md\n") ==
        "[//]: # (a note)\n[b] is no link\n\n[a]\n\n[a]: a.md\n[z]: z.md\n");
}

// Laws, at every link of the sample.
void check_laws(std::string_view name, const std::string& text) {
  World world;
  world.fixture.files = {{std::string(name), text}};
  world.workspace = make_workspace(world.fixture);
  world.document = world.workspace.document(path_in_root(name));
  const std::vector<std::string> targets = link_targets(*world.document);
  std::size_t tried = 0;
  for (const plan::PlacedChapter& chapter : world.document->plan->chapters) {
    for (const plan::Mention& mention : chapter.facts->mentions) {
      if (mention.form != plan::MentionForm::link) continue;
      const std::uint32_t at = chapter.offset + mention.text.end;
      const std::string there =
          refactored(world, "link-to-reference", {world.workspace, *world.document, {at, at}});
      if (there.starts_with("(")) continue;
      CAPTURE(text.substr(chapter.offset + mention.span.begin, mention.span.size()));
      ++tried;
      World after;
      after.fixture.files = {{std::string(name), there}};
      after.workspace = make_workspace(after.fixture);
      after.document = after.workspace.document(path_in_root(name));
      CHECK(link_targets(*after.document) == targets);
      const std::string back =
          refactored(after, "reference-to-link", {after.workspace, *after.document, {at, at}});
      // Where its address was defined before, the definition stays.
      CHECK(back == text);
    }
  }
  CHECK(tried > 0);
  const Span all{0, world.document->text.size()};
  const std::string none =
      refactored(world, "extract-links", {world.workspace, *world.document, all});
  const auto moved = document_of(name, none);
  CHECK(link_targets(*moved) == targets);
}

TEST_CASE("references lead where the links led, and back again nothing has changed") {
  for (const std::string_view name : {"ROADMAP.md", "PROJECT_PLAN.md", "README.md"}) {
    CAPTURE(name);
    check_laws(name, examples(name).text());
  }
  std::string windows = sample_roadmap(4000, 7);
  for (std::size_t at = 0; (at = windows.find('\n', at)) != std::string::npos; at += 2)
    windows.replace(at, 1, "\r\n");
  check_laws("ROADMAP.md", windows);
  check_laws("a.md", "\xef\xbb\xbf# 𝛑\n\n[a](x.md)[b] ![](y.png)(z)\n\n> - [q](<r s.md>)\n\n\n");
  check_laws("a.md", "[a](x.md)");
}

TEST_CASE("ten thousand links find their labels in time") {
  std::string text;
  for (int i = 0; i < 10'000; ++i) text += fmt::format("[gauge](g{}.md) words\n\n", i);
  const World world = make_world("//- a.md\n" + text);
  const Span all{0, world.document->text.size()};
  const std::string out =
      refactored(world, "extract-links", {world.workspace, *world.document, all});
  CHECK(out.ends_with("[gauge-10000]: g9999.md\n"));
}

TEST_CASE("definitions are sorted by value, in a changelog by its headings") {
  CHECK(organised("[v10] [v9] [v1.10] [v1.9]\n\n[v10]: a.md\n[v9]: b.md\n[v1.10]: c.md\n"
                  "[v1.9]: d.md\n") ==
        "[v10] [v9] [v1.10] [v1.9]\n\n[v1.9]: d.md\n[v1.10]: c.md\n[v9]: b.md\n[v10]: a.md\n");
  constexpr std::string_view log =
      "# Changelog\n\nSee [rules] and [a].\n\n## [Unreleased]\n\n### Added\n\n- x\n\n"
      "## [1.10.0] - 2027-01-02\n\n### Added\n\n- x\n\n## [1.9.0] - 2027-01-01\n\n"
      "### Added\n\n- x\n\n";
  CHECK(organised("//- CHANGELOG.md\n" + std::string(log) +
                  "[1.9.0]: 9\n[a]: a\n[rules]: r\n[1.10.0]: 10\n"
                  "[Unreleased]: u\n") ==
        std::string(log) + "[Unreleased]: u\n[1.10.0]: 10\n[1.9.0]: 9\n[a]: a\n[rules]: r\n");
}

}  // namespace
}  // namespace pland::tests
