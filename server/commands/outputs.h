// Where reports go: `--format` and `--output-file`, which may both be given several times.
//
// A file belongs to the format before it; a format without one goes to stdout, and only one may.
// Of one format and one file the order is no matter, and a file alone gets the report for people.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/commands/verb.h"
#include "server/reports/formats.h"

namespace pland::server {

struct Output {
  const Format* format = nullptr;
  std::string file;  // as it was given; empty: stdout
};

struct OutputFlags {
  std::vector<std::string> formats;
  std::vector<std::string> files;
  std::optional<Option> format, file;
};

void add_output_flags(Verb verb, OutputFlags& flags);
// As they were given, in the order of the command line. Throws UserError.
std::vector<Output> outputs_of(Verb verb, const OutputFlags& flags);

// Writes to stdout or the file, relative to `here`. Throws UserError.
void write_output(const Output& output, const std::string& here, std::string_view text);
// The same for what is a whole file, a picture or a table: it takes the place of the one that is
// there in one step. `file` is empty for stdout. Throws UserError.
void write_whole(const std::string& file, const std::string& here, std::string_view text);

}  // namespace pland::server
