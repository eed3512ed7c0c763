// Documents that are edited one after the other, for rules that look further than one of them:
// after each edit what is said step by step must be what is said from scratch.
#pragma once

#include <algorithm>
#include <cstddef>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/rules/report.h"
#include "analysis/workspace/names.h"
#include "tests/rules/judge.h"
#include "tests/support/fixture.h"
#include "tests/support/hostile_edits.h"

namespace pland::tests {

// Documents kept as the server keeps them: all open, each judged after every edit of any.
class World {
 public:
  explicit World(std::string_view fixture) : workspace_(make_workspace(parse_fixture(fixture))) {
    follow();
  }

  void edit(const std::string& name, std::string_view old, std::string_view next) {
    const auto at = text(name).find(old);
    REQUIRE(at != std::string::npos);
    const auto begin = static_cast<std::uint32_t>(at);
    edit(name, {{begin, begin + static_cast<std::uint32_t>(old.size())}, std::string(next)});
  }

  std::string text(const std::string& name) const {
    return workspace_.open.at("/ws/" + name)->text.text();
  }

  void edit(const std::string& name, const TextEdit& edit) {
    workspace::DocumentPtr& document = workspace_.open.at("/ws/" + name);
    const auto before = document;
    document = workspace::make_document(before->path, before->version + 1,
                                        before->text.edit(edit.span, edit.text), {}, before.get());
    if (workspace::same_anchors(*before->summary, *document->summary))
      workspace::note_changes(workspace_, *before->summary, *document->summary);
    else
      ++workspace_.exports_revision;
    follow();
  }

  // "PLAN.md dependency-cycle: …", a line each, of the groups whose rules look further than one
  // document.
  std::string said() const {
    std::string out;
    for (const auto& [path, document] : workspace_.open)
      out += lines(*document, rules::findings(*document, *reports_.at(path)));
    return out;
  }

  // How many chapters of a document have the very verdict that they had before the last edit.
  std::size_t kept(const std::string& name) const {
    const auto& now = verdicts_.at("/ws/" + name);
    const auto& old = before_.at("/ws/" + name);
    std::size_t count = 0;
    for (const auto& chapter : now->chapters)
      count +=
          std::find(old->chapters.begin(), old->chapters.end(), chapter) != old->chapters.end();
    return count;
  }
  std::size_t chapters(const std::string& name) const {
    return verdicts_.at("/ws/" + name)->chapters.size();
  }

 private:
  static std::string lines(const workspace::Document& document,
                           const std::vector<rules::Finding>& findings) {
    std::string out;
    for (const rules::Finding& finding : findings) {
      const std::string_view group = finding.rule->group;
      if (group != "dependencies" && group != "decisions" && group != "risks" && group != "trace" &&
          group != "vocabulary")
        continue;
      out += fmt::format("{} {}: {}", name_in_root(document.path), finding.rule->name,
                         finding.message);
      for (const rules::Related& related : finding.related)
        out += fmt::format(" [{} {}-{} {}]", related.path, related.span.begin, related.span.end,
                           related.message);
      for (const rules::Fix& fix : finding.fixes)
        for (const rules::Edit& edit : fix.edits)
          out +=
              fmt::format(" | {} {}-{} {}", edit.path, edit.span.begin, edit.span.end, edit.text);
      out += fmt::format(" at {}\n", finding.span.begin);
    }
    return out;
  }

  void follow() {
    const auto settings = settings_of("2026-11-24");
    before_ = verdicts_;
    for (const auto& [path, document] : workspace_.open) {
      auto& verdict = verdicts_[path];
      auto& report = reports_[path];
      verdict = rules::judge(workspace_, *document, settings, {}, verdict.get());
      report = rules::report(*document, verdict, {}, report.get());
      const auto fresh = rules::judge(workspace_, *document, settings, {}, nullptr);
      CHECK(lines(*document, rules::findings(*document, *report)) ==
            lines(*document, rules::findings(*document, fresh, {})));
    }
  }

  workspace::Workspace workspace_;
  std::map<std::string, rules::VerdictPtr> verdicts_, before_;
  std::map<std::string, rules::DocumentReportPtr> reports_;
};

inline std::size_t count_of(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

// Prose that fills a chapter.
inline std::string prose() {
  std::string out = "\n";
  for (int i = 0; i < 40; ++i)
    out += "Words of harbours and gauges, of tides and of quays, number " + std::to_string(i) +
           " of them.\n";
  return out + "\n";
}

}  // namespace pland::tests
