// The real program, as a shell or a CI job runs it.
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include "tests/server/command.h"
#include "tests/server/scratch.h"

using nlohmann::json;
using namespace pland::tests;

namespace {

// `check --format json`, parsed.
json check(const Scratch& scratch, std::vector<std::string> arguments = {},
           std::string input = "") {
  arguments.insert(arguments.begin(), {"check", "--format", "json"});
  const Outcome outcome = cli(scratch, std::move(arguments), std::move(input));
  CAPTURE(outcome.err);
  REQUIRE(outcome.code < 2);
  CHECK(outcome.err.empty());
  return json::parse(outcome.out);
}

// The same where something could not be done: the report is there, and stderr says what.
json check_in_vain(const Scratch& scratch, std::vector<std::string> arguments = {},
                   std::string input = "") {
  arguments.insert(arguments.begin(), {"check", "--format", "json"});
  const Outcome outcome = cli(scratch, std::move(arguments), std::move(input));
  CHECK(outcome.code == 2);
  CHECK(outcome.err.starts_with("pland: "));
  return json::parse(outcome.out);
}

// "FILE:LINE RULE" of each finding.
std::vector<std::string> found(const json& report) {
  std::vector<std::string> result;
  for (const json& finding : report["findings"]) {
    result.push_back(finding["file"].get<std::string>() + ":" +
                     std::to_string(finding["range"]["start"]["line"].get<int>()) + " " +
                     finding["rule"].get<std::string>());
  }
  return result;
}

bool says(const std::string& text, std::string_view what) {
  return text.find(what) != std::string::npos;
}

using Found = std::vector<std::string>;

// A review that was due in October, a link to nowhere, a box that is none.
constexpr const char* plan_text =
    "# Notes\n\n[gone](gone.md)\n\n- [ ] one\n- [] two\n- [x] three\n\n"
    "## Strategic Decisions\n\n### Decision 1: Stay\n\n**Decision**: We stay.\n\n"
    "**Rationale**: It works.\n\n**Review Date**: 2026-10-15\n";

}  // namespace

