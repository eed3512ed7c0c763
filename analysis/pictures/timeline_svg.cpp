#include "analysis/pictures/timeline_svg.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "analysis/features/card.h"
#include "analysis/pictures/svg.h"
#include "analysis/pictures/timeline_style.h"
#include "analysis/pictures/timeline_words.h"
#include "analysis/pictures/words.h"

namespace pland::pictures {
namespace {

using features::count_of;
using features::LaneKind;
using features::LaneTime;
using features::Timeline;
using features::TimelineCard;
using features::TimelineDate;
using features::TimelineLane;
using plan::Date;
using plan::Status;

// Pixels.
constexpr double margin = 24;
constexpr double gutter = 20;         // between columns
constexpr double least_column = 196;  // a card's title needs so much
constexpr double most_column = 340;
constexpr double padding = 12;  // within a lane and a card
constexpr double icon = 14;
constexpr double track = 14;  // from a panel's top to its stretch of time

constexpr Measure title_font{13, true};
constexpr Measure h2_font{15, true};
constexpr Measure goal_font{12.5};
constexpr Measure small_font{11.5};
constexpr Measure pill_font{10.5, true};

struct Pill {
  std::string text;
  bool bad = true;  // else a warning
};

struct CardBox {
  const TimelineCard* card = nullptr;
  std::vector<std::string> title;
  std::string status;
  std::string owner;
  std::string metrics;
  std::vector<Pill> pills;
  double x = 0, y = 0, width = 0, height = 0;
};

struct DateLine {
  const TimelineDate* date = nullptr;
  std::vector<std::string> words;
  bool overdue = false;
};

struct Column {
  const TimelineLane* lane = nullptr;
  std::vector<std::string> goal;
  std::vector<CardBox> cards;
  std::vector<DateLine> dates;
  double x = 0, width = 0;
  double head = 0;    // height above the cards
  double height = 0;  // of the panel
};

struct Band {  // columns beside each other
  std::vector<Column> columns;
  std::string group;  // a heading above, where there are several sorts of periods
  bool today = false;
  double y = 0;  // of the panels
  double height = 0;
};

struct Look {
  std::string_view colour;  // class; with "-line" of a stroke
  std::string_view words;
};

std::string_view colour_of(const TimelineCard& card) {
  if (card.blocked && !card.closed()) return "bad";
  if (!card.status) return "todo";
  switch (*card.status) {
    case Status::done:
      return "done";
    case Status::doing:
      return "doing";
    case Status::blocked:
      return "bad";
    case Status::at_risk:
      return "warn";
    default:
      return "todo";
  }
}

class Picture {
 public:
  Picture(const Timeline& timeline, int width)
      : timeline_(timeline), width_(std::max(280, width)), today_(timeline.today) {}

  std::string draw() {
    lay_out();
    const std::string label = plain(timeline_.title.empty() ? "Timeline" : timeline_.title);
    svg_.put(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"pland-timeline\" width=\"{0}\" "
        "height=\"{1}\" viewBox=\"0 0 {0} {1}\" role=\"group\" aria-label=\"{2}\">\n",
        number(width_), number(height_), escaped(label + ": " + summary_text(timeline_)));
    svg_.put("<title>{}</title>\n{}", escaped(label), timeline_style);
    svg_.put("<rect width=\"100%\" height=\"100%\" class=\"canvas\"/>\n");
    draw_header(label);
    for (const Band& band : bands_) draw_panels(band);
    for (const Band& band : bands_) draw_today(band);
    draw_arrows();
    for (const Band& band : bands_)
      for (const Column& column : band.columns) draw_column(band, column);
    draw_footer();
    svg_.put("</svg>\n");
    return svg_.take();
  }

 private:
  // -- layout

