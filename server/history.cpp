#include "server/history.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fmt/format.h>
#include <git2.h>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include "analysis/plan/label.h"
#include "analysis/text/unicode.h"
#include "analysis/workspace/path.h"

namespace pland::server {
namespace {

constexpr std::size_t most_commits = 20'000;
constexpr std::size_t most_files = 25;  // of a commit that is about something

template <auto free>
struct Freed {
  void operator()(auto* object) const { free(object); }
};
using Repository = std::unique_ptr<git_repository, Freed<git_repository_free>>;
using Walk = std::unique_ptr<git_revwalk, Freed<git_revwalk_free>>;
using CommitObject = std::unique_ptr<git_commit, Freed<git_commit_free>>;
using Tree = std::unique_ptr<git_tree, Freed<git_tree_free>>;
using TreeEntry = std::unique_ptr<git_tree_entry, Freed<git_tree_entry_free>>;
using Diff = std::unique_ptr<git_diff, Freed<git_diff_free>>;
using Patch = std::unique_ptr<git_patch, Freed<git_patch_free>>;

void start_library() {
  struct Library {
    Library() { git_libgit2_init(); }
    ~Library() { git_libgit2_shutdown(); }
  };
  static const Library library;
}

// Calls a function of libgit2 that makes an object; null where it fails.
template <typename Owner, typename Make>
Owner made(Make&& make) {
  typename Owner::pointer object = nullptr;
  return Owner(make(&object) == 0 ? object : nullptr);
}

std::string last_problem() {
  const git_error* error = git_error_last();
  return error == nullptr || error->message == nullptr ? "unknown" : error->message;
}

// The folder of the repository's data that holds a folder; empty where there is none.
std::string repository_at(const std::string& folder) {
  git_buf found = GIT_BUF_INIT;
  std::string out;
  if (git_repository_discover(&found, folder.c_str(), 0, nullptr) == 0)
    out.assign(found.ptr, found.size);
  git_buf_dispose(&found);
  return out;
}

plan::Date author_day(const git_commit* commit) {
  const git_time when = git_commit_author(commit)->when;
  constexpr std::int64_t day = 24 * 60 * 60;
  const std::int64_t local = when.time + std::int64_t{when.offset} * 60;
  return plan::from_days(
      static_cast<std::int32_t>(local >= 0 ? local / day : (local - day + 1) / day));
}

std::string subject_of(const git_commit* commit) {
  const char* summary = git_commit_summary(const_cast<git_commit*>(commit));
  return summary == nullptr ? std::string() : text::to_valid(summary);
}

std::string short_id(const git_oid* id) {
  std::array<char, 8> out{};
  git_oid_tostr(out.data(), out.size(), id);
  return out.data();
}

// One walk through the commits of one repository.
class Reader {
 public:
  Reader(git_repository* repository, workspace::History& out)
      : repository_(repository), out_(out) {}

  // `path` is from the repository's folder on.
  void want(std::string path, const DatedDocument& document) {
    wanted_[std::move(path)] = &document;
  }

  void read(const std::function<bool()>& stop) {
    forget_unknown();
    const auto walk = made<Walk>([&](auto at) { return git_revwalk_new(at, repository_); });
    if (walk == nullptr || git_revwalk_push_head(walk.get()) != 0) return;
    git_revwalk_sorting(walk.get(), GIT_SORT_TIME);
    git_oid id;
    for (std::size_t i = 0; i < most_commits && !wanted_.empty(); ++i) {
      if (git_revwalk_next(&id, walk.get()) != 0 || (stop && stop())) return;
      const auto commit =
          made<CommitObject>([&](auto at) { return git_commit_lookup(at, repository_, &id); });
      if (commit == nullptr) return;
      forget_older_than(git_commit_time(commit.get()));
      if (git_commit_parentcount(commit.get()) <= 1) look_at(commit.get());
    }
  }

 private:
  // What is not committed has no history.
  void forget_unknown() {
    const auto head = made<CommitObject>([&](auto at) {
      git_oid id;
      if (git_reference_name_to_id(&id, repository_, "HEAD") != 0) return -1;
      return git_commit_lookup(at, repository_, &id);
    });
    const Tree tree = head == nullptr ? nullptr : tree_of(head.get());
    std::erase_if(wanted_, [&](const auto& one) {
      return tree == nullptr || made<TreeEntry>([&](auto at) {
                                  return git_tree_entry_bypath(at, tree.get(), one.first.c_str());
                                }) == nullptr;
    });
  }

