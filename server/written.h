// What a client is told of a document, as the text that goes to it. Most of that stands from one
// edit to the next: what was written of a chapter is used again while its findings are the same and
// it begins on the same line.
//
// Of a document with thousands of findings a client gets as many as it may have (`most_findings`),
// the graver ones first, then in text order, and a last one that says how many are left out:
// editors show no more of one file, or stand still over them.
//
// Findings that lead to other chapters are written again when these begin on another line; those
// that lead to places counted in the document (a span beyond the chapter, another file) each time.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "analysis/rules/report.h"
#include "protocol/types.h"
#include "server/convert.h"

namespace pland::server {

struct WrittenReport {
  // Which of a chapter's findings are told: all that are graver than a level, and some of it.
  struct Cut {
    rules::Severity level = rules::Severity::hint;
    std::uint32_t of_level = ~0U;

    bool operator==(const Cut&) const = default;
  };
  using Counts = std::array<std::uint32_t, 4>;  // by severity
  struct Chapter {
    rules::FindingsPtr findings;
    Counts counts{};
    Cut cut;
    std::uint32_t line = 0;
    bool lasts = false;  // until one of these is another, or one of the next lines
    std::vector<std::pair<std::uint32_t, std::uint32_t>> leads_to;  // chapters, and their lines
    std::shared_ptr<const std::string> text;
    // Of what it says: `id` of a report is that of its chapters one after the other, so that equal
    // reports have equal ids however they came to be.
    std::uint64_t hash = 0;
    std::uint64_t factor = 1;
  };
  std::vector<Chapter> chapters;                // of which something is found
  std::shared_ptr<const std::string> left_out;  // how many are; null: none
  std::uint64_t id = 0;

  bool empty() const { return chapters.empty(); }
  // `opened` tells one time that the document is open from another (0: it is not): a client may
  // have forgotten what it was told before, and not the name of it.
  std::string result_id(std::uint64_t opened = 0) const;
  protocol::WrittenDiagnostics items() const;
};

// `last` (may be null) is what the same client was told of an earlier text of the document.
WrittenReport write_report(const Edge& edge, const workspace::Document& document,
                           const rules::DocumentReport& report, const WrittenReport* last);

// … and of a few findings that nobody will ask about again, their spans in the document.
protocol::WrittenDiagnostics write_findings(const Edge& edge, const workspace::Document& document,
                                            const std::vector<rules::Finding>& findings);

}  // namespace pland::server
