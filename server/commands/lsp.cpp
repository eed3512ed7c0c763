// `pland lsp`: serve an editor.
#include <CLI/CLI.hpp>
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

void add_lsp(CLI::App& app, Run& run) {
  CLI::App* verb = app.add_subcommand(
      "lsp", "Serve an editor (Language Server Protocol), over stdin and stdout by default");
  auto flags = std::make_shared<Flags>();
  Endpoint& endpoint = flags->endpoint;
  CLI::Option* stdio = verb->add_flag("--stdio", flags->stdio, "Over stdin and stdout");
  CLI::Option* port = verb->add_option(
      "--port", endpoint.port, "Listen on this port of 127.0.0.1; 0 chooses one and prints it");
  CLI::Option* socket =
      verb->add_option("--socket", endpoint.port, "Connect to this port of 127.0.0.1");
  CLI::Option* pipe =
      verb->add_option("--pipe", endpoint.path, "Connect to this Unix socket")->type_name("PATH");
  CLI::Option* listen =
      verb->add_option("--listen", endpoint.path, "Listen on this Unix socket")->type_name("PATH");
  for (CLI::Option* option : {port, socket}) option->type_name("PORT");
  for (CLI::Option* one : {stdio, port, socket, pipe, listen}) {
    for (CLI::Option* other : {stdio, port, socket, pipe, listen}) {
      if (one != other) one->excludes(other);
    }
  }
  verb->add_option("--clientProcessId", flags->client_process, "End when this process is no more")
      ->type_name("PID");
  verb->add_option("--log", flags->log, "A line for each message, appended; - is stderr")
      ->type_name("FILE");
  verb->add_option("--trace", flags->trace, "The whole conversation, for bug reports")
      ->type_name("FILE");
  verb->add_option("--today", flags->today, "Judge as of this day")->type_name("DATE");

  verb->callback([&run, flags, port, socket, pipe, listen] {
    Endpoint& chosen = flags->endpoint;
    if (port->count() > 0) chosen.kind = Endpoint::Kind::listen_port;
    if (socket->count() > 0) chosen.kind = Endpoint::Kind::connect_port;
    if (pipe->count() > 0) chosen.kind = Endpoint::Kind::connect_pipe;
    if (listen->count() > 0) chosen.kind = Endpoint::Kind::listen_pipe;
    run = [flags] { return serve_editor(*flags); };
  });
}

}  // namespace pland::server
