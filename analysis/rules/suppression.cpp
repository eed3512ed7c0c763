#include "analysis/rules/suppression.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "analysis/rules/line.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

using Kind = plan::Directive::Kind;

struct Name {
  std::string pattern;
  Span span;  // in the document
  bool used = false;
};

// Whether it silences what is said of comments themselves.
bool names_this_rule(const Name& name) {
  static const Rule& rule = *find_rule("bad-suppression");
  return names_rule(name.pattern, rule);
}

struct Suppression {
  Span comment;
  Kind kind = Kind::ignore_file;
  Span holds;  // where findings that begin here are silenced
  std::vector<Name> names;
  Span names_span;
  std::string reason;
  bool used = false;
  Span end_comment;  // of `pland-ignore`; empty where there is none
};

// The next line that says something other than another of our comments.
Span next_line(const markdown::Document& text, std::uint32_t offset) {
  for (std::uint32_t line = text.position(offset).line + 1; line < text.line_count(); ++line) {
    const std::string content = text.line_text(line);
    const auto first = content.find_first_not_of(" \t>");
    if (first == std::string::npos) continue;
    if (text::lower(std::string_view(content).substr(first, 10)) == "<!-- pland") continue;
    return text.line_span(line);
  }
  return {text.size(), text.size()};
}

std::vector<Suppression> read_directives(const workspace::Document& document) {
  std::vector<Suppression> out;
  std::vector<std::size_t> open;  // indices of `pland-ignore` without an end
  Span next;                      // the last line that a comment was put above
  std::uint32_t next_of = 0;      // where that comment ended
  for (const plan::PlacedChapter& chapter : document.plan->chapters) {
    if ((chapter.holds & plan::holds_directives) == 0) continue;
    for (const plan::Directive& directive : chapter.facts->directives) {
      Suppression made;
      made.comment = directive.span.shifted(chapter.offset);
      made.kind = directive.kind;
      made.names_span = directive.names_span.shifted(chapter.offset);
      made.reason = directive.reason;
      for (const auto& [pattern, span] : directive.rules)
        made.names.push_back({pattern, span.shifted(chapter.offset)});
      switch (directive.kind) {
        case Kind::ignore_next_line:
          // Of comments in a row all hold the same line.
          if (made.comment.end < next_of || made.comment.end >= next.begin)
            next = next_line(document.text, made.comment.end);
          next_of = made.comment.end;
          made.holds = next;
          // To what speaks of comments, the one below is the next line.
          if (std::any_of(made.names.begin(), made.names.end(), names_this_rule))
            made.holds.begin = std::min(next.begin, made.comment.end);
          break;
        case Kind::ignore:
          made.holds = {made.comment.end, document.text.size()};
          open.push_back(out.size());
          break;
        case Kind::ignore_file:
          made.holds = {0, document.text.size()};
          break;
        case Kind::ignore_end:
          if (!open.empty()) {
            out[open.back()].holds.end = made.comment.begin;
            out[open.back()].end_comment = made.comment;
            open.pop_back();
            continue;
          }
          break;
        default:
          continue;
      }
      out.push_back(std::move(made));
    }
  }
  return out;
}

// Asked of findings in the order of the text, tells which are silenced, and marks the names that
// did it. Each comment is looked at once and not for every finding: there may be thousands of both.
class Silencer {
 public:
  explicit Silencer(std::vector<Suppression>& suppressions) {
    for (Suppression& suppression : suppressions) coming_.push_back(&suppression);
    std::stable_sort(coming_.begin(), coming_.end(),
                     [](const auto* a, const auto* b) { return a->holds.begin < b->holds.begin; });
  }

  bool operator()(const Finding& finding) {
    const std::uint32_t at = finding.span.begin;
    for (; next_ < coming_.size() && coming_[next_]->holds.begin <= at; ++next_)
      for (Name& name : coming_[next_]->names) {
        Pattern& pattern = patterns_[name.pattern];
        pattern.reach = std::max(pattern.reach, coming_[next_]->holds.end);
        pattern.unused.emplace_back(coming_[next_], &name);
      }
    bool result = false;
    for (auto& [name, pattern] : patterns_) {
      if (pattern.reach < at || !names_rule(name, *finding.rule)) continue;
      result = true;
      for (const auto& [suppression, used] : pattern.unused)
        if (suppression->holds.end >= at) used->used = suppression->used = true;
      pattern.unused.clear();  // the others hold nothing that comes
    }
    return result;
  }

