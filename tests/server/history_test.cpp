// When a document was last changed, as Git knows it: which commits count, and what is said where
// Git knows nothing.
#include "server/history.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "tests/server/command.h"
#include "tests/server/scratch.h"

using namespace pland;
using namespace pland::tests;

namespace {

// A repository that no configuration of this machine has a say in.
class Repository : public Scratch {
 public:
  Repository() { git({"init", "-q", "-b", "main"}, "2026-01-01"); }
  Outcome git(std::vector<std::string> arguments, const std::string& day) const {
    const std::string date = day + "T12:00:00+0200";
    const Outcome outcome = run_program(
        "git", {std::move(arguments),
                path(),
                "",
                {"GIT_CONFIG_NOSYSTEM=1", "HOME=/nonexistent", "GIT_CONFIG_GLOBAL=/dev/null",
                 "GIT_AUTHOR_NAME=Runa", "GIT_AUTHOR_EMAIL=runa@harbour.example",
                 "GIT_COMMITTER_NAME=Runa", "GIT_COMMITTER_EMAIL=runa@harbour.example",
                 "GIT_AUTHOR_DATE=" + date, "GIT_COMMITTER_DATE=" + date}});
    CAPTURE(outcome.err);
    REQUIRE(outcome.code == 0);
    return outcome;
  }
  void commit(const std::string& day, const std::string& subject) const {
    git({"add", "-A"}, day);
    git({"commit", "-q", "-m", subject}, day);
  }
  // "2026-06-14 Winds first", as far as it is known.
  std::string last_change(const std::string& name, plan::Date since = {2026, 1, 1}) const {
    const auto read = server::read_history({{path(name), since}});
    const auto found = read.history->find(path(name));
    if (found == read.history->end()) return {};
    CHECK(found->second.id.size() == 7);
    return plan::to_iso(found->second.day) + " " + found->second.subject;
  }
};

std::string roadmap(std::string_view text, std::string_view day) {
  return fmt::format("# Roadmap\n\n{}\n\n**Last Updated**: {}\n", text, day);
}

bool says(const std::string& text, std::string_view what) {
  return text.find(what) != std::string::npos;
}

}  // namespace

