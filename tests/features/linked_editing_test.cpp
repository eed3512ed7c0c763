#include "analysis/features/linked_editing.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/features/check.h"
#include "tests/support/hostile_edits.h"

namespace pland::tests {
namespace {

void check_laws(const workspace::Document& document, std::uint32_t offset,
                const features::LinkedPlaces& found) {
  REQUIRE(found.spans.size() >= 2);
  REQUIRE_FALSE(found.pattern.empty());
  bool under_cursor = false;
  for (std::size_t i = 0; i < found.spans.size(); ++i) {
    const Span span = found.spans[i];
    REQUIRE(document.text.text(span) == document.text.text(found.spans.front()));
    REQUIRE_FALSE(span.empty());
    if (i > 0) REQUIRE(found.spans[i - 1].end <= span.begin);
    REQUIRE(document.text.position(span.begin).line == document.text.position(span.end).line);
    under_cursor = under_cursor || span.touches(offset);
  }
  REQUIRE(under_cursor);
}

// The fixture's spans are what is linked at the cursor, no more and no less; and the same from
// each.
void check(std::string_view fixture) {
  CAPTURE(fixture);
  const World world = make_world(fixture);
  std::vector<Span> expected;
  for (const FixtureSpan& span : world.fixture.spans) expected.push_back(span.span);
  const auto found = features::linked_places(*world.document, world.offset);
  if (expected.empty()) {
    CHECK_FALSE(found);
    return;
  }
  REQUIRE(found);
  check_laws(*world.document, world.offset, *found);
  CHECK(found->spans == expected);
  for (const Span span : expected) {
    const auto again = features::linked_places(*world.document, span.begin);
    REQUIRE(again);
    CHECK(again->spans == expected);
  }
}

TEST_CASE("a reference's label, in all its uses and where it is defined") {
  check(
      "See [the gauge][<‹ti<|>de›>], [<‹tide›>][], [<‹tide›>] and ![x][<‹tide›>].\n\n"
      "## More\n\n- [y][<‹tide›>]\n\n[<‹tide›>]: a.md\n[other]: b.md\n");
  check("See [a][<‹the tide›>].\n\n[<‹the ti<|>de›>]: a.md\n");
  check("| a |\n|---|\n| [x][<‹t<|>›>] |\n\n[<‹t›>]: a.md\n");
}

// A client edits what has one text (LSP 3.17: "identical text content"). Without the spelling that
// stays behind, its link would be lost: that is for renaming.
TEST_CASE("a label that is spelt in two ways is not edited together") {
  check("[a][tide<|>], [b][Tide], [c][TIDE]\n\n[tide]: a.md\n");
  check("[a][tide], [b][Ti<|>de]\n\n[tide]: a.md\n");
  check("[Re<|>f] and [Ref]\n\n[ref]: a.md\n");
  check("[Ref] and [ref]\n\n[re<|>f]: a.md\n");
}

TEST_CASE("what is no reference has no label") {
  check("[a][ti<|>de]\n");
  check("[tide<|>]: a.md\n");
  check("```\n[a][ti<|>de]\n```\n\n[tide]: a.md\n");
  check("[a](ti<|>de)\n\n[tide]: a.md\n");
  check("[a][the\nti<|>de]\n\n[the\ntide]: a.md\n");
  check("<|>");
}

TEST_CASE("an anchor, the document's links to it, and the heading that says the same") {
  check("## <a id=\"<‹ti<|>de›>\"></a><‹tide›>\n\nSee [it](#<‹tide›>) and [x](b.md#tide).\n");
  check("<a id=\"<‹ti<|>de›>\"></a>\n\n## Tides\n\nSee [it](#<‹tide›>).\n\n[l]: #<‹tide›>\n");
  check("<a name='<‹tide›>'></a>\n\n## <‹tide<|>›>\n");
  check("<a name='<‹tide›>'></a>\n## <‹tide<|>›>\n");
  check("## <‹tide<|>›> {#<‹tide›>}\n\n[x](#<‹tide›>)\n");
  check("<‹tide<|>›> {#<‹tide›>}\n====\n");
  check("## <‹tíde›> <a id=\"<‹tíd<|>e›>\"></a>\n");
}

TEST_CASE("a heading without an anchor of the same letters is for renaming") {
  check("## ti<|>de\n\n[x](#tide)\n");
  check("## tide\n\n[x](#ti<|>de)\n");
  check("## Ti<|>de <a id=\"tide\"></a>\n\n[x](#tide)\n");
  check("## the ti<|>de {#the-tide}\n");
  check("## **ti<|>de** <a id=\"tide\"></a>\n");
  check("<a id=\"ti<|>de\"></a>\n\nwords\n\n## tide\n");
  check("<a id=\"gauge\"></a>\n\n## ti<|>de\n");
}

TEST_CASE("the laws hold everywhere in hostile documents") {
  std::string text =
      "# A <a id=\"b\"></a>\r\n\r\n[x][a 😀] [a 😀] [y](#b)\r\n\r\n## b {#b}\r\n\r\n- [a 😀][]\r\n\r\n"
      "[a 😀]: #b\r\n<a id='b'>\r\n\r\n## b\r\n";
  HostileEdits edits(5);
  std::size_t hits = 0;
  for (int i = 0; i < 400; ++i) {
    text = applied(text, edits.next(text));
    CAPTURE(text);
    const auto document =
        workspace::make_document("/ws/ROADMAP.md", i, markdown::Document::parse(text, {8, 16}));
    for (std::uint32_t offset = 0; offset <= text.size(); offset += 3) {
      const auto found = features::linked_places(*document, offset);
      if (!found) continue;
      check_laws(*document, offset, *found);
      ++hits;
    }
  }
  CHECK(hits > 50);
}

TEST_CASE("a document may name itself in a link to its own anchor") {
  check(
      "//- t.md\n<a id=\"<‹ti<|>de›>\"></a>\n\n[x](t.md#<‹tide›>) [y](#<‹tide›>) [z](u.md#tide)\n"
      "//- u.md\n# Tide\n");
  check("//- docs/t.md\n<a id=\"<‹tide›>\"></a>\n\n[x](../docs/t.md#<‹ti<|>de›>)\n");
}

}  // namespace
}  // namespace pland::tests
