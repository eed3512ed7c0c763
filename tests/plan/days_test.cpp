#include "analysis/plan/days.h"

#include <doctest/doctest.h>

using namespace pland;
using namespace pland::plan;

namespace {

std::string text(const std::optional<Days>& days) {
  if (!days) return "none";
  return (days->first ? to_iso(*days->first) : std::string("?")) + " " + to_iso(days->last);
}
std::string title(std::string_view written) { return text(days_of_title(written)); }

}  // namespace

TEST_CASE("days: of a heading") {
  CHECK(title("Q1 2026 (Jan - Mar): Trust") == "2026-01-01 2026-03-31");
  CHECK(title("Phase 1 (Jan-Mar 2026)") == "2026-01-01 2026-03-31");
  CHECK(title("Phase 4 (Q1–Q2 2026)") == "2026-01-01 2026-06-30");
  CHECK(title("Phase 2: Gauges (Q1 2027)") == "2027-01-01 2027-03-31");
  CHECK(title("v2.0 (March 2027)") == "2027-03-01 2027-03-31");
  CHECK(title("Sprint 12 (2026-09-01 to 2026-09-14)") == "2026-09-01 2026-09-14");
  CHECK(title("Sprint 12 (2026-09-01 to 2026-09-14): Alerts") == "2026-09-01 2026-09-14");
  CHECK(title("Sprint 12: 2026-09-01 – 2026-09-14") == "2026-09-01 2026-09-14");
  CHECK(title("Sprint 1 (2025-09-12 → 2025-09-25)") == "2025-09-12 2025-09-25");
  CHECK(title("Sprint 1 (2025-09-12 -> 2025-09-25)") == "2025-09-12 2025-09-25");
  CHECK(title("Phase 2 (2026-09-15 - 2026-09-28)") == "2026-09-15 2026-09-28");
  CHECK(title("Sprint 3 (Sep 1 – Sep 14, 2026)") == "2026-09-01 2026-09-14");
  CHECK(title("Sprint 3 (1 Sep to 14 Sep 2026)") == "2026-09-01 2026-09-14");
  CHECK(title("Sprint 3 (Sep 1, 2026 – Sep 14, 2026)") == "2026-09-01 2026-09-14");
  CHECK(title("Milestone 1 (due 2026-09-28)") == "? 2026-09-28");
  CHECK(title("Milestone 1: Gauges (due: Sep 28, 2026)") == "? 2026-09-28");
  CHECK(title("M2: Pilot (2026-09-30)") == "? 2026-09-30");
  CHECK(title("M3: GA – 2027-03-15") == "? 2027-03-15");
  CHECK(title("Milestone 4, 2027-03-15") == "? 2027-03-15");
  CHECK(title("M5 (since 2027-03-15)") == "none");
  CHECK(title("Delivery Roadmap (Q2 2026)") == "2026-04-01 2026-06-30");
  CHECK(title("FY2026 (Apr 2025 - Mar 2026)") == "2025-04-01 2026-03-31");
  CHECK(title("FY26 (Apr - Mar 2026): Alerts") == "2025-04-01 2026-03-31");
  CHECK(title("FY2026 (Jan - Dec)") == "none");
  for (const std::string_view none :
       {"Sprint 12", "Sprint 12 (2026-09-01)", "Phase 1 (2026-09-14 to 2026-09-01)",
        "Phase 1 (2026-02-30 to 2026-03-31)", "Phase 1 (3 weeks)",
        "Phase 1 (01/02/2026 - 03/04/2026)", "Phase 1 (since 2026-01-05)",
        "Phase 1 (2026-09-01 to 2026-09-14, or later)", "Gauges", "Phase 1 (", "Phase 1 ()",
        "Phase 1:", "2026-09-01 to 2026-09-14", ""})
    CHECK_MESSAGE(title(none) == "none", none);
}

TEST_CASE("days: alone in a value") {
  CHECK(text(read_days(" 2026-09-01 to 2026-09-14 ")) == "2026-09-01 2026-09-14");
  CHECK(text(read_days("from 2026-09-01 until 2026-09-14")) == "2026-09-01 2026-09-14");
  CHECK(text(read_days("Q3 2026")) == "2026-07-01 2026-09-30");
  CHECK(text(read_days("Q1 2026", 4)) == "2026-04-01 2026-06-30");
  CHECK(text(read_days("by 2026-09-14")) == "? 2026-09-14");
  CHECK(text(read_days("2026-09-14")) == "none");
  CHECK(text(read_days("Dec 20 - Jan 14, 2027")) == "none");
}
