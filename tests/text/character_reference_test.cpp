#include "analysis/text/character_reference.h"

#include <doctest/doctest.h>
#include <string>

using namespace pland::text;

TEST_CASE("characters are written by name or number") {
  const auto read = [](std::string_view text, std::size_t at = 0) {
    const CharacterReference found = character_reference(text, at);
    return found.size == 0 ? std::string("none") : found.text + " " + std::to_string(found.size);
  };
  CHECK(read("&auml;.md") == "\u00e4 6");
  CHECK(read("&nbsp;") == "\u00a0 6");
  CHECK(read("&yuml;") == "\u00ff 6");
  CHECK(read("&amp;amp;") == "& 5");
  CHECK(read("a&#228;", 1) == "\u00e4 6");
  CHECK(read("&#xE4;") == "\u00e4 6");
  CHECK(read("&#X1F6A2;") == "\U0001F6A2 9");
  CHECK(read("&#0;") == "\uFFFD 4");
  CHECK(read("&#xD800;") == "\uFFFD 8");
  CHECK(read("&#9999999;") == "\uFFFD 10");
  for (const std::string_view text : {"", "&", "&;", "&#;", "&#x;", "&#12345678;", "&#x1234567;",
                                      "&auml", "&nothing;", "&#2a;", "auml;", "& auml;"}) {
    CAPTURE(text);
    CHECK(read(text) == "none");
  }
  CHECK(read("&amp;", 9) == "none");
}
