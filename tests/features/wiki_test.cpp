// Wiki links in the editor: what can be asked of a link can be asked of them.
#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "analysis/features/completion.h"
#include "analysis/features/definition.h"
#include "analysis/features/hover.h"
#include "analysis/features/links.h"
#include "analysis/features/move_files.h"
#include "analysis/features/refactor.h"
#include "analysis/features/references.h"
#include "analysis/features/rename.h"
#include "analysis/features/selection.h"
#include "analysis/features/subject.h"
#include "analysis/features/tokens.h"
#include "tests/features/check.h"

namespace pland::tests {
namespace {

World wiki(std::string_view fixture, bool open_all = true) {
  return make_world(fixture, open_all, with_wiki_links);
}

constexpr std::string_view others = R"(
//- docs/tides.md
# Tides

About the tides.

## Gauges: all

### Costs

## Pumps

### Costs
//- docs/img/pier.png
png
)";

// -- going there ------------------------------------------------------------------------------

std::string go(std::string_view fixture, bool open_all = true) {
  const World world = wiki(fixture, open_all);
  const auto found = features::definition(world.workspace, *world.document, world.offset);
  if (!found) return "none";
  return to_text(world.workspace, found->targets.front());
}

TEST_CASE("any column of a wiki link leads to its file or heading") {
  for (const bool open : {true, false}) {
    for (const std::string_view link :
         {"<|>[[tides#Pumps|words]]", "[[ti<|>des#Pumps|words]]", "[[tides<|>#Pumps|words]]",
          "[[tides#Pu<|>mps|words]]", "[[tides#Pumps|wo<|>rds]]", "[[tides#Pumps|words]<|>]",
          "[[docs/tides.md#pu<|>mps]]", "![[tides#Pumps<|>]]"}) {
      CAPTURE(link);
      CHECK(go("See " + std::string(link) + std::string(others), open) ==
            "docs/tides.md:9:4 ## Pumps");
    }
    CHECK(go("[[ti<|>des]]" + std::string(others), open) == "docs/tides.md:1:1 # Tides");
    CHECK(go("[[tides#Pumps#Co<|>sts]]" + std::string(others), open) ==
          "docs/tides.md:11:5 ### Costs");
    CHECK(go("[[tides#Gauges all#Co<|>sts]]" + std::string(others), open) ==
          "docs/tides.md:7:5 ### Costs");
  }
  CHECK(go("# A\n\n[[#B<|> c]]\n\n## B c\n") == "ROADMAP.md:5:4 ## B c");
  CHECK(go("![[pi<|>er.png]]" + std::string(others)) == "docs/img/pier.png:1:1");
  CHECK(go("[[go<|>ne]]" + std::string(others)) == "none");
}

TEST_CASE("hovering over a wiki link tells of its target") {
  const auto say = [](std::string_view fixture) {
    const World world = wiki(fixture);
    const auto found = features::hover(world.workspace, *world.document, world.offset, december());
    return found ? found->card.plain : "nothing";
  };
  CHECK(say("[[ti<|>des]]" + std::string(others)).starts_with("Tides"));
  CHECK(say("[[tides#Pum<|>ps|x]]" + std::string(others)).starts_with("Pumps"));
  CHECK(say("[[go<|>ne]]" + std::string(others)).starts_with("gone.md"));
  CHECK(say("[[tides#Go<|>ne]]" + std::string(others)).ends_with("It has no heading #gone."));
}

TEST_CASE("wiki links can be clicked") {
  const World world =
      wiki("[[tides]] [[tides#Pumps|x]] ![[pier.png]] [[gone]] `[[tides]]`" + std::string(others));
  std::string out;
  for (const features::DocumentLink& link : features::links(world.workspace, *world.document)) {
    out += fmt::format("{} -> {}{} ({})\n", link.span.of(world.text()), name_in_root(link.target),
                       link.line ? fmt::format(":{}", *link.line + 1) : "", link.tooltip);
  }
  CHECK(out ==
        "[[tides]] -> docs/tides.md (Tides)\n"
        "[[tides#Pumps|x]] -> docs/tides.md:9 (Tides › Pumps)\n"
        "pier.png -> docs/img/pier.png (pier.png)\n");
}

// -- who refers to it -------------------------------------------------------------------------

std::string find(std::string_view fixture, bool open_all = true) {
  const World world = wiki(fixture, open_all);
  const auto subject = features::subject_at(world.workspace, *world.document, world.offset);
  if (!subject) return "none";
  std::string out;
  for (const auto& one : features::references(world.workspace, world.document, *subject)) {
    const std::string text = one.document->text.text();
    out += fmt::format("{}:{} {}\n", name_in_root(one.document->path),
                       line_and_column(text, one.span.begin), one.span.of(text));
  }
  return out;
}

TEST_CASE("wiki links are references, from unopened files as well") {
  constexpr std::string_view fixture = R"(//- docs/tides.md
# Tides

## Gau<|>ges

[here](#gauges) and [[#Gauges]]
//- ROADMAP.md
[[tides#Gauges|x]], [[tides#gauges]], [[docs/tides.md]], [[tides#Tides#Gauges]]
//- other/tides.md
# Others

[[tides#Gauges]]
)";
  const std::string expected =
      "docs/tides.md:3:4 Gauges\n"
      "docs/tides.md:5:1 [here](#gauges)\n"
      "docs/tides.md:5:21 [[#Gauges]]\n"
      "ROADMAP.md:1:1 [[tides#Gauges|x]]\n"
      "ROADMAP.md:1:21 [[tides#gauges]]\n"
      "ROADMAP.md:1:58 [[tides#Tides#Gauges]]\n";
  for (const bool open : {true, false}) CHECK(find(fixture, open) == expected);
  CHECK(find("//- a.md\n[[ti<|>des#T]] [x](tides.md)\n//- b.md\n[[tides]]\n//- tides.md\n# T\n") ==
        "a.md:1:1 [[tides#T]]\na.md:1:13 [x](tides.md)\nb.md:1:1 [[tides]]\n");
}

// -- new names --------------------------------------------------------------------------------

std::string after(const World& world, const features::Change& change) {
  std::string out;
  for (const FixtureFile& file : world.fixture.files) {
    std::string text = file.text;
    for (auto edit = change.edits.rbegin(); edit != change.edits.rend(); ++edit)
      if (edit->path == file.path()) text.replace(edit->span.begin, edit->span.size(), edit->text);
    out += "//- " + name_in_root(features::moved_path(file.path(), change.moves)) + "\n" + text;
  }
  return out;
}

std::string renamed(std::string_view fixture, std::string_view name, bool open_all = true) {
  const World world = wiki(fixture, open_all);
  const auto outcome = features::rename(world.workspace, world.document, world.offset, name);
  if (const auto* refused = std::get_if<features::Refusal>(&outcome)) return refused->reason;
  return after(world, std::get<features::Change>(outcome));
}

TEST_CASE("wiki links follow a heading's new name, as they said it") {
  for (const bool open : {true, false}) {
    CHECK(renamed(R"(//- a.md
# T

## Gau<|>ges

### Costs

[[#Gauges]] [[#gauges|Gauges]] [[#Gauges#Costs]] [x](#gauges)
//- b.md
[[a#Gauges]] ![[a.md#Gauges|200]] [[#Gauges]] [[a#T#Gauges]]

| x |
|---|
| [[a#Gauges\|y]] |
)",
                  "Tide pumps", open) == R"(//- a.md
# T

## Tide pumps

### Costs

[[#Tide pumps]] [[#tide-pumps|Tide pumps]] [[#Tide pumps#Costs]] [x](#tide-pumps)
//- b.md
[[a#Tide pumps]] ![[a.md#Tide pumps|200]] [[#Gauges]] [[a#T#Tide pumps]]

| x |
|---|
| [[a#Tide pumps\|y]] |
)");
  }
  // From a link, and to a title that a wiki link cannot hold.
  CHECK(renamed("//- a.md\n[[b#Ga<|>uges]]\n//- b.md\n# B\n\n## Gauges\n", "One | [two]") ==
        "//- a.md\n[[b#one--two]]\n//- b.md\n# B\n\n## One | [two]\n");
  // Another heading of that name is nearer to the text.
  CHECK(renamed("//- a.md\n# X\n\n## Bet<|>a\n\n## Alpha\n\n[[#Alpha]] [[#Beta]]\n", "Alpha") ==
        "//- a.md\n# X\n\n## Alpha\n\n## Alpha\n\n[[#alpha-1]] [[#Alpha]]\n");
}

TEST_CASE("a file is renamed by its name in a wiki link") {
  constexpr std::string_view fixture =
      "//- a.md\n[[ti<|>des#T]] [[docs/tides]] [x](docs/tides.md)\n//- docs/tides.md\n# "
      "T\n\n[[a]]\n";
  CHECK(
      renamed(fixture, "gauges") ==
      "//- a.md\n[[gauges#T]] [[gauges]] [x](docs/gauges.md)\n//- docs/gauges.md\n# T\n\n[[a]]\n");
  CHECK(renamed(fixture, "gauges.md") == renamed(fixture, "gauges"));
  CHECK(renamed(fixture, "/gauges.md") ==
        "//- a.md\n[[gauges#T]] [[gauges]] [x](gauges.md)\n//- gauges.md\n# T\n\n[[a]]\n");
  CHECK(renamed("//- a.md\n[[docs/ti<|>des]]\n//- docs/tides.md\n# T\n", "notes/x") ==
        "//- a.md\n[[x]]\n//- notes/x.md\n# T\n");
}

std::string moved(std::string_view fixture, std::vector<std::pair<std::string, std::string>> moves,
                  bool open_all = true) {
  const World world = wiki(fixture, open_all);
  std::vector<features::FileMove> list;
  for (auto& [from, to] : moves) list.push_back({path_in_root(from), path_in_root(to)});
  features::Change change = features::edits_for_moves(world.workspace, list);
  change.moves = std::move(list);
  return after(world, change);
}

TEST_CASE("wiki links follow files that move, and short names stay short") {
  for (const bool open : {true, false}) {
    // A name that still leads there is not touched.
    CHECK(
        moved("//- a.md\n[[tides]] [[docs/tides]] [[docs/tides.md#T|x]]\n//- docs/tides.md\n# T\n\n"
              "[[a]] [[../a]]\n",
              {{"docs/tides.md", "notes/deep/tides.md"}}, open) ==
        "//- a.md\n[[tides]] [[tides]] [[tides.md#T|x]]\n//- notes/deep/tides.md\n# T\n\n[[a]] "
        "[[a]]\n");
    // One that became ambiguous says more; one that somebody else's file took, too.
    CHECK(moved("//- a.md\n[[tides]] [[old]]\n//- tides.md\n# T\n//- docs/tides.md\n# D\n//- "
                "docs/old.md\n# O\n//- x/y/b.md\n[[tides]]\n",
                {{"tides.md", "x/y/tides.md"}, {"docs/old.md", "docs/new.md"}}, open) ==
          "//- a.md\n[[y/tides]] [[new]]\n//- x/y/tides.md\n# T\n//- docs/tides.md\n# D\n//- "
          "docs/new.md\n# O\n//- x/y/b.md\n[[tides]]\n");
    CHECK(moved("//- a.md\n[[tides]]\n//- docs/tides.md\n# T\n//- b.md\n# B\n",
                {{"b.md", "tides.md"}},
                open) == "//- a.md\n[[docs/tides]]\n//- docs/tides.md\n# T\n//- tides.md\n# B\n");
    // Folders, and pictures in them.
    CHECK(
        moved(
            "//- a.md\n[[docs/tides#T]] ![[docs/p.png]] ![[p.png|20]]\n//- docs/tides.md\n# T\n//- "
            "docs/p.png\npng",
            {{"docs", "notes"}}, open) ==
        "//- a.md\n[[tides#T]] ![[p.png]] ![[p.png|20]]\n//- notes/tides.md\n# T\n//- "
        "notes/p.png\npng");
  }
  // A name that no wiki link can hold.
  CHECK(
      moved("//- a.md\nSee [[b#One two|it]], [[b]].\n//- b.md\n# One two\n", {{"b.md", "c#.md"}}) ==
      "//- a.md\nSee [it](c%23.md#one-two), [b](c%23.md).\n//- c#.md\n# One two\n");
}

TEST_CASE("a heading whose wiki link becomes another link keeps its own links") {
  CHECK(
      moved(
          "//- a.md\n## The [[b|ebb]] now\n\n[x](#the-bebb-now)\n//- d.md\n[y](a.md#the-bebb-now) "
          "[[a#the-bebb-now]]\n//- b.md\n# B\n",
          {{"b.md", "c#.md"}}) ==
      "//- a.md\n## The [ebb](c%23.md) now\n\n[x](#the-ebb-now)\n//- d.md\n[y](a.md#the-ebb-now) "
      "[[a#the-ebb-now]]\n//- c#.md\n# B\n");
}

TEST_CASE("a heading with a hash in it is linked to by its text") {
  constexpr std::string_view fixture =
      "//- a.md\n[[b#Part #1]] [[b#Part #2|x]] [[b#Top#Part #2]] [[#Own #1]]\n\n## Own #1\n//- "
      "b.md\n"
      "# Top\n\n## Part #1\n\n## Pa<|>rt #2\n";
  CHECK(renamed(fixture, "Piece #3") ==
        "//- a.md\n[[b#Part #1]] [[b#Piece #3|x]] [[b#Top#Piece #3]] [[#Own #1]]\n\n## Own #1\n//- "
        "b.md\n"
        "# Top\n\n## Part #1\n\n## Piece #3\n");
  CHECK(renamed(fixture, "Piece") ==
        "//- a.md\n[[b#Part #1]] [[b#Piece|x]] [[b#Top#Piece]] [[#Own #1]]\n\n## Own #1\n//- b.md\n"
        "# Top\n\n## Part #1\n\n## Piece\n");
}

// -- typing -----------------------------------------------------------------------------------

std::string offered(std::string_view fixture, bool on = true) {
  const World world = make_world(fixture, true, on ? with_wiki_links : plan::Declared{});
  std::string out;
  const auto list = features::complete(world.workspace, *world.document, world.offset, december());
  for (const features::CompletionItem& item : list.items) {
    std::string text = world.text();
    CHECK(item.replace.touches(world.offset));
    text.replace(item.replace.begin, item.replace.size(), item.plain);
    out += fmt::format("{} ({}): {}\n", item.label, item.detail, text.substr(0, text.find('\n')));
  }
  return out;
}

TEST_CASE("behind two brackets the documents are offered by their shortest name") {
  const std::string files = std::string(others) + "//- tides.md\n# Other tides\n";
  CHECK(offered("See [[<|>\n" + files) ==
        "docs/tides (Tides): See [[docs/tides]]\ntides (Other tides): See [[tides]]\n");
  CHECK(offered("See [[oth<|>]] now\n" + files) == "tides (Other tides): See [[tides]] now\n");
  CHECK(offered("See [[ti<|>x#Pumps|y]] now\n" + std::string(others)) ==
        "tides (Tides): See [[tides#Pumps|y]] now\n");
  CHECK(offered("- [[ti<|>\n" + std::string(others)) == "tides (Tides): - [[tides]]\n");
  CHECK(offered("//- docs/a.md\n![[<|>\n" + std::string(others) + "//- docs/pump.jpg\njpg") ==
        "pump.jpg (): ![[pump.jpg]]\n");
  // Elsewhere, and where they are off.
  CHECK(offered("See [[tides|<|>\n" + files) == "");
  CHECK(offered("See `[[<|>`\n" + files) == "");
  CHECK(offered("See [[<|>\n" + files, false) == "");
}

TEST_CASE("behind # the headings of a wiki link's target are offered by their text") {
  CHECK(offered("See [[tides#<|>\n" + std::string(others)) ==
        "#Tides (line 1): See [[tides#Tides]]\n"
        "#Gauges: all (line 5): See [[tides#Gauges: all]]\n"
        "#Costs (line 7): See [[tides#Costs]]\n"
        "#Pumps (line 9): See [[tides#Pumps]]\n"
        "#costs-1 (line 11): See [[tides#costs-1]]\n");
  CHECK(offered("See [[#<|>Old]] x\n\n# One\n") == "#One (line 3): See [[#One]] x\n");
}

// -- what else knows links --------------------------------------------------------------------

TEST_CASE("a selection grows from a part of a wiki link to all of it") {
  const World world = wiki("Words [[tides#Pu<|>mps now|the pumps]] more.\n");
  std::string out;
  const auto selections = features::selections(*world.document, {world.offset});
  for (const Span step : selections.front()) out += std::string(step.of(world.text())) + "\n";
  CHECK(out.starts_with("Pumps\nPumps now\ntides#Pumps now\n[[tides#Pumps now|the pumps]]\n"));
}

std::string section_moved(std::string_view fixture) {
  const World world = wiki(fixture);
  const Span at{world.offset, world.offset};
  const auto fix = features::move_section({world.workspace, *world.document, at});
  if (!fix) return "(none)";
  std::string out;
  for (const FixtureFile& file : world.fixture.files) {
    std::vector<rules::Edit> edits;
    for (const rules::Edit& edit : fix->edits)
      if ((edit.path.empty() ? world.document->path : edit.path) == file.path())
        edits.push_back(edit);
    std::string text = file.text;
    for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit)
      text.replace(edit->span.begin, edit->span.size(), edit->text);
    out += "//- " + file.name + "\n" + text;
  }
  return out + "//- " + name_in_root(*fix->create_path) + "\n" + fix->create_text;
}

TEST_CASE("wiki links follow a section to its new file") {
  CHECK(section_moved(R"(//- a.md
# T

[[#Gauges]] [[#Pier]] [[a#Pier|x]] [[#Alerts]]

## Gau<|>ges

[[#Alerts]] [[#Pier]] [[b]] [[a]] [[a#Alerts]] [[#T#Alerts]]

### Pier

## Alerts
//- docs/b.md
[[a#Pier]] [[a#Gauges#Pier]] [[a#Alerts]] [[a]]
)") == R"(//- a.md
# T

[[#Gauges]] [[gauges#Pier]] [[gauges#Pier|x]] [[#Alerts]]

## Gauges

[Gauges](gauges.md)

## Alerts
//- docs/b.md
[[gauges#Pier]] [[gauges#Gauges#Pier]] [[a#Alerts]] [[a]]
//- gauges.md
# Gauges

[[a#Alerts]] [[#Pier]] [[b]] [[a]] [[a#Alerts]] [[a#T#Alerts]]

## Pier
)");
  // The new file's name must be nobody else's, wherever they are.
  CHECK(section_moved("//- a.md\n# T\n\n## Tides<|>\n\n[[tides]]\n//- docs/tides.md\n# X\n")
            .find("//- tides-2.md") != std::string::npos);
}

TEST_CASE("a heading that a wiki link asks for is made by its words") {
  const World world = wiki("# T\n\nSee [[#Tide gau<|>ges]].\n\n## Alerts\n");
  const auto fix =
      features::add_heading({world.workspace, *world.document, {world.offset, world.offset}});
  REQUIRE(fix);
  CHECK(fix->edits.front().text.find("## Tide gauges") != std::string::npos);
}

std::size_t tokens_of(const workspace::Document& document) {
  std::size_t count = 0;
  for (const plan::PlacedChapter& chapter : document.plan->chapters)
    count += features::tokens(*chapter.facts).size();
  return count;
}

TEST_CASE("words in a wiki link are no dates and statuses") {
  const World on = wiki("# Roadmap\n\n- [[Ship it in Q1 2027]]\n");
  const World off = make_world("# Roadmap\n\n- [[Ship it in Q1 2027]]\n");
  CHECK(tokens_of(*on.document) < tokens_of(*off.document));
}

}  // namespace
}  // namespace pland::tests
