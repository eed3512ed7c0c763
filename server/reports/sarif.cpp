#include "server/reports/sarif.h"

#include <map>
#include <string_view>
#include <vector>

#include "server/file_rules.h"
#include "server/reports/fingerprint.h"
#include "server/reports/json_parts.h"

namespace pland::server {
namespace {

using protocol::JsonWriter;

std::string_view level(rules::Severity severity) {
  switch (severity) {
    case rules::Severity::error:
      return "error";
    case rules::Severity::warning:
      return "warning";
    case rules::Severity::information:
    case rules::Severity::hint:
      break;
  }
  return "note";
}

// A relative path as a URI reference (RFC 3986): all but unreserved characters and `/` encoded.
std::string uri_of(std::string_view path) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string uri;
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    const auto byte = static_cast<unsigned char>(c);
    if (plain) {
      uri += c;
    } else {
      uri += {'%', hex[byte >> 4], hex[byte & 15]};
    }
  }
  return uri;
}

class Sarif {
 public:
  Sarif(const Report& report, const FormatOptions& options, std::string& out)
      : report_(report), options_(options), json_(out) {
    for (const ReportFinding& finding : report.findings) know(finding);
    for (const SuppressedFinding& one : report.suppressed) know(one.finding);
  }

  void write() {
    json_.begin_object();
    member(json_, "$schema",
           "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
           "sarif-schema-2.1.0.json");
    member(json_, "version", "2.1.0");
    json_.key("runs");
    json_.begin_array();
    json_.begin_object();
    tool();
    member(json_, "columnKind", "unicodeCodePoints");
    json_.key("originalUriBaseIds");
    json_.begin_object();
    json_.any_key("%SRCROOT%");
    json_.begin_object();
    text_member(json_, "description", "The root of the repository");
    json_.end_object();
    json_.end_object();
    json_.key("results");
    json_.begin_array();
    // What is suppressed counts behind the others, which have the numbers that they have without
    // it.
    Report all;
    all.findings = report_.findings;
    for (const SuppressedFinding& one : report_.suppressed) all.findings.push_back(one.finding);
    const std::vector<Fingerprint> fingerprints = fingerprints_of(all);
    for (std::size_t i = 0; i < all.findings.size(); ++i) {
      const std::size_t reported = report_.findings.size();
      result(all.findings[i], fingerprints[i],
             i < reported ? nullptr : &report_.suppressed[i - reported]);
    }
    json_.end_array();
    json_.end_object();
    json_.end_array();
    json_.end_object();
  }

 private:
  void tool() {
    json_.key("tool");
    json_.begin_object();
    json_.key("driver");
    json_.begin_object();
    member(json_, "name", "pland");
    member(json_, "version", PLAND_VERSION);
    json_.key("rules");
    json_.begin_array();
    for (const std::string_view name : rules_) {
      if (const rules::Rule* rule = find_any_rule(name)) {
        descriptor(*rule);
      } else {
        json_.begin_object();
        member(json_, "id", name);
        json_.end_object();
      }
    }
    json_.end_array();
    json_.end_object();
    json_.end_object();
  }

  void descriptor(const rules::Rule& rule) {
    const std::string page = rule_page(rule);
    json_.begin_object();
    member(json_, "id", rule.name);
    member(json_, "name", rule.name);
    text_member(json_, "shortDescription", rule.summary);
    text_member(json_, "fullDescription", rule.summary);
    json_.key("help");
    json_.begin_object();
    member(json_, "text", page);
    member(json_, "markdown", page);
    json_.end_object();
    if (rules::find_rule(rule.name)) member(json_, "helpUri", rules::docs_url(rule));
    json_.key("defaultConfiguration");
    json_.begin_object();
    member(json_, "level", level(rule.severity));
    json_.end_object();
    json_.key("properties");
    json_.begin_object();
    json_.key("tags");
    json_.begin_array();
    json_.string(rule.group);
    json_.end_array();
    json_.end_object();
    json_.end_object();
  }

  void artifact(std::string_view file) {
    json_.key("artifactLocation");
    json_.begin_object();
    member(json_, "uri", uri_of(in_repository(file, options_)));
    member(json_, "uriBaseId", "%SRCROOT%");
    json_.end_object();
  }

