// What names a file: a code span, a line of a navigation box in a fence. And pland's own comments.
#include <algorithm>
#include <array>

#include "analysis/plan/chapter_reader.h"

namespace pland::plan {
namespace {

constexpr std::array<std::string_view, 22> extensions = {
    ".md", ".markdown", ".txt", ".toml", ".yaml", ".yml", ".json", ".py", ".rs", ".go", ".ts",
    ".js", ".tsx", ".cpp", ".h", ".java", ".sh", ".sql", ".rb", ".html", ".css", ".cs"};

bool is_path_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '/' || c == '_' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\t' || text.front() == '\r')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

}  // namespace

bool looks_like_path(std::string_view text) {
  if (text.size() < 4 || text.size() > 200 || text.find("://") != std::string_view::npos) return false;
  std::string_view path = text.substr(0, text.find('#'));
  if (!std::all_of(path.begin(), path.end(), is_path_byte)) return false;
  return std::any_of(extensions.begin(), extensions.end(), [&](std::string_view extension) {
    return path.size() > extension.size() && path.ends_with(extension);
  });
}

std::vector<Span> find_box_paths(std::string_view code) {
  std::vector<Span> out;
  bool box = code.find("\xe2\x94\x82") != std::string_view::npos || code.find("\xe2\x94\x8c") != std::string_view::npos;
  for (std::size_t at = 0; at < code.size();) {
    std::size_t arrow = code.find("\xe2\x86\x92", at);  // →
    if (arrow == std::string_view::npos) break;
    at = arrow + 3;
    std::size_t begin = at;
    while (begin < code.size() && code[begin] == ' ') ++begin;
    std::size_t end = begin;
    while (end < code.size() && static_cast<unsigned char>(code[end]) < 0x80 && is_path_byte(code[end])) ++end;
    std::string_view word = code.substr(begin, end - begin);
    if (box && word.size() > 3 && word.ends_with(".md")) {
      out.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    }
  }
  return out;
}

bool is_directive(std::string_view comment) { return trim(comment).starts_with("pland-"); }

Directive read_directive(std::string_view comment, std::uint32_t offset) {
  Directive out{};
  std::string_view text = trim(comment);
  auto place = [&](std::string_view part) {
    auto begin = offset + static_cast<std::uint32_t>(part.data() - comment.data());
    return Span{begin, begin + static_cast<std::uint32_t>(part.size())};
  };
  std::size_t end = text.find_first_of(" \t\n:");
  std::string_view verb = text.substr(0, end);
  std::string_view rest = end == std::string_view::npos ? std::string_view() : text.substr(end);
  using Kind = Directive::Kind;
  out.kind = verb == "pland-kind"               ? Kind::document_kind
             : verb == "pland-ignore-next-line" ? Kind::ignore_next_line
             : verb == "pland-ignore"           ? Kind::ignore
             : verb == "pland-ignore-end"       ? Kind::ignore_end
             : verb == "pland-ignore-file"      ? Kind::ignore_file
                                                : Kind::unknown;
  if (out.kind == Kind::unknown) {
    out.value = verb;
    out.names_span = place(verb);
    return out;
  }
  if (out.kind == Kind::document_kind) {
    if (rest.starts_with(':')) rest.remove_prefix(1);
    out.value = trim(rest);
    out.names_span = place(trim(rest));
    return out;
  }
  std::size_t reason = rest.find(" -- ");
  if (reason != std::string_view::npos) {
    out.reason = trim(rest.substr(reason + 4));
    rest = rest.substr(0, reason);
  }
  rest = trim(rest);
  out.names_span = place(rest);
  while (!rest.empty()) {
    std::size_t stop = rest.find_first_of(", \t\n");
    std::string_view word = rest.substr(0, stop);
    if (!word.empty()) out.rules.emplace_back(word, place(word));
    if (stop == std::string_view::npos) break;
    rest.remove_prefix(stop + 1);
  }
  return out;
}

}  // namespace pland::plan
