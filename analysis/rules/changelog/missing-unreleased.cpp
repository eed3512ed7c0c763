// A changelog in the form of Keep a Changelog with no place for what is merged and not yet
// released, or with that place below a release.
#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string>

#include "analysis/rules/changelog/releases.h"
#include "analysis/rules/line.h"

namespace pland::rules {
namespace {

bool any(const DocumentInput& input, Glance bit) {
  return std::any_of(input.glances.begin(), input.glances.end(),
                     [&](Glance glance) { return (glance & bit) != 0; });
}

std::optional<std::uint32_t> first_release(const plan::Plan& plan) {
  const auto found = std::find_if(plan.outline.begin(), plan.outline.end(), [](const auto& entry) {
    return entry.unit == plan::EntityKind::release;
  });
  if (found == plan.outline.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - plan.outline.begin());
}

bool is_unreleased(const plan::Plan& plan, std::uint32_t entry) {
  return plan.outline[entry].unit == plan::EntityKind::release &&
         plan.section(entry).role == plan::SectionRole::unreleased;
}

// The first one that nobody dated, or that says so, is what is being worked on.
bool is_to_come(const plan::Plan& plan, std::uint32_t first) {
  const auto heading = heading_of(plan, first);
  return !heading || heading->open || !heading->date;
}

void say_missing(const DocumentInput& input, std::uint32_t first, Report& report) {
  const plan::Plan& plan = input.plan;
  const auto heading = heading_of(plan, first);
  const std::uint32_t offset = plan.offset(first);
  Finding& finding = report.add(
      heading->name.shifted(offset),
      fmt::format("Nothing stands above {} for what is not released yet", name_of(plan, first)));
  const std::string_view nl = line_ending(input.text);
  const std::uint32_t at = plan.section(first).span.begin + offset;
  Fix& fix = finding.fixes.emplace_back();
  fix.title = "Add \"Unreleased\"";
  fix.edits.push_back({"",
                       {at, at},
                       fmt::format("{} {}{}{}", std::string(plan.outline[first].level, '#'),
                                   heading->bracketed ? "[Unreleased]" : "Unreleased", nl, nl)});
}

void say_misplaced(const DocumentInput& input, std::uint32_t first, std::uint32_t entry,
                   Report& report) {
  const plan::Plan& plan = input.plan;
  const Span title = plan.section(entry).title_span.shifted(plan.offset(entry));
  Finding& finding =
      report.add(title, fmt::format("{} stands below {}, which is released",
                                    plan.section(entry).title, name_of(plan, first)));
  const Span own = plan.extent(entry);
  if (own.end >= input.text.size()) return;
  const std::uint32_t to = plan.section(first).span.begin + plan.offset(first);
  Fix& fix = finding.fixes.emplace_back();
  fix.title = "Move it to the top";
  fix.edits.push_back({"", own, ""});
  fix.edits.push_back({"", {to, to}, input.text.text(own)});
}

void judge_document(const DocumentInput& input, Report& report) {
  const plan::Plan& plan = input.plan;
  if (plan.kind != plan::DocumentKind::changelog || plan.is_template) return;
  const auto first = first_release(plan);
  if (!first || is_unreleased(plan, *first)) return;
  const bool asked =
      any(input, glance_keeps_format) || plan.kind_source >= plan::KindSource::matched;
  if (!asked) return;
  if (!any(input, glance_unreleased)) {
    if (!is_to_come(plan, *first)) say_missing(input, *first, report);
    return;
  }
  for (std::uint32_t entry = *first + 1; entry < plan.outline.size(); ++entry) {
    if ((input.glances[plan.outline[entry].chapter] & glance_unreleased) == 0) continue;
    if (!is_unreleased(plan, entry) || plan.outline[entry].parent != plan.outline[*first].parent)
      continue;
    say_misplaced(input, *first, entry, report);
    return;
  }
}

}  // namespace

extern const Rule missing_unreleased = {
    .name = "missing-unreleased",
    .group = "changelog",
    .severity = Severity::information,
    .summary = "A changelog has no place for what is not released yet",
    .document = judge_document,
    .glance = glance_at_releases,
    .tier = Tier::entity,
};

}  // namespace pland::rules
