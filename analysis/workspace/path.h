// Paths as the workspace names files: absolute, `/` between parts, no `.` or `..` in them, bytes as
// on disk. A document that is no file (untitled:) is named by its URI as it stands.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pland::workspace {

std::string_view directory_of(std::string_view path);  // without the last `/`
std::string_view basename_of(std::string_view path);
std::string_view extension_of(std::string_view path);  // ".md", lower or upper as it is
// `relative` seen from the folder `directory`; `.` and `..` resolved (above the root they vanish).
std::string join(std::string_view directory, std::string_view relative);
// `path` as seen from the folder `from`: "../docs/a.md".
std::string relative_to(std::string_view path, std::string_view from);
bool is_inside(std::string_view path, std::string_view folder);
bool is_markdown(std::string_view path);  // .md, .markdown, .mdown, .mkd, .mdx is not
// %41 → A; malformed escapes stay as they are (RFC 3986, 2.1).
std::string percent_decode(std::string_view text);
// What must be escaped in a link's destination, and nothing more (spaces, parentheses, `#`, `?`, `%`).
std::string percent_encode_path(std::string_view path);

}  // namespace pland::workspace
