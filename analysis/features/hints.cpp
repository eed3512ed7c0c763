#include "analysis/features/hints.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <utility>

#include "analysis/features/card.h"
#include "analysis/features/cards.h"
#include "analysis/features/cursor.h"
#include "analysis/features/due.h"
#include "analysis/features/naming.h"
#include "analysis/features/needs.h"
#include "analysis/features/rollup.h"
#include "analysis/plan/date.h"
#include "analysis/plan/label.h"
#include "analysis/plan/period.h"
#include "analysis/workspace/path.h"

namespace pland::features {
namespace {

using plan::EntityKind;
using plan::FieldRole;
using plan::no_index;
using plan::Status;

constexpr int soon = 30;  // days

// "in 34 days", "12 days left", "12 days past".
std::string time_label(plan::DateRange range, plan::Date today) {
  const auto span = [](int days) {
    return days < 730 ? count_of(static_cast<std::size_t>(days), "day")
                      : count_of(static_cast<std::size_t>(days / 365), "year");
  };
  if (today < range.first) return "in " + span(plan::days_between(today, range.first));
  if (range.last < today) return span(plan::days_between(range.last, today)) + " past";
  const int left = plan::days_between(today, range.last);
  if (left == 0) return range.first == range.last ? "today" : "last day";
  return span(left) + " left";
}

bool is_closed(std::optional<Status> status) { return status && plan::is_closed(*status); }

class Hints {
 public:
  Hints(const workspace::Workspace& workspace, const workspace::Document& document, Span range,
        const rules::Settings& settings, HintLevel level)
      : workspace_(workspace),
        document_(document),
        range_(range),
        settings_(settings),
        full_(level == HintLevel::full) {}

  void look_in(std::uint32_t chapter) {
    chapter_ = chapter;
    base_ = document_.plan->chapters[chapter].offset;
    facts_ = document_.plan->chapters[chapter].facts.get();
    for (const plan::Entity& entity : facts_->entities) {
      if (entity.placeholder || !in_range(entity.span)) continue;
      if (entity.kind == EntityKind::milestone) period_of(entity);
      if (entity.kind == EntityKind::dependency && !entity.status()) dependency(entity);
    }
    for (std::uint32_t i = 0; i < facts_->fields.size(); ++i) {
      const plan::Field& field = facts_->fields[i];
      if (!in_range(field.span)) continue;
      if (plan::is_review(field.role) || field.role == FieldRole::target_date) review_of(field);
      if (says_needs(field)) names_in(field);
    }
    for (const plan::Item& item : facts_->items) {
      const bool listed = item.label != no_index && item.name_span.end > item.name_span.begin &&
                          in_range(item.span);
      if (listed && says_needs(facts_->fields[item.label]) && item.entity == no_index)
        status_of(item.name_span, item.name);
    }
    if (!full_) return;
    for (const plan::Metric& metric : facts_->metrics)
      if (in_range(metric.span)) baseline_of(metric);
  }

  std::vector<Hint> take() {
    std::stable_sort(found_.begin(), found_.end(),
                     [](const Hint& a, const Hint& b) { return a.offset < b.offset; });
    // A dependency may be an entity and an item of a list, and say the same twice.
    const auto same = [](const Hint& a, const Hint& b) {
      return a.offset == b.offset && a.label == b.label;
    };
    found_.erase(std::unique(found_.begin(), found_.end(), same), found_.end());
    return std::move(found_);
  }

 private:
  bool in_range(Span span) const {
    const Span placed = span.shifted(base_);
    return placed.begin <= range_.end && range_.begin <= placed.end;
  }

  void add(std::uint32_t offset, std::string label, std::string tooltip) {
    offset += base_;
    if (offset < range_.begin || range_.end < offset) return;
    found_.push_back({offset, std::move(label), std::move(tooltip)});
  }

  void add_time(std::uint32_t offset, plan::DateRange range, std::string tooltip) {
    const plan::Date today = settings_.today;
    if (!plan::is_valid(today) || range.last.year == 9999) return;
    if (!full_ && plan::days_between(today, range.last) > soon) return;
    add(offset, time_label(range, today), std::move(tooltip));
  }

  void period_of(const plan::Entity& entity) {
    if (!entity.period || is_closed(entity.status())) return;
    const auto range = plan::calendar_range(entity.period->period, settings_.fiscal_year_start);
    if (!range || all_done(entity)) return;
    std::uint32_t end = entity.period->span.end;
    if (entity.period->months) end = std::max(end, entity.period->months->span.end);
    add_time(end, *range, period_card(entity.period->period, settings_).plain);
  }

  // Whether all that a milestone's section lists is closed: then nobody waits for it.
  bool all_done(const plan::Entity& entity) const {
    if (!entity.is_section || entity.section == no_index) return false;
    const plan::Plan& plan = *document_.plan;
    const std::uint32_t entry = plan.entry_of(chapter_, entity.section);
    if (entry == no_index) return false;
    const RollUp sum = roll_up(plan, entry, plan.outline[entry].end);
    return sum.initiatives > 0 && sum.done_initiatives + sum.dropped_initiatives == sum.initiatives;
  }

