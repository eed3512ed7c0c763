// Which features a user leaves to another server: `"features": {"hover": false}` in the editor's
// settings or in initializationOptions, so that pland lives beside any other Markdown server.
//
// What is switched off at the start is not offered; what is switched off later answers with
// nothing, because what a server offers is said once. One table says which methods and which
// capability belong to a feature; a test holds it against the table of handlers.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/capabilities.h"

namespace pland::protocol {
class Value;
}

namespace pland::server {

class Switches {
 public:
  // The setting "features", nested or dotted, of the object that holds it; `start` holds where it
  // says nothing. Names that nobody knows and values that are none go to `problems` (may be null).
  static Switches read(const protocol::Value& settings, const Switches& start,
                       std::vector<std::string>* problems);

  bool on(std::string_view feature) const { return !off_.contains(feature); }
  // Whether a method is answered. What belongs to no feature always is.
  bool answers(std::string_view method) const;
  // Takes what is off out of an offer.
  void leave_out(protocol::ServerCapabilities& can) const;

  friend bool operator==(const Switches&, const Switches&) = default;

 private:
  std::set<std::string, std::less<>> off_;
};

// The names of all features, in the order of the documentation, and the feature that a method
// belongs to; empty where it belongs to none.
std::vector<std::string_view> feature_names();
std::string_view feature_of(std::string_view method);

}  // namespace pland::server
