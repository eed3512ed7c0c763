// One conversation from its first byte to its last: session and transport put together, and taken
// apart in the right order. What a server is made of, from the outside in:
//
//   Log log(options.log, options.trace);
//   Scheduler scheduler(options.threads);
//   Session session(scheduler, log);
//   State state(session.client(), scheduler);     // owns the documents
//   Table<State> table(state);                    // handlers.cpp fills it
//   session.serve(table.take_routes());
//   return serve(scheduler, session, endpoint, log);
#pragma once

#include "server/log.h"
#include "server/scheduler.h"
#include "server/session.h"
#include "server/transport.h"

namespace pland::server {

// Returns the process's exit code: 0 if the client said `shutdown` and then `exit`, else 1 (also
// for SIGTERM, SIGINT and SIGHUP, and when the endpoint cannot be opened).
// The end: no more reading; what is under way gets 200 ms and is then cancelled; the pool is
// waited for; the last
// answers are written, for at most a second; the descriptors get their flags back.
int serve(Scheduler& scheduler, Session& session, const Endpoint& endpoint, Log& log);

}  // namespace pland::server
