#include "server/setting.h"

#include <algorithm>
#include <toml++/toml.h>
#include <utility>

#include "analysis/plan/date.h"
#include "analysis/text/columns.h"

namespace pland::server {
namespace {

// Where toml++'s lines and columns (from 1, in code points) are in the text.
class Places {
 public:
  explicit Places(std::string_view text) : text_(text), starts_{0} {
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text[at] == '\n') starts_.push_back(static_cast<std::uint32_t>(at + 1));
    }
    if (text.starts_with("\xef\xbb\xbf")) starts_[0] = 3;
  }

  std::uint32_t offset(const toml::source_position& place) const {
    if (place.line == 0 || place.line > starts_.size()) return 0;
    const std::uint32_t start = starts_[place.line - 1];
    std::string_view line = text_.substr(start, text_.find('\n', start) - start);
    return start + text::offset_of(line, static_cast<std::uint32_t>(place.column) - 1,
                                   text::Encoding::utf32);
  }
  Span span(const toml::source_region& region) const {
    const std::uint32_t begin = offset(region.begin);
    return {begin, std::max(begin, offset(region.end))};
  }

 private:
  std::string_view text_;
  std::vector<std::uint32_t> starts_;
};

Setting convert(const toml::node& node, const Places& places) {
  Setting setting;
  setting.span = places.span(node.source());
  setting.kind = Setting::Kind::other;
  if (const auto* table = node.as_table()) {
    setting.kind = Setting::Kind::table;
    for (const auto& [key, value] : *table) {
      setting.members.push_back(
          {std::string(key.str()), places.span(key.source()), convert(value, places)});
    }
    // toml++ sorts by key; the first kind that fits a document counts, so the order matters.
    std::stable_sort(setting.members.begin(), setting.members.end(),
                     [](const auto& a, const auto& b) { return a.span.begin < b.span.begin; });
  } else if (const auto* array = node.as_array()) {
    setting.kind = Setting::Kind::array;
    for (const toml::node& item : *array) setting.items.push_back(convert(item, places));
  } else if (const auto* text = node.as_string()) {
    setting.kind = Setting::Kind::string;
    setting.string = text->get();
  } else if (const auto* truth = node.as_boolean()) {
    setting.kind = Setting::Kind::boolean;
    setting.boolean = truth->get();
  } else if (const auto* number = node.as_integer()) {
    setting.kind = Setting::Kind::integer;
    setting.integer = number->get();
  } else if (const auto* date = node.as_date()) {
    setting.kind = Setting::Kind::string;
    const toml::date& day = date->get();
    setting.string = plan::to_iso({static_cast<std::int16_t>(day.year), day.month, day.day});
  }
  return setting;
}

Setting& member_named(Setting& table, std::string_view key) {
  table.kind = Setting::Kind::table;
  for (SettingMember& member : table.members) {
    if (member.key == key) return member.value;
  }
  table.members.push_back({std::string(key), {}, {}});
  return table.members.back().value;
}

}  // namespace

ParsedToml parse_toml(std::string_view text) {
  ParsedToml result;
  const Places places(text);
  try {
    result.root = convert(toml::parse(text), places);
  } catch (const toml::parse_error& error) {
    const toml::source_position& at = error.source().begin;
    result.error = ConfigError{at.line, at.column, std::string(error.description())};
  }
  return result;
}

namespace {

// The tables whose names editors join with dots: `rules.severity.mojibake`. Patterns have dots too,
// so no other key is taken apart.
enum class Table { root, rules, severity, other };

Table inner(Table outer, std::string_view name) {
  if (outer == Table::root && name == "rules") return Table::rules;
  if (outer == Table::rules && name == "severity") return Table::severity;
  return Table::other;
}

Setting setting_in(const protocol::Value& value, Table table) {
  using Kind = protocol::Value::Kind;
  Setting setting;
  switch (value.kind()) {
    case Kind::missing:
    case Kind::null:
      break;
    case Kind::boolean:
      setting.kind = Setting::Kind::boolean;
      setting.boolean = *value.boolean();
      break;
    case Kind::integer:
    case Kind::number:
      setting.kind = value.integer() ? Setting::Kind::integer : Setting::Kind::other;
      setting.integer = value.integer().value_or(0);
      break;
    case Kind::string:
      setting.kind = Setting::Kind::string;
      setting.string = *value.string();
      break;
    case Kind::array:
      setting.kind = Setting::Kind::array;
      for (std::size_t i = 0; i < value.size(); ++i) {
        setting.items.push_back(setting_in(value.element(i), Table::other));
      }
      break;
    case Kind::object:
      setting.kind = Setting::Kind::table;
      for (const std::string& key : value.keys()) {
        Setting* at = &setting;
        Table in = table;
        std::string_view rest = key;
        for (auto dot = rest.find('.');
             dot != rest.npos && inner(in, rest.substr(0, dot)) != Table::other;
             dot = rest.find('.')) {
          in = inner(in, rest.substr(0, dot));
          at = &member_named(*at, rest.substr(0, dot));
          rest.remove_prefix(dot + 1);
        }
        Setting member = setting_in(value.member(key), inner(in, rest));
        if (member.kind == Setting::Kind::null) continue;  // how editors say "not set"
        member_named(*at, rest) = std::move(member);
      }
      break;
  }
  return setting;
}

}  // namespace

Setting setting_of(const protocol::Value& value) { return setting_in(value, Table::root); }

}  // namespace pland::server