  // A day early: clocks differ.
  void forget_older_than(git_time_t time) {
    const auto day = static_cast<std::int32_t>(time / (24 * 60 * 60)) + 1;
    std::erase_if(wanted_, [&](const auto& one) { return day < plan::to_days(one.second->day); });
  }

  static Tree tree_of(const git_commit* commit) {
    return made<Tree>([&](auto at) { return git_commit_tree(at, commit); });
  }

  Diff diff_of(const git_commit* commit, bool all) const {
    const Tree tree = tree_of(commit);
    Tree before;
    if (git_commit_parentcount(commit) == 1) {
      const auto parent =
          made<CommitObject>([&](auto at) { return git_commit_parent(at, commit, 0); });
      if (parent != nullptr) before = tree_of(parent.get());
      if (before == nullptr) return nullptr;
    }
    git_diff_options options = GIT_DIFF_OPTIONS_INIT;
    options.context_lines = 0;
    options.flags = GIT_DIFF_IGNORE_WHITESPACE | GIT_DIFF_IGNORE_BLANK_LINES |
                    GIT_DIFF_DISABLE_PATHSPEC_MATCH | GIT_DIFF_IGNORE_SUBMODULES;
    std::vector<char*> paths;
    if (!all) {
      for (const auto& [path, document] : wanted_) paths.push_back(const_cast<char*>(path.c_str()));
      options.pathspec = {paths.data(), paths.size()};
    }
    return made<Diff>([&](auto at) {
      return git_diff_tree_to_tree(at, repository_, before.get(), tree.get(), &options);
    });
  }

  void look_at(const git_commit* commit) {
    const Diff touched = diff_of(commit, false);
    if (touched == nullptr || git_diff_num_deltas(touched.get()) == 0) return;
    const Diff all = diff_of(commit, true);
    if (all == nullptr) return;
    const std::size_t files = git_diff_num_deltas(all.get());
    const bool sweeping = files > most_files;
    std::vector<std::pair<std::string, std::string>> moved;  // to, from
    std::vector<std::string> changed;
    for (std::size_t i = 0; i < files; ++i) {
      const git_diff_delta* delta = git_diff_get_delta(all.get(), i);
      const auto wanted = wanted_.find(delta->new_file.path);
      if (wanted == wanted_.end() || delta->status == GIT_DELTA_DELETED) continue;
      if (delta->status == GIT_DELTA_ADDED) {
        if (const std::string from = moved_from(all.get(), delta->new_file.id); !from.empty()) {
          moved.emplace_back(wanted->first, from);
          continue;
        }
      }
      if (!sweeping && changes_text(all.get(), i)) changed.push_back(wanted->first);
    }
    for (const std::string& path : changed) {
      const auto wanted = wanted_.find(path);
      out_[wanted->second->path] = {author_day(commit), short_id(git_commit_id(commit)),
                                    subject_of(commit)};
      wanted_.erase(wanted);
    }
    for (auto& [to, from] : moved) {
      auto node = wanted_.extract(to);
      if (node.empty()) continue;
      node.key() = std::move(from);
      wanted_.insert(std::move(node));
    }
  }

  // The file that went in the same commit and had the same bytes.
  static std::string moved_from(git_diff* diff, const git_oid& id) {
    for (std::size_t i = 0; i < git_diff_num_deltas(diff); ++i) {
      const git_diff_delta* delta = git_diff_get_delta(diff, i);
      if (delta->status == GIT_DELTA_DELETED && git_oid_equal(&delta->old_file.id, &id))
        return delta->old_file.path;
    }
    return {};
  }

  static bool changes_text(git_diff* diff, std::size_t index) {
    const auto patch = made<Patch>([&](auto at) { return git_patch_from_diff(at, diff, index); });
    if (patch == nullptr) return false;
    for (std::size_t hunk = 0; hunk < git_patch_num_hunks(patch.get()); ++hunk) {
      const int lines = git_patch_num_lines_in_hunk(patch.get(), hunk);
      for (int i = 0; i < lines; ++i) {
        const git_diff_line* line = nullptr;
        if (git_patch_get_line_in_hunk(&line, patch.get(), hunk, static_cast<std::size_t>(i)) != 0)
          continue;
        const bool differs =
            line->origin == GIT_DIFF_LINE_ADDITION || line->origin == GIT_DIFF_LINE_DELETION;
        if (differs && !is_about_day({line->content, line->content_len})) return true;
      }
    }
    return false;
  }

