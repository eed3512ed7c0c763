#include "analysis/features/trace.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/features/check.h"

namespace pland::tests {
namespace {

using features::Thing;

constexpr std::string_view files = R"(//- ROADMAP.md
# Roadmap

## Strategic Themes

### Theme 1: Safe water

Words.

## Milestones

### Q1 2027: Alerts

**Key Initiatives**:
1. **Skipper alerts**: warn them, in `src/alerts.cpp`
   - **Theme**: Safe water
   - **Depends on**: Text gateway, [Self-checking gauges](#q4-2026-gauges)
   - [ ] Ask the skippers
2. **Basin forecast**: x
   - **Depends on**: Skipper alerts

### Q4 2026: Gauges

**Key Initiatives**:
1. **Self-checking gauges**: x

## Dependencies

| Dependency | Owner |
|------------|-------|
| Text gateway | Kim |
//- PROJECT_PLAN.md
# Plan

## Now

**1. Skipper alerts**
- **What**: see [the spec](docs/spec.md)
- **Status**: In progress

What is left:
- [x] Sketch
- [ ] Keys

**2. Nets**
- **Depends on**: Skipper alerts
//- CHANGELOG.md
# Changelog

## [1.2.0] - 2026-11-02

### Added

- Skipper alerts by e-mail
//- notes.md
# Notes

## Storm

We need [the alerts](ROADMAP.md#q1-2027-alerts) and **Skipper alerts**.
//- docs/spec.md
# Spec
//- src/alerts.cpp
int main() {}
)";

std::string fixture(std::string_view at, std::string_view file) {
  std::string text(files);
  const std::string head = fmt::format("//- {}\n", file);
  const std::size_t from = text.find(head) + head.size();
  const std::size_t place = text.find(at, from);
  REQUIRE(place != std::string::npos);
  text.insert(place, "<|>");
  return text;
}

// "name · detail @file:line".
std::string line_of(const Thing& thing) {
  const auto line =
      thing.document == nullptr ? 0 : thing.document->text.position(thing.selection.begin).line;
  CHECK_FALSE(thing.name.empty());
  CHECK(thing.span.contains(thing.selection));
  return fmt::format("{}{}{} @{}:{}\n", thing.name, thing.detail.empty() ? "" : " \u00b7 ",
                     thing.detail, name_in_root(thing.path), line + 1);
}

std::string lines_of(const std::vector<features::TraceStep>& steps) {
  std::string out;
  for (const auto& step : steps) {
    CHECK_FALSE(step.from.empty());
    out += line_of(step.thing);
  }
  return out;
}

std::string lines_of(const std::vector<Thing>& things) {
  std::string out;
  for (const Thing& thing : things) out += line_of(thing);
  return out;
}

struct Traced {
  World world;
  Thing thing;
};
Traced traced(std::string_view at, std::string_view file, bool open_all = true) {
  World world = make_world(fixture(at, file), open_all);
  const auto thing = features::thing_at(world.workspace, world.document, world.offset);
  REQUIRE(thing);
  return {std::move(world), *thing};
}

TEST_CASE("every column of a line is its thing") {
  const World world = make_world(fixture("1. **Skipper", "ROADMAP.md"));
  const std::string& text = world.text();
  const auto begin = static_cast<std::uint32_t>(text.find("1. **Skipper"));
  const auto end = static_cast<std::uint32_t>(text.find('\n', begin));
  for (std::uint32_t at = begin; at <= end; ++at) {
    CAPTURE(text.substr(at, end - at));
    const auto thing = features::thing_at(world.workspace, world.document, at);
    // On the path one is on a file, and the line is what is meant.
    REQUIRE(thing);
    CHECK(thing->name == "Skipper alerts");
  }
  const auto name = [&](std::string_view needle, std::uint32_t by = 0) {
    const auto at = static_cast<std::uint32_t>(text.find(needle)) + by;
    const auto thing = features::thing_at(world.workspace, world.document, at);
    return thing ? thing->name : std::string();
  };
  CHECK(name("### Q1 2027") == "Q1 2027: Alerts");
  CHECK(name("Q1 2027: Alerts", 15) == "Q1 2027: Alerts");
  CHECK(name("   - **Depends on**: Skipper") == "Basin forecast");
  CHECK(name("Skipper alerts\n\n### Q4") == "Skipper alerts");  // a name is what it means
  CHECK(name("[Self-checking") == "Self-checking gauges");
  CHECK(name("| Text gateway") == "Text gateway");
  CHECK(name("Words.") == "");
  CHECK(name("# Roadmap") == "");
}

TEST_CASE("outgoing: needs, plan, changelog, code") {
  for (const bool open_all : {true, false}) {
    const Traced it = traced("Skipper alerts**: warn", "ROADMAP.md", open_all);
    CHECK(lines_of(features::outgoing(it.world.workspace, it.thing)) ==
          "Text gateway \u00b7 needs \u00b7 dependency @ROADMAP.md:30\n"
          "Self-checking gauges \u00b7 needs \u00b7 initiative @ROADMAP.md:24\n"
          "1. Skipper alerts \u00b7 plan \u00b7 initiative \u00b7 in progress @PROJECT_PLAN.md:5\n"
          "Skipper alerts by e-mail \u00b7 shipped in 1.2.0 @CHANGELOG.md:7\n"
          "alerts.cpp \u00b7 src/alerts.cpp @src/alerts.cpp:1\n"
          "Ask the skippers \u00b7 task \u00b7 todo @ROADMAP.md:17\n");
  }
  const Traced quarter = traced("Q1 2027", "ROADMAP.md");
  CHECK(lines_of(features::outgoing(quarter.world.workspace, quarter.thing)) ==
        "Skipper alerts \u00b7 initiative @ROADMAP.md:14\n"
        "Basin forecast \u00b7 initiative @ROADMAP.md:18\n");
  const Traced item = traced("1. Skipper", "PROJECT_PLAN.md");
  CHECK(lines_of(features::outgoing(item.world.workspace, item.thing)) ==
        "Skipper alerts by e-mail \u00b7 shipped in 1.2.0 @CHANGELOG.md:7\n"
        "spec.md \u00b7 docs/spec.md @docs/spec.md:1\n"
        "Sketch \u00b7 task \u00b7 done @PROJECT_PLAN.md:10\n"
        "Keys \u00b7 task \u00b7 todo @PROJECT_PLAN.md:11\n");
}

TEST_CASE("incoming: what it stands in, who needs and who names it") {
  for (const bool open_all : {true, false}) {
    const Traced it = traced("Skipper alerts**: warn", "ROADMAP.md", open_all);
    // Open documents come first among those of one sort.
    const std::string needing =
        open_all ? "2. Nets \u00b7 needs it \u00b7 initiative @PROJECT_PLAN.md:13\n"
                   "Basin forecast \u00b7 needs it \u00b7 initiative @ROADMAP.md:18\n"
                 : "Basin forecast \u00b7 needs it \u00b7 initiative @ROADMAP.md:18\n"
                   "2. Nets \u00b7 needs it \u00b7 initiative @PROJECT_PLAN.md:13\n";
    CHECK(lines_of(features::incoming(it.world.workspace, it.thing)) ==
          "Q1 2027: Alerts \u00b7 milestone @ROADMAP.md:11\n"
          "Theme 1: Safe water \u00b7 theme @ROADMAP.md:5\n" +
              needing + "Storm \u00b7 mentions it @notes.md:3\n");
  }
  const Traced quarter = traced("Q1 2027", "ROADMAP.md");
  CHECK(lines_of(features::incoming(quarter.world.workspace, quarter.thing)) ==
        "Storm \u00b7 mentions it @notes.md:3\n");
  const Traced task = traced("Keys", "PROJECT_PLAN.md");
  CHECK(lines_of(features::incoming(task.world.workspace, task.thing)) ==
        "1. Skipper alerts \u00b7 initiative \u00b7 in progress @PROJECT_PLAN.md:5\n");
  const Traced item = traced("1. Skipper", "PROJECT_PLAN.md");
  CHECK(lines_of(features::incoming(item.world.workspace, item.thing))
            .starts_with("Skipper alerts \u00b7 roadmap \u00b7 initiative @ROADMAP.md:14\n"
                         "Now \u00b7 milestone @PROJECT_PLAN.md:3\n"));
}

TEST_CASE("where it is said") {
  const Traced it = traced("Skipper alerts**: warn", "ROADMAP.md");
  const std::string& text = it.world.text();
  const auto steps = features::outgoing(it.world.workspace, it.thing);
  CHECK(steps[0].from[0].of(text) == "Text gateway");
  CHECK(steps[1].from[0].of(text) == "[Self-checking gauges](#q4-2026-gauges)");
  const auto callers = features::incoming(it.world.workspace, it.thing);
  for (const auto& step : callers) {
    CAPTURE(step.thing.name);
    for (const Span from : step.from) CHECK(from.end <= step.thing.document->text.size());
  }
}

TEST_CASE("above and below: theme, milestone, initiative, item, task") {
  const Traced it = traced("Skipper alerts**: warn", "ROADMAP.md");
  CHECK(lines_of(features::things_above(it.world.workspace, it.thing)) ==
        "Q1 2027: Alerts \u00b7 milestone @ROADMAP.md:11\n"
        "Theme 1: Safe water \u00b7 theme @ROADMAP.md:5\n");
  CHECK(lines_of(features::things_below(it.world.workspace, it.thing)) ==
        "Ask the skippers \u00b7 task \u00b7 todo @ROADMAP.md:17\n"
        "1. Skipper alerts \u00b7 plan \u00b7 initiative \u00b7 in progress @PROJECT_PLAN.md:5\n");
  const Traced theme = traced("Theme 1", "ROADMAP.md");
  CHECK(lines_of(features::things_below(theme.world.workspace, theme.thing)) ==
        "Skipper alerts \u00b7 initiative @ROADMAP.md:14\n");
  const Traced item = traced("1. Skipper", "PROJECT_PLAN.md");
  CHECK(lines_of(features::things_below(item.world.workspace, item.thing)) ==
        "Sketch \u00b7 task \u00b7 done @PROJECT_PLAN.md:10\n"
        "Keys \u00b7 task \u00b7 todo @PROJECT_PLAN.md:11\n");
  const Traced task = traced("Keys", "PROJECT_PLAN.md");
  CHECK(lines_of(features::things_above(task.world.workspace, task.thing)) ==
        "1. Skipper alerts \u00b7 initiative \u00b7 in progress @PROJECT_PLAN.md:5\n");
}

std::string jump(const World& world, const std::optional<features::Definition>& found) {
  if (!found) return "nowhere\n";
  std::string out;
  for (const features::Target& target : found->targets)
    out += to_text(world.workspace, target) + "\n";
  return out;
}

TEST_CASE("jumps along the trace") {
  const auto implementation = [](std::string_view at, std::string_view file) {
    const World world = make_world(fixture(at, file));
    return jump(world, features::implementation(world.workspace, world.document, world.offset));
  };
  CHECK(implementation("Skipper alerts**: warn", "ROADMAP.md") ==
        "PROJECT_PLAN.md:5:3 **1. Skipper alerts**\n"
        "CHANGELOG.md:7:3 - Skipper alerts by e-mail\n"
        "src/alerts.cpp:1:1\n");
  CHECK(implementation("Skipper alerts\n\n### Q4", "ROADMAP.md") ==
        implementation("Skipper alerts**: warn", "ROADMAP.md"));
  CHECK(implementation("Q1 2027", "ROADMAP.md") == "nowhere\n");
  CHECK(implementation("Words.", "ROADMAP.md") == "nowhere\n");

  const auto declaration = [](std::string_view at, std::string_view file) {
    const World world = make_world(fixture(at, file));
    return jump(world, features::declaration(world.workspace, world.document, world.offset));
  };
  CHECK(declaration("1. Skipper", "PROJECT_PLAN.md").starts_with("ROADMAP.md:14:6 "));
  CHECK(declaration("Skipper alerts**: warn", "ROADMAP.md").starts_with("ROADMAP.md:14:6 "));
  CHECK(declaration("[the spec]", "PROJECT_PLAN.md").starts_with("docs/spec.md:1:1"));

  const auto type = [](std::string_view at, std::string_view file) {
    const World world = make_world(fixture(at, file));
    return jump(world, features::type_definition(world.workspace, world.document, world.offset));
  };
  CHECK(type("Skipper alerts**: warn", "ROADMAP.md") ==
        "ROADMAP.md:11:5 ### Q1 2027: Alerts\nROADMAP.md:5:5 ### Theme 1: Safe water\n");
  CHECK(type("Text gateway |", "ROADMAP.md") == "ROADMAP.md:26:4 ## Dependencies\n");
  CHECK(type("Q1 2027", "ROADMAP.md") == "ROADMAP.md:9:4 ## Milestones\n");
}

TEST_CASE("found again after an edit, or gone") {
  Traced it = traced("Skipper alerts**: warn", "ROADMAP.md");
  auto edited = workspace::make_document(it.world.document->path, 2,
                                         it.world.document->text.edit({0, 0}, "Words.\r\n\r\n"), {},
                                         it.world.document.get());
  it.world.workspace.open[edited->path] = edited;
  const auto again = features::thing_named(it.world.workspace, edited->path, "Skipper alerts",
                                           it.thing.selection.begin);
  REQUIRE(again);
  CHECK(again->selection.begin == it.thing.selection.begin + 10);
  CHECK_FALSE(features::thing_named(it.world.workspace, edited->path, "Boats", 0));
  CHECK_FALSE(features::thing_named(it.world.workspace, "/ws/none.md", "Boats", 0));
}

TEST_CASE("traces hold at every byte, also where a document is torn") {
  for (const std::string_view name : {"ROADMAP.md", "PROJECT_PLAN.md", "OKRS.md", "CHANGELOG.md"}) {
    const World world = examples(name);
    for (std::uint32_t at = 0; at <= world.document->text.size() + 1; at += 3) {
      CAPTURE(line_and_column(world.text(), at));
      const auto thing = features::thing_at(world.workspace, world.document, at);
      if (!thing) continue;
      REQUIRE(thing->span.contains(thing->selection));
      features::type_definition(world.workspace, world.document, at);
    }
  }
  const World world = examples("ROADMAP.md");
  const std::string& text = world.text();
  for (std::size_t cut = 0; cut <= text.size(); cut += 211) {
    auto torn = workspace::make_document(world.document->path, 2,
                                         markdown::Document::parse(text.substr(0, cut)));
    workspace::Workspace workspace = world.workspace;
    workspace.open[torn->path] = torn;
    const auto thing = features::thing_at(workspace, torn, static_cast<std::uint32_t>(cut));
    if (!thing) continue;
    features::incoming(workspace, *thing);
    features::outgoing(workspace, *thing);
    features::things_below(workspace, *thing);
    features::implementation(workspace, torn, static_cast<std::uint32_t>(cut));
  }
}

}  // namespace
}  // namespace pland::tests
