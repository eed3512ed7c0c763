#include "server/code_owners.h"

#include <algorithm>

namespace pland::server {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

bool is_owner(std::string_view word) {
  const std::size_t at = word.find('@');
  return at != std::string_view::npos && at + 1 < word.size();
}

}  // namespace

std::vector<std::string> owners_in(std::string_view text) {
  std::vector<std::string> owners;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    bool first = true;  // the pattern
    while (!line.empty()) {
      if (is_blank(line.front())) {
        line.remove_prefix(1);
        continue;
      }
      if (line.front() == '#') break;
      std::size_t size = 0;
      while (size < line.size() && (!is_blank(line[size]) || (size > 0 && line[size - 1] == '\\')))
        ++size;
      const std::string_view word = line.substr(0, size);
      line.remove_prefix(size);
      const bool pattern = first;
      first = false;
      if (pattern || !is_owner(word)) continue;
      if (std::find(owners.begin(), owners.end(), word) == owners.end()) owners.emplace_back(word);
    }
  }
  return owners;
}

std::vector<std::string> code_owners_places() {
  return {".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"};
}

}  // namespace pland::server
