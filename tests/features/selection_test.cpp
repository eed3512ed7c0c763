#include "analysis/features/selection.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <ostream>

#include "tests/features/check.h"
#include "tests/support/hostile_edits.h"
#include "tests/support/pathological.h"

namespace pland::tests {
namespace {

// A list that a failing test shows.
struct Texts : std::vector<std::string> {
  using std::vector<std::string>::vector;
  friend std::ostream& operator<<(std::ostream& out, const Texts& texts) {
    for (const std::string& text : texts) out << "\n  ‹" << text << '>';
    return out;
  }
};

void check_laws(const workspace::Document& document, std::uint32_t offset,
                const std::vector<Span>& steps) {
  CAPTURE(offset);
  REQUIRE_FALSE(steps.empty());
  REQUIRE(steps.back() == Span{0, document.text.size()});
  for (std::size_t i = 0; i < steps.size(); ++i) {
    REQUIRE(steps[i].touches(std::min(offset, document.text.size())));
    if (i == 0) continue;
    REQUIRE(steps[i].contains(steps[i - 1]));
    REQUIRE(steps[i].size() > steps[i - 1].size());
  }
}

// The texts of the steps at the cursor, the document left out; line ends as ⏎.
Texts steps(std::string_view fixture) {
  const World world = make_world(fixture);
  const auto found = features::selections(*world.document, {world.offset}).front();
  check_laws(*world.document, world.offset, found);
  Texts out;
  for (std::size_t i = 0; i + 1 < found.size(); ++i) {
    std::string text;
    for (const char c : found[i].of(world.text())) text += c == '\n' ? "⏎" : std::string(1, c);
    out.push_back(std::move(text));
  }
  return out;
}

TEST_CASE("words, then what they stand in") {
  CHECK(steps("//- n.md\nTides <|>rise.\n") == Texts{"rise", "Tides rise."});
  CHECK(steps("//- n.md\nTides rise<|>.\n") == Texts{"rise", "Tides rise."});
  CHECK(steps("//- n.md\nTides  <|> rise.\n") == Texts{"Tides   rise."});
  CHECK(steps("//- n.md\nTid<|>es *rise*\n") == Texts{"Tides", "Tides *rise*"});
  CHECK(steps("//- n.md\nséa<|>_ü2 😀\n") == Texts{"séa_ü2", "séa_ü2 😀"});
  CHECK(steps("//- n.md\na <|>👩‍👩‍👧 b\n") ==
        Texts{"👩‍👩‍👧", "a 👩‍👩‍👧 b"});
}

TEST_CASE("emphasis: its text, then its marks") {
  CHECK(steps("//- n.md\na **bold *it<|>alic* b** c\n") ==
        Texts{"italic", "*italic*", "bold *italic* b", "**bold *italic* b**",
              "a **bold *italic* b** c"});
  CHECK(steps("//- n.md\na `co<|>de x` b\n") ==
        Texts{"code", "code x", "`code x`", "a `code x` b"});
  CHECK(steps("//- n.md\na ~~x<|> y~~\n") == Texts{"x", "x y", "~~x y~~", "a ~~x y~~"});
}

TEST_CASE("a link's parts, then the link") {
  CHECK(steps("//- n.md\nSee [the plan](docs/PL<|>AN.md#now \"T\").\n") ==
        Texts{"PLAN", "docs/PLAN.md", "docs/PLAN.md#now", "[the plan](docs/PLAN.md#now \"T\")",
              "See [the plan](docs/PLAN.md#now \"T\")."});
  CHECK(
      steps("//- n.md\nSee [the plan](a.md#no<|>w-x).\n") ==
      Texts{"now", "now-x", "a.md#now-x", "[the plan](a.md#now-x)", "See [the plan](a.md#now-x)."});
  CHECK(steps("//- n.md\nSee [the pl<|>an](a.md).\n") ==
        Texts{"plan", "the plan", "[the plan](a.md)", "See [the plan](a.md)."});
  CHECK(steps("//- n.md\nSee [a](a.md \"the ti<|>tle\").\n") ==
        Texts{"title", "the title", "[a](a.md \"the title\")", "See [a](a.md \"the title\")."});
  CHECK(steps("//- n.md\n[a][la<|>bel x]\n\n[label x]: a.md\n") ==
        Texts{"label", "label x", "[a][label x]"});
  CHECK(steps("//- n.md\n[a][l]\n\n[l]: a.m<|>d#x\n") ==
        Texts{"md", "a.md", "a.md#x", "[l]: a.md#x"});
}

TEST_CASE("cells, rows, tables") {
  CHECK(steps("//- n.md\n| a | b |\n|---|---|\n| one t<|>wo | x |\n") ==
        Texts{"two", "one two", "| one two | x |", "| a | b |⏎|---|---|⏎| one two | x |"});
}

TEST_CASE("items: own text, item, list") {
  CHECK(steps("//- n.md\n- one tw<|>o\n  - deep\n- b\n") ==
        Texts{"two", "one two", "- one two⏎  - deep", "- one two⏎  - deep⏎- b"});
  CHECK(
      steps("//- n.md\n- one\n  - [ ] de<|>ep x\n  - y\n") ==
      Texts{"deep", "deep x", "- [ ] deep x", "- [ ] deep x⏎  - y", "- one⏎  - [ ] deep x⏎  - y"});
}

TEST_CASE("a divided list is one step") {
  std::string list;
  for (int i = 0; i < 300; ++i) list += fmt::format("- gauge {} is read at dawn\n", i);
  list.insert(list.find("150") + 1, "<|>");
  const auto found = steps("//- notes.md\n" + list + "\nwords\n");
  REQUIRE(found.size() == 4);
  CHECK(found[0] == "150");
  CHECK(found[1] == "gauge 150 is read at dawn");
  CHECK(found[2] == "- gauge 150 is read at dawn");
  CHECK(found[3].starts_with("- gauge 0 is"));
  CHECK(found[3].ends_with("gauge 299 is read at dawn"));
}

TEST_CASE("sections: own text, with the heading, with what is below, and up") {
  CHECK(steps("# A\n\n## B\n\nwords <|>here\n\nmore\n\n### C\n\nx\n\n## D\n\ny\n") ==
        Texts{"here", "words here", "words here⏎⏎more", "## B⏎⏎words here⏎⏎more",
              "## B⏎⏎words here⏎⏎more⏎⏎### C⏎⏎x",
              "# A⏎⏎## B⏎⏎words here⏎⏎more⏎⏎### C⏎⏎x⏎⏎## D⏎⏎y"});
  CHECK(steps("# A\n\n## B<|>b **c** ##\n\nx\n") ==
        Texts{"Bb", "Bb **c**", "## Bb **c** ##", "## Bb **c** ##⏎⏎x", "# A⏎⏎## Bb **c** ##⏎⏎x"});
}

TEST_CASE("fields, code, front matter, comments") {
  CHECK(steps("# Plan\n\n**Owner**: Dana R<|>eed\n") ==
        Texts{"Reed", "Dana Reed", "**Owner**: Dana Reed", "# Plan⏎⏎**Owner**: Dana Reed"});
  CHECK(steps("//- n.md\n```cpp\nint x;\n  in<|>t y;\n```\n") ==
        Texts{"int", "int y;", "int x;⏎  int y;", "```cpp⏎int x;⏎  int y;⏎```"});
  CHECK(steps("//- n.md\n---\ntitle: a<|>b\nx: y\n---\n").at(1) == "title: ab");
  CHECK(steps("//- n.md\na <!-- the co<|>mment --> b\n") ==
        Texts{"comment", " the comment ", "<!-- the comment -->", "a <!-- the comment --> b"});
}

TEST_CASE("an answer for each position, in order, wherever it is") {
  const World world = make_world("//- n.md\nab cd\n");
  const auto found = features::selections(*world.document, {4, 0, 99, 4});
  REQUIRE(found.size() == 4);
  CHECK(found[0].front() == Span{3, 5});
  CHECK(found[1].front() == Span{0, 2});
  CHECK(found[2] == std::vector{Span{0, 6}});
  CHECK(found[3] == found[0]);
  const auto nothing =
      workspace::make_document("/ws/n.md", 1, markdown::Document::parse(std::string_view()));
  CHECK(features::selections(*nothing, {0}) == std::vector<std::vector<Span>>{{Span{0, 0}}});
  CHECK(features::selections(*nothing, {}).empty());
}

void check_everywhere(const workspace::Document& document, std::uint32_t step = 1) {
  std::vector<std::uint32_t> offsets;
  for (std::uint32_t i = 0; i <= document.text.size() + 1; i += step) offsets.push_back(i);
  const auto found = features::selections(document, offsets);
  REQUIRE(found.size() == offsets.size());
  for (std::size_t i = 0; i < found.size(); ++i) check_laws(document, offsets[i], found[i]);
}

TEST_CASE("steps nest at every byte of whole, odd and hostile documents") {
  for (const std::string_view name : {"ROADMAP.md", "PROJECT_PLAN.md", "CHANGELOG.md", "CLAUDE.md"})
    check_everywhere(*examples(name).document);
  for (const Pathological& odd : pathological_inputs()) {
    CAPTURE(odd.name);
    check_everywhere(
        *workspace::make_document("/ws/odd.md", 1, markdown::Document::parse(odd.make(3000))), 7);
  }
  std::string text =
      "---\na: b\n---\r\n# A 😀\r\n\r\n> - *q [l](a.md#b 'c')* `d`\r\n>   r\r\n\r\n| a "
      "|\r\n|---|\r\n"
      "| b |\r\n\r\n- x\r\n\r\n\t```\r\n\tcode\r\n\t```\r\n\r\n[l]: <a b> \"t\"\r\n<!-- c -->\r\n";
  HostileEdits edits(11);
  for (int i = 0; i < 300; ++i) {
    text = applied(text, edits.next(text));
    CAPTURE(text);
    check_everywhere(
        *workspace::make_document("/ws/ROADMAP.md", i, markdown::Document::parse(text, {8, 16})));
  }
}

}  // namespace
}  // namespace pland::tests
