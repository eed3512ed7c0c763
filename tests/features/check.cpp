#include "tests/features/check.h"

#include <cstdlib>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fstream>
#include <sstream>

#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"

namespace pland::tests {
namespace {

World finish(World world, bool open_all, const plan::Declared& declared = {}) {
  const std::string name =
      world.fixture.cursor ? world.fixture.cursor->name : world.fixture.files.front().name;
  world.workspace = make_workspace(world.fixture, open_all, declared);
  world.document = world.workspace.document(path_in_root(name));
  REQUIRE(world.document != nullptr);
  if (!open_all) world.workspace.open[world.document->path] = world.document;
  if (world.fixture.cursor) world.offset = world.fixture.cursor->offset;
  return world;
}

}  // namespace

const std::string& World::text() const { return fixture.file(name_in_root(document->path)).text; }

World make_world(std::string_view fixture, bool open_all, const plan::Declared& declared) {
  World world;
  world.fixture = parse_fixture(fixture);
  return finish(std::move(world), open_all, declared);
}

rules::Settings december() {
  rules::Settings settings;
  settings.today = {2026, 12, 1};
  settings.revision = 1;
  return settings;
}

std::string to_text(const workspace::Workspace& workspace, const features::Target& target) {
  const auto begin = target.selection.begin;
  std::string out =
      fmt::format("{}:{}:{}", name_in_root(target.path), begin.line + 1, begin.column + 1);
  const auto document =
      workspace::is_markdown(target.path) ? workspace.document(target.path) : nullptr;
  if (document != nullptr)
    out += fmt::format(" {}", text::trim(document->text.line_text(begin.line)));
  return out;
}

World examples(std::string_view document) {
  static constexpr std::string_view names[] = {
      "ROADMAP.md",
      "PROJECT_PLAN.md",
      "OKRS.md",
      "CHANGELOG.md",
      "CLAUDE.md",
      "README.md",
      "docs/decisions/0001-keep-readings-at-the-harbour.md",
      "docs/operations/runbook.md"};
  World world;
  for (const std::string_view name : names) {
    world.fixture.files.push_back(
        {std::string(name), read_file(fmt::format("{}/examples/{}", PLAND_SOURCE_DIR, name))});
  }
  world.fixture.cursor = FixtureCursor{std::string(document), 0};
  return finish(std::move(world), true);
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE_MESSAGE(in.good(), path);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

void check_golden(std::string_view name, const std::string& actual) {
  const std::string path = fmt::format("{}/tests/features/golden/{}", PLAND_SOURCE_DIR, name);
  if (std::getenv("PLAND_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << actual;
    return;
  }
  const std::string expected = read_file(path);
  if (expected == actual) return;
  // The first line that differs says more than two long texts.
  std::istringstream a(expected), b(actual);
  std::string left, right;
  std::size_t line = 0;
  do {
    ++line;
    left = right = "(end)";
    std::getline(a, left);
    std::getline(b, right);
  } while (left == right);
  FAIL_CHECK(
      fmt::format("{} line {}\n  expected: {}\n  actual:   {}\n(PLAND_UPDATE_GOLDEN=1 "
                  "accepts what is new)",
                  name, line, left, right));
}

}  // namespace pland::tests
