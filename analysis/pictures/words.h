// Words in pictures: made harmless, measured, and cut where there is no room.
//
// What a document says may hold anything: control characters that no XML may have, marks that turn
// the direction of what follows. `plain` takes them out; letters of any direction stay.
//
// Left out: shaping, hyphenation, fonts. How wide a text will be in somebody's font nobody knows
// here: letters have Helvetica's proportions, at the size of the widest fonts in use.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pland::pictures {

// One line, valid UTF-8, without control characters and directional marks; spaces are single.
std::string plain(std::string_view text);

// How much room a text takes: columns of a terminal, or pixels.
struct Measure {
  double size = 0;  // of the font, in pixels; 0: columns of a terminal
  bool bold = false;

  double operator()(std::string_view text) const;
};

// As much as fits, whole characters, with `…` behind where something is missing.
std::string cut(std::string_view text, double room, Measure measure = {});
// In lines, broken at spaces, or within a word that is too long for one; the last one is cut.
std::vector<std::string> wrap(std::string_view text, double room, std::size_t lines,
                              Measure measure = {});

// Padded with spaces to a width, or cut.
std::string pad(std::string_view text, std::size_t columns);
std::string pad_left(std::string_view text, std::size_t columns);

}  // namespace pland::pictures
