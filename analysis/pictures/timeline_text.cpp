#include "analysis/pictures/timeline_text.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/features/card.h"
#include "analysis/pictures/timeline_words.h"
#include "analysis/pictures/words.h"
#include "analysis/text/unicode.h"

namespace pland::pictures {
namespace {

using features::count_of;
using features::LaneKind;
using features::LaneTime;
using features::Timeline;
using features::TimelineCard;
using features::TimelineDate;
using features::TimelineLane;
using plan::Status;

constexpr std::string_view bold = "1", dim = "2", red = "31", green = "32", yellow = "33",
                           blue = "34", magenta = "35";

std::size_t columns_of(std::string_view text) {
  return static_cast<std::size_t>(text::display_width(text));
}

struct Sign {
  std::string_view glyph;
  std::string_view colour;
};

Sign sign_of(const TimelineCard& card) {
  if (card.blocked && !card.closed()) return {"⊘", red};
  if (!card.status) return {"○", dim};
  switch (*card.status) {
    case Status::done:
      return {"✓", green};
    case Status::doing:
      return {"◐", blue};
    case Status::blocked:
      return {"⊘", red};
    case Status::at_risk:
      return {"▲", yellow};
    case Status::dropped:
    case Status::superseded:
      return {"×", dim};
    case Status::deferred:
      return {"‖", dim};
    case Status::draft:
      return {"◌", dim};
    case Status::todo:
      break;
  }
  return {"○", dim};
}

// "in progress ▰▰▰▱▱ 70 %".
std::string state_of(const TimelineCard& card) {
  std::string out = card.status_text;
  const auto add = [&](std::string_view part) {
    if (!out.empty()) out += ' ';
    out += part;
  };
  const auto progress = progress_of(card);
  if (progress && *progress < 1) {
    const auto full = static_cast<int>(std::floor(*progress * 5 + 0.001));
    std::string bar;
    for (int i = 0; i < 5; ++i) bar += i < full ? "▰" : "▱";
    add(bar);
    add(card.percent ? fmt::format("{} %", *card.percent)
                     : fmt::format("{}/{}", card.done_tasks, card.tasks));
  }
  return out;
}

class Page {
 public:
  Page(const Timeline& timeline, const TextOptions& options)
      : timeline_(timeline),
        width_(static_cast<std::size_t>(std::max(40, options.width))),
        color_(options.color) {}

  std::string draw() {
    measure();
    header();
    if (timeline_.earlier > 0) note(count_of(timeline_.earlier, "earlier period"));
    const TimelineLane* before = nullptr;
    for (const TimelineLane& lane : timeline_.lanes) {
      if (before != nullptr && before->kind != lane.kind) {
        today_behind(*before);
        line({});
        line(painted(lane.kind == LaneKind::horizon ? "Now, next, later" : "Without dates", bold));
        line({});
      } else if (before != nullptr) {
        between(*before, lane);
      } else {
        today_before(lane);
      }
      period(lane);
      before = &lane;
    }
    if (before != nullptr) today_behind(*before);
    if (timeline_.later > 0) note(count_of(timeline_.later, "later period"));
    other_dates();
    return std::move(out_);
  }

 private:
  std::string painted(std::string_view text, std::string_view colour) const {
    const std::size_t end = text.find_last_not_of(' ');
    if (!color_ || end == std::string_view::npos) return std::string(text);
    return fmt::format("\x1b[{}m{}\x1b[0m{}", colour, text.substr(0, end + 1),
                       text.substr(end + 1));
  }

  void line(std::string text) {
    while (text.ends_with(' ')) text.pop_back();
    out_ += text;
    out_ += '\n';
  }
  void spine(std::string text = {}) { line(painted("│", dim) + "  " + text); }
  void note(const std::string& what) {
    line(painted("⋮", dim) + "  " + painted("and " + what, dim));
    line({});
  }

  // -- one look at all cards, so that columns stand below each other everywhere

  void measure() {
    for (const TimelineLane& lane : timeline_.lanes) {
      for (const TimelineCard& card : lane.cards) {
        state_ = std::max(state_, columns_of(state_of(card)));
        owner_ = std::max(owner_, columns_of(plain(card.owner)));
        if (card.metrics > 0) metrics_ = 7;
        title_ = std::max(title_, columns_of(plain(card.title)));
      }
    }
    owner_ = std::min<std::size_t>(owner_, width_ / 5);
    const std::size_t fixed = 5 + (state_ > 0 ? state_ + 2 : 0) + (owner_ > 0 ? owner_ + 2 : 0) +
                              (metrics_ > 0 ? metrics_ + 2 : 0);
    // Where there is no room beside the title, details go below it.
    beside_ = width_ >= fixed + std::min<std::size_t>(title_, 24);
    title_ = std::min(title_, beside_ ? width_ - fixed : width_ - 5);
  }

