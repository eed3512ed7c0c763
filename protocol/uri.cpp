#include "protocol/uri.h"

#include <algorithm>

namespace pland::protocol {
namespace {

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

int hex_value(char c) {
  if (digit(c)) return c - '0';
  c = lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool same(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

bool starts_with_drive(std::string_view path) {
  return path.size() >= 2 && letter(path[0]) && path[1] == ':' &&
         (path.size() == 2 || path[2] == '/' || path[2] == '\\');
}

}  // namespace

std::string percent_decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      const int high = hex_value(text[i + 1]);
      const int low = hex_value(text[i + 2]);
      if (high >= 0 && low >= 0) {
        out += static_cast<char>(high * 16 + low);
        i += 2;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

std::string percent_encoded(std::string_view text, std::string_view keep) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (letter(c) || digit(c) || std::string_view("-._~").find(c) != std::string_view::npos ||
        keep.find(c) != std::string_view::npos) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
  return out;
}

std::optional<std::string> path_of_uri(std::string_view uri) {
  constexpr std::string_view scheme = "file:";
  if (!same(uri.substr(0, scheme.size()), scheme)) return {};
  uri.remove_prefix(scheme.size());
  uri = uri.substr(0, uri.find_first_of("?#"));

  std::string_view host;
  if (uri.starts_with("//")) {
    uri.remove_prefix(2);
    host = uri.substr(0, uri.find('/'));
    uri.remove_prefix(host.size());
    if (same(host, "localhost")) host = {};
  }
  auto path = percent_decoded(uri);
  if (!host.empty()) {
    path.insert(0, "//" + percent_decoded(host));
  } else if (path.starts_with('/') && starts_with_drive(std::string_view(path).substr(1))) {
    path.erase(0, 1);
    path[0] = lower(path[0]);
    std::ranges::replace(path, '\\', '/');
  }
  if (!is_absolute_path(path)) return {};
  if (path.find('\0') != std::string::npos) return {};
  return path;
}

bool is_absolute_path(std::string_view text) {
  return text.starts_with('/') || starts_with_drive(text);
}

std::string uri_of_path(std::string_view path) {
  if (starts_with_drive(path)) {
    std::string local(path);
    local[0] = lower(local[0]);
    std::ranges::replace(local, '\\', '/');
    return "file:///" + percent_encoded(local, "/");
  }
  if (path.starts_with("//")) {
    const auto host = path.substr(2, path.find('/', 2) - 2);
    if (!host.empty() && !same(host, "localhost")) {
      return "file://" + percent_encoded(path.substr(2), "/");
    }
  }
  return "file://" + percent_encoded(path, "/");
}

std::string canonical_uri(std::string_view uri) {
  auto path = path_of_uri(uri);
  return path ? uri_of_path(*path) : std::string(uri);
}

}  // namespace pland::protocol
