#include "analysis/plan/entities.h"

#include <algorithm>
#include <array>

#include "analysis/plan/reader.h"

namespace pland::plan {
namespace {

bool is_plan(DocumentKind kind) {
  return kind == DocumentKind::roadmap || kind == DocumentKind::plan || kind == DocumentKind::okr;
}

bool contains(std::string_view text, std::string_view words) {
  return text.find(words) != std::string_view::npos;
}

// "theme 2", "decision 1: …", "adr-12": the word with a number behind it, and no more words before
// a separator ("phase 1+2 enhancements" is none).
bool is_numbered(std::string_view normal, std::string_view word) {
  if (!normal.starts_with(word)) return false;
  std::size_t at = word.size();
  while (at < normal.size() && (normal[at] == ' ' || normal[at] == '-' || normal[at] == '#')) ++at;
  const std::size_t digits = at;
  while (at < normal.size() && (is_digit(normal[at]) || normal[at] == '.')) ++at;
  if (at == digits || digits == word.size()) return false;
  return at == normal.size() || !is_alpha(normal[at]);
}

// What a number alone makes of a title, wherever it stands.
EntityKind numbered_kind(std::string_view normal) {
  struct Named {
    std::string_view word;
    EntityKind kind;
  };
  constexpr std::array names = {
      Named{"theme", EntityKind::theme},         Named{"strategic theme", EntityKind::theme},
      Named{"pillar", EntityKind::theme},        Named{"strategic pillar", EntityKind::theme},
      Named{"objective", EntityKind::objective}, Named{"decision", EntityKind::decision},
      Named{"adr", EntityKind::decision},        Named{"risk", EntityKind::risk}};
  for (const Named& named : names)
    if (is_numbered(normal, named.word)) return named.kind;
  return EntityKind::none;
}

// "Item 1.1: …", "Epic 3": work that is counted. "1. Login": so is this.
bool is_numbered_work(std::string_view title, std::string_view normal) {
  constexpr std::array<std::string_view, 10> words = {
      "item",       "task",        "epic",         "initiative", "feature",
      "workstream", "work stream", "work package", "project",    "deliverable"};
  if (std::any_of(words.begin(), words.end(),
                  [&](std::string_view word) { return is_numbered(normal, word); }))
    return true;
  Reader r{title};
  return r.number(1, 2) && (r.take('.') || r.take(')')) && r.spaces() && !r.done();
}

// `1.2.0`, `[v1.2]`, "Release 3.0"; a date counts where a changelog is kept by days.
bool is_release(std::string_view title) {
  Reader r{title};
  while (!r.done() && !is_alnum(r.peek()) && r.peek() != '[') ++r.at;
  r.take('[');
  for (const std::string_view word : {"version", "release"})
    if (r.take_word(word)) r.spaces();
  if (!r.take('v')) r.take('V');
  if (!r.number(1, 9)) return false;
  return r.take('.') && (is_digit(r.peek()) || r.peek() == 'x');
}

const Ancestor* parent_of(const Context& context, std::uint8_t level) {
  for (auto at = context.ancestors.rbegin(); at != context.ancestors.rend(); ++at)
    if (at->level < level) return &*at;
  return nullptr;
}

EntityKind unit_in_changelog(const Title& title, const Ancestor* parent) {
  const bool release = title.role == SectionRole::unreleased || is_release(title.text);
  // Some tools write minor releases as titles, and what mends them below.
  const bool mends = title.level == 2 && parent != nullptr && parent->level == 1 &&
                     title.role != SectionRole::unreleased && !find_dates(title.text).empty();
  const bool below = parent != nullptr && parent->unit == EntityKind::release && !mends;
  return release && !below && title.level <= 3 ? EntityKind::release : EntityKind::none;
}

// A decision record is the decision; a log of them has one below each heading that is counted.
EntityKind unit_in_decisions(const Title& title, const Context& context, const Ancestor* parent) {
  if (title.level == 1 && !context.titled)
    return title.role == SectionRole::decisions ? EntityKind::none : EntityKind::decision;
  const bool log = parent != nullptr && parent->level == 1 && parent->unit == EntityKind::none &&
                   parent->role == SectionRole::decisions && title.level == 2;
  if (log && !title.role && (is_numbered_work(title.text, "") || starts_with_date(title.text)))
    return EntityKind::decision;
  return EntityKind::none;
}

// "Now", "Next (Q3)", "Later: ideas"; not "Longer-term vision", which is about something else.
bool is_whole_horizon(std::string_view behind) {
  const std::size_t at = behind.find_first_not_of(' ');
  return at == std::string_view::npos || !(is_word(behind[at]) || behind[at] == '&');
}

// "Phase 1 Retrospective", "Sprint 12 Review": what was said about it afterwards.
bool is_about_a_period(std::string_view behind) {
  Reader r{behind};
  if (!r.spaces()) return false;
  constexpr std::array<std::string_view, 11> words = {
      "retrospective", "retro", "review",      "recap",      "results",        "summary",
      "report",        "notes", "post-mortem", "postmortem", "lessons learned"};
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    Reader rest = r;
    return rest.take_word(word) && (rest.spaces(), rest.done());
  });
}

