// Which files are documents, compared with Git itself; what the disk and a pland.toml say.
#include "server/files.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fstream>
#include <random>
#include <set>
#include <string>
#include <sys/stat.h>
#include <vector>

#include "analysis/plan/kind.h"
#include "protocol/json.h"
#include "server/config.h"
#include "server/disk.h"
#include "server/file_rules.h"
#include "server/glob.h"
#include "tests/server/scratch.h"

using namespace pland;
using namespace pland::server;
using pland::tests::Scratch;
using workspace::Existence;

namespace {

std::string output_of(const std::string& command) {
  std::string out;
  FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe);
  char buffer[4096];
  for (std::size_t got; (got = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) {
    out.append(buffer, got);
  }
  ::pclose(pipe);
  return out;
}

// Git without anybody's own settings.
std::string git(const Scratch& scratch) {
  return "env GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null git -C '" + scratch.path() +
         "' ";
}

std::set<std::string> names(const Scratch& scratch, const FoundDocuments& found) {
  std::set<std::string> result;
  for (const FoundDocument& document : found.documents) {
    result.insert(document.path.substr(scratch.path().size() + 1));
  }
  return result;
}

std::set<std::string> walk(const Scratch& scratch) {
  Configs configs({});
  return names(scratch, find_documents({scratch.path()}, configs));
}

// The Markdown files that Git would add.
std::set<std::string> as_git(const Scratch& scratch) {
  std::set<std::string> result;
  std::string out = output_of(git(scratch) + "ls-files -z --others --exclude-standard");
  for (std::size_t at = 0; at < out.size();) {
    std::string name = out.substr(at, out.find('\0', at) - at);
    at += name.size() + 1;
    if (name.ends_with(".md")) result.insert(name);
  }
  return result;
}

using Names = std::set<std::string>;

}  // namespace

TEST_SUITE("glob") {
  TEST_CASE("stars stop at slashes, double stars do not") {
    CHECK(wildmatch("docs/*.md", "docs/a.md"));
    CHECK_FALSE(wildmatch("docs/*.md", "docs/x/a.md"));
    CHECK(wildmatch("docs/**/*.md", "docs/a.md"));
    CHECK(wildmatch("docs/**/*.md", "docs/x/y/a.md"));
    CHECK(wildmatch("**/a.md", "a.md"));
    CHECK(wildmatch("docs/**", "docs/x/y"));
    CHECK_FALSE(wildmatch("docs/**", "docs"));
    CHECK_FALSE(wildmatch("docs?a", "docs/a"));
    CHECK(wildmatch("*.md", "x/a.md", false));
  }

  TEST_CASE("brackets and escapes") {
    CHECK(wildmatch("[a-c]x", "bx"));
    CHECK_FALSE(wildmatch("[!a-c]x", "bx"));
    CHECK(wildmatch("[^a-c]x", "dx"));
    CHECK(wildmatch("[]-]x", "]x"));
    CHECK(wildmatch("[[:digit:][:upper:]]", "7"));
    CHECK_FALSE(wildmatch("[[:digit:]]", "a"));
    CHECK_FALSE(wildmatch("[a-c", "a"));
    CHECK(wildmatch("\\*", "*"));
    CHECK_FALSE(wildmatch("\\*", "a"));
    CHECK_FALSE(wildmatch("a[/]b", "a/b"));
  }

  TEST_CASE("a pattern of many stars ends") {
    const std::string text(200, 'a');
    CHECK_FALSE(wildmatch("*a*a*a*a*a*a*a*a*a*a*a*a*a*b", text));
  }

  TEST_CASE("a folder's pattern covers what is below it") {
    const Patterns patterns(
        std::vector<std::string>{"archive/", "/old", "!old/keep.md", "*.tmp.md"});
    CHECK(patterns.cover("docs/archive/x/a.md"));
    CHECK_FALSE(patterns.cover("docs/archive"));  // a file of that name
    CHECK(patterns.cover("old/a.md"));
    CHECK_FALSE(patterns.cover("docs/old/a.md"));
    CHECK(patterns.cover("docs/x.tmp.md"));
  }
}

