#include "analysis/features/hints.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/features/check.h"

namespace pland::tests {
namespace {

using features::HintLevel;

// The lines with hints in them, as an editor would show them: "### Q1 2027‹in 31 days›".
std::string shown(const World& world, HintLevel level, Span range = {0, 0xffffffff}) {
  const auto found = features::hints(world.workspace, *world.document, range, december(), level);
  const std::string& text = world.text();
  std::string out;
  std::uint32_t done = 0, last_line = 0xffffffff;
  for (const features::Hint& hint : found) {
    REQUIRE(hint.offset <= text.size());
    REQUIRE_FALSE(hint.label.empty());
    const std::uint32_t line = world.document->text.position(hint.offset).line;
    const Span span = world.document->text.line_span(line);
    if (line != last_line) {
      if (last_line != 0xffffffff) {
        const Span old = world.document->text.line_span(last_line);
        out += text.substr(done, old.end - done);
        if (!out.ends_with('\n')) out += '\n';
      }
      done = span.begin;
      last_line = line;
    }
    out += text.substr(done, hint.offset - done) + "‹" + hint.label + "›";
    done = hint.offset;
  }
  if (last_line != 0xffffffff)
    out += text.substr(done, world.document->text.line_span(last_line).end - done);
  if (!out.empty() && !out.ends_with('\n')) out += '\n';
  return out;
}

std::string minimal(std::string_view fixture) {
  return shown(make_world(fixture), HintLevel::minimal);
}
std::string full(std::string_view fixture) { return shown(make_world(fixture), HintLevel::full); }

// Today is 2026-12-01.
constexpr std::string_view milestones = R"(# Roadmap

## Milestones

### Q2 2026: Buoys

**Key Initiatives**:
1. **Solar buoys** ✅
2. **Fog horn** ❌

### Q3 2026 (Jul - Sep): Salt

**Key Initiatives**:
1. **Salt gauges**: x

### ✅ Q1 2026: Paint

### Q4 2026 (Oct - Dec): Tide gauges

### Q1 2027 (Jan - Mar): Berths

### 2026+ and beyond

### Later
)";

TEST_CASE("milestones: past or due soon, and all") {
  CHECK(minimal(milestones) ==
        "### Q3 2026 (Jul - Sep)‹62 days past›: Salt\n"
        "### Q4 2026 (Oct - Dec)‹30 days left›: Tide gauges\n");
  CHECK(full(milestones) ==
        "### Q3 2026 (Jul - Sep)‹62 days past›: Salt\n"
        "### Q4 2026 (Oct - Dec)‹30 days left›: Tide gauges\n"
        "### Q1 2027 (Jan - Mar)‹in 31 days›: Berths\n");
  CHECK(shown(make_world(milestones), HintLevel::off).empty());
}

TEST_CASE("the tooltip says the days") {
  const World world = make_world(milestones);
  const auto found =
      features::hints(world.workspace, *world.document, {0, world.document->text.size()},
                      december(), HintLevel::minimal);
  REQUIRE(found.size() == 2);
  CHECK(found[0].tooltip.starts_with("Q3 2026 · 1 July – 30 September 2026"));
}

TEST_CASE("reviews and target dates of what is open") {
  constexpr std::string_view reviews = R"(# Roadmap

**Next Review**: 2026-11-19

## Decisions

### Decision 1: One radio vendor

**Status**: Accepted
**Review Date**: 2026-12-01

### Decision 2: Two vendors

**Status**: Rejected
**Review Date**: 2026-11-01

## Risks

| Risk | Likelihood | Review date |
|------|------------|-------------|
| Salt | Low | 2026-12-31 |
| Rust | Low | 2027-02-01 |

## Initiatives

1. **Gauges**: x
   - **Target Date**: 2026-11-20 → 2026-12-20
2. **Lamps**: x
   - **Status**: done
   - **Target Date**: 2026-11-20
3. **Nets**: x
   - **Target Date**: 01/02/2026
)";
  CHECK(minimal(reviews) ==
        "**Next Review**: 2026-11-19‹12 days past›\n"
        "**Review Date**: 2026-12-01‹today›\n"
        "| Salt | Low | 2026-12-31‹in 30 days› |\n"
        "   - **Target Date**: 2026-11-20 → 2026-12-20‹in 19 days›\n");
  CHECK(full(reviews).find("| Rust | Low | 2027-02-01‹in 62 days› |\n") != std::string::npos);
  CHECK(minimal("---\nnext_review: 2026-11-30\n---\n\n# Plan\n") ==
        "next_review: 2026-11-30‹1 day past›\n");
}

