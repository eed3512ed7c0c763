// The law of traces: what A leads to says A of who leads to it, and the other way round. The same
// of above and below.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <map>
#include <set>

#include "analysis/features/trace.h"
#include "analysis/text/unicode.h"
#include "tests/features/check.h"

namespace pland::tests {
namespace {

using features::Thing;

std::string key_of(const Thing& thing) {
  return fmt::format("{} {} {} \"{}\"", static_cast<int>(thing.form()), name_in_root(thing.path),
                     thing.selection.begin, thing.name);
}

// Every thing of a workspace that a cursor can be on, and what those lead to or come from.
class Everything {
 public:
  explicit Everything(const World& world) : world_(world) {
    for (const auto& [path, document] : world.workspace.open) {
      for (std::uint32_t line = 0; line < document->text.line_count(); ++line) {
        const Span span = document->text.line_span(line);
        for (const std::uint32_t at : {span.begin, span.begin + span.size() / 2, span.end}) {
          if (const auto thing = features::thing_at(world.workspace, document, at)) add(*thing);
        }
      }
    }
    for (std::size_t i = 0; i < order_.size(); ++i) {
      const Thing thing = things_.at(order_[i]);
      note(thing, features::outgoing(world.workspace, thing), out_);
      note(thing, features::incoming(world.workspace, thing), in_);
      for (const Thing& one : features::things_below(world.workspace, thing))
        add(one), below_[order_[i]].insert(key_of(one));
      for (const Thing& one : features::things_above(world.workspace, thing))
        add(one), above_[order_[i]].insert(key_of(one));
    }
  }

  void check() const {
    CHECK(order_.size() > 5);
    check_mirrored(out_, in_, "outgoing, not incoming");
    check_mirrored(in_, out_, "incoming, not outgoing");
    check_mirrored(below_, above_, "below, not above");
    check_mirrored(above_, below_, "above, not below");
  }

  // Each is found again by what a client carries of it.
  void check_found_again() const {
    for (const auto& entry : things_) {
      const Thing& thing = entry.second;
      const std::string& key = entry.first;
      CAPTURE(key);
      const auto again = features::thing_named(world_.workspace, thing.path, thing.name,
                                               thing.selection.begin, thing.form());
      REQUIRE(again);
      CHECK(key_of(*again) == key);
    }
  }

 private:
  using Relation = std::map<std::string, std::set<std::string>>;

  void add(const Thing& thing) {
    if (things_.emplace(key_of(thing), thing).second) order_.push_back(key_of(thing));
  }
  void note(const Thing& thing, const std::vector<features::TraceStep>& steps, Relation& to) {
    for (const features::TraceStep& step : steps) {
      add(step.thing);
      to[key_of(thing)].insert(key_of(step.thing));
      CHECK_FALSE(step.from.empty());
    }
  }
  static void check_mirrored(const Relation& one, const Relation& other, const char* what) {
    for (const auto& entry : one) {
      for (const std::string& to : entry.second) {
        const auto back = other.find(to);
        const bool mirrored = back != other.end() && back->second.contains(entry.first);
        const std::string& from = entry.first;
        CAPTURE(what);
        CAPTURE(from);
        CAPTURE(to);
        CHECK(mirrored);
      }
    }
  }