  void lay_out() {
    double y = margin + 58;
    std::size_t groups = 0;
    for (const LaneKind kind : {LaneKind::dated, LaneKind::horizon, LaneKind::undated})
      groups += std::any_of(timeline_.lanes.begin(), timeline_.lanes.end(),
                            [&](const TimelineLane& lane) { return lane.kind == kind; });
    for (const LaneKind kind : {LaneKind::dated, LaneKind::horizon, LaneKind::undated}) {
      std::vector<const TimelineLane*> lanes;
      for (const TimelineLane& lane : timeline_.lanes)
        if (lane.kind == kind) lanes.push_back(&lane);
      if (lanes.empty()) continue;
      const double room = width_ - 2 * margin;
      const auto fit = static_cast<std::size_t>(
          std::max(1.0, std::floor((room + gutter) / (least_column + gutter))));
      const std::size_t rows = (lanes.size() + fit - 1) / fit;
      const std::size_t per_row = (lanes.size() + rows - 1) / rows;
      const double width =
          std::min(most_column, (room - gutter * static_cast<double>(per_row - 1)) /
                                    static_cast<double>(per_row));
      for (std::size_t at = 0; at < lanes.size(); at += per_row) {
        Band& band = bands_.emplace_back();
        if (at == 0 && groups > 1) band.group = heading_of(kind);
        for (std::size_t i = at; i < std::min(at + per_row, lanes.size()); ++i) {
          Column& column = band.columns.emplace_back();
          column.lane = lanes[i];
          column.x = margin + static_cast<double>(i - at) * (width + gutter);
          column.width = width;
        }
      }
    }
    place_dates();
    place_today();
    for (Band& band : bands_) {
      if (!band.group.empty()) y += 26;
      if (band.today) y += 24;
      band.y = y;
      for (Column& column : band.columns) {
        lay_out(column, y);
        band.height = std::max(band.height, column.height);
      }
      for (Column& column : band.columns) column.height = band.height;
      y += band.height + 28;
    }
    footer_ = y;
    if (!left_over_.empty()) y += 26 + 18 * static_cast<double>(left_over_.size());
    if (timeline_.earlier + timeline_.later > 0) y += 20;
    height_ = std::ceil(y);
  }

  static std::string heading_of(LaneKind kind) {
    switch (kind) {
      case LaneKind::dated:
        return "ON THE CALENDAR";
      case LaneKind::horizon:
        return "NOW, NEXT, LATER";
      case LaneKind::undated:
        break;
    }
    return "WITHOUT DATES";
  }

  static bool holds(const TimelineLane& lane, Date day) {
    return lane.last && day <= *lane.last && (!lane.first || *lane.first <= day);
  }

  // A review stands in the period that its day is in.
  void place_dates() {
    for (const TimelineDate& date : timeline_.dates) {
      Column* home = nullptr;
      for (Band& band : bands_)
        for (Column& column : band.columns)
          if (home == nullptr && column.lane->first && holds(*column.lane, date.day))
            home = &column;
      const bool overdue = plan::is_valid(today_) && date.day < today_;
      if (home != nullptr)
        home->dates.push_back({&date, {}, overdue});
      else
        left_over_.push_back({&date, {}, overdue});
    }
  }

  // In the period that it is in, else between two.
  void place_today() {
    if (!plan::is_valid(today_)) return;
    const Column* before = nullptr;
    Band* its_band = nullptr;
    for (Band& band : bands_) {
      for (const Column& column : band.columns) {
        const TimelineLane& lane = *column.lane;
        if (lane.kind != LaneKind::dated) continue;
        if (lane.first && holds(lane, today_)) {
          band.today = true;
          const double days = plan::days_between(*lane.first, *lane.last) + 1;
          const double far = std::min(1.0, (plan::days_between(*lane.first, today_) + 0.5) / days);
          today_x_ = column.x + padding + far * (column.width - 2 * padding);
          if (lane.last->year == 9999) today_x_ = column.x + padding;
          return;
        }
        if (lane.past()) {
          before = &column;
          its_band = &band;
        } else if (its_band == nullptr) {
          band.today = true;
          today_x_ = column.x - gutter / 2;
          return;
        }
      }
    }
    if (its_band == nullptr) return;
    its_band->today = true;
    today_x_ = before->x + before->width + gutter / 2;
  }

