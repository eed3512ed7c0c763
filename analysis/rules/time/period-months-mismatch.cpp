// `Q2 2027 (Jul - Sep)`: the months are not those of the quarter. Where every quarter of a document
// is off by the same stretch its year starts elsewhere, and that is said once, as a hint to set
// `fiscal-year-start`.
#include <algorithm>
#include <fmt/format.h>
#include <vector>

#include "analysis/rules/entity.h"
#include "analysis/rules/rule.h"

namespace pland::rules {
namespace {

using plan::PeriodKind;

struct Stated {
  const plan::ChapterFacts* facts;
  std::uint32_t offset;  // of the chapter
  const plan::FoundPeriod* found;
  const plan::Entity* entity;  // may be null
  plan::Months right;
  bool fits() const {
    return found->months->first == right.first && found->months->last == right.last;
  }
  // How many months later it starts than the calendar's, 0..11.
  int shift() const { return (found->months->first - right.first + 12) % 12; }
  int length() const { return (found->months->last - found->months->first + 12) % 12; }
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
    if (right) out.push_back({chapter.facts.get(), chapter.offset, &*found, entity, *right});
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
  }
  return out;
}

// The month in another's spelling: "Sep" for "Dec", "september" for "december".
std::string like(std::string_view written, int month) {
  const bool full = written.size() > 4 || written == plan::month_name(5);
  std::string out(full ? plan::month_name(month) : plan::month_abbreviation(month));
  if (!written.empty() && 'a' <= written[0] && written[0] <= 'z')
    out[0] = static_cast<char>(out[0] + 32);
  if (written.ends_with('.')) out += '.';
  return out;
}

void say(const Stated& stated, Report& report) {
  const plan::MonthRange& months = *stated.found->months;
  const std::uint32_t offset = stated.offset;
  const std::string period = stated.facts->text(stated.found->span);
  const std::string first = stated.facts->text(months.first_span);
  const std::string last = stated.facts->text(months.last_span);
  Finding& finding =
      report.add(Span{months.first_span.begin, months.last_span.end}.shifted(offset),
                 fmt::format("{} is {} - {}, not {} - {}", period, like(first, stated.right.first),
                             like(last, stated.right.last), first, last));
  if (stated.entity != nullptr) name_entity(finding, *stated.entity);

  Fix& fix = finding.fixes.emplace_back();
  fix.title =
      fmt::format("Write {} - {}", like(first, stated.right.first), like(last, stated.right.last));
  fix.safe = false;
  fix.preferred = true;
  fix.edits.push_back({"", months.first_span.shifted(offset), like(first, stated.right.first)});
  fix.edits.push_back({"", months.last_span.shifted(offset), like(last, stated.right.last)});

  // The quarter that has these months, where its number can be exchanged in place.
  const int size = stated.right.last - stated.right.first + 1;
  const bool whole = size > 0 && stated.length() == size - 1 && stated.shift() % size == 0;
  const auto number = stated.found->period.number;
  if (!whole || !number) return;
  const int parts = 12 / size;
  const int other = (*number - 1 + stated.shift() / size) % parts + 1;
  const auto digit = period.find(static_cast<char>('0' + *number));
  if (digit == std::string::npos || digit == 0) return;
  const char letter = period[digit - 1];
  if (letter != 'Q' && letter != 'q' && letter != 'H' && letter != 'h') return;
  const auto at = static_cast<std::uint32_t>(digit) + stated.found->span.begin + offset;
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
        return stated.shift() == shift && stated.length() == stated.right.last - stated.right.first;
      });
  if (same_shift) {
    const plan::MonthRange& months = *all.front().found->months;
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