TEST_SUITE("check") {
  TEST_CASE("exit codes") {
    Scratch scratch;
    CHECK(cli(scratch, {"check"}).code == 0);  // nothing there is nothing wrong
    scratch.write("good.md", "# Good\n");
    CHECK(cli(scratch, {"check"}).code == 0);
    scratch.write("bad.md", "[x](gone.md)\n");
    CHECK(cli(scratch, {"check"}).code == 1);
    CHECK(cli(scratch, {"check", "good.md"}).code == 0);
    CHECK(cli(scratch, {"check", "--ignore", "links"}).code == 0);
    CHECK(cli(scratch, {"check", "nowhere.md"}).code == 2);
    CHECK(cli(scratch, {"check", "--frobnicate"}).code == 2);
    CHECK(cli(scratch, {"check", "--output-file", "/nowhere/report"}).code == 2);
    CHECK(cli(scratch, {"check", "--output-file", "good.md"}).code == 2);  // it is a document
    CHECK(cli(scratch, {"check", "--today", ""}).code == 2);
    CHECK(cli(scratch, {"check", "--max-warnings", "-1"}).code == 2);
    CHECK(cli(scratch, {"check", "--jobs", "x"}).code == 2);
    CHECK(cli(scratch, {"check", "--select", " tasks , links "}).code == 1);
    CHECK(cli(scratch, {}).code == 2);
    CHECK(cli(scratch, {"chek"}).code == 2);
  }

  TEST_CASE("every error says where and what to do, on stderr alone") {
    Scratch scratch;
    scratch.write("a.md", "# A\n");
    const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
        {{"chek"}, "did you mean \"check\"?"},
        {{"check", "nowhere.md"}, "nowhere.md: there is no such file or folder"},
        {{"check", "--select", "broken-ancor"}, "did you mean \"broken-anchor\"?"},
        {{"check", "--ignore", "zebra"}, "`pland rule` lists them"},
        {{"check", "--today", "2026-02-30"}, "write YYYY-MM-DD"},
        {{"check", "--format", "xml"}, "human"},
        {{"check", "--min-severity", "loud"}, "warning"},
        {{"check", "--config", "no.toml"}, "No such file"},
        {{"check", "--config", "no.toml", "--isolated"}, "excludes"},
        {{"check", "--stdin-filename", "a.md"}, "give - as the path"},
        {{"check", "-", "a.md"}, "stands alone"},
        {{"check", "--jobs", "many"}, "--jobs"},
        {{"rule", "brokn-anchor"}, "did you mean \"broken-anchor\"?"},
        {{"new", "roadmpa"}, "did you mean \"roadmap\"?"},
        {{"new", "zebra"}, "there are roadmap"},
        {{"new", "plan", "x.txt"}, "x.txt would be no Markdown file"},
        {{"lsp", "--stdio", "--port", "1"}, "excludes"},
        {{"lsp", "--pipe", "nowhere"}, "cannot connect to nowhere"},
        {{"lsp", "--listen", "no/where"}, "cannot listen on no/where"},
    };
    for (const auto& each : cases) {
      const auto& arguments = each.first;
      const auto& what = each.second;
      CAPTURE(what);
      const Outcome outcome = cli(scratch, arguments);
      CHECK(outcome.code == 2);
      CHECK(outcome.out.empty());
      CHECK(outcome.err.starts_with("pland: "));
      CHECK(says(outcome.err, what));
      CHECK(std::count(outcome.err.begin(), outcome.err.end(), '\n') == 1);
    }
  }

  TEST_CASE("the JSON report") {
    Scratch scratch;
    scratch.folder(".git");
    scratch.write("docs/a.md", "\xef\xbb\xbf[é](gone.md)\r\n[there](../b.md#nope)\r\n");
    scratch.write("b.md", "# B\n");
    const json report = check(scratch, {"--today", "2026-12-01"});
    CHECK(report["version"] == 1);
    CHECK(report["today"] == "2026-12-01");
    CHECK(found(report) == Found{"docs/a.md:1 broken-file-link", "docs/a.md:2 broken-anchor"});
    const json& first = report["findings"][0];
    CHECK(first["range"]["start"] == json{{"line", 1}, {"column", 5}, {"offset", 8}});
    CHECK(first["range"]["end"] == json{{"line", 1}, {"column", 12}, {"offset", 15}});
    CHECK(first["group"] == "links");
    CHECK(first["severity"] == "error");
    for (const char* field : {"entity", "related", "fixes", "docs", "message"}) {
      CHECK(first.contains(field));
    }
    CHECK(report["summary"]["files"] == 2);
    CHECK(report["summary"]["errors"] == 2);
  }

  TEST_CASE("a line of thousands of links is no matter") {
    Scratch scratch;
    std::string line;
    for (int i = 0; i < 3000; ++i) line += "word [a](gone.md) ";
    scratch.write("a.md", line + "\n");
    const Outcome outcome = run({{"check"}, scratch.path(), "", {"COLUMNS=60"}});
    CHECK(outcome.code == 1);
    CHECK(says(outcome.out, "Found 3000 errors"));
    // Each frame shows its own place, with the line's ends cut off.
    CHECK(says(outcome.out, "1 │ …"));
    CHECK(outcome.out.size() < 3000 * 700);
  }

  TEST_CASE("paths limit what is reported, never what is indexed") {
    Scratch scratch;
    scratch.folder(".git");
    scratch.write("a.md", "[b](docs/b.md#there) [c](docs/b.md#nope)\n");
    scratch.write("docs/b.md", "# There\n[x](gone.md)\n");
    scratch.write("docs/c.md", "[x](gone.md)\n");
    CHECK(found(check(scratch, {"a.md"})) == Found{"a.md:1 broken-anchor"});
    CHECK(found(check(scratch, {"docs"})) ==
          Found{"docs/b.md:2 broken-file-link", "docs/c.md:1 broken-file-link"});
    CHECK(check(scratch, {"docs/c.md", "a.md"})["summary"]["files"] == 2);
    // From a folder below, the root is the same, and so are the names.
    const Outcome below =
        run({{"check", "--format", "json", "b.md"}, scratch.path("docs"), "", {}});
    CHECK(found(json::parse(below.out)) == Found{"docs/b.md:2 broken-file-link"});
    const Outcome human = run({{"check"}, scratch.path("docs"), "", {}});
    CHECK(says(human.out, "[b.md:2:5]"));
    CHECK_FALSE(says(human.out, "a.md"));
  }

  TEST_CASE("without a repository the root is the current folder") {
    Scratch scratch;
    scratch.write("one/a.md", "[x](gone.md)\n");
    scratch.write("two/b.md", "[x](../one/gone.md)\n");
    CHECK(found(check(scratch, {"one"})) == Found{"one/a.md:1 broken-file-link"});
    CHECK(found(check(scratch, {"one", "two"})) ==
          Found{"one/a.md:1 broken-file-link", "two/b.md:1 broken-file-link"});
    CHECK(found(check(scratch, {"one/a.md"})) == Found{"one/a.md:1 broken-file-link"});
  }

  TEST_CASE("what is named is checked, whatever leaves it out") {
    Scratch scratch;
    scratch.folder(".git");
    scratch.write(".gitignore", "ignored/\n");
    scratch.write("ignored/a.md", "[x](gone.md)\n");
    scratch.write("plan.txt", "[x](gone.md)\n");
    scratch.write("target.md", "[x](gone.md)\n");
    scratch.link("target.md", "alias.md");
    CHECK(found(check(scratch)) == Found{"target.md:1 broken-file-link"});
    CHECK(found(check(scratch, {"ignored"})) == Found{"ignored/a.md:1 broken-file-link"});
    CHECK(found(check(scratch, {"ignored/a.md"})) == Found{"ignored/a.md:1 broken-file-link"});
    CHECK(found(check(scratch, {"plan.txt"})) == Found{"plan.txt:1 broken-file-link"});
    CHECK(found(check(scratch, {"alias.md"})) == Found{"alias.md:1 broken-file-link"});
  }

  TEST_CASE("select and ignore take rules, groups and globs") {
    Scratch scratch;
    scratch.write("a.md", plan_text);
    auto rules = [&](std::vector<std::string> arguments) {
      arguments.insert(arguments.end(), {"--today", "2026-12-01", "--time", "enforce"});
      Found result;
      const json report = check(scratch, arguments);
      for (const json& finding : report["findings"]) {
        result.push_back(finding["rule"]);
      }
      return result;
    };
    CHECK(rules({}) == Found{"broken-file-link", "malformed-checkbox", "review-overdue"});
    CHECK(rules({"--select", "links,tasks"}) == Found{"broken-file-link", "malformed-checkbox"});
    CHECK(rules({"--select", "links", "--select", "tasks"}) ==
          Found{"broken-file-link", "malformed-checkbox"});
    CHECK(rules({"--select", "broken-*"}) == Found{"broken-file-link"});
    CHECK(rules({"--ignore", "links,review-overdue"}) == Found{"malformed-checkbox"});
    CHECK(rules({"--select", "links,tasks", "--ignore", "*-link"}) == Found{"malformed-checkbox"});
    // A flag that takes a list takes no path for one.
    CHECK(rules({"--select", "tasks", "a.md"}) == Found{"malformed-checkbox"});
    scratch.write("pland.toml", "[rules]\nignore = ['tasks', 'time']\n");
    CHECK(rules({}) == Found{"broken-file-link"});
    CHECK(rules({"--select", "tasks"}) == Found{"malformed-checkbox"});
    CHECK(rules({"--isolated"}).size() == 3);
  }

  TEST_CASE("severities: what is reported, and what fails") {
    Scratch scratch;
    scratch.write("a.md", "- [ ] one\n- [] two\n- [] three\n");
    CHECK(cli(scratch, {"check"}).code == 1);
    CHECK(cli(scratch, {"check", "--max-warnings", "1"}).code == 1);
    CHECK(cli(scratch, {"check", "--max-warnings", "2"}).code == 0);
    CHECK(check(scratch, {"--max-warnings", "2"})["findings"].size() == 2);
    CHECK(cli(scratch, {"check", "--min-severity", "error"}).code == 0);
    CHECK(check(scratch, {"--min-severity", "error"})["findings"].empty());
    scratch.write("pland.toml", "[rules.severity]\nmalformed-checkbox = 'information'\n");
    CHECK(cli(scratch, {"check"}).code == 0);
    CHECK(check(scratch)["findings"].empty());
    CHECK(check(scratch, {"--min-severity", "information"})["summary"]["information"] == 2);
    CHECK(cli(scratch, {"check", "--min-severity", "hint"}).code == 0);
    scratch.write("pland.toml", "[rules.severity]\nmalformed-checkbox = 'error'\n");
    CHECK(cli(scratch, {"check", "--max-warnings", "9"}).code == 1);
  }

  TEST_CASE("nothing goes red because midnight passed") {
    Scratch scratch;
    scratch.write("a.md", plan_text);
    const std::vector<std::string> flags = {"--select", "time", "--today", "2026-12-01"};
    auto with = [&](std::vector<std::string> more) {
      more.insert(more.end(), flags.begin(), flags.end());
      return check(scratch, more);
    };
    CHECK(with({})["findings"].empty());
    CHECK(with({"--min-severity", "information"})["findings"][0]["severity"] == "information");
    CHECK(with({"--time", "enforce"})["findings"][0]["severity"] == "warning");
    CHECK(with({"--time=off", "--min-severity", "hint"})["findings"].empty());
    Outcome outcome = cli(scratch, {"check", "--select", "time", "--today", "2026-12-01"});
    CHECK(outcome.code == 0);
    CHECK(says(outcome.out, "(1 depending on today not counted: --time=enforce)"));
    outcome =
        cli(scratch, {"check", "--select", "time", "--today", "2026-10-01", "--time=enforce"});
    CHECK(outcome.code == 0);
  }

  TEST_CASE("what day it is: flag, environment, file") {
    Scratch scratch;
    scratch.write("pland.toml", "today = 2025-01-01\n");
    auto today = [&](std::vector<std::string> arguments, std::vector<std::string> environment) {
      arguments.insert(arguments.begin(), {"check", "--format=json"});
      return json::parse(run({arguments, scratch.path(), "", environment}).out)["today"];
    };
    CHECK(today({}, {}) == "2025-01-01");
    CHECK(today({}, {"PLAND_TODAY=2026-02-02"}) == "2026-02-02");
    CHECK(today({"--today", "2027-03-03"}, {"PLAND_TODAY=2026-02-02"}) == "2027-03-03");
    const Outcome bad = run({{"check"}, scratch.path(), "", {"PLAND_TODAY=tomorrow"}});
    CHECK(bad.code == 2);
    CHECK(says(bad.err, "PLAND_TODAY is \"tomorrow\""));
  }

  TEST_CASE("text on stdin stands in for its file") {
    Scratch scratch;
    scratch.folder(".git");
    scratch.write("docs/a.md", "# Fine\n[b](../b.md)\n");
    scratch.write("b.md", "[a](docs/a.md#fine)\n");
    CHECK(found(check(scratch, {"-", "--stdin-filename", "docs/a.md"},
                      "[b](../b.md)\n[x](b.md)\n")) == Found{"docs/a.md:2 broken-file-link"});
    CHECK(check(scratch, {"-", "--stdin-filename", "docs/new.md"},
                "[a](a.md#fine)\n")["summary"]["files"] == 1);
    CHECK(found(check(scratch, {"-"}, "[x](gone.md)\n")) == Found{"stdin.md:1 broken-file-link"});
    CHECK(found(check_in_vain(scratch, {"-"}, "caf\xe9\n")) == Found{"stdin.md:1 unreadable-file"});
    CHECK(check(scratch, {"-"}, "")["findings"].empty());
  }

  TEST_CASE("no file is the end of anything") {
    Scratch scratch;
    scratch.write("empty.md", "");
    scratch.write("bom.md", "\xef\xbb\xbf");
    scratch.write("crlf.md", "# A\r\n\r\n[x](gone.md)\r\n");
    scratch.write("latin.md", "line\ncaf\xe9\n");
    scratch.write("binary.md", std::string_view("PNG\0\1\2", 6));
    scratch.write("wide.md", std::string_view("\xff\xfe#\0", 4));
    scratch.link("nowhere.md", "dangling.md");
    scratch.link("self.md", "self.md");
    scratch.link("..", "docs/loop");
    scratch.folder("folder.md");
    REQUIRE(::mkfifo(scratch.path("pipe.md").c_str(), 0600) == 0);
    const json report = check_in_vain(scratch);
    CHECK(found(report) == Found{"binary.md:1 unreadable-file", "crlf.md:3 broken-file-link",
                                 "dangling.md:1 unreadable-file", "latin.md:2 unreadable-file",
                                 "pipe.md:1 unreadable-file", "self.md:1 unreadable-file",
                                 "wide.md:1 unreadable-file"});
    CHECK(report["findings"][3]["range"]["start"]["column"] == 4);
    CHECK(report["summary"]["files"] == 9);
    CHECK(found(check(scratch, {"--ignore", "files"})) == Found{"crlf.md:3 broken-file-link"});
    // Selecting other rules does not make a file that nobody could read look clean.
    CHECK(found(check_in_vain(scratch, {"--select", "tasks", "latin.md"})) ==
          Found{"latin.md:2 unreadable-file"});
    const Outcome human = cli(scratch, {"check"});
    CHECK(human.code == 2);
    CHECK(says(human.out, "latin.md is not UTF-8: byte 0xE9"));
    CHECK(says(human.err, "pland: latin.md is not UTF-8: byte 0xE9"));
    // Who knows of it and says so is not told again, unless the file is named.
    const Outcome known = cli(scratch, {"check", "--ignore", "files,links"});
    CHECK(known.code == 0);
    CHECK(says(known.out, "Nothing found in 3 files"));
    CHECK(cli(scratch, {"check", "--write-baseline", "known.json"}).code == 0);
    CHECK(cli(scratch, {"check", "--baseline", "known.json"}).code == 0);
    const Outcome named = cli(scratch, {"check", "--ignore", "files", "latin.md"});
    CHECK(named.code == 2);
    CHECK(says(named.out, "unreadable-file"));
    CHECK(says(named.err, "pland: latin.md is not UTF-8"));
  }

  TEST_CASE("a value that cannot be used is a finding, and the code is 2") {
    Scratch scratch;
    scratch.write("a.md", "# A\n\n- [] one\n");
    scratch.write("pland.toml", "today = 'soon'\nextends = 'gone.toml'\n");
    CHECK(found(check_in_vain(scratch, {})) == Found{"a.md:3 malformed-checkbox",
                                                     "pland.toml:1 invalid-setting",
                                                     "pland.toml:2 invalid-setting"});
    Outcome outcome = cli(scratch, {"check", "-q"});
    CHECK(says(outcome.err, "pland: pland.toml:1:9: \"today\" must be a day"));
    CHECK(says(outcome.err, "pland.toml:2:11: \"gone.toml\" cannot be read: No such file"));
    CHECK(cli(scratch, {"check", "--ignore", "configuration,tasks"}).code == 0);
    outcome = cli(scratch, {"fix"});
    CHECK(outcome.code == 2);
    CHECK(says(outcome.err, "pland: pland.toml:1:9: "));
    CHECK(slurp(scratch.path("a.md")) == "# A\n\n- [ ] one\n");
    CHECK(cli(scratch, {"fix", "--ignore", "configuration"}).code == 0);
    // What nobody knows does nothing, and is no more than a warning.
    scratch.write("pland.toml", "tody = '2026-12-01'\n");
    CHECK(cli(scratch, {"check"}).code == 1);
  }

  TEST_CASE("settings that are nearly right are suggested") {
    Scratch scratch;
    scratch.write("a.md", "# A\n");
    const auto message = [&](const char* toml) {
      scratch.write("pland.toml", toml);
      const json findings =
          json::parse(cli(scratch, {"check", "--format", "json"}).out)["findings"];
      CHECK(findings.size() == 1);
      return findings.empty() ? std::string() : findings[0]["message"].get<std::string>();
    };
    CHECK(says(message("[vocabulary]\nlabels.onwer = ['Boss']\n"), "did you mean \"owner\"?"));
    CHECK(says(message("[vocabulary]\nlabels.'sucess metrics' = ['X']\n"),
               "did you mean \"success metrics\"?"));
    CHECK(says(message("[vocabulary]\nstatuses.doin = ['X']\n"), "did you mean \"doing\"?"));
    CHECK(
        says(message("[vocabulary]\nscales.likelihod = ['X']\n"), "did you mean \"likelihood\"?"));
    CHECK(says(message("[rules.severity]\nmojibake = 'err'\n"), "did you mean \"error\"?"));
    CHECK(says(message("fiscal-year-start = 'Aprl'\n"), "did you mean \"April\"?"));
    CHECK(message("[[kind]]\nname = 'x'\nfiles = ['x.md']\ntemplate = 'gone.md'\n") ==
          "\"gone.md\" cannot be read: No such file or directory");
    const Outcome all = cli(scratch, {"check", "--isolated", "--select", "ALL"});
    CHECK(all.code == 2);
    CHECK(says(all.err, "did you mean \"all\"?"));
  }

  TEST_CASE("what is wrong in pland.toml is reported in it, only broken TOML ends the run") {
    Scratch scratch;
    scratch.write("a.md", "# A\n");
    scratch.write("pland.toml", "todya = 2026-01-01\n[rules]\nselect = ['lnks']\n");
    const json report = check(scratch);
    CHECK(found(report) == Found{"pland.toml:1 unknown-setting", "pland.toml:3 unknown-setting"});
    CHECK(report["findings"][0]["fixes"][0]["edits"][0]["text"] == "today");
    CHECK(found(check(scratch, {"--select", "tasks"})) ==
          Found{"pland.toml:1 unknown-setting", "pland.toml:3 unknown-setting"});
    CHECK(report["summary"]["files"] == 1);
    CHECK(check(scratch, {"--isolated"})["findings"].empty());
    CHECK(check(scratch, {"--ignore", "configuration"})["findings"].empty());

    scratch.write("pland.toml", "[rules\n");
    const Outcome broken = cli(scratch, {"check"});
    CHECK(broken.code == 2);
    CHECK(broken.err.starts_with("pland: pland.toml:1:"));
    CHECK(broken.out.empty());
    scratch.write("other.toml", "[rules]\nignore = ['links']\n");
    CHECK(cli(scratch, {"check", "--config", "other.toml"}).code == 0);
  }

  TEST_CASE("what stands above the workspace says nothing of its documents") {
    Scratch scratch;
    scratch.folder("plans/archive/templates/repo/.git");
    scratch.write("plans/archive/templates/repo/notes.md",
                  "# Notes\n\n## Success Metrics\n\n- Better boats\n");
    const Outcome outcome =
        run({{"check", "--format", "json"}, scratch.path("plans/archive/templates/repo"), "", {}});
    CHECK(found(json::parse(outcome.out)) == Found{"notes.md:5 unmeasurable-metric"});
  }

  TEST_CASE("a declared kind asks for its sections") {
    Scratch scratch;
    scratch.write("notes.md", "# Notes\n\nHello.\n");
    CHECK(check(scratch)["findings"].empty());
    scratch.write("pland.toml", "[kinds]\n'notes.md' = 'roadmap'\n");
    CHECK_FALSE(check(scratch, {"--select", "missing-section"})["findings"].empty());
  }

  TEST_CASE("comments suppress, unless told otherwise") {
    Scratch scratch;
    scratch.write("a.md",
                  "<!-- pland-ignore-next-line broken-file-link -- soon -->\n[x](gone.md)\n");
    CHECK(check(scratch)["findings"].empty());
    CHECK(check(scratch, {"--no-inline-config"})["findings"].size() == 1);
  }

  TEST_CASE("the same bytes whatever the jobs") {
    Scratch scratch;
    for (int i = 0; i < 60; ++i) {
      scratch.write("d" + std::to_string(i % 7) + "/f" + std::to_string(i) + ".md",
                    "[a](gone" + std::to_string(i) + ".md)\n- [] x\n- [ ] y\n[b](../d1/f1.md#z)\n");
    }
    for (const char* format : {"human", "json", "sarif", "gitlab", "github"}) {
      const Outcome one = cli(scratch, {"check", "--format", format, "--jobs", "1"});
      CHECK(one.code == 1);
      for (const char* jobs : {"2", "7", "64"}) {
        CHECK(cli(scratch, {"check", "--format", format, "--jobs", jobs}).out == one.out);
      }
    }
  }

  TEST_CASE("where the report goes, how it looks, and how much is said") {
    Scratch scratch;
    scratch.write("a.md", "[x](gone.md)\n");
    Outcome outcome = cli(scratch, {"check", "--output-file", "report.txt"});
    CHECK(outcome.code == 1);
    CHECK(outcome.out.empty());
    CHECK(slurp(scratch.path("report.txt")) == cli(scratch, {"check"}).out);
    CHECK(says(slurp(scratch.path("report.txt")), "Found 1 error in 1 file"));

    CHECK_FALSE(says(cli(scratch, {"check"}).out, "\x1b"));
    CHECK(says(cli(scratch, {"check", "--color", "always"}).out, "\x1b[1;31m"));
    auto colored = [&](std::vector<std::string> environment, const char* when = "auto") {
      return says(run({{"check", "--color", when}, scratch.path(), "", environment}).out, "\x1b");
    };
    CHECK(colored({"CLICOLOR_FORCE=1"}));
    CHECK_FALSE(colored({"CLICOLOR_FORCE=0"}));
    CHECK_FALSE(colored({"CLICOLOR_FORCE=1", "NO_COLOR=1"}));
    CHECK_FALSE(colored({"CLICOLOR_FORCE=1"}, "never"));
    CHECK(colored({"NO_COLOR=1"}, "always"));

    outcome = cli(scratch, {"check", "-q"});
    CHECK_FALSE(says(outcome.out, "Found"));
    CHECK(says(outcome.out, "broken-file-link"));
    outcome = cli(scratch, {"check", "-v"});
    CHECK(says(outcome.err, "1 documents"));
    outcome = cli(scratch, {"check", "--statistics"});
    CHECK(outcome.out == "1  broken-file-link\n\nFound 1 error in 1 file\n");
    scratch.write("a.md", "# Fine\n");
    CHECK(cli(scratch, {"check"}).out == "Nothing found in 1 file\n");
    CHECK(cli(scratch, {"check", "-q"}).out.empty());
  }
}

