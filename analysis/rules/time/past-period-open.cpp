// A quarter that has ended, and nobody has said how. One finding for each period, the inner ones
// first: where a quarter is asked about, its year is not.
//
// Only where there is something to close: initiatives, tasks, a plain list in a roadmap or plan, or
// a status that says it goes on. Two weeks' grace; documents that are archived, and templates, are
// silent.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/plan/label.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/label_style.h"
#include "analysis/rules/line.h"
#include "analysis/rules/outline.h"
#include "analysis/rules/rule.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

constexpr int grace = 14;  // days

bool has_periods_to_close(const plan::Plan& plan) {
  switch (plan.kind) {
    case plan::DocumentKind::changelog:
    case plan::DocumentKind::decision:
    case plan::DocumentKind::guide:
      return false;
    default:
      return !plan.is_template && !is_archived(plan);
  }
}

// "Q1 2025: Growth" and "Q1 2025 Goals" are periods to close; "2024 Highlights" looks back on one.
bool is_title_of_a_plan(const plan::ChapterFacts& facts, const plan::Section& section) {
  constexpr std::array<std::string_view, 12> words = {
      "goals", "plan",        "plans",   "roadmap",    "milestones",   "objectives",
      "okrs",  "initiatives", "targets", "priorities", "deliverables", "focus"};
  const std::string behind = facts.text({section.period->span.end, section.title_span.end});
  std::string word;
  for (const char c : std::string(text::trim(behind)) + " ") {
    const bool letter = ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z');
    if (!letter) break;
    word += 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return word.empty() || std::find(words.begin(), words.end(), word) != words.end();
}

// The section's stretch of the calendar: "Q1 2025", or in parentheses behind what it is called,
// "Phase 1 (Q1 2025)".
std::optional<plan::Period> calendar_period(const plan::Section& section) {
  if (section.unit != plan::EntityKind::milestone || !section.period) return std::nullopt;
  const plan::FoundPeriod& found = *section.period;
  if (found.role != plan::PeriodRole::leads) return std::nullopt;
  if (found.period.is_calendar()) return found.period;
  const std::string_view title = text::trim(section.title);
  const std::size_t open = title.rfind('(');
  if (!title.ends_with(')') || open == std::string_view::npos) return std::nullopt;
  const std::string_view inside = title.substr(open + 1, title.size() - open - 2);
  const auto inner = plan::find_period(inside);
  const bool alone = inner && inner->role == plan::PeriodRole::leads && inner->span.begin == 0 &&
                     inner->span.end == inside.size();
  return alone && inner->period.is_calendar() ? std::optional(inner->period) : std::nullopt;
}

// The days since the section's period ended; 0 where it has not, or has no place in the calendar.
int days_since(const plan::Section& section, const Settings& settings) {
  const auto period = calendar_period(section);
  if (!period) return 0;
  const auto range = plan::calendar_range(*period, settings.fiscal_year_start);
  return range ? std::max(0, plan::days_between(range->last, settings.today)) : 0;
}

bool is_over(const plan::Section& section, const Settings& settings) {
  return days_since(section, settings) > grace;
}

// Whether any of the chapter's periods is over.
std::uint16_t glance(const ChapterInput& input) {
  const auto& sections = input.facts.sections;
  return std::any_of(
             sections.begin(), sections.end(),
             [&](const plan::Section& section) { return is_over(section, input.settings); })
             ? 1
             : 0;
}

bool goes_on(const plan::Plan& plan, std::uint32_t entry) {
  const plan::Section& section = plan.section(entry);
  const auto& entities = plan.facts(entry).entities;
  if (section.entity >= entities.size()) return false;
  const auto status = entities[section.entity].status();
  return status && !plan::is_closed(*status) && *status != plan::Status::deferred;
}

// "Shipped the dashboard", "Readings published": who writes so says how it ended.
bool is_told_as_done(std::string_view text) {
  constexpr std::array<std::string_view, 6> irregular = {"built", "done", "made",
                                                         "ran",   "sent", "wrote"};
  const std::string_view end = ".!) ";
  while (!text.empty() && end.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  constexpr std::array<std::string_view, 8> qualities = {"advanced",    "automated",  "detailed",
                                                         "distributed", "integrated", "managed",
                                                         "shared",      "unified"};
  const auto is_in = [](const auto& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
  };
  const auto is_past = [&](std::string_view written) {
    const std::string word = plan::normalise(written);
    return (word.size() > 4 && word.ends_with("ed") && !is_in(qualities, word)) ||
           is_in(irregular, word);
  };
  const auto first = text.find_first_of(" :,");
  const auto last = text.find_last_of(' ');
  return is_past(text.substr(0, first)) ||
         (last != std::string_view::npos && is_past(text.substr(last + 1)));
}

// In a roadmap or plan the list below a quarter is its work, whether or not anybody called it that;
// this many of its items say nothing of their outcome. None where one of them tells what was done:
// then the list is an account.
std::size_t silent_items(const plan::Plan& plan, std::uint32_t entry) {
  if (plan.kind != plan::DocumentKind::roadmap && plan.kind != plan::DocumentKind::plan) return 0;
  const plan::ChapterFacts& facts = plan.facts(entry);
  std::size_t silent = 0;
  for (const plan::Item& item : facts.items) {
    if (item.section != plan.outline[entry].section || item.depth > 0 || item.row) continue;
    if (item.label != plan::no_index || item.entity != plan::no_index || item.placeholder) continue;
    if (is_told_as_done(item.plain)) return 0;
    if (item.statuses.empty() && !item.struck) ++silent;
  }
  return silent;
}

// The section's own Status field; null where it has none.
const plan::Field* status_field(const plan::Plan& plan, std::uint32_t entry) {
  const plan::ChapterFacts& facts = plan.facts(entry);
  const plan::Section& section = plan.section(entry);
  if (section.entity >= facts.entities.size()) return nullptr;
  return facts.field_of(section.entity, plan::FieldRole::status);
}

// Somebody was asked already: unfilled-placeholder says so.
bool waits_for_outcome(const plan::Plan& plan, std::uint32_t entry) {
  const plan::Field* field = status_field(plan, entry);
  const auto left = field == nullptr ? std::nullopt : plan::whole_placeholder(field->value_text);
  return left && left->strength == plan::PlaceholderStrength::certain;
}

// How it ended only its author knows: what is inserted asks for it.
Fix close(const DocumentInput& input, std::uint32_t entry) {
  constexpr std::string_view outcome = "${1|[Done/Dropped/Deferred],Done,Dropped,Deferred|}";
  Fix fix;
  fix.title = "Say how it ended";
  fix.safe = false;
  fix.snippet = true;
  const std::uint32_t base = input.plan.offset(entry);
  if (const plan::Field* field = status_field(input.plan, entry);
      field != nullptr && !field->value.empty()) {
    fix.edits.push_back({"", field->value.shifted(base), std::string(outcome)});
    return fix;
  }
  const Span heading = input.plan.section(entry).span.shifted(base);
  std::uint32_t end = heading.end;
  while (end > heading.begin) {
    const std::string last = input.text.text({end - 1, end});
    if (last != "\n" && last != "\r") break;
    --end;
  }
  const std::string_view eol = line_ending(input.text);
  fix.edits.push_back(
      {"",
       {end, end},
       fmt::format("{0}{0}{1} {2}", eol, label_line("Status", label_form(input.plan)), outcome)});
  return fix;
}

void judge_document(const DocumentInput& input, Report& report) {
  const plan::Plan& plan = input.plan;
  if (!has_periods_to_close(plan)) return;
  std::vector<std::uint32_t> late;
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    if (plan.outline[entry].unit != plan::EntityKind::milestone) continue;
    if (input.glances[plan.outline[entry].chapter] == 0) continue;
    if (!is_over(plan.section(entry), input.settings)) continue;
    if (is_put_away(plan, entry) || waits_for_outcome(plan, entry)) continue;
    if (!is_title_of_a_plan(plan.facts(entry), plan.section(entry))) continue;
    const Work work = work_below(plan, entry);
    const bool open =
        work.all > 0 ? work.open > 0 : goes_on(plan, entry) || silent_items(plan, entry) > 0;
    if (open) late.push_back(entry);
  }
  for (std::size_t i = 0; i < late.size(); ++i) {
    const std::uint32_t entry = late[i];
    const bool inner_is_late = i + 1 < late.size() && late[i + 1] < plan.outline[entry].end;
    if (inner_is_late) continue;
    const plan::Section& section = plan.section(entry);
    const Work work = work_below(plan, entry);
    std::string message =
        fmt::format("{} ended {} ago", short_name(plan.facts(entry), section),
                    counted(static_cast<std::size_t>(days_since(section, input.settings)), "day"));
    const std::size_t silent = work.all == 0 ? silent_items(plan, entry) : 0;
    if (silent > 0) {
      message += fmt::format("; {} without an outcome", counted(silent, "item"));
    } else if (work.all == 0) {
      message += " and is still open";
    } else if (work.tasks) {
      message += fmt::format("; {} of {} still open", work.open, counted(work.all, "task"));
    } else {
      message +=
          fmt::format("; {} of {} without an outcome", work.open, counted(work.all, "initiative"));
    }
    Finding& finding =
        report.add(section.title_span.shifted(plan.offset(entry)), std::move(message));
    name_section_entity(finding, plan.facts(entry), plan.outline[entry].section);
    finding.fixes.push_back(close(input, entry));
  }
}

}  // namespace

extern const Rule past_period_open = {
    .name = "past-period-open",
    .group = "time",
    .severity = Severity::warning,
    .time_dependent = true,
    .summary = "A period has ended, and its work has no outcome",
    .document = judge_document,
    .glance = glance,
    .tier = Tier::entity,
};

}  // namespace pland::rules
