#include "analysis/text/slug.h"

#include <doctest/doctest.h>
#include <fstream>
#include <string>

using namespace pland::text;

namespace {

struct Case {
  std::string_view heading, slug;
};

}  // namespace

TEST_CASE("slug: GitHub's rules") {
  for (const Case& row : std::initializer_list<Case>{
           {"", ""},
           {"Roadmap", "roadmap"},
           {"Goals & Risks", "goals--risks"},
           {"📚 Guide", "-guide"},
           {"⚠️ Limits", "\uFE0F-limits"},
           {"What We're NOT Doing (And Why)", "what-were-not-doing-and-why"},
           {"What We’re NOT Doing", "what-were-not-doing"},
           {"Q3 2025 (Jul - Sep): [Reach]", "q3-2025-jul---sep-reach"},
           {"snake_case and kebab-case", "snake_case-and-kebab-case"},
           {"  two  spaces  ", "--two--spaces--"},
           {"a\tb\u00A0c", "abc"},
           {"½ done, x² and Ⅳ", "-done-x-and-ⅳ"},
           {"İstanbul", "i\u0307stanbul"},
           {"ΟΔΟΣ ΣΑΣ", "οδος-σας"},
           {"Straße ẞ", "straße-ß"},
           {"路线图 ロードマップ", "路线图-ロードマップ"},
           {"Ⓐ ① 🅰", "ⓐ--🅰"},
           {"[SYNC-007] Order", "sync-007-order"},
       }) {
    CAPTURE(row.heading);
    CHECK(slug(row.heading) == row.slug);
  }
}

TEST_CASE("slug: bad UTF-8 does not stop it") { CHECK(slug("a\xFF\xC3 b") == "a-b"); }

TEST_CASE("Slugger: repeats are numbered, what is taken is skipped") {
  Slugger slugger;
  CHECK(slugger.next("Foo") == "foo");
  CHECK(slugger.next("Foo") == "foo-1");
  CHECK(slugger.next("Foo 1") == "foo-1-1");
  CHECK(slugger.next("Foo-1") == "foo-1-2");
  CHECK(slugger.next("Foo") == "foo-2");
  CHECK(slugger.next("") == "");
  CHECK(slugger.next("!") == "-1");
  CHECK(slugger.next("constructor") == "constructor");
  slugger.clear();
  CHECK(slugger.next("foo-1") == "foo-1");
  CHECK(slugger.next("foo") == "foo");
  CHECK(slugger.next("foo") == "foo-2");
}

TEST_CASE("slug: a thousand headings as github-slugger has them") {
  std::ifstream file(PLAND_SOURCE_DIR "/tests/text/slug_headings.txt");
  REQUIRE(file);
  Slugger slugger;
  int count = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty()) {
      slugger.clear();
      continue;
    }
    const auto first = line.find('\t'), second = line.find('\t', first + 1);
    REQUIRE(second != std::string::npos);
    const std::string heading = line.substr(0, first);
    CAPTURE(heading);
    CHECK(slug(heading) == line.substr(first + 1, second - first - 1));
    CHECK(slugger.next(heading) == line.substr(second + 1));
    ++count;
  }
  CHECK(count == 1000);
}
