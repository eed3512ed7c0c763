// Text as XML 1.0 takes it, in content and in double quotes: the five characters that mean
// something are escaped, so are line ends and tabs (a reader would make spaces of them), and what
// XML cannot hold at all (control characters, bytes that are no UTF-8) becomes U+FFFD.
#pragma once

#include <string>
#include <string_view>

namespace pland::server {

std::string xml(std::string_view text);

}  // namespace pland::server
