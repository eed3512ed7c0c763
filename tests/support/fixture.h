// Tests are Markdown: a fixture is one text with several files in it, a cursor and named spans.
//
//   //- ROADMAP.md
//   ## Q1 2027
//   See [the plan](<‹target: PROJECT_PLAN.md›>).<|>
//   //- PROJECT_PLAN.md
//   # Plan
//
// A line `//- PATH` starts a file (paths are relative, with `/`; anything that is not Markdown is a
// file on disk and no document). Text before the first such line is a file named by the caller.
// `<|>` is the cursor, `<‹name: text›>` a span (one space behind the colon is dropped; the name may
// be left out: `<‹text›>`); spans nest, and a name may occur again. The marks are taken out, and
// all other bytes stay as they are. These marks, because `^` and `[[ ]]` mean something in
// Markdown.
//
// A file `.git/log` is what version control knows: `DATE ID PATH SUBJECT`, a line for each
// document.
//
// `make_workspace` puts the files below `root` on a disk that is a map, the way the process would
// see them: case-sensitive, with what differs in case only pointed out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/text/span.h"
#include "analysis/workspace/workspace.h"

namespace pland::tests {

inline constexpr std::string_view root = "/ws";

struct FixtureFile {
  std::string name;  // as the fixture has it: "docs/a.md"
  std::string text;
  std::string path() const;  // below the root: "/ws/docs/a.md"
};

struct FixtureCursor {
  std::string name;  // of the file
  std::uint32_t offset = 0;
  std::string path() const;
};

struct FixtureSpan {
  std::string label;  // empty where the fixture gives none
  std::string name;   // of the file
  Span span;
};

struct Fixture {
  std::vector<FixtureFile> files;
  std::optional<FixtureCursor> cursor;
  std::vector<FixtureSpan> spans;  // in the order in which they end

  // All three abort the test, with a message, where there is no such thing.
  const FixtureFile& file(std::string_view name) const;
  const FixtureCursor& the_cursor() const;
  FixtureSpan span(std::string_view label) const;
};

// `first` names the file of a text that does not start with `//- PATH`.
Fixture parse_fixture(std::string_view text, std::string_view first = "ROADMAP.md");

// "docs/a.md" → "/ws/docs/a.md", and back.
std::string path_in_root(std::string_view name);
std::string name_in_root(std::string_view path);

// The workspace of the files. With `open_all` each document is open (version 1), else all are
// closed and are loaded from the disk when somebody asks.
workspace::Workspace make_workspace(const Fixture& fixture, bool open_all = true,
                                    const plan::Declared& declared = {});
// The same for files at hand: (name, text).
workspace::Workspace make_workspace(const std::vector<FixtureFile>& files, bool open_all = true,
                                    const plan::Declared& declared = {});
// What a configuration with `wiki-links = true` says.
inline const plan::Declared with_wiki_links{{}, text::AnchorStyle::github, nullptr, false, true};

// "12:5": line and column from 1, the column in code points.
std::string line_and_column(std::string_view text, std::uint32_t offset);

}  // namespace pland::tests
