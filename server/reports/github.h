// `--format github`: workflow commands, which GitHub shows as annotations of a pull request, and a
// page for the run's summary.
//
// GitHub takes ten annotations of each level (error, warning, notice) from a step and drops the
// rest without a word, so the first ten of each are annotations, the others lines of the log, and a
// notice says how many there are.
#pragma once

#include <string>

#include "server/reports/formats.h"

namespace pland::server {

std::string github_report(const Report& report, const FormatOptions& options);
// Markdown for the file that GITHUB_STEP_SUMMARY names, which takes a megabyte: a table of the
// first findings, and how many there are in all.
std::string github_summary(const Report& report, const FormatOptions& options);

}  // namespace pland::server
