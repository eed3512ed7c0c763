// File URIs and paths. Documents are known by their URI as the client spells it; a file's two
// spellings (`file:///c%3A/x` from VS Code, `file:///C:/x` from others) must be one document, so
// `canonical_uri` gives the key. Any other scheme (`untitled:`) is kept as it is.
//
// Bytes are percent-encoded and decoded as bytes: a name in NFD stays NFD, a name that is not
// UTF-8 stays what it is on disk. A path that begins with a drive letter is a Windows path: its
// letter is made small and its backslashes become slashes, as VS Code does it; a path that begins
// with two slashes names a host. For every other absolute path without a NUL byte,
// path_of_uri(uri_of_path(p)) is p.
// Absent: resolution of `..`, of symbolic links and of letter case. That needs the disk.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pland::protocol {

// The path of a file URI, with `/`, without query and fragment: `/home/x/plan.md`, `c:/x`,
// `//host/share/x`. Nothing for another scheme, for a relative path, for a path with a NUL byte.
std::optional<std::string> path_of_uri(std::string_view uri);

// The URI of an absolute path, encoded as VS Code encodes: all but letters, digits and `-._~/`.
std::string uri_of_path(std::string_view path);

// Whether a text is what path_of_uri gives: it begins at a root, a drive or a host.
bool is_absolute_path(std::string_view text);

// One spelling for all URIs of one file; anything that is no file URI unchanged.
std::string canonical_uri(std::string_view uri);

// The text with each %XX replaced by its byte; what is not %XX stays.
std::string percent_decoded(std::string_view text);
// The text with every byte but letters, digits, `-._~` and those of `keep` as %XX.
std::string percent_encoded(std::string_view text, std::string_view keep = "");

}  // namespace pland::protocol
