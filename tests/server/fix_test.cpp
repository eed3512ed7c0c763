// `pland fix`: what it makes of files, over the real program.
#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include "server/replace_file.h"
#include "tests/server/command.h"
#include "tests/server/scratch.h"

using namespace pland::tests;
namespace fs = std::filesystem;

namespace {

bool says(const std::string& text, std::string_view what) {
  return text.find(what) != std::string::npos;
}

// Every name below the folder, hidden ones too: what was left behind is among them.
std::vector<std::string> names(const Scratch& scratch) {
  std::vector<std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator(scratch.path())) {
    out.push_back(entry.path().lexically_relative(scratch.path()).native());
  }
  std::sort(out.begin(), out.end());
  return out;
}

using Names = std::vector<std::string>;

// Two boxes and an anchor with a safe fix, a quarter with one that is not, a link without any.
constexpr const char* plan_text =
    "# Harbour plan\n\n- [ ] one\n- [] two\n- []  three\n\n[up](#harbour-Plan)\n\n"
    "### Q2 2027 (Jul - Sep): Twenty harbours\n\nShips.\n\n![chart](chart.png)\n";

}  // namespace

TEST_SUITE("fix") {
  TEST_CASE("safe fixes are made, told, and made once") {
    Scratch scratch;
    scratch.write("a.md", "# A\n\n- [ ] one\n- [] two\n");
    scratch.write("docs/b.md", "- [ ] one\n- [] two\n");
    const Outcome outcome = cli(scratch, {"fix"});
    CHECK(outcome.code == 0);
    CHECK(outcome.err.empty());
    CHECK(slurp(scratch.path("a.md")) == "# A\n\n- [ ] one\n- [ ] two\n");
    CHECK(slurp(scratch.path("docs/b.md")) == "- [ ] one\n- [ ] two\n");
    CHECK(says(outcome.out, "a.md:4:3: "));
    CHECK(says(outcome.out, "(malformed-checkbox)\n"));
    CHECK(says(outcome.out, "Fixed 2 findings in 2 files; none left\n"));
    CHECK(cli(scratch, {"fix"}).out == "Nothing fixed; none left\n");
    CHECK(names(scratch) == Names{"a.md", "docs", "docs/b.md"});
  }

  TEST_CASE("what is not safe is made when it is asked for, and what is left is counted") {
    Scratch scratch;
    scratch.write("a.md", plan_text);
    Outcome outcome = cli(scratch, {"fix"});
    CHECK(outcome.code == 1);
    std::string text = slurp(scratch.path("a.md"));
    CHECK(says(text, "- [ ] two\n- [ ]  three\n"));
    CHECK(says(text, "(#harbour-plan)"));
    CHECK(says(text, "Q2 2027 (Jul - Sep)"));
    CHECK(says(outcome.out, "Fixed 3 findings in 1 file; 2 left (1 more with --unsafe)\n"));
    outcome = cli(scratch, {"fix", "--unsafe"});
    CHECK(outcome.code == 1);  // the picture is nobody's to make
    CHECK(says(slurp(scratch.path("a.md")), "Q2 2027 (Apr - Jun)"));
    CHECK(says(outcome.out, "Fixed 1 finding in 1 file; 1 left\n"));
    CHECK(cli(scratch, {"fix", "--unsafe", "-q"}).out.empty());
  }

  TEST_CASE("select and ignore, paths") {
    Scratch scratch;
    scratch.folder(".git");
    scratch.write("a.md", plan_text);
    scratch.write("docs/b.md", plan_text);
    CHECK(cli(scratch, {"fix", "--select", "links", "a.md"}).code == 1);
    CHECK(says(slurp(scratch.path("a.md")), "(#harbour-plan)"));
    CHECK(says(slurp(scratch.path("a.md")), "- [] two"));
    CHECK(slurp(scratch.path("docs/b.md")) == plan_text);
    cli(scratch, {"fix", "--ignore", "links", "docs"});
    CHECK(says(slurp(scratch.path("docs/b.md")), "(#harbour-Plan)"));
    CHECK(says(slurp(scratch.path("docs/b.md")), "- [ ] two"));
    CHECK(cli(scratch, {"fix", "--select", "brokn-anchor"}).code == 2);
    CHECK(cli(scratch, {"fix", "nowhere.md"}).code == 2);
  }

  TEST_CASE("not a byte more: line ends, byte order mark, spaces, the last line, permissions") {
    Scratch scratch;
    const std::string before =
        "\xef\xbb\xbf# A  \r\n\r\n- [ ] one  \r\n- [] two\t\r\nlone \rreturn\n\n\n- [x] x\n- [] é🚢 "
        " ";
    std::string after = before;
    for (std::size_t at = 0; (at = after.find("- []", at)) != std::string::npos;) {
      after.replace(at, 4, "- [ ]");
    }
    scratch.write("a.md", before);
    REQUIRE(::chmod(scratch.path("a.md").c_str(), 0640) == 0);
    CHECK(cli(scratch, {"fix"}).code == 0);
    CHECK(slurp(scratch.path("a.md")) == after);
    struct stat info {};
    REQUIRE(::stat(scratch.path("a.md").c_str(), &info) == 0);
    CHECK((info.st_mode & 07777) == 0640);
    CHECK(names(scratch) == Names{"a.md"});
  }

  TEST_CASE("a file without fixes is not even touched") {
    Scratch scratch;
    scratch.write("a.md", "# A\n\n[x](gone.png)\n");
    struct stat before {
    }, after{};
    REQUIRE(::stat(scratch.path("a.md").c_str(), &before) == 0);
    CHECK(cli(scratch, {"fix"}).code == 1);
    REQUIRE(::stat(scratch.path("a.md").c_str(), &after) == 0);
    CHECK(before.st_ino == after.st_ino);
  }

  TEST_CASE("symbolic links are followed and stay") {
    Scratch scratch;
    scratch.write("real/a.md", "- [ ] one\n- [] two\n");
    scratch.link("real/a.md", "a.md");
    for (const std::vector<std::string>& arguments :
         std::vector<std::vector<std::string>>{{"fix", "a.md"}, {"fix", "a.md", "real/a.md"}}) {
      scratch.write("real/a.md", "- [ ] one\n- [] two\n");
      CHECK(cli(scratch, arguments).code == 0);
      CHECK(fs::is_symlink(scratch.path("a.md")));
      CHECK_FALSE(fs::is_symlink(scratch.path("real/a.md")));
      CHECK(slurp(scratch.path("real/a.md")) == "- [ ] one\n- [ ] two\n");
    }
    CHECK(names(scratch) == Names{"a.md", "real", "real/a.md"});
  }

  TEST_CASE("what is not UTF-8 is refused, the others are fixed all the same") {
    Scratch scratch;
    const std::string latin = "- [ ] one\n- [] caf\xe9\n";
    scratch.write("a.md", "- [ ] one\n- [] two\n");
    scratch.write("latin.md", latin);
    Outcome outcome = cli(scratch, {"fix"});
    CHECK(outcome.code == 2);
    CHECK(outcome.err ==
          "pland: latin.md is not UTF-8: byte 0xE9 is part of no character; save it as UTF-8\n");
    CHECK(slurp(scratch.path("latin.md")) == latin);
    CHECK(slurp(scratch.path("a.md")) == "- [ ] one\n- [ ] two\n");
    // Who knows of it and says so is not told again, unless it is named.
    CHECK(cli(scratch, {"fix", "--ignore", "files"}).code == 0);
    CHECK(cli(scratch, {"fix", "--ignore", "files", "latin.md"}).code == 2);
    outcome = cli(scratch, {"fix", "-"}, latin);
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    scratch.write("wide.md", std::string_view("\xff\xfe#\0", 4));
    CHECK(says(cli(scratch, {"fix", "wide.md"}).err, "wide.md is UTF-16"));
  }

  TEST_CASE("a diff is what would be written, and writes nothing") {
    Scratch scratch;
    scratch.folder(".git");
    const std::string crlf = "# B\r\n\r\n- [ ] one\r\n- [] two\r\nmore\r\n\r\nand more";
    scratch.write("a file.md", plan_text);
    scratch.write("docs/b.md", crlf);
    Outcome outcome = cli(scratch, {"fix", "--diff", "--unsafe"});
    CHECK(outcome.code == 1);
    CHECK(outcome.err.empty());
    CHECK(says(outcome.out, "--- a/a file.md\t\n+++ b/a file.md\t\n@@ -1,12 +1,12 @@\n"));
    CHECK(says(outcome.out, "\n-- [] two\r\n+- [ ] two\r\n"));
    CHECK(slurp(scratch.path("a file.md")) == plan_text);
    CHECK(slurp(scratch.path("docs/b.md")) == crlf);

    Scratch copy;
    copy.write("a file.md", plan_text);
    copy.write("docs/b.md", crlf);
    const Outcome applied =
        run_program("git", {{"apply", "--whitespace=nowarn", "-"}, copy.path(), outcome.out, {}});
    CAPTURE(applied.err);
    REQUIRE(applied.code == 0);
    cli(scratch, {"fix", "--unsafe"});
    CHECK(slurp(copy.path("a file.md")) == slurp(scratch.path("a file.md")));
    CHECK(slurp(copy.path("docs/b.md")) == slurp(scratch.path("docs/b.md")));
    // A finding is left, but nothing would change.
    outcome = cli(scratch, {"fix", "--diff", "--unsafe"});
    CHECK(outcome.code == 0);
    CHECK(outcome.out.empty());
    scratch.write("docs/b.md", crlf);
    CHECK(says(cli(scratch, {"fix", "--diff", "--color", "always"}).out, "\x1b[32m+- [ ] two"));
  }

  TEST_CASE("a diff names the file behind a symbolic link") {
    Scratch scratch;
    scratch.folder(".git");
    scratch.write("real/a.md", "- [ ] one\n- [] two\n");
    scratch.link("real/a.md", "a.md");
    const Outcome outcome = cli(scratch, {"fix", "--diff", "a.md"});
    CHECK(says(outcome.out, "--- a/real/a.md\n+++ b/real/a.md\n"));
    CHECK(cli(scratch, {"fix", "--diff", "a.md", "real/a.md"}).out == outcome.out);
    const Outcome applied = run_program("git", {{"apply", "-"}, scratch.path(), outcome.out, {}});
    CAPTURE(applied.err);
    CHECK(applied.code == 0);
    CHECK(slurp(scratch.path("real/a.md")) == "- [ ] one\n- [ ] two\n");
  }

  TEST_CASE("text on stdin is printed, and judged as the file it stands for") {
    Scratch scratch;
    scratch.folder(".git");
    scratch.write("docs/a.md", "# Old\n");
    scratch.write("b.md", "# There is more\n");
    Outcome outcome = cli(scratch, {"fix", "-", "--stdin-filename", "docs/a.md"},
                          "- [ ] x\n- [] y\n[b](../b.md#There-is-more)");
    CHECK(outcome.out == "- [ ] x\n- [ ] y\n[b](../b.md#there-is-more)");
    CHECK(outcome.code == 0);
    CHECK(outcome.err.empty());
    CHECK(slurp(scratch.path("docs/a.md")) == "# Old\n");
    outcome = cli(scratch, {"fix", "-"}, "[x](gone.png)\n");
    CHECK(outcome.code == 1);
    CHECK(outcome.out == "[x](gone.png)\n");
    outcome = cli(scratch, {"fix", "-", "--diff"}, "- [ ] x\n- [] y\n");
    CHECK(outcome.code == 1);
    CHECK(says(outcome.out, "--- a/stdin.md\n+++ b/stdin.md\n"));
    CHECK(cli(scratch, {"fix", "-", "-i"}, "").code == 2);
  }

  TEST_CASE("words that only the author knows, and new files, are for --interactive") {
    Scratch scratch;
    const std::string text =
        "# Plan\n\n## Success Metrics\n\n- Better forecasts\n\n[more](more.md)\n";
    scratch.write("a.md", text);
    Outcome outcome = cli(scratch, {"fix", "--unsafe"});
    CHECK(outcome.code == 1);
    CHECK(slurp(scratch.path("a.md")) == text);
    CHECK(says(outcome.out, "2 left (2 to choose with --interactive)"));
    CHECK(names(scratch) == Names{"a.md"});

    outcome = cli(scratch, {"fix", "-i"}, "y\ny\n");
    CAPTURE(outcome.err);
    CHECK(says(outcome.err, "(leaves words for you to fill in)"));
    CHECK(says(outcome.err, "+- Better forecasts"));
    CHECK(says(outcome.err, "Fix it? [y"));
    CHECK(slurp(scratch.path("a.md")) != text);
    CHECK_FALSE(says(slurp(scratch.path("a.md")), "${"));
    CHECK(slurp(scratch.path("more.md")).starts_with("# "));
    CHECK(says(outcome.out, "Made more.md\n"));
  }

  TEST_CASE("answers") {
    const std::string text = "- [ ] one\n- [] two\n- [] three\n- [] four\n";
    auto fixed = [&](const std::string& answers) {
      Scratch scratch;
      scratch.write("a.md", text);
      const Outcome outcome = cli(scratch, {"fix", "-i"}, answers);
      CHECK(outcome.code == (answers == "a\n" ? 0 : 1));
      return slurp(scratch.path("a.md"));
    };
    CHECK(fixed("y\nn\ny\n") == "- [ ] one\n- [ ] two\n- [] three\n- [ ] four\n");
    CHECK(fixed("n\n1\nn\n") == "- [ ] one\n- [] two\n- [ ] three\n- [] four\n");
    CHECK(fixed("a\n") == "- [ ] one\n- [ ] two\n- [ ] three\n- [ ] four\n");
    CHECK(fixed("d\n") == text);
    CHECK(fixed("Y\nq\n") == "- [ ] one\n- [ ] two\n- [] three\n- [] four\n");
    CHECK(fixed("what\n\n7\ny\nq\n") == "- [ ] one\n- [ ] two\n- [] three\n- [] four\n");
    CHECK(fixed("") == text);
    CHECK(fixed("y") == "- [ ] one\n- [ ] two\n- [] three\n- [] four\n");
  }

  TEST_CASE("with --diff nothing is asked for nothing") {
    Scratch scratch;
    scratch.write("a.md", "- [ ] one\n- [] two\n- [] three\n");
    const Outcome outcome = cli(scratch, {"fix", "-i", "--diff"}, "n\ny\n");
    CHECK(outcome.code == 1);
    CHECK(says(outcome.out, "+- [ ] three\n"));
    CHECK_FALSE(says(outcome.out, "+- [ ] two\n"));
    CHECK(slurp(scratch.path("a.md")) == "- [ ] one\n- [] two\n- [] three\n");
  }

  TEST_CASE("configuration is fixed first, where its folder was asked for") {
    Scratch scratch;
    scratch.write("a.md", "- [ ] one\n- [] two\n");
    scratch.write("pland.toml", "[rulez]\nignroe = ['tasks']\n");
    CHECK(cli(scratch, {"fix", "a.md", "--diff"}).code == 1);
    CHECK(slurp(scratch.path("pland.toml")) == "[rulez]\nignroe = ['tasks']\n");
    const Outcome outcome = cli(scratch, {"fix"});
    CAPTURE(outcome.out);
    CHECK(outcome.code == 0);
    // Now it says that boxes are nobody's business.
    CHECK(slurp(scratch.path("pland.toml")) == "[rules]\nignore = ['tasks']\n");
    CHECK(slurp(scratch.path("a.md")) == "- [ ] one\n- [] two\n");
  }

  TEST_CASE("suppressed is not fixed, unless nobody may suppress") {
    Scratch scratch;
    const std::string text = "<!-- pland-ignore-file malformed-checkbox -->\n- [ ] one\n- [] two\n";
    scratch.write("a.md", text);
    CHECK(cli(scratch, {"fix"}).code == 0);
    CHECK(slurp(scratch.path("a.md")) == text);
    cli(scratch, {"fix", "--no-inline-config"});
    CHECK(says(slurp(scratch.path("a.md")), "- [ ] two"));
  }

  TEST_CASE("a comment without a reason") {
    Scratch scratch;
    scratch.write("a.md",
                  "- [ ] one\n<!-- pland-ignore-next-line tasks -->\n- [] two\n"
                  "<!-- pland-ignore-next-line tasks -- the other tool wants it -->\n- [] three\n");
    CHECK(cli(scratch, {"check"}).code == 0);
    const Outcome outcome = cli(scratch, {"check", "--require-reason"});
    CHECK(outcome.code == 1);
    CHECK(says(outcome.out, "warning[bad-suppression]: This comment does not say why\n"));
    CHECK(says(outcome.out, "[a.md:2:1]"));
    CHECK_FALSE(says(outcome.out, "[a.md:4:1]"));
    scratch.write("pland.toml", "require-reason = true\n");
    CHECK(cli(scratch, {"check"}).code == 1);
    cli(scratch, {"fix", "-i"}, "y\n");
    CHECK(says(slurp(scratch.path("a.md")), "<!-- pland-ignore-next-line tasks -- [why] -->\n"));
    scratch.write("pland.toml", "require-reason = 'yes'\n");
    CHECK(says(cli(scratch, {"check"}).out, "\"require-reason\" must be true or false"));
  }

  TEST_CASE("fixes that touch each other are made one after the other") {
    Scratch scratch;
    // The comment and the box in it: removing the one leaves the other to be seen.
    scratch.write("a.md",
                  "- [ ] one\n<!-- pland-ignore-next-line tasks, impossible-date, mojibake -->\n"
                  "- [] two\n");
    CHECK(cli(scratch, {"fix"}).code == 0);
    CHECK(slurp(scratch.path("a.md")) ==
          "- [ ] one\n<!-- pland-ignore-next-line tasks -->\n- [] two\n");
  }
}

