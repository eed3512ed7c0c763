// What the server says it can do, for a client that can what it says. Every capability has a
// handler in handlers.cpp, by test.
#pragma once

#include <optional>

#include "analysis/text/columns.h"
#include "protocol/capabilities.h"

namespace pland::server {

// What the settings that came with `initialize` leave out or put in.
struct Choices {
  // Unset: of a selection and while one types. False: nowhere. True: of whole documents, too.
  std::optional<bool> formatting;
};

protocol::ServerCapabilities offers(const protocol::ClientCapabilities& client,
                                    text::Encoding encoding, const Choices& choices);

}  // namespace pland::server
