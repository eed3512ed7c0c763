// Reports made by hand, and the bytes that the formats make of them.
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <string>

#include "analysis/text/unicode.h"
#include "server/file_rules.h"
#include "server/reports/human.h"
#include "server/reports/json.h"
#include "tests/support/fixture.h"

using namespace pland;
using namespace pland::server;

namespace {

// A finding about the first `what` in the text.
ReportFinding about(std::string_view text, std::string_view what, std::string message = "Message") {
  const auto at = static_cast<std::uint32_t>(text.find(what));
  rules::Finding finding;
  finding.rule = rules::find_rule("broken-anchor");
  finding.severity = rules::Severity::error;
  finding.span = {at, at + static_cast<std::uint32_t>(what.size())};
  finding.message = std::move(message);
  ReportContext context;
  context.root = "/ws";
  context.with_excerpts = true;
  return report_finding(finding, "/ws/docs/a.md", markdown::Document::parse(text), context);
}

Report report_of(std::vector<ReportFinding> findings, std::size_t files = 1) {
  Report report;
  report.today = "2026-12-01";
  report.findings = std::move(findings);
  sort_findings(report.findings);
  report.summary = count_findings(report.findings, files);
  return report;
}

std::string human(const Report& report, HumanOptions options = {}) {
  options.root = "/ws";
  if (options.seen_from.empty()) options.seen_from = "/ws";
  return human_report(report, options);
}

// The source line with its underline, of a report of one finding.
std::string frame(std::string_view text, std::string_view what, int width = 100) {
  HumanOptions options;
  options.width = width;
  options.summary = false;
  const std::string all = human(report_of({about(text, what)}), options);
  const auto from = all.find('\n', all.find("╭─")) + 1;
  return all.substr(from, all.rfind('\n', all.find("╰─")) + 1 - from);
}

}  // namespace

