// A release that stands below an older one, in a changelog that has the newest first.
//
// Releases of one line (1.4.0, 1.4.2) follow each other in time; those of two lines may both be
// kept, so there only dates tell. A changelog that has the oldest first has another order, and one
// that is in no order at all was not meant to be.
#include <algorithm>
#include <compare>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "analysis/rules/changelog/releases.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/line.h"
#include "analysis/rules/reach.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

struct Misplaced {
  std::uint32_t entry = 0;
  std::uint32_t other = 0;   // the entry beside which it is wrong
  std::uint32_t before = 0;  // where it belongs: before this entry, or …
  bool up = false;           // … behind it
};
struct Order {
  std::vector<Misplaced> list;  // by entry
};

// Whether `a`, which stands above, may stand there.
bool in_order(const Release& a, const Release& b) {
  const auto order = plan::compare(a.version, b.version);
  if (order == std::partial_ordering::unordered || order >= 0) return true;
  const bool one_line = plan::same_line(a.version, b.version);
  if (a.date && b.date) return *a.date > *b.date || (*a.date == *b.date && !one_line);
  return !one_line;
}

// The releases of one parent that have an order: those with a version.
void judge_siblings(const std::vector<const Release*>& all, Order& out) {
  std::size_t falling = 0, rising = 0;
  std::vector<std::size_t> wrong;  // the lower one of each pair
  for (std::size_t i = 1; i < all.size(); ++i) {
    const auto order = plan::compare(all[i - 1]->version, all[i]->version);
    falling += order > 0;
    rising += order < 0;
    if (!in_order(*all[i - 1], *all[i])) wrong.push_back(i);
  }
  if (all.size() < 3 || rising > falling || wrong.size() * 4 > all.size() + 1) return;
  const auto fits = [&](std::size_t upper, std::size_t lower) {
    return upper >= all.size() || lower >= all.size() || in_order(*all[upper], *all[lower]);
  };
  for (const std::size_t i : wrong) {
    const bool lower_goes = fits(i - 1, i + 1);
    const bool upper_goes = i < 2 || fits(i - 2, i);
    if (lower_goes || !upper_goes) {
      std::size_t to = i - 1;
      while (to > 0 && !in_order(*all[to - 1], *all[i])) --to;
      out.list.push_back({all[i]->entry, all[i - 1]->entry, all[to]->entry, true});
    } else {
      std::size_t to = i;
      while (to + 1 < all.size() && !in_order(*all[i - 1], *all[to + 1])) ++to;
      out.list.push_back({all[i - 1]->entry, all[i]->entry, all[to]->entry, false});
    }
  }
}

std::shared_ptr<const void> prepare(const DocumentInput& input) {
  const Releases releases = releases_of(input);
  std::map<std::uint32_t, std::vector<const Release*>> by_parent;
  for (const Release& release : releases.list)
    if (!release.unreleased) by_parent[release.parent].push_back(&release);
  auto out = std::make_shared<Order>();
  for (const auto& [parent, list] : by_parent) judge_siblings(list, *out);
  std::sort(out->list.begin(), out->list.end(),
            [](const Misplaced& a, const Misplaced& b) { return a.entry < b.entry; });
  return out;
}

// Moves the section with all below it. None where it is the last one and its end is not its own:
// link definitions stand there.
void offer_move(Finding& finding, const EntryInput& input, const Misplaced& misplaced,
                Report& report) {
  const plan::Plan& plan = input.document.plan;
  const markdown::Document& text = input.document.text;
  const Span own = plan.extent(misplaced.entry), other = plan.extent(misplaced.before);
  if (own.end >= text.size() || other.end >= text.size()) return;
  if (!reach(report, plan, misplaced.entry, misplaced.before)) return;
  const std::string_view nl = line_ending(text);
  std::string moved = text.text(own);
  while (moved.ends_with('\n') || moved.ends_with('\r')) moved.pop_back();
  moved += std::string(nl) + std::string(nl);
  Fix& fix = finding.fixes.emplace_back();
  const std::uint32_t to = misplaced.up ? other.begin : other.end;
  fix.title = fmt::format("Move it {} {}", misplaced.up ? "above" : "below",
                          name_of(plan, misplaced.before));
  fix.safe = false;
  fix.edits.push_back({"", seen_from(plan, misplaced.entry, own), ""});
  fix.edits.push_back({"", seen_from(plan, misplaced.entry, {to, to}), std::move(moved)});
}

void judge_entry(const EntryInput& input, Report& report) {
  if (input.about == 0) return;
  const plan::Plan& plan = input.document.plan;
  if (plan.outline[input.entry].unit != plan::EntityKind::release) return;
  const auto& list = static_cast<const Order*>(input.prepared)->list;
  const auto found =
      std::lower_bound(list.begin(), list.end(), input.entry,
                       [](const Misplaced& one, std::uint32_t entry) { return one.entry < entry; });
  if (found == list.end() || found->entry != input.entry) return;
  const auto heading = heading_of(plan, input.entry);
  const auto other = heading_of(plan, found->other);
  if (!heading || !other) return;
  Finding& finding = report.add(
      heading->name, fmt::format("{} stands {} {}, which is {}", name_of(plan, input.entry),
                                 found->up ? "below" : "above", name_of(plan, found->other),
                                 found->up ? "older" : "newer"));
  name_section_entity(finding, plan.facts(input.entry), plan.outline[input.entry].section);
  report.read_off(plan.outline[found->other].chapter);
  finding.related.push_back({"", other->name, found->up ? "The older one" : "The newer one",
                             plan.outline[found->other].chapter});
  offer_move(finding, input, *found, report);
}

}  // namespace

extern const Rule version_order = {
    .name = "version-order",
    .group = "changelog",
    .severity = Severity::warning,
    .summary = "A release stands in the wrong place",
    .entry = judge_entry,
    .about = about_releases,
    .prepare = prepare,
    .glance = glance_at_releases,
    .tier = Tier::entity,
};

}  // namespace pland::rules
