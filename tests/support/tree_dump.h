// A document's trees as text that a test can hold its expectation against: one line for each node,
// indented by its depth, and every span written as the source bytes that it covers.
//
//   list - ‹- [x] done›
//     item ‹- [x] done› marker ‹-› task ‹x›
//       paragraph ‹done›
//         text ‹done›
//
// Line endings are shown as ⏎ (\n) and ␍ (\r), tabs as ⇥, NUL as ␀. Definitions, comments and HTML
// ids come behind the nodes of the segment that they are in.
#pragma once

#include <string>
#include <string_view>

#include "analysis/markdown/document.h"

namespace pland::tests {

std::string dump(const markdown::Document& document);
std::string dump(const markdown::Segment& segment);

// The name of a kind as the dump writes it.
std::string_view name(markdown::NodeKind kind);

// What is wrong with a document's spans: nodes that do not nest, are not in order, or leave their
// segment; parts that leave their node. Empty when nothing is.
std::string broken_span(const markdown::Document& document);

}  // namespace pland::tests
