// What md4c must not see. It gets a copy of the text, of the same length and with the same lines,
// in which a few bytes stand for others; spans are always read from the text itself. Only the
// delimiter rows of tables may be longer in there (`Insertions`).
//
// Half of this is about time: md4c 0.4.8 takes time that grows with the square of a text's size for
// tables of thousands of columns, definitions of thousands of bytes, brackets in thousands of
// brackets, and paragraphs of thousands of lines with brackets. It calls back only when that work
// is done, so nothing can stop it then.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pland::markdown {

// In the copy from byte `begin` on: NUL, which md4c replaces (CommonMark 2.3) and then reports
// twice; the bracket of `[^footnote]`, which would be a reference; the colon of a definition so
// long that copying it for each bracket of the text would take long; brackets in very many
// brackets.
void disguise(std::string& copy, std::size_t begin);

// Dashes that md4c gets to see in delimiter rows, beyond those of the text: it wants three
// characters in each cell (`---`, `:-:`), GitHub and GFM 4.10 are content with one dash. In a table
// no node lies in such a row; what looks like one elsewhere is found again through `back`.
class Insertions {
 public:
  void clear() { all_.clear(); }
  bool empty() const { return all_.empty(); }
  // Those of the lines from `begin` up to `end`, but for the first, which is below no head.
  void find(std::string_view buffer, std::size_t begin, std::size_t end);
  // The buffer with them.
  void write(std::string_view buffer, std::string& widened) const;
  // Where an offset in the widened buffer is in the other.
  std::uint32_t back(std::uint32_t offset) const;

 private:
  struct One {
    std::uint32_t at = 0;      // in the buffer: before this byte
    std::uint32_t count = 0;   // of dashes
    std::uint32_t before = 0;  // of all before it
  };
  std::vector<One> all_;
};

// How many dashes the cells of a line lack, if it looks like a delimiter row.
std::uint32_t missing_dashes(std::string_view line);

// Whether md4c may look for tables: not where a delimiter row has more than 128 cells.
bool may_have_tables(std::string_view text);
bool has_many_columns(std::string_view line);

// Whether md4c may look for bare URLs: not in a text with thousands of them, each of which it
// compares with those before it in the paragraph.
bool may_have_urls(std::string_view text);

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

// md4c 0.4.8 takes the line at the end of a block in an item for a block of its own, if that line
// starts or ends at an offset of 4 modulo 256; it then ends the list at the next blank line. This
// finds an offset for the text at which no line does.
class Phase {
 public:
  // The next line of the text and its offset in it (without what is inserted).
  void add(std::string_view line, std::size_t offset, bool blank);
  // Where in md4c's buffer the text should start (modulo 256).
  unsigned choose() const;

 private:
  struct Edge {
    std::size_t begin = 0;  // of the line
    std::size_t marks = 0;  // behind what could be marks: its content starts no later
    std::size_t end = 0;
  };
  void avoid(std::size_t offset) { taken_.set((260 - offset % 256) % 256); }
  void avoid(const Edge& edge);

  std::bitset<256> taken_;
  std::size_t inserted_ = 0;  // dashes so far; see Insertions
  Edge last_, before_;        // the last lines that are not blank
  bool in_list_ = false;
};

}  // namespace pland::markdown
