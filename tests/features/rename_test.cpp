#include "analysis/features/rename.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <map>

#include "analysis/features/move_files.h"
#include "tests/features/check.h"

namespace pland::tests {
namespace {

// The files after a change, in the fixture's own notation; files that move are under their new
// name.
std::string after(const World& world, const features::Change& change) {
  std::map<std::string, std::vector<features::ChangeEdit>> by_path;
  for (const features::ChangeEdit& edit : change.edits) by_path[edit.path].push_back(edit);
  std::string out;
  for (const FixtureFile& file : world.fixture.files) {
    std::string text = file.text;
    auto& edits = by_path[file.path()];
    CHECK(std::is_sorted(edits.begin(), edits.end(), [](const auto& a, const auto& b) {
      return a.span.end <= b.span.begin && a.span.begin < b.span.begin;
    }));
    for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit)
      text.replace(edit->span.begin, edit->span.size(), edit->text);
    out += "//- " + name_in_root(features::moved_path(file.path(), change.moves)) + "\n" + text;
    if (!text.ends_with('\n')) out += '\n';
  }
  return out;
}

std::string renamed(std::string_view fixture, std::string_view name, bool open_all = true) {
  const World world = make_world(fixture, open_all);
  const auto outcome = features::rename(world.workspace, world.document, world.offset, name);
  if (const auto* refused = std::get_if<features::Refusal>(&outcome)) return refused->reason;
  std::string out = after(world, std::get<features::Change>(outcome));
  for (const features::ChangeNote& note : std::get<features::Change>(outcome).notes)
    if (note.confirm) out += "note: " + note.description + "\n";
  return out;
}

std::string placeholder(std::string_view fixture) {
  const World world = make_world(fixture);
  const auto found = features::renamable_at(world.workspace, world.document, world.offset);
  return found ? found->placeholder : "none";
}

TEST_CASE("a heading's links follow it, in every form") {
  for (const bool open : {true, false}) {
    CHECK(renamed(R"(//- ROADMAP.md
# Roadmap

## Tide <|>Gauges ##

[Tide Gauges](#tide-gauges) [x](#Tide-Gauges "t") [`y`](<#tide-gauges>) [z][g] [w](#other)

[g]: ./ROADMAP.md#tide-gauges
//- docs/a.md
See [it](../ROADMAP.md#tide-gauges), [the same](../ROADMAP.md#user-content-tide-gauges).
//- CLAUDE.md
```text
│ gauges → ROADMAP.md#tide-gauges │
```
)",
                  "Water & Ice 🧊", open) ==
          R"(//- ROADMAP.md
# Roadmap

## Water & Ice 🧊 ##

[Water & Ice 🧊](#water--ice-) [x](#water--ice- "t") [`y`](<#water--ice->) [z][g] [w](#other)

[g]: ./ROADMAP.md#water--ice-
//- docs/a.md
See [it](../ROADMAP.md#water--ice-), [the same](../ROADMAP.md#user-content-water--ice-).
//- CLAUDE.md
```text
│ gauges → ROADMAP.md#water--ice- │
```
)");
  }
}

TEST_CASE("a heading can be renamed from a link to it") {
  CHECK(renamed("//- a.md\n[x](b.md#on<|>e)\n//- b.md\n# One\n", "Two") ==
        "//- a.md\n[x](b.md#two)\n//- b.md\n# Two\n");
  CHECK(placeholder("//- a.md\n[x](b.md#on<|>e)\n//- b.md\n# *One* (1)\n[x](#one-1)\n") == "none");
  CHECK(placeholder("//- a.md\n[x](b.md#one-<|>1)\n//- b.md\n# *One* (1)\n") == "*One* (1)");
}

TEST_CASE("repeats change their numbers, and links know") {
  CHECK(renamed("## Set<|>up\n\n## Setup\n\n## Setup\n\n[1](#setup) [2](#setup-1) [3](#setup-2)\n",
                "Start") ==
        "//- ROADMAP.md\n## Start\n\n## Setup\n\n## Setup\n\n"
        "[1](#start) [2](#setup) [3](#setup-1)\n");
}

TEST_CASE("a name that is taken is said, and everything still leads where it led") {
  CHECK(renamed("## Gauges\n\n## Ala<|>rms\n\n[g](#gauges) [a](#alarms)\n", "Gauges") ==
        "//- ROADMAP.md\n## Gauges\n\n## Gauges\n\n[g](#gauges) [a](#gauges-1)\n"
        "note: ROADMAP.md has \"Gauges\" in line 1 already; links to the one in line 3 say "
        "#gauges-1.\n");
  CHECK(renamed("## Ala<|>rms\n\n## Gauges\n\n[g](#gauges) [a](#alarms)\n", "Gauges") ==
        "//- ROADMAP.md\n## Gauges\n\n## Gauges\n\n[g](#gauges-1) [a](#gauges)\n"
        "note: ROADMAP.md has \"Gauges\" in line 1 already; links to the one in line 3 say "
        "#gauges-1.\n");
}

TEST_CASE("what would not be one title is refused") {
  const auto refused = [](std::string_view fixture, std::string_view name) {
    const std::string said = renamed(fixture, name);
    CAPTURE(said);
    CHECK_FALSE(said.starts_with("//-"));
    CHECK(said.ends_with('.'));
  };
  refused("# O<|>ne\n", "");
  refused("# O<|>ne\n", "  ");
  refused("# O<|>ne\n", "Two\nThree");
  refused("# O<|>ne\n", "Two ##");
  refused("O<|>ne\n===\n", "- Two");
  refused("O<|>ne\n===\n", "> Two");
  refused("[a]<|>\n\n[a]: x\n[b]: y\n", "B");
  refused("[a]<|>\n\n[a]: x\n", "c]d");
  refused("<https://exa<|>mple.com>\n", "x");
  refused("Plain te<|>xt.\n", "x");
  refused("# <a id=\"here\"></a>O<|>ne\n\n[x](#here)\n", "Two");
}

constexpr std::string_view basin = R"(# Roadmap

## Quarterly Milestones

### Q1 2027: First basin

**Key Initiatives**:
1. **Partner A<|>PI**: harbours read their own gauges
)";

std::string with(std::string_view more) { return std::string(basin) + "\n" + std::string(more); }
// What stands behind the roadmap above after the rename; a refusal as it is.
std::string rest(std::string_view more, std::string_view name) {
  const std::string all = renamed(with(more), name);
  const std::size_t behind = all.find("gauges\n\n");
  return behind == std::string::npos ? all : all.substr(behind + 8);
}

TEST_CASE("headings that name an initiative change, and the links to them follow") {
  CHECK(
      rest("## Notes on Partner API\n\n[n](#notes-on-partner-api)\n"
           "//- plan/PROJECT_PLAN.md\n# Project Plan\n\n## 1. Partner API\n\n[x](#1-partner-api)\n",
           "Gateway") ==
      "## Notes on Gateway\n\n[n](#notes-on-gateway)\n"
      "//- plan/PROJECT_PLAN.md\n# Project Plan\n\n## 1. Gateway\n\n[x](#1-gateway)\n");
}

TEST_CASE("a reference that is its own label keeps its label") {
  CHECK(rest("See [Partner API], [Partner API][] and [text][partner api].\n\n[partner api]: x.md\n",
             "Gateway") ==
        "See [Gateway][Partner API], [Gateway][Partner API] and [text][partner api].\n\n"
        "[partner api]: x.md\n");
}

TEST_CASE("a name that would be read otherwise where it is written is refused") {
  for (const std::string_view name : {"A\\", "<b>", "*x", "List<T> API", "API (v2)*"}) {
    CAPTURE(name);
    CHECK(renamed(basin, name).ends_with("is."));
  }
  CHECK(rest("| Depends on | Owner |\n|---|---|\n| Partner API | Runa |\n", "X | Y")
            .ends_with("is."));
  CHECK(rest("[see Partner API](x.md)\n", "A] b").ends_with("is."));
  CHECK(rest("The `Partner API` of ours.\n", "a`b").ends_with("is."));
  CHECK(renamed("| Initiative | Owner | Status |\n|---|---|---|\n| Alerts | Ru<|>na | Done |\n",
                "Eve | X")
            .ends_with("is."));
  CHECK(renamed("[a]<|> and | [a] |\n\n[a]: x\n", "b\\").ends_with("is."));
  CHECK(renamed("[d]<|> and [foo]\n\n[d]: a.md\n", "foo").ends_with("is."));
}

TEST_CASE("names that read as several are asked about") {
  CHECK(rest("Text.\n", "Alerts, Buoys") ==
        "Text.\nnote: In a list of names \"Alerts, Buoys\" may be read as several.\n");
}

TEST_CASE("a dependency's row and the initiative have one name") {
  const std::string table = "| Dependency | Owner |\n|---|---|\n| Partner API | Runa |\n";
  CHECK(rest("## Dependencies\n\n" + table, "Gateway") ==
        "## Dependencies\n\n| Dependency | Owner |\n|---|---|\n| Gateway | Runa |\n");
}

TEST_CASE("a label in a heading changes its anchor") {
  CHECK(renamed("## See [spec] now\n\n[a](#see-spec-now) [sp<|>ec]\n\n[spec]: s.md\n", "norm") ==
        "//- ROADMAP.md\n## See [norm] now\n\n[a](#see-norm-now) [norm]\n\n[norm]: s.md\n");
}

TEST_CASE("a heading's own id stays") {
  CHECK(placeholder("## He<|>ad {#my-id}\n") == "Head");
  CHECK(renamed("## He<|>ad {#my-id}\n\n[1](#my-id)\n", "Tail") ==
        "//- ROADMAP.md\n## Tail {#my-id}\n\n[1](#my-id)\n");
}

// On GitHub both get `user-content-tide-gauges`, and a fragment leads to the first in the text; of
// `<a name>` and a heading's id to the id. With the heading's slug gone, what is left of that name
// is the explicit anchor, where its author put it: links to it stay as they are, and stay right.
TEST_CASE("an explicit anchor of the same name does not keep a heading from being renamed") {
  for (const char* anchor : {"<a id=\"tide-gauges\"></a>", "<a name=\"tide-gauges\"></a>"}) {
    CAPTURE(anchor);
    const std::string before = std::string("//- a.md\n") + anchor + "\n\n## ";
    CHECK(renamed(before + "Tide ga<|>uges\n\n[x](#tide-gauges)\n//- b.md\n[y](a.md#tide-gauges)\n",
                  "Water") ==
          before + "Water\n\n[x](#tide-gauges)\n//- b.md\n[y](a.md#tide-gauges)\n");
    // Where the heading comes first it is what the link led to, and goes on leading to.
    CHECK(renamed(std::string("//- a.md\n## ") + anchor + "Tide ga<|>uges\n\n[x](#tide-gauges)\n",
                  anchor + std::string("Water")) ==
          std::string("//- a.md\n## ") + anchor + "Water\n\n[x](#water)\n");
  }
}

TEST_CASE("an explicit id is renamed with its links") {
  CHECK(renamed("<a id=\"st<|>art\"></a>\n# One\n\n[x](#start) [y](#one)\n", "begin") ==
        "//- ROADMAP.md\n<a id=\"begin\"></a>\n# One\n\n[x](#begin) [y](#one)\n");
  CHECK(renamed("<a id=\"st<|>art\"></a>\n# One\n", "two words").ends_with('.'));
  CHECK(renamed("<a id=\"st<|>art\"></a>\n# One\n", "a\"b").ends_with('.'));
}

TEST_CASE("odd names are fine") {
  CHECK(renamed("# O<|>ne\r\n\r\n[x](#one)\r\n", "Über [x](y) `c` (1) 日本") ==
        "//- ROADMAP.md\n# Über [x](y) `c` (1) 日本\r\n\r\n[x](#über-x-c-1-日本)\r\n");
  CHECK(renamed("# Ü<|>ber\n\n[x](#%C3%BCber)\n", "Öl") ==
        "//- ROADMAP.md\n# Öl\n\n[x](#%C3%B6l)\n");
  CHECK(renamed("O<|>ne\n===\n\n[x](#one)\n", "Two") == "//- ROADMAP.md\nTwo\n===\n\n[x](#two)\n");
  CHECK(renamed("> # O<|>ne\n\n[x](#one)\n", "Two") == "//- ROADMAP.md\n> # Two\n\n[x](#two)\n");
}

TEST_CASE("a definition's label is renamed in all its uses") {
  CHECK(renamed("[a][Gau<|>ge] [gauge] [GAUGE][] [b](x)\n\n[gauge]: https://example.com\n",
                "water gauge") ==
        "//- ROADMAP.md\n[a][water gauge] [water gauge] [water gauge][] [b](x)\n\n"
        "[water gauge]: https://example.com\n");
}

TEST_CASE("what names an initiative says its new name, history stays") {
  const std::string_view fixture = R"(//- ROADMAP.md
# Roadmap

## Quarterly Milestones

### Q1 2027 (Jan - Mar): First basin

**Key Initiatives**:
1. **Partner A<|>PI**: harbours read their own gauges
2. **Skipper alerts**: a text in the evening
   - **Dependencies**: Partner API, TEN-3

[Partner API](#q1-2027-jan---mar-first-basin)
//- PROJECT_PLAN.md
# Project Plan

## Current Focus

### Now

**1. Partner API**
- **What**: the first two ends

**2. Billing**
- **Depends on**: partner api
//- CHANGELOG.md
# Changelog

## [Unreleased]

### Added
- The **Partner API** for harbours

## [1.0.0] - 2026-01-10

### Added
- The **Partner API** as a draft
)";
  const std::string_view expected = R"(//- ROADMAP.md
# Roadmap

## Quarterly Milestones

### Q1 2027 (Jan - Mar): First basin

**Key Initiatives**:
1. **Harbour API**: harbours read their own gauges
2. **Skipper alerts**: a text in the evening
   - **Dependencies**: Harbour API, TEN-3

[Harbour API](#q1-2027-jan---mar-first-basin)
//- PROJECT_PLAN.md
# Project Plan

## Current Focus

### Now

**1. Harbour API**
- **What**: the first two ends

**2. Billing**
- **Depends on**: Harbour API
//- CHANGELOG.md
# Changelog

## [Unreleased]

### Added
- The **Harbour API** for harbours

## [1.0.0] - 2026-01-10

### Added
- The **Partner API** as a draft
)";
  CHECK(placeholder(fixture) == "Partner API");
  CHECK(renamed(fixture, "Harbour API") == expected);
  CHECK(renamed(fixture, "Harbour API", false) == expected);
}

TEST_CASE("a theme keeps its number where it is named by it") {
  CHECK(renamed(R"(//- ROADMAP.md
# Roadmap

## Strategic Themes

### Theme 1: Safe har<|>bours

## Initiatives

1. **Alerts**
   - **Theme**: Theme 1
2. **Gauges**
   - **Theme**: Safe harbours
   - **Related**: [Theme 1: Safe harbours](#theme-1-safe-harbours)
)",
                "Theme 1: Calm harbours") ==
        R"(//- ROADMAP.md
# Roadmap

## Strategic Themes

### Theme 1: Calm harbours

## Initiatives

1. **Alerts**
   - **Theme**: Theme 1
2. **Gauges**
   - **Theme**: Calm harbours
   - **Related**: [Theme 1: Calm harbours](#theme-1-calm-harbours)
)");
}

TEST_CASE("an owner is renamed wherever the field is, and nowhere else") {
  CHECK(renamed("//- a.md\n**Owner**: Ru<|>na, Sam\n\nRuna says so.\n//- b.md\n- **Owner**: runa\n",
                "Ines") ==
        "//- a.md\n**Owner**: Ines, Sam\n\nRuna says so.\n//- b.md\n- **Owner**: Ines\n");
}

TEST_CASE("a file is renamed from a link to it") {
  const std::string_view fixture =
      "//- a.md\n[x](docs/b<|>.md#one)\n//- docs/b.md\n# One\n\n[up](../a.md)\n";
  CHECK(placeholder(fixture) == "docs/b.md");
  CHECK(renamed(fixture, "notes/c d.md") ==
        "//- a.md\n[x](notes/c%20d.md#one)\n//- notes/c d.md\n# One\n\n[up](../a.md)\n");
  CHECK(renamed(fixture, "c.md") == "//- a.md\n[x](c.md#one)\n//- c.md\n# One\n\n[up](a.md)\n");
  CHECK(renamed(fixture, "a.md") == "There is a file of that name already: a.md.");
  CHECK(renamed(fixture, "../x.md") == "The new name lies outside the workspace.");
}

std::string moved(std::string_view fixture, std::vector<std::pair<std::string, std::string>> moves,
                  bool open_all = true) {
  const World world = make_world(fixture, open_all);
  std::vector<features::FileMove> list;
  for (auto& [from, to] : moves) list.push_back({path_in_root(from), path_in_root(to)});
  features::Change change = features::edits_for_moves(world.workspace, list);
  change.moves = std::move(list);
  return after(world, change);
}

TEST_CASE("links to and from a file that moves keep their spelling") {
  for (const bool open : {true, false}) {
    CHECK(moved(R"(//- ROADMAP.md
[a](plan.md) [b](./plan.md#x "t") [c](<plan.md>) [d](/plan.md) [e](plan.md?plain=1) [f]

[f]: plan.md
//- plan.md
# X

[r](ROADMAP.md) [own](#x) [img](img/p.png) [out](https://example.com/plan.md) [gone](gone.md)
//- CLAUDE.md
Read `plan.md` first.

```text
│ the plan → plan.md │
```
//- img/p.png
png
)",
                {{"plan.md", "docs/the plan.md"}}, open) ==
          R"(//- ROADMAP.md
[a](docs/the%20plan.md) [b](./docs/the%20plan.md#x "t") [c](<docs/the plan.md>) [d](/docs/the%20plan.md) [e](docs/the%20plan.md?plain=1) [f]

[f]: docs/the%20plan.md
//- docs/the plan.md
# X

[r](../ROADMAP.md) [own](#x) [img](../img/p.png) [out](https://example.com/plan.md) [gone](gone.md)
//- CLAUDE.md
Read `docs/the plan.md` first.

```text
│ the plan → plan.md │
```
//- img/p.png
png
)");
  }
}

TEST_CASE("paths in front matter follow the file") {
  CHECK(moved("//- adr/0001-a.md\n---\nsuperseded-by:\n  - \"0002-b.md\"\nstatus: superseded by "
              "[B](./0002-b.md)\n---\n# A\n//- adr/0002-b.md\n# B\n",
              {{"adr/0002-b.md", "old/2.md"}}) ==
        "//- adr/0001-a.md\n---\nsuperseded-by:\n  - \"../old/2.md\"\nstatus: superseded by "
        "[B](../old/2.md)\n---\n# A\n//- old/2.md\n# B\n");
}

TEST_CASE("a path in code stays code, whatever the file is called") {
  const World world = make_world(
      "//- CLAUDE.md\nSee `a.md`, `./a.md#x` and `b.md`.\n//- a.md\n# X\n"
      "//- b.md\n# B\n");
  features::Change change =
      features::edits_for_moves(world.workspace, {{path_in_root("a.md"), path_in_root("c d.md")},
                                                  {path_in_root("b.md"), path_in_root("b`.md")}});
  CHECK(after(world, change) ==
        "//- CLAUDE.md\nSee `c d.md`, `./c d.md#x` and `b.md`.\n//- a.md\n# X\n//- b.md\n# B\n");
  CHECK(
      change.notes.front().description ==
      "Links that follow what moves; CLAUDE.md says the new name in code, where it is no path that "
      "can be followed: a.md; CLAUDE.md says the new name in code, where it is no path that can be "
      "followed: ./a.md#x; CLAUDE.md keeps the path in code, where the new one could not be read: "
      "b.md");
}

constexpr std::string_view boxes = R"(//- CLAUDE.md
```
┌──────────────────────────────┐
│ The plan → plan.md (weekly)  │
│ plan.md — what comes next    │
│ plan.md   what comes         │
│ Parts: plan.md#now → plan.md │
└──────────────────────────────┘
```

```text
+------------------------+
| The plan -> plan.md    |
| plan.md: what comes    |
+------------------------+
```

```
| next -> plan.md   |
```

```
plan.md — what comes next
docs/a.md: the rest
```

```
cat plan.md | grep now
```
//- plan.md
# Now
//- docs/a.md
# A
)";

TEST_CASE("boxes of guides follow in all their forms, and their borders stay") {
  CHECK(moved(boxes, {{"plan.md", "plans.md"}, {"docs/a.md", "b.md"}}) == R"(//- CLAUDE.md
```
┌──────────────────────────────┐
│ The plan → plans.md (weekly) │
│ plans.md — what comes next   │
│ plans.md  what comes         │
│ Parts: plan.md#now → plans.md │
└──────────────────────────────┘
```

```text
+------------------------+
| The plan -> plans.md   |
| plans.md: what comes   |
+------------------------+
```

```
| next -> plans.md  |
```

```
plans.md — what comes next
b.md: the rest
```

```
cat plan.md | grep now
```
//- plans.md
# Now
//- b.md
# A
)");
  // Shorter, and back.
  CHECK(moved("//- CLAUDE.md\n```\n│ a → plan.md│\n│ plan.md   b │\n```\n//- plan.md\n# P\n",
              {{"plan.md", "p.md"}}) ==
        "//- CLAUDE.md\n```\n│ a → p.md   │\n│ p.md      b │\n```\n//- p.md\n# P\n");
}

TEST_CASE("a heading's new name keeps the border of a box") {
  CHECK(renamed("//- a.md\n# Now<|>\n//- CLAUDE.md\n```\n│ x → a.md#now     │\n"
                "│ a.md#now: words   │\n```\n",
                "Later") ==
        "//- a.md\n# Later\n//- CLAUDE.md\n```\n│ x → a.md#later   │\n"
        "│ a.md#later: words │\n```\n");
}

TEST_CASE("code that names what is no document follows it") {
  for (const bool open : {true, false}) {
    CHECK(moved(R"(//- CLAUDE.md
See `src/x.py` and `src/`.
//- src/x.py
pass
)",
                {{"src/x.py", "src/y.py"}}, open) ==
          R"(//- CLAUDE.md
See `src/y.py` and `src/`.
//- src/y.py
pass
)");
    CHECK(moved(R"(//- CLAUDE.md
See `src/x.py`.
//- src/x.py
pass
)",
                {{"src", "lib"}}, open) ==
          R"(//- CLAUDE.md
See `lib/x.py`.
//- lib/x.py
pass
)");
  }
}

TEST_CASE("imports of guides follow what moves") {
  CHECK(moved(R"(//- CLAUDE.md
# Guide

@docs/guide.md

- @./docs/style.md and @gone.md

See `@docs/guide.md`.
//- docs/guide.md
# How

@style.md
//- docs/style.md
# Style
)",
              {{"docs/guide.md", "docs/how to/guide.md"}, {"docs/style.md", "style.md"}}) ==
        R"(//- CLAUDE.md
# Guide

@docs/how\ to/guide.md

- @./style.md and @gone.md

See `@docs/guide.md`.
//- docs/how to/guide.md
# How

@../../style.md
//- style.md
# Style
)");
}

TEST_CASE("an import of a part follows the part's new name") {
  for (const bool open : {true, false}) {
    CHECK(renamed("//- docs/guide.md\n# How\n\n## The pa<|>rt\n//- CLAUDE.md\n"
                  "@docs/guide.md#the-part and @docs/guide.md#how.\n//- docs/b.md\n"
                  "@guide.md#the-part: this, @../other.md#the-part\n//- other.md\n# The part\n",
                  "Whole", open) ==
          "//- docs/guide.md\n# How\n\n## Whole\n//- CLAUDE.md\n"
          "@docs/guide.md#whole and @docs/guide.md#how.\n//- docs/b.md\n"
          "@guide.md#whole: this, @../other.md#the-part\n//- other.md\n# The part\n");
  }
}

TEST_CASE("a folder that moves keeps what is inside as it is") {
  CHECK(moved(R"(//- a.md
[x](docs/b.md) [folder](docs/) [p](docs/img/p.png)
//- docs/b.md
[c](c.md#y) [up](../a.md) [p](img/p.png)
//- docs/c.md
# Y
//- docs/img/p.png
png
)",
              {{"docs", "guides/old"}}) ==
        R"(//- a.md
[x](guides/old/b.md) [folder](guides/old/) [p](guides/old/img/p.png)
//- guides/old/b.md
[c](c.md#y) [up](../../a.md) [p](img/p.png)
//- guides/old/c.md
# Y
//- guides/old/img/p.png
png
)");
}

TEST_CASE("what stays of a path stays as it is written") {
  CHECK(
      moved(
          "//- docs/a.md\n![x](../img/pic%20(1).png) [y](./deep/%61.md)\n//- img/pic (1).png\npng\n"
          "//- docs/deep/a.md\n# A\n",
          {{"img", "pictures"}, {"docs/deep/a.md", "docs/a/a.md"}}) ==
      "//- docs/a.md\n![x](../pictures/pic%20(1).png) [y](./a/%61.md)\n"
      "//- pictures/pic (1).png\npng\n//- docs/a/a.md\n# A\n");
}

TEST_CASE("names that begin with a bracket") {
  CHECK(moved("//- a.md\n[x]([id].md) [y](<[id].md#t>) [z]([team]/p.md)\n\n[d]: [id].md\n//- "
              "[id].md\n# T\n"
              "//- [team]/p.md\n# P\n",
              {{"[id].md", "docs/[id].md"}}) ==
        "//- a.md\n[x](docs/[id].md) [y](<docs/[id].md#t>) [z]([team]/p.md)\n\n[d]: docs/[id].md\n"
        "//- docs/[id].md\n# T\n//- [team]/p.md\n# P\n");
  CHECK(moved("//- a.md\n[x](b.md#t) [y](<b.md>)\n//- b.md\n# T\n", {{"b.md", "[b].md"}}) ==
        "//- a.md\n[x](%5Bb].md#t) [y](<%5Bb].md>)\n//- [b].md\n# T\n");
  CHECK(renamed("//- a.md\n[x]([id].md#t)\n//- [id].md\n# T<|>\n", "U") ==
        "//- a.md\n[x]([id].md#u)\n//- [id].md\n# U\n");
}

TEST_CASE("two files that change places") {
  CHECK(moved("//- a.md\n[b](b.md)\n//- b.md\n[a](a.md)\n//- c.md\n[a](a.md) [b](b.md)\n",
              {{"a.md", "b.md"}, {"b.md", "a.md"}}) ==
        "//- b.md\n[b](a.md)\n//- a.md\n[a](b.md)\n//- c.md\n[a](b.md) [b](a.md)\n");
}

TEST_CASE("paths seen from the root, and names in other letters") {
  CHECK(moved("//- docs/g.md\n`docs/x.md` and `y.md`\n//- docs/x.md\n# X\n//- docs/y.md\n# Y\n",
              {{"docs/x.md", "docs/z.md"}, {"docs/y.md", "docs/w.md"}}) ==
        "//- docs/g.md\n`docs/z.md` and `w.md`\n//- docs/z.md\n# X\n//- docs/w.md\n# Y\n");
  CHECK(moved("//- a.md\n[x](%C3%BCber.md) [y](über.md)\n//- über.md\n# X\n",
              {{"über.md", "öl (1).md"}}) ==
        "//- a.md\n[x](%C3%B6l%20%281%29.md) [y](öl%20%281%29.md)\n//- öl (1).md\n# X\n");
}

TEST_CASE("a release's own link definition goes along with its heading") {
  CHECK(renamed(R"(//- CHANGELOG.md
# Changelog

## [1.2.0] - 2027<|>-01-14

### Added

- Alerts, see also [1.2.0][] and [1.1.0]

## [1.1.0] - 2026-11-02

[1.2.0]: https://tides.example/compare/v1.1.0...v1.2.0
[1.1.0]: https://tides.example/releases/v1.1.0
)",
                "[1.3.0] - 2027-01-15") == R"(//- CHANGELOG.md
# Changelog

## [1.3.0] - 2027-01-15

### Added

- Alerts, see also [1.3.0][] and [1.1.0]

## [1.1.0] - 2026-11-02

[1.3.0]: https://tides.example/compare/v1.1.0...v1.2.0
[1.1.0]: https://tides.example/releases/v1.1.0
)");
  // Its label, where that is what the new title says as well.
  CHECK(renamed("//- CHANGELOG.md\n## [1.2.0] - 2027<|>-01-14\n\n[1.2.0]: x.md\n",
                "[1.2.0] - 2027-02-01") ==
        "//- CHANGELOG.md\n## [1.2.0] - 2027-02-01\n\n[1.2.0]: x.md\n");
  CHECK(renamed("//- CHANGELOG.md\n## [1.2.0] - 2027<|>-01-14\n\n[1.2.0]: x.md\n", "1.2.0") ==
        "//- CHANGELOG.md\n## 1.2.0\n\n[1.2.0]: x.md\n");
}

TEST_CASE("a milestone's period is said anew where it named the milestone") {
  for (const bool open : {true, false}) {
    CHECK(renamed(R"(//- ROADMAP.md
# Roadmap

## Milestones

### Q2 2027 (Apr - Jun): Tide <|>gauges

**Key Initiatives**:
1. **Buoys**: x

### Q3 2027: Nets

**Key Initiatives**:
1. **Nets**: x
   - **Depends on**: Q2 2027, Buoys
//- PROJECT_PLAN.md
# Plan

**1. Ropes**
- **Depends on**: Q2 2027
)",
                  "Q4 2027 (Oct - Dec): Tide gauges", open) == R"(//- ROADMAP.md
# Roadmap

## Milestones

### Q4 2027 (Oct - Dec): Tide gauges

**Key Initiatives**:
1. **Buoys**: x

### Q3 2027: Nets

**Key Initiatives**:
1. **Nets**: x
   - **Depends on**: Q4 2027, Buoys
//- PROJECT_PLAN.md
# Plan

**1. Ropes**
- **Depends on**: Q4 2027
)");
  }
}

TEST_CASE("a folder that moves deeper: each path in code keeps its own spelling") {
  constexpr std::string_view fixture = R"(//- CLAUDE.md
`docs/x.md`, `./docs/x.md`, `docs/deep/y.md`
//- docs/g.md
`docs/x.md`, `x.md`, `./x.md`, `docs/deep/y.md`, `deep/y.md`, `../ROADMAP.md`, `ROADMAP.md`
//- docs/x.md
# X
//- docs/deep/y.md
`../x.md`, `docs/x.md`, `docs/deep/y.md`, `y.md`, `docs/g.md`
//- ROADMAP.md
# R
)";
  CHECK(moved(fixture, {{"docs", "a/docs"}}) == R"(//- CLAUDE.md
`a/docs/x.md`, `./a/docs/x.md`, `a/docs/deep/y.md`
//- a/docs/g.md
`a/docs/x.md`, `x.md`, `./x.md`, `a/docs/deep/y.md`, `deep/y.md`, `../../ROADMAP.md`, `ROADMAP.md`
//- a/docs/x.md
# X
//- a/docs/deep/y.md
`../x.md`, `a/docs/x.md`, `a/docs/deep/y.md`, `y.md`, `a/docs/g.md`
//- ROADMAP.md
# R
)");
}

TEST_CASE("an owner who becomes one that is there already is announced") {
  constexpr std::string_view files =
      "//- ROADMAP.md\n# Roadmap\n\n## Gauges\n\n**Owner**: Da<|>na\n\n## Nets\n\n"
      "**Owner**: Kim\n";
  CHECK(renamed(files, "Kim")
            .find("note: ROADMAP.md has \"Kim\" in line 9 already: the two will "
                  "be one.\n") != std::string::npos);
  CHECK(renamed(files, "Ole").find("note:") == std::string::npos);
  CHECK(renamed(files, "DANA").find("note:") == std::string::npos);
}

TEST_CASE("a status that becomes another one, or none, is announced") {
  constexpr std::string_view files =
      "//- ROADMAP.md\n# Roadmap\n\n## Gauges\n\n**Status**: In pro<|>gress\n\n## Nets\n\n"
      "**Status**: Planned\n";
  const auto said = [&](std::string_view name) {
    const std::string out = renamed(files, name);
    const std::size_t at = out.find("note: ");
    return at == std::string::npos ? std::string() : out.substr(at + 6);
  };
  CHECK(said("Planned") == "ROADMAP.md has \"Planned\" in line 9 already: the two will be one.\n");
  CHECK(said("Blorped") ==
        "\"Blorped\" is no status that is known: what says it would have none.\n");
  CHECK(said("Done") == "\"Done\" means done: what says it would not stand as it did.\n");
  // Another word for the same.
  CHECK(said("Ongoing") == "");
  CHECK(said("IN PROGRESS") == "");
}

TEST_CASE("files that are not UTF-8 are named where they say the name") {
  World world = make_world(
      "//- ROADMAP.md\n# Roadmap\n\n## Tide <|>gauges\n//- legacy.md\nx\n//- other.md\nx\n");
  const auto unread = std::vector<std::string>{path_in_root("legacy.md"), path_in_root("other.md")};
  world.workspace.unread = std::make_shared<const std::vector<std::string>>(unread);
  auto disk = std::make_shared<workspace::Disk>(*world.workspace.disk);
  disk->text = [](const std::string& path) -> std::string {
    return path.ends_with("legacy.md") ? "Tide gauges \xfc, [x](ROADMAP.md#tide-gauges)" : "\xfc";
  };
  world.workspace.disk = disk;
  const auto outcome = features::rename(world.workspace, world.document, world.offset, "Buoys");
  const auto& change = std::get<features::Change>(outcome);
  REQUIRE(change.edits.size() == 1);
  const features::ChangeNote& note = change.notes[change.edits.front().note];
  CHECK(note.confirm);
  CHECK(note.description == "legacy.md is not UTF-8 and keeps what it says.");

  const auto move = features::edits_for_moves(
      world.workspace, {{path_in_root("ROADMAP.md"), path_in_root("PLAN.md")}});
  CHECK(move.notes.front().confirm);
  CHECK(move.notes.front().description ==
        "Links that follow what moves; legacy.md is not UTF-8 and keeps its links");
}

}  // namespace
}  // namespace pland::tests
