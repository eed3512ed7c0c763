#include "tests/rules/judge.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <map>
#include <utility>

#include "analysis/rules/report.h"

namespace pland::tests {
namespace {

std::vector<rules::Finding> findings_in(const workspace::Workspace& workspace,
                                        const workspace::Document& document,
                                        const rules::Settings& settings,
                                        const rules::Selection& selection) {
  const auto verdict = rules::judge(workspace, document, settings, selection, nullptr);
  return rules::findings(document, verdict, selection);
}

// What must hold of every finding, whatever the rule.
void check_sane(const rules::Finding& finding, const workspace::Document& document) {
  CAPTURE(finding.message);
  CHECK(finding.span.begin <= finding.span.end);
  CHECK(finding.span.end <= document.text.size());
  CHECK(!finding.message.empty());
  for (const rules::Fix& fix : finding.fixes) {
    CHECK(!fix.title.empty());
    CHECK((!fix.edits.empty() || fix.create_path));
    std::uint32_t end = 0;
    std::vector<Span> spans;
    for (const rules::Edit& edit : fix.edits)
      if (edit.path.empty()) spans.push_back(edit.span);
    std::sort(spans.begin(), spans.end());
    for (const Span span : spans) {
      CHECK(end <= span.begin);
      CHECK(span.begin <= span.end);
      CHECK(span.end <= document.text.size());
      end = span.end;
    }
  }
}

}  // namespace

rules::Settings settings_of(std::string_view today) {
  rules::Settings settings;
  const auto date = plan::first_date(today);
  REQUIRE(date);
  settings.today = date->date;
  settings.revision = 1;
  return settings;
}

std::string report(const std::vector<FixtureFile>& files, const rules::Settings& settings,
                   const rules::Selection& selection, const rules::Rule* only,
                   const plan::Declared& declared) {
  const workspace::Workspace workspace = make_workspace(files, true, declared);
  std::string out;
  for (const auto& [path, document] : workspace.open) {
    const std::string text = document->text.text();
    for (const rules::Finding& finding : findings_in(workspace, *document, settings, selection)) {
      check_sane(finding, *document);
      if (only != nullptr && finding.rule != only) continue;
      out += fmt::format("{}:{}: {}: {}: {}\n", name_in_root(path),
                         line_and_column(text, finding.span.begin), rules::name(finding.severity),
                         finding.rule->name, finding.message);
    }
  }
  return out;
}

std::vector<FixtureFile> fix(const std::vector<FixtureFile>& files, const rules::Settings& settings,
                             const rules::Selection& selection, const rules::Rule* only,
                             const plan::Declared& declared) {
  const workspace::Workspace workspace = make_workspace(files, true, declared);
  std::map<std::string, std::vector<rules::Edit>> edits;  // by path
  std::vector<FixtureFile> out = files;
  for (const auto& [path, document] : workspace.open) {
    for (const rules::Finding& finding : findings_in(workspace, *document, settings, selection)) {
      if (finding.fixes.empty() || (only != nullptr && finding.rule != only)) continue;
      const auto preferred = std::find_if(finding.fixes.begin(), finding.fixes.end(),
                                          [](const rules::Fix& one) { return one.preferred; });
      const rules::Fix& fix = preferred == finding.fixes.end() ? finding.fixes.front() : *preferred;
      if (fix.create_path) out.push_back({name_in_root(*fix.create_path), fix.create_text});
      for (rules::Edit edit : fix.edits) {
        if (fix.snippet) edit.text = rules::plain_of_snippet(edit.text);
        auto& list = edits[edit.path.empty() ? path : edit.path];
        const bool overlaps = std::any_of(list.begin(), list.end(), [&](const rules::Edit& other) {
          return edit.span.begin < other.span.end && other.span.begin < edit.span.end;
        });
        if (!overlaps) list.push_back(std::move(edit));
      }
    }
  }
  for (FixtureFile& file : out) {
    auto& list = edits[file.path()];
    std::stable_sort(list.begin(), list.end(), [](const rules::Edit& a, const rules::Edit& b) {
      return a.span.begin < b.span.begin;
    });
    for (auto edit = list.rbegin(); edit != list.rend(); ++edit)
      file.text.replace(edit->span.begin, edit->span.size(), edit->text);
  }
  return out;
}

}  // namespace pland::tests
