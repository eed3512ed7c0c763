// Any text and any edits of it: after each, what was derived step by step must be what a reading
// from scratch derives: tree, plan, summary, findings. Spans must nest, be in order and lie in the
// text, and every offset must lead to a line and column and back, in all three encodings.
//
// An input is a byte that chooses segment sizes and the document's name, the text, and edits, each
// behind a byte 1F: two bytes for the place (in 65536ths of the text), one for how many bytes go,
// and the bytes that come. So a text editor can write one, and every input means something.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "tests/support/lockstep.h"

using namespace pland;

namespace {

constexpr char separator = '\x1f';
constexpr std::size_t most_edits = 24;

constexpr std::string_view names[] = {"/ws/ROADMAP.md", "/ws/notes.md", "/ws/CHANGELOG.md",
                                      "/ws/docs/adr/0001-x.md"};
// As shipped, and shorter, so that short inputs have many boundaries.
constexpr markdown::SegmentSizes sizes[] = {{16, 64}, {64, 256}, {512, 2048}};

std::string_view take_until_separator(std::string_view& input) {
  const std::string_view out = input.substr(0, input.find(separator));
  input.remove_prefix(std::min(input.size(), out.size() + 1));
  return out;
}

tests::TextEdit edit_of(std::string_view bytes, std::size_t text_size) {
  const auto byte = [&](std::size_t i) -> std::size_t {
    return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0;
  };
  const std::size_t begin = (byte(0) * 256 + byte(1)) * (text_size + 1) / 65536;
  const std::size_t removed = byte(2) < 128 ? byte(2) % 32 : (byte(2) - 128) * 8;
  const std::size_t end = std::min(text_size, begin + removed);
  return {{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
          std::string(bytes.substr(std::min<std::size_t>(bytes.size(), 3)))};
}

void must_be_empty(const std::string& wrong) {
  if (wrong.empty()) return;
  std::fprintf(stderr, "%s\n", wrong.c_str());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t choice = data[0];
  std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  tests::Lockstep document(std::string(names[choice / 4 % std::size(names)]),
                           std::string(take_until_separator(input)),
                           sizes[choice % std::size(sizes)]);
  must_be_empty(document.difference());
  for (std::size_t edits = 0; !input.empty() && edits < most_edits; ++edits) {
    document.edit(edit_of(take_until_separator(input), document.text().size()));
    must_be_empty(document.difference());
    must_be_empty(tests::broken_place(document.document(), document.latest_findings()));
  }
  return 0;
}
