// How the state learns of the folders' files: all of them in the background at the start, single
// ones when somebody says that they changed. Requests meanwhile are answered from what is known.
#include "analysis/workspace/index.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fmt/format.h>
#include <utility>

#include "analysis/workspace/names.h"
#include "analysis/workspace/path.h"
#include "protocol/codec.h"
#include "server/state.h"

namespace pland::server {

// One walk over the folders. A newer one cancels it; its results are then dropped.
struct State::Indexing {
  std::atomic<bool> cancelled{false};
  std::optional<protocol::ProgressToken> token;  // once the client has said yes to it
  unsigned told = 0;                             // percent
  std::vector<Touched> missed;                   // what changed meanwhile
  bool remember = false;                         // nobody watches the files
  Stamps stamps;
};

// A token that the client made is always begun and ended, however short the work was.
void State::end_progress(Indexing& indexing) {
  if (!indexing.token) return;
  client_.notify<protocol::Progress>(
      {*indexing.token, protocol::to_any(protocol::WorkDoneProgressEnd{})});
  indexing.token.reset();
}

void State::index_folders() {
  if (indexing_ != nullptr) {
    indexing_->cancelled = true;
    end_progress(*indexing_);
  }
  indexing_ = nullptr;
  snapshot_ = nullptr;
  if (roots_.empty()) return;
  auto indexing = std::make_shared<Indexing>();
  indexing->remember = !capabilities_->watched_files_registration;
  indexing_ = indexing;
  if (capabilities_->work_done_progress) {
    protocol::ProgressToken token{fmt::format("pland-index-{}", ++progress_tokens_)};
    client_.request<protocol::WorkDoneProgressCreate>(
        {token}, [this, indexing, token](const auto& answer) {
          if (answer.error() != nullptr) return;
          indexing->token = token;
          protocol::WorkDoneProgressBegin begin;
          begin.title = "Reading plans";
          begin.percentage = 0;
          client_.notify<protocol::Progress>({token, protocol::to_any(begin)});
          if (indexing != indexing_) end_progress(*indexing);
        });
  }
  // The configuration belongs to this thread: the pool reads the files anew for itself.
  scheduler_.background(
      [this, indexing, roots = roots_, sources = sources_, over = configs_->over()] {
        Configs configs(sources);
        // Looked at before they are read: what changes in between is seen by the next look.
        if (indexing->remember) indexing->stamps = stamps_of(roots, configs);
        FoundDocuments found = find_documents(roots, configs, &indexing->cancelled);
        std::vector<Source> wanted;
        for (const FoundDocument& document : found.documents) {
          if (document.alias) continue;  // one document, under its real name
          wanted.push_back({document.path,
                            declared_of(*configs.file_for(document.path), over, document.path),
                            std::string(workspace::root_of(document.path, roots))});
        }
        SummariseOptions options;
        options.cancelled = &indexing->cancelled;
        options.progress = [&](std::size_t done, std::size_t all) {
          auto percent = static_cast<unsigned>(done * 100 / std::max<std::size_t>(all, 1));
          if (percent < indexing->told + 10) return;
          indexing->told = percent;
          scheduler_.post([this, indexing, percent] {
            if (!indexing->token || indexing != indexing_) return;
            protocol::WorkDoneProgressReport report;
            report.percentage = percent;
            client_.notify<protocol::Progress>({*indexing->token, protocol::to_any(report)});
          });
        };
        Summarised summarised = summarise_all(wanted, options);
        if (indexing->cancelled) return;
        auto names = workspace::index_of(summarised.summaries, nullptr);
        using Aliases = std::map<std::string, std::string, std::less<>>;
        auto aliases = std::make_shared<const Aliases>(std::move(found.aliases));
        scheduler_.post([this, indexing, files = std::move(summarised.summaries),
                         names = std::move(names), aliases = std::move(aliases),
                         troubles = std::move(summarised.troubles)] {
          if (indexing != indexing_) return;
          indexing_ = nullptr;
          workspace_.index = names;
          workspace_.aliases = aliases;
          troubles_.clear();
          know_unread({}, troubles);
          stamps_ = std::move(indexing->stamps);
          adopt(files);
          // What changed meanwhile may have been read before it did.
          reload(std::move(indexing->missed));
          end_progress(*indexing);
        });
      });
}

void State::adopt(std::shared_ptr<const Summaries> files) {
  log_.line(fmt::format("indexed {} documents", files->size()));
  know_files(std::move(files));
  world_changed_for_all();
  history_not_before_ = {};
  read_history_soon();
}

// Which files cannot be read as documents: `read` were looked at, `troubles` is what was wrong with
// some of them.
void State::know_unread(const std::vector<std::string>& read,
                        const std::vector<FileTrouble>& troubles) {
  for (const std::string& path : read) troubles_.erase(path);
  for (const FileTrouble& trouble : troubles)
    if (trouble.kind != FileTrouble::Kind::missing)
      troubles_.insert_or_assign(trouble.path, trouble);
  std::vector<std::string> unread;
  for (const auto& [path, trouble] : troubles_)
    if (trouble.kind == FileTrouble::Kind::not_utf8) unread.push_back(path);
  workspace_.unread = std::make_shared<const std::vector<std::string>>(std::move(unread));
}

bool State::is_listed_document(std::string_view path) const {
  return workspace_.files->find(path) != workspace_.files->end() || troubles_.contains(path);
}

std::vector<std::string> State::listed_documents() const {
  std::vector<std::string> paths;
  for (const auto& [path, summary] : *workspace_.files) paths.push_back(path);
  for (const auto& [path, trouble] : troubles_) paths.push_back(path);
  return paths;
}

void State::know_files(std::shared_ptr<const Summaries> files) {
  workspace_.files = std::move(files);
  workspace_.index = workspace::index_of(workspace_.files, workspace_.index);
}

// Without watchers the folders are looked at while somebody works with them, and never oftener than
// a tenth of the time that looking takes allows.
void State::rescan_soon() {
  read_history_soon();
  const bool watched = capabilities_->watched_files_registration;
  if (watched || rescanning_ || indexing_ != nullptr || roots_.empty() || !initialized_) return;
  if (scheduler_.now() < rescan_not_before_) return;
  rescanning_ = true;
  scheduler_.background([this, roots = roots_, sources = sources_] {
    const auto begin = std::chrono::steady_clock::now();
    Configs configs(sources);
    Stamps now = stamps_of(roots, configs);
    const auto took = std::chrono::steady_clock::now() - begin;
    scheduler_.post([this, roots, took, now = std::move(now)]() mutable {
      rescanning_ = false;
      rescan_not_before_ = scheduler_.now() + std::max<std::chrono::steady_clock::duration>(
                                                  Milliseconds(250), took * 10);
      if (indexing_ != nullptr || roots != roots_) return;  // that one knows better
      std::vector<Touched> touched;
      for (DiskChange& change : differences(stamps_, now))
        touched.push_back({std::move(change.path), change.came_or_went});
      stamps_ = std::move(now);
      if (!touched.empty()) files_changed(std::move(touched));
    });
  });
}

// Git tells nobody of a commit: HEAD is looked at while somebody works with the documents, and the
// history read again where it is another one, or more is to be known of it. All on the pool.
void State::read_history_soon() {
  if (reading_history_ || indexing_ != nullptr || roots_.empty() || !initialized_) return;
  if (scheduler_.now() < history_not_before_ || !switches_.on("diagnostics")) return;
  reading_history_ = true;
  workspace::Workspace documents;
  documents.open = workspace_.open;
  documents.files = workspace_.files;
  scheduler_.background(
      [this, documents = std::move(documents), roots = roots_, known = known_history_] {
        const auto begin = std::chrono::steady_clock::now();
        auto wanted = std::make_shared<KnownHistory>();
        wanted->documents = dated_documents(documents);
        if (!wanted->documents.empty()) wanted->heads = heads_of(roots);
        const bool covered =
            wanted->heads == known->heads &&
            std::all_of(wanted->documents.begin(), wanted->documents.end(), [&](const auto& one) {
              const auto old = std::lower_bound(
                  known->documents.begin(), known->documents.end(), one.path,
                  [](const DatedDocument& a, const std::string& path) { return a.path < path; });
              return old != known->documents.end() && old->path == one.path && old->day <= one.day;
            });
        HistoryRead read;
        if (!covered)
          read = read_history(wanted->documents, [this] { return scheduler_.stopping(); });
        const auto took = std::chrono::steady_clock::now() - begin;
        scheduler_.post([this, took, wanted, roots, read = std::move(read)] {
          reading_history_ = false;
          history_not_before_ = scheduler_.now() + std::max<std::chrono::steady_clock::duration>(
                                                       std::chrono::seconds(2), took * 10);
          if (read.history == nullptr || roots != roots_) return;
          known_history_ = wanted;
          for (const std::string& notice : read.notices)
            log_.line("last-updated-behind-git is silent: " + notice);
          const bool same = workspace_.history == nullptr ? read.history->empty()
                                                          : *workspace_.history == *read.history;
          if (same) return;
          workspace_.history = read.history;
          world_changed_for_all();
        });
      });
}

// What the pool reads of one message of changed files.
struct State::Reload {
  std::uint64_t number = 0;
  bool known = false;  // something was asked about that may have another answer now
  std::vector<Source> files;
  std::vector<std::string> folders;  // that may be new, with all that is in them
  std::vector<std::string> roots;
  ConfigSources sources;

