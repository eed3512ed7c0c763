// The Markdown pages that are compiled into the program: the templates of the document kinds
// (`kinds/roadmap.md`) and the rules' pages (`rules/metrics/missing-metrics.md`). They are files in
// the source tree, so that people read them there; the build turns them into this table.
#pragma once

#include <span>
#include <string_view>

namespace pland {

struct Page {
  std::string_view path;  // below analysis/, with `/`
  std::string_view text;  // UTF-8
};

std::span<const Page> pages();

}  // namespace pland
