// pland's own requests, which LSP has not; a client that means to send one looks for it in
// `capabilities.experimental.pland` first.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "protocol/types/basic.h"

namespace pland::protocol {

enum class TimelineFormat { Svg, Text };
constexpr auto enum_names(TimelineFormat) {
  return std::array{std::pair{TimelineFormat::Svg, "svg"}, std::pair{TimelineFormat::Text, "text"}};
}

struct TimelineParams {
  TextDocumentIdentifier textDocument;
  TimelineFormat format = TimelineFormat::Svg;
  std::optional<std::uint32_t> width;  // pixels; of text columns
  LSP_FIELDS(TimelineParams, textDocument, format, width)
};

struct TimelineCard {
  std::string id;  // of the element in the picture
  std::string title;
  Range range;           // all of it
  Range selectionRange;  // its name
  LSP_FIELDS(TimelineCard, id, title, range, selectionRange)
};

struct TimelineResult {
  Nullable<std::int32_t> version;  // null: the document is not open
  std::optional<std::string> svg;
  std::optional<std::string> text;
  // Of a period first its work, then the period: the first that holds a place is the innermost.
  std::vector<TimelineCard> cards;
  LSP_FIELDS(TimelineResult, version, svg, text, cards)
};

}  // namespace pland::protocol
