// How a decision record's file is named, and where such files are kept:
// `docs/decisions/0007-title.md`, one more than the highest number in the folder, in the manner of
// the names that are there
// (`adr-007-title.md`).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pland::plan {

// Where records usually are, seen from a project's folder; the first is where new ones begin.
inline constexpr std::array<std::string_view, 8> record_folders = {
    "docs/decisions", "docs/adr", "docs/adrs", "doc/adr", "docs/ADR", "decisions", "adr", "adrs"};

// A name for a file: the title's slug, with one dash where punctuation fell out between two words.
std::string file_name_of(std::string_view title);

// "0007" in "0007-title.md" and "adr-0007-title.md"; none in a name that has no number of at least
// three digits, or begins with a day.
struct RecordNumber {
  unsigned number = 0;
  std::size_t digits = 0;
  std::string prefix;  // "adr-", as written
};
std::optional<RecordNumber> record_number(std::string_view file_name);

// The name of the next record beside those of a folder.
std::string next_record_name(std::vector<std::string> there, std::string_view title);

}  // namespace pland::plan
