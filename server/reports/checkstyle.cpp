#include "server/reports/checkstyle.h"

#include <fmt/format.h>

#include "server/reports/xml.h"

namespace pland::server {
namespace {

std::string_view severity(rules::Severity severity) {
  if (severity == rules::Severity::error || severity == rules::Severity::warning) {
    return rules::name(severity);
  }
  return "info";
}

}  // namespace

std::string checkstyle_report(const Report& report, const FormatOptions& options) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n";
  std::string_view file;
  for (const ReportFinding& finding : report.findings) {
    if (finding.place.file != file) {
      if (!file.empty()) out += "  </file>\n";
      file = finding.place.file;
      out += fmt::format("  <file name=\"{}\">\n", xml(in_repository(file, options)));
    }
    out += fmt::format(
        "    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" "
        "source=\"pland.{}.{}\"/>\n",
        finding.place.begin.line, finding.place.begin.column, severity(finding.severity),
        xml(finding.message), xml(finding.group), xml(finding.rule));
  }
  if (!file.empty()) out += "  </file>\n";
  out += "</checkstyle>\n";
  return out;
}

}  // namespace pland::server
