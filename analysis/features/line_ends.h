// Where text ends that blank lines follow: sections and lists reach to what comes next, and nobody
// who folds or selects one means the blank lines behind it.
#pragma once

#include "analysis/markdown/document.h"
#include "analysis/text/span.h"

namespace pland::features {

// A span without the spaces, tabs and line ends at its end; empty where there is nothing else.
Span without_blank_end(const markdown::Document& document, Span span);
// The same for those at its beginning.
Span without_blank_begin(const markdown::Document& document, Span span);

}  // namespace pland::features
