#include "protocol/framing.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace pland::protocol {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

// The characters of a header's name: RFC 9110, 5.6.2 "token".
bool token_character(char c) {
  return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') ||
         std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

std::string_view describe(FramingError error) {
  switch (error) {
    case FramingError::none:
      return "no error";
    case FramingError::header_line_too_long:
      return "a header line is too long";
    case FramingError::too_many_headers:
      return "a message has too many header lines";
    case FramingError::malformed_header:
      return "a header line is not a name and a value: is this the language server protocol?";
    case FramingError::missing_length:
      return "a message has no Content-Length";
    case FramingError::malformed_length:
      return "a Content-Length is not a number, or there are two that differ";
    case FramingError::body_too_long:
      return "a Content-Length is above the limit";
    case FramingError::other_charset:
      return "a Content-Type names a charset that is not UTF-8";
  }
  return "";
}

std::optional<std::string> Framer::take(std::string_view& bytes) {
  while (error_ == FramingError::none) {
    if (in_body_) {
      const auto part = bytes.substr(0, *length_ - body_.size());
      body_ += part;
      bytes.remove_prefix(part.size());
      if (body_.size() < *length_) return {};
      in_body_ = false;
      length_.reset();
      return std::exchange(body_, {});
    }
    const auto newline = bytes.find('\n');
    const auto part = bytes.substr(0, newline);
    if (line_.size() + part.size() > limits_.header_line_bytes) {
      error_ = FramingError::header_line_too_long;
      break;
    }
    line_ += part;
    bytes.remove_prefix(part.size());
    if (newline == std::string_view::npos) return {};
    bytes.remove_prefix(1);
    end_of_line();
  }
  bytes = {};
  return {};
}

void Framer::end_of_line() {
  std::string_view line = line_;
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (!line.empty()) {
    if (++lines_ > limits_.header_lines)
      error_ = FramingError::too_many_headers;
    else
      read_header(line);
  } else if (length_) {
    in_body_ = true;
    lines_ = 0;
  } else {
    error_ = FramingError::missing_length;
  }
  line_.clear();
}

void Framer::read_header(std::string_view line) {
  const auto name = line.substr(0, line.find(':'));
  if (name.empty() || name.size() == line.size() || !std::ranges::all_of(name, token_character)) {
    error_ = FramingError::malformed_header;
    return;
  }
  const auto value = trimmed(line.substr(name.size() + 1));
  if (same_name(name, "content-length")) read_length(value);
  if (same_name(name, "content-type")) read_type(value);
}

void Framer::read_length(std::string_view text) {
  std::size_t length = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (code == std::errc::result_out_of_range && end == text.data() + text.size()) {
    error_ = FramingError::body_too_long;
  } else if (code != std::errc() || end != text.data() + text.size() ||
             (length_ && *length_ != length)) {
    error_ = FramingError::malformed_length;
  } else if (length > limits_.body_bytes) {
    error_ = FramingError::body_too_long;
  } else {
    length_ = length;
  }
}

// "application/vscode-jsonrpc; charset=utf-8"; `utf8` is an old client's word for the same.
void Framer::read_type(std::string_view text) {
  constexpr std::string_view key = "charset=";
  for (std::size_t at = text.find(';'); at != std::string_view::npos; at = text.find(';')) {
    text = trimmed(text.substr(at + 1));
    if (!same_name(text.substr(0, key.size()), key)) continue;
    auto charset = trimmed(text.substr(key.size(), text.find(';') - key.size()));
    if (charset.size() > 1 && charset.front() == '"' && charset.back() == '"')
      charset = charset.substr(1, charset.size() - 2);
    if (!same_name(charset, "utf-8") && !same_name(charset, "utf8"))
      error_ = FramingError::other_charset;
  }
}

std::string frame_header(std::size_t body_bytes) {
  return "Content-Length: " + std::to_string(body_bytes) + "\r\n\r\n";
}

std::string frame(std::string_view body) { return frame_header(body.size()).append(body); }

}  // namespace pland::protocol
