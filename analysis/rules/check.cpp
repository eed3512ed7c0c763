#include "analysis/rules/check.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "analysis/plan/path_words.h"
#include "analysis/rules/links/link.h"
#include "analysis/rules/relations.h"
#include "analysis/rules/report.h"
#include "analysis/workspace/names.h"

namespace pland::rules {
namespace {

// `*` any run, `?` one byte; without backtracking over more than the last `*`.
bool matches_glob(std::string_view pattern, std::string_view name) {
  std::size_t p = 0, n = 0, star = std::string_view::npos, resume = 0;
  while (n < name.size()) {
    if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == name[n])) {
      ++p;
      ++n;
    } else if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

std::optional<Severity> severity_named(std::string_view word) {
  for (const Severity severity :
       {Severity::error, Severity::warning, Severity::information, Severity::hint})
    if (name(severity) == word) return severity;
  if (word == "info") return Severity::information;
  return std::nullopt;
}

bool names_it(const std::vector<std::string>& patterns, const Rule& rule) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return names_rule(pattern, rule) || (pattern == "default" && rule.on);
  });
}

std::vector<const Rule*> rules_that_speak(const Selection& selection) {
  std::vector<const Rule*> out;
  for (const Rule* rule : all_rules())
    if (selection.severity_of(*rule)) out.push_back(rule);
  return out;
}

std::uint8_t what_is_said(const ChapterVerdict& chapter) {
  const bool relates = chapter.relations != nullptr && !chapter.relations->findings.empty();
  return static_cast<std::uint8_t>(
      (chapter.own.empty() && chapter.links.empty() && !relates ? 0 : says_something) |
      (chapter.joined ? says_joined : 0));
}

// What was said of chapters that are still the same.
class Remembered {
 public:
  using Chapter = std::shared_ptr<const ChapterVerdict>;

  Remembered(const Verdict* previous, const std::vector<plan::PlacedChapter>& chapters) {
    if (previous == nullptr) return;
    // An edit leaves the ends of a document alone: only what differs in between goes into a map.
    const auto& old = previous->chapters;
    while (front_ < std::min(old.size(), chapters.size()) &&
           old[front_]->facts == chapters[front_].facts)
      ++front_;
    while (back_ < std::min(old.size(), chapters.size()) - front_ &&
           old[old.size() - 1 - back_]->facts == chapters[chapters.size() - 1 - back_].facts)
      ++back_;
    for (std::size_t i = front_; i + back_ < old.size(); ++i)
      between_.emplace(old[i]->facts.get(), old[i]);
    previous_ = previous;
    size_ = chapters.size();
  }

  Chapter find(std::size_t index, const plan::ChapterFacts* facts) const {
    if (previous_ == nullptr) return nullptr;
    const auto& old = previous_->chapters;
    if (index < front_) return old[index];
    if (index + back_ >= size_) return old[index + old.size() - size_];
    const auto found = between_.find(facts);
    return found == between_.end() ? nullptr : found->second;
  }

  // Whether anything is said of a chapter that was found; asked so that it need not be opened.
  std::uint8_t says(std::size_t index, const ChapterVerdict& found) const {
    const auto& old = previous_->says;
    if (index < front_) return old[index];
    if (index + back_ >= size_) return old[index + old.size() - size_];
    return what_is_said(found);
  }

  // The rule's glances at all chapters: those that an edit left alone as they were.
  std::vector<Glance> glances(const Rule& rule, const plan::Plan& plan,
                              const Settings& settings) const {
    const std::vector<Glance>* old = nullptr;
    if (previous_ != nullptr)
      if (const auto found = previous_->glances.find(&rule); found != previous_->glances.end())
        old = &found->second;
    const std::size_t front = old == nullptr ? 0 : front_;
    const std::size_t back = old == nullptr ? 0 : back_;
    std::vector<Glance> out;
    out.reserve(plan.chapters.size());
    if (old != nullptr) out.assign(old->begin(), old->begin() + static_cast<std::ptrdiff_t>(front));
    for (std::size_t i = front; i + back < plan.chapters.size(); ++i)
      out.push_back(rule.glance({*plan.chapters[i].facts, plan.kind, settings, plan.schema}));
    if (old != nullptr)
      out.insert(out.end(), old->end() - static_cast<std::ptrdiff_t>(back), old->end());
    return out;
  }

