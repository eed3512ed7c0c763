// `--format json`: one object, one finding to a line; `--format jsonl`: the same findings, and
// nothing else, each a line, for programs that read on while we write. Fields are only ever added.
// Not the tree of a JSON library: a thousand findings are written in a fraction of a millisecond,
// and bytes that are no UTF-8 become U+FFFD instead of an exception.
#pragma once

#include <string>

#include "server/reports/report.h"

namespace pland::server {

std::string json_report(const Report& report);
std::string jsonl_report(const Report& report);

}  // namespace pland::server
