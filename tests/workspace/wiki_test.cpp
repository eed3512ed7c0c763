// What wiki links mean: which file, which heading, and the shortest way to say either.
#include "analysis/workspace/wiki.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "analysis/workspace/index.h"
#include "tests/support/fixture.h"

namespace pland::tests {
namespace {

using namespace workspace;

// Where a destination written in a file leads: "docs/a.md#slug".
std::string leads(const Workspace& workspace, std::string_view from, std::string_view destination) {
  const DocumentPtr document = workspace.document(path_in_root(from));
  REQUIRE(document != nullptr);
  const Target target = resolve_wiki(workspace, *document, destination);
  CHECK(target.kind == Target::Kind::file);
  CHECK(target.has_fragment == !target.fragment.empty());
  return name_in_root(target.path) + (target.has_fragment ? "#" + target.fragment : "");
}

Workspace harbour(bool open_all = true) {
  return make_workspace(parse_fixture(R"(//- ROADMAP.md
# Roadmap
//- tides.md
# Tides
//- docs/tides.md
# Tides of the docs
//- docs/deep/gauges.md
# Gauges
//- other/gauges.md
# Gauges
//- other/deep/pier.md
# Pier
//- notes/v1.2.md
# One
//- docs/Mixed.md
# Mixed
//- y/tie.md
# Y
//- x/tie.md
# X
//- img/pier.png
png
//- other/img/pier.png
png
//- docs/LICENSE
text
)"),
                        open_all, with_wiki_links);
}

TEST_CASE(
    "a wiki link leads beside the document, then from the root, then to the nearest of the name") {
  for (const bool open : {true, false}) {
    const Workspace workspace = harbour(open);
    CHECK(leads(workspace, "ROADMAP.md", "tides") == "tides.md");
    CHECK(leads(workspace, "ROADMAP.md", "tides.md") == "tides.md");
    CHECK(leads(workspace, "docs/Mixed.md", "tides") == "docs/tides.md");
    CHECK(leads(workspace, "docs/Mixed.md", "../tides") == "tides.md");
    CHECK(leads(workspace, "docs/Mixed.md", "/tides") == "tides.md");
    CHECK(leads(workspace, "docs/deep/gauges.md", "tides") == "tides.md");
    CHECK(leads(workspace, "docs/deep/gauges.md", "docs/tides") == "docs/tides.md");
    CHECK(leads(workspace, "docs/Mixed.md", "gauges") == "docs/deep/gauges.md");
    CHECK(leads(workspace, "other/deep/pier.md", "gauges") == "other/gauges.md");
    // As near as each other: the first by its path.
    CHECK(leads(workspace, "ROADMAP.md", "tie") == "x/tie.md");
    CHECK(leads(workspace, "notes/v1.2.md", "tie") == "x/tie.md");
    CHECK(leads(workspace, "ROADMAP.md", "gauges") == "other/gauges.md");
    CHECK(leads(workspace, "ROADMAP.md", "deep/gauges") == "docs/deep/gauges.md");
    CHECK(leads(workspace, "ROADMAP.md", "v1.2") == "notes/v1.2.md");
    CHECK(leads(workspace, "ROADMAP.md", "docs/LICENSE") == "docs/LICENSE");
    // A part of a name is no name.
    CHECK(leads(workspace, "ROADMAP.md", "ides") == "ides.md");
  }
}

TEST_CASE("pictures are found by their name, too") {
  const Workspace workspace = harbour();
  CHECK(leads(workspace, "ROADMAP.md", "pier.png") == "img/pier.png");
  CHECK(leads(workspace, "other/gauges.md", "pier.png") == "other/img/pier.png");
  CHECK(leads(workspace, "ROADMAP.md", "other/img/pier.png") == "other/img/pier.png");
}

TEST_CASE("letter case decides where it can, and is told where it differs") {
  const Workspace workspace = harbour();
  CHECK(leads(workspace, "ROADMAP.md", "Mixed") == "docs/Mixed.md");
  // The folder it is in, and the letters as they are written: on disk it is another.
  const std::string path = leads(workspace, "ROADMAP.md", "mixed");
  CHECK(path == "docs/mixed.md");
  CHECK(workspace.disk->look(path_in_root(path)).actual_path == path_in_root("docs/Mixed.md"));
  CHECK(leads(workspace, "ROADMAP.md", "Pier.PNG") == "img/Pier.PNG");
}

TEST_CASE("what is not there would be beside the document, or in folders that are") {
  const Workspace workspace = harbour();
  CHECK(leads(workspace, "docs/Mixed.md", "gone") == "docs/gone.md");
  CHECK(leads(workspace, "docs/Mixed.md", "gone.md#X") == "docs/gone.md#x");
  CHECK(leads(workspace, "docs/Mixed.md", "other/deep/gone") == "other/deep/gone.md");
  CHECK(leads(workspace, "docs/Mixed.md", "deep/gone") == "docs/deep/gone.md");
  CHECK(leads(workspace, "docs/Mixed.md", "nowhere/gone") == "docs/nowhere/gone.md");
  CHECK(leads(workspace, "docs/Mixed.md", "gone.png") == "docs/gone.png");
  CHECK(leads(workspace, "docs/Mixed.md", "v2.0") == "docs/v2.0.md");
}

TEST_CASE("a heading is said by its text, its words or its anchor") {
  const Workspace workspace = make_workspace(parse_fixture(R"(//- a.md
# Plan: the harbour

## Tide gauges

### Costs

## Alerts

### Costs

### C# and `more`

## 🚧 Works

## Works

<a id="pier"></a>
)"),
                                             true, with_wiki_links);
  const auto heading = [&](std::string_view written) {
    return leads(workspace, "a.md", "#" + std::string(written)).substr(4);
  };
  CHECK(heading("Tide gauges") == "#tide-gauges");
  CHECK(heading("tide-gauges") == "#tide-gauges");
  CHECK(heading("TIDE  Gauges") == "#tide-gauges");
  CHECK(heading("Plan the harbour") == "#plan-the-harbour");
  CHECK(heading("Costs") == "#costs");
  CHECK(heading("costs-1") == "#costs-1");
  CHECK(heading("Alerts#Costs") == "#costs-1");
  CHECK(heading("Tide gauges#Costs") == "#costs");
  CHECK(heading("Plan the harbour#Alerts#Costs") == "#costs-1");
  CHECK(heading("Alerts # Costs") == "#costs-1");
  CHECK(heading("C# and more") == "#c-and-more");
  CHECK(heading("C and more") == "#c-and-more");
  CHECK(heading("Works") == "#works");
  CHECK(heading("🚧 Works") == "#-works");
  CHECK(heading("pier") == "#pier");
  // Not there: what its anchor would be.
  CHECK(heading("Tide gauges#Alerts") == "#tide-gaugesalerts");
  CHECK(heading("Tide gauges#Gone") == "#gone");
  CHECK(heading("Gone now") == "#gone-now");
  // Blocks are not looked for.
  CHECK(leads(workspace, "a.md", "#^a1b2c3") == "a.md");
  CHECK(leads(workspace, "a.md", "a#Costs#^x") == "a.md");
}

TEST_CASE("a file is said by the shortest name that leads to it") {
  const Workspace workspace = harbour();
  const auto said = [&](std::string_view from, std::string_view path, bool extension = false) {
    const std::string home = path_in_root(from);
    return spell_wiki_file(file_names(workspace), {home, root}, path_in_root(path), extension)
        .value_or("(none)");
  };
  CHECK(said("ROADMAP.md", "tides.md") == "tides");
  CHECK(said("ROADMAP.md", "tides.md", true) == "tides.md");
  CHECK(said("ROADMAP.md", "docs/tides.md") == "docs/tides");
  CHECK(said("docs/Mixed.md", "docs/tides.md") == "tides");
  CHECK(said("docs/Mixed.md", "tides.md") == "../tides");
  CHECK(said("ROADMAP.md", "docs/deep/gauges.md") == "deep/gauges");
  CHECK(said("ROADMAP.md", "other/deep/pier.md") == "pier");
  CHECK(said("ROADMAP.md", "notes/v1.2.md") == "v1.2");
  CHECK(said("ROADMAP.md", "other/img/pier.png") == "other/img/pier.png");
  const Workspace odd = make_workspace(
      {{"a.md", "# A\n"}, {"x#y.md", "# X\n"}, {"p|q.md", "# P\n"}}, true, with_wiki_links);
  for (const std::string_view name : {"x#y.md", "p|q.md"}) {
    CHECK_FALSE(
        spell_wiki_file(file_names(odd), {path_in_root("a.md"), root}, path_in_root(name), false));
  }
}

// "a.md, docs/b.md"
std::string linking(const Workspace& workspace, std::string_view path) {
  std::string out;
  for (const SummaryPtr& summary : linking_to(workspace, path_in_root(path)))
    out += (out.empty() ? "" : ", ") + name_in_root(summary->path);
  return out;
}

TEST_CASE("who links to a file by its name is known of unopened files, with an index and without") {
  const std::vector<FixtureFile> files = {{"ROADMAP.md", "# R\n\n[[tides]] [[gone]]\n"},
                                          {"docs/a.md", "# A\n\n[[tides#T|x]] [b](b.md)\n"},
                                          {"docs/b.md", "# B\n\n[[docs/tides.md]]\n"},
                                          {"docs/tides.md", "# T\n"},
                                          {"tides.md", "# T\n"}};
  for (const bool open : {true, false}) {
    Workspace workspace = make_workspace(files, open, with_wiki_links);
    for (const bool indexed : {false, true}) {
      if (indexed) workspace.index = index_of(workspace.files, nullptr);
      CHECK(linking(workspace, "tides.md") == "ROADMAP.md");
      CHECK(linking(workspace, "docs/tides.md") == "docs/a.md, docs/b.md");
      CHECK(linking(workspace, "docs/b.md") == "docs/a.md");
      CHECK(linking(workspace, "docs/gone.md") == "");
    }
    // A file that appears is linked to by what was there before.
    auto with = std::make_shared<std::map<std::string, SummaryPtr, std::less<>>>(*workspace.files);
    const std::string path = path_in_root("docs/gone.md");
    (*with)[path] =
        make_document(path, 0, markdown::Document::parse("# G\n"), with_wiki_links, nullptr, root)
            ->summary;
    workspace.files = with;
    workspace.index = index_of(workspace.files, workspace.index);
    CHECK(linking(workspace, "docs/gone.md") == "ROADMAP.md");
  }
  // The same text, where nothing says that these are links.
  CHECK(linking(make_workspace(files, true), "tides.md") == "");
}

}  // namespace
}  // namespace pland::tests
