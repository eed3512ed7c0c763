// Runs the rules over a document and remembers what they said of each chapter, so that an edit
// judges only what it touched: chapter rules and glances where the chapter's facts are new,
// workspace rules there and where the world of links changed, document rules once.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "analysis/rules/rule.h"

namespace pland::rules {

// Whether a name in settings or a comment means a rule: its name, its group, "all", or a glob over
// either (`missing-*`; `*` and `?`).
bool names_rule(std::string_view pattern, const Rule& rule);
bool names_any_rule(std::string_view pattern);

// Which rules speak, and how loud.
struct Selection {
  std::vector<std::string> select;  // names, groups, globs; empty: the default
  std::vector<std::string> ignore;
  std::map<std::string, std::string> severity;  // rule → error, warning, information, hint, off
  bool inline_suppressions = true;

  // The severity of a rule, none when it is off. Ignoring wins over selecting; a severity of its
  // own turns an opt-in rule on.
  std::optional<Severity> severity_of(const Rule& rule) const;
  // The severity that `severity` names for it, by its name first, else by group or glob.
  std::optional<std::string_view> said_of(const Rule& rule) const;
};

struct ChapterVerdict {
  plan::ChapterFactsPtr facts;
  std::vector<Finding> own;    // of chapter rules
  std::vector<Finding> links;  // of workspace rules
};

// Everything found in one document. Immutable; the next one shares the chapters that stand.
struct Verdict {
  std::vector<std::shared_ptr<const ChapterVerdict>> chapters;  // as in the plan
  std::vector<Finding> document;                                // spans in the document
  std::map<const Rule*, std::vector<std::uint16_t>> glances;    // of each chapter
  std::shared_ptr<const plan::Plan> plan;
  std::uint64_t settings_revision = 0;
  std::uint64_t exports_revision = 0;
};
using VerdictPtr = std::shared_ptr<const Verdict>;

VerdictPtr judge(const workspace::Workspace& workspace, const workspace::Document& document,
                 const Settings& settings, const Selection& selection, const Verdict* previous);

// The findings with spans in the document, sorted by offset, then rule; suppressions applied.
std::vector<Finding> findings(const workspace::Document& document, const Verdict& verdict,
                              const Selection& selection);

}  // namespace pland::rules
