// Writes a file that is not there yet.
#pragma once

#include <string>
#include <string_view>

namespace pland::server {

// Makes the folders above it too. UserError where something is at the path (nothing is overwritten)
// or it cannot be written; `shown` is what messages call it.
void write_new(const std::string& path, std::string_view shown, std::string_view text);

}  // namespace pland::server
