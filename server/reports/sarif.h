// `--format sarif`: SARIF 2.1.0 (OASIS), for code scanning and editors that read it. Files are URIs
// relative to %SRCROOT%, the repository's root; columns count code points.
//
// Fingerprints are by rule, file and entity (fingerprint.h), under a name of our own and under the
// one that GitHub reads, so that an alert stays the same while lines move. Fixes that make a new
// file are left out: SARIF knows edits only.
#pragma once

#include <string>

#include "server/reports/formats.h"

namespace pland::server {

std::string sarif_report(const Report& report, const FormatOptions& options);

}  // namespace pland::server