 private:
  const Verdict* previous_ = nullptr;
  std::size_t front_ = 0, back_ = 0, size_ = 0;
  std::unordered_map<const plan::ChapterFacts*, Chapter> between_;
};

// Whether rules that ask what a document is get the same answer.
bool is_known_alike(const plan::Plan& before, const plan::Plan& now) {
  return before.kind == now.kind && before.kind_source == now.kind_source &&
         before.is_template == now.is_template;
}

// Where a plan differs from the one before it, as far as entry rules can see: chapters, while the
// sections are the same in number and order.
class Changes {
 public:
  Changes(const Verdict* previous, const plan::Plan& now) : now_(now) {
    if (previous == nullptr) return;
    const plan::Plan& before = *previous->plan;
    if (before.chapters.size() != now.chapters.size() || !is_known_alike(before, now) ||
        !(before.outline == now.outline))
      return;
    previous_ = previous;
    for (std::uint32_t i = 0; i < now.chapters.size(); ++i)
      if (before.chapters[i].facts != now.chapters[i].facts) chapters_.push_back(i);
  }

  // What the rule said before; null where that is of no use.
  const EntryVerdicts* before(const Rule& rule, std::uint64_t about) const {
    if (previous_ == nullptr) return nullptr;
    const auto found = previous_->entries.find(&rule);
    return found == previous_->entries.end() || found->second.about != about ? nullptr
                                                                             : &found->second;
  }

  // The sections that it must judge again, in order.
  std::vector<std::uint32_t> touched(const Rule& rule, const EntryVerdicts& before) const {
    std::vector<bool> marks(now_.outline.size(), false);
    std::vector<std::uint32_t> out;
    const auto mark = [&](std::uint32_t entry) {
      if (marks[entry]) return false;
      marks[entry] = true;
      out.push_back(entry);
      return true;
    };
    for (const std::uint32_t chapter : chapters_) {
      for (auto entry = now_.entry_of(chapter, 0);
           entry < now_.outline.size() && now_.outline[entry].chapter == chapter; ++entry) {
        for (auto up = entry; up < now_.outline.size(); up = now_.outline[up].parent) mark(up);
        if (rule.above == nullptr || rule.above(now_, entry) == rule.above(*previous_->plan, entry))
          continue;
        for (auto below = entry + 1; below < now_.outline[entry].end; ++below) mark(below);
      }
    }
    for (const EntryVerdict& said : before.said)
      if (std::any_of(said.read_off.begin(), said.read_off.end(), [&](std::uint32_t chapter) {
            return std::binary_search(chapters_.begin(), chapters_.end(), chapter);
          }))
        mark(said.entry);
    std::sort(out.begin(), out.end());
    return out;
  }

 private:
  const plan::Plan& now_;
  const Verdict* previous_ = nullptr;
  std::vector<std::uint32_t> chapters_;
};

// What a document rule wants to have ready: as before, while what it was made of is the same.
Prepared prepare(const Rule& rule, const DocumentInput& input, const Verdict* previous) {
  const std::uint64_t about = rule.about != nullptr ? rule.about(input) : 0;
  if (previous != nullptr && is_known_alike(*previous->plan, input.plan) &&
      previous->plan->outline == input.plan.outline) {
    const auto found = previous->prepared.find(&rule);
    if (found != previous->prepared.end() && found->second.about == about) return found->second;
  }
  return {about, rule.prepare(input)};
}

