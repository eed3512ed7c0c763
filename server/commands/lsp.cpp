// `pland lsp`: serve an editor.
#include <cstdint>
#include <cstdlib>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <string>
#include <system_error>

#include "server/commands/commands.h"
#include "server/config.h"
#include "server/serve.h"
#include "server/state.h"

namespace pland::server {
namespace {

struct Flags {
  Endpoint endpoint;
  bool stdio = false;
  std::int64_t client_process = 0;
  std::string log;
  std::string trace;
  std::string today;
};

int serve_editor(const Flags& flags) {
  // The day to take for today where an editor names none: one way to say it is enough.
  if (!flags.today.empty()) {
    if (!parse_date(flags.today)) {
      throw UserError(fmt::format("--today: \"{}\" is no day; write YYYY-MM-DD", flags.today));
    }
    ::setenv("PLAND_TODAY", flags.today.c_str(), 1);
  }
  std::optional<Log> opened;
  try {
    opened.emplace(flags.log, flags.trace);
  } catch (const std::system_error& error) {
    throw UserError(fmt::format("the log cannot be written: {}", error.what()));
  }
  Log& log = *opened;
  Scheduler scheduler;
  Session session(scheduler, log);
  State state(session.client(), scheduler, log);
  install_handlers(session, state);
  if (flags.client_process > 0) session.watch_process(flags.client_process);
  return serve(scheduler, session, flags.endpoint, log);
}

}  // namespace

void add_lsp(Verb app) {
  Verb verb = app.verb(
      "lsp", "Serve an editor (Language Server Protocol), over stdin and stdout by default");
  auto flags = std::make_shared<Flags>();
  Endpoint& endpoint = flags->endpoint;
  Option stdio = verb.flag("--stdio", flags->stdio, "Over stdin and stdout");
  Option port = verb.option("--port", endpoint.port,
                            "Listen on this port of 127.0.0.1; 0 chooses one and prints it");
  Option socket = verb.option("--socket", endpoint.port, "Connect to this port of 127.0.0.1");
  Option pipe = verb.option("--pipe", endpoint.path, "Connect to this Unix socket").type("PATH");
  Option listen = verb.option("--listen", endpoint.path, "Listen on this Unix socket").type("PATH");
  for (Option option : {port, socket}) option.type("PORT");
  for (Option one : {stdio, port, socket, pipe, listen}) {
    for (const Option& other : {stdio, port, socket, pipe, listen}) {
      if (one != other) one.excludes(other);
    }
  }
  verb.option("--clientProcessId", flags->client_process, "End when this process is no more")
      .type("PID");
  verb.option("--log", flags->log, "A line for each message, appended; - is stderr").type("FILE");
  verb.option("--trace", flags->trace, "The whole conversation, for bug reports").type("FILE");
  verb.option("--today", flags->today, "Judge as of this day").type("DATE");

  verb.runs([flags, port, socket, pipe, listen] {
    Endpoint& chosen = flags->endpoint;
    if (port.given()) chosen.kind = Endpoint::Kind::listen_port;
    if (socket.given()) chosen.kind = Endpoint::Kind::connect_port;
    if (pipe.given()) chosen.kind = Endpoint::Kind::connect_pipe;
    if (listen.given()) chosen.kind = Endpoint::Kind::listen_pipe;
    return serve_editor(*flags);
  });
}

}  // namespace pland::server
