// An open milestone, theme or objective that nobody could tell was reached.
//
// Two reasons to say so. The document claims to be a roadmap or OKRs, whose calendar milestones,
// objectives, and themes with work in them have metrics. Or its own convention: at least two of the
// sections beside this one have them, or half of all, this one counted. What is done or put off is
// left alone, and so is a section that says nothing yet.
#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "analysis/plan/kind.h"
#include "analysis/plan/label.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/hash.h"
#include "analysis/rules/label_style.h"
#include "analysis/rules/line.h"
#include "analysis/rules/metrics/insert.h"
#include "analysis/rules/outline.h"
#include "analysis/rules/rule.h"

namespace pland::rules {
namespace {

using plan::EntityKind;
using plan::PeriodKind;

// What is known of a section with all below it, or of a chapter, or of a single fact: whatever is
// true of a part is true of the whole.
enum Says : std::uint16_t {
  says_something = 1 << 0,
  says_measured = 1 << 1,  // has metrics, or a goal with a number
  says_claimed = 1 << 2,   // has a place for metrics, filled or not
  says_how = 1 << 3,       // shows others how metrics are written here
};
// The rule's glance at a chapter: how its labels look, what it says, the kind of its first
// section's period, and a hash of all else of it that counts elsewhere in the document.
constexpr int says_shift = label_count_bits;
constexpr int period_shift = says_shift + 8;
constexpr int hash_shift = period_shift + 8;

struct Unit {
  std::uint32_t entry = 0;
  EntityKind kind = EntityKind::none;
  PeriodKind period = PeriodKind::year;
  std::uint16_t says = 0;
};

bool is_unit(EntityKind kind) {
  return kind == EntityKind::milestone || kind == EntityKind::theme ||
         kind == EntityKind::objective;
}

// Themes and objectives by their place may be anything where that place is the whole document:
// below "# OKRs" also stands "How to read this". There the title must say it.
bool is_sure_by_title(const plan::Section& section) {
  const std::string title = plan::normalise(section.title);
  const bool short_form =
      title.size() > 1 && title[0] == 'o' && '0' <= title[1] && title[1] <= '9';  // "O1: …"
  return short_form || title.starts_with("objective") || title.starts_with("goal") ||
         title.starts_with("theme") || title.starts_with("pillar") ||
         title.starts_with("strategic");
}

bool is_sure(const plan::Plan& plan, std::uint32_t entry) {
  const std::uint32_t parent = plan.outline[entry].parent;
  return plan.outline[entry].unit == EntityKind::milestone ||
         (parent < plan.outline.size() && plan.outline[parent].level > 1) ||
         is_sure_by_title(plan.section(entry));
}

// "(optional)", "Backlog", "stretch goals": what is said of a milestone that may never come.
bool puts_off(std::string_view words) {
  const std::string normal = plan::normalise(words);
  if (const auto role = plan::section_role_of_normal(normal))
    return *role == plan::SectionRole::later || *role == plan::SectionRole::deferred ||
           *role == plan::SectionRole::backlog;
  for (const std::string_view start : {"optional", "future", "stretch", "tentative", "someday",
                                       "if time permits", "deferred", "exploratory"}) {
    if (!normal.starts_with(start)) continue;
    const std::string_view rest = std::string_view(normal).substr(start.size());
    if (rest.empty() || rest == " goals" || rest == " goal" || rest == " work" ||
        rest == " ideas" || rest.starts_with(", ") || rest.starts_with(" - ") ||
        rest.starts_with("; ") || rest.starts_with(" – ") || rest.starts_with(" — "))
      return true;
  }
  return false;
}

bool is_put_off(const plan::Section& section) {
  const std::string_view title = section.title;
  if (const auto open = title.rfind('('); open != std::string_view::npos)
    if (puts_off(title.substr(open + 1, title.find(')', open) - open - 1))) return true;
  for (const std::string_view mark : {": ", " - ", " – ", " — "})
    if (const auto at = title.find(mark); at != std::string_view::npos)
      if (puts_off(title.substr(at + mark.size()))) return true;
  return false;
}

// Longer-term horizons are wishes; nobody measures them yet.
bool is_far(const plan::Section& section) {
  if (is_put_off(section)) return true;
  if (!section.period) return false;
  const plan::Period& period = section.period->period;
  if (period.open_ended) return true;
  return period.kind == PeriodKind::horizon && period.horizon >= plan::Horizon::mid_term;
}

std::uint16_t said_by(const plan::Section& section) {
  std::uint16_t says = 0;
  if (section.blocks > 0) says |= says_something;
  if (section.measured_goal) says |= says_measured;
  return says;
}

bool is_model(const plan::Container& container) {
  return container.strictness != plan::Strictness::weak && container.filled > 0 &&
         !container.column;
}

std::uint16_t said_by(const plan::Container& container) {
  // A weak one ("Metrics", "Goals") counts where it speaks for the section itself.
  const bool weak = container.strictness == plan::Strictness::weak;
  const bool metrics = plan::normalise(container.title).ends_with("metrics");
  if (weak && container.item != plan::no_index && !metrics) return 0;
  std::uint16_t says = 0;
  if (!weak) says |= says_claimed;
  if (container.filled > 0 || container.content) says |= says_measured;
  if (is_model(container)) says |= says_how;
  return says;
}

// A metric that stands in no container.
bool is_alone(const plan::Metric& metric) {
  return metric.container == plan::no_index && metric.strictness == plan::Strictness::strict;
}

bool is_example(const plan::Metric& metric) {
  return is_alone(metric) && metric.judged.measure != plan::Measure::placeholder &&
         !metric.span.empty();
}

std::uint16_t said_by(const plan::Metric& metric) {
  std::uint16_t says = 0;
  // "Metric: 400 skippers" on an item is one; "Metric: satisfaction" may be anything.
  const bool said =
      metric.strictness == plan::Strictness::weak && metric.judged.measure <= plan::Measure::zero;
  if (said || is_alone(metric)) says |= says_measured;
  if (is_example(metric)) says |= says_how;
  return says;
}

PeriodKind period_kind(const plan::Section& section) {
  return section.period ? section.period->period.kind : PeriodKind::year;
}

// Calls visit(period) for the periods whose metrics stand in this list for many of them:
// "Q1 2027: 20 harbours".
template <typename Visit>
void each_measured_period(const plan::ChapterFacts& facts, Visit&& visit) {
  for (const plan::Metric& metric : facts.metrics) {
    if (facts.sections[metric.section].unit != EntityKind::none) continue;
    if (metric.judged.measure == plan::Measure::placeholder) continue;
    for (const plan::FoundPeriod& found : plan::find_periods(facts.text(metric.span)))
      visit(plan::to_string(found.period));
  }
}

std::optional<std::string> calendar_period(const plan::Section& section) {
  if (!section.period || !section.period->period.is_calendar()) return std::nullopt;
  return plan::to_string(section.period->period);
}

Glance glance(const ChapterInput& input) {
  const plan::ChapterFacts& facts = input.facts;
  std::vector<std::uint16_t> says(facts.sections.size(), 0);
  for (std::size_t i = 0; i < says.size(); ++i) says[i] = said_by(facts.sections[i]);
  for (const plan::Container& container : facts.containers)
    says[container.section] |= said_by(container);
  for (const plan::Metric& metric : facts.metrics) says[metric.section] |= said_by(metric);

  const std::hash<std::string> hash_of;
  std::uint16_t all = 0;
  std::uint64_t hash = 0;
  for (std::size_t i = 0; i < says.size(); ++i) {
    const plan::Section& section = facts.sections[i];
    all |= says[i];
    hash = mix(hash, says[i] | std::uint64_t{is_sure_by_title(section)} << 16 |
                         static_cast<std::uint64_t>(period_kind(section)) << 17);
    if (const auto period = calendar_period(section)) hash = mix(hash, hash_of(*period));
  }
  each_measured_period(facts,
                       [&](const std::string& period) { hash = mix(hash, hash_of(period)); });
  const auto period =
      facts.sections.empty() ? PeriodKind::year : period_kind(facts.sections.front());
  return count_labels(facts) | Glance{all} << says_shift |
         static_cast<Glance>(period) << period_shift | hash << hash_shift;
}

Unit look_at(const DocumentInput& input, std::uint32_t entry) {
  const plan::Plan& plan = input.plan;
  const plan::OutlineEntry first = plan.outline[entry];
  const bool last = first.end == plan.outline.size();
  Unit unit{entry, first.unit, PeriodKind::year, 0};
  if (first.section == 0 && (last || plan.outline[first.end].section == 0)) {  // whole chapters
    const auto end = last ? plan.chapters.size() : plan.outline[first.end].chapter;
    for (std::size_t c = first.chapter; c < end; ++c)
      unit.says |= static_cast<std::uint8_t>(input.glances[c] >> says_shift);
    unit.period = static_cast<PeriodKind>(
        static_cast<std::uint8_t>(input.glances[first.chapter] >> period_shift));
    return unit;
  }
  unit.period = period_kind(plan.section(entry));
  for (std::uint32_t e = entry; e < first.end; ++e) unit.says |= said_by(plan.section(e));
  const auto add = [&](std::uint32_t, const auto& fact) { unit.says |= said_by(fact); };
  each_below(plan, entry, plan::holds_containers, &plan::ChapterFacts::containers, add);
  each_below(plan, entry, plan::holds_metrics, &plan::ChapterFacts::metrics, add);
  return unit;
}

// How a section that shows it writes its metrics: its first filled container, else the first
// metric that stands in none.
struct Shown {
  Model model;
  Span example;  // in the model's chapter
};
Shown shown_by(const plan::Plan& plan, std::uint32_t entry) {
  Shown shown;
  each_below(plan, entry, plan::holds_containers, &plan::ChapterFacts::containers,
             [&](std::uint32_t c, const plan::Container& container) {
               if (shown.model.container == nullptr && is_model(container))
                 shown.model = {c, &container};
             });
  if (shown.model.container != nullptr) return shown;
  each_below(plan, entry, plan::holds_metrics, &plan::ChapterFacts::metrics,
             [&](std::uint32_t c, const plan::Metric& metric) {
               if (!shown.example.empty() || !is_example(metric)) return;
               shown.model.chapter = c;
               shown.example = metric.span;
             });
  return shown;
}

bool has_own_container(const plan::Plan& plan, std::uint32_t entry) {
  const auto& containers = plan.facts(entry).containers;
  return std::any_of(containers.begin(), containers.end(), [&](const plan::Container& container) {
    return container.section == plan.outline[entry].section && container.filled > 0;
  });
}

// A month needs no metrics of its own in a quarter that has them.
bool covers_below(const plan::Plan& plan, std::uint32_t entry) {
  return is_unit(plan.section(entry).unit) && has_own_container(plan, entry);
}
bool is_covered_from_above(const plan::Plan& plan, std::uint32_t entry) {
  for (auto above = plan.outline[entry].parent; above < plan.outline.size();
       above = plan.outline[above].parent)
    if (covers_below(plan, above)) return true;
  return false;
}

// Sections beside each other that are the same thing; periods are compared with their like:
// quarters with quarters, phases with phases.
struct Siblings {
  std::size_t all = 0;
  std::vector<std::uint32_t> measured;  // entries that show how, in the document's order

