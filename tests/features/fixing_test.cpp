#include "analysis/features/fixing.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <random>

namespace pland::tests {
namespace {

using features::Fixes;

rules::Fix fix(Span span, bool safe = true, bool preferred = false) {
  rules::Fix out;
  out.safe = safe;
  out.preferred = preferred;
  out.edits = {{"", span, "X"}};
  return out;
}

std::vector<rules::Finding> findings_of(std::vector<std::vector<rules::Fix>> fixes) {
  std::vector<rules::Finding> out(fixes.size());
  for (std::size_t i = 0; i < fixes.size(); ++i) {
    out[i].rule = rules::all_rules().front();
    out[i].fixes = std::move(fixes[i]);
  }
  return out;
}

std::vector<Span> taken(const std::vector<rules::Finding>& findings, bool unsafe) {
  Fixes fixes(findings);
  fixes.take_all(nullptr, unsafe);
  std::vector<Span> out;
  for (const rules::Edit& edit : fixes.edits()) out.push_back(edit.span);
  return out;
}

using Spans = std::vector<Span>;

}  // namespace

TEST_CASE("of fixes that touch each other the first in the text is made") {
  CHECK(taken(findings_of({{fix({4, 6})}, {fix({0, 5})}, {fix({6, 6})}, {fix({6, 8})}}), false) ==
        Spans{{4, 6}, {6, 6}});
  // Next to each other is not touching; two at one place have no order.
  CHECK(taken(findings_of({{fix({0, 2})}, {fix({2, 4})}, {fix({2, 2})}, {fix({1, 1})}}), false) ==
        Spans{{0, 2}, {2, 4}});
}

TEST_CASE("a fix of several edits is made as a whole or not at all") {
  rules::Fix both = fix({0, 1});
  both.edits.push_back({"", {8, 9}, "X"});
  CHECK(taken(findings_of({{fix({8, 10})}, {both}, {fix({0, 2})}}), false) ==
        Spans{{0, 2}, {8, 10}});
}

TEST_CASE("without being asked only what is one clear thing is made") {
  rules::Fix snippet = fix({0, 1}, false, true);
  snippet.snippet = true;
  rules::Fix file = fix({0, 1}, false, true);
  file.create_path = "/x.md";
  rules::Fix elsewhere = fix({0, 1});
  elsewhere.edits[0].path = "/y.md";
  for (const rules::Fix& one : {snippet, file, elsewhere}) {
    CHECK_FALSE(features::is_self_sufficient(one));
    CHECK(taken(findings_of({{one}}), true).empty());
  }
  const auto one = findings_of({{fix({0, 1}, false)}});
  CHECK(taken(one, false).empty());
  CHECK(taken(one, true) == Spans{{0, 1}});
  // Of two that are not safe nobody knows which, unless the rule does.
  CHECK(taken(findings_of({{fix({0, 1}, false), fix({2, 3}, false)}}), true).empty());
  CHECK(taken(findings_of({{fix({0, 1}, false), snippet}}), true).empty());
  CHECK(taken(findings_of({{fix({0, 1}, false), fix({2, 3}, false, true)}}), true) ==
        Spans{{2, 3}});
  // A safe one is better than any other, and the preferred one is better than the first.
  CHECK(taken(findings_of({{fix({0, 1}, false, true), fix({2, 3}), fix({4, 5}, true, true)}}),
              true) == Spans{{4, 5}});
}

TEST_CASE("what is not safe never takes the place of what is") {
  CHECK(taken(findings_of({{fix({0, 4}, false)}, {fix({2, 3})}}), true) == Spans{{2, 3}});
  // A safe fix that has to wait is not replaced by another one.
  CHECK(taken(findings_of({{fix({0, 4})}, {fix({2, 3}), fix({8, 9}, false, true)}}), true) ==
        Spans{{0, 4}});
}

TEST_CASE("edits make the text, and no other byte") {
  const std::vector<rules::Edit> edits = {
      {"", {0, 1}, "xyz"}, {"", {3, 3}, "!"}, {"", {4, 6}, ""}, {"/other.md", {0, 6}, "no"}};
  CHECK(features::edited("abcdef", edits) == "xyzbc!d");
  CHECK(features::edited("abc", {}) == "abc");
}

TEST_CASE("whatever the fixes, the edits that are taken do not overlap") {
  std::mt19937 random(20261127);
  for (int round = 0; round < 500; ++round) {
    std::vector<std::vector<rules::Fix>> fixes;
    for (int i = 0; i < 40; ++i) {
      rules::Fix one;
      auto at = static_cast<std::uint32_t>(random() % 100);
      for (auto edits = static_cast<unsigned>(1 + random() % 3); edits > 0; --edits) {
        const auto end = static_cast<std::uint32_t>(at + random() % 6);
        one.edits.push_back({"", {at, end}, "X"});
        at = static_cast<std::uint32_t>(end + 1 + random() % 20);
      }
      fixes.push_back({one});
    }
    const std::vector<rules::Finding> findings = findings_of(std::move(fixes));
    Fixes chosen(findings);
    chosen.take_all(nullptr, false);
    const auto edits = chosen.edits();
    for (std::size_t i = 1; i < edits.size(); ++i) {
      CHECK(edits[i - 1].span.end <= edits[i].span.begin);
      CHECK(edits[i - 1].span.begin < edits[i].span.begin);
    }
    // Nothing more would have found room: every finding left touches what was taken.
    for (std::size_t i = 0; i < findings.size(); ++i) {
      const bool made = std::any_of(chosen.taken().begin(), chosen.taken().end(),
                                    [&](const auto& each) { return each.finding == i; });
      if (!made) CHECK_FALSE(chosen.take({i, 0}));
    }
  }
}

}  // namespace pland::tests
