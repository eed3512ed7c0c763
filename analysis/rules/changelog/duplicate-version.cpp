// One version with two headings: a merge that took both sides, or a number nobody raised. And one
// group of changes with two headings in a release, which is what such a merge leaves, too.
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/rules/changelog/groups.h"
#include "analysis/rules/changelog/releases.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/hash.h"
#include "analysis/rules/line.h"
#include "analysis/rules/reach.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

struct Repeats {
  std::map<std::uint32_t, std::uint32_t> first;   // of each entry that repeats one
  std::map<std::uint32_t, std::uint32_t> groups;  // the same of the groups below releases
};

Glance glance(const ChapterInput& input) {
  const Glance releases = glance_at_releases(input), groups = glance_at_groups(input);
  constexpr Glance flags = glance_keeps_format | glance_unreleased;  // releases.h reads them
  return groups == 0 ? releases : (mix(releases, groups) & ~flags) | (releases & flags);
}

std::shared_ptr<const void> prepare(const DocumentInput& input) {
  auto out = std::make_shared<Repeats>();
  std::map<std::pair<std::uint32_t, std::string>, std::uint32_t> known;
  for (const Release& release : releases_of(input).list) {
    const std::string name =
        release.unreleased ? input.plan.section(release.entry).key : to_string(release.version);
    const auto [found, fresh] = known.try_emplace({release.parent, name}, release.entry);
    if (!fresh) out->first[release.entry] = found->second;
  }
  if (input.plan.kind != plan::DocumentKind::changelog) return out;
  for (std::uint32_t entry = 0; entry < input.plan.outline.size(); ++entry)
    if (const auto above = same_group_above(input.plan, entry); above != plan::no_index)
      out->groups[entry] = above;
  return out;
}

// What stands below the heading, with all sections in there.
std::string_view body_in(std::string_view extent, std::size_t heading) {
  return text::trim(extent.substr(std::min(heading, extent.size())));
}

// The groups that both releases have: of the lower one, with what they are put to. None where they
// cannot be put together: text stands above the first one, or a group is there twice in one.
using Shared = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
std::optional<Shared> shared_groups(const plan::Plan& plan, const markdown::Document& text,
                                    std::uint32_t entry, std::uint32_t first) {
  Shared out;
  const auto children = [&](std::uint32_t of, const auto& visit) {
    for (std::uint32_t at = of + 1; at < plan.outline[of].end; ++at)
      if (plan.outline[at].parent == of) visit(at);
  };
  bool clear = true;
  children(entry, [&](std::uint32_t mine) {
    std::uint32_t to = plan::no_index;
    children(first, [&](std::uint32_t theirs) {
      if (plan.section(theirs).key != plan.section(mine).key) return;
      clear &= to == plan::no_index && plan.outline[theirs].level == plan.outline[mine].level;
      to = theirs;
    });
    if (to == plan::no_index) return;
    for (const auto& [other, target] : out) clear &= target != to;
    out.emplace_back(mine, to);
  });
  if (out.empty()) return out;
  // What stands above all groups would become part of the last group of the other one.
  if (!text::trim(text.text(body_of(plan, entry))).empty()) return std::nullopt;
  return clear ? std::optional(out) : std::nullopt;
}

// One release of two that follow each other, and one group of each two.
std::optional<Fix> merge_releases(const EntryInput& input, std::uint32_t first, Report& report) {
  const plan::Plan& plan = input.document.plan;
  const markdown::Document& text = input.document.text;
  const std::uint32_t entry = input.entry;
  const auto shared = shared_groups(plan, text, entry, first);
  if (!shared) return std::nullopt;
  Fix fix;
  fix.title = "Make one release of both";
  fix.safe = false;
  const Span heading = plan.section(entry).span.shifted(plan.offset(entry));
  Span removed = whole_line(text, heading);
  if (!shared->empty()) {
    const std::uint32_t above = plan.section(entry - 1).span.begin + plan.offset(entry - 1);
    removed = {end_of_content(text, {above, heading.begin}), heading.end};
  }
  fix.edits.push_back({"", seen_from(plan, entry, removed), ""});
  for (const auto& [mine, theirs] : *shared) {
    auto merged = merge_groups(input, entry, mine, theirs, report);
    if (!merged) return std::nullopt;
    fix.edits.insert(fix.edits.end(), merged->edits.begin(), merged->edits.end());
  }
  join_touching(fix.edits);
  return fix;
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
  } else if (mine.empty()) {
    fix.title = "Remove the heading: nothing stands below it";
    fix.safe = !last;
    const Span heading = plan.section(entry).span.shifted(plan.offset(entry));
    fix.edits.push_back({"", seen_from(plan, entry, whole_line(text, heading)), ""});
  } else if (plan.outline[first].end == entry) {
    auto merged = merge_releases(input, first, report);
    if (!merged) return;
    fix = *std::move(merged);
  } else {
    return;
  }
  finding.fixes.push_back(std::move(fix));
}

// A group of changes that its release has already.
void judge_group(const EntryInput& input, std::uint32_t first, Report& report) {
  const plan::Plan& plan = input.document.plan;
  const plan::Section& section = plan.section(input.entry);
  Finding& finding =
      report.add(section.title_span, fmt::format("\"{}\" is here twice in {}", section.title,
                                                 name_of(plan, plan.outline[input.entry].parent)));
  finding.severity = Severity::warning;
  report.read_off(plan.outline[first].chapter);
  finding.related.push_back(
      {"", plan.section(first).title_span, "The first time", plan.outline[first].chapter});
  if (auto fix = merge_groups(input, input.entry, input.entry, first, report))
    finding.fixes.push_back(*std::move(fix));
}

void judge_entry(const EntryInput& input, Report& report) {
  if (input.about == 0) return;
  const plan::Plan& plan = input.document.plan;
  const auto& groups = static_cast<const Repeats*>(input.prepared)->groups;
  if (const auto twice = groups.find(input.entry); twice != groups.end())
    judge_group(input, twice->second, report);
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
    .summary = "A changelog has one version twice, or a release one group of changes",
    .entry = judge_entry,
    .about = about_releases,
    .prepare = prepare,
    .glance = glance,
    .tier = Tier::entity,
};

}  // namespace pland::rules