// "O1: Win", "Goal 2": objectives where nothing else is counted.
bool is_numbered_objective(std::string_view normal) {
  Reader r{normal};
  if (r.take('o') && r.number(1, 2)) return r.done() || !is_alnum(r.peek());
  return is_numbered(normal, "goal");
}

// "Objective: Learners finish"
bool is_labelled_objective(std::string_view title) {
  Reader r{title};
  if (!r.take_word("objective")) return false;
  r.spaces();
  return r.take(':') || r.dash();
}

bool is_milestone(const Title& title, DocumentKind kind) {
  if (!title.period || kind == DocumentKind::guide || kind == DocumentKind::decision) return false;
  if (is_about_a_period(title.behind_period)) return false;
  switch (title.period->kind) {
    case PeriodKind::half:
    case PeriodKind::quarter:
    case PeriodKind::sprint:
    case PeriodKind::phase:
    case PeriodKind::milestone:
      return true;
    case PeriodKind::year:
    case PeriodKind::month:
    case PeriodKind::week:
    case PeriodKind::stage:
    case PeriodKind::release:
      return is_plan(kind);
    case PeriodKind::horizon:
      return is_plan(kind) && is_whole_horizon(title.behind_period);
    case PeriodKind::day:
    case PeriodKind::step:
      return false;  // a procedure's
  }
  return false;
}

bool is_sentence(std::string_view title) {
  constexpr std::size_t longest_name = 120;  // bytes
  return title.size() > longest_name || title.ends_with('.') || title.ends_with('!') ||
         title.ends_with('?');
}

bool names_initiatives(std::string_view normal) {
  constexpr std::array<std::string_view, 9> words = {
      "initiative", "building",  "deliverable",  "workstream",     "work stream",
      "epic",       "work item", "planned work", "planned feature"};
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return contains(normal, word); });
}

}  // namespace

bool closes(Status status) { return is_closed(status) || status == Status::deferred; }

std::string id_behind(std::string_view words) {
  words = text::trim(words);
  if (!words.starts_with('(') && !words.starts_with('[')) return {};
  const char close = words[0] == '(' ? ')' : ']';
  std::string id = explicit_id(words.substr(1));
  return !id.empty() && words.size() > id.size() + 1 && words[id.size() + 1] == close
             ? id
             : std::string();
}

std::string explicit_id(std::string_view title) {
  Reader r{title};
  r.take('[');
  const std::size_t begin = r.at;
  while (is_upper(r.peek())) ++r.at;
  const std::size_t letters = r.at - begin;
  if (letters < 2 || letters > 10 || !r.take('-') || !r.number(1, 9)) return {};
  constexpr std::string_view behind = " :].)";
  if (!r.done() && behind.find(r.peek()) == std::string_view::npos) return {};
  return std::string(title.substr(begin, r.at - begin));
}

bool starts_with_date(std::string_view title) {
  const auto date = first_date(title);
  return date && (date->span.begin == 0 || (date->span.begin == 1 && title[0] == '['));
}

bool names_nothing(std::string_view title) {
  if (whole_placeholder(title)) return true;
  Reader r{title};
  while (is_alpha(r.peek()) || r.peek() == ' ') ++r.at;
  if (!r.number(1, 2) || !(r.take('.') || r.take(':') || r.take(')'))) return false;
  return whole_placeholder(r.rest()).has_value();
}

