#include "server/reports/junit.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <span>

#include "server/reports/xml.h"

namespace pland::server {
namespace {

bool fails(const ReportFinding& finding) {
  return finding.severity == rules::Severity::error || finding.severity == rules::Severity::warning;
}

void suite(std::string& out, std::span<const ReportFinding> findings,
           const FormatOptions& options) {
  const std::string file = xml(in_repository(findings.front().place.file, options));
  out += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n", file,
                     findings.size(), std::count_if(findings.begin(), findings.end(), fails));
  for (const ReportFinding& finding : findings) {
    const std::string place =
        fmt::format("{}:{}:{}", file, finding.place.begin.line, finding.place.begin.column);
    out +=
        fmt::format("    <testcase classname=\"{}\" name=\"{} ({}:{})\" file=\"{}\">\n", file,
                    xml(finding.rule), finding.place.begin.line, finding.place.begin.column, file);
    const std::string_view level = rules::name(finding.severity);
    if (fails(finding)) {
      out += fmt::format("      <failure message=\"{}\" type=\"{}\">{}: {}: {}</failure>\n",
                         xml(finding.message), level, place, level, xml(finding.message));
    } else {
      out += fmt::format("      <system-out>{}: {}: {}</system-out>\n", place, level,
                         xml(finding.message));
    }
    out += "    </testcase>\n";
  }
  out += "  </testsuite>\n";
}

}  // namespace

std::string junit_report(const Report& report, const FormatOptions& options) {
  const std::vector<ReportFinding>& findings = report.findings;
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  out += fmt::format("<testsuites name=\"pland\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n",
                     std::max<std::size_t>(1, findings.size()),
                     std::count_if(findings.begin(), findings.end(), fails));
  for (auto from = findings.begin(); from != findings.end();) {
    const auto to = std::find_if(from, findings.end(), [&](const ReportFinding& finding) {
      return finding.place.file != from->place.file;
    });
    suite(out, {from, to}, options);
    from = to;
  }
  if (findings.empty()) {
    out += fmt::format(
        "  <testsuite name=\"pland\" tests=\"1\" failures=\"0\" errors=\"0\">\n"
        "    <testcase classname=\"pland\" name=\"nothing found in {} files\"/>\n"
        "  </testsuite>\n",
        report.summary.files);
  }
  out += "</testsuites>\n";
  return out;
}

}  // namespace pland::server
