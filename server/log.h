// What the server says about itself. Nothing, unless asked: `--log` gets one line per message and
// per event, `--trace` the whole conversation, for bug reports. Only a reason to end is always
// printed, on stderr.
//
// Lines are written with one write each, from any thread; the mutex here is the only one of the
// program. A descriptor that would block is waited for: stderr may share its description with
// stdout, which Asio makes non-blocking. A log that cannot be written is dropped in silence.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace pland::server {

class Log {
 public:
  // A log that says nothing.
  Log() = default;
  // `log` and `trace` are paths; "-" is stderr, empty is none. Throws std::system_error when a
  // file cannot be opened.
  Log(const std::string& log, const std::string& trace);
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;
  ~Log();

  bool enabled() const { return log_ >= 0; }
  // One line with the time in front.
  void line(std::string_view text);
  // A reason to end: on stderr, and in the log if that is another place.
  void fatal(std::string_view text);
  // One message of the conversation: "<--" came in, "-->" goes out.
  void trace(std::string_view direction, std::string_view body);

 private:
  std::mutex mutex_;
  int log_ = -1;
  int trace_ = -1;
};

// Writes all of `text`, waiting where the descriptor would block. False if it cannot be written.
bool write_all(int descriptor, std::string_view text);

}  // namespace pland::server
