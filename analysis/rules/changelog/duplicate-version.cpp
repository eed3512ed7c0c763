// One version with two headings: a merge that took both sides, or a number nobody raised.
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "analysis/rules/changelog/releases.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/line.h"
#include "analysis/rules/reach.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

struct Repeats {
  std::map<std::uint32_t, std::uint32_t> first;  // of each entry that repeats one
};

std::shared_ptr<const void> prepare(const DocumentInput& input) {
  auto out = std::make_shared<Repeats>();
  std::map<std::pair<std::uint32_t, std::string>, std::uint32_t> known;
  for (const Release& release : releases_of(input).list) {
    const std::string name =
        release.unreleased ? input.plan.section(release.entry).key : to_string(release.version);
    const auto [found, fresh] = known.try_emplace({release.parent, name}, release.entry);
    if (!fresh) out->first[release.entry] = found->second;
  }
  return out;
}

// What stands below the heading, with all sections in there.
std::string_view body_in(std::string_view extent, std::size_t heading) {
  return text::trim(extent.substr(std::min(heading, extent.size())));
}

// The heading goes: what is below it becomes part of the release above, which must be the same one.
void offer(Finding& finding, const EntryInput& input, std::uint32_t first, Report& report) {
  const plan::Plan& plan = input.document.plan;
  const markdown::Document& text = input.document.text;
  const std::uint32_t entry = input.entry;
  if (!reach(report, plan, first, entry)) return;
  const auto body = [&](std::uint32_t of) {
    const Span extent = plan.extent(of);
    const Span own = plan.section(of).span.shifted(plan.offset(of));
    return std::string(body_in(text.text(extent), own.end - extent.begin));
  };
  const std::string mine = body(entry), theirs = body(first);
  const Span extent = plan.extent(entry);
  const bool last = extent.end >= text.size();
  Fix fix;
  if (mine == theirs && !last) {
    fix.title = "Remove it: both say the same";
    fix.edits.push_back({"", seen_from(plan, entry, extent), ""});
  } else if (plan.outline[first].end == entry || mine.empty()) {
    fix.title =
        mine.empty() ? "Remove the heading: nothing stands below it" : "Make one release of both";
    fix.safe = mine.empty() && !last;
    const Span heading = plan.section(entry).span.shifted(plan.offset(entry));
    fix.edits.push_back({"", seen_from(plan, entry, whole_line(text, heading)), ""});
  } else {
    return;
  }
  finding.fixes.push_back(std::move(fix));
}

void judge_entry(const EntryInput& input, Report& report) {
  if (input.about == 0) return;
  const plan::Plan& plan = input.document.plan;
  if (plan.outline[input.entry].unit != plan::EntityKind::release) return;
  const auto& repeats = static_cast<const Repeats*>(input.prepared)->first;
  const auto found = repeats.find(input.entry);
  if (found == repeats.end()) return;
  const auto span_of = [&](std::uint32_t entry) {
    const auto heading = heading_of(plan, entry);
    return heading ? heading->name : plan.section(entry).title_span;
  };
  Finding& finding =
      report.add(span_of(input.entry), fmt::format("{} is here twice", name_of(plan, input.entry)));
  name_section_entity(finding, plan.facts(input.entry), plan.outline[input.entry].section);
  report.read_off(plan.outline[found->second].chapter);
  finding.related.push_back(
      {"", span_of(found->second), "The first time", plan.outline[found->second].chapter});
  offer(finding, input, found->second, report);
}

}  // namespace

extern const Rule duplicate_version = {
    .name = "duplicate-version",
    .group = "changelog",
    .severity = Severity::error,
    .summary = "A changelog has one version twice",
    .entry = judge_entry,
    .about = about_releases,
    .prepare = prepare,
    .glance = glance_at_releases,
    .tier = Tier::entity,
};

}  // namespace pland::rules
