#include "server/reports/github.h"

#include <array>
#include <fmt/format.h>
#include <iterator>
#include <vector>

#include "analysis/text/unicode.h"

namespace pland::server {
namespace {

constexpr std::size_t most_annotations = 10;  // of a level in a step
constexpr std::size_t most_rows = 200;        // of the summary's table

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
  return "notice";
}

// Index in the table of levels.
std::size_t rank(rules::Severity severity) {
  return severity == rules::Severity::error ? 0 : severity == rules::Severity::warning ? 1 : 2;
}

// As the runner reads them back: data, and in properties two characters more.
std::string escaped(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    if (c == '%') {
      out += "%25";
    } else if (c == '\r') {
      out += "%0D";
    } else if (c == '\n') {
      out += "%0A";
    } else if (property && c == ':') {
      out += "%3A";
    } else if (property && c == ',') {
      out += "%2C";
    } else {
      out += c;
    }
  }
  return out;
}

std::string annotation(const ReportFinding& finding, const FormatOptions& options) {
  const ReportPlace& place = finding.place;
  std::string out = fmt::format("::{} file={},line={},endLine={}", level(finding.severity),
                                escaped(in_repository(place.file, options), true), place.begin.line,
                                place.end.line);
  // Columns are of one line; with two GitHub refuses the annotation.
  if (place.begin.line == place.end.line) {
    out += fmt::format(",col={},endColumn={}", place.begin.column, place.end.column);
  }
  out +=
      fmt::format(",title={}::{}\n", escaped(finding.rule, true), escaped(finding.message, false));
  return out;
}

// A line of the log that is no command, whatever the message says: the runner looks for `::` at a
// line's start, spaces left aside, and for `##[` anywhere.
std::string log_line(const ReportFinding& finding, const FormatOptions& options) {
  const std::string line =
      fmt::format("- {}:{}:{}: {}: {} ({})", in_repository(finding.place.file, options),
                  finding.place.begin.line, finding.place.begin.column,
                  rules::name(finding.severity), finding.message, finding.rule);
  std::string out;
  for (const char c : line) {
    if (c == '[' && out.ends_with("##")) out += ' ';
    out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out + '\n';
}

// Text in a cell of a Markdown table that is nothing but text.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n' || c == '\r') {
      out += ' ';
      continue;
    }
    if (std::string_view("\\`*_[]<>|#~&").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string counted(const ReportSummary& counts) {
  std::vector<std::string> parts;
  auto part = [&](std::size_t count, const char* one, const char* many) {
    if (count > 0) parts.push_back(fmt::format("{} {}", count, count == 1 ? one : many));
  };
  part(counts.errors, "error", "errors");
  part(counts.warnings, "warning", "warnings");
  part(counts.information, "information", "information");
  part(counts.hints, "hint", "hints");
  return fmt::format("{} in {} {}",
                     parts.empty() ? "nothing" : fmt::format("{}", fmt::join(parts, ", ")),
                     counts.files, counts.files == 1 ? "file" : "files");
}

// The findings of each level in turn, the loudest first.
template <typename Visit>
void by_level(const Report& report, Visit&& visit) {
  for (std::size_t wanted = 0; wanted < 3; ++wanted) {
    for (const ReportFinding& finding : report.findings) {
      if (rank(finding.severity) == wanted) visit(finding, wanted);
    }
  }
}

}  // namespace

std::string github_report(const Report& report, const FormatOptions& options) {
  std::array<std::size_t, 3> all{};
  for (const ReportFinding& finding : report.findings) ++all[rank(finding.severity)];
  const bool too_many =
      all[0] > most_annotations || all[1] > most_annotations || all[2] > most_annotations;
  // The notice about the rest is one of the ten.
  const std::array<std::size_t, 3> most = {most_annotations, most_annotations,
                                           too_many ? most_annotations - 1 : most_annotations};
  std::array<std::size_t, 3> shown{};
  std::string out, rest;
  std::size_t left = 0;
  by_level(report, [&](const ReportFinding& finding, std::size_t index) {
    if (shown[index] < most[index]) {
      ++shown[index];
      out += annotation(finding, options);
    } else {
      ++left;
      rest += log_line(finding, options);
    }
  });
  if (left > 0) {
    out += fmt::format("::notice title=pland::Found {}; {} of them are shown in the log only\n",
                       counted(report.summary), left);
    out += fmt::format("::group::{} more\n{}::endgroup::\n", left, rest);
  }
  return out;
}

std::string github_summary(const Report& report, const FormatOptions& options) {
  std::string out = fmt::format("### pland: {}\n", counted(report.summary));
  if (report.findings.empty()) return out;
  out += "\n| Severity | Place | Finding | Rule |\n|---|---|---|---|\n";
  std::size_t rows = 0;
  by_level(report, [&](const ReportFinding& finding, std::size_t) {
    if (rows++ >= most_rows) return;
    const std::string rule = finding.docs.empty()
                                 ? cell(finding.rule)
                                 : fmt::format("[{}]({})", cell(finding.rule), finding.docs);
    out += fmt::format("| {} | {}:{} | {} | {} |\n", rules::name(finding.severity),
                       cell(in_repository(finding.place.file, options)), finding.place.begin.line,
                       cell(finding.message), rule);
  });
  if (rows > most_rows) out += fmt::format("\nand {} more\n", rows - most_rows);
  return out;
}

}  // namespace pland::server
