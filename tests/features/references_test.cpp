#include "analysis/features/references.h"

#include <doctest/doctest.h>

#include "analysis/features/subject.h"
#include "tests/features/check.h"

namespace pland::tests {
namespace {

std::string to_text(const features::Reference& one) {
  const Span span = one.span;
  const std::string text = one.document->text.text();
  std::string out = name_in_root(one.document->path) + ":" + line_and_column(text, span.begin) +
                    " " + text.substr(span.begin, span.size());
  using Role = features::Reference::Role;
  if (one.role == Role::declaration) out += " (declared)";
  if (one.role == Role::alike) out += " (alike)";
  return out;
}

// The references of what is under the cursor, a line each; "none" where there is nothing.
std::string find(std::string_view fixture, bool open_all = true) {
  const World world = make_world(fixture, open_all);
  const auto subject = features::subject_at(world.workspace, *world.document, world.offset);
  if (!subject) return "none";
  std::string out;
  for (const auto& one : features::references(world.workspace, world.document, *subject)) {
    if (!out.empty()) out += '\n';
    out += to_text(one);
  }
  return out;
}

constexpr std::string_view harbour = R"(//- ROADMAP.md
# Roadmap

## Gau<|>ges

See [below](#gauges), [there][g] and [the plan](PROJECT_PLAN.md).

[g]: #gauges

```text
[not](#gauges)
```
//- PROJECT_PLAN.md
# Plan

Up: [the gauges](ROADMAP.md#gauges) and ![a picture](./ROADMAP.md#Gauges)

<!-- [none](ROADMAP.md#gauges) -->
//- docs/guide.md
# Guide

[all](../ROADMAP.md) · [`one`](<../ROADMAP.md#gauges> "title") · [other](../ROADMAP.md#roadmap)
)";

TEST_CASE("a heading's references are the links that lead to it, in any form and any document") {
  const std::string expected =
      "ROADMAP.md:3:4 Gauges (declared)\n"
      "ROADMAP.md:5:5 [below](#gauges)\n"
      "ROADMAP.md:5:23 [there][g]\n"
      "ROADMAP.md:7:1 [g]: #gauges\n"
      "PROJECT_PLAN.md:3:5 [the gauges](ROADMAP.md#gauges)\n"
      "PROJECT_PLAN.md:3:41 ![a picture](./ROADMAP.md#Gauges)\n"
      "docs/guide.md:3:24 [`one`](<../ROADMAP.md#gauges> \"title\")";
  CHECK(find(harbour) == expected);
  CHECK(find(harbour, false) == expected);
}

TEST_CASE("from a link one asks for the heading, on its path for the file") {
  const std::string_view files = R"(
//- ROADMAP.md
# Roadmap

## Gauges
//- PROJECT_PLAN.md
# Plan

See `ROADMAP.md` and [all](ROADMAP.md).
)";
  const auto from = [&](std::string_view link) {
    return find("//- a.md\n" + std::string(link) + "\n" + std::string(files.substr(1)));
  };
  const std::string heading =
      "a.md:1:1 [x](ROADMAP.md#gauges)\n"
      "ROADMAP.md:3:4 Gauges (declared)";
  CHECK(from("[<|>x](ROADMAP.md#gauges)") == heading);
  CHECK(from("[x](ROADMAP.md#gau<|>ges)") == heading);
  const std::string file =
      "a.md:1:1 [x](ROADMAP.md#gauges)\n"
      "PROJECT_PLAN.md:3:6 ROADMAP.md\n"
      "PROJECT_PLAN.md:3:22 [all](ROADMAP.md)";
  CHECK(from("[x](ROAD<|>MAP.md#gauges)") == file);
  CHECK(from("[x](ROADMAP.md#go<|>ne)") == "none");
}

TEST_CASE("the second heading of a name has its own references") {
  CHECK(find("## Setup\n## Setup<|>\n[a](#setup) [b](#setup-1)\n") ==
        "ROADMAP.md:2:4 Setup (declared)\n"
        "ROADMAP.md:3:13 [b](#setup-1)");
}

TEST_CASE("an explicit id has references, too") {
  CHECK(find("<a id=\"st<|>art\"></a>\n\n# Any\n\n[a](#start)\n") ==
        "ROADMAP.md:1:8 start (declared)\n"
        "ROADMAP.md:5:1 [a](#start)");
}

TEST_CASE("a definition's references are its uses") {
  CHECK(find("[a][Gau<|>ge] [gauge] [GAUGE][]\n\n[gauge]: https://example.com\n[gauge]: x.md\n") ==
        "ROADMAP.md:1:1 [a][Gauge]\n"
        "ROADMAP.md:1:12 [gauge]\n"
        "ROADMAP.md:1:20 [GAUGE][]\n"
        "ROADMAP.md:3:2 gauge (declared)");
}

TEST_CASE("an address is found wherever it is written") {
  const std::string_view fixture = R"(//- a.md
<https://example.com/x> and [y](https://exam<|>ple.com/x)
//- b.md
[ref]

[ref]: https://example.com/x
[other]: https://example.com/xy
)";
  const std::string expected =
      "a.md:1:1 <https://example.com/x>\n"
      "a.md:1:29 [y](https://example.com/x)\n"
      "b.md:1:1 [ref]\n"
      "b.md:3:1 [ref]: https://example.com/x";
  CHECK(find(fixture) == expected);
  CHECK(find(fixture, false) == expected);
}

constexpr std::string_view initiatives = R"(//- ROADMAP.md
# Roadmap

## Quarterly Milestones

### Q1 2027 (Jan - Mar): First basin

**Key Initiatives**:
1. **Partner API**: harbours read their own gauges
2. **Skipper alerts**: a text in the evening
   - **Dependencies**: Partner API
//- PROJECT_PLAN.md
# Project Plan

## Current Focus

### Now

**1. Partner API**
- **What**: the first two ends
- **Status**: In progress

**2. Billing**
- **Depends on**: Partner API and Skipper alerts
//- CHANGELOG.md
# Changelog

## [Unreleased]

### Added
- The **Partner API** for harbours
)";

TEST_CASE("what names an initiative refers to it") {
  std::string fixture(initiatives);
  const auto at = fixture.find("Partner API");
  fixture.insert(at + 3, "<|>");
  const std::string expected =
      "ROADMAP.md:8:6 Partner API (declared)\n"
      "ROADMAP.md:10:24 Partner API\n"
      "CHANGELOG.md:6:9 Partner API\n"
      "PROJECT_PLAN.md:7:6 Partner API (alike)\n"
      "PROJECT_PLAN.md:12:19 Partner API";
  CHECK(find(fixture) == expected);
  CHECK(find(fixture, false) == expected);
}

TEST_CASE("from a name one asks for what it names") {
  std::string fixture(initiatives);
  const auto at = fixture.find("and Skipper alerts");
  fixture.insert(at + 6, "<|>");
  CHECK(find(fixture) ==
        "PROJECT_PLAN.md:12:35 Skipper alerts\n"
        "ROADMAP.md:9:6 Skipper alerts (declared)");
}

TEST_CASE("an owner and a status are found where they are said") {
  const std::string_view fixture = R"(//- a.md
**Owner**: Runa Oka<|>for, Sam
//- b.md
# B

- **Owner**: runa okafor
- **What**: Runa Okafor is away

| Initiative | Owner |
|---|---|
| Alerts | Runa Okafor |
)";
  const std::string expected =
      "a.md:1:12 Runa Okafor\n"
      "b.md:3:14 runa okafor\n"
      "b.md:8:12 Runa Okafor";
  CHECK(find(fixture) == expected);
}

TEST_CASE("where nothing has a name there are no references") {
  for (const std::string_view nothing : {"Pl<|>ain words.\n", "```\n# He<|>re\n```\n",
                                         "<!-- [x](#<|>y) -->\n", "<|>", "- [ ] t<|>ask\n"})
    CHECK(find(nothing) == "none");
}

}  // namespace
}  // namespace pland::tests