  void header() {
    const plan::Date today = timeline_.today;
    const std::string day = plan::is_valid(today) ? day_text(today) : std::string();
    const std::string title = plain(timeline_.title.empty() ? "Timeline" : timeline_.title);
    const std::size_t room = width_ - (day.empty() ? 0 : columns_of(day) + 2);
    line(painted(cut(title, static_cast<double>(room)), bold) + gap(title, room) + "  " +
         painted(day, dim));
    line(painted(cut(summary_text(timeline_), static_cast<double>(width_)), dim));
    line({});
  }

  static std::string gap(std::string_view text, std::size_t room) {
    const std::size_t used = std::min(columns_of(text), room);
    return std::string(room - used, ' ');
  }

  void period(const TimelineLane& lane) {
    const bool current = lane.time == LaneTime::current;
    const std::string name = cut(plain(lane.name), static_cast<double>(width_ / 2));
    std::string days = days_text(lane);
    std::string time = time_text(lane, timeline_.today);
    const auto used = [&] {
      return 3 + columns_of(name) + (days.empty() ? 0 : 3 + columns_of(days)) +
             (time.empty() ? 0 : 1 + columns_of(time));
    };
    if (used() + 6 > width_) days.clear();
    if (used() + 6 > width_) time.clear();
    const std::size_t rule = width_ > used() + 1 ? width_ - used() - 1 : 0;
    std::string text = painted(current ? "●" : lane.past() ? "◉" : "○", current ? blue : dim);
    text += "  " + painted(name, bold);
    if (!days.empty()) text += painted(" · " + days, dim);
    text += ' ' + ruled(lane, rule);
    if (!time.empty()) {
      const bool late = lane.past() && std::any_of(lane.cards.begin(), lane.cards.end(),
                                                   [](const auto& card) { return card.overdue; });
      text += ' ' + painted(time, late ? yellow : current ? blue : dim);
    }
    line(text);

    std::string sums = progress_text(lane);
    if (lane.metrics > 0)
      sums += fmt::format("{}{}/{} metrics met", sums.empty() ? "" : " · ", lane.met_metrics,
                          lane.metrics);
    const std::size_t room = width_ - 3;
    const std::string goal = plain(lane.goal);
    if (goal.empty()) {
      if (!sums.empty()) spine(painted(cut(sums, static_cast<double>(room)), dim));
    } else if (columns_of(goal) + 2 + columns_of(sums) <= room) {
      spine(goal + std::string(room - columns_of(goal) - columns_of(sums), ' ') +
            painted(sums, dim));
    } else {
      for (const std::string& part : wrap(goal, static_cast<double>(room), 3)) spine(part);
      if (!sums.empty()) spine(painted(cut(sums, static_cast<double>(room)), dim));
    }
    if (!goal.empty() || !sums.empty()) spine();
    for (const TimelineCard& card : lane.cards) work(card);
    if (lane.cards.empty()) spine(painted("nothing listed", dim));
    if (lane.left_out > 0) spine(painted(fmt::format("and {} more", lane.left_out), dim));
    dates_in(lane);
  }

  std::string ruled(const TimelineLane& lane, std::size_t rule) const {
    std::size_t heavy = lane.past() ? rule : 0;
    if (lane.time == LaneTime::current && lane.first && lane.last && lane.last->year != 9999) {
      const double days = plan::days_between(*lane.first, *lane.last) + 1;
      const double over = plan::days_between(*lane.first, timeline_.today);
      heavy =
          static_cast<std::size_t>(std::clamp(over / days, 0.0, 1.0) * static_cast<double>(rule));
    }
    std::string over, left;
    for (std::size_t i = 0; i < rule; ++i) (i < heavy ? over : left) += i < heavy ? "━" : "─";
    return painted(over, lane.past() ? dim : blue) + painted(left, dim);
  }

  void work(const TimelineCard& card) {
    const Sign sign = sign_of(card);
    const std::string title = plain(card.title);
    const std::vector<std::string> lines = wrap(title, static_cast<double>(title_), 3);
    std::string text = painted(sign.glyph, sign.colour) + ' ';
    const std::string_view shade = card.closed() ? dim : std::string_view();
    const std::string first = lines.empty() ? std::string() : lines.front();
    text += shade.empty() ? first : painted(first, shade);
    const std::string state = state_of(card), owner = plain(card.owner);
    const std::string metrics =
        card.metrics > 0 ? fmt::format("{}/{} met", card.met_metrics, card.metrics) : std::string();
    if (beside_) {
      text += std::string(title_ - columns_of(first), ' ');
      if (state_ > 0) text += "  " + painted(pad(state, state_), sign.colour);
      if (owner_ > 0) text += "  " + pad(owner, owner_);
      if (metrics_ > 0) text += "  " + painted(pad(metrics, metrics_), dim);
    }
    spine(text);
    for (std::size_t i = 1; i < lines.size(); ++i) spine("  " + lines[i]);
    if (!beside_) {
      std::string below = state;
      for (const std::string& part : {owner, metrics})
        if (!part.empty()) below += (below.empty() ? "" : " · ") + part;
      if (!below.empty()) spine("  " + painted(cut(below, static_cast<double>(width_ - 5)), dim));
    }
    remarks(card);
  }

