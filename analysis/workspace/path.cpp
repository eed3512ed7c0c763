#include "analysis/workspace/path.h"

#include <algorithm>
#include <array>
#include <vector>

namespace pland::workspace {
namespace {

bool is_letter(char c) { return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z'); }
char lower(char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

int hex_value(char c) {
  if ('0' <= c && c <= '9') return c - '0';
  c = lower(c);
  return 'a' <= c && c <= 'f' ? c - 'a' + 10 : -1;
}

// What `..` cannot leave: "/", "c:/", "//host/share/", or nothing for a relative path.
std::size_t root_size(std::string_view path) {
  if (path.size() >= 2 && is_letter(path[0]) && path[1] == ':') {
    return path.size() >= 3 && path[2] == '/' ? 3 : 2;
  }
  if (path.substr(0, 2) == "//") {
    std::size_t host = path.find('/', 2);
    if (host == std::string_view::npos) return path.size();
    std::size_t share = path.find('/', host + 1);
    return share == std::string_view::npos ? path.size() : share + 1;
  }
  return path.substr(0, 1) == "/" ? 1 : 0;
}

void append_parts(std::string_view path, std::vector<std::string_view>& parts, bool rooted) {
  while (!path.empty()) {
    std::size_t slash = std::min(path.find('/'), path.size());
    std::string_view part = path.substr(0, slash);
    path.remove_prefix(std::min(slash + 1, path.size()));
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
    } else if (!parts.empty() && parts.back() != "..") {
      parts.pop_back();
    } else if (!rooted) {
      parts.push_back(part);
    }
  }
}

std::string_view without_last_slash(std::string_view folder) {
  while (folder.size() > 1 && folder.back() == '/') folder.remove_suffix(1);
  return folder;
}

// Is the `&` at `at` the start of something that CommonMark would read as a character reference?
bool starts_reference(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() &&
         (is_letter(text[end]) || ('0' <= text[end] && text[end] <= '9') || text[end] == '#')) {
    ++end;
  }
  return end < text.size() && end > at + 1 && text[end] == ';';
}

}  // namespace

std::string_view directory_of(std::string_view path) {
  std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return {};
  return path.substr(0, slash == 0 ? 1 : slash);
}

std::string_view basename_of(std::string_view path) {
  std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view extension_of(std::string_view path) {
  std::string_view name = basename_of(path);
  std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string_view{} : name.substr(dot);
}

std::string join(std::string_view directory, std::string_view relative) {
  std::string_view start = root_size(relative) > 0 ? relative : directory;
  std::size_t root = root_size(start);
  std::vector<std::string_view> parts;
  append_parts(start.substr(root), parts, root > 0);
  if (start.data() != relative.data()) append_parts(relative, parts, root > 0);
  std::string out(start.substr(0, root));
  for (std::string_view part : parts) {
    if (!out.empty() && out.back() != '/') out += '/';
    out += part;
  }
  return out;
}

std::string relative_to(std::string_view path, std::string_view from) {
  std::size_t root = root_size(path);
  if (root_size(from) < root && from.size() + 1 == root) {
    // "c:" and "//host/share" are roots without their slash.
    if (path.substr(0, from.size()) != from) return std::string(path);
    from = path.substr(0, root);
  }
  if (root != root_size(from) || path.substr(0, root) != from.substr(0, root)) {
    return std::string(path);
  }
  std::vector<std::string_view> to, base;
  append_parts(path.substr(root), to, root > 0);
  append_parts(from.substr(root), base, root > 0);
  std::size_t common = 0;
  while (common < to.size() && common < base.size() && to[common] == base[common]) ++common;
  std::string out;
  for (std::size_t i = common; i < base.size(); ++i) out += out.empty() ? ".." : "/..";
  for (std::size_t i = common; i < to.size(); ++i) {
    if (!out.empty()) out += '/';
    out += to[i];
  }
  return out.empty() ? "." : out;
}

bool is_inside(std::string_view path, std::string_view folder) {
  folder = without_last_slash(folder);
  if (folder.empty() || path.substr(0, folder.size()) != folder) return false;
  return path.size() == folder.size() || folder.back() == '/' || path[folder.size()] == '/';
}

std::string_view root_of(std::string_view path, const std::vector<std::string>& roots) {
  std::string_view best;
  for (const std::string& root : roots) {
    if (is_inside(path, root) && root.size() > best.size()) best = root;
  }
  return best;
}

bool is_markdown(std::string_view path) {
  constexpr std::array<std::string_view, 4> extensions = {".md", ".markdown", ".mdown", ".mkd"};
  std::string_view extension = extension_of(path);
  return std::any_of(extensions.begin(), extensions.end(), [&](std::string_view known) {
    return std::equal(known.begin(), known.end(), extension.begin(), extension.end(),
                      [](char a, char b) { return a == lower(b); });
  });
}

std::string percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    int low = high >= 0 ? hex_value(text[i + 2]) : -1;
    if (low < 0) {
      out += text[i];
      continue;
    }
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

namespace {

std::string percent_encode(std::string_view path, std::string_view escaped, bool spaces) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::size_t first_slash = path.find('/');
  std::string out;
  out.reserve(path.size());
  for (std::size_t i = 0; i < path.size(); ++i) {
    auto c = static_cast<unsigned char>(path[i]);
    bool scheme = c == ':' && i < first_slash && root_size(path) == 0;
    const bool bracket = c == '[' && i == 0;  // else it could be a placeholder
    bool blank = c < ' ' || c == 0x7f || (c == ' ' && spaces);
    if (blank || bracket || escaped.find(path[i]) != std::string_view::npos || scheme ||
        (c == '&' && starts_reference(path, i))) {
      out += '%';
      out += digits[c >> 4];
      out += digits[c & 15];
    } else {
      out += path[i];
    }
  }
  return out;
}

}  // namespace

std::string percent_encode_path(std::string_view path) {
  return percent_encode(path, "()#?%<>\\`|\"", true);
}

std::string percent_encode_angled(std::string_view path) {
  return percent_encode(path, "#?%<>\\`|", false);
}

std::string percent_encode_attribute(std::string_view path) {
  return percent_encode(path, "#?%<>\\`\"'", true);
}

bool is_file(std::string_view path) {
  return path.starts_with('/') || (path.size() > 1 && path[1] == ':');
}

std::string percent_encode_beyond_ascii(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out += c;
    } else {
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
  return out;
}

}  // namespace pland::workspace
