// Cuts a stream of bytes into the bodies of LSP's base protocol:
//
//   Content-Length: 42\r\n
//   \r\n
//   {"jsonrpc":"2.0",...
//
// A push parser: bytes come as they come, one at a time or many messages at once, and each byte is
// looked at once. It knows no descriptor. After an error there is no way to find the next message,
// so the parser stays in error and swallows everything.
// Header names match in any case, a line may end in a bare \n. A Content-Type may name no charset
// but UTF-8, as LSP 3.17 asks; other headers are accepted and dropped. Memory grows with the bytes
// that came, never with the length announced.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pland::protocol {

struct FramingLimits {
  std::size_t body_bytes = 64u << 20;
  std::size_t header_line_bytes = 8u << 10;
  std::size_t header_lines = 100;  // of one message
};

enum class FramingError : std::uint8_t {
  none,
  header_line_too_long,
  too_many_headers,
  malformed_header,  // no name in front of a colon: this is not the protocol
  missing_length,
  malformed_length,  // not a number, or two that differ
  body_too_long,
  other_charset,
};
std::string_view describe(FramingError error);

class Framer {
 public:
  explicit Framer(const FramingLimits& limits = {}) : limits_(limits) {}

  // Takes bytes from the front of `bytes` until a body is complete or none are left:
  //   while (auto body = framer.take(bytes)) deliver(*body);
  std::optional<std::string> take(std::string_view& bytes);

  FramingError error() const { return error_; }
  // Whether a message has begun and not ended: the end of the stream would cut it off.
  bool inside_message() const { return in_body_ || length_ || !line_.empty(); }

 private:
  void end_of_line();
  void read_header(std::string_view line);
  void read_length(std::string_view text);
  void read_type(std::string_view text);

  FramingLimits limits_;
  FramingError error_ = FramingError::none;
  std::string line_;                   // the header line so far
  std::size_t lines_ = 0;              // of this message's header
  std::optional<std::size_t> length_;  // Content-Length, when seen
  bool in_body_ = false;
  std::string body_;
};

// The header that goes in front of a body of that many bytes.
std::string frame_header(std::size_t body_bytes);
// The whole message: header and body.
std::string frame(std::string_view body);

}  // namespace pland::protocol