TEST_SUITE("outputs") {
  TEST_CASE("several reports of one run") {
    Scratch scratch;
    scratch.write("a.md", "[x](gone.md)\n");
    const Outcome outcome =
        cli(scratch, {"check", "--format", "sarif", "--output-file", "a.sarif", "--format=json",
                      "--output-file=a.json", "--format", "human"});
    CHECK(outcome.code == 1);
    CHECK(outcome.out == cli(scratch, {"check"}).out);
    CHECK(slurp(scratch.path("a.json")) == cli(scratch, {"check", "--format", "json"}).out);
    CHECK(slurp(scratch.path("a.sarif")) == cli(scratch, {"check", "--format", "sarif"}).out);
    // One format and one file: the order is no matter.
    cli(scratch, {"check", "--output-file", "b.json", "--format", "json"});
    CHECK(slurp(scratch.path("b.json")) == slurp(scratch.path("a.json")));
    CHECK(cli(scratch, {"check", "--format", "human", "a.md"}).code == 1);
  }

  TEST_CASE("which file a report belongs to must be clear") {
    Scratch scratch;
    scratch.write("a.md", "# A\n");
    const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
        {{"--format", "json", "--format", "human"}, "only one --format can go to stdout"},
        {{"--output-file", "a", "--format", "json", "--format", "human"}, "say its --format"},
        {{"--format", "json", "--output-file", "a", "--output-file", "b"}, "say its --format"},
        {{"--format", "json", "--output-file", "a", "--format", "sarif", "--output-file", "a"},
         "named twice"},
        {{"--format", "xml"}, "xml"},
    };
    for (const auto& each : cases) {
      const auto& arguments = each.first;
      const auto& what = each.second;
      CAPTURE(what);
      std::vector<std::string> all = {"check"};
      all.insert(all.end(), arguments.begin(), arguments.end());
      const Outcome outcome = cli(scratch, all);
      CHECK(outcome.code == 2);
      CHECK(outcome.out.empty());
      CHECK(says(outcome.err, what));
    }
  }

  TEST_CASE("other tools get paths from the repository's root, GitHub a page") {
    Scratch scratch;
    scratch.folder(".git");
    scratch.write("plans/pland.toml", "");
    scratch.write("plans/a.md", "[x](gone.md)\n");
    const std::string folder = scratch.path("plans");
    const Outcome json_report = run({{"check", "--format", "json"}, folder, "", {}});
    CHECK(json::parse(json_report.out)["findings"][0]["file"] == "a.md");
    const Outcome gitlab = run({{"check", "--format", "gitlab"}, folder, "", {}});
    CHECK(json::parse(gitlab.out)[0]["location"]["path"] == "plans/a.md");
    scratch.write("page", "### Another step\n");
    const Outcome github = run({{"check", "--format", "github"},
                                folder,
                                "",
                                {"GITHUB_STEP_SUMMARY=" + scratch.path("page")}});
    CHECK(github.out.starts_with("::error file=plans/a.md,line=1,"));
    const std::string page = slurp(scratch.path("page"));
    CHECK(page.starts_with("### Another step\n### pland: 1 error in 1 file\n"));
    CHECK(says(page, "| error | plans/a.md:1 |"));
    CHECK(run({{"check", "--format", "github"}, folder, "", {"GITHUB_STEP_SUMMARY=/no/where"}})
              .code == 2);
  }
}

