// Two texts as a unified diff, as `patch -p1` and `git apply` take it: three lines of context,
// lines byte for byte with the ends they have, and a word where the last one has none.
#pragma once

#include <string>
#include <string_view>

namespace pland::server {

// `name` is the file's, relative to where the patch is to be applied. Of a file that is not there
// yet, `created`. Empty where the texts are equal.
std::string unified_diff(std::string_view name, std::string_view before, std::string_view after,
                         bool created = false);
// A diff, or some lines of one, with the colours of a terminal, if that is wanted.
std::string colored_diff(std::string_view diff, bool color);

}  // namespace pland::server
