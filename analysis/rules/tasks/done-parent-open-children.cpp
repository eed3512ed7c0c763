// A section or item that says it is done, with open tasks below it; and one that says it is not,
// though all tasks below it are ticked.
//
// What stands in there for later is no open task: under "Future work" and the like, "(optional)",
// "moved to …". What stands below a section that says itself that it is done, dropped or put off is
// that section's matter.
#include <algorithm>
#include <array>
#include <cstddef>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/plan/entities.h"
#include "analysis/plan/label.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/outline.h"
#include "analysis/rules/reach.h"
#include "analysis/rules/tasks/explicit_status.h"

namespace pland::rules {
namespace {

using plan::SectionRole;
using plan::Status;
using Source = plan::StatusFact::Source;

bool is_for_later(std::optional<SectionRole> role) {
  constexpr std::array<SectionRole, 6> later = {
      SectionRole::later,     SectionRole::deferred,   SectionRole::backlog,
      SectionRole::non_goals, SectionRole::next_steps, SectionRole::open_questions};
  return role && std::find(later.begin(), later.end(), *role) != later.end();
}

bool puts_off(std::string_view normal) {
  constexpr std::array<std::string_view, 12> words = {
      "future",    "follow-up", "follow up", "optional",     "deferred",     "moved to",
      "postponed", "skipped",   "stretch",   "nice to have", "out of scope", "not needed"};
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return normal.find(word) != std::string_view::npos;
  });
}

// A section between the parent and a task that takes it out again.
bool is_aside(const plan::Section& section) {
  return is_for_later(section.role) || puts_off(section.key);
}

struct Tasks {
  std::size_t all = 0;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> open;  // chapter, item
};

bool is_put_off(const plan::ChapterFacts& facts, const plan::Item& item) {
  if (item.struck || puts_off(plan::normalise(item.plain))) return true;
  if (item.label < facts.fields.size() &&
      (is_for_later(facts.fields[item.label].section_role) ||
       puts_off(plan::normalise(facts.fields[item.label].label_text))))
    return true;
  return std::any_of(item.statuses.begin(), item.statuses.end(), [](const auto& fact) {
    return fact.source != Source::checkbox && plan::closes(fact.status);
  });
}

bool is_task(const plan::ChapterFacts& facts, const plan::Item& item) {
  return item.checked && !item.placeholder && !is_put_off(facts, item);
}

// A chapter's containers in which some task is ticked. Boxes beside criteria of which none ever was
// are how the list is drawn.
std::vector<bool> kept_containers(const plan::ChapterFacts& facts) {
  std::vector<bool> out(facts.containers.size(), false);
  for (const plan::Item& item : facts.items)
    if (item.container < out.size() && item.checked && *item.checked) out[item.container] = true;
  return out;
}

bool is_unkept(const plan::ChapterFacts& facts, const plan::Item& item,
               const std::vector<bool>& kept) {
  return item.container < kept.size() && !kept[item.container] &&
         facts.containers[item.container].strictness == plan::Strictness::criteria;
}

void count(const plan::ChapterFacts& facts, const std::vector<bool>& kept, std::uint32_t chapter,
           std::uint32_t index, Tasks& tasks) {
  const plan::Item& item = facts.items[index];
  if (!is_task(facts, item) || is_unkept(facts, item, kept)) return;
  ++tasks.all;
  if (!*item.checked) tasks.open.emplace_back(chapter, index);
}

// What the section says of itself; none where that is nothing explicit.
std::optional<plan::StatusFact> own_status(const plan::Plan& plan, std::uint32_t entry) {
  const plan::OutlineEntry& place = plan.outline[entry];
  if (place.level == 0 || plan.is_title(entry)) return std::nullopt;
  const plan::ChapterFacts& facts = plan.facts(entry);
  const plan::Section& section = plan.section(entry);
  if (section.statuses.empty() && section.entity == plan::no_index &&
      std::none_of(facts.fields.begin(), facts.fields.end(), [&](const plan::Field& field) {
        return field.section == place.section && field.role == plan::FieldRole::status;
      }))
    return std::nullopt;
  auto status = explicit_status(facts, place.section);
  if (status && (status->source == Source::bucket || status->form == plan::StatusForm::strike))
    status.reset();
  return status;
}

