#include "server/log.h"

#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <poll.h>
#include <system_error>
#include <unistd.h>

namespace pland::server {
namespace {

int open_for_append(const std::string& path) {
  if (path.empty()) return -1;
  if (path == "-") return STDERR_FILENO;
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), path);
  return descriptor;
}

void close_file(int descriptor) {
  if (descriptor > STDERR_FILENO) ::close(descriptor);
}

std::string time_of_day() {
  const auto now = std::chrono::system_clock::now();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now);
  const auto rest = std::chrono::duration_cast<std::chrono::milliseconds>(now - seconds);
  return fmt::format("{:%H:%M:%S}.{:03}", fmt::localtime(std::chrono::system_clock::to_time_t(now)),
                     rest.count());
}

}  // namespace

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(descriptor, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) {
      pollfd ready{descriptor, POLLOUT, 0};
      if (::poll(&ready, 1, 1000) <= 0) return false;
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

Log::Log(const std::string& log, const std::string& trace) : log_(open_for_append(log)) {
  try {
    trace_ = open_for_append(trace);
  } catch (...) {
    close_file(log_);
    throw;
  }
}

Log::~Log() {
  close_file(log_);
  close_file(trace_);
}

void Log::line(std::string_view text) {
  if (log_ < 0) return;
  const auto whole = fmt::format("{} {}\n", time_of_day(), text);
  const std::lock_guard lock(mutex_);
  write_all(log_, whole);
}

void Log::fatal(std::string_view text) {
  if (log_ != STDERR_FILENO) {
    const std::lock_guard lock(mutex_);
    write_all(STDERR_FILENO, fmt::format("pland: {}\n", text));
  }
  line(text);
}

void Log::trace(std::string_view direction, std::string_view body) {
  if (trace_ < 0) return;
  const auto whole = fmt::format("{} {}\n{}\n", time_of_day(), direction, body);
  const std::lock_guard lock(mutex_);
  write_all(trace_, whole);
}

}  // namespace pland::server
