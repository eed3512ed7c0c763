// One metric with two targets. In one list: said twice, or with two numbers. In two periods: the
// later one asks for less than the earlier.
//
// Metrics are the same where their words are, numbers aside. What is done is left alone, and so are
// relative targets ("by 10 %"), which add up.
#include <algorithm>
#include <bit>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "analysis/rules/entity.h"
#include "analysis/rules/hash.h"
#include "analysis/rules/line.h"
#include "analysis/rules/metrics/judged.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/time/calendar.h"

namespace pland::rules {
namespace {

using plan::Comparator;
using plan::Direction;

bool is_compared(const plan::ChapterFacts& facts, const plan::Metric& metric) {
  const auto& quantity = metric.judged.quantity;
  if (metric.subject == 0 || !quantity || quantity->relative || quantity->upper) return false;
  if (quantity->comparator == Comparator::about || quantity->out_of) return false;
  return is_open(facts, metric);
}

// Which metrics the chapter has to compare, with what, and which time its headings give them.
Glance glance(const ChapterInput& input) {
  const plan::ChapterFacts& facts = input.facts;
  std::uint64_t hash = 0;
  for (std::size_t i = 0; i < facts.metrics.size(); ++i) {
    if (!is_compared(facts, facts.metrics[i])) continue;
    const plan::Quantity& quantity = *facts.metrics[i].judged.quantity;
    hash = mix(mix(hash, i), facts.metrics[i].subject);
    hash = mix(hash, std::bit_cast<std::uint64_t>(quantity.target.number));
    hash = mix(hash, static_cast<std::uint64_t>(quantity.comparator) << 8 |
                         static_cast<std::uint64_t>(quantity.direction));
  }
  const bool compared = hash != 0;
  for (std::size_t i = 0; i < facts.sections.size(); ++i) {
    const auto slot = calendar_slot(facts, facts.sections[i], input.settings);
    if (!slot) continue;
    hash = mix(mix(hash, i), static_cast<std::uint64_t>(slot->first));
    hash = mix(hash, static_cast<std::uint64_t>(slot->last));
  }
  return (hash & ~Glance{1}) | (compared ? 1 : 0);
}

// Where other metrics stand. Their numbers are read when they are compared.
struct Known {
  std::uint32_t entry = 0;
  std::uint32_t metric = 0;  // index in its chapter's
  std::optional<CalendarSlot> slot;

