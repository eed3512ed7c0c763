// `--format checkstyle`: Checkstyle's XML, which many CI servers read. Columns count code points.
#pragma once

#include <string>

#include "server/reports/formats.h"

namespace pland::server {

std::string checkstyle_report(const Report& report, const FormatOptions& options);

}  // namespace pland::server
