// Messages to people.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "protocol/types/basic.h"

namespace pland::protocol {

enum class MessageType : std::int32_t { Error = 1, Warning, Info, Log, Debug };

// Of window/showMessage and window/logMessage.
struct ShowMessageParams {
  MessageType type = MessageType::Info;
  std::string message;
  LSP_FIELDS(ShowMessageParams, type, message)
};

struct ShowDocumentParams {
  std::string uri;
  std::optional<bool> external;
  std::optional<bool> takeFocus;
  std::optional<Range> selection;
  LSP_FIELDS(ShowDocumentParams, uri, external, takeFocus, selection)
};

struct ShowDocumentResult {
  bool success = false;
  LSP_FIELDS(ShowDocumentResult, success)
};

struct WorkDoneProgressCreateParams {
  ProgressToken token;
  LSP_FIELDS(WorkDoneProgressCreateParams, token)
};

}  // namespace pland::protocol
