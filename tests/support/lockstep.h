// One document kept as the server keeps it, edit by edit, and the same text read from scratch: the
// two must be the same in everything that anybody can see. What is incremental has its slow truth
// beside it here, for a fuzzer, a storm of random edits and the tests alike.
//
// Without doctest, so that a fuzz target can use it. The paranoid mode of markdown::Document checks
// the tree alone and aborts; this looks at all layers and tells what differs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/rules/report.h"

namespace pland::tests {

struct TextEdit {
  Span span;  // of the text before; behind its end it is clamped
  std::string text;
};

// What is compared: the tree of segments; plan, facts, summary and definitions; the findings.
enum Compared : std::uint32_t { trees = 1, plans = 2, findings = 4, everything = 7 };

class Lockstep {
 public:
  Lockstep(std::string path, std::string text, markdown::SegmentSizes sizes);

  // Text, tree, plan and summary follow at once; rules run when findings are compared, as in the
  // server, where some edits pass before anybody wants to hear them.
  void edit(const TextEdit& edit);

  // The first difference from a reading from scratch; empty where there is none.
  std::string difference(std::uint32_t compared = everything);

  const std::string& text() const { return text_; }  // by plain string operations
  const workspace::Document& document() const { return *document_; }
  // As they were when they were compared last.
  const std::vector<rules::Finding>& latest_findings() const { return findings_; }

 private:
  std::string difference_of_findings(const workspace::Document& fresh);

  std::string text_;
  markdown::SegmentSizes sizes_;
  workspace::Workspace workspace_;
  workspace::DocumentPtr document_;
  rules::VerdictPtr verdict_;
  rules::DocumentReportPtr report_;
  std::vector<rules::Finding> findings_;
};

// All that a finding says, with its fixes, in one line.
std::string dump(const rules::Finding& finding);

// What is wrong with the places in a document, whatever its text: nodes, facts and findings whose
// spans do not nest, are not in order or leave the text; lines and columns (in all three encodings)
// that do not lead back to the offset they came from. Empty when nothing is.
std::string broken_place(const workspace::Document& document,
                         const std::vector<rules::Finding>& findings);

}  // namespace pland::tests
