#include "analysis/features/definition.h"

#include <doctest/doctest.h>

#include "tests/features/check.h"

namespace pland::tests {
namespace {

// Where the definition under the cursor leads: targets, a line each; "none" where it leads nowhere.
// Where the fixture has a span `from`, that is what the cursor is said to be on.
std::string go(std::string_view fixture, bool open_all = true) {
  const World world = make_world(fixture, open_all);
  const auto found = features::definition(world.workspace, *world.document, world.offset);
  if (!found) return "none";
  for (const FixtureSpan& span : world.fixture.spans) {
    if (span.label != "from") continue;
    CHECK(found->origin.begin == span.span.begin);
    CHECK(found->origin.end == span.span.end);
  }
  std::string out;
  for (const features::Target& target : found->targets) {
    if (!out.empty()) out += '\n';
    out += to_text(world.workspace, target);
  }
  return out;
}

TEST_CASE("any part of a link leads to its file or heading") {
  const std::string to_heading = "PROJECT_PLAN.md:3:4 ## Work in hand";
  for (const std::string_view link : {"[th<|>e plan](PROJECT_PLAN.md#work-in-hand \"what we do\")",
                                      "[the plan](PROJ<|>ECT_PLAN.md#work-in-hand \"what we do\")",
                                      "[the plan](PROJECT_PLAN.md#wo<|>rk-in-hand \"what we do\")",
                                      "[the plan](PROJECT_PLAN.md#work-in-hand \"what <|>we do\")",
                                      "<|>[the plan](PROJECT_PLAN.md#work-in-hand \"what we do\")",
                                      "[the plan](PROJECT_PLAN.md#work-in-hand \"what we do\")<|>",
                                      "[the plan](<PROJECT_PLAN.md#work-in-<|>hand>)",
                                      "[the plan](./docs/../PROJECT%5FPLAN.md#work-in-<|>hand)"}) {
    CAPTURE(link);
    const std::string fixture = "# Roadmap\n\nSee <‹from: " + std::string(link) +
                                "›> first.\n//- PROJECT_PLAN.md\n# Plan\n\n## Work in hand\n";
    CHECK(go(fixture) == to_heading);
    CHECK(go(fixture, false) == to_heading);
  }
}

TEST_CASE("a link without a fragment leads to the file's first line") {
  CHECK(go("[x](docs/a.m<|>d)\n//- docs/a.md\nOpening words.\n\n# Title\n") ==
        "docs/a.md:1:1 Opening words.");
  CHECK(go("![the picture](p<|>ic.png)\n//- pic.png\nbytes") == "pic.png:1:1");
  CHECK(go("[guides](docs<|>/)\n//- docs/README.md\n# All guides\n") ==
        "docs/README.md:1:1 # All guides");
  CHECK(go("[from the root](/docs/a.m<|>d)\n//- docs/a.md\n# A\n") == "docs/a.md:1:1 # A");
}

TEST_CASE("what does not exist leads nowhere") {
  CHECK(go("[x](gone.m<|>d)\n") == "none");
  CHECK(go("[x](#go<|>ne)\n") == "none");
  CHECK(go("[x](https://exa<|>mple.com)\n") == "none");
  CHECK(go("[x](lin<|>k)\n") == "none");
  CHECK(go("[not a li<|>nk]\n") == "none");
  CHECK(go("Plain wor<|>ds.\n") == "none");
}

TEST_CASE("headings are found as GitHub anchors them") {
  CHECK(go("[x](#-the-gui<|>de)\n\n## 📚 The guide\n") == "ROADMAP.md:3:4 ## 📚 The guide");
  CHECK(go("[x](#goals-<|>1)\n\n## Goals\n\n## Goals\n") == "ROADMAP.md:5:4 ## Goals");
  CHECK(go("[x](#Go<|>als)\n\n## Goals\n") == "ROADMAP.md:3:4 ## Goals");
  CHECK(go("[x](#m%C3%BCh<|>le)\n\n## Mühle\n") == "ROADMAP.md:3:4 ## Mühle");
  CHECK(go("[x](#he<|>re)\n\n<a id=\"here\"></a>\n\nText.\n") ==
        "ROADMAP.md:3:8 <a id=\"here\"></a>");
}

TEST_CASE("a fragment leads to the one heading it can only mean") {
  CHECK(go("[x](#-gui<|>de)\n\n## Guide\n") == "ROADMAP.md:3:4 ## Guide");
  CHECK(go("[x](#gui<|>de)\n\n## 📍 Guide\n") == "ROADMAP.md:3:4 ## 📍 Guide");
  CHECK(go("[x](#sync-00<|>7)\n\n## [SYNC-007] Late readings\n") ==
        "ROADMAP.md:3:4 ## [SYNC-007] Late readings");
  CHECK(go("[x](a.md#gone-it<|>-is)\n//- a.md\n# A\n") == "a.md:1:1 # A");
}

TEST_CASE("a line fragment leads to the line") {
  CHECK(go("[x](a.md#L<|>3)\n//- a.md\none\n\nthree\n") == "a.md:3:1 three");
  CHECK(go("[x](a.md#L2-L<|>3)\n//- a.md\none\ntwo\nthree\n") == "a.md:2:1 two");
  CHECK(go("[x](tool.py#L<|>7)\n//- tool.py\nprint()\n") == "tool.py:7:1");
}

TEST_CASE("a reference leads to its definition, the definition to its target") {
  const std::string files = "\n\n[the plan]: PROJECT_PLAN.md\n//- PROJECT_PLAN.md\n# Plan\n";
  CHECK(go("See [the <|>plan]." + files) == "ROADMAP.md:3:2 [the plan]: PROJECT_PLAN.md");
  CHECK(go("See [The Pl<|>an][]." + files) == "ROADMAP.md:3:2 [the plan]: PROJECT_PLAN.md");
  CHECK(go("See [it][the pl<|>an]." + files) == "ROADMAP.md:3:2 [the plan]: PROJECT_PLAN.md");
  CHECK(go("See [i<|>t][the plan]." + files) == "PROJECT_PLAN.md:1:1 # Plan");
  CHECK(go("See [the plan].\n\n[the plan]: PROJECT<|>_PLAN.md\n//- PROJECT_PLAN.md\n# Plan\n") ==
        "PROJECT_PLAN.md:1:1 # Plan");
  CHECK(go("See [it<|>][away].\n\n[away]: https://example.com\n") ==
        "ROADMAP.md:3:2 [away]: https://example.com");
}

TEST_CASE("footnotes lead to their note and back") {
  CHECK(go("So they say[^<|>who].\n\n[^who]: The harbour office, in a letter.\n") ==
        "ROADMAP.md:3:1 [^who]: The harbour office, in a letter.");
  CHECK(go("So they say[^1].\n\n[^<|>1]: The harbour office, in a letter.\n") ==
        "ROADMAP.md:1:12 So they say[^1].");
  CHECK(go("So they say[^<|>1].\n") == "none");
}

TEST_CASE("paths in code, in boxes and in words lead to their files") {
  CHECK(go("Look into `docs/op<|>s.md` first.\n//- docs/ops.md\n# Ops\n") ==
        "docs/ops.md:1:1 # Ops");
  CHECK(go("```\n│ Where it goes → <‹from: PL<|>AN.md›> │\n```\n//- PLAN.md\n# Plan\n") ==
        "PLAN.md:1:1 # Plan");
  CHECK(go("What is next stands in <‹from: PL<|>AN.md›>.\n//- PLAN.md\n# Plan\n") ==
        "PLAN.md:1:1 # Plan");
  CHECK(go("```\n│ Where it goes → <‹from: PLAN.md#the-<|>end›> │\n```\n//- PLAN.md\n# Plan\n\n## "
           "The "
           "end\n") == "PLAN.md:3:4 ## The end");
  // A guide in a folder speaks of paths as seen from the root.
  CHECK(go("//- app/CLAUDE.md\nSee `docs/op<|>s.md`.\n//- docs/ops.md\n# Ops\n") ==
        "docs/ops.md:1:1 # Ops");
  CHECK(go("What is next stands in GO<|>NE.md.\n") == "none");
  // With a line.
  CHECK(go("See `<‹from: PL<|>AN.md:3›>`.\n//- PLAN.md\n# Plan\n\n## The end\n") ==
        "PLAN.md:3:1 ## The end");
  CHECK(go("```\nvi <‹from: PL<|>AN.md:3›>\n```\n//- PLAN.md\n# Plan\n\n## The end\n") ==
        "PLAN.md:3:1 ## The end");
}

TEST_CASE("any word in a fence that is a file's name leads there") {
  for (const std::string_view line :
       {"│ <‹from: STRA<|>TEGY.md›> │", "│ Strategy: <‹from: STRA<|>TEGY.md›> (why) │",
        "+--+ | <‹from: STRA<|>TEGY.md›> |", "<‹from: STRA<|>TEGY.md›> → CHANGELOG.md",
        "→ <‹from: STRA<|>TEGY.md›>", "├── <‹from: STRA<|>TEGY.md›>", "└─<‹from: STRA<|>TEGY.md›>.",
        "--><‹from: <|>STRATEGY.md›>", "cat <‹from: ./STRATEGY.md<|>›>"}) {
    CAPTURE(line);
    CHECK(go("```\n" + std::string(line) + "\n```\n//- STRATEGY.md\n# Strategy\n") ==
          "STRATEGY.md:1:1 # Strategy");
  }
  CHECK(go("```\n│ GO<|>NE.md │\n```\n//- STRATEGY.md\n# Strategy\n") == "none");
  CHECK(go("```\n│ STRATEGY.md <|>│\n```\n//- STRATEGY.md\n# Strategy\n") == "none");
  CHECK(go("//- app/CLAUDE.md\n```\n├── docs/o<|>ps.md\n```\n//- docs/ops.md\n# Ops\n") ==
        "docs/ops.md:1:1 # Ops");
}

TEST_CASE("a picture in a link leads to itself, or to the link's target where it is gone") {
  const auto at = [](std::string_view link) {
    return go(std::string(link) + "\n//- CHANGELOG.md\n# Changes\n//- pic.png\nbytes");
  };
  CHECK(at("[![al<|>t](nope.png)](CHANGELOG.md)") == "CHANGELOG.md:1:1 # Changes");
  CHECK(at("[![alt](no<|>pe.png)](CHANGELOG.md)") == "CHANGELOG.md:1:1 # Changes");
  CHECK(at("[![alt](nope.png)](CHANGE<|>LOG.md)") == "CHANGELOG.md:1:1 # Changes");
  CHECK(at("[![al<|>t](pic.png)](CHANGELOG.md)") == "pic.png:1:1");
  CHECK(at("[![alt](pic.png)](CHANGE<|>LOG.md)") == "CHANGELOG.md:1:1 # Changes");
  CHECK(at("![al<|>t](nope.png)") == "none");
}

constexpr std::string_view roadmap = R"(# Roadmap

## Quarterly Milestones

### Q1 2027 (Jan - Mar): Foundations

**Key Initiatives**:
1. **Partner API**: others can build on it
2. **Audit log**: who did what

### Q2 2027 (Apr - Jun): Growth

**Key Initiatives**:
1. **Billing**: money
   - Dependencies: %
)";

std::string with_dependency(std::string_view value) {
  std::string text(roadmap);
  return text.replace(text.find('%'), 1, value);
}

TEST_CASE("a name leads to what it names") {
  const std::string api = "ROADMAP.md:8:6 1. **Partner API**: others can build on it";
  CHECK(go(with_dependency("<‹from: Part<|>ner API›>")) == api);
  CHECK(go(with_dependency("partner a<|>pi, audit log")) == api);
  CHECK(go(with_dependency("partner api, <‹from: audit <|>log›>")) ==
        "ROADMAP.md:9:6 2. **Audit log**: who did what");
  CHECK(go(with_dependency("None, once the <‹from: Partner <|>API›> is there")) == api);
  CHECK(go(with_dependency("Q1 20<|>27")) == "ROADMAP.md:5:5 ### Q1 2027 (Jan - Mar): Foundations");
  CHECK(go(with_dependency("Nob<|>ody")) == "none");
  // A link whose text is a name means that, not the heading it has to go by.
  CHECK(go(with_dependency("[Partner A<|>PI](#q1-2027-jan---mar-foundations)")) == api);
  CHECK(go(with_dependency("[the first quar<|>ter](#q1-2027-jan---mar-foundations)")) ==
        "ROADMAP.md:5:5 ### Q1 2027 (Jan - Mar): Foundations");
}

TEST_CASE("a link's destination is exact, whatever its text is called") {
  const std::string task = "\n\n## Partner API\n\n- [ ] Partner API\n";
  const std::string heading = "ROADMAP.md:3:4 ## Partner API";
  CHECK(go("- [Partner<|> API](#partner-api)" + task) == heading);
  CHECK(go("- [Partner API](#part<|>ner-api)" + task) == heading);
  CHECK(go("# Here is a heading\n[<|>a](#here-is-a-heading)\n- [x] [a](TARGET.md#foo)\n//- "
           "TARGET.md\n# Foo\n") == "ROADMAP.md:1:3 # Here is a heading");
  CHECK(go(with_dependency("[Partner API](#q1-2027-jan---mar-fo<|>undations)")) ==
        "ROADMAP.md:5:5 ### Q1 2027 (Jan - Mar): Foundations");
}

TEST_CASE("a path in a link's text is the link's") {
  const std::string files = "\n//- TARGET.md\n# Target\n//- docs/README.md\n# Docs\n";
  CHECK(go("//- docs/sub.md\nSee <‹from: [`README<|>.md`](../TARGET.md)›>." + files) ==
        "TARGET.md:1:1 # Target");
  CHECK(go("//- docs/sub.md\nSee [**`README<|>.md`**](../TARGET.md)." + files) ==
        "TARGET.md:1:1 # Target");
  CHECK(go("//- docs/sub.md\nSee [x](../TARGET.md)`READ<|>ME.md`." + files) ==
        "docs/README.md:1:1 # Docs");
}

TEST_CASE("a milestone is known without its months, and by its theme") {
  const std::string milestones =
      "\n\n## Milestones\n\n### Q1 2027 (Jan - Mar): Start\n\n- a\n\n### Q2 2027 — Grow\n\n- b\n";
  const std::string start = "ROADMAP.md:5:5 ### Q1 2027 (Jan - Mar): Start";
  CHECK(go("- **Depends on**: Q1 2027: St<|>art" + milestones) == start);
  CHECK(go("- **Depends on**: Q1 2027 (Jan - Mar): St<|>art" + milestones) == start);
  CHECK(go("- **Depends on**: Q1 2027 - St<|>art" + milestones) == start);
  CHECK(go("- **Depends on**: x, Q2 2027: Gr<|>ow" + milestones) ==
        "ROADMAP.md:9:5 ### Q2 2027 — Grow");
}

TEST_CASE("front matter names other work") {
  const auto with = [](std::string_view value) {
    return "//- PROJECT_PLAN.md\n---\ntitle: A\ndepends_on:" + std::string(value) +
           "\nowner: Kim\n---\n# Plan\n//- ROADMAP.md\n" + with_dependency("None");
  };
  const std::string api = "ROADMAP.md:8:6 1. **Partner API**: others can build on it";
  CHECK(go(with(" <‹from: Part<|>ner API›>")) == api);
  CHECK(go(with(" \"<‹from: Part<|>ner API›>\"")) == api);
  CHECK(go(with("\n  - Audit log\n  - <‹from: Part<|>ner API›>")) == api);
  CHECK(go(with("\n- <‹from: Part<|>ner API›>\n- Audit log")) == api);
  CHECK(go(with(" [Audit log, <‹from: Part<|>ner API›>]")) == api);
  CHECK(go(with(" [Audit log, 'Part<|>ner API']")) == api);
  CHECK(go(with(" Nobody<|>")) == "none");
}

TEST_CASE("paths in front matter lead where they say") {
  const auto with = [&](std::string_view lines) {
    return "//- docs/adr/0001-a.md\n---\n" + std::string(lines) +
           "\n---\n# A\n//- docs/adr/0002-b.md\n# B\n";
  };
  const std::string there = "docs/adr/0002-b.md:1:1 # B";
  CHECK(go(with("superseded-by: <‹from: 0002<|>-b.md›>")) == there);
  CHECK(go(with("superseded-by:\n  - 0009-x.md\n  - \"<‹from: ./0002<|>-b.md›>\"")) == there);
  CHECK(go(with("supersedes: [0009-x.md, <‹from: 0002<|>-b.md›>]")) == there);
  CHECK(go(with("status: superseded by [B](<‹from: 0002<|>-b.md›>)")) == there);
  CHECK(go(with("see: 0002<|>-b.md")) == "none");
}

TEST_CASE("an address of a file in the workspace is that file") {
  const std::string files = "\n//- docs/a.md\n# A\n\n## Foo\n";
  CHECK(go("[x](file:///ws/docs/a.m<|>d#foo)" + files) == "docs/a.md:3:4 ## Foo");
  CHECK(go("[x](file:///etc/a.m<|>d)" + files) == "none");
}

TEST_CASE("one word is a name only where it is said as one") {
  CHECK(go(with_dependency("bil<|>ling of the old kind")) == "none");
  CHECK(go(with_dependency("**Bill<|>ing** of the old kind")) ==
        "ROADMAP.md:14:6 1. **Billing**: money");
  CHECK(go(with_dependency("what \"Bill<|>ing\" does")) == "ROADMAP.md:14:6 1. **Billing**: money");
}

TEST_CASE("what a plan works on is defined in the roadmap") {
  const std::string files = std::string("\n//- ROADMAP.md\n") + with_dependency("None");
  CHECK(
      go("//- PROJECT_PLAN.md\n# Plan\n\n## Now\n\n**1. Part<|>ner API**\n- **Why**: asked for\n" +
         files) == "ROADMAP.md:8:6 1. **Partner API**: others can build on it");
  // And in the roadmap itself it is where one is.
  std::string here = with_dependency("None");
  here.replace(here.find("Partner"), 0, "<|>");
  CHECK(go(here) == "ROADMAP.md:8:6 1. **Partner API**: others can build on it");
}

TEST_CASE("an identifier is a name") {
  CHECK(go("Blocked by ADR-00<|>12.\n//- docs/decisions/0012-x.md\n# ADR-0012: Keep it small\n\n## "
           "Context\n\nWords.\n") == "docs/decisions/0012-x.md:1:3 # ADR-0012: Keep it small");
}

TEST_CASE("a name that two documents define leads to both") {
  CHECK(
      go("//- notes.md\nWaiting for \"Tide tab<|>les\".\n//- a/PROJECT_PLAN.md\n# Plan\n\n## "
         "Now\n\n**1. Tide tables**\n- **Why**: a\n//- b/PROJECT_PLAN.md\n# Plan\n\n## Now\n\n**1. "
         "Tide tables**\n- **Why**: b\n") ==
      "a/PROJECT_PLAN.md:5:3 **1. Tide tables**\nb/PROJECT_PLAN.md:5:3 **1. Tide tables**");
}

TEST_CASE("comments and front matter hold no links") {
  CHECK(go("<!-- see PL<|>AN.md -->\n//- PLAN.md\n# Plan\n") == "none");
  CHECK(go("---\nsee: PL<|>AN.md\n---\n//- PLAN.md\n# Plan\n") == "none");
}

}  // namespace
}  // namespace pland::tests
