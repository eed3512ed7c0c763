// What md4c says about a text, as a list: the adapter to the only grammar in the program.
//
// md4c calls back while it parses; a list is easier to walk with look-ahead than callbacks are, and
// costs 4 %. Where md4c hands out a pointer into the text, the event has an offset; where it hands
// out a string of its own (a break, a blank code line, an unescaped copy), the offset is `nowhere`.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace pland::markdown {

enum class EventType : std::uint8_t { enter_block, leave_block, enter_span, leave_span, text };

inline constexpr std::uint32_t nowhere = 0xffffffff;

struct Event {
  EventType type;
  std::uint8_t kind;  // MD_BLOCKTYPE, MD_SPANTYPE or MD_TEXTTYPE
  std::uint8_t flag;  // heading: level; list: marker; item: is task; code: fence character;
                      // text of md4c's own: its first byte
  std::uint32_t offset = nowhere;  // text: its first byte; link: its destination; item: task mark
  std::uint32_t size = 0;          // text, destination: bytes; ordered list: start number
  std::uint32_t anchor = 0;        // offset of the next text that has one, this event's included;
                                   // the buffer's size where there is none
};

struct ParseOptions {
  bool tables = true;
  bool urls = true;  // bare ones
};

// `buffer` must hold `size` bytes of text that ends in a newline, with at least 16 zero bytes
// behind it: md4c 0.4.8 reads past the end of its input. `events` is filled anew.
// Returns false when md4c gave up (out of memory).
bool parse_events(const char* buffer, std::uint32_t size, ParseOptions options,
                  std::vector<Event>& events);

}  // namespace pland::markdown
