// Completion of milestones: the period that comes next, or the one before, in the document's own
// spelling and in the manner of the milestones beside it.
#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/features/heading_place.h"
#include "analysis/features/period_spelling.h"
#include "analysis/plan/label.h"
#include "analysis/plan/plan.h"
#include "analysis/plan/stated_months.h"
#include "analysis/plan/status.h"
#include "analysis/text/unicode.h"

namespace pland::features {
namespace {

using plan::EntityKind;
using plan::no_index;

// A milestone's heading taken apart: what stands before its period, how that is spelt, what joins
// it to a theme.
struct Sibling {
  std::uint32_t entry = no_index;
  plan::FoundPeriod found;    // in the spelling
  std::string spelling;       // "Q2 2025 (Apr - Jun)"
  std::string before;         // "🎯 ", "2. ", "**"
  std::string marks;          // of emphasis, to be closed
  bool marks_period = false;  // behind the period, not behind all
  std::string behind;         // ": "
};

std::optional<Sibling> sibling_of(const Headings& headings, std::uint32_t entry,
                                  std::optional<int> year_start) {
  const plan::Section& section = headings.plan.section(entry);
  const std::string title = headings.plan.facts(entry).text(section.title_span);
  auto found = period_in(title);
  if (!found) return std::nullopt;
  Sibling out;
  out.entry = entry;
  std::size_t end = found->months ? found->months->span.end : found->span.end;
  if (const auto days = found->months ? std::nullopt : stretch_in(title, end)) end = days->end;
  out.spelling = title.substr(found->span.begin, end - found->span.begin);
  out.spelling = with_right_months(out.spelling, year_start);
  const auto again = period_in(out.spelling);
  if (!again) return std::nullopt;
  out.found = *again;
  out.before = title.substr(0, found->span.begin);
  std::string_view rest = std::string_view(title).substr(end);
  if (const std::size_t mark = out.before.find_last_not_of("*_");
      mark == std::string::npos || mark + 1 < out.before.size())
    out.marks = out.before.substr(mark == std::string::npos ? 0 : mark + 1);
  if (!out.marks.empty() && rest.starts_with(out.marks)) {
    out.marks_period = true;
    rest.remove_prefix(out.marks.size());
  }
  for (const std::string_view joint : {": ", " - ", " – ", " — ", ". "})
    if (rest.starts_with(joint)) out.behind = joint;
  return out;
}

// A heading's words for another period in the manner of a sibling.
std::string titled_like(const Sibling& sibling, std::string_view spelling, int step) {
  const std::string before = manner_before(sibling.before, step);
  const std::string marks = before.ends_with(sibling.marks) ? sibling.marks : std::string();
  std::string out = before + std::string(spelling);
  if (sibling.marks_period) out += marks;
  if (!sibling.behind.empty()) out += sibling.behind + "[Theme/Focus]";
  if (!sibling.marks_period) out += marks;
  return out;
}

std::uint32_t milestone_section(const plan::Plan& plan) {
  if (plan.schema == nullptr) return no_index;
  for (std::uint32_t i = 0; i < plan.schema->sections.size(); ++i) {
    const plan::SchemaSection& section = plan.schema->sections[i];
    if (section.entity == EntityKind::milestone && section.level < bold_level) return i;
  }
  return no_index;
}

struct PeriodOffer {
  std::string spelling;
  std::string title;  // with what stands around the period
  std::string detail;
};

// Whether the template has a section of its own for this ("Next (Coming Soon)"): no milestone then.
bool is_section_of_template(const plan::Plan& plan, const std::string& spelling) {
  if (plan.schema == nullptr) return false;
  const auto found = plan.schema->find(plan::normalise(spelling), {}, EntityKind::none);
  return found && plan.schema->sections[*found].entity != EntityKind::milestone;
}

// A heading that is a period, as far as all of them must be known.
struct Timed {
  std::uint32_t entry = no_index;
  plan::Period period;
};

std::optional<Timed> timed(const Headings& headings, std::uint32_t entry) {
  const plan::Section& section = headings.plan.section(entry);
  if (section.period && section.period->role == plan::PeriodRole::leads)
    return Timed{entry, section.period->period};
  if (const auto month = iso_month(section.title)) return Timed{entry, month->period};
  return std::nullopt;
}

// The periods that could stand at the cursor beside those of `siblings`, which are right below one
// heading, `above` of them before the cursor: what comes next, or before the first.
std::vector<PeriodOffer> periods_beside(const Headings& headings,
                                        const std::vector<Timed>& siblings, std::size_t above,
                                        const std::vector<Timed>& there,
                                        std::optional<int> year_start) {
  std::vector<PeriodOffer> offers;
  const auto near = sibling_of(headings, siblings[above > 0 ? above - 1 : 0].entry, year_start);
  if (!near) return offers;
  const bool falling =
      siblings.size() > 1 && plan::compare(siblings[0].period, siblings[1].period) > 0;
  // Time runs down the page, or up.
  const bool forward = above > 0 ? !falling : falling;
  std::string spelling = near->spelling;
  for (int i = 0; i < 8 && offers.size() < (forward ? 2 : 1); ++i) {
    spelling = forward ? next_in_spelling(spelling) : previous_in_spelling(spelling);
    if (spelling.empty()) break;
    const auto found = period_in(spelling);
    if (found && std::any_of(there.begin(), there.end(),
                             [&](const Timed& one) { return one.period == found->period; }))
      continue;
    std::string detail;
    if (offers.empty())
      detail = fmt::format("{} {}", forward ? "next after" : "before",
                           near->found.span.of(near->spelling));
    offers.push_back(
        {spelling, titled_like(*near, spelling, above > 0 ? 1 : 0), std::move(detail)});
    if (!found) break;
  }
  return offers;
}

}  // namespace

void add_periods(const Typing& typing, const Hashes& typed, const Headings& headings, Depth depth,
                 CompletionList& list) {
  const plan::Plan& plan = headings.plan;
  const std::uint32_t index = milestone_section(plan);
  const plan::SchemaSection* schema = index == no_index ? nullptr : &plan.schema->sections[index];
  std::vector<Timed> there, siblings;
  std::size_t above = 0;  // of the siblings stand before the cursor
  for (const std::uint32_t entry : headings.all) {
    const plan::Section& section = plan.section(entry);
    const std::uint32_t parent = headings.parents[entry];
    const bool listed = schema != nullptr && parent != no_index &&
                        headings.schema_section(parent) == schema->parent;
    if (section.unit != EntityKind::milestone && !listed) continue;
    const auto one = timed(headings, entry);
    if (!one) continue;
    there.push_back(*one);
    if (typed.spaced && section.level != typed.level) continue;
    if (plan.offset(entry) + section.span.begin < typing.line_begin) above = siblings.size() + 1;
    siblings.push_back(*one);
  }
  int level = 0;
  std::vector<PeriodOffer> offers;
  if (!siblings.empty()) {
    const std::uint32_t near = siblings[above > 0 ? above - 1 : 0].entry;
    level = headings.level(near);
    // A sibling below another heading is a sibling no more.
    if (headings.parent(level) != headings.parents[near]) return;
    const auto elsewhere = [&](const Timed& one) {
      return headings.parents[one.entry] != headings.parents[near] ||
             headings.level(one.entry) != level;
    };
    above -= static_cast<std::size_t>(std::count_if(
        siblings.begin(), siblings.begin() + static_cast<std::ptrdiff_t>(above), elsewhere));
    std::erase_if(siblings, elsewhere);
    offers = periods_beside(headings, siblings, above, there,
                            plan::year_start(plan, typing.settings.fiscal_year_start));
    std::erase_if(offers, [&](const PeriodOffer& offer) {
      return is_section_of_template(plan, offer.spelling);
    });
  } else {
    if (schema == nullptr || schema->title.find("YYYY") == std::string::npos) return;
    const auto own = level_at(headings, depth, index);
    if (!own || (schema->parent != no_index && headings.parent(*own) == no_index)) return;
    level = *own;
    // Where the others count time in some other way, nobody knows what comes next.
    bool counted = false;
    headings.each_child(headings.parent(level), [&](std::uint32_t entry) {
      const std::string& title = plan.section(entry).title;
      counted = counted || title.find_first_of("0123456789") != std::string::npos;
    });
    if (counted) return;
    const std::string first =
        make_skeleton(schema->title.substr(0, schema->title.find(": [")), options_of(typing, 0))
            .plain;
    const std::string theme = ": [Theme/Focus]";
    offers.push_back({first, first + theme, "this quarter"});
    if (const std::string next = next_in_spelling(first); !next.empty())
      offers.push_back({next, next + theme, "next quarter"});
  }
  if (typed.spaced && typed.level != level) return;
  if (typed.level > level) return;

  const bool with_body = (plan.kind_source == plan::KindSource::matched ||
                          plan.kind_source == plan::KindSource::declared ||
                          plan.kind_source == plan::KindSource::path) &&
                         schema != nullptr && !has_body(typing);
  for (std::size_t i = 0; i < offers.size(); ++i) {
    const PeriodOffer& offer = offers[i];
    CompletionItem item;
    item.kind = CompletionKind::period;
    item.label = offer.spelling;
    item.detail = offer.detail;
    item.sort_key = "0" + rank(i);
    item.preselect = i == 0;
    SkeletonOptions options =
        options_of(typing, level - (schema == nullptr ? level : schema->level));
    options.heading = hashes(level) + " " + offer.title;
    if (schema != nullptr)
      item.data = fmt::format("section {} {}", index, headings.plan.schema->name);
    add_item(typing, typed, std::move(item),
             make_skeleton(with_body ? std::string_view(schema->skeleton) : "", options), list);
  }
}

}  // namespace pland::features