TEST_SUITE("walk") {
  TEST_CASE("only documents, and not in folders of tools") {
    Scratch scratch;
    for (const char* name : {"a.md", "b.markdown", "c.txt", "d.MD", "node_modules/x/a.md",
                             ".git/a.md", ".venv/a.md", ".github/a.md", ".claude/commands/b.md",
                             ".cursor/c.md", ".planning/d.md", "x/y/z/e.md"}) {
      scratch.write(name, "# x\n");
    }
    CHECK(walk(scratch) == Names{".claude/commands/b.md", ".cursor/c.md", ".github/a.md",
                                 ".planning/d.md", "a.md", "b.markdown", "d.MD", "x/y/z/e.md"});
  }

  TEST_CASE("links to folders are not followed, links to documents are aliases") {
    Scratch scratch;
    scratch.write("docs/a.md", "# A\n");
    scratch.link("..", "docs/loop");
    scratch.link("a.md", "docs/alias.md");
    scratch.link("nowhere.md", "docs/dangling.md");
    scratch.write("other.txt", "# other\n");
    scratch.link("../other.txt", "docs/other.md");
    Configs configs({});
    const FoundDocuments found = find_documents({scratch.path()}, configs);
    CHECK(names(scratch, found) ==
          Names{"docs/a.md", "docs/alias.md", "docs/dangling.md", "docs/other.md"});
    for (const FoundDocument& document : found.documents) {
      CHECK(document.alias == document.path.ends_with("alias.md"));
    }
  }

  TEST_CASE("links to what lies in no root are left out") {
    Scratch scratch;
    scratch.write("in/a.md", "");
    scratch.write("other/b.md", "");
    scratch.write("out.md", "");
    scratch.link("../out.md", "in/out.md");
    scratch.link("../other/b.md", "in/b.md");
    scratch.link("nowhere.md", "in/dangling.md");
    scratch.link("../other", "in/folder");
    scratch.link("in", "root");
    auto found = [&](const std::vector<std::string>& roots) {
      Configs configs({});
      const Names walked = names(scratch, find_documents(roots, configs));
      // What is walked is listed, and nothing else.
      for (const char* root : {"in", "root"}) {
        for (const char* name : {"a.md", "out.md", "b.md", "dangling.md", "folder/b.md"}) {
          const std::string path = std::string(root) + "/" + name;
          const bool is_there = std::find(walked.begin(), walked.end(), path) != walked.end();
          CHECK(is_listed(scratch.path(path), roots, configs) == is_there);
        }
      }
      return walked;
    };
    CHECK(found({scratch.path("in")}) == Names{"in/a.md", "in/dangling.md"});
    CHECK(found({scratch.path("in"), scratch.path("other")}) ==
          Names{"in/a.md", "in/b.md", "in/dangling.md", "other/b.md"});
    CHECK(found({scratch.path("root")}) == Names{"root/a.md", "root/dangling.md"});
  }

  TEST_CASE("another repository inside this one is its own affair") {
    Scratch scratch;
    scratch.folder(".git");
    scratch.write("a.md", "");
    scratch.folder("vendor/lib/.git");
    scratch.write("vendor/lib/b.md", "");
    scratch.write("vendor/c.md", "");
    CHECK(walk(scratch) == Names{"a.md", "vendor/c.md"});
    std::filesystem::remove(scratch.path(".git"));
    CHECK(walk(scratch) == Names{"a.md", "vendor/c.md", "vendor/lib/b.md"});
  }

  TEST_CASE("a root inside a repository obeys the files above it, but is walked itself") {
    Scratch scratch;
    scratch.folder(".git");
    scratch.write(".gitignore", "/docs\ndraft-*\n");
    scratch.write("docs/a.md", "");
    scratch.write("docs/draft-b.md", "");
    Configs configs({});
    CHECK(names(scratch, find_documents({scratch.path("docs")}, configs)) == Names{"docs/a.md"});
  }

  TEST_CASE("settings: exclude, and Git's files may be left out of account") {
    Scratch scratch;
    scratch.write(".gitignore", "ignored.md\n");
    scratch.write("ignored.md", "");
    scratch.write("a.md", "");
    scratch.write("old/b.md", "");
    scratch.write("sub/old/c.md", "");
    scratch.write("sub/d.md", "");
    scratch.write("pland.toml", "exclude = ['/old', 'd.md']\nrespect-gitignore = false\n");
    CHECK(walk(scratch) == Names{"a.md", "ignored.md", "sub/old/c.md"});
    scratch.write("sub/pland.toml", "exclude = 'old/'\n");  // the nearest file speaks
    CHECK(walk(scratch) == Names{"a.md", "ignored.md", "sub/d.md"});
  }

  TEST_CASE("a file watcher gets the walk's answer") {
    Scratch scratch;
    scratch.folder(".git");
    scratch.write(".gitignore", "build/\n*.tmp.md\n!keep.tmp.md\n");
    scratch.write("docs/.gitignore", "/x\n");
    scratch.write("pland.toml", "exclude = ['vendor/**']\n");
    const std::vector<std::string> all = {
        "a.md",        "a.txt",       "build/a.md",   "docs/x/a.md",  "docs/y/x/a.md", "a.tmp.md",
        "keep.tmp.md", "vendor/a.md", ".hidden/a.md", ".github/a.md", "docs/a.md"};
    for (const std::string& name : all) scratch.write(name, "");
    const Names walked = walk(scratch);
    Configs configs({});
    for (const std::string& name : all) {
      CAPTURE(name);
      CHECK(is_listed(scratch.path(name), {scratch.path()}, configs) == walked.contains(name));
    }
    CHECK_FALSE(is_listed("/elsewhere/a.md", {scratch.path()}, configs));
  }

  TEST_CASE("it can be cancelled") {
    Scratch scratch;
    scratch.write("a.md", "");
    Configs configs({});
    std::atomic<bool> cancelled{true};
    const FoundDocuments found = find_documents({scratch.path()}, configs, &cancelled);
    CHECK_FALSE(found.complete);
    CHECK(found.documents.empty());
  }
}

