// Links that lead somewhere though a disk alone would say no: in HTML, in another case, without
// `.md`, to a folder's front page, by `file://`, through a symbolic link.
#include <doctest/doctest.h>
#include <map>

#include "analysis/features/definition.h"
#include "analysis/features/move_files.h"
#include "analysis/features/references.h"
#include "analysis/features/rename.h"
#include "analysis/features/subject.h"
#include "tests/features/check.h"

namespace pland::tests {
namespace {

std::string goes_to(const World& world) {
  const auto found = features::definition(world.workspace, *world.document, world.offset);
  if (!found) return "nowhere";
  std::string out;
  for (const auto& target : found->targets) out += to_text(world.workspace, target) + "\n";
  return out;
}
std::string goes_to(std::string_view fixture) { return goes_to(make_world(fixture)); }

std::string referred(const World& world) {
  const auto subject = features::subject_at(world.workspace, *world.document, world.offset);
  if (!subject) return "none";
  std::string out;
  for (const auto& one : features::references(world.workspace, world.document, *subject)) {
    const std::string text = one.document->text.text();
    out += name_in_root(one.document->path) + ":" + line_and_column(text, one.span.begin) + " " +
           text.substr(one.span.begin, one.span.size()) + "\n";
  }
  return out;
}
std::string referred(std::string_view fixture, bool open_all = true) {
  return referred(make_world(fixture, open_all));
}

// The texts of the files that a change is about, one after the other.
std::string after(const World& world, const features::Change& change) {
  std::string out;
  for (const FixtureFile& file : world.fixture.files) {
    std::string text = file.text;
    bool changed = false;
    for (auto edit = change.edits.rbegin(); edit != change.edits.rend(); ++edit) {
      if (edit->path != file.path()) continue;
      text.replace(edit->span.begin, edit->span.size(), edit->text);
      changed = true;
    }
    if (changed) out += "//- " + file.name + "\n" + text;
  }
  return out;
}
std::string moved(std::string_view fixture, std::string_view from, std::string_view to,
                  bool open_all = true) {
  const World world = make_world(fixture, open_all);
  return after(
      world, features::edits_for_moves(world.workspace, {{path_in_root(from), path_in_root(to)}}));
}
std::string renamed(std::string_view fixture, std::string_view name, bool open_all = true) {
  const World world = make_world(fixture, open_all);
  const auto outcome = features::rename(world.workspace, world.document, world.offset, name);
  if (const auto* refused = std::get_if<features::Refusal>(&outcome)) return refused->reason;
  return after(world, std::get<features::Change>(outcome));
}

TEST_CASE("links in HTML lead where they say, in blocks and in lines") {
  constexpr std::string_view page =
      "\n//- docs/tide.md\n# Tide\n\n## Gauges\n//- docs/p.png\npng\n";
  const auto at = [&](std::string_view line) {
    return goes_to("//- README.md\n" + std::string(line) + std::string(page));
  };
  CHECK(at("See <a href=\"docs/tide.md#ga<|>uges\">it</a>.") == "docs/tide.md:3:4 ## Gauges\n");
  CHECK(at("See <A class='x' HREF = 'docs/ti<|>de.md'>it</A>.") == "docs/tide.md:1:1 # Tide\n");
  CHECK(at("See <a href=docs/ti<|>de.md>it</a>.") == "docs/tide.md:1:1 # Tide\n");
  CHECK(at("<p align=\"center\">\n  <img width=\"9\" src=\"docs/p<|>.png\">\n</p>") ==
        "docs/p.png:1:1\n");
  CHECK(at("<a\n  href=\"docs/tide<|>.md\">it</a>") == "docs/tide.md:1:1 # Tide\n");
  CHECK(at("<!-- <a href=\"docs/ti<|>de.md\">it</a> -->") == "nowhere");
  CHECK(at("<script>\nx = '<a href=\"docs/ti<|>de.md\">'\n</script>") == "nowhere");
  CHECK(at("<a title=\"docs/ti<|>de.md\">it</a>") == "nowhere");
  CHECK(at("<b href=\"docs/ti<|>de.md\">it</b>") == "nowhere");
}

TEST_CASE("links in HTML are references, and follow renames and moves in their own quotes") {
  constexpr std::string_view files = R"(//- ROADMAP.md
# Roadmap

## Gau<|>ges
//- docs/a.md
<p><a href="../ROADMAP.md#gauges">x</a></p>

In a line <a href='../ROADMAP.md#gauges'>y</a> and <img src=../ROADMAP.md>.

<!-- <a href="../ROADMAP.md#gauges">x</a> -->
)";
  for (const bool open : {true, false}) {
    CHECK(referred(files, open) ==
          "ROADMAP.md:3:4 Gauges\n"
          "docs/a.md:1:4 <a href=\"../ROADMAP.md#gauges\">\n"
          "docs/a.md:3:11 <a href='../ROADMAP.md#gauges'>\n");
    CHECK(renamed(files, "Tide", open) == R"(//- ROADMAP.md
# Roadmap

## Tide
//- docs/a.md
<p><a href="../ROADMAP.md#tide">x</a></p>

In a line <a href='../ROADMAP.md#tide'>y</a> and <img src=../ROADMAP.md>.

<!-- <a href="../ROADMAP.md#gauges">x</a> -->
)");
    CHECK(moved(files, "ROADMAP.md", "plans/it's 1.md", open) == R"(//- docs/a.md
<p><a href="../plans/it%27s%201.md#gauges">x</a></p>

In a line <a href='../plans/it%27s%201.md#gauges'>y</a> and <img src=../plans/it%27s%201.md>.

<!-- <a href="../ROADMAP.md#gauges">x</a> -->
)");
  }
}

TEST_CASE("a link in another case leads there, and is carried along") {
  constexpr std::string_view files = R"(//- docs/Tide.md
# Tide

## Gau<|>ges
//- a.md
[x](Docs/tide.md#gauges) [y](docs/Tide.md#GAUGES) [z](DOCS/TIDE.MD)
)";
  for (const bool open : {true, false}) {
    CHECK(referred(files, open) ==
          "docs/Tide.md:3:4 Gauges\n"
          "a.md:1:1 [x](Docs/tide.md#gauges)\n"
          "a.md:1:26 [y](docs/Tide.md#GAUGES)\n");
    CHECK(renamed(files, "Salt", open)
              .ends_with("[x](Docs/tide.md#salt) [y](docs/Tide.md#salt) [z](DOCS/TIDE.MD)\n"));
    CHECK(moved(files, "docs/Tide.md", "docs/salt.md", open) ==
          "//- a.md\n[x](docs/salt.md#gauges) [y](docs/salt.md#GAUGES) [z](docs/salt.md)\n");
    CHECK(moved(files, "docs", "texts", open) ==
          "//- a.md\n[x](texts/Tide.md#gauges) [y](texts/Tide.md#GAUGES) [z](texts/Tide.md)\n");
  }
  CHECK(goes_to("//- a.md\n[x](Docs/ti<|>de.md#Gauges)\n//- docs/Tide.md\n# T\n\n## Gauges\n") ==
        "docs/Tide.md:3:4 ## Gauges\n");
}

TEST_CASE("a link without .md leads to the document, and stays without") {
  constexpr std::string_view files = R"(//- docs/guide.md
# Guide

## Set <|>up
//- a.md
[x](docs/guide) [y](docs/guide#set-up) [z](./docs/guide "t")
//- docs/LICENSE
text
//- docs/LICENSE.md
# Not this
//- docs/b.md
[x](LICENSE)
)";
  CHECK(goes_to("//- a.md\n[x](gui<|>de#set-up)\n//- guide.md\n# G\n\n## Set up\n") ==
        "guide.md:3:4 ## Set up\n");
  CHECK(goes_to("//- a.md\n[x](gui<|>de)\n//- guide\ntext\n//- guide.md\n# G\n") == "guide:1:1\n");
  CHECK(goes_to("//- a.md\n[x](gui<|>de.txt)\n//- guide.md\n# G\n") == "nowhere");
  for (const bool open : {true, false}) {
    CHECK(referred(files, open) == "docs/guide.md:3:4 Set up\na.md:1:17 [y](docs/guide#set-up)\n");
    CHECK(moved(files, "docs/guide.md", "docs/manual.md", open) ==
          "//- a.md\n[x](docs/manual) [y](docs/manual#set-up) [z](./docs/manual \"t\")\n");
    CHECK(moved(files, "docs", "texts", open) ==
          "//- a.md\n[x](texts/guide) [y](texts/guide#set-up) [z](./texts/guide \"t\")\n");
    // Where the shorter name is something else, the whole one is written.
    CHECK(moved(files, "docs/guide.md", "docs/LICENSE.md", open) ==
          "//- a.md\n[x](docs/LICENSE.md) [y](docs/LICENSE.md#set-up) [z](./docs/LICENSE.md "
          "\"t\")\n");
  }
}

TEST_CASE("a link to a folder shows its front page") {
  constexpr std::string_view files = R"(//- docs/README.md
# Doc<|>s

## Gauges
//- a.md
[x](docs/) [y](docs) [z](docs/#gauges) [w](docs#gauges) [v](docs/README.md)
//- site/index.md
# Site
)";
  CHECK(goes_to("//- a.md\n[z](docs/#gau<|>ges)\n//- docs/README.md\n# D\n\n## Gauges\n") ==
        "docs/README.md:3:4 ## Gauges\n");
  CHECK(goes_to("//- a.md\n[z](do<|>cs)\n//- docs/index.md\n# D\n") == "docs/index.md:1:1 # D\n");
  CHECK(referred(
            "//- a.md\n[v](docs/READ<|>ME.md) [x](docs/) [y](docs)\n//- docs/README.md\n# D\n") ==
        "a.md:1:1 [v](docs/README.md)\na.md:1:21 [x](docs/)\na.md:1:32 [y](docs)\n");
  for (const bool open : {true, false}) {
    CHECK(moved(files, "docs", "texts", open) ==
          "//- a.md\n[x](texts/) [y](texts) [z](texts/#gauges) [w](texts#gauges) "
          "[v](texts/README.md)\n");
    // The folder stays where it is; what is said of a heading is said of the page.
    CHECK(moved(files, "docs/README.md", "docs/guide.md", open) ==
          "//- a.md\n[x](docs/) [y](docs) [z](docs/guide.md#gauges) [w](docs/guide.md#gauges) "
          "[v](docs/guide.md)\n");
    CHECK(moved(files, "docs/README.md", "texts/README.md", open) ==
          "//- a.md\n[x](docs/) [y](docs) [z](texts/#gauges) [w](texts#gauges) "
          "[v](texts/README.md)\n");
  }
  CHECK(renamed("//- docs/README.md\n# D\n\n## Gau<|>ges\n//- a.md\n[z](docs/#gauges)\n", "Salt") ==
        "//- docs/README.md\n# D\n\n## Salt\n//- a.md\n[z](docs/#salt)\n");
}

TEST_CASE("a file is renamed by a link that says less than its name") {
  const auto renamed_to = [](std::string_view fixture, std::string_view name) {
    const World world = make_world(fixture);
    const auto outcome = features::rename(world.workspace, world.document, world.offset, name);
    if (const auto* refused = std::get_if<features::Refusal>(&outcome)) return refused->reason;
    const auto& change = std::get<features::Change>(outcome);
    REQUIRE(change.moves.size() == 1);
    return name_in_root(change.moves[0].from) + " -> " + name_in_root(change.moves[0].to) + "\n" +
           after(world, change);
  };
  CHECK(renamed_to("//- a.md\n[x](gui<|>de#set-up)\n//- guide.md\n# G\n\n## Set up\n", "manual") ==
        "guide.md -> manual.md\n//- a.md\n[x](manual#set-up)\n");
  CHECK(renamed_to("//- a.md\n[x](do<|>cs/#d)\n//- docs/README.md\n# D\n", "texts/") ==
        "docs -> texts\n//- a.md\n[x](texts/#d)\n");
  CHECK(renamed_to("//- a.md\n<a href=\"do<|>cs/b.md\">x</a>\n//- docs/b.md\n# D\n", "docs/c.md") ==
        "docs/b.md -> docs/c.md\n//- a.md\n<a href=\"docs/c.md\">x</a>\n");
}

TEST_CASE("an address of a file of the workspace is that file") {
  constexpr std::string_view files = R"(//- docs/tide.md
# Tide

## Gau<|>ges
//- a.md
[x](file:///ws/docs/tide.md#gauges) [y](file:///elsewhere/tide.md#gauges)
)";
  for (const bool open : {true, false}) {
    CHECK(referred(files, open) ==
          "docs/tide.md:3:4 Gauges\na.md:1:1 [x](file:///ws/docs/tide.md#gauges)\n");
    CHECK(moved(files, "docs/tide.md", "docs/sea level.md", open) ==
          "//- a.md\n[x](file:///ws/docs/sea%20level.md#gauges) "
          "[y](file:///elsewhere/tide.md#gauges)\n");
  }
}

TEST_CASE("through a symbolic link one comes to the real document") {
  constexpr std::string_view files = R"(//- docs/tide.md
# Tide

## Gau<|>ges
//- a.md
[x](linked/tide.md#gauges) [y](TIDE.md#gauges) [z](docs/tide.md#gauges)
)";
  for (const bool open : {true, false}) {
    World world = make_world(files, open);
    using Aliases = std::map<std::string, std::string, std::less<>>;
    world.workspace.aliases = std::make_shared<const Aliases>(
        Aliases{{path_in_root("linked"), path_in_root("docs")},
                {path_in_root("TIDE.md"), path_in_root("linked/tide.md")}});
    CHECK(referred(world) ==
          "docs/tide.md:3:4 Gauges\n"
          "a.md:1:1 [x](linked/tide.md#gauges)\n"
          "a.md:1:28 [y](TIDE.md#gauges)\n"
          "a.md:1:48 [z](docs/tide.md#gauges)\n");
    CHECK(world.workspace.real_path(path_in_root("TIDE.md")) == path_in_root("docs/tide.md"));
    const auto change = features::edits_for_moves(
        world.workspace, {{path_in_root("docs/tide.md"), path_in_root("docs/salt.md")}});
    CHECK(after(world, change) ==
          "//- a.md\n[x](docs/salt.md#gauges) [y](docs/salt.md#gauges) [z](docs/salt.md#gauges)\n");
  }
}

TEST_CASE("links that lead in a circle end somewhere") {
  workspace::Workspace workspace;
  using Aliases = std::map<std::string, std::string, std::less<>>;
  workspace.aliases =
      std::make_shared<const Aliases>(Aliases{{"/ws/a", "/ws/b"}, {"/ws/b", "/ws/a"}});
  CHECK(workspace.real_path("/ws/a/x.md").ends_with("/x.md"));
  CHECK(workspace.real_path("/ws/ab/x.md") == "/ws/ab/x.md");
}

TEST_CASE("a path in code is not moved to where code cannot say it") {
  constexpr std::string_view files = R"(//- docs/tide.md
# Tide
//- a.md
In `docs/tide.md` and `docs/tide.md#tide`, ``docs/tide.md``; [`docs/tide.md`](docs/tide.md).

```text
│ tide → docs/tide.md │
```
)";
  CHECK(moved(files, "docs/tide.md", "docs/salt.md")
            .starts_with("//- a.md\nIn `docs/salt.md` and `docs/salt.md#tide`, ``docs/salt.md``; "
                         "[`docs/salt.md`](docs/salt.md).\n"));
  const World world = make_world(files);
  const auto change = features::edits_for_moves(
      world.workspace, {{path_in_root("docs/tide.md"), path_in_root("docs/sea level.md")}});
  CHECK(after(world, change) == R"(//- a.md
In `docs/sea level.md` and `docs/sea level.md#tide`, ``docs/sea level.md``; [`docs/sea level.md`](docs/sea%20level.md).

```text
│ tide → docs/tide.md │
```
)");
  CHECK(change.notes.front().description.find(
            "a.md keeps the path in code, where the new one could not be read: docs/tide.md") !=
        std::string::npos);
}

}  // namespace
}  // namespace pland::tests
