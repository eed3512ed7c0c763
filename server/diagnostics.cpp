// What the state says about documents: pushed after an edit, or pulled when the client asks; for
// open documents on the main thread, for closed ones on the pool.
#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <string>
#include <utility>

#include "analysis/workspace/names.h"
#include "server/file_rules.h"
#include "server/state.h"

namespace pland::server {
namespace {

// Whether a client would be told the same.
bool same(const std::vector<rules::Finding>& left, const std::vector<rules::Finding>& right) {
  auto same_related = [](const rules::Related& a, const rules::Related& b) {
    return a.path == b.path && a.span == b.span && a.message == b.message && a.chapter == b.chapter;
  };
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [&](const rules::Finding& a, const rules::Finding& b) {
                      return a.rule == b.rule && a.severity == b.severity && a.span == b.span &&
                             a.message == b.message &&
                             std::equal(a.related.begin(), a.related.end(), b.related.begin(),
                                        b.related.end(), same_related);
                    });
}

bool same(const rules::DocumentReport& left, const rules::DocumentReport& right) {
  return std::equal(left.chapters.begin(), left.chapters.end(), right.chapters.begin(),
                    right.chapters.end(), [](const auto& a, const auto& b) {
                      if (a == b) return true;
                      return a != nullptr && b != nullptr &&
                             (a->findings == b->findings || same(*a->findings, *b->findings));
                    });
}

struct ClosedFile {
  std::string path;
  ConfigPtr config;
  std::optional<FileTrouble> trouble;  // it cannot be read as a document
};

// What is told of what is no document, instead of all else.
std::vector<rules::Finding> told_of(const FileTrouble& trouble, const rules::Selection& selection) {
  std::vector<rules::Finding> findings{finding_of(trouble)};
  keep_heard(findings, selection);
  return findings;
}

}  // namespace

// What the pool needs to judge closed files; everything in it is immutable or thread-safe.
struct State::ClosedJob {
  std::shared_ptr<const Snapshot> snapshot;
  Config over;
  plan::Date today;
  std::uint64_t configuration = 0;
  std::uint64_t number = 0;                           // a later job knows better
  std::shared_ptr<const std::atomic<bool>> outdated;  // one that does all that this one does
  std::vector<ClosedFile> files;

  WrittenReport judge_trouble(const ClosedFile& file) const {
    std::string text;
    if (file.trouble->kind == FileTrouble::Kind::not_utf8) read_file(file.path, text);
    const auto lines = workspace::make_document(file.path, 0, markdown::Document::parse(text));
    auto findings = told_of(*file.trouble, selection_of(*file.config, over, file.path));
    return write_report(snapshot->edge(), *lines,
                        *rules::report_of(*lines, nullptr, std::move(findings)), nullptr);
  }

  WrittenReport judge(const ClosedFile& file) const {
    if (file.trouble) return judge_trouble(file);
    const workspace::Workspace& workspace = *snapshot->workspace;
    workspace::DocumentPtr document = workspace.disk->load(file.path);
    if (document == nullptr) return {};
    rules::Settings settings = settings_of(*file.config, over, today);
    settings.revision = configuration;
    rules::Selection selection = selection_of(*file.config, over, file.path);
    auto verdict = rules::judge(workspace, *document, settings, selection, nullptr);
    return write_report(snapshot->edge(), *document,
                        *rules::report(*document, verdict, selection, nullptr), nullptr);
  }
};

// Findings of the document as it is now; a list that stands is not made again, and one that is made
// again and says the same is no new one.
void State::judge(OpenDocument& open) {
  if (plan::Date now = machine_today(); now != today_) {  // midnight
    today_ = now;
    ++configuration_;
  }
  if (open.configured != configuration_) configure(open);
  const rules::Verdict* last = open.verdict.get();
  const bool same_text = last != nullptr && open.judged_document == open.document;
  if (same_text && last->settings_revision == configuration_ &&
      last->exports_revision == workspace_.exports_revision &&
      last->change == workspace::last_change(workspace_)) {
    return;
  }
  open.verdict = rules::judge(workspace_, *open.document, open.settings, open.selection, last);
  auto report = rules::report(*open.document, open.verdict, open.selection, open.report.get());
  // Text that an editor decoded has only this that makes it none.
  const Span start{0, std::min<std::uint32_t>(open.document->text.size(), looked_at_for_zeros)};
  if (auto zeros = look_for_zeros(open.document->path, open.document->text.text(start)))
    report = rules::report_of(*open.document, open.verdict, told_of(*zeros, open.selection));
  const bool is_news = !same_text || open.report == nullptr || !same(*report, *open.report);
  if (is_news) open.judged = ++judgements_;
  open.report = std::move(report);
  open.judged_document = open.document;
}

std::vector<rules::Finding> State::findings(std::string_view uri) {
  OpenDocument* open = find(uri);
  if (open == nullptr) return {};
  judge(*open);
  return rules::findings(*open->document, *open->report);
}

