// A box that looks like a task's and is none: `- []`, `-[ ]`, `- [ x]`, `- [X ]`, `- [×]`,
// `* [ ]text`. GitHub shows it as text, and whatever counts open tasks passes it by.
//
// Links are let alone (`- [](url)`, `- [x]: definition`, `- [x][y]`), and so are the marks that
// other tools give a meaning (`[-]`, `[/]`, `[~]`, `[>]`).
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <string>

#include "analysis/rules/entity.h"
#include "analysis/rules/rule.h"
#include "analysis/text/unicode.h"

namespace pland::rules {
namespace {

constexpr std::array<std::string_view, 8> ticks = {"×", "✓", "✔",      "✔️",
                                                   "✅", "☑", "☑️", "☒"};

struct Box {
  std::uint32_t size = 0;  // bytes of what was written, from its bracket on
  std::string instead;     // what a tool would read
};

// Whether "[]" with this behind it speaks of an empty list: "[] = b", "[] (empty)", "[] is
// returned".
bool is_a_value(std::string_view behind) {
  constexpr std::array<std::string_view, 10> words = {"is",      "are", "means", "returns", "or",
                                                      "becomes", "and", "as",    "if",      "when"};
  behind = text::trim(behind);
  if (behind.empty()) return true;
  const text::Decoded first = text::decode(behind, 0);
  const bool opens = text::is_letter(first.code) || text::is_digit(first.code) ||
                     first.code >= 0x80 || behind[0] == '*' || behind[0] == '`' ||
                     behind[0] == '[' || behind[0] == '_' || behind[0] == '"' || behind[0] == '~' ||
                     behind[0] == '#' || behind[0] == '@';
  if (!opens || behind.starts_with("→") || behind.starts_with("—") || behind.starts_with("–"))
    return true;
  const std::string_view word = behind.substr(0, behind.find(' '));
  return std::find(words.begin(), words.end(), word) != words.end();
}

// The malformed box at the start of `text`; none where it is a box, a link or something else.
std::optional<Box> malformed_box(std::string_view text) {
  if (!text.starts_with('[')) return std::nullopt;
  const auto close = text.find(']');
  if (close == std::string_view::npos || close > 8) return std::nullopt;
  const std::string_view inside = text.substr(1, close - 1);
  const std::string_view behind = text.substr(close + 1);
  if (behind.starts_with('(') || behind.starts_with('[') || behind.starts_with(':'))
    return std::nullopt;

  const std::string_view mark = text::trim(inside);
  const bool tick = std::find(ticks.begin(), ticks.end(), mark) != ticks.end();
  const bool cross = mark == "x" || mark == "X" || tick;
  if (!mark.empty() && !cross) return std::nullopt;
  // An empty bracket needs words behind it: `- []` alone is an empty list in somebody's notes.
  const bool words = !text::trim(behind).empty();
  if (!words || (inside.empty() && is_a_value(behind))) return std::nullopt;

  Box box{static_cast<std::uint32_t>(close + 1), cross ? "[x]" : "[ ]"};
  const bool right_inside = inside == " " || inside == "x" || inside == "X";
  const bool spaced = behind[0] == ' ' || behind[0] == '\t';
  if (right_inside && spaced) return std::nullopt;
  if (!spaced) {
    // `[x]` against a word may be anything (`[x]^2`, `[]string`); a letter or markup may not.
    const text::Decoded next = text::decode(behind, 0);
    const bool starts = text::is_letter(next.code) || behind[0] == '*' || behind[0] == '`';
    if (!starts || inside.empty()) return std::nullopt;
    box.instead += ' ';
  }
  return box;
}

void say(Report& report, const plan::ChapterFacts& facts, Span span, std::string instead,
         std::uint32_t section) {
  const std::string written = facts.text(span);
  const std::string_view right = text::trim(instead);
  const bool ascii = std::all_of(written.begin(), written.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  std::string why = fmt::format("write \"{}\"", right);
  if (written == right || (written == "[X]" && right == "[x]"))
    why = "a space is missing behind it";
  else if (!ascii && right == "[ ]")
    why = "the space in it is not the usual one";
  Finding& finding =
      report.add(span, fmt::format("\"{}\" is no task to any tool: {}", written, why));
  name_section_entity(finding, facts, section);
  Fix& fix = finding.fixes.emplace_back();
  fix.title = fmt::format("Write {}", text::trim(instead));
  fix.preferred = true;
  fix.edits.push_back({"", span, std::move(instead)});
}

bool is_link(const plan::ChapterFacts& facts, std::uint32_t offset) {
  const auto at = std::lower_bound(
      facts.mentions.begin(), facts.mentions.end(), offset,
      [](const plan::Mention& mention, std::uint32_t o) { return mention.span.begin < o; });
  return at != facts.mentions.end() && at->span.begin == offset;
}

void judge_item(const plan::ChapterFacts& facts, const plan::Item& item, Report& report) {
  if (item.checked || item.row || !item.plain.starts_with('[')) return;
  const auto box = malformed_box(facts.text(item.text));
  if (!box || is_link(facts, item.text.begin)) return;
  say(report, facts, {item.text.begin, item.text.begin + box->size}, box->instead, item.section);
}

// The size of what is a list's marker but for the space behind it: `-`, `*`, `1.`, `12)`.
std::size_t marker_size(std::string_view line) {
  if (line.starts_with('-') || line.starts_with('*') || line.starts_with('+')) return 1;
  std::size_t digits = 0;
  while (digits < line.size() && digits < 4 && '0' <= line[digits] && line[digits] <= '9') ++digits;
  const bool marked = digits > 0 && digits < 4 && digits < line.size() &&
                      (line[digits] == '.' || line[digits] == ')');
  return marked ? digits + 1 : 0;
}

// `-[ ] text`, `1.[ ] text` and `-[] text` are no list items to Markdown: the start of a paragraph,
// or of a line in one.
void judge_paragraph(const plan::ChapterFacts& facts, const plan::Run& run, Report& report) {
  if (run.heading || run.quoted || run.plain.text.find('[') == std::string::npos) return;
  const Span span = run.plain.source_span;
  const std::string text = facts.text(span);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t line = text.find_first_not_of(" \t", at);
    if (line == std::string::npos) break;
    const std::string_view rest = std::string_view(text).substr(line);
    const std::size_t newline = text.find_first_of("\r\n", at);
    const std::size_t marker = marker_size(rest);
    const std::string_view behind = rest.substr(marker);
    const std::string_view box = behind.substr(0, behind.starts_with("[]") ? 2 : 3);
    if (marker > 0 && (box == "[]" || box == "[ ]" || box == "[x]" || box == "[X]") &&
        behind.substr(box.size()).starts_with(' ') &&
        (box != "[]" || !is_a_value(behind.substr(2, behind.find_first_of("\r\n") - 2)))) {
      const auto begin = span.begin + static_cast<std::uint32_t>(line);
      const auto size = static_cast<std::uint32_t>(marker + box.size());
      say(report, facts, {begin, begin + size},
          fmt::format("{} {}", rest.substr(0, marker), box == "[]" ? "[ ]" : box), run.section);
    }
    if (newline == std::string::npos) break;
    at = newline + 1;
  }
}

void judge_chapter(const ChapterInput& input, Report& report) {
  for (const plan::Item& item : input.facts.items) judge_item(input.facts, item, report);
  for (const plan::Run& run : input.facts.runs) judge_paragraph(input.facts, run, report);
}

}  // namespace

extern const Rule malformed_checkbox = {
    .name = "malformed-checkbox",
    .group = "tasks",
    .severity = Severity::warning,
    .summary = "A task's box is written so that no tool counts it",
    .chapter = judge_chapter,
    .tier = Tier::any,
};

}  // namespace pland::rules
