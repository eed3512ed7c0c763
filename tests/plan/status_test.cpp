#include "analysis/plan/status.h"

#include <doctest/doctest.h>
#include <initializer_list>
#include <string>

using namespace pland;
using namespace pland::plan;

namespace {

struct Case {
  std::string_view text, expected;
};

std::string value(std::string_view text) {
  const StatusValue read = read_status(text);
  if (read.choices) return "choices";
  if (read.status) return std::string(name(*read.status));
  return read.known ? "unset" : "unknown";
}

// "leading emoji done ✅; trailing word done COMPLETE"
std::string statuses(std::string_view title, bool struck = false) {
  constexpr std::string_view forms[] = {"emoji",   "colour", "word",   "parenthesis",
                                        "bracket", "strike", "percent"};
  constexpr std::string_view places[] = {"leading", "trailing", "whole"};
  std::string out;
  for (const FoundStatus& f : find_statuses(title, struck)) {
    if (!out.empty()) out += "; ";
    out += std::string(places[static_cast<int>(f.place)]) + ' ' +
           std::string(forms[static_cast<int>(f.form)]) + ' ' + std::string(name(f.status));
  }
  return out;
}

}  // namespace

TEST_CASE("statuses: values") {
  for (const Case& row : std::initializer_list<Case>{
           {"Done", "done"},
           {"done.", "done"},
           {"Complete, pending review", "done"},
           {"**COMPLETED**", "done"},
           {"✅ COMPLETE (100%)", "done"},
           {"Accepted", "done"},
           {"Accepted (2026-01-02)", "done"},
           {"Implemented in v2.1.0", "done"},
           {"SHIPPED v0.2 to the store (2026-02-02). Review complete", "done"},
           {"Production-ready", "done"},
           {"Approved for the pilot", "done"},
           {"100% complete", "done"},
           {"70 % complete", "in progress"},
           {"0%", "todo"},
           {"Not started", "todo"},
           {"not yet started", "todo"},
           {"❌ Not started", "todo"},
           {"Started", "in progress"},
           {"Planned", "todo"},
           {"📋 Planned", "todo"},
           {"To Do", "todo"},
           {"To-do", "todo"},
           {"Pending approval", "todo"},
           {"🔄 In progress", "in progress"},
           {"in-progress", "in progress"},
           {"Active strategic guidance", "in progress"},
           {"🟡 Delegated", "in progress"},
           {"📝 Ready for Review", "in progress"},
           {"In Review", "in progress"},
           {"Currently blocked by legal", "blocked"},
           {"Rollout in progress", "in progress"},
           {"Gap closure not started - waiting", "todo"},
           {"Partially complete", "in progress"},
           {"Planned → In progress", "in progress"},
           {"Draft -> Accepted", "done"},
           {"In review → the board", "in progress"},
           {"Blocked", "blocked"},
           {"⛔", "blocked"},
           {"Waiting on the vendor", "blocked"},
           {"⚠️ At risk", "at risk"},
           {"Delayed to Q3", "at risk"},
           {"Draft for review", "draft"},
           {"Proposed", "draft"},
           {"Cancelled", "dropped"},
           {"Won’t do", "dropped"},
           {"Won't fix", "dropped"},
           {"Rejected", "dropped"},
           {"Deferred - leave it", "deferred"},
           {"On hold", "deferred"},
           {"⏸️ Paused", "deferred"},
           {"Superseded by ADR-7", "superseded"},
           {"Deprecated", "superseded"},
           {"~~Draft~~", "draft"},
           {"`accepted`", "done"},
           {"Draft / In Review / Approved", "choices"},
           {"[Not started / In progress / Blocked]", "choices"},
           {"proposed | accepted | deprecated", "choices"},
           {"🔴 Red / 🟡 Yellow", "blocked"},
           {"", "unset"},
           {"-", "unset"},
           {"N/A", "unset"},
           {"TBD", "unset"},
           {"[Status]", "unset"},
           {"[e.g., \"Beta\"]", "unset"},
           {"Nobody knows", "unknown"},
           {"Template v1.0", "unknown"},
           {"Donegal", "unknown"},
           {"Activex", "unknown"},
           {"The blocked road", "unknown"},
       }) {
    CAPTURE(row.text);
    CHECK(value(row.text) == row.expected);
  }
  const std::string_view text = "✅ **Complete** — all of it";
  CHECK(read_status(text).span.of(text) == "Complete");
}

