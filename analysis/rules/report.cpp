#include "analysis/rules/report.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

#include "analysis/rules/entity.h"
#include "analysis/rules/suppression.h"

namespace pland::rules {
namespace {

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

// A template asks to be filled in, once; what it lacks is not yet anybody's fault.
bool is_silent_in_templates(const Rule& rule) {
  return rule.group == "metrics" || rule.group == "decisions" || rule.group == "risks" ||
         rule.group == "dependencies" ||
         (rule.group == "structure" && rule.name != "unfilled-placeholder");
}

// By place, then rule.
bool is_before(const Finding& a, const Finding& b) {
  return std::tie(a.span.begin, a.rule->name, a.span.end) <
         std::tie(b.span.begin, b.rule->name, b.span.end);
}
// Findings mostly come in order.
void sort(std::vector<Finding>& findings) {
  if (!std::is_sorted(findings.begin(), findings.end(), is_before))
    std::stable_sort(findings.begin(), findings.end(), is_before);
}

bool same(const Related& a, const Related& b) {
  return a.path == b.path && a.span == b.span && a.message == b.message && a.chapter == b.chapter;
}
bool same(const Edit& a, const Edit& b) {
  return a.path == b.path && a.span == b.span && a.text == b.text;
}
bool same(const Fix& a, const Fix& b);
bool same(const Finding& a, const Finding& b);
template <typename T>
bool same(const std::vector<T>& a, const std::vector<T>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const T& one, const T& other) { return same(one, other); });
}
bool same(const Fix& a, const Fix& b) {
  return a.title == b.title && a.safe == b.safe && same(a.edits, b.edits) &&
         a.create_path == b.create_path && a.create_text == b.create_text &&
         a.preferred == b.preferred && a.snippet == b.snippet;
}
bool same(const Finding& a, const Finding& b) {
  return a.rule == b.rule && a.severity == b.severity && a.span == b.span &&
         a.message == b.message && a.entity_kind == b.entity_kind &&
         a.entity_title == b.entity_title && same(a.related, b.related) && same(a.fixes, b.fixes);
}

// The findings of all chapters, their spans in the document but those that count in a chapter.
std::vector<Finding> placed(const workspace::Document& document, const DocumentReport& report) {
  std::vector<Finding> out;
  std::size_t count = 0;
  for (const ChapterReportPtr& chapter : report.chapters)
    if (chapter != nullptr) count += chapter->findings->size();
  out.reserve(count);
  for (std::size_t i = 0; i < report.chapters.size(); ++i) {
    if (report.chapters[i] == nullptr) continue;
    for (const Finding& finding : *report.chapters[i]->findings) {
      out.push_back(finding);
      shift(out.back(), document.plan->chapters[i].offset);
    }
  }
  sort(out);
  return out;
}

// What one chapter is told beside its own verdict: of document rules, and of joined findings.
using Extras = std::map<std::uint32_t, std::vector<Finding>>;

void put(const plan::Plan& plan, Finding finding, Extras& extras) {
  const std::uint32_t chapter = plan.chapter_at(finding.span.begin);
  shift(finding, 0U - plan.chapters[chapter].offset);
  extras[chapter].push_back(std::move(finding));
}

class Reporter {
 public:
  Reporter(const workspace::Document& document, const VerdictPtr& verdict,
           const Selection& selection, const DocumentReport* previous)
      : document_(document),
        plan_(*document.plan),
        verdict_(*verdict),
        selection_(selection),
        loudness_(selection),
        out_(std::make_shared<DocumentReport>()) {
    out_->verdict = verdict;
    if (previous == nullptr) return;
    previous_ = previous;
    const Verdict& old = *previous->verdict;
    keys_hold_ = old.settings_revision == verdict_.settings_revision &&
                 old.plan->is_template == plan_.is_template &&
                 old.plan->kind_source == plan_.kind_source;
    const std::size_t least = std::min(old.chapters.size(), verdict_.chapters.size());
    const auto facts_of = [](const Verdict& of, std::size_t i) {
      return of.plan->chapters[i].facts.get();
    };
    while (front_ < least && facts_of(old, front_) == facts_of(verdict_, front_)) ++front_;
    while (back_ < least - front_ && facts_of(old, old.chapters.size() - 1 - back_) ==
                                         facts_of(verdict_, verdict_.chapters.size() - 1 - back_))
      ++back_;
    numbered_alike_ = old.chapters.size() == verdict_.chapters.size();
    same_outline_ = numbered_alike_ && old.plan->outline == plan_.outline;
  }

