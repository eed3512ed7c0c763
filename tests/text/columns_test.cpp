#include "analysis/text/columns.h"

#include <doctest/doctest.h>
#include <initializer_list>
#include <string>

#include "analysis/text/unicode.h"

using namespace pland::text;
using namespace std::string_view_literals;

namespace {

constexpr Encoding encodings[] = {Encoding::utf8, Encoding::utf16, Encoding::utf32};

}  // namespace

TEST_CASE("columns: the three encodings") {
  const auto line = "a é→📍z"sv;  // bytes: a0 ' '1 é2 →4 📍7 z11
  struct {
    std::uint32_t offset, utf8, utf16, utf32;
  } const rows[] = {{0, 0, 0, 0}, {2, 2, 2, 2},   {4, 4, 3, 3},
                    {7, 7, 4, 4}, {11, 11, 6, 5}, {12, 12, 7, 6}};
  for (const auto& row : rows) {
    CHECK(column_of(line, row.offset, Encoding::utf8) == row.utf8);
    CHECK(column_of(line, row.offset, Encoding::utf16) == row.utf16);
    CHECK(column_of(line, row.offset, Encoding::utf32) == row.utf32);
    CHECK(offset_of(line, row.utf8, Encoding::utf8) == row.offset);
    CHECK(offset_of(line, row.utf16, Encoding::utf16) == row.offset);
    CHECK(offset_of(line, row.utf32, Encoding::utf32) == row.offset);
  }
}

TEST_CASE("columns: inside a character rounds down, behind the end clamps") {
  const auto line = "x📍y"sv;
  CHECK(offset_of(line, 2, Encoding::utf16) == 1);  // between the surrogates
  CHECK(offset_of(line, 3, Encoding::utf16) == 5);
  CHECK(offset_of(line, 3, Encoding::utf8) == 1);
  CHECK(column_of(line, 3, Encoding::utf8) == 1);
  CHECK(column_of(line, 3, Encoding::utf16) == 1);
  for (const Encoding encoding : encodings) {
    CHECK(offset_of(line, 99, encoding) == 6);
    CHECK(column_of(line, 99, encoding) == length_of(line, encoding));
    CHECK(offset_of("", 3, encoding) == 0);
    CHECK(column_of("", 3, encoding) == 0);
    CHECK(offset_of("ascii", 4'000'000'000u, encoding) == 5);
  }
}

TEST_CASE("columns: there and back is the identity at every character") {
  for (const auto line : {"plain"sv, "Café → 📍 路线图 👩‍💻 end"sv,
                          "bad \xFF\xC3 byte é\x80"sv, "\xF0\x9F\x93"sv, "e\u0301\uFE0F"sv}) {
    for (std::uint32_t at = 0; at <= line.size();) {
      for (const Encoding encoding : encodings) {
        CAPTURE(at);
        CHECK(offset_of(line, column_of(line, at, encoding), encoding) == at);
      }
      if (at == line.size()) break;
      at += decode(line, at).size;
    }
  }
}

TEST_CASE("columns: names") {
  CHECK(name(Encoding::utf16) == "utf-16");
  CHECK(encoding_named("utf-8") == Encoding::utf8);
  CHECK(encoding_named("utf-32") == Encoding::utf32);
  CHECK_FALSE(encoding_named("UTF8").has_value());
}
