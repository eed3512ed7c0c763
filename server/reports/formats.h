// The table of report formats: a name, what it is for, and the function that writes it.
//
// All formats get the same report and print the same findings. What they name files relative to
// differs: people from where they are, `json` and `jsonl` from the workspace's root, the formats of
// other tools from the repository's, because that is where those tools look.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "server/reports/human.h"
#include "server/reports/report.h"

namespace pland::server {

struct FormatOptions {
  HumanOptions human;      // its `root` is what the report's files are relative to
  std::string repository;  // absolute
};

struct Format {
  std::string_view name;
  std::string_view purpose;
  std::string (*write)(const Report&, const FormatOptions&);
};

std::span<const Format> formats();
const Format* find_format(std::string_view name);

// A file of the report as the repository names it.
std::string in_repository(std::string_view file, const FormatOptions& options);

}  // namespace pland::server
