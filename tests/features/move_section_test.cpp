// A section in a file of its own, and headings that links ask for.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <random>

#include "analysis/features/definition.h"
#include "tests/features/refactor_check.h"

namespace pland::tests {
namespace {

std::string moved(std::string_view fixture) { return refactored(fixture, "move-section"); }
std::string heading(std::string_view fixture) { return refactored(fixture, "add-heading"); }

TEST_CASE("a section moves to a file beside, and leaves a link") {
  CHECK(
      moved("# Tidewatch\n\n## Gau<|>ges: all (2)\n\nWords.\n\n### Pier\n\nMore.\n\n## "
            "Alerts\n\nRing.\n") ==
      "//- ROADMAP.md\n# Tidewatch\n\n## Gauges: all (2)\n\n[Gauges: all (2)](gauges-all-2.md)\n\n"
      "## Alerts\n\nRing.\n//- gauges-all-2.md\n# Gauges: all (2)\n\nWords.\n\n## Pier\n\nMore.\n");
  CHECK(moved("//- docs/a.md\n# T\r\n\r\nGau<|>ges\r\n---\r\n\r\nWords.\r\n\r\n### Pier ###") ==
        "//- docs/a.md\n# T\r\n\r\nGauges\r\n---\r\n\r\n[Gauges](gauges.md)\r\n"
        "//- docs/gauges.md\nGauges\r\n===\r\n\r\nWords.\r\n\r\n## Pier ###\r\n");
  CHECK(moved("# T\n\n## 🚢<|>\n\nWords.\n") ==
        "//- ROADMAP.md\n# T\n\n## 🚢\n\n[🚢](section.md)\n//- section.md\n# 🚢\n\nWords.\n");
  // A name that is taken, in any case that the disk would not tell apart.
  CHECK(moved("//- a.md\n# T\n\n## B<|>\n\nWords.\n//- b.md\n# B\n").find("//- b-2.md") !=
        std::string::npos);
  CHECK(offered("# T\n\n## B<|>\n\nWords.\n", "move-section") == "Move the section to b.md");
  std::string wordy = "# T\n\n## <|>";
  for (int i = 0; i < 100; ++i) wordy += "港 gauge ";
  CHECK(offered(wordy + "\n\nWords.\n", "move-section").size() < 120);
}

TEST_CASE("titles, empty sections and words below a heading do not move") {
  CHECK(moved("# T<|>\n\nWords.\n\n## A\n") == "(not offered)");
  CHECK(moved("# T\n\n## A<|>\n\n## B\n\nWords.\n") == "(not offered)");
  CHECK(moved("# T\n\n## A\n\nWor<|>ds.\n") == "(not offered)");
  CHECK(moved("Wor<|>ds.\n") == "(not offered)");
  CHECK(moved("<|>") == "(not offered)");
}

TEST_CASE("links follow: in the section, around it and from other documents") {
  CHECK(moved(R"(//- ROADMAP.md
# T

[own](#gauges) [sub](#pier) [file](./ROADMAP.md#pier) [stays](#alerts)

## Gau<|>ges

[up](#alerts) [in](#pier) [self](#gauges) [there](<ROADMAP.md#alerts>) [plan](PLAN.md) [top](#) [gone](#x)

### Pier

## Alerts
//- PLAN.md
# P

[g](ROADMAP.md#gauges) [p](<./ROADMAP.md#pier> "t") [a](ROADMAP.md#alerts) [r](ROADMAP.md) `ROADMAP.md#pier`

[d]: ROADMAP.md?x#pier
//- docs/c.md
[p](../ROADMAP.md#Pier)
)") == R"(//- PLAN.md
# P

[g](gauges.md#gauges) [p](<./gauges.md#pier> "t") [a](ROADMAP.md#alerts) [r](ROADMAP.md) `gauges.md#pier`

[d]: gauges.md?x#pier
//- ROADMAP.md
# T

[own](#gauges) [sub](gauges.md#pier) [file](./gauges.md#pier) [stays](#alerts)

## Gauges

[Gauges](gauges.md)

## Alerts
//- docs/c.md
[p](../gauges.md#Pier)
//- gauges.md
# Gauges

[up](ROADMAP.md#alerts) [in](#pier) [self](#gauges) [there](<ROADMAP.md#alerts>) [plan](PLAN.md) [top](#) [gone](#x)

## Pier
)");
}

TEST_CASE("numbers of repeats change on both sides, and fragments with them") {
  CHECK(
      moved("# T\n\n[1](#notes) [2](#notes-1) [3](#notes-2)\n\n## A\n\n### Notes\n\n## B<|>\n\n"
            "### Notes\n\n[3](#notes-2)\n\n## C\n\n### Notes\n") ==
      "//- ROADMAP.md\n# T\n\n[1](#notes) [2](b.md#notes) [3](#notes-1)\n\n## A\n\n### Notes\n\n## "
      "B\n\n[B](b.md)\n\n## C\n\n### Notes\n//- b.md\n# B\n\n## Notes\n\n"
      "[3](ROADMAP.md#notes-1)\n");
}

TEST_CASE("definitions go where they are used") {
  CHECK(moved("# T\n\n[a] [b]\n\n## G<|>\n\n[a] [c] [d]\n\n[d]: #t\n\n## H\n\n[a]: a.md\n[b]: "
              "#g-sub\n[c]: #h\n") ==
        "//- ROADMAP.md\n# T\n\n[a] [b]\n\n## G\n\n[G](g.md)\n\n## H\n\n[a]: a.md\n[b]: "
        "#g-sub\n[c]: #h\n"
        "//- g.md\n# G\n\n[a] [c] [d]\n\n[d]: ROADMAP.md#t\n\n[a]: a.md\n[c]: ROADMAP.md#h\n");
  // At the end of the text, in the section that moves.
  CHECK(moved("# T\n\n[a]\n\n## G<|>\n\nWords [b].\n\n[a]: a.md\n[b]: #t\n") ==
        "//- ROADMAP.md\n# T\n\n[a]\n\n## G\n\n[G](g.md)\n\n[a]: a.md\n"
        "//- g.md\n# G\n\nWords [b].\n\n[b]: ROADMAP.md#t\n");
  CHECK(moved("# T\n\n[a]\n\n## G<|>\n\nWords [a].\n\n[a]: a.md\n\n## H\n\nEnd.\n") ==
        "//- ROADMAP.md\n# T\n\n[a]\n\n## G\n\n[G](g.md)\n\n## H\n\nEnd.\n\n[a]: a.md\n"
        "//- g.md\n# G\n\nWords [a].\n\n[a]: a.md\n");
  // Two of one label, one on each side: nobody can tell which is meant.
  CHECK(moved("# T\n\n[a]\n\n[a]: a.md\n\n## G<|>\n\n[a]\n\n[a]: b.md\n") == "(refused)");
  CHECK(moved("# T\n\nx[^1]\n\n## G<|>\n\nWords.\n\n[^1]: note\n") == "(not offered)");
  CHECK(moved("# T\n\n## G<|>\n\nWords[^1].\n\n[^1]: note\n").starts_with("//- ROADMAP.md"));
}

TEST_CASE("footnotes go along where only the section uses them") {
  CHECK(moved("# T\n\nx[^1]\n\n## G<|>\n\nWords[^a], more[^b], again[^a].\n\n## H\n\nEnd.\n\n"
              "[^a]: The note\n    goes on, see [H](#h).\n\n    And on.\n\n[^1]: One.\n\n[^b]: "
              "[x](#g)\n") ==
        "//- ROADMAP.md\n# T\n\nx[^1]\n\n## G\n\n[G](g.md)\n\n## H\n\nEnd.\n\n[^1]: One.\n"
        "//- g.md\n# G\n\nWords[^a], more[^b], again[^a].\n\n[^a]: The note\n    goes on, see "
        "[H](ROADMAP.md#h).\n\n    And on.\n\n[^b]: [x](#g)\n");
  CHECK(
      moved(
          "# T\n\n## G<|>\n\nA[^a] b[^b]\n\n## H\n\n[^a]: One of them.\n[^b]: The other one.\n") ==
      "//- ROADMAP.md\n# T\n\n## G\n\n[G](g.md)\n\n## H\n"
      "//- g.md\n# G\n\nA[^a] b[^b]\n\n[^a]: One of them.\n\n[^b]: The other one.\n");
  // In both: nothing is offered that would fail.
  CHECK(moved("# T\n\nx[^a]\n\n## G<|>\n\nWords[^a].\n\n## H\n\n[^a]: note of it\n") ==
        "(not offered)");
  CHECK(moved("# T\n\n## G[^a]<|>\n\nWords.\n\n## H\n\n[^a]: note of it\n") == "(not offered)");
  // Words in brackets without a note are no footnote.
  CHECK(moved("# T\n\nx[^a]\n\n## G<|>\n\nWords[^a].\n").starts_with("//- ROADMAP.md"));
}

TEST_CASE("ids move with the section") {
  CHECK(moved("# T\n\n[x](#tide)\n\n## G<|>\n\n<a id=\"tide\"></a>Words.\n") ==
        "//- ROADMAP.md\n# T\n\n[x](g.md#tide)\n\n## G\n\n[G](g.md)\n//- g.md\n# G\n\n<a "
        "id=\"tide\"></a>Words.\n");
}

// -- the law: every link leads to the heading that it led to

struct Random {
  std::minstd_rand engine;
  unsigned operator()() { return static_cast<unsigned>(engine() >> 4); }
};

std::vector<FixtureFile> random_files(unsigned seed) {
  Random random{std::minstd_rand(seed + 1)};
  const std::vector<std::string> titles = {"Gauges",  "Gauges",        "Gauges 1", "🚧 Gauges",
                                           "Über Öl", "Q1 2027 (Jan)", "日本の港", "x_y"};
  std::vector<FixtureFile> files = {
      {"ROADMAP.md", "# Roadmap\n\n"}, {"docs/a.md", "# A\n\n"}, {"b.md", "# B\n\n"}};
  for (FixtureFile& file : files) {
    for (unsigned i = 0, count = 2 + random() % 5; i < count; ++i) {
      file.text +=
          std::string(2 + random() % 3, '#') + " " + titles[random() % titles.size()] + "\n\n";
      file.text += fmt::format("{} {}\n\n", file.name, i);
      if (random() % 4 == 0)
        file.text += fmt::format("<a id=\"tide\"></a> {} {}\n\n", file.name, i);
      file.text += fmt::format("@{}@\n\n", i);
    }
  }
  const workspace::Workspace bare = make_workspace(files);
  for (FixtureFile& file : files) {
    std::string definitions;
    for (unsigned i = 0, at = 0; (at = static_cast<unsigned>(file.text.find('@'))) != unsigned(-1);
         ++i) {
      const std::size_t end = file.text.find('@', at + 1) + 1;
      const FixtureFile& target = files[random() % files.size()];
      const auto& anchors = bare.summary(target.path())->anchors;
      std::string path = target.name == file.name && random() % 2 ? "" : target.name;
      if (!path.empty() && file.name.starts_with("docs/"))
        path = target.name.starts_with("docs/") ? "a.md" : "../" + path;
      const std::string to = fmt::format("{}#{}", path, anchors[random() % anchors.size()].slug);
      std::string link;
      switch (random() % 4) {
        case 0:
          link = fmt::format("[x][d{}]", i);
          definitions += fmt::format("[d{}]: {}\n", i, to);
          break;
        case 1:
          link = fmt::format("[x][d{0}]\n\n[d{0}]: <{1}>", i, to);
          break;
        case 2:
          link = fmt::format("- [x](<{}> \"t\") and [y]({})", to, path.empty() ? "#" : path);
          break;
        default:
          link = fmt::format("[x]({})", to);
      }
      file.text.replace(at, end - at, link);
    }
    file.text += definitions;
    if (random() % 3 == 0) {
      std::string windows;
      for (const char c : file.text) windows += c == '\n' ? "\r\n" : std::string(1, c);
      file.text = windows;
    }
  }
  return files;
}

// Where each link of a document leads: to the words below a heading, which are no others'. Those of
// `twice` (a heading that is in two files afterwards) are left out.
std::vector<std::string> leads(const workspace::Workspace& workspace,
                               const workspace::Document& document, std::string_view twice) {
  std::vector<std::string> out;
  for (const plan::PlacedChapter& chapter : document.plan->chapters) {
    for (const plan::Mention& mention : chapter.facts->mentions) {
      if (mention.form != plan::MentionForm::link) continue;
      const auto file = features::mentioned_file(workspace, document, mention);
      std::string lead = "nowhere";
      if (file && file->target.fragment.empty()) lead = "file";
      if (file && !file->target.fragment.empty()) {
        const auto target = workspace.document(file->target.path);
        const auto* anchor = target->summary->anchor(file->target.fragment);
        REQUIRE(anchor != nullptr);
        const std::uint32_t line = anchor->place.begin.line;
        lead = target->text.line_text(line + (anchor->level ? 2 : 0));
        if (lead == twice || lead.starts_with("[")) lead = "the section that moved";
      }
      out.push_back(lead);
    }
  }
  return out;
}

TEST_CASE("every link leads where it led after any section was moved") {
  unsigned done = 0, refused = 0;
  for (unsigned seed = 0; seed < 300; ++seed) {
    std::vector<FixtureFile> files = random_files(seed);
    World world;
    world.fixture.files = files;
    world.workspace = make_workspace(files, seed % 2 == 0);
    world.document = world.workspace.document(path_in_root("ROADMAP.md"));
    world.workspace.open[world.document->path] = world.document;
    const plan::Plan& plan = *world.document->plan;
    const std::uint32_t entry = 1 + seed % (static_cast<std::uint32_t>(plan.outline.size()) - 1);
    const std::uint32_t at = plan.extent(entry).begin;
    const features::Spot spot{world.workspace, *world.document, {at, at}};
    const features::Refactoring* row = features::find_refactoring("move-section");
    if (!row->title(spot)) continue;
    const auto fix = row->make(spot);
    if (!fix) {
      ++refused;
      continue;
    }
    ++done;
    std::vector<FixtureFile> after;
    for (const FixtureFile& file : files) {
      std::vector<rules::Edit> edits;
      for (const rules::Edit& edit : fix->edits)
        if ((edit.path.empty() ? world.document->path : edit.path) == file.path())
          edits.push_back(edit);
      after.push_back({file.name, apply_edits(file.text, edits)});
    }
    after.push_back({name_in_root(*fix->create_path), fix->create_text});
    const workspace::Workspace now = make_workspace(after);
    CAPTURE(seed);
    CAPTURE(files[0].text);
    CAPTURE(after[0].text);
    CAPTURE(fix->create_text);
    // As many links lead to each place as did before, the new one aside.
    const std::uint32_t line = world.document->text.position(at).line;
    const std::string twice = world.document->text.line_text(line + 2);
    std::vector<std::string> old_leads{"file"}, new_leads;
    const auto gather = [&](const workspace::Workspace& workspace,
                            const std::vector<FixtureFile>& all, std::vector<std::string>& out) {
      for (const FixtureFile& file : all) {
        const auto found = leads(workspace, *workspace.document(file.path()), twice);
        out.insert(out.end(), found.begin(), found.end());
      }
      std::sort(out.begin(), out.end());
    };
    gather(world.workspace, files, old_leads);
    gather(now, after, new_leads);
    CHECK(new_leads == old_leads);
  }
  CHECK(done > 150);
  CHECK(refused < 60);
}

TEST_CASE("a heading that a link asks for is added where it belongs") {
  CHECK(heading("# T\n\n[Tide gauges](<|>#tide-gauges)\n\n## A\n\nWords.\n") ==
        "# T\n\n[Tide gauges](#tide-gauges)\n\n## A\n\nWords.\n\n## Tide gauges\n");
  CHECK(heading("[x](<|>#tide-gauges)") == "[x](#tide-gauges)\n\n## Tide gauges\n");
  CHECK(heading("# T\r\n\r\n[x](<|>#a--b)\r\n\r\n[y]: z.md\r\n") ==
        "# T\r\n\r\n[x](#a--b)\r\n\r\n## A--b\r\n\r\n[y]: z.md\r\n");
  // Beside the one that it resembles, as deep as that.
  CHECK(heading("# T\n\n[x](<|>#tide-gauge)\n\n### Tide gauges\n\nWords.\n\n### Z\n") ==
        "# T\n\n[x](#tide-gauge)\n\n### Tide gauges\n\nWords.\n\n### Tide gauge\n\n### Z\n");
  CHECK(heading("//- a.md\n[x](docs/b.md<|>#-tide)\n//- docs/b.md\n# B\n\n### C\n") ==
        "//- docs/b.md\n# B\n\n### C\n\n### -tide\n");
  CHECK(heading("//- a.md\n[d]: b.md<|>#tide\n\n[d]\n//- b.md\n") == "//- b.md\n## Tide\n");
  CHECK(offered("//- a.md\n[x](b.md<|>#tide)\n//- b.md\n", "add-heading") ==
        "Add the heading \"Tide\" to b.md");
  CHECK(heading("[x](<|>#über-öl)\n\n## Z\n") == "[x](#über-öl)\n\n## Z\n\n## über öl\n");
}

TEST_CASE("what is no missing heading of a document of ours is not added") {
  for (const std::string_view fixture :
       {"# T\n\n[x](<|>#t)\n", "[x](<|>#L10)\n", "[x](<|>#top)\n", "[x](<|>#)\n",
        "[x](<|>#A%20b)\n", "//- a.md\n[x](gone.md<|>#b)\n", "[x](https://example.com/<|>#b)\n",
        "[x](../../x.md<|>#b)\n", "Wor<|>ds\n", "> [x](<|>#b)\n", "[x](<|>#:~:text=b)\n"}) {
    CAPTURE(fixture);
    CHECK(heading(fixture) == "(not offered)");
  }
  CHECK(heading("[x](<|>#b)\n\n```\nopen\n") == "(refused)");
}

}  // namespace
}  // namespace pland::tests