EntryVerdicts judge_entries(const Rule& rule, const DocumentInput& input, const Changes& changes) {
  EntryVerdicts out;
  if (rule.about != nullptr) out.about = rule.about(input);
  const EntryVerdicts* before = changes.before(rule, out.about);
  if (before != nullptr)
    out.prepared = before->prepared;
  else if (rule.prepare != nullptr)
    out.prepared = rule.prepare(input);
  std::vector<Finding> found;
  const auto judge_one = [&](std::uint32_t entry) {
    found.clear();
    Report report(rule, found);
    rule.entry({input, entry, out.about, out.prepared.get()}, report);
    if (found.empty()) return;
    out.said.push_back({entry, std::make_shared<const std::vector<Finding>>(std::move(found)),
                        report.also_read()});
  };
  if (before == nullptr) {
    for (std::uint32_t entry = 0; entry < input.plan.outline.size(); ++entry) judge_one(entry);
    return out;
  }
  out.said.reserve(before->said.size() + 1);
  auto old = before->said.begin();
  const auto keep_to = [&](std::uint32_t entry) {
    for (; old != before->said.end() && old->entry < entry; ++old) out.said.push_back(*old);
    if (old != before->said.end() && old->entry == entry) ++old;
  };
  for (const std::uint32_t entry : changes.touched(rule, *before)) {
    keep_to(entry);
    judge_one(entry);
  }
  keep_to(plan::no_index);
  return out;
}

// An archive keeps what was: nothing in it is late, and nobody will complete or measure it.
bool is_silent_in_archives(const Rule& rule) {
  return rule.group == "metrics" || rule.group == "structure" || rule.group == "decisions" ||
         rule.group == "risks" || rule.group == "dependencies" || rule.group == "trace" ||
         rule.time_dependent;
}

// Which verdicts about relations stand after an edit, here or in another document.
class RelationsKept {
 public:
  RelationsKept(const workspace::Workspace& workspace, const workspace::Document& document,
                const Verdict* previous)
      : workspace_(workspace), plan_(*document.plan) {
    // A place is told by its chapter's number.
    if (previous == nullptr || previous->summary == nullptr ||
        previous->chapters.size() != plan_.chapters.size())
      return;
    previous_ = previous;
    if (previous->summary == document.summary) return;
    changed_ = workspace::changed_names(*previous->summary, *document.summary);
    const auto changed = workspace::changed_entities(*previous->summary, *document.summary);
    starts_ = std::any_of(changed.begin(), changed.end(), [](const workspace::NamedEntity* entity) {
      return !entity->needs.empty();
    });
  }

  // What is said of the whole document begins at its things that need others.
  bool graph_stands() const {
    return previous_ != nullptr && !starts_ && previous_->graph != nullptr &&
           stands(*previous_->graph);
  }

  bool stands(const RelationsVerdict& verdict) const {
    if (previous_ == nullptr || workspace::may_differ(workspace_, previous_->change, verdict.asked))
      return false;
    const auto asked = [&](std::uint32_t name) {
      return std::binary_search(verdict.asked.begin(), verdict.asked.end(), name);
    };
    const auto same = [&](std::uint32_t chapter) {
      return previous_->plan->chapters[chapter].facts == plan_.chapters[chapter].facts;
    };
    const auto current = [&](const workspace::SummaryPtr& summary) {
      return workspace_.summary(summary->path) == summary;
    };
    return std::none_of(changed_.begin(), changed_.end(), asked) &&
           std::all_of(verdict.read_off.begin(), verdict.read_off.end(), same) &&
           std::all_of(verdict.read.begin(), verdict.read.end(), current);
  }

 private:
  const workspace::Workspace& workspace_;
  const plan::Plan& plan_;
  const Verdict* previous_ = nullptr;
  std::vector<std::uint32_t> changed_;  // names that the document itself changed
  bool starts_ = false;                 // … among them those of things that need others
};