  void remarks(const TimelineCard& card) {
    const auto remark = [&](std::string_view glyph, const std::string& what,
                            std::string_view colour) {
      spine("  " + painted(fmt::format("{} {}", glyph, cut(what, static_cast<double>(width_ - 7))),
                           colour));
    };
    if (card.overdue)
      remark("▲", count_of(*card.overdue, "day") + " overdue", yellow);
    else if (card.due && !card.closed())
      remark("◆", "due " + day_text(*card.due), dim);
    for (const std::string& blocker : card.blockers)
      remark("⊘", "blocked by " + plain(blocker), red);
    std::string needs;
    for (const features::TimelineNeed& need : card.needs)
      if (need.open) needs += (needs.empty() ? "" : ", ") + plain(need.name);
    if (!needs.empty() && !card.closed()) remark("↳", "needs " + needs, dim);
  }

  // -- reviews and deadlines

  void date_line(const TimelineDate& date, bool on_spine) {
    const bool overdue = plan::is_valid(timeline_.today) && date.day < timeline_.today;
    std::string words =
        fmt::format("{}  {}", short_day(date.day, timeline_.today), date_text(date));
    if (overdue)
      words += fmt::format(
          " ({} overdue)",
          count_of(static_cast<std::size_t>(plan::days_between(date.day, timeline_.today)), "day"));
    std::string text = painted(date.review ? "◇" : "◆", overdue ? yellow : magenta) + ' ' +
                       painted(cut(words, static_cast<double>(width_ - 5)), overdue ? yellow : dim);
    if (on_spine)
      spine(text);
    else
      line("   " + text);
  }

  static bool holds(const TimelineLane& lane, plan::Date day) {
    return lane.first && lane.last && *lane.first <= day && day <= *lane.last;
  }

  void dates_in(const TimelineLane& lane) {
    bool any = false;
    for (const TimelineDate& date : timeline_.dates) {
      if (home_of(date) != &lane) continue;
      if (!any) spine();
      any = true;
      date_line(date, true);
    }
  }

  const TimelineLane* home_of(const TimelineDate& date) const {
    for (const TimelineLane& lane : timeline_.lanes)
      if (holds(lane, date.day)) return &lane;
    return nullptr;
  }

  void other_dates() {
    bool any = false;
    for (const TimelineDate& date : timeline_.dates) {
      if (home_of(date) != nullptr) continue;
      if (!any) {
        line({});
        line(painted("Also on the calendar", bold));
      }
      any = true;
      date_line(date, false);
    }
  }

  // -- today, where no period holds it

  bool in_some_period() const {
    return std::any_of(timeline_.lanes.begin(), timeline_.lanes.end(), [&](const auto& lane) {
      return lane.kind == LaneKind::dated && lane.time == LaneTime::current;
    });
  }
  void today_line() {
    if (today_drawn_ || in_some_period() || !plan::is_valid(timeline_.today)) return;
    today_drawn_ = true;
    const std::string words = " today ";
    std::string rule;
    for (std::size_t i = columns_of(words) + 3; i < width_; ++i) rule += "┄";
    line(painted("┄┄┄" + words + rule, blue));
  }
  void today_before(const TimelineLane& lane) {
    if (lane.time == LaneTime::future && lane.kind == LaneKind::dated) today_line();
  }
  void today_behind(const TimelineLane& lane) {
    if (lane.past()) {
      spine();
      today_line();
    }
  }
  void between(const TimelineLane& before, const TimelineLane& lane) {
    spine();
    if (before.past() && !lane.past()) today_line();
    if (!before.last || !lane.first || plan::days_between(*before.last, *lane.first) <= 7) return;
    line(painted("┊", dim));
  }

  const Timeline& timeline_;
  const std::size_t width_;
  const bool color_;
  std::size_t title_ = 0, state_ = 0, owner_ = 0, metrics_ = 0;
  bool beside_ = true;
  bool today_drawn_ = false;
  std::string out_;
};

}  // namespace

std::string timeline_text(const Timeline& timeline, const TextOptions& options) {
  return Page(timeline, options).draw();
}

}  // namespace pland::pictures
