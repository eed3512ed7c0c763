#include "tests/support/pathological.h"

#include <algorithm>
#include <utility>

namespace pland::tests {
namespace {

using Make = std::function<std::string(std::size_t)>;

// The same, again and again.
Make repeat(std::string_view unit) {
  return [unit](std::size_t bytes) {
    std::string out;
    out.reserve(bytes + unit.size());
    while (out.size() < bytes) out += unit;
    return out + "\n";
  };
}

// The same with its number in the place of each `%`.
Make count(std::string_view unit) {
  return [unit](std::size_t bytes) {
    std::string out;
    for (std::size_t i = 0; out.size() < bytes; ++i)
      for (const char c : unit) {
        if (c == '%')
          out += std::to_string(i);
        else
          out += c;
      }
    return out + "\n";
  };
}

// One text and then another, half of the size each.
Make both(Make first, Make second) {
  return [first = std::move(first), second = std::move(second)](std::size_t bytes) {
    return first(bytes / 2) + "\n" + second(bytes / 2);
  };
}

Make around(std::string_view before, Make middle, std::string_view behind) {
  return [before, middle = std::move(middle), behind](std::size_t bytes) {
    std::string out(before);
    out += middle(bytes);
    out += behind;
    return out;
  };
}

std::string nested_lists(std::size_t bytes) {
  std::string out;
  for (std::size_t depth = 0; out.size() < bytes; ++depth)
    out += std::string(2 * depth, ' ') + "- a\n";
  return out;
}

// Lists as deep as md4c's containers are cheap, over and over.
std::string deep_lists(std::size_t bytes) {
  constexpr std::size_t deepest = 40;
  std::string out;
  for (std::size_t i = 0; out.size() < bytes; ++i)
    out += std::string(2 * (i % deepest), ' ') + "- a\n";
  return out;
}

std::string backtick_runs(std::size_t bytes) {
  std::string out;
  for (std::size_t length = 1; out.size() < bytes; ++length)
    out += std::string(length, '`') + " a ";
  return out + "\n";
}

std::string table_row(std::string_view cell, std::size_t columns) {
  std::string out = "|";
  for (std::size_t i = 0; i < columns; ++i) out += cell;
  return out + "\n";
}

Make brackets_in_brackets(std::string_view before, std::string_view middle) {
  return [before, middle](std::size_t bytes) {
    std::string out(before);
    out += std::string(bytes / 2, '[');
    out += middle;
    return out + std::string(bytes / 2, ']') + "\n";
  };
}

// Half of the bytes are a head of very many columns, half are rows of one cell.
std::string wide_table(std::size_t bytes) {
  const std::size_t columns = bytes / 18;
  std::string out = table_row(" a |", columns) + table_row("---|", columns);
  while (out.size() < bytes) out += "| b |\n";
  return out;
}

std::string wide_rows(std::size_t bytes) {
  const std::size_t columns = bytes / 16;
  return table_row(" a |", columns) + table_row("---|", columns) + table_row(" b |", columns) +
         table_row(" c |", columns);
}

// As many columns as are still taken for a table.
std::string full_table(std::size_t bytes) {
  std::string out = table_row(" a |", 128) + table_row("---|", 128);
  while (out.size() < bytes) out += "| b |\n";
  return out;
}

std::string long_definition(std::size_t bytes) {
  std::string out = "[a]: x \"" + std::string(bytes / 2, 't') + "\"\n\n";
  while (out.size() < bytes) out += "[a] ";
  return out + "\n";
}

std::vector<Pathological> make_inputs() {
  const Make heading_and_text = count("## Part %\n\nText of it.\n\n");
  return {
      // -- containers
      {"quotes in quotes", repeat(">")},
      {"quotes in quotes, with blanks", repeat("> ")},
      {"lists in lists, one line", repeat("- ")},
      {"ordered lists in lists, one line", repeat("1. ")},
      {"quotes and lists in turn", repeat("> - ")},
      {"lists in lists", nested_lists},
      {"lists in lists, again and again", deep_lists},
      {"empty items", repeat("-\n")},
      {"items with blank lines", repeat("- a\n\n\n")},
      {"flat tasks", repeat("- [ ] a task\n")},
      {"ordered items", repeat("1. a\n")},
      {"everything below one item", around("- a\n", repeat("  b\n\n"), "")},
      {"one quote", repeat("> a b c\n")},
      {"a lazy quote", around("> a\n", repeat("b\n"), "")},
      // -- brackets and links
      {"opening brackets", repeat("[")},
      {"closing brackets", repeat("]")},
      {"brackets in brackets", brackets_in_brackets("", "")},
      {"brackets in brackets, with a label", brackets_in_brackets("[a]: x\n\n", "")},
      {"brackets in brackets, over a line", brackets_in_brackets("", "\n")},
      {"open images", repeat("![")},
      {"images of links", repeat("![[]()")},
      {"open destinations", repeat("[a](")},
      {"empty open destinations", repeat("[](")},
      {"open angled destinations", repeat("[a](<b")},
      {"open titles", repeat("[a](b \"c")},
      {"inline links, one line", repeat("[a](b) ")},
      {"inline links, many lines", repeat("[a](b)\n")},
      {"unresolved brackets, many lines", repeat("[a\n")},
      {"unresolved labels, many lines", repeat("[a]\n")},
      {"uses of one label, many lines", around("[a]: x\n\n", repeat("[a]\n"), "")},
      {"uses of one label, many paragraphs", around("[a]: x\n\n", repeat("[a]\n\n"), "")},
      {"definitions", count("[l%]: x\n")},
      {"definitions with blank lines", count("[l%]: x\n\n")},
      {"definitions of one label", repeat("[a]: x\n")},
      {"definitions and their uses", both(count("[l%]: x\n"), count("[l%]\n\n"))},
      {"uses and their definitions", both(count("[l%]\n\n"), count("[l%]: x\n\n"))},
      {"a long definition and its uses", long_definition},
      {"definitions without an end", repeat("[a]: x \"\n")},
      {"footnotes", count("[^%]: a note\n")},
      {"uses of a footnote", repeat("[^1] ")},
      // -- emphasis, code, other inlines
      {"open emphasis", repeat("*a ")},
      {"open emphasis of two kinds", repeat("*a_ ")},
      {"open strong emphasis", repeat("**a ")},
      {"emphasis that may open and close", repeat("a**b*c")},
      {"stars", repeat("*")},
      {"underscores", repeat("_")},
      {"open strikethrough", repeat("~~a ")},
      {"backticks in runs of all lengths", backtick_runs},
      {"open code spans", repeat("`a\n")},
      {"code spans over lines", repeat("`a\nb` ")},
      {"open tags", repeat("<")},
      {"open tags with attributes", repeat("<a b=\"")},
      {"open comments", repeat("<!-- a ")},
      {"open instructions", repeat("<?")},
      {"open CDATA", repeat("<![CDATA[")},
      {"open declarations", repeat("<!A ")},
      {"ampersands", repeat("&")},
      {"backslashes", repeat("\\")},
      {"www", repeat("www.")},
      {"addresses", repeat("https://a.b ")},
      {"e-mail", repeat("a@b.c ")},
      {"at signs", repeat("@")},
      {"hard breaks", repeat("a\\\n")},
      // -- blocks
      {"table of very many columns, short rows", wide_table},
      {"table of very many columns", wide_rows},
      {"table of 128 columns, short rows", full_table},
      {"table of many rows", around("| a | b |\n|---|---|\n", repeat("| c | d |\n"), "")},
      {"table of many rows, short delimiters",
       around("| a | b |\n|-|-|\n", repeat("| c | d |\n"), "")},
      {"short delimiter rows", repeat("|-|-|\n")},
      {"tables of short delimiters", repeat("| a |\n|-|\n| b |\n\n")},
      {"a short delimiter row", repeat("|-")},
      {"bars", repeat("|")},
      {"rows without a head", repeat("| a | b |\n")},
      {"setext headings", repeat("a\n===\n")},
      {"a setext heading of many lines", around("", repeat("a\n"), "===\n")},
      {"empty headings", repeat("#\n")},
      {"equal headings", repeat("# a\n")},
      {"headings", heading_and_text},
      {"headings ever deeper", repeat("# a\n## b\n### c\n#### d\n##### e\n###### f\n")},
      {"rules", repeat("---\n")},
      {"front matter without an end", around("---\n", count("key%: value\n"), "")},
      {"an open fence", around("```\n", repeat("a\n"), "")},
      {"fences", repeat("```\n")},
      {"fences in items", repeat("- ```\n  a\n")},
      {"an open comment", around("<!--\n", repeat("a\n"), "")},
      {"HTML blocks", repeat("<div>\n")},
      {"blank lines", repeat("\n")},
      {"carriage returns", repeat("\r")},
      {"tabs", repeat("\t")},
      {"indented code", repeat("    a\n\n")},
      {"one long line", repeat("a")},
      {"one long line of words", repeat("word ")},
      {"one long line of sentences", repeat("A word. ")},
      {"one paragraph of many lines", repeat("a\n")},
      {"NUL bytes", repeat(std::string_view("\0", 1))},
      {"bad bytes", repeat("\xff")},
      {"astral characters", repeat("\xf0\x9f\x93\x8d")},
      {"twice encoded text", repeat("\xc3\x83\xc2\xa9 ")},
      // -- what plans are made of
      {"fields", repeat("**Owner**: Ada\n")},
      {"fields in paragraphs", repeat("**Status**: Done\n\n")},
      {"plain fields", repeat("Owner: Ada\n")},
      {"labels without values", repeat("**Success Metrics**:\n\n")},
      {"metrics",
       around("# Roadmap\n\n## Success Metrics\n\n", count("- % lamps by Q1 2027\n"), "")},
      {"goals without a number", around("## Success Metrics\n\n", repeat("- better\n"), "")},
      {"metrics containers", repeat("**Success Metrics**:\n- 5 lamps\n\n")},
      {"milestones", count("### Q1 2027: Part %\n\n- [ ] a task\n\n")},
      {"milestones below milestones", count("# Q1 2027\n\n**Metrics**:\n- 5 %\n\n## Q2 2027\n\n")},
      {"risks", count("- **Risk %**: rain\n")},
      {"a register",
       around("## Risks\n\n| Risk | Impact |\n|---|---|\n", count("| Rain % | High |\n"), "")},
      {"metadata", around("| Field | Value |\n|---|---|\n", repeat("| Owner | Ada |\n"), "")},
      {"one section of a plan",
       around("<!-- pland-kind: plan -->\n# P\n\n", repeat("## Active Blockers\n\nRain.\n\n"), "")},
      {"one field of a thing",
       around("<!-- pland-kind: plan -->\n# P\n\n## Active Blockers\n\n**Rain**\n",
              repeat("- **Owner**: Ada\n"), "")},
      {"work without a status",
       around("<!-- pland-kind: plan -->\n# P\n\n## What We're Building\n\n### Now\n\n",
              count("**%. Lamp**\n- **Who**: Ada\n\n"), "")},
      {"blockers of nobody", around("<!-- pland-kind: plan -->\n# P\n\n## Active Blockers\n\n",
                                    count("**Rain %**\n- **Blocks**: a\n\n"), "")},
      {"empty fields", around("## Risks\n\n", count("- **Risk %**\n  - **Impact**:\n"), "")},
      {"empty sections", repeat("## Dependencies\n\n")},
      {"quarters out of order", repeat("## Q3 2027\n\n## Q1 2027\n\n## Q2 2027\n\n")},
      {"one quarter", repeat("## Q1 2027\n\n")},
      {"due in another quarter", around("## Q1 2027\n\n### Key Initiatives\n\n",
                                        count("- **Lamp %**\n  - **ETA**: 2028-01-01\n"), "")},
      {"identifiers", count("### ADR-%: Lamp\n\n")},
      {"one identifier", count("### ADR-7: Lamp %\n\n")},
      {"one identifier in a register", around("## Risks\n\n| ID | Risk | Impact |\n|---|---|---|\n",
                                              count("| R1 | Rain % | High |\n"), "")},
      {"parts of parts", count("## % Lamps\n\n### 7.1 Lamp\n\n")},
      {"one metric", around("## Success Metrics\n\n", count("- At least % lamps\n"), "")},
      {"one metric in many quarters",
       count("## Q1 2027: %\n\n**Success Metrics**:\n- At least % lamps\n\n")},
      {"revisions", around("**Last Updated**: 2026-01-01\n\n## Revision History\n\n",
                           repeat("### 2026-02-01: a\n\n"), "")},
      {"periods", repeat("Q1 2027 ")},
      {"dates", repeat("2027-01-01 ")},
      {"dates that do not exist", repeat("2027-02-30 ")},
      {"quantities", repeat("95 % of 5,000 ")},
      {"numbers", repeat("1")},
      {"numbers and dots", repeat("1.")},
      {"placeholders", repeat("[Name] ")},
      {"placeholders in lines", repeat("- [Metric 1 - e.g., \"5\"]\n")},
      {"boxes", repeat("- [] a\n")},
      {"status marks", repeat("✅ 🔄 ")},
      {"struck items", repeat("- ~~a~~\n")},
      {"paths", repeat("`a/b.md` ")},
      {"navigation boxes", around("```\n", repeat("├── a.md\n"), "```\n")},
      {"arrows", repeat("a.md → ")},
      {"links to nothing", count("[a](gone%.md)\n\n")},
      {"anchors to nothing", both(heading_and_text, count("[a](#prat-%)\n\n"))},
      {"anchors of ids", both(count("<a id=\"part-%\"></a>\n\n"), count("[a](#part-%)\n\n"))},
      {"misspelt headings", count("## Sucess Metrcs\n\n- %\n\n")},
      {"misspelt labels", repeat("**Sucess Metrcs**: 5\n\n")},
      {"suppressed lines", repeat("<!-- pland-ignore-next-line tasks -->\n- [] a\n\n")},
      {"open suppressions", repeat("<!-- pland-ignore tasks -->\n\n- [] a\n\n")},
      {"suppressions",
       repeat("<!-- pland-ignore all -->\n\n- [] a\n\n<!-- pland-ignore-end -->\n\n")},
      {"ends of suppressions", repeat("<!-- pland-ignore-end -->\n\n")},
      {"kinds", repeat("<!-- pland-kind: okr -->\n\n")},
      {"conflicts", repeat("<<<<<<< a\nb\n=======\nc\n>>>>>>> d\n")},
      {"open conflicts", repeat("<<<<<<< a\n")},
      {"middles of conflicts", repeat("=======\n")},
      {"ids of entities", count("- **TEN-%**: a\n")},
      {"releases", count("## [1.%.0] - 2026-01-02\n\n### Added\n- a\n\n")},
      {"objectives", count("## Objective %: Trust\n\n- KR: 5\n\n")},
      {"headings in quotes", repeat("> ## a\n\n")},
      {"headings in items", repeat("- ## a\n")},
  };
}

}  // namespace

const std::vector<Pathological>& pathological_inputs() {
  static const std::vector<Pathological> inputs = make_inputs();
  return inputs;
}

}  // namespace pland::tests
