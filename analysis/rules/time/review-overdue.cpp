// A review that was due. Only what can be read as a day or a period: `End of Phase 2`, `after the
// launch` and `when 20 customers ask` are good answers, and silent.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <string>

#include "analysis/rules/entity.h"
#include "analysis/rules/outline.h"
#include "analysis/rules/rule.h"

namespace pland::rules {
namespace {

struct Due {
  plan::DateRange range;
  Span span;  // in the value's text
  std::optional<plan::Period> period;
  std::optional<plan::FoundDate> date;
};

// What may stand before the day: "by the end of Q3 2025".
bool is_lead(std::string_view text) {
  constexpr std::array<std::string_view, 18> words = {
      "by",  "on",   "before", "at",  "the", "end",   "of",   "in",        "early",
      "mid", "late", "around", "due", "no",  "later", "than", "beginning", "start"};
  std::string word;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    const bool letter = ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z');
    if (letter) {
      word += 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c;
    } else if (!word.empty()) {
      if (std::find(words.begin(), words.end(), word) == words.end()) return false;
      word.clear();
    }
    if (static_cast<unsigned char>(c) >= 0x80 || ('0' <= c && c <= '9')) return false;
  }
  return true;
}

// The value without what is struck through in it: a date that was moved.
std::string unstruck(std::string_view source) {
  std::string out;
  for (std::size_t at = 0; at < source.size();) {
    const std::size_t open = source.find("~~", at);
    const std::size_t close = open == std::string_view::npos ? open : source.find("~~", open + 2);
    if (close == std::string_view::npos) return out + std::string(source.substr(at));
    out += source.substr(at, open - at);
    at = close + 2;
  }
  return out;
}

std::optional<Due> read_due(std::string_view value, const Settings& settings) {
  std::optional<Due> due;
  const auto date = plan::date_of_value(value);
  if (date && date->valid && !date->ambiguous) due = Due{date->range(), date->span, {}, *date};
  for (const plan::FoundPeriod& found : plan::find_periods(value)) {
    if (due && due->span.begin <= found.span.begin) break;
    if (!found.period.is_calendar()) return std::nullopt;  // "End of Phase 2 (2025-03-01)"
    const auto range = plan::calendar_range(found.period, settings.fiscal_year_start);
    if (!range) return std::nullopt;
    due = Due{*range, found.span, found.period, {}};
    break;
  }
  if (!due || !is_lead(value.substr(0, due->span.begin))) return std::nullopt;
  // "2026-01-01 → 2027-01-01": it was put off; the last day counts.
  for (const plan::FoundDate& later : plan::dates_of_value(value)) {
    if (!later.valid || later.ambiguous || later.range().last <= due->range.last) continue;
    due = Due{later.range(), later.span, {}, later};
  }
  for (const plan::FoundPeriod& later : plan::find_periods(value)) {
    const auto range = plan::calendar_range(later.period, settings.fiscal_year_start);
    if (range && range->last > due->range.last) due = Due{*range, later.span, later.period, {}};
  }
  return due;
}

// Whether what is to be reviewed still matters. An accepted decision does: it is what one reviews.
bool is_over(const plan::ChapterFacts& facts, std::uint32_t index) {
  if (index >= facts.entities.size()) return false;
  const plan::Entity& entity = facts.entities[index];
  const auto status = entity.status();
  if (!status) return false;
  if (*status == plan::Status::done) return entity.kind != plan::EntityKind::decision;
  return plan::is_closed(*status);
}

// A date below "## Review" is that of what this stands in. In a footer, below something that it
// does not describe, it is the document's: that of a record of one decision.
bool is_over(const plan::Plan& plan, std::uint32_t chapter, const plan::Field& field) {
  const plan::ChapterFacts& facts = *plan.chapters[chapter].facts;
  if (is_over(facts, field.entity)) return true;
  const bool footer =
      field.entity == plan::no_index && facts.sections[field.section].entity != plan::no_index;
  for (auto entry = plan.entry_of(chapter, field.section); entry < plan.outline.size();
       entry = plan.outline[entry].parent) {
    const bool is_record =
        plan.kind == plan::DocumentKind::decision && plan.outline[entry].level == 1;
    if (footer && !is_record) continue;
    if (is_over(plan.facts(entry), plan.section(entry).entity)) return true;
  }
  return false;
}

// "2025-01-01 (held)", "2025-01-01 ✅", "2025-01-01, reviewed".
bool says_done(std::string_view value) {
  constexpr std::array<std::string_view, 11> words = {
      "held",     "reviewed", "done",    "completed", "confirmed", "happened",
      "finished", "skipped",  "dropped", "cancelled", "canceled"};
  std::string word;
  for (std::size_t i = 0; i <= value.size(); ++i) {
    const char c = i < value.size() ? value[i] : ' ';
    const bool letter = ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z');
    if (letter) {
      word += 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c;
    } else {
      if (std::find(words.begin(), words.end(), word) != words.end()) return true;
      word.clear();
    }
  }
  const auto statuses = plan::find_statuses(value);
  return std::any_of(statuses.begin(), statuses.end(), [](const plan::FoundStatus& found) {
    return found.status == plan::Status::done;
  });
}

// The next date of the same rhythm: as far ahead as this one was from the last update.
plan::Date next_review(const DocumentInput& input, plan::Date due) {
  int months = 3;
  if (input.plan.last_updated && *input.plan.last_updated < due) {
    const int days = plan::days_between(*input.plan.last_updated, due);
    months = std::clamp((days + 15) / 30, 1, 12);
  }
  return plan::add_months(input.settings.today, months);
}

void judge_document(const DocumentInput& input, Report& report) {
  if (input.plan.is_template || is_archived(input.plan)) return;
  // An accepted decision is looked at again; of a plan that is done nothing is.
  if (input.plan.kind != plan::DocumentKind::decision && is_finished(input.plan)) return;
  for (std::uint32_t c = 0; c < input.plan.chapters.size(); ++c) {
    const plan::PlacedChapter& chapter = input.plan.chapters[c];
    if ((chapter.holds & plan::holds_reviews) == 0) continue;
    const plan::ChapterFacts& facts = *chapter.facts;
    for (const plan::Field& field : facts.fields) {
      if (!plan::is_review(field.role) || says_done(field.value_text)) continue;
      if (is_over(input.plan, c, field)) continue;
      const std::string source = facts.text(field.value);
      const std::string value =
          source.find("~~") == std::string::npos ? field.value_text : unstruck(source);
      const auto due = read_due(value, input.settings);
      if (!due || due->range.last >= input.settings.today) continue;

      const int days = plan::days_between(due->range.last, input.settings.today);
      const std::string_view written = due->span.of(value);
      Finding& finding = report.add(field.value.shifted(chapter.offset),
                                    fmt::format("The review was due {} ({} ago)", written,
                                                counted(static_cast<std::size_t>(days), "day")));
      if (field.entity < facts.entities.size()) name_entity(finding, facts.entities[field.entity]);

      const std::size_t at = source.find(written);
      if (at == std::string::npos) continue;
      const plan::Date next = next_review(input, due->range.last);
      std::string instead;
      if (due->period)
        instead = plan::to_string(
            plan::period_of(next, due->period->kind, input.settings.fiscal_year_start));
      else if (due->date)
        instead = plan::spelt_like(written, *due->date, next);
      if (instead.empty()) instead = plan::to_iso(next);
      const auto begin = field.value.begin + chapter.offset + static_cast<std::uint32_t>(at);
      Fix& fix = finding.fixes.emplace_back();
      fix.title = fmt::format("Set it to {}", instead);
      fix.safe = false;
      fix.edits.push_back(
          {"", {begin, begin + static_cast<std::uint32_t>(written.size())}, instead});
    }
  }
}

}  // namespace

extern const Rule review_overdue = {
    .name = "review-overdue",
    .group = "time",
    .severity = Severity::warning,
    .time_dependent = true,
    .summary = "A review was due and has not been held",
    .document = judge_document,
    .tier = Tier::entity,
};

}  // namespace pland::rules