  std::shared_ptr<DocumentReport> report() {
    const Extras extras = collect_extras();
    collect_entries();
    const std::vector<ChapterReportPtr>* old = previous_ == nullptr ? nullptr
                                               : previous_->unsilenced.empty()
                                                   ? &previous_->chapters
                                                   : &previous_->unsilenced;
    auto extra = extras.begin();
    auto entry = entries_.begin();
    out_->chapters.resize(verdict_.chapters.size());
    for (std::uint32_t i = 0; i < verdict_.chapters.size(); ++i) {
      const std::vector<Finding>* added = nullptr;
      if (extra != extras.end() && extra->first == i) added = &(extra++)->second;
      std::vector<FindingsPtr> said;
      for (; entry != entries_.end() && entry->first == i; ++entry) said.push_back(entry->second);
      if (verdict_.says[i] == 0 && added == nullptr && said.empty()) continue;
      const ChapterReportPtr known = old == nullptr ? nullptr : before(*old, i);
      const auto& chapter = verdict_.chapters[i];
      const bool holds = keys_hold_ && known != nullptr && known->alone && added == nullptr &&
                         known->verdict == chapter && known->entries == said && names_stand(*known);
      out_->chapters[i] = holds ? known : make(i, std::move(said), added, known);
    }
    silence();
    return out_;
  }

 private:
  // What was told of the same facts.
  ChapterReportPtr before(const std::vector<ChapterReportPtr>& old, std::size_t i) const {
    if (i < front_) return old[i];
    if (i + back_ >= verdict_.chapters.size())
      return old[i + old.size() - verdict_.chapters.size()];
    return nullptr;
  }

  Extras collect_extras() const {
    Extras extras;
    for (const Finding& finding : verdict_.document) put(plan_, finding, extras);
    std::map<const Rule*, std::vector<Finding>> joined;
    for (std::uint32_t i = 0; i < verdict_.chapters.size(); ++i) {
      if ((verdict_.says[i] & says_joined) == 0) continue;
      for (const auto* list : {&verdict_.chapters[i]->own, &verdict_.chapters[i]->links})
        for (const Finding& finding : *list) {
          if (!finding.partial) continue;
          Finding& placed = joined[finding.rule].emplace_back(finding);
          shift(placed, plan_.chapters[i].offset);
          std::vector<std::uint32_t> ignored;
          if (list == &verdict_.chapters[i]->own) name(placed, ignored);
        }
    }
    for (const Rule* rule : all_rules()) {
      const auto found = joined.find(rule);
      if (found == joined.end()) continue;
      for (Finding& finding : rule->join(std::move(found->second), document_.text))
        put(plan_, std::move(finding), extras);
    }
    return extras;
  }

  // What entry rules said, by chapter.
  void collect_entries() {
    for (const Rule* rule : all_rules()) {
      const auto found = verdict_.entries.find(rule);
      if (found == verdict_.entries.end()) continue;
      const auto& said = found->second.said;
      for (std::size_t i = 0; i < said.size(); ++i) {
        const plan::OutlineEntry& entry = plan_.outline[said[i].entry];
        if (rule->innermost && i + 1 < said.size() && said[i + 1].entry < entry.end) continue;
        entries_.emplace_back(entry.chapter, said[i].findings);
      }
    }
    const auto by_chapter = [](const auto& a, const auto& b) { return a.first < b.first; };
    if (!std::is_sorted(entries_.begin(), entries_.end(), by_chapter))
      std::stable_sort(entries_.begin(), entries_.end(), by_chapter);
  }