TEST_SUITE("rule") {
  TEST_CASE("the list has every group, each rule has a page") {
    Scratch scratch;
    const Outcome list = cli(scratch, {"rule"});
    CHECK(list.code == 0);
    for (const char* what : {"links\n", "metrics\n", "files\n", "  missing-metrics "}) {
      CHECK(says(list.out, what));
    }
    std::istringstream lines(list.out);
    int rules = 0;
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with("  ")) continue;
      ++rules;
      const std::string name = line.substr(2, line.find(' ', 2) - 2);
      CAPTURE(name);
      const Outcome page = cli(scratch, {"rule", name});
      CHECK(page.code == 0);
      CHECK(page.out.starts_with("#"));
      CHECK(page.out.ends_with("\n"));
    }
    CHECK(rules > 10);
    CHECK(says(cli(scratch, {"rule", "links"}).out, "broken-anchor"));
  }
}

TEST_SUITE("new") {
  TEST_CASE("a template of each kind, filled in where today settles it") {
    Scratch scratch;
    for (const auto& each :
         std::vector<std::pair<std::string, std::string>>{{"roadmap", "ROADMAP.md"},
                                                          {"plan", "PROJECT_PLAN.md"},
                                                          {"okr", "OKRS.md"},
                                                          {"changelog", "CHANGELOG.md"},
                                                          {"guide", "CLAUDE.md"}}) {
      const auto& kind = each.first;
      const auto& file = each.second;
      CAPTURE(kind);
      const Outcome outcome = cli(scratch, {"new", kind, "--today", "2026-11-25"});
      CHECK(outcome.code == 0);
      CHECK(says(outcome.out, file));
      const std::string text = slurp(scratch.path(file));
      CHECK(text.starts_with("# "));
      CHECK(text.ends_with("\n"));
      CHECK_FALSE(says(text, "<!-- pland:"));
      CHECK(cli(scratch, {"new", kind, "--today", "2026-11-25", "--stdout"}).out == text);
    }
    const std::string roadmap = slurp(scratch.path("ROADMAP.md"));
    CHECK(says(roadmap, "### Q4 2026 (Oct - Dec): [Theme/Focus]"));
    CHECK(says(roadmap, "### H1 2027: "));
    CHECK(says(roadmap, "**Last Updated**: 2026-11-25"));
    CHECK(says(roadmap, "**Next Review**: [YYYY-MM-DD]"));  // nobody knows that yet
    CHECK_FALSE(says(roadmap, "Q1 YYYY"));
    CHECK(says(slurp(scratch.path("PROJECT_PLAN.md")), "(November 2026)"));
    CHECK(says(slurp(scratch.path("CHANGELOG.md")), "## [X.Y.Z] - YYYY-MM-DD"));
  }

  TEST_CASE("titles") {
    Scratch scratch;
    auto first_line = [&](const char* kind, const char* title) {
      const std::string out = cli(scratch, {"new", kind, "--stdout", "--title", title}).out;
      return out.substr(0, out.find('\n'));
    };
    CHECK(first_line("roadmap", "Tidewatch") == "# Roadmap - Tidewatch");
    CHECK(first_line("decision", "Use one clock") == "# Use one clock");
    CHECK(first_line("okr", "Goals of the harbour") == "# Goals of the harbour");
    CHECK_FALSE(
        says(cli(scratch, {"new", "guide", "--stdout", "--title", "Tide"}).out, "[Project name]"));
  }

  TEST_CASE("nothing is overwritten, paths, folders, numbers") {
    Scratch scratch;
    scratch.write("ROADMAP.md", "mine\n");
    const Outcome refused = cli(scratch, {"new", "roadmap"});
    CHECK(refused.code == 2);
    CHECK(says(refused.err, "ROADMAP.md is there already"));
    CHECK(slurp(scratch.path("ROADMAP.md")) == "mine\n");
    scratch.link("nowhere", "link.md");
    CHECK(cli(scratch, {"new", "plan", "link.md"}).code == 2);

    CHECK(cli(scratch, {"new", "roadmap", "deep/er/plan.md"}).code == 0);
    CHECK(slurp(scratch.path("deep/er/plan.md")).starts_with("# Roadmap"));
    CHECK(cli(scratch, {"new", "okr", "deep"}).code == 0);
    CHECK_FALSE(slurp(scratch.path("deep/OKRS.md")).empty());
    // What is there is linked to where it is.
    CHECK(says(slurp(scratch.path("deep/OKRS.md")), "[ROADMAP.md](../ROADMAP.md)"));
    CHECK(says(slurp(scratch.path("deep/OKRS.md")), "[PROJECT_PLAN.md](PROJECT_PLAN.md)"));

    CHECK(cli(scratch, {"new", "decision"}).code == 2);
    CHECK(cli(scratch, {"new", "decision", "--title", "Use one clock!"}).code == 0);
    CHECK_FALSE(slurp(scratch.path("docs/decisions/0001-use-one-clock.md")).empty());
    scratch.write("docs/decisions/0041-old.md", "");
    CHECK(cli(scratch, {"new", "decision", "--title", "Two"}).code == 0);
    CHECK_FALSE(slurp(scratch.path("docs/decisions/0042-two.md")).empty());
  }

  TEST_CASE("a new document is a template, and says so once") {
    Scratch scratch;
    scratch.write("README.md", "# Read me\n");
    for (const char* kind : {"roadmap", "plan", "changelog", "guide", "okr"}) {
      REQUIRE(cli(scratch, {"new", kind, "--title", "Tide"}).code == 0);
    }
    const json report = check(scratch);
    for (const json& finding : report["findings"]) CHECK(finding["rule"] == "unfilled-placeholder");
    CHECK(report["findings"].size() == 5);
  }
}

