// What is told of a document: a verdict's findings as a reader gets them, in the order of the text,
// named, as loud as the selection wants them, without those that comments silence.
//
// Told chapter by chapter, with spans that count in there, and shared with what was told before:
// whoever writes thousands of findings for a client writes those of the chapters that are new.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "analysis/rules/check.h"

namespace pland::rules {

// Immutable. The same list stands for the same findings on the same text, wherever that is.
struct ChapterReport {
  // What it was made of.
  std::shared_ptr<const ChapterVerdict> verdict;
  std::vector<FindingsPtr> entries;
  bool alone = true;  // of these two, and of nothing else in the document but the next:
  std::vector<std::uint32_t> named_in;  // chapters before that name what findings are about

  FindingsPtr findings;  // by offset, then rule; never empty
};
using ChapterReportPtr = std::shared_ptr<const ChapterReport>;

struct DocumentReport {
  std::vector<ChapterReportPtr> chapters;    // as in the plan; null where nothing is told
  std::vector<ChapterReportPtr> unsilenced;  // before comments silenced some; empty: there are none
  VerdictPtr verdict;
};
using DocumentReportPtr = std::shared_ptr<const DocumentReport>;

// `previous` (may be null) is of an earlier text of the same document; as long as the settings'
// revision is the same, so must the selection be.
DocumentReportPtr report(const workspace::Document& document, const VerdictPtr& verdict,
                         const Selection& selection, const DocumentReport* previous);

// A report of findings that others made (spans in the document), in the place of all of a
// verdict's.
DocumentReportPtr report_of(const workspace::Document& document, const VerdictPtr& verdict,
                            std::vector<Finding> findings);

// The findings of all chapters with spans in the document, sorted by offset, then rule.
std::vector<Finding> findings(const workspace::Document& document, const DocumentReport& report);
// … of a verdict that is asked once.
std::vector<Finding> findings(const workspace::Document& document, const VerdictPtr& verdict,
                              const Selection& selection);

// The finding, its spans moved from a chapter to the document and back.
void shift(Finding& finding, std::uint32_t by);

}  // namespace pland::rules
