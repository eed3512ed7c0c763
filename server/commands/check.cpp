// `pland check`: what is missing, untrue or broken in the plans of a folder.
//
// Everything is indexed, then what was asked for is judged: a link into a document that nobody
// asked about is as right or wrong as ever. Both steps use all cores; results are written into
// slots and sorted, so that the output is the same from run to run whatever the number of jobs.
#include "analysis/rules/check.h"
#include "analysis/rules/report.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include "analysis/text/unicode.h"
#include "analysis/workspace/index.h"
#include "analysis/workspace/path.h"
#include "server/commands/commands.h"
#include "server/config.h"
#include "server/disk.h"
#include "server/file_rules.h"
#include "server/files.h"
#include "server/log.h"
#include "server/reports/human.h"
#include "server/reports/json.h"

namespace pland::server {
namespace {

namespace fs = std::filesystem;

struct Flags {
  std::vector<std::string> paths;
  std::string format = "human";
  std::string output_file;
  std::vector<std::string> select;
  std::vector<std::string> ignore;
  std::string min_severity = "warning";
  std::optional<std::size_t> max_warnings;
  std::string config;
  bool isolated = false;
  std::optional<std::string> today;
  std::string time = "info";
  std::string color = "auto";
  bool quiet = false;
  bool verbose = false;
  unsigned jobs = 0;
  bool statistics = false;
  bool no_inline_config = false;
  std::string stdin_filename;
};

// Documents parsed in the first step that wait in memory for the second, in bytes of their text.
constexpr std::size_t keep_bytes = 24u << 20;

// -- what was asked for ---------------------------------------------------------------------------

struct Target {
  std::string path;
  bool folder = false;
};

struct Targets {
  std::vector<Target> paths;
  std::optional<std::string> stdin_path;  // the text of this one comes from stdin
};

Targets targets_of(const Flags& flags, const std::string& here) {
  Targets targets;
  for (const std::string& given : flags.paths) {
    if (given == "-") {
      targets.stdin_path =
          workspace::join(here, flags.stdin_filename.empty() ? "stdin.md" : flags.stdin_filename);
      continue;
    }
    std::string path = workspace::join(here, given);
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    const bool dangling = status.type() == fs::file_type::not_found && fs::is_symlink(path, error);
    if (status.type() == fs::file_type::not_found && !dangling) {
      throw UserError(fmt::format("{}: there is no such file or folder", given));
    }
    targets.paths.push_back({std::move(path), fs::is_directory(status)});
  }
  if (!flags.stdin_filename.empty() && !targets.stdin_path) {
    throw UserError("--stdin-filename names the text on stdin: give - as the path");
  }
  if (std::error_code error; targets.stdin_path && fs::is_directory(*targets.stdin_path, error)) {
    throw UserError(fmt::format("--stdin-filename: {} is a folder", flags.stdin_filename));
  }
  if (targets.stdin_path && !targets.paths.empty()) {
    throw UserError("- stands alone: the text on stdin and paths cannot be checked together");
  }
  if (flags.paths.empty()) targets.paths.push_back({here, true});
  return targets;
}

std::string common_folder(std::string a, const std::string& b) {
  while (!workspace::is_inside(b, a)) a = workspace::directory_of(a);
  return a;
}

// The workspace's roots: for each path the nearest folder with a pland.toml or a .git, else the
// current one, else, for what lies outside it, the folder that was given.
std::vector<std::string> roots_of(const Targets& targets, const std::string& here) {
  std::set<std::string> roots;
  auto add = [&](const std::string& path, bool folder) {
    const std::string start(folder ? std::string_view(path) : workspace::directory_of(path));
    if (auto root = find_root(start)) {
      roots.insert(*root);
    } else {
      roots.insert(workspace::is_inside(path, here) ? here : start);
    }
  };
  for (const Target& target : targets.paths) add(target.path, target.folder);
  if (targets.stdin_path) add(*targets.stdin_path, false);
  std::vector<std::string> result;
  for (const std::string& root : roots) {
    if (result.empty() || !workspace::is_inside(root, result.back())) result.push_back(root);
  }
  return result;
}

bool is_asked_for(const Targets& targets, const std::string& path, bool alias) {
  if (targets.stdin_path) return path == *targets.stdin_path;
  return std::any_of(targets.paths.begin(), targets.paths.end(), [&](const Target& target) {
    return path == target.path ||
           (target.folder && !alias && workspace::is_inside(path, target.path));
  });
}

// -- settings -------------------------------------------------------------------------------------

std::vector<std::string> rule_names(std::vector<std::string> given, const char* flag) {
  for (std::string& name : given) {
    name = text::trim(name);
    if (names_a_rule(name)) continue;
    std::string_view better = nearest_rule(name);
    throw UserError(fmt::format("{}: there is no rule \"{}\"{}", flag, name,
                                better.empty() ? std::string("; `pland rule` lists them")
                                               : fmt::format("; did you mean \"{}\"?", better)));
  }
  return given;
}

rules::Severity severity_named(std::string_view name) {
  for (rules::Severity severity : {rules::Severity::error, rules::Severity::warning,
                                   rules::Severity::information, rules::Severity::hint}) {
    if (rules::name(severity) == name) return severity;
  }
  return rules::Severity::information;  // "info"
}

ConfigSources sources_of(const Flags& flags, const std::string& here, const std::string& root) {
  ConfigSources sources;
  sources.isolated = flags.isolated;
  sources.folder = root;
  if (!flags.config.empty()) {
    sources.only_file = workspace::join(here, flags.config);
    std::string text;
    if (auto trouble = read_file(sources.only_file, text)) {
      throw UserError(fmt::format("--config: {} {}", flags.config, trouble->message));
    }
  }
  if (!flags.select.empty()) sources.over.rules.select = rule_names(flags.select, "--select");
  sources.over.rules.ignore = rule_names(flags.ignore, "--ignore");
  sources.over.inline_suppressions = !flags.no_inline_config;
  if (flags.today) {
    sources.over.today = parse_date(*flags.today);
    if (!sources.over.today) {
      throw UserError(fmt::format("--today: \"{}\" is no day; write YYYY-MM-DD", *flags.today));
    }
  }
  return sources;
}

void fail_on_broken_configuration(const Configs& configs, const std::string& here) {
  std::string message;
  for (const ConfigPtr& config : configs.files()) {
    if (!config->error) continue;
    const ConfigError& error = *config->error;
    std::string place = workspace::relative_to(config->path, here);
    if (error.line > 0) place += fmt::format(":{}:{}", error.line, error.column);
    message += fmt::format("{}{}: {}", message.empty() ? "" : "\npland: ", place, error.message);
  }
  if (!message.empty()) throw UserError(message);
}

// -- what a terminal sees -------------------------------------------------------------------------

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value && *value;
}

bool wants_color(const Flags& flags) {
  if (flags.color != "auto") return flags.color == "always";
  if (is_set("NO_COLOR")) return false;
  const char* forced = std::getenv("CLICOLOR_FORCE");
  if (forced && *forced && std::string_view(forced) != "0") return true;
  const char* terminal = std::getenv("TERM");
  return flags.output_file.empty() && ::isatty(STDOUT_FILENO) &&
         !(terminal && std::string_view(terminal) == "dumb");
}

int screen_width(const Flags& flags) {
  if (const char* columns = std::getenv("COLUMNS"); columns && std::atoi(columns) > 0) {
    return std::clamp(std::atoi(columns), 40, 160);
  }
  winsize size{};
  if (!flags.output_file.empty() || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 100;
  return size.ws_col == 0 ? 100 : std::clamp<int>(size.ws_col, 40, 160);
}

// One line on a terminal that is written over, for whatever takes longer than a second.
class ProgressLine {
 public:
  explicit ProgressLine(bool wanted) : wanted_(wanted && ::isatty(STDERR_FILENO)) {}
  ~ProgressLine() {
    if (shown_) std::fputs("\r\x1b[K", stderr);
  }
  Progress named(const char* what) {
    if (!wanted_) return {};
    return [this, what](std::size_t done, std::size_t all) {
      const auto now = Clock::now();
      if (now < next_) return;
      next_ = now + std::chrono::milliseconds(100);
      shown_ = true;
      std::fprintf(stderr, "\r%s %zu", what, done);
      if (all > 0) std::fprintf(stderr, " of %zu", all);
      std::fputs("\x1b[K", stderr);
      std::fflush(stderr);
    };
  }

 private:
  using Clock = std::chrono::steady_clock;
  bool wanted_;
  bool shown_ = false;
  Clock::time_point next_ = Clock::now() + std::chrono::seconds(1);
};

class Stopwatch {
 public:
  explicit Stopwatch(bool wanted) : wanted_(wanted) {}
  template <typename... Arguments>
  void say(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    if (!wanted_) return;
    const auto now = std::chrono::steady_clock::now();
    const std::chrono::duration<double, std::milli> passed = now - last_;
    last_ = now;
    fmt::print(stderr, "pland: {} ({:.1f} ms)\n",
               fmt::format(format, std::forward<Arguments>(arguments)...), passed.count());
  }

 private:
  bool wanted_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

// -- judging --------------------------------------------------------------------------------------

// Which findings are reported, and how many were left out only because they depend on today.
class Filter {
 public:
  explicit Filter(const Flags& flags)
      : least_(severity_named(flags.min_severity)),
        enforce_time_(flags.time == "enforce"),
        drop_time_(flags.time == "off") {}

  // Whether the finding is reported; lowers its severity where it depends on today.
  bool keep(rules::Finding& finding, std::size_t& time_findings) const {
    const bool time = finding.rule && finding.rule->time_dependent && !enforce_time_;
    if (time && drop_time_) return false;
    const bool was_loud = finding.severity <= least_;
    if (time) finding.severity = std::max(finding.severity, rules::Severity::information);
    if (finding.severity <= least_) return true;
    if (time && was_loud) ++time_findings;
    return false;
  }

 private:
  rules::Severity least_;
  bool enforce_time_;
  bool drop_time_;
};

// Findings about a file that has no document: configuration, files that cannot be read.
void add_file_findings(std::vector<rules::Finding> found, const std::string& path,
                       std::string_view text, const rules::Selection& selection,
                       const Filter& filter, const ReportContext& context, Report& report) {
  // The text is no Markdown; what is wanted are its lines.
  const markdown::Document lines = markdown::Document::parse(text);
  // Whoever selects a few rules wants to know all the same that a file was not looked at, or that a
  // setting does nothing; only naming these rules silences them.
  rules::Selection whole = selection;
  whole.select.clear();
  for (rules::Finding& finding : found) {
    const auto severity = whole.severity_of(*finding.rule);
    if (!severity) continue;
    finding.severity = *severity;
    if (filter.keep(finding, report.time_findings)) {
      report.findings.push_back(report_finding(finding, path, lines, context));
    }
  }
}

std::string read_stdin() {
  std::string text;
  std::size_t size = 0;
  for (;;) {
    text.resize(size + 65536);
    const ssize_t got = ::read(STDIN_FILENO, text.data() + size, text.size() - size);
    if (got == 0) break;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw UserError(fmt::format("stdin cannot be read: {}", std::strerror(errno)));
    size += static_cast<std::size_t>(got);
  }
  text.resize(size);
  return text;
}

void write_output(const Flags& flags, const std::string& here, std::string_view text) {
  if (flags.output_file.empty()) return print(text);
  const std::string path = workspace::join(here, flags.output_file);
  std::error_code none;
  if (workspace::is_markdown(path) && fs::is_regular_file(path, none)) {
    throw UserError(fmt::format("--output-file: {} is a document: a report would take its place",
                                flags.output_file));
  }
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  const bool written = file >= 0 && write_all(file, text);
  const int problem = errno;
  if ((file >= 0 && ::close(file) != 0) || !written) {
    throw UserError(fmt::format("--output-file: {} cannot be written: {}", flags.output_file,
                                std::strerror(problem)));
  }
}

// Everything a run knows, in the order in which it learns it.
class Check {
 public:
  explicit Check(const Flags& flags)
      : flags_(flags),
        jobs_(flags.jobs == 0 ? default_jobs() : std::min(flags.jobs, 256u)),
        here_(current_folder()),
        targets_(targets_of(flags, here_)),
        roots_(roots_of(targets_, here_)),
        root_(std::accumulate(roots_.begin(), roots_.end(), roots_.front(), common_folder)),
        configs_(sources_of(flags, here_, root_)),
        filter_(flags),
        progress_(!flags.quiet),
        watch_(flags.verbose) {}

  int run() {
    std::string problem;
    today_ = machine_today(&problem);
    if (!problem.empty() && !flags_.today) throw UserError(problem);
    find();
    understand();
    judge();
    return report();
  }

 private:
  void find() {
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
      asked_.push_back(is_asked_for(targets_, each.path, each.alias));
    }
    for (FileTrouble& trouble : found.troubles) {
      if (is_asked_for(targets_, trouble.path, false)) troubles_.push_back(std::move(trouble));
    }
    fail_on_broken_configuration(configs_, here_);
    watch_.say("{}: {} documents, {} configuration files", fmt::join(roots_, ", "), sources_.size(),
               configs_.files().size());
  }

  // What is named is checked, whatever leaves it out of the walk and whatever it is called.
  void add_asked_for(FoundDocuments& found) {
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

  void understand() {
    SummariseOptions options;
    options.jobs = jobs_;
    options.keep_bytes = keep_bytes;
    options.progress = progress_.named("Reading document");
    std::vector<Source> from_disk;
    std::vector<std::size_t> slots;
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      if (sources_[i].path == targets_.stdin_path) continue;
      from_disk.push_back(sources_[i]);
      slots.push_back(i);
    }
    Summarised summarised = summarise_all(from_disk, options);
    documents_.resize(sources_.size());
    for (std::size_t i = 0; i < slots.size(); ++i) {
      documents_[slots[i]] = std::move(summarised.documents[i]);
    }
    for (FileTrouble& trouble : summarised.troubles) {
      unreadable_.insert(trouble.path);
      auto at = std::lower_bound(sources_.begin(), sources_.end(), trouble.path,
                                 [](const Source& a, const std::string& b) { return a.path < b; });
      if (asked_[static_cast<std::size_t>(at - sources_.begin())]) {
        troubles_.push_back(std::move(trouble));
      }
    }
    if (targets_.stdin_path) understand_stdin(summarised);

    workspace_.roots = roots_;
    workspace_.files = summarised.summaries;
    workspace_.index = workspace::index_of(workspace_.files, nullptr);
    for (const workspace::DocumentPtr& document : documents_) {
      if (document) workspace_.open.emplace_hint(workspace_.open.end(), document->path, document);
    }
    workspace_.all_in_files = true;
    disk_.emplace(DiskOptions{.roots = roots_, .declared = [this](std::string_view path) {
                                auto at = std::lower_bound(
                                    sources_.begin(), sources_.end(), path,
                                    [](const Source& a, std::string_view b) { return a.path < b; });
                                const bool known = at != sources_.end() && at->path == path;
                                return known ? at->declared : plan::Declared{};
                              }});
    workspace_.disk = disk_->disk();
    watch_.say("understood {} documents", workspace_.files->size());
  }

  void understand_stdin(Summarised& summarised) {
    const std::string& path = *targets_.stdin_path;
    stdin_text_ = read_stdin();
    if (auto trouble = look_at_text(path, stdin_text_)) {
      unreadable_.insert(path);
      troubles_.push_back(std::move(*trouble));
      return;
    }
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      if (sources_[i].path != path) continue;
      documents_[i] = workspace::make_document(path, 0, markdown::Document::parse(stdin_text_),
                                               sources_[i].declared, nullptr, sources_[i].root);
      auto files = std::make_shared<Summaries>(*summarised.summaries);
      (*files)[path] = documents_[i]->summary;
      summarised.summaries = std::move(files);
    }
  }

  void judge() {
    struct Job {
      std::size_t source = 0;
      rules::Settings settings;
      rules::Selection selection;
      std::vector<ReportFinding> findings;
      std::size_t time_findings = 0;
    };
    std::vector<Job> jobs;
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      const std::string& path = sources_[i].path;
      if (!asked_[i] || unreadable_.contains(path)) continue;
      const ConfigPtr config = configs_.file_for(path);
      in_force_.insert(config->path);
      jobs.push_back({i, settings_of(*config, configs_.over(), today_),
                      selection_of(*config, configs_.over(), path)});
    }
    const ReportContext context = report_context();
    std::vector<std::string> buffers(jobs_);
    auto work = [&](std::size_t index, unsigned thread) {
      Job& job = jobs[index];
      const Source& source = sources_[job.source];
      workspace::DocumentPtr document = std::move(documents_[job.source]);
      if (!document) {
        // It could be read a moment ago; if not now, it is gone and nothing is wrong with it.
        if (read_document(source.path, buffers[thread])) return;
        document =
            workspace::make_document(source.path, 0, markdown::Document::parse(buffers[thread]),
                                     source.declared, nullptr, source.root);
      }
      const rules::VerdictPtr verdict =
          rules::judge(workspace_, *document, job.settings, job.selection, nullptr);
      for (rules::Finding& finding : rules::findings(*document, verdict, job.selection)) {
        if (!filter_.keep(finding, job.time_findings)) continue;
        job.findings.push_back(report_finding(finding, source.path, document->text, context));
      }
    };
    parallel(jobs.size(), jobs_, nullptr, progress_.named("Checking document"), work);
    report_.summary.files = jobs.size();
    for (Job& job : jobs) {
      report_.time_findings += job.time_findings;
      std::move(job.findings.begin(), job.findings.end(), std::back_inserter(report_.findings));
    }
    watch_.say("judged {} documents", jobs.size());
  }

