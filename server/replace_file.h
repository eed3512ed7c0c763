// Writing a file so that nobody ever sees half of it: the text goes into a new file beside it,
// which then takes its name. Permissions, owner (where we may) and extended attributes come along;
// symbolic links are followed, and stay; a second hard link keeps the old text. Nothing is left
// behind, whatever goes wrong or is interrupted.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pland::server {

// Puts `text` in the place of a file's, if that still is `expected`; none: whatever it is, and also
// where there is none yet. What went wrong, as a sentence without its end; none: it is done.
std::optional<std::string> replace_file(const std::string& path,
                                        std::optional<std::string_view> expected,
                                        std::string_view text);
// Makes a file, and the folders above it, where there is nothing. As above; `already_there` where
// there is something.
inline constexpr std::string_view already_there = "is there already";
std::optional<std::string> create_file(const std::string& path, std::string_view text);

}  // namespace pland::server
