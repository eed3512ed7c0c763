// Lines of a text. They end at \n, \r\n and lone \r (CommonMark 2.1, LSP 3.17).
#pragma once

#include <algorithm>
#include <cstring>
#include <string_view>

namespace pland::markdown {

inline bool is_newline(char c) { return c == '\n' || c == '\r'; }
inline bool is_blank(char c) { return c == ' ' || c == '\t'; }

// Where the line that holds `offset` ends: before its ending. In blocks, because a text whose lines
// end in \r alone has no \n to find.
inline std::size_t find_line_end(std::string_view text, std::size_t offset) {
  while (offset < text.size()) {
    const std::size_t block = std::min<std::size_t>(text.size() - offset, 512);
    const char* begin = text.data() + offset;
    const void* feed = std::memchr(begin, '\n', block);
    const std::size_t before =
        feed == nullptr ? block : static_cast<std::size_t>(static_cast<const char*>(feed) - begin);
    const void* turn = std::memchr(begin, '\r', before);
    if (turn != nullptr) {
      return offset + static_cast<std::size_t>(static_cast<const char*>(turn) - begin);
    }
    offset += before;
    if (feed != nullptr) return offset;
  }
  return text.size();
}

struct Line {
  std::string_view text;  // without its ending
  std::size_t next;       // offset of the line behind it
};

inline Line line_at(std::string_view text, std::size_t begin) {
  const std::size_t end = find_line_end(text, begin);
  std::size_t next = end;
  if (next < text.size()) {
    next += text[next] == '\r' && next + 1 < text.size() && text[next + 1] == '\n' ? 2 : 1;
  }
  return {text.substr(begin, end - begin), next};
}

inline bool is_blank_line(std::string_view line) {
  return std::all_of(line.begin(), line.end(), is_blank);
}

}  // namespace pland::markdown
