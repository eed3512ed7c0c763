// A whole document understood: outline, anchors, kind; and the law that an edited document is
// understood exactly as one read from scratch.
#include "analysis/plan/plan.h"

#include <doctest/doctest.h>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/plan/path_words.h"
#include "tests/support/plan_dump.h"

using namespace pland;
using namespace pland::plan;

namespace {

std::shared_ptr<const Plan> read(std::string_view text, std::string_view path = "ROADMAP.md") {
  return understand(markdown::Document::parse(text), {path, {}}, nullptr);
}

// "0 Title > 1.. " by title, with parent and end.
std::string outline_of(const Plan& plan) {
  std::string out;
  for (std::uint32_t i = 0; i < plan.outline.size(); ++i) {
    const OutlineEntry& entry = plan.outline[i];
    out += std::to_string(i) + " " + plan.section(i).title + " below ";
    out += entry.parent == no_index ? "none" : std::to_string(entry.parent);
    out += " to " + std::to_string(entry.end) + "\n";
  }
  return out;
}

DocumentKind kind_of(std::string_view text, std::string_view path) {
  return read(text, path)->kind;
}

constexpr std::string_view required_sections =
    "# Roadmap\n## Vision\nx\n## Milestones\n### Q1 2027\nx\n## Decisions\n## Non-Goals\n"
    "## Risks\n";

// A text for each way in which one chapter could reach into another.
constexpr std::string_view documents[] = {
    R"(---
status: draft
---

# Roadmap - Tides

Intro with [a link](a.md) and [a label][label].

## Now (In Progress)

**1. Gauges**
- **Who**: Ana
- Status: done
  - [ ] calibrate
  - [x] install ✅

**2. Alerts** 🔄
- **Success criteria**: 5 skippers, 3 harbours

## Milestones

### Q1 2027 (Jan - Mar): First

**Success Metrics**:
- 40 lamps
- better light

### Q2 2027 (Apr - Jun): Second ✅

1. **Lamp**: why
   - Dependencies: None

## Success Metrics

### Technical

- p95 < 200 ms

### Q3 2027

- [x] a task

## Risks & Dependencies

| Risk | Impact | Mitigation |
|------|--------|------------|
| Rain | High   | Umbrella   |

**Risk 2: Wind**
- Likelihood: low

> ## Quoted heading
> **Owner**: nobody

- ## Nested heading

## Risks

### High

- **Storm**: hide

---

**Last Updated**: 2026-11-01
**Status**: Active

<!-- pland-ignore-next-line broken-anchor -->
[label]: target.md#x
)",
    "# Changelog\n\n## [Unreleased]\n\n### Added\n- **x**: y\n\n## [1.1.0] - 2026-01-02\n\n"
    "### Features\n- a\n\n## [1.0.0] - 2026-01-01\n\n### Fixed\n- b\n\n[1.1.0]: https://x.y/z\n",
    "# OKRs - Q1 2027\n\n## Objective 1: Trust\n\n**Owner**: Ana\n\n### Key Results\n\n1. KR 1.1: "
    "5\n"
    "   - Target: 10\n\n## Objective 2: Speed\n\n- KR: fast\n\n<!-- pland-kind: roadmap -->\n",
    "Text before.\n\n## Phase 1\n\n**Goal**: 5 lamps\n\n```\n┌─┐ → A.md\n```\n\n# Second\n\n# "
    "Second\n\n"
    "## Second\n\n<a id=\"here\"></a>\n\n| Field | Value |\n|---|---|\n| Owner | Ana |\n",
};