  void lay_out(Column& column, double y) {
    const TimelineLane& lane = *column.lane;
    const double room = column.width - 2 * padding;
    column.goal = wrap(plain(lane.goal), room, 2, goal_font);
    // Track, name, days, goal, sums with how much is done.
    column.head = 41 + (when_of(lane).empty() ? 0 : 17);
    if (!column.goal.empty()) column.head += 6 + 17 * static_cast<double>(column.goal.size());
    if (!sums_of(lane).empty()) column.head += 19 + (lane.all > 0 ? 11 : 0);
    column.head += 13;
    double at = y + column.head;
    for (const TimelineCard& card : lane.cards) {
      CardBox& box = column.cards.emplace_back();
      box.card = &card;
      box.x = column.x + padding;
      box.y = at;
      box.width = room;
      lay_out(box);
      at += box.height + 8;
    }
    if (lane.cards.empty()) at += 24;
    if (lane.left_out > 0) at += 20;
    if (!column.dates.empty()) {
      at += 8;
      for (DateLine& line : column.dates) {
        line.words = wrap(words_of(line), room - 16, 2, small_font);
        at += 16 * static_cast<double>(line.words.size()) + 4;
      }
    }
    column.height = at - y + 6;
  }

  std::string words_of(const DateLine& line) const {
    std::string out = short_day(line.date->day, today_);
    return out + " · " + date_text(*line.date);
  }

  void lay_out(CardBox& box) {
    const TimelineCard& card = *box.card;
    const double room = box.width - 2 * padding;
    box.title = wrap(plain(card.title), room - icon - 8, 3, title_font);
    box.height = padding + 17 * static_cast<double>(std::max<std::size_t>(1, box.title.size()));
    box.status = card.status_text;
    if (card.percent)
      box.status += fmt::format("{}{} %", box.status.empty() ? "" : " · ", *card.percent);
    if (card.tasks > 0)
      box.status += fmt::format("{}{}/{} tasks", box.status.empty() ? "" : " · ", card.done_tasks,
                                card.tasks);
    if (card.due && !card.closed())
      box.status +=
          fmt::format("{}due {}", box.status.empty() ? "" : " · ", short_day(*card.due, today_));
    if (card.metrics > 0) box.metrics = fmt::format("{}/{} met", card.met_metrics, card.metrics);
    box.status = cut(box.status, room - icon - 8, small_font);
    if (!box.status.empty()) box.height += 16;
    box.owner = plain(card.owner);
    if (!box.owner.empty() || !box.metrics.empty()) {
      const double left = room - 22 - (box.metrics.empty() ? 0 : small_font(box.metrics) + 10);
      box.owner = cut(box.owner, left, small_font);
      box.height += 26;
    }
    if (card.overdue) box.pills.push_back({count_of(*card.overdue, "day") + " overdue", false});
    if (card.blocked && !card.closed())
      box.pills.push_back({card.blockers.empty() ? std::string("blocked")
                                                 : "blocked: " + plain(card.blockers.front())});
    for (Pill& pill : box.pills) pill.text = cut(pill.text, room - 14, pill_font);
    if (!box.pills.empty()) box.height += 6 + 22 * static_cast<double>(box.pills.size()) - 4;
    const auto progress = progress_of(card);
    box.height += progress && *progress < 1 ? padding + 6 : padding - 2;
  }

  static std::string sums_of(const TimelineLane& lane) {
    std::string out = progress_text(lane);
    if (lane.metrics > 0)
      out += fmt::format("{}{}/{} metrics met", out.empty() ? "" : " · ", lane.met_metrics,
                         lane.metrics);
    return out;
  }

  // -- drawing

  void draw_header(const std::string& label) {
    const double room = width_ - 2 * margin;
    const bool wide = width_ >= 560 && plan::is_valid(today_);
    const std::string day = plan::is_valid(today_) ? day_text(today_) : std::string();
    const double for_day = wide ? Measure{12.5}(day) + 20 : 0;
    svg_.text(margin, margin + 20, "h1", cut(label, room - for_day, {21, true}));
    if (wide) svg_.text(width_ - margin, margin + 20, "goal muted", day, "end");
    svg_.text(margin, margin + 41, "goal muted", cut(summary_text(timeline_), room, goal_font));
  }

