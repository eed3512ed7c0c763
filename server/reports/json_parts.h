// Members of JSON objects in one call each, for the formats that are JSON.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "protocol/json_writer.h"

namespace pland::server {

inline void member(protocol::JsonWriter& json, std::string_view key, std::string_view text) {
  json.key(key);
  json.string(text);
}

inline void member(protocol::JsonWriter& json, std::string_view key, std::size_t number) {
  json.key(key);
  json.integer(static_cast<std::int64_t>(number));
}

// `{"text": …}`, as SARIF has its messages.
inline void text_member(protocol::JsonWriter& json, std::string_view key, std::string_view text) {
  json.key(key);
  json.begin_object();
  member(json, "text", text);
  json.end_object();
}

}  // namespace pland::server