  bool have_a_convention() const {
    return measured.size() >= 2 || (!measured.empty() && measured.size() * 2 >= all);
  }
  // The nearest one before a section is its model, else the first behind it.
  std::uint32_t model_for(std::uint32_t entry) const {
    const auto next = std::upper_bound(measured.begin(), measured.end(), entry);
    return next == measured.begin() ? measured.front() : *std::prev(next);
  }
};

// What one section's verdict takes from all others: the convention of those beside it, which
// periods have their metrics elsewhere (in a list for many, or in a section of the same name), and
// how labels are written.
class Surroundings {
 public:
  explicit Surroundings(const DocumentInput& input) : form_(label_form(input.glances)) {
    const plan::Plan& plan = input.plan;
    for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
      if (!is_unit(plan.outline[entry].unit) || !is_sure(plan, entry)) continue;
      const Unit unit = look_at(input, entry);
      Siblings& siblings = families_[family_of(plan, unit)];
      ++siblings.all;
      if ((unit.says & says_how) != 0) siblings.measured.push_back(entry);
      if ((unit.says & says_measured) == 0) continue;
      if (auto period = calendar_period(plan.section(entry))) measured_.insert(*std::move(period));
    }
    for (const plan::PlacedChapter& chapter : plan.chapters)
      if ((chapter.holds & plan::holds_metrics) != 0)
        each_measured_period(*chapter.facts,
                             [&](std::string period) { measured_.insert(std::move(period)); });
  }

