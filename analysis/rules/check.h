// Runs the rules over a document and remembers what they said of each chapter, so that an edit
// judges only what it touched: chapter rules and glances where the chapter's facts are new,
// workspace rules there and where the world of links changed, relations there and where somebody
// named does, entry rules where a section's extent
// or a heading above it did, document rules once. What is told of a chapter (report.h) stands as
// long as nothing it was made of changed.
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
  bool require_reason = false;  // a comment that silences rules must say why

  // The severity of a rule, none when it is off. Ignoring wins over selecting; a severity of its
  // own turns an opt-in rule on.
  std::optional<Severity> severity_of(const Rule& rule) const;
  // The severity that `severity` names for it, by its name first, else by group or glob.
  std::optional<std::string_view> said_of(const Rule& rule) const;
};

// What was said of things that name each other, and what it was made of.
struct RelationsVerdict {
  std::vector<Finding> findings;
  std::vector<std::uint32_t> asked;     // hashes of names (workspace/names.h), sorted
  std::vector<std::uint32_t> read_off;  // chapters of the document in which they point at something
  std::vector<workspace::SummaryPtr> read;  // other documents in which they do
};
using RelationsVerdictPtr = std::shared_ptr<const RelationsVerdict>;

struct ChapterVerdict {
  plan::ChapterFactsPtr facts;
  std::vector<Finding> own;       // of chapter rules
  std::vector<Finding> links;     // of workspace rules
  RelationsVerdictPtr relations;  // null: there are none to judge
  bool joined = false;            // some are partial
};

using FindingsPtr = std::shared_ptr<const std::vector<Finding>>;

struct Prepared {  // for a document rule
  std::uint64_t about = 0;
  std::shared_ptr<const void> value;
};

struct EntryVerdict {  // of one rule on one section about which it has something to say
  std::uint32_t entry = 0;
  FindingsPtr findings;                 // spans in the entry's chapter
  std::vector<std::uint32_t> read_off;  // chapters that these were also read off
};
struct EntryVerdicts {
  std::uint64_t about = 0;  // what the rule took from the whole document
  std::shared_ptr<const void> prepared;
  std::vector<EntryVerdict> said;  // by entry
};

// Everything found in one document. Immutable; the next one shares the chapters that stand.
struct Verdict {
  std::vector<std::shared_ptr<const ChapterVerdict>> chapters;  // as in the plan
  std::vector<Finding> document;                                // spans in the document
  std::map<const Rule*, EntryVerdicts> entries;
  // Of each chapter, whether anything is said of it, and whether some of it is to be joined.
  std::vector<std::uint8_t> says;
  std::map<const Rule*, std::vector<Glance>> glances;  // of each chapter
  std::map<const Rule*, Prepared> prepared;
  std::shared_ptr<const plan::Plan> plan;
  std::uint64_t settings_revision = 0;
  std::uint64_t exports_revision = 0;
  std::uint64_t change = 0;       // the newest that it knows of (workspace/names.h)
  workspace::SummaryPtr summary;  // of the document
  // Of the document as a whole: each finding counts in the chapter that `graph_chapters` says,
  // and is among those of the document, too.
  RelationsVerdictPtr graph;
  std::vector<std::uint32_t> graph_chapters;
};
using VerdictPtr = std::shared_ptr<const Verdict>;
inline constexpr std::uint8_t says_something = 1;
inline constexpr std::uint8_t says_joined = 2;

// Whether the rule may speak of a document whose kind is known this well.
bool may_speak(const Rule& rule, const plan::Plan& plan);

VerdictPtr judge(const workspace::Workspace& workspace, const workspace::Document& document,
                 const Settings& settings, const Selection& selection, const Verdict* previous);

}  // namespace pland::rules
