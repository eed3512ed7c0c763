#include "server/replace_file.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>
#ifdef __linux__
#include <sys/xattr.h>
#endif

#include "analysis/workspace/path.h"
#include "server/files.h"
#include "server/log.h"

namespace pland::server {
namespace {

namespace fs = std::filesystem;

// Holds back what would end the process while a half-written file lies about.
class Uninterrupted {
 public:
  Uninterrupted() {
    sigset_t held;
    ::sigemptyset(&held);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) ::sigaddset(&held, signal);
    ::pthread_sigmask(SIG_BLOCK, &held, &before_);
  }
  Uninterrupted(const Uninterrupted&) = delete;
  Uninterrupted& operator=(const Uninterrupted&) = delete;
  ~Uninterrupted() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_;
};

// A new file beside another one; gone again unless it takes that one's name.
class Beside {
 public:
  explicit Beside(const std::string& path) : path_(path) {
    const std::string folder(workspace::directory_of(path));
    name_ = workspace::join(folder, ".pland-XXXXXX");
    descriptor_ = ::mkostemp(name_.data(), O_CLOEXEC);
  }
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;
  ~Beside() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (descriptor_ >= 0 && !taken_) ::unlink(name_.c_str());
  }
  int descriptor() const { return descriptor_; }
  bool take_over() {
    taken_ = ::rename(name_.c_str(), path_.c_str()) == 0;
    return taken_;
  }

 private:
  std::string path_;
  std::string name_;
  int descriptor_ = -1;
  bool taken_ = false;
};

// Access lists and the like. What cannot be carried over is no reason not to write.
void copy_attributes([[maybe_unused]] const std::string& from, [[maybe_unused]] int to) {
#ifdef __linux__
  const ssize_t size = ::listxattr(from.c_str(), nullptr, 0);
  if (size <= 0) return;
  std::vector<char> names(static_cast<std::size_t>(size));
  const ssize_t listed = ::listxattr(from.c_str(), names.data(), names.size());
  std::vector<char> value;
  for (ssize_t at = 0; at < listed;) {
    const char* name = names.data() + at;
    at += static_cast<ssize_t>(std::strlen(name)) + 1;
    const ssize_t bytes = ::getxattr(from.c_str(), name, nullptr, 0);
    if (bytes < 0) continue;
    value.resize(static_cast<std::size_t>(bytes));
    const ssize_t got = ::getxattr(from.c_str(), name, value.data(), value.size());
    if (got >= 0) ::fsetxattr(to, name, value.data(), static_cast<std::size_t>(got), 0);
  }
#endif
}

std::string failure(const char* what) { return fmt::format("{}: {}", what, std::strerror(errno)); }

// The permissions of a new file, as `open` would give it.
mode_t usual_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

std::optional<std::string> write_beside(const std::string& path, const struct stat* old,
                                        std::string_view text) {
  const Uninterrupted uninterrupted;
  Beside beside(path);
  const int file = beside.descriptor();
  if (file < 0) return failure("cannot be written, no file can be made beside it");
  if (old != nullptr) {
    // Another owner's file becomes ours where we may not give it away; who may read it stays.
    if (::fchown(file, old->st_uid, old->st_gid) != 0) {
      [[maybe_unused]] const int group = ::fchown(file, static_cast<uid_t>(-1), old->st_gid);
    }
    copy_attributes(path, file);
  }
  const mode_t mode = old == nullptr ? usual_mode() : old->st_mode & 07777;
  if (!write_all(file, text) || ::fchmod(file, mode) != 0 || ::fsync(file) != 0) {
    return failure("cannot be written");
  }
  if (!beside.take_over()) return failure("cannot be written");
  return std::nullopt;
}

}  // namespace

std::optional<std::string> replace_file(const std::string& path,
                                        std::optional<std::string_view> expected,
                                        std::string_view text) {
  std::error_code error;
  const fs::path canonical = fs::canonical(path, error);
  const std::string real = error ? path : canonical.native();
  struct stat old {};
  if (::stat(real.c_str(), &old) != 0) {
    if (expected || errno != ENOENT) return failure("cannot be written");
    return write_beside(real, nullptr, text);
  }
  if (!S_ISREG(old.st_mode)) return "cannot be written: it is no regular file";
  // A new file would get around a write protection that somebody meant.
  if (::access(real.c_str(), W_OK) != 0) return failure("cannot be written");
  if (expected) {
    std::string now;
    if (auto trouble = read_file(real, now)) return trouble->message;
    if (now != *expected) return "was changed by somebody else meanwhile and is left as it is";
  }
  return write_beside(real, &old, text);
}

std::optional<std::string> create_file(const std::string& path, std::string_view text) {
  std::error_code error;
  fs::create_directories(std::string(workspace::directory_of(path)), error);
  const Uninterrupted uninterrupted;
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0 && errno == EEXIST) return std::string(already_there);
  if (file < 0) return failure("cannot be made");
  const bool written = write_all(file, text);
  const int problem = errno;
  if (::close(file) == 0 && written) return std::nullopt;
  ::unlink(path.c_str());
  errno = problem;
  return failure("cannot be written");
}

}  // namespace pland::server
