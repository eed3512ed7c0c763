// Reports made by hand, and the bytes that the formats make of them.
#include <algorithm>
#include <doctest/doctest.h>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "analysis/text/unicode.h"
#include "server/file_rules.h"
#include "server/reports/fingerprint.h"
#include "server/reports/formats.h"
#include "server/reports/github.h"
#include "server/reports/human.h"
#include "server/reports/json.h"
#include "server/reports/xml.h"
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

// Any format, seen from the repository's root, of which the workspace is the folder `plans`.
std::string written(const char* format, const Report& report) {
  FormatOptions options;
  options.human.root = "/ws/plans";
  options.human.seen_from = "/ws";
  options.repository = "/ws";
  return find_format(format)->write(report, options);
}

ReportFinding with_severity(ReportFinding finding, rules::Severity severity) {
  finding.severity = severity;
  return finding;
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

TEST_SUITE("formats") {
  TEST_CASE("SARIF") {
    ReportFinding finding = about("é x\n", "x", "no \"x\"");
    finding.place.file = "hafen ä/50%.md";
    finding.entity_kind = "milestone";
    finding.entity_title = "Q1 2027";
    finding.related.push_back({about("a\nb\n", "b").place, std::nullopt, "there"});
    finding.fixes.push_back({"Make it", false, {}, "new.md", "# New\n"});
    finding.fixes.push_back({"Write y", true, {{finding.place, "y"}}, "", ""});
    const auto log = nlohmann::json::parse(written("sarif", report_of({finding, about("x", "x")})));
    CHECK(log["version"] == "2.1.0");
    const auto& run = log["runs"][0];
    CHECK(run["columnKind"] == "unicodeCodePoints");
    CHECK(run["tool"]["driver"]["rules"].size() == 1);
    const auto& rule = run["tool"]["driver"]["rules"][0];
    CHECK(rule["id"] == "broken-anchor");
    CHECK(rule["defaultConfiguration"]["level"] == "error");
    CHECK(rule["help"]["markdown"].get<std::string>().starts_with("# broken-anchor"));
    const auto& result = run["results"][1];
    CHECK(result["ruleIndex"] == 0);
    CHECK(result["message"]["text"] == "no \"x\"");
    const auto& location = result["locations"][0]["physicalLocation"];
    CHECK(location["artifactLocation"]["uri"] == "plans/hafen%20%C3%A4/50%25.md");
    CHECK(location["artifactLocation"]["uriBaseId"] == "%SRCROOT%");
    CHECK(location["region"] ==
          nlohmann::json{{"startLine", 1}, {"startColumn", 3}, {"endLine", 1}, {"endColumn", 4}});
    CHECK(result["locations"][0]["logicalLocations"][0]["name"] == "Q1 2027");
    CHECK(result["relatedLocations"][0]["message"]["text"] == "there");
    REQUIRE(result["fixes"].size() == 1);
    CHECK(result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] ==
          "y");
    Report with_silent = report_of({finding});
    with_silent.suppressed.push_back({finding, true, "we know"});
    with_silent.suppressed.push_back({finding, false, ""});
    const auto silent = nlohmann::json::parse(written("sarif", with_silent));
    const auto& results = silent["runs"][0]["results"];
    REQUIRE(results.size() == 3);
    CHECK_FALSE(results[0].contains("suppressions"));
    CHECK(results[1]["suppressions"] ==
          nlohmann::json::parse(R"([{"kind": "inSource", "justification": "we know"}])"));
    CHECK(results[2]["suppressions"] == nlohmann::json::parse(R"([{"kind": "external"}])"));
    // What is suppressed changes no other one's fingerprint.
    CHECK(results[0]["partialFingerprints"] ==
          nlohmann::json::parse(written(
              "sarif", report_of({finding})))["runs"][0]["results"][0]["partialFingerprints"]);
    CHECK(results[1]["partialFingerprints"] != results[0]["partialFingerprints"]);
    const auto none = nlohmann::json::parse(written("sarif", report_of({})));
    CHECK(none["runs"][0]["results"].empty());
  }

  TEST_CASE("fingerprints know rule, file and entity, and no line") {
    ReportFinding first = about("a\nb\n", "a"), second = about("a\nb\n", "b"), entity = first;
    entity.entity_kind = "milestone";
    entity.entity_title = "Q1 2027";
    const auto before = fingerprints_of(report_of({first, second, entity}));
    ReportFinding moved_first = about("\n\n\na\nb\n", "a"),
                  moved_second = about("\n\n\na\nb\n", "b");
    ReportFinding moved_entity = moved_first;
    moved_entity.entity_kind = entity.entity_kind;
    moved_entity.entity_title = entity.entity_title;
    moved_entity.message = "In 4 days";
    const auto after = fingerprints_of(report_of({moved_first, moved_second, moved_entity}));
    REQUIRE(before.size() == 3);
    std::vector<std::string> a, b;
    for (const auto& each : before) a.push_back(each.text());
    for (const auto& each : after) b.push_back(each.text());
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    CHECK(a == b);
    CHECK(std::adjacent_find(a.begin(), a.end()) == a.end());
    CHECK(before[0].key == "bb0db7976f4676d8");  // what CI remembers must never change
    ReportFinding other = first;
    other.place.file = "b.md";
    CHECK(fingerprints_of(report_of({other}))[0].key != before[0].key);
  }

  TEST_CASE("workflow commands are escaped") {
    ReportFinding finding = about("x\n", "x", "100% wrong:\r\nsee, there");
    finding.place.file = "a,b:c%.md";
    CHECK(written("github", report_of({finding})) ==
          "::error file=plans/a%2Cb%3Ac%25.md,line=1,endLine=1,col=1,endColumn=2,"
          "title=broken-anchor::100%25 wrong:%0D%0Asee, there\n");
    CHECK(written("github", report_of({about("ab\ncd\n", "b\nc")})) ==
          "::error file=plans/docs/a.md,line=1,endLine=2,title=broken-anchor::Message\n");
    CHECK(written("github", report_of({})).empty());
  }

  TEST_CASE("ten annotations of a level, errors first, and a word about the rest") {
    std::vector<ReportFinding> findings;
    for (int i = 0; i < 12; ++i) {
      findings.push_back(with_severity(about("x", "x"), rules::Severity::warning));
      findings.push_back(about("y x", "x", "##[error]::error::\n::warning::no"));
      findings.push_back(with_severity(about("x", "x"), rules::Severity::hint));
    }
    const std::string out = written("github", report_of(findings, 3));
    auto count = [&](std::string_view what) {
      std::size_t times = 0;
      for (std::size_t at = 0; (at = out.find(what, at)) != std::string::npos; ++at) ++times;
      return times;
    };
    CHECK(out.starts_with("::error "));
    CHECK(count("\n::error ") + 1 == 10);
    CHECK(count("\n::warning ") == 10);
    CHECK(count("\n::notice ") == 10);
    CHECK(count("\n- plans/docs/a.md:1:") == 7);
    CHECK(count("##[") == 10);  // in annotations it is data
    CHECK(out.find("::notice title=pland::Found 12 errors, 12 warnings, 12 hints in 3 files; 7 of "
                   "them are shown in the log only\n::group::7 more\n") != std::string::npos);
    CHECK(out.ends_with("::endgroup::\n"));
  }

  TEST_CASE("the page of a job") {
    FormatOptions options;
    options.human.root = options.repository = "/ws";
    CHECK(github_summary(report_of({}, 2), options) == "### pland: nothing in 2 files\n");
    ReportFinding finding = about("x\n", "x", "a | b <i> [c]\n#1");
    finding.docs = "";
    CHECK(
        github_summary(report_of({finding}), options) ==
        "### pland: 1 error in 1 file\n\n| Severity | Place | Finding | Rule |\n|---|---|---|---|\n"
        "| error | docs/a.md:1 | a \\| b \\<i\\> \\[c\\] \\#1 | broken-anchor |\n");
    const std::string many = github_summary(report_of(std::vector(1000, finding)), options);
    CHECK(many.ends_with("\nand 800 more\n"));
  }

  TEST_CASE("GitLab") {
    const auto issues = nlohmann::json::parse(written(
        "gitlab",
        report_of({about("x x", "x"), with_severity(about("x x", "x"), rules::Severity::warning),
                   with_severity(about("y", "y"), rules::Severity::hint)})));
    REQUIRE(issues.size() == 3);
    for (const auto& issue : issues) {
      CHECK(issue["description"] == "Message");
      CHECK(issue["check_name"] == "broken-anchor");
      CHECK(issue["location"]["path"] == "plans/docs/a.md");
      CHECK(issue["location"]["lines"]["begin"] == 1);
    }
    CHECK(issues[0]["severity"] == "major");
    CHECK(issues[1]["severity"] == "minor");
    CHECK(issues[2]["severity"] == "info");
    CHECK(issues[0]["fingerprint"] != issues[1]["fingerprint"]);
    CHECK(written("gitlab", report_of({})) == "[]\n");
  }

  TEST_CASE("JUnit") {
    CHECK(written("junit", report_of({about("<x>", "<x>", "a < \"b\""),
                                      with_severity(about("  x", "x"), rules::Severity::hint)})) ==
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<testsuites name=\"pland\" tests=\"2\" failures=\"1\" errors=\"0\">\n"
          "  <testsuite name=\"plans/docs/a.md\" tests=\"2\" failures=\"1\" errors=\"0\">\n"
          "    <testcase classname=\"plans/docs/a.md\" name=\"broken-anchor (1:1)\" "
          "file=\"plans/docs/a.md\">\n"
          "      <failure message=\"a &lt; &quot;b&quot;\" type=\"error\">plans/docs/a.md:1:1: "
          "error: "
          "a &lt; &quot;b&quot;</failure>\n"
          "    </testcase>\n"
          "    <testcase classname=\"plans/docs/a.md\" name=\"broken-anchor (1:3)\" "
          "file=\"plans/docs/a.md\">\n"
          "      <system-out>plans/docs/a.md:1:3: hint: Message</system-out>\n"
          "    </testcase>\n"
          "  </testsuite>\n</testsuites>\n");
    CHECK(written("junit", report_of({}, 4)).find("name=\"nothing found in 4 files\"/>") !=
          std::string::npos);
  }

  TEST_CASE("Checkstyle") {
    ReportFinding other = with_severity(about("x", "x"), rules::Severity::information);
    other.place.file = "b & c.md";
    CHECK(written("checkstyle", report_of({other, about("é x", "x", "say \"x\"")})) ==
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n"
          "  <file name=\"plans/b &amp; c.md\">\n"
          "    <error line=\"1\" column=\"1\" severity=\"info\" message=\"Message\" "
          "source=\"pland.links.broken-anchor\"/>\n"
          "  </file>\n"
          "  <file name=\"plans/docs/a.md\">\n"
          "    <error line=\"1\" column=\"3\" severity=\"error\" message=\"say &quot;x&quot;\" "
          "source=\"pland.links.broken-anchor\"/>\n"
          "  </file>\n</checkstyle>\n");
  }

  TEST_CASE("reviewdog counts bytes, and gets what can be applied with a click") {
    ReportFinding finding = about("\xef\xbb\xbfé x\n", "x");
    finding.fixes.push_back({"Write y", true, {{finding.place, "y"}}, "", ""});
    finding.fixes.push_back({"Say it", false, {{finding.place, "[what]"}}, "", "", true});
    finding.fixes.push_back({"Twice", false, {{finding.place, "z"}, {finding.place, "z"}}, "", ""});
    finding.fixes.push_back({"Make it", false, {}, "new.md", ""});
    const auto result = nlohmann::json::parse(written("rdjson", report_of({finding})));
    CHECK(result["source"]["name"] == "pland");
    const auto& diagnostic = result["diagnostics"][0];
    CHECK(diagnostic["location"]["path"] == "plans/docs/a.md");
    CHECK(diagnostic["location"]["range"]["start"] == nlohmann::json{{"line", 1}, {"column", 7}});
    CHECK(diagnostic["location"]["range"]["end"] == nlohmann::json{{"line", 1}, {"column", 8}});
    CHECK(diagnostic["severity"] == "ERROR");
    CHECK(diagnostic["code"]["value"] == "broken-anchor");
    REQUIRE(diagnostic["suggestions"].size() == 1);
    CHECK(diagnostic["suggestions"][0]["text"] == "y");
  }

  TEST_CASE("JSON lines are the findings of JSON") {
    const Report report = report_of({about("x y", "x"), about("x y", "y")});
    const auto whole = nlohmann::json::parse(json_report(report));
    std::istringstream lines(written("jsonl", report));
    std::size_t at = 0;
    for (std::string line; std::getline(lines, line); ++at) {
      CHECK(nlohmann::json::parse(line) == whole["findings"][at]);
    }
    CHECK(at == 2);
    CHECK(written("jsonl", report_of({})).empty());
  }

  TEST_CASE("whatever the bytes, XML and JSON stay what they are") {
    const std::string bytes("\xff\0\x1f\x0b<&\"'\n\t\r\xed\xa0\x80\xef\xbf\xbe", 17);
    CHECK(xml(bytes) ==
          "\ufffd\ufffd\ufffd\ufffd&lt;&amp;&quot;&apos;&#10;&#9;&#13;\ufffd\ufffd\ufffd\ufffd");
    ReportFinding finding = about("x", "x", bytes);
    finding.place.file = "a\xff\n.md";
    finding.entity_kind = "milestone";
    finding.entity_title = bytes;
    finding.fixes.push_back({bytes, true, {{finding.place, bytes}}, "", ""});
    const Report report = report_of({finding});
    for (const char* format : {"json", "jsonl", "sarif", "gitlab", "rdjson"}) {
      CAPTURE(format);
      CHECK(nlohmann::json::accept(written(format, report)));
    }
    for (const Format& format : formats()) CHECK_FALSE(written(format.name.data(), report).empty());
    const std::string command = written("github", report);
    CHECK(std::count(command.begin(), command.end(), '\n') == 1);
  }

  TEST_CASE("every format is named in the documentation") {
    std::ifstream file(PLAND_SOURCE_DIR "/docs/cli.md");
    const std::string page{std::istreambuf_iterator<char>(file), {}};
    for (const Format& format : formats()) {
      CAPTURE(format.name);
      CHECK(page.find("| `" + std::string(format.name) + "` |") != std::string::npos);
    }
    CHECK(find_format("xml") == nullptr);
  }
}
