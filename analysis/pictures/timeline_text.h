// A timeline for a terminal: periods below each other along a line, with their work beside it.
//
// The rule behind a period's name is its stretch of time, heavy as far as it is over. Widths are
// columns of the terminal, so that wide characters and emoji line up; no line is wider than asked
// for. Without colour the same characters, and nothing else.
#pragma once

#include <string>

#include "analysis/features/timeline.h"

namespace pland::pictures {

struct TextOptions {
  int width = 80;  // columns; less than 40 is 40
  bool color = false;
};

std::string timeline_text(const features::Timeline& timeline, const TextOptions& options);

}  // namespace pland::pictures
