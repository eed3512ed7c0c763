// Any bytes from a client, as a whole conversation: framed, given to a session with a real state
// behind it, everything on this thread. Bytes that are no frame are taken as bodies, one in a line,
// behind an `initialize` and an open document, so that the fuzzer gets past the door. Whatever is
// sent, every request must be answered exactly once. Files and folders are left out: the machine
// that fuzzes is not to be read.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "protocol/framing.h"
#include "protocol/message.h"
#include "server/session.h"
#include "server/state.h"

using namespace pland;

namespace {

struct Conversation {
  server::Log log;
  server::Scheduler scheduler{0};
  server::Session session{scheduler, log};
  server::State state{session.client(), scheduler, log};
  std::size_t requests = 0;
  std::size_t answers = 0;
  bool over = false;

  Conversation() {
    server::install_handlers(session, state);
    session.connect([this](std::string body) { sent(body); }, [this](int) { over = true; });
  }

  void sent(std::string_view body) {
    auto message = protocol::read_message(body);
    if (std::get_if<protocol::Malformed>(&message) != nullptr) std::abort();
    if (auto* response = std::get_if<protocol::Response>(&message)) {
      if (response->id) ++answers;
    }
  }

  void hear(std::string_view body) {
    if (over || body.find("file:") != body.npos || body.find("rootPath") != body.npos) return;
    auto message = protocol::read_message(body);
    if (std::get_if<protocol::Request>(&message) != nullptr) ++requests;
    if (auto* bad = std::get_if<protocol::Malformed>(&message); bad != nullptr && bad->id)
      ++requests;
    session.receive(body);
    scheduler.poll();
  }

  void end() {
    session.cancel_all(server::CancelReason::server_stopping);
    scheduler.join();
    if (!over && (answers != requests || session.under_way() != 0)) std::abort();
  }
};

constexpr std::string_view greeting[] = {
    R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,)"
    R"("capabilities":{"textDocument":{"completion":{"completionItem":{"snippetSupport":true}},)"
    R"("codeAction":{"codeActionLiteralSupport":{"codeActionKind":{"valueSet":[]}}},)"
    R"("documentSymbol":{"hierarchicalDocumentSymbolSupport":true}}}}})",
    R"({"jsonrpc":"2.0","method":"initialized","params":{}})",
    R"({"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":)"
    R"({"uri":"untitled:a","languageId":"markdown","version":1,)"
    R"("text":"# Roadmap\n\n## Q1 2027\n\n- [] \ud83d\ude00 [x](#y)\n"}}})",
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view stream(reinterpret_cast<const char*>(data), size);
  Conversation conversation;
  if (stream.starts_with("Content-Length")) {
    protocol::Framer framer({.body_bytes = 1 << 16, .header_line_bytes = 256});
    while (auto body = framer.take(stream)) conversation.hear(*body);
  } else {
    for (std::string_view body : greeting) conversation.hear(body);
    while (!stream.empty()) {
      auto line = stream.substr(0, stream.find('\n'));
      stream.remove_prefix(std::min(stream.size(), line.size() + 1));
      conversation.hear(line);
    }
  }
  conversation.end();
  return 0;
}
