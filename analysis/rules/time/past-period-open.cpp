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

#include "analysis/plan/days.h"
#include "analysis/plan/label.h"
#include "analysis/plan/stated_months.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/label_style.h"
#include "analysis/rules/line.h"
#include "analysis/rules/outline.h"
#include "analysis/rules/plain_items.h"
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
  if (!section.period) return true;
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

// The days since the milestone ended, by its heading or its fields; 0 where it has not, or nothing
// says when. A period that the heading only mentions is none.
int days_since(const plan::ChapterFacts& facts, const plan::Section& section, plan::Date today,
               std::optional<int> year_start) {
  if (section.unit != plan::EntityKind::milestone) return 0;
  if (section.period && section.period->role != plan::PeriodRole::leads) return 0;
  const auto days = plan::days_of(facts, section, year_start);
  return days ? std::max(0, plan::days_between(days->last, today)) : 0;
}

bool goes_on(const plan::Plan& plan, std::uint32_t entry) {
  const plan::Section& section = plan.section(entry);
  const auto& entities = plan.facts(entry).entities;
  if (section.entity >= entities.size()) return false;
  const auto status = entities[section.entity].status();
  return status && !plan::is_closed(*status) && *status != plan::Status::deferred;
}

// This many plain items below it say nothing of their outcome.
std::size_t silent_items(const plan::Plan& plan, std::uint32_t entry) {
  const plan::ChapterFacts& facts = plan.facts(entry);
  const std::vector<std::uint32_t> items = plain_items(plan, entry);
  return static_cast<std::size_t>(
      std::count_if(items.begin(), items.end(), [&](std::uint32_t index) {
        return facts.items[index].statuses.empty() && !facts.items[index].struck;
      }));
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

// What of the whole document is asked of each of its periods, in one number: nothing, where it has
// none to close.
struct About {
  std::optional<int> year_start;
  bool crlf = false;
  plan::FieldForm form = plan::FieldForm::colon_outside;

  std::uint64_t packed() const {
    return 1 | static_cast<std::uint64_t>(year_start.value_or(0)) << 1 |
           static_cast<std::uint64_t>(crlf) << 8 | static_cast<std::uint64_t>(form) << 16;
  }
  static About of(std::uint64_t packed) {
    About out;
    if (const int month = static_cast<int>(packed >> 1 & 0x7f); month != 0) out.year_start = month;
    out.crlf = (packed >> 8 & 1) != 0;
    out.form = static_cast<plan::FieldForm>(packed >> 16);
    return out;
  }
};

Glance glance(const ChapterInput& input) { return count_labels(input.facts); }

std::uint64_t about(const DocumentInput& input) {
  if (!has_periods_to_close(input.plan)) return 0;
  return About{plan::year_start(input.plan, input.settings.fiscal_year_start),
               line_ending(input.text) == "\r\n", label_form(input.glances)}
      .packed();
}

// How it ended only its author knows: what is inserted asks for it.
Fix close(const plan::Plan& plan, std::uint32_t entry, const About& about) {
  constexpr std::string_view outcome = "${1|[Done/Dropped/Deferred],Done,Dropped,Deferred|}";
  Fix fix;
  fix.title = "Say how it ended";
  fix.safe = false;
  fix.snippet = true;
  if (const plan::Field* field = status_field(plan, entry);
      field != nullptr && !field->value.empty()) {
    fix.edits.push_back({"", field->value, std::string(outcome)});
    return fix;
  }
  const Span heading = plan.section(entry).span;
  const std::string text = plan.facts(entry).text(heading);
  std::size_t size = text.size();
  while (size > 0 && (text[size - 1] == '\n' || text[size - 1] == '\r')) --size;
  const std::uint32_t end = heading.begin + static_cast<std::uint32_t>(size);
  fix.edits.push_back({"",
                       {end, end},
                       fmt::format("{0}{0}{1} {2}", about.crlf ? "\r\n" : "\n",
                                   label_line("Status", about.form), outcome)});
  return fix;
}

// What is left to do in a period: its initiatives, else tasks, else rows with a status, else what
// it says of itself.
struct Rest {
  Work work;
  bool rows = false;
  std::size_t silent = 0;
  bool open = false;
};
Rest rest_of(const plan::Plan& plan, std::uint32_t entry) {
  Rest rest;
  rest.work = work_below(plan, entry);
  if (rest.work.all == 0) {
    rest.work = rows_below(plan, entry);
    rest.rows = rest.work.all > 0;
  }
  if (rest.work.all == 0) rest.silent = silent_items(plan, entry);
  rest.open = rest.work.all > 0 ? rest.work.open > 0 : rest.silent > 0 || goes_on(plan, entry);
  return rest;
}

std::string message_of(const plan::ChapterFacts& facts, const plan::Section& section, int days,
                       const Rest& rest) {
  const Work& work = rest.work;
  std::string message = fmt::format("{} ended {} ago", short_name(facts, section),
                                    counted(static_cast<std::size_t>(days), "day"));
  if (rest.silent > 0) {
    message += fmt::format("; {} without an outcome", counted(rest.silent, "item"));
  } else if (work.all == 0) {
    message += " and is still open";
  } else if (rest.rows || work.tasks) {
    message += fmt::format("; {} of {} still open", work.open,
                           counted(work.all, rest.rows ? "row" : "task"));
  } else {
    message +=
        fmt::format("; {} of {} without an outcome", work.open, counted(work.all, "initiative"));
  }
  return message;
}

void judge_entry(const EntryInput& input, Report& report) {
  const plan::Plan& plan = input.document.plan;
  const std::uint32_t entry = input.entry;
  if (input.about == 0 || plan.outline[entry].unit != plan::EntityKind::milestone) return;
  const About about = About::of(input.about);
  const plan::ChapterFacts& facts = plan.facts(entry);
  const plan::Section& section = plan.section(entry);
  const Settings& settings = input.document.settings;
  // A year that starts later than January makes nothing late that was not.
  int days = days_since(facts, section, settings.today, settings.fiscal_year_start);
  if (days > grace && about.year_start != settings.fiscal_year_start)
    days = days_since(facts, section, settings.today, about.year_start);
  if (days <= grace) return;
  if (is_put_away(plan, entry) || waits_for_outcome(plan, entry)) return;
  if (!is_title_of_a_plan(facts, section)) return;
  const Rest rest = rest_of(plan, entry);
  if (!rest.open) return;
  Finding& finding = report.add(section.title_span, message_of(facts, section, days, rest));
  name_section_entity(finding, facts, plan.outline[entry].section);
  finding.fixes.push_back(close(plan, entry, about));
}

std::uint16_t above(const plan::Plan& plan, std::uint32_t entry) {
  return puts_away(plan, entry) ? 1 : 0;
}

}  // namespace

extern const Rule past_period_open = {
    .name = "past-period-open",
    .group = "time",
    .severity = Severity::warning,
    .time_dependent = true,
    .summary = "A period has ended, and its work has no outcome",
    .entry = judge_entry,
    .about = about,
    .above = above,
    .innermost = true,
    .glance = glance,
    .tier = Tier::entity,
};

}  // namespace pland::rules
