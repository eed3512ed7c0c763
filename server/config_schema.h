// What may stand in a `pland.toml`, as a JSON schema (draft 7) for editors that complete and check
// TOML by one. Made from the rules and kinds that the program has; docs/pland.schema.json is its
// text, held against it by a test.
#pragma once

#include <string>

namespace pland::server {

std::string config_schema();

}  // namespace pland::server
