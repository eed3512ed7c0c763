// What is not told again: `--since` a Git revision, and what a baseline has.
#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "server/baseline.h"
#include "server/git.h"
#include "tests/server/command.h"
#include "tests/server/scratch.h"

using nlohmann::json;
using namespace pland::tests;

namespace {

using Found = std::vector<std::string>;

bool says(const std::string& text, std::string_view what) {
  return text.find(what) != std::string::npos;
}

// A repository that no configuration of this machine has a say in.
class Repository : public Scratch {
 public:
  Repository() { git({"init", "-q", "-b", "main"}); }
  Outcome git(std::vector<std::string> arguments) const {
    const Outcome outcome = run_program(
        "git", {std::move(arguments),
                path(),
                "",
                {"GIT_CONFIG_NOSYSTEM=1", "HOME=/nonexistent", "GIT_CONFIG_GLOBAL=/dev/null",
                 "GIT_AUTHOR_NAME=Runa", "GIT_AUTHOR_EMAIL=runa@harbour.example",
                 "GIT_COMMITTER_NAME=Runa", "GIT_COMMITTER_EMAIL=runa@harbour.example"}});
    CAPTURE(outcome.err);
    REQUIRE(outcome.code == 0);
    return outcome;
  }
  void commit() const {
    git({"add", "-A"});
    git({"commit", "-q", "-m", "More"});
  }
};

Found found(const Scratch& scratch, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"check", "--format", "json"});
  const Outcome outcome = cli(scratch, arguments);
  CAPTURE(outcome.err);
  REQUIRE(outcome.code < 2);
  Found result;
  const json report = json::parse(outcome.out);
  for (const json& finding : report["findings"]) {
    result.push_back(finding["file"].get<std::string>() + ":" +
                     std::to_string(finding["range"]["start"]["line"].get<int>()) + " " +
                     finding["rule"].get<std::string>());
  }
  return result;
}

}  // namespace