TEST_SUITE("gitignore") {
  TEST_CASE("the cases that are easy to get wrong, as Git has them") {
    struct Case {
      const char* about;
      const char* ignore;
      std::vector<std::string> files;
    };
    const std::vector<Case> cases = {
        {"a name without a slash counts anywhere", "a.md\n", {"a.md", "x/a.md", "x/b.md"}},
        {"a slash in front anchors", "/a.md\n", {"a.md", "x/a.md"}},
        {"a slash in the middle anchors", "x/a.md\n", {"x/a.md", "y/x/a.md"}},
        {"a slash at the end means folders",
         "a/\nb.md/\n",
         {"a/x.md", "y/a/x.md", "b.md", "c/b.md/d.md"}},
        {"taken back", "*.md\n!keep.md\n", {"a.md", "keep.md", "x/keep.md"}},
        {"not taken back below a folder", "x/\n!x/keep.md\n", {"x/keep.md", "keep.md"}},
        {"taken back below a folder's content", "x/*\n!x/keep.md\n", {"x/keep.md", "x/a.md"}},
        {"the last one decides", "!a.md\na.md\n!b.md\nb.md\n!b.md\n", {"a.md", "b.md"}},
        {"stars over folders",
         "**/gen/*.md\nx/**/y.md\nz/**\n",
         {"gen/a.md", "p/gen/a.md", "p/gen/q/a.md", "x/y.md", "x/a/b/y.md", "z/a.md", "q/z/a.md"}},
        {"stars next to other characters",
         "a**b.md\nx**/c.md\n",
         {"aXb.md", "a/b.md", "xy/c.md", "x/y/c.md"}},
        {"question marks and brackets",
         "?.md\n[x-z]1.md\n[!a]2.md\n",
         {"a.md", "aa.md", "x1.md", "w1.md", "a2.md", "b2.md"}},
        {"comments, blank lines, spaces",
         "# a.md\n\n   \nb.md   \nc\\ \n\\#d.md\n\\!e.md\n",
         {"# a.md", "a.md", "b.md", "c /x.md", "c/x.md", "#d.md", "!e.md"}},
        {"CRLF and a byte order mark",
         "\xef\xbb\xbf"
         "a.md\r\n/x\r\n",
         {"a.md", "x/b.md", "y/x/b.md"}},
        {"no newline at the end", "a.md", {"a.md", "b.md"}},
        {"only a slash, only an exclamation mark", "/\n!\n", {"a.md", "x/a.md"}},
        {"escapes and names that are no ASCII",
         "caf\xc3\xa9.md\na\\*.md\n",
         {"caf\xc3\xa9.md", "a*.md", "ab.md"}},
        {"a folder pattern does not match a file", "docs.md/\n", {"docs.md"}},
        {"double slash and dots", "./a.md\n../b.md\n", {"a.md", "b.md"}},
    };
    for (const Case& one : cases) {
      CAPTURE(std::string(one.about));
      Scratch scratch;
      output_of(git(scratch) + "init -q");
      scratch.write(".gitignore", one.ignore);
      for (const std::string& file : one.files) scratch.write(file, "x");
      CHECK(walk(scratch) == as_git(scratch));
    }
  }

  TEST_CASE("nested files, and the repository's own list") {
    Scratch scratch;
    output_of(git(scratch) + "init -q");
    scratch.write(".gitignore", "*.md\n!docs/\n!*.keep.md\n");
    scratch.write("docs/.gitignore", "!a.md\nb.keep.md\n/c\n");
    scratch.write("docs/deep/.gitignore", "!b.keep.md\n");
    scratch.write(".git/info/exclude", "secret/\nd.keep.md\n");
    for (const char* name : {"a.md", "x.keep.md", "docs/a.md", "docs/z.md", "docs/b.keep.md",
                             "docs/deep/b.keep.md", "docs/deep/a.md", "docs/c/x.keep.md",
                             "secret/x.keep.md", "d.keep.md", "docs/d.keep.md"}) {
      scratch.write(name, "x");
    }
    CHECK(walk(scratch) == as_git(scratch));
    CHECK(walk(scratch).size() > 3);
  }

  TEST_CASE("random trees and patterns, as Git has them") {
    std::mt19937 random(20261125);
    auto pick = [&](const std::vector<std::string>& from) { return from[random() % from.size()]; };
    const std::vector<std::string> parts = {"a", "b", "ab", "abc", "x-y", "docs", "a.md", "b.md"};
    const std::vector<std::string> pieces = {"a", "b", "*",    "?",   "**",  "ab",  "[ab]", "[!a]",
                                             "/", "/", "docs", ".md", "x-y", "\\a", "*.md", "**/"};
    for (int round = 0; round < 60; ++round) {
      Scratch scratch;
      output_of(git(scratch) + "init -q");
      for (int i = 0; i < 25; ++i) {
        std::string path;
        for (auto depth = random() % 4; depth > 0; --depth) path += pick(parts) + "/";
        path += pick({"a.md", "b.md", "abc.md", "ab.md", "x-y.md", "c.md"});
        std::error_code error;
        std::filesystem::create_directories(std::filesystem::path(scratch.path(path)).parent_path(),
                                            error);
        if (!error) std::ofstream(scratch.path(path)) << "x";
      }
      std::string all;
      for (const char* file : {".gitignore", "docs/.gitignore", "a/.gitignore"}) {
        if (file[0] != '.' && !std::filesystem::is_directory(
                                  scratch.path(std::string(file, 4) == "docs" ? "docs" : "a")))
          continue;
        std::string text;
        for (auto lines = 1 + random() % 5; lines > 0; --lines) {
          if (random() % 4 == 0) text += "!";
          for (auto n = 1 + random() % 4; n > 0; --n) text += pick(pieces);
          text += "\n";
        }
        scratch.write(file, text);
        all += std::string(file) + ":\n" + text;
      }
      CAPTURE(round);
      CAPTURE(all);
      REQUIRE(walk(scratch) == as_git(scratch));
    }
  }
}

