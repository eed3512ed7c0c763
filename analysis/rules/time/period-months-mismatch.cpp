// `Q2 2027 (Jul - Sep)`: the months are not those of the quarter. Where every quarter of a document
// is off by the same stretch its year starts elsewhere, and that is said once, as a hint to set
// `fiscal-year-start`.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "analysis/rules/entity.h"
#include "analysis/rules/rule.h"

namespace pland::rules {
namespace {

using plan::PeriodKind;

struct Stated {
  const plan::ChapterFacts* facts;
  std::uint32_t offset;  // of the chapter
  plan::FoundPeriod found;
  const plan::Entity* entity;  // may be null
  plan::Months right;
  const plan::MonthRange& months() const { return *found.months; }
  // A part of the quarter will do: "Q1 2027 (Feb - Mar)".
  bool fits() const { return shift() + length() <= right_length(); }
  // How many months later it starts than the calendar's, 0..11.
  int shift() const { return (months().first - right.first + 12) % 12; }
  int length() const { return (months().last - months().first + 12) % 12; }
  int right_length() const { return (right.last - right.first + 12) % 12; }
};

std::vector<Stated> stated_months(const DocumentInput& input) {
  std::vector<Stated> out;
  const auto add = [&](const plan::PlacedChapter& chapter,
                       const std::optional<plan::FoundPeriod>& found, const plan::Entity* entity) {
    if (!found || !found->months || found->role == plan::PeriodRole::mention) return;
    const plan::Period& period = found->period;
    const bool whole = period.kind == PeriodKind::quarter || period.kind == PeriodKind::half;
    if (!whole || period.is_range()) return;
    if (period.fiscal && !input.settings.fiscal_year_start) return;
    const auto right = plan::months_of(period, input.settings.fiscal_year_start);
    if (right) out.push_back({chapter.facts.get(), chapter.offset, *found, entity, *right});
  };
  for (const plan::PlacedChapter& chapter : input.plan.chapters) {
    if ((chapter.holds & plan::holds_stated_months) == 0) continue;
    for (const plan::Section& section : chapter.facts->sections) {
      const auto& entities = chapter.facts->entities;
      add(chapter, section.period,
          section.entity < entities.size() ? &entities[section.entity] : nullptr);
    }
    for (const plan::Entity& entity : chapter.facts->entities)
      if (!entity.is_section) add(chapter, entity.period, &entity);
    const std::size_t known = out.size();
    for (const plan::Run& run : chapter.facts->runs) {
      if (run.heading || run.quoted || !plan::may_state_months(run.plain.text)) continue;
      auto found = plan::find_period(run.plain.text);
      if (!found || !found->months) continue;
      found->span = run.plain.source(found->span);
      for (Span* span :
           {&found->months->span, &found->months->first_span, &found->months->last_span})
        *span = run.plain.source(*span);
      const bool is_known = std::any_of(
          out.begin(), out.begin() + static_cast<std::ptrdiff_t>(known), [&](const Stated& stated) {
            return stated.facts == chapter.facts.get() &&
                   stated.months().first_span == found->months->first_span;
          });
      if (!is_known) add(chapter, found, nullptr);
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const Stated& a, const Stated& b) {
    return a.offset + a.found.span.begin < b.offset + b.found.span.begin;
  });
  return out;
}

// Whether a range is written with abbreviated names: one of the two is shorter than its month's.
// "May" may be either, and goes with the other.
bool is_abbreviated(const plan::MonthRange& months) {
  return months.first_span.size() < plan::month_name(months.first).size() ||
         months.last_span.size() < plan::month_name(months.last).size();
}

// A month in the spelling of the range, and in the case of the name in its place.
std::string like(const plan::MonthRange& range, std::string_view written, int month) {
  std::string out(is_abbreviated(range) ? plan::month_abbreviation(month)
                                        : plan::month_name(month));
  const auto is_small = [](char c) { return 'a' <= c && c <= 'z'; };
  const bool upper = std::none_of(written.begin(), written.end(), is_small);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (upper && is_small(out[i])) out[i] = static_cast<char>(out[i] - 32);
    if (i == 0 && !written.empty() && is_small(written[0]))
      out[i] = static_cast<char>(out[i] + 32);
  }
  return out;
}

// The days that stand behind the months' names, "(Apr 1 - Jun 30)": the last one moves along.
struct Days {
  bool any = false;
  bool whole = false;  // from the first of a month to the last of another
  Span last;           // in the chapter
};
Days days_of(const plan::ChapterFacts& facts, const plan::MonthRange& months) {
  const auto day_in = [&](Span span, Span& digits) {
    const std::string text = facts.text(span);
    const auto begin = text.find_first_of("0123456789");
    if (begin == std::string::npos) return 0;
    auto end = text.find_first_not_of("0123456789", begin);
    if (end == std::string::npos) end = text.size();
    if (end - begin > 2) return 0;  // a year
    digits = Span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}.shifted(
        span.begin);
    int day = 0;
    for (auto at = begin; at < end; ++at) day = day * 10 + (text[at] - '0');
    return day;
  };
  Days out;
  Span first_digits;
  const int first = day_in({months.first_span.end, months.last_span.begin}, first_digits);
  const int last = day_in({months.last_span.end, months.span.end}, out.last);
  out.any = first != 0 || last != 0;
  constexpr int any_leap_year = 2028, any_other = 2027;
  out.whole = first == 1 && (last == plan::days_in_month(any_leap_year, months.last) ||
                             last == plan::days_in_month(any_other, months.last));
  return out;
}

