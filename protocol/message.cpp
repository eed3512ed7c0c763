#include "protocol/message.h"

namespace pland::protocol {
namespace {

Malformed invalid(std::optional<Id> id, std::string message) {
  return {std::move(id), {ErrorCode::InvalidRequest, std::move(message), {}}};
}

}  // namespace

Message read_message(std::string_view body, const JsonLimits& limits) {
  auto [json, error] = parse_json(body, limits);
  if (!error.empty()) return Malformed{{}, {ErrorCode::ParseError, error, {}}};

  const auto root = json.root("");
  if (root.kind() == Value::Kind::array) return invalid({}, "batches are not part of LSP");
  if (root.kind() != Value::Kind::object) return invalid({}, "a message is an object");

  const auto method = root.member("method");
  const auto id_member = root.member("id");
  std::optional<Id> id;
  if (!id_member.absent()) {
    if (auto bad_id = decode(id_member, id.emplace()); !bad_id.empty()) {
      return invalid({}, bad_id);
    }
  }
  // Without a method this may answer a request of ours: its id is not one of the client's.
  const auto request_id = method.string() ? id : std::nullopt;
  const auto version = root.member("jsonrpc").string();
  if (!version || *version != "2.0") return invalid(request_id, "expected \"jsonrpc\": \"2.0\"");

  if (method.kind() != Value::Kind::missing) {
    if (!method.string()) return invalid({}, method.expected("string"));
    if (id_member.kind() == Value::Kind::null) return invalid({}, "a request's id is not null");
    auto params = json.take("params");
    if (id) return Request{std::move(*id), *method.string(), std::move(params)};
    return Notification{*method.string(), std::move(params)};
  }

  Response response{std::move(id), json.take("result"), {}};
  if (auto failed = root.member("error"); !failed.absent()) {
    auto bad_error = decode(failed, response.error.emplace());
    if (!bad_error.empty()) return invalid({}, bad_error);
  } else if (response.result.root("").kind() == Value::Kind::missing) {
    return invalid({}, "a message has a method, a result or an error");
  }
  if (!response.id && !response.error) return invalid({}, "a response has an id");
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
