#include "protocol/json.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <utility>

namespace pland::protocol {
namespace {

// How deep brackets nest, strings skipped. On text that is not JSON the number means nothing, but
// it never is less than the depth to which a parser would descend before it sees the mistake.
bool deeper_than(std::string_view text, std::size_t limit) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') {
        ++i;
      } else if (c == '"') {
        in_string = false;
      }
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > limit) return true;
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return false;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The code unit of an escape \\uXXXX at `at`; nothing if there is none.
std::optional<unsigned> escaped_unit(std::string_view text, std::size_t at) {
  if (text.size() < at + 6 || text[at] != '\\' || text[at + 1] != 'u') return {};
  unsigned unit = 0;
  for (const char c : text.substr(at + 2, 4)) {
    const char small = static_cast<char>(c | 0x20);
    if (!is_digit(c) && (small < 'a' || small > 'f')) return {};
    unit = unit * 16 + static_cast<unsigned>(is_digit(c) ? c - '0' : small - 'a' + 10);
  }
  return unit;
}

// Where the escapes of surrogates without their other half are: an editor whose strings are UTF-16
// can cut a pair in two, and says so in valid JSON (RFC 8259, 8.2).
std::vector<std::size_t> lone_surrogates(std::string_view text) {
  std::vector<std::size_t> found;
  for (auto at = text.find('\\'); at != text.npos; at = text.find('\\', at)) {
    const auto unit = escaped_unit(text, at);
    if (!unit) {
      at += 2;  // an escape of another kind, or of the backslash itself
      continue;
    }
    const bool high = *unit >= 0xd800 && *unit < 0xdc00;
    const bool low = *unit >= 0xdc00 && *unit < 0xe000;
    const auto next = high ? escaped_unit(text, at + 6) : std::nullopt;
    if (next && *next >= 0xdc00 && *next < 0xe000) {
      at += 12;
      continue;
    }
    if (high || low) found.push_back(at);
    at += 6;
  }
  return found;
}

// The text with the numbers that no double can hold cut to one that it can: whoever reads such a
// number finds it out of range, and the rest of the message is still to be read.
std::string with_finite_numbers(std::string_view text) {
  std::string out(text);
  for (std::size_t at = 0; at < out.size(); ++at) {
    if (out[at] == '"') {
      for (++at; at < out.size() && out[at] != '"'; ++at) at += out[at] == '\\' ? 1 : 0;
    } else if (is_digit(out[at])) {
      const auto end = std::min(out.find_first_not_of("0123456789.eE+-", at), out.size());
      const std::string number = out.substr(at, end - at);
      // What is beyond all bounds has five characters at least.
      if (std::isinf(std::strtod(number.c_str(), nullptr))) {
        out.replace(at, number.size(), "1e308" + std::string(number.size() - 5, ' '));
      }
      at = end - 1;
    }
  }
  return out;
}

std::string_view name_of(Value::Kind kind) {
  switch (kind) {
    case Value::Kind::missing:
      return "nothing";
    case Value::Kind::null:
      return "null";
    case Value::Kind::boolean:
      return "boolean";
    case Value::Kind::integer:
    case Value::Kind::number:
      return "number";
    case Value::Kind::string:
      return "string";
    case Value::Kind::array:
      return "array";
    case Value::Kind::object:
      return "object";
  }
  return "";
}

constexpr std::string_view beyond_all_bounds = "a number beyond all bounds";

ParsedJson parse_bounded(std::string_view text) {
  try {
    return {Json(nlohmann::json::parse(text)), {}};
  } catch (const nlohmann::json::parse_error& error) {
    return {{}, fmt::format("invalid JSON at byte {}", error.byte)};
  } catch (const nlohmann::json::exception&) {
    return {{}, std::string(beyond_all_bounds)};
  }
}

}  // namespace

