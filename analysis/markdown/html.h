// What Markdown's raw HTML says to us: comments, the names of places, and links (`<a href>`,
// `<img src>`), whose span is the whole tag. What stands between `<script>` or `<style>` and its
// end is no HTML.
#pragma once

#include "analysis/markdown/tree.h"

namespace pland::markdown {

// Fills comments and html_ids of a tree over `text` from its HTML nodes, and adds their links
// behind those that Markdown has.
void read_html(std::string_view text, Tree& tree);

}  // namespace pland::markdown
