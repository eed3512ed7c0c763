// Footnotes: a mark (`[^a]`) and its note (`[^a]: …`). md4c knows none, so in the tree they are
// text, or references and definitions where a note happens to look like one; here they are found.
//
// As on GitHub a mark means something only where its note is in the document, labels are compared
// as those of links are, and of two notes of one label the first counts. Code and comments have
// none. Of a note its lines are known: its paragraph, and what is moved in below it.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
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
// The labels (folded) that have a note.
std::set<std::string> footnote_labels(const workspace::Document& document);
// Text without its marks of these labels, and without the blanks before them.
std::string without_footnote_marks(std::string_view text, const std::set<std::string>& labels);
// All marks of a label (folded), in text order; none where there is no note.
std::vector<FootnoteMark> footnote_marks(const workspace::Document& document,
                                         const std::string& label);

// The footnotes of a stretch of the document, from its heading (`head`) on, which is to be taken to
// another file, its heading being in both.
struct FootnoteMove {
  bool possible = true;     // no footnote would be needed in both files
  std::vector<Span> along;  // lines of notes elsewhere that nothing but the stretch uses
};
FootnoteMove footnotes_of_move(const workspace::Document& document, Span extent, Span body);

}  // namespace pland::features
