// A group of changes under a name that nobody looks for: misspelt, or another word for one of the
// six, in a changelog that says it keeps to Keep a Changelog and does so elsewhere.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/plan/label.h"
#include "analysis/rules/changelog/releases.h"

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

enum Asks : std::uint64_t { asks_spelling = 1, asks_format = 2, asks_names = 4 };

Glance glance(const ChapterInput& input) {
  if (input.kind != plan::DocumentKind::changelog) return 0;
  Glance bits = asks_spelling;
  if ((glance_at_releases(input) & glance_keeps_format) != 0) bits |= asks_format;
  for (const plan::Section& section : input.facts.sections)
    if (group_called(section)) bits |= asks_names;
  return bits;
}

std::uint64_t about(const DocumentInput& input) {
  if (input.plan.kind != plan::DocumentKind::changelog) return 0;
  std::uint64_t bits = 0;
  for (const Glance glance : input.glances) bits |= glance;
  return bits;
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
  Fix& fix = finding.fixes.emplace_back();
  fix.title = fmt::format("Call it \"{}\"", *name);
  fix.safe = !other_word;
  const std::uint32_t at = section.title_span.begin;
  fix.edits.push_back(
      {"",
       {at + static_cast<std::uint32_t>(begin), at + static_cast<std::uint32_t>(end)},
       std::string(*name)});
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
