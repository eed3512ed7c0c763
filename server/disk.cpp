#include "server/disk.h"

#include <algorithm>
#include <filesystem>
#include <list>
#include <map>
#include <mutex>
#include <sys/stat.h>
#include <unordered_map>
#include <utility>

#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"
#include "server/files.h"

namespace pland::server {
namespace {

using workspace::DiskEntry;
using workspace::Existence;
using Clock = std::chrono::steady_clock;

constexpr std::size_t most_names = 2000;  // of a folder that are listed
// A walk through all folders: so many files of each, and not sooner again than that.
constexpr std::size_t most_others = 100'000;
constexpr std::chrono::milliseconds least_walk_age = std::chrono::seconds(30);

// What is at a path, following symbolic links, and when it was last changed.
struct Look {
  Existence existence = Existence::missing;
  std::int64_t seconds = 0;
  std::int64_t nanoseconds = 0;
  std::int64_t size = 0;
};

Look look_now(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return {};
#ifdef __APPLE__
  const auto& changed = info.st_mtimespec;
#else
  const auto& changed = info.st_mtim;
#endif
  return {S_ISDIR(info.st_mode) ? Existence::folder : Existence::file, changed.tv_sec,
          changed.tv_nsec, info.st_size};
}

struct Folder {
  Clock::time_point read_at;
  // Names that are there; what they are is asked when somebody wants to know.
  std::unordered_map<std::string, std::optional<Existence>> names;
  std::unordered_map<std::string, std::string> folded;  // as `forgiving` has it → a name
};

// A name without regard to letter case and to how its accents are encoded (NFC or NFD): what macOS
// takes for one name, and Linux for two.
std::string forgiving(std::string_view name) {
  return text::fold_case(text::is_ascii(name) ? std::string(name) : text::compose(name));
}

struct Loaded {
  workspace::DocumentPtr document;
  Look look;
  Clock::time_point seen_at;
  std::list<std::string>::iterator use;
};

}  // namespace

struct FileSystem::State {
  explicit State(DiskOptions the_options) : options(std::move(the_options)) {
    std::sort(options.roots.begin(), options.roots.end());
  }

  bool is_inside(std::string_view path) const {
    return std::any_of(options.roots.begin(), options.roots.end(),
                       [&](const std::string& root) { return workspace::is_inside(path, root); });
  }
  bool is_root(std::string_view path) const {
    return std::binary_search(options.roots.begin(), options.roots.end(), path);
  }
  bool stands(Clock::time_point since) const { return Clock::now() - since <= options.max_age; }

  Folder& folder(const std::string& path) {
    auto [at, fresh] = folders.try_emplace(path);
    Folder& folder = at->second;
    if (!fresh && stands(folder.read_at)) return folder;
    folder = {};
    folder.read_at = Clock::now();
    std::error_code error;
    for (std::filesystem::directory_iterator entry(path, error), end; !error && entry != end;
         entry.increment(error)) {
      std::string name = entry->path().filename().native();
      folder.folded.emplace(forgiving(name), name);
      folder.names.emplace(std::move(name), std::nullopt);
    }
    return folder;
  }

  // Outside the roots and at a root case is whatever the system says.
  DiskEntry look(const std::string& path) {
    const std::string above(workspace::directory_of(path));
    if (is_root(path) || !is_inside(path) || above == path) {
      const Existence existence = look_now(path).existence;
      return {existence, existence == Existence::missing ? std::string() : path};
    }
    const DiskEntry parent = look(above);
    if (parent.actual_path.empty()) return {};
    // `parent.actual_path` differs from `above` where only case does.
    const std::string name(workspace::basename_of(path));
    Folder& siblings = folder(parent.actual_path);
    auto at = siblings.names.find(name);
    const bool exact = at != siblings.names.end() && parent.existence == Existence::folder;
    if (at == siblings.names.end()) {
      auto other = siblings.folded.find(forgiving(name));
      if (other == siblings.folded.end()) return {};
      at = siblings.names.find(other->second);
    }
    std::string actual = workspace::join(parent.actual_path, at->first);
    if (!at->second) at->second = look_now(actual).existence;
    if (*at->second == Existence::missing) return {};  // a link that leads nowhere
    return {exact ? *at->second : Existence::missing, std::move(actual)};
  }

