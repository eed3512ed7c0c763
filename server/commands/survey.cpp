#include "server/commands/survey.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <utility>

#include "analysis/rules/report.h"
#include "analysis/workspace/index.h"
#include "analysis/workspace/path.h"
#include "server/commands/commands.h"
#include "server/file_rules.h"
#include "server/history.h"

namespace pland::server {
namespace {

// Documents parsed in the first step that wait in memory for the second, in bytes of their text.
constexpr std::size_t keep_bytes = 24u << 20;

bool by_path(const Source& a, std::string_view b) { return a.path < b; }

ConfigSources with_texts(ConfigSources sources, std::map<std::string, std::string> texts) {
  for (auto& [path, text] : texts) sources.texts[path] = std::move(text);
  return sources;
}

}  // namespace

Survey::Survey(const JudgingFlags& flags, std::map<std::string, std::string> configurations,
               std::optional<std::string> stdin_text)
    : flags_(flags),
      jobs_(flags.jobs == 0 ? default_jobs() : std::min(flags.jobs, 256u)),
      here_(current_folder()),
      targets_(targets_of(flags.paths, flags.stdin_filename, here_)),
      roots_(roots_of(targets_, here_)),
      root_(common_root(roots_)),
      configs_(with_texts(sources_of(flags, here_, root_), std::move(configurations))),
      progress_(!flags.quiet),
      watch_(flags.verbose),
      today_(today_of(flags)),
      stdin_text_(std::move(stdin_text)) {}

void Survey::read() {
  find();
  understand();
  progress_.clear();
}

void Survey::find() {
  FoundDocuments found =
      find_documents(roots_, configs_, nullptr, progress_.named("Looking for documents:"));
  add_asked_for(found);
  if (targets_.stdin_path) {
    auto same = [&](const FoundDocument& each) { return each.path == *targets_.stdin_path; };
    std::erase_if(found.documents, same);
    found.documents.push_back({*targets_.stdin_path});
  }
  std::sort(found.documents.begin(), found.documents.end(),
            [](const auto& a, const auto& b) { return a.path < b.path; });
  for (const FoundDocument& each : found.documents) {
    const ConfigPtr config = configs_.file_for(each.path);
    sources_.push_back({each.path, declared_of(*config, configs_.over(), each.path),
                        std::string(workspace::root_of(each.path, roots_))});
    asked_.push_back(targets_.cover(each.path, each.alias));
  }
  for (FileTrouble& trouble : found.troubles) {
    if (targets_.cover(trouble.path, false)) troubles_.push_back(std::move(trouble));
  }
  fail_on_broken_configuration(configs_, here_);
  watch_.say("{}: {} documents, {} configuration files", fmt::join(roots_, ", "), sources_.size(),
             configs_.files().size());
}

// What is named is looked at, whatever leaves it out of the walk and whatever it is called.
void Survey::add_asked_for(FoundDocuments& found) {
  for (const Target& target : targets_.paths) {
    auto is_in = [&](const FoundDocument& each) {
      return target.folder ? workspace::is_inside(each.path, target.path)
                           : each.path == target.path;
    };
    if (std::any_of(found.documents.begin(), found.documents.end(), is_in)) continue;
    if (!target.folder) {
      found.documents.push_back({target.path});
      continue;
    }
    FoundDocuments more = find_documents({target.path}, configs_);
    std::move(more.documents.begin(), more.documents.end(), std::back_inserter(found.documents));
  }
}

std::size_t Survey::source_at(std::string_view path) const {
  const auto at = std::lower_bound(sources_.begin(), sources_.end(), path, by_path);
  const bool known = at != sources_.end() && at->path == path;
  return known ? static_cast<std::size_t>(at - sources_.begin()) : sources_.size();
}

void Survey::understand() {
  SummariseOptions options;
  options.jobs = jobs_;
  options.keep_bytes = keep_bytes;
  options.progress = progress_.named("Reading document");
  std::vector<Source> from_disk;
  for (const Source& source : sources_) {
    if (source.path != targets_.stdin_path) from_disk.push_back(source);
  }
  Summarised summarised = summarise_all(from_disk, options);
  for (FileTrouble& trouble : summarised.troubles) {
    unreadable_.insert(trouble.path);
    if (asked_[source_at(trouble.path)]) troubles_.push_back(std::move(trouble));
  }
  workspace_.roots = roots_;
  workspace_.files = summarised.summaries;
  for (const workspace::DocumentPtr& document : summarised.documents) {
    if (document) workspace_.open.emplace_hint(workspace_.open.end(), document->path, document);
  }
  if (targets_.stdin_path) understand_stdin();
  workspace_.index = workspace::index_of(workspace_.files, nullptr);
  workspace_.all_in_files = true;
  disk_.emplace(DiskOptions{.roots = roots_, .declared = [this](std::string_view path) {
                              const std::size_t at = source_at(path);
                              return at < sources_.size() ? sources_[at].declared
                                                          : plan::Declared{};
                            }});
  workspace_.disk = disk_->disk();
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    if (asked_[i] && !unreadable_.contains(sources_[i].path)) asked_for_.push_back(i);
  }
  watch_.say("understood {} documents", workspace_.files->size());
}

void Survey::understand_stdin() {
  const std::string& path = *targets_.stdin_path;
  if (!stdin_text_) stdin_text_ = read_stdin();
  if (auto trouble = look_at_text(path, *stdin_text_)) {
    unreadable_.insert(path);
    troubles_.push_back(std::move(*trouble));
    return;
  }
  replace({{path, *stdin_text_}});
}

