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

TEST_CASE("slug: GitLab's") {
  struct Row {
    std::string_view heading, slug;
  };
  for (const Row row :
       {Row{"This header has spaces in it", "this-header-has-spaces-in-it"},
        {"This header has Unicode in it: 한글", "this-header-has-unicode-in-it-한글"},
        {"This header has a :thumbsup: in it", "this-header-has-a-thumbsup-in-it"},
        {"A & B -- C", "a-b-c"},
        {"📚 Guide", "-guide"},
        {"2027", "anchor-2027"},
        {"  x_y  ", "x_y"}}) {
    CAPTURE(row.heading);
    CHECK(slug(row.heading, AnchorStyle::gitlab) == row.slug);
  }
  Slugger slugger(AnchorStyle::gitlab);
  CHECK(slugger.next("Foo") == "foo");
  CHECK(slugger.next("Foo") == "foo-1");
  CHECK(slugger.next("Foo 1") == "foo-1");  // GitLab counts, and does not look
}

// Expected values are those of Python-Markdown 3.5's `slugify` and `unique`.
TEST_CASE("slug: MkDocs'") {
  struct Row {
    std::string_view heading, slug;
  };
  for (const Row row : {Row{"Über  Öl & Gas", "uber-ol-gas"},
                        {"📚 Guide", "guide"},
                        {"A - B -- C", "a-b-c"},
                        {"-x-", "-x-"},
                        {"日本の港", ""},
                        {"ﬁn ½ ²", "fin-12-2"},
                        {"Gauges {#tide}", "gauges"},
                        {"snake_case v1.2", "snake_case-v12"}}) {
    CAPTURE(row.heading);
    CHECK(slug(row.heading, AnchorStyle::mkdocs) == row.slug);
  }
  Slugger slugger(AnchorStyle::mkdocs);
  CHECK(slugger.next("Foo") == "foo");
  CHECK(slugger.next("Foo") == "foo_1");
  CHECK(slugger.next("Foo") == "foo_2");
  CHECK(slugger.next("Foo_1") == "foo_3");
  CHECK(slugger.next("日本") == "_1");
  CHECK(slugger.next("日本") == "_2");
}

TEST_CASE("slug: attribute lists") {
  const auto list = [](std::string_view heading) { return attribute_list(heading).of(heading); };
  CHECK(list("Gauges {#tide}") == "{#tide}");
  CHECK(list("Gauges {: #tide .wide }") == "{: #tide .wide }");
  CHECK(list("Gauges {x}") == "");
  CHECK(list("Gauges{#x}") == "");
  CHECK(list("{#x} Gauges") == "");
  CHECK(list("") == "");
}
