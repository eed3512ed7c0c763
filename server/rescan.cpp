#include "server/rescan.h"

#include <sys/stat.h>

#include "server/files.h"

namespace pland::server {

void add_stamp(const std::string& path, Stamps& out) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return;
#ifdef __APPLE__
  const auto& changed = info.st_mtimespec;
#else
  const auto& changed = info.st_mtim;
#endif
  out[path] = {static_cast<std::int64_t>(changed.tv_sec) * 1'000'000'000 + changed.tv_nsec,
               static_cast<std::uint64_t>(info.st_size), static_cast<std::uint64_t>(info.st_ino)};
}

Stamps stamps_of(const std::vector<std::string>& roots, Configs& configs) {
  Stamps out;
  for (const FoundDocument& document : find_documents(roots, configs).documents)
    add_stamp(document.path, out);
  for (const std::string& root : roots) {
    const std::string folder = root.ends_with('/') ? root : root + '/';
    for (const char* name : {"pland.toml", ".pland.toml", ".config/pland.toml", ".gitignore"})
      add_stamp(folder + name, out);
  }
  for (const ConfigPtr& file : configs.files())
    if (!file->path.empty()) add_stamp(file->path, out);
  for (const ConfigPtr& file : configs.files())
    for (const std::string& path : file->reads) add_stamp(path, out);
  return out;
}

std::vector<DiskChange> differences(const Stamps& before, const Stamps& now) {
  std::vector<DiskChange> out;
  auto old = before.begin();
  auto fresh = now.begin();
  while (old != before.end() || fresh != now.end()) {
    if (fresh == now.end() || (old != before.end() && old->first < fresh->first)) {
      out.push_back({old++->first, true});
    } else if (old == before.end() || fresh->first < old->first) {
      out.push_back({fresh++->first, true});
    } else {
      if (!(old->second == fresh->second)) out.push_back({fresh->first, false});
      ++old;
      ++fresh;
    }
  }
  return out;
}

}  // namespace pland::server
