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
    case FramingError::malformed_header:
      return "a header line is not a name and a value: is this the language server protocol?";
    case FramingError::missing_length:
      return "a message has no Content-Length";
    case FramingError::malformed_length:
      return "a Content-Length is not a number";
    case FramingError::body_too_long:
      return "a Content-Length is above the limit";
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
  if (line.empty()) {
    if (length_) {
      in_body_ = true;
    } else {
      error_ = FramingError::missing_length;
    }
  } else {
    const auto name = line.substr(0, line.find(':'));
    if (name.empty() || name.size() == line.size() || !std::ranges::all_of(name, token_character)) {
      error_ = FramingError::malformed_header;
    } else if (same_name(name, "content-length")) {
      read_length(trimmed(line.substr(name.size() + 1)));
    }
  }
  line_.clear();
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

std::string frame_header(std::size_t body_bytes) {
  return "Content-Length: " + std::to_string(body_bytes) + "\r\n\r\n";
}

std::string frame(std::string_view body) { return frame_header(body.size()).append(body); }

}  // namespace pland::protocol
