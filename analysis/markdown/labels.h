// Labels of reference definitions (CommonMark 4.7): the one thing that a segment's parse needs to
// know of the rest of its document.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/markdown/tree.h"

namespace pland::markdown {

// The labels that a document defines, sorted by hash and without repeats: what decides whether
// `[x]` is a link. Destinations are not in it: they change nothing about the parse.
struct Label {
  std::uint64_t hash = 0;
  std::string text;  // as first written, white space collapsed

  friend bool operator<(const Label& a, const Label& b) { return a.hash < b.hash; }
};
using LabelSet = std::vector<Label>;

// Equal for labels that match: folded, white space collapsed. The quote marks that start a line
// inside a label do not count.
std::uint64_t label_hash(std::string_view label);

// The labels that a segment defines, behind those already there.
void collect_labels(const Segment& segment, LabelSet& labels);
// Those that the lines of a text seem to define. Fences and paragraphs make it wrong now and then,
// so it is something to begin with, not to rely on.
LabelSet guess_labels(std::string_view text);
void sort_labels(LabelSet& labels);
bool same_labels(const LabelSet& a, const LabelSet& b);
// The hashes, ascending, that are in one set only.
std::vector<std::uint64_t> changed_labels(const LabelSet& a, const LabelSet& b);

// The hashes, ascending, of all that a reference in `text` could name: what stands between
// brackets. Too many do no harm.
void read_candidates(std::string_view text, std::vector<std::uint64_t>& hashes);

}  // namespace pland::markdown