TEST_SUITE("human") {
  TEST_CASE("a finding, from head to foot") {
    ReportFinding finding = about("one\ntwo [x](y.md#gone) end\n", "gone", "no heading #gone");
    finding.fixes.push_back({"Link to #there", true, {}, "", ""});
    finding.fixes.push_back({"Another", false, {}, "", ""});
    CHECK(human(report_of({finding}, 4)) ==
          "error[broken-anchor]: no heading #gone\n"
          "  ╭─[docs/a.md:2:14]\n"
          "1 │ one\n"
          "2 │ two [x](y.md#gone) end\n"
          "  │              ────\n"
          "  ╰─ fix: Link to #there (or 1 more) · docs: pland rule broken-anchor\n"
          "\n"
          "Found 1 error in 4 files (1 fixable)\n");
  }

  TEST_CASE("related places, in this file and another") {
    const std::string text = "a\n\n\n\n\n\n\n\n\nlast\n";
    ReportFinding finding = about(text, "last");
    ReportFinding first = about(text, "a");
    finding.related.push_back({first.place, first.excerpt, "the first one"});
    finding.related.push_back({{"docs/gone.md", {}, {}}, std::nullopt, "not to be read"});
    HumanOptions options;
    options.summary = false;
    CHECK(human(report_of({finding}), options) ==
          "error[broken-anchor]: Message\n"
          "   ╭─[docs/a.md:10:1]\n"
          "10 │ last\n"
          "   │ ────\n"
          "   ├─[docs/a.md:1:1] the first one\n"
          " 1 │ a\n"
          "   │ ─\n"
          "   ├─[docs/gone.md:1:1] not to be read\n"
          "   ╰─ docs: pland rule broken-anchor\n"
          "\n");
  }

  TEST_CASE("columns are the terminal's") {
    CHECK(frame("日本 x", "x") == "1 │ 日本 x\n  │      ─\n");
    CHECK(frame("日本 x", "本") == "1 │ 日本 x\n  │   ──\n");
    CHECK(frame("🚀 x", "x") == "1 │ 🚀 x\n  │    ─\n");
    CHECK(frame("👩‍💻 x", "x") == "1 │ 👩‍💻 x\n  │    ─\n");
    CHECK(frame("e\u0301 x", "x") == "1 │ e\u0301 x\n  │   ─\n");
    CHECK(frame("a\tx", "x") == "1 │ a   x\n  │     ─\n");
    CHECK(frame("\xef\xbb\xbfx", "x") == "1 │ x\n  │ ─\n");
    CHECK(frame("x\r\n", "x") == "1 │ x\n  │ ─\n");
  }

  TEST_CASE("places without width, at ends, over lines") {
    CHECK(frame("abc\n", "") == "1 │ abc\n  │ ─\n");
    CHECK(frame("abc\ndef\nghi\n", "bc\ndef\ng") == "1 │ abc\n  │  ── … to line 3\n");
    CHECK(frame("abc\n", "c\n") == "1 │ abc\n  │   ─\n");
    CHECK(frame("", "") == "");
  }

  TEST_CASE("long lines are cut around what is marked") {
    const std::string a(300, 'a'), b(300, 'b');
    for (const std::string& text :
         {a + "MARK" + b, "MARK" + b, a + "MARK", std::string(200, 'x') + "MARK"}) {
      const std::string cut = frame(text, "MARK", 60);
      const std::string line = cut.substr(0, cut.find('\n'));
      const std::string under = cut.substr(cut.find('\n') + 1);
      CHECK(text::display_width(line) <= 60);
      const std::string before = line.substr(0, line.find("MARK"));
      REQUIRE(before.size() < line.size());
      CHECK(text::display_width(under.substr(0, under.find("─"))) == text::display_width(before));
      CHECK(under.find("────\n") != std::string::npos);
    }
    const std::string wide = frame(a + b, a + b, 60);
    for (std::size_t at = 0; at < wide.size();) {
      const std::string line = wide.substr(at, wide.find('\n', at) - at);
      CHECK(text::display_width(line) <= 60);
      at += line.size() + 1;
    }
    CHECK(frame("日本日本日本日本日本日本日本日本日本日本日本日本日本日本日本日本 x", "x", 40)
              .find("x\n") != std::string::npos);
  }

  TEST_CASE("a document cannot paint on the terminal") {
    ReportFinding finding = about("a\x1b[31m b\x07\xff \u202e x", "x", "it says \x1b]0;x\x07");
    finding.fixes.push_back({"do \x1b[2J", true, {}, "", ""});
    finding.place.file = "docs/\x1b.md";
    const std::string out = human(report_of({finding}));
    CHECK(out.find('\x1b') == std::string::npos);
    CHECK(out.find('\x07') == std::string::npos);
    CHECK(out.find("\u202e") == std::string::npos);
    CHECK(text::is_valid(out));
  }

  TEST_CASE("colour only where it was asked for") {
    HumanOptions options;
    options.color = true;
    CHECK(human(report_of({about("x", "x")}), options).starts_with("\x1b[1;31merror"));
  }

  TEST_CASE("files are named as seen from where the user is") {
    HumanOptions options;
    options.seen_from = "/ws/docs/deep";
    CHECK(human(report_of({about("x", "x")}), options).find("[../a.md:1:1]") != std::string::npos);
  }

  TEST_CASE("the last line") {
    ReportFinding error = about("x", "x"), warning = error, information = error, hint = error;
    warning.severity = rules::Severity::warning;
    information.severity = rules::Severity::information;
    hint.severity = rules::Severity::hint;
    auto last = [](const Report& report) {
      const std::string out = human(report);
      return out.substr(out.rfind('\n', out.size() - 2) + 1);
    };
    CHECK(last(report_of({error, warning, warning, hint, information}, 1)) ==
          "Found 1 error, 2 warnings, 1 information, 1 hint in 1 file\n");
    CHECK(last(report_of({}, 3)) == "Nothing found in 3 files\n");
    CHECK(last(report_of({}, 0)) == "There are no Markdown documents here.\n");
    Report report = report_of({error, error}, 2);
    report.time_findings = 3;
    CHECK(last(report) ==
          "Found 2 errors in 2 files (3 depending on today not counted: --time=enforce)\n");
  }

  TEST_CASE("statistics stand in for the findings") {
    ReportFinding other = about("x", "x");
    other.rule = "mojibake";
    Report report = report_of({about("x", "x"), other, about("y x", "x")});
    report.statistics = true;
    CHECK(human(report) == "2  broken-anchor\n1  mojibake\n\nFound 3 errors in 1 file\n");
  }
}

