// The one mutable thing of the server: open buffers, the index of the folders, the configuration,
// and what was last said about each document. Lives on the main thread; everyone else reads the
// immutable `Snapshot` that was current when their request came.
//
// An edit is applied here and now: it costs microseconds. Findings are judged when somebody is to
// hear them: after the messages at hand (push), or when the client asks (pull). Indexing the
// folders and judging closed files is work for the pool, which gives its results back by `post`.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/rules/report.h"
#include "analysis/workspace/workspace.h"
#include "protocol/methods.h"
#include "server/client.h"
#include "server/config.h"
#include "server/convert.h"
#include "server/disk.h"
#include "server/files.h"
#include "server/history.h"
#include "server/log.h"
#include "server/reply.h"
#include "server/rescan.h"
#include "server/scheduler.h"
#include "server/switches.h"
#include "server/token_list.h"
#include "server/written.h"

namespace pland::server {

struct Snapshot {
  std::shared_ptr<const workspace::Workspace> workspace;
  std::shared_ptr<const protocol::ClientCapabilities> client;
  text::Encoding encoding = text::Encoding::utf16;
  std::uint32_t most_findings = 0;
  std::shared_ptr<const OpenNames> names = std::make_shared<OpenNames>();
  bool indexing = false;     // not all files of the folders are known yet
  rules::Settings settings;  // of the first folder: for what is of no document, or of a closed one
  std::map<std::string, rules::Settings, std::less<>> own_settings;  // of open documents, by path
  std::map<std::string, features::HintLevel, std::less<>> hint_levels;  // the same

  Edge edge() const {
    return {workspace.get(), client.get(), encoding, most_findings, names.get()};
  }
  std::string path_of(std::string_view uri) const { return names->path_of(uri); }
  std::string uri_of(std::string_view path) const { return names->uri_of(path); }
  // The open document of a URI; null where it is not open.
  workspace::DocumentPtr document(std::string_view uri) const;
  const rules::Settings& settings_of(const workspace::Document& document) const;
};

class State {
 public:
  using Snapshot = server::Snapshot;

  State(Client& client, Scheduler& scheduler, Log& log);
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State();

  std::shared_ptr<const Snapshot> snapshot();
  // Where nobody watches files, sees now what changed in them, in bounded time.
  void look_first();
  // Whether a method is answered, or left to another server.
  bool answers(std::string_view method) const { return switches_.answers(method); }

  // -- life cycle
  protocol::InitializeResult initialize(protocol::InitializeParams params);
  void initialized(protocol::Null);

  // -- synchronisation
  void did_open(protocol::DidOpenTextDocumentParams params);
  void did_change(protocol::DidChangeTextDocumentParams params);
  void did_save(protocol::DidSaveTextDocumentParams params);
  void did_close(protocol::DidCloseTextDocumentParams params);
  void did_change_configuration(protocol::DidChangeConfigurationParams params);
  void did_change_watched_files(protocol::DidChangeWatchedFilesParams params);
  void did_create_files(protocol::CreateFilesParams params);
  void did_rename_files(protocol::RenameFilesParams params);
  void did_delete_files(protocol::DeleteFilesParams params);
  void did_change_folders(protocol::DidChangeWorkspaceFoldersParams params);

  // -- findings; answered on the main thread, which holds the verdicts
  void document_diagnostics(protocol::DocumentDiagnosticParams params,
                            Reply<protocol::DocumentDiagnosticReport> reply);
  void workspace_diagnostics(protocol::WorkspaceDiagnosticParams params,
                             Reply<protocol::WorkspaceDiagnosticReport> reply);
  // -- semantic tokens; made on the pool, and remembered here for what changes next
  void semantic_tokens(protocol::SemanticTokensParams params,
                       Reply<protocol::SemanticTokens> reply);
  void semantic_tokens_delta(protocol::SemanticTokensDeltaParams params,
                             Reply<protocol::SemanticTokensDeltaResult> reply);
  // The findings of an open document, judged now if they were not; empty where it is not open.
  std::vector<rules::Finding> findings(std::string_view uri);

 private:
  // Tokens as the client has them, under the name by which it asks what has changed.
  struct TokenAnswer {
    std::string id;
    TokenListPtr list;
  };
  struct OpenDocument {
    std::string uri;           // as the client spells it
    std::uint64_t opened = 0;  // how many were before it, and this one
    workspace::DocumentPtr document;
    rules::Settings settings;
    features::HintLevel hints = features::HintLevel::minimal;
    rules::Selection selection;
    std::uint64_t configured = 0;  // the configuration's revision that the two are of
    rules::VerdictPtr verdict;
    rules::DocumentReportPtr report;  // of the verdict
    workspace::DocumentPtr judged_document;
    WrittenReport written;            // as the client was last told
    std::uint64_t judged = 0;         // moves with each new list of findings
    std::uint64_t published = 0;      // the `judged` that the client has
    std::vector<TokenAnswer> tokens;  // the last few, oldest first
  };
  struct Touched {
    std::string path;
    bool came_or_went = true;  // else only what it says may be new
  };
  struct Indexing;
  struct Reload;
  struct ClosedJob;

  OpenDocument* find(std::string_view uri);
  void replace(OpenDocument& open, markdown::Document text, std::int64_t version);
  void configure(OpenDocument& open);
  void judge(OpenDocument& open);
  void world_changed();  // a link's verdict could be another now
  void documents_changed();
  void exports_changed();  // of one open document: others may show something of it
  void refresh_views_soon();

