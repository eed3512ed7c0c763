// A plan that was gone through today: when it was looked at, and when it will be next, as far ahead
// as it was before. Both in the form of date that stands there.
#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "analysis/features/cursor.h"
#include "analysis/features/plan_edit.h"
#include "analysis/features/plan_language.h"
#include "analysis/features/refactor.h"
#include "analysis/plan/label.h"

namespace pland::features {
namespace {

using plan::FieldRole;
using plan::no_index;
using workspace::DocumentPtr;

struct DateLine {
  plan::FoundDate found;
  std::string written;
  Span span;  // of the date, in the document
};

enum class Sort : std::uint8_t { none, last, next };

Sort sort_of(const plan::ChapterFacts& facts, const plan::Field& field) {
  if (field.entity != no_index && !facts.entities[field.entity].is_section) return Sort::none;
  const std::string label = plan::normalise(field.label_text);
  if (field.role == FieldRole::last_updated || label == "last reviewed" || label == "last review" ||
      label == "last check-in")
    return Sort::last;
  if (field.role == FieldRole::next_review || label == "next check-in") return Sort::next;
  return Sort::none;
}

struct Review {
  std::vector<DateLine> last, next;
};

std::optional<DateLine> date_line(const plan::PlacedChapter& placed, const plan::Field& field) {
  const std::string value = placed.facts->text(field.value);
  const auto found = plan::date_of_value(value);
  if (!found || found->precision != plan::DatePrecision::day) return std::nullopt;
  return DateLine{*found, value.substr(found->span.begin, found->span.size()),
                  found->span.shifted(field.value.begin + placed.offset)};
}

Review review_of(const plan::Plan& plan) {
  Review out;
  for (const plan::PlacedChapter& placed : plan.chapters) {
    for (const plan::Field& field : placed.facts->fields) {
      const Sort sort = sort_of(*placed.facts, field);
      if (sort == Sort::none || field.value.empty()) continue;
      if (auto line = date_line(placed, field))
        (sort == Sort::last ? out.last : out.next).push_back(std::move(*line));
    }
  }
  return out;
}

// As many months on as it was, else as many days; a quarter where nothing says how many.
plan::Date next_date(const Review& review, plan::Date before, plan::Date today) {
  constexpr int quarter = 3;
  std::optional<plan::Date> last;
  for (const DateLine& line : review.last)
    if (line.found.valid && (!last || *last < line.found.date)) last = line.found.date;
  if (!last || !plan::is_valid(before) || before <= *last) return plan::add_months(today, quarter);
  for (int months = 1; months <= 24; ++months)
    if (plan::add_months(*last, months) == before) return plan::add_months(today, months);
  return plan::add_days(today, plan::days_between(*last, before));
}

// On the lines that say so, or on the document's title.
bool is_asked(const Spot& spot) {
  const plan::Plan& plan = *spot.document.plan;
  const Cursor cursor = cursor_at(spot.document, spot.at.begin);
  if (const plan::Field* field = field_at(cursor))
    if (sort_of(*cursor.facts, *field) != Sort::none) return true;
  if (plan.outline.empty()) return false;
  const std::uint32_t entry = plan.entry_at(spot.at.begin);
  if (entry >= plan.outline.size() || plan.outline[entry].level == 0) return false;
  if (!plan.is_title(entry) && !is_document_title(plan, entry)) return false;
  return plan.section(entry).span.shifted(plan.offset(entry)).touches(spot.at.begin);
}

// With day and month the other way round.
plan::Date other_reading(const DateLine& line) {
  plan::Date date = line.found.date;
  std::swap(date.day, date.month);
  return date;
}

// The first line that says when, and cannot be brought up to date as it stands.
std::optional<std::string> unclear_line(const Spot& spot) {
  for (const plan::PlacedChapter& placed : spot.document.plan->chapters) {
    for (const plan::Field& field : placed.facts->fields) {
      if (sort_of(*placed.facts, field) == Sort::none || field.value.empty()) continue;
      const auto line = date_line(placed, field);
      const bool clear = line && !line->found.ambiguous &&
                         !plan::spelt_like(line->written, line->found, spot.today).empty();
      if (clear) continue;
      const std::string said = fmt::format("\"{}: {}\"", field.label_text, field.value_text);
      if (line && line->found.ambiguous)
        return fmt::format("{} could be two days: write {} or {}", said,
                           plan::to_iso(line->found.date), plan::to_iso(other_reading(*line)));
      return fmt::format("{} is no day that can be brought up to date", said);
    }
  }
  return std::nullopt;
}

}  // namespace

std::string why_not_reviewed(const Spot& spot) {
  if (!plan_to_edit(spot.workspace, spot.document)) return "is a template";
  if (const auto unclear = unclear_line(spot)) return *unclear;
  const Review review = review_of(*spot.document.plan);
  if (review.last.empty() && review.next.empty())
    return "says nowhere when it was last updated or reviewed: write \"**Last Updated**: " +
           plan::to_iso(spot.today) + "\" below its title";
  return "says today already";
}

std::optional<std::string> title_of_reviewed_today(const Spot& spot) {
  if (!plan_to_edit(spot.workspace, spot.document) || !is_asked(spot)) return std::nullopt;
  if (!reviewed_today(spot)) return std::nullopt;
  return "Reviewed today";
}

std::optional<rules::Fix> reviewed_today(const Spot& spot) {
  if (!plan_to_edit(spot.workspace, spot.document) || !plan::is_valid(spot.today))
    return std::nullopt;
  const Review review = review_of(*spot.document.plan);
  rules::Fix fix;
  const PlanLanguage language = language_of(spot.document);
  const auto write = [&](const DateLine& line, plan::Date date) {
    const std::string day = plan::spelt_like(line.written, line.found, date, language.locale);
    if (!day.empty() && day != line.written) fix.edits.push_back({"", line.span, day});
  };
  for (const DateLine& line : review.last) write(line, spot.today);
  for (const DateLine& line : review.next) {
    // Today it was reviewed already, and what comes next is said.
    const bool moved =
        std::all_of(review.last.begin(), review.last.end(),
                    [&](const DateLine& one) { return one.found.date == spot.today; });
    if (moved && !review.last.empty() && spot.today < line.found.date) continue;
    write(line, next_date(review, line.found.date, spot.today));
  }
  if (fix.edits.empty()) return std::nullopt;
  fix.edits = tidy_edits(std::move(fix.edits));
  return fix;
}

}  // namespace pland::features
