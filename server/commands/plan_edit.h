// Edits of a plan from the command line: work is done, a period closed, a plan reviewed. The same
// edits as an editor's code actions (analysis/features/refactor.h), found by a name instead of a
// cursor, and written as `fix` writes.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "analysis/features/refactor.h"
#include "server/commands/judging.h"
#include "server/commands/survey.h"

namespace pland::server {

struct PlanEditFlags {
  JudgingFlags judging;
  std::string file;
  bool diff = false;
};
// All but the FILE itself. `flags` must outlive `verb`.
void add_plan_edit_flags(Verb verb, PlanEditFlags& flags);

class PlanEdit {
 public:
  // Reads the workspace around the file. Throws UserError where there is no such document.
  explicit PlanEdit(PlanEditFlags& flags);

  const workspace::Document& document() const { return *document_; }
  features::Spot at(Span place) const { return {survey_.workspace(), *document_, place, today_}; }
  // "PLAN.md:12", lines from 1.
  std::string shown(std::uint32_t offset) const;
  std::string shown() const;

  // Makes the edit of a refactoring, or shows it. Returns the exit code. Throws UserError where
  // nothing can be made of it: `why` says what was wanted.
  int make(const features::Refactoring& row, Span place, const std::string& why) const;

 private:
  const PlanEditFlags& flags_;
  Survey survey_;
  workspace::DocumentPtr document_;
  plan::Date today_;
};

}  // namespace pland::server