  void draw_panels(const Band& band) {
    if (!band.group.empty())
      svg_.text(margin, band.y - (band.today ? 32 : 10), "group", band.group);
    for (std::size_t i = 0; i < band.columns.size(); ++i) {
      const Column& column = band.columns[i];
      const TimelineLane& lane = *column.lane;
      const bool current = lane.time == LaneTime::current;
      svg_.box(column.x, band.y, column.width, column.height, 12,
               current ? "lane current" : "lane");
      if (i == 0) continue;
      const TimelineLane& before = *band.columns[i - 1].lane;
      // Time that no period speaks of.
      if (before.last && lane.first && plan::days_between(*before.last, *lane.first) > 7)
        svg_.line(column.x - gutter / 2 - 5, band.y + track + 2, column.x - gutter / 2 + 6,
                  band.y + track + 2, "gap");
    }
  }

  void draw_today(const Band& band) {
    if (!band.today) return;
    const std::string words = "Today";
    const double half = Measure{11, true}(words) / 2 + 9;
    const double x = std::clamp(today_x_, margin + half - 10, width_ - margin - half + 10);
    svg_.line(today_x_, band.y - 6, today_x_, band.y + track + 2, "today");
    svg_.line(today_x_, band.y + track + 2, today_x_, band.y + band.height, "today below");
    svg_.box(x - half, band.y - 24, 2 * half, 18, 9, "today-pill");
    svg_.text(x, band.y - 11, "today-text", words, "middle");
  }

  // Something to press. Its tooltip is `tip`; `description` is for whoever does not see it.
  template <typename Inside>
  void button(std::string_view css_class, std::string_view id, std::string_view description,
              std::string_view tip, Inside inside) {
    svg_.named_group(fmt::format("class=\"{}\" id=\"{}\" tabindex=\"0\" role=\"button\"", css_class,
                                 escaped(id)),
                     description, [&] {
                       svg_.put("<title>{}</title>\n", escaped(tip));
                       inside();
                     });
  }

  void draw_head(const Band& band, const Column& column) {
    const TimelineLane& lane = *column.lane;
    const double left = column.x + padding, room = column.width - 2 * padding;
    svg_.box(column.x + 3, band.y + 3, column.width - 6, column.head - 8, 9, "hit");
    draw_track(column, band.y + track);
    double y = band.y + 41;
    std::string time = time_text(lane, today_);
    if (time.starts_with("ended ")) time.erase(0, 6);
    const double for_time = time.empty() ? 0 : small_font(time) + 10;
    const std::string name = plain(lane.name);
    const bool beside = room - for_time >= std::min(h2_font(name), 64.0);
    svg_.text(left, y, "h2", cut(name, beside ? room - for_time : room, h2_font));
    if (beside) svg_.text(left + room, y, time_class(lane), time, "end");
    if (const std::string when = when_of(lane); !when.empty())
      svg_.text(left, y += 17, "small muted", cut(when, room, small_font));
    if (!column.goal.empty()) y += 6;
    for (const std::string& line : column.goal) svg_.text(left, y += 17, "goal", line);
    if (const std::string sums = sums_of(lane); !sums.empty()) {
      y += 19;
      svg_.text(left, y, "small muted", cut(sums, room, small_font));
      if (lane.all > 0) svg_.box(left, y + 8, room, 3, 1.5, "track");
      if (lane.closed > 0)
        svg_.box(left, y + 8, std::max(3.0, room * lane.closed / lane.all), 3, 1.5, "done");
    }
  }

  void draw_column(const Band& band, const Column& column) {
    const TimelineLane& lane = *column.lane;
    const double left = column.x + padding;
    svg_.put("<g class=\"{}\">\n", lane.time == LaneTime::current ? "over current" : "over");
    button("card period", lane.id, description(lane, today_, ", "),
           description(lane, today_, " · "), [&] { draw_head(band, column); });

    double y = band.y + column.head;
    for (const CardBox& box : column.cards) {
      draw_card(box, lane);
      y = box.y + box.height + 8;
    }
    if (lane.cards.empty()) svg_.text(left, y + 10, "small muted", "nothing listed"), y += 24;
    if (lane.left_out > 0)
      svg_.text(left, y + 11, "small muted", fmt::format("and {} more", lane.left_out)), y += 20;
    if (!column.dates.empty()) y += 8;
    for (const DateLine& line : column.dates) {
      draw_diamond(left + 5, y + 7, line);
      for (const std::string& words : line.words)
        svg_.text(left + 16, y += 12, line.overdue ? "small bad" : "small muted", words), y += 4;
      y += 4;
    }
    svg_.put("</g>\n");
  }