constexpr std::string_view snippets[] = {
    "# ",
    "## ",
    "### ",
    "\n",
    "\n\n",
    "---\n",
    "===\n",
    "```\n",
    "~~~\n",
    "<!-- ",
    " -->",
    "<!-- pland-kind: okr -->\n",
    "<!-- pland-kind: changelog -->",
    "## Success Metrics\n",
    "## Risks\n",
    "# Roadmap\n",
    "## Later\n",
    "## Completed\n",
    "### Q1 2027\n",
    "## Objective 3\n",
    "**Success Metrics**:\n",
    "**Owner**: Bo\n",
    "**Last Updated**: 2026-12-24\n",
    "- [ ] ",
    "- [x] ",
    "1. **A**: b\n",
    "- ",
    "  - ",
    "> ",
    "| a | b |\n|---|---|\n",
    "| Risk | Impact |\n",
    "✅ ",
    "[",
    "](",
    ")",
    "**",
    "`",
    "~~",
    "[x][label]",
    "[label]: y.md\n",
    "[Name]",
    "TBD",
    "word ",
    "95 %",
    "é",
    "\r\n",
    "\t",
    "    ",
    "<a id=\"z\">",
    "KR: 5\n",
    "Status: done\n",
    ": ",
};

}  // namespace

TEST_CASE("the outline nests by levels, whatever they skip") {
  const auto plan = read("before\n\n# A\n### B\n## C\n#### D\n# E\n## F\n");
  CHECK(outline_of(*plan) ==
        "0  below none to 1\n1 A below none to 5\n2 B below 1 to 3\n3 C below 1 to 5\n"
        "4 D below 3 to 5\n5 E below none to 7\n6 F below 5 to 7\n");
  CHECK(plan->title == "A");
  CHECK(read("text\n## Only a small one\n")->title == "Only a small one");
  CHECK(read("no heading\n")->title.empty());
  CHECK(read("")->outline.size() == 1);
}

TEST_CASE("places: extents, entries and chapters") {
  const std::string text = "before\n\n# A\nx\n## B\ny\n# C\nz\n";
  const auto plan = read(text);
  CHECK(plan->extent(0).of(text) == "before\n\n");
  CHECK(plan->extent(1).of(text) == "# A\nx\n## B\ny\n");
  CHECK(plan->extent(2).of(text) == "## B\ny\n");
  CHECK(plan->extent(3).of(text) == "# C\nz\n");
  for (std::uint32_t at = 0; at < text.size(); ++at) {
    const std::uint32_t entry = plan->entry_at(at);
    CHECK(plan->extent(entry).contains(at));
    for (std::uint32_t e = 0; e < plan->outline.size(); ++e)
      if (e > entry) CHECK_FALSE(plan->extent(e).contains(at));
  }
  CHECK(plan->entry_at(static_cast<std::uint32_t>(text.size())) == 3);
}

TEST_CASE("anchors are GitHub's, with headings that are no sections") {
  const auto plan = read(
      "# Foo\n## Foo\n> ## Foo\n\n## Foo 1\n## Foo-1\n- # Bar\n\n## 📚 Bar\n## Bar `x`\n\n"
      "<a id=\"Own\"></a>\n");
  CHECK(plan->slugs[0] == "foo");
  CHECK(plan->slugs[1] == "foo-1");
  CHECK(plan->anchors->at("foo-2") == no_index);  // the quoted one
  CHECK(plan->slugs[2] == "foo-1-1");
  CHECK(plan->slugs[3] == "foo-1-2");
  CHECK(plan->anchors->at("bar") == no_index);
  CHECK(plan->slugs[4] == "-bar");
  CHECK(plan->slugs[5] == "bar-x");
  CHECK(plan->anchors->at("Own") == no_index);
  CHECK(plan->anchors->at("-bar") == 4);
}

TEST_CASE("anchors: images add nothing, and a line's end is no space") {
  const auto plan = read(
      "# ![alt](a.png) Foo\n\nTwo lines\nhere\n---\n\n## Foo ![b](b.png)![c](c.png) `d`\n\n"
      "> ## quoted\n\n## [![e](e.png)](f.md)\n");
  CHECK(plan->slugs[0] == "-foo");
  CHECK(plan->slugs[1] == "two-lineshere");
  CHECK(plan->slugs[2] == "foo--d");
  CHECK(plan->slugs[3] == "");
  CHECK(plan->section(1).title == "Two lines here");
}

