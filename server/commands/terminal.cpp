#include "server/commands/terminal.h"

#include <algorithm>
#include <cstdlib>
#include <sys/ioctl.h>
#include <unistd.h>

namespace pland::server {
namespace {

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value && *value;
}

}  // namespace

bool wants_color(std::string_view when, bool to_stdout) {
  if (when != "auto") return when == "always";
  if (is_set("NO_COLOR")) return false;
  const char* forced = std::getenv("CLICOLOR_FORCE");
  if (forced && *forced && std::string_view(forced) != "0") return true;
  const char* terminal = std::getenv("TERM");
  return to_stdout && ::isatty(STDOUT_FILENO) &&
         !(terminal && std::string_view(terminal) == "dumb");
}

int screen_width(bool to_stdout) {
  if (const char* columns = std::getenv("COLUMNS"); columns && std::atoi(columns) > 0) {
    return std::clamp(std::atoi(columns), 40, 160);
  }
  winsize size{};
  if (!to_stdout || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 100;
  return size.ws_col == 0 ? 100 : std::clamp<int>(size.ws_col, 40, 160);
}

ProgressLine::ProgressLine(bool wanted) : wanted_(wanted && ::isatty(STDERR_FILENO)) {}

Progress ProgressLine::named(const char* what) {
  if (!wanted_) return {};
  return [this, what](std::size_t done, std::size_t all) {
    const auto now = Clock::now();
    if (now < next_) return;
    next_ = now + std::chrono::milliseconds(100);
    shown_ = true;
    std::fprintf(stderr, "\r%s %zu", what, done);
    if (all > 0) std::fprintf(stderr, " of %zu", all);
    std::fputs("\x1b[K", stderr);
    std::fflush(stderr);
  };
}

void ProgressLine::clear() {
  if (shown_) std::fputs("\r\x1b[K", stderr);
  shown_ = false;
}

}  // namespace pland::server