// Asks the rules about relations for what they have to say of a chapter, or (none) of the whole.
RelationsVerdictPtr judge_relations(const std::vector<const Rule*>& rules,
                                    const RelationsInput& input) {
  auto verdict = std::make_shared<RelationsVerdict>();
  for (const Rule* rule : rules) {
    const auto judge = input.chapter == plan::no_index ? rule->graph : rule->relations;
    if (judge == nullptr || !may_speak(*rule, *input.document.plan)) continue;
    Report report(*rule, verdict->findings);
    judge(input, report);
    const auto& read_off = report.also_read();
    verdict->read_off.insert(verdict->read_off.end(), read_off.begin(), read_off.end());
    const auto& read = report.documents_read();
    verdict->read.insert(verdict->read.end(), read.begin(), read.end());
  }
  verdict->asked = input.relations.names().take_asked();
  return verdict;
}

// What the whole document's relations say, in its chapters; of what was said before, if that
// stands.
void judge_graph(const std::vector<const Rule*>& rules, const RelationsInput& input,
                 const Verdict* kept, Verdict& verdict) {
  if (kept != nullptr) {
    verdict.graph = kept->graph;
    verdict.graph_chapters = kept->graph_chapters;
  } else {
    const RelationsVerdictPtr made = judge_relations(rules, input);
    auto graph = std::make_shared<RelationsVerdict>(*made);
    for (Finding& finding : graph->findings) {
      const std::uint32_t chapter = input.document.plan->chapter_at(finding.span.begin);
      shift(finding, 0U - input.document.plan->chapters[chapter].offset);
      verdict.graph_chapters.push_back(chapter);
      graph->read_off.push_back(chapter);
    }
    verdict.graph = std::move(graph);
  }
  for (std::size_t i = 0; i < verdict.graph_chapters.size(); ++i) {
    Finding& finding = verdict.document.emplace_back(verdict.graph->findings[i]);
    shift(finding, input.document.plan->chapters[verdict.graph_chapters[i]].offset);
  }
}

}  // namespace

bool names_rule(std::string_view pattern, const Rule& rule) {
  if (pattern == rule.name || pattern == rule.group || pattern == "all") return true;
  if (pattern.find_first_of("*?") == std::string_view::npos) return false;
  return matches_glob(pattern, rule.name) || matches_glob(pattern, rule.group);
}

bool names_any_rule(std::string_view pattern) {
  const auto rules = all_rules();
  return std::any_of(rules.begin(), rules.end(),
                     [&](const Rule* rule) { return names_rule(pattern, *rule); });
}

bool may_speak(const Rule& rule, const plan::Plan& plan) {
  return rule.tier != Tier::kind || plan.kind_source >= plan::KindSource::matched;
}

std::optional<std::string_view> Selection::said_of(const Rule& rule) const {
  if (severity.empty()) return std::nullopt;
  if (const auto own = severity.find(std::string(rule.name)); own != severity.end())
    return own->second;
  for (const auto& [pattern, word] : severity)
    if (names_rule(pattern, rule)) return word;
  return std::nullopt;
}

std::optional<Severity> Selection::severity_of(const Rule& rule) const {
  const auto said = said_of(rule);
  if (said == "off") return std::nullopt;
  const auto own = said ? severity_named(*said) : std::nullopt;
  if (names_it(ignore, rule)) return std::nullopt;
  const bool selected = select.empty() ? rule.on || own.has_value() : names_it(select, rule);
  if (!selected) return std::nullopt;
  return own.value_or(rule.severity);
}

