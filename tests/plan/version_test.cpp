#include "analysis/plan/version.h"

#include <array>
#include <doctest/doctest.h>
#include <string>

using namespace pland;
using namespace pland::plan;

namespace {

Version version(std::string_view text) {
  const auto found = read_version(text);
  REQUIRE(found);
  CHECK(found->size == text.size());
  return found->version;
}

// "1.4.0 2027-03-01 bracketed linked open", as far as it is.
std::string read(std::string_view heading) {
  const auto found = read_release(heading);
  if (!found) return "none";
  std::string out(found->version_span.of(heading));
  CHECK(found->name_end >= found->name.end);
  if (found->name != found->version_span) out += " as " + std::string(found->name.of(heading));
  if (found->date) out += " " + std::string(found->date->span.of(heading));
  if (found->bracketed) out += " bracketed";
  if (found->linked) out += " linked";
  if (found->open) out += " open";
  return out;
}

}  // namespace

TEST_CASE("versions in the order of their releases") {
  constexpr std::array order = {"0.9",           "1.0.0.dev1",     "1.0.0-alpha", "1.0.0-alpha.1",
                                "1.0.0-alpha.2", "1.0.0-alpha.10", "1.0.0-beta",  "1.0.0b2",
                                "1.0.0-rc.1",    "1.0.0rc2",       "1.0.0",       "1.0.0.post1",
                                "1.0.1",         "1.0.10",         "1.1",         "1.1.0.1",
                                "2.0.0",         "2026.05.1",      "2026.05.12"};
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t j = 0; j < order.size(); ++j) {
      INFO(order[i], " and ", order[j]);
      const auto is = compare(version(order[i]), version(order[j]));
      CHECK(is == (i < j   ? std::partial_ordering::less
                   : i > j ? std::partial_ordering::greater
                           : std::partial_ordering::equivalent));
    }
  }
  CHECK(compare(version("1.2"), version("1.2.0")) == 0);
  CHECK(compare(version("1.2.0+3"), version("1.2.0+4")) == 0);
  // What a suffix means that nobody knows.
  CHECK(compare(version("1.2.0-1"), version("1.2.0")) == std::partial_ordering::unordered);
  CHECK(compare(version("1.2.0-windows"), version("1.2.0-linux")) ==
        std::partial_ordering::unordered);
  CHECK(compare(version("1.2.0-windows"), version("1.3.0")) < 0);
}

TEST_CASE("lines of releases") {
  CHECK(same_line(version("1.4.0"), version("1.4.2")));
  CHECK(same_line(version("1.4"), version("1.5")));
  CHECK(same_line(version("2026.05.1"), version("2027.01.3")));
  CHECK(!same_line(version("1.4.0"), version("1.5.0")));
  CHECK(!same_line(version("1.4.0"), version("2.4.0")));
}

TEST_CASE("what is no version") {
  for (const std::string_view text : {"", "1", "1.", "v1.2", "1.x", "1.2.x", "x.1.2"}) {
    CAPTURE(text);
    CHECK(!read_version(text));
  }
  CHECK(read_version("1.2.0 and more")->size == 5);
  CHECK(read_version("1.2.0.")->size == 5);
}

TEST_CASE("headings of releases") {
  CHECK(read("[1.4.0] - 2027-03-01") == "1.4.0 2027-03-01 bracketed");
  CHECK(read("v1.4.0 (March 1, 2027)") == "1.4.0 as v1.4.0 March 1, 2027");
  CHECK(read("[v1.4.0](https://example.com/2026-01-01/v1.3.0...v1.4.0) (2027-03-01)") ==
        "1.4.0 as v1.4.0 2027-03-01 bracketed linked");
  CHECK(read("[1.4.0][new] / 2027-03-01") == "1.4.0 2027-03-01 bracketed linked");
  CHECK(read("Version 1.4.0: Alerts") == "1.4.0");
  CHECK(read("Release (v1.4.0)") == "1.4.0 as v1.4.0");
  CHECK(read("**1.4.0-rc.1** — 2027-03-01 [YANKED]") == "1.4.0-rc.1 2027-03-01");
  CHECK(read("<a name=\"1.4.0\"></a>1.4.0 (2027-03-01)") == "1.4.0 2027-03-01");
  CHECK(read("1.4.0 (unreleased)") == "1.4.0 open");
  CHECK(read("[1.4.0] - YYYY-MM-DD") == "1.4.0 bracketed open");
  CHECK(read("\xF0\x9F\x9A\xA2 1.4.0") == "1.4.0");
  for (const std::string_view heading :
       {"Unreleased", "[Unreleased]", "1.4.0/1.4.1 (2027-03-01)", "1.2.0 - 1.4.0", "1.4.0 to 1.5.0",
        "[1.4.0", "2027-03-01", "Alerts 1.4.0", ""}) {
    CAPTURE(heading);
    CHECK(read(heading) == "none");
  }
}
