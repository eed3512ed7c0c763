#include "analysis/pictures/words.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "analysis/text/unicode.h"

namespace pland::pictures {
namespace {

// Widths of space to `~` in thousandths of the font's size: Helvetica, as Adobe's metrics have it.
constexpr std::array<std::uint16_t, 95> helvetica = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584};

// How much wider the widest of common interface fonts (DejaVu Sans, Verdana) are: a text that has
// room to spare is better than one that runs out of its box.
constexpr double widest = 1.14, widest_bold = 1.27;

// Marks that turn the direction of a text, and those that only a paragraph may have.
bool is_directional(char32_t code) {
  return code == 0x061C || (0x200E <= code && code <= 0x200F) ||
         (0x2028 <= code && code <= 0x202E) || (0x2066 <= code && code <= 0x2069);
}

// A character with all that belongs to it.
std::size_t cluster_size(std::string_view text, std::size_t at) {
  std::size_t size = text::emoji_size(text, at);
  if (size == 0) size = text::decode(text, at).size;
  while (at + size < text.size()) {
    const text::Decoded next = text::decode(text, at + size);
    if (!text::is_mark(next.code) && next.code != 0x200D) break;
    size += next.size;
  }
  return size;
}

double pixels(std::string_view text, double size, bool bold) {
  double sum = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (' ' <= byte && byte <= '~') {
      sum += helvetica[byte - ' '];
      ++at;
      continue;
    }
    const std::size_t length = cluster_size(text, at);
    const int columns = text::display_width(text.substr(at, length));
    sum += columns == 2 ? 1100 : columns * 620;
    at += length;
  }
  return sum * size / 1000 * (bold ? widest_bold : widest);
}

}  // namespace

double Measure::operator()(std::string_view text) const {
  return size > 0 ? pixels(text, size, bold) : text::display_width(text);
}

std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded c = text::decode(text, at);
    at += c.size;
    if (text::is_space(c.code)) {
      if (!out.empty() && out.back() != ' ') out += ' ';
      continue;
    }
    // C0, DEL, C1; and what XML 1.0 (2.2) leaves out beyond them.
    if (c.code < 0x20 || (0x7F <= c.code && c.code < 0xA0) || c.code == 0xFFFE || c.code == 0xFFFF)
      continue;
    if (is_directional(c.code) || c.code == 0xFEFF) continue;
    text::append(out, c.code);
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string cut(std::string_view text, double room, Measure measure) {
  if (measure(text) <= room) return std::string(text);
  double left = room - measure("…");
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t size = cluster_size(text, at);
    left -= measure(text.substr(at, size));
    if (left < 0) break;
    at += size;
  }
  while (at > 0 && text[at - 1] == ' ') --at;
  return room < measure("…") ? std::string() : std::string(text.substr(0, at)) + "…";
}

std::vector<std::string> wrap(std::string_view text, double room, std::size_t lines,
                              Measure measure) {
  std::vector<std::string> out;
  while (!text.empty() && out.size() < lines) {
    if (out.size() + 1 == lines || measure(text) <= room) {
      out.push_back(cut(text, room, measure));
      break;
    }
    // As far as it goes, then back to the last space.
    std::size_t at = 0, space = 0;
    double used = 0;
    while (at < text.size()) {
      const std::size_t size = cluster_size(text, at);
      used += measure(text.substr(at, size));
      if (text[at] == ' ') space = at;
      if (used > room && at > 0) break;
      at += size;
    }
    const std::size_t end = space > 0 ? space : at;
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
    while (text.starts_with(' ')) text.remove_prefix(1);
  }
  return out;
}

std::string pad(std::string_view text, std::size_t columns) {
  std::string out = cut(text, static_cast<double>(columns));
  const auto width = static_cast<std::size_t>(text::display_width(out));
  if (width < columns) out.append(columns - width, ' ');
  return out;
}

std::string pad_left(std::string_view text, std::size_t columns) {
  std::string out = cut(text, static_cast<double>(columns));
  const auto width = static_cast<std::size_t>(text::display_width(out));
  if (width < columns) out.insert(0, columns - width, ' ');
  return out;
}

}  // namespace pland::pictures