TEST_SUITE("history") {
  TEST_CASE("what counts as a change") {
    Repository repository;
    repository.write("ROADMAP.md", roadmap("Alerts first.", "2026-01-05"));
    repository.commit("2026-01-05", "Begin");
    CHECK(repository.last_change("ROADMAP.md") == "2026-01-05 Begin");
    repository.write("ROADMAP.md", roadmap("Winds first.", "2026-01-05"));
    repository.commit("2026-06-14", "Winds first");
    CHECK(repository.last_change("ROADMAP.md") == "2026-06-14 Winds first");

    // The day itself, spaces and blank lines.
    repository.write("ROADMAP.md", roadmap("Winds first.", "2026-06-20"));
    repository.commit("2026-06-20", "The day");
    repository.write("ROADMAP.md", roadmap("Winds  first. \n\n", "2026-06-20"));
    repository.commit("2026-06-21", "Spaces");
    CHECK(repository.last_change("ROADMAP.md") == "2026-06-14 Winds first");

    // A sweep through many files, and a move.
    for (int i = 0; i < 30; ++i) repository.write(fmt::format("f{}.txt", i), "x\n");
    repository.write("ROADMAP.md", roadmap("Winds first!", "2026-06-20"));
    repository.commit("2026-07-01", "Sweep");
    repository.folder("docs");
    repository.git({"mv", "ROADMAP.md", "docs/ROADMAP.md"}, "2026-07-02");
    repository.commit("2026-07-02", "Move");
    CHECK(repository.last_change("docs/ROADMAP.md") == "2026-06-14 Winds first");
    CHECK(repository.last_change("ROADMAP.md").empty());

    // A merge; what it brings is the other branch's.
    repository.git({"checkout", "-q", "-b", "side"}, "2026-07-03");
    repository.write("docs/ROADMAP.md", roadmap("Winds first, then alerts.", "2026-06-20"));
    repository.commit("2026-07-03", "Then alerts");
    repository.git({"checkout", "-q", "main"}, "2026-07-04");
    repository.write("other.md", "# Other\n");
    repository.commit("2026-07-04", "Other");
    repository.git({"merge", "-q", "--no-edit", "side"}, "2026-07-05");
    CHECK(repository.last_change("docs/ROADMAP.md") == "2026-07-03 Then alerts");

    // What is not committed, and what is older than anybody asks.
    repository.write("new.md", "# New\n");
    CHECK(repository.last_change("new.md").empty());
    CHECK(repository.last_change("docs/ROADMAP.md", {2026, 8, 1}).empty());
  }

  TEST_CASE("HEAD is another text after each commit") {
    Repository repository;
    CHECK(server::heads_of({repository.path()}).empty());
    repository.write("a.md", "# A\n");
    repository.commit("2026-01-05", "One");
    const std::string one = server::heads_of({repository.path()});
    CHECK_FALSE(one.empty());
    CHECK(server::heads_of({repository.path()}) == one);
    repository.write("a.md", "# B\n");
    repository.commit("2026-01-06", "Two");
    CHECK(server::heads_of({repository.path()}) != one);
  }

  TEST_CASE("lines that say the day, and others") {
    for (const char* line :
         {"**Last Updated**: 2026-01-05\n", "last_updated: 2026-01-05", "_Last updated 2026-01-05_",
          "| Last Updated | 2026-01-05 |", "> **Next Review**: 2026-04-05", "  \n"}) {
      CAPTURE(line);
      CHECK(server::is_about_day(line));
    }
    for (const char* line : {"We updated the scope", "**Status**: Done",
                             "Updated forecasts: hourly", "- Last updated forecasts come first"}) {
      CAPTURE(line);
      CHECK_FALSE(server::is_about_day(line));
    }
  }

  TEST_CASE("check tells, and says once why it cannot") {
    Repository repository;
    repository.write("ROADMAP.md", roadmap("Alerts first.", "2026-01-05"));
    repository.commit("2026-01-05", "Begin");
    repository.write("ROADMAP.md", roadmap("Winds first.", "2026-01-05"));
    repository.commit("2026-06-14", "Winds first");
    const std::vector<std::string> heard = {"check", "--min-severity", "information"};
    Outcome outcome = cli(repository, heard);
    CHECK(outcome.code == 0);
    CHECK(outcome.err.empty());
    CHECK(says(outcome.out,
               "last-updated-behind-git]: Last Updated 2026-01-05, but the document was "
               "changed on 2026-06-14"));
    // Nobody hears it: nothing is read, nothing said.
    CHECK_FALSE(says(cli(repository, {"check"}).out, "behind-git"));

    Outcome fixed = cli(repository, {"fix", "--unsafe", "--diff"});
    CHECK(says(fixed.out, "+**Last Updated**: 2026-06-14"));
    CHECK_FALSE(says(cli(repository, {"fix", "--diff"}).out, "2026-06-14"));

    Scratch shallow;
    repository.git(
        {"clone", "-q", "--depth", "1", "file://" + repository.path(), shallow.path("c")},
        "2026-06-15");
    outcome = run({heard, shallow.path("c"), "", {}});
    CHECK_FALSE(says(outcome.out, "behind-git]"));
    CHECK(outcome.err.empty());
    CHECK(says(outcome.out, "Note: last-updated-behind-git is silent: "));
    CHECK(says(outcome.out, "is a shallow clone"));
    CHECK(says(run({{"doctor"}, shallow.path("c"), "", {}}).out, "a shallow clone"));

    Scratch outside;
    outside.write("a.md", roadmap("Alerts first.", "2026-01-05"));
    outside.write("b.md", roadmap("Alerts first.", "2026-01-05"));
    outcome = cli(outside, heard);
    CHECK(outcome.err.empty());
    CHECK(outcome.out.ends_with(
        "Note: last-updated-behind-git is silent: 2 documents are in no Git repository\n"));
    CHECK_FALSE(says(cli(outside, {"check"}).out, "silent"));
    const Outcome parsed = cli(outside, {"check", "--min-severity", "hint", "--format", "json"});
    CHECK(says(parsed.out, "\"notices\":[\"last-updated-behind-git is silent: 2 documents"));
  }
}
