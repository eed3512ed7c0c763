// A rule's page is its test. Every example on it is run:
//
//   ```markdown fail [FILE] [today=DATE]   all rules speak of it exactly as the ```text fence below
//                                          says, and the page's own rule is among them
//   ```markdown fixed                      what the first fix of each finding of the page's rule
//                                          makes of it; then the rule is silent
//   ```markdown pass [FILE] [today=DATE]   no rule has anything to say
//
// An example is one file (ROADMAP.md unless it says), or several, split by lines `//- PATH`. With
// `times=N` its last line stands there N times; `owners=A|B` and `likelihood=A|B` are words of
// configuration, `_` a space in them. A rule that is off is on for its own page.
#include "analysis/pages.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <map>
#include <string>
#include <vector>

#include "tests/rules/judge.h"
#include "tests/support/fixture.h"

namespace {

using namespace pland;

struct Example {
  enum class Kind { fail, pass } kind;
  std::string name = "ROADMAP.md";
  std::string today = "2026-11-24";
  std::string text;
  std::string expected;  // of fail: the lines of the text fence
  std::optional<std::string> fixed;
  plan::Vocabulary words;  // of configuration
  std::uint32_t line = 0;  // on the page, from 1

  plan::Declared declared() const {
    plan::Declared out;
    if (!words.empty()) out.vocabulary = std::make_shared<const plan::Vocabulary>(words);
    return out;
  }
};

struct Fence {
  std::vector<std::string> info;  // its words
  std::string text;
  std::uint32_t line = 0;
};

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out;
  std::string word;
  for (const char c : std::string(text) + " ") {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      out.push_back(std::move(word));
      word.clear();
    }
  }
  return out;
}

std::vector<Fence> fences_of(std::string_view page) {
  std::vector<Fence> out;
  const markdown::Document document = markdown::Document::parse(page);
  document.each_segment([&](const markdown::Placed& placed) {
    for (const markdown::Node& node : placed.segment->tree.nodes) {
      if (node.kind != markdown::NodeKind::fenced_code) continue;
      const auto first = placed.offset + node.data;
      const auto last_line = document.position(placed.offset + node.span.end - 1).line;
      Fence fence;
      fence.info = words_of(placed.segment->view(node.content));
      fence.line = document.position(placed.offset + node.span.begin).line + 1;
      // The closing fence is the line that starts with a backtick and holds nothing else.
      std::uint32_t close = last_line;
      while (document.line_text(close).find_first_not_of('`') != std::string::npos ||
             document.line_text(close).empty())
        --close;
      fence.text = document.text({first, document.line_span(close).begin});
      out.push_back(std::move(fence));
    }
  });
  return out;
}

void repeat_last_line(std::string& text, std::size_t times) {
  const std::string line = text.substr(text.rfind('\n', text.size() - 2) + 1);
  for (std::size_t i = 1; i < times; ++i) text += line;
}

// "A|B_C": A, B C.
std::vector<std::string> list_of(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  std::vector<std::string> out(1);
  for (const char c : text) {
    if (c == '|')
      out.emplace_back();
    else
      out.back() += c;
  }
  return out;
}

std::vector<Example> examples_of(std::string_view page) {
  std::vector<Example> out;
  for (Fence& fence : fences_of(page)) {
    if (fence.info.empty()) continue;
    const std::string& language = fence.info[0];
    if (language == "text" && !out.empty()) {
      out.back().expected = fence.text;
    } else if (language == "markdown" && fence.info.size() > 1) {
      const std::string& role = fence.info[1];
      if (role == "fixed") {
        REQUIRE(!out.empty());
        out.back().fixed = fence.text;
        continue;
      }
      CHECK_MESSAGE((role == "fail" || role == "pass"),
                    fmt::format("line {}: {}", fence.line, role));
      Example example{role == "fail" ? Example::Kind::fail : Example::Kind::pass};
      example.text = fence.text;
      example.line = fence.line;
      for (std::size_t i = 2; i < fence.info.size(); ++i) {
        if (fence.info[i].starts_with("today="))
          example.today = fence.info[i].substr(6);
        else if (fence.info[i].starts_with("times="))
          repeat_last_line(example.text, std::stoul(fence.info[i].substr(6)));
        else if (fence.info[i].starts_with("owners="))
          example.words.owners = list_of(fence.info[i].substr(7));
        else if (fence.info[i].starts_with("likelihood="))
          example.words.scales[plan::FieldRole::likelihood] = list_of(fence.info[i].substr(11));
        else
          example.name = fence.info[i];
      }
      out.push_back(std::move(example));
    }
  }
  return out;
}