bool is_key_result_label(std::string_view label) {
  Reader r{label};
  if (!r.take_word("kr") && !r.take_word("key result") && !r.take("KR")) return false;
  r.spaces();
  while (is_digit(r.peek()) || r.peek() == '.') ++r.at;
  return r.done();
}

bool is_group_title(std::string_view normal) {
  constexpr std::array<std::string_view, 9> kinds = {
      "-risk items", " risk items", "-priority items", " risk", " risks",
      " priority",   " impact",     " severity",       " items"};
  for (const std::string_view kind : kinds) {
    if (!normal.ends_with(kind)) continue;
    normal.remove_suffix(kind.size());
    break;
  }
  constexpr std::array<std::string_view, 30> groups = {
      "low",        "medium",   "high",        "critical", "minor",       "major",
      "p0",         "p1",       "p2",          "p3",       "technical",   "business",
      "internal",   "external", "operational", "other",    "general",     "legend",
      "notes",      "note",     "overview",    "summary",  "must have",   "should have",
      "could have", "product",  "process",     "security", "performance", "organizational"};
  return std::find(groups.begin(), groups.end(), normal) != groups.end();
}

bool is_label_name(std::string_view title, const Vocabulary* words) {
  const std::string normal = normalise_without_parenthesis(title);
  return section_role_of_normal(normal, words) || field_role_of_normal(normal, words);
}

bool is_attribute(FieldRole role) {
  switch (role) {
    case FieldRole::title:
    case FieldRole::kind:
    case FieldRole::documentation:
    case FieldRole::scope:
    case FieldRole::context:
    case FieldRole::theme:
    case FieldRole::navigation:
    case FieldRole::alternatives:
    case FieldRole::version:
    case FieldRole::summary:
      return false;
    default:
      return true;
  }
}

bool says_how_work_stands(FieldRole role) {
  return role == FieldRole::owner || role == FieldRole::status || role == FieldRole::target_date ||
         role == FieldRole::depends_on;
}

std::optional<SectionRole> role_of_heading(std::string_view title, std::string_view normal,
                                           DocumentKind kind, const Vocabulary* words) {
  if (kind == DocumentKind::changelog)
    if (const auto group = change_group_role(title)) return group;
  if (const auto role = section_role_of_normal(normal, words)) return role;
  return section_role(title, words);
}

std::optional<Status> bucket_of(std::optional<SectionRole> role) {
  if (role == SectionRole::completed) return Status::done;
  if (role == SectionRole::in_progress) return Status::doing;
  return std::nullopt;
}

Members members_of(std::optional<SectionRole> role, std::string_view normal, DocumentKind kind,
                   const Vocabulary* words) {
  // A team's or a language's own name of a section means the section, and nothing vaguer.
  const bool own = words != nullptr && words->sections.contains(normal);
  if (!role || kind == DocumentKind::changelog || kind == DocumentKind::guide) return {};
  const auto listed = [&](EntityKind member, bool plain = false) {
    return Members{member, plain, bucket_of(role)};
  };
  switch (*role) {
    case SectionRole::non_goals:
      if (contains(normal, "this is")) return {};  // about the document
      return listed(EntityKind::non_goal, true);
    case SectionRole::risks:
      return own || contains(normal, "risk") ? listed(EntityKind::risk) : Members{};
    case SectionRole::decisions:  // "Decision" has one decision's text
      if (own || contains(normal, "decisions") || contains(normal, "log"))
        return listed(EntityKind::decision);
      return {};
    case SectionRole::revision:
      return listed(EntityKind::revision);
    default:
      break;
  }
  if (!is_plan(kind)) return {};
  switch (*role) {
    case SectionRole::themes:
      return listed(EntityKind::theme);
    case SectionRole::objectives:
      return listed(EntityKind::objective);
    case SectionRole::initiatives:
      if (!own && !names_initiatives(normal))
        return {};  // "Scope", "Features" list what they please
      return listed(EntityKind::initiative, !contains(normal, "deliverable"));
    case SectionRole::now:
    case SectionRole::next:
    case SectionRole::later:
    case SectionRole::in_progress:
      return listed(EntityKind::initiative, true);
    case SectionRole::completed:
      return listed(EntityKind::initiative);
    case SectionRole::milestones:
      return listed(EntityKind::milestone);
    case SectionRole::blockers:
      return listed(EntityKind::blocker);
    case SectionRole::dependencies:
      return listed(EntityKind::dependency);
    default:
      return {};
  }
}

