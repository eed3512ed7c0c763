#include "analysis/workspace/follow.h"

#include <algorithm>

#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"

namespace pland::workspace {
namespace {

char lower(char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool same_letters(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

Followed look(const Workspace& workspace, const std::string& path) {
  if (workspace.summary(path) != nullptr) return {path, Existence::file};
  if (workspace.disk == nullptr || !workspace.disk->look) return {};
  DiskEntry entry = workspace.disk->look(path);
  if (entry.existence != Existence::missing) return {path, entry.existence};
  if (entry.actual_path.empty() || entry.actual_path == path) return {};
  const Existence actual = workspace.summary(entry.actual_path) != nullptr
                               ? Existence::file
                               : workspace.disk->look(entry.actual_path).existence;
  return {std::move(entry.actual_path), actual};
}

}  // namespace

Followed follow(const Workspace& workspace, std::string_view path) {
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  const std::string real = workspace.real_path(path);
  Followed found = look(workspace, real);
  const bool may_lack = is_file(real) && !is_markdown(real);
  if (found.existence == Existence::missing && may_lack) found = look(workspace, real + ".md");
  if (found.existence != Existence::missing) found.path = workspace.real_path(found.path);
  return found;
}

std::string front_page(const Workspace& workspace, std::string_view folder) {
  for (const std::string_view name : {"README.md", "index.md"}) {
    Followed found = look(workspace, join(folder, name));
    if (found.existence == Existence::file) return std::move(found.path);
  }
  return {};
}

std::string link_key(std::string_view path) {
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  if (is_markdown(path)) {
    path.remove_suffix(extension_of(path).size());
    const std::string_view name = basename_of(path);
    if (same_letters(name, "readme") || same_letters(name, "index")) path = directory_of(path);
  }
  if (!text::is_ascii(path)) return text::fold_case(text::compose(path));
  std::string key(path);
  std::transform(key.begin(), key.end(), key.begin(), lower);
  return key;
}

bool may_be_inside(std::string_view path, std::string_view folder) {
  if (path.size() < folder.size() || !same_letters(path.substr(0, folder.size()), folder))
    return false;
  return path.size() == folder.size() || folder.ends_with('/') || path[folder.size()] == '/';
}

}  // namespace pland::workspace
