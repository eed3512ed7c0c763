// Patterns that name files, in one language for all of the program: that of `.gitignore`
// (gitignore(5)), because everybody who excludes files knows it already. `.gitignore` files,
// `exclude`, `[[overrides]] files` and `[[kind]] files` are all read by this file.
//
// A pattern without a slash before its end is compared with the last part of a path, any other one
// with all of it, as seen from the pattern's folder; `*` and `?` stop at slashes, `**` between
// slashes does not; a slash at the end means folders; `!` takes back. The last pattern that matches
// decides. Compared byte for byte, as Git does where `core.ignoreCase` is off.
//
// Left out: attributes, pathspec magic, and that a file in a left-out folder cannot be taken back:
// whoever walks does not enter such a folder.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pland::server {

// Git's wildmatch with WM_PATHNAME: `*`, `?`, `**`, `[a-z]`, `[!x]`, `[[:alpha:]]`, `\` escapes.
// Without `by_path`, slashes are characters like all others.
bool wildmatch(std::string_view pattern, std::string_view text, bool by_path = true);

class Patterns {
 public:
  Patterns() = default;
  explicit Patterns(const std::vector<std::string>& lines);
  // The text of a `.gitignore`: comments, blank lines, CRLF and a byte order mark are no matter.
  static Patterns of_file(std::string_view text);

  bool empty() const { return patterns_.empty(); }
  // What the last pattern that matches says of `path` (relative to the patterns' folder, `/`
  // between parts, none at the ends): true to match, false for `!`; unset where none matches.
  std::optional<bool> verdict(std::string_view path, bool folder) const;
  // Whether a file or one of the folders above it matches.
  bool cover(std::string_view path) const;

 private:
  struct Pattern {
    std::string text;
    bool negated = false;
    bool folder_only = false;
    bool by_path = false;   // compared with the whole path
    std::size_t plain = 0;  // how many of its characters, from the first on, mean themselves
  };
  void add(std::string_view line);

  std::vector<Pattern> patterns_;
};

}  // namespace pland::server