  const World& world_;
  std::map<std::string, Thing> things_;
  std::vector<std::string> order_;
  Relation out_, in_, below_, above_;
};

TEST_CASE("who is led to says by whom, in the examples") {
  const World world = examples("ROADMAP.md");
  const Everything all(world);
  all.check();
  all.check_found_again();
}

constexpr std::string_view odd = R"(//- ROADMAP.md
# Roadmap

## Strategic Themes

### Theme 1: Safe water

**Key Initiatives**:
- **Skipper alerts**: also here

See [the gauges](#q4-2026-gauges) and **Basin forecast**, [spec](docs/spec.md).

### Theme 2: Ice

## Milestones

### Q1 2027 (Jan - Mar): Safe water

Prose with **Basin forecast** and [all of it](PROJECT_PLAN.md#now).

**Key Initiatives**:
1. **Skipper alerts**: warn them, in `src/alerts.cpp` and [spec](docs/spec.md)
   - **Theme**: Ice
   - **Depends on**: Text gateway, [Self-checking gauges](#q4-2026-gauges), TEN-3
   - [ ] Ask the skippers about Basin forecast
2. **Basin forecast**: x
   - **Depends on**:
     - Skipper alerts
     - Nets

### Q4 2026: Gauges

**Key Initiatives**:
1. **Self-checking gauges**: x, after Q1 2027 and `PROJECT_PLAN.md`

## Risks

### Risk 1: Ice on gauges

**Mitigation**: Basin forecast

## Dependencies

| Dependency | Owner |
|------------|-------|
| Text gateway | Kim |
| Basin forecast | Ole |
//- PROJECT_PLAN.md
# Plan

## Now

**1. Skipper alerts**
- **What**: see [the spec](docs/spec.md)
- **Status**: In progress
- **Theme**: Safe water

What is left, with Nets:
- [x] Sketch
- [ ] Keys

**2. Nets**
- **Depends on**: Skipper alerts
- **Parent**: Basin forecast
//- CHANGELOG.md
# Changelog

## [Unreleased]

### Added

- Basin forecast for **Nets** ([spec](docs/spec.md))

## [1.2.0] - 2026-11-02

### Added

- Skipper alerts by e-mail
- Words alone
//- notes.md
# Notes

We need Basin forecast.

## Storm

We need [the alerts](ROADMAP.md#q1-2027-jan---mar-safe-water) and **Skipper alerts**, or
[Skipper alerts](ROADMAP.md#q1-2027-jan---mar-safe-water).
//- docs/spec.md
# Spec

For [Keys](../PROJECT_PLAN.md#now).
//- src/alerts.cpp
int main() {}
)";

TEST_CASE("who is led to says by whom, in odd places") {
  const World world = make_world(odd);
  const Everything all(world);
  all.check();
  all.check_found_again();
}

constexpr std::string_view tables = R"(//- ROADMAP.md
# Roadmap

## Milestones

### Q1 2027 (Jan - Mar): Safe water

| Initiative | Owner | Depends on |
|------------|-------|------------|
| Skipper alerts | Kim | Text gateway |
| **Basin forecast** | Ole | Skipper alerts, Nets |

### Q2 2027 (Apr - Jun): Ice

**Key Initiatives**:
1. **Ice charts**: x
   - **Depends on**: Basin forecast

## Risks

| Risk | Mitigation |
|------|------------|
| Ice on gauges | Basin forecast |
//- PROJECT_PLAN.md
# Plan

## Now

| Item | Owner | Status | Depends on | Notes |
|------|-------|--------|------------|-------|
| Skipper alerts | Kim | In progress | Nets | see [spec](docs/spec.md) and Ice charts |
| [Basin forecast](ROADMAP.md#q1-2027-jan---mar-safe-water) | Ole | Planned | [Skipper alerts](#now) | `src/alerts.cpp` |
| Nets | Ole | Done | | [ice](ROADMAP.md#q2-2027-apr---jun-ice) |
| TEN-3 Keys | Ole | Planned | TEN-4 | x |

## Next

| Task | Supports | Blocked by |
|------|----------|------------|
| TEN-4 Locks | Basin forecast | Nets |
| Sketch | Ice charts | Skipper alerts |

## Blockers

| Blocker | Affects | Owner |
|---------|---------|-------|
| Radio licence | Skipper alerts | Kim |

## Dependencies

| Dependency | Needed by | Owner |
|------------|-----------|-------|
| Text gateway | Skipper alerts | Kim |
| Nets | Ice charts | Ole |
//- CHANGELOG.md
# Changelog

## [1.0.0] - 2026-11-02

### Added

- Nets for the outer basins
//- docs/spec.md
# Spec

See [the plan](../PROJECT_PLAN.md#now) and Nets.
//- src/alerts.cpp
int main() {}
)";

TEST_CASE("who is led to says by whom, in tables") {
  for (const bool open : {true, false}) {
    const World world = make_world(tables, open);
    const Everything all(world);
    all.check();
    all.check_found_again();
  }
}

TEST_CASE("an entry of a changelog answers at every column") {
  const World world = make_world(odd);
  const auto document = world.workspace.document(path_in_root("CHANGELOG.md"));
  const std::string text = document->text.text();
  for (const std::string_view line : {"- Skipper alerts by e-mail", "- Words alone"}) {
    const auto begin = static_cast<std::uint32_t>(text.find(line));
    for (std::uint32_t at = begin; at <= begin + line.size(); ++at) {
      CAPTURE(text.substr(at, 12));
      const auto thing = features::thing_at(world.workspace, document, at);
      REQUIRE(thing);
    }
  }
  const auto entry = features::thing_at(world.workspace, document,
                                        static_cast<std::uint32_t>(text.find("by e-mail")));
  REQUIRE(entry);
  CHECK(entry->name == "Skipper alerts by e-mail");
  CHECK(entry->form() == Thing::Form::entry);
  std::set<std::string> ships;
  for (const auto& step : features::incoming(world.workspace, *entry))
    ships.insert(step.thing.name);
  CHECK(ships == std::set<std::string>{"Skipper alerts", "1. Skipper alerts"});
}

TEST_CASE("a theme is above what its list, its fields and its milestones name") {
  const World world = make_world(odd);
  const auto named = [&](std::string_view path, std::string_view name) {
    const auto found = features::thing_named(world.workspace, path_in_root(path), name, 0);
    REQUIRE(found);
    return *found;
  };
  const auto names = [](const std::vector<Thing>& things) {
    std::set<std::string> out;
    for (const Thing& one : things) out.insert(one.name);
    return out;
  };
  const auto below =
      names(features::things_below(world.workspace, named("ROADMAP.md", "Theme 1: Safe water")));
  CHECK(below.contains("Skipper alerts"));
  CHECK(below.contains("Q1 2027 (Jan - Mar): Safe water"));
  CHECK(names(features::things_above(world.workspace, named("PROJECT_PLAN.md", "Keys"))) ==
        std::set<std::string>{"1. Skipper alerts"});
}

}  // namespace
}  // namespace pland::tests
