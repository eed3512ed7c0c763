// The two ways to say where in a line: a byte offset (ours, inside) and a column in the units a
// client counts in (LSP's `positionEncoding`: utf-8, utf-16 or utf-32 code units).
//
// All functions take one line's bytes, without its line ending, and are total: what lies behind the
// end is clamped to it, what lies inside a character is rounded down to its start, so that no
// position ever splits an astral character. A bad byte counts as one unit in every encoding (it
// reads as U+FFFD, see unicode.h). Lines of ASCII, nearly all, cost one scan without decoding.
//
// Left out: line numbers and whole documents; whoever knows where the lines start adds those.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace pland::text {

enum class Encoding : std::uint8_t { utf8, utf16, utf32 };

// LSP's names: "utf-8", "utf-16", "utf-32".
std::string_view name(Encoding encoding);
std::optional<Encoding> encoding_named(std::string_view name);

// Column (units of `encoding`, from 0) of the byte `offset` (from 0) in `line`.
std::uint32_t column_of(std::string_view line, std::uint32_t offset, Encoding encoding);
// Byte offset (from 0) of `column` (units of `encoding`, from 0) in `line`.
std::uint32_t offset_of(std::string_view line, std::uint32_t column, Encoding encoding);
// The whole line's length in units of `encoding`.
std::uint32_t length_of(std::string_view line, Encoding encoding);

}  // namespace pland::text