Value::Kind Value::kind() const {
  if (!json_) return Kind::missing;
  switch (json_->type()) {
    case nlohmann::json::value_t::boolean:
      return Kind::boolean;
    case nlohmann::json::value_t::number_integer:
    case nlohmann::json::value_t::number_unsigned:
      return Kind::integer;
    case nlohmann::json::value_t::number_float:
      return Kind::number;
    case nlohmann::json::value_t::string:
      return Kind::string;
    case nlohmann::json::value_t::array:
      return Kind::array;
    case nlohmann::json::value_t::object:
      return Kind::object;
    default:
      return Kind::null;
  }
}

std::optional<bool> Value::boolean() const {
  if (kind() != Kind::boolean) return {};
  return json_->get<bool>();
}

const std::string* Value::string() const {
  return json_ ? json_->get_ptr<const std::string*>() : nullptr;
}

std::optional<std::int64_t> Value::integer() const {
  if (kind() == Kind::integer) {
    if (json_->is_number_unsigned() && json_->get<std::uint64_t>() > INT64_MAX) return {};
    return json_->get<std::int64_t>();
  }
  if (kind() == Kind::number) {
    const auto number = json_->get<double>();
    if (std::floor(number) == number && std::abs(number) < 9e15) {
      return static_cast<std::int64_t>(number);
    }
  }
  return {};
}

Value Value::member(std::string_view name) const {
  const nlohmann::json* found = nullptr;
  if (json_ && json_->is_object()) {
    if (auto it = json_->find(name); it != json_->end()) found = &*it;
  }
  return {found, this, name, 0};
}

Value Value::find(std::string_view pointer) const {
  const nlohmann::json* at = json_;
  std::string_view step = name_;
  while (at && !pointer.empty()) {
    pointer.remove_prefix(1);
    step = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(step.size());
    if (!at->is_object()) return {nullptr, step};
    auto it = at->find(step);
    at = it == at->end() ? nullptr : &*it;
  }
  return {at, step};
}

std::size_t Value::size() const { return json_ && json_->is_array() ? json_->size() : 0; }

Value Value::element(std::size_t index) const {
  return {index < size() ? &(*json_)[index] : nullptr, this, {}, index};
}

std::vector<std::string> Value::keys() const {
  std::vector<std::string> keys;
  if (json_ && json_->is_object()) {
    for (const auto& [key, unused] : json_->items()) keys.push_back(key);
  }
  return keys;
}

Any Value::text() const {
  if (!json_) return {};
  return {json_->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)};
}

std::string Value::path() const {
  if (!parent_) return std::string(name_);
  auto above = parent_->path();
  if (name_.empty()) return fmt::format("{}[{}]", above, index_);
  return above.empty() ? std::string(name_) : fmt::format("{}.{}", above, name_);
}

std::string Value::expected(std::string_view what) const {
  return fmt::format("expected {} at {}, got {}", what, path(), name_of(kind()));
}

Json::Json() = default;
Json::Json(nlohmann::json&& json) : json_(std::make_unique<nlohmann::json>(std::move(json))) {}
Json::Json(Json&&) noexcept = default;
Json& Json::operator=(Json&&) noexcept = default;
Json::~Json() = default;

Json Json::take(std::string_view member) {
  if (!json_ || !json_->is_object()) return {};
  auto it = json_->find(member);
  return it == json_->end() ? Json() : Json(std::exchange(*it, nullptr));
}

ParsedJson parse_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes) {
    return {{}, fmt::format("JSON of {} bytes, more than {}", text.size(), limits.bytes)};
  }
  if (deeper_than(text, limits.depth)) {
    return {{}, fmt::format("JSON nested deeper than {}", limits.depth)};
  }
  // The parser would take it for the end of the text.
  if (const auto nul = text.find('\0'); nul != text.npos) {
    return {{}, fmt::format("invalid JSON at byte {}", nul + 1)};
  }
  std::string mended;
  if (const auto lone = lone_surrogates(text); !lone.empty()) {
    mended = text;
    for (const std::size_t at : lone) mended.replace(at, 6, "\\ufffd");
    text = mended;
  }
  ParsedJson parsed = parse_bounded(text);
  if (parsed.error == beyond_all_bounds) parsed = parse_bounded(with_finite_numbers(text));
  return parsed;
}

}  // namespace pland::protocol