TEST_SUITE("read") {
  TEST_CASE("whatever is no text is said, and no pipe is waited for") {
    Scratch scratch;
    std::string text = "old";
    scratch.write("good.md", "caf\xc3\xa9\n");
    CHECK_FALSE(read_document(scratch.path("good.md"), text));
    CHECK(text == "caf\xc3\xa9\n");
    scratch.write("empty.md", "");
    CHECK_FALSE(read_document(scratch.path("empty.md"), text));
    CHECK(text.empty());

    scratch.write("latin.md", "ab\ncaf\xe9\n");
    auto trouble = read_document(scratch.path("latin.md"), text);
    REQUIRE(trouble);
    CHECK(trouble->kind == FileTrouble::Kind::not_utf8);
    CHECK(trouble->span == Span{6, 7});
    scratch.write("wide.md", std::string_view("\xff\xfe"
                                              "a\0b\0",
                                              6));
    CHECK(read_document(scratch.path("wide.md"), text)->kind == FileTrouble::Kind::not_utf8);
    scratch.write("binary.md", std::string_view("abc\0def", 7));
    CHECK(read_document(scratch.path("binary.md"), text)->kind == FileTrouble::Kind::binary);
    CHECK(read_document(scratch.path("missing.md"), text)->kind == FileTrouble::Kind::missing);
    scratch.folder("folder.md");
    CHECK(read_document(scratch.path("folder.md"), text)->kind == FileTrouble::Kind::unreadable);
    REQUIRE(::mkfifo(scratch.path("pipe.md").c_str(), 0600) == 0);
    CHECK(read_document(scratch.path("pipe.md"), text)->kind == FileTrouble::Kind::unreadable);
    scratch.link("self.md", "self.md");
    CHECK(read_document(scratch.path("self.md"), text)->kind == FileTrouble::Kind::unreadable);
  }

  TEST_CASE("summaries are the same whatever the jobs, what cannot be read is left out") {
    Scratch scratch;
    std::vector<Source> sources;
    for (int i = 0; i < 40; ++i) {
      const std::string name = "f" + std::to_string(100 + i) + ".md";
      scratch.write(name, "# Title " + std::to_string(i) + "\n\n## Two\n");
      sources.push_back({scratch.path(name), {}, {}});
    }
    scratch.write("f107.md", "caf\xe9\n");
    for (unsigned jobs : {1u, 3u, 64u}) {
      SummariseOptions options;
      options.jobs = jobs;
      options.keep_bytes = 100;
      std::size_t last = 0;
      options.progress = [&](std::size_t done, std::size_t all) {
        CHECK(done > last);
        CHECK(all == 40);
        last = done;
      };
      const Summarised result = summarise_all(sources, options);
      CHECK(result.complete);
      REQUIRE(result.troubles.size() == 1);
      CHECK(result.troubles[0].path == scratch.path("f107.md"));
      REQUIRE(result.summaries->size() == 39);
      CHECK(result.summaries->at(scratch.path("f139.md"))->title == "Title 39");
      std::size_t kept = 0;
      for (const auto& document : result.documents) kept += document ? document->text.size() : 0;
      CHECK(kept <= 100);
    }
    std::atomic<bool> cancelled{true};
    SummariseOptions options;
    options.cancelled = &cancelled;
    CHECK_FALSE(summarise_all(sources, options).complete);
  }
}

