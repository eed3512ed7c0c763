#include "analysis/features/links.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/features/check.h"

namespace pland::tests {
namespace {

// "text -> target:line (tooltip)", a line each; lines from 1.
std::string links(std::string_view fixture) {
  const World world = make_world(fixture);
  std::string out;
  for (const features::DocumentLink& link : features::links(world.workspace, *world.document)) {
    out += fmt::format("{} -> {}{}{}\n", link.span.of(world.text()), name_in_root(link.target),
                       link.line ? fmt::format(":{}", *link.line + 1) : "",
                       link.tooltip.empty() ? "" : fmt::format(" ({})", link.tooltip));
    CHECK(link.external == link.tooltip.empty());
  }
  return out;
}

constexpr std::string_view files = R"(
//- docs/ops.md
# Operations

## On call
//- pic.png
x
)";

TEST_CASE("a path in a link's text is no link of its own") {
  CHECK(links("See [`docs/ops.md`](pic.png)." + std::string(files)) ==
        "[`docs/ops.md`](pic.png) -> pic.png (pic.png)\n");
}

TEST_CASE("addresses are whole") {
  CHECK(links("[a](//example.com/x)\n") == "[a](//example.com/x) -> https://example.com/x\n");
  CHECK(links("[a](file:///ws/docs/ops.md#on-call)" + std::string(files)) ==
        "[a](file:///ws/docs/ops.md#on-call) -> docs/ops.md:3 (Operations › On call)\n");
}

TEST_CASE("what exists can be clicked") {
  const std::string rest(files);
  CHECK(links("See [it](docs/ops.md#on-call \"t\")." + rest) ==
        "[it](docs/ops.md#on-call \"t\") -> docs/ops.md:3 (Operations › On call)\n");
  CHECK(links("See [it](docs/ops.md)." + rest) ==
        "[it](docs/ops.md) -> docs/ops.md (Operations)\n");
  CHECK(links("![it](pic.png)" + rest) == "pic.png -> pic.png (pic.png)\n");
  CHECK(links("`docs/ops.md`" + rest) == "docs/ops.md -> docs/ops.md (Operations)\n");
  CHECK(links("```\n│ help → docs/ops.md │\n```\n" + rest) ==
        "docs/ops.md -> docs/ops.md (Operations)\n");
  CHECK(links("[it](docs/ops.md#L2)" + rest) ==
        "[it](docs/ops.md#L2) -> docs/ops.md:2 (Operations)\n");
  CHECK(links("## Here\n\n[it](#here)\n") == "[it](#here) -> ROADMAP.md:1 (Here › Here)\n");
  CHECK(links("[it][ops]\n\n[ops]: docs/ops.md\n" + rest) ==
        "[it][ops] -> docs/ops.md (Operations)\ndocs/ops.md -> docs/ops.md (Operations)\n");
}

TEST_CASE("addresses are links as they are written") {
  CHECK(links("[a](https://example.com/x) <https://b.example> www.c.example d@e.example\n") ==
        "[a](https://example.com/x) -> https://example.com/x\n"
        "<https://b.example> -> https://b.example\n"
        "www.c.example -> https://www.c.example\n"
        "d@e.example -> mailto:d@e.example\n");
  CHECK(links("[a][x]\n\n[x]: https://example.com\n") ==
        "[a][x] -> https://example.com\nhttps://example.com -> https://example.com\n");
}

TEST_CASE("what does not exist cannot") {
  CHECK(links("[a](gone.md) [b](#gone) [c](link) [d][e] `src/gone.py`\n") == "");
  // A file without the heading is still the file.
  CHECK(links("[a](docs/ops.md#gone)" + std::string(files)) ==
        "[a](docs/ops.md#gone) -> docs/ops.md (Operations)\n");
}

}  // namespace
}  // namespace pland::tests
