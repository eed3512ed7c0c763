#include "protocol/json.h"

#include <cmath>
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
  try {
    return {Json(nlohmann::json::parse(text)), {}};
  } catch (const nlohmann::json::parse_error& error) {
    return {{}, fmt::format("invalid JSON at byte {}", error.byte)};
  } catch (const nlohmann::json::exception&) {  // a number beyond all bounds
    return {{}, "invalid JSON"};
  }
}

}  // namespace pland::protocol