VerdictPtr judge(const workspace::Workspace& workspace, const workspace::Document& document,
                 const Settings& settings, const Selection& selection, const Verdict* previous) {
  const plan::Plan& plan = *document.plan;
  const std::string_view path = std::string_view(document.path).substr(document.path_within);
  std::vector<const Rule*> rules = rules_that_speak(selection);
  if (plan::path_words(path).archive)
    std::erase_if(rules, [](const Rule* rule) { return is_silent_in_archives(*rule); });
  auto verdict = std::make_shared<Verdict>();
  verdict->plan = document.plan;
  verdict->settings_revision = settings.revision;
  verdict->exports_revision = workspace.exports_revision;
  verdict->change = workspace::last_change(workspace);
  verdict->summary = document.summary;

  const bool keep_own = previous != nullptr && previous->settings_revision == settings.revision;
  const bool keep_links = keep_own && is_known_alike(*previous->plan, plan) &&
                          previous->exports_revision == workspace.exports_revision;
  const Remembered remembered(keep_own ? previous : nullptr, plan.chapters);

  Links links(workspace, document);
  Relations relations(workspace, document);
  const RelationsKept kept(workspace, document, keep_links ? previous : nullptr);
  bool any_relations = false;
  verdict->chapters.reserve(plan.chapters.size());
  verdict->says.reserve(plan.chapters.size());
  for (std::uint32_t i = 0; i < plan.chapters.size(); ++i) {
    const plan::ChapterFactsPtr& facts = plan.chapters[i].facts;
    auto known = remembered.find(i, facts.get());
    // The first chapter stands for the document: others may lead to it.
    const bool is_linked = i == 0 || !facts->mentions.empty() || !facts->imports.empty();
    const bool relates = (plan.chapters[i].holds & (plan::holds_relations | plan::holds_work)) != 0;
    any_relations |= relates;
    const bool relations_stand =
        known != nullptr &&
        (!relates || (known->relations != nullptr && kept.stands(*known->relations)));
    if (relations_stand && (keep_links || !is_linked)) {
      verdict->says.push_back(remembered.says(i, *known));
      verdict->chapters.push_back(std::move(known));
      continue;
    }
    auto chapter = std::make_shared<ChapterVerdict>();
    chapter->facts = facts;
    if (known != nullptr) chapter->own = known->own;
    const bool links_stand = known != nullptr && keep_links;
    if (links_stand) chapter->links = known->links;
    if (relations_stand)
      chapter->relations = known->relations;
    else if (relates)
      chapter->relations = judge_relations(rules, {workspace, document, i, settings, relations});
    for (const Rule* rule : rules) {
      if (rule->chapter != nullptr && known == nullptr) {
        Report report(*rule, chapter->own);
        rule->chapter({*facts, plan.kind, settings, plan.schema}, report);
      }
      if (rule->workspace != nullptr && !links_stand && is_linked) {
        Report report(*rule, chapter->links);
        rule->workspace({workspace, document, i, settings, links}, report);
      }
    }
    const auto is_partial = [](const Finding& finding) { return finding.partial; };
    chapter->joined = std::any_of(chapter->own.begin(), chapter->own.end(), is_partial) ||
                      std::any_of(chapter->links.begin(), chapter->links.end(), is_partial);
    verdict->says.push_back(what_is_said(*chapter));
    verdict->chapters.push_back(std::move(chapter));
  }

  if (any_relations) {
    judge_graph(rules, {workspace, document, plan::no_index, settings, relations},
                kept.graph_stands() ? previous : nullptr, *verdict);
  }

  const workspace::Commit* changed = nullptr;
  if (workspace.history != nullptr)
    if (const auto found = workspace.history->find(document.path);
        found != workspace.history->end())
      changed = &found->second;

  const Changes changes(keep_own ? previous : nullptr, plan);
  for (const Rule* rule : rules) {
    if ((rule->document == nullptr && rule->entry == nullptr) || !may_speak(*rule, plan)) continue;
    std::vector<Glance> glances;
    if (rule->glance != nullptr) glances = remembered.glances(*rule, plan, settings);
    DocumentInput input{document.text, plan, settings, path, glances, nullptr, changed};
    if (rule->document != nullptr) {
      if (rule->prepare != nullptr) {
        const Prepared& prepared = verdict->prepared[rule] =
            prepare(*rule, input, keep_own ? previous : nullptr);
        input.prepared = prepared.value.get();
      }
      Report report(*rule, verdict->document);
      rule->document(input, report);
    }
    if (rule->entry != nullptr) verdict->entries[rule] = judge_entries(*rule, input, changes);
    if (rule->glance != nullptr) verdict->glances.emplace(rule, std::move(glances));
  }
  return verdict;
}

}  // namespace pland::rules
