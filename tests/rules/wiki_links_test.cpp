// What the link rules say of wiki links, and what their fixes make of them.
#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "analysis/rules/check.h"
#include "analysis/rules/report.h"
#include "tests/rules/judge.h"
#include "tests/support/fixture.h"

namespace pland::tests {
namespace {

// The first file's findings with their fixes: "3:5 broken-anchor: message\n  title -> text".
std::string told(std::string_view fixture, bool on = true) {
  const Fixture files = parse_fixture(fixture);
  const workspace::Workspace workspace =
      make_workspace(files, true, on ? with_wiki_links : plan::Declared{});
  const auto document = workspace.document(files.files.front().path());
  rules::Selection selection;
  selection.select = {"links"};
  const auto verdict =
      rules::judge(workspace, *document, settings_of("2026-12-01"), selection, nullptr);
  std::string out;
  const std::string text = document->text.text();
  for (const rules::Finding& finding : rules::findings(*document, verdict, selection)) {
    out += fmt::format("{} {} {}: {}\n", line_and_column(text, finding.span.begin),
                       finding.span.of(text), finding.rule->name, finding.message);
    for (const rules::Fix& fix : finding.fixes) {
      out += "  " + fix.title;
      for (const rules::Edit& edit : fix.edits)
        out += fmt::format(" -> {}{}{}", text.substr(edit.span.begin - 1, 1), edit.text,
                           text.substr(edit.span.end, 1));
      if (fix.create_path)
        out += fmt::format(" -> {}: {}", name_in_root(*fix.create_path),
                           fix.create_text.substr(0, fix.create_text.find('\n')));
      out += "\n";
    }
  }
  return out;
}

constexpr std::string_view others = R"(
//- docs/tides.md
# Tides

## Gauges: all

### Costs
//- docs/img/pier.png
png
)";

TEST_CASE("wiki links that lead somewhere are left alone") {
  CHECK(told("# T\n\n[[tides]] [[docs/tides.md|x]] [[tides#Gauges all]] [[tides#gauges-all]] "
             "[[tides#Gauges: all#Costs]] [[#T]] ![[pier.png]] [[tides#^block]] [[T]]\n" +
             std::string(others) + "//- t/T.md\n# T\n") == "");
}

TEST_CASE("a missing file is told, and can be made") {
  CHECK(told("# T\n\n[[Buoys]] [[docs/Buoys|all buoys]] [[Buoys#X]] ![[gone.png]]\n" +
             std::string(others)) ==
        "3:3 Buoys broken-file-link: Buoys does not exist\n"
        "  Create Buoys.md -> Buoys.md: # Buoys\n"
        "3:13 docs/Buoys broken-file-link: docs/Buoys does not exist\n"
        "  Create docs/Buoys.md -> docs/Buoys.md: # all buoys\n"
        "3:38 Buoys broken-file-link: Buoys does not exist\n"
        "  Create Buoys.md -> Buoys.md: # Buoys\n"
        "3:51 gone.png broken-file-link: gone.png does not exist\n");
  // Another folder was meant.
  CHECK(told("[[old/tides]]" + std::string(others)) ==
        "1:3 old/tides broken-file-link: old/tides does not exist; did you mean tides?\n"
        "  Link to tides -> [tides]\n"
        "  Create old/tides.md -> old/tides.md: # tides\n");
}

TEST_CASE("a missing heading is told with the nearest, by its text") {
  CHECK(
      told("# T\n\n[[tides#Gauges al]] [[tides#gauges-al|x]] [[#Gone]]\n" + std::string(others)) ==
      "3:9 Gauges al broken-anchor: tides.md has no heading #Gauges al; did you mean #Gauges: "
      "all?\n"
      "  Link to #Gauges: all -> #Gauges: all]\n"
      "3:29 gauges-al broken-anchor: tides.md has no heading #gauges-al; did you mean "
      "#gauges-all (\"Gauges: all\")?\n"
      "  Link to #gauges-all -> #gauges-all|\n"
      "3:46 Gone broken-anchor: This document has no heading #Gone\n");
  CHECK(told("[[tides#Nothing like it]]" + std::string(others)) ==
        "1:9 Nothing like it broken-anchor: tides.md has no heading #Nothing like it\n"
        "  Link to the document as a whole -> s]\n");
}

TEST_CASE("letter case is link-case-mismatch's") {
  CHECK(told("[[Tides]] [[TIDES#costs]] ![[Pier.png]]" + std::string(others)) ==
        "1:3 Tides link-case-mismatch: Tides is tides on disk: the case differs\n"
        "  Link to tides -> [tides]\n"
        "1:13 TIDES link-case-mismatch: TIDES is tides on disk: the case differs\n"
        "  Link to tides -> [tides#\n"
        "1:30 Pier.png link-case-mismatch: Pier.png is pier.png on disk: the case differs\n"
        "  Link to pier.png -> [pier.png]\n");
}

TEST_CASE("nothing is told where wiki links are off, in code and in quotes") {
  CHECK(told("[[Buoys]] [[#Gone]]" + std::string(others), false) == "");
  CHECK(told("`[[Buoys]]`\n\n> [[Gone]]\n\n<!-- [[X]] -->\n") == "");
}

TEST_CASE("thousands of broken wiki links stay cheap") {
  std::string text = "# T\n\n";
  for (int i = 0; i < 3000; ++i)
    text += fmt::format("## Part {}\n\n[[#Nothing {}]] [[x{}]]\n\n", i, i, i);
  const std::string out = told(text);
  CHECK(std::count(out.begin(), out.end(), '\n') > 6000);
}

}  // namespace
}  // namespace pland::tests
