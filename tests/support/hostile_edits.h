// Random edits that nobody would make on purpose and everybody makes while typing: half a fence, a
// heading's mark, a definition without its end, lines lost, doubled and moved. The same seed gives
// the same edits on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>

#include "tests/support/lockstep.h"

namespace pland::tests {

class HostileEdits {
 public:
  explicit HostileEdits(std::uint64_t seed) : random_(seed) {}

  // The next edit of a text. Spans may split characters: a client's cannot, but a file may hold
  // anything.
  TextEdit next(std::string_view text);
  // Below `count`; 0 for 0.
  std::size_t below(std::size_t count) { return count == 0 ? 0 : random_() % count; }

 private:
  TextEdit change(std::string_view text);
  std::uint32_t place(std::string_view text);
  Span lines(std::string_view text, std::size_t most);

  std::mt19937_64 random_;
  std::optional<TextEdit> undo_;
};

// The text after the edit.
std::string applied(std::string_view text, const TextEdit& edit);

}  // namespace pland::tests