Members inherited_members(const Section& here, const Context& context) {
  if (here.role || here.unit != EntityKind::none) return {};
  for (auto at = context.ancestors.rbegin(); at != context.ancestors.rend(); ++at) {
    if (at->level >= here.level) continue;
    if (at->members != EntityKind::none) return {at->members, false, bucket_of(at->role)};
    if (at->role || at->unit != EntityKind::none) return {};
  }
  return {};
}

EntityKind unit_of_heading(const Title& title, const Context& context) {
  const Ancestor* parent = parent_of(context, title.level);
  if (context.kind == DocumentKind::changelog) return unit_in_changelog(title, parent);
  if (context.kind == DocumentKind::decision) {
    const EntityKind unit = unit_in_decisions(title, context, parent);
    if (unit != EntityKind::none) return unit;
  }
  if (title.level == 1 && !context.titled) return EntityKind::none;
  if (const EntityKind kind = numbered_kind(title.normal); kind != EntityKind::none) return kind;
  if (context.kind == DocumentKind::okr &&
      (is_numbered_objective(title.normal) || is_labelled_objective(title.text)))
    return EntityKind::objective;

  const bool child = parent != nullptr && title.level == parent->level + 1;
  const EntityKind listed = child && !title.role && !is_group_title(title.normal) &&
                                    !is_label_name(title.text, context.vocabulary.get())
                                ? parent->members
                                : EntityKind::none;
  switch (listed) {
    case EntityKind::none:
    case EntityKind::initiative:
    case EntityKind::milestone:
    case EntityKind::dependency:
      break;
    case EntityKind::revision:
      return starts_with_date(title.text) || is_release(title.text) ? listed : EntityKind::none;
    default:
      return listed;
  }
  if (is_milestone(title, context.kind)) return EntityKind::milestone;
  if (listed == EntityKind::initiative) return listed;
  const bool work =
      child && parent->unit == EntityKind::milestone && !title.role && is_plan(context.kind) &&
      (is_numbered_work(title.text, title.normal) || !explicit_id(title.text).empty());
  return work ? EntityKind::initiative : EntityKind::none;
}

EntityKind unit_of_bold(std::string_view title, std::string_view normal, const Members& members,
                        const Vocabulary* words) {
  if (is_sentence(title)) return EntityKind::none;
  if (const EntityKind kind = numbered_kind(normal); kind != EntityKind::none) return kind;
  if (is_group_title(normal) || is_label_name(title, words) || title.ends_with(':'))
    return EntityKind::none;
  if (members.kind == EntityKind::revision)
    return starts_with_date(title) ? members.kind : EntityKind::none;
  if (members.kind == EntityKind::milestone) {
    const auto period = find_period(title);
    return period && period->role == PeriodRole::leads ? members.kind : EntityKind::none;
  }
  return members.kind;
}

std::optional<Strictness> strictness_of(SectionRole role, const Context& context) {
  switch (role) {
    case SectionRole::success_metrics:
      return Strictness::strict;
    case SectionRole::key_results: {
      // Outside OKRs "Key Results" are results of the past (domain 0.6).
      const bool objective =
          std::any_of(context.ancestors.begin(), context.ancestors.end(),
                      [](const Ancestor& a) { return a.unit == EntityKind::objective; });
      if (context.kind == DocumentKind::okr || objective) return Strictness::strict;
      // In a milestone they may be those to come: some metrics, judged by nobody.
      const bool planned =
          std::any_of(context.ancestors.begin(), context.ancestors.end(), [](const Ancestor& a) {
            return a.unit == EntityKind::milestone || a.unit == EntityKind::theme;
          });
      return planned ? std::optional(Strictness::weak) : std::nullopt;
    }
    case SectionRole::criteria:
      return Strictness::criteria;
    case SectionRole::metrics_weak:
      return Strictness::weak;
    default:
      return std::nullopt;
  }
}

}  // namespace pland::plan