  Summarised read() const {
    std::vector<Source> wanted = files;
    if (!folders.empty()) {
      Configs configs(sources);
      for (const FoundDocument& found : find_documents(folders, configs).documents) {
        if (!is_listed(found.path, roots, configs)) continue;
        wanted.push_back({found.path,
                          declared_of(*configs.file_for(found.path), sources.over, found.path),
                          std::string(workspace::root_of(found.path, roots))});
      }
      std::sort(wanted.begin(), wanted.end(),
                [](const Source& a, const Source& b) { return a.path < b.path; });
    }
    return summarise_all(wanted,
                         {.jobs = 1, .cancelled = nullptr, .progress = {}, .keep_bytes = 0});
  }
};

// What was announced and waits for the pool is read here and now.
void State::read_announced() {
  if (reading_.empty()) return;
  Reload job;
  job.number = ++reloads_;
  for (auto& [path, number] : reading_) {
    number = job.number;
    job.files.push_back({path, declared_of(*configs_->file_for(path), configs_->over(), path),
                         std::string(workspace_.root_of(path))});
  }
  reloaded(job, job.read());
}

// What a rename or a report reads must be what is there now: the same at once, unless the folders
// are too large to be waited for.
void State::look_first() {
  read_announced();
  constexpr std::chrono::milliseconds longest{200};
  constexpr std::size_t most_read = 200;  // files; a switch of branches is read on the pool
  const bool watched = capabilities_->watched_files_registration;
  if (watched || indexing_ != nullptr || roots_.empty() || !initialized_) return;
  Configs configs(sources_);
  std::optional<Stamps> now = stamps_within(longest, roots_, configs);
  if (!now) return rescan_soon();
  std::vector<Touched> touched;
  for (DiskChange& change : differences(stamps_, *now))
    touched.push_back({std::move(change.path), change.came_or_went});
  stamps_ = std::move(*now);
  const Reading reading = touched.size() > most_read ? Reading::later : Reading::now;
  if (!touched.empty()) files_changed(std::move(touched), reading);
}

namespace {

// Calls visit(iterator) for the entry of a path and for those of all paths below it.
template <typename Map, typename Visit>
void each_at_or_below(Map& map, const std::string& path, Visit&& visit) {
  if (auto at = map.find(path); at != map.end()) visit(at);
  const std::string inside = path.ends_with('/') ? path : path + '/';
  for (auto at = map.lower_bound(inside); at != map.end() && at->first.starts_with(inside);) {
    visit(at++);
  }
}

}  // namespace

// Files that somebody changed, made or removed, or folders that came or went with all that is in
// them. Whether something is there at all is known at once, and is of interest for pictures and
// folders too; summaries are read again on the pool. What nobody has asked about costs a look.
void State::reload(std::vector<Touched> touched, Reading reading) {
  auto job = std::make_shared<Reload>();
  job->number = ++reloads_;
  std::sort(touched.begin(), touched.end(),
            [](const Touched& a, const Touched& b) { return a.path < b.path; });
  std::vector<std::string> gone;
  bool walk_again = false;
  for (auto& [path, came_or_went] : touched) {
    const bool asked_about = disk_->forget(path);
    job->known |= asked_about && came_or_went;
    if (!workspace_.is_inside(path)) continue;
    std::error_code error;
    const auto type = std::filesystem::symlink_status(path, error).type();
    // Where symbolic links lead is for the walk to find out; what is behind one has a name.
    const bool known_alias = workspace_.aliases != nullptr && workspace_.aliases->contains(path);
    const bool link = type == std::filesystem::file_type::symlink;
    walk_again |= came_or_went && (known_alias || link);
    if (known_alias) continue;
    // The walk under way may have been there before.
    if (indexing_ != nullptr) indexing_->missed.push_back({path, came_or_went});
    if (type == std::filesystem::file_type::directory) {
      const bool covered = !job->folders.empty() && workspace::is_inside(path, job->folders.back());
      if (!covered) job->folders.push_back(std::move(path));
    } else if (is_listed(path, roots_, *configs_) &&
               std::filesystem::is_regular_file(path, error)) {
      reading_[path] = job->number;
      job->files.push_back({path, declared_of(*configs_->file_for(path), configs_->over(), path),
                            std::string(workspace_.root_of(path))});
    } else {
      // A document that is in no index is read when somebody asks for it.
      job->known |= asked_about && workspace::is_markdown(path);
      gone.push_back(std::move(path));
    }
  }
  job->known |= forget_files(gone);
  if (walk_again) index_folders();
  if (job->files.empty() && job->folders.empty()) {
    if (job->known) world_changed_for_all();
    return;
  }
  if (job->known) world_changed();
  job->roots = roots_;
  job->sources = sources_;
  if (reading == Reading::now) return reloaded(*job, job->read());
  scheduler_.background(
      [this, job] { scheduler_.post([this, job, read = job->read()] { reloaded(*job, read); }); });
}

void State::reloaded(const Reload& job, const Summarised& summarised) {
  const std::shared_ptr<const Summaries>& read = summarised.summaries;
  std::vector<std::string> looked_at;
  for (const Source& source : job.files) looked_at.push_back(source.path);
  know_unread(looked_at, summarised.troubles);
  auto files = std::make_shared<Summaries>(*workspace_.files);
  std::vector<std::string> told;
  bool changed = job.known;
  std::error_code error;
  // What was in a folder and no longer is.
  for (const std::string& folder : job.folders) {
    std::vector<std::string> gone;
    each_at_or_below(*files, folder, [&](auto at) {
      if (read->count(at->first) == 0 && !std::filesystem::exists(at->first, error))
        gone.push_back(at->first);
    });
    for (const std::string& path : gone) changed |= files->erase(path) > 0;
  }
  for (const Source& source : job.files) {
    auto last = reading_.find(source.path);
    // Cannot be read any more.
    if (last != reading_.end() && last->second == job.number && read->count(source.path) == 0) {
      changed |= files->erase(source.path) > 0;
      reading_.erase(last);
    }
  }
  for (const auto& [path, summary] : *read) {
    auto last = reading_.find(path);
    if (last != reading_.end()) {
      if (last->second > job.number) continue;  // a later reload knows better
      reading_.erase(last);
    } else if (job.folders.empty() || !std::filesystem::exists(path, error)) {
      continue;  // it is gone since; what came with its folder was not announced by name
    }
    auto& known = (*files)[path];
    changed |= known == nullptr || !workspace::same_exports(*known, *summary) ||
               !workspace::changed_names(*known, *summary).empty();
    known = summary;
    told.push_back(path);
  }
  know_files(std::move(files));
  for (const FileTrouble& trouble : summarised.troubles) told.push_back(trouble.path);
  if (changed) return world_changed_for_all();
  documents_changed();
  publish_closed(std::move(told));
}

// Drops the summaries of files and of all that is below a path; false if there are none.
bool State::forget_files(const std::vector<std::string>& paths) {
  std::vector<std::string> gone;
  bool known = false;
  for (const std::string& path : paths) {
    each_at_or_below(reading_, path, [&](auto at) { reading_.erase(at); });
    each_at_or_below(troubles_, path, [&](auto at) {
      troubles_.erase(at);
      known = true;
    });
    each_at_or_below(*workspace_.files, path, [&](auto at) { gone.push_back(at->first); });
  }
  if (gone.empty()) return known;
  auto files = std::make_shared<Summaries>(*workspace_.files);
  for (const std::string& path : gone) files->erase(path);
  know_files(std::move(files));
  return true;
}

}  // namespace pland::server