  static std::string when_of(const TimelineLane& lane) {
    if (lane.kind != LaneKind::horizon) return days_text(lane);
    switch (lane.horizon) {
      case plan::Horizon::now:
        return "being worked on";
      case plan::Horizon::short_term:
      case plan::Horizon::next:
        return "coming up";
      default:
        break;
    }
    return "some day";
  }

  static std::string_view time_class(const TimelineLane& lane) {
    const bool open =
        std::any_of(lane.cards.begin(), lane.cards.end(),
                    [](const TimelineCard& card) { return card.overdue.has_value(); });
    return lane.past() && open ? "small warn" : "small muted";
  }

  // The period's stretch of time: what is over of it, and which days count.
  void draw_track(const Column& column, double y) {
    const TimelineLane& lane = *column.lane;
    const double left = column.x + padding, room = column.width - 2 * padding;
    if (lane.kind == LaneKind::horizon && lane.horizon >= plan::Horizon::mid_term)
      svg_.line(left + 2, y + 2, left + room - 2, y + 2, "some-day");
    else
      svg_.box(left, y, room, 4, 2, "track");
    double far = lane.time == LaneTime::past ? room : 0;
    if (lane.time == LaneTime::current && lane.first && lane.last)
      far = std::clamp(today_x_ - left, 0.0, room);
    else if (lane.kind == LaneKind::horizon && lane.time == LaneTime::current)
      far = room;
    if (far > 0)
      svg_.box(left, y, std::max(4.0, far), 4, 2,
               lane.time == LaneTime::current ? "elapsed current" : "elapsed");
    for (const DateLine& line : column.dates) {
      const double days = plan::days_between(*lane.first, *lane.last) + 1;
      const double at = (plan::days_between(*lane.first, line.date->day) + 0.5) / days;
      draw_diamond(left + at * room, y + 2, line);
    }
  }

  void draw_diamond(double x, double y, const DateLine& line) {
    const double r = 4.5;
    const std::string_view colour = line.overdue ? "bad" : line.date->review ? "review" : "warn";
    svg_.path(
        fmt::format("M{} {}l{} {} {} {} {} {}z", number(x), number(y - r), r, r, -r, r, -r, -r),
        colour);
  }

  void draw_card(const CardBox& box, const TimelineLane& lane) {
    const TimelineCard& card = *box.card;
    std::optional<double> owner;
    button(card.closed() ? "card closed" : "card", card.id, description(card, lane, ", "),
           description(card, lane, " · "), [&] { owner = draw_body(box); });
    // The owner's name says the same: these are no words of the card.
    if (!owner) return;
    const double x = box.x + padding + icon / 2;
    svg_.put("<g class=\"badge\" aria-hidden=\"true\">\n");
    svg_.put("<circle cx=\"{}\" cy=\"{}\" r=\"9\" class=\"disc\"/>\n", number(x),
             number(*owner - 4));
    svg_.text(x, *owner - 1, "initials", initials(box.owner), "middle");
    svg_.put("</g>\n");
  }

  // Returns the line that the owner's name is on.
  std::optional<double> draw_body(const CardBox& box) {
    const TimelineCard& card = *box.card;
    const double left = box.x + padding, room = box.width - 2 * padding;
    std::optional<double> owner;
    svg_.box(box.x, box.y, box.width, box.height, 8, "body");
    draw_glyph(left + icon / 2, box.y + padding + 8, card);
    double y = box.y + padding - 4;
    const bool struck = card.closed() && !card.done();
    const double text = left + icon + 8;
    for (const std::string& line : box.title)
      svg_.text(text, y += 17, struck ? "title struck" : "title", line);
    if (!box.status.empty()) {
      const std::string_view colour = colour_of(card);
      svg_.text(text, y += 16, colour == "todo" ? "small muted" : fmt::format("small {}", colour),
                box.status);
    }
    if (!box.owner.empty() || !box.metrics.empty()) {
      y += 26;
      if (!box.owner.empty()) owner = y;
      svg_.text(text, y, "small muted", box.owner);
      svg_.text(left + room, y, "small muted", box.metrics, "end");
    }
    if (!box.pills.empty()) y += 6;
    for (const Pill& pill : box.pills) {
      svg_.box(left, y + 4, pill_font(pill.text) + 14, 18, 9, pill.bad ? "tint-bad" : "tint-warn");
      svg_.text(left + 7, y + 16.5, pill.bad ? "pill bad" : "pill warn", pill.text);
      y += 22;
    }
    if (const auto progress = progress_of(card); progress && *progress < 1) {
      const double at = box.y + box.height - 11;
      svg_.box(left, at, room, 3, 1.5, "track");
      if (*progress > 0)
        svg_.box(left, at, std::max(3.0, *progress * room), 3, 1.5, colour_of(card));
    }
    return owner;
  }

