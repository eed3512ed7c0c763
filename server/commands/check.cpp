// `pland check`: what is missing, untrue or broken in the plans of a folder.
//
// A run is a survey (survey.h), whose findings become a report, from which what somebody does not
// want to hear of is taken out (`--since`, `--baseline`), and which goes wherever it was asked for
// in any format (outputs.h). `--watch` is one run after another.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <iterator>
#include <memory>
#include <optional>
#include <poll.h>
#include <set>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

#include "analysis/workspace/path.h"
#include "server/baseline.h"
#include "server/commands/commands.h"
#include "server/commands/judging.h"
#include "server/commands/outputs.h"
#include "server/commands/since.h"
#include "server/commands/survey.h"
#include "server/file_rules.h"
#include "server/log.h"
#include "server/replace_file.h"
#include "server/reports/github.h"
#include "server/rescan.h"

namespace pland::server {
namespace {

namespace fs = std::filesystem;

struct Flags {
  JudgingFlags judging;
  OutputFlags output;
  std::vector<Output> outputs;
  std::optional<unsigned> max_warnings;
  bool statistics = false;
  std::string since;
  std::string baseline;
  std::string write_baseline;
  bool watch = false;
};

// The folder of the nearest `.git` at or above `folder`, where CI counts its paths from; `folder`
// itself where there is none.
std::string repository_of(const std::string& folder) {
  std::error_code error;
  for (std::string_view at = folder; !at.empty();) {
    if (fs::exists(workspace::join(at, ".git"), error)) return std::string(at);
    const std::string_view above = workspace::directory_of(at);
    if (above == at) break;
    at = above;
  }
  return folder;
}

// The page that GitHub shows of a job; other steps may have written to it.
void append_step_summary(std::string_view text) {
  const char* path = std::getenv("GITHUB_STEP_SUMMARY");
  if (path == nullptr || *path == '\0') return;
  const int file = ::open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  const bool written = file >= 0 && write_all(file, text);
  const int problem = errno;
  if (file >= 0) ::close(file);
  if (!written) {
    throw UserError(fmt::format("GITHUB_STEP_SUMMARY: {} cannot be written: {}", path,
                                std::generic_category().message(problem)));
  }
}

Baseline load_baseline(const char* flag, const std::string& path, std::string_view shown) {
  std::string text, problem;
  if (auto trouble = read_file(path, text)) {
    throw UserError(fmt::format(
        "{}: {} {}{}", flag, shown, trouble->message,
        trouble->kind == FileTrouble::Kind::missing ? "; --write-baseline makes one" : ""));
  }
  Baseline baseline = read_baseline(text, problem);
  if (!problem.empty()) throw UserError(fmt::format("{}: {} {}", flag, shown, problem));
  return baseline;
}

// Everything one run knows, in the order in which it learns it.
class Check {
 public:
  Check(const Flags& flags, Survey& survey)
      : flags_(flags), survey_(survey), filter_(flags.judging) {}

  int run() {
    if (!flags_.since.empty()) since_.emplace(flags_.since, survey_);
    survey_.read();
    report_.notices = survey_.read_history(filter_.least());
    judge();
    add_file_findings();
    sort_findings(report_.findings);
    if (!flags_.write_baseline.empty()) return write_baseline();
    apply_baseline();
    return report();
  }

 private:
  ReportContext context() const {
    return {
        .root = survey_.root(), .workspace = &survey_.workspace(), .with_excerpts = shows_lines()};
  }
  bool writes(std::string_view format) const {
    return std::any_of(flags_.outputs.begin(), flags_.outputs.end(),
                       [&](const Output& output) { return output.format->name == format; });
  }
  bool shows_lines() const { return !flags_.statistics && writes("human"); }

  void judge() {
    struct Slot {
      std::string file;
      std::vector<ReportFinding> findings;
      std::vector<SuppressedFinding> suppressed;
      std::size_t time_findings = 0;
    };
    std::vector<Slot> slots(survey_.slots());
    const auto tell = [&](std::size_t index, const workspace::DocumentPtr& document,
                          std::vector<rules::Finding> findings) {
      Slot& slot = slots[index];
      slot.file = workspace::relative_to(document->path, survey_.root());
      for (rules::Finding& finding : findings) {
        if (since_ && !since_->concerns(*document, finding)) continue;
        if (!filter_.keep(finding, slot.time_findings)) continue;
        slot.findings.push_back(report_finding(finding, document->path, document->text, context()));
      }
    };
    const auto tell_silenced = [&](std::size_t index, const workspace::DocumentPtr& document,
                                   std::vector<rules::Silenced> findings) {
      for (auto& [finding, reason] : findings) {
        std::size_t time_findings = 0;
        if (since_ && !since_->concerns(*document, finding)) continue;
        if (!filter_.keep(finding, time_findings)) continue;
        slots[index].suppressed.push_back(
            {report_finding(finding, document->path, document->text, context()), true, reason});
      }
    };
    survey_.judge(tell,
                  writes("sarif") ? Survey::TellSilenced(tell_silenced) : Survey::TellSilenced());
    report_.summary.files = slots.size();
    for (Slot& slot : slots) {
      judged_.insert(std::move(slot.file));
      report_.time_findings += slot.time_findings;
      std::move(slot.findings.begin(), slot.findings.end(), std::back_inserter(report_.findings));
      std::move(slot.suppressed.begin(), slot.suppressed.end(),
                std::back_inserter(report_.suppressed));
    }
  }