 private:
  struct Pattern {
    std::uint32_t reach = 0;  // the last place that any comment holds
    std::vector<std::pair<Suppression*, Name*>> unused;
  };

  std::vector<Suppression*> coming_;  // by where they begin to hold
  std::size_t next_ = 0;
  std::map<std::string_view, Pattern> patterns_;  // begun
};

// Whether one may say that a name silences nothing: its rules speak, on any day.
bool is_accountable(const Name& name, const Selection& selection) {
  bool speaks = false;
  for (const Rule* rule : all_rules()) {
    if (!names_rule(name.pattern, *rule)) continue;
    if (rule->time_dependent) return false;
    speaks |= selection.severity_of(*rule).has_value();
  }
  return speaks;
}

// A name with the comma and spaces that set it apart from its neighbour.
Span with_comma(const Suppression& suppression, std::size_t index) {
  const auto& names = suppression.names;
  if (index + 1 < names.size()) return {names[index].span.begin, names[index + 1].span.begin};
  return {index > 0 ? names[index - 1].span.end : names[index].span.begin, names[index].span.end};
}

void report_unended(const Suppression& suppression, const markdown::Document& text,
                    Report& report) {
  Finding& finding = report.add(suppression.comment, "This comment ends nothing");
  finding.fixes.push_back({"Remove the comment", true});
  finding.fixes[0].edits.push_back({"", whole_line(text, suppression.comment), ""});
}

void report_whole(const Suppression& suppression, const markdown::Document& text, Report& report) {
  std::string names;
  for (const Name& name : suppression.names) names += (names.empty() ? "" : ", ") + name.pattern;
  Finding& finding =
      report.add(suppression.comment, fmt::format("Nothing here needs {} silenced", names));
  Fix& fix = finding.fixes.emplace_back();
  fix.title = "Remove the comment";
  fix.preferred = true;
  fix.edits.push_back({"", whole_line(text, suppression.comment), ""});
  if (!suppression.end_comment.empty())
    fix.edits.push_back({"", whole_line(text, suppression.end_comment), ""});
}

void report_names(const Suppression& suppression, const std::vector<std::size_t>& unused,
                  Report& report) {
  for (const std::size_t i : unused) {
    const Name& name = suppression.names[i];
    Finding& finding =
        report.add(name.span, fmt::format("Nothing here needs {} silenced", name.pattern));
    Fix& fix = finding.fixes.emplace_back();
    fix.title = fmt::format("Remove {}", name.pattern);
    fix.preferred = true;
    fix.edits.push_back({"", with_comma(suppression, i), ""});
  }
}

// Only of comments that do something: the others are reported as such, or are to be removed.
void report_unreasoned(const Suppression& suppression, Report& report) {
  if (!suppression.used || !suppression.reason.empty()) return;
  Finding& finding = report.add(suppression.comment, "This comment does not say why");
  Fix& fix = finding.fixes.emplace_back();
  fix.title = "Say why";
  fix.safe = false;
  fix.preferred = true;
  fix.snippet = true;
  fix.edits.push_back(
      {"", {suppression.names_span.end, suppression.names_span.end}, " -- ${1:[why]}"});
}

// What is said of comments in the end. Some comments silence what is said of the others, and are
// good for that; so these are spoken of last, when it is known, and nothing silences it.
class Accounts {
 public:
  Accounts(std::vector<Suppression>& suppressions, const Selection& selection,
           const markdown::Document& text)
      : suppressions_(suppressions), selection_(selection), text_(text) {}

