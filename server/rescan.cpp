#include "server/rescan.h"

#include <atomic>
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

namespace {

Stamps stamps_of(const std::vector<std::string>& roots, Configs& configs,
                 const FoundDocuments& found) {
  Stamps out;
  for (const FoundDocument& document : found.documents) add_stamp(document.path, out);
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

}  // namespace

Stamps stamps_of(const std::vector<std::string>& roots, Configs& configs) {
  return stamps_of(roots, configs, find_documents(roots, configs));
}

std::optional<Stamps> stamps_within(std::chrono::milliseconds longest,
                                    const std::vector<std::string>& roots, Configs& configs) {
  const auto end = std::chrono::steady_clock::now() + longest;
  std::atomic<bool> late{false};
  const FoundDocuments found = find_documents(roots, configs, &late, [&](std::size_t, std::size_t) {
    if (std::chrono::steady_clock::now() > end) late = true;
  });
  if (!found.complete) return std::nullopt;
  return stamps_of(roots, configs, found);
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