TEST_SUITE("since") {
  TEST_CASE("findings on lines that changed, committed or not, and on new documents") {
    Repository repository;
    repository.write("a.md", "[x](gone.png)\n\nsame\n\n[y](gone.png)\n");
    repository.write("b.md", "[x](gone.png)\n");
    repository.commit();
    CHECK(found(repository, {}).size() == 3);
    CHECK(found(repository, {"--since", "HEAD"}).empty());
    CHECK(cli(repository, {"check", "--since", "HEAD"}).code == 0);
    repository.write("a.md", "[x](gone.png)\n\nsame\n\n[y](gone.svg)\n");
    repository.write("new file.md", "[x](gone.png)\n");
    CHECK(found(repository, {"--since", "HEAD"}) ==
          Found{"a.md:5 broken-file-link", "new file.md:1 broken-file-link"});
    repository.commit();
    CHECK(found(repository, {"--since", "HEAD"}).empty());
    CHECK(found(repository, {"--since", "HEAD~1"}) ==
          Found{"a.md:5 broken-file-link", "new file.md:1 broken-file-link"});
    CHECK(found(repository, {"--since", "HEAD~1", "b.md"}).empty());
    // A document that Git was told not to look at is new as a whole.
    repository.write(".gitignore", "c.md\n");
    repository.write("c.md", "[x](gone.png)\n");
    CHECK(found(repository, {"--since", "HEAD", "c.md"}) == Found{"c.md:1 broken-file-link"});
  }

  TEST_CASE("a finding on a heading speaks of its section") {
    Repository repository;
    repository.write("a.md",
                     "# A\n\n## Success Metrics\n\n- 20 harbours\n\n## Other\n\n"
                     "text\n\n### Q2 2027 (Jul - Sep)\n\nwords\n");
    repository.commit();
    CHECK(found(repository, {}) == Found{"a.md:11 period-months-mismatch"});
    repository.write("a.md",
                     "# A\n\n## Success Metrics\n\n- 21 harbours\n\n## Other\n\n"
                     "text\n\n### Q2 2027 (Jul - Sep)\n\nwords\n");
    CHECK(found(repository, {"--since", "HEAD"}).empty());
    repository.write("a.md",
                     "# A\n\n## Success Metrics\n\n- 20 harbours\n\n## Other\n\n"
                     "text\n\n### Q2 2027 (Jul - Sep)\n\nother words\n");
    CHECK(found(repository, {"--since", "HEAD"}) == Found{"a.md:11 period-months-mismatch"});
    // Nothing is left of what changed but where it was: the metrics of a section went.
    repository.write("a.md", "# A\n\n## Success Metrics\n\n## Other\n\ntext\n");
    CHECK(found(repository, {"--since", "HEAD"}) == Found{"a.md:3 empty-metrics"});
  }

  TEST_CASE("since the branch left, not what others did meanwhile") {
    Repository repository;
    repository.write("a.md", "[x](gone.png)\n\n1\n\n2\n\n3\n\n4\n");
    repository.commit();
    repository.git({"checkout", "-q", "-b", "work"});
    repository.write("a.md", "[x](gone.png)\n\n1\n\n2\n\n3\n\n4\n\n[y](gone.png)\n");
    repository.commit();
    repository.git({"checkout", "-q", "main"});
    repository.write("a.md", "fine\n\n1\n\n2\n\n3\n\n4\n");
    repository.commit();
    repository.git({"checkout", "-q", "work"});
    CHECK(found(repository, {"--since", "main"}) == Found{"a.md:11 broken-file-link"});
  }

  TEST_CASE("names that Git writes in quotes, renames, text that looks like a diff") {
    Repository repository;
    const std::string many = "1\n2\n3\n4\n5\n6\n7\n8\n[x](gone.png)\n";
    repository.write("hafen/grö\"ße\t1.md", many);
    repository.write("old.md", many);
    repository.commit();
    repository.write("hafen/grö\"ße\t1.md",
                     many + "++ b/old.md\n+++ b/old.md\n@@ -1 +9 @@\n[y](gone.png)\n");
    repository.git({"mv", "old.md", "new.md"});
    CHECK(found(repository, {"--since", "HEAD"}) ==
          Found{"hafen/grö\"ße\t1.md:13 broken-file-link"});
  }

  TEST_CASE("from a folder below, and through a symbolic link to the repository") {
    Repository repository;
    repository.write("docs/a.md", "[x](gone.png)\n");
    repository.write("b.md", "# B\n");
    repository.commit();
    repository.write("docs/a.md", "[x](gone.png)\n[y](gone.png)\n");
    const Outcome below = run({{"check", "--since", "HEAD"}, repository.path("docs"), "", {}});
    CHECK(says(below.out, "[a.md:2:5]"));
    CHECK_FALSE(says(below.out, "[a.md:1:5]"));
    Scratch other;
    other.link(repository.path(), "repository");
    const Outcome linked = run({{"check", "--since", "HEAD", "repository"}, other.path(), "", {}});
    CHECK(says(linked.out, "Found 1 error"));
  }

  TEST_CASE("what Git cannot answer is said, with exit code 2") {
    Scratch outside;
    outside.write("a.md", "# A\n");
    Outcome outcome = cli(outside, {"check", "--since", "HEAD"});
    CHECK(outcome.code == 2);
    CHECK(says(outcome.err, "pland: --since: " + outside.path() + " is in no Git repository"));
    outcome = run({{"check", "--since", "HEAD"}, outside.path(), "", {"PATH=/nonexistent"}});
    CHECK(outcome.code == 2);
    CHECK(says(outcome.err, "git cannot be run: No such file or directory"));

    Repository repository;
    repository.write("a.md", "# A\n");
    CHECK(cli(repository, {"check", "--since", "HEAD"}).code == 2);  // nothing is committed yet
    repository.commit();
    for (const char* revision : {"nowhere", "--output=/tmp/x", "HEAD; ls", "HEAD:a.md"}) {
      outcome = cli(repository, {"check", std::string("--since=") + revision});
      CHECK(outcome.code == 2);
      CHECK(says(outcome.err, std::string("there is no revision \"") + revision + "\""));
      CHECK(std::count(outcome.err.begin(), outcome.err.end(), '\n') == 1);
    }
    CHECK(cli(repository, {"check", "-", "--since", "HEAD"}, "# A\n").code == 2);
  }

  TEST_CASE("hunks") {
    const auto files = pland::server::read_diff(
        "diff --git a/a.md b/a.md\nindex 1..2 100644\n--- a/a.md\n+++ b/a.md\n"
        "@@ -3 +3,2 @@ # A\n-old\n+new\n+@@ -1,9 +1,9 @@\n"
        "@@ -9,2 +10,0 @@\n-x\n-y\n\\ No newline at end of file\n"
        "diff --git a/new.md b/new.md\nnew file mode 100644\n--- /dev/null\n+++ b/new.md\n"
        "@@ -0,0 +1 @@\n+x\n"
        "diff --git a/gone.md b/gone.md\n--- a/gone.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n");
    REQUIRE(files.size() == 2);
    const auto& changed = files.at("a.md");
    CHECK_FALSE(changed.meet(1, 2));
    CHECK(changed.meet(1, 3));
    CHECK(changed.meet(4, 4));
    CHECK_FALSE(changed.meet(5, 9));
    CHECK(changed.meet(10, 10));
    CHECK(changed.meet(11, 12));
    CHECK_FALSE(changed.meet(12, 99));
    CHECK(files.at("new.md").whole);
  }
}