  std::vector<Finding> settle(const Rule& rule) {
    std::vector<std::pair<std::size_t, Finding>> of_others = first(rule);
    std::stable_sort(of_others.begin(), of_others.end(), [](const auto& a, const auto& b) {
      return a.second.span.begin < b.second.span.begin;
    });
    Silencer silences(suppressions_);
    std::vector<bool> heard(suppressions_.size(), true);  // all that was said of it
    std::erase_if(of_others, [&](const auto& one) {
      if (!silences(one.second)) return false;
      heard[one.first] = false;
      return true;
    });
    std::vector<Finding> out;
    Report report(rule, out);
    std::vector<bool> whole(suppressions_.size(), false);
    for (std::size_t i = 0; i < suppressions_.size(); ++i) {
      const Suppression& one = suppressions_[i];
      const std::vector<std::size_t> own = unused(one, true);
      if (selection_.require_reason && !used_before_[i]) report_unreasoned(one, report);
      if (own.empty()) continue;
      whole[i] = heard[i] && own.size() + unused(one, false).size() == one.names.size();
      if (whole[i])
        report_whole(one, text_, report);
      else
        report_names(one, own, report);
    }
    for (auto& [index, finding] : of_others)
      if (!whole[index]) out.push_back(std::move(finding));
    std::stable_sort(out.begin(), out.end(), [](const Finding& a, const Finding& b) {
      return a.span.begin < b.span.begin;
    });
    return out;
  }

 private:
  // The names that silence nothing, of those that name this rule or of the others.
  std::vector<std::size_t> unused(const Suppression& one, bool this_rule) const {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < one.names.size(); ++i) {
      const Name& name = one.names[i];
      if (!name.used && names_this_rule(name) == this_rule && is_accountable(name, selection_))
        out.push_back(i);
    }
    return out;
  }

  // Of names that do not name this rule.
  std::vector<std::pair<std::size_t, Finding>> first(const Rule& rule) {
    std::vector<std::pair<std::size_t, Finding>> out;
    for (std::size_t i = 0; i < suppressions_.size(); ++i) {
      const Suppression& one = suppressions_[i];
      std::vector<Finding> said;
      Report report(rule, said);
      used_before_.push_back(one.used);
      if (one.kind == Kind::ignore_end) report_unended(one, text_, report);
      const std::vector<std::size_t> others = unused(one, false);
      if (!others.empty() && others.size() == one.names.size())
        report_whole(one, text_, report);
      else
        report_names(one, others, report);
      if (selection_.require_reason) report_unreasoned(one, report);
      for (Finding& finding : said) out.emplace_back(i, std::move(finding));
    }
    return out;
  }

  std::vector<Suppression>& suppressions_;
  const Selection& selection_;
  const markdown::Document& text_;
  std::vector<bool> used_before_;  // of each, before anything was said of comments
};

bool has_comments(const workspace::Document& document) {
  const auto& chapters = document.plan->chapters;
  return std::any_of(chapters.begin(), chapters.end(), [](const auto& chapter) {
    return (chapter.holds & plan::holds_directives) != 0;
  });
}

}  // namespace

std::vector<Silenced> silenced(const workspace::Document& document, std::vector<Finding> findings) {
  std::vector<Silenced> out;
  if (!has_comments(document)) return out;
  std::vector<Suppression> suppressions = read_directives(document);
  Silencer silences(suppressions);
  for (Finding& finding : findings) {
    if (!silences(finding)) continue;
    std::string reason;
    for (const Suppression& one : suppressions) {
      const std::uint32_t at = finding.span.begin;
      if (!reason.empty() || one.holds.begin > at || one.holds.end < at) continue;
      if (std::any_of(one.names.begin(), one.names.end(),
                      [&](const Name& name) { return names_rule(name.pattern, *finding.rule); }))
        reason = one.reason;
    }
    out.push_back({std::move(finding), std::move(reason)});
  }
  return out;
}

void apply_suppressions(const workspace::Document& document, const Selection& selection,
                        std::vector<Finding>& findings) {
  if (!has_comments(document) || !selection.inline_suppressions) return;

  std::vector<Suppression> suppressions = read_directives(document);
  Silencer silences(suppressions);
  std::erase_if(findings, [&](const Finding& finding) { return silences(finding); });

  const Rule& rule = *find_rule("bad-suppression");
  const auto severity = selection.severity_of(rule);
  if (!severity) return;
  for (Finding& finding : Accounts(suppressions, selection, document.text).settle(rule)) {
    finding.severity = *severity;
    findings.push_back(std::move(finding));
  }
}

}  // namespace pland::rules