  ReportContext report_context() const {
    return {.root = root_,
            .workspace = &workspace_,
            .with_excerpts = flags_.format == "human" && !flags_.statistics};
  }

  int report() {
    const ReportContext context = report_context();
    for (const FileTrouble& trouble : troubles_) {
      std::string text;
      if (trouble.path == targets_.stdin_path) {
        text = stdin_text_;
      } else if (trouble.kind == FileTrouble::Kind::not_utf8) {
        read_file(trouble.path, text);
      }
      ReportContext without = context;
      without.with_excerpts = trouble.kind == FileTrouble::Kind::not_utf8 && context.with_excerpts;
      const ConfigPtr config = configs_.file_for(trouble.path);
      add_file_findings({finding_of(trouble)}, trouble.path, text,
                        selection_of(*config, configs_.over(), trouble.path), filter_, without,
                        report_);
    }
    for (const ConfigPtr& config : configs_.files()) {
      if (!in_force_.contains(config->path)) continue;
      add_file_findings(config->findings, config->path, *config->text,
                        selection_of(*config, configs_.over(), config->path), filter_, context,
                        report_);
    }

    const ConfigPtr config = configs_.file_for_folder(root_);
    report_.today = plan::to_iso(settings_of(*config, configs_.over(), today_).today);
    report_.statistics = flags_.statistics;
    sort_findings(report_.findings);
    report_.summary = count_findings(report_.findings, report_.summary.files + troubles_.size());

    std::string text;
    if (flags_.format == "json") {
      text = json_report(report_);
    } else {
      HumanOptions options;
      options.color = wants_color(flags_);
      options.width = screen_width(flags_);
      options.summary = !flags_.quiet;
      options.root = root_;
      options.seen_from = here_;
      text = human_report(report_, options);
    }
    write_output(flags_, here_, text);
    watch_.say("wrote {} bytes", text.size());

    const ReportSummary& counts = report_.summary;
    if (counts.errors > 0) return 1;
    return counts.warnings > flags_.max_warnings.value_or(0) ? 1 : 0;
  }

