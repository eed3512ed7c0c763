#include "server/serve.h"

#include <exception>
#include <fmt/format.h>
#include <signal.h>
#include <string>
#include <utility>

#include "server/asio.h"

namespace pland::server {

int serve(Scheduler& scheduler, Session& session, const Endpoint& endpoint, Log& log) try {
  boost::asio::signal_set signals(scheduler.io(), SIGTERM, SIGINT, SIGHUP);
  signals.async_wait([&](const boost::system::error_code& error, int signal) {
    if (!error) session.disconnected(fmt::format("signal {}", signal));
  });

  Transport transport(scheduler, endpoint, log);
  int exit_code = 1;
  session.connect([&](std::string body) { transport.send(std::move(body)); },
                  [&](int code) {
                    exit_code = code;
                    scheduler.stop();
                  });
  transport.start([&](std::string_view body) { session.receive(body); },
                  [&](std::string_view why) { session.disconnected(why); });

  scheduler.run();

  transport.stop_reading();
  // What was asked before the end gets its answer, if that is a matter of moments.
  scheduler.run_until([&] { return session.under_way() == 0; }, Milliseconds(200));
  session.cancel_all(CancelReason::server_stopping);
  scheduler.join();
  scheduler.run_until([&] { return transport.flushed(); }, Milliseconds(1000));
  session.connect({}, {});
  log.line(fmt::format("exit {}", exit_code));
  return exit_code;
} catch (const std::exception& error) {
  session.connect({}, {});
  log.fatal(error.what());
  return 2;  // no conversation: that one was cut short is 1
}

}  // namespace pland::server
