#include "analysis/features/timeline.h"

#include <algorithm>
#include <cctype>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <set>

#include "analysis/pictures/timeline_svg.h"
#include "analysis/pictures/timeline_text.h"
#include "analysis/pictures/words.h"
#include "analysis/text/unicode.h"
#include "tests/features/check.h"
#include "tests/support/cost.h"
#include "tests/support/sample_plans.h"

namespace pland::tests {
namespace {

using features::LaneKind;
using features::LaneTime;
using features::Timeline;
using features::TimelineCard;
using features::TimelineLane;

std::string_view name(LaneTime time) {
  switch (time) {
    case LaneTime::past:
      return "past";
    case LaneTime::current:
      return "current";
    case LaneTime::future:
      return "future";
    case LaneTime::unknown:
      break;
  }
  return "undated";
}

std::string days(const TimelineLane& lane) {
  if (!lane.last) return {};
  return fmt::format(" {}..{}", lane.first ? plan::to_iso(*lane.first) : "",
                     plan::to_iso(*lane.last));
}

// A line for each period, and below it one for each card.
std::string written(const std::optional<Timeline>& timeline) {
  if (!timeline) return "none\n";
  std::string out;
  for (const TimelineLane& lane : timeline->lanes) {
    out += fmt::format(
        "{}{} {}{}{}", lane.name, lane.goal.empty() ? "" : " | " + lane.goal, name(lane.time),
        days(lane),
        lane.metrics > 0 ? fmt::format(" metrics {}/{}", lane.met_metrics, lane.metrics) : "");
    out += '\n';
    for (const TimelineCard& card : lane.cards) {
      out += fmt::format("  {} <{}>", card.title, plan::name(card.kind));
      if (!card.status_text.empty()) out += " " + card.status_text;
      if (card.percent) out += fmt::format(" {}%", *card.percent);
      if (card.tasks > 0) out += fmt::format(" tasks {}/{}", card.done_tasks, card.tasks);
      if (card.metrics > 0) out += fmt::format(" metrics {}/{}", card.met_metrics, card.metrics);
      if (!card.owner.empty()) out += " owner " + card.owner;
      if (card.due) out += " due " + plan::to_iso(*card.due);
      if (card.overdue) out += fmt::format(" overdue {}", *card.overdue);
      if (card.blocked) out += " blocked";
      for (const std::string& blocker : card.blockers) out += " by " + blocker;
      for (const features::TimelineNeed& need : card.needs)
        out += fmt::format(" needs {}{}{}", need.name, need.open ? "" : " (done)",
                           need.card.empty() ? "" : " #" + need.card);
      out += '\n';
    }
  }
  for (const features::TimelineDate& date : timeline->dates)
    out += fmt::format("{} {} {}\n", plan::to_iso(date.day), date.review ? "review" : "due",
                       date.title);
  return out;
}

std::optional<Timeline> timeline_of(const World& world) {
  return features::timeline(world.workspace, *world.document, december());
}
std::string timeline(std::string_view fixture, bool open_all = true) {
  return written(timeline_of(make_world(fixture, open_all)));
}

// What holds for every timeline of every document.
void check_laws(const World& world, const Timeline& timeline) {
  const plan::Plan& plan = *world.document->plan;
  // A card is a thing of the document: its name is the name of an entity, a heading or an item.
  std::set<std::pair<std::uint32_t, std::uint32_t>> names;
  for (const plan::PlacedChapter& placed : plan.chapters) {
    const auto add = [&](Span span) {
      span = span.shifted(placed.offset);
      names.emplace(span.begin, span.end);
    };
    for (const plan::Entity& entity : placed.facts->entities) add(entity.name_span);
    for (const plan::Section& section : placed.facts->sections) add(section.title_span);
    for (const plan::Item& item : placed.facts->items)
      add(item.name_span.empty() ? item.text : item.name_span);
  }
  std::set<std::string> ids;
  const Span whole{0, world.document->text.size()};
  const auto check = [&](const std::string& id, Span span, Span name) {
    CAPTURE(id);
    CHECK(ids.insert(id).second);
    CHECK(id.starts_with("pland-"));
    CHECK(id.find_first_of(" \"'<>&#.") == std::string::npos);
    CHECK(whole.contains(span));
    CHECK(span.contains(name));
    CHECK_FALSE(name.empty());
    CHECK(names.contains({name.begin, name.end}));
  };
  std::optional<plan::Date> before;
  for (const TimelineLane& lane : timeline.lanes) {
    check(lane.id, lane.span, lane.heading);
    CHECK(lane.all == lane.cards.size() + lane.left_out);
    CHECK(lane.closed <= lane.all);
    std::uint32_t end = lane.span.begin;
    for (const TimelineCard& card : lane.cards) {
      check(card.id, card.span, card.name);
      CHECK(lane.span.contains(card.span));
      CHECK(card.span.begin >= end);
      end = card.span.end;
    }
    if (lane.kind != LaneKind::dated) continue;
    const plan::Date first = lane.first.value_or(*lane.last);
    if (before) CHECK(*before <= first);
    before = first;
  }
  for (const TimelineLane& lane : timeline.lanes)
    for (const TimelineCard& card : lane.cards)
      for (const features::TimelineNeed& need : card.needs)
        CHECK((need.card.empty() || ids.contains(need.card)));
}

constexpr std::string_view harbour = R"(//- ROADMAP.md
# Roadmap - Harbour

## Milestones

### Q1 2027 (Jan - Mar): Alerts

**Key Initiatives**:
1. **Skipper alerts**: a message
   - **Owner**: @dana
   - **Depends on**: [Gauges](#q4-2026-oct---dec-gauges)
   - [x] texts
   - [ ] numbers
2. **Fog horn** ❌

**Success Metrics**:
- 400 skippers have alerts

### Q4 2026 (Oct - Dec): Gauges

**Key Initiatives**:
1. ✅ **Gauges**: they measure
2. **Berth map**: all berths

**Success Metrics**:
- [x] 40 gauges
- 10 maps

### Q3 2026: Poles

**Key Initiatives**:
1. **Painted poles**: paint
2. **Ropes** ✅

## Later

- A second coast

## Phase 2: Rivers

- [ ] One river
- [x] Another river

## Strategic Decisions

### Decision 1: Stay small

**Decision**: We stay.

**Review Date**: 2026-11-15
<|>
//- PROJECT_PLAN.md
# Plan

## Now

**1. Berth map**
- **Status**: 40% complete
- **Who**: Tobias

## Active Blockers

**Printer is broken**
- **Blocks**: Berth map
- **ETA**: 2026-12-10
)";

TEST_CASE("periods in the order of time, with their work") {
  const std::string expected =
      "Q3 2026 | Poles past 2026-07-01..2026-09-30\n"
      "  Painted poles <initiative> overdue 62\n"
      "  Ropes <initiative> done\n"
      "Q4 2026 | Gauges current 2026-10-01..2026-12-31 metrics 1/2\n"
      "  Gauges <initiative> done\n"
      "  Berth map <initiative> in progress owner Tobias blocked by Printer is broken\n"
      "Q1 2027 | Alerts future 2027-01-01..2027-03-31 metrics 0/1\n"
      "  Skipper alerts <initiative> tasks 1/2 owner @dana needs Gauges (done) "
      "#pland-q4-2026-gauges\n"
      "  Fog horn <initiative> dropped\n"
      "Later future\n"
      "  A second coast <initiative>\n"
      "Phase 2 | Rivers undated\n"
      "  One river <task> todo\n"
      "  Another river <task> done\n"
      "2026-11-15 review Decision 1: Stay small\n";
  CHECK(timeline(harbour) == expected);
  CHECK(timeline(harbour, false) == expected);  // the plan is closed
  const World world = make_world(harbour);
  check_laws(world, *timeline_of(world));
}

TEST_CASE("documents without periods have no timeline") {
  CHECK(timeline("") == "none\n");
  CHECK(timeline("# Roadmap\n\n## Vision\n\nWords.\n") == "none\n");
  CHECK(timeline("//- CHANGELOG.md\n# Changelog\n\n## 1.2.0 - 2026-11-01\n\n- x\n") == "none\n");
  CHECK(timeline("//- notes.md\n# Notes\n\nQ1 2027 will be busy.\n") == "none\n");
  CHECK(timeline("# Roadmap - [Project]\n\n## Milestones\n\n### [Quarter]: [Theme]\n\n"
                 "**Key Initiatives**:\n1. **[Initiative]**: [what]\n") == "none\n");
}

TEST_CASE("a document about one period has that one") {
  CHECK(timeline("//- OKRS.md\n# OKRs - Q1 2027\n\n## Objective 1: Trust\n\n### Key Results\n\n"
                 "- [x] 40 harbours\n- 20 gauges\n\n## Objective 2: Reach\n") ==
        "Q1 2027 future 2027-01-01..2027-03-31 metrics 1/2\n"
        "  Objective 1: Trust <objective> metrics 1/2\n"
        "  Objective 2: Reach <objective>\n");
}

TEST_CASE("a year is its quarters, and what stands in the year itself stays there") {
  CHECK(timeline("# Roadmap\n\n## 2027\n\n### Q1 2027\n\n**Key Initiatives**:\n- **A**\n\n"
                 "### Q2 2027\n\n**Key Initiatives**:\n- **B**\n") ==
        "Q1 2027 future 2027-01-01..2027-03-31\n  A <initiative>\n"
        "Q2 2027 future 2027-04-01..2027-06-30\n  B <initiative>\n");
  CHECK(timeline("# Roadmap\n\n## 2027\n\n**Key Initiatives**:\n- **C**\n\n### Q1 2027\n\n"
                 "**Key Initiatives**:\n- **A**\n") ==
        "Q1 2027 future 2027-01-01..2027-03-31\n  A <initiative>\n"
        "2027 future 2027-01-01..2027-12-31\n  C <initiative>\n");
}

TEST_CASE("a milestone within a quarter is a piece of its work") {
  CHECK(
      timeline("# Roadmap\n\n## Q1 2027\n\n### Milestone 1: Beta (due 2027-02-01)\n\n"
               "**Key Initiatives**:\n- **A** ✅\n- **B**\n\n### Milestone 2: Launch\n\nWords.\n") ==
      "Q1 2027 future 2027-01-01..2027-03-31\n"
      "  Milestone 1: Beta <milestone> tasks 1/2 due 2027-02-01\n"
      "  Milestone 2: Launch <milestone>\n");
}

TEST_CASE("ids stay the same when something else is edited") {
  const World world = make_world(harbour);
  const auto ids = [](const Timeline& timeline) {
    std::vector<std::string> out;
    for (const TimelineLane& lane : timeline.lanes) {
      out.push_back(lane.id);
      for (const TimelineCard& card : lane.cards) out.push_back(card.id);
    }
    return out;
  };
  const auto before = ids(*timeline_of(world));
  std::string text = world.document->text.text();
  const auto replace = [&](std::string_view old, std::string_view now) {
    const auto at = text.find(old);
    REQUIRE(at != std::string::npos);
    text.replace(at, old.size(), now);
  };
  replace("## Milestones", "Words.\n\n## A new section\n\nMore words.\n\n## Milestones");
  replace("**Owner**: @dana", "**Owner**: @kim");
  replace("Q3 2026: Poles", "Q3 2026: Other words");
  replace("- A second coast", "- A second coast (done)");
  const auto edited =
      workspace::make_document(world.document->path, 2, markdown::Document::parse(text));
  const auto after = features::timeline(world.workspace, *edited, december());
  REQUIRE(after);
  CHECK(ids(*after) == before);
}

TEST_CASE("equal names have ids of their own") {
  const World world = make_world(
      "# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n- **A**\n- **A**\n- **😀**\n- **日本**\n\n"
      "## Q1 2027\n\n**Key Initiatives**:\n- **A**\n");
  const auto drawn = timeline_of(world);
  REQUIRE(drawn);
  check_laws(world, *drawn);
  CHECK(drawn->cards() == 5);
}

TEST_CASE("what holds for every timeline holds for all examples") {
  for (const std::string_view name : {"ROADMAP.md", "PROJECT_PLAN.md", "OKRS.md"}) {
    CAPTURE(name);
    const World world = examples(name);
    const auto drawn = timeline_of(world);
    REQUIRE(drawn);
    check_laws(world, *drawn);
  }
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    const World world = make_world("//- ROADMAP.md\n" + sample_roadmap(20000, seed));
    const auto drawn = timeline_of(world);
    REQUIRE(drawn);
    check_laws(world, *drawn);
  }
}

TEST_CASE("a picture holds what is near today") {
  std::string text = "# Roadmap\n";
  for (int year = 2000; year < 2040; ++year)
    text += fmt::format("\n## Q1 {}\n\n**Key Initiatives**:\n- **A**\n- **B**\n- **C**\n", year);
  const World world = make_world(text);
  const Timeline near = features::nearest(*timeline_of(world), 6, 2);
  REQUIRE(near.lanes.size() == 6);
  CHECK(near.lanes[2].name == "Q1 2027");
  CHECK(near.earlier == 25);
  CHECK(near.later == 9);
  CHECK(near.lanes[0].cards.size() == 2);
  CHECK(near.lanes[0].left_out == 1);
  CHECK(near.lanes[0].all == 3);
  const std::string svg = pictures::timeline_svg(near, 1000);
  CHECK(svg.find("Not shown: 25 earlier periods, 9 later periods") != std::string::npos);
  CHECK(svg.find(">and 1 more<") != std::string::npos);
}

// -- pictures

// Every value of an attribute `id`.
std::vector<std::string> ids_in(const std::string& svg) {
  std::vector<std::string> out;
  for (std::size_t at = 0; (at = svg.find(" id=\"", at)) != std::string::npos;) {
    at += 5;
    out.push_back(svg.substr(at, svg.find('"', at) - at));
  }
  return out;
}

// The text without the sequences that colour it.
std::string without_colour(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '\x1b') {
      out += text[at++];
      continue;
    }
    at = text.find('m', at) + 1;
  }
  return out;
}

