// Characters written by name or number, as destinations may have them: `&auml;`, `&#228;`,
// `&#xE4;` (CommonMark 2.5).
//
// Known by name are those of Latin-1 and the punctuation that is in common use: of HTML's two
// thousand names the rest is mathematics, and stands as it is written.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pland::text {

struct CharacterReference {
  std::string text;      // UTF-8; U+FFFD for a number that is no character
  std::size_t size = 0;  // bytes of the reference; 0 where there is none
};

// The reference that begins at byte `at`.
CharacterReference character_reference(std::string_view text, std::size_t at);

}  // namespace pland::text
