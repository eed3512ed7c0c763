// Any bytes from a client: framed in one piece and byte by byte (which must agree), parsed, and
// decoded as each of the parameters that a client can send. What is read must be writable.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/framing.h"
#include "protocol/message.h"
#include "protocol/methods.h"
#include "protocol/uri.h"

using namespace pland::protocol;

namespace {

template <class T>
void decode_as(const Value& value) {
  T out;
  if (decode(value, out).empty()) (void)to_json(out);
}

void decode_all(const Json& json) {
  const auto params = json.root("params");
  InitializeParams initialize;
  (void)decode(params, initialize);
  decode_as<DidOpenTextDocumentParams>(params);
  decode_as<DidChangeTextDocumentParams>(params);
  decode_as<CompletionParams>(params);
  decode_as<CompletionItem>(params);
  decode_as<CodeActionParams>(params);
  decode_as<WorkspaceDiagnosticParams>(params);
  decode_as<DidChangeWorkspaceFoldersParams>(params);
  decode_as<DidChangeConfigurationParams>(params);
  decode_as<DidChangeWatchedFilesParams>(params);
  decode_as<ExecuteCommandParams>(params);
  decode_as<SelectionRangeParams>(params);
  DidSaveTextDocumentParams saved;
  if (decode(params, saved).empty()) {
    if (auto path = path_of_uri(saved.textDocument.uri)) {
      const auto uri = uri_of_path(*path);
      if (canonical_uri(uri) != uri) std::abort();
    }
  }
}

std::vector<std::string> cut(std::string_view stream, std::size_t piece_size) {
  Framer framer({.body_bytes = 1 << 16, .header_line_bytes = 256});
  std::vector<std::string> bodies;
  while (!stream.empty()) {
    auto piece = stream.substr(0, piece_size);
    stream.remove_prefix(piece.size());
    while (auto body = framer.take(piece)) bodies.push_back(*body);
  }
  return bodies;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view stream(reinterpret_cast<const char*>(data), size);
  auto bodies = cut(stream, std::string_view::npos);
  if (bodies != cut(stream, 1)) std::abort();
  bodies.emplace_back(stream);
  for (const auto& body : bodies) {
    auto message = read_message(body);
    if (auto* request = std::get_if<Request>(&message)) decode_all(request->params);
    if (auto* notification = std::get_if<Notification>(&message)) decode_all(notification->params);
    if (auto* bad = std::get_if<Malformed>(&message)) (void)error_body(bad->id, bad->error);
  }
  return 0;
}