TEST_SUITE("fix leaves alone") {
  TEST_CASE("a lone damaged character, and code beside one") {
    Scratch scratch;
    scratch.write("a.md", "# Log\n\n- Caf\u00c3\u00a9 has a page\n");
    const std::string two =
        "# Log \u2192 here\n\n- Caf\u00c3\u00a9 and No\u00c3\u00abl, written `\u00c3\u00bc`\n";
    scratch.write("b.md", two);
    CHECK(cli(scratch, {"fix"}).code == 1);
    CHECK(slurp(scratch.path("a.md")) == "# Log\n\n- Caf\u00c3\u00a9 has a page\n");
    CHECK(slurp(scratch.path("b.md")) ==
          "# Log \u2192 here\n\n- Caf\u00e9 and No\u00ebl, written `\u00c3\u00bc`\n");
    CHECK(cli(scratch, {"fix", "--unsafe"}).code == 0);
    CHECK(slurp(scratch.path("a.md")) == "# Log\n\n- Caf\u00e9 has a page\n");
  }

  TEST_CASE("a comment about its own line") {
    Scratch scratch;
    const std::string table =
        "# A\n\n| Due | |\n|---|---|\n"
        "| 2027-02-30 | <!-- pland-ignore-line impossible-date --> |\n| 2027-03-01 | |\n";
    scratch.write("a.md", table);
    scratch.write("b.md",
                  "# B\n\n> <!-- pland-ignore-line impossible-date -->\n> By 2027-02-30.\n");
    CHECK(cli(scratch, {"fix", "--select", "bad-suppression"}).code == 1);
    CHECK(slurp(scratch.path("a.md")) == table);
    CHECK(says(slurp(scratch.path("b.md")), "<!-- pland-ignore-next-line impossible-date -->"));
  }
}

