// Footnotes: a mark (`[^a]`) and its note (`[^a]: …`). md4c knows none, so in the tree they are
// text, or references and definitions where a note happens to look like one; here they are found.
//
// As on GitHub a mark means something only where its note is in the document, labels are compared
// as those of links are, and of two notes of one label the first counts. Code and comments have
// none. Left out: what stands in the note.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/workspace/workspace.h"

namespace pland::features {

struct FootnoteMark {
  Span span;          // `[^a]`, in the document
  Span label;         // `a`
  bool note = false;  // the note begins here
};

// The mark that a byte of the document touches, whether it has a note or not.
std::optional<FootnoteMark> footnote_mark_at(const workspace::Document& document,
                                             std::uint32_t offset);
// All marks of a label (folded), in text order; none where there is no note.
std::vector<FootnoteMark> footnote_marks(const workspace::Document& document,
                                         const std::string& label);

}  // namespace pland::features