TEST_SUITE("since, elsewhere") {
  TEST_CASE("a heading that a finding refers to speaks of its section as well") {
    Repository repository;
    const std::string rest =
        "\n## Context\n\nFog.\n\n## Decision\n\nTwo.\n\n## Consequences\n\nNone.\n";
    repository.write("docs/decisions/0001-a.md",
                     "# 1. A\n\n- **Status**: Superseded by [2. B](0002-b.md)\n" + rest);
    const std::string newer = "# 2. B\n\n- **Status**: Accepted\n";
    repository.write("docs/decisions/0002-b.md",
                     newer + "- **Supersedes**: [1. A](0001-a.md)\n" + rest);
    repository.commit();
    CHECK(found(repository, {}).empty());
    repository.write("docs/decisions/0002-b.md", newer + rest);
    const Found one = {"docs/decisions/0001-a.md:3 superseded-without-link"};
    CHECK(found(repository, {}) == one);
    CHECK(found(repository, {"--since", "HEAD"}) == one);
  }
}

TEST_SUITE("baseline") {
  TEST_CASE("a file that was moved keeps its entries, and one that is gone is told of") {
    Scratch scratch;
    const std::string quarter = "# A\n\n### Q2 2027 (Jul - Sep)\n\nwords\n\n[x](gone.png)\n";
    scratch.write("a.md", quarter);
    cli(scratch, {"check", "--write-baseline", "old.json"});
    CHECK(found(scratch, {"--baseline", "old.json"}).empty());
    const auto summary = [&](std::vector<std::string> more) {
      std::vector<std::string> all = {"check", "--baseline", "old.json", "--format", "json"};
      all.insert(all.end(), more.begin(), more.end());
      return json::parse(cli(scratch, all).out)["summary"];
    };
    std::filesystem::remove(scratch.path("a.md"));
    scratch.write("docs/c.md", quarter);
    CHECK(found(scratch, {"--baseline", "old.json"}).empty());
    CHECK(summary({})["baselined"] == 2);
    CHECK(summary({})["stale"] == 0);
    // Which of the two it is, nobody can tell.
    scratch.write("docs/d.md", quarter);
    CHECK(summary({})["baselined"] == 0);
    CHECK(summary({})["stale"] == 2);
    // Where the file was, nobody looked.
    CHECK(summary({"docs"})["stale"] == 0);
  }

  TEST_CASE("what was there is not told again, wherever its line is by now") {
    Scratch scratch;
    scratch.write("a.md", "# A\n\n[x](gone.png)\n");
    Outcome outcome = cli(scratch, {"check", "--write-baseline", "old.json"});
    CHECK(outcome.code == 0);
    CHECK(outcome.out == "Wrote 1 finding to old.json\n");
    CHECK(cli(scratch, {"check", "--baseline", "old.json"}).code == 0);
    CHECK(slurp(scratch.path("old.json")) ==
          "{\"version\": 1, \"findings\": [\n"
          " {\"file\":\"a.md\",\"rule\":\"broken-file-link\",\"entity\":null,\"count\":1}\n]}\n");
    scratch.write("a.md", "# A\n\nMore.\n\nAnd more.\n\n[x](gone.png)\n\n[y](gone.svg)\n");
    CHECK(found(scratch, {"--baseline", "old.json"}) == Found{"a.md:9 broken-file-link"});
    outcome = cli(scratch, {"check", "--baseline", "old.json"});
    CHECK(outcome.code == 1);
    CHECK(says(outcome.out, "Found 1 error in 1 file (1 in the baseline)\n"));
  }

  TEST_CASE("a milestone is known by its period") {
    Scratch scratch;
    scratch.write("a.md", "# A\n\n## Q1 2027 (Jan - Apr): Winds\n\n- Due 2027-02-30\n");
    cli(scratch, {"check", "--write-baseline", "old.json"});
    cli(scratch, {"fix", "--unsafe", "--select", "period-months-mismatch"});
    CHECK(says(slurp(scratch.path("a.md")), "## Q1 2027 (Jan - Mar): Winds"));
    CHECK(found(scratch, {"--baseline", "old.json"}).empty());
  }

  TEST_CASE("entities are told apart, and what is gone is said") {
    Scratch scratch;
    const std::string two =
        "# A\n\n### Q2 2027 (Jul - Sep)\n\nwords\n\n### Q3 2027 (Oct - Dec)\n\nwords\n\n"
        "### Q1 2028 (Jan - Mar)\n\nwords\n";
    scratch.write("a.md", two);
    scratch.write("b.md", two);
    CHECK(cli(scratch, {"check", "-q", "--write-baseline", "old.json"}).out.empty());
    CHECK(says(slurp(scratch.path("old.json")), "\"kind\":\"milestone\""));
    scratch.write("a.md",
                  "# A\n\n### Q2 2027 (Apr - Jun)\n\nwords\n\n### Q4 2027 (Jul - Sep)\n\nwords\n\n"
                  "### Q1 2028 (Jan - Mar)\n\nwords\n");
    CHECK(found(scratch, {"--baseline", "old.json"}) == Found{"a.md:7 period-months-mismatch"});
    const json report =
        json::parse(cli(scratch, {"check", "--baseline", "old.json", "--format", "json"}).out);
    CHECK(report["summary"]["baselined"] == 2);
    CHECK(report["summary"]["stale"] == 2);
    CHECK(says(cli(scratch, {"check", "--baseline", "old.json", "a.md"}).out,
               "2 of the baseline gone: --write-baseline forgets them"));
    // Of what nobody looked at nothing can be said.
    CHECK_FALSE(says(cli(scratch, {"check", "--baseline", "old.json", "b.md"}).out, "gone"));
    // … and nothing is forgotten.
    cli(scratch, {"check", "a.md", "--write-baseline", "old.json"});
    CHECK(cli(scratch, {"check", "--baseline", "old.json"}).code == 0);
    CHECK_FALSE(says(cli(scratch, {"check", "--baseline", "old.json"}).out, "gone"));
  }

  TEST_CASE("files that are none") {
    Scratch scratch;
    scratch.write("a.md", "# A\n");
    Outcome outcome = cli(scratch, {"check", "--baseline", "no.json"});
    CHECK(outcome.code == 2);
    CHECK(says(outcome.err, "--write-baseline makes one"));
    const std::vector<std::string> broken = {
        "",
        "[]",
        "{\"version\": 2, \"findings\": []}",
        "{\"version\": 1}",
        "{\"version\": 1, \"findings\": [{\"file\": \"a.md\"}]}",
        "{\"version\": 1, \"findings\": [{\"file\": 1, \"rule\": \"x\", \"count\": 1}]}",
        "{\"version\": 1, \"findings\": [{\"file\": \"\xff\", \"rule\": \"x\", \"count\": -1}]}"};
    for (const std::string& text : broken) {
      CAPTURE(text);
      scratch.write("old.json", text);
      outcome = cli(scratch, {"check", "--baseline", "old.json"});
      CHECK(outcome.code == 2);
      CHECK(says(outcome.err, "pland: --baseline: old.json "));
      CHECK(cli(scratch, {"check", "--write-baseline", "old.json"}).code == 2);
      CHECK(slurp(scratch.path("old.json")) == text);
    }
    CHECK(cli(scratch, {"check", "--baseline", "a", "--write-baseline", "b"}).code == 2);
  }

  TEST_CASE("text and back") {
    using namespace pland::server;
    Baseline baseline;
    baseline.counts[{"a \"b\".md", "rule", "", ""}] = 2;
    baseline.counts[{"a.md", "rule", "milestone", "Q1 — größer\n"}] = 1;
    std::string problem;
    CHECK(read_baseline(baseline_text(baseline), problem).counts == baseline.counts);
    CHECK(problem.empty());
    CHECK(baseline_text({}) == "{\"version\": 1, \"findings\": []}\n");
  }
}