constexpr std::string_view needs = R"(//- ROADMAP.md
# Roadmap

## Milestones

### Q1 2027: Berths

**Key Initiatives**:
1. **Partner API**: x
   - **Status**: done
2. **Skipper alerts**: x
   - **Status**: in progress
   - **Depends on**: Partner API, Night watch and [the council](docs/council.md)
3. **Maps**: x
   - **Depends on**: [Partner API](#q1-2027-berths); `Skipper alerts`
   - **Blocked by**: [Harbour plan](PROJECT_PLAN.md#2-night-watch), nothing at all

## Dependencies

- **Night watch**: from the plan
- **Tide data**: from the institute
<|>
//- PROJECT_PLAN.md
# Plan

## Now

**1. Skipper alerts**
- **Status**: Blocked

## 2. Night watch
- **Status**: Blocked
)";

TEST_CASE("how the thing stands that one depends on") {
  const std::string minimal_hints = minimal(needs);
  CHECK(minimal_hints.find("**Depends on**: Partner API‹done›, Night watch") != std::string::npos);
  CHECK(minimal_hints.find("[Partner API](#q1-2027-berths)‹done›; `Skipper alerts") !=
        std::string::npos);
  CHECK(minimal_hints.find("alerts‹in progress›") != std::string::npos);
  CHECK(minimal_hints.find("council.md)‹") == std::string::npos);
  CHECK(minimal_hints.find("at all‹") == std::string::npos);
  CHECK(minimal_hints.find("Tide data‹") == std::string::npos);
  CHECK(full(needs).starts_with("### Q1 2027‹in 31 days›: Berths\n"));
}

TEST_CASE("closed files know how things stand") {
  const World world = make_world(R"(//- a.md
# A

## Initiatives

1. **Alerts**: x
   - **Depends on**: Night watch
<|>
//- ROADMAP.md
# Roadmap

## Initiatives

1. **Night watch**: x
   - **Status**: at risk
)",
                                 false);
  CHECK(shown(world, HintLevel::minimal) == "   - **Depends on**: Night watch‹at risk›\n");
}

TEST_CASE("baselines") {
  constexpr std::string_view metrics = R"(# Roadmap

## Milestones

### Q1 2027

**Success Metrics**:
- Cut failed deliveries by 20 %
- Median setup time falls from 40 to 10 minutes
- Alerts arrive in under 2 minutes
- All gauges report
- [x] Cut noise by 10 %
)";
  const std::string found = full(metrics);
  CHECK(found.find("- Cut failed deliveries by 20 %‹baseline?›\n") != std::string::npos);
  CHECK(found.find("- Alerts arrive in under 2 minutes‹baseline?›\n") != std::string::npos);
  CHECK(found.find("10 minutes‹") == std::string::npos);
  CHECK(found.find("report‹") == std::string::npos);
  CHECK(found.find("10 %‹") == std::string::npos);
  CHECK(minimal(metrics).empty());
}

TEST_CASE("only what is in the range") {
  const World world = make_world(milestones);
  const std::string& text = world.text();
  const auto at = static_cast<std::uint32_t>(text.find("### Q4"));
  CHECK(shown(world, HintLevel::full, {at, at + 30}) ==
        "### Q4 2026 (Oct - Dec)‹30 days left›: Tide gauges\n");
  CHECK(shown(world, HintLevel::full, {0, 5}).empty());
  CHECK(shown(world, HintLevel::full, {at, at}).empty());
}

TEST_CASE("hints of odd documents") {
  CHECK(full("").empty());
  CHECK(full("\n").empty());
  CHECK(full("```\n### Q1 2026\n").empty());
  CHECK(full("> ### Q1 2026\n").empty());
  CHECK(full("\xef\xbb\xbf# R\r\n\r\n## Milestones\r\n\r\n### 😀 Q3 2026: Salt 😀\r\n") ==
        "### 😀 Q3 2026‹62 days past›: Salt 😀\n");
}

}  // namespace
}  // namespace pland::tests