  // Names what a finding is about. That may be said in a chapter before, the number of which goes
  // to `named_in` with those of all that were asked on the way.
  void name(Finding& finding, std::vector<std::uint32_t>& named_in) const {
    if (finding.entity_kind != plan::EntityKind::none) return;
    const std::uint32_t chapter = plan_.chapter_at(finding.span.begin);
    for (std::uint32_t entry = plan_.entry_at(finding.span.begin);
         entry < plan_.outline.size() && finding.entity_kind == plan::EntityKind::none;
         entry = plan_.outline[entry].parent) {
      const plan::OutlineEntry& place = plan_.outline[entry];
      if (place.chapter != chapter && (named_in.empty() || named_in.back() != place.chapter))
        named_in.push_back(place.chapter);
      name_section_entity(finding, plan_.facts(entry), place.section);
    }
  }

  bool stands(std::uint32_t chapter) const {
    return chapter < front_ || (numbered_alike_ && chapter + back_ >= verdict_.chapters.size());
  }
  bool names_stand(const ChapterReport& known) const {
    return known.named_in.empty() ||
           (same_outline_ && std::all_of(known.named_in.begin(), known.named_in.end(),
                                         [&](std::uint32_t one) { return stands(one); }));
  }

  ChapterReportPtr make(std::uint32_t index, std::vector<FindingsPtr> said,
                        const std::vector<Finding>* added, const ChapterReportPtr& known) const {
    ChapterReport made;
    made.verdict = verdict_.chapters[index];
    made.entries = std::move(said);
    made.alone = added == nullptr;
    const std::uint32_t offset = plan_.chapters[index].offset;
    std::vector<Finding> all;
    if (added != nullptr) all = *added;
    for (const FindingsPtr& list : made.entries) all.insert(all.end(), list->begin(), list->end());
    for (const auto* list : {&made.verdict->own, &made.verdict->links}) {
      for (const Finding& finding : *list) {
        if (finding.partial) continue;
        all.push_back(finding);
        if (list != &made.verdict->own) continue;
        Finding& last = all.back();
        last.span = last.span.shifted(offset);
        name(last, made.named_in);
        last.span = finding.span;
      }
    }
    if (const auto& relations = made.verdict->relations; relations != nullptr)
      all.insert(all.end(), relations->findings.begin(), relations->findings.end());
    std::erase_if(all, [&](Finding& finding) { return !is_heard(finding); });
    sort(all);
    std::sort(made.named_in.begin(), made.named_in.end());
    made.named_in.erase(std::unique(made.named_in.begin(), made.named_in.end()),
                        made.named_in.end());
    return share(std::move(made), std::move(all), known);
  }

  // Whether it is told at all; if so, as loud as the selection wants it.
  bool is_heard(Finding& finding) const {
    const Rule& rule = *finding.rule;
    if (plan_.is_template && is_silent_in_templates(rule)) return false;
    if (!may_speak(rule, plan_)) return false;
    if (plan_.kind_source == plan::KindSource::matched && rule.tier == Tier::kind &&
        rule.group == "structure")
      finding.severity = std::max(finding.severity, Severity::information);
    const Loudness::Volume& volume = loudness_.of(rule);
    if (volume.severity && volume.said) finding.severity = *volume.severity;
    return volume.severity.has_value();
  }

  // Whether all chapters that findings lead to are the ones of before, under their old numbers.
  bool leads_to_what_stands(const std::vector<Finding>& findings) const {
    const auto leads_there = [&](const Related& related) {
      return related.chapter == plan::no_index || stands(related.chapter);
    };
    return std::all_of(findings.begin(), findings.end(), [&](const Finding& finding) {
      return std::all_of(finding.related.begin(), finding.related.end(), leads_there);
    });
  }

