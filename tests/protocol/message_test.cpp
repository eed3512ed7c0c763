#include "protocol/message.h"

#include <doctest/doctest.h>

#include "protocol/methods.h"

using namespace pland::protocol;

namespace {

std::string shown(std::string_view body) {
  auto message = read_message(body);
  auto id = [](const std::optional<Id>& value) { return to_json(value); };
  if (auto* request = std::get_if<Request>(&message)) {
    return "request " + id(request->id) + " " + request->method + " " +
           request->params.root("").text().json;
  }
  if (auto* notification = std::get_if<Notification>(&message)) {
    return "notification " + notification->method + " " + notification->params.root("").text().json;
  }
  if (auto* response = std::get_if<Response>(&message)) {
    return "response " + id(response->id) + " " +
           (response->error ? to_json(*response->error) : response->result.root("").text().json);
  }
  auto& malformed = std::get<Malformed>(message);
  return error_body(malformed.id, malformed.error);
}

// The code and the id with which a body would be answered.
std::string refused(std::string_view body) {
  auto message = read_message(body);
  auto* malformed = std::get_if<Malformed>(&message);
  if (!malformed) return "taken";
  if (malformed->response) return "not answered";
  return std::to_string(static_cast<int>(malformed->error.code)) + " " + to_json(malformed->id);
}

}  // namespace

TEST_CASE("the three kinds of messages") {
  CHECK(shown(R"({"jsonrpc":"2.0","id":7,"method":"m","params":{"a":1}})") ==
        R"(request 7 m {"a":1})");
  CHECK(shown(R"({"jsonrpc":"2.0","id":"seven","method":"m"})") == R"(request "seven" m null)");
  CHECK(shown(R"({"jsonrpc":"2.0","id":7,"method":"m","params":null})") == "request 7 m null");
  CHECK(shown(R"({"jsonrpc":"2.0","method":"m","params":[1]})") == "notification m [1]");
  CHECK(shown(R"({"jsonrpc":"2.0","id":7,"result":null})") == "response 7 null");
  CHECK(shown(R"({"jsonrpc":"2.0","id":7,"result":{"a":[]},"error":null})") ==
        R"(response 7 {"a":[]})");
  CHECK(shown(R"({"jsonrpc":"2.0","id":7,"error":{"code":-32601,"message":"no"}})") ==
        R"(response 7 {"code":-32601,"message":"no"})");
  CHECK(shown(R"({"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"no"}})") ==
        R"(response null {"code":-32700,"message":"no"})");
}

TEST_CASE("what is wrong is answered with the right code, and never with an id that may be ours") {
  CHECK(refused("{") == "-32700 null");
  CHECK(refused("") == "-32700 null");
  CHECK(refused("{\"jsonrpc\":\"2.0\",\"method\":\"\xFF\"}") == "-32700 null");
  CHECK(refused(R"([{"jsonrpc":"2.0","id":1,"method":"m"}])") == "-32600 null");
  CHECK(refused("3") == "-32600 null");
  CHECK(refused(R"({"id":1,"method":"m"})") == "-32600 1");
  CHECK(refused(R"({"jsonrpc":"1.0","id":1,"method":"m"})") == "-32600 1");
  CHECK(refused(R"({"jsonrpc":2.0,"method":"m"})") == "-32600 null");
  CHECK(refused(R"({"jsonrpc":"2.0","id":1,"method":3})") == "-32600 1");
  CHECK(refused(R"({"jsonrpc":"2.0","id":1.5,"method":"m"})") == "-32600 null");
  CHECK(refused(R"({"jsonrpc":"2.0","id":{},"method":"m"})") == "-32600 null");
  CHECK(refused(R"({"jsonrpc":"2.0","id":null,"method":"m"})") == "-32600 null");
  CHECK(refused(R"({"jsonrpc":"2.0","id":1})") == "-32600 null");
  CHECK(refused(R"({"jsonrpc":"2.0","result":1})") == "not answered");
  CHECK(refused(R"({"jsonrpc":"2.0","id":1,"error":"no"})") == "not answered");
  CHECK(refused(R"({"id":1,"result":1})") == "not answered");
}

TEST_CASE("what we send") {
  CHECK(response_body(Id{1}, Outcome<std::optional<Hover>>(std::nullopt)) ==
        R"({"jsonrpc":"2.0","id":1,"result":null})");
  CHECK(response_body(Id{"a"}, Outcome<int>(Error{ErrorCode::RequestFailed, "why", {}})) ==
        R"({"jsonrpc":"2.0","id":"a","error":{"code":-32803,"message":"why"}})");
  CHECK(error_body({},
                   {ErrorCode::ParseError, "p", to_any(DiagnosticServerCancellationData{true})}) ==
        R"({"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"p",)"
        R"("data":{"retriggerRequest":true}}})");
  CHECK(request_body<Configuration>(Id{2}, {.items = {{.section = "pland"}}}) ==
        R"({"jsonrpc":"2.0","id":2,"method":"workspace/configuration",)"
        R"("params":{"items":[{"section":"pland"}]}})");
  CHECK(request_body<DiagnosticRefresh>(Id{3}, {}) ==
        R"({"jsonrpc":"2.0","id":3,"method":"workspace/diagnostic/refresh"})");
  CHECK(notification_body<Progress>(
            {.token = {"t"}, .value = to_any(WorkDoneProgressBegin{.title = "Reading"})}) ==
        R"({"jsonrpc":"2.0","method":"$/progress",)"
        R"("params":{"token":"t","value":{"kind":"begin","title":"Reading"}}})");
}
