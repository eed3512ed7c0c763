#include "analysis/rules/check.h"

#include <algorithm>
#include <functional>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "analysis/plan/path_words.h"
#include "analysis/rules/entity.h"
#include "analysis/rules/links/link.h"
#include "analysis/rules/suppression.h"

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

// What a selection says of each rule, asked once and not for every finding.
class Loudness {
 public:
  struct Volume {
    const Rule* rule = nullptr;
    std::optional<Severity> severity;
    bool said = false;  // by the user: this and nothing else
  };

  explicit Loudness(const Selection& selection) {
    for (const Rule* rule : all_rules()) {
      volumes_.push_back(
          {rule, selection.severity_of(*rule), selection.said_of(*rule).has_value()});
    }
    std::sort(volumes_.begin(), volumes_.end(), before);
  }
  const Volume& of(const Rule& rule) const {
    return *std::lower_bound(volumes_.begin(), volumes_.end(), Volume{&rule, {}, {}}, before);
  }

 private:
  static bool before(const Volume& a, const Volume& b) { return std::less<>()(a.rule, b.rule); }

  std::vector<Volume> volumes_;
};

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

  // The rule's glances at all chapters: those that an edit left alone as they were.
  std::vector<std::uint16_t> glances(const Rule& rule, const plan::Plan& plan,
                                     const Settings& settings) const {
    const std::vector<std::uint16_t>* old = nullptr;
    if (previous_ != nullptr)
      if (const auto found = previous_->glances.find(&rule); found != previous_->glances.end())
        old = &found->second;
    const std::size_t front = old == nullptr ? 0 : front_;
    const std::size_t back = old == nullptr ? 0 : back_;
    std::vector<std::uint16_t> out;
    out.reserve(plan.chapters.size());
    if (old != nullptr)
      out.assign(old->begin(), old->begin() + static_cast<std::ptrdiff_t>(front));
    for (std::size_t i = front; i + back < plan.chapters.size(); ++i)
      out.push_back(rule.glance({*plan.chapters[i].facts, plan.kind, settings}));
    if (old != nullptr)
      out.insert(out.end(), old->end() - static_cast<std::ptrdiff_t>(back), old->end());
    return out;
  }

 private:
  const Verdict* previous_ = nullptr;
  std::size_t front_ = 0, back_ = 0, size_ = 0;
  std::unordered_map<const plan::ChapterFacts*, Chapter> between_;
};

void shift(Finding& finding, std::uint32_t by) {
  finding.span = finding.span.shifted(by);
  for (Related& related : finding.related)
    if (related.path.empty()) related.span = related.span.shifted(by);
  for (Fix& fix : finding.fixes)
    for (Edit& edit : fix.edits)
      if (edit.path.empty()) edit.span = edit.span.shifted(by);
}

void join_findings(const Rule& rule, const markdown::Document& text, std::vector<Finding>& all) {
  const auto is_other = [&](const Finding& finding) { return finding.rule != &rule; };
  if (std::all_of(all.begin(), all.end(), is_other)) return;
  const auto others = std::stable_partition(all.begin(), all.end(), is_other);
  std::vector<Finding> own(std::make_move_iterator(others), std::make_move_iterator(all.end()));
  all.erase(others, all.end());
  for (Finding& finding : rule.join(std::move(own), text)) all.push_back(std::move(finding));
}

// A template asks to be filled in, once; what it lacks is not yet anybody's fault.
bool is_silent_in_templates(const Rule& rule) {
  return rule.group == "metrics" ||
         (rule.group == "structure" && rule.name != "unfilled-placeholder");
}

// An archive keeps what was: nothing in it is late, and nobody will complete or measure it.
bool is_silent_in_archives(const Rule& rule) {
  return rule.group == "metrics" || rule.group == "structure" || rule.time_dependent;
}