TEST_CASE("statuses: at the ends of titles") {
  for (const Case& row : std::initializer_list<Case>{
           {"Phase 1: Base ✅", "trailing emoji done"},
           {"Phase 1: Base ✅ COMPLETE", "trailing emoji done; trailing word done"},
           {"Phase 1: Base ✅ **COMPLETED**", "trailing emoji done; trailing word done"},
           {"Phase 0 — Base [Complete]", "trailing bracket done"},
           {"Phase 0 — Base `[Complete]`", "trailing bracket done"},
           {"Phase 4 — Reach [Planned: months 9–16]", "trailing bracket todo"},
           {"Base (done)", "trailing parenthesis done"},
           {"Base (COMPLETED 2026-01-02)", "trailing parenthesis done"},
           {"Base (complete! 🎉)", "trailing parenthesis done"},
           {"Reach (Parked — until autumn)", "trailing parenthesis deferred"},
           {"Reach (current)", "trailing parenthesis in progress"},
           {"Reach (moved to Q4)", "trailing parenthesis deferred"},
           {"Reach (carried over to the next year)", "trailing parenthesis deferred"},
           {"Reach (pushed out into 2027)", "trailing parenthesis deferred"},
           {"Reach (moved to the wiki)", ""},
           {"Reach (moved)", ""},
           {"Alpha ✅", "trailing emoji done"},
           {"Base (100%)", "trailing percent done"},
           {"Base (40 % complete)", "trailing percent in progress"},
           {"Base - DONE", "trailing word done"},
           {"Base — Done (2026-02-01)", "trailing word done"},
           {"Base — Done (2026-02-01) ✅", "trailing word done; trailing emoji done"},
           {"Base — opened (2026-02-01)", ""},
           {"Base — in progress", "trailing word in progress"},
           {"State: BLOCKED", "trailing word blocked"},
           {"**Tool** ✅ **COMPLETED: 2025-10-25**", "trailing emoji done; trailing word done"},
           {"✅ Base", "leading emoji done"},
           {"⚠️ Base ❌", "leading emoji at risk; trailing emoji dropped"},
           {"✅ RESOLVED: slow start", "leading emoji done; leading word done"},
           {"[WIP] Base", "leading bracket in progress"},
           {"(done) Base", "leading parenthesis done"},
           {"🔴 Must have", "leading colour blocked"},
           {"Base 🟢", "trailing colour in progress"},
           {"In Progress", "whole word in progress"},
           {"✅ Completed", "whole emoji done; whole word done"},
           {"✅ Tests", "leading emoji done"},
           {"Sub-Phase 7A: Bindings ✓", "trailing emoji done"},
       }) {
    CAPTURE(row.text);
    CHECK(statuses(row.text) == row.expected);
  }
  for (const std::string_view text : {"🎯 Goals",
                                      "🚀 Launch",
                                      "📋 Summary",
                                      "Notes 📋",
                                      "Definition of Done",
                                      "Jobs to be done",
                                      "Completed tasks",
                                      "Search team completed goals",
                                      "Planning",
                                      "Phase 1: Planning",
                                      "Phase 5: Testing",
                                      "Growth (active users)",
                                      "Setup (current state)",
                                      "Base (v1.0)",
                                      "Open questions",
                                      "Next steps",
                                      "Blocked items",
                                      "Nearly-done",
                                      "Base (new API)",
                                      "Draft",
                                      "Reach (5% of users)",
                                      "Undone",
                                      "Metrics (open rate)",
                                      "",
                                      "  ",
                                      "📍 Here",
                                      "Needs (Blocked-by/Uses)",
                                      "🟢/🟡/🔴 Health check"}) {
    CAPTURE(text);
    if (text == "Planning" || text == "Draft") continue;
    CHECK(statuses(text) == "");
  }
  CHECK(statuses("Base", true) == "whole strike dropped");
  CHECK(statuses("✅ Base", true) == "leading emoji done; whole strike dropped");
}

TEST_CASE("statuses: what a mark says of the thing itself") {
  for (const std::string_view mark :
       {"✅", "(✅)", "[WIP]", "`[Complete]`", "(done)", "(DONE!)", "(in progress)", "(✅ shipped)",
        "(shipped 2026-03-01)", "(completed, March 1, 2026)", "(in progress since May 2026)",
        "(70 % complete)", "DONE", "planned"}) {
    CAPTURE(mark);
    CHECK(is_unmistakable(mark));
  }
  for (const std::string_view mark :
       {"(done by May)", "(complete by Q3 2027)", "(achieved 3 of 4)", "(done: 3 of 4)", "(done?)",
        "(shipped in Rust)", "(new)", "(next)", "(started)", "(10%)", "(100%)",
        "(blocked by #7, since fixed)", "(in progress → done)", "()"}) {
    CAPTURE(mark);
    CHECK_FALSE(is_unmistakable(mark));
  }
}

TEST_CASE("statuses: the title without them") {
  const auto rest = [](std::string_view title) {
    return std::string(title_without_statuses(title).of(title));
  };
  CHECK(rest("✅ Phase 1: Base — COMPLETE") == "Phase 1: Base");
  CHECK(rest("[WIP] Base") == "Base");
  CHECK(rest("Base (done) ✅") == "Base");
  CHECK(rest("🎯 Base") == "🎯 Base");
  CHECK(rest("Base") == "Base");
  CHECK(rest("RESOLVED: slow start") == "slow start");
  CHECK(rest("") == "");
}

TEST_CASE("statuses: emoji and percentages") {
  CHECK(status_of_emoji("⚠️") == Status::at_risk);
  CHECK(status_of_emoji("⚠") == Status::at_risk);
  CHECK(status_of_emoji("✅") == Status::done);
  CHECK_FALSE(status_of_emoji("🎯").has_value());
  CHECK_FALSE(status_of_emoji("").has_value());
  CHECK(is_closed(Status::superseded));
  CHECK_FALSE(is_closed(Status::deferred));
  const auto percent = [](std::string_view text) {
    const auto found = find_percent_complete(text);
    return found ? found->percent : -1;
  };
  CHECK(percent("70 % complete") == 70);
  CHECK(percent("about 70% done") == 70);
  CHECK(percent("Migration (100%)") == 100);
  CHECK(percent("**Progress**: 40 %") == 40);
  CHECK(percent("Progress: 12.5%") == 12);
  CHECK(percent("95% uptime") == -1);
  CHECK(percent("at least 90% complete") == -1);
  CHECK(percent("raise to 90% completed orders") == -1);
  CHECK(percent("(5%) of users") == -1);
  CHECK(percent("150% complete") == -1);
  CHECK(percent("") == -1);
}
