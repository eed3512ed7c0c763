#include "server/reports/json.h"

#include <string_view>

#include "server/reports/json_parts.h"

namespace pland::server {
namespace {

using protocol::JsonWriter;

void position(JsonWriter& json, std::string_view key, const ReportPosition& at) {
  json.key(key);
  json.begin_object();
  member(json, "line", at.line);
  member(json, "column", at.column);
  member(json, "offset", at.offset);
  json.end_object();
}

// The members of an object that is somewhere.
void place(JsonWriter& json, const ReportPlace& place) {
  member(json, "file", place.file);
  json.key("range");
  json.begin_object();
  position(json, "start", place.begin);
  position(json, "end", place.end);
  json.end_object();
}

void fix(JsonWriter& json, const ReportFix& fix) {
  json.begin_object();
  member(json, "title", fix.title);
  json.key("safe");
  json.boolean(fix.safe);
  if (fix.placeholders) {
    json.key("placeholders");
    json.boolean(true);
  }
  json.key("edits");
  json.begin_array();
  for (const ReportEdit& edit : fix.edits) {
    json.begin_object();
    place(json, edit.place);
    member(json, "text", edit.text);
    json.end_object();
  }
  json.end_array();
  if (!fix.create_file.empty()) {
    json.key("create");
    json.begin_object();
    member(json, "file", fix.create_file);
    member(json, "text", fix.create_text);
    json.end_object();
  }
  json.end_object();
}

void finding(JsonWriter& json, const ReportFinding& finding) {
  json.begin_object();
  member(json, "rule", finding.rule);
  member(json, "group", finding.group);
  member(json, "severity", rules::name(finding.severity));
  member(json, "message", finding.message);
  place(json, finding.place);
  json.key("entity");
  if (finding.entity_kind.empty()) {
    json.null();
  } else {
    json.begin_object();
    member(json, "kind", finding.entity_kind);
    member(json, "title", finding.entity_title);
    json.end_object();
  }
  json.key("related");
  json.begin_array();
  for (const ReportRelated& related : finding.related) {
    json.begin_object();
    place(json, related.place);
    member(json, "message", related.message);
    json.end_object();
  }
  json.end_array();
  json.key("fixes");
  json.begin_array();
  for (const ReportFix& each : finding.fixes) fix(json, each);
  json.end_array();
  member(json, "docs", finding.docs);
  json.end_object();
}

// One finding, on a line of its own.
std::string line_of(const ReportFinding& each) {
  std::string line;
  JsonWriter writer(line);
  finding(writer, each);
  return line;
}

}  // namespace

std::string json_report(const Report& report) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.key("version");
  json.integer(1);
  member(json, "today", report.today);
  json.key("findings");
  json.begin_array();
  for (const ReportFinding& each : report.findings) {
    // One finding to a line, for those who look at it with the tools of lines.
    json.raw("\n " + line_of(each));
  }
  if (!report.findings.empty()) out += '\n';
  json.end_array();
  json.key("summary");
  json.begin_object();
  member(json, "files", report.summary.files);
  member(json, "errors", report.summary.errors);
  member(json, "warnings", report.summary.warnings);
  member(json, "information", report.summary.information);
  member(json, "hints", report.summary.hints);
  member(json, "fixable", report.summary.fixable);
  if (report.baseline) {
    member(json, "baselined", report.baseline->covered);
    member(json, "stale", report.baseline->stale);
  }
  json.end_object();
  if (!report.notices.empty()) {
    json.key("notices");
    json.begin_array();
    for (const std::string& notice : report.notices) json.string(notice);
    json.end_array();
  }
  if (report.statistics) {
    json.key("statistics");
    json.begin_array();
    for (const auto& [rule, count] : report.by_rule()) {
      json.begin_object();
      member(json, "rule", rule);
      member(json, "count", count);
      json.end_object();
    }
    json.end_array();
  }
  json.end_object();
  out += '\n';
  return out;
}

std::string jsonl_report(const Report& report) {
  std::string out;
  for (const ReportFinding& each : report.findings) out += line_of(each) + '\n';
  return out;
}

}  // namespace pland::server