TEST_SUITE("kinds and settings") {
  constexpr const char* proposal =
      "# [Title]\n\n## Summary\n<!-- pland: required; aliases: In short -->\n\n[In two lines]\n\n"
      "## Motivation\n<!-- pland: required -->\n\n**Owner**: [Who]\n";
  constexpr const char* own_kind =
      "[[kind]]\nname = 'proposal'\nfiles = ['proposals/*.md']\ntemplate = 'docs/T.md'\n";

  TEST_CASE("what a team's own kind requires in its sections") {
    Scratch scratch;
    scratch.write("docs/T.md",
                  "# [Title]\n\n**Sponsor**: [Who]\n<!-- pland: required -->\n\n## Problem\n\n"
                  "**Cost**: [How much]\n<!-- pland: required -->\n");
    scratch.write("pland.toml", own_kind);
    scratch.write("proposals/a.md", "# Foo\n\n## Problem\n\nBar.\n");
    scratch.write("proposals/b.md", "# Foo\n\n**Sponsor**: Runa\n\n## Problem\n\n- **Cost**: 3\n");
    const json said = check(scratch, {"proposals"})["findings"];
    REQUIRE(said.size() == 2);
    for (const json& finding : said) {
      CHECK(finding["rule"] == "missing-field");
      CHECK(finding["severity"] == "warning");
    }
    CHECK(said[0]["message"] == "proposal without \"Sponsor\"");
    CHECK(said[1]["message"] == "\"Problem\" has no \"Cost\"");
    CHECK(says(said[1].dump(), "\\n\\n**Cost**: [How much]"));
  }

  TEST_CASE("a team's own kind: listed, shown, started, and held against") {
    Scratch scratch;
    scratch.write("docs/T.md", proposal);
    scratch.write("pland.toml", own_kind);
    const std::string list = cli(scratch, {"kinds"}).out;
    CHECK(list.starts_with("proposal "));
    CHECK(says(list, "from docs/T.md"));
    CHECK(says(list, "\nroadmap "));
    CHECK(cli(scratch, {"kinds", "show", "proposal"}).out == proposal);
    CHECK(cli(scratch, {"kinds", "show", "roadmap"}).out.starts_with("<!-- pland: kind: roadmap"));
    CHECK(says(cli(scratch, {"kinds", "show", "proposl"}).err, "did you mean \"proposal\"?"));

    CHECK(cli(scratch, {"new", "proposal"}).code == 2);
    CHECK(cli(scratch, {"new", "proposal", "--title", "More buoys"}).code == 0);
    const std::string made = slurp(scratch.path("proposals/more-buoys.md"));
    CHECK(made.starts_with("# More buoys\n\n## Summary\n\n[In two lines]\n"));

    scratch.write("proposals/a.md", "# Buoys\n\n## In short\n\nWe buy them.\n");
    const json report = check(scratch, {"proposals/a.md"});
    REQUIRE(report["findings"].size() == 1);
    CHECK(report["findings"][0]["rule"] == "missing-section");
    CHECK(says(report["findings"][0]["message"], "proposal without \"Motivation\""));
    // The template itself is nobody's to fill in.
    CHECK(check(scratch, {"docs/T.md"})["findings"].empty());

    scratch.write("proposals/b.md",
                  "# Lamps\n\n## In short\n\n[In two lines] and `[Who]`, [not two lines]\n\n"
                  "## Motivation\n\n**Owner**: [Who]\n");
    const json left = check(scratch, {"proposals/b.md"})["findings"];
    REQUIRE(left.size() == 2);
    CHECK(left[0]["rule"] == "unfilled-placeholder");
    CHECK(left[0]["message"] == "Template text left in: [In two lines]");
    CHECK(left[0]["range"]["start"]["offset"] == 22);
    CHECK(left[1]["message"] == "Template text left in: [Who]");
    // As it is nowhere else's text.
    scratch.write("notes.md", "# Notes\n\n[In two lines] and [Who]\n");
    CHECK(check(scratch, {"notes.md"})["findings"].empty());
  }

  TEST_CASE("a template is made of what documents share") {
    Scratch scratch;
    for (const char* name : {"a.md", "b.md", "c.md"}) {
      scratch.write(name, fmt::format("# Proposal {0}\n\n## Summary\n\nWords.\n\n## Cost\n\n"
                                      "**Owner**: {0}\n\n**Price**: 3\n",
                                      name[0]));
    }
    scratch.write("d.md",
                  "# D\n\n## Summary\n\nWords.\n\n## Only here\n\n## Cost\n\n**Owner**: d\n");
    const Outcome outcome = cli(scratch, {"kinds", "infer", "a.md", "b.md", "c.md", "d.md"});
    CHECK(outcome.code == 0);
    CHECK(outcome.out ==
          "# [Title]\n\n## Summary\n<!-- pland: required -->\n\n[What belongs here]\n\n## Cost\n"
          "<!-- pland: required -->\n\n**Owner**: [Owner]\n<!-- pland: required -->\n\n"
          "**Price**: [Price]\n");
    for (const char* name : {"e.md", "f.md", "g.md"}) {
      scratch.write(name, fmt::format("# Proposal: {0}\n\n**Status**: Draft\n"
                                      "**Harbour master**: {0}\n\n## Cost\n\nWords.\n",
                                      name[0]));
    }
    CHECK(cli(scratch, {"kinds", "infer", "e.md", "f.md", "g.md"}).out ==
          "# Proposal: [Title]\n\n**Status**: [Status]\n<!-- pland: required -->\n\n"
          "**Harbour master**: [Harbour master]\n<!-- pland: required -->\n\n## Cost\n"
          "<!-- pland: required -->\n\n[What belongs here]\n");
    for (const char* name : {"h.md", "i.md"})
      scratch.write(name, fmt::format("# RFC-00{} - Buoys\n", name[0] - 'a'));
    CHECK(cli(scratch, {"kinds", "infer", "h.md", "i.md"}).out == "# RFC-[Number] - [Title]\n");
    CHECK(cli(scratch, {"kinds", "infer", "a.md"}).code == 2);
    CHECK(says(cli(scratch, {"kinds", "infer", "a.md", "gone.md"}).err, "gone.md"));
  }

  TEST_CASE("what holds for a document, and who said so") {
    Scratch scratch;
    scratch.write("docs/T.md", proposal);
    scratch.write("pland.toml", std::string(own_kind) +
                                    "[rules]\nignore = ['tasks']\n[rules.severity]\n"
                                    "missing-metrics = 'error'\n[[overrides]]\nfiles = 'old/*'\n"
                                    "rules.ignore = ['missing-*']\n");
    const auto row = [&](const char* file, std::string_view setting) {
      const std::string out = cli(scratch, {"config", "--explain", file}).out;
      const auto at = out.find(fmt::format("\n{} ", setting));
      if (at == std::string::npos) return std::string();
      std::istringstream words(out.substr(at + 1, out.find('\n', at + 1) - at - 1));
      std::string line, word;
      while (words >> word) line += (line.empty() ? "" : " ") + word;
      return line;
    };
    CHECK(row("proposals/x.md", "kind") == "kind proposal pland.toml");
    CHECK(row("x.md", "kind") == "kind by name and content default");
    CHECK(row("x.md", "missing-metrics") ==
          "missing-metrics error pland.toml: rules.severity.missing-metrics");
    CHECK(row("old/x.md", "missing-metrics") ==
          "missing-metrics off pland.toml: overrides.rules.ignore \"missing-*\"");
    CHECK(row("x.md", "malformed-checkbox") ==
          "malformed-checkbox off pland.toml: rules.ignore \"tasks\"");
    CHECK(row("x.md", "broken-anchor").empty());
    CHECK(row("x.md", "locales") == "locales en default");
    CHECK(row("x.md", "wiki-links") == "wiki-links false default");
    CHECK(row("x.md", "require-reason") == "require-reason false default");
    scratch.write("pland.toml",
                  "locales = ['de', 'fr']\nwiki-links = true\nrequire-reason = true\n");
    CHECK(row("x.md", "locales") == "locales en, de, fr pland.toml");
    CHECK(row("x.md", "wiki-links") == "wiki-links true pland.toml");
    CHECK(row("x.md", "require-reason") == "require-reason true pland.toml");
    CHECK(cli(scratch, {"config"}).code == 2);

    // Each layer is named by what it says; the words of one's own are among it.
    scratch.write("base/base.toml",
                  "anchor-style = 'gitlab'\ntoday = 2026-01-01\nexclude = ['old/']\n"
                  "[kinds]\n'*.md' = 'plan'\n[rules]\nignore = ['tasks']\n"
                  "[rules.severity]\nlinks = 'hint'\n"
                  "[vocabulary]\nlabels.owner = ['Boss']\nstatuses.doing = ['afloat']\n"
                  "scales.likelihood = ['Rare', 'Likely']\nowners = ['Ola']\n");
    scratch.write("pland.toml",
                  "extends = 'base/base.toml'\ntoday = 2026-02-02\n"
                  "[vocabulary]\nlabels.owner = ['Harbour master']\nowners = ['Runa', '@kim']\n"
                  "[rules.severity]\nbroken-anchor = 'off'\n");
    CHECK(says(cli(scratch, {"config", "--explain", "x.md"}).out,
               "pland.toml speaks for this document; it extends base/base.toml.\n"));
    CHECK(row("x.md", "today") == "today 2026-02-02 pland.toml");
    CHECK(row("x.md", "anchor-style") == "anchor-style gitlab base/base.toml");
    CHECK(row("base/x.md", "kind") == "kind plan base/base.toml");
    CHECK(row("base/old/x.md", "excluded") == "excluded true base/base.toml");
    CHECK(row("x.md", "malformed-checkbox") ==
          "malformed-checkbox off base/base.toml: rules.ignore \"tasks\"");
    CHECK(row("x.md", "broken-file-link") ==
          "broken-file-link hint base/base.toml: rules.severity.links");
    CHECK(row("x.md", "broken-anchor") ==
          "broken-anchor off pland.toml: rules.severity.broken-anchor");
    CHECK(row("x.md", "vocabulary.owners") == "vocabulary.owners Runa, @kim pland.toml");
    CHECK(row("x.md", "vocabulary.scales.likelihood") ==
          "vocabulary.scales.likelihood Rare, Likely base/base.toml");
    CHECK(row("x.md", "vocabulary.statuses.doing") ==
          "vocabulary.statuses.doing afloat base/base.toml");
    CHECK(row("x.md", "vocabulary.labels.owner") == "vocabulary.labels.owner Boss base/base.toml");
    CHECK(says(cli(scratch, {"config", "--explain", "x.md"}).out, "Harbour master"));
  }

  TEST_CASE("the schema is the one that is shipped, and knows what the reader knows") {
    Scratch scratch;
    const std::string schema = cli(scratch, {"config", "--schema"}).out;
    const std::string shipped = std::string(PLAND_SOURCE_DIR) + "/docs/pland.schema.json";
    if (std::getenv("PLAND_UPDATE_GOLDEN") != nullptr) std::ofstream(shipped) << schema;
    CHECK(schema == slurp(shipped));
    scratch.write("a.md", "# A\n");
    const json parsed = json::parse(schema);
    // Each setting is one that the reader takes, or complains of by its value, not by its name.
    for (const auto& one : parsed["properties"].items()) {
      scratch.write("pland.toml", one.key() + " = 99.5\n");
      const json report = check_in_vain(scratch, {"--min-severity", "hint"});
      CAPTURE(one.key());
      REQUIRE(report["findings"].size() == 1);
      CHECK(report["findings"][0]["rule"] == "invalid-setting");
    }
    CHECK(parsed["definitions"]["severities"]["properties"].contains("missing-metrics"));
  }

  TEST_CASE("init looks, writes once, and changes nothing") {
    Scratch scratch;
    REQUIRE(cli(scratch, {"new", "roadmap", "--title", "Tide"}).code == 0);
    scratch.write("notes.md", "# Notes\n");
    CHECK(cli(scratch, {"init"}).code == 0);
    const std::string text = slurp(scratch.path("pland.toml"));
    CHECK(says(text, "1 of 2 documents here"));
    CHECK(says(text, "#   roadmap    ROADMAP.md (by its name and its sections)"));
    CHECK(says(text, "# name = \"roadmap\"\n# files = [\"/ROADMAP.md\"]\n"));
    CHECK(says(cli(scratch, {"config", "--explain", "ROADMAP.md"}).out, "by name and content"));
    const Outcome again = cli(scratch, {"init"});
    CHECK(again.code == 2);
    CHECK(says(again.err, "pland.toml is there already"));
    CHECK(cli(scratch, {"init", "--stdout"}).out.starts_with("# Settings of pland."));
  }

  TEST_CASE("scales and owners of one's own") {
    Scratch scratch;
    scratch.write("PLAN.md",
                  "# Plan\n\n## Risks\n\n| Risk | Likelihood | Owner |\n|---|---|---|\n"
                  "| Ice | Probable | Runa Okafr |\n| Fog | Likely | Ola |\n");
    CHECK(check(scratch, {})["findings"].empty());
    scratch.write("pland.toml",
                  "[vocabulary]\nscales.likelihood = ['Rare', 'Likely']\n"
                  "owners = ['Runa Okafor', '@ola']\n"
                  "[rules.severity]\nunknown-owner = 'warning'\n");
    const json report = check(scratch, {});
    REQUIRE(report["findings"].size() == 2);
    CHECK(report["findings"][0]["message"] ==
          "Likelihood \"Probable\" is not on the scale: Rare or Likely");
    CHECK(report["findings"][1]["message"] ==
          "Nobody is called \"Runa Okafr\"; did you mean \"Runa Okafor\"?");
    scratch.write("pland.toml", "[vocabulary.scales]\nlikelyhood-of-rain = ['Low']\n");
    const json wrong = check(scratch, {});
    REQUIRE(wrong["findings"].size() == 1);
    CHECK(wrong["findings"][0]["rule"] == "unknown-setting");
    CHECK(wrong["findings"][0]["file"] == "pland.toml");
  }

  TEST_CASE("a table beside its place is told of, and not renamed") {
    Scratch scratch;
    const std::string settings = "[scales]\nlikelihood = ['Low']\n\n[fiscal]\nmonth = 4\n";
    scratch.write("PLAN.md", "# Plan\n");
    scratch.write("pland.toml", settings);
    const json report = check(scratch, {});
    CHECK(says(report.dump(), "it stands in [vocabulary]"));
    cli(scratch, {"fix"});
    CHECK(slurp(scratch.path("pland.toml")) == settings);
  }

  TEST_CASE("owners out of CODEOWNERS") {
    Scratch scratch;
    scratch.write("PLAN.md",
                  "# Plan\n\n**Owner**: @sigrid\n\n## Risks\n\n| Risk | Owner |\n|---|---|\n"
                  "| Ice | @gauges |\n| Fog | @harbour/gauges |\n| Rain | ola@example.org |\n"
                  "| Hail | @gauge |\n");
    scratch.write("pland.toml",
                  "[vocabulary]\nowners = ['@sigrid', 'CODEOWNERS']\n"
                  "[rules.severity]\nunknown-owner = 'warning'\n");
    json report = check_in_vain(scratch, {});
    REQUIRE(says(report.dump(), "there is no file for \\\"CODEOWNERS\\\""));
    scratch.write(".github/CODEOWNERS",
                  "# who answers\n*        @kim\nsrc/a\\ b @harbour/gauges # ola\n"
                  "[Docs] @nils\n/docs/ ola@example.org @kim\r\n");
    report = check(scratch, {});
    REQUIRE(report["findings"].size() == 1);
    CHECK(says(report["findings"][0]["message"], "Nobody is called \"@gauge\""));
  }

  TEST_CASE("plans are kept up to date from a shell") {
    Scratch scratch;
    const std::string plan =
        "# Plan\n\n**Last Updated**: 2026-09-01\n\n## Now\n\n"
        "- [ ] TIDE-1 Read all gauges\n- [ ] Tell the harbour masters\n- [ ] Tell the skippers\n";
    scratch.write("PLAN.md", plan);
    const auto today = [](std::vector<std::string> arguments) {
      arguments.insert(arguments.end(), {"--today", "2026-12-01"});
      return arguments;
    };
    Outcome outcome = cli(scratch, today({"done", "PLAN.md", "tide-1", "--diff"}));
    CHECK(outcome.code == 1);
    CHECK(says(outcome.out, "+- [x] TIDE-1 Read all gauges"));
    CHECK(slurp(scratch.path("PLAN.md")) == plan);
    outcome = cli(scratch, today({"done", "PLAN.md", "TIDE-1"}));
    CAPTURE(outcome.err);
    CHECK(outcome.code == 0);
    CHECK(says(outcome.out, "PLAN.md:7: "));
    CHECK(says(slurp(scratch.path("PLAN.md")), "- [x] TIDE-1 Read all gauges"));
    outcome = cli(scratch, today({"done", "PLAN.md", "tell the"}));
    CHECK(outcome.code == 2);
    CHECK(says(outcome.err, "could be any of these"));
    CHECK(says(outcome.err, "PLAN.md:9: Tell the skippers"));
    CHECK(cli(scratch, today({"done", "PLAN.md", "tell the", "--line", "9"})).code == 0);
    CHECK(says(slurp(scratch.path("PLAN.md")), "- [x] Tell the skippers"));
    // What is done stays as it is: nothing went wrong.
    outcome = cli(scratch, today({"done", "PLAN.md", "TIDE-1"}));
    CHECK(says(outcome.err, "PLAN.md:7: \"TIDE-1 Read all gauges\" is done already"));
    CHECK(outcome.code == 0);
    outcome = cli(scratch, today({"done", "PLAN.md", "Tell the harbor masters"}));
    CHECK(outcome.code == 2);
    CHECK(says(outcome.err, "near to it:\n  PLAN.md:8: Tell the harbour masters"));
    CHECK(says(cli(scratch, today({"done", "PLAN.md", "TIDE-9"})).err, "has no work called"));
    CHECK(cli(scratch, today({"done", "gone.md", "x"})).code == 2);
    // A name, then a part of one, and only then what a row says of something else.
    scratch.write(
        "ROADMAP.md",
        "# Roadmap\n\n## Now\n\n### Mobile\n\n**Status**: In progress\n\n"
        "## Q1 2027\n\n| Item | Status | Depends on |\n|---|---|---|\n"
        "| Checkout v3 rollout | Planned | Mobile |\n| Loyalty | Planned | Checkout v3 |\n");
    CHECK(cli(scratch, today({"done", "ROADMAP.md", "Mobile"})).code == 0);
    CHECK(says(slurp(scratch.path("ROADMAP.md")), "### Mobile\n\n**Status**: Done"));
    outcome = cli(scratch, today({"done", "ROADMAP.md", "Checkout v3", "--diff"}));
    CHECK(says(outcome.out, "+| Checkout v3 rollout | Done | Mobile |"));
    CHECK(says(cli(scratch, today({"done", ".", "x"})).err, "is a folder"));

    CHECK(cli(scratch, today({"reviewed", "PLAN.md"})).code == 0);
    CHECK(says(slurp(scratch.path("PLAN.md")), "**Last Updated**: 2026-12-01"));
    CHECK(says(cli(scratch, today({"reviewed", "PLAN.md"})).err, "PLAN.md: says today already"));
    const auto why_not = [&](std::string_view line) {
      scratch.write("R.md", "# R\n\n" + std::string(line) + "\n\n## Q4 2026\n\n- a\n");
      const Outcome refused = cli(scratch, today({"reviewed", "R.md"}));
      CHECK(refused.code == 2);
      return refused.err;
    };
    CHECK(says(why_not("Words"), "says nowhere when it was last updated or reviewed"));
    CHECK(says(why_not("**Last Updated**: 05/11/2026"),
               "\"Last Updated: 05/11/2026\" could be two days: write 2026-11-05 or 2026-05-11"));
    CHECK(says(why_not("**Last Updated**: soon"),
               "\"Last Updated: soon\" is no day that can be brought up to date"));
    scratch.write("R.md", "# R\n\n**Last Updated**: 01.11.2026\n\n## Q4 2026\n\n- a\n");
    CHECK(cli(scratch, today({"reviewed", "R.md"})).code == 0);
    CHECK(says(slurp(scratch.path("R.md")), "**Last Updated**: 01.12.2026"));

    scratch.write("ROADMAP.md",
                  "# Roadmap\n\n## Q4 2026 (Oct - Dec): Readings\n\n**Key Initiatives**:\n\n"
                  "- **Gauges**: read them\n- ✅ **Masts**: raise them\n\n"
                  "## Q1 2027 (Jan - Mar): Alerts\n\n**Key Initiatives**:\n\n"
                  "- **Skippers**: tell them\n");
    CHECK(says(cli(scratch, today({"close", "Q3 2026", "ROADMAP.md"})).err,
               "has no milestone \"Q3 2026\"; it has:\n  Q4 2026 (Oct - Dec): Readings"));
    outcome = cli(scratch, today({"close", "Q4 2026", "ROADMAP.md"}));
    CAPTURE(outcome.err);
    CHECK(outcome.code == 0);
    const std::string closed = slurp(scratch.path("ROADMAP.md"));
    CHECK(closed.find("**Gauges**") > closed.find("Q1 2027"));
    CHECK(closed.find("**Masts**") < closed.find("Q1 2027"));
    CHECK(says(cli(scratch, today({"close", "Q4 2026", "ROADMAP.md"})).err,
               "Q4 2026 (Oct - Dec): Readings is closed already: nothing is open in it"));
  }

  TEST_CASE("work is found by its identifier, in full, and by the name that is still open") {
    Scratch scratch;
    scratch.write("ROADMAP.md",
                  "# Roadmap\n\n## Q1 2027\n\n**Key Initiatives**:\n- **Partner API** (PAR-1): x\n"
                  "- **Portal** [PAR-2] y\n- **Tokens** (PAR-12): z\n- ✅ **Docs**: then\n"
                  "- **Docs**: now\n");
    const auto done = [&](const char* name) {
      return cli(scratch, {"done", "ROADMAP.md", name, "--diff", "--today", "2026-12-01"});
    };
    for (const char* name : {"PAR-1", "par-1", "Partner API", "Partner API (PAR-1)"})
      CHECK(says(done(name).out, "+- ✅ **Partner API** (PAR-1): x"));
    CHECK(says(done("PAR-2").out, "+- ✅ **Portal** [PAR-2] y"));
    CHECK(says(done("Docs").out, "+- ✅ **Docs**: now"));
    CHECK(says(done("PAR").err, "could be any of these"));
    CHECK(says(done("PAR-3").err, "has no work called \"PAR-3\""));

    scratch.write("FAHRPLAN.md", "# Fahrplan\n\n## Vorhaben\n\n- **Mast**: x\n\n## Risiken\n");
    CHECK(says(cli(scratch, {"done", "FAHRPLAN.md", "Mast"}).err, "locales = [\"de\"]"));
  }

  TEST_CASE("a shell marks what an editor marks, and asks where boxes are open") {
    Scratch scratch;
    scratch.write("docs/backlog.md",
                  "# Backlog\n\n| ID | Title | Priority | Status |\n|---|---|---|---|\n"
                  "| PAR-101 | Retries | P1 | Done |\n| PAR-102 | Tide maps | P2 | In progress |\n"
                  "| PAR-103 | Buoys | P2 | In progress |\n");
    const auto done = [&](std::vector<std::string> arguments) {
      arguments.insert(arguments.begin(), {"done", "docs/backlog.md", "--today", "2026-12-01"});
      return cli(scratch, arguments);
    };
    CHECK(says(done({"par-102", "--diff"}).out, "+| PAR-102 | Tide maps | P2 | Done |"));
    CHECK(says(done({"tide", "--diff"}).out, "+| PAR-102 | Tide maps | P2 | Done |"));
    CHECK(says(done({"--line", "7", "--diff"}).out, "+| PAR-103 | Buoys | P2 | Done |"));
    CHECK(done({"--line", "6"}).code == 0);
    CHECK(says(slurp(scratch.path("docs/backlog.md")), "| PAR-102 | Tide maps | P2 | Done |"));
    CHECK(says(done({"PAR-102"}).err, "\"PAR-102\" is done already"));
    CHECK(says(done({"P2"}).err, "could be any of these"));
    CHECK(says(done({}).err, "say what is done"));
    CHECK(says(done({"--line", "1"}).err, "has no work in line 1"));

    scratch.write("ROADMAP.md",
                  "# Roadmap\n\n## Q2 2026\n\n- Driver app\n- Tide maps\n\n## Q4 2026\n\n"
                  "- [ ] Harbour\n  - [ ] Gauge\n  - [ ] Mast\n");
    const auto roadmap = [&](std::vector<std::string> arguments) {
      arguments.insert(arguments.end(), {"--today", "2026-12-01"});
      return cli(scratch, arguments);
    };
    CHECK(roadmap({"done", "ROADMAP.md", "Driver app"}).code == 0);
    Outcome outcome = roadmap({"done", "ROADMAP.md", "Harbour"});
    CHECK(outcome.code == 2);
    CHECK(says(outcome.err, "2 boxes below \"Harbour\" are still open; --anyway"));
    CHECK(roadmap({"done", "ROADMAP.md", "Harbour", "--anyway"}).code == 0);
    CHECK(says(slurp(scratch.path("ROADMAP.md")), "- [x] Harbour\n  - [ ] Gauge\n"));
    outcome = roadmap({"close", "Q2 2026", "ROADMAP.md"});
    CHECK(outcome.code == 0);
    CHECK(says(outcome.out, "carry 1 open item over to Q3 2026"));
    CHECK(says(slurp(scratch.path("ROADMAP.md")),
               "## Q2 2026\n\n- ✅ Driver app\n\n## Q3 2026\n\n- Tide maps\n\n## Q4 2026\n"));
    // What cannot move is named.
    scratch.write("NESTED.md",
                  "# Roadmap\n\n## Q2 2026\n\n- Words\n  - [ ] Nested\n\n## Q3 2026\n\n- [x] C\n");
    outcome = roadmap({"close", "Q2 2026", "NESTED.md"});
    CHECK(outcome.code == 2);
    CHECK(says(outcome.err, "\"Nested\" in line 6 is nested in something else"));
  }

  TEST_CASE("the doctor says what is wrong") {
    Scratch scratch;
    scratch.write("ROADMAP.md", "# Roadmap\n");
    CHECK(cli(scratch, {"doctor"}).code == 0);
    scratch.write("pland.toml", "tody = 1\n");
    const Outcome outcome = run({{"doctor"}, scratch.path(), "", {"PLAND_TODAY=soon"}});
    CHECK(outcome.code == 1);
    CHECK(says(outcome.out, "bad   PLAND_TODAY is \"soon\""));
    CHECK(says(outcome.out, "bad   pland.toml: there is no setting \"tody\""));
    CHECK(says(outcome.out, "\n2 things to put right.\n"));
    scratch.write("pland.toml", "colour = 'x'\nzzz = 1\n[rules]\nignore = ['nope']\n");
    const std::string all = cli(scratch, {"doctor"}).out;
    for (const char* word : {"colour", "zzz", "nope"}) CHECK(says(all, word));
    CHECK(says(all, "\n3 things to put right.\n"));
    scratch.write("pland.toml", "today = 2026-12-01\n");
    CHECK(says(cli(scratch, {"doctor"}).out, "note  pland.toml says that today is 2026-12-01; "));
    CHECK(says(run({{"doctor"}, scratch.path(), "", {"PLAND_TODAY=2027-01-01"}}).out,
               "ok    today is 2027-01-01\n"));
  }
}

