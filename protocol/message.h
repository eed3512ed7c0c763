// The envelope of JSON-RPC 2.0: which of the three kinds of message a body is, and the bodies we
// send. Nothing is thrown: what is wrong with a body is a value of its own, Malformed, which says
// what to answer. Batches (arrays) are refused, as LSP has none.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "protocol/codec.h"
#include "protocol/json.h"

namespace pland::protocol {

enum class ErrorCode : std::int32_t {
  ParseError = -32700,
  InvalidRequest = -32600,
  MethodNotFound = -32601,
  InvalidParams = -32602,
  InternalError = -32603,
  ServerNotInitialized = -32002,
  RequestFailed = -32803,
  ServerCancelled = -32802,
  ContentModified = -32801,
  RequestCancelled = -32800,
};

struct Error {
  ErrorCode code = ErrorCode::InternalError;
  std::string message;
  std::optional<Any> data;
  LSP_FIELDS(Error, code, message, data)
};

// What a handler gives: the result, or an error. Converts from either.
template <class R>
class Outcome {
 public:
  template <class T>
  requires std::convertible_to<T, R> Outcome(
      T&& result)  // NOLINT(*-explicit-*): `return hover;` is the point
      : held_(std::in_place_index<0>, std::forward<T>(result)) {}
  Outcome(Error error) : held_(std::in_place_index<1>, std::move(error)) {}  // NOLINT

  const R* result() const { return std::get_if<0>(&held_); }
  const Error* error() const { return std::get_if<1>(&held_); }

 private:
  std::variant<R, Error> held_;
};

// A request's id, as its sender chose it.
using Id = IntegerOrString;

struct Request {
  Id id;
  std::string method;
  Json params;
};
struct Notification {
  std::string method;
  Json params;
};
// The client's answer to a request of ours.
struct Response {
  std::optional<Id> id;  // none: the client could not read which request it was
  Json result;
  std::optional<Error> error;
};
// To be answered with `error`; `id` is there only if the body is surely a request. What was meant
// as a response is not answered at all: its sender does not wait for one.
struct Malformed {
  std::optional<Id> id;
  Error error;
  bool response = false;
};
using Message = std::variant<Request, Notification, Response, Malformed>;

Message read_message(std::string_view body, const JsonLimits& limits = {});

// -- bodies ---------------------------------------------------------------------------------------

// {"jsonrpc":"2.0", then whatever `members` writes, then }
template <class F>
std::string envelope(const F& members) {
  std::string out;
  JsonWriter writer(out);
  writer.begin_object();
  writer.key("jsonrpc");
  writer.string("2.0");
  members(writer);
  writer.end_object();
  return out;
}

std::string error_body(const std::optional<Id>& id, const Error& error);

template <class R>
std::string response_body(const Id& id, const R& result) {
  return envelope([&](JsonWriter& writer) {
    writer.key("id");
    write(writer, id);
    writer.key("result");
    write(writer, result);
  });
}

template <class R>
std::string response_body(const Id& id, const Outcome<R>& outcome) {
  return outcome.error() ? error_body(id, *outcome.error()) : response_body(id, *outcome.result());
}

// M is one of the methods of methods.h.
template <class M>
std::string request_body(const Id& id, const typename M::Params& params) {
  return envelope([&](JsonWriter& writer) {
    writer.key("id");
    write(writer, id);
    writer.key("method");
    writer.string(M::method);
    if constexpr (!std::same_as<typename M::Params, Null>) {
      writer.key("params");
      write(writer, params);
    }
  });
}

template <class M>
std::string notification_body(const typename M::Params& params) {
  return envelope([&](JsonWriter& writer) {
    writer.key("method");
    writer.string(M::method);
    if constexpr (!std::same_as<typename M::Params, Null>) {
      writer.key("params");
      write(writer, params);
    }
  });
}

}  // namespace pland::protocol