  // Told apart without colour: a disc with a tick, half a ring, a ring, a bar across, a triangle.
  void draw_glyph(double x, double y, const TimelineCard& card) {
    const std::string_view colour = colour_of(card);
    const double r = icon / 2 - 0.8;
    const auto circle = [&](std::string_view css) {
      svg_.put("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" class=\"{}\"/>\n", number(x), number(y),
               number(r), css);
    };
    const std::string ring = fmt::format("glyph {}-line", colour);
    const auto at = [&](double dx, double dy) { return number(x + dx) + " " + number(y + dy); };
    if (card.blocked && !card.closed()) {
      circle("bad");
      svg_.path(fmt::format("M{}L{}", at(-3, 0), at(3, 0)), "on");
      return;
    }
    if (!card.status) return circle("glyph todo-line");
    switch (*card.status) {
      case Status::done:
        circle("done");
        svg_.path(fmt::format("M{}L{}L{}", at(-2.9, 0.3), at(-0.9, 2.4), at(3, -2.1)), "on");
        break;
      case Status::doing:
        circle(ring);
        svg_.path(fmt::format("M{}a3.4 3.4 0 0 1 0 6.8z", at(0, -3.4)), "doing");
        break;
      case Status::at_risk:
        svg_.path(fmt::format("M{}L{}L{}z", at(0, -6.4), at(6.6, 5.4), at(-6.6, 5.4)), ring);
        svg_.path(fmt::format("M{}L{}M{}L{}", at(0, -2.2), at(0, 1.4), at(0, 3.4), at(0, 3.5)),
                  ring);
        break;
      case Status::dropped:
      case Status::superseded:
        circle(ring);
        svg_.path(
            fmt::format("M{}L{}M{}L{}", at(-2.2, -2.2), at(2.2, 2.2), at(-2.2, 2.2), at(2.2, -2.2)),
            ring);
        break;
      case Status::deferred:
        circle(ring);
        svg_.path(
            fmt::format("M{}L{}M{}L{}", at(-1.6, -2.2), at(-1.6, 2.2), at(1.6, -2.2), at(1.6, 2.2)),
            ring);
        break;
      default:
        circle(ring);
    }
  }

  struct Place {
    const CardBox* box;
    std::size_t band;
  };

  // From what is needed to what needs it, behind the cards.
  void draw_arrows() {
    std::unordered_map<std::string_view, Place> places;
    for (std::size_t i = 0; i < bands_.size(); ++i)
      for (const Column& column : bands_[i].columns)
        for (const CardBox& box : column.cards) places.emplace(box.card->id, Place{&box, i});
    for (const Band& band : bands_)
      for (const Column& column : band.columns)
        for (const CardBox& box : column.cards)
          for (const features::TimelineNeed& need : box.card->needs) {
            const auto from = places.find(need.card);
            if (from == places.end()) continue;
            arrow(from->second, places.at(box.card->id), need.open);
          }
  }