TEST_SUITE("disk") {
  TEST_CASE("a folder's names are told within the folders only, hidden ones never") {
    Scratch scratch;
    scratch.write("in/docs/a.md", "# A\n");
    scratch.write("in/pic.png", "x");
    scratch.write("in/.hidden", "x");
    scratch.write("out/b.md", "# B\n");
    FileSystem files({.roots = {scratch.path("in")}});
    auto list = [&](std::string_view name) {
      std::string out;
      for (const workspace::ListedName& one : files.disk()->list(scratch.path(name))) {
        out += one.name + (one.folder ? "/ " : " ");
      }
      return out;
    };
    CHECK(list("in") == "docs/ pic.png ");
    CHECK(list("in/docs") == "a.md ");
    CHECK(list("in/pic.png").empty());
    CHECK(list("in/gone").empty());
    CHECK(list("out").empty());
    scratch.write("in/docs/new.svg", "x");
    CHECK(list("in/docs") == "a.md new.svg ");
  }

  TEST_CASE("it tells where only the form of accents differs") {
    Scratch scratch;
    const std::string composed = "u\u0308ber.md", letter = "\u00fcber.md";
    scratch.write(composed, "# Decomposed\n");
    FileSystem files({.roots = {scratch.path()}});
    const auto disk = files.disk();
    CHECK(disk->look(scratch.path(composed)).existence == Existence::file);
    const auto other = disk->look(scratch.path(letter));
    CHECK(other.existence == Existence::missing);
    CHECK(other.actual_path == scratch.path(composed));
    // Where both are there each is itself.
    scratch.write(letter, "# Composed\n");
    files.forget();
    CHECK(disk->look(scratch.path(letter)).existence == Existence::file);
    CHECK(disk->look(scratch.path(composed)).existence == Existence::file);
  }

  TEST_CASE("it tells files from folders, and where only case differs") {
    Scratch scratch;
    scratch.write("docs/Guide.md", "# Guide\n");
    scratch.write("pic.png", "x");
    scratch.link("nowhere", "dangling.md");
    scratch.link("docs", "there");
    FileSystem files({.roots = {scratch.path()}});
    auto look = [&](std::string_view name) { return files.disk()->look(scratch.path(name)); };
    CHECK(look("docs").existence == Existence::folder);
    CHECK(look("docs/").existence == Existence::folder);
    CHECK(look("docs/Guide.md").existence == Existence::file);
    CHECK(look("docs/Guide.md").actual_path == scratch.path("docs/Guide.md"));
    CHECK(look("pic.png").existence == Existence::file);
    CHECK(look("missing.md").existence == Existence::missing);
    CHECK(look("missing.md").actual_path.empty());
    CHECK(look("missing/x.md").existence == Existence::missing);
    CHECK(look("pic.png/x.md").existence == Existence::missing);
    CHECK(look("dangling.md").existence == Existence::missing);
    CHECK(look("there/Guide.md").existence == Existence::file);
    for (const char* name : {"docs/guide.md", "DOCS/Guide.md", "Docs/GUIDE.MD"}) {
      CHECK(look(name).existence == Existence::missing);
      CHECK(look(name).actual_path == scratch.path("docs/Guide.md"));
    }
    CHECK(files.disk()->look("/").existence == Existence::folder);
    CHECK(files.disk()->look("/no such thing").existence == Existence::missing);
  }

  TEST_CASE("documents are loaded once, and only from the folders") {
    Scratch scratch;
    scratch.write("in/a.md", "# A\n");
    scratch.write("out.md", "# Out\n");
    scratch.write("in/bad.md", "\xff");
    FileSystem files({.roots = {scratch.path("in")}});
    const auto disk = files.disk();
    const auto first = disk->load(scratch.path("in/a.md"));
    REQUIRE(first);
    CHECK(first->summary->title == "A");
    CHECK(disk->load(scratch.path("in/a.md")) == first);
    CHECK_FALSE(disk->load(scratch.path("out.md")));
    CHECK(disk->look(scratch.path("out.md")).existence == Existence::file);
    CHECK_FALSE(disk->load(scratch.path("in/bad.md")));
    CHECK_FALSE(disk->load(scratch.path("in/none.md")));
    CHECK_FALSE(disk->load(scratch.path("in")));
    scratch.link("../out.md", "in/link.md");
    scratch.link("..", "in/up");
    scratch.link("a.md", "in/alias.md");
    CHECK_FALSE(disk->load(scratch.path("in/link.md")));
    CHECK_FALSE(disk->load(scratch.path("in/up/out.md")));
    CHECK(disk->look(scratch.path("in/link.md")).existence == Existence::file);
    CHECK(disk->load(scratch.path("in/alias.md")));

    scratch.write("in/a.md", "# Another\n");
    scratch.write("in/new.md", "");
    CHECK(disk->load(scratch.path("in/a.md")) == first);  // nobody said that it changed
    files.forget(scratch.path("in/a.md"));
    CHECK(disk->load(scratch.path("in/a.md"))->summary->title == "Another");
  }

  TEST_CASE("what is forgotten is asked again, with the folders above and all that is below") {
    Scratch scratch;
    scratch.write("root.md", "");
    FileSystem files({.roots = {scratch.path()}});
    auto look = [&](std::string_view name) {
      return files.disk()->look(scratch.path(name)).existence;
    };
    auto forget = [&](std::string_view name) { return files.forget(scratch.path(name)); };
    CHECK_FALSE(forget("x/y/a.md"));  // nobody has asked
    CHECK(look("x/y/a.md") == Existence::missing);
    CHECK(look("x") == Existence::missing);
    scratch.write("x/y/a.md", "# A\n");
    CHECK(forget("x/y/a.md"));
    CHECK(look("x/y/a.md") == Existence::file);
    CHECK(look("x") == Existence::folder);
    CHECK(files.disk()->load(scratch.path("x/y/a.md")));
    // What comes into a folder of which nobody asked is no news to anybody.
    scratch.write("build/1.o", "");
    CHECK(forget("build"));
    CHECK(look("root.md") == Existence::file);
    scratch.write("build/2.o", "");
    CHECK_FALSE(forget("build/2.o"));

    std::filesystem::remove_all(scratch.path("x"));
    CHECK(forget("x"));
    CHECK(look("x/y/a.md") == Existence::missing);
    CHECK_FALSE(files.disk()->load(scratch.path("x/y/a.md")));
    // Only the file is named, and its folders went with it.
    scratch.write("x/y/a.md", "");
    CHECK(forget("x"));
    CHECK(look("x/y/a.md") == Existence::file);
    CHECK(look("x/y") == Existence::folder);
    std::filesystem::remove_all(scratch.path("x"));
    CHECK(forget("x/y/a.md"));
    CHECK(look("x/y") == Existence::missing);
    CHECK(look("x") == Existence::missing);
  }

  TEST_CASE("an answer grows old where that is asked for") {
    Scratch scratch;
    scratch.write("a.md", "# A\n");
    FileSystem files({.roots = {scratch.path()}, .max_age = std::chrono::milliseconds(-1)});
    CHECK(files.disk()->look(scratch.path("b.md")).existence == Existence::missing);
    CHECK(files.disk()->load(scratch.path("a.md"))->summary->title == "A");
    scratch.write("b.md", "");
    scratch.write("a.md", "# Changed\n");
    CHECK(files.disk()->look(scratch.path("b.md")).existence == Existence::file);
    CHECK(files.disk()->load(scratch.path("a.md"))->summary->title == "Changed");
  }
}

