#include "server/state.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <utility>

#include "analysis/workspace/names.h"
#include "analysis/workspace/path.h"
#include "protocol/codec.h"
#include "protocol/uri.h"
#include "server/offers.h"

namespace pland::server {
namespace {

constexpr const char* watcher_id = "pland-watched-files";
constexpr const char* settings_id = "pland-settings";

// The first of our preference that the client offers; utf-16 is LSP's default.
text::Encoding negotiate(const protocol::ClientCapabilities& client) {
  const auto& offered = client.position_encodings;
  for (text::Encoding encoding :
       {text::Encoding::utf8, text::Encoding::utf16, text::Encoding::utf32}) {
    if (std::find(offered.begin(), offered.end(), text::name(encoding)) != offered.end()) {
      return encoding;
    }
  }
  return text::Encoding::utf16;
}

// Whether `{"commands": [...]}` among the options names a command that the client brings itself.
bool has_command(const std::optional<protocol::Any>& options, std::string_view command) {
  if (!options) return false;
  const auto parsed = protocol::parse_json(options->json);
  const protocol::Value commands = parsed.json.root("options").member("commands");
  for (std::size_t i = 0; i < commands.size(); ++i) {
    const auto* name = commands.element(i).string();
    if (name != nullptr && *name == command) return true;
  }
  return false;
}

std::string folder_path(std::string_view uri) {
  std::string path = to_path(uri);
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

// What is offered is said once, so only what comes with `initialize` can choose.
Choices choices(const std::optional<protocol::Any>& options) {
  Choices out;
  if (!options) return out;
  auto parsed = protocol::parse_json(options->json);
  out.formatting = parsed.json.root("options").member("formatting").boolean();
  return out;
}

}  // namespace

workspace::DocumentPtr Snapshot::document(std::string_view uri) const {
  auto found = workspace->open.find(path_of(uri));
  return found == workspace->open.end() ? nullptr : found->second;
}

const rules::Settings& Snapshot::settings_of(const workspace::Document& document) const {
  auto found = own_settings.find(document.path);
  return found == own_settings.end() ? settings : found->second;
}

State::State(Client& client, Scheduler& scheduler, Log& log)
    : client_(client),
      scheduler_(scheduler),
      log_(log),
      capabilities_(std::make_shared<protocol::ClientCapabilities>()),
      configs_(std::make_unique<Configs>(ConfigSources{})),
      today_(machine_today()) {
  workspace_.files = std::make_shared<Summaries>();
  set_roots({});
}

State::~State() = default;

void State::set_roots(std::vector<std::string> roots) {
  roots_ = std::move(roots);
  workspace_.roots = roots_;
  DiskOptions options;
  options.roots = roots_;
  // Without watchers nobody says what changes on disk: answers stand for a moment only.
  if (!capabilities_->watched_files_registration) options.max_age = std::chrono::seconds(2);
  disk_ = std::make_unique<FileSystem>(std::move(options));
  workspace_.disk = disk_->disk();
  declare_documents();
}

// How closed documents are read is asked from the pool: with configurations of its own.
void State::declare_documents() {
  disk_->declare([configs = std::make_shared<Configs>(sources_)](std::string_view path) {
    return declared_of(*configs->file_for(path), configs->over(), path);
  });
}

std::shared_ptr<const Snapshot> State::snapshot() {
  rescan_soon();
  if (snapshot_ == nullptr) {
    auto made = std::make_shared<Snapshot>();
    made->workspace = std::make_shared<workspace::Workspace>(workspace_);
    made->client = capabilities_;
    made->encoding = encoding_;
    made->most_findings = most_findings_;
    made->names = names_;
    made->indexing = indexing_ != nullptr;
    made->settings =
        settings_of(*configs_->file_for_folder(sources_.folder), configs_->over(), today_);
    for (const auto& [path, open] : open_) {
      made->own_settings[path] = open.settings;
      made->hint_levels[path] = open.hints;
    }
    snapshot_ = std::move(made);
  }
  return snapshot_;
}

// -- life cycle -----------------------------------------------------------------------------------

protocol::InitializeResult State::initialize(protocol::InitializeParams params) {
  if (params.capabilities) {
    auto said = std::make_shared<protocol::ClientCapabilities>(std::move(*params.capabilities));
    said->shows_references = has_command(params.initializationOptions, "pland.showReferences");
    capabilities_ = std::move(said);
  }
  encoding_ = negotiate(*capabilities_);
  std::vector<std::string> roots;
  if (params.workspaceFolders && !params.workspaceFolders->empty()) {
    for (const auto& folder : *params.workspaceFolders) roots.push_back(folder_path(folder.uri));
  } else if (params.rootUri) {
    roots.push_back(folder_path(*params.rootUri));
  } else if (params.rootPath) {
    roots.push_back(folder_path(protocol::uri_of_path(*params.rootPath)));
  }
  set_roots(std::move(roots));
  if (params.initializationOptions) apply_settings(*params.initializationOptions);
  initial_ = configs_->over();
  initial_report_closed_ = report_closed_;
  initial_most_findings_ = most_findings_;
  initial_switches_ = switches_;

