// Life cycle and registrations. InitializeParams and InitializeResult are in capabilities.h.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "protocol/types/basic.h"

namespace pland::protocol {

enum class TraceValue { Off, Messages, Verbose };
constexpr auto enum_names(TraceValue) {
  return std::array{std::pair{TraceValue::Off, "off"}, std::pair{TraceValue::Messages, "messages"},
                    std::pair{TraceValue::Verbose, "verbose"}};
}

struct SetTraceParams {
  TraceValue value = TraceValue::Off;
  LSP_FIELDS(SetTraceParams, value)
};

struct LogTraceParams {
  std::string message;
  std::optional<std::string> verbose;
  LSP_FIELDS(LogTraceParams, message, verbose)
};

struct Registration {
  std::string id;
  std::string method;
  std::optional<Any> registerOptions;
  LSP_FIELDS(Registration, id, method, registerOptions)
};

struct RegistrationParams {
  std::vector<Registration> registrations;
  LSP_FIELDS(RegistrationParams, registrations)
};

struct Unregistration {
  std::string id;
  std::string method;
  LSP_FIELDS(Unregistration, id, method)
};

struct UnregistrationParams {
  std::vector<Unregistration> unregisterations;  // LSP's own spelling
  LSP_FIELDS(UnregistrationParams, unregisterations)
};

}  // namespace pland::protocol