  const Flags& flags_;
  unsigned jobs_;
  std::string here_;
  Targets targets_;
  std::vector<std::string> roots_;
  std::string root_;  // the folder that holds them all
  Configs configs_;
  Filter filter_;
  ProgressLine progress_;
  Stopwatch watch_;
  plan::Date today_;

  std::vector<Source> sources_;                    // every document, by path
  std::vector<bool> asked_;                        // whether it is to be judged
  std::vector<workspace::DocumentPtr> documents_;  // null where not in memory
  std::set<std::string> unreadable_;
  std::vector<FileTrouble> troubles_;  // of what was asked for
  std::string stdin_text_;
  workspace::Workspace workspace_;
  std::optional<FileSystem> disk_;
  std::set<std::string> in_force_;  // configuration files that spoke for a judged document
  Report report_;
};

}  // namespace

void add_check(CLI::App& app, Run& run) {
  const auto whole_number = [](const std::string& text) {
    const bool digits = !text.empty() && text.size() < 10 &&
                        text.find_first_not_of("0123456789") == std::string::npos;
    return digits ? std::string() : fmt::format("\"{}\" is no whole number, 0 or more", text);
  };
  CLI::App* verb = app.add_subcommand("check", "Report what is missing, untrue or broken in plans");
  auto flags = std::make_shared<Flags>();
  verb->add_option(
          "PATHS", flags->paths,
          "Files and folders to report on; by default the current folder. All documents of "
          "the workspace are read whatever is named here; - is stdin")
      ->type_name("");

  verb->add_option("--format", flags->format, "human or json")
      ->check(CLI::IsMember({"human", "json"}))
      ->group("Output")
      ->type_name("FORMAT");
  verb->add_option("--output-file", flags->output_file, "Write the report there, not to stdout")
      ->group("Output")
      ->type_name("FILE");
  verb->add_option("--color", flags->color, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->group("Output")
      ->type_name("WHEN");
  verb->add_flag("--statistics", flags->statistics, "How often each rule spoke, not each finding")
      ->group("Output");
  CLI::Option* quiet =
      verb->add_flag("-q,--quiet", flags->quiet, "No summary, no progress")->group("Output");
  verb->add_flag("-v,--verbose", flags->verbose,
                 "Say on stderr what is done, and how long it takes")
      ->group("Output")
      ->excludes(quiet);

  verb->add_option("--select", flags->select, "Only these rules or groups; globs, comma-separated")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->group("Rules")
      ->type_name("RULES");
  verb->add_option("--ignore", flags->ignore, "All but these")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->group("Rules")
      ->type_name("RULES");
  verb->add_option(
          "--min-severity", flags->min_severity,
          "Report from this severity up: error, warning (the default), information or hint")
      ->check(CLI::IsMember({"error", "warning", "information", "info", "hint"}))
      ->group("Rules")
      ->type_name("LEVEL");
  verb->add_option("--max-warnings", flags->max_warnings,
                   "End with 0 as long as there are no errors and no more warnings than this")
      ->check(whole_number)
      ->group("Rules")
      ->type_name("N");
  verb->add_option("--time", flags->time,
                   "Findings that depend on today: info (the default) lowers them to information, "
                   "enforce counts them, off leaves them out")
      ->check(CLI::IsMember({"info", "enforce", "off"}))
      ->group("Rules")
      ->type_name("MODE");
  verb->add_option("--today", flags->today, "Judge as of this day, YYYY-MM-DD; or PLAND_TODAY")
      ->group("Rules")
      ->type_name("DATE");
  verb->add_flag("--no-inline-config", flags->no_inline_config,
                 "Findings that a comment in the text suppresses are reported all the same")
      ->group("Rules");

  CLI::Option* config = verb->add_option("--config", flags->config,
                                         "The one configuration file, instead of the nearest ones")
                            ->group("Input")
                            ->type_name("FILE");
  verb->add_flag("--isolated", flags->isolated, "Read no configuration file")
      ->group("Input")
      ->excludes(config);
  verb->add_option("--stdin-filename", flags->stdin_filename,
                   "What the text on stdin is called: it stands in for that file")
      ->group("Input")
      ->type_name("FILE");
  verb->add_option("--jobs", flags->jobs, "How many threads; by default one for each core")
      ->check(whole_number)
      ->group("Input")
      ->type_name("N");

  verb->callback([&run, flags] { run = [flags] { return Check(*flags).run(); }; });
}

}  // namespace pland::server
