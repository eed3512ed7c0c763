// What the server says it can do, for a client that can what it says. Every capability has a
// handler in handlers.cpp, by test.
#pragma once

#include "analysis/text/columns.h"
#include "protocol/capabilities.h"

namespace pland::server {

protocol::ServerCapabilities offers(const protocol::ClientCapabilities& client,
                                    text::Encoding encoding);

}  // namespace pland::server