  void region(std::string_view key, const ReportPlace& place) {
    json_.key(key);
    json_.begin_object();
    member(json_, "startLine", place.begin.line);
    member(json_, "startColumn", place.begin.column);
    member(json_, "endLine", place.end.line);
    member(json_, "endColumn", place.end.column);
    json_.end_object();
  }

  void physical_location(const ReportPlace& place) {
    json_.key("physicalLocation");
    json_.begin_object();
    artifact(place.file);
    region("region", place);
    json_.end_object();
  }

  void know(const ReportFinding& finding) {
    if (indices_.try_emplace(finding.rule, rules_.size()).second) rules_.push_back(finding.rule);
  }

  void result(const ReportFinding& finding, const Fingerprint& fingerprint,
              const SuppressedFinding* suppressed) {
    json_.begin_object();
    member(json_, "ruleId", finding.rule);
    member(json_, "ruleIndex", indices_.at(finding.rule));
    member(json_, "level", level(finding.severity));
    text_member(json_, "message", finding.message);
    json_.key("locations");
    json_.begin_array();
    json_.begin_object();
    physical_location(finding.place);
    if (!finding.entity_title.empty()) {
      json_.key("logicalLocations");
      json_.begin_array();
      json_.begin_object();
      member(json_, "name", finding.entity_title);
      member(json_, "kind", finding.entity_kind);
      json_.end_object();
      json_.end_array();
    }
    json_.end_object();
    json_.end_array();
    json_.key("partialFingerprints");
    json_.begin_object();
    member(json_, "plandEntity/v1", fingerprint.text());
    member(json_, "primaryLocationLineHash", fingerprint.text());
    json_.end_object();
    if (suppressed != nullptr) suppression(*suppressed);
    related(finding);
    fixes(finding);
    json_.end_object();
  }

  void suppression(const SuppressedFinding& suppressed) {
    json_.key("suppressions");
    json_.begin_array();
    json_.begin_object();
    member(json_, "kind", suppressed.in_source ? "inSource" : "external");
    if (!suppressed.reason.empty()) member(json_, "justification", suppressed.reason);
    json_.end_object();
    json_.end_array();
  }

  void related(const ReportFinding& finding) {
    if (finding.related.empty()) return;
    json_.key("relatedLocations");
    json_.begin_array();
    std::size_t id = 0;
    for (const ReportRelated& related : finding.related) {
      json_.begin_object();
      member(json_, "id", ++id);
      physical_location(related.place);
      text_member(json_, "message", related.message);
      json_.end_object();
    }
    json_.end_array();
  }

  void fixes(const ReportFinding& finding) {
    std::vector<const ReportFix*> edits;
    for (const ReportFix& fix : finding.fixes) {
      if (fix.create_file.empty() && !fix.edits.empty()) edits.push_back(&fix);
    }
    if (edits.empty()) return;
    json_.key("fixes");
    json_.begin_array();
    for (const ReportFix* each : edits) fix(*each);
    json_.end_array();
  }

  void fix(const ReportFix& fix) {
    std::map<std::string_view, std::vector<const ReportEdit*>> by_file;
    for (const ReportEdit& edit : fix.edits) by_file[edit.place.file].push_back(&edit);
    json_.begin_object();
    text_member(json_, "description", fix.title);
    json_.key("artifactChanges");
    json_.begin_array();
    for (const auto& [file, edits] : by_file) {
      json_.begin_object();
      artifact(file);
      json_.key("replacements");
      json_.begin_array();
      for (const ReportEdit* edit : edits) {
        json_.begin_object();
        region("deletedRegion", edit->place);
        text_member(json_, "insertedContent", edit->text);
        json_.end_object();
      }
      json_.end_array();
      json_.end_object();
    }
    json_.end_array();
    json_.end_object();
  }

  const Report& report_;
  const FormatOptions& options_;
  JsonWriter json_;
  std::map<std::string_view, std::size_t> indices_;
  std::vector<std::string_view> rules_;  // those that spoke, in the order of their first word
};

}  // namespace

std::string sarif_report(const Report& report, const FormatOptions& options) {
  std::string out;
  Sarif(report, options, out).write();
  out += '\n';
  return out;
}

}  // namespace pland::server
