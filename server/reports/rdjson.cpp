#include "server/reports/rdjson.h"

#include <string_view>
#include <vector>

#include "server/reports/json_parts.h"

namespace pland::server {
namespace {

using protocol::JsonWriter;

std::string_view severity(rules::Severity severity) {
  switch (severity) {
    case rules::Severity::error:
      return "ERROR";
    case rules::Severity::warning:
      return "WARNING";
    case rules::Severity::information:
    case rules::Severity::hint:
      break;
  }
  return "INFO";
}

void position(JsonWriter& json, std::string_view key, const ReportPosition& at) {
  json.key(key);
  json.begin_object();
  member(json, "line", at.line);
  member(json, "column", at.byte_column);
  json.end_object();
}

void range(JsonWriter& json, const ReportPlace& place) {
  json.key("range");
  json.begin_object();
  position(json, "start", place.begin);
  position(json, "end", place.end);
  json.end_object();
}

void location(JsonWriter& json, const ReportPlace& place, const FormatOptions& options) {
  json.key("location");
  json.begin_object();
  member(json, "path", in_repository(place.file, options));
  range(json, place);
  json.end_object();
}

void suggestions(JsonWriter& json, const ReportFinding& finding) {
  std::vector<const ReportEdit*> edits;
  for (const ReportFix& fix : finding.fixes) {
    const bool simple = fix.create_file.empty() && !fix.placeholders && fix.edits.size() == 1;
    if (simple && fix.edits.front().place.file == finding.place.file) {
      edits.push_back(&fix.edits.front());
    }
  }
  if (edits.empty()) return;
  json.key("suggestions");
  json.begin_array();
  for (const ReportEdit* edit : edits) {
    json.begin_object();
    range(json, edit->place);
    member(json, "text", edit->text);
    json.end_object();
  }
  json.end_array();
}

void diagnostic(JsonWriter& json, const ReportFinding& finding, const FormatOptions& options) {
  json.begin_object();
  member(json, "message", finding.message);
  location(json, finding.place, options);
  member(json, "severity", severity(finding.severity));
  json.key("code");
  json.begin_object();
  member(json, "value", finding.rule);
  if (!finding.docs.empty()) member(json, "url", finding.docs);
  json.end_object();
  suggestions(json, finding);
  if (!finding.related.empty()) {
    json.key("related_locations");
    json.begin_array();
    for (const ReportRelated& related : finding.related) {
      json.begin_object();
      member(json, "message", related.message);
      location(json, related.place, options);
      json.end_object();
    }
    json.end_array();
  }
  json.end_object();
}

}  // namespace

std::string rdjson_report(const Report& report, const FormatOptions& options) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.key("source");
  json.begin_object();
  member(json, "name", "pland");
  json.end_object();
  json.key("diagnostics");
  json.begin_array();
  for (const ReportFinding& finding : report.findings) diagnostic(json, finding, options);
  json.end_array();
  json.end_object();
  out += '\n';
  return out;
}

}  // namespace pland::server
