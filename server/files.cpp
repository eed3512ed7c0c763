#include "server/files.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"
#include "server/file_rules.h"

namespace pland::server {
namespace {

namespace fs = std::filesystem;
using namespace std::string_view_literals;

// Hidden folders in which plans live.
constexpr std::string_view shown_folders[] = {".github", ".claude", ".cursor", ".planning"};

bool is_skipped_folder(std::string_view name) {
  if (name == "node_modules") return true;
  if (!name.starts_with('.')) return false;
  return std::find(std::begin(shown_folders), std::end(shown_folders), name) ==
         std::end(shown_folders);
}

std::string below(std::string_view folder, std::string_view name) {
  std::string path;
  path.reserve(folder.size() + 1 + name.size());
  path = folder;
  if (!path.ends_with('/')) path += '/';
  path += name;
  return path;
}

std::string_view relative(std::string_view path, std::string_view folder) {
  path.remove_prefix(std::min(path.size(), folder.size()));
  if (path.starts_with('/')) path.remove_prefix(1);
  return path;
}

bool exists(const std::string& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0;
}

// The ignore files that count in a folder: the repository's own list, then one for each folder from
// the repository down. The nearest that has an opinion decides.
class Ignored {
 public:
  // What is above `root`, which is not entered by the walk.
  void start(const std::string& root) {
    scopes_.clear();
    in_repository_ = false;
    std::vector<std::string> above;
    for (std::string_view folder = root;;) {
      above.emplace_back(folder);
      if (exists(below(folder, ".git"))) {
        in_repository_ = true;
        break;
      }
      std::string_view up = workspace::directory_of(folder);
      if (up == folder || up.empty()) break;
      folder = up;
    }
    if (!in_repository_) above.resize(1);  // Git's files mean nothing above where no repository is
    if (in_repository_) enter(above.back(), ".git/info/exclude");
    for (std::size_t i = above.size(); i-- > 1;) enter(above[i], ".gitignore");
  }
  bool in_repository() const { return in_repository_; }

  std::size_t depth() const { return scopes_.size(); }
  void enter(std::string_view folder, std::string_view name) {
    std::string text;
    if (read_file(below(folder, name), text)) return;
    Patterns patterns = Patterns::of_file(text);
    if (!patterns.empty()) scopes_.push_back({std::string(folder), std::move(patterns)});
  }
  void leave(std::size_t depth) { scopes_.resize(depth); }

  bool covers(std::string_view path, bool folder) const {
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
      if (auto verdict = scope->patterns.verdict(relative(path, scope->folder), folder)) {
        return *verdict;
      }
    }
    return false;
  }

 private:
  std::vector<Scope> scopes_;
  bool in_repository_ = false;
};

class Walk {
 public:
  Walk(const std::vector<std::string>& roots, Configs& configs, Cancelled cancelled,
       const Progress& progress, FoundDocuments& found)
      : roots_(roots),
        configs_(configs),
        cancelled_(cancelled),
        progress_(progress),
        found_(found) {}

  void root(const std::string& path) {
    ignored_.start(path);
    folder(path, true);
  }

  // The real files behind symbolic links, to be told from documents that were found themselves.
  std::map<std::string, std::string> links;         // path → the file it is a link to
  std::map<std::string, std::string> folder_links;  // the same of folders

 private:
  struct Entry {
    std::string name;
    bool folder = false;
    bool link = false;
  };

