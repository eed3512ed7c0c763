// `--format rdjson`: Reviewdog Diagnostic Format, one DiagnosticResult. Columns count bytes from 1,
// ends are exclusive. A fix becomes a suggestion where it is one edit of the file itself and has no
// words that only the author knows: reviewdog offers it with one click.
#pragma once

#include <string>

#include "server/reports/formats.h"

namespace pland::server {

std::string rdjson_report(const Report& report, const FormatOptions& options);

}  // namespace pland::server