  const Siblings& beside(const plan::Plan& plan, const Unit& unit) const {
    return families_.at(family_of(plan, unit));
  }
  bool measure(const plan::Section& section) const {
    return section.period && measured_.contains(plan::to_string(section.period->period));
  }
  plan::FieldForm form() const { return form_; }

 private:
  using Family = std::tuple<std::uint32_t, std::uint8_t, EntityKind, PeriodKind>;
  static Family family_of(const plan::Plan& plan, const Unit& unit) {
    const plan::OutlineEntry& entry = plan.outline[unit.entry];
    const bool period = unit.kind == EntityKind::milestone;
    return {entry.parent, entry.level, unit.kind, period ? unit.period : PeriodKind::year};
  }

  plan::FieldForm form_;
  std::map<Family, Siblings> families_;
  std::set<std::string> measured_;
};

// Whether all that is listed in the section is done, though nobody said so of the section.
bool is_all_done(const plan::Plan& plan, std::uint32_t entry) {
  const Work work = work_below(plan, entry);
  if (work.all > 0 && work.open == 0) return true;
  bool any = false, open = false;
  // Of the chapter last looked at: which items are fields ("Owner: Runa"), and no work.
  std::uint32_t chapter = plan::no_index;
  std::vector<bool> fields;
  each_below(plan, entry, plan::holds_work, &plan::ChapterFacts::items,
             [&](std::uint32_t c, const plan::Item& item) {
               if (item.parent != plan::no_index || open) return;
               const plan::ChapterFacts& facts = *plan.chapters[c].facts;
               const bool done = std::any_of(
                   item.statuses.begin(), item.statuses.end(),
                   [](const plan::StatusFact& fact) { return plan::is_closed(fact.status); });
               any = any || done;
               if (done) return;
               if (c != chapter) {
                 chapter = c;
                 fields.assign(facts.items.size(), false);
                 for (const plan::Field& field : facts.fields)
                   if (field.item < fields.size()) fields[field.item] = true;
               }
               open = !fields[static_cast<std::size_t>(&item - facts.items.data())];
             });
  return any && !open;
}

// A name one or two letters away from what holds metrics: misspelt-name's business.
bool is_nearly_metrics(std::string_view normal) {
  static const plan::NearestName names = [] {
    std::vector<std::string_view> all;
    for (const auto role : {plan::SectionRole::success_metrics, plan::SectionRole::criteria,
                            plan::SectionRole::key_results})
      for (const std::string_view name : plan::names_of(role))
        if (plan::may_be_misspelt(name)) all.push_back(name);
    return plan::NearestName(all);
  }();
  return names.find(normal).has_value();
}

bool has_misspelt_metrics(const plan::Plan& plan, std::uint32_t entry) {
  for (std::uint32_t e = entry + 1; e < plan.outline[entry].end; ++e)
    if (!plan.section(e).role && is_nearly_metrics(plan.section(e).key)) return true;
  bool found = false;
  each_below(plan, entry, plan::holds_unknown_labels, &plan::ChapterFacts::fields,
             [&](std::uint32_t, const plan::Field& field) {
               found = found || (!field.role && !field.section_role &&
                                 is_nearly_metrics(plan::normalise(field.label_text)));
             });
  return found;
}

// What the document claims to be asks for metrics here.
bool is_asked_for(const plan::Plan& plan, const Unit& unit) {
  const bool kind =
      plan.kind == plan::DocumentKind::roadmap || plan.kind == plan::DocumentKind::okr;
  if (!kind || plan.kind_source < plan::KindSource::matched) return false;
  switch (unit.kind) {
    case EntityKind::objective:
      return true;
    case EntityKind::theme:
      return work_below(plan, unit.entry).all > 0;
    default:
      return unit.period == PeriodKind::quarter || unit.period == PeriodKind::half ||
             unit.period == PeriodKind::month;
  }
}

bool is_silent(const plan::Plan& plan) {
  return plan.is_template || plan.kind == plan::DocumentKind::changelog;
}

std::uint64_t about(const DocumentInput& input) {
  if (is_silent(input.plan)) return 0;
  std::uint64_t hash = mix(static_cast<std::uint64_t>(label_form(input.glances)),
                           line_ending(input.text) == "\r\n" ? 1 : 0);
  for (const Glance chapter : input.glances) hash = mix(hash, chapter >> says_shift);
  return hash;
}

std::shared_ptr<const void> prepare(const DocumentInput& input) {
  if (is_silent(input.plan)) return nullptr;
  return std::make_shared<const Surroundings>(input);
}

std::uint16_t above(const plan::Plan& plan, std::uint32_t entry) {
  return static_cast<std::uint16_t>((puts_away(plan, entry) ? 1 : 0) |
                                    (covers_below(plan, entry) ? 2 : 0));
}

// What the sibling does: the related place, and the model for the fix.
Model imitate(const plan::Plan& plan, std::uint32_t sibling, Finding& finding, Report& report) {
  const Shown shown = shown_by(plan, sibling);
  const Model& model = shown.model;
  const Span place = model.container != nullptr ? model.container->label : shown.example;
  const std::string name = short_name(plan.facts(sibling), plan.section(sibling));
  finding.related.push_back({"", place, fmt::format("{} has them", name), model.chapter});
  report.read_off(model.chapter);
  report.read_off(plan.outline[sibling].chapter);
  return model;
}

void judge_entry(const EntryInput& input, Report& report) {
  if (input.prepared == nullptr) return;
  const plan::Plan& plan = input.document.plan;
  const std::uint32_t entry = input.entry;
  if (!is_unit(plan.outline[entry].unit) || !is_sure(plan, entry)) return;
  const Unit unit = look_at(input.document, entry);
  if ((unit.says & (says_something | says_measured | says_claimed)) != says_something) return;
  const auto& around = *static_cast<const Surroundings*>(input.prepared);
  const Siblings& siblings = around.beside(plan, unit);
  const bool convention = siblings.have_a_convention();
  if (!convention && !is_asked_for(plan, unit)) return;
  const plan::Section& section = plan.section(entry);
  const plan::ChapterFacts& facts = plan.facts(entry);
  if (section.entity < facts.entities.size() && facts.entities[section.entity].placeholder) return;
  if (is_far(section) || is_put_away(plan, entry)) return;
  if (is_covered_from_above(plan, entry) || around.measure(section)) return;
  if (is_all_done(plan, entry) || has_misspelt_metrics(plan, entry)) return;

  const Work work = work_below(plan, entry);
  const std::string has =
      work.all == 0 || work.tasks
          ? std::string("has no success metrics")
          : fmt::format("has {} but no success metrics", counted(work.all, "initiative"));
  Finding& finding =
      report.add(section.title_span, fmt::format("{} {}", short_name(facts, section), has));
  name_section_entity(finding, facts, plan.outline[entry].section);
  Model model;
  if (convention) model = imitate(plan, siblings.model_for(entry), finding, report);
  Fix& fix = finding.fixes.emplace_back(add_container(input.document, entry, model, around.form()));
  for (Edit& edit : fix.edits) edit.span = edit.span.shifted(0U - plan.offset(entry));
}

}  // namespace

extern const Rule missing_metrics = {
    .name = "missing-metrics",
    .group = "metrics",
    .severity = Severity::warning,
    .summary = "A milestone, theme or objective has no success metrics",
    .entry = judge_entry,
    .about = about,
    .prepare = prepare,
    .above = above,
    .glance = glance,
    .tier = Tier::entity,
};

}  // namespace pland::rules
