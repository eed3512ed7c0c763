// Tables that line up, lists that count, and what Enter begins.
#include "analysis/features/format.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "analysis/features/format_typing.h"
#include "tests/features/refactor_check.h"
#include "tests/support/sample_plans.h"

namespace pland::tests {
namespace {

Span all(const markdown::Document& text) { return {0, text.size()}; }

std::string formatted(std::string_view text) {
  const auto document = markdown::Document::parse(text);
  return apply_edits(std::string(text), features::format(document, all(document)));
}

// Lined up, and once more: nothing to do.
std::string aligned(std::string_view text) {
  const auto document = markdown::Document::parse(text);
  const std::string once =
      apply_edits(std::string(text), features::align_tables(document, all(document)));
  const auto again = markdown::Document::parse(once);
  CHECK(features::align_tables(again, all(again)).empty());
  return once;
}

std::string renumbered(std::string_view text) {
  const auto document = markdown::Document::parse(text);
  const std::string once = apply_edits(
      std::string(text),
      features::renumber_lists(document, all(document), features::Numbering::where_it_counts));
  const auto again = markdown::Document::parse(once);
  CHECK(features::renumber_lists(again, all(again), features::Numbering::where_it_counts).empty());
  return once;
}

TEST_CASE("a table lines up, and what it says stays") {
  CHECK(aligned("| Gauge | Height |\n|---|---:|\n| Pier | 3 |\n| The long mole | 12.5 |\n") ==
        "| Gauge         | Height |\n|---------------|-------:|\n| Pier          |      3 |\n"
        "| The long mole |   12.5 |\n");
  CHECK(aligned("|a|b|c|\n| :--- | :---: | --- |\n|one|two three|x|\n") ==
        "| a   |     b     | c   |\n| :-- | :-------: | --- |\n| one | two three | x   |\n");
  // Escaped pipes, pipes in code, empty cells.
  CHECK(aligned("| a | b |\n|---|---|\n| x \\| y | `p|q` |\n|  | |\n") ==
        "| a      | b     |\n|--------|-------|\n| x \\| y | `p|q` |\n|        |       |\n");
  // CRLF, and no end of line at the end.
  CHECK(aligned("| a | b |\r\n|---|---|\r\n| long one | 1 |") ==
        "| a        | b   |\r\n|----------|-----|\r\n| long one | 1   |");
}

TEST_CASE("columns are as wide as they look") {
  CHECK(aligned("| 港 | b |\n|---|---|\n| 観測所 | 1 |\n| ✅ | e\u0301 |\n") ==
        "| 港     | b   |\n|--------|-----|\n| 観測所 | 1   |\n| ✅     | e\u0301   |\n");
  const std::string wide(150, 'w');
  CHECK(aligned(fmt::format("| a | b |\n|---|---|\n| {} | 1 |\n| x | 2 |\n", wide)) ==
        fmt::format("| a   | b   |\n|-----|-----|\n| {} | 1   |\n| x   | 2   |\n", wide));
}

TEST_CASE("rows with too few cells or too many keep them") {
  CHECK(aligned("| a | b |\n|---|---|\n| only |\n| x | y | z | |\n|1|\n") ==
        "| a    | b   |\n|------|-----|\n| only |\n| x    | y   | z | |\n| 1    |\n");
}

TEST_CASE("tables in quotes and items, and without pipes at their sides") {
  CHECK(aligned("> | a | b |\n> |---|---|\n> | long | 1 |\n") ==
        "> | a    | b   |\n> |------|-----|\n> | long | 1   |\n");
  CHECK(aligned("- | a | b |\n  |---|---|\n  | long | 1 |\n") ==
        "- | a    | b   |\n  |------|-----|\n  | long | 1   |\n");
  CHECK(aligned("a | b\n---|---\nlong one | 1\n") ==
        "a        | b\n---------|----\nlong one | 1\n");
  CHECK(aligned("a | b\n---:|---\nlong one | 1\n") ==
        "|        a | b   |\n|---------:|-----|\n| long one | 1   |\n");
  CHECK(aligned("a | b\n--- | ---\n | 1\nlong |\n") ==
        "| a    | b   |\n| ---- | --- |\n | 1    |\n| long |\n");
  CHECK(aligned("```\n| a | b |\n|---|---|\n| long | 1 |\n```\n") ==
        "```\n| a | b |\n|---|---|\n| long | 1 |\n```\n");
}

TEST_CASE("a list counts from its first number") {
  CHECK(renumbered("3. a\n3. b\n7. c\n") == "3. a\n4. b\n5. c\n");
  CHECK(renumbered("1) a\n3) b\n") == "1) a\n2) b\n");
  CHECK(renumbered("01. a\n01. b\n04. c\n") == "01. a\n02. b\n03. c\n");
  CHECK(renumbered("0. a\n0. b\n") == "0. a\n0. b\n");
  CHECK(renumbered("1. a\r\n1. b\r\n3. c\r\n") == "1. a\r\n2. b\r\n3. c\r\n");
  CHECK(renumbered("> 1. a\n> 3. b\n") == "> 1. a\n> 2. b\n");
  CHECK(renumbered("- x\n  1. a\n  3. b\n\n     5. c\n     9. d\n") ==
        "- x\n  1. a\n  2. b\n\n     5. c\n     6. d\n");
  CHECK(renumbered("999999999. a\n999999999. b\n1. c\n") == "999999999. a\n999999999. b\n1. c\n");
  CHECK(renumbered("- a\n- b\n\n```\n1. a\n3. b\n```\n") == "- a\n- b\n\n```\n1. a\n3. b\n```\n");
}

TEST_CASE("the lines of an item move with its text") {
  CHECK(
      renumbered(
          "9. a\n8. b\n   more\n\n   ```\n   code\n     deep\n   ```\n\n   end\nlazy\n1. c\n") ==
      "9. a\n10. b\n    more\n\n    ```\n    code\n      deep\n    ```\n\n    end\nlazy\n11. c\n");
  CHECK(renumbered("1. a\n10. b\n    - c\n      d\n") == "1. a\n2. b\n   - c\n     d\n");
  CHECK(renumbered("> 9. a\n> 8. b\n>    > q\n>    x\n") ==
        "> 9. a\n> 10. b\n>     > q\n>     x\n");
  CHECK(renumbered("9. a\n8. b\n   | A | B |\n   |---|---|\n   | 1 | 2 |\n") ==
        "9. a\n10. b\n    | A | B |\n    |---|---|\n    | 1 | 2 |\n");
}

TEST_CASE("tables and lists of a selection, nothing else") {
  CHECK(formatted("#  Odd   heading\n\n*  bullet\n\n1. | A | B |\n   |---|---|\n   | one | 2 |\n"
                  "1. x\n5. y\n") ==
        "#  Odd   heading\n\n*  bullet\n\n1. | A   | B   |\n   |-----|-----|\n   | one | 2   |\n"
        "2. x\n3. y\n");
  const std::string text = "| A |\n|---|\n| one |\n\n| B |\n|---|\n| one |\n";
  const auto document = markdown::Document::parse(text);
  CHECK(features::format(document, {0, 0}).size() == 2);
  CHECK(features::format(document, {20, 20}).empty());
  CHECK(formatted("") == "");
  CHECK(refactored("| A<|> |\n|---|\n| one |\n", "align-table") == "| A   |\n|-----|\n| one |\n");
  CHECK(refactored("1. a\n1. b<|>\n", "renumber-list") == "1. a\n2. b\n");
  CHECK(refactored("1. a\n   1. x\n   1. y<|>\n1. b\n", "renumber-list") ==
        "1. a\n   1. x\n   2. y\n1. b\n");
  CHECK(refactored("1. a\n2. b<|>\n", "renumber-list") == "(not offered)");
  CHECK(refactored("Words<|>.\n", "align-table") == "(not offered)");
}

std::vector<std::string> cells(std::string_view text) {
  const auto document = document_of("a.md", text);
  std::vector<std::string> out;
  for (const auto& chapter : document->plan->chapters) {
    for (const plan::Table& table : chapter.facts->tables) {
      for (const auto& row : table.rows) {
        for (const auto& cell : row) out.push_back(chapter.facts->text(cell.span));
      }
    }
  }
  return out;
}

TEST_CASE("samples say the same when they are formatted, and are so once for all") {
  std::vector<std::string> texts;
  for (const std::string_view name : {"ROADMAP.md", "PROJECT_PLAN.md", "OKRS.md", "CLAUDE.md"})
    texts.push_back(examples(name).text());
  for (std::uint64_t seed = 1; seed < 6; ++seed) texts.push_back(sample_roadmap(20'000, seed));
  for (const std::string& text : texts) {
    const std::string once = formatted(text);
    CHECK(cells(once) == cells(text));
    CHECK(link_targets(*document_of("a.md", once)) == link_targets(*document_of("a.md", text)));
    CHECK(formatted(once) == once);
  }
}

TEST_CASE("a long list counts on over the pieces that it is kept in") {
  std::string text, expected;
  for (int i = 1; i <= 3000; ++i) {
    text += fmt::format("{}. Reading of the gauge at pier {}\n", i % 7 == 0 ? i + 1 : i, i);
    expected += fmt::format("{}. Reading of the gauge at pier {}\n", i, i);
  }
  CHECK(renumbered(text) == expected);
  std::string table = "| A | B |\n|---|---|\n";
  for (int i = 0; i < 10'000; ++i)
    table += "| " + std::string(i == 5 ? 50'000 : 10, 'x') + " | 1 |\n";
  CHECK(aligned(table).size() < 2 * table.size());
}

// Enter at `<|>`: the text afterwards, with whatever the editor puts behind the break.
std::string entered(std::string_view text, std::string_view given = "") {
  std::string after(text);
  const std::size_t at = after.find("<|>");
  const bool windows = after.find("\r\n") != std::string::npos;
  const std::string typed = (windows ? "\r\n" : "\n") + std::string(given);
  after.replace(at, 3, typed);
  const auto document = document_of("a.md", after);
  const auto offset = static_cast<std::uint32_t>(at + typed.size());
  return apply_edits(after, features::after_line_break(*document, offset));
}

TEST_CASE("Enter begins the next item") {
  for (const std::string_view given : {"", "  ", "    ", "\t"}) {
    CAPTURE(given);
    CHECK(entered("- a<|>", given) == "- a\n- ");
    CHECK(entered("- a<|>\n- b\n", given) == "- a\n- \n- b\n");
    CHECK(entered("*   a<|>\n", given) == "*   a\n*   \n");
    CHECK(entered("1. a<|>\n", given) == "1. a\n2. \n");
    CHECK(entered("9) a<|>\n", given) == "9) a\n10) \n");
    CHECK(entered("- [x] a<|>\n", given) == "- [x] a\n- [ ] \n");
    CHECK(entered("- a\n  - b<|>\n", given) == "- a\n  - b\n  - \n");
    CHECK(entered("1. - a<|>\n", given) == "1. - a\n   - \n");
    CHECK(entered("> - a<|>\n", given) == "> - a\n> - \n");
    CHECK(entered("> > 1. a<|>\n", given) == "> > 1. a\n> > 2. \n");
    CHECK(entered("- a<|>\r\n- b\r\n", given) == "- a\r\n- \r\n- b\r\n");
    CHECK(entered("- one<|> two\n", given).starts_with("- one\n- two"));
  }
  CHECK(entered("> - a<|>\n", "> ") == "> - a\n> - \n");
  CHECK(entered("> - a<|>\n", ">") == "> - a\n> - \n");
  CHECK(entered("1. a\n1. b<|>\n") == "1. a\n1. b\n1. \n");
  CHECK(entered("01. a<|>\n") == "01. a\n02. \n");
  CHECK(entered("-     code<|>\n") == "-     code\n- \n");
  CHECK(entered("- 😀<|>\n") == "- 😀\n- \n");
  // An editor that went on with the list itself is left alone.
  CHECK(entered("- a<|>\n", "- ") == "- a\n- \n");
}

TEST_CASE("Enter on an empty item ends the list") {
  CHECK(entered("- a\n- <|>\n") == "- a\n\n\n");
  CHECK(entered("- a\n-<|>") == "- a\n\n");
  CHECK(entered("1. a\n2. <|>\n", "   ") == "1. a\n\n\n");
  CHECK(entered("- a\n- [ ] <|>\n") == "- a\n\n\n");
  CHECK(entered("- [ ] a\n- [ ] <|>\n") == "- [ ] a\n\n\n");
  CHECK(entered("> - a\n> - <|>\n") == "> - a\n>\n> \n");
  CHECK(entered("- a\r\n- <|>\r\n") == "- a\r\n\r\n\r\n");
  // Before the text of an item there is no empty one.
  CHECK(entered("- a\n-<|> b\n") == "- a\n-\n b\n");
}

TEST_CASE("Enter in a table begins the next row, on an empty row ends it") {
  const std::string table = "| Gauge | N |\n|-------|---|\n| Pier  | 1 |";
  for (const std::string_view given : {"", "  "}) {
    CHECK(entered(table + "<|>\n", given) == table + "\n|       |   |\n");
    CHECK(entered("| A | B |\n|---|---|<|>", given) == "| A | B |\n|---|---|\n|   |   |");
    CHECK(entered("> | A | B |\n> |---|---|\n> | 1 | 2 |<|>\n", given) ==
          "> | A | B |\n> |---|---|\n> | 1 | 2 |\n> |   |   |\n");
    CHECK(entered("- | A | B |\n  |---|---|\n  | 1 | 2 |<|>\n", given) ==
          "- | A | B |\n  |---|---|\n  | 1 | 2 |\n  |   |   |\n");
    CHECK(entered("A | B\n---|---\n1 | 2<|>\n", given) == "A | B\n---|---\n1 | 2\n|   |   |\n");
  }
  CHECK(entered("| A |\n|---|\n| 1 |<|>\n| 2 |\n") == "| A |\n|---|\n| 1 |\n|   |\n| 2 |\n");
  CHECK(entered(table + "\n|   |  |<|>\n") == table + "\n\n\n");
  CHECK(entered(table + "\r\n|   |  |<|>\r\n") == table + "\r\n\r\n\r\n");
  CHECK(entered("| A | B |<|>\n|---|---|\n| 1 | 2 |\n") == "| A | B |\n\n|---|---|\n| 1 | 2 |\n");
}

TEST_CASE("elsewhere Enter is Enter") {
  for (const std::string_view text :
       {"Words<|>\n", "<|>", "# A<|>\n", "```\n- a<|>\n```\n", "- ```\n  - a<|>\n", "```\n- a<|>",
        "---\n- a<|>\n---\n", "<!--\n- a<|>\n-->\n", "- <!-- a<|>\n", "    - a<|>\n",
        "text\n- <|>\n", "- a\n  more<|>\n", "<|>- a\n", "- a\n<|>- b\n", "\\- a<|>\n",
        "999999999999. a<|>\n", "- ```<|>\n"}) {
    CAPTURE(text);
    std::string expected(text);
    expected.replace(expected.find("<|>"), 3, "\n");
    CHECK(entered(text) == expected);
  }
}

}  // namespace
}  // namespace pland::tests
