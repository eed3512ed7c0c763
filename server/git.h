// What Git knows that a checker wants: which lines changed since a revision. Asked of the program
// `git` itself, as a child process, so that every repository that Git can read can be asked.
//
// "Since" is since the branch left the revision (their merge base), so that what others did on it
// meanwhile is not ours; where the two have no common ancestor at hand (shallow clones), it is
// since the revision itself. The working tree counts as it is, with files that Git does not track.
//
// Absent: history, blame, anything that writes.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace pland::server {

// Lines from 1, both ends included.
struct LineRange {
  std::uint32_t first = 1;
  std::uint32_t last = 1;
};

struct ChangedLines {
  bool whole = false;             // the file is new
  std::vector<LineRange> ranges;  // ascending; where lines only went, the two around the gap
  // Whether a line from `first` to `last` is one of them.
  bool meet(std::uint32_t first, std::uint32_t last) const;
};

class Changes {
 public:
  // Asks Git about the repositories that hold `folders` (absolute). What went wrong goes to
  // `problem`, a sentence without its end.
  static std::optional<Changes> since(const std::string& revision,
                                      const std::vector<std::string>& folders,
                                      std::string& problem);

  // Of a file (absolute path); null: nothing in it changed.
  const ChangedLines* of(std::string_view path) const;

 private:
  bool ask(const std::string& revision, const std::string& folder, std::string& problem);

  std::map<std::string, ChangedLines, std::less<>> files_;  // by real absolute path
  std::set<std::string> tracked_;                           // the same
};

// The changes in the text of `git diff --unified=0`, by the names of the new files.
std::map<std::string, ChangedLines> read_diff(std::string_view diff);

}  // namespace pland::server
