// When documents were last changed, as Git knows it: read by libgit2, which is fast enough to walk
// thousands of commits in a moment, and includes nothing of the user's (no hooks, no filters).
//
// Walked back from HEAD by commit time, and no further than the oldest day that is asked about: who
// was not changed since needs no more. A change is one of the text itself: not a merge, not a
// commit that sweeps through more than 25 files, not a move, not spaces and blank lines, not the
// line that says the day of the last update or of the next review. The author's day counts, where
// the author was.
//
// Left out: what is not committed, other branches, blame.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/plan/date.h"
#include "analysis/workspace/workspace.h"

namespace pland::server {

struct DatedDocument {
  std::string path;  // real and absolute
  plan::Date day;    // nothing before it is of interest
  friend auto operator<=>(const DatedDocument&, const DatedDocument&) = default;
};

struct HistoryRead {
  std::shared_ptr<const workspace::History> history;  // never null
  // Why nothing is known of some of them, each a sentence without its end.
  std::vector<std::string> notices;
};
// `stop` is asked between commits; then what is known so far is returned.
HistoryRead read_history(std::vector<DatedDocument> documents,
                         const std::function<bool()>& stop = {});

// The documents that say on which day they were last updated, and whose kind is not one that nobody
// keeps such a day in; by path.
std::vector<DatedDocument> dated_documents(const workspace::Workspace& workspace);

// What is checked out in the repositories that hold the folders: another text after each commit or
// checkout. Cheap. Empty where there is no repository.
std::string heads_of(const std::vector<std::string>& folders);

// Whether the repository that holds a folder lacks old commits.
bool is_shallow(const std::string& folder);

// Whether a changed line says nothing but the day of the last update or the next review.
bool is_about_day(std::string_view line);

}  // namespace pland::server
