// What a verb knows of the terminal, if there is one: its colours, its width, a line of progress
// for whatever takes longer than a second, and how long each step took for whoever asks (-v).
#pragma once

#include <chrono>
#include <cstdio>
#include <fmt/format.h>
#include <string_view>
#include <utility>

#include "server/parallel.h"

namespace pland::server {

// `when` is auto, always or never; auto asks NO_COLOR, CLICOLOR_FORCE, TERM, and whether stdout is
// a terminal and is what is written to.
bool wants_color(std::string_view when, bool to_stdout);
// Columns of the screen, 40 to 160: COLUMNS, the terminal's, else 100.
int screen_width(bool to_stdout);

// One line on stderr that is written over. Silent where stderr is no terminal.
class ProgressLine {
 public:
  explicit ProgressLine(bool wanted);
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine() { clear(); }
  Progress named(const char* what);
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  bool wanted_;
  bool shown_ = false;
  Clock::time_point next_ = Clock::now() + std::chrono::seconds(1);
};

class Stopwatch {
 public:
  explicit Stopwatch(bool wanted) : wanted_(wanted) {}
  template <typename... Arguments>
  void say(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    if (!wanted_) return;
    const auto now = std::chrono::steady_clock::now();
    const std::chrono::duration<double, std::milli> passed = now - last_;
    last_ = now;
    fmt::print(stderr, "pland: {} ({:.1f} ms)\n",
               fmt::format(format, std::forward<Arguments>(arguments)...), passed.count());
  }

 private:
  bool wanted_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

}  // namespace pland::server