  void make_tokens(std::string_view uri, const CancelToken& cancel,
                   std::function<void(const TokenAnswer* made)> answer);

  // What is wrong with the files of settings, which no client pulls.
  void publish_configuration();
  void publish_soon();
  void publish();
  std::shared_ptr<ClosedJob> closed_job(const std::vector<std::string>& paths);
  void publish_closed(std::vector<std::string> paths);
  void publish_all_closed();
  void publish_all_closed_soon();
  const WrittenReport& written(OpenDocument& open);

  // Runs what looks into documents outside a request; what it throws costs no other document.
  template <typename Task>
  void attempt(Task&& task) {
    try {
      task();
    } catch (const std::exception& error) {
      log_.line(std::string("failed: ") + error.what());
    }
  }

  void apply_settings(const protocol::Any& settings);
  void warn(std::string problem);
  void ask_settings();
  void reconfigure();
  void declare_documents();
  void set_roots(std::vector<std::string> roots);
  void register_capabilities();
  void index_folders();
  void end_progress(Indexing& indexing);
  void adopt(std::shared_ptr<const Summaries> files);
  void know_unread(const std::vector<std::string>& read, const std::vector<FileTrouble>& troubles);
  // Whether a closed file has findings of its own: a document, or one that cannot be read as one.
  bool is_listed_document(std::string_view path) const;
  std::vector<std::string> listed_documents() const;
  // The path by which a document that the client opens is known from now on.
  std::string path_to_open(const std::string& uri);
  void forget_name(const std::string& path);
  void know_files(std::shared_ptr<const Summaries> files);
  void rescan_soon();
  void read_history_soon();
  // Reading changed files can wait for the pool, or not.
  enum class Reading { later, now };
  void files_changed(std::vector<Touched> touched, Reading reading = Reading::later);
  void reload(std::vector<Touched> touched, Reading reading = Reading::later);
  void reloaded(const Reload& job, const Summarised& read);
  void read_announced();
  bool forget_files(const std::vector<std::string>& paths);
  void world_changed_for_all();
  bool wants_closed() const;

  Client& client_;
  Scheduler& scheduler_;
  Log& log_;
  std::shared_ptr<const protocol::ClientCapabilities> capabilities_;
  text::Encoding encoding_ = text::Encoding::utf16;
  std::vector<std::string> roots_;
  std::map<std::string, OpenDocument, std::less<>> open_;  // by path
  std::shared_ptr<const OpenNames> names_ = std::make_shared<OpenNames>();
  workspace::Workspace workspace_;  // the current one; snapshots are copies
  std::map<std::string, FileTrouble, std::less<>>
      troubles_;                              // files that are none of its documents
  std::shared_ptr<const Snapshot> snapshot_;  // until the next change
  Config initial_;                            // of initializationOptions
  bool initial_report_closed_ = false;
  std::string settings_ = "null";  // as the client last answered; null: those of the start
  std::unique_ptr<FileSystem> disk_;
  ConfigSources sources_;
  std::unique_ptr<Configs> configs_;  // of these sources
  std::uint64_t configuration_ = 1;   // its revision
  plan::Date today_;
  Switches switches_;
  Switches initial_switches_;
  bool report_closed_ = false;  // the setting: publish findings of unopened files too
  std::uint32_t most_findings_ = Edge().most_findings;  // the setting: of one document
  std::uint32_t initial_most_findings_ = most_findings_;
  std::map<std::string, std::string, std::less<>> closed_told_;     // path → id of what was said
  std::map<std::string, std::uint64_t, std::less<>> closed_asked_;  // path → the last job on it
  std::uint64_t closed_jobs_ = 0;
  std::uint64_t closed_revision_ = 0;  // of the exports that all closed files were last judged by
  // Raised for the jobs that the last one on all closed files has made needless.
  std::shared_ptr<std::atomic<bool>> closed_outdated_ = std::make_shared<std::atomic<bool>>(false);
  std::optional<Scheduler::TimerId> closed_timer_;
  std::optional<Scheduler::TimerId> views_timer_;
  bool publish_pending_ = false;
  bool initialized_ = false;
  std::map<std::string, ConfigPtr> configs_told_;  // those in which something was wrong, by path
  std::vector<std::string> warnings_;  // each was told, or will be once the client is ready
  std::shared_ptr<Indexing> indexing_;
  std::map<std::string, std::uint64_t, std::less<>> reading_;  // path → the last reload of it
  std::uint64_t reloads_ = 0;
  Stamps stamps_;  // of the files when they were last looked at, where nobody watches them
  bool rescanning_ = false;
  std::chrono::steady_clock::time_point rescan_not_before_{};
  // What is known of Git's history: of which documents, at which commits.
  struct KnownHistory {
    std::string heads;
    std::vector<DatedDocument> documents;
  };
  std::shared_ptr<const KnownHistory> known_history_ = std::make_shared<const KnownHistory>();
  bool reading_history_ = false;
  std::chrono::steady_clock::time_point history_not_before_{};
  std::uint64_t judgements_ = 0;
  std::uint64_t openings_ = 0;
  unsigned progress_tokens_ = 0;
  std::uint64_t token_answers_ = 0;
};

// Fills the dispatch table: the table of contents of the server (handlers.cpp).
class Session;
void install_handlers(Session& session, State& state);

}  // namespace pland::server