TEST_SUITE("finding and exporting") {
  constexpr const char* roadmap =
      "# Roadmap - Tide\n\n## Quarterly Milestones\n\n### Q1 2027 (Jan - Mar): Alerts\n\n"
      "**Key Initiatives**:\n1. **Skipper \"alerts\"**: by text\n   - Owner: @dana\n"
      "   - Depends on: Gauges\n2. **Gauges**: at the quay, see [notes](notes.md#tide)\n\n"
      "**Success Metrics**:\n- 20 harbours by 2027-03-01\n\n## Risks\n\n**Risk 1: Storm, and "
      "worse**\n"
      "- **Likelihood**: Low\n\n**Next Review**: 2027-01-15\n";

  struct Plans : Scratch {
    Plans() {
      write("ROADMAP.md", roadmap);
      write("notes.md", "# Notes\n\n## Tide\n");
    }
  };

  TEST_CASE("the whole model as JSON") {
    const Plans scratch;
    const json model = json::parse(cli(scratch, {"export", "--today", "2026-12-01"}).out);
    CHECK(model["version"] == 1);
    CHECK(model["today"] == "2026-12-01");
    REQUIRE(model["documents"].size() == 2);
    const json& plan = model["documents"][0];
    CHECK(plan["file"] == "ROADMAP.md");
    CHECK(plan["kind"] == "roadmap");
    CHECK(plan["nextReview"] == "2027-01-15");
    std::map<std::string, json> things;
    for (const json& one : plan["entities"]) things[one["title"]] = one;
    const json& alerts = things.at("Skipper \"alerts\"");
    CHECK(alerts["kind"] == "initiative");
    CHECK(alerts["owner"] == "@dana");
    CHECK(plan["entities"][alerts["parent"].get<std::size_t>()]["title"] ==
          "Q1 2027 (Jan - Mar): Alerts");
    CHECK(things.at("Q1 2027 (Jan - Mar): Alerts")["end"] == "2027-03-31");
    REQUIRE(plan["metrics"].size() == 1);
    CHECK(plan["metrics"][0]["measurable"] == true);
    CHECK(plan["metrics"][0]["target"] == "20 harbours");
    CHECK(plan["metrics"][0]["due"] == "2027-03-01");
    REQUIRE(plan["references"].size() == 2);
    CHECK(plan["references"][0]["kind"] == "dependency");
    CHECK(plan["references"][0]["title"] == "Gauges");
    CHECK(plan["references"][1]["target"] == "notes.md");
    CHECK(plan["references"][1]["resolved"] == true);
    CHECK(plan["references"][1]["range"]["start"]["line"] == 11);
  }

  TEST_CASE("tables, calendars and charts") {
    const Plans scratch;
    const std::string csv = cli(scratch, {"export", "--format", "csv"}).out;
    CHECK(csv.starts_with("file,line,kind,title,"));
    CHECK(says(csv, "ROADMAP.md,8,initiative,\"Skipper \"\"alerts\"\"\",,,false,,,,@dana,"));
    CHECK(says(csv, ",risk,\"Risk 1: Storm, and worse\","));
    const std::string ics =
        cli(scratch, {"export", "--format", "ics", "--today", "2026-12-01"}).out;
    CHECK(ics.starts_with("BEGIN:VCALENDAR\r\n"));
    CHECK(ics.ends_with("END:VCALENDAR\r\n"));
    CHECK(says(ics, "DTSTART;VALUE=DATE:20270331\r\n"));
    CHECK(says(ics, "SUMMARY:Review: Roadmap - Tide\r\n"));
    std::istringstream lines(ics);
    for (std::string line; std::getline(lines, line, '\n');) CHECK(line.size() <= 76);
    const std::string chart = cli(scratch, {"export", "--format", "mermaid"}).out;
    CHECK(chart.starts_with("gantt\n"));
    CHECK(says(chart, "    section Q1 2027 (Jan - Mar) - Alerts\n"));
    CHECK(says(chart, "    Gauges :2027-01-01, 2027-04-01\n"));
    CHECK(cli(scratch, {"export", "--format", "csv", "--output-file", "out.csv"}).out.empty());
    scratch.write("kept.md", "# Kept\n");
    for (const char* verb : {"export", "show"}) {
      std::vector<std::string> arguments{verb};
      if (arguments[0] == "show") arguments.emplace_back("timeline");
      arguments.insert(arguments.end(), {"--format", "mermaid", "--output-file", "kept.md"});
      const Outcome refused = cli(scratch, arguments);
      CHECK(refused.code == 2);
      CHECK(says(refused.err, "kept.md is a document"));
      CHECK(slurp(scratch.path("kept.md")) == "# Kept\n");
    }
    CHECK(slurp(scratch.path("out.csv")) == csv);
    CHECK(cli(scratch, {"export", "--format", "xml"}).code == 2);
  }

  TEST_CASE("things are found by conditions, and outlines printed") {
    const Plans scratch;
    const Outcome found = cli(scratch, {"list", "kind:risk"});
    CHECK(found.code == 0);
    CHECK(found.out == "ROADMAP.md:18  risk  Risk 1: Storm, and worse\n");
    CHECK(cli(scratch, {"list", "kind:decision"}).code == 1);
    const json list = json::parse(cli(scratch, {"list", "owner:@dana", "--format", "json"}).out);
    REQUIRE(list.size() == 1);
    CHECK(list[0]["title"] == "Skipper \"alerts\"");
    for (const char* nonsense : {"kind:nope", "status:bogus", "q:foo", "kind:"}) {
      CAPTURE(nonsense);
      const Outcome refused = cli(scratch, {"list", nonsense});
      CHECK(refused.code == 2);
      CHECK(says(refused.err, "means nothing; it could be "));
    }
    CHECK(says(cli(scratch, {"list", "kind:nope"}).err, "initiative, metric, decision, non-goal"));
    CHECK(says(cli(scratch, {"list", "status:bogus"}).err, "open, closed, none, draft"));
    CHECK(says(cli(scratch, {"list", "foo:bar"}).err, "nothing is called foo:bar; conditions are"));
    // What cannot be read is said, and the rest is there.
    scratch.write("latin.md", "# Caf\xe9\n");
    for (const std::string verb : {"list", "outline", "export"}) {
      std::vector<std::string> arguments{verb};
      if (verb == "list") arguments.emplace_back("kind:risk");
      const Outcome partly = cli(scratch, arguments);
      CAPTURE(verb);
      CHECK(partly.code == 0);
      CHECK(!partly.out.empty());
      CHECK(says(partly.err, "latin.md is not UTF-8"));
    }
    CHECK(cli(scratch, {"outline", "latin.md"}).code == 2);
    const std::string outline = cli(scratch, {"outline", "ROADMAP.md"}).out;
    CHECK(outline.starts_with("ROADMAP.md\n     1  Roadmap - Tide\n"));
    CHECK(says(outline, "\n     5      milestone: Q1 2027 (Jan - Mar): Alerts  (0 of 2 done)\n"));
  }
}

