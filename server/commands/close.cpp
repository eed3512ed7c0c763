// `pland close PERIOD FILE`: a period of a roadmap is over, and what is open in it moves on.
#include <fmt/format.h>
#include <memory>
#include <string>
#include <vector>

#include "analysis/plan/label.h"
#include "analysis/plan/period.h"
#include "server/commands/commands.h"
#include "server/commands/plan_edit.h"

namespace pland::server {
namespace {

struct Milestone {
  Span title;  // in the document
  std::string shown;
};

std::vector<Milestone> milestones_called(const workspace::Document& document,
                                         const std::string& period, std::string& others) {
  const auto wanted = plan::find_period(period);
  const std::string key = plan::normalise(period);
  const plan::Plan& plan = *document.plan;
  std::vector<Milestone> out;
  for (std::uint32_t entry = 0; entry < plan.outline.size(); ++entry) {
    if (plan.outline[entry].unit != plan::EntityKind::milestone) continue;
    const plan::Section& section = plan.section(entry);
    const bool leads = section.period && section.period->role == plan::PeriodRole::leads;
    const bool same = section.key == key || (leads && wanted && wanted->span.begin == 0 &&
                                             section.period->period == wanted->period);
    if (same)
      out.push_back({section.title_span.shifted(plan.offset(entry)), section.title});
    else
      others += fmt::format("\n  {}", section.title);
  }
  return out;
}

int run(PlanEditFlags& flags, const std::string& period) {
  const PlanEdit edit(flags);
  std::string others;
  const auto found = milestones_called(edit.document(), period, others);
  if (found.empty())
    throw UserError(fmt::format("{} has no milestone \"{}\"{}", edit.shown(), period,
                                others.empty() ? std::string() : "; it has:" + others));
  if (found.size() > 1) {
    std::string all;
    for (const Milestone& one : found)
      all += fmt::format("\n  {}: {}", edit.shown(one.title.begin), one.shown);
    throw UserError(
        fmt::format("\"{}\" could be any of these; say the whole title:{}", period, all));
  }
  const Span place{found[0].title.begin, found[0].title.begin};
  const features::Refactoring& row = *features::find_refactoring("close-period");
  const std::string why = features::why_not_closed(edit.at(place));
  return edit.make(row, place,
                   fmt::format("{}: {} {}", edit.shown(place.begin), found[0].shown, why));
}

}  // namespace

void add_close(Verb app) {
  Verb verb = app.verb("close", "Close a period of a roadmap, and carry over what is open in it");
  struct Given {
    PlanEditFlags flags;
    std::string period;
  };
  auto given = std::make_shared<Given>();
  verb.option("PERIOD", given->period, "The milestone's period (\"Q4 2026\") or title")
      .required()
      .type("");
  verb.option("FILE", given->flags.file, "The roadmap").required().type("");
  add_plan_edit_flags(verb, given->flags);
  verb.runs([given] { return run(given->flags, given->period); });
}

}  // namespace pland::server
