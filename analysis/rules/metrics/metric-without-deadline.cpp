// A change that is promised for no day: "Grow from 400 to 900 skippers". Only changes: a limit that
// holds from now on ("p95 below 200 ms") has none. Whatever stands within a milestone, or in a
// document whose title or name has a period, has its deadline from there.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string>
#include <string_view>

#include "analysis/plan/label.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/metrics/judged.h"
#include "analysis/rules/rule.h"

namespace pland::rules {
namespace {

using plan::EntityKind;

// What a heading says of when.
bool gives_time(const plan::Plan& plan, std::uint32_t entry) {
  const plan::Section& section = plan.section(entry);
  if (section.unit == EntityKind::milestone) return true;
  if (section.period) return true;
  return !plan::find_periods(section.title).empty() || !plan::find_dates(section.title).empty();
}

bool stands_in_time(const plan::Plan& plan, std::uint32_t entry) {
  for (; entry < plan.outline.size(); entry = plan.outline[entry].parent)
    if (gives_time(plan, entry)) return true;
  return false;
}

// "okrs/2027_q3.md", "ROADMAP-2027.md".
bool has_period(std::string_view path) {
  std::string words(path);
  std::replace_if(
      words.begin(), words.end(), [](char c) { return c == '/' || c == '_' || c == '.'; }, ' ');
  for (std::size_t at = words.find("20"); at != std::string::npos; at = words.find("20", at + 1)) {
    const bool starts = at == 0 || words[at - 1] < '0' || words[at - 1] > '9';
    const auto is_digit = [&](std::size_t i) {
      return i < words.size() && '0' <= words[i] && words[i] <= '9';
    };
    if (starts && is_digit(at + 2) && is_digit(at + 3) && !is_digit(at + 4)) return true;
  }
  return !plan::find_periods(words).empty();
}

// A field of the metric, of what it stands in, or of the document that says when.
bool says_when(const plan::ChapterFacts& facts, const plan::Metric& metric) {
  return std::any_of(facts.fields.begin(), facts.fields.end(), [&](const plan::Field& field) {
    const bool time =
        field.role == plan::FieldRole::target_date || field.role == plan::FieldRole::timeframe;
    return time && field.section == metric.section && !field.value_text.empty();
  });
}

// "100 (alpha) → 5,000 (beta)": by a stage, and that is a day, too.
bool names_a_stage(std::string_view text) {
  constexpr std::array<std::string_view, 16> stages = {
      "alpha", "beta",    "ga",      "mvp", "launch", "prod",      "production", "release",
      "pilot", "go-live", "rollout", "v1",  "phase",  "milestone", "deployment", "quarter"};
  std::string word;
  for (const char c : plan::normalise(text) + " ") {
    const bool letter = ('a' <= c && c <= 'z') || ('0' <= c && c <= '9') || c == '-';
    if (letter) {
      word += c;
      continue;
    }
    if (std::find(stages.begin(), stages.end(), word) != stages.end()) return true;
    word.clear();
  }
  return false;
}

bool is_change(const plan::Metric& metric) {
  const auto& quantity = metric.judged.quantity;
  if (metric.judged.measure != plan::Measure::quant || !quantity) return false;
  return quantity->baseline.has_value() || quantity->relative ||
         (!metric.baseline.empty() && quantity->direction != plan::Direction::none);
}

void judge_entry(const EntryInput& input, Report& report) {
  const plan::Plan& plan = input.document.plan;
  const std::uint32_t entry = input.entry;
  const plan::PlacedChapter& chapter = plan.chapters[plan.outline[entry].chapter];
  if ((chapter.holds & plan::holds_metrics) == 0 || plan.is_template) return;
  if (plan.kind == plan::DocumentKind::none) return;
  const plan::ChapterFacts& facts = *chapter.facts;
  for (const plan::Metric& metric : facts.metrics) {
    if (metric.section != plan.outline[entry].section) continue;
    if (metric.strictness != plan::Strictness::strict || !is_change(metric)) continue;
    if (metric.judged.has_deadline || !metric.due.empty() || !is_open(facts, metric)) continue;
    if (names_a_stage(metric.text)) continue;
    if (says_when(facts, metric) || !plan::find_periods(metric.text).empty() ||
        !plan::find_dates(metric.text).empty())
      continue;
    if (stands_in_time(plan, entry) || has_period(input.document.path)) return;
    Finding& finding =
        report.add(metric.span, fmt::format("\"{}\" has no deadline", shortened(metric.text)));
    name_section_entity(finding, facts, metric.section);
    finding.fixes.push_back(
        is_row(facts, metric)
            ? ask_in_cell(facts, metric, "Say by when", "[target value] by [date]", " by [date]")
            : ask_behind(facts, metric, "Say by when", " by [date]"));
  }
}

std::uint16_t above(const plan::Plan& plan, std::uint32_t entry) {
  return gives_time(plan, entry) ? 1 : 0;
}

}  // namespace

extern const Rule metric_without_deadline = {
    .name = "metric-without-deadline",
    .group = "metrics",
    .severity = Severity::information,
    .summary = "A change is promised for no day",
    .entry = judge_entry,
    .above = above,
    .tier = Tier::entity,
};

}  // namespace pland::rules
