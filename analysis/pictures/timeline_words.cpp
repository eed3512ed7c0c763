#include "analysis/pictures/timeline_words.h"

#include <fmt/format.h>

#include "analysis/features/card.h"
#include "analysis/pictures/words.h"
#include "analysis/plan/month_names.h"
#include "analysis/text/unicode.h"

namespace pland::pictures {

using features::count_of;
using features::LaneKind;
using features::LaneTime;
using features::Timeline;
using features::TimelineCard;
using features::TimelineLane;
using plan::Date;
using plan::Status;

namespace {

constexpr int far_year = 9999;  // of periods that are open-ended

bool is_first_of_month(Date day) { return day.day == 1; }
bool is_last_of_month(Date day) { return day.day == plan::days_in_month(day.year, day.month); }

std::string span_of_days(int days) {
  if (days < 60) return count_of(static_cast<std::size_t>(days), "day");
  if (days < 730) return count_of(static_cast<std::size_t>((days + 15) / 30), "month");
  return count_of(static_cast<std::size_t>(days / 365), "year");
}

void add(std::string& out, std::string_view part, std::string_view joint) {
  if (part.empty()) return;
  if (!out.empty()) out += joint;
  out += part;
}

}  // namespace

std::string day_text(Date day) {
  return fmt::format("{} {} {}", day.day, plan::month_name(day.month), day.year);
}

std::string short_day(Date day) {
  return fmt::format("{} {}", day.day, plan::month_abbreviation(day.month));
}

std::string short_day(Date day, Date today) {
  return day.year == today.year ? short_day(day) : fmt::format("{} {}", short_day(day), day.year);
}

std::string days_text(const TimelineLane& lane) {
  if (!lane.last) return {};
  const Date last = *lane.last;
  if (!lane.first) return fmt::format("until {} {}", short_day(last), last.year);
  const Date first = *lane.first;
  const auto month = [](Date day) { return std::string(plan::month_abbreviation(day.month)); };
  const bool whole = is_first_of_month(first) && (last.year == far_year || is_last_of_month(last));
  const auto end = [&](Date day) {
    return whole ? month(day) : fmt::format("{} {}", day.day, month(day));
  };
  if (last.year == far_year) return fmt::format("from {} {}", end(first), first.year);
  if (whole && first.year == last.year && first.month == last.month)
    return fmt::format("{} {}", month(first), first.year);
  if (first == last) return fmt::format("{} {}", short_day(first), first.year);
  if (first.year != last.year)
    return fmt::format("{} {} – {} {}", end(first), first.year, end(last), last.year);
  if (!whole && first.month == last.month)
    return fmt::format("{} – {} {} {}", first.day, last.day, month(last), last.year);
  return fmt::format("{} – {} {}", end(first), end(last), last.year);
}

std::string time_text(const TimelineLane& lane, Date today) {
  if (!lane.last || !plan::is_valid(today)) return {};
  switch (lane.time) {
    case LaneTime::past:
      return fmt::format("ended {} ago", span_of_days(plan::days_between(*lane.last, today)));
    case LaneTime::current: {
      if (lane.last->year == far_year) return "now";
      const int left = plan::days_between(today, *lane.last);
      return left == 0 ? "last day" : span_of_days(left) + " left";
    }
    case LaneTime::future:
      return "in " + span_of_days(plan::days_between(today, lane.first.value_or(*lane.last)));
    case LaneTime::unknown:
      break;
  }
  return {};
}

std::string progress_text(const TimelineLane& lane) {
  if (lane.all == 0) return {};
  bool dropped = false;
  for (const TimelineCard& card : lane.cards) dropped = dropped || (card.closed() && !card.done());
  return fmt::format("{} of {} {}", lane.closed, lane.all, dropped ? "closed" : "done");
}

std::optional<double> progress_of(const TimelineCard& card) {
  if (card.done()) return 1.0;
  if (card.percent) return *card.percent / 100.0;
  if (card.tasks > 0) return static_cast<double>(card.done_tasks) / card.tasks;
  return std::nullopt;
}

std::string summary_text(const Timeline& timeline) {
  std::size_t all = 0, done = 0, doing = 0, blocked = 0, overdue = 0;
  for (const TimelineLane& lane : timeline.lanes) {
    all += lane.all;
    for (const TimelineCard& card : lane.cards) {
      done += card.done() ? 1 : 0;
      doing += card.status == Status::doing ? 1 : 0;
      blocked += card.blocked ? 1 : 0;
      overdue += card.overdue ? 1 : 0;
    }
  }
  const std::size_t lanes = timeline.lanes.size() + timeline.earlier + timeline.later;
  std::string out = count_of(lanes, "period");
  if (timeline.earlier + timeline.later > 0)
    out = fmt::format("{} of {}", timeline.lanes.size(), out);
  add(out, count_of(all, "item"), " · ");
  const auto state = [&](std::size_t count, std::string_view what) {
    if (count > 0) add(out, fmt::format("{} {}", count, what), " · ");
  };
  state(done, "done");
  state(doing, "in progress");
  state(blocked, "blocked");
  state(overdue, "overdue");
  return out;
}

std::string date_text(const features::TimelineDate& date) {
  if (date.title.empty()) return "review of this document";
  return (date.review ? "review: " : "due: ") + plain(date.title);
}

std::string initials(std::string_view owner) {
  std::string out;
  bool start = true;
  std::size_t letters = 0;
  for (std::size_t at = 0; at < owner.size() && letters < 2;) {
    const text::Decoded c = text::decode(owner, at);
    const bool word = text::is_letter(c.code) || text::is_digit(c.code);
    // "Dana, Kim and others": the first.
    if (c.code == ',' || c.code == '(' || c.code == ';' || c.code == '/') {
      if (letters > 0) break;
    }
    if (word && start) {
      const bool small = 'a' <= c.code && c.code <= 'z';
      text::append(out, small ? c.code - 32 : c.code);
      letters += text::display_width(out) > 1 && letters == 0 ? 2 : 1;  // 田
    }
    start = !word && !text::is_mark(c.code) && c.code != '\'';
    at += c.size;
  }
  return out;
}

std::string description(const TimelineCard& card, const TimelineLane& lane,
                        std::string_view joint) {
  std::string out = plain(card.title);
  const bool known = card.kind != plan::EntityKind::none;
  add(out, fmt::format("{} in {}", known ? plan::name(card.kind) : "item", plain(lane.name)),
      joint);
  std::string status = card.status_text;
  if (card.percent) status += fmt::format("{}{} %", status.empty() ? "" : ", ", *card.percent);
  add(out, status, joint);
  if (!card.owner.empty()) add(out, "owner " + plain(card.owner), joint);
  if (card.tasks > 0)
    add(out, fmt::format("{} of {} tasks done", card.done_tasks, card.tasks), joint);
  if (card.metrics > 0)
    add(out, fmt::format("{} of {} met", card.met_metrics, count_of(card.metrics, "metric")),
        joint);
  if (card.due) add(out, "due " + day_text(*card.due), joint);
  if (card.overdue) add(out, count_of(*card.overdue, "day") + " overdue", joint);
  if (card.blocked && card.blockers.empty()) add(out, "blocked", joint);
  for (const std::string& blocker : card.blockers) add(out, "blocked by " + plain(blocker), joint);
  for (const features::TimelineNeed& need : card.needs)
    add(out, fmt::format("needs {}{}", plain(need.name), need.open ? "" : " (done)"), joint);
  return out;
}

std::string description(const TimelineLane& lane, Date today, std::string_view joint) {
  std::string out = plain(lane.name);
  add(out, plain(lane.goal), joint);
  add(out, days_text(lane), joint);
  add(out, time_text(lane, today), joint);
  add(out, progress_text(lane), joint);
  if (lane.metrics > 0)
    add(out, fmt::format("{} of {} met", lane.met_metrics, count_of(lane.metrics, "metric")),
        joint);
  return out;
}

}  // namespace pland::pictures
