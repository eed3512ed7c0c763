// What the tests of features share: a small world made of a fixture, and how results are written so
// that a test can say them in a line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/features/definition.h"
#include "analysis/rules/rule.h"
#include "tests/support/fixture.h"

namespace pland::tests {

struct World {
  Fixture fixture;
  workspace::Workspace workspace;
  workspace::DocumentPtr document;  // the one with the cursor, else the first
  std::uint32_t offset = 0;

  const std::string& text() const;  // of that document
};

// `open_all` false: only the document with the cursor is open.
World make_world(std::string_view fixture, bool open_all = true,
                 const plan::Declared& declared = {});

// Today is 2026-12-01.
rules::Settings december();

// "ROADMAP.md:7:3 ## Q1 2027": the file, where the selection starts, and the line there.
std::string to_text(const workspace::Workspace& workspace, const features::Target& target);

// The files of examples/, as a workspace; all open.
World examples(std::string_view document);

std::string read_file(const std::string& path);
// Compares with tests/features/golden/NAME; writes it instead where PLAND_UPDATE_GOLDEN is set.
void check_golden(std::string_view name, const std::string& actual);

}  // namespace pland::tests