// What is to be told of a document that was judged.
const WrittenReport& State::written(OpenDocument& open) {
  const Edge edge{&workspace_, capabilities_.get(), encoding_, most_findings_, names_.get()};
  open.written = write_report(edge, *open.document, *open.report, &open.written);
  return open.written;
}

// -- push -----------------------------------------------------------------------------------------

// A file of settings is no document of the client's language; that it is no TOML is a finding, too.
void State::publish_configuration() {
  if (!initialized_ || !switches_.answers("textDocument/diagnostic")) return;
  for (const std::string& root : roots_) configs_->file_for_folder(root);
  std::map<std::string, ConfigPtr> wrong;
  for (const ConfigPtr& file : configs_->files())
    if (file->text != nullptr && (file->error || !file->findings.empty())) wrong[file->path] = file;
  const auto tell = [&](const std::string& path, protocol::WrittenDiagnostics diagnostics) {
    protocol::PublishDiagnosticsParams params;
    params.uri = to_uri(path);
    params.diagnostics = std::move(diagnostics);
    client_.notify<protocol::PublishDiagnostics>(params);
  };
  for (const auto& [path, file] : configs_told_)
    if (!wrong.contains(path)) tell(path, {});
  const Edge edge{&workspace_, capabilities_.get(), encoding_};
  for (const auto& [path, file] : wrong) {
    const auto told = configs_told_.find(path);
    if (told != configs_told_.end() && *told->second->text == *file->text) continue;
    const auto text = workspace::make_document(path, 0, markdown::Document::parse(*file->text));
    std::vector<rules::Finding> findings = file->findings;
    if (file->error) {
      const std::uint32_t line = std::max<std::uint32_t>(file->error->line, 1) - 1;
      const Span place = text->text.line_span(std::min(line, text->text.line_count() - 1));
      rules::Report(invalid_setting, findings).add(place, file->error->message);
    }
    tell(path, write_findings(edge, *text, findings));
  }
  configs_told_ = std::move(wrong);
}

// Once for all messages at hand: what is posted runs after the messages that were read together.
void State::publish_soon() {
  if (capabilities_->pull_diagnostics || publish_pending_) return;
  publish_pending_ = true;
  scheduler_.post([this] {
    publish_pending_ = false;
    publish();
  });
}

void State::publish() {
  for (auto& [path, open] : open_) {
    attempt([&, &open = open] {
      judge(open);
      if (open.published == open.judged) return;
      protocol::PublishDiagnosticsParams params;
      params.uri = open.uri;
      if (capabilities_->diagnostic_version) {
        params.version = static_cast<std::int32_t>(open.document->version);
      }
      params.diagnostics = written(open).items();
      client_.notify<protocol::PublishDiagnostics>(params);
      open.published = open.judged;
    });
  }
}

bool State::wants_closed() const {
  return report_closed_ && !capabilities_->pull_diagnostics && switches_.on("diagnostics");
}

// The job of judging those of the files that are not open.
std::shared_ptr<State::ClosedJob> State::closed_job(const std::vector<std::string>& paths) {
  auto job = std::make_shared<ClosedJob>();
  job->snapshot = snapshot();
  job->over = configs_->over();
  job->today = today_;
  job->configuration = configuration_;
  for (const std::string& path : paths) {
    if (open_.count(path) != 0) continue;
    ClosedFile& file = job->files.emplace_back(ClosedFile{path, configs_->file_for(path), {}});
    if (const auto at = troubles_.find(path); at != troubles_.end()) file.trouble = at->second;
  }
  return job;
}

// Findings of files that nobody has open, when the user asks for them.
void State::publish_closed(std::vector<std::string> paths) {
  if (!wants_closed()) return;
  auto job = closed_job(paths);
  job->number = ++closed_jobs_;
  job->outdated = closed_outdated_;
  for (const ClosedFile& file : job->files) closed_asked_[file.path] = job->number;
  scheduler_.background([this, job] {
    for (const ClosedFile& file : job->files) {
      if (*job->outdated) return;
      auto items = std::make_shared<WrittenReport>();
      attempt([&] { *items = job->judge(file); });
      scheduler_.post([this, path = file.path, number = job->number, items] {
        if (!wants_closed() || open_.count(path) != 0 || closed_asked_[path] != number) return;
        if (!is_listed_document(path)) return;  // gone since
        auto told = closed_told_.find(path);
        if (items->empty() && told == closed_told_.end()) return;
        std::string id = items->result_id();
        if (told != closed_told_.end() && told->second == id) return;
        if (items->empty())
          closed_told_.erase(path);
        else
          closed_told_[path] = std::move(id);
        client_.notify<protocol::PublishDiagnostics>({to_uri(path), {}, items->items()});
      });
    }
  });
}

