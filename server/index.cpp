// How the state learns of the folders' files: all of them in the background at the start, single
// ones when somebody says that they changed. Requests meanwhile are answered from what is known.
#include <algorithm>
#include <atomic>
#include <fmt/format.h>
#include <utility>

#include "analysis/workspace/path.h"
#include "protocol/codec.h"
#include "server/state.h"

namespace pland::server {

// One walk over the folders. A newer one cancels it; its results are then dropped.
struct State::Indexing {
  std::atomic<bool> cancelled{false};
  std::optional<protocol::ProgressToken> token;  // once the client has said yes to it
  unsigned told = 0;                             // percent
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
  auto indexing = std::make_shared<Indexing>();
  indexing_ = indexing;
  if (roots_.empty()) return;
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
        FoundDocuments found = find_documents(roots, configs, &indexing->cancelled);
        std::vector<Source> wanted;
        for (const FoundDocument& document : found.documents) {
          wanted.push_back(
              {document.path, kind_of(*configs.file_for(document.path), over, document.path)});
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
        scheduler_.post([this, indexing, files = std::move(summarised.summaries)] {
          if (indexing != indexing_) return;
          adopt(files);
          end_progress(*indexing);
          indexing_ = nullptr;
        });
      });
}

void State::adopt(std::shared_ptr<const Summaries> files) {
  log_.line(fmt::format("indexed {} documents", files->size()));
  workspace_.files = std::move(files);
  world_changed();
  if (capabilities_->pull_diagnostics && capabilities_->diagnostics_refresh) {
    client_.request<protocol::DiagnosticRefresh>({});
  }
  publish_all_closed();
}

// Files that somebody changed, made or removed: their summaries are read again. Whether a file is
// there at all is known at once, and is of interest for pictures and folders too.
void State::reload(std::vector<std::string> paths, bool came_or_went) {
  std::vector<Source> wanted;
  std::vector<std::string> gone;
  for (std::string& path : paths) {
    disk_->forget(path);
    bool wanted_here = workspace::is_markdown(path) && workspace_.is_inside(path);
    bool listed = wanted_here && is_listed(path, roots_, *configs_);
    bool there = listed && workspace_.disk->look(path).existence == workspace::Existence::file;
    if (there)
      wanted.push_back({path, kind_of(*configs_->file_for(path), configs_->over(), path)});
    else
      gone.push_back(path);
  }
  if (came_or_went) world_changed();
  scheduler_.background([this, came_or_went, wanted = std::move(wanted), gone = std::move(gone)] {
    Summarised read =
        summarise_all(wanted, {.jobs = 1, .cancelled = nullptr, .progress = {}, .keep_bytes = 0});
    scheduler_.post([this, came_or_went, gone, read = std::move(read.summaries)] {
      auto files = std::make_shared<Summaries>(*workspace_.files);
      std::vector<std::string> told;
      bool changed = false;
      for (const std::string& path : gone) {
        changed |= files->erase(path) > 0;
        auto known = closed_told_.find(path);
        if (known == closed_told_.end()) continue;
        client_.notify<protocol::PublishDiagnostics>({to_uri(path), {}, {}});
        closed_told_.erase(known);
      }
      for (const auto& [path, summary] : *read) {
        auto& known = (*files)[path];
        changed |= known == nullptr || !workspace::same_exports(*known, *summary);
        known = summary;
        told.push_back(path);
      }
      workspace_.files = std::move(files);
      changed ? world_changed() : documents_changed();
      changed |= came_or_went;
      if (changed && capabilities_->pull_diagnostics && capabilities_->diagnostics_refresh) {
        client_.request<protocol::DiagnosticRefresh>({});
      }
      changed ? publish_all_closed() : publish_closed(std::move(told));
    });
  });
}

void State::publish_all_closed() {
  if (!wants_closed()) {  // any more
    for (const auto& [path, id] : closed_told_) {
      client_.notify<protocol::PublishDiagnostics>({to_uri(path), {}, {}});
    }
    closed_told_.clear();
    return;
  }
  std::vector<std::string> paths;
  for (const auto& [path, summary] : *workspace_.files) paths.push_back(path);
  publish_closed(std::move(paths));
}

}  // namespace pland::server