  void folder(const std::string& path, bool is_root) {
    if (is_set(cancelled_)) {
      found_.complete = false;
      return;
    }
    if (progress_) progress_(found_.documents.size(), 0);
    std::error_code error;
    fs::directory_iterator at(path, fs::directory_options::none, error);
    std::vector<Entry> entries;
    bool gitignore = false;
    for (; !error && at != fs::directory_iterator(); at.increment(error)) {
      const std::string& native = at->path().native();
      std::string_view name = std::string_view(native).substr(native.rfind('/') + 1);
      if (name == ".git") {
        if (!is_root && ignored_.in_repository()) return;  // another repository in this one
        continue;
      }
      if (name == ".gitignore") gitignore = true;
      std::error_code ignored;
      const bool link = at->is_symlink(ignored);
      const bool is_folder = !link && at->is_directory(ignored);
      if (link && at->is_directory(ignored)) {
        if (!is_skipped_folder(name)) folder_link(native);
        continue;
      }
      if (is_folder ? is_skipped_folder(name) : !workspace::is_markdown(name)) continue;
      entries.push_back({std::string(name), is_folder, link});
    }
    if (error) {
      found_.troubles.push_back({FileTrouble::Kind::unreadable,
                                 path,
                                 fmt::format("cannot be read: {}", error.message()),
                                 {}});
    }
    if (entries.empty()) return;

    const ConfigPtr config = configs_.file_for_folder(path);
    const bool git = respects_gitignore(*config, configs_.over());
    const std::size_t depth = ignored_.depth();
    if (gitignore) ignored_.enter(path, ".gitignore");
    for (const Entry& entry : entries) {
      std::string full = below(path, entry.name);
      if (git && ignored_.covers(full, entry.folder)) continue;
      if (excluded(*config, configs_.over(), full)) continue;
      if (entry.folder) {
        folder(full, false);
      } else {
        file(std::move(full), entry.link);
      }
    }
    ignored_.leave(depth);
  }

  void folder_link(const std::string& path) {
    std::error_code error;
    const fs::path real = fs::canonical(path, error);
    if (!error && leads_inside(path, roots_)) folder_links.emplace(path, real.native());
  }

  void file(std::string path, bool link) {
    if (link) {
      std::error_code error;
      const fs::path real = fs::canonical(path, error);
      // A link that leads nowhere is listed: reading it says what is wrong.
      if (!error) {
        if (fs::is_directory(real, error) || !leads_inside(path, roots_)) return;
        links.emplace(path, real.native());
      }
    }
    found_.documents.push_back({std::move(path)});
  }

  const std::vector<std::string>& roots_;
  Configs& configs_;
  Cancelled cancelled_;
  const Progress& progress_;
  FoundDocuments& found_;
  Ignored ignored_;
};

// A real path as the walk names it, whose roots may be named through links themselves.
std::string as_walked(const std::string& real, const std::vector<std::string>& roots) {
  for (const std::string& root : roots) {
    std::error_code error;
    const std::string real_root = fs::canonical(root, error).native();
    if (error || !workspace::is_inside(real, real_root)) continue;
    const std::string_view rest = relative(real, real_root);
    return rest.empty() ? root : below(root, rest);
  }
  return real;
}

std::string describe(int error) { return std::generic_category().message(error); }

FileTrouble unreadable(const std::string& path, std::string message) {
  return {FileTrouble::Kind::unreadable, path, std::move(message), {}};
}

}  // namespace

FoundDocuments find_documents(const std::vector<std::string>& roots, Configs& configs,
                              Cancelled cancelled, const Progress& progress) {
  FoundDocuments found;
  Walk walk(roots, configs, cancelled, progress, found);
  std::vector<std::string> sorted = roots;
  std::sort(sorted.begin(), sorted.end());
  std::string last;
  for (const std::string& root : sorted) {
    if (!last.empty() && workspace::is_inside(root, last)) continue;
    last = root;
    walk.root(root);
  }
  auto by_path = [](const auto& a, const auto& b) { return a.path < b.path; };
  std::sort(found.documents.begin(), found.documents.end(), by_path);
  std::sort(found.troubles.begin(), found.troubles.end(), by_path);
  // A root may be named through a symbolic link: real paths are compared with real paths.
  if (!walk.links.empty()) {
    std::map<std::string, std::string> real_folders;
    std::vector<std::string> real_paths;
    for (const FoundDocument& document : found.documents) {
      if (walk.links.contains(document.path)) continue;
      std::string folder(workspace::directory_of(document.path));
      auto [real, fresh] = real_folders.try_emplace(folder);
      std::error_code error;
      if (fresh) real->second = fs::canonical(folder, error).native();
      real_paths.push_back(below(real->second, workspace::basename_of(document.path)));
    }
    std::sort(real_paths.begin(), real_paths.end());
    for (FoundDocument& document : found.documents) {
      auto link = walk.links.find(document.path);
      document.alias = link != walk.links.end() &&
                       std::binary_search(real_paths.begin(), real_paths.end(), link->second);
      if (document.alias) found.aliases.emplace(document.path, as_walked(link->second, roots));
    }
  }
  for (const auto& [path, real] : walk.folder_links)
    found.aliases.emplace(path, as_walked(real, roots));
  return found;
}