TEST_SUITE("config") {
  Config parse(std::string text) { return read_config("/ws/pland.toml", "/ws", std::move(text)); }
  std::string marked(const Config& config, std::size_t index) {
    return std::string(config.findings.at(index).span.of(*config.text));
  }

  TEST_CASE("everything that can be set") {
    const Config config = parse(R"(
today = 2026-12-01
fiscal-year-start = "April"
exclude = ["vendor/**", "old"]
respect-gitignore = false
[rules]
select = ["default", "links"]
ignore = "broken-*"
[rules.severity]
missing-metrics = "error"
hygiene = "off"
[[overrides]]
files = ["docs/archive/"]
rules.ignore = ["metrics"]
rules.severity.mojibake = "hint"
[kinds]
"docs/x.md" = "roadmap"
[[kind]]
name = "plan"
files = ["work/*.md"]
)");
    CHECK(config.findings.empty());
    CHECK_FALSE(config.error);
    const Config over;
    const rules::Settings settings = settings_of(config, over, {2000, 1, 1});
    CHECK(plan::to_iso(settings.today) == "2026-12-01");
    CHECK(settings.fiscal_year_start == 4);
    CHECK(excluded(config, over, "/ws/vendor/a.md"));
    CHECK(excluded(config, over, "/ws/x/old/a.md"));
    CHECK_FALSE(excluded(config, over, "/elsewhere/old/a.md"));
    CHECK_FALSE(respects_gitignore(config, over));
    const rules::Selection plain = selection_of(config, over, "/ws/a.md");
    CHECK(plain.select == std::vector<std::string>{"default", "links"});
    CHECK(plain.ignore == std::vector<std::string>{"broken-*"});
    CHECK(plain.severity.at("missing-metrics") == "error");
    const rules::Selection archived = selection_of(config, over, "/ws/docs/archive/a.md");
    CHECK(archived.ignore == std::vector<std::string>{"broken-*", "metrics"});
    CHECK(archived.severity.at("mojibake") == "hint");
    CHECK(declared_of(config, over, "/ws/docs/x.md").kind == plan::DocumentKind::roadmap);
    CHECK(declared_of(config, over, "/ws/work/y.md").kind == plan::DocumentKind::plan);
    CHECK_FALSE(declared_of(config, over, "/ws/work/deep/y.md").kind);
  }

  TEST_CASE("a team's own kind is a template, and one file may extend another") {
    const Scratch scratch;
    scratch.write("docs/TEMPLATE.md",
                  "# [Title]\n\n## Summary\n<!-- pland: required; aliases: In short -->\n\n"
                  "## Motivation\n<!-- pland: required -->\n");
    scratch.write("team/base.toml",
                  "exclude = ['old']\nanchor-style = 'gitlab'\n[rules]\nignore = ['tasks']\n"
                  "[rules.severity]\nmojibake = 'hint'\nmissing-metrics = 'error'\n");
    const auto read = [&](std::string text) {
      return read_config(scratch.path("pland.toml"), scratch.path(), std::move(text));
    };
    const Config config = read(
        "extends = 'team/base.toml'\nexclude = ['new']\n[rules]\nignore = ['links']\n"
        "[rules.severity]\nmojibake = 'error'\n"
        "[[kind]]\nname = 'proposal'\nfiles = ['proposals/*.md']\n"
        "template = 'docs/TEMPLATE.md'\nbase = 'decision'\n");
    CHECK(config.findings.empty());
    const Config none;
    SUBCASE("the kind") {
      const plan::Declared declared = declared_of(config, none, scratch.path("proposals/1.md"));
      REQUIRE(declared.schema != nullptr);
      CHECK(declared.kind == plan::DocumentKind::decision);
      CHECK(declared.schema->name == "proposal");
      REQUIRE(declared.schema->sections.size() == 2);
      CHECK(declared.schema->sections[0].required);
      CHECK_FALSE(declared.is_kind_template);
      CHECK(declared_of(config, none, scratch.path("docs/TEMPLATE.md")).is_kind_template);
      CHECK(declared_of(config, none, scratch.path("other/1.md")).schema == nullptr);
    }
    SUBCASE("what is extended, this file's words above it") {
      CHECK(excluded(config, none, scratch.path("new/a.md")));
      CHECK(excluded(config, none, scratch.path("team/old/a.md")));
      CHECK_FALSE(excluded(config, none, scratch.path("old/a.md")));
      const rules::Selection selection = selection_of(config, none, scratch.path("a.md"));
      CHECK(selection.ignore == std::vector<std::string>{"tasks", "links"});
      CHECK(selection.severity.at("mojibake") == "error");
      CHECK(selection.severity.at("missing-metrics") == "error");
      CHECK(declared_of(config, none, scratch.path("a.md")).anchors == text::AnchorStyle::gitlab);
      CHECK(config.reads == std::vector<std::string>{scratch.path("team/base.toml"),
                                                     scratch.path("docs/TEMPLATE.md")});
    }
    SUBCASE("what cannot be had is said where it was asked for") {
      scratch.write("empty.md", "Nothing.\n");
      scratch.write("self.toml", "extends = 'pland.toml'\n");
      scratch.write("bad.toml", "today = \n");
      scratch.write("wrong.toml", "tody = 1\n");
      const auto first = [&](std::string text) {
        const Config read_one = read(std::move(text));
        REQUIRE(read_one.findings.size() == 1);
        const rules::Finding& finding = read_one.findings[0];
        return fmt::format("{} {}", finding.span.begin, finding.message);
      };
      CHECK(first("extends = 'gone.toml'").starts_with("10 \"gone.toml\" cannot be read: "));
      CHECK(first("extends = ['self.toml']") ==
            "11 in \"self.toml\": \"pland.toml\" extends this file: one of them must go first");
      CHECK(first("extends = 'bad.toml'").starts_with("10 \"bad.toml\", line 1: "));
      CHECK(first("extends = 'wrong.toml'") ==
            "10 in \"wrong.toml\": there is no setting \"tody\"; did you mean \"today\"?");
      CHECK(first("[[kind]]\nname = 'x'\nfiles = 'x'\ntemplate = 'empty.md'")
                .ends_with("has no headings: a template's headings are the kind's sections"));
      CHECK(first("[[kind]]\nname = 'roadmp'\nfiles = 'x'")
                .ends_with("there is no kind \"roadmp\"; did you mean \"roadmap\"?"));
    }
  }

  TEST_CASE("languages and words of one's own") {
    const Config config = parse(
        "locales = ['de', 'xx']\n[vocabulary]\nlabels.owner = ['Hafenmeister', 'Verantwortlich']\n"
        "labels.'Success Metrics' = 'Woran wir es merken'\nlabels.boats = 'Boote'\n"
        "statuses.doing = ['köchelt']\nstatuses.boiling = 'kocht'\n");
    REQUIRE(config.findings.size() == 3);
    CHECK(config.findings[0].message.starts_with("nothing is called \"boats\""));
    CHECK(config.findings[1].message.starts_with("\"boiling\" is no status"));
    CHECK(config.findings[2].message.starts_with("there are no labels for \"xx\""));
    REQUIRE(config.vocabulary != nullptr);
    CHECK(plan::field_role("Hafenmeister", config.vocabulary.get()) == plan::FieldRole::owner);
    CHECK(plan::section_role("Woran wir es merken", config.vocabulary.get()) ==
          plan::SectionRole::success_metrics);
    CHECK(plan::section_role("Meilensteine", config.vocabulary.get()) ==
          plan::SectionRole::milestones);
    CHECK(plan::read_status("köchelt", config.vocabulary.get()).status == plan::Status::doing);
    CHECK(declared_of(config, Config(), "/ws/a.md").vocabulary == config.vocabulary);
  }

  TEST_CASE("what is wrong is said where it stands") {
    const Config config = parse(
        "# \xc3\xa9\xf0\x9f\x8c\x8a\nfiscal_year_start = 4\ntoday = 'soon'\n"
        "[rules]\nignore = ['\xc3\xa9', \"broken-ancor\"]\nseverity = { mojibake = 'loud' }\n"
        "[kinds]\n'a.md' = 'roadmapp'\n[[overrides]]\nrules.ignore = []\n");
    REQUIRE(config.findings.size() == 7);
    CHECK(marked(config, 0) == "fiscal_year_start");
    CHECK(config.findings[0].rule == &unknown_setting);
    CHECK(config.findings[0].fixes.at(0).edits.at(0).text == "fiscal-year-start");
    CHECK(marked(config, 1) == "'soon'");
    CHECK(config.findings[1].rule == &invalid_setting);
    CHECK(marked(config, 2) == "'\xc3\xa9'");
    CHECK(marked(config, 3) == "\"broken-ancor\"");
    CHECK(config.findings[3].message.find("did you mean \"broken-anchor\"?") != std::string::npos);
    CHECK(config.findings[3].fixes.at(0).edits.at(0).text == "\"broken-anchor\"");
    CHECK(marked(config, 4) == "'loud'");
    CHECK(marked(config, 5) == "'roadmapp'");
    CHECK(config.findings[6].message.find("\"files\"") != std::string::npos);
  }

  TEST_CASE("wrong shapes are findings, not crashes") {
    for (const char* text :
         {"rules = 3", "rules = []", "exclude = 3", "exclude = [3]", "overrides = 1", "[overrides]",
          "overrides = [1, 'x']", "kind = {}", "kinds = 'x'", "kinds = { a = 1 }",
          "[[kind]]\nname = 'plan'", "[rules]\nselect = { a = 1 }",
          "[rules.severity]\nmojibake = 1", "today = 2026-02-30T10:00:00",
          "respect-gitignore = 'yes'", "fiscal-year-start = 13"}) {
      CAPTURE(text);
      const Config config = parse(text);
      CHECK((config.error || !config.findings.empty()));
    }
  }

  TEST_CASE("what is no TOML has a place") {
    const Config config = parse("today = 2026-12-01\n[rules\n");
    REQUIRE(config.error);
    CHECK(config.error->line == 2);
    CHECK(config.error->column > 1);
    CHECK_FALSE(config.today);
  }

  TEST_CASE("editors say the same in JSON, nested or dotted") {
    auto read = [](const char* text, SettingProblems* problems = nullptr) {
      protocol::ParsedJson parsed = protocol::parse_json(text);
      REQUIRE(parsed.error.empty());
      return read_settings(parsed.json.root("pland"), "/ws", problems);
    };
    for (
        const char* text :
        {R"({"today": "2026-12-01", "rules": {"ignore": ["links"], "severity": {"mojibake": "off"}},
              "exclude": ["a.b/c.md"], "kinds": {"rules.md": "plan"}})",
         R"({"today": "2026-12-01", "rules.ignore": ["links"], "rules.severity": {"mojibake": "off"},
              "exclude": ["a.b/c.md"], "kinds": {"rules.md": "plan"}, "fiscal-year-start": null})"}) {
      SettingProblems problems;
      const Config over = read(text, &problems);
      CHECK(problems.wrong.empty());
      CHECK(problems.unknown.empty());
      CHECK(plan::to_iso(*over.today) == "2026-12-01");
      const rules::Selection selection = selection_of(Config(), over, "/ws/a.md");
      CHECK(selection.ignore == std::vector<std::string>{"links"});
      CHECK(selection.severity.at("mojibake") == "off");
      CHECK(excluded(Config(), over, "/ws/a.b/c.md"));
      CHECK(declared_of(Config(), over, "/ws/rules.md").kind == plan::DocumentKind::plan);
    }
    SettingProblems problems;
    read(R"({"trace": {"server": "off"}, "todya": 3, "rules": {"ignore": 7}})", &problems);
    CHECK(problems.unknown == std::vector<std::string>{"there is no setting \"trace\""});
    CHECK(problems.wrong.size() == 2);
    read("null", &problems);
    read("[]", &problems);
    CHECK(problems.wrong.size() == 3);
  }

  TEST_CASE("above the file stand flags and editor") {
    const Config file = parse("today = 2026-01-01\n[rules]\nignore = ['links', 'metrics']\n");
    Config over;
    over.today = parse_date("2026-12-01");
    CHECK(plan::to_iso(settings_of(file, over, {2000, 1, 1}).today) == "2026-12-01");
    over.rules.ignore = {"hygiene"};
    CHECK(selection_of(file, over, "/ws/a.md").ignore ==
          std::vector<std::string>{"links", "metrics", "hygiene"});
    over.rules.select = std::vector<std::string>{"links"};
    CHECK(selection_of(file, over, "/ws/a.md").ignore == std::vector<std::string>{"hygiene"});
  }

  TEST_CASE("revisions are equal when settings are") {
    const Config a = parse("[rules]\nignore = ['links']\n");
    const Config same = parse("[rules]\nignore = ['links']\n");
    const Config other = parse("[rules]\nignore = ['time']\n");
    const Config none;
    auto revision = [&](const Config& file, plan::Date today) {
      return settings_of(file, none, today).revision;
    };
    CHECK(revision(a, {2026, 1, 1}) == revision(same, {2026, 1, 1}));
    CHECK(revision(a, {2026, 1, 1}) != revision(other, {2026, 1, 1}));
    CHECK(revision(a, {2026, 1, 1}) != revision(a, {2026, 1, 2}));
  }

  TEST_CASE("the nearest file speaks, and none above the repository") {
    Scratch scratch;
    scratch.write("pland.toml", "today = 2020-01-01\n");
    scratch.folder("repo/.git");
    scratch.write("repo/.config/pland.toml", "today = 2021-01-01\n");
    scratch.write("repo/docs/.pland.toml", "today = 2022-01-01\n");
    scratch.write("repo/docs/deep/a.md", "");
    scratch.folder("other/.git");
    scratch.folder("none");
    auto year = [&](Configs& configs, std::string_view folder) {
      const ConfigPtr config = configs.file_for_folder(scratch.path(folder));
      return config->today ? config->today->year : 0;
    };
    Configs configs({});
    CHECK(year(configs, "repo") == 2021);
    CHECK(year(configs, "repo/docs/deep") == 2022);
    CHECK(year(configs, "other") == 0);
    CHECK(year(configs, "none") == 2020);
    CHECK(configs.files().size() == 3);
    CHECK(find_root(scratch.path("repo/docs/deep")) == scratch.path("repo/docs"));
    CHECK(find_root(scratch.path("other")) == scratch.path("other"));
    scratch.write("repo/docs/deep/pland.toml", "today = 2023-01-01\n");
    CHECK(year(configs, "repo/docs/deep") == 2022);
    configs.forget();
    CHECK(year(configs, "repo/docs/deep") == 2023);

    Configs isolated({.isolated = true});
    CHECK(year(isolated, "repo") == 0);
    Configs one({.only_file = scratch.path("pland.toml"), .folder = scratch.path("repo")});
    CHECK(year(one, "repo/docs") == 2020);
  }

  TEST_CASE("misspelt names find their neighbour, far ones none") {
    CHECK(nearest("roadmpa", {"roadmap", "plan"}) == "roadmap");
    CHECK(nearest("Fiscal_Year_Start", {"fiscal-year-start"}) == "fiscal-year-start");
    CHECK(nearest("zebra", {"roadmap", "plan"}).empty());
    CHECK(nearest_rule("broken-ancor") == "broken-anchor");
    CHECK(names_a_rule("broken-*"));
    CHECK(names_a_rule("links"));
    CHECK(names_a_rule("unreadable-file"));
    CHECK_FALSE(names_a_rule("brken-*"));
  }
}
