#include "server/commands/targets.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <numeric>
#include <set>
#include <unistd.h>
#include <utility>

#include "analysis/workspace/path.h"
#include "server/commands/commands.h"
#include "server/config.h"

namespace pland::server {

namespace fs = std::filesystem;

bool Targets::cover(std::string_view path, bool alias) const {
  if (stdin_path) return path == *stdin_path;
  return std::any_of(paths.begin(), paths.end(), [&](const Target& target) {
    return path == target.path ||
           (target.folder && !alias && workspace::is_inside(path, target.path));
  });
}

bool Targets::names(std::string_view path) const {
  return path == stdin_path || std::any_of(paths.begin(), paths.end(), [&](const Target& target) {
           return !target.folder && target.path == path;
         });
}

Targets targets_of(const std::vector<std::string>& given, const std::string& stdin_filename,
                   const std::string& here) {
  Targets targets;
  for (const std::string& each : given) {
    if (each == "-") {
      targets.stdin_path =
          workspace::join(here, stdin_filename.empty() ? "stdin.md" : stdin_filename);
      continue;
    }
    std::string path = workspace::join(here, each);
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    const bool dangling = status.type() == fs::file_type::not_found && fs::is_symlink(path, error);
    if (status.type() == fs::file_type::not_found && !dangling) {
      throw UserError(fmt::format("{}: there is no such file or folder", each));
    }
    targets.paths.push_back({std::move(path), fs::is_directory(status)});
  }
  if (!stdin_filename.empty() && !targets.stdin_path) {
    throw UserError("--stdin-filename names the text on stdin: give - as the path");
  }
  if (std::error_code error; targets.stdin_path && fs::is_directory(*targets.stdin_path, error)) {
    throw UserError(fmt::format("--stdin-filename: {} is a folder", stdin_filename));
  }
  if (targets.stdin_path && !targets.paths.empty()) {
    throw UserError("- stands alone: the text on stdin and paths cannot be looked at together");
  }
  if (given.empty()) targets.paths.push_back({here, true});
  return targets;
}

std::vector<std::string> roots_of(const Targets& targets, const std::string& here) {
  std::set<std::string> roots;
  auto add = [&](const std::string& path, bool folder) {
    const std::string start(folder ? std::string_view(path) : workspace::directory_of(path));
    if (auto root = find_root(start)) {
      roots.insert(*root);
    } else {
      roots.insert(workspace::is_inside(path, here) ? here : start);
    }
  };
  for (const Target& target : targets.paths) add(target.path, target.folder);
  if (targets.stdin_path) add(*targets.stdin_path, false);
  std::vector<std::string> result;
  for (const std::string& root : roots) {
    if (result.empty() || !workspace::is_inside(root, result.back())) result.push_back(root);
  }
  return result;
}

std::string common_root(const std::vector<std::string>& roots) {
  auto common = [](std::string a, const std::string& b) {
    while (!workspace::is_inside(b, a)) a = workspace::directory_of(a);
    return a;
  };
  return std::accumulate(roots.begin(), roots.end(), roots.front(), common);
}

std::string read_stdin() {
  std::string text;
  std::size_t size = 0;
  for (;;) {
    text.resize(size + 65536);
    const ssize_t got = ::read(STDIN_FILENO, text.data() + size, text.size() - size);
    if (got == 0) break;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw UserError(fmt::format("stdin cannot be read: {}", std::strerror(errno)));
    size += static_cast<std::size_t>(got);
  }
  text.resize(size);
  return text;
}

}  // namespace pland::server
