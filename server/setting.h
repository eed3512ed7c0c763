// A tree of settings before anybody knows what they mean: what TOML and JSON have in common, and
// where in the file each piece stood (JSON has no places: its spans are empty). So the settings
// themselves are read by one function, whoever said them.
//
// Left out: fractions, times and whatever else no setting is made of (Kind::other).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/text/span.h"
#include "protocol/json.h"
#include "server/config.h"

namespace pland::server {

struct SettingMember;

struct Setting {
  enum class Kind : std::uint8_t { null, boolean, integer, string, array, table, other };
  Kind kind = Kind::null;
  bool boolean = false;
  std::int64_t integer = 0;
  std::string string;  // a TOML date reads as its text, "2026-12-01"
  std::vector<Setting> items;
  std::vector<SettingMember> members;  // in the file's order
  Span span;                           // bytes of the file
};

struct SettingMember {
  std::string key;
  Span span;  // of the key
  Setting value;
};

struct ParsedToml {
  Setting root;
  std::optional<ConfigError> error;
};
ParsedToml parse_toml(std::string_view text);

// A dotted name (`"rules.ignore"`) is read as the tables it abbreviates.
Setting setting_of(const protocol::Value& value);

}  // namespace pland::server