  // What says the same of the same text is the same list; but the text of other chapters may be
  // another one.
  ChapterReportPtr share(ChapterReport made, std::vector<Finding> all,
                         const ChapterReportPtr& known) const {
    if (all.empty()) return nullptr;
    if (known != nullptr && leads_to_what_stands(all) && same(*known->findings, all))
      made.findings = known->findings;
    else
      made.findings = std::make_shared<const std::vector<Finding>>(std::move(all));
    return std::make_shared<const ChapterReport>(std::move(made));
  }

  void silence() {
    const bool any = selection_.inline_suppressions &&
                     std::any_of(plan_.chapters.begin(), plan_.chapters.end(), [](const auto& one) {
                       return (one.holds & plan::holds_directives) != 0;
                     });
    if (!any) return;
    std::vector<Finding> all = placed(document_, *out_);
    apply_suppressions(document_, selection_, all);
    out_->unsilenced = std::exchange(out_->chapters, {});
    out_->chapters.resize(out_->unsilenced.size());
    Extras left;
    for (Finding& finding : all) put(plan_, std::move(finding), left);
    for (auto& [index, list] : left) {
      ChapterReport made;
      made.verdict = verdict_.chapters[index];
      made.alone = false;
      sort(list);
      const ChapterReportPtr& whole = out_->unsilenced[index];
      const bool all_heard = whole != nullptr && same(*whole->findings, list);
      out_->chapters[index] =
          all_heard ? whole
                    : share(std::move(made), std::move(list),
                            previous_ == nullptr ? nullptr : before(previous_->chapters, index));
    }
  }

  const workspace::Document& document_;
  const plan::Plan& plan_;
  const Verdict& verdict_;
  const Selection& selection_;
  const Loudness loudness_;
  std::shared_ptr<DocumentReport> out_;
  const DocumentReport* previous_ = nullptr;
  bool keys_hold_ = false;  // equal parts of a chapter's report make equal reports
  std::size_t front_ = 0, back_ = 0;
  bool numbered_alike_ = false, same_outline_ = false;
  std::vector<std::pair<std::uint32_t, FindingsPtr>> entries_;
};

}  // namespace

void shift(Finding& finding, std::uint32_t by) {
  finding.span = finding.span.shifted(by);
  for (Related& related : finding.related)
    if (related.path.empty() && related.chapter == plan::no_index)
      related.span = related.span.shifted(by);
  for (Fix& fix : finding.fixes)
    for (Edit& edit : fix.edits)
      if (edit.path.empty()) edit.span = edit.span.shifted(by);
}

DocumentReportPtr report(const workspace::Document& document, const VerdictPtr& verdict,
                         const Selection& selection, const DocumentReport* previous) {
  return Reporter(document, verdict, selection, previous).report();
}

DocumentReportPtr report_of(const workspace::Document& document, const VerdictPtr& verdict,
                            std::vector<Finding> findings) {
  Extras by_chapter;
  for (Finding& finding : findings) put(*document.plan, std::move(finding), by_chapter);
  auto out = std::make_shared<DocumentReport>();
  out->verdict = verdict;
  out->chapters.resize(document.plan->chapters.size());
  for (auto& [index, list] : by_chapter) {
    sort(list);
    ChapterReport made;
    made.alone = false;
    made.findings = std::make_shared<const std::vector<Finding>>(std::move(list));
    out->chapters[index] = std::make_shared<const ChapterReport>(std::move(made));
  }
  return out;
}

std::vector<Finding> findings(const workspace::Document& document, const DocumentReport& report) {
  std::vector<Finding> out = placed(document, report);
  for (Finding& finding : out) {
    for (Related& related : finding.related) {
      if (related.chapter == plan::no_index) continue;
      related.span = related.span.shifted(document.plan->chapters[related.chapter].offset);
      related.chapter = plan::no_index;
    }
  }
  return out;
}

std::vector<Finding> findings(const workspace::Document& document, const VerdictPtr& verdict,
                              const Selection& selection) {
  return findings(document, *report(document, verdict, selection, nullptr));
}

}  // namespace pland::rules
