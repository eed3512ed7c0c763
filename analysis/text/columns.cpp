#include "analysis/text/columns.h"

#include <algorithm>

#include "analysis/text/unicode.h"

namespace pland::text {
namespace {

std::uint32_t units(const Decoded& character, Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8:
      return character.size;
    case Encoding::utf16:
      return character.code >= 0x10000 ? 2 : 1;
    case Encoding::utf32:
      return 1;
  }
  return 1;
}

}  // namespace

std::string_view name(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8:
      return "utf-8";
    case Encoding::utf16:
      return "utf-16";
    case Encoding::utf32:
      return "utf-32";
  }
  return "utf-16";
}

std::optional<Encoding> encoding_named(std::string_view wanted) {
  for (const Encoding encoding : {Encoding::utf8, Encoding::utf16, Encoding::utf32})
    if (wanted == name(encoding)) return encoding;
  return {};
}

std::uint32_t column_of(std::string_view line, std::uint32_t offset, Encoding encoding) {
  const auto end = static_cast<std::uint32_t>(round_down(line, offset));
  if (encoding == Encoding::utf8 || is_ascii(line.substr(0, end))) return end;
  std::uint32_t column = 0;
  for (std::uint32_t at = 0; at < end;) {
    const Decoded d = decode(line, at);
    column += units(d, encoding);
    at += d.size;
  }
  return column;
}

std::uint32_t offset_of(std::string_view line, std::uint32_t column, Encoding encoding) {
  const auto size = static_cast<std::uint32_t>(line.size());
  if (encoding == Encoding::utf8 || is_ascii(line.substr(0, std::min(column, size))))
    return static_cast<std::uint32_t>(round_down(line, column));
  std::uint32_t at = 0;
  for (std::uint32_t counted = 0; at < size;) {
    const Decoded d = decode(line, at);
    counted += units(d, encoding);
    if (counted > column) break;
    at += d.size;
  }
  return at;
}

std::uint32_t length_of(std::string_view line, Encoding encoding) {
  return column_of(line, static_cast<std::uint32_t>(line.size()), encoding);
}

}  // namespace pland::text
