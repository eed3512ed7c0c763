// What a heading or an item is, by its name and by what stands above it.
#include <algorithm>

#include "analysis/plan/chapter_reader.h"

namespace pland::plan {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "theme 2", "decision 1: …", "adr-12": the word with a number behind it.
bool numbered(std::string_view normal, std::string_view word) {
  if (!normal.starts_with(word)) return false;
  std::string_view rest = normal.substr(word.size());
  while (!rest.empty() && (rest[0] == ' ' || rest[0] == '-' || rest[0] == '#')) rest.remove_prefix(1);
  return !rest.empty() && is_digit(rest[0]);
}

const Ancestor* parent_of(const Context& context, std::uint8_t level) {
  for (auto at = context.ancestors.rbegin(); at != context.ancestors.rend(); ++at) {
    if (at->level < level) return &*at;
  }
  return nullptr;
}

bool is_version(std::string_view title) {
  std::size_t at = 0;
  if (at < title.size() && title[at] == '[') ++at;
  for (std::string_view word : {"Version ", "Release ", "version ", "release "}) {
    if (title.substr(at).starts_with(word)) at += word.size();
  }
  if (at < title.size() && (title[at] == 'v' || title[at] == 'V')) ++at;
  std::size_t digits = at;
  while (digits < title.size() && is_digit(title[digits])) ++digits;
  return digits > at && digits + 1 < title.size() && title[digits] == '.' && (is_digit(title[digits + 1]) || title[digits + 1] == 'x');
}

}  // namespace

bool closes(Status status) { return is_closed(status) || status == Status::deferred; }

std::string explicit_id(std::string_view title) {
  bool bracket = title.starts_with('[');
  std::size_t at = bracket ? 1 : 0;
  std::size_t letters = at;
  while (letters < title.size() && title[letters] >= 'A' && title[letters] <= 'Z') ++letters;
  if (letters - at < 2 || letters - at > 10 || letters >= title.size() || title[letters] != '-') return {};
  std::size_t digits = letters + 1;
  while (digits < title.size() && is_digit(title[digits])) ++digits;
  if (digits == letters + 1) return {};
  if (digits < title.size() && title[digits] != ' ' && title[digits] != ':' && title[digits] != ']' && title[digits] != '.') return {};
  return std::string(title.substr(at, digits - at));
}

EntityKind unit_of_heading(std::string_view title, std::string_view normal, std::optional<SectionRole> role,
                           const std::optional<FoundPeriod>& period, std::uint8_t level,
                           const Context& context) {
  const Ancestor* parent = parent_of(context, level);
  if (context.kind == DocumentKind::changelog) {
    bool release = role == SectionRole::unreleased || is_version(title);
    bool below = parent != nullptr && parent->unit == EntityKind::release;
    return release && !below && level <= 3 ? EntityKind::release : EntityKind::none;
  }
  if (context.kind == DocumentKind::decision && level == 1) return EntityKind::decision;
  if (numbered(normal, "theme") || numbered(normal, "strategic theme") || numbered(normal, "pillar")) return EntityKind::theme;
  if (numbered(normal, "objective")) return EntityKind::objective;
  if (numbered(normal, "decision") || numbered(normal, "adr")) return EntityKind::decision;
  if (numbered(normal, "risk")) return EntityKind::risk;
  auto parent_role = parent != nullptr ? parent->role : std::nullopt;
  if (parent_role && level == parent->level + 1 && !role) {
    switch (*parent_role) {
      case SectionRole::themes: return EntityKind::theme;
      case SectionRole::objectives: return EntityKind::objective;
      case SectionRole::decisions: return EntityKind::decision;
      case SectionRole::non_goals: return EntityKind::non_goal;
      case SectionRole::risks: return EntityKind::risk;
      case SectionRole::blockers: return EntityKind::blocker;
      case SectionRole::revision: return EntityKind::revision;
      default: break;
    }
  }
  if (period && period->role == PeriodRole::leads && context.kind != DocumentKind::guide &&
      context.kind != DocumentKind::decision && level > 1) {
    PeriodKind kind = period->period.kind;
    bool procedure = kind == PeriodKind::step || kind == PeriodKind::day;
    // "Now" as a heading is a horizon; "Next steps" is not, and find_period knows.
    if (!procedure) return EntityKind::milestone;
  }
  if (parent_role && level == parent->level + 1 && !role) {
    switch (*parent_role) {
      case SectionRole::initiatives:
      case SectionRole::now:
      case SectionRole::next:
      case SectionRole::later:
      case SectionRole::in_progress: return EntityKind::initiative;
      default: break;
    }
  }
  if (parent != nullptr && parent->unit == EntityKind::milestone && level == parent->level + 1 && !role) {
    return EntityKind::initiative;
  }
  return EntityKind::none;
}

EntityKind unit_of_items(std::optional<SectionRole> role) {
  if (!role) return EntityKind::none;
  switch (*role) {
    case SectionRole::themes: return EntityKind::theme;
    case SectionRole::initiatives:
    case SectionRole::now:
    case SectionRole::next:
    case SectionRole::later:
    case SectionRole::in_progress: return EntityKind::initiative;
    case SectionRole::non_goals: return EntityKind::non_goal;
    case SectionRole::risks: return EntityKind::risk;
    case SectionRole::dependencies: return EntityKind::dependency;
    case SectionRole::blockers: return EntityKind::blocker;
    case SectionRole::decisions: return EntityKind::decision;
    default: return EntityKind::none;
  }
}

std::optional<Strictness> strictness_of(SectionRole role, const Context& context) {
  switch (role) {
    case SectionRole::success_metrics: return Strictness::strict;
    case SectionRole::key_results: {
      // Outside OKRs "Key Results" are results of the past.
      bool objective = std::any_of(context.ancestors.begin(), context.ancestors.end(),
                                   [](const Ancestor& a) { return a.unit == EntityKind::objective; });
      if (context.kind == DocumentKind::okr || objective) return Strictness::strict;
      return std::nullopt;
    }
    case SectionRole::criteria: return Strictness::criteria;
    case SectionRole::metrics_weak: return Strictness::weak;
    default: return std::nullopt;
  }
}

}  // namespace pland::plan