constexpr std::string_view hostile =
    "# Road \"map\" <script>alert(1)</script> & 'co'\n\n"
    "## Q4 2026 (Oct - Dec): <b>Bold</b> & \"quoted\" ]]> \xe2\x80\xae reversed\n\n"
    "**Key Initiatives**:\n"
    "1. **`<script>alert('x')</script>` \" onload=\"x**: a\n"
    "   - **Owner**: <img src=x onerror=alert(1)> & \x01\x02\x7f co\n"
    "   - **Status**: In progress\n"
    "2. **عنوان طويل بالعربية ‮للاختبار‬**: right to left\n"
    "3. **👩‍👩‍👧‍👦 "
    "家族のための大きな計画と非常に長い題名がここにあります終わり**: "
    "wide\n"
    "4. **&#0; &#x1b;[31m &lt;svg&gt; --> <!-- \\<x\\>**: more\n"
    "5. **Averyveryveryveryveryveryveryveryveryveryveryveryverylongwordwithoutanyspacesinit**\n";

TEST_CASE("hostile words are words in every picture") {
  const World world = make_world(hostile);
  const auto drawn = timeline_of(world);
  REQUIRE(drawn);
  check_laws(world, *drawn);
  for (const int width : {0, 280, 600, 1200}) {
    const std::string svg = pictures::timeline_svg(*drawn, width);
    CHECK(svg.find("<script") == std::string::npos);
    CHECK(svg.find("<img") == std::string::npos);
    CHECK(svg.find("<b>") == std::string::npos);
    CHECK(svg.find("\" onload=\"") == std::string::npos);
    CHECK(svg.find("\xe2\x80\xae") == std::string::npos);
    CHECK(text::is_valid(svg));
    CHECK(std::none_of(svg.begin(), svg.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; }));
    const auto ids = ids_in(svg);
    CHECK(std::set<std::string>(ids.begin(), ids.end()).size() == ids.size());
    CHECK(ids.size() == drawn->lanes.size() + drawn->cards());
  }
  for (const int width : {40, 61, 80, 132}) {
    CAPTURE(width);
    const std::string plain = pictures::timeline_text(*drawn, {width, false});
    CHECK(plain.find('\x1b') == std::string::npos);
    CHECK(plain.find("\xe2\x80\xae") == std::string::npos);
    CHECK(without_colour(pictures::timeline_text(*drawn, {width, true})) == plain);
    for (std::size_t at = 0; at < plain.size();) {
      const std::size_t end = plain.find('\n', at);
      const std::string line = plain.substr(at, end - at);
      CAPTURE(line);
      CHECK(text::display_width(line) <= width);
      CHECK_FALSE(line.ends_with(' '));
      at = end + 1;
    }
  }
}

