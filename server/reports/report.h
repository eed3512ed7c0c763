// What `check` found, in a form that any format can print: nothing but values, every place already
// said in lines and columns, every file relative to the workspace's root. Formats know nothing of
// documents, so a test can make a report by hand.
//
// Columns count code points from 1 and a byte order mark not at all, as editors show them; offsets
// count the file's bytes from 0, a byte order mark among them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/rules/rule.h"
#include "analysis/text/span.h"
#include "analysis/workspace/workspace.h"

namespace pland::server {

struct ReportPosition {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  std::uint32_t offset = 0;
  std::uint32_t byte_column = 1;  // as `column`, in bytes, a byte order mark among them
};

struct ReportPlace {
  std::string file;  // relative to the root, `/` between parts
  ReportPosition begin, end;
};

// The place's first line, for people; of a line longer than any screen only what is near the place.
struct Excerpt {
  std::string before;  // the line above, if there is one
  std::string line;
  Span marked;              // bytes of `line`
  bool continues = false;   // the place ends in a later line
  bool cut_front = false;   // the line begins earlier
  bool cut_back = false;    // the line ends later
  bool cut_before = false;  // the line above ends later
};

struct ReportRelated {
  ReportPlace place;
  std::optional<Excerpt> excerpt;
  std::string message;
};

struct ReportEdit {
  ReportPlace place;
  std::string text;
};

struct ReportFix {
  std::string title;
  bool safe = true;
  std::vector<ReportEdit> edits;
  std::string create_file;  // a file to make first; empty: none
  std::string create_text;
  bool placeholders = false;  // its text has words that only the author knows
};

struct ReportFinding {
  std::string rule;
  std::string group;
  rules::Severity severity = rules::Severity::warning;
  std::string message;
  ReportPlace place;
  std::optional<Excerpt> excerpt;
  std::string entity_kind;  // empty: of no entity
  std::string entity_title;
  std::vector<ReportRelated> related;
  std::vector<ReportFix> fixes;  // the preferred one first
  std::string docs;              // URL; empty where the web has no page
};

struct ReportSummary {
  std::size_t files = 0;  // documents that were judged
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t information = 0;
  std::size_t hints = 0;
  std::size_t fixable = 0;  // findings with a fix that is safe
};

// A finding that is not reported because somebody said so, and why.
struct SuppressedFinding {
  ReportFinding finding;
  bool in_source = true;  // by a comment; else by a baseline
  std::string reason;     // empty where none is given
};

struct BaselineCount {
  std::size_t covered = 0;  // findings that a baseline has, and that are not reported
  std::size_t stale = 0;    // what it has of the judged documents and nobody found any more
};

struct Report {
  std::string today;                    // YYYY-MM-DD
  std::vector<ReportFinding> findings;  // sorted, see sort_findings
  ReportSummary summary;                // of `findings`
  // Findings that depend on today and were not counted for that reason alone.
  std::size_t time_findings = 0;
  std::optional<BaselineCount> baseline;      // none: there is no baseline
  std::vector<SuppressedFinding> suppressed;  // sorted like findings; only where a format asks
  std::vector<std::string> notices;           // what was not looked at, and why
  bool statistics = false;                    // how often each rule spoke is asked for

  // Rule → how often it spoke, the most frequent first.
  std::vector<std::pair<std::string, std::size_t>> by_rule() const;
};

// What places are made of.
struct ReportContext {
  std::string_view root;  // absolute; what file names are relative to
  // For places in other documents; where there is no such document, the place is its beginning.
  const workspace::Workspace* workspace = nullptr;
  bool with_excerpts = false;
};
// A finding of the document at `path`, whose text is `text`.
ReportFinding report_finding(const rules::Finding& finding, std::string_view path,
                             const markdown::Document& text, const ReportContext& context);

// By file, offset, rule, then message: equal input, equal output.
void sort_findings(std::vector<ReportFinding>& findings);
ReportSummary count_findings(const std::vector<ReportFinding>& findings, std::size_t files);

}  // namespace pland::server