void say(const Stated& stated, Report& report) {
  const plan::MonthRange& months = stated.months();
  const std::uint32_t offset = stated.offset;
  const std::string period = stated.facts->text(stated.found.span);
  const std::string first = stated.facts->text(months.first_span);
  const std::string last = stated.facts->text(months.last_span);
  Finding& finding =
      report.add(Span{months.first_span.begin, months.last_span.end}.shifted(offset),
                 fmt::format("{} is {} - {}, not {} - {}", period,
                             like(months, first, stated.right.first),
                             like(months, last, stated.right.last), first, last));
  if (stated.entity != nullptr) name_entity(finding, *stated.entity);

  const Days days = days_of(*stated.facts, months);
  if (!days.any || days.whole) {
    const std::string right_first = like(months, first, stated.right.first);
    const std::string right_last = like(months, last, stated.right.last);
    Fix& fix = finding.fixes.emplace_back();
    fix.title = fmt::format("Write {} - {}", right_first, right_last);
    fix.safe = false;
    fix.preferred = true;
    fix.edits.push_back({"", months.first_span.shifted(offset), right_first});
    fix.edits.push_back({"", months.last_span.shifted(offset), right_last});
    if (days.any)
      fix.edits.push_back({"", days.last.shifted(offset),
                           std::to_string(plan::days_in_month(
                               stated.found.period.year.value_or(2027), stated.right.last))});
  }

  // The quarter that has these months, where its number can be exchanged in place.
  const int size = stated.right.last - stated.right.first + 1;
  const bool whole = size > 0 && stated.length() == size - 1 && stated.shift() % size == 0;
  const auto number = stated.found.period.number;
  if (!whole || !number) return;
  const int parts = 12 / size;
  const int other = (*number - 1 + stated.shift() / size) % parts + 1;
  const auto digit = period.find(static_cast<char>('0' + *number));
  if (digit == std::string::npos || digit == 0) return;
  const char letter = period[digit - 1];
  if (letter != 'Q' && letter != 'q' && letter != 'H' && letter != 'h') return;
  const auto at = static_cast<std::uint32_t>(digit) + stated.found.span.begin + offset;
  Fix& renumber = finding.fixes.emplace_back();
  renumber.title = fmt::format("Write {}{}", letter, other);
  renumber.safe = false;
  renumber.edits.push_back({"", {at, at + 1}, std::to_string(other)});
}

void judge_document(const DocumentInput& input, Report& report) {
  const std::vector<Stated> all = stated_months(input);
  if (std::all_of(all.begin(), all.end(), [](const Stated& stated) { return stated.fits(); }))
    return;
  const int shift = all.front().shift();
  const bool same_shift =
      all.size() >= 2 && shift != 0 && !input.settings.fiscal_year_start &&
      std::all_of(all.begin(), all.end(), [&](const Stated& stated) {
        return stated.shift() == shift && stated.length() == stated.right_length();
      });
  if (same_shift) {
    const plan::MonthRange& months = all.front().months();
    Finding& finding = report.add(
        months.span.shifted(all.front().offset),
        fmt::format(
            "The year starts in {0} here: set fiscal-year-start = {1}, so that quarters are "
            "understood",
            plan::month_name(shift + 1), shift + 1));
    finding.severity = Severity::information;
    return;
  }
  for (const Stated& stated : all)
    if (!stated.fits()) say(stated, report);
}

}  // namespace

extern const Rule period_months_mismatch = {
    .name = "period-months-mismatch",
    .group = "time",
    .severity = Severity::error,
    .summary = "A quarter is said to last from months that are not its own",
    .document = judge_document,
    .tier = Tier::entity,
};

}  // namespace pland::rules