// Whether the rule may speak of a document whose kind is known this well.
bool may_speak(const Rule& rule, const plan::Plan& plan) {
  return rule.tier != Tier::kind || plan.kind_source >= plan::KindSource::matched;
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
  const std::string_view path =
      std::string_view(document.path).substr(document.path_within);
  std::vector<const Rule*> rules = rules_that_speak(selection);
  if (plan::path_words(path).archive)
    std::erase_if(rules, [](const Rule* rule) { return is_silent_in_archives(*rule); });
  auto verdict = std::make_shared<Verdict>();
  verdict->plan = document.plan;
  verdict->settings_revision = settings.revision;
  verdict->exports_revision = workspace.exports_revision;

  const bool keep_own = previous != nullptr && previous->settings_revision == settings.revision;
  const bool keep_links = keep_own && previous->exports_revision == workspace.exports_revision;
  const Remembered remembered(keep_own ? previous : nullptr, plan.chapters);

  Links links(workspace, document);
  verdict->chapters.reserve(plan.chapters.size());
  for (std::uint32_t i = 0; i < plan.chapters.size(); ++i) {
    const plan::ChapterFactsPtr& facts = plan.chapters[i].facts;
    auto known = remembered.find(i, facts.get());
    if (known != nullptr && (keep_links || facts->mentions.empty())) {
      verdict->chapters.push_back(std::move(known));
      continue;
    }
    auto chapter = std::make_shared<ChapterVerdict>();
    chapter->facts = facts;
    if (known != nullptr) chapter->own = known->own;
    for (const Rule* rule : rules) {
      if (rule->chapter != nullptr && known == nullptr) {
        Report report(*rule, chapter->own);
        rule->chapter({*facts, plan.kind, settings}, report);
      }
      if (rule->workspace != nullptr && !facts->mentions.empty()) {
        Report report(*rule, chapter->links);
        rule->workspace({workspace, document, i, settings, links}, report);
      }
    }
    verdict->chapters.push_back(std::move(chapter));
  }

  for (const Rule* rule : rules) {
    if (rule->document == nullptr || !may_speak(*rule, plan)) continue;
    std::vector<std::uint16_t> glances;
    if (rule->glance != nullptr) glances = remembered.glances(*rule, plan, settings);
    Report report(*rule, verdict->document);
    rule->document({document.text, plan, settings, path, glances}, report);
    if (rule->glance != nullptr) verdict->glances.emplace(rule, std::move(glances));
  }
  return verdict;
}

std::vector<Finding> findings(const workspace::Document& document, const Verdict& verdict,
                              const Selection& selection) {
  const plan::Plan& plan = *document.plan;
  std::vector<Finding> out = verdict.document;
  for (std::size_t i = 0; i < verdict.chapters.size() && i < plan.chapters.size(); ++i) {
    const ChapterVerdict& chapter = *verdict.chapters[i];
    for (const auto* list : {&chapter.own, &chapter.links}) {
      for (const Finding& finding : *list) {
        out.push_back(finding);
        shift(out.back(), plan.chapters[i].offset);
        // What a section is part of may stand in a chapter before.
        if (list == &chapter.own && finding.entity_kind == plan::EntityKind::none)
          name_enclosing_entity(out.back(), plan, plan.entry_at(out.back().span.begin));
      }
    }
  }
  for (const Rule* rule : all_rules())
    if (rule->join != nullptr) join_findings(*rule, document.text, out);

  if (plan.is_template)
    std::erase_if(out,
                  [](const Finding& finding) { return is_silent_in_templates(*finding.rule); });
  const Loudness loudness(selection);
  const bool matched = plan.kind_source == plan::KindSource::matched;
  std::erase_if(out, [&](Finding& finding) {
    const Rule& rule = *finding.rule;
    if (!may_speak(rule, plan)) return true;
    if (matched && rule.tier == Tier::kind && rule.group == "structure")
      finding.severity = std::max(finding.severity, Severity::information);
    const Loudness::Volume& volume = loudness.of(rule);
    if (volume.severity && volume.said) finding.severity = *volume.severity;
    return !volume.severity;
  });

  const auto by_place = [](const Finding& a, const Finding& b) {
    return std::tie(a.span.begin, a.rule->name, a.span.end) <
           std::tie(b.span.begin, b.rule->name, b.span.end);
  };
  // Chapters come in order, so there is seldom anything to sort.
  const auto sort = [&] {
    if (!std::is_sorted(out.begin(), out.end(), by_place))
      std::stable_sort(out.begin(), out.end(), by_place);
  };
  sort();
  apply_suppressions(document, selection, out);
  sort();
  return out;
}

}  // namespace pland::rules
