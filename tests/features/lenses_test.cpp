#include "analysis/features/lenses.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/features/check.h"

namespace pland::tests {
namespace {

// "ROADMAP line: title", resolved.
std::string lenses(const World& world) {
  std::string out;
  for (const features::Lens& lens : features::lenses(world.workspace, *world.document)) {
    std::string title = lens.title;
    if (!lens.name.empty()) {
      const auto resolved =
          features::resolve_lens(world.workspace, world.document, lens.name, lens.span.begin);
      REQUIRE(resolved);
      CHECK(resolved->span == lens.span);
      CHECK(resolved->title.starts_with(title));
      title = resolved->title;
    }
    REQUIRE_FALSE(title.empty());
    out += fmt::format("{} [{}]\n", world.document->text.text(lens.span), title);
  }
  return out;
}

std::string lenses(std::string_view fixture, bool open_all = true) {
  return lenses(make_world(fixture, open_all));
}

constexpr std::string_view harbour = R"(//- ROADMAP.md
# Roadmap

## Milestones

### Q4 2026: Gauges

**Key Initiatives**:
1. ✅ **Tide gauge alerts**: warn skippers
2. **Fog horn**: noise
3. **Berth map**: see [above](#q4-2026-gauges)

**Success Metrics**:
- 400 skippers have alerts
- Happier skippers

### Q1 2027: Nothing yet

See [the quarter before](#q4-2026-gauges).

### Q2 2027: Tasks

- [x] one
- [ ] two
<|>
//- docs/PROJECT_PLAN.md
# Plan

## Now

**1. Tide gauge alerts**
- **Strategic alignment**: [Gauges](../ROADMAP.md#q4-2026-gauges), [Roadmap](../ROADMAP.md)
- **Status**: In progress

//- CHANGELOG.md
# Changelog

## [Unreleased]

### Added

- Fog horn: a first sound

## [1.2.0] - 2026-11-02

### Added

- Skippers get tide gauge alerts by e-mail
- A map of berths

## [1.1.0] - 2026-10-02

### Added

- **Tide gauge alerts**, for the harbour master
//- notes.md
# Notes

[x](ROADMAP.md#q4-2026-gauges) and [y](ROADMAP.md#Q4-2026-Gauges), [z](ROADMAP.md#q2-2027-tasks)
)";

TEST_CASE("sums above milestones, traces above initiatives") {
  const std::string expected =
      "Q4 2026: Gauges [1 of 3 done \u00b7 metrics 1/2 \u00b7 5 references]\n"
      "Tide gauge alerts [plan: docs/PROJECT_PLAN.md \u00b7 changelog: 1.2.0, 1.1.0]\n"
      "Fog horn [changelog: Unreleased]\n"
      "Q2 2027: Tasks [1 of 2 tasks done \u00b7 1 reference]\n";
  CHECK(lenses(harbour) == expected);
  CHECK(lenses(harbour, false) == expected);  // the others are closed
}

TEST_CASE("a plan's item knows its roadmap") {
  const World world = make_world(
      "//- PROJECT_PLAN.md\n# Plan\n\n## Now\n\n**1. Fog horn**\n- **Status**: "
      "Done\n\n**2. Night watch**\n- **Status**: Done\n<|>\n"
      "//- ROADMAP.md\n# Roadmap\n\n## Initiatives\n\n1. **Fog horn**: x\n");
  CHECK(lenses(world) == "Now [2 of 2 done]\n1. Fog horn [roadmap: ROADMAP.md]\n");
}

TEST_CASE("nothing to say, no lens") {
  CHECK(lenses("") == "");
  CHECK(lenses("# Roadmap\n\n## Milestones\n\n### Q1 2027: x\n\nWords.\n") == "");
  CHECK(lenses("//- CHANGELOG.md\n# Changelog\n\n## 1.2.0\n\n- Fog horn\n") == "");
  CHECK(lenses("# Roadmap\n\n## Initiatives\n\n1. **Billing**: x\n//- CHANGELOG.md\n# "
               "Changelog\n\n## 1.2.0\n\n### Fixed\n\n- The billing of berths\n") == "");
  CHECK(lenses("# Roadmap\n\n## Initiatives\n\n1. **Billing**: x\n//- CHANGELOG.md\n# "
               "Changelog\n\n## 1.2.0\n\n### Added\n\n- **Billing**: monthly\n") ==
        "Billing [changelog: 1.2.0]\n");
}

TEST_CASE("found again after an edit, or gone") {
  World world = make_world(harbour);
  auto edited = workspace::make_document(world.document->path, 2,
                                         world.document->text.edit({0, 0}, "Words.\n\n"), {},
                                         world.document.get());
  world.workspace.open[edited->path] = edited;
  const auto lens = features::resolve_lens(world.workspace, edited, "Q4 2026: Gauges", 30);
  REQUIRE(lens);
  CHECK(edited->text.text(lens->span) == "Q4 2026: Gauges");
  CHECK_FALSE(features::resolve_lens(world.workspace, edited, "Q4 2026: Boats", 30));
}

}  // namespace
}  // namespace pland::tests