// What was said of files that are no more, or that nobody wants to hear of, is taken back.
void State::publish_all_closed() {
  const bool wanted = wants_closed();
  for (auto told = closed_told_.begin(); told != closed_told_.end();) {
    if (wanted && is_listed_document(told->first)) {
      ++told;
      continue;
    }
    client_.notify<protocol::PublishDiagnostics>({to_uri(told->first), {}, {}});
    told = closed_told_.erase(told);
  }
  *closed_outdated_ = true;
  closed_outdated_ = std::make_shared<std::atomic<bool>>(false);
  closed_revision_ = workspace_.exports_revision;
  if (!wanted) return;
  publish_closed(listed_documents());
}

// After a pause in typing: any of the closed files may link to what changed in an open one.
void State::publish_all_closed_soon() {
  if (!wants_closed()) return;
  if (closed_timer_) scheduler_.cancel(*closed_timer_);
  closed_timer_ = scheduler_.after(Milliseconds(200), [this] {
    closed_timer_.reset();
    if (closed_revision_ != workspace_.exports_revision) publish_all_closed();
  });
}

// -- pull -----------------------------------------------------------------------------------------

namespace {

protocol::DocumentDiagnosticReport report_of(const WrittenReport& report,
                                             const std::optional<std::string>& previous_id,
                                             std::uint64_t opened) {
  std::string id = report.result_id(opened);
  if (previous_id == id) return protocol::UnchangedDocumentDiagnosticReport{{}, std::move(id)};
  return protocol::FullDocumentDiagnosticReport{{}, std::move(id), report.items()};
}

}  // namespace

// An open document is judged after the messages at hand, one of which may cancel the request; by
// then the state may have moved on, but the answer is about what was there when it was asked.
// A closed one is judged on the pool.
void State::document_diagnostics(protocol::DocumentDiagnosticParams params,
                                 Reply<protocol::DocumentDiagnosticReport> reply) {
  rescan_soon();
  const std::string path = names_->path_of(params.textDocument.uri);
  OpenDocument* open = find(params.textDocument.uri);
  if (open == nullptr) {
    if (!is_listed_document(path)) {
      return reply(protocol::DocumentDiagnosticReport{protocol::FullDocumentDiagnosticReport{}});
    }
    scheduler_.background(
        [this, job = closed_job({path}), previous = params.previousResultId, reply] {
          if (reply.cancel().cancelled()) return reply.cancelled();
          attempt([&] { reply(report_of(job->judge(job->files.front()), previous, 0)); });
        });
    return;
  }
  if (open->configured != configuration_) configure(*open);
  scheduler_.post([this, path, asked = snapshot(), document = open->document,
                   selection = open->selection, last = open->verdict, opened = open->opened,
                   previous = params.previousResultId, reply] {
    if (reply.cancel().cancelled()) return reply.cancelled();
    attempt([&] {
      auto now = open_.find(path);
      if (snapshot_ == asked && now != open_.end()) {
        judge(now->second);
        return reply(report_of(written(now->second), previous, now->second.opened));
      }
      auto verdict = rules::judge(*asked->workspace, *document, asked->settings_of(*document),
                                  selection, last.get());
      const auto told = rules::report(*document, verdict, selection, nullptr);
      reply(report_of(write_report(asked->edge(), *document, *told, nullptr), previous, opened));
    });
  });
}

void State::workspace_diagnostics(protocol::WorkspaceDiagnosticParams params,
                                  Reply<protocol::WorkspaceDiagnosticReport> reply) {
  using Full = protocol::WorkspaceFullDocumentDiagnosticReport;
  using Unchanged = protocol::WorkspaceUnchangedDocumentDiagnosticReport;
  look_first();
  auto known = std::make_shared<std::map<std::string, std::string>>();
  for (auto& previous : params.previousResultIds) {
    (*known)[names_->path_of(previous.uri)] = std::move(previous.value);
  }
  auto report = std::make_shared<protocol::WorkspaceDiagnosticReport>();
  auto add = [report, known](const std::string& path, std::string uri, const WrittenReport& written,
                             std::optional<std::int32_t> version, std::uint64_t opened) {
    std::string id = written.result_id(opened);
    auto before = known->find(path);
    if (before != known->end() && before->second == id) {
      report->items.emplace_back(Unchanged{{}, id, std::move(uri), {version}});
    } else if (!written.empty() || before != known->end()) {
      report->items.emplace_back(Full{{}, id, written.items(), std::move(uri), {version}});
    }
  };
  for (auto& [path, open] : open_) {
    judge(open);
    add(path, open.uri, written(open), static_cast<std::int32_t>(open.document->version),
        open.opened);
  }
  // What the client has findings of, and is no more.
  for (const auto& [path, id] : *known) {
    if (open_.count(path) == 0 && !is_listed_document(path)) {
      add(path, to_uri(path), {}, std::nullopt, 0);
    }
  }
  scheduler_.background([this, job = closed_job(listed_documents()), add, report, reply] {
    for (const ClosedFile& file : job->files) {
      if (reply.cancel().cancelled()) {
        reply.cancelled();
        return;
      }
      attempt([&] { add(file.path, to_uri(file.path), job->judge(file), std::nullopt, 0); });
    }
    reply(std::move(*report));
  });
}

}  // namespace pland::server