  // Read anew each time: what it is asked for is one folder, by somebody who types its name.
  std::vector<workspace::ListedName> list(const std::string& path) const {
    std::vector<workspace::ListedName> out;
    if (!is_inside(path)) return out;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(path, error), end; !error && entry != end;
         entry.increment(error)) {
      std::string name = entry->path().filename().native();
      if (name.starts_with('.')) continue;
      std::error_code unknown;
      out.push_back({std::move(name), entry->is_directory(unknown)});
      if (out.size() == most_names) break;
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return out;
  }

  // What is in the folders and is no document, by name without regard to case. One walk for all
  // that is asked until something comes or goes.
  std::vector<std::string> named(const std::string& name) {
    if (!others || Clock::now() - others_read_at > std::max(options.max_age, least_walk_age)) {
      others.emplace();
      for (const std::string& root : options.roots) walk(root);
      others_read_at = Clock::now();
    }
    const auto found = others->find(text::fold_case(name));
    return found == others->end() ? std::vector<std::string>() : found->second;
  }

  void walk(const std::string& root) {
    std::error_code error;
    using Walk = std::filesystem::recursive_directory_iterator;
    std::size_t left = most_others;
    for (Walk entry(root, error), end; !error && entry != end && left > 0; entry.increment(error)) {
      const std::string name = entry->path().filename().native();
      std::error_code unknown;
      if (entry->is_directory(unknown)) {
        if (name.starts_with('.') || name == "node_modules") entry.disable_recursion_pending();
        continue;
      }
      --left;
      if (name.starts_with('.') || workspace::is_markdown(name)) continue;
      (*others)[text::fold_case(name)].push_back(entry->path().native());
    }
    for (auto& [name, paths] : *others) std::sort(paths.begin(), paths.end());
  }

  workspace::DocumentPtr load(const std::string& path) {
    if (!is_inside(path)) return nullptr;
    {
      std::lock_guard lock(mutex);
      auto known = loaded.find(path);
      if (known != loaded.end()) {
        if (!stands(known->second.seen_at)) {
          const Look now = look_now(path);
          const Look& then = known->second.look;
          if (now.existence != then.existence || now.seconds != then.seconds ||
              now.nanoseconds != then.nanoseconds || now.size != then.size) {
            drop(known);
            known = loaded.end();
          } else {
            known->second.seen_at = Clock::now();
          }
        }
        if (known != loaded.end()) {
          uses.splice(uses.begin(), uses, known->second.use);
          return known->second.document;
        }
      }
    }
    const Look look = look_now(path);
    std::string text;
    if (look.existence != Existence::file || !leads_inside(path, options.roots) ||
        read_document(path, text)) {
      return nullptr;
    }
    plan::Declared declared;
    {
      std::lock_guard lock(mutex);
      if (options.declared) declared = options.declared(path);
    }
    workspace::DocumentPtr document =
        workspace::make_document(path, 0, markdown::Document::parse(text), declared, nullptr,
                                 workspace::root_of(path, options.roots));
    std::lock_guard lock(mutex);
    if (auto known = loaded.find(path); known != loaded.end()) drop(known);
    uses.push_front(path);
    loaded.emplace(path, Loaded{document, look, Clock::now(), uses.begin()});
    while (loaded.size() > std::max<std::size_t>(1, options.documents)) {
      drop(loaded.find(uses.back()));
    }
    return document;
  }

  std::string text(const std::string& path) const {
    std::string out;
    if (!is_inside(path) || !leads_inside(path, options.roots) || read_document(path, out))
      return {};
    return out;
  }