bool leads_inside(const std::string& path, const std::vector<std::string>& folders) {
  std::error_code error;
  const std::string real = fs::canonical(path, error).native();
  return !error && std::any_of(folders.begin(), folders.end(), [&](const std::string& folder) {
    const std::string real_folder = fs::canonical(folder, error).native();
    return !error && workspace::is_inside(real, real_folder);
  });
}

bool is_listed(std::string_view path, const std::vector<std::string>& roots, Configs& configs) {
  if (!workspace::is_markdown(path)) return false;
  auto is_link = [](const std::string& each) {
    std::error_code error;
    return fs::is_symlink(each, error);
  };
  auto is_dangling = [](const std::string& each) {
    std::error_code error;
    return !fs::exists(each, error);
  };
  for (const std::string& root : roots) {
    if (!workspace::is_inside(path, root)) continue;
    Ignored ignored;
    ignored.start(root);
    std::string folder = root;
    std::string_view rest = relative(path, root);
    bool listed = true;
    while (listed && !rest.empty()) {
      const ConfigPtr config = configs.file_for_folder(folder);
      ignored.enter(folder, ".gitignore");
      const std::size_t slash = rest.find('/');
      const bool last = slash == std::string_view::npos;
      std::string_view name = rest.substr(0, slash);
      std::string full = below(folder, name);
      listed = !(!last && is_skipped_folder(name)) &&
               !(respects_gitignore(*config, configs.over()) && ignored.covers(full, !last)) &&
               !excluded(*config, configs.over(), full) &&
               !(!last && ignored.in_repository() && exists(below(full, ".git"))) &&
               (!is_link(full) || (last && (is_dangling(full) || leads_inside(full, roots))));
      folder = std::move(full);
      rest = last ? std::string_view{} : rest.substr(slash + 1);
    }
    if (listed) return true;
  }
  return false;
}

std::optional<FileTrouble> read_file(const std::string& path, std::string& text) {
  text.clear();
  // Not blocking, so that opening a pipe does not wait for its other end.
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) {
    const int error = errno;
    struct stat info {};
    if (error == ENOENT && ::lstat(path.c_str(), &info) == 0 && S_ISLNK(info.st_mode)) {
      return unreadable(path, "is a symbolic link that leads nowhere");
    }
    FileTrouble trouble = unreadable(path, fmt::format("cannot be read: {}", describe(error)));
    if (error == ENOENT || error == ENOTDIR) trouble.kind = FileTrouble::Kind::missing;
    return trouble;
  }
  struct stat info {};
  int error = ::fstat(descriptor, &info) == 0 ? 0 : errno;
  if (error == 0 && !S_ISREG(info.st_mode)) {
    ::close(descriptor);
    return unreadable(path, S_ISDIR(info.st_mode) ? "is a folder" : "is not a regular file");
  }
  // Offsets are 32 bits wide; nobody plans in four gigabytes.
  if (error == 0 && info.st_size > (std::int64_t{1} << 30)) {
    ::close(descriptor);
    return unreadable(path, "is larger than 1 GiB");
  }
  // One byte more than the file has, so that its end shows without a second round; files that
  // know no size (/proc) or grow meanwhile get more.
  std::size_t size = 0;
  text.resize(static_cast<std::size_t>(info.st_size) + 1);
  while (error == 0) {
    const ssize_t got = ::read(descriptor, text.data() + size, text.size() - size);
    if (got == 0) break;
    if (got < 0) {
      if (errno != EINTR) error = errno;
      continue;
    }
    size += static_cast<std::size_t>(got);
    if (size == text.size()) text.resize(size * 2);
  }
  ::close(descriptor);
  text.resize(error == 0 ? size : 0);
  if (error != 0) return unreadable(path, fmt::format("cannot be read: {}", describe(error)));
  return std::nullopt;
}