void Survey::replace(const std::map<std::string, std::string>& texts) {
  if (texts.empty()) return;
  auto files = std::make_shared<Summaries>(*workspace_.files);
  for (const auto& [path, text] : texts) {
    const Source& source = sources_.at(source_at(path));
    const workspace::DocumentPtr document = workspace::make_document(
        path, 0, markdown::Document::parse(text), source.declared, nullptr, source.root);
    (*files)[path] = document->summary;
    workspace_.open[path] = document;
  }
  workspace_.files = std::move(files);
  workspace_.index = workspace::index_of(workspace_.files, workspace_.index);
  ++workspace_.exports_revision;
}

rules::Selection Survey::selection_for(const std::string& path) const {
  return selection_of(*configs_.file_for(path), configs_.over(), path);
}

// It could be read a moment ago; if not now, it is gone and nothing is wrong with it.
workspace::DocumentPtr Survey::load(const Source& source, std::string& buffer) const {
  if (const auto open = workspace_.open.find(source.path); open != workspace_.open.end())
    return open->second;
  if (read_document(source.path, buffer)) return nullptr;
  return workspace::make_document(source.path, 0, markdown::Document::parse(buffer),
                                  source.declared, nullptr, source.root);
}

workspace::DocumentPtr Survey::document(std::size_t slot) const {
  std::string buffer;
  return load(sources_[asked_for_[slot]], buffer);
}

rules::Settings Survey::settings_for(std::string_view path) const {
  return settings_of(*configs_.file_for(path), configs_.over(), today_);
}

std::vector<std::string> Survey::read_history(rules::Severity least) {
  const rules::Rule& rule = *rules::find_rule("last-updated-behind-git");
  std::vector<DatedDocument> wanted = dated_documents(workspace_);
  std::erase_if(wanted, [&](const DatedDocument& document) {
    const std::size_t at = source_at(document.path);
    if (at == sources_.size() || !asked_[at]) return true;
    const auto severity = selection_for(document.path).severity_of(rule);
    return !severity || *severity > least;
  });
  if (wanted.empty()) return {};
  const std::size_t count = wanted.size();
  HistoryRead read = server::read_history(std::move(wanted));
  for (std::string& notice : read.notices)
    notice = fmt::format("{} is silent: {}", rule.name, notice);
  watch_.say("{} of {} documents found in Git's history", read.history->size(), count);
  workspace_.history = std::move(read.history);
  return std::move(read.notices);
}

void Survey::judge(const Tell& tell, const TellSilenced& tell_silenced) {
  struct Job {
    rules::Settings settings;
    rules::Selection selection;
  };
  std::vector<Job> jobs;
  for (const std::size_t index : asked_for_) {
    const std::string& path = sources_[index].path;
    jobs.push_back({settings_for(path), selection_for(path)});
  }
  std::vector<std::string> buffers(jobs_);
  auto work = [&](std::size_t slot, unsigned thread) {
    const workspace::DocumentPtr document = load(sources_[asked_for_[slot]], buffers[thread]);
    if (document == nullptr) return;
    const Job& job = jobs[slot];
    const rules::VerdictPtr verdict =
        rules::judge(workspace_, *document, job.settings, job.selection, nullptr);
    tell(slot, document, rules::findings(*document, verdict, job.selection));
    if (!tell_silenced || !job.selection.inline_suppressions) return;
    rules::Selection all = job.selection;
    all.inline_suppressions = false;
    tell_silenced(slot, document,
                  rules::silenced(*document, rules::findings(*document, verdict, all)));
  };
  parallel(jobs.size(), jobs_, nullptr, progress_.named("Checking document"), work);
  progress_.clear();
  watch_.say("judged {} documents", jobs.size());
}

std::vector<ConfigPtr> Survey::configurations() const {
  std::set<std::string> in_force;
  for (const std::size_t index : asked_for_) {
    in_force.insert(configs_.file_for(sources_[index].path)->path);
  }
  std::vector<ConfigPtr> result;
  for (const ConfigPtr& config : configs_.files()) {
    if (in_force.contains(config->path)) result.push_back(config);
  }
  return result;
}

std::vector<FileFindings> Survey::file_findings() const {
  std::vector<FileFindings> result;
  auto add = [&](FileFindings found) {
    // Whoever names a file wants to know that it was not looked at.
    if (!targets_.names(found.path)) keep_heard(found.findings, selection_for(found.path));
    if (!found.findings.empty()) result.push_back(std::move(found));
  };
  for (const FileTrouble& trouble : troubles_) {
    std::string text;
    const bool is_text = trouble.kind == FileTrouble::Kind::not_utf8;
    if (trouble.path == targets_.stdin_path) {
      text = *stdin_text_;
    } else if (is_text) {
      read_file(trouble.path, text);
    }
    add({trouble.path, std::move(text), is_text, {finding_of(trouble)}});
  }
  for (const ConfigPtr& config : configurations()) {
    if (config->findings.empty()) continue;
    add({config->path, *config->text, true, config->findings});
  }
  return result;
}

bool Survey::say_what_is_left_out() const {
  bool named = false;
  for (const FileTrouble& trouble : troubles_) {
    named = named || targets_.names(trouble.path);
    fmt::print(stderr, "pland: {} {}\n", workspace::relative_to(trouble.path, here_),
               trouble.message);
  }
  return named;
}

plan::Date Survey::today() const {
  return settings_of(*configs_.file_for_folder(root_), configs_.over(), today_).today;
}

}  // namespace pland::server