  bool forget(const std::string& path) {
    bool known = forget_below(path);
    known |= others.has_value() && is_inside(path) && !workspace::is_markdown(path);
    if (!workspace::is_markdown(path)) others.reset();
    if (is_root(path) || !is_inside(path)) return known;
    std::string folder(workspace::directory_of(path));
    known |= folders.erase(folder) > 0;
    // A new file can bring its folders with it, and the last of them can go with it: each list
    // above is held against what is there. The first folder that is there has all above it.
    bool there = false;
    while (!is_root(folder) && is_inside(folder)) {
      there = there || look_now(folder).existence == Existence::folder;
      std::string above(workspace::directory_of(folder));
      auto list = folders.find(above);
      if (list != folders.end() && lists(list->second, workspace::basename_of(folder)) != there) {
        folders.erase(list);
        known = true;
      }
      folder = std::move(above);
    }
    return known;
  }

  // Whether a folder's list has a folder of that name, as far as anybody looked.
  static bool lists(const Folder& folder, std::string_view name) {
    auto at = folder.names.find(std::string(name));
    return at != folder.names.end() && at->second.value_or(Existence::folder) == Existence::folder;
  }

  // The path itself, as a folder and as a document, and what is in it.
  bool forget_below(const std::string& path) {
    bool known = folders.erase(path) > 0;
    if (auto at = loaded.find(path); at != loaded.end()) drop(at), known = true;
    const std::string inside = path.ends_with('/') ? path : path + '/';
    for (auto at = folders.lower_bound(inside);
         at != folders.end() && at->first.starts_with(inside); at = folders.erase(at)) {
      known = true;
    }
    for (auto at = loaded.lower_bound(inside);
         at != loaded.end() && at->first.starts_with(inside);) {
      drop(at++);
      known = true;
    }
    return known;
  }

  void drop(std::map<std::string, Loaded, std::less<>>::iterator at) {
    uses.erase(at->second.use);
    loaded.erase(at);
  }

  DiskOptions options;
  std::mutex mutex;
  std::map<std::string, Folder, std::less<>> folders;
  std::map<std::string, Loaded, std::less<>> loaded;
  std::list<std::string> uses;  // paths of `loaded`, the latest first
  // Folded name → paths of files that are no documents, as the last walk found them.
  std::optional<std::unordered_map<std::string, std::vector<std::string>>> others;
  Clock::time_point others_read_at;
};

FileSystem::FileSystem(DiskOptions options) : state_(std::make_shared<State>(std::move(options))) {
  auto disk = std::make_shared<workspace::Disk>();
  disk->look = [state = state_](const std::string& path) {
    std::lock_guard lock(state->mutex);
    std::string_view plain = path;
    while (plain.size() > 1 && plain.ends_with('/')) plain.remove_suffix(1);
    return state->look(std::string(plain));
  };
  disk->load = [state = state_](const std::string& path) { return state->load(path); };
  disk->text = [state = state_](const std::string& path) { return state->text(path); };
  disk->named = [state = state_](const std::string& name) {
    std::lock_guard lock(state->mutex);
    return state->named(name);
  };
  disk->list = [state = state_](const std::string& path) { return state->list(path); };
  disk_ = std::move(disk);
}

bool FileSystem::forget(std::string_view path) {
  std::lock_guard lock(state_->mutex);
  return state_->forget(std::string(path));
}

void FileSystem::declare(std::function<plan::Declared(std::string_view path)> declared) {
  std::lock_guard lock(state_->mutex);
  state_->options.declared = std::move(declared);
  state_->loaded.clear();
  state_->uses.clear();
}

void FileSystem::forget() {
  std::lock_guard lock(state_->mutex);
  state_->folders.clear();
  state_->others.reset();
  state_->loaded.clear();
  state_->uses.clear();
}

}  // namespace pland::server
