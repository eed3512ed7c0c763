#include "analysis/workspace/index.h"

#include <doctest/doctest.h>
#include <random>
#include <string>

#include "tests/support/fixture.h"

using namespace pland;
using namespace pland::workspace;
using tests::make_workspace;
using tests::parse_fixture;

namespace {

constexpr std::string_view harbour = R"(//- ROADMAP.md
# Roadmap

## Quarterly Milestones

### Q1 2027: Quieter nights

**Key Initiatives**:

1. **Dim the lamps**: for the birds
2. **TEN-3 Boats**: more of them
//- plans/PROJECT_PLAN.md
# Project Plan

## What We're Building

### Now

**1. Dim the lamps**
- **What**: lamps

See [the roadmap](../ROADMAP.md) and [the log](../CHANGELOG.md#unreleased).
//- CHANGELOG.md
# Changelog

## [Unreleased]

See [roadmap](ROADMAP.md).
)";

std::vector<std::string> where(const std::vector<FoundEntity>& found) {
  std::vector<std::string> out;
  for (const FoundEntity& one : found) out.push_back(tests::name_in_root(one.document->path));
  return out;
}

std::vector<std::string> names(const std::vector<SummaryPtr>& found) {
  std::vector<std::string> out;
  for (const SummaryPtr& one : found) out.push_back(tests::name_in_root(one->path));
  return out;
}

using List = std::vector<std::string>;

}  // namespace

TEST_CASE("entities by name, the asking document's first") {
  for (bool open : {true, false}) {
    for (bool indexed : {true, false}) {
      CAPTURE(open);
      CAPTURE(indexed);
      Workspace workspace = make_workspace(parse_fixture(harbour), open);
      workspace.index = indexed ? index_of(workspace.files, nullptr) : nullptr;
      auto find = [&](std::string_view from, std::string_view name) {
        return where(find_entities(workspace, from, name));
      };
      CHECK(find("/ws/ROADMAP.md", "Dim the lamps") == List{"ROADMAP.md", "plans/PROJECT_PLAN.md"});
      CHECK(find("/ws/plans/PROJECT_PLAN.md", "dim  the LAMPS") ==
            List{"plans/PROJECT_PLAN.md", "ROADMAP.md"});
      CHECK(find("/ws/CHANGELOG.md", "ten-3") == List{"ROADMAP.md"});
      CHECK(find("/ws/CHANGELOG.md", "Dim the") == List{});
      CHECK(find("/ws/CHANGELOG.md", " ") == List{});
      CHECK(find("", "Dim the lamps") == List{"ROADMAP.md", "plans/PROJECT_PLAN.md"});
      CHECK(names(linking_to(workspace, "/ws/ROADMAP.md")) ==
            List{"CHANGELOG.md", "plans/PROJECT_PLAN.md"});
      CHECK(names(linking_to(workspace, "/ws/README.md")) == List{});
    }
  }
}

TEST_CASE("an open document counts, not the file it was") {
  Workspace workspace = make_workspace(parse_fixture(harbour), false);
  workspace.index = index_of(workspace.files, nullptr);
  workspace.open["/ws/CHANGELOG.md"] =
      make_document("/ws/CHANGELOG.md", 1, markdown::Document::parse("# Empty\n"));
  CHECK(names(linking_to(workspace, "/ws/ROADMAP.md")) == List{"plans/PROJECT_PLAN.md"});
  CHECK(workspace.summary("/ws/CHANGELOG.md")->title == "Empty");
  CHECK(workspace.document("/ws/ROADMAP.md") != nullptr);
  CHECK(workspace.document("/ws/none.md") == nullptr);
  CHECK(workspace.summary("/ws/none.md") == nullptr);
}

TEST_CASE("an index of other files is not asked") {
  Workspace workspace = make_workspace(parse_fixture(harbour), false);
  Workspace other = make_workspace(parse_fixture("//- A.md\n# A\n"), false);
  workspace.index = index_of(other.files, nullptr);
  CHECK(find_entities(workspace, "", "Dim the lamps").size() == 2);
}

TEST_CASE("an index brought up to date is the one from scratch") {
  std::mt19937 random(7);
  auto summary = [&](const std::string& path) {
    std::string text = "# " + path + "\n\n## Risks\n\n";
    for (unsigned i = 0; i < random() % 4; ++i) {
      text += "**Risk " + std::to_string(random() % 9) + ": wet " + std::to_string(random() % 5) +
              "**\n- **Impact**: Low\n\n[x](f" + std::to_string(random() % 20) + ".md)\n\n";
    }
    return make_document(path, 1, markdown::Document::parse(text))->summary;
  };
  auto files = std::make_shared<std::map<std::string, SummaryPtr, std::less<>>>();
  std::shared_ptr<const Index> index;
  for (int round = 0; round < 40; ++round) {
    auto next = std::make_shared<std::map<std::string, SummaryPtr, std::less<>>>(*files);
    for (int change = 0; change < 3; ++change) {
      std::string path = "/ws/f" + std::to_string(random() % 20) + ".md";
      if (random() % 4 == 0)
        next->erase(path);
      else
        (*next)[path] = summary(path);
    }
    files = next;
    index = index_of(files, index);
    Workspace with, without;
    with.files = without.files = files;
    with.index = index;
    REQUIRE(index->files == files);
    for (int i = 0; i < 20; ++i) {
      std::string target = "/ws/f" + std::to_string(i) + ".md";
      CHECK(names(linking_to(with, target)) == names(linking_to(without, target)));
    }
    for (const auto& [path, one] : *files) {
      for (const NamedEntity& entity : one->entities) {
        CHECK(where(find_entities(with, path, entity.title)) ==
              where(find_entities(without, path, entity.title)));
      }
    }
  }
}