  void add_file_findings() {
    std::set<std::string_view> unread;
    for (const FileTrouble& trouble : survey_.troubles()) {
      judged_.insert(workspace::relative_to(trouble.path, survey_.root()));
      unread.insert(trouble.path);
    }
    for (const FileFindings& file : survey_.file_findings()) {
      if (unread.contains(file.path)) ++report_.summary.files;
      judged_.insert(workspace::relative_to(file.path, survey_.root()));
      // The text is no Markdown; what is wanted are its lines.
      const markdown::Document lines = markdown::Document::parse(file.text);
      ReportContext seen = context();
      seen.with_excerpts = seen.with_excerpts && file.shown;
      for (rules::Finding finding : file.findings) {
        if (since_ && !since_->concerns(file.path, lines, finding.span)) continue;
        if (!filter_.keep(finding, report_.time_findings)) continue;
        report_.findings.push_back(report_finding(finding, file.path, lines, seen));
      }
    }
  }

  void apply_baseline() {
    if (flags_.baseline.empty()) return;
    const Baseline baseline = load_baseline(
        "--baseline", workspace::join(survey_.here(), flags_.baseline), flags_.baseline);
    std::set<std::string> gone;
    for (const auto& [key, count] : baseline.counts) {
      const std::string path = workspace::join(survey_.root(), key.file);
      std::error_code error;
      if (survey_.targets().cover(path, false) && !fs::exists(path, error)) gone.insert(key.file);
    }
    report_.baseline = server::apply_baseline(baseline, judged_, gone, report_.findings,
                                              writes("sarif") ? &report_.suppressed : nullptr);
  }

  // What an older one says of documents that this run did not look at stays.
  int write_baseline() {
    const std::string path = workspace::join(survey_.here(), flags_.write_baseline);
    Baseline baseline = baseline_of(report_.findings);
    std::error_code error;
    if (fs::exists(path, error)) {
      const Baseline old = load_baseline("--write-baseline", path, flags_.write_baseline);
      for (const auto& [key, count] : old.counts) {
        const bool there = fs::exists(workspace::join(survey_.root(), key.file), error);
        if (there && !judged_.contains(key.file)) baseline.counts[key] = count;
      }
    }
    if (auto problem = replace_file(path, std::nullopt, baseline_text(baseline))) {
      throw UserError(fmt::format("--write-baseline: {} {}", flags_.write_baseline, *problem));
    }
    if (!flags_.judging.quiet) {
      print(fmt::format("Wrote {} {} to {}\n", report_.findings.size(),
                        report_.findings.size() == 1 ? "finding" : "findings",
                        flags_.write_baseline));
    }
    return 0;
  }

  int report() {
    report_.today = plan::to_iso(survey_.today());
    report_.statistics = flags_.statistics;
    report_.summary = count_findings(report_.findings, report_.summary.files);
    FormatOptions options;
    options.repository = repository_of(survey_.root());
    options.human.summary = !flags_.judging.quiet;
    options.human.root = survey_.root();
    options.human.seen_from = survey_.here();
    for (const Output& output : flags_.outputs) {
      const bool to_stdout = output.file.empty();
      options.human.color = wants_color(flags_.judging.color, to_stdout);
      options.human.width = screen_width(to_stdout);
      const std::string text = output.format->write(report_, options);
      write_output(output, survey_.here(), text);
      if (output.format->name == "github") append_step_summary(github_summary(report_, options));
      survey_.watch().say("wrote {} bytes of {}", text.size(), output.format->name);
    }
    if (complain()) return 2;
    const ReportSummary& counts = report_.summary;
    if (counts.errors > 0) return 1;
    return counts.warnings > flags_.max_warnings.value_or(0) ? 1 : 0;
  }

  // What could not be done at all: files that cannot be read, settings that mean nothing. The
  // report has them as findings, unless somebody knows of them and says so (`--ignore`, a
  // baseline). Says on stderr which; true where there are any.
  bool complain() const {
    std::set<std::string> unread;  // relative to the root
    bool any = false;
    for (const ReportFinding& finding : report_.findings) {
      if (finding.severity > rules::Severity::warning) continue;
      const std::string path = workspace::join(survey_.root(), finding.place.file);
      const std::string shown = workspace::relative_to(path, survey_.here());
      if (finding.rule == unreadable_file.name) {
        unread.insert(finding.place.file);
      } else if (finding.rule == invalid_setting.name) {
        any = true;
        fmt::print(stderr, "pland: {}:{}:{}: {}\n", shown, finding.place.begin.line,
                   finding.place.begin.column, finding.message);
      }
    }
    for (const FileTrouble& trouble : survey_.troubles()) {
      if (!unread.contains(workspace::relative_to(trouble.path, survey_.root()))) continue;
      any = true;
      fmt::print(stderr, "pland: {} {}\n", workspace::relative_to(trouble.path, survey_.here()),
                 trouble.message);
    }
    return any;
  }

