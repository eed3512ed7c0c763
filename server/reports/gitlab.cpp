#include "server/reports/gitlab.h"

#include <string_view>
#include <vector>

#include "server/reports/fingerprint.h"
#include "server/reports/json_parts.h"

namespace pland::server {
namespace {

std::string_view severity(rules::Severity severity) {
  switch (severity) {
    case rules::Severity::error:
      return "major";
    case rules::Severity::warning:
      return "minor";
    case rules::Severity::information:
    case rules::Severity::hint:
      break;
  }
  return "info";
}

}  // namespace

std::string gitlab_report(const Report& report, const FormatOptions& options) {
  std::string out;
  protocol::JsonWriter json(out);
  const std::vector<Fingerprint> fingerprints = fingerprints_of(report);
  json.begin_array();
  for (std::size_t i = 0; i < report.findings.size(); ++i) {
    const ReportFinding& finding = report.findings[i];
    json.begin_object();
    member(json, "description", finding.message);
    member(json, "check_name", finding.rule);
    member(json, "fingerprint", fingerprints[i].text());
    member(json, "severity", severity(finding.severity));
    json.key("location");
    json.begin_object();
    member(json, "path", in_repository(finding.place.file, options));
    json.key("lines");
    json.begin_object();
    member(json, "begin", finding.place.begin.line);
    member(json, "end", finding.place.end.line);
    json.end_object();
    json.end_object();
    json.end_object();
  }
  json.end_array();
  out += '\n';
  return out;
}

}  // namespace pland::server