// Of the section and all below it, but for what is set aside and for sections that say themselves
// that they are done.
Tasks tasks_below(const plan::Plan& plan, std::uint32_t entry) {
  Tasks out;
  for (std::uint32_t at = entry; at < plan.outline[entry].end;) {
    const plan::OutlineEntry& place = plan.outline[at];
    if (at != entry) {
      const auto status = own_status(plan, at);
      if (is_aside(plan.section(at)) || (status && plan::closes(status->status))) {
        at = place.end;
        continue;
      }
    }
    if ((plan.chapters[place.chapter].holds & plan::holds_work) != 0) {
      const plan::ChapterFacts& facts = plan.facts(at);
      const std::vector<bool> kept = kept_containers(facts);
      for (std::uint32_t i = 0; i < facts.items.size(); ++i)
        if (facts.items[i].section == place.section) count(facts, kept, place.chapter, i, out);
    }
    ++at;
  }
  return out;
}

Edit marked_done(const plan::StatusFact& fact, std::string_view emoji, std::string_view word) {
  return {"", fact.span, std::string(fact.form == plan::StatusForm::emoji ? emoji : word)};
}

// Ticks all boxes; they may stand in other chapters.
void offer_ticks(Finding& finding, const plan::Plan& plan, std::uint32_t entry,
                 const Tasks& tasks) {
  Fix& fix = finding.fixes.emplace_back();
  fix.title = tasks.open.size() == 1 ? "Tick the open task"
                                     : fmt::format("Tick the {} open tasks", tasks.open.size());
  fix.safe = false;
  for (const auto& [chapter, item] : tasks.open) {
    const plan::PlacedChapter& placed = plan.chapters[chapter];
    const Span box = placed.facts->items[item].checkbox.shifted(placed.offset);
    fix.edits.push_back({"", seen_from(plan, entry, box), "[x]"});
  }
}

void offer_reopen(Finding& finding, const plan::ChapterFacts& facts, const plan::StatusFact& fact,
                  Span title) {
  Fix& fix = finding.fixes.emplace_back();
  fix.safe = false;
  if (fact.source == Source::field) {
    fix.title = "Set the status to In progress";
    fix.edits.push_back({"", fact.span, "In progress"});
  } else if (fact.source == Source::checkbox) {
    fix.title = "Open its box";
    fix.edits.push_back({"", fact.span, "[ ]"});
  } else {
    fix.title = fmt::format("Remove {}", shortened(facts.text(fact.span), 30));
    fix.edits.push_back(without_mark(facts, fact.span, title));
  }
}

std::string open_of(const Tasks& tasks) {
  if (tasks.open.size() == tasks.all)
    return tasks.all == 1 ? "its only task is open"
                          : fmt::format("all of its {} tasks are open", tasks.all);
  return fmt::format("{} of its {} {} open", tasks.open.size(), counted(tasks.all, "task"),
                     tasks.open.size() == 1 ? "is" : "are");
}

std::string title_of(const plan::ChapterFacts& facts, const plan::Section& section) {
  const std::string_view title =
      section.entity < facts.entities.size()
          ? std::string_view(facts.entities[section.entity].title)
          : plan::title_without_statuses(section.title).of(section.title);
  return shortened(title, 50);
}

// The chapters that the tasks' places were read off.
bool watch(Report& report, const plan::Plan& plan, std::uint32_t entry) {
  const std::uint32_t last = plan.outline[entry].end - 1;
  return reach(report, plan, entry, last);
}