TEST_SUITE("lists") {
  TEST_CASE("open is what can be done, and a day in words is a day") {
    Scratch scratch;
    scratch.write("CHANGELOG.md",
                  "# Changelog\n\n## [Unreleased]\n\n- x\n\n## [1.4.0] - 2026-10-14\n\n- y\n\n"
                  "## 1.3.0 – 2026-09-14\n\n- z\n");
    scratch.write(
        "ROADMAP.md",
        "# Roadmap\n\n## Q4 2026\n\n**Key Initiatives**:\n\n- **Alerts**: a\n\n"
        "### Tasks\n\n- [ ] Order (by 2026-11-20)\n- [ ] Paint — due 2026-11-21\n"
        "- [ ] Sail (by 2026-12-20)\n- [ ] Row (2026-11-20)\n- [x] Fly (by 2026-11-20)\n\n"
        "## Non-Goals\n\n- **Plotter**: no\n\n"
        "## Revision History\n\n- **2026-11-20**: Written\n");
    const auto list = [&](const char* query) {
      return cli(scratch, {"list", query, "--today", "2026-12-01"}).out;
    };
    const std::string open = list("status:open");
    CHECK(says(open, "[Unreleased]"));
    CHECK(says(open, "Alerts"));
    CHECK(says(open, "Sail"));
    for (const char* none : {"1.4.0", "1.3.0", "2026-11-20\n", "Plotter", "Fly"}) {
      CAPTURE(none);
      CHECK(!says(open, none));
    }
    // A tool that dates no release has released what it lists; a year has an end, "and beyond"
    // none.
    scratch.write("packages/CHANGELOG.md",
                  "# a\n\n## 2.5.0\n\n- x\n\n## 3.0.0 (unreleased)\n\n- y\n");
    CHECK(cli(scratch, {"list", "kind:release", "status:open"}).out ==
          "CHANGELOG.md:3           release  [Unreleased]\n"
          "packages/CHANGELOG.md:7  release  3.0.0 (unreleased)\n");
    scratch.write("OKRS.md",
                  "# OKRs\n\n## Q3 2026 (closed)\n\n### O1: Reach\n\n- KR1: 300 schools\n");
    CHECK(!says(list("overdue"), "OKRS.md"));
    scratch.write("team/OKRS.md",
                  "# OKRs - Q2 2027 (Apr - Jun)\n\n## Objective 1: Grow\n\n- KR: 5\n");
    CHECK(says(list("q:2027Q2"), "Objective 1: Grow"));
    CHECK(!says(list("q:2027Q3"), "Objective 1: Grow"));
    scratch.write(
        "RISKS.md",
        "# Plan\n\n## Risks\n\n| ID | Risk | Impact |\n|---|---|---|\n| R-001 | Storm | High |\n");
    CHECK(says(cli(scratch, {"export", "--format", "csv", "RISKS.md"}).out, "risk,Storm,R-001,"));
    scratch.write("LATER.md", "# Roadmap\n\n## 2027 and beyond\n\n- x\n");
    CHECK(says(cli(scratch, {"export", "--format", "csv", "LATER.md"}).out, "2027+,2027-01-01,,"));
    CHECK(!says(cli(scratch, {"export", "--format", "ics", "LATER.md"}).out, "VEVENT"));
    CHECK(list("overdue") ==
          "ROADMAP.md:11  task  Order (by 2026-11-20)  (todo)\n"
          "ROADMAP.md:12  task  Paint — due 2026-11-21  (todo)\n");
    const std::string csv = cli(scratch, {"export", "--format", "csv"}).out;
    CHECK(says(csv, "non-goal,Plotter,,,true,"));
    CHECK(says(csv, "release,[1.4.0] - 2026-10-14,,,true,"));
    CHECK(says(csv, "release,[Unreleased],,,false,"));
    CHECK(says(csv, "task,Sail (by 2026-12-20),,todo,false,,,2026-12-20,"));
  }
}

