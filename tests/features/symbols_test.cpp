#include "analysis/features/symbols.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/features/check.h"
#include "tests/support/cost.h"

namespace pland::tests {
namespace {

using features::Symbol;

void write(const std::vector<Symbol>& symbols, std::size_t depth, std::string& out) {
  for (const Symbol& symbol : symbols) {
    out += fmt::format(
        "{}{}{}{}{}\n", std::string(2 * depth, ' '), symbol.name,
        symbol.kind == plan::EntityKind::none ? "" : fmt::format(" <{}>", plan::name(symbol.kind)),
        symbol.detail.empty() ? "" : " · " + symbol.detail, symbol.deprecated ? " (gone)" : "");
    write(symbol.children, depth + 1, out);
  }
}

void check_nesting(const std::vector<Symbol>& symbols, Span parent) {
  std::uint32_t end = parent.begin;
  for (const Symbol& symbol : symbols) {
    CAPTURE(symbol.name);
    CHECK(symbol.span.contains(symbol.selection));
    CHECK(parent.contains(symbol.span));
    CHECK(symbol.span.begin >= end);
    CHECK_FALSE(symbol.name.empty());
    end = symbol.span.end;
    check_nesting(symbol.children, symbol.span);
  }
}

std::string outline(const World& world) {
  const auto symbols = features::symbols(*world.document);
  check_nesting(symbols, {0, world.document->text.size()});
  std::string out;
  write(symbols, 0, out);
  return out;
}

std::string outline(std::string_view fixture) { return outline(make_world(fixture)); }

TEST_CASE("a key result is judged with its own fields") {
  CHECK(outline(R"(//- OKRS.md
# OKRs

## Objective 1: Trust

### Key Results

1. **KR 1.1: Share of newcomers who set up alone**
   - **Baseline**: 38%
   - **Target**: 60% by 2027-03-31
2. **KR 1.2: Better readings**
)") == "OKRs\n"
       "  Objective 1: Trust <objective>\n"
       "    Key Results\n"
       "      KR 1.1: Share of newcomers who set up alone <metric> · 38% → 60%\n"
       "      KR 1.2: Better readings <metric> · not measurable\n");
}

TEST_CASE("headings and what stands in them") {
  CHECK(outline(R"(# Roadmap

## Milestones

### Q4 2026: Trust

**Key Initiatives**:
1. ✅ **Billing**: money
   - [x] sketch
   - [ ] keys
2. **Audit log**: who

**Success Metrics**:
- 5 teams by December

### Q1 2027: Growth ❌

Words.

## Risks

**Risk 1: Vendor**
- **Likelihood**: Low

**Risk 2: Weather**
- **Likelihood**: High
)") == R"(Roadmap · 1 of 2 done
  Milestones · 1 of 2 done
    Q4 2026: Trust <milestone> · 1 of 2 done
      Billing <initiative> · done · 1 of 2 done
      Audit log <initiative>
      5 teams by December <metric> · 5 teams
    Q1 2027: Growth ❌ <milestone> · dropped (gone)
  Risks
    Risk 1: Vendor <risk> · likelihood Low
    Risk 2: Weather <risk> · likelihood High
)");
}

TEST_CASE("a plan's items, with what is left of them") {
  CHECK(outline(R"(//- PROJECT_PLAN.md
# Plan

## Now

**1. Billing**
- **Status**: In progress

What is left:
- [x] sketch
- [ ] keys

**2. Audit log**
- **Status**: Done
)") == R"(Plan · 1 of 2 done
  Now <milestone> · 1 of 2 done
    1. Billing <initiative> · in progress · 1 of 2 done
    2. Audit log <initiative> · done
)");
}

TEST_CASE("decisions, metrics, risks and dependencies say how they stand") {
  CHECK(outline(R"(# Roadmap

## Milestones

### Q1 2027

**Success Metrics**:
- Median setup time falls from 40 to 10 minutes
- Happier customers

## Risks

| Risk | Likelihood | Impact |
|------|------------|--------|
| Vendor | Low | High |

## Dependencies

| Dependency | Owner |
|------------|-------|
| Bank | Kim |
)") == R"(Roadmap
  Milestones
    Q1 2027 <milestone>
      Median setup time falls from 40 to 10 minutes <metric> · 40 → 10 minutes
      Happier customers <metric> · not measurable
  Risks
    Vendor <risk> · likelihood Low · impact High
  Dependencies
    Bank <dependency> · Kim
)");
  CHECK(outline("//- docs/adr/0001-x.md\n# ADR-0001: Keep it\n\n- **Status**: Accepted\n\n## "
                "Context\n\nWords.\n") == "ADR-0001: Keep it <decision> · accepted\n  Context\n");
}

TEST_CASE("what is called a metric is listed, whoever may judge it") {
  CHECK(outline(R"(# Plan

## Q1 2027

**Key Metrics**:
- Better forecasts
- 40 gauges

**Expected impact**:
- Fewer calls
)") == R"(Plan
  Q1 2027 <milestone>
    Better forecasts <metric>
    40 gauges <metric> · 40 gauges
)");
}

TEST_CASE("text without headings, headings without text") {
  CHECK(outline("//- notes.md\nJust words.\n") == "");
  CHECK(outline("//- notes.md\n#\n\n## **Bold** `code`\n\nSet\n---\n") ==
        "(no title)\n  Bold code\n  Set\n");
  CHECK(outline("//- notes.md\n### Deep\n\n# Shallow\n\n#### Deeper\n") ==
        "Deep\nShallow\n  Deeper\n");
}

TEST_CASE("spans nest in whole documents, and the flat list has all") {
  for (const std::string_view name :
       {"ROADMAP.md", "PROJECT_PLAN.md", "OKRS.md", "CHANGELOG.md", "CLAUDE.md", "README.md"}) {
    CAPTURE(name);
    const World world = examples(name);
    const std::string tree = outline(world);
    const auto symbols = features::symbols(*world.document);
    const auto flat = features::flatten(symbols);
    CHECK(flat.size() == static_cast<std::size_t>(std::count(tree.begin(), tree.end(), '\n')));
    CHECK(flat.front().container.empty());
  }
  check_golden("roadmap_outline.txt", outline(examples("ROADMAP.md")));
}

TEST_CASE("the outline of one table grows with its rows") {
  const auto seconds = [](int rows) {
    std::string text = "# Roadmap\n\n## Risks\n\n| Risk | Impact |\n|---|---|\n";
    for (int i = 0; i < rows; ++i) text += fmt::format("| Ice {} | High |\n", i);
    const auto document =
        workspace::make_document("/ws/ROADMAP.md", 1, markdown::Document::parse(text));
    REQUIRE(features::symbols(*document).front().children.front().children.size() ==
            static_cast<std::size_t>(rows));
    return least_seconds([&] { features::symbols(*document); });
  };
  const double small = seconds(2000);
  CHECK(seconds(16000) < 24 * small + 0.005);
}

TEST_CASE("reading grows with headings and ids that are all the same") {
  const auto seconds = [](std::string_view part, int count) {
    std::string text = "# Notes\n\n";
    for (int i = 0; i < count; ++i) text += part;
    const auto parsed = markdown::Document::parse(text);
    return least_seconds([&] { workspace::make_document("/ws/notes.md", 1, parsed); });
  };
  for (const std::string_view part :
       {"## Setup\n\nWords.\n\n", "<a id=\"x\"></a>\n\n", "> ## Setup\n\n"}) {
    CAPTURE(part);
    const double small = seconds(part, 3000);
    CHECK(seconds(part, 24000) < 24 * small + 0.005);
  }
}

}  // namespace
}  // namespace pland::tests