  void arrow(const Place& from, const Place& to, bool open) {
    const CardBox &a = *from.box, &b = *to.box;
    const double y1 = a.y + std::min(a.height / 2, 24.0), y2 = b.y + std::min(b.height / 2, 24.0);
    const bool same_row = from.band == to.band;
    const bool same = same_row && a.x == b.x;
    const bool late = !same && (from.band > to.band || (same_row && a.x > b.x));
    const bool back = late && same_row;
    const std::string_view state = late ? " late" : open ? "" : " met";
    const double into = back ? -1 : 1;  // to the right, or to the left
    const double x1 = same || back ? a.x : a.x + a.width;
    const double tip = back ? b.x + b.width + 1 : b.x - 1, neck = tip - 6 * into;
    std::string way;
    if (same) {
      way = curve(x1, y1, x1 - 20, neck - 14, neck, y2);
    } else if (same_row && std::abs(tip - x1) < 2 * gutter + 2 * padding) {
      const double reach = 24 * into;
      way = curve(x1, y1, x1 + reach, neck - reach, neck, y2);
    } else {
      way = around(x1, y1, neck, y2, into, bands_[from.band]);
    }
    svg_.path(way, fmt::format("arrow{}", state));
    svg_.path(fmt::format("M{} {}L{} {}L{} {}z", number(tip), number(y2), number(neck),
                          number(y2 - 4), number(neck), number(y2 + 4)),
              fmt::format("head{}", state));
  }

  static std::string curve(double x1, double y1, double c1, double c2, double x2, double y2) {
    return fmt::format("M{} {}C{} {} {} {} {} {}", number(x1), number(y1), number(c1), number(y1),
                       number(c2), number(y2), number(x2), number(y2));
  }

  // Past other periods: below the row, beside the last four that did.
  std::string around(double x1, double y1, double x2, double y2, double into, const Band& band) {
    const auto apart = static_cast<double>(around_++ % 5);
    const double floor = band.y + band.height + 5 + 3.5 * apart;
    const double down = x1 + into * (14 + 3 * apart), up = x2 - into * (9 + 3 * apart);
    const double r = 6;
    const double along = up > down ? 1 : -1, rise = y2 > floor ? 1 : -1;
    const auto n = [](double x, double y) { return number(x) + " " + number(y); };
    std::string way = "M" + n(x1, y1) + "H" + number(down - into * r);
    way += "Q" + n(down, y1) + " " + n(down, y1 + r) + "V" + number(floor - r);
    way += "Q" + n(down, floor) + " " + n(down + along * r, floor) + "H" + number(up - along * r);
    way += "Q" + n(up, floor) + " " + n(up, floor + rise * r) + "V" + number(y2 - rise * r);
    return way + "Q" + n(up, y2) + " " + n(up + into * std::min(r, std::abs(x2 - up)), y2) + "H" +
           number(x2);
  }

  void draw_footer() {
    double y = footer_;
    const double room = width_ - 2 * margin;
    if (!left_over_.empty()) {
      svg_.text(margin, y + 8, "group", "ALSO ON THE CALENDAR");
      y += 26;
      for (const DateLine& line : left_over_) {
        draw_diamond(margin + 5, y + 2, line);
        svg_.text(margin + 16, y + 6, line.overdue ? "small bad" : "small muted",
                  cut(words_of(line), room - 16, small_font));
        y += 18;
      }
    }
    if (timeline_.earlier + timeline_.later == 0) return;
    std::string words = "Not shown: ";
    if (timeline_.earlier > 0) words += count_of(timeline_.earlier, "earlier period");
    if (timeline_.later > 0)
      words += (timeline_.earlier > 0 ? ", " : "") + count_of(timeline_.later, "later period");
    svg_.text(margin, y + 6, "small muted", words);
  }

  const Timeline& timeline_;
  const double width_;
  const Date today_;
  double height_ = 0, footer_ = 0, today_x_ = 0;
  std::size_t around_ = 0;  // arrows that go below a row
  std::vector<Band> bands_;
  std::vector<DateLine> left_over_;
  Svg svg_;
};

}  // namespace

std::string timeline_svg(const Timeline& timeline, int width) {
  return Picture(timeline, width).draw();
}

std::string timeline_html(const Timeline& timeline, int width) {
  const std::string title = timeline.title.empty() ? "Timeline" : timeline.title;
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n"
      "<style>\nbody {{ margin: 0; background: #ffffff; }}\n"
      "@media (prefers-color-scheme: dark) {{ body {{ background: #0d1117; }} }}\n"
      "svg {{ display: block; margin: 0 auto; max-width: 100%; height: auto; }}\n</style>\n"
      "</head>\n<body>\n{}</body>\n</html>\n",
      escaped(title), timeline_svg(timeline, width));
}

}  // namespace pland::pictures
