#include "analysis/plan/quantity.h"

#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <vector>

using namespace pland;
using plan::Measure;

namespace {

struct Case {
  std::string_view text;
  Measure expected;
};

Measure judged(std::string_view text) { return plan::measure(text).measure; }

}  // namespace

TEST_CASE("what can be told to be reached") {
  const Case cases[] = {
      {"p95 latency below 200 ms", Measure::quant},
      {"1,000 weekly skippers, 95% of sensors online, <100ms alerts", Measure::quant},
      {"Support five harbours at once", Measure::quant},
      {"Halve the time from alarm to boat", Measure::quant},
      {"Cut false alarms from 12 to 3 a week", Measure::quant},
      {"8 of 10 pilots renew", Measure::quant},
      {"10+ integrations", Measure::quant},
      {"$20k saved", Measure::quant},
      {"No data loss during failover", Measure::zero},
      {"Zero unplanned restarts", Measure::zero},
      {"Public beta by 2027-03-01", Measure::dated},
      {"Migration finished before the end of the quarter", Measure::dated},
      {"Response times stay within the SLO", Measure::by_reference},
      {"All sensors report their position", Measure::boolean},
      {"Harbour masters can export a report", Measure::boolean},
      {"Runbook published", Measure::boolean},
      {"", Measure::empty},
      {"   ", Measure::empty},
      {"[Metric 1 - e.g., \"20 harbours\"]", Measure::placeholder},
      {"TBD", Measure::placeholder},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.text));
    CHECK(plan::name(judged(c.text)) == plan::name(c.expected));
  }
}

TEST_CASE("what cannot") {
  const Case cases[] = {
      {"Improve onboarding", Measure::vague_direction},
      {"Fewer support tickets", Measure::vague_direction},
      {"Better P95 latency", Measure::no_target},  // a percentile is no target
      {"A seamless experience", Measure::vague_quality},
      {"Number of active harbours", Measure::no_target},
      {"Feature adoption rate", Measure::no_target},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.text));
    CHECK(plan::name(judged(c.text)) == plan::name(c.expected));
  }
}

TEST_CASE("what looks like a number and is none") {
  for (std::string_view text :
       {"Improve support for Python 3.11", "Better phase 2 planning", "Faster OAuth2 and S3 access",
        "Fix a 500, 404 error", "Reduce v2.1.0 regressions", "Improve FR-004 handling",
        "Better 24/7 cover", "Improve issue #42"}) {
    CAPTURE(std::string(text));
    CHECK(judged(text) != Measure::quant);
  }
}

TEST_CASE("the parts of a quantity") {
  std::string_view text = "Cut p95 alert latency from 900 ms to 200 ms by Q2 2027";
  plan::Measurability found = plan::measure(text);
  REQUIRE(found.quantity);
  CHECK(found.quantity->target.number == 200);
  CHECK(found.quantity->target.unit.of(text) == "ms");
  REQUIRE(found.quantity->baseline);
  CHECK(found.quantity->baseline->number == 900);
  CHECK(found.quantity->direction == plan::Direction::down);
  CHECK(found.has_baseline);
  CHECK(found.has_deadline);
  CHECK(plan::describe(*found.quantity, text) == "direction down, baseline 900 ms, target 200 ms");
}

TEST_CASE("comparators") {
  auto comparator = [](std::string_view text) { return plan::measure(text).quantity->comparator; };
  CHECK(comparator("under 5 minutes") == plan::Comparator::less);
  CHECK(comparator("at least 20 harbours") == plan::Comparator::at_least);
  CHECK(comparator("≤ 2 per month") == plan::Comparator::at_most);
  CHECK(comparator("20 or more harbours") == plan::Comparator::at_least);
  CHECK(plan::measure("between 3 and 5 days").quantity->upper.has_value());
}

TEST_CASE("other scripts are left alone") {
  CHECK(judged("Улучшить качество сервиса") == Measure::unsure);
  CHECK(judged("改善用户体验") == Measure::unsure);
}
