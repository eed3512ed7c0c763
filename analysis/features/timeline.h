// The roadmap at a glance: a document's periods in the order of time, with what is planned in each,
// how it stands and what it waits for. What pictures (analysis/pictures) are drawn of.
//
// A period is a milestone of the document; where it has none, the one that its title speaks of. A
// card is a piece of its work: its initiatives or objectives; where it has none of these, the
// numbered milestones in it, its checkboxes, or in a roadmap or plan what it lists. A period that
// holds others and nothing of its own is left out: its parts say it.
//
// What a document does not say of its work, the item of the same name in a document of another kind
// may: a roadmap's initiatives get status and owner from the project plan.
//
// Left out: what is in no period; other documents' periods; layout.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/rules/rule.h"
#include "analysis/workspace/workspace.h"

namespace pland::features {

struct TimelineNeed {
  std::string name;
  bool open = true;  // it is not done yet
  std::string card;  // the id, where it is one of this timeline
};

struct TimelineCard {
  // Made of its period's and its own name: it stays the same whatever is edited elsewhere. Letters,
  // digits, `-` and `_`, unique in the timeline.
  std::string id;
  std::string title;
  plan::EntityKind kind = plan::EntityKind::none;  // none: an item of a list
  std::optional<plan::Status> status;
  std::string status_text;  // "in progress", as the kind says it
  std::string owner;
  std::string told_by;         // the document that said status or owner, where this one did not
  std::optional<int> percent;  // as its status says it, 0..100
  std::uint32_t tasks = 0, done_tasks = 0;
  std::uint32_t metrics = 0, met_metrics = 0;
  std::optional<plan::Date> due;       // its own day
  std::optional<std::size_t> overdue;  // days since it, or its period, ended, and it is open
  bool blocked = false;
  std::vector<std::string> blockers;  // who says that they block it
  std::vector<TimelineNeed> needs;
  Span span;  // all of it, in the document
  Span name;

  bool closed() const { return status && plan::is_closed(*status); }
  bool done() const { return status == plan::Status::done; }
};

enum class LaneKind : std::uint8_t {
  dated,    // has days
  horizon,  // now, next, later
  undated,  // a phase, sprint or release that says no days
};
enum class LaneTime : std::uint8_t { past, current, future, unknown };

struct TimelineLane {  // a period
  std::string id;      // as a card's
  std::string name;    // "Q4 2026"
  std::string goal;    // what its heading says behind that
  LaneKind kind = LaneKind::undated;
  LaneTime time = LaneTime::unknown;
  plan::Horizon horizon = plan::Horizon::now;  // of that kind
  std::optional<plan::Date> first, last;       // both included; `first` may be unknown
  std::optional<plan::Status> status;
  std::vector<TimelineCard> cards;             // in the order of the text
  std::size_t left_out = 0;                    // cards, by `nearest`
  std::uint32_t closed = 0, all = 0;           // cards, also those that are left out
  std::uint32_t metrics = 0, met_metrics = 0;  // all that stand in it
  Span span;
  Span heading;  // its title

  bool past() const { return time == LaneTime::past; }
};

struct TimelineDate {  // a review, or the deadline of what is no card
  plan::Date day;
  bool review = false;
  std::string title;  // of what it is the day; empty: the document itself
  Span span;          // that says it
};

struct Timeline {
  std::string title;
  plan::Date today;
  // By time; then now to later; then those without a place, in the order of the text.
  std::vector<TimelineLane> lanes;
  std::vector<TimelineDate> dates;     // by day
  std::size_t earlier = 0, later = 0;  // periods left out by `nearest`

  std::size_t cards() const;
};

// None where the document has no periods, or is a template.
std::optional<Timeline> timeline(const workspace::Workspace& workspace,
                                 const workspace::Document& document,
                                 const rules::Settings& settings);

// At most so many periods, those around today, and so many cards in each: what a picture can hold.
Timeline nearest(Timeline timeline, std::size_t lanes, std::size_t cards);

}  // namespace pland::features
