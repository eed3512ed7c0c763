// Mojibake: UTF-8 that some program read as Mac Roman, CP1252 or Latin-1 and wrote as UTF-8 again
// (`‚Üí` was `→`, `üìç` was `📍`, `â€”` was `—`, `CafÃ©` was `Café`).
//
// A run is reported when its characters, turned back into the bytes of that wrong encoding, are a
// well-formed UTF-8 sequence of two to four bytes whose code point a writer would plausibly type.
// Two-byte sequences can be legitimate (`Ã©` is rare but French capitals touch: `À‰`), so those
// need a lead that no language writes before such a character. What stays legitimate: words of
// French, German, Portuguese, Vietnamese, typographic quotes next to accented letters.
//
// Left out: text damaged twice (repairing once still helps), lost bytes (`?`, U+FFFD), and other
// code pages (CP1251, Shift-JIS).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/text/span.h"

namespace pland::text {

enum class WrongEncoding : std::uint8_t { mac_roman, cp1252, latin1 };
// "Mac Roman", "CP1252", "Latin-1": for messages.
std::string_view name(WrongEncoding encoding);

struct Mojibake {
  Span span;               // the damaged bytes in the text given
  WrongEncoding encoding;  // what the bytes were taken for
  std::string repaired;    // what they were, UTF-8
};

// Damaged runs in order; adjacent damaged characters of one encoding make one run.
std::vector<Mojibake> find_mojibake(std::string_view text);

// The text with every damaged run replaced. Repairing twice equals repairing once for text that
// was damaged once.
std::string repair(std::string_view text);

}  // namespace pland::text
