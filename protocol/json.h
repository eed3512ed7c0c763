// JSON in: a bounded parse to a tree, and `Value`, a place in that tree that knows how it was
// reached, so that an error can say "expected integer at params.position.line, got string".
//
// The tree is nlohmann's, but only json.cpp knows it: whoever includes this header does not pay
// for json.hpp (6 s a file). JSON out is json_writer.h; what turns structs into either is codec.h.
// Absent: a tree for output, and any exception.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pland::protocol {

struct JsonLimits {
  std::size_t bytes = 64u << 20;
  std::size_t depth = 256;  // arrays and objects within each other
};

// Any JSON, kept as its text: LSP's `LSPAny`.
struct Any {
  std::string json = "null";
  friend bool operator==(const Any&, const Any&) = default;
};

// One place in a parsed tree, and the chain of places above it. A value lives on the stack of the
// decoder: it must not outlive the values it was reached from, nor the tree.
class Value {
 public:
  enum class Kind { missing, null, boolean, integer, number, string, array, object };

  Value(const nlohmann::json* json, std::string_view name) : json_(json), name_(name) {}

  Kind kind() const;
  // Missing and null are the same to a reader: "nothing was said".
  bool absent() const { return kind() <= Kind::null; }

  // Each gives nothing when the value is of another kind.
  std::optional<bool> boolean() const;
  const std::string* string() const;
  // A whole number, also when written as 3.0; nothing if it does not fit.
  std::optional<std::int64_t> integer() const;

  // The member of an object; a missing value if there is none or this is no object.
  Value member(std::string_view name) const;
  // The place at a path such as "/textDocument/completion"; missing if any step is.
  // The value stands alone: its errors name only the last step.
  Value find(std::string_view pointer) const;
  std::size_t size() const;  // of an array, else 0
  Value element(std::size_t index) const;
  std::vector<std::string> keys() const;  // of an object, else none
  Any text() const;                       // this value as JSON text

  // The way from the root: params.contentChanges[1].range.
  std::string path() const;
  // "expected string at params.textDocument.uri, got number"
  std::string expected(std::string_view what) const;

 private:
  Value(const nlohmann::json* json, const Value* parent, std::string_view name, std::size_t index)
      : json_(json), parent_(parent), name_(name), index_(index) {}

  const nlohmann::json* json_;  // null: missing
  const Value* parent_ = nullptr;
  std::string_view name_;
  std::size_t index_ = 0;  // counts when name_ is empty
};

// A parsed text. Move only; an empty one reads as missing.
class Json {
 public:
  Json();
  explicit Json(nlohmann::json&& json);
  Json(Json&&) noexcept;
  Json& operator=(Json&&) noexcept;
  ~Json();

  // The whole, under the name that error messages shall give it.
  Value root(std::string_view name) const { return {json_.get(), name}; }
  // Moves a member out of the object, which keeps the name with a null; empty if there is none.
  Json take(std::string_view member);

 private:
  std::unique_ptr<nlohmann::json> json_;
};

struct ParsedJson {
  Json json;
  std::string error;  // empty: parsed
};
// Refuses text over the limits, text that is not UTF-8, and text with anything behind the value (a
// NUL, too). A byte order mark in front is skipped, as RFC 8259, 8.1 allows. The escape of a lone
// surrogate reads as U+FFFD, which is as long in UTF-16; a number beyond all bounds as a large one.
// The depth is measured by a scan before the tree is built, so no text can exhaust the stack.
ParsedJson parse_json(std::string_view text, const JsonLimits& limits = {});

}  // namespace pland::protocol