  friend bool operator<(const Known& a, const Known& b) {
    return a.entry != b.entry ? a.entry < b.entry : a.metric < b.metric;
  }
};
struct Same {
  std::vector<Known> all;    // in text order
  std::vector<Known> dated;  // those with a place in the calendar, by where they end
};
// By subject; those of one metric alone are left out.
using Subjects = std::unordered_map<std::uint64_t, Same>;

std::optional<CalendarSlot> slot_above(const DocumentInput& input, std::uint32_t entry) {
  for (; entry < input.plan.outline.size(); entry = input.plan.outline[entry].parent)
    if (const auto slot =
            calendar_slot(input.plan.facts(entry), input.plan.section(entry), input.settings))
      return slot;
  return std::nullopt;
}

std::uint64_t about(const DocumentInput& input) {
  if (input.plan.is_template || input.plan.kind == plan::DocumentKind::changelog) return 0;
  std::uint64_t hash = 1;
  for (const Glance chapter : input.glances) hash = mix(hash, chapter);
  return hash;
}

bool ends_before(const CalendarSlot& slot, std::int32_t day) { return slot.last < day; }

std::shared_ptr<const void> prepare(const DocumentInput& input) {
  const plan::Plan& plan = input.plan;
  auto made = std::make_shared<Subjects>();
  for (std::uint32_t c = 0; c < plan.chapters.size(); ++c) {
    if ((input.glances[c] & 1) == 0) continue;
    const plan::ChapterFacts& facts = *plan.chapters[c].facts;
    for (std::uint32_t i = 0; i < facts.metrics.size(); ++i) {
      if (!is_compared(facts, facts.metrics[i])) continue;
      (*made)[facts.metrics[i].subject].all.push_back(
          {plan.entry_of(c, facts.metrics[i].section), i, std::nullopt});
    }
  }
  std::erase_if(*made, [](const auto& one) { return one.second.all.size() < 2; });
  for (auto& [subject, same] : *made) {
    std::sort(same.all.begin(), same.all.end());
    for (Known& known : same.all) {
      known.slot = slot_above(input, known.entry);
      if (known.slot) same.dated.push_back(known);
    }
    std::stable_sort(same.dated.begin(), same.dated.end(),
                     [](const Known& a, const Known& b) { return a.slot->last < b.slot->last; });
  }
  return made;
}

std::string_view words_of(const plan::Metric& metric) {
  return metric.judged.quantity->target.span.of(metric.text);
}

// The target's own words in the document; none where markup stands between them.
std::optional<Span> place_of_target(const plan::ChapterFacts& facts, const plan::Metric& metric) {
  const std::string source = facts.text(metric.span);
  const std::size_t at = source.find(words_of(metric));
  if (at == std::string::npos || source.find(words_of(metric), at + 1) != std::string::npos)
    return std::nullopt;
  const auto begin = metric.span.begin + static_cast<std::uint32_t>(at);
  return Span{begin, begin + static_cast<std::uint32_t>(words_of(metric).size())};
}

// In one list or table, below the same label or item.
bool stand_together(const plan::ChapterFacts& facts, const plan::Metric& a, const plan::Metric& b) {
  if (a.section != b.section || a.container != b.container) return false;
  if (a.item >= facts.items.size() || b.item >= facts.items.size()) return false;
  const plan::Item& first = facts.items[a.item];
  const plan::Item& second = facts.items[b.item];
  return first.parent == second.parent && first.label == second.label &&
         first.table == second.table;
}

void say_twice(const DocumentInput& input, const plan::ChapterFacts& facts, std::uint32_t offset,
               const plan::Metric& first, const plan::Metric& second, Report& report) {
  const bool equal = first.judged.quantity->target.number == second.judged.quantity->target.number;
  Finding& finding = report.add(
      second.span, equal ? fmt::format("\"{}\" is there twice", shortened(second.text))
                         : fmt::format("\"{}\" and \"{}\" are two targets for one metric",
                                       shortened(first.text, 40), shortened(second.text, 40)));
  name_section_entity(finding, facts, second.section);
  finding.related.push_back({"", first.span, "The first one"});
  Fix& fix = finding.fixes.emplace_back();
  fix.title = equal ? "Take one of them out" : "Keep the first";
  fix.safe = equal && first.text == second.text;
  const Span line = whole_line(input.text, facts.items[second.item].span.shifted(offset));
  fix.edits.push_back({"", line.shifted(0U - offset), ""});
}

// Which way is better; none where nothing says so.
Direction better(const plan::Quantity& a, const plan::Quantity& b) {
  if (a.direction != Direction::none && a.direction == b.direction) return a.direction;
  if (a.direction != b.direction) return Direction::none;
  const auto of = [](Comparator comparator) {
    switch (comparator) {
      case Comparator::at_least:
      case Comparator::greater:
        return Direction::up;
      case Comparator::at_most:
      case Comparator::less:
        return Direction::down;
      default:
        return Direction::none;
    }
  };
  return of(a.comparator) == of(b.comparator) ? of(a.comparator) : Direction::none;
}

bool asks_for_less(const plan::Quantity& early, const plan::Quantity& late, Direction way) {
  return way == Direction::down ? late.target.number > early.target.number
                                : late.target.number < early.target.number;
}

void say_less(const EntryInput& input, const Known& other, const plan::Metric& late,
              Report& report) {
  const plan::Plan& plan = input.document.plan;
  const plan::ChapterFacts& facts = plan.facts(input.entry);
  const plan::Metric& early = plan.facts(other.entry).metrics[other.metric];
  const Direction way = better(*early.judged.quantity, *late.judged.quantity);
  Finding& finding =
      report.add(late.span, fmt::format("\"{}\" asks for less than \"{}\" did before",
                                        shortened(late.text, 50), shortened(early.text, 50)));
  // A bare number is better when it is higher, mostly.
  if (way == Direction::none) finding.severity = Severity::information;
  name_section_entity(finding, facts, late.section);
  report.read_off(plan.outline[other.entry].chapter);
  finding.related.push_back(
      {"", early.span, "The earlier target", plan.outline[other.entry].chapter});
  const auto place = place_of_target(facts, late);
  if (!place) return;
  Fix& fix = finding.fixes.emplace_back();
  fix.title = fmt::format("Write {}", words_of(early));
  fix.safe = false;
  fix.edits.push_back({"", *place, std::string(words_of(early))});
}

// The latest of those that end before a period begins; null where there is none.
const Known* latest_before(const Same& same, const CalendarSlot& slot) {
  const auto behind = std::lower_bound(
      same.dated.begin(), same.dated.end(), slot.first,
      [](const Known& one, std::int32_t day) { return ends_before(*one.slot, day); });
  if (behind == same.dated.begin()) return nullptr;
  const Known& before = *(behind - 1);
  return before.slot->fiscal == slot.fiscal ? &before : nullptr;
}

void judge_metric(const EntryInput& input, const Same& same, std::uint32_t index, Report& report) {
  const plan::Plan& plan = input.document.plan;
  const plan::ChapterFacts& facts = plan.facts(input.entry);
  const plan::Metric& metric = facts.metrics[index];
  const Known wanted{input.entry, index, std::nullopt};
  const auto self = std::lower_bound(same.all.begin(), same.all.end(), wanted);
  if (self == same.all.end() || wanted < *self) return;
  if (self != same.all.begin() && (self - 1)->entry == input.entry &&
      stand_together(facts, facts.metrics[(self - 1)->metric], metric))
    return say_twice(input.document, facts, plan.offset(input.entry),
                     facts.metrics[(self - 1)->metric], metric, report);
  const Known* before = self->slot ? latest_before(same, *self->slot) : nullptr;
  if (before == nullptr) return;
  const plan::Quantity& early = *plan.facts(before->entry).metrics[before->metric].judged.quantity;
  const plan::Quantity& late = *metric.judged.quantity;
  if (asks_for_less(early, late, better(early, late))) say_less(input, *before, metric, report);
}

void judge_entry(const EntryInput& input, Report& report) {
  if (input.prepared == nullptr || input.about == 0) return;
  const plan::OutlineEntry& here = input.document.plan.outline[input.entry];
  const auto& subjects = *static_cast<const Subjects*>(input.prepared);
  if (subjects.empty() || (input.document.glances[here.chapter] & 1) == 0) return;
  const plan::ChapterFacts& facts = input.document.plan.facts(input.entry);
  for (std::uint32_t i = 0; i < facts.metrics.size(); ++i) {
    const plan::Metric& metric = facts.metrics[i];
    if (metric.section != here.section || !is_compared(facts, metric)) continue;
    if (const auto found = subjects.find(metric.subject); found != subjects.end())
      judge_metric(input, found->second, i, report);
  }
}

}  // namespace

extern const Rule conflicting_metric = {
    .name = "conflicting-metric",
    .group = "metrics",
    .severity = Severity::warning,
    .summary = "One metric has two targets, or asks for less later on",
    .entry = judge_entry,
    .about = about,
    .prepare = prepare,
    .glance = glance,
    .tier = Tier::entity,
};

}  // namespace pland::rules
