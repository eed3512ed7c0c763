#include "analysis/features/timeline.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "analysis/features/due.h"
#include "analysis/features/naming.h"
#include "analysis/features/needs.h"
#include "analysis/plan/days.h"
#include "analysis/rules/relations.h"
#include "analysis/text/unicode.h"

namespace pland::features {
namespace {

using plan::EntityKind;
using plan::FieldRole;
using plan::no_index;
using plan::Status;

// The parts of an id: what XML takes in a name, and a selector without escapes.
std::string id_part(std::string_view title) {
  std::string out;
  const std::string slug = text::slug(title);
  for (std::size_t at = 0; at < slug.size();) {
    const text::Decoded c = text::decode(slug, at);
    const bool dash = c.code == '-' || c.code == '_';
    if (text::is_letter(c.code) || ('0' <= c.code && c.code <= '9')) text::append(out, c.code);
    if (dash && !out.empty() && out.back() != '-') out += '-';
    at += c.size;
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

// What stands behind a period in its heading, without what joins or wraps it.
std::string goal_behind(std::string_view title, std::uint32_t end) {
  std::string_view rest = text::trim(title.substr(std::min<std::size_t>(end, title.size())));
  for (const std::string_view joint : {":", "-", "–", "—", "·", "|"}) {
    if (!rest.starts_with(joint)) continue;
    rest = text::trim(rest.substr(joint.size()));
    break;
  }
  // "Beta (due 2027-02-01)": the days are shown as days.
  const std::size_t open = rest.ends_with(')') ? rest.rfind('(') : std::string_view::npos;
  if (open != std::string_view::npos) {
    const std::string_view inside = rest.substr(open + 1, rest.size() - open - 2);
    if (plan::read_days(inside))
      rest = text::trim(rest.substr(0, open));
    else if (open == 0)
      rest = inside;
  }
  return plan::read_days(rest) ? std::string() : std::string(rest);
}

bool is_open(const std::optional<Status>& status) {
  return !status || !(plan::is_closed(*status) || status == Status::deferred);
}

// "Billing" for "1. Billing".
std::string without_number(std::string_view title) {
  const std::string_view rest = title.substr(ordinal_size(title));
  return std::string(rest.empty() ? title : rest);
}

struct Draft {  // a period, before it is known whether it stays one
  TimelineLane lane;
  std::uint32_t parent = no_index;  // draft
  bool has_parts = false;           // other periods
  struct Line {
    std::uint32_t chapter, item;
  };
  std::vector<Line> boxes, lines;  // where it has no work that is called so
  std::vector<std::pair<std::uint32_t, std::uint32_t>> entities;  // of each card
};

class Drawer {
 public:
  Drawer(const workspace::Workspace& workspace, const workspace::Document& document,
         const rules::Settings& settings)
      : workspace_(workspace),
        document_(document),
        plan_(*document.plan),
        settings_(settings),
        relations_(workspace, document) {}

  std::optional<Timeline> draw() {
    if (plan_.is_template || plan_.kind == plan::DocumentKind::changelog) return std::nullopt;
    add_periods();
    if (drafts_.empty()) add_title();
    if (drafts_.empty()) return std::nullopt;
    fill();
    for (Draft& draft : drafts_) list_plain_work(draft);
    for (std::uint32_t i = 0; i < drafts_.size(); ++i) fold_into_parent(i);
    out_.title = plan_.title;
    out_.today = settings_.today;
    for (Draft& draft : drafts_) finish(draft);
    follow_needs();
    add_dates();
    for (Draft& draft : drafts_)
      if (!folded(draft)) out_.lanes.push_back(std::move(draft.lane));
    if (out_.lanes.empty()) return std::nullopt;
    sort_lanes();
    return std::move(out_);
  }

 private:
  static bool folded(const Draft& draft) {
    return draft.lane.id.empty() || (draft.has_parts && draft.lane.cards.empty());
  }

  // -- periods

  void add_periods() {
    for (std::uint32_t c = 0; c < plan_.chapters.size(); ++c) {
      const plan::PlacedChapter& placed = plan_.chapters[c];
      for (std::uint32_t i = 0; i < placed.facts->entities.size(); ++i) {
        const plan::Entity& entity = placed.facts->entities[i];
        if (entity.kind == EntityKind::milestone && !entity.placeholder && !entity.title.empty())
          add_period(c, i);
      }
    }
    std::stable_sort(drafts_.begin(), drafts_.end(), [](const Draft& a, const Draft& b) {
      return a.lane.span.begin < b.lane.span.begin;
    });
  }

  void add_period(std::uint32_t chapter, std::uint32_t index) {
    const plan::PlacedChapter& placed = plan_.chapters[chapter];
    const plan::ChapterFacts& facts = *placed.facts;
    const plan::Entity& entity = facts.entities[index];
    Draft& draft = drafts_.emplace_back();
    TimelineLane& lane = draft.lane;
    lane.span = extent(chapter, index);
    lane.heading = entity.name_span.shifted(placed.offset);
    lane.status = entity.status();
    name_lane(lane, entity.title);
    if (entity.period) {
      if (entity.period->period.kind == plan::PeriodKind::horizon) {
        lane.kind = LaneKind::horizon;
        lane.horizon = entity.period->period.horizon;
      } else if (const auto range =
                     plan::calendar_range(entity.period->period, settings_.fiscal_year_start)) {
        lane.first = range->first;
        lane.last = range->last;
      }
    }
    if (lane.kind != LaneKind::horizon) {
      const auto days =
          entity.is_section && entity.section < facts.sections.size()
              ? plan::days_of(facts, facts.sections[entity.section], settings_.fiscal_year_start)
              : plan::days_of_fields(facts, index, settings_.fiscal_year_start);
      if (days) {
        lane.first = days->first ? days->first : lane.first;
        lane.last = days->last;
      }
    }
    place_in_time(lane);
  }

  // "OKRs - Q1 2027": a document about one period.
  void add_title() {
    for (std::uint32_t entry = 0; entry < plan_.outline.size(); ++entry) {
      const plan::Section& section = plan_.section(entry);
      if (section.level == 0) continue;
      if (!section.period || section.period->period.kind == plan::PeriodKind::horizon) return;
      const auto range = plan::calendar_range(section.period->period, settings_.fiscal_year_start);
      if (!range) return;
      TimelineLane& lane = drafts_.emplace_back().lane;
      lane.span = {plan_.extent(entry).begin, document_.text.size()};
      lane.heading = section.title_span.shifted(plan_.offset(entry));
      lane.name = plan::to_string(section.period->period);
      lane.first = range->first;
      lane.last = range->last;
      place_in_time(lane);
      return;
    }
  }

  static void name_lane(TimelineLane& lane, const std::string& title) {
    const auto found = plan::find_period(title);
    if (!found || found->role != plan::PeriodRole::leads) {
      lane.name = title;
      return;
    }
    lane.name = std::string(found->span.of(title));
    const std::uint32_t end =
        found->months ? std::max(found->months->span.end, found->span.end) : found->span.end;
    lane.goal = goal_behind(title, end);
  }

  void place_in_time(TimelineLane& lane) const {
    if (lane.kind == LaneKind::horizon) {
      lane.time = lane.horizon == plan::Horizon::now ? LaneTime::current : LaneTime::future;
      return;
    }
    if (!lane.last) return;
    lane.kind = LaneKind::dated;
    if (!plan::is_valid(settings_.today)) return;
    if (*lane.last < settings_.today) {
      lane.time = LaneTime::past;
    } else {
      const bool begun = lane.first && *lane.first <= settings_.today;
      lane.time = begun ? LaneTime::current : LaneTime::future;
    }
  }

  // -- what stands in them

  // Of anything in the document; of a bold line up to the next one or its section's end.
  Span extent(std::uint32_t chapter, std::uint32_t index) {
    const plan::PlacedChapter& placed = plan_.chapters[chapter];
    const plan::Entity& entity = placed.facts->entities[index];
    if (entity.is_section) {
      const std::uint32_t entry = plan_.entry_of(chapter, entity.section);
      return entry == no_index ? entity.span.shifted(placed.offset) : plan_.extent(entry);
    }
    if (entity.item != no_index || entity.section >= placed.facts->sections.size())
      return entity.span.shifted(placed.offset);
    const std::vector<std::uint32_t>& begins = bold_lines(chapter);
    const auto next = std::lower_bound(begins.begin(), begins.end(), entity.span.end);
    std::uint32_t end = placed.facts->sections[entity.section].body.end;
    if (next != begins.end()) end = std::min(end, *next);
    return Span{entity.span.begin, std::max(end, entity.span.end)}.shifted(placed.offset);
  }

  const std::vector<std::uint32_t>& bold_lines(std::uint32_t chapter) {
    const auto [known, is_new] = bold_lines_.try_emplace(chapter);
    if (!is_new) return known->second;
    for (const plan::Entity& entity : plan_.chapters[chapter].facts->entities)
      if (!entity.is_section && entity.item == no_index) known->second.push_back(entity.span.begin);
    std::sort(known->second.begin(), known->second.end());
    return known->second;
  }

  // One pass over all that counts, outer before inner, with what is open around it.
  void fill() {
    enum class What : std::uint8_t { period, work, metric, item };
    struct Event {
      Span span;
      What what;
      std::uint32_t chapter, index;
    };
    std::vector<Event> events;
    for (std::uint32_t i = 0; i < drafts_.size(); ++i)
      events.push_back({drafts_[i].lane.span, What::period, 0, i});
    const std::uint32_t begin = drafts_.front().lane.span.begin;
    std::uint32_t end = 0;
    for (const Draft& draft : drafts_) end = std::max(end, draft.lane.span.end);
    for (std::uint32_t c = plan_.chapter_at(begin); c < plan_.chapters.size(); ++c) {
      const plan::PlacedChapter& placed = plan_.chapters[c];
      if (placed.offset >= end) break;
      const plan::ChapterFacts& facts = *placed.facts;
      for (std::uint32_t i = 0; i < facts.entities.size(); ++i) {
        const plan::Entity& one = facts.entities[i];
        if (one.placeholder || one.title.empty()) continue;
        if (one.kind == EntityKind::initiative || one.kind == EntityKind::objective)
          events.push_back({extent(c, i), What::work, c, i});
      }
      for (std::uint32_t i = 0; i < facts.metrics.size(); ++i) {
        const plan::Measure measure = facts.metrics[i].judged.measure;
        if (measure != plan::Measure::placeholder && measure != plan::Measure::empty)
          events.push_back({facts.metrics[i].span.shifted(placed.offset), What::metric, c, i});
      }
      for (std::uint32_t i = 0; i < facts.items.size(); ++i)
        events.push_back({facts.items[i].span.shifted(placed.offset), What::item, c, i});
    }
    std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
      if (a.span.begin != b.span.begin) return a.span.begin < b.span.begin;
      if (a.span.end != b.span.end) return a.span.end > b.span.end;
      return a.what < b.what;
    });

    struct Open {
      Span span;
      std::uint32_t draft;
      std::uint32_t card = no_index;
    };
    std::vector<Open> open;
    for (const Event& event : events) {
      while (!open.empty() && open.back().span.end <= event.span.begin) open.pop_back();
      const std::uint32_t holder = open.empty() ? no_index : open.back().draft;
      if (event.what == What::period) {
        drafts_[event.index].parent = holder;
        if (holder != no_index) drafts_[holder].has_parts = true;
        open.push_back({event.span, event.index});
        continue;
      }
      if (holder == no_index) continue;
      Draft& draft = drafts_[holder];
      const std::uint32_t card = open.back().card;
      switch (event.what) {
        case What::period:
          break;
        case What::work:
          if (card != no_index) break;  // a part of another
          open.push_back({event.span, holder, static_cast<std::uint32_t>(draft.lane.cards.size())});
          add_card(draft, event.chapter, event.index, event.span);
          break;
        case What::metric: {
          const bool met = plan_.chapters[event.chapter].facts->metrics[event.index].done;
          for (std::uint32_t above = holder; above != no_index; above = drafts_[above].parent) {
            ++drafts_[above].lane.metrics;
            if (met) ++drafts_[above].lane.met_metrics;
          }
          if (card == no_index) break;
          ++draft.lane.cards[card].metrics;
          if (met) ++draft.lane.cards[card].met_metrics;
          break;
        }
        case What::item:
          add_item(draft, card, event.chapter, event.index);
          break;
      }
    }
  }

  void add_item(Draft& draft, std::uint32_t card, std::uint32_t chapter, std::uint32_t index) {
    const plan::ChapterFacts& facts = *plan_.chapters[chapter].facts;
    const plan::Item& item = facts.items[index];
    if (card != no_index) {
      const auto& [its_chapter, its_entity] = draft.entities[card];
      const bool itself = its_chapter == chapter && facts.entities[its_entity].item == index;
      if (itself || !item.checked || item.metric != no_index) return;
      ++draft.lane.cards[card].tasks;
      if (*item.checked) ++draft.lane.cards[card].done_tasks;
      return;
    }
    if (item.parent != no_index || item.placeholder || item.plain.empty()) return;
    if (item.metric != no_index || item.container != no_index) return;
    if (item.checked)
      draft.boxes.push_back({chapter, index});
    else if (!item.row && item.label == no_index && item.entity == no_index)
      draft.lines.push_back({chapter, index});
  }

  void add_card(Draft& draft, std::uint32_t chapter, std::uint32_t index, Span span) {
    const plan::PlacedChapter& placed = plan_.chapters[chapter];
    const plan::ChapterFacts& facts = *placed.facts;
    const plan::Entity& entity = facts.entities[index];
    TimelineCard& card = draft.lane.cards.emplace_back();
    draft.entities.emplace_back(chapter, index);
    card.kind = entity.kind;
    card.title = without_number(entity.title);
    card.status = entity.status();
    if (card.status) card.status_text = plan::name(*card.status, entity.kind);
    card.span = span;
    card.name = entity.name_span.shifted(placed.offset);
    if (const auto days = plan::days_of_fields(facts, index, settings_.fiscal_year_start))
      card.due = days->last;
    for (auto i = entity.first_field; i != no_index; i = facts.fields[i].next) {
      const plan::Field& field = facts.fields[i];
      if (field.value_text.empty() || plan::whole_placeholder(field.value_text)) continue;
      if (field.role == FieldRole::owner && card.owner.empty()) card.owner = field.value_text;
      if (field.role == FieldRole::status || field.role == FieldRole::progress)
        if (const auto found = plan::find_percent_complete(field.value_text))
          card.percent = found->percent;
    }
    told_elsewhere(card, chapter, entity);
  }

  // Status, owner and blockers by the item of the same name in a document of another kind.
  void told_elsewhere(TimelineCard& card, std::uint32_t chapter, const plan::Entity& entity) {
    if (plan_.kind == plan::DocumentKind::none) return;
    const auto own = relations_.own(chapter, entity);
    if (!own) return;
    const std::string_view whole = own->entity->key;
    for (const FoundEntity& other :
         relations_.names().with(workspace::NameForm::key, whole, document_.summary)) {
      const plan::DocumentKind kind = other.document->kind;
      if (kind == plan_.kind || other.document->is_template) continue;
      if (kind != plan::DocumentKind::roadmap && kind != plan::DocumentKind::plan) continue;
      if (other.entity->kind != EntityKind::initiative) continue;
      elsewhere_.emplace_back(card.name.begin, other);
      const bool status = !card.status && other.entity->status;
      const bool owner = card.owner.empty() && !other.entity->owner.empty();
      if (!status && !owner) continue;
      if (status) {
        card.status = other.entity->status;
        card.status_text = plan::name(*card.status, entity.kind);
      }
      if (owner) card.owner = other.entity->owner;
      if (card.told_by.empty()) card.told_by = other.document->path;
    }
  }

  // A period without initiatives is made of its boxes; in a plan, of what it lists.
  void list_plain_work(Draft& draft) {
    if (!draft.lane.cards.empty() || draft.has_parts) return;
    const bool lists =
        plan_.kind == plan::DocumentKind::roadmap || plan_.kind == plan::DocumentKind::plan;
    if (draft.boxes.empty() && !lists) return;
    for (const Draft::Line& line : draft.boxes.empty() ? draft.lines : draft.boxes) {
      const plan::PlacedChapter& placed = plan_.chapters[line.chapter];
      const plan::Item& item = placed.facts->items[line.item];
      TimelineCard& card = draft.lane.cards.emplace_back();
      card.kind = item.checked ? EntityKind::task : EntityKind::none;
      card.title = item.name.empty() ? item.plain : item.name;
      if (!item.statuses.empty())
        card.status = item.statuses.back().status;
      else if (item.checked)
        card.status = *item.checked ? Status::done : Status::todo;
      if (card.status) card.status_text = plan::name(*card.status);
      card.span = item.span.shifted(placed.offset);
      card.name = (item.name_span.empty() ? item.text : item.name_span).shifted(placed.offset);
    }
  }

  // "Milestone 2" within a quarter is a piece of the quarter's work, with its own as progress.
  void fold_into_parent(std::uint32_t index) {
    Draft& draft = drafts_[index];
    if (draft.parent == no_index || draft.has_parts) return;
    Draft& parent = drafts_[draft.parent];
    const TimelineLane& lane = draft.lane;
    const bool point = lane.kind == LaneKind::undated || (lane.last && !lane.first);
    if (!point || parent.lane.kind == LaneKind::undated) return;
    TimelineCard& card = parent.lane.cards.emplace_back();
    card.kind = EntityKind::milestone;
    card.title = lane.goal.empty() ? lane.name : lane.name + ": " + lane.goal;
    card.status = lane.status;
    if (card.status) card.status_text = plan::name(*card.status, card.kind);
    card.due = lane.last;
    card.span = lane.span;
    card.name = lane.heading;
    card.metrics = lane.metrics;
    card.met_metrics = lane.met_metrics;
    for (const TimelineCard& part : lane.cards) {
      ++card.tasks;
      if (part.done()) ++card.done_tasks;
    }
    draft.lane.cards.clear();
    draft.has_parts = true;  // and none of its own: it is left out
  }

  // -- what is said of them

  std::string claim(std::string id) { return ids_.claim("pland-" + std::move(id)); }

  void finish(Draft& draft) {
    TimelineLane& lane = draft.lane;
    if (draft.has_parts && lane.cards.empty()) return;
    std::string own = id_part(lane.name);
    if (own.empty()) own = "period";
    lane.id = claim(own);
    std::stable_sort(lane.cards.begin(), lane.cards.end(),
                     [](const auto& a, const auto& b) { return a.span.begin < b.span.begin; });
    const bool lane_open = is_open(lane.status);
    for (TimelineCard& card : lane.cards) {
      const std::string part = id_part(card.title);
      card.id = claim(own + "-" + (part.empty() ? "card" : part));
      card.blocked = card.status == Status::blocked;
      ++lane.all;
      if (card.closed()) ++lane.closed;
      if (card.done()) card.percent.reset();
      const auto due = card.due ? card.due : lane.last;
      if (due && lane_open && is_open(card.status) && plan::is_valid(settings_.today) &&
          *due < settings_.today)
        card.overdue = static_cast<std::size_t>(plan::days_between(*due, settings_.today));
    }
  }

  // -- what they wait for

  using Shown = std::unordered_map<std::uint32_t, TimelineCard*>;  // by the name's first byte

  void follow_needs() {
    Shown shown;
    for (Draft& draft : drafts_)
      if (!folded(draft))
        for (TimelineCard& card : draft.lane.cards) shown.emplace(card.name.begin, &card);
    for (std::uint32_t c = 0; c < plan_.chapters.size(); ++c) {
      const plan::PlacedChapter& placed = plan_.chapters[c];
      if ((placed.holds & plan::holds_relations) == 0) continue;
      for (const rules::FollowedReference& followed : relations_.of(c)) {
        const plan::Reference& reference = *followed.reference;
        if (reference.relation != plan::Relation::depends_on || !followed.from || !followed.to)
          continue;
        const auto card = shown.find(followed.from->entity->place.span.begin);
        if (card != shown.end()) add_need(*card->second, meant(*placed.facts, followed), shown);
      }
    }
    for (auto& [begin, card] : shown) {
      const auto own = relations_.names().at(document_.summary, begin);
      if (!own) continue;
      for (const FoundEntity& one : relations_.names().claiming(*own, plan::Relation::blocks)) {
        if (one.entity->kind == EntityKind::blocker)
          add_blocker(*card, one);
        else
          add_need(*card, one, shown);
      }
    }
    for (const auto& [begin, other] : elsewhere_) {
      const auto card = shown.find(begin);
      if (card == shown.end()) continue;
      for (const FoundEntity& one : relations_.names().claiming(other, plan::Relation::blocks))
        if (one.entity->kind == EntityKind::blocker) add_blocker(*card->second, one);
    }
  }

  static void add_blocker(TimelineCard& card, const FoundEntity& blocker) {
    if (!is_open(blocker.entity->status) || card.closed()) return;
    card.blocked = true;
    const std::string title(blocker.entity->title);
    auto& known = card.blockers;
    if (std::find(known.begin(), known.end(), title) == known.end()) known.push_back(title);
  }

  // A link to a quarter's heading may name one of its initiatives.
  FoundEntity meant(const plan::ChapterFacts& facts, const rules::FollowedReference& followed) {
    const plan::Reference& reference = *followed.reference;
    if (reference.form == plan::ReferenceForm::link && reference.mention < facts.mentions.size()) {
      const plan::Mention& link = facts.mentions[reference.mention];
      if (auto exact = entity_linked(workspace_, document_, link, facts.text(link.text)))
        return std::move(*exact);
    }
    return *followed.to;
  }

  void add_need(TimelineCard& card, const FoundEntity& to, const Shown& shown) {
    TimelineNeed need;
    need.name = without_number(to.entity->title);
    need.open = is_open(to.entity->status);
    if (to.document->path == document_.path) {
      const auto found = shown.find(to.entity->place.span.begin);
      if (found != shown.end()) {
        if (found->second == &card) return;
        need.card = found->second->id;
        need.open = is_open(found->second->status);
      }
    }
    const bool known = std::any_of(card.needs.begin(), card.needs.end(), [&](const auto& one) {
      return one.name == need.name && one.card == need.card;
    });
    if (!known) card.needs.push_back(std::move(need));
  }

  // -- reviews and deadlines

  void add_dates() {
    if (!plan::is_valid(settings_.today)) return;
    for (const plan::PlacedChapter& placed : plan_.chapters) {
      const plan::ChapterFacts& facts = *placed.facts;
      for (const plan::Field& field : facts.fields) {
        const bool review = plan::is_review(field.role);
        if (!review && field.role != FieldRole::target_date) continue;
        if (field.value_text.empty()) continue;
        TimelineDate date;
        date.review = review;
        if (field.entity < facts.entities.size()) {
          const plan::Entity& entity = facts.entities[field.entity];
          if (entity.placeholder) continue;
          // A card and a period show their own days; one looks again at what was decided.
          const bool shown = entity.kind == EntityKind::initiative ||
                             entity.kind == EntityKind::objective ||
                             entity.kind == EntityKind::milestone;
          if (shown && !review) continue;
          const bool decided =
              review && entity.kind == EntityKind::decision && entity.status() == Status::done;
          if (!is_open(entity.status()) && !decided) continue;
          date.title = entity.title;
        } else if (review) {
          date.title.clear();  // its own
        } else {
          continue;
        }
        const auto due = read_due(field.value_text, settings_);
        if (!due) continue;
        date.day = due->range.last;
        date.span = field.span.shifted(placed.offset);
        out_.dates.push_back(std::move(date));
      }
    }
    std::stable_sort(out_.dates.begin(), out_.dates.end(),
                     [](const auto& a, const auto& b) { return a.day < b.day; });
  }

  void sort_lanes() {
    const auto days = [](const TimelineLane& lane) {
      const plan::Date first = lane.first.value_or(*lane.last);
      // Of two that begin together the shorter first, as a quarter in its year.
      return std::tuple(first, *lane.last);
    };
    std::stable_sort(out_.lanes.begin(), out_.lanes.end(),
                     [&](const TimelineLane& a, const TimelineLane& b) {
                       if (a.kind != b.kind) return a.kind < b.kind;
                       if (a.kind == LaneKind::dated) return days(a) < days(b);
                       if (a.kind == LaneKind::horizon) return a.horizon < b.horizon;
                       return false;
                     });
  }

  const workspace::Workspace& workspace_;
  const workspace::Document& document_;
  const plan::Plan& plan_;
  const rules::Settings& settings_;
  rules::Relations relations_;
  text::Slugger ids_;
  std::vector<Draft> drafts_;
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> bold_lines_;
  // The same work in documents of another kind, by the first byte of the card's name.
  std::vector<std::pair<std::uint32_t, FoundEntity>> elsewhere_;
  Timeline out_;
};

}  // namespace

std::size_t Timeline::cards() const {
  std::size_t count = 0;
  for (const TimelineLane& lane : lanes) count += lane.cards.size();
  return count;
}

std::optional<Timeline> timeline(const workspace::Workspace& workspace,
                                 const workspace::Document& document,
                                 const rules::Settings& settings) {
  return Drawer(workspace, document, settings).draw();
}

Timeline nearest(Timeline timeline, std::size_t lanes, std::size_t cards) {
  std::vector<TimelineLane>& all = timeline.lanes;
  if (all.size() > lanes) {
    // A third of them before today; what has no days counts as later.
    const auto now = std::find_if(all.begin(), all.end(), [](const TimelineLane& lane) {
      return lane.time != LaneTime::past;
    });
    const auto at = static_cast<std::size_t>(now - all.begin());
    const std::size_t first = std::min(at > lanes / 3 ? at - lanes / 3 : 0, all.size() - lanes);
    timeline.earlier += first;
    timeline.later += all.size() - lanes - first;
    all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(first));
    all.resize(lanes);
    std::erase_if(timeline.dates, [&](const TimelineDate& date) {
      return all.front().first && date.day < *all.front().first;
    });
  }
  for (TimelineLane& lane : all) {
    if (lane.cards.size() <= cards) continue;
    lane.left_out += lane.cards.size() - cards;
    lane.cards.resize(cards);
  }
  return timeline;
}

}  // namespace pland::features
