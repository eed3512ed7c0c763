#include "server/commands/new_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analysis/workspace/path.h"
#include "server/commands/commands.h"
#include "server/log.h"

namespace pland::server {

void write_new(const std::string& path, std::string_view shown, std::string_view text) {
  std::error_code error;
  std::filesystem::create_directories(std::string(workspace::directory_of(path)), error);
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0 && errno == EEXIST) {
    throw UserError(
        fmt::format("{} is there already, and nothing is overwritten: give another "
                    "path, or --stdout to look at it first",
                    shown));
  }
  if (file < 0) {
    throw UserError(fmt::format("{} cannot be made: {}", shown, std::strerror(errno)));
  }
  const bool written = write_all(file, text);
  const int problem = errno;
  if (::close(file) != 0 || !written) {
    ::unlink(path.c_str());
    throw UserError(fmt::format("{} cannot be written: {}", shown, std::strerror(problem)));
  }
}

}  // namespace pland::server
