// Work under "Recently Completed" of which nobody can tell when it was.
//
// Asked of plans that are known to be plans, item by item where some have a date; where none has,
// the section is told of once. A date anywhere in what is said of a thing will do, and so does one
// in a heading above, or the release it came with.
#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/plan/version.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/rule.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

using plan::SectionRole;

bool says_when(std::string_view text) {
  if (text.find("YYYY") != std::string_view::npos) return true;  // somebody was asked
  if (!plan::find_dates(text).empty()) return true;
  for (const plan::FoundPeriod& found : plan::find_periods(text))
    if (found.period.is_calendar() || found.period.kind == plan::PeriodKind::release ||
        found.period.kind == plan::PeriodKind::sprint ||
        found.period.kind == plan::PeriodKind::week)
      return true;
  for (std::size_t at = text.find('v'); at < text.size(); at = text.find('v', at + 1))
    if (plan::read_version(text.substr(at + 1))) return true;
  return false;
}

bool is_completed(const plan::Section& section) { return section.role == SectionRole::completed; }

bool heading_says_when(const plan::Plan& plan, std::uint32_t entry) {
  const plan::Section& section = plan.section(entry);
  return section.period || section.days || says_when(section.title);
}

std::uint16_t above(const plan::Plan& plan, std::uint32_t entry) {
  return heading_says_when(plan, entry) ? 1 : 0;
}

bool any_heading_says_when(const plan::Plan& plan, std::uint32_t entry) {
  for (; entry < plan.outline.size(); entry = plan.outline[entry].parent)
    if (heading_says_when(plan, entry)) return true;
  return false;
}

struct Thing {
  Span name;
  Span end;  // behind what it says on its own line, where a date may go
  std::uint32_t entity = plan::no_index;
  bool dated = false;
  std::string title;
};

bool is_number(std::string_view normal) {
  return !normal.empty() && normal.find_first_not_of("0123456789") == std::string_view::npos;
}

// The top-level items of the section's own lists; not those that a label has, or that describe a
// bold line above.
std::vector<Thing> things_in(const plan::ChapterFacts& facts, std::uint32_t section) {
  std::vector<Thing> out;
  for (std::uint32_t i = 0; i < facts.entities.size(); ++i) {
    const plan::Entity& entity = facts.entities[i];
    if (entity.section != section || entity.is_section || entity.placeholder) continue;
    if (entity.item != plan::no_index) continue;
    Thing thing{
        entity.name_span, {entity.name_span.end, entity.name_span.end}, i, false, entity.title};
    for (std::uint32_t field = entity.first_field; field < facts.fields.size();
         field = facts.fields[field].next)
      if (says_when(facts.fields[field].value_text)) thing.dated = true;
    thing.dated = thing.dated || says_when(entity.title);
    out.push_back(std::move(thing));
  }
  if (!out.empty()) return out;
  // Below bold lines that are nothing we know, a list says more of those.
  std::set<std::uint32_t> labels;
  for (const plan::Field& field : facts.fields) labels.insert(field.span.begin);
  const auto is_label = [&](const plan::Run& run) {
    const auto next = labels.lower_bound(run.plain.source_span.begin);
    return next != labels.end() && *next < run.plain.source_span.end;
  };
  for (const plan::Run& run : facts.runs)
    if (run.section == section && !run.heading && run.item == plan::no_index &&
        !run.plain.strong.empty() && run.plain.strong.front().begin == 0 && !is_label(run))
      return out;
  for (std::uint32_t i = 0; i < facts.items.size(); ++i) {
    const plan::Item& item = facts.items[i];
    if (item.section != section || item.row || item.placeholder) continue;
    if (item.depth > 0) {
      if (!out.empty() && says_when(item.plain)) out.back().dated = true;
      continue;
    }
    if (item.label != plan::no_index || (item.checked && !*item.checked)) continue;
    if (is_number(item.plain)) continue;
    out.push_back({item.name_span,
                   {item.text.end, item.text.end},
                   item.entity,
                   says_when(item.plain),
                   item.name});
  }
  return out;
}

Fix ask(const std::vector<const Thing*>& things) {
  Fix fix;
  fix.title = things.size() == 1 ? "Say when" : "Say when for each";
  fix.safe = false;
  fix.snippet = true;
  int stop = 1;
  for (const Thing* thing : things)
    fix.edits.push_back({"", thing->end, fmt::format(" (${{{}:YYYY-MM-DD}})", stop++)});
  return fix;
}

void judge_entry(const EntryInput& input, Report& report) {
  const plan::Plan& plan = input.document.plan;
  if (plan.kind != plan::DocumentKind::plan && plan.kind != plan::DocumentKind::roadmap) return;
  const plan::OutlineEntry& place = plan.outline[input.entry];
  if (place.level == 0 || plan.is_template) return;
  const plan::Section& section = plan.section(input.entry);
  if (!is_completed(section) || any_heading_says_when(plan, input.entry)) return;
  const plan::ChapterFacts& facts = plan.facts(input.entry);
  const std::vector<Thing> things = things_in(facts, place.section);
  std::vector<const Thing*> undated;
  for (const Thing& thing : things)
    if (!thing.dated) undated.push_back(&thing);
  if (undated.empty()) return;
  if (undated.size() == things.size() && things.size() > 1) {
    Finding& finding = report.add(
        section.title_span,
        fmt::format("None of the {} says when it was completed", counted(things.size(), "item")));
    finding.fixes.push_back(ask(undated));
    return;
  }
  for (const Thing* thing : undated) {
    Finding& finding = report.add(
        thing->name,
        fmt::format("\"{}\" does not say when it was completed", shortened(thing->title, 50)));
    if (thing->entity < facts.entities.size()) name_entity(finding, facts.entities[thing->entity]);
    finding.fixes.push_back(ask({thing}));
  }
}

}  // namespace

extern const Rule completed_without_date = {
    .name = "completed-without-date",
    .group = "tasks",
    .severity = Severity::information,
    .summary = "Completed work does not say when it was completed",
    .entry = judge_entry,
    .above = above,
    .tier = Tier::kind,
};

}  // namespace pland::rules