TEST_CASE("the kind: settings before the text before the name before the title") {
  CHECK(kind_of("# X\n", "docs/ROADMAP.md") == DocumentKind::roadmap);
  CHECK(kind_of("# Our Roadmap\n", "notes.md") == DocumentKind::roadmap);
  CHECK(kind_of("# Roadmap of pains, a poem\n", "notes.md") == DocumentKind::roadmap);
  CHECK(kind_of("# On roadmaps\n", "notes.md") == DocumentKind::none);
  CHECK(kind_of("# X\n<!-- pland-kind: okr -->\n", "ROADMAP.md") == DocumentKind::okr);
  CHECK(kind_of("---\npland-kind: plan\n---\n# X\n", "ROADMAP.md") == DocumentKind::plan);
  CHECK(kind_of("# X\n<!-- pland-kind: nonsense -->\n", "ROADMAP.md") == DocumentKind::roadmap);
  const auto settings = understand(markdown::Document::parse("<!-- pland-kind: okr -->\n"),
                                   {"ROADMAP.md", {DocumentKind::changelog}}, nullptr);
  CHECK(settings->kind == DocumentKind::changelog);
  CHECK(settings->kind_source == KindSource::declared);
}

TEST_CASE("matched needs the name and most of the sections") {
  CHECK(read(required_sections)->kind_source == KindSource::matched);
  CHECK(read("# Roadmap\n## Vision\n")->kind_source == KindSource::path);
  CHECK(read(required_sections, "notes.md")->kind_source == KindSource::path);
  CHECK(read("# Notes\n", "notes.md")->kind_source == KindSource::none);
  CHECK(read("# X\n<!-- pland-kind: roadmap -->\n")->kind_source == KindSource::declared);
}

TEST_CASE("a template is mostly placeholders") {
  std::string text = "# Roadmap\n";
  for (int i = 0; i < 8; ++i) text += "## [Name of a thing]\n\n[What it is]\n\n";
  CHECK(read(text)->is_template);
  CHECK_FALSE(read("# Roadmap\n\n**Owner**: TBD\n\n### Q1 2027: [Theme/Focus]\n")->is_template);
  const std::string few = "# Roadmap\n## [Name]\n## [Your name]\n## [Theme/Focus]\n" +
                          std::string(400, 'x') + "\n\na\n\nb\n\nc\n\nd\n\ne\n\nf\n\ng\n";
  CHECK_FALSE(read(few)->is_template);
  CHECK(read(few, "templates/ROADMAP.md")->is_template);
  // A piece of a template in a short plan makes no template of it.
  std::string plan = "# Roadmap\n";
  for (int i = 0; i < 4; ++i) plan += "## Theme " + std::to_string(i) + "\n\nQuiet harbours.\n\n";
  std::string piece = "## Risks\n\n";
  for (int i = 0; i < 9; ++i) piece += "- [Name of a thing]\n";
  CHECK_FALSE(read(plan + piece)->is_template);
  CHECK(read("# Roadmap\n\n## Theme 1\n\nQuiet harbours.\n\n" + piece)->is_template);
  // Whoever fills in a template begins with its title.
  CHECK(read("# Roadmap - [Project name]\n" + few.substr(few.find("##")))->is_template);
  CHECK_FALSE(
      read("# Roadmap - [Project name]\n\nOne owner: [Owner]\n\n" + few.substr(few.rfind("\n\na")))
          ->is_template);
  CHECK_FALSE(read("## [Name]\n\n" + few.substr(few.find("##")))->is_template);
}

TEST_CASE("what a path says of a document") {
  for (const std::string_view path :
       {"templates/ROADMAP.md", "/docs/Templates/okr.md", ".templates/a.md",
        "examples/a/ROADMAP.md", "docs/_samples/a.md", "docs/roadmap-template.md"})
    CHECK_MESSAGE(path_words(path).to_copy, path);
  for (const std::string_view path : {"docs/archive/2025/ROADMAP.md", "_history/a.md"})
    CHECK_MESSAGE(path_words(path).archive, path);
  for (const std::string_view path : {"ROADMAP.md", "docs/plan.md", "history.md", "archive.md",
                                      "archiver/a.md", "counterexample/a.md", "", "/"}) {
    CHECK_MESSAGE(!path_words(path).to_copy, path);
    CHECK_MESSAGE(!path_words(path).archive, path);
  }
}