TEST_SUITE("replace file") {
  TEST_CASE("only what still says what was read") {
    Scratch scratch;
    scratch.write("a.md", "old\n");
    const std::string path = scratch.path("a.md");
    CHECK_FALSE(pland::server::replace_file(path, "old\n", "new\n"));
    CHECK(slurp(path) == "new\n");
    const auto problem = pland::server::replace_file(path, "old\n", "newer\n");
    REQUIRE(problem);
    CHECK(says(*problem, "was changed by somebody else"));
    CHECK(slurp(path) == "new\n");
    ::unlink(path.c_str());
    CHECK(pland::server::replace_file(path, "new\n", "newer\n"));
    CHECK(names(scratch).empty());
  }

  TEST_CASE("a new file, folders, pipes") {
    Scratch scratch;
    CHECK_FALSE(pland::server::replace_file(scratch.path("new"), std::nullopt, "text"));
    CHECK(slurp(scratch.path("new")) == "text");
    struct stat info {};
    REQUIRE(::stat(scratch.path("new").c_str(), &info) == 0);
    CHECK((info.st_mode & 0400) != 0);
    CHECK(pland::server::replace_file(scratch.path("no/folder"), std::nullopt, "text"));
    CHECK(pland::server::replace_file(scratch.path(), std::nullopt, "text"));
    CHECK_FALSE(pland::server::create_file(scratch.path("deep/er/file"), "text"));
    CHECK(slurp(scratch.path("deep/er/file")) == "text");
    CHECK(pland::server::create_file(scratch.path("new"), "other"));
    CHECK(slurp(scratch.path("new")) == "text");
    CHECK(names(scratch) == Names{"deep", "deep/er", "deep/er/file", "new"});
  }

  TEST_CASE("a write protection is not got around") {
    if (::geteuid() == 0) return;  // nothing is protected from it
    Scratch scratch;
    scratch.write("a.md", "- [ ] one\n- [] two\n");
    REQUIRE(::chmod(scratch.path("a.md").c_str(), 0440) == 0);
    const Outcome outcome = cli(scratch, {"fix"});
    CHECK(outcome.code == 2);
    CHECK(says(outcome.err, "pland: a.md cannot be written"));
    CHECK(slurp(scratch.path("a.md")) == "- [ ] one\n- [] two\n");
  }
}
