// A baseline: what was found before, and is not to be reported again. For a folder of plans that
// starts with hundreds of findings, and wants no new ones.
//
// It counts how often a rule spoke about an entity in a file, and holds no lines: an edit further
// up makes nothing new. Of more findings than it has, the last in the text are reported, because
// nobody can tell which of them is the new one. What it has and nobody finds any more is said, so
// that it shrinks.
//
// A milestone is known by its period, whatever else its heading says.
//
// A file that is gone takes its entries along: to the one new file that is told of the same rules
// and entities, if there is one. What that has no finding of is stale like any other.
//
// The file is JSON, sorted, one entry to a line, to be committed and read in a diff.
#pragma once

#include <compare>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "server/reports/report.h"

namespace pland::server {

struct BaselineKey {
  std::string file;  // relative to the root
  std::string rule;
  std::string entity_kind;  // empty: of no entity
  std::string entity_title;
  friend auto operator<=>(const BaselineKey&, const BaselineKey&) = default;
};

struct Baseline {
  std::map<BaselineKey, std::size_t> counts;
};

// The text of a baseline; what is wrong with it goes to `problem`, a sentence without its end.
Baseline read_baseline(std::string_view text, std::string& problem);
std::string baseline_text(const Baseline& baseline);

Baseline baseline_of(const std::vector<ReportFinding>& findings);
// Takes out what the baseline has. `judged`: the files that were looked at, of which alone it can
// be said that something is gone. `gone`: those of its files that are no more, where all of the
// place was looked at. What is taken out goes to `taken_out`, where that is given.
BaselineCount apply_baseline(const Baseline& baseline, const std::set<std::string>& judged,
                             const std::set<std::string>& gone,
                             std::vector<ReportFinding>& findings,
                             std::vector<SuppressedFinding>* taken_out = nullptr);

}  // namespace pland::server