TEST_CASE("an edit derives its own chapter and shares the rest") {
  std::string text = "# Roadmap\n";
  for (int i = 0; i < 40; ++i)
    text += "\n## Part " + std::to_string(i) + "\n\n" + std::string(600, 'a') + "\n";
  const auto document = markdown::Document::parse(text);
  const auto plan = understand(document, {"ROADMAP.md", {}}, nullptr);
  REQUIRE(plan->chapters.size() > 30);
  const auto at = static_cast<std::uint32_t>(text.find("## Part 20") + 20);
  const auto edited = document.edit({at, at}, "b");
  const auto after = understand(edited, {"ROADMAP.md", {}}, plan.get());
  std::size_t shared = 0;
  for (std::size_t i = 0; i < plan->chapters.size(); ++i)
    shared += plan->chapters[i].facts == after->chapters[i].facts ? 1 : 0;
  CHECK(shared == plan->chapters.size() - 1);
  CHECK(after->outline.list == plan->outline.list);
  CHECK(after->anchors == plan->anchors);
}

TEST_CASE("what stands above reaches down: a heading's new role changes the chapters below") {
  const std::string filler(600, 'a');
  const std::string text = "# T\n\n" + filler + "\n\n## Risks\n\n" + filler + "\n\n### Storm\n\n" +
                           filler + "\n\n## Other\n\n" + filler + "\n";
  const auto document = markdown::Document::parse(text);
  const auto plan = understand(document, {"ROADMAP.md", {}}, nullptr);
  CHECK(tests::recognised(*plan, tests::entities) == "risk \"Storm\"\n");
  const auto at = static_cast<std::uint32_t>(text.find("Risks"));
  const auto edited = document.edit({at, at + 5}, "Notes");
  const auto after = understand(edited, {"ROADMAP.md", {}}, plan.get());
  CHECK(tests::recognised(*after, tests::entities).empty());
  CHECK(after->chapters.back().facts == plan->chapters.back().facts);
}

TEST_CASE("the law: understanding an edited text is understanding the text") {
  std::mt19937_64 random(20261123);
  const auto below = [&](std::size_t n) { return n == 0 ? 0 : random() % n; };
  for (const std::string_view original : documents) {
    for (int round = 0; round < 60; ++round) {
      std::string text(original);
      auto document = markdown::Document::parse(text);
      const PlanOptions options{round % 3 == 0 ? "notes.md" : "ROADMAP.md", {}};
      auto plan = understand(document, options, nullptr);
      for (int edit = 0; edit < 25; ++edit) {
        auto begin = static_cast<std::uint32_t>(below(text.size() + 1));
        if (below(3) == 0)
          while (begin > 0 && text[begin - 1] != '\n') --begin;
        std::size_t length = below(3) == 0 ? below(below(8) == 0 ? 600 : 12) : 0;
        length = std::min(length, text.size() - begin);
        std::string insert;
        for (auto n = below(3); n > 0; --n) insert += snippets[below(std::size(snippets))];
        const Span span{begin, begin + static_cast<std::uint32_t>(length)};
        document = document.edit(span, insert);
        text.replace(begin, length, insert);
        plan = understand(document, options, plan.get());
        std::string where;
        const bool equal = tests::same(
            *plan, *understand(markdown::Document::parse(text), options, nullptr), &where);
        INFO(where);
        INFO(text);
        REQUIRE(equal);
      }
    }
  }
}

TEST_CASE("the law holds for options that change") {
  const auto document = markdown::Document::parse(required_sections);
  const PlanOptions options[] = {{"ROADMAP.md", {}},
                                 {"notes.md", {}},
                                 {"ROADMAP.md", {DocumentKind::okr, {}}},
                                 {"CHANGELOG.md", {}},
                                 {"template.md", {DocumentKind::roadmap, {}}}};
  for (const PlanOptions& before : options)
    for (const PlanOptions& after : options) {
      const auto previous = understand(document, before, nullptr);
      std::string where;
      const bool equal = tests::same(*understand(document, after, previous.get()),
                                     *understand(document, after, nullptr), &where);
      INFO(where);
      CHECK(equal);
    }
}