  void review_of(const plan::Field& field) {
    if (field.entity != no_index && field.entity < facts_->entities.size()) {
      const plan::Entity& entity = facts_->entities[field.entity];
      const auto status = entity.status();
      // One looks again at what was decided.
      const bool decided = status == Status::done && entity.kind == EntityKind::decision &&
                           plan::is_review(field.role);
      if (is_closed(status) && !decided) return;
    }
    for (const plan::FoundStatus& found : plan::find_statuses(field.value_text))
      if (plan::is_closed(found.status)) return;
    const auto due = read_due(facts_->text(field.value), settings_);
    if (!due) return;
    const bool day = due->range.first == due->range.last;
    add_time(field.value.begin + due->end, due->range,
             day ? date_card(due->range.last, settings_).plain : std::string());
  }

  void names_in(const plan::Field& field) {
    each_part(*facts_, field, [&](Span span, std::string_view name) { status_of(span, name); });
  }

  void dependency(const plan::Entity& entity) {
    if (entity.is_section || entity.name_span.empty()) return;
    status_of(entity.name_span, entity.title, true);
  }

  // The status of what is named or linked at `span`, behind it. `elsewhere`: the name is that of a
  // dependency itself, and what is meant is another thing of the same name.
  void status_of(Span span, std::string_view name, bool elsewhere = false) {
    const plan::Mention* link = link_around(*facts_, span);
    std::optional<FoundEntity> found;
    if (link != nullptr) found = entity_linked(workspace_, document_, *link, name);
    if (!found) found = named(name, elsewhere);
    if (!found || !found->entity->status) return;
    const std::uint32_t end = link != nullptr ? link->span.end : span.end;
    add(end, std::string(plan::name(*found->entity->status, found->entity->kind)),
        describe(*found));
  }

  std::optional<FoundEntity> named(std::string_view name, bool elsewhere) {
    const auto [known, is_new] = known_.try_emplace({std::string(name), elsewhere});
    if (!is_new) return known->second;
    auto found = entities_known_as(workspace_, document_, name);
    std::erase_if(found, [&](const FoundEntity& one) {
      return !one.entity->status || (elsewhere && one.entity->kind == EntityKind::dependency);
    });
    const bool agree = std::all_of(found.begin(), found.end(), [&](const FoundEntity& one) {
      return one.entity->status == found.front().entity->status;
    });
    if (!found.empty() && agree) known->second = found.front();
    return known->second;
  }

  std::string describe(const FoundEntity& found) const {
    std::string out =
        fmt::format("{} \u00b7 {}", found.entity->title, plan::name(found.entity->kind));
    if (!found.entity->detail.empty()) out += fmt::format(" \u00b7 {}", found.entity->detail);
    if (found.document->path == document_.path) return out;
    const std::string_view root = workspace_.root_of(found.document->path);
    return fmt::format(
        "{}\n{}", out,
        root.empty() ? found.document->path : workspace::relative_to(found.document->path, root));
  }

  void baseline_of(const plan::Metric& metric) {
    const auto& quantity = metric.judged.quantity;
    if (metric.strictness != plan::Strictness::strict || metric.done || !quantity) return;
    if (metric.judged.measure != plan::Measure::quant || metric.judged.has_baseline) return;
    if (quantity->baseline || !metric.baseline.empty()) return;
    if (!quantity->relative && quantity->direction == plan::Direction::none) return;
    add(metric.span.end, "baseline?",
        quantity->relative ? "By how much is said, but not from where."
                           : "Where it is to go is said, but not where it is today.");
  }

  const workspace::Workspace& workspace_;
  const workspace::Document& document_;
  const Span range_;
  const rules::Settings& settings_;
  const bool full_;
  std::uint32_t chapter_ = 0;
  std::uint32_t base_ = 0;
  const plan::ChapterFacts* facts_ = nullptr;
  std::map<std::pair<std::string, bool>, std::optional<FoundEntity>> known_;
  std::vector<Hint> found_;
};

}  // namespace

std::optional<HintLevel> hint_level_named(std::string_view name) {
  if (name == "off") return HintLevel::off;
  if (name == "minimal") return HintLevel::minimal;
  if (name == "full") return HintLevel::full;
  return std::nullopt;
}

std::vector<Hint> hints(const workspace::Workspace& workspace, const workspace::Document& document,
                        Span range, const rules::Settings& settings, HintLevel level) {
  const plan::Plan& plan = *document.plan;
  if (level == HintLevel::off || plan.is_template || plan.chapters.empty()) return {};
  Hints hints(workspace, document, range, settings, level);
  for (std::uint32_t i = plan.chapter_at(range.begin); i < plan.chapters.size(); ++i) {
    if (plan.chapters[i].offset > range.end) break;
    hints.look_in(i);
  }
  return hints.take();
}

}  // namespace pland::features