std::optional<FileTrouble> look_for_zeros(const std::string& path, std::string_view text) {
  const auto zero = text.substr(0, looked_at_for_zeros).find('\0');
  if (zero == std::string_view::npos) return std::nullopt;
  const auto at = static_cast<std::uint32_t>(zero);
  return FileTrouble{FileTrouble::Kind::binary,
                     path,
                     "holds zero bytes: it is no text, whatever its name says",
                     {at, at + 1}};
}

std::optional<FileTrouble> look_at_text(const std::string& path, std::string_view text) {
  // UTF-16 is full of zero bytes: ask for it first.
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) {
    return FileTrouble{FileTrouble::Kind::not_utf8, path, "is UTF-16; save it as UTF-8", {0, 2}};
  }
  if (auto trouble = look_for_zeros(path, text)) return trouble;
  if (text::is_valid(text)) return std::nullopt;
  std::size_t at = 0;
  while (at < text.size()) {
    const text::Decoded decoded = text::decode(text, at);
    if (!decoded.valid) break;
    at += decoded.size;
  }
  const auto bad = static_cast<std::uint32_t>(at);
  return FileTrouble{
      FileTrouble::Kind::not_utf8,
      path,
      fmt::format("is not UTF-8: byte 0x{:02X} is part of no character; save it as UTF-8",
                  static_cast<unsigned char>(text[at])),
      {bad, bad + 1}};
}

std::optional<FileTrouble> read_document(const std::string& path, std::string& text) {
  if (auto trouble = read_file(path, text)) return trouble;
  return look_at_text(path, text);
}

Summarised summarise_all(const std::vector<Source>& sources, const SummariseOptions& options) {
  struct Slot {
    workspace::SummaryPtr summary;
    workspace::DocumentPtr document;
    std::optional<FileTrouble> trouble;
  };
  std::vector<Slot> slots(sources.size());
  std::vector<std::string> buffers(std::max(1u, options.jobs));
  std::atomic<std::size_t> kept{0};
  Summarised result;
  result.complete = parallel(
      sources.size(), options.jobs, options.cancelled, options.progress,
      [&](std::size_t index, unsigned job) {
        const Source& source = sources[index];
        Slot& slot = slots[index];
        std::string& text = buffers[job];
        slot.trouble = read_document(source.path, text);
        if (slot.trouble) return;
        workspace::DocumentPtr document = workspace::make_document(
            source.path, 0, markdown::Document::parse(text), source.declared, nullptr, source.root);
        slot.summary = document->summary;
        const std::size_t all = kept.fetch_add(text.size(), std::memory_order_relaxed);
        if (all + text.size() <= options.keep_bytes) slot.document = std::move(document);
      });
  auto summaries = std::make_shared<Summaries>();
  for (std::size_t i = 0; i < sources.size(); ++i) {
    Slot& slot = slots[i];
    if (slot.summary) {
      summaries->emplace_hint(summaries->end(), sources[i].path, std::move(slot.summary));
    }
    if (slot.trouble) result.troubles.push_back(std::move(*slot.trouble));
    result.documents.push_back(std::move(slot.document));
  }
  result.summaries = std::move(summaries);
  return result;
}

rules::Finding finding_of(const FileTrouble& trouble) {
  rules::Finding finding;
  finding.rule = &unreadable_file;
  finding.severity = unreadable_file.severity;
  if (trouble.kind != FileTrouble::Kind::binary) finding.span = trouble.span;  // else nothing shows
  finding.message = fmt::format("{} {}", workspace::basename_of(trouble.path), trouble.message);
  return finding;
}

}  // namespace pland::server
