#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

#include "server/commands/commands.h"
#include "server/log.h"

namespace pland::server {

void print(std::string_view text) {
  if (write_all(STDOUT_FILENO, text) || errno == EPIPE) return;
  throw UserError(fmt::format("stdout cannot be written: {}", std::strerror(errno)));
}

std::string current_folder() {
  std::error_code error;
  std::string folder = std::filesystem::current_path(error).native();
  if (error) throw UserError("the current folder does not exist any more");
  return folder;
}

}  // namespace pland::server
