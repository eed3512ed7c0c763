// `--format gitlab`: a code quality report (GitLab's subset of Code Climate's JSON), an array of
// issues. Fingerprints are by rule, file and entity (fingerprint.h): GitLab compares two branches
// by them, and drops those that come twice.
#pragma once

#include <string>

#include "server/reports/formats.h"

namespace pland::server {

std::string gitlab_report(const Report& report, const FormatOptions& options);

}  // namespace pland::server