TEST_SUITE("json") {
  TEST_CASE("fields, their order, and places") {
    const std::string text = "\xef\xbb\xbf# é🚀 x\r\nsee x\r\n";
    ReportFinding finding = about(text, "x", "say \"x\"");
    finding.entity_kind = "milestone";
    finding.entity_title = "Q1 2025";
    finding.related.push_back({about(text, "see").place, std::nullopt, "here"});
    finding.fixes.push_back({"Fix", false, {{finding.place, "y\n"}}, "new.md", "# New\n"});
    Report report = report_of({finding}, 4);
    const std::string out = json_report(report);
    CHECK(
        out ==
        R"({"version":1,"today":"2026-12-01","findings":[
 {"rule":"broken-anchor","group":"links","severity":"error","message":"say \"x\"",)"
        R"("file":"docs/a.md","range":{"start":{"line":1,"column":6,"offset":12},)"
        R"("end":{"line":1,"column":7,"offset":13}},)"
        R"("entity":{"kind":"milestone","title":"Q1 2025"},)"
        R"("related":[{"file":"docs/a.md","range":{"start":{"line":2,"column":1,"offset":15},)"
        R"("end":{"line":2,"column":4,"offset":18}},"message":"here"}],)"
        R"("fixes":[{"title":"Fix","safe":false,"edits":[{"file":"docs/a.md",)"
        R"("range":{"start":{"line":1,"column":6,"offset":12},"end":{"line":1,"column":7,"offset":13}},)"
        R"("text":"y\n"}],"create":{"file":"new.md","text":"# New\n"}}],)"
        R"("docs":")" +
            rules::docs_url(*rules::find_rule("broken-anchor")) +
            R"("}
],"summary":{"files":4,"errors":1,"warnings":0,"information":0,"hints":0,"fixable":0}}
)");
  }

  TEST_CASE("it is JSON whatever the bytes") {
    ReportFinding finding = about("x", "x", std::string("\xff\0\x1f\"\\\xed\xa0\x80", 8));
    finding.place.file = "\xc3.md";
    Report report = report_of({finding, about("x", "x")});
    report.statistics = true;
    const auto json = nlohmann::json::parse(json_report(report));
    CHECK(json["findings"].size() == 2);
    CHECK(json["findings"][0]["entity"].is_null() == true);
    CHECK(json["statistics"][0]["count"] == 2);
    CHECK(nlohmann::json::parse(json_report(report_of({})))["findings"].empty());
  }
}

TEST_SUITE("report") {
  TEST_CASE("by file, offset, rule, equal input gives equal output") {
    ReportFinding a = about("x y", "x"), b = about("x y", "y"), c = a, d = a;
    c.rule = "a-rule";
    d.place.file = "a.md";
    const std::string out = json_report(report_of({b, a, c, d}));
    CHECK(out == json_report(report_of({d, c, b, a})));
    const auto json = nlohmann::json::parse(out);
    CHECK(json["findings"][0]["file"] == "a.md");
    CHECK(json["findings"][1]["rule"] == "a-rule");
    CHECK(json["findings"][3]["range"]["start"]["offset"] == 2);
  }

  TEST_CASE("places in other documents count in those, snippets lose their tab stops") {
    const auto workspace = tests::make_workspace(
        tests::parse_fixture("//- A.md\n# A\n//- docs/B.md\n\n\n## é there\n"), false);
    rules::Finding finding;
    finding.rule = &unreadable_file;
    finding.related.push_back({"/ws/docs/B.md", {8, 13}, "there"});
    finding.related.push_back({"/ws/gone.md", {8, 13}, "nowhere"});
    rules::Fix fix;
    fix.title = "plain";
    fix.snippet = true;
    fix.edits.push_back({"/ws/docs/B.md", {2, 2}, "${1:[Name]} $0end"});
    finding.fixes.push_back(fix);
    fix.title = "preferred";
    fix.preferred = true;
    finding.fixes.push_back(fix);
    ReportContext context;
    context.root = "/ws";
    context.workspace = &workspace;
    context.with_excerpts = true;
    const ReportFinding report =
        report_finding(finding, "/ws/A.md", markdown::Document::parse("# A\n"), context);
    CHECK(report.docs.empty());
    CHECK(report.related.at(0).place.file == "docs/B.md");
    CHECK(report.related.at(0).place.begin.line == 3);
    CHECK(report.related.at(0).place.begin.column == 6);
    CHECK(report.related.at(0).excerpt->line == "## é there");
    CHECK(report.related.at(1).place.file == "gone.md");
    CHECK_FALSE(report.related.at(1).excerpt);
    CHECK(report.fixes.at(0).title == "preferred");
    CHECK(report.fixes.at(1).edits.at(0).text == "[Name] end");
  }
}