  const Flags& flags_;
  Survey& survey_;
  Filter filter_;
  std::optional<Since> since_;
  std::set<std::string> judged_;  // relative to the root
  Report report_;
};

// -- watching -------------------------------------------------------------------------------------

// Of everything a run would read: what is asked anew at each look, so that files may come and go.
Stamps look(const Flags& flags, const Survey& survey) {
  Stamps stamps;
  try {
    Configs configs(sources_of(flags.judging, survey.here(), survey.root()));
    stamps = stamps_of(survey.roots(), configs);
  } catch (const UserError&) {
    // The file of --config is gone; the next run says so.
  }
  for (const Target& target : survey.targets().paths) {
    if (!target.folder) add_stamp(target.path, stamps);
  }
  if (!flags.baseline.empty()) {
    add_stamp(workspace::join(survey.here(), flags.baseline), stamps);
  }
  return stamps;
}

// One run, whose errors are no end: half a configuration file, or a document that an editor is
// about to put in another's place, is mended by the next change.
void run_again(const Flags& flags, std::unique_ptr<Survey>& survey) {
  if (::isatty(STDOUT_FILENO)) print("\x1b[2J\x1b[3J\x1b[H");
  try {
    if (!survey) survey = std::make_unique<Survey>(flags.judging);
    Check(flags, *survey).run();
  } catch (const UserError& error) {
    fmt::print(stderr, "pland: {}\n", error.what());
  }
}

// Until somebody ends the process.
int watch(const Flags& flags) {
  constexpr int pause = 300;  // milliseconds
  // Flags that are wrong stay wrong: these errors are the end.
  auto survey = std::make_unique<Survey>(flags.judging);
  const Survey where(flags.judging);
  Stamps seen = look(flags, where);
  run_again(flags, survey);
  for (;;) {
    ::poll(nullptr, 0, pause);
    Stamps now = look(flags, where);
    if (differences(seen, now).empty()) continue;
    seen = std::move(now);
    survey = nullptr;
    run_again(flags, survey);
  }
}

int run(const Flags& flags) {
  if (flags.watch) return watch(flags);
  Survey survey(flags.judging);
  return Check(flags, survey).run();
}

void fail_on_stdin(const Flags& flags) {
  for (const std::string& path : flags.judging.paths) {
    if (path != "-") continue;
    if (flags.watch) throw UserError("--watch: the text on stdin does not change");
    if (!flags.since.empty()) throw UserError("--since: the text on stdin is in no revision");
  }
}

}  // namespace

void add_check(Verb app) {
  Verb verb = app.verb("check", "Report what is missing, untrue or broken in plans");
  auto flags = std::make_shared<Flags>();
  verb.option("PATHS", flags->judging.paths,
              "Files and folders to report on; by default the current folder. All documents of "
              "the workspace are read whatever is named here; - is stdin")
      .type("");

  add_output_flags(verb, flags->output);
  verb.flag("--statistics", flags->statistics,
            "How often each rule spoke, not each finding; in json, both")
      .group("Output");
  Option watch =
      verb.flag("--watch", flags->watch, "Check again whenever a document changes").group("Output");

  add_judging_flags(verb, flags->judging);
  verb.option("--min-severity", flags->judging.min_severity,
              "Report from this severity up: error, warning (the default), information or hint")
      .one_of({"error", "warning", "information", "info", "hint"})
      .group("Rules")
      .type("LEVEL");
  verb.option("--max-warnings", flags->max_warnings,
              "End with 0 as long as there are no errors and no more warnings than this")
      .whole_number()
      .group("Rules")
      .type("N");
  Option since =
      verb.option("--since", flags->since,
                  "Only findings about what changed since that Git revision: lines, sections "
                  "whose heading is concerned, new documents")
          .group("Old findings")
          .type("REV");
  Option baseline =
      verb.option("--baseline", flags->baseline, "Leave out the findings that are in this file")
          .group("Old findings")
          .type("FILE");
  verb.option("--write-baseline", flags->write_baseline,
              "Write the findings to this file, for --baseline, and report none")
      .group("Old findings")
      .type("FILE")
      .excludes(baseline)
      .excludes(since)
      .excludes(watch);

  verb.runs([flags, verb] {
    flags->outputs = outputs_of(verb, flags->output);
    fail_on_stdin(*flags);
    return run(*flags);
  });
}

}  // namespace pland::server
