// `--format junit`: JUnit's XML, for CI that shows test reports. A suite is a file, a case a
// finding: errors and warnings are failures; information and hints, which fail no run, are cases
// that pass and say what they have to say. Without findings there is one case, which passes, since
// an empty report reads as one that went missing.
#pragma once

#include <string>

#include "server/reports/formats.h"

namespace pland::server {

std::string junit_report(const Report& report, const FormatOptions& options);

}  // namespace pland::server
