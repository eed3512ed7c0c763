// What md4c must not see. It gets a copy of the text, of the same length and with the same lines,
// in which a few bytes stand for others; spans are always read from the text itself.
//
// Half of this is about time: md4c 0.4.8 takes time that grows with the square of a text's size for
// tables of thousands of columns, definitions of thousands of bytes, and paragraphs of thousands of
// lines with brackets. It calls back only when that work is done, so nothing can stop it then.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace pland::markdown {

// In the copy from byte `begin` on: NUL, which md4c replaces (CommonMark 2.3) and then reports
// twice; the bracket of `[^footnote]`, which would be a reference; the colon of a definition of
// more than 4 KB, which is copied for each use.
void disguise(std::string& copy, std::size_t begin);

// Whether md4c may look for tables: not where a delimiter row has more than 128 cells.
bool may_have_tables(std::string_view text);
bool has_many_columns(std::string_view line);

// Lines times opening brackets of the paragraph that the lines fed to it make (by looks: lines
// without a blank one between), as far as it matters.
class BracketWork {
 public:
  // Whether the paragraph has become too much for one parse, with this line.
  bool too_much(std::string_view line, bool blank);

 private:
  std::uint64_t lines_ = 0;
  std::uint64_t brackets_ = 0;
};

}  // namespace pland::markdown
