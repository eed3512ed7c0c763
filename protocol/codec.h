// Structs to JSON and back, from one line in each struct:
//
//   struct Position {
//     std::uint32_t line = 0;
//     std::uint32_t character = 0;
//     LSP_FIELDS(Position, line, character)
//   };
//
// decode(value, out) fills `out` and returns an empty string, or says what was expected where.
// Missing and null are an empty optional; unknown members are ignored, as LSP asks. write(writer,
// value) leaves an empty optional member out, and writes an optional that is a whole result as
// null; a member that must be there as null is Nullable. A variant is written as what it holds;
// unions that come in are normalised by a `decode` of their own beside the type.
//
// Enums are open: an integer that a newer client knows and we do not is kept. An enum that has
// `enum_names` is written as one of these words, and another word is an error.
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "protocol/fields.h"
#include "protocol/json.h"
#include "protocol/json_writer.h"

namespace pland::protocol {

// A member that is always written, as null when it is empty.
template <class T>
struct Nullable {
  std::optional<T> value;
  friend bool operator==(const Nullable&, const Nullable&) = default;
};

// Nothing: a result that is always null, and params that nobody reads.
struct Null {
  friend bool operator==(Null, Null) = default;
};

// A member that always holds the same word: Literal<"full"> kind.
template <std::size_t N>
struct Word {
  char letters[N] = {};
  constexpr Word(const char (&text)[N]) {  // NOLINT: reads as the word it is
    for (std::size_t i = 0; i < N; ++i) letters[i] = text[i];
  }
  constexpr std::string_view view() const { return {letters, N - 1}; }
};
template <Word word>
struct Literal {
  friend bool operator==(Literal, Literal) = default;
};

// A list that is left out when it is empty, and empty when it was left out.
template <class T>
struct OptionalList : std::vector<T> {
  using std::vector<T>::vector;
};

// What LSP writes `integer | string`: ids, progress tokens, the codes of other servers' findings.
struct IntegerOrString {
  std::variant<std::int64_t, std::string> value;
  friend auto operator<=>(const IntegerOrString&, const IntegerOrString&) = default;
};

template <class E>
concept NamedEnum = std::is_enum_v<E> && requires(E e) {
  enum_names(e);
};

// -- reading --------------------------------------------------------------------------------------
// Each returns an empty string on success. On failure `out` is in part filled and of no use.

inline std::string decode(const Value& value, bool& out) {
  auto boolean = value.boolean();
  if (!boolean) return value.expected("boolean");
  out = *boolean;
  return {};
}

inline std::string decode(const Value& value, std::string& out) {
  auto text = value.string();
  if (!text) return value.expected("string");
  out = *text;
  return {};
}

inline std::string decode(const Value& value, Any& out) {
  out = value.text();
  return {};
}

inline std::string decode(const Value&, Null&) { return {}; }

inline std::string decode(const Value& value, IntegerOrString& out) {
  if (auto text = value.string()) {
    out.value = *text;
  } else if (auto number = value.integer()) {
    out.value = *number;
  } else {
    return value.expected("integer or string");
  }
  return {};
}

template <std::integral T>
std::string decode(const Value& value, T& out) {
  auto number = value.integer();
  if (number && std::in_range<T>(*number)) {
    out = static_cast<T>(*number);
    return {};
  }
  if (!number && value.kind() != Value::Kind::integer) return value.expected("integer");
  return "expected integer in range at " + value.path();
}

template <class T>
requires std::is_enum_v<T> &&(!NamedEnum<T>)std::string decode(const Value& value, T& out) {
  std::underlying_type_t<T> number{};
  auto error = decode(value, number);
  out = static_cast<T>(number);
  return error;
}

template <NamedEnum T>
std::string decode(const Value& value, T& out) {
  std::string choices;
  for (const auto& [known, name] : enum_names(out)) {
    if (value.string() && *value.string() == name) {
      out = known;
      return {};
    }
    choices += choices.empty() ? "" : " or ";
    (choices += '"').append(name) += '"';
  }
  return value.expected(choices);
}

template <Word word>
std::string decode(const Value& value, Literal<word>&) {
  if (value.string() && *value.string() == word.view()) return {};
  return value.expected('"' + std::string(word.view()) + '"');
}

template <Reflected T>
std::string decode(const Value& value, T& out);
template <class T>
std::string decode(const Value& value, std::vector<T>& out);
template <class T>
std::string decode(const Value& value, std::map<std::string, T>& out);
template <class T>
std::string decode(const Value& value, std::shared_ptr<T>& out);

template <class T>
std::string decode(const Value& value, std::optional<T>& out) {
  out.reset();
  if (value.absent()) return {};
  return decode(value, out.emplace());
}

template <class T>
std::string decode(const Value& value, Nullable<T>& out) {
  return decode(value, out.value);
}

template <class T>
std::string decode(const Value& value, std::shared_ptr<T>& out) {
  out.reset();
  if (value.absent()) return {};
  auto inner = std::make_shared<std::remove_const_t<T>>();
  auto error = decode(value, *inner);
  out = std::move(inner);
  return error;
}

template <class T>
std::string decode(const Value& value, std::vector<T>& out) {
  if (value.kind() != Value::Kind::array) return value.expected("array");
  out.clear();
  out.reserve(value.size());
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (auto error = decode(value.element(i), out.emplace_back()); !error.empty()) return error;
  }
  return {};
}

