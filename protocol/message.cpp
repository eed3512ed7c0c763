#include "protocol/message.h"

namespace pland::protocol {
namespace {

Malformed invalid(std::optional<Id> id, std::string message) {
  return {std::move(id), {ErrorCode::InvalidRequest, std::move(message), {}}};
}

Malformed invalid_response(std::string message) {
  return {{}, {ErrorCode::InvalidRequest, std::move(message), {}}, true};
}

}  // namespace

Message read_message(std::string_view body, const JsonLimits& limits) {
  auto [json, error] = parse_json(body, limits);
  if (!error.empty()) return Malformed{{}, {ErrorCode::ParseError, error, {}}};

  const auto root = json.root("");
  if (root.kind() == Value::Kind::array) return invalid({}, "batches are not part of LSP");
  if (root.kind() != Value::Kind::object) return invalid({}, "a message is an object");

  const auto method = root.member("method");
  const auto there = [&](std::string_view name) {
    return root.member(name).kind() != Value::Kind::missing;
  };
  const bool is_response = !there("method") && (there("result") || there("error"));
  const auto refuse = [&](std::optional<Id> id, std::string message) {
    return is_response ? invalid_response(std::move(message))
                       : invalid(std::move(id), std::move(message));
  };
  const auto id_member = root.member("id");
  std::optional<Id> id;
  if (!id_member.absent()) {
    if (auto bad_id = decode(id_member, id.emplace()); !bad_id.empty()) return refuse({}, bad_id);
  }
  // Without a method this may have been meant to answer a request of ours: then its id is none of
  // the client's.
  const auto request_id = there("method") ? id : std::nullopt;
  const auto version = root.member("jsonrpc").string();
  if (!version || *version != "2.0") return refuse(request_id, "expected \"jsonrpc\": \"2.0\"");

  if (there("method")) {
    if (!method.string()) return invalid(request_id, method.expected("string"));
    if (id_member.kind() == Value::Kind::null) return invalid({}, "a request's id is not null");
    auto params = json.take("params");
    if (id) return Request{std::move(*id), *method.string(), std::move(params)};
    return Notification{*method.string(), std::move(params)};
  }

  if (!is_response) return invalid({}, "a message has a method, a result or an error");
  Response response{std::move(id), json.take("result"), {}};
  if (auto failed = root.member("error"); !failed.absent()) {
    auto bad_error = decode(failed, response.error.emplace());
    if (!bad_error.empty()) return invalid_response(bad_error);
  } else if (response.result.root("").kind() == Value::Kind::missing) {
    return invalid_response("a response has a result or an error");
  }
  if (!response.id && !response.error) return invalid_response("a response has an id");
  return response;
}

std::string error_body(const std::optional<Id>& id, const Error& error) {
  return envelope([&](JsonWriter& writer) {
    writer.key("id");
    write(writer, id);
    writer.key("error");
    write(writer, error);
  });
}

}  // namespace pland::protocol
