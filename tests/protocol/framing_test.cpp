#include "protocol/framing.h"

#include <doctest/doctest.h>
#include <random>
#include <string>
#include <vector>

using namespace pland::protocol;

namespace {

struct Cut {
  std::vector<std::string> bodies;
  FramingError error = FramingError::none;
};

// Feeds the stream in pieces of the sizes that `next_size` gives.
template <class F>
Cut cut(std::string_view stream, F next_size, FramingLimits limits = {}) {
  Framer framer(limits);
  Cut result;
  while (!stream.empty()) {
    auto piece = stream.substr(0, next_size());
    stream.remove_prefix(piece.size());
    while (auto body = framer.take(piece)) result.bodies.push_back(*body);
    CHECK(piece.empty());
  }
  result.error = framer.error();
  return result;
}

Cut cut(std::string_view stream, FramingLimits limits = {}) {
  return cut(
      stream, [] { return std::string_view::npos; }, limits);
}

}  // namespace

TEST_CASE("a stream is cut the same way however it arrives") {
  const std::vector<std::string> bodies = {
      "{}", "", std::string(100'000, 'x'), "Content-Length: 3", "\r\n\r\n", "\xC3\xA9"};
  std::string stream;
  for (const auto& body : bodies) stream += frame(body);

  CHECK(cut(stream).bodies == bodies);
  CHECK(cut(stream, [] { return 1; }).bodies == bodies);
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    CHECK(cut(stream, [&] { return 1 + random() % 40; }).bodies == bodies);
  }
}

TEST_CASE("headers are read as clients write them") {
  auto one = std::vector<std::string>{"{}"};
  CHECK(cut("content-length: 2\r\n\r\n{}").bodies == one);
  CHECK(cut("CONTENT-LENGTH:2\r\n\r\n{}").bodies == one);
  CHECK(cut("Content-Length:   2  \r\n\r\n{}").bodies == one);
  CHECK(cut("Content-Length: 2\n\n{}").bodies == one);
  CHECK(cut("Content-Type: application/vscode-jsonrpc; charset=utf8\r\nContent-Length: 2\r\n\r\n{}")
            .bodies == one);
  CHECK(cut("Content-Type: x; a=b; CHARSET=\"UTF-8\"\nContent-Length: 2\n\n{}").bodies == one);
  CHECK(cut("Content-Length: 2\r\nX-Other: a:b\r\nContent-Length: 2\r\n\r\n{}").bodies == one);
}

TEST_CASE("what is no header ends the stream with a reason") {
  auto error = [](std::string_view stream) { return cut(stream).error; };
  CHECK(error("\r\n{}") == FramingError::missing_length);
  CHECK(error("Content-Type: x\r\n\r\n{}") == FramingError::missing_length);
  CHECK(error("Content-Length: two\r\n\r\n{}") == FramingError::malformed_length);
  CHECK(error("Content-Length: -2\r\n\r\n{}") == FramingError::malformed_length);
  CHECK(error("Content-Length: 2x\r\n\r\n{}") == FramingError::malformed_length);
  CHECK(error("Content-Length:\r\n\r\n{}") == FramingError::malformed_length);
  CHECK(error("Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}") ==
        FramingError::malformed_length);
  CHECK(error("Content-Type: x; charset=utf-16\r\n") == FramingError::other_charset);
  std::string many;
  for (int i = 0; i < 101; ++i) many += "X-Other: y\r\n";
  CHECK(error(many) == FramingError::too_many_headers);
  CHECK(error("{\"jsonrpc\":\"2.0\"}\n") == FramingError::malformed_header);
  CHECK(error("hello\n") == FramingError::malformed_header);
  CHECK(error(std::string((8 << 10) + 1, 'a')) == FramingError::header_line_too_long);
  CHECK(error("Content-Length: 67108865\r\n\r\n") == FramingError::body_too_long);
  CHECK(error("Content-Length: 9999999999999999\r\n\r\n") == FramingError::body_too_long);
  CHECK(error("Content-Length: 99999999999999999999999999\r\n\r\n") == FramingError::body_too_long);
}

TEST_CASE("after an error everything is swallowed") {
  Framer framer;
  std::string_view bytes = "hello\nContent-Length: 2\r\n\r\n{}";
  CHECK_FALSE(framer.take(bytes));
  CHECK(bytes.empty());
  bytes = "Content-Length: 2\r\n\r\n{}";
  CHECK_FALSE(framer.take(bytes));
  CHECK(bytes.empty());
}

TEST_CASE("limits are exact") {
  const FramingLimits limits{.body_bytes = 3, .header_line_bytes = 17};
  CHECK(cut("Content-Length: 3\n\nabc", limits).bodies == std::vector<std::string>{"abc"});
  CHECK(cut("Content-Length: 4\n\nabcd", limits).error == FramingError::body_too_long);
  CHECK(cut("Content-Length: 03\n\nabc", limits).error == FramingError::header_line_too_long);
}

TEST_CASE("an unfinished message is known") {
  for (std::string_view begun : {"C", "Content-Length: 2\r\n", "Content-Length: 2\r\n\r\n{"}) {
    Framer framer;
    CHECK_FALSE(framer.inside_message());
    CHECK_FALSE(framer.take(begun));
    CHECK(framer.inside_message());
  }
}