  git_repository* repository_;
  workspace::History& out_;
  std::map<std::string, const DatedDocument*> wanted_;  // by where it was at the commit at hand
};

}  // namespace

bool is_about_day(std::string_view line) {
  constexpr std::string_view markup = " \t\r\n*_>|#-+";
  const auto skip = [&markup](std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(markup), text.size()));
    return text;
  };
  line = skip(line);
  if (line.empty()) return true;
  std::string lower = text::lower(line);
  std::replace(lower.begin(), lower.end(), '_', ' ');  // front matter's `last_updated`
  for (const plan::FieldRole role : {plan::FieldRole::last_updated, plan::FieldRole::next_review})
    for (const std::string_view name : plan::names_of(role)) {
      if (!lower.starts_with(name)) continue;
      const std::string_view behind = skip(std::string_view(lower).substr(name.size()));
      const bool ends = lower.size() == name.size() || lower[name.size()] == ' ' ||
                        lower[name.size()] == ':' ||
                        markup.find(lower[name.size()]) != std::string_view::npos;
      if (ends && (behind.empty() || behind[0] == ':' || ('0' <= behind[0] && behind[0] <= '9')))
        return true;
    }
  return false;
}

HistoryRead read_history(std::vector<DatedDocument> documents, const std::function<bool()>& stop) {
  HistoryRead out;
  auto history = std::make_shared<workspace::History>();
  start_library();
  std::map<std::string, std::string, std::less<>> repositories;  // of folders
  std::map<std::string, std::vector<const DatedDocument*>> by_repository;
  std::size_t outside = 0;
  for (const DatedDocument& document : documents) {
    const std::string folder(workspace::directory_of(document.path));
    const auto [known, fresh] = repositories.try_emplace(folder);
    if (fresh) known->second = repository_at(folder);
    if (known->second.empty())
      ++outside;
    else
      by_repository[known->second].push_back(&document);
  }
  if (outside > 0)
    out.notices.push_back(fmt::format(
        "{} in no Git repository",
        outside == 1 ? std::string("1 document is") : fmt::format("{} documents are", outside)));
  for (const auto& [data, all] : by_repository) {
    const char* path = data.c_str();
    const auto repository =
        made<Repository>([&](auto at) { return git_repository_open(at, path); });
    if (repository == nullptr) {
      out.notices.push_back(fmt::format("{} cannot be opened: {}", data, last_problem()));
      continue;
    }
    const char* folder = git_repository_workdir(repository.get());
    if (folder == nullptr) continue;
    if (git_repository_is_shallow(repository.get()) == 1) {
      out.notices.push_back(
          fmt::format("{} is a shallow clone (`git fetch --unshallow`; in CI, fetch-depth: 0)",
                      workspace::directory_of(folder)));
      continue;
    }
    Reader reader(repository.get(), *history);
    std::error_code error;
    const std::string root = std::filesystem::canonical(folder, error).generic_string() + "/";
    for (const DatedDocument* document : all) {
      const std::string real =
          std::filesystem::weakly_canonical(document->path, error).generic_string();
      if (!error && real.starts_with(root)) reader.want(real.substr(root.size()), *document);
    }
    reader.read(stop);
  }
  out.history = std::move(history);
  return out;
}

std::vector<DatedDocument> dated_documents(const workspace::Workspace& workspace) {
  std::vector<DatedDocument> out;
  const auto add = [&](const workspace::Summary& one) {
    if (!one.last_updated || !plan::is_valid(*one.last_updated)) return;
    if (one.kind == plan::DocumentKind::changelog || one.kind == plan::DocumentKind::decision)
      return;
    out.push_back({one.path, *one.last_updated});
  };
  for (const auto& [path, document] : workspace.open) add(*document->summary);
  if (workspace.files != nullptr)
    for (const auto& [path, summary] : *workspace.files)
      if (summary != nullptr && !workspace.open.contains(path)) add(*summary);
  std::sort(out.begin(), out.end());
  return out;
}

bool is_shallow(const std::string& folder) {
  start_library();
  const std::string data = repository_at(folder);
  const auto repository =
      made<Repository>([&](auto at) { return git_repository_open(at, data.c_str()); });
  return repository != nullptr && git_repository_is_shallow(repository.get()) == 1;
}

std::string heads_of(const std::vector<std::string>& folders) {
  start_library();
  std::string out;
  for (const std::string& folder : folders) {
    const std::string data = repository_at(folder);
    if (data.empty()) continue;
    const auto repository =
        made<Repository>([&](auto at) { return git_repository_open(at, data.c_str()); });
    git_oid id;
    if (repository == nullptr || git_reference_name_to_id(&id, repository.get(), "HEAD") != 0)
      continue;
    out += fmt::format("{} {}\n", data, git_oid_tostr_s(&id));
  }
  return out;
}

}  // namespace pland::server
