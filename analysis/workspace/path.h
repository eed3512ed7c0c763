// Paths as the workspace names files: absolute, `/` between parts, no `.` or `..` in them, bytes as
// on disk (`/home/x/a.md`, `c:/x/a.md`, `//host/share/a.md`). A document that is no file
// (untitled:) is named by its URI as it stands.
//
// Names are bytes: NFC and NFD are two files, as on most disks, and letter case counts; who wants
// to forgive more asks the disk. Left out: symbolic links, Windows' backslashes (a client's URI has
// none, and in a link's destination `\` is an escape).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pland::workspace {

// Without the last `/`, except where that is all: "/a" for "/a/b.md", "/" for "/b.md".
std::string_view directory_of(std::string_view path);
std::string_view basename_of(std::string_view path);
std::string_view extension_of(
    std::string_view path);  // ".md", lower or upper as it is; ".x" has none
// `relative` seen from the folder `directory`; `.` and `..` resolved (above the root they vanish).
// An absolute path stays itself.
std::string join(std::string_view directory, std::string_view relative);
// `path` as seen from the folder `from`: "../docs/a.md"; "." for the folder itself. The path itself
// where the two have no root in common.
std::string relative_to(std::string_view path, std::string_view from);
// Not `untitled:…` or another URI: what stands beside such a document, nobody knows.
bool is_file(std::string_view path);
bool is_inside(std::string_view path, std::string_view folder);  // or the folder itself
// The innermost of the folders that the path lies in; empty where there is none.
std::string_view root_of(std::string_view path, const std::vector<std::string>& roots);
bool is_markdown(std::string_view path);  // .md, .markdown, .mdown, .mkd, .mdx is not
// %41 → A; malformed escapes stay as they are (RFC 3986, 2.1).
std::string percent_decode(std::string_view text);
// What must be escaped in a link's destination, and nothing more (spaces, parentheses, `#`, `?`,
// `%`, and what Markdown or a table would take for its own).
std::string percent_encode_path(std::string_view path);
// The same for a destination between `<` and `>`, where spaces and parentheses may stand as they
// are.
std::string percent_encode_angled(std::string_view path);
// The same for an attribute of HTML, in whatever quotes or none.
std::string percent_encode_attribute(std::string_view path);
// The bytes of all that is not ASCII escaped, and nothing else: `ü` is %C3%BC.
std::string percent_encode_beyond_ascii(std::string_view text);

}  // namespace pland::workspace
