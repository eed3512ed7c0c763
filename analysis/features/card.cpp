#include "analysis/features/card.h"

#include <fmt/format.h>
#include <utility>

#include "analysis/text/unicode.h"

namespace pland::features {
namespace {

// What comes next begins a line: in Markdown after a hard break, or a paragraph where one is due.
void begin_line(Card& card) {
  const bool gap = std::exchange(card.gap_pending, false);
  if (card.plain.empty()) return;
  if (gap) {
    while (card.markdown.ends_with('\n') || card.markdown.ends_with(' ')) card.markdown.pop_back();
    while (card.plain.ends_with('\n')) card.plain.pop_back();
    card.markdown += "\n\n";
    card.plain += "\n\n";
  } else if (card.plain.back() != '\n') {
    card.markdown += "  \n";
    card.plain += '\n';
  }
}

}  // namespace

Card& Card::title(std::string_view name, std::string_view details) {
  begin_line(*this);
  markdown += fmt::format("**{}**", escape(text::trim(name)));
  plain += text::trim(name);
  if (!details.empty()) {
    markdown += " · " + escape(details);
    plain += fmt::format(" · {}", details);
  }
  return *this;
}

Card& Card::line(std::string_view text) {
  if (text.empty()) return *this;
  begin_line(*this);
  markdown += escape(text);
  plain += text;
  return *this;
}

Card& Card::item(std::string_view text) {
  if (text.empty()) return *this;
  begin_line(*this);
  // A list needs no hard break before it, and its items end their own lines.
  if (markdown.ends_with("  \n")) markdown.erase(markdown.size() - 3, 2);
  markdown += "- " + escape(text) + "\n";
  plain += fmt::format("- {}\n", text);
  return *this;
}

Card& Card::row(std::string_view label, std::string_view value) {
  if (value.empty()) return *this;
  begin_line(*this);
  markdown += fmt::format("{}: {}", escape(label), escape(value));
  plain += fmt::format("{}: {}", label, value);
  return *this;
}

Card& Card::gap() {
  gap_pending = !empty();
  return *this;
}

Card& Card::guidance(std::string_view markdown_text) {
  begin_line(*this);
  markdown += markdown_text;
  plain += markdown_text;
  return *this;
}

Card& Card::add(const Card& other) {
  if (other.empty()) return *this;
  gap();
  begin_line(*this);
  markdown += other.markdown;
  plain += other.plain;
  return *this;
}

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 8);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    // `#`, `-`, `+` and digits mean something only where a line begins, and no line of a card
    // begins with text but a title (in `**`) and a list item.
    switch (c) {
      case '\\':
      case '`':
      case '*':
      case '_':
      case '[':
      case ']':
      case '<':
      case '>':
      case '~':
      case '|':
      case '$':
      case '!':
        out += '\\';
        break;
      case '#':
        if (i == 0) out += '\\';
        break;
      case '&':
        out += "&amp;";
        continue;
      case '\n':
      case '\r':
        out += ' ';
        continue;
      default:
        break;
    }
    out += c;
  }
  return out;
}

std::string shorten(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  return fmt::format("{}…", text::trim(text.substr(0, text::round_down(text, bytes))));
}

std::string count_of(std::size_t count, std::string_view noun) {
  const bool y = noun.size() > 1 && noun.ends_with('y') &&
                 std::string_view("aeiou").find(noun[noun.size() - 2]) == std::string_view::npos;
  if (count != 1 && y) {
    noun.remove_suffix(1);
    return fmt::format("{} {}ies", count, noun);
  }
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace pland::features
