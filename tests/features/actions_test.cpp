#include "analysis/features/actions.h"

#include <algorithm>
#include <doctest/doctest.h>

#include "analysis/features/fixing.h"
#include "analysis/rules/check.h"
#include "analysis/rules/report.h"
#include "tests/features/check.h"

namespace pland::tests {
namespace {

using features::Action;

struct Judged {
  World world;
  std::vector<rules::Finding> findings;
};

Judged judge(std::string_view fixture, std::string_view rule) {
  Judged out{make_world(fixture), {}};
  rules::Selection selection;
  selection.select = {std::string(rule), "bad-suppression"};
  const auto verdict =
      rules::judge(out.world.workspace, *out.world.document, december(), selection, nullptr);
  out.findings = rules::findings(*out.world.document, verdict, selection);
  return out;
}

std::string apply(std::string text, std::vector<rules::Edit> edits) {
  std::stable_sort(edits.begin(), edits.end(),
                   [](const auto& a, const auto& b) { return a.span.begin > b.span.begin; });
  for (const rules::Edit& edit : edits) text.replace(edit.span.begin, edit.span.size(), edit.text);
  return text;
}

std::string titles(const std::vector<Action>& actions) {
  std::string out;
  for (const Action& action : actions) out += (out.empty() ? "" : "; ") + action.title;
  return out;
}

TEST_CASE(
    "findings under the selection bring their fixes, the whole rule's, and a way to be meant") {
  const Judged judged =
      judge("//- notes.md\n- [] one\n- [ ] two\n- [] three<|>\n", "malformed-checkbox");
  REQUIRE(judged.findings.size() == 2);
  const auto here =
      features::actions(*judged.world.document, judged.findings, judged.findings[1].span);
  REQUIRE(here.size() == 3);
  CHECK(here[0].kind == Action::Kind::quick_fix);
  CHECK(here[0].preferred);
  CHECK(here[0].findings == std::vector<std::size_t>{1});
  CHECK(apply(judged.world.text(), here[0].edits) == "- [] one\n- [ ] two\n- [ ] three\n");
  CHECK(here[1].title == "Fix all malformed-checkbox in this file (2)");
  CHECK(apply(judged.world.text(), here[1].edits) == "- [ ] one\n- [ ] two\n- [ ] three\n");
  CHECK(here[2].title == "Ignore malformed-checkbox here");
  // Nothing where nothing was found.
  CHECK(features::actions(*judged.world.document, judged.findings, {12, 13}).empty());
  // About some of them only.
  const std::vector<std::size_t> second{1};
  CHECK(titles(features::actions(*judged.world.document, judged.findings, {0, 100}, second)) ==
        titles(here));
  // Of all fixes one is the best.
  const auto all = features::actions(*judged.world.document, judged.findings, {0, 100});
  CHECK(std::count_if(all.begin(), all.end(), [](const Action& a) { return a.preferred; }) == 1);
  // All of the file at once.
  CHECK(titles(features::actions(*judged.world.document, judged.findings, {0, 100}))
            .find("Fix all") != std::string::npos);
}

// After the suppression the rule is silent, the comment is not superfluous, and all that was there
// is still there.
std::string suppressed(std::string_view fixture, std::string_view rule) {
  const Judged judged = judge(fixture, rule);
  REQUIRE_FALSE(judged.findings.empty());
  const auto action = features::suppress(*judged.world.document, judged.findings.front());
  REQUIRE(action.has_value());
  const std::string text = apply(judged.world.text(), action->edits);
  const std::string name = judged.world.fixture.files.front().name;
  const Judged after = judge("//- " + name + "\n" + text, rule);
  std::string left;
  for (const rules::Finding& finding : after.findings) left += finding.message + "\n";
  CAPTURE(text);
  CHECK(after.findings.size() + 1 == judged.findings.size());
  CHECK(left.find("suppress") == std::string::npos);
  return text;
}

TEST_CASE("a finding that is meant gets a comment") {
  CHECK(suppressed("//- a.md\nSee [x](gone.md).\n", "broken-file-link") ==
        "<!-- pland-ignore-next-line broken-file-link -->\nSee [x](gone.md).\n");
  CHECK(suppressed("//- a.md\nSee [x](gone.md).\r\n", "broken-file-link") ==
        "<!-- pland-ignore-next-line broken-file-link -->\r\nSee [x](gone.md).\r\n");
}

TEST_CASE("the comment does not end a list") {
  CHECK(suppressed("//- a.md\n1. one\n2. [x](gone.md)\n3. three\n", "broken-file-link") ==
        "1. one\n   <!-- pland-ignore-next-line broken-file-link -->\n2. [x](gone.md)\n3. three\n");
  CHECK(suppressed("//- a.md\n- one\n  - [x](gone.md)\n", "broken-file-link") ==
        "- one\n  <!-- pland-ignore-next-line broken-file-link -->\n  - [x](gone.md)\n");
  CHECK(suppressed("//- a.md\n- [x](gone.md)\n- two\n", "broken-file-link") ==
        "<!-- pland-ignore-next-line broken-file-link -->\n- [x](gone.md)\n- two\n");
}

TEST_CASE("around a table, a wrapped paragraph and a fence it stands before and behind") {
  CHECK(suppressed("//- a.md\n| A |\n|---|\n| [x](gone.md) |\n", "broken-file-link") ==
        "<!-- pland-ignore broken-file-link -->\n| A |\n|---|\n| [x](gone.md) |\n<!-- "
        "pland-ignore-end -->\n");
  CHECK(suppressed("//- a.md\nOne line\nand [x](gone.md).\n\nMore.\n", "broken-file-link") ==
        "<!-- pland-ignore broken-file-link -->\nOne line\nand [x](gone.md).\n<!-- "
        "pland-ignore-end -->\n\nMore.\n");
}

TEST_CASE("a finding in front matter is ignored behind it") {
  World world = make_world("---\nid: 1\n---\n# A\n");
  rules::Finding finding;
  finding.rule = rules::find_rule("broken-anchor");
  finding.span = {4, 9};
  const auto action = features::suppress(*world.document, finding);
  REQUIRE(action);
  CHECK(apply(world.text(), action->edits) ==
        "---\nid: 1\n---\n<!-- pland-ignore-file broken-anchor -->\n# A\n");
}

TEST_CASE("fixes of all rules together touch nothing twice") {
  World world = make_world("abcdefgh\n");
  const rules::Rule* rule = rules::find_rule("broken-anchor");
  std::vector<rules::Finding> findings(3);
  const auto fix = [&](Span span, bool safe) {
    rules::Fix one;
    one.safe = safe;
    one.edits = {{"", span, "X"}};
    return one;
  };
  for (rules::Finding& finding : findings) finding.rule = rule;
  findings[0].fixes = {fix({0, 3}, true)};
  findings[1].fixes = {fix({2, 4}, true)};
  findings[2].fixes = {fix({5, 6}, false), fix({6, 7}, true)};
  const auto edits = features::fix_all(findings, nullptr);
  REQUIRE(edits.size() == 2);
  CHECK(edits[0].span == Span{0, 3});
  CHECK(edits[1].span == Span{6, 7});
}

TEST_CASE("a section that is put in has the calendar of today") {
  const Judged judged = judge(
      "---\npland-kind: roadmap\n---\n# Tidewatch\n\n## Vision\n\nUp.\n\n## Strategic "
      "Decisions\n\nNone yet.\n",
      "missing-section");
  bool found = false;
  for (const rules::Finding& finding : judged.findings) {
    if (finding.message.find("Quarterly Milestones") == std::string::npos) continue;
    found = true;
    const std::string& text = finding.fixes[0].edits[0].text;
    CHECK(text.find("### Q4 2026 (Oct - Dec): ${") != std::string::npos);
    CHECK(text.find("YYYY") == std::string::npos);
  }
  CHECK(found);
}

}  // namespace
}  // namespace pland::tests