void judge_section(const plan::Plan& plan, std::uint32_t entry, Report& report) {
  const auto status = own_status(plan, entry);
  if (!status) return;
  const plan::OutlineEntry& place = plan.outline[entry];
  const plan::ChapterFacts& facts = plan.facts(entry);
  const plan::Section& section = plan.section(entry);
  const bool done = status->status == Status::done;
  const bool begun = status->status == Status::doing || status->status == Status::todo;
  if (!done && !begun) return;
  const Tasks tasks = tasks_below(plan, entry);
  if (done ? tasks.open.empty() : !tasks.open.empty() || tasks.all < 2) return;

  Finding& finding = report.add(
      status->span,
      done ? fmt::format("\"{}\" is done, but {}", title_of(facts, section), open_of(tasks))
           : fmt::format("\"{}\" is {}, but all of its {} tasks are done", title_of(facts, section),
                         name(status->status), tasks.all));
  name_section_entity(finding, facts, place.section);
  if (done) {
    const auto& [chapter, item] = tasks.open.front();
    finding.related.push_back({"", plan.chapters[chapter].facts->items[item].text,
                               tasks.open.size() == 1 ? "Open" : "The first open one", chapter});
    report.read_off(chapter);
    if (watch(report, plan, entry)) offer_ticks(finding, plan, entry, tasks);
    offer_reopen(finding, facts, *status, section.title_span);
    return;
  }
  finding.severity = Severity::information;
  if (status->source == Source::title && status->form != plan::StatusForm::emoji) return;
  Fix& fix = finding.fixes.emplace_back();
  fix.title = "Call it done";
  fix.safe = false;
  fix.edits.push_back(marked_done(*status, "\u2705", "Done"));
}

// Items with a list below them.
void judge_items(const plan::Plan& plan, std::uint32_t entry, Report& report) {
  const plan::OutlineEntry& place = plan.outline[entry];
  if ((plan.chapters[place.chapter].holds & plan::holds_work) == 0) return;
  const plan::ChapterFacts& facts = plan.facts(entry);
  const std::vector<bool> kept = kept_containers(facts);
  for (std::uint32_t i = 0; i < facts.items.size(); ++i) {
    const plan::Item& item = facts.items[i];
    if (item.section != place.section || item.row || item.statuses.empty()) continue;
    if (i + 1 >= facts.items.size() || facts.items[i + 1].depth <= item.depth) continue;
    const auto status = explicit_status(facts, item);
    if (!status || status->status != Status::done || item.struck) continue;
    Tasks tasks;
    for (std::uint32_t j = i + 1; j < facts.items.size() && facts.items[j].depth > item.depth; ++j)
      if (facts.items[j].section == item.section) count(facts, kept, place.chapter, j, tasks);
    // What hangs below a ticked task alone, or mostly, was thought of later.
    if (tasks.open.empty() || tasks.open.size() * 2 > tasks.all) continue;
    Finding& finding =
        report.add(status->span,
                   fmt::format("\"{}\" is done, but {}", shortened(item.name, 50), open_of(tasks)));
    if (item.entity < facts.entities.size()) name_entity(finding, facts.entities[item.entity]);
    finding.related.push_back({"", facts.items[tasks.open.front().second].text,
                               tasks.open.size() == 1 ? "Open" : "The first open one"});
    offer_ticks(finding, plan, entry, tasks);
    offer_reopen(finding, facts, *status, item.text);
  }
}

void judge_entry(const EntryInput& input, Report& report) {
  const plan::Plan& plan = input.document.plan;
  if (plan.kind == plan::DocumentKind::changelog || plan.is_template) return;
  judge_section(plan, input.entry, report);
  judge_items(plan, input.entry, report);
}

}  // namespace

extern const Rule done_parent_open_children = {
    .name = "done-parent-open-children",
    .group = "tasks",
    .severity = Severity::warning,
    .summary = "Something is done, and tasks below it are open",
    .entry = judge_entry,
    .tier = Tier::entity,
};

}  // namespace pland::rules
