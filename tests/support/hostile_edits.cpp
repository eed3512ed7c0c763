#include "tests/support/hostile_edits.h"

#include <algorithm>
#include <iterator>

namespace pland::tests {
namespace {

// What decides about blocks and inlines, and what decides about plans.
constexpr std::string_view snippets[] = {
    "#",
    "# ",
    "## Title\n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "```\n",
    "~~~\n",
    "````md\n",
    "<!-- ",
    "-->",
    "<div>\n",
    "- ",
    "- [ ] ",
    "* ",
    "1. ",
    "2) ",
    "> ",
    "  ",
    "    ",
    "\t",
    "| a | b |\n",
    "|---|---|\n",
    "|--|-|\n",
    "> |:-|\n",
    "|",
    "---\n",
    "===\n",
    "[a]",
    "[a]: /url\n",
    "[a]: <x> 'title'\n",
    "[a]: x \"",
    "[x](y.md#z \"t\")",
    "![i](p.png)",
    "*",
    "**",
    "_",
    "`",
    "``",
    "~~",
    "\\",
    "&amp;",
    "<",
    ">",
    "[",
    "]",
    "(",
    ")",
    "](",
    "!",
    "https://example.com",
    "www.example.com",
    "a@b.cd",
    "word ",
    "\xc3\xa9",
    "\xf0\x9f\x93\x8d",
    "\xef\xbb\xbf",
    "\xff",
    "\xe2\x80\xa8",
    std::string_view("\0", 1),
    "[^1]: note\n",
    "[^1]",
    "<pre>\n",
    "</pre>\n",
    "<script>\n",
    "<?",
    "?>",
    ": ",
    "{",
    "}",
    "\"",
    "'",
    "***\n",
    "* * *\n",
    "+ x\n\n  y\n",
    "- a\n  - b\n\n\n  c\n",
    "<a id=\"here\"></a>\n",
    "---\nstatus: draft\n---\n",
    "\n# Roadmap\n\n",
    "\n## Success Metrics\n\n",
    "\n## Risks\n\n",
    "\n## Non-Goals\n\n",
    "\n## Later\n\n",
    "\n## Completed ✅\n\n",
    "\n### Q1 2027 (Jan - Mar): Lamps\n\n",
    "\n### Phase 2\n\n",
    "\n## [1.2.0] - 2026-01-02\n\n",
    "\n## Objective 3: Trust\n\n",
    "> ## Quoted\n",
    "**Success Metrics**:\n",
    "**Owner**: Bo\n",
    "**Status**: Done\n",
    "**Last Updated**: 2026-12-24\n",
    "Status: done\n",
    "- [x] **Lamp**: lit ✅\n",
    "- [] box\n",
    "1. **Gauge**: why\n   - Dependencies: None\n",
    "| Risk | Impact |\n|---|---|\n| Rain | High |\n",
    "- Target: 95 %\n",
    "KR: 5\n",
    "[Name]",
    "[Metric 1 - e.g., \"5\"]",
    "TBD",
    "2027-02-30",
    "[plan](PLAN.md#lamps)",
    "[plan](plan.md#gone)",
    "`docs/a.md`",
    "<!-- pland-kind: okr -->\n",
    "<!-- pland-ignore-next-line links -- why -->\n",
    "<!-- pland-ignore all -->\n",
    "<!-- pland-ignore-end -->\n",
    "<!-- pland-ignore-file metrics -->\n",
    "<<<<<<< ours\n",
    "=======\n",
    ">>>>>>> theirs\n",
};

constexpr std::string_view syntax = "#-*+>`~|[]()<>!\\_=:\"'.\n\r\t &0x";

}  // namespace

// Anywhere, or where a line starts, at which blocks are made and broken.
std::uint32_t HostileEdits::place(std::string_view text) {
  std::size_t at = below(text.size() + 1);
  if (below(3) == 0)
    while (at > 0 && text[at - 1] != '\n') --at;
  return static_cast<std::uint32_t>(at);
}

// Up to `most` whole lines.
Span HostileEdits::lines(std::string_view text, std::size_t most) {
  std::size_t begin = below(text.size() + 1);
  while (begin > 0 && text[begin - 1] != '\n') --begin;
  std::size_t end = begin;
  for (std::size_t n = 1 + below(most); n > 0 && end < text.size(); --n) {
    end = std::min(text.find('\n', end), text.size() - 1) + 1;
  }
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

TextEdit HostileEdits::change(std::string_view text) {
  const auto snippet = [this] { return std::string(snippets[below(std::size(snippets))]); };
  const std::uint32_t at = place(text);
  const auto behind = [&](std::size_t most) {
    return Span{at, static_cast<std::uint32_t>(std::min(text.size(), at + below(most)))};
  };
  switch (below(12)) {
    case 0:  // one character for another
      return {behind(2), std::string(1, syntax[below(syntax.size())])};
    case 1:
      return {behind(20), {}};
    case 2:
      return {behind(below(8) == 0 ? 2000 : 200), {}};
    case 3:
      return {behind(20), snippet()};
    case 4:
      return {lines(text, 4), {}};
    case 5: {  // lines once more, somewhere else
      const Span copied = lines(text, 6);
      return {{at, at}, std::string(copied.of(text))};
    }
    case 6: {  // a piece of text in the place of another
      const auto from = static_cast<std::uint32_t>(below(text.size() + 1));
      return {behind(40), std::string(text.substr(from, below(80)))};
    }
    case 7: {  // lines indented or quoted
      const Span span = lines(text, 5);
      const std::string_view prefix = below(2) == 0 ? "  " : "> ";
      std::string out;
      bool starts = true;
      for (const char c : span.of(text)) {
        if (starts) out += prefix;
        starts = c == '\n';
        out += c;
      }
      return {span, out};
    }
    case 8:
      return {{at, at}, snippet() + snippet()};
    default:
      return {{at, at}, snippet()};
  }
}

TextEdit HostileEdits::next(std::string_view text) {
  TextEdit edit;
  // Back again: what an edit put to sleep must wake up as it was.
  if (undo_ && below(5) == 0) {
    edit = *std::move(undo_);
    undo_.reset();
    return edit;
  }
  edit = change(text);
  undo_ =
      TextEdit{{edit.span.begin, edit.span.begin + static_cast<std::uint32_t>(edit.text.size())},
               std::string(edit.span.of(text))};
  return edit;
}

std::string applied(std::string_view text, const TextEdit& edit) {
  std::string out(text);
  return out.replace(edit.span.begin, edit.span.size(), edit.text);
}

}  // namespace pland::tests
