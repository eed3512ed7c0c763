// Wiki links, `[[path#fragment|text]]`: found in the bytes of a block, because Markdown knows none
// and reads them as text. Asked for only where configuration says that they are links.
//
// One is on one line, and holds no bracket. A `|` may be written `\|`, as tables want it. Where
// Markdown itself has a link, a code span or a tag, that is what it is. Text within that begins
// with a blank (`[[ -n $x ]]`) is a shell's test, `[[^1]]` a footnote in brackets, and an address
// of the web is one.
//
// Left out: which file and heading one means (workspace/wiki.h).
#pragma once

#include <string_view>
#include <vector>

#include "analysis/text/span.h"

namespace pland::plan {

struct WikiLink {    // spans count in the text that was looked through
  Span span;         // with its brackets, and the `!` of an image
  Span destination;  // what stands before `|`
  Span path;         // the part of it before `#`
  Span fragment;     // behind the first `#`; `A#B` is the heading B below A
  Span text;         // what is shown: behind `|`, else the destination
  bool image = false;
  bool has_fragment = false;
};

// Those that lie in `block` and touch none of `closed` (code, tags, links), in order.
std::vector<WikiLink> find_wiki_links(std::string_view text, Span block,
                                      const std::vector<Span>& closed);

// Whether a path, a heading's text or what is shown can stand in a wiki link as it is: it would be
// read whole, and as text.
bool fits_in_wiki_link(std::string_view text);

}  // namespace pland::plan
