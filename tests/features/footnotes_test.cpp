#include "analysis/features/footnotes.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "analysis/features/references.h"
#include "analysis/features/rename.h"
#include "analysis/features/subject.h"
#include "tests/features/check.h"

namespace pland::tests {
namespace {

constexpr std::string_view notes =
    "# Tide\n\nHigh[^a] and low[^B], again[^A], not[^c] nor `[^a]`.\n\n"
    "- in an item[^b]\n\n[^a]: word\n\n[^b]: Two words,\n    and more[^a].\n";

std::string at(std::string_view needle, unsigned by = 1) {
  std::string text(notes);
  text.insert(text.find(needle) + by, "<|>");
  return text;
}

std::string referred(const std::string& fixture) {
  const World world = make_world(fixture);
  const auto subject = features::subject_at(world.workspace, *world.document, world.offset);
  if (!subject) return "none";
  std::string out;
  for (const auto& one : features::references(world.workspace, world.document, *subject)) {
    out += line_and_column(world.text(), one.span.begin) +
           (one.role == features::Reference::Role::declaration ? "! " : " ");
  }
  return out;
}

std::string renamed(const std::string& fixture, std::string_view name) {
  const World world = make_world(fixture);
  const auto outcome = features::rename(world.workspace, world.document, world.offset, name);
  if (const auto* refused = std::get_if<features::Refusal>(&outcome)) return refused->reason;
  std::string text = world.text();
  const auto& edits = std::get<features::Change>(outcome).edits;
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit)
    text.replace(edit->span.begin, edit->span.size(), edit->text);
  return text;
}

TEST_CASE("a footnote's references, from its marks and from its note") {
  const std::string all = "3:5 3:28 7:1! 10:13 ";
  CHECK(referred(at("High[^a]", 5)) == all);
  CHECK(referred(at("High[^a]", 8)) == all);
  CHECK(referred(at("[^A]", 2)) == all);
  CHECK(referred(at("[^a]: word", 2)) == all);
  CHECK(referred(at("[^b]: Two", 2)) == "3:17 5:13 9:1! ");
  CHECK(referred(at("not[^c]", 5)) == "none");
  CHECK(referred(at("`[^a]`", 3)) == "none");
}

TEST_CASE("a footnote is renamed from either side") {
  const std::string expected =
      "# Tide\n\nHigh[^moon] and low[^B], again[^moon], not[^c] nor `[^a]`.\n\n"
      "- in an item[^b]\n\n[^moon]: word\n\n[^b]: Two words,\n    and more[^moon].\n";
  CHECK(renamed(at("High[^a]", 6), "moon") == expected);
  CHECK(renamed(at("[^a]: word", 2), "moon") == expected);
  CHECK(renamed(at("[^a]: word", 2), "[^moon]") == expected);
  CHECK(renamed(at("[^a]: word", 2), "B") == "There is a footnote [^B] already.");
  CHECK(renamed(at("[^a]: word", 2), "two words") ==
        "A footnote's label is one word, without brackets.");
  const World world = make_world(at("High[^a]", 6));
  const auto found = features::renamable_at(world.workspace, world.document, world.offset);
  REQUIRE(found);
  CHECK(found->placeholder == "a");
}

}  // namespace
}  // namespace pland::tests
