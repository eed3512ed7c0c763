// A timeline as SVG: periods as columns, work as cards, a line where today is.
//
// One element with all it needs, no script, no font, no address: it can be a file, a part of a page
// or an image. Colours are CSS custom properties (`--pland-background`, `--pland-accent` …) that a
// page may set; without them they follow `prefers-color-scheme`. Status is told by shape and words
// as well as by colour. Each card is `<g class="card" id="…" tabindex="0" role="button">`, each
// period's head the same with the classes `card period`; a page may set the class `active` on one.
//
// Columns that do not fit beside each other go on in a row below. The same timeline gives the same
// bytes.
//
// Left out: interaction, which is the page's.
#pragma once

#include <string>

#include "analysis/features/timeline.h"

namespace pland::pictures {

// How much one picture holds: `nearest` takes the rest out before.
inline constexpr std::size_t most_lanes = 36;
inline constexpr std::size_t most_cards = 16;  // of a lane

// Pixels; less than 280 is 280.
std::string timeline_svg(const features::Timeline& timeline, int width);
// A page around the picture.
std::string timeline_html(const features::Timeline& timeline, int width);

}  // namespace pland::pictures