// The files as one text again: as it was written, where there is one only.
std::string one_text(const std::vector<tests::FixtureFile>& files) {
  if (files.size() == 1) return files[0].text;
  std::string out;
  for (const tests::FixtureFile& file : files) out += "//- " + file.name + "\n" + file.text;
  return out;
}

rules::Selection selection_for(const rules::Rule& rule) {
  rules::Selection selection;
  if (!rule.on) selection.severity = {{std::string(rule.name), std::string(name(rule.severity))}};
  return selection;
}

std::string severity_line(const rules::Rule& rule) {
  return fmt::format("{} · {}{}{}", rules::name(rule.severity), rule.group,
                     rule.time_dependent ? " · depends on today" : "",
                     rule.on ? "" : " · off unless selected");
}

}  // namespace

TEST_CASE("each rule has its page, and each page its rule") {
  std::size_t rule_pages = 0;
  for (const Page& page : pages()) rule_pages += page.path.starts_with("rules/") ? 1 : 0;
  CHECK(rule_pages == rules::all_rules().size());
  for (const rules::Rule* rule : rules::all_rules()) {
    CAPTURE(rule->name);
    const std::string_view page = rules::page_of(*rule);
    REQUIRE(!page.empty());
    const std::string head =
        fmt::format("# {}\n\n{}\n\n{}.", rule->name, severity_line(*rule), rule->summary);
    CHECK(page.substr(0, head.size()) == head);
    for (const std::string_view part :
         {"\n## What it does\n", "\n## Why it matters\n", "\n## Examples\n", "\n## Noise\n"})
      CHECK_MESSAGE(page.find(part) != std::string_view::npos, part);
  }
}

TEST_CASE("the rules stand by group and name, each once") {
  const auto all = rules::all_rules();
  for (std::size_t i = 1; i < all.size(); ++i) {
    CAPTURE(all[i]->name);
    CHECK(std::pair(all[i - 1]->group, all[i - 1]->name) < std::pair(all[i]->group, all[i]->name));
  }
  for (const rules::Rule* rule : all) {
    CAPTURE(rule->name);
    CHECK((rule->chapter != nullptr || rule->document != nullptr || rule->workspace != nullptr ||
           rule->entry != nullptr || rule->relations != nullptr || rule->graph != nullptr));
    CHECK(rules::find_rule(rule->name) == rule);
    CHECK(!rule->summary.ends_with('.'));
  }
}

TEST_CASE("the examples on the rules' pages hold") {
  for (const rules::Rule* rule : rules::all_rules()) {
    SUBCASE(std::string(rule->name).c_str()) {
      std::size_t fails = 0, passes = 0;
      for (const Example& example : examples_of(rules::page_of(*rule))) {
        INFO(fmt::format("{}.md:{}", rule->name, example.line));
        const auto settings = tests::settings_of(example.today);
        const std::vector<tests::FixtureFile> files =
            tests::parse_fixture(example.text, example.name).files;
        const rules::Selection selection = selection_for(*rule);
        const plan::Declared declared = example.declared();
        const std::string found = tests::report(files, settings, selection, nullptr, declared);
        if (example.kind == Example::Kind::pass) {
          ++passes;
          CHECK(found == "");
          continue;
        }
        ++fails;
        CHECK(found == example.expected);
        CHECK(found.find(fmt::format(": {}: ", rule->name)) != std::string::npos);
        if (!example.fixed) continue;

        const auto once = tests::fix(files, settings, selection, rule, declared);
        CHECK(one_text(once) == *example.fixed);
        CHECK(tests::report(once, settings, selection, rule, declared) == "");
        CHECK(one_text(tests::fix(once, settings, selection, rule, declared)) == one_text(once));
      }
      CHECK(fails > 0);
      CHECK(passes > 0);
    }
  }
}