  protocol::InitializeResult result;
  result.capabilities = offers(*capabilities_, encoding_, choices(params.initializationOptions));
  switches_.leave_out(result.capabilities);
  result.serverInfo = protocol::ServerInfo{"pland", PLAND_VERSION};
  return result;
}

void State::initialized(protocol::Null) {
  if (initialized_) return log_.line("initialized again");
  initialized_ = true;
  for (const std::string& problem : warnings_) {
    client_.notify<protocol::ShowMessage>({protocol::MessageType::Warning, problem});
  }
  register_capabilities();
  ask_settings();
  index_folders();
}

void State::register_capabilities() {
  protocol::RegistrationParams params;
  if (capabilities_->watched_files_registration) {
    using protocol::WatchKind;
    // A link can name anything, so whatever comes or goes counts; what a file says, only where it
    // is read. No two patterns give the same event: clients do not always merge them.
    protocol::DidChangeWatchedFilesRegistrationOptions options;
    options.watchers = {{"**/*", WatchKind::Create | WatchKind::Delete},
                        {"**/*.{md,markdown,mdown,mkd}", WatchKind::Change},
                        {"**/{pland,.pland}.toml", WatchKind::Change},
                        {"**/{.gitignore,CODEOWNERS}", WatchKind::Change}};
    params.registrations.push_back(
        {watcher_id, "workspace/didChangeWatchedFiles", protocol::to_any(options)});
  }
  if (capabilities_->configuration_change_registration) {
    protocol::DidChangeConfigurationRegistrationOptions options{"pland"};
    params.registrations.push_back(
        {settings_id, "workspace/didChangeConfiguration", protocol::to_any(options)});
  }
  if (!params.registrations.empty()) client_.request<protocol::RegisterCapability>(params);
}

// -- synchronisation ------------------------------------------------------------------------------

State::OpenDocument* State::find(std::string_view uri) {
  auto found = open_.find(names_->path_of(uri));
  return found == open_.end() ? nullptr : &found->second;
}

// A client that opens a symbolic link of the folders has its own name for a file of theirs. One
// that has both open has two texts: the real path is whose it is, the other is known by the link's.
std::string State::path_to_open(const std::string& uri) {
  namespace fs = std::filesystem;
  const std::string path = to_path(uri);
  const auto known = names_->real.find(path);
  if (known != names_->real.end()) return known->second;
  if (names_->uri.contains(path)) {
    OpenDocument linked = std::move(open_[path]);
    open_.erase(path);
    workspace_.open.erase(path);
    forget_name(path);
    const std::string own = to_path(linked.uri);
    auto declared = declared_of(*configs_->file_for(own), configs_->over(), own);
    linked.document = workspace::ready_for_edits(
        *workspace::make_document(own, linked.document->version, linked.document->text, declared,
                                  nullptr, workspace_.root_of(own)));
    linked.verdict = nullptr;
    linked.report = nullptr;
    workspace_.open[own] = linked.document;
    open_[own] = std::move(linked);
    return path;
  }
  if (!workspace_.is_inside(path)) return path;
  std::error_code error;
  const fs::path real = fs::canonical(path, error);
  if (error || real.generic_string() == path) return path;
  for (const std::string& root : roots_) {
    const fs::path home = fs::canonical(root, error);
    if (error || !workspace::is_inside(real.generic_string(), home.generic_string())) continue;
    const std::string there =
        workspace::join(root, workspace::relative_to(real.generic_string(), home.generic_string()));
    if (there == path || open_.contains(there)) return path;
    auto names = std::make_shared<OpenNames>(*names_);
    names->real[path] = there;
    names->uri[there] = uri;
    names_ = std::move(names);
    return there;
  }
  return path;
}

void State::forget_name(const std::string& path) {
  if (!names_->uri.contains(path)) return;
  auto names = std::make_shared<OpenNames>(*names_);
  names->uri.erase(path);
  std::erase_if(names->real, [&](const auto& one) { return one.second == path; });
  names_ = std::move(names);
}

void State::did_open(protocol::DidOpenTextDocumentParams params) {
  const std::string path = path_to_open(params.textDocument.uri);
  OpenDocument& open = open_[path];
  bool again = open.document != nullptr;
  open.uri = params.textDocument.uri;
  open.opened = ++openings_;
  configure(open);
  open.document = nullptr;
  auto declared = declared_of(*configs_->file_for(path), configs_->over(), path);
  open.document = workspace::ready_for_edits(*workspace::make_document(
      path, params.textDocument.version, markdown::Document::parse(params.textDocument.text),
      declared, nullptr, workspace_.root_of(path)));
  open.verdict = nullptr;
  open.report = nullptr;
  workspace_.open[path] = open.document;
  closed_told_.erase(path);  // what is said of it as an open one takes its place
  publish_configuration();
  if (again) log_.line("opened twice: " + open.uri);
  auto known = workspace_.files->find(path);
  bool same = known != workspace_.files->end() &&
              workspace::same_anchors(*known->second, *open.document->summary);
  if (same) workspace::note_changes(workspace_, *known->second, *open.document->summary);
  same ? documents_changed() : world_changed();
  if (known == workspace_.files->end() ||
      !workspace::same_exports(*known->second, *open.document->summary))
    exports_changed();
}

void State::did_change(protocol::DidChangeTextDocumentParams params) {
  rescan_soon();
  OpenDocument* open = find(params.textDocument.uri);
  if (open == nullptr)
    return log_.line("change of a document that is not open: " + params.textDocument.uri);
  if (params.textDocument.version < open->document->version) {
    return log_.line("a version that goes back: " + params.textDocument.uri);
  }
  markdown::Document text = open->document->text;
  for (const auto& change : params.contentChanges) {
    if (change.range) {
      text = text.edit(to_span(text, *change.range, encoding_), change.text);
    } else {
      text = markdown::Document::parse(change.text);
    }
  }
  replace(*open, std::move(text), params.textDocument.version);
}

void State::replace(OpenDocument& open, markdown::Document text, std::int64_t version) {
  std::string path = open.document->path;
  auto declared = declared_of(*configs_->file_for(path), configs_->over(), path);
  // Whatever happens on the way, there is a document.
  const workspace::DocumentPtr before = open.document;
  open.document = workspace::make_document(path, version, std::move(text), declared, before.get());
  workspace_.open[path] = open.document;
  bool same = open.document->summary == before->summary ||
              workspace::same_anchors(*open.document->summary, *before->summary);
  if (same) workspace::note_changes(workspace_, *before->summary, *open.document->summary);
  same ? documents_changed() : world_changed();
  if (!workspace::same_exports(*open.document->summary, *before->summary)) exports_changed();
}

void State::did_save(protocol::DidSaveTextDocumentParams params) {
  if (capabilities_->watched_files_registration) return;
  // A client without watchers tells of changes on disk only this way, and of no other file: all
  // that is known of the disk is looked at again.
  disk_->forget();
  reload({{names_->path_of(params.textDocument.uri), false}});
  world_changed();
}

void State::did_close(protocol::DidCloseTextDocumentParams params) {
  const std::string path = names_->path_of(params.textDocument.uri);
  auto found = open_.find(path);
  if (found == open_.end())
    return log_.line("close of a document that is not open: " + params.textDocument.uri);
  bool told = found->second.published != 0;
  std::string uri = found->second.uri;
  const workspace::SummaryPtr closed = found->second.document->summary;
  open_.erase(found);
  workspace_.open.erase(path);
  if (!capabilities_->pull_diagnostics && told) {
    client_.notify<protocol::PublishDiagnostics>({uri, {}, {}});
  }
  auto known = workspace_.files->find(path);
  const bool same =
      known != workspace_.files->end() && workspace::same_exports(*known->second, *closed);
  forget_name(path);
  reload({{path, false}});  // what is on disk counts again
  world_changed();
  if (!same) exports_changed();
}

void State::documents_changed() {
  snapshot_ = nullptr;
  client_.content_changed();
  publish_soon();
}

void State::world_changed() {
  ++workspace_.exports_revision;
  documents_changed();
  publish_all_closed_soon();
}

// The client asks again for what it shows of the document that changed; only where there are others
// is it told.
void State::exports_changed() {
  if (open_.size() > 1) refresh_views_soon();
}

// After a pause in typing: what is shown beside a text may be of another.
void State::refresh_views_soon() {
  const bool wanted = capabilities_->inlay_hint_refresh || capabilities_->code_lens_refresh;
  if (!wanted || !initialized_) return;
  if (views_timer_) scheduler_.cancel(*views_timer_);
  views_timer_ = scheduler_.after(Milliseconds(300), [this] {
    views_timer_.reset();
    if (open_.empty()) return;
    if (capabilities_->inlay_hint_refresh) client_.request<protocol::InlayHintRefresh>({});
    if (capabilities_->code_lens_refresh) client_.request<protocol::CodeLensRefresh>({});
  });
}

// The same, for what the client knows nothing of: it is asked to pull again.
void State::world_changed_for_all() {
  world_changed();
  refresh_views_soon();
  if (capabilities_->pull_diagnostics && capabilities_->diagnostics_refresh) {
    client_.request<protocol::DiagnosticRefresh>({});
  }
  publish_all_closed();
  publish_configuration();
}

// -- configuration --------------------------------------------------------------------------------

void State::configure(OpenDocument& open) {
  const std::string path = names_->path_of(open.uri);
  ConfigPtr file = configs_->file_for(path);
  open.settings = settings_of(*file, configs_->over(), today_);
  open.settings.revision = configuration_;
  open.hints = hints_of(*file, configs_->over());
  open.selection = selection_of(*file, configs_->over(), path);
  if (!switches_.on("diagnostics")) open.selection.ignore.emplace_back("*");
  open.configured = configuration_;
}

// Null is no settings at all: those of the start hold.
void State::apply_settings(const protocol::Any& settings) {
  SettingProblems problems;
  ConfigSources sources;
  sources.folder = roots_.empty() ? std::string("/") : roots_.front();
  auto parsed = protocol::parse_json(settings.json);
  protocol::Value value = parsed.json.root("settings");
  sources.over = value.absent() ? initial_ : read_settings(value, sources.folder, &problems);
  const auto of_diagnostics = [&](const std::string& name) {
    protocol::Value nested = value.member("diagnostics").member(name);
    return nested.absent() ? value.member("diagnostics." + name) : nested;
  };
  report_closed_ = of_diagnostics("unopened").boolean().value_or(initial_report_closed_);
  most_findings_ = initial_most_findings_;
  if (const protocol::Value limit = of_diagnostics("limit"); !limit.absent()) {
    if (const auto most = limit.integer(); most && *most >= 0 && *most <= 1'000'000)
      most_findings_ = static_cast<std::uint32_t>(*most);
    else
      problems.wrong.push_back("\"diagnostics.limit\" must be a number, 0 for no limit");
  }
  switches_ = Switches::read(value, initial_switches_, &problems.wrong);
  for (const std::string& problem : problems.unknown) log_.line(problem);
  if (!problems.wrong.empty())
    warn(fmt::format("pland: wrong settings: {}", fmt::join(problems.wrong, "; ")));
  // What the client said at the start holds where its settings say nothing.
  if (!sources.over.today) sources.over.today = initial_.today;
  // Closed documents are read as configuration declares them.
  const bool otherwise = sources.over.anchor_style != sources_.over.anchor_style ||
                         sources.over.wiki_links != sources_.over.wiki_links ||
                         sources.over.vocabulary != sources_.over.vocabulary ||
                         !sources.over.kinds.empty() || !sources_.over.kinds.empty();
  sources_ = std::move(sources);
  configs_ = std::make_unique<Configs>(sources_);
  declare_documents();
  if (initialized_ && otherwise) index_folders();
}

// Tells the user, once.
void State::warn(std::string problem) {
  if (std::find(warnings_.begin(), warnings_.end(), problem) != warnings_.end()) return;
  if (initialized_) {
    client_.notify<protocol::ShowMessage>({protocol::MessageType::Warning, problem});
  }
  warnings_.push_back(std::move(problem));
}

void State::ask_settings() {
  if (!capabilities_->configuration) return;
  client_.request<protocol::Configuration>(
      {{{std::nullopt, "pland"}}},
      [this](const protocol::Outcome<std::vector<protocol::Any>>& answer) {
        auto* values = answer.result();
        if (values == nullptr || values->empty() || values->front().json == settings_) return;
        settings_ = values->front().json;
        apply_settings(values->front());
        reconfigure();
      });
}

void State::did_change_configuration(protocol::DidChangeConfigurationParams params) {
  if (capabilities_->configuration) return ask_settings();
  auto parsed = protocol::parse_json(params.settings.json);
  protocol::Value settings = parsed.json.root("settings");
  // All settings, of which ours may be none any more; or nothing is said of any.
  if (!settings.absent()) apply_settings(settings.member("pland").text());
  reconfigure();
}

// Everything is judged anew; kinds may have been declared otherwise.
void State::reconfigure() {
  ++configuration_;
  declare_documents();
  for (auto& [path, open] : open_) {
    configure(open);
    auto declared = declared_of(*configs_->file_for(path), configs_->over(), path);
    const bool told = open.judged_document == open.document;
    open.document = workspace::make_document(path, open.document->version, open.document->text,
                                             declared, nullptr, workspace_.root_of(path));
    if (told) open.judged_document = open.document;  // the same text: only other findings are news
    workspace_.open[path] = open.document;
  }
  if (capabilities_->semantic_tokens_refresh) {
    client_.request<protocol::SemanticTokensRefresh>({});
  }
  world_changed_for_all();
}

// -- files ----------------------------------------------------------------------------------------

void State::did_change_watched_files(protocol::DidChangeWatchedFilesParams params) {
  std::vector<Touched> touched;
  for (const protocol::FileEvent& event : params.changes)
    touched.push_back({to_path(event.uri), event.type != protocol::FileChangeType::Changed});
  files_changed(std::move(touched));
}

void State::did_create_files(protocol::CreateFilesParams params) {
  std::vector<Touched> touched;
  for (const protocol::FileCreate& file : params.files) touched.push_back({folder_path(file.uri)});
  files_changed(std::move(touched));
}

void State::did_rename_files(protocol::RenameFilesParams params) {
  std::vector<Touched> touched;
  for (const protocol::FileRename& file : params.files) {
    touched.push_back({folder_path(file.oldUri)});
    touched.push_back({folder_path(file.newUri)});
  }
  files_changed(std::move(touched));
}

void State::did_delete_files(protocol::DeleteFilesParams params) {
  std::vector<Touched> touched;
  for (const protocol::FileDelete& file : params.files) touched.push_back({folder_path(file.uri)});
  files_changed(std::move(touched));
}

// Whoever tells of it: a watcher, or the editor that did it.
void State::files_changed(std::vector<Touched> touched, Reading reading) {
  bool configuration = false;
  std::erase_if(touched, [&](const Touched& one) {
    const bool settles = is_config(one.path) || workspace::basename_of(one.path) == ".gitignore";
    configuration |= settles || configs_->made_of(one.path);
    return settles;
  });
  if (configuration) {
    configs_->forget();
    reconfigure();
    index_folders();
  }
  reload(std::move(touched), reading);
}

void State::did_change_folders(protocol::DidChangeWorkspaceFoldersParams params) {
  std::vector<std::string> roots = roots_;
  for (const auto& folder : params.event.removed) std::erase(roots, folder_path(folder.uri));
  for (const auto& folder : params.event.added) {
    std::string path = folder_path(folder.uri);
    if (std::find(roots.begin(), roots.end(), path) == roots.end()) roots.push_back(path);
  }
  set_roots(std::move(roots));
  auto files = std::make_shared<Summaries>();
  for (const auto& [path, summary] : *workspace_.files) {
    if (workspace_.is_inside(path)) files->emplace_hint(files->end(), path, summary);
  }
  know_files(std::move(files));
  index_folders();
  world_changed_for_all();
}

}  // namespace pland::server