template <class T>
std::string decode(const Value& value, OptionalList<T>& out) {
  out.clear();
  return value.absent() ? std::string() : decode(value, static_cast<std::vector<T>&>(out));
}

template <class T>
std::string decode(const Value& value, std::map<std::string, T>& out) {
  if (value.kind() != Value::Kind::object) return value.expected("object");
  out.clear();
  for (const auto& key : value.keys()) {
    if (auto error = decode(value.member(key), out[key]); !error.empty()) return error;
  }
  return {};
}

template <Reflected T>
std::string decode(const Value& value, T& out) {
  if (value.kind() != Value::Kind::object && !value.absent()) return value.expected("object");
  std::string error;
  auto read = [&](const auto& field) {
    error = decode(value.member(field.name), out.*field.member);
    return error.empty();
  };
  std::apply([&](const auto&... field) { (void)(read(field) && ...); }, T::fields());
  // Nothing at all will do for a struct of which nothing need be there.
  return !error.empty() && value.absent() ? value.expected("object") : error;
}

// -- writing --------------------------------------------------------------------------------------

inline void write(JsonWriter& writer, bool value) { writer.boolean(value); }
inline void write(JsonWriter& writer, const std::string& value) { writer.string(value); }
inline void write(JsonWriter& writer, std::string_view value) { writer.string(value); }
inline void write(JsonWriter& writer, const Any& value) { writer.raw(value.json); }
inline void write(JsonWriter& writer, Null) { writer.null(); }

template <std::integral T>
void write(JsonWriter& writer, T value) {
  writer.integer(static_cast<std::int64_t>(value));
}

template <class T>
requires std::is_enum_v<T>
void write(JsonWriter& writer, T value) {
  if constexpr (NamedEnum<T>) {
    for (const auto& [known, name] : enum_names(value)) {
      if (known == value) return writer.string(name);
    }
    writer.null();
  } else {
    writer.integer(static_cast<std::int64_t>(value));
  }
}

template <Word word>
void write(JsonWriter& writer, Literal<word>) {
  writer.string(word.view());
}

template <Reflected T>
void write(JsonWriter& writer, const T& value);
template <class T>
void write(JsonWriter& writer, const std::vector<T>& value);
template <class T>
void write(JsonWriter& writer, const std::map<std::string, T>& value);
template <class... Ts>
void write(JsonWriter& writer, const std::variant<Ts...>& value);

template <class T>
void write(JsonWriter& writer, const std::optional<T>& value) {
  value ? write(writer, *value) : writer.null();
}

template <class T>
void write(JsonWriter& writer, const std::shared_ptr<T>& value) {
  value ? write(writer, *value) : writer.null();
}

template <class T>
void write(JsonWriter& writer, const Nullable<T>& value) {
  write(writer, value.value);
}

template <class T>
void write(JsonWriter& writer, const std::vector<T>& value) {
  writer.begin_array();
  for (const auto& element : value) write(writer, element);
  writer.end_array();
}

template <class T>
void write(JsonWriter& writer, const std::map<std::string, T>& value) {
  writer.begin_object();
  for (const auto& [key, element] : value) {
    writer.any_key(key);
    write(writer, element);
  }
  writer.end_object();
}

inline void write(JsonWriter& writer, const IntegerOrString& value) { write(writer, value.value); }

template <class... Ts>
void write(JsonWriter& writer, const std::variant<Ts...>& value) {
  std::visit([&](const auto& held) { write(writer, held); }, value);
}

template <class T>
bool left_out(const T&) {
  return false;
}
template <class T>
bool left_out(const std::optional<T>& value) {
  return !value;
}
template <class T>
bool left_out(const std::shared_ptr<T>& value) {
  return !value;
}
template <class T>
bool left_out(const OptionalList<T>& value) {
  return value.empty();
}

template <Reflected T>
void write(JsonWriter& writer, const T& value) {
  writer.begin_object();
  auto member = [&](const auto& field) {
    const auto& held = value.*field.member;
    if (left_out(held)) return;
    writer.key(field.name);
    write(writer, held);
  };
  std::apply([&](const auto&... field) { (member(field), ...); }, T::fields());
  writer.end_object();
}

// The value as one JSON text.
template <class T>
std::string to_json(const T& value) {
  std::string out;
  JsonWriter writer(out);
  write(writer, value);
  return out;
}

// The value as the LSPAny that carries it: a `data` member, registration options.
template <class T>
Any to_any(const T& value) {
  return {to_json(value)};
}

// Reads what an Any carries; the error names places from `name` on.
template <class T>
std::string decode(const Any& any, T& out, std::string_view name) {
  auto parsed = parse_json(any.json);
  return parsed.error.empty() ? decode(parsed.json.root(name), out) : parsed.error;
}

}  // namespace pland::protocol
