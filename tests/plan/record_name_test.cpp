#include "analysis/plan/record_name.h"

#include <doctest/doctest.h>

namespace pland::plan {
namespace {

TEST_CASE("a record's number is what its name begins with") {
  CHECK(record_number("0007-moorings.md")->number == 7);
  CHECK(record_number("0007-moorings.md")->digits == 4);
  CHECK(record_number("ADR-012-moorings.md")->prefix == "ADR-");
  CHECK(!record_number("07-moorings.md"));
  CHECK(!record_number("moorings-0007.md"));
  CHECK(!record_number("2027-03-02-moorings.md"));
  CHECK(!record_number("20270302-moorings.md"));
  CHECK(record_number("2027-16-knots.md")->number == 2027);
  CHECK(!record_number(""));
}

TEST_CASE("the next record goes on with the highest number, in its manner") {
  CHECK(next_record_name({}, "One radio: vendor") == "0001-one-radio-vendor.md");
  CHECK(next_record_name({"0009-b.md", "0003-a.md", "README.md"}, "C") == "0010-c.md");
  CHECK(next_record_name({"adr-099-b.md", "adr-098-a.md"}, "C") == "adr-100-c.md");
  // The same one counts, however a folder lists them.
  CHECK(next_record_name({"0002-b.md", "adr-002-a.md"}, "C") ==
        next_record_name({"adr-002-a.md", "0002-b.md"}, "C"));
}

}  // namespace
}  // namespace pland::plan
