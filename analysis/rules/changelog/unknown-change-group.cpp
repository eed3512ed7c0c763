// A group of changes under a name that nobody looks for: misspelt, or another word for one of the
// six, in a changelog that says it keeps to Keep a Changelog and does so elsewhere. Where the
// release has the group already, the two are put together: one name twice is a fault as well.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/plan/label.h"
#include "analysis/rules/changelog/groups.h"
#include "analysis/rules/changelog/releases.h"
#include "analysis/rules/hash.h"
#include "analysis/rules/reach.h"

namespace pland::rules {
namespace {

using plan::SectionRole;

struct Group {
  SectionRole role;
  std::string_view name;
  std::string_view key;  // normalised
};
constexpr std::array groups = {
    Group{SectionRole::added, "Added", "added"},
    Group{SectionRole::changed, "Changed", "changed"},
    Group{SectionRole::deprecated, "Deprecated", "deprecated"},
    Group{SectionRole::removed, "Removed", "removed"},
    Group{SectionRole::fixed, "Fixed", "fixed"},
    Group{SectionRole::security, "Security", "security"},
};

// "Changed (breaking)" is called so, too.
std::optional<std::string_view> group_called(const plan::Section& section) {
  const std::string key = section.title.find('(') == std::string::npos
                              ? section.key
                              : plan::normalise_without_parenthesis(section.title);
  for (const Group& group : groups)
    if (group.key == key) return group.name;
  return std::nullopt;
}

std::optional<std::string_view> group_of(SectionRole role) {
  for (const Group& group : groups)
    if (group.role == role) return group.name;
  return std::nullopt;
}

// The one group that a letter or two make of it; of five letters, one.
std::optional<std::string_view> misspelt(std::string_view key) {
  std::optional<std::string_view> out;
  for (const Group& group : groups) {
    const unsigned limit = group.key.size() > 6 ? 2 : 1;
    if (key.size() < 4 || key.size() > 14) continue;
    if (plan::edit_distance(key, group.key, limit) > limit) continue;
    if (out) return std::nullopt;
    out = group.name;
  }
  return out;
}

// The rest of a glance is a hash of the names of groups and releases.
enum Asks : std::uint64_t { asks_spelling = 1, asks_format = 2, asks_names = 4 };
constexpr std::uint64_t all_asks = asks_spelling | asks_format | asks_names;

Glance glance(const ChapterInput& input) {
  if (input.kind != plan::DocumentKind::changelog) return 0;
  Glance bits = asks_spelling;
  if ((glance_at_releases(input) & glance_keeps_format) != 0) bits |= asks_format;
  for (const plan::Section& section : input.facts.sections)
    if (group_called(section)) bits |= asks_names;
  return bits | (mix(glance_at_releases(input), glance_at_groups(input)) & ~all_asks);
}

std::uint64_t about(const DocumentInput& input) {
  if (input.plan.kind != plan::DocumentKind::changelog) return 0;
  std::uint64_t bits = 0;
  for (const Glance glance : input.glances) bits |= glance & all_asks;
  return bits == 0 ? 0 : (hash_of_glances(input.glances) & ~all_asks) | bits;
}

std::string key_of(std::string_view name) {
  for (const Group& group : groups)
    if (group.name == name) return std::string(group.key);
  return {};
}

// The release has the group already: the two become one, under its name.
void offer_merge(Finding& finding, const EntryInput& input, std::uint32_t other, Edit rename,
                 std::string_view name, Report& report) {
  const plan::Plan& plan = input.document.plan;
  if (plan.outline[other].level != plan.outline[input.entry].level) return;
  const bool above = other < input.entry;
  auto fix = above ? merge_groups(input, input.entry, input.entry, other, report)
                   : merge_groups(input, input.entry, other, input.entry, report);
  if (!fix) return;
  fix->title = fmt::format("Put it to \"{}\"", name);
  if (!above) fix->edits.insert(fix->edits.begin(), std::move(rename));
  finding.fixes.push_back(*std::move(fix));
}

void judge_entry(const EntryInput& input, Report& report) {
  if (input.about == 0) return;
  const plan::Plan& plan = input.document.plan;
  const plan::OutlineEntry& entry = plan.outline[input.entry];
  if (entry.parent >= plan.outline.size() || entry.level == 0) return;
  if (plan.outline[entry.parent].unit != plan::EntityKind::release) return;
  const plan::Section& section = plan.section(input.entry);
  if (section.key.empty() || group_called(section)) return;

  std::optional<std::string_view> name;
  bool other_word = false;
  if (const auto role = plan::change_group_role(section.title)) {
    const bool asked = (input.about & asks_format) != 0 && (input.about & asks_names) != 0;
    name = asked ? group_of(*role) : std::nullopt;
    other_word = true;
  } else {
    name = misspelt(section.key);
  }
  if (!name) return;
  Finding& finding = report.add(
      section.title_span,
      other_word ? fmt::format("\"{}\" is called \"{}\" in Keep a Changelog", section.title, *name)
                 : fmt::format("\"{}\" is no group of changes; did you mean \"{}\"?", section.title,
                               *name));
  // The words alone: an emoji before them, or markup around, stays.
  const std::string source = plan.facts(input.entry).text(section.title_span);
  std::size_t begin = 0;
  std::size_t end = source.size();
  const auto is_letter = [](char c) { return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z'); };
  while (begin < end && !is_letter(source[begin])) ++begin;
  while (end > begin && !is_letter(source[end - 1])) --end;
  if (plan::normalise(std::string_view(source).substr(begin, end - begin)) != section.key) return;
  const std::uint32_t at = section.title_span.begin;
  Edit rename{"",
              {at + static_cast<std::uint32_t>(begin), at + static_cast<std::uint32_t>(end)},
              std::string(*name)};
  const std::uint32_t other = group_beside(plan, input.entry, key_of(*name));
  if (other != plan::no_index) {
    offer_merge(finding, input, other, std::move(rename), *name, report);
    return;
  }
  Fix& fix = finding.fixes.emplace_back();
  fix.title = fmt::format("Call it \"{}\"", *name);
  fix.safe = !other_word;
  fix.edits.push_back(std::move(rename));
}

}  // namespace

extern const Rule unknown_change_group = {
    .name = "unknown-change-group",
    .group = "changelog",
    .severity = Severity::information,
    .summary = "A group of changes has a name that nobody looks for",
    .entry = judge_entry,
    .about = about,
    .glance = glance,
    .tier = Tier::entity,
};

}  // namespace pland::rules
