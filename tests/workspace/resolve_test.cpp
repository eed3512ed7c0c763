#include <doctest/doctest.h>
#include <string>

#include "analysis/workspace/workspace.h"
#include "tests/support/fixture.h"

using namespace pland;
using namespace pland::workspace;
using Kind = Target::Kind;

namespace {

// "/ws/x.md#y" of a file, else the kind in words.
std::string said(const Target& target) {
  std::string out;
  switch (target.kind) {
    case Kind::external:
      return "external";
    case Kind::placeholder:
      return "placeholder";
    case Kind::none:
      return "none";
    case Kind::site_absolute:
      out = "site:";
      break;
    case Kind::file:
      break;
  }
  out += target.path;
  if (target.has_fragment) out += "#" + target.fragment;
  return out;
}

std::string from_docs(std::string_view destination) {
  return said(resolve("/ws/docs/a.md", destination));
}

}  // namespace

TEST_CASE("destinations") {
  CHECK(from_docs("b.md") == "/ws/docs/b.md");
  CHECK(from_docs("./b.md") == "/ws/docs/b.md");
  CHECK(from_docs("../b.md") == "/ws/b.md");
  CHECK(from_docs("../../../b.md") == "/b.md");
  CHECK(from_docs("sub/") == "/ws/docs/sub");
  CHECK(from_docs("..") == "/ws");
  CHECK(from_docs(".") == "/ws/docs");
  CHECK(from_docs("b.md#part-1") == "/ws/docs/b.md#part-1");
  CHECK(from_docs("b.md#") == "/ws/docs/b.md#");
  CHECK(from_docs("#part-1") == "/ws/docs/a.md#part-1");
  CHECK(from_docs("b.md?plain=1#L3") == "/ws/docs/b.md#L3");
  CHECK(from_docs("?plain=1") == "/ws/docs/a.md");
  CHECK(from_docs("<b c.md>") == "/ws/docs/b c.md");
  CHECK(from_docs("<>") == "placeholder");
  CHECK(from_docs("") == "placeholder");
  CHECK(from_docs("link") == "placeholder");
}

TEST_CASE("destinations that are no files of ours") {
  CHECK(from_docs("https://example.org/a.md") == "external");
  CHECK(from_docs("mailto:a@example.org") == "external");
  CHECK(from_docs("vscode:extension/x") == "external");
  CHECK(from_docs("//example.org/a.md") == "external");
  CHECK(from_docs("/a.md") == "site:/a.md");
  CHECK(from_docs("/a/../b.md#c") == "site:/b.md#c");
  CHECK(from_docs("C:/plans/a.md") == "c:/plans/a.md");
  CHECK(from_docs("C:\\plans\\a.md#x") == "c:/plans/a.md#x");
}

TEST_CASE("escapes in destinations") {
  CHECK(from_docs("my%20plan.md") == "/ws/docs/my plan.md");
  CHECK(from_docs("c%23.md#x%20y") == "/ws/docs/c#.md#x y");
  CHECK(from_docs("what%3F.md") == "/ws/docs/what?.md");
  CHECK(from_docs("b(1).md") == "/ws/docs/b(1).md");
  CHECK(from_docs("b%281%29.md") == "/ws/docs/b(1).md");
  CHECK(from_docs("100%.md") == "/ws/docs/100%.md");
  CHECK(from_docs("..%2fb.md") == "/ws/b.md");
  CHECK(from_docs("b%00.md") == "/ws/docs/b%00.md");
  CHECK(from_docs("r&amp;d.md") == "/ws/docs/r&d.md");
  CHECK(from_docs("caf%C3%A9.md") == "/ws/docs/caf\u00e9.md");
  CHECK(from_docs("cafe%CC%81.md") == "/ws/docs/cafe\u0301.md");  // as it is: no normal form
  CHECK(from_docs("b.md#%EF%B8%8F-x") == "/ws/docs/b.md#\uFE0F-x");
}

TEST_CASE("fragments that are no headings") {
  for (const char* line : {"L10", "L10-L20", "L10-20", "L1C2-L3C4"}) {
    CAPTURE(line);
    CHECK(resolve("/ws/a.md", "b.cpp#" + std::string(line)).line_fragment);
  }
  for (const char* heading : {"l10", "L", "L10-", "L10x", "lines", "L10-L", ""}) {
    CAPTURE(heading);
    CHECK_FALSE(resolve("/ws/a.md", "b.cpp#" + std::string(heading)).line_fragment);
  }
  CHECK(from_docs("b.md#:~:text=hello") == "/ws/docs/b.md");
  CHECK(from_docs("b.md#part:~:text=hello") == "/ws/docs/b.md#part");
}

TEST_CASE("a document without a folder links to nothing") {
  CHECK(said(resolve("untitled:Untitled-1", "b.md")) == "b.md");
  CHECK(said(resolve("untitled:Untitled-1", "#x")) == "untitled:Untitled-1#x");
}

TEST_CASE("references go through the document's definitions") {
  auto document = make_document("/ws/docs/a.md", 1, markdown::Document::parse(R"(# A

[text][The  Plan], [the plan][], [the plan], [Gr\u00f6\u00dfe], <https://example.org>, [gone][nowhere]

![shot](shots/one.png "title") and [two](<my plan.md#x>)

[the plan]: ../PLAN.md#now
[The Plan]: second.md
[gr\u00f6sse]: https://example.org/size
)"));
  std::vector<std::string> targets;
  for (const auto& chapter : document->plan->chapters) {
    for (const plan::Mention& mention : chapter.facts->mentions) {
      if (mention.form == plan::MentionForm::link)
        targets.push_back(said(resolve(Workspace{}, *document, mention)));
    }
  }
  REQUIRE(targets.size() >= 3);
  CHECK(targets[0] == "/ws/PLAN.md#now");  // the first definition in the text wins
  CHECK(targets[1] == "/ws/PLAN.md#now");
  CHECK(targets[2] == "/ws/PLAN.md#now");
  CHECK(std::find(targets.begin(), targets.end(), "external") != targets.end());
  CHECK(std::find(targets.begin(), targets.end(), "/ws/docs/shots/one.png") != targets.end());
  CHECK(std::find(targets.begin(), targets.end(), "/ws/docs/my plan.md#x") != targets.end());
}

TEST_CASE("definitions follow the edits") {
  std::string text = "# A\n\nSee [x].\n\n[x]: one.md\n";
  auto before = make_document("/ws/a.md", 1, markdown::Document::parse(text));
  auto at = static_cast<std::uint32_t>(text.find("one"));
  auto after =
      make_document("/ws/a.md", 2, before->text.edit({at, at + 3}, "two"), {}, before.get());
  CHECK(before->definitions->at("x") == "one.md");
  CHECK(after->definitions->at("x") == "two.md");
  // An edit elsewhere shares them.
  auto again = make_document("/ws/a.md", 3, after->text.edit({3, 3}, "B"), {}, after.get());
  CHECK(again->definitions == after->definitions);
}

TEST_CASE("roots") {
  Workspace workspace;
  workspace.roots = {"/ws", "/ws/sub", "/other"};
  CHECK(workspace.root_of("/ws/sub/a.md") == "/ws/sub");
  CHECK(workspace.root_of("/ws/subway/a.md") == "/ws");
  CHECK(workspace.is_inside("/other"));
  CHECK_FALSE(workspace.is_inside("/wsx/a.md"));
}
