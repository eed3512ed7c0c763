// A period that comes to its end: what is open goes on, is dropped, and the next one begins.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/features/refactor_check.h"

namespace pland::tests {
namespace {

std::string carried(std::string_view fixture) { return refactored(fixture, "carry-over"); }
std::string dropped(std::string_view fixture) { return refactored(fixture, "drop"); }
std::string closed(std::string_view fixture) { return refactored(fixture, "close-period"); }
std::string started(std::string_view fixture) { return refactored(fixture, "start-period"); }

std::string with_crlf(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

TEST_CASE("an initiative goes to the end of the next period's list") {
  constexpr std::string_view before = R"(# Roadmap

## Q1 2027 (Jan - Mar): News

**Key Initiatives**:
1. **Skipper ale<|>rts**: a message
   - Dependencies: None

     More words.
2. **Basin forecast**: a forecast

## Q2 2027 (Apr - Jun): Harbours

**Key Initiatives**:

9. **Self-service**: a box

**Success Metrics**:
- 20 harbours
)";
  constexpr std::string_view after = R"(# Roadmap

## Q1 2027 (Jan - Mar): News

**Key Initiatives**:
1. **Basin forecast**: a forecast

## Q2 2027 (Apr - Jun): Harbours

**Key Initiatives**:

9. **Self-service**: a box
10. **Skipper alerts**: a message
    - Dependencies: None

      More words.

**Success Metrics**:
- 20 harbours
)";
  CHECK(carried(before) == after);
  CHECK(carried(with_crlf(before)) == with_crlf(after));
  CHECK(offered(before, "carry-over") == "Carry over to Q2 2027: Skipper alerts");
}

TEST_CASE("lists, rows, headings and bold lines move as they are") {
  CHECK(carried("# Roadmap\n\n## Phase 1\n\n**Deliverables**:\n- [x] **A**: a\n- [ ] **B<|>**: b\n "
                " - more\n\n"
                "## Phase 2\n\n**Deliverables**:\n\n**Success Metrics**:\n- 20 boats\n") ==
        "# Roadmap\n\n## Phase 1\n\n**Deliverables**:\n- [x] **A**: a\n\n"
        "## Phase 2\n\n**Deliverables**:\n- [ ] **B**: b\n  - more\n\n**Success Metrics**:\n- 20 "
        "boats\n");
  CHECK(carried("# Roadmap\n\n## Q1 2027\n\n| Initiative | Status |\n|---|---|\n| A | Done |\n| "
                "B<|> | Planned |\n\n"
                "## Q2 2027\n\n| Initiative | Status |\n|---|---|\n| C | Planned |\n") ==
        "# Roadmap\n\n## Q1 2027\n\n| Initiative | Status |\n|---|---|\n| A | Done |\n\n"
        "## Q2 2027\n\n| Initiative | Status |\n|---|---|\n| C | Planned |\n| B | Planned |\n");
  CHECK(carried("# Roadmap\n\n[b](#2-b)\n\n## Q1 2027\n\n### 1. A\n\nWords.\n\n### 2. "
                "B<|>\n\n[a](#1-a)\n\n"
                "## Q2 2027\n\n### 1. C\n\nWords.\n") ==
        "# Roadmap\n\n[b](#2-b)\n\n## Q1 2027\n\n### 1. A\n\nWords.\n\n"
        "## Q2 2027\n\n### 1. C\n\nWords.\n\n### 2. B\n\n[a](#1-a)\n");
  CHECK(carried("# Roadmap\n\n## Q1 2027\n\n### Key Initiatives\n\n**1. A<|>**\n- **Why**: "
                "x\n\n**2. B**\n- **Why**: y\n\n"
                "## Q2 2027\n\n### Key Initiatives\n\n**1. C**\n- **Why**: z\n") ==
        "# Roadmap\n\n## Q1 2027\n\n### Key Initiatives\n\n**2. B**\n- **Why**: y\n\n"
        "## Q2 2027\n\n### Key Initiatives\n\n**1. C**\n- **Why**: z\n\n**2. A**\n- **Why**: x\n");
}

TEST_CASE("a period that is not there is made in the shape of the one before") {
  constexpr std::string_view before = R"(# Roadmap

## Quarterly Milestones

### ✅ Q4 2026 (Oct - Dec) - Gauges<|>

**Strategic Goal:** Nobody looks at the pole.

**Key Initiatives:**
1. **Gauges**: done already ✅
2. **Dashboard**: a page
   - Dependencies: [Gauges](#quarterly-milestones)

**Success Metrics:**
- 6 harbours read it

---

## Risks

Words.
)";
  constexpr std::string_view after = R"(# Roadmap

## Quarterly Milestones

### ✅ Q4 2026 (Oct - Dec) - Gauges

**Strategic Goal:** Nobody looks at the pole.

**Key Initiatives:**
1. **Gauges**: done already ✅

**Success Metrics:**
- 6 harbours read it

### Q1 2027 (Jan - Mar) - [Theme/Focus]

**Strategic Goal:** [What will be different once this is done]

**Key Initiatives:**
1. **Dashboard**: a page
   - Dependencies: [Gauges](#quarterly-milestones)

**Success Metrics:**
- [Metric 1 - e.g., "Median setup time falls from 40 to 10 minutes"]
- [Metric 2 - e.g., "At least 5 teams use it in production"]

---

## Risks

Words.
)";
  CHECK(closed(before) == after);
  CHECK(closed(with_crlf(before)) == with_crlf(after));
}

TEST_CASE("the last list of a period may leave as a whole") {
  CHECK(closed("# Roadmap\n\n## Q1<|> 2027\n\n**Key Initiatives**:\n- **A**: a\n- **B**: b\n") ==
        "# Roadmap\n\n## Q1 2027\n\n## Q2 2027\n\n**Key Initiatives**:\n"
        "- **A**: a\n- **B**: b\n");
  CHECK(closed("# Roadmap\n\n## Q1<|> 2027\n\n### 1. A\n\nWords.\n") ==
        "# Roadmap\n\n## Q1 2027\n\n## Q2 2027\n\n### 1. A\n\nWords.\n");
  // Placeholders make room.
  CHECK(closed("# Roadmap\n\n## Q1<|> 2027\n\n**Key Initiatives**:\n1. **A**: a\n\n## Q2 2027\n\n"
               "**Key Initiatives**:\n1. **[Initiative 1]**: [Why it matters]\n") ==
        "# Roadmap\n\n## Q1 2027\n\n## Q2 2027\n\n"
        "**Key Initiatives**:\n1. **A**: a\n");
  // A table, too; a period that goes on keeps the place for others.
  CHECK(closed("# Roadmap\n\n## Q1<|> 2027\n\nWords.\n\n| Initiative | Status |\n|---|---|\n| A | "
               "Planned |\n\nMore.\n") ==
        "# Roadmap\n\n## Q1 2027\n\nWords.\n\nMore.\n\n## Q2 2027\n\n| Initiative | Status "
        "|\n|---|---|\n| A | Planned |\n");
  CHECK(carried("# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n- **A<|>**: a\n\n## Q2 2027\n") ==
        "# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n\n## Q2 2027\n\n**Key Initiatives**:\n- "
        "**A**: a\n");
}

TEST_CASE("nothing is left of a list that leaves, and it goes on in the list that is there") {
  constexpr std::string_view before =
      "# Roadmap\n\n## Q1<|> 2027\n\n**Status**: Active\n\n**Key Initiatives**:\n\n- **A**: a\n- "
      "**B**: b\n\n**Success Metrics**:\n\n- 6 harbours\n\n## Q2 2027\n\n**Goal**: Less\n\n- C\n- "
      "D\n";
  constexpr std::string_view after =
      "# Roadmap\n\n## Q1 2027\n\n**Status**: Done\n\n**Success Metrics**:\n\n- 6 harbours\n\n## "
      "Q2 "
      "2027\n\n**Goal**: Less\n\n- C\n- D\n- **A**: a\n- **B**: b\n";
  CHECK(closed(before) == after);
  CHECK(closed(with_crlf(before)) == with_crlf(after));
  // The marker is that of the list it comes to.
  CHECK(closed("# Roadmap\n\n## Q1<|> 2027\n\n**Key Initiatives**:\n- **A**: a\n\n## Q2 2027\n\n1. "
               "C\n2. D\n") ==
        "# Roadmap\n\n## Q1 2027\n\n## Q2 2027\n\n1. C\n2. D\n3. **A**: a\n");
}

TEST_CASE("headings of which nothing stays go, unless another would lose its anchor") {
  CHECK(closed("# Roadmap\n\n## Q1<|> 2027\n\n### Key Initiatives\n\n- **A**: a\n\n### Success "
               "Metrics\n\n- 6 harbours\n\n### Upkeep\n\n- [ ] keys\n- [ ] logs\n\n## Q2 "
               "2027\n\nWords.\n") ==
        "# Roadmap\n\n## Q1 2027\n\n### Success Metrics\n\n- 6 harbours\n\n## Q2 2027\n\nWords.\n\n"
        "### Key Initiatives\n\n- **A**: a\n\n### Upkeep\n\n- [ ] keys\n- [ ] logs\n");
  CHECK(closed("# Roadmap\n\n## Q1<|> 2027\n\n### Key Initiatives\n\n- **A**: a\n\n## Q2 "
               "2027\n\n### Key Initiatives\n\n- **B**: b\n") ==
        "# Roadmap\n\n## Q1 2027\n\n### Key Initiatives\n\n## Q2 2027\n\n### Key Initiatives\n\n- "
        "**B**: b\n- **A**: a\n");
}

TEST_CASE("lists below one heading go on below one heading, each with its label") {
  CHECK(closed("# Roadmap\n\n## Q1<|> 2027\n\n### Notes\n\nWords.\n\n- [ ] "
               "ask\n\n**Deliverables**:\n- [ ] ship\n\n## Q2 2027\n\n- [ ] x\n") ==
        "# Roadmap\n\n## Q1 2027\n\n### Notes\n\nWords.\n\n## Q2 2027\n\n- [ ] x\n\n### "
        "Notes\n\n- [ ] ask\n\n**Deliverables**:\n- [ ] ship\n");
}

TEST_CASE("plain items below a period are its work") {
  constexpr std::string_view before =
      "# Roadmap\n\n## Q1<|> 2027\n\n- Driver app\n- ✅ Tide maps\n- Buoys\n  - in the north\n\n## "
      "Q2 "
      "2027\n\n- Search\n\n## Non-Goals\n\n- **Plotter**: no\n";
  CHECK(offered(before, "close-period") == "Close Q1 2027: carry 2 open items over to Q2 2027");
  CHECK(closed(before) ==
        "# Roadmap\n\n## Q1 2027\n\n- ✅ Tide maps\n\n## Q2 2027\n\n- Search\n- Driver app\n- "
        "Buoys\n  - in the north\n\n## Non-Goals\n\n- **Plotter**: no\n");
  CHECK(closed("# Roadmap\n\n## Q1<|> 2027\n\n1. Driver app\n2. Buoys\n") ==
        "# Roadmap\n\n## Q1 2027\n\n## Q2 2027\n\n1. Driver app\n2. Buoys\n");
  CHECK(
      carried("# Roadmap\n\n## Q1 2027\n\n- Driver<|> app\n- Buoys\n\n## Q2 2027\n\n- Search\n") ==
      "# Roadmap\n\n## Q1 2027\n\n- Buoys\n\n## Q2 2027\n\n- Search\n- Driver app\n");
  CHECK(dropped("# Roadmap\n\n## Q1 2027\n\n- Driver<|> app\n- Buoys\n\n## Non-Goals\n\n- "
                "**Plotter**: no\n") ==
        "# Roadmap\n\n## Q1 2027\n\n- Buoys\n\n## Non-Goals\n\n- **Plotter**: no\n- **Driver "
        "app**: [Why not]\n");
  // An account of what was done.
  CHECK(closed("# Roadmap\n\n## Q1<|> 2027\n\n- Shipped the maps\n- Driver app\n") ==
        "(not offered)");
}

TEST_CASE("all that is open goes on, in whatever form") {
  // A heading whose fields say how it stands beside a table; boxes that are no part of either.
  CHECK(
      closed(
          "# Roadmap\n\n## Q4<|> 2026\n\n**Status**: In progress\n\n| Initiative | Status "
          "|\n|---|---|\n| A | ✅ Done |\n| B | 🚧 In progress |\n\n### Tenant "
          "isolation\n\n**Status**: In progress\n\n- [ ] build\n\n### Upkeep\n\n- [ ] keys\n- [x] "
          "logs\n\n## Q1 2027\n\n| Initiative | Status |\n|---|---|\n| C | Planned |\n") ==
      "# Roadmap\n\n## Q4 2026\n\n**Status**: Done\n\n| Initiative | Status |\n|---|---|\n| A | ✅ "
      "Done |\n\n### Upkeep\n\n- [x] logs\n\n## Q1 2027\n\n| Initiative | Status |\n|---|---|\n| C "
      "| Planned |\n| B | 🚧 In progress |\n\n### Tenant isolation\n\n**Status**: In "
      "progress\n\n- [ ] build\n\n### Upkeep\n\n- [ ] keys\n");
}

TEST_CASE("a day with a full stop in Last Updated is a day") {
  CHECK(closed("# Roadmap\n\n**Last Updated**: 1. November 2026\n\n## Q3<|> 2026\n\n- [ ] x\n\n"
               "## Q4 2026\n\n- [ ] y\n")
            .find("**Last Updated**: 1. December 2026\n") != std::string::npos);
  CHECK(closed("# Roadmap\n\n**Last Updated**: 3. November 2026\n\n## Q3<|> 2026\n\n- [ ] x\n\n"
               "## Q4 2026\n\n- [ ] y\n")
            .find("**Last Updated**: 1. December 2026\n") != std::string::npos);
}

TEST_CASE("a period is closed in the plan's own language") {
  const std::string plan =
      "# Fahrplan\n\n**Zuletzt aktualisiert**: 1. November 2026\n\n## Q3<|> 2026\n\n"
      "**Status**: in Arbeit\n\n**Verantwortlich**: Ana\n\n- [ ] Pegel lesen\n\n## Q4 2026\n\n"
      "- [ ] Warnen\n\n## Änderungshistorie\n\n- 2026-10-01: Erste Fassung\n";
  auto words = std::make_shared<plan::Vocabulary>();
  plan::add_locale("de", *words);
  plan::Declared declared;
  declared.vocabulary = std::move(words);
  const World world = make_world(plan, true, declared);
  const std::string after = refactored(world, "close-period", spot_of(world));
  CAPTURE(after);
  CHECK(after.find("**Zuletzt aktualisiert**: 1. Dezember 2026\n") != std::string::npos);
  CHECK(after.find("**Status**: erledigt\n") != std::string::npos);
  CHECK(after.find("- 2026-12-01: Q3 2026 abgeschlossen\n") != std::string::npos);
}

TEST_CASE("a period that is closed keeps no label or table that nothing stands below") {
  // Label, list and the blank line below it.
  CHECK(
      closed("# Roadmap\n\n## Q1<|> 2027\n\n**Goal**: Fewer calls\n\n**Key Initiatives**:\n\n1. "
             "**A**: a\n"
             "   - Impact: more\n2. **B**: b\n\n**Success Metrics**:\n- 20 boats\n\n## Q2 2027\n\n"
             "**Key Initiatives**:\n1. **C**: c\n") ==
      "# Roadmap\n\n## Q1 2027\n\n**Goal**: Fewer calls\n\n**Success Metrics**:\n- 20 boats\n\n## "
      "Q2 2027\n\n"
      "**Key Initiatives**:\n1. **C**: c\n2. **A**: a\n   - Impact: more\n3. **B**: b\n");
  // What is done keeps its label, and what somebody wrote about the list as well.
  CHECK(closed("# Roadmap\n\n## Q1<|> 2027\n\n**Key Initiatives**:\n- [x] **A**: a\n- [ ] **B**: "
               "b\n\n## Q2 2027\n\n"
               "**Key Initiatives**:\n- [ ] **C**: c\n") ==
        "# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n- [x] **A**: a\n\n## Q2 2027\n\n"
        "**Key Initiatives**:\n- [ ] **C**: c\n- [ ] **B**: b\n");
  CHECK(closed("# Roadmap\n\n## Q1<|> 2027\n\n**Key Initiatives**:\n- **A**: a\n\nMore than we can "
               "do.\n\n## Q2 2027\n\n"
               "**Key Initiatives**:\n- **C**: c\n") ==
        "# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n\nMore than we can do.\n\n## Q2 2027\n\n"
        "**Key Initiatives**:\n- **C**: c\n- **A**: a\n");
  CHECK(closed("# Roadmap\n\n## Q1<|> 2027\n\n| Initiative | Status |\n|---|---|\n| A | Planned "
               "|\n\nWords.\n\n"
               "## Q2 2027\n\n| Initiative | Status |\n|---|---|\n| C | Planned |\n") ==
        "# Roadmap\n\n## Q1 2027\n\nWords.\n\n"
        "## Q2 2027\n\n| Initiative | Status |\n|---|---|\n| C | Planned |\n| A | Planned |\n");
  // Somebody may link to a heading, and a table's head may link somewhere: these stay.
  CHECK(closed("# Roadmap\n\n## Q1<|> 2027\n\n### Key Initiatives\n\n**1. A**\n- **Why**: x\n\n"
               "## Q2 2027\n\n### Key Initiatives\n\n**1. C**\n- **Why**: z\n") ==
        "# Roadmap\n\n## Q1 2027\n\n### Key Initiatives\n\n"
        "## Q2 2027\n\n### Key Initiatives\n\n**1. C**\n- **Why**: z\n\n**2. A**\n- **Why**: x\n");
  CHECK(closed("# Roadmap\n\n## Q1<|> 2027\n\n| [Initiative](#roadmap) | Status |\n|---|---|\n| A "
               "| Planned |\n\nWords.\n\n"
               "## Q2 2027\n\n| Initiative | Status |\n|---|---|\n| C | Planned |\n") ==
        "# Roadmap\n\n## Q1 2027\n\n| [Initiative](#roadmap) | Status |\n|---|---|\n\nWords.\n\n"
        "## Q2 2027\n\n| Initiative | Status |\n|---|---|\n| C | Planned |\n| A | Planned |\n");
  // While the period goes on, a list without items waits for the next.
  CHECK(carried("# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n- **A<|>**: a\n\n## Q2 2027\n\n"
                "**Key Initiatives**:\n- **C**: c\n") ==
        "# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n\n## Q2 2027\n\n"
        "**Key Initiatives**:\n- **C**: c\n- **A**: a\n");
}

TEST_CASE("below a heading that only this period has, work goes on below the same") {
  CHECK(carried("# Roadmap\n\n## Sprint 3\n\n### Moorings\n\n- [ ] Chain<|>\n- [x] Ring\n") ==
        "# Roadmap\n\n## Sprint 3\n\n### Moorings\n\n- [x] Ring\n\n## Sprint 4\n\n### "
        "Moorings\n\n- [ ] "
        "Chain\n");
  CHECK(
      carried(
          "# Roadmap\n\n## Sprint 3\n\n### Moorings\n\n#### North\n\n- [ ] Chain<|>\n- [x] Ring\n\n"
          "## Sprint 4\n\n### Moorings\n\n#### South\n\n- [ ] Buoy\n") ==
      "# Roadmap\n\n## Sprint 3\n\n### Moorings\n\n#### North\n\n- [x] Ring\n\n"
      "## Sprint 4\n\n### Moorings\n\n#### South\n\n- [ ] Buoy\n\n#### North\n\n- [ ] Chain\n");
}

TEST_CASE("what was done on a day is dated, and told in the history") {
  constexpr std::string_view roadmap =
      "# Roadmap\n\n## Q1<|> 2027\n\n**Status**: In progress\n\n**Key Initiatives**:\n- **A**: "
      "a\n\n"
      "## Q2 2027\n\n**Key Initiatives**:\n- **C**: c\n\n## Revision History\n\n{}\n---\n\n"
      "**Last Updated**: Nov 2, 2026\n";
  const auto told = [&](std::string_view history) {
    const std::string after = closed(fmt::format(fmt::runtime(roadmap), history));
    CHECK(after.find("\n**Status**: Done\n") != std::string::npos);
    CHECK(after.ends_with("\n---\n\n**Last Updated**: Dec 1, 2026\n"));
    const std::size_t at = after.find("History\n\n");
    return at == std::string::npos ? after : after.substr(at + 9, after.rfind("\n---") - at - 9);
  };
  CHECK(told("### 2026-11-02: First roadmap\n\n- Written\n") ==
        "### 2026-12-01: Q1 2027 closed\n\n- A carried over to Q2 2027\n\n### 2026-11-02: First "
        "roadmap\n\n- Written\n");
  CHECK(told("- 2 Nov 2026: First roadmap\n") ==
        "- 1 Dec 2026: Q1 2027 closed\n- 2 Nov 2026: First roadmap\n");
  CHECK(told("- **2026-09-01** - First\n- **2026-11-02** - Second\n") ==
        "- **2026-09-01** - First\n- **2026-11-02** - Second\n- **2026-12-01** - Q1 2027 closed\n");
  CHECK(told("- **2026-11-02** (Ann): First\n") ==
        "- **2026-12-01**: Q1 2027 closed\n- **2026-11-02** (Ann): First\n");
  CHECK(told("- 2026-11-02 (Ann) — First\n") ==
        "- 2026-12-01 — Q1 2027 closed\n- 2026-11-02 (Ann) — First\n");
  CHECK(told("- **2026-11-02 (Ann)**: First\n") ==
        "- **2026-12-01**: Q1 2027 closed\n- **2026-11-02 (Ann)**: First\n");
  CHECK(told("- 2026-11-02 @ann: First\n") ==
        "- 2026-12-01: Q1 2027 closed\n- 2026-11-02 @ann: First\n");
  CHECK(told("| Date | Version | Changes |\n|---|---|---|\n| 2026-11-02 | 1.0 | First |\n") ==
        "| Date | Version | Changes |\n|---|---|---|\n| 2026-12-01 |  | Q1 2027 closed |\n| "
        "2026-11-02 | 1.0 | First |\n");
}

TEST_CASE("a period is over in the words of those before") {
  const std::string after = closed(
      "# Roadmap\n\n## Q4 2026\n\n**Status**: ✅ Complete\n\n## Q1<|> 2027\n\n**Status**: 🔄 "
      "Active\n");
  CHECK(after ==
        "# Roadmap\n\n## Q4 2026\n\n**Status**: ✅ Complete\n\n## Q1 2027\n\n**Status**: ✅ "
        "Complete\n");
}

TEST_CASE("what is dropped goes to the non-goals, where somebody says why") {
  CHECK(dropped("# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n1. **Wave hei<|>ght**: a "
                "sensor\n   - Impact: more\n"
                "2. **B**: b\n\n## What We're NOT Doing\n\n### A plotter\n\n**Why not**: They have "
                "one\n\n"
                "**Revisit when**: 3 ask\n\n## Risks\n\nWords.\n") ==
        "# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n1. **B**: b\n\n"
        "## What We're NOT Doing\n\n### A plotter\n\n**Why not**: They have one\n\n**Revisit "
        "when**: 3 ask\n\n"
        "### Wave height\n\na sensor\n\n- Impact: more\n\n**Why not**: [Why not]\n\n**Revisit "
        "when**: [Revisit when]\n\n"
        "## Risks\n\nWords.\n");
  CHECK(dropped("# Roadmap\r\n\r\n## Q1 2027\r\n\r\n**Key Initiatives**:\r\n- **Waves<|>**: a "
                "sensor\r\n\r\n"
                "## Non-Goals\r\n\r\n- **Plotter**: they have one\r\n") ==
        "# Roadmap\r\n\r\n## Q1 2027\r\n\r\n**Key Initiatives**:\r\n\r\n"
        "## Non-Goals\r\n\r\n- **Plotter**: they have one\r\n- **Waves**: [Why not]\r\n  - a "
        "sensor\r\n");
  // Its heading, and what links to it, live on at another level.
  CHECK(dropped("# Roadmap\n\n[w](#waves)\n\n## Q1 2027\n\n### Key Initiatives\n\n#### "
                "Waves<|>\n\nWords.\n\n##### More\n\n"
                "## Non-Goals\n\n### A plotter\n\n**Why not**: x\n") ==
        "# Roadmap\n\n[w](#waves)\n\n## Q1 2027\n\n### Key Initiatives\n\n"
        "## Non-Goals\n\n### A plotter\n\n**Why not**: x\n\n### Waves\n\n**Why not**: [Why "
        "not]\n\nWords.\n\n#### More\n");
  CHECK(dropped("# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n- **Waves<|>**: x\n") ==
        "(not offered)");
}

TEST_CASE("what is dropped says so in the form of the non-goals, and is in progress no more") {
  constexpr std::string_view roadmap =
      "# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n{}\n- **Z**: z\n\n## Non-Goals\n\n{}\n";
  const auto last = [&](std::string_view item, std::string_view non_goals) {
    const std::string after = dropped(fmt::format(fmt::runtime(roadmap), item, non_goals));
    const std::size_t at = after.find("## Non-Goals\n\n");
    if (at == std::string::npos) return after;
    const std::string all = after.substr(at + 14);
    return all.substr(all.find('\n') + 1);
  };
  constexpr std::string_view table = "| What | Why |\n|---|---|\n| Plotter | They have one |";
  const std::string rows = "|---|---|\n| Plotter | They have one |\n";
  CHECK(last("- **Wa<|>ves**: a sensor", table) == rows + "| Waves: a sensor | [Why not] |\n");
  CHECK(last("- **Wa<|>ves** (in progress): a sensor\n  - Impact: more", table) ==
        rows + "| Waves: a sensor; Impact: more | [Why not] |\n");
  CHECK(last("- 🚧 **Wa<|>ves**", table) == rows + "| Waves | [Why not] |\n");
  CHECK(last("- **Wa<|>ves** — 🚧 in progress", "- **Plotter** — they have one") ==
        "- **Waves** — [Why not]\n");
  CHECK(last("- **Wa<|>ves** — 🚧 in progress — for boats", "- **Plotter**: they have one") ==
        "- **Waves**: [Why not]\n  - for boats\n");
  CHECK(last("- **Wa<|>ves**: a sensor\n  - **Status**: In progress", "- **Plotter:** no") ==
        "- **Waves:** [Why not]\n  - a sensor\n  - **Status**: Dropped\n");
  // From a row to a row: cells of the same columns go along.
  CHECK(
      dropped(
          "# Roadmap\n\n## Q1 2027\n\n| Initiative | Owner | Status |\n|---|---|---|\n| "
          "Wa<|>ves | Ann | In progress |\n| Z | Joe | Planned |\n\n## Non-Goals\n\n| What | Owner "
          "| Reason |\n|---|---|---|\n| Plotter | Joe | no |\n")
          .ends_with("| Plotter | Joe | no |\n| Waves | Ann | [Why not] |\n"));
  CHECK(dropped("# Roadmap\n\n## Q1 2027\n\n| Initiative | Status |\n|---|---|\n| Wa<|>ves | In "
                "progress |\n| Z | Planned |\n\n## Non-Goals\n\n- **Plotter**: no\n")
            .ends_with("- **Plotter**: no\n- **Waves**: [Why not]\n"));
  // A heading is no row.
  CHECK(dropped("# Roadmap\n\n## Q1 2027\n\n### Waves<|>\n\n**Status**: In progress\n\n## "
                "Non-Goals\n\n| What | Why |\n|---|---|\n| Plotter | no |\n") == "(not offered)");
  CHECK(dropped("# Roadmap\n\n## Q1 2027\n\n### Waves<|>\n\n**Status**: In progress\n\n## "
                "Non-Goals\n\n### Plotter\n\n**Why not**: no\n")
            .ends_with("### Waves\n\n**Why not**: [Why not]\n\n**Status**: Dropped\n"));
}

TEST_CASE("the next period has the shape of this one, else of its neighbour") {
  CHECK(
      started("# Roadmap\n\n## Q1 2027\n\n**Goal**: Less\n\n- Maps\n\n## Q2<|> 2027\n\n- Search\n- "
              "Billing\n")
          .ends_with("- Billing\n\n## Q3 2027\n\n- [Initiative 1]\n"));
  CHECK(started("# Roadmap\n\n## Q1<|> 2027\n\n**Goal**: Less\n\n1. Maps\n2. Buoys\n")
            .ends_with("2. Buoys\n\n## Q2 2027\n\n**Goal**: [What will be different once this is "
                       "done]\n\n1. [Initiative 1]\n"));
  CHECK(started("# Roadmap\n\n## Q1 2027\n\n- Maps\n\n## Q2<|> 2027\n\nWords.\n")
            .ends_with("Words.\n\n## Q3 2027\n\n- [Initiative 1]\n"));
  const std::string okr = started(
      "//- OKRS.md\n# OKRs\n\n## Q2<|> 2027\n\n### Objective 1: Trust\n\n- **KR1**: Raise uptime "
      "from "
      "95% to 99%\n- **KR2**: Cut calls from 20 to 5\n\n### Objective 2: Help\n\n- **KR1**: 20 "
      "harbours\n");
  CHECK(okr.find("- **KR1**: 20 harbours\n\n## Q3 2027\n\n### Objective 1: [Objective]\n\n- ") !=
        std::string::npos);
  CHECK(okr.find("Objective 2: [") == std::string::npos);
}

TEST_CASE("the next period begins after the last, or before it where the latest stands first") {
  CHECK(started("# Roadmap\n\n## Q4<|> FY26: Gauges\n\n**Goal**: Trust\n\n**Key Initiatives**:\n- "
                "[ ] **A**: a\n\n"
                "### Notes\n\nOf this quarter.\n\n### Success Metrics\n\n- 6 harbours\n\n## "
                "Risks\n\nx\n") ==
        "# Roadmap\n\n## Q4 FY26: Gauges\n\n**Goal**: Trust\n\n**Key Initiatives**:\n- [ ] **A**: "
        "a\n\n"
        "### Notes\n\nOf this quarter.\n\n### Success Metrics\n\n- 6 harbours\n\n"
        "## Q1 FY27: [Theme/Focus]\n\n**Goal**: [What will be different once this is done]\n\n"
        "**Key Initiatives**:\n1. **[Initiative 1]**: [Why it matters]\n"
        "   - Expected impact: [What changes for whom - e.g., \"Setting up a project takes "
        "minutes, not days\"]\n"
        "   - Dependencies: [What has to be there first, or \"None\"]\n\n"
        "### Success Metrics\n\n- [Metric 1 - e.g., \"Median setup time falls from 40 to 10 "
        "minutes\"]\n\n"
        "## Risks\n\nx\n");
  CHECK(started("# Roadmap\n\n## Sprint 12<|>\n\n**Tasks**:\n- [ ] a\n\n## Sprint "
                "11\n\n**Tasks**:\n- [x] b\n") ==
        "# Roadmap\n\n## Sprint 13\n\n**Tasks**:\n- [ ] [Item 1]\n\n## Sprint 12\n\n**Tasks**:\n- "
        "[ ] a\n\n"
        "## Sprint 11\n\n**Tasks**:\n- [x] b\n");
  CHECK(started("# Roadmap\n\n## Q1<|> 2027\n\nWords.\n\n## Q2 2027\n\nWords.\n") ==
        "(not offered)");
  // Words have no shape: the template's.
  CHECK(
      started("# Roadmap\n\n### Q1<|> 2027\n\nWords.\n")
          .find("Words.\n\n### Q2 2027\n\n**Strategic Goal**: [What will be different once this is "
                "done]\n\n**Key Initiatives**:\n\n1. **[Initiative 1]**") != std::string::npos);
  CHECK(started("# Roadmap\n\n## Later<|>\n\nWords.\n") == "(not offered)");
  CHECK(started("# Roadmap - [Project name]\n\n## Q1<|> 2027\n\nWords.\n") == "(not offered)");
}

TEST_CASE("on a period's heading each open initiative has its own choices") {
  const World world = make_world(
      "# Roadmap\n\n## Q1<|> 2027\n\n**Key Initiatives**:\n- **A**: a\n- ✅ **B**: b\n- **C**: c\n\n"
      "## Non-Goals\n\n- **D**: d\n");
  std::vector<std::string> titles;
  for (const char* name : {"mark-done", "carry-over", "drop"}) {
    const features::Refactoring* row = features::find_refactoring(name);
    for (const Span place : row->places(spot_of(world))) {
      features::Spot spot = spot_of(world);
      spot.at = place;
      titles.push_back(row->title(spot).value_or("(not offered)"));
      CHECK(row->make(spot).has_value());
    }
  }
  CHECK(titles == std::vector<std::string>{"Mark as done: A", "Mark as done: C",
                                           "Carry over to Q2 2027: A", "Carry over to Q2 2027: C",
                                           "Drop, and say why not: A", "Drop, and say why not: C"});
  CHECK(offered("# Roadmap\n\n## Q1<|> 2027\n\n**Key Initiatives**:\n- ✅ **B**: b\n",
                "close-period") == "(not offered)");
}

TEST_CASE("a period that was closed has no open work") {
  const std::string after = closed(
      "# Roadmap\n\n## Q1<|> 2027\n\n**Key Initiatives**:\n1. **A**: a\n2. **B** (done): b\n3. "
      "**C**: c\n");
  std::string again = after;
  again.insert(again.find("Q1"), "<|>");
  CHECK(offered(again, "close-period") == "(not offered)");
  again = after;
  again.insert(again.find("Q2"), "<|>");
  CHECK(offered(again, "close-period") ==
        "Close Q2 2027: carry 2 open initiatives over to Q3 2027");
}

TEST_CASE("what a document says of itself at its end is no part of the next period") {
  constexpr std::string_view plan =
      "# Roadmap\n\n## Q4 2<|>026\n\n- [ ] Audit log\n- [x] SSO\n\n{}";
  constexpr std::string_view after =
      "# Roadmap\n\n## Q4 2026\n\n- [x] SSO\n\n## Q1 2027\n\n- [ ] Audit log\n\n{}";
  for (const std::string_view footer :
       {"---\n\n**Last Updated**: {}\n", "---\n\n*Last updated: {}*\n", "**Last Updated**: {}\n",
        "*Last updated: {}*\n"}) {
    CAPTURE(footer);
    const std::string old = fmt::format(fmt::runtime(footer), "2026-11-01");
    const std::string now = fmt::format(fmt::runtime(footer), "2026-12-01");
    CHECK(closed(fmt::format(fmt::runtime(plan), old)) == fmt::format(fmt::runtime(after), now));
  }
  // A line in the manner of one that is emphasised ends its emphasis.
  CHECK(closed("# Roadmap\n\n## Q4 2<|>026\n\n*Owner: Bo*\n\n- [ ] Audit log\n- [x] SSO\n") ==
        "# Roadmap\n\n## Q4 2026\n\n*Owner: Bo*\n\n- [x] SSO\n\n"
        "## Q1 2027\n\n*Owner: [Owner]*\n\n- [ ] Audit log\n");
}

TEST_CASE("the spaces behind a line that moves are a hard break and go with it") {
  CHECK(closed("# Roadmap\n\n## Q4 2<|>026\n\n- [x] SSO\n- [ ] Alpha  \n- [x] Foo\n\n"
               "## Q1 2027\n\n- [ ] Mobile  \n") ==
        "# Roadmap\n\n## Q4 2026\n\n- [x] SSO\n- [x] Foo\n\n"
        "## Q1 2027\n\n- [ ] Mobile  \n- [ ] Alpha  \n");
}

TEST_CASE("plain items that state how far they are go by that") {
  constexpr std::string_view plan =
      "# Roadmap\n\n## Q4 2<|>026\n\n{}\n{}\n\n## Q1 2027\n\n- Mobile: planned\n";
  constexpr std::string_view after =
      "# Roadmap\n\n## Q4 2026\n\n{}\n\n## Q1 2027\n\n- Mobile: planned\n{}\n";
  const std::pair<std::string_view, std::string_view> items[] = {
      {"- **Audit log** — in progress", "- **SSO** — done"},
      {"- Audit log: in progress", "- SSO: done"},
      {"- **Audit log**: in progress (Kim)", "- **SSO**: done (Bo)"},
  };
  for (const auto& item : items) {
    const auto open = item.first, over = item.second;
    CAPTURE(open);
    CHECK(closed(fmt::format(fmt::runtime(plan), open, over)) ==
          fmt::format(fmt::runtime(after), over, open));
  }
}

TEST_CASE("a sign in the heading of a period that is closed says that it is over") {
  constexpr std::string_view plan =
      "# Roadmap\n\n- [Q4](#q4-2026--trust-)\n\n## {}\n\n- [x] SSO\n{}\n## Q1 2027 — "
      "Reach\n\n- [ ] Mobile\n{}";
  const std::string open = "- [ ] Audit log\n";
  CHECK(closed(fmt::format(fmt::runtime(plan), "Q4 2<|>026 — Trust 🚧", open, "")) ==
        fmt::format(fmt::runtime(plan), "Q4 2026 — Trust ✅", "", open));
  // Words are a part of its anchor.
  CHECK(closed("# Roadmap\n\n## Q4 2<|>026 (in progress)\n\n- [x] SSO\n- [ ] Audit log\n\n"
               "## Q1 2027\n\n- [ ] Mobile\n") ==
        "# Roadmap\n\n## Q4 2026 (in progress)\n\n- [x] SSO\n\n"
        "## Q1 2027\n\n- [ ] Mobile\n- [ ] Audit log\n");
  // Nothing else is left to do.
  CHECK(closed("# Roadmap\n\n## 🚧 Q4 2<|>026\n\n- [x] SSO\n\n## Q1 2027\n\n- [ ] Mobile\n") ==
        "# Roadmap\n\n## ✅ Q4 2026\n\n- [x] SSO\n\n## Q1 2027\n\n- [ ] Mobile\n");
}

TEST_CASE("the steps of a phase are no open work") {
  constexpr std::string_view steps =
      "# Roadmap\n\n## Phase 3<|>: Shadow\n\n1. Shadow reads on 1 %\n2. Compare results\n\n"
      "## Phase 4: Cut\n\n1. Cut over\n";
  CHECK(closed(steps) == "(not offered)");
  CHECK(closed("# Roadmap\n\n## Phase 3<|>: Shadow\n\n1. Shadow reads\n2. Compare: in progress\n\n"
               "## Phase 4: Cut\n\n1. Cut over\n") ==
        "# Roadmap\n\n## Phase 3: Shadow\n\n1. Shadow reads\n\n"
        "## Phase 4: Cut\n\n1. Cut over\n2. Compare: in progress\n");
}

}  // namespace
}  // namespace pland::tests