TEST_SUITE("program") {
  TEST_CASE("version and help") {
    Scratch scratch;
    CHECK(cli(scratch, {"--version"}).out.starts_with("pland "));
    for (const std::vector<std::string>& arguments :
         std::vector<std::vector<std::string>>{{"--help"},
                                               {"check", "--help"},
                                               {"fix", "--help"},
                                               {"new", "-h"},
                                               {"rule", "--help"},
                                               {"show", "--help"},
                                               {"show", "timeline", "--help"},
                                               {"lsp", "--help"}}) {
      const Outcome help = cli(scratch, arguments);
      CHECK(help.code == 0);
      CHECK(help.err.empty());
      CHECK(says(help.out, "Usage: pland"));
      std::istringstream lines(help.out);
      for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 104);
    }
  }

  TEST_CASE("the page of the command line has every flag, and no other") {
    Scratch scratch;
    const std::string page = slurp(PLAND_SOURCE_DIR "/docs/cli.md");
    std::string helps;
    for (const char* verb :
         {"check", "fix", "done", "new", "lsp", "config", "export", "list", "hook"}) {
      helps += cli(scratch, {verb, "--help"}).out;
    }
    helps += cli(scratch, {"show", "timeline", "--help"}).out;
    auto flags_in = [](const std::string& text) {
      std::set<std::string> flags;
      for (std::size_t at = 0; (at = text.find("--", at)) != std::string::npos; at += 2) {
        std::size_t end = at + 2;
        while (end < text.size() &&
               (std::islower(static_cast<unsigned char>(text[end])) || text[end] == '-'))
          ++end;
        if (end - at > 3 &&
            (at == 0 || std::string_view(" `(,").find(text[at - 1]) != std::string_view::npos))
          flags.insert(text.substr(at, end - at));
      }
      return flags;
    };
    const std::set<std::string> there = flags_in(helps), written = flags_in(page);
    for (const std::string& flag : written) {
      CAPTURE(flag);
      CHECK((there.contains(flag) || flag == "--help" || flag == "--stdio"));
    }
    for (const std::string& flag :
         flags_in(cli(scratch, {"check", "--help"}).out + cli(scratch, {"fix", "--help"}).out)) {
      CAPTURE(flag);
      CHECK((written.contains(flag) || flag == "--help"));
    }
  }

  TEST_CASE("the picture in the documentation is what the program draws") {
    const std::string page = slurp(PLAND_SOURCE_DIR "/docs/overview.md");
    const std::string command = "$ pland show timeline examples --today 2026-12-01 --width 88\n";
    const std::size_t at = page.find(command);
    REQUIRE(at != std::string::npos);
    const std::size_t begin = at + command.size();
    const std::string shown = page.substr(begin, page.find("```", begin) - begin);
    const Outcome outcome =
        run({{"show", "timeline", "examples", "--today", "2026-12-01", "--width", "88"},
             PLAND_SOURCE_DIR,
             "",
             {}});
    CHECK(outcome.code == 0);
    CHECK(outcome.out == shown);
  }

  TEST_CASE("a full disk is an error, a reader that left is none") {
    Scratch scratch;
    scratch.write("a.md", "# A\n");
    const Outcome full = run({{"check", "--output-file", "/dev/full"}, scratch.path(), "", {}});
    CHECK(full.code == 2);
    CHECK(says(full.err, "cannot be written"));
  }

  TEST_CASE("bare --stdio serves, as `lsp` does") {
    Scratch scratch;
    auto framed = [](const std::string& body) {
      return "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    };
    const std::string conversation =
        framed(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,)"
               R"("rootUri":null,"capabilities":{}}})") +
        framed(R"({"jsonrpc":"2.0","method":"initialized","params":{}})") +
        framed(R"({"jsonrpc":"2.0","id":2,"method":"shutdown"})") +
        framed(R"({"jsonrpc":"2.0","method":"exit"})");
    const std::string pid = std::to_string(::getpid());
    for (const std::vector<std::string>& arguments :
         std::vector<std::vector<std::string>>{{"--stdio"},
                                               {"lsp"},
                                               {"lsp", "--stdio", "--clientProcessId=" + pid},
                                               {"--stdio", "--clientProcessId", pid}}) {
      const Outcome outcome = cli(scratch, arguments, conversation);
      CHECK(outcome.code == 0);
      CHECK(outcome.err.empty());
      CHECK(says(outcome.out, "\"capabilities\""));
    }
    CHECK(cli(scratch, {"lsp"}, "").code == 1);  // an end without goodbye
  }
}