TEST_CASE("words are cut where there is no room") {
  using pictures::cut;
  CHECK(cut("abcdef", 6) == "abcdef");
  CHECK(cut("abcdef", 5) == "abcd…");
  CHECK(cut("ab cdef", 4) == "ab…");
  CHECK(cut("日本語", 5) == "日本…");
  CHECK(cut("日本語", 4) == "日…");
  CHECK(cut("a", 0) == "");
  CHECK(cut("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 3) ==
        "👩‍👩‍👧‍👦…");
  using Lines = std::vector<std::string>;
  CHECK(pictures::wrap("one two three", 8, 3) == Lines{"one two", "three"});
  CHECK(pictures::wrap("one two three four", 8, 2) == Lines{"one two", "three f…"});
  CHECK(pictures::wrap("abcdefgh", 3, 4) == Lines{"abc", "def", "gh"});
  CHECK(pictures::wrap("", 3, 4).empty());
  CHECK(pictures::plain(" a\t\nb\x01 \xe2\x80\xae"
                        "c\xff") == "a b c\xef\xbf\xbd");
  CHECK(pictures::pad("日本", 5) == "日本 ");
}

// The words of the texts of an element, each with a blank behind it.
std::string words_in(std::string_view element) {
  std::string out;
  for (std::size_t at = 0; (at = element.find("<text ", at)) != std::string_view::npos;) {
    const std::size_t begin = element.find('>', at) + 1;
    at = element.find("</text>", begin);
    out.append(element.substr(begin, at - begin)).append(" ");
  }
  return out;
}

// Somebody who speaks to the computer says what there is to see.
TEST_CASE("what can be pressed is named by the words that are seen on it") {
  for (const char* file : {"ROADMAP.md", "PROJECT_PLAN.md"}) {
    const auto drawn = timeline_of(examples(file));
    REQUIRE(drawn);
    for (const int width : {300, 640, 1200}) {
      const std::string svg = pictures::timeline_svg(*drawn, width);
      int buttons = 0;
      for (std::size_t at = 0; (at = svg.find(" role=\"button\"", at)) != std::string::npos;
           ++buttons) {
        const std::size_t label = svg.find(" aria-label=\"", at) + 13;
        std::string name = svg.substr(label, svg.find('"', label) - label) + " ";
        std::string seen = words_in(std::string_view(svg).substr(at, svg.find("</g>", at) - at));
        std::erase(name, ',');
        std::erase(seen, ',');
        CHECK(name == seen);
        at = label;
      }
      CHECK(buttons > 4);
    }
  }
}

TEST_CASE("the examples as pictures") {
  const World world = examples("ROADMAP.md");
  const auto drawn = timeline_of(world);
  REQUIRE(drawn);
  check_golden("timeline.txt", pictures::timeline_text(*drawn, {88, false}));
  check_golden("timeline.svg", pictures::timeline_svg(*drawn, 1200));
  CHECK(pictures::timeline_svg(*drawn, 1200) == pictures::timeline_svg(*timeline_of(world), 1200));
  const auto plan = timeline_of(examples("PROJECT_PLAN.md"));
  REQUIRE(plan);
  check_golden("timeline_plan.txt", pictures::timeline_text(*plan, {60, false}));
  const std::string page = pictures::timeline_html(*drawn, 800);
  CHECK(page.starts_with("<!DOCTYPE html>\n"));
  CHECK(page.find("<script") == std::string::npos);
}

TEST_CASE("a timeline grows with the document") {
  const auto seconds = [](std::size_t bytes) {
    const World world = make_world("//- ROADMAP.md\n" + sample_roadmap(bytes));
    return least_seconds([&] {
      auto drawn = timeline_of(world);
      REQUIRE(drawn);
      pictures::timeline_svg(
          features::nearest(*std::move(drawn), pictures::most_lanes, pictures::most_cards), 1200);
    });
  };
  const double small = seconds(60'000);
  CHECK(seconds(960'000) < 24 * small + 0.02);
}

}  // namespace
}  // namespace pland::tests
