// Random, hostile edits over real documents; after each, the document must equal a parse from
// scratch. Run it with PLAND_PARANOID unset: it compares by itself.
//   edit_storm EDITS_PER_FILE SEED SMALLEST_SEGMENT FILE...
// SMALLEST_SEGMENT in bytes; 512 is as shipped, 64 gives more boundaries to get wrong.
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "analysis/markdown/document.h"

using pland::Span;
using pland::markdown::Document;

namespace {

const char* const snippets[] = {
    "#", "# ", "## Title\n", "\n", "\n\n", "\r\n", "\r", "```\n", "~~~\n", "<!-- ", "-->", "<div>\n",
    "- ", "- [ ] ", "* ", "1. ", "2) ", "> ", "    ", "\t", "| a | b |\n", "|---|---|\n", "---\n",
    "===\n", "[a]", "[a]: /url\n", "[a]: <x> 'title'\n", "[x](y.md#z \"t\")", "![i](p.png)", "*", "**",
    "_", "`", "``", "~~", "\\", "&amp;", "<", ">", "[", "]", "(", ")", "!", "https://example.com",
    "www.example.com", "a@b.cd", "word ", "\xc3\xa9", "\xf0\x9f\x93\x8d", "\xff", "[^1]: note\n", "[^1]",
    "<pre>\n", "</pre>\n", "<?", "?>", ": ", "{", "}", "\"", "'", "***\n", "* * *\n", "+ x\n\n  y\n",
};

std::string read(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 5) return 2;
  long edits = std::atol(arguments[1]);
  std::mt19937_64 random(static_cast<std::uint64_t>(std::atoll(arguments[2])));
  const auto smallest = static_cast<std::size_t>(std::atol(arguments[3]));
  const pland::markdown::SegmentSizes sizes{smallest, smallest * 4};
  long done = 0, failures = 0;
  for (int i = 4; i < count; ++i) {
    std::string text = read(arguments[i]);
    const std::string original = text;
    Document document = Document::parse(text, sizes);
    auto below = [&](std::size_t n) { return n == 0 ? 0 : random() % n; };
    for (long edit = 0; edit < edits; ++edit, ++done) {
      if (edit % 20 == 0) document = Document::parse(text = original, sizes);
      auto begin = static_cast<std::uint32_t>(below(text.size() + 1));
      if (below(3) == 0) {  // at a line's start, where blocks are made and broken
        while (begin > 0 && text[begin - 1] != '\n') --begin;
      }
      std::uint32_t end = begin;
      if (below(3) == 0) {
        end = std::min<std::uint32_t>(static_cast<std::uint32_t>(text.size()),
                                      begin + static_cast<std::uint32_t>(below(below(8) == 0 ? 2000 : 20)));
      }
      std::string insert;
      for (auto n = below(3); n > 0; --n) insert += snippets[below(std::size(snippets))];
      document = document.edit({begin, end}, insert);
      text.replace(begin, end - begin, insert);
      std::string where;
      if (!same(document, Document::parse(text, sizes), &where)) {
        ++failures;
        fmt::print("DIFFERENT {} edit {} at {}..{}: {}\n", arguments[i], edit, begin, end, where);
        std::ofstream("storm-failure.md", std::ios::binary) << text;
        document = Document::parse(text = original, sizes);
        if (failures > 5) return 1;
      }
    }
  }
  fmt::print("{} edits, {} differences\n", done, failures);
  return failures == 0 ? 0 : 1;
}
