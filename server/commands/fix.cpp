// `pland fix`: makes the fixes that findings have, the same that an editor makes.
//
// Configuration comes first, since documents are judged by it; then the documents, in memory, until
// nothing is left to make (fixer.h); then the files are written, each only if it still says what
// was read. What could not be written is said, and the others are written all the same.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "analysis/workspace/path.h"
#include "server/commands/commands.h"
#include "server/commands/dialogue.h"
#include "server/commands/fixer.h"
#include "server/commands/judging.h"
#include "server/commands/survey.h"
#include "server/file_rules.h"
#include "server/replace_file.h"
#include "server/unified_diff.h"

namespace pland::server {
namespace {

struct Flags {
  JudgingFlags judging;
  bool unsafe = false;
  bool diff = false;
  bool interactive = false;
};

struct Left {
  std::size_t loud = 0;       // errors and warnings
  std::size_t unsafe = 0;     // of them, with a fix that --unsafe makes
  std::size_t to_choose = 0;  // of them, with fixes that somebody has to choose
};

class Fix {
 public:
  explicit Fix(const Flags& flags) : flags_(flags), filter_(flags.judging) {}

  int run() {
    fix_configuration();
    refuse();
    Dialogue dialogue(human_options());
    // Its fix is not safe: who does not hear of the finding need not wait for the history.
    const bool all = flags_.unsafe || flags_.interactive;
    survey_->read_history(all ? rules::Severity::hint : filter_.least());
    Fixer fixer(*survey_, [&](const workspace::Document& document,
                              std::span<const rules::Finding> findings, features::Fixes& fixes) {
      if (flags_.interactive) {
        dialogue.choose(survey_->workspace(), document, findings, fixes);
      } else {
        fixes.take_all(nullptr, flags_.unsafe);
      }
    });
    fixer.run();
    for (const auto& [path, rules] : fixer.given_up()) {
      complain(path, fmt::format("is left as it is: the fixes of {} undo each other",
                                 fmt::join(rules, ", ")));
    }
    for (const auto& [path, text] : fixer.fixed()) fixed_.insert_or_assign(path, text);
    new_files_ = fixer.new_files();

    if (flags_.diff) return show_diff();
    if (survey_->targets().stdin_path) return show_text(fixer);
    write();
    std::vector<rules::Finding> left = fixer.left();
    // A file that is there now may be what a link was missing.
    if (!new_files_.empty()) left = found_now();
    return report(left_of(left));
  }

 private:
  HumanOptions human_options() const {
    HumanOptions options;
    options.color = wants_color(flags_.judging.color, true);
    options.width = screen_width(true);
    options.root = survey_->root();
    options.seen_from = survey_->here();
    return options;
  }

  // Reads the workspace with its configuration fixed, as far as it lies in folders asked for.
  void fix_configuration() {
    std::map<std::string, std::string> texts;
    std::optional<std::string> stdin_text;
    for (int round = 0; round < 10; ++round) {
      survey_ = std::make_unique<Survey>(flags_.judging, texts, stdin_text);
      survey_->read();
      stdin_text = survey_->stdin_text();
      bool changed = false;
      for (const FileFindings& file : survey_->file_findings()) {
        const auto& all = survey_->configurations();
        const bool is_configuration =
            std::any_of(all.begin(), all.end(),
                        [&](const ConfigPtr& config) { return config->path == file.path; });
        if (!is_configuration || !survey_->targets().cover(file.path, false)) continue;
        changed |= fix_configuration_file(file, texts);
      }
      if (!changed) return;
    }
  }

  bool fix_configuration_file(const FileFindings& file, std::map<std::string, std::string>& texts) {
    const markdown::Document lines = markdown::Document::parse(file.text);
    features::Fixes fixes(file.findings);
    if (flags_.interactive) return false;  // the dialogue is about documents
    fixes.take_all(nullptr, flags_.unsafe);
    if (fixes.taken().empty()) return false;
    FixedText& fixed = fixed_.try_emplace(file.path, FixedText{file.text, {}, {}}).first->second;
    const ReportContext context{.root = survey_->root()};
    for (const features::ChosenFix& chosen : fixes.taken()) {
      const rules::Finding& finding = file.findings[chosen.finding];
      fixed.made.push_back({std::string(finding.rule->name), finding.fixes[chosen.fix].title,
                            report_finding(finding, file.path, lines, context).place});
    }
    texts[file.path] = fixed.after = features::edited(file.text, fixes.edits());
    return true;
  }

  // What cannot be read cannot be fixed, and what a setting was to say nobody knows; silent only
  // where somebody says that it may be so.
  void refuse() {
    const std::vector<FileFindings> heard = survey_->file_findings();
    for (const FileTrouble& trouble : survey_->troubles()) {
      const bool is_heard = std::any_of(heard.begin(), heard.end(), [&](const FileFindings& file) {
        return file.path == trouble.path;
      });
      if (is_heard) complain(trouble.path, trouble.message);
    }
    for (const FileFindings& file : heard) {
      const markdown::Document lines = markdown::Document::parse(file.text);
      for (const rules::Finding& finding : file.findings) {
        if (finding.rule != &invalid_setting || finding.severity > rules::Severity::warning)
          continue;
        const auto place =
            report_finding(finding, file.path, lines, {.root = survey_->root()}).place;
        failed_ = true;
        fmt::print(stderr, "pland: {}:{}:{}: {}\n", shown(file.path), place.begin.line,
                   place.begin.column, finding.message);
      }
    }
  }

  void complain(const std::string& path, std::string_view message) {
    failed_ = true;
    fmt::print(stderr, "pland: {} {}\n", shown(path), message);
  }

  std::string shown(const std::string& path) const {
    return workspace::relative_to(path, survey_->here());
  }

  // As `git apply` and `patch` want it: they write through no symbolic link.
  std::string real_name(const std::string& path) const {
    std::error_code error;
    const std::string real = std::filesystem::canonical(path, error).native();
    if (error) return shown(path);
    const std::string here = std::filesystem::canonical(survey_->here(), error).native();
    if (error || !workspace::is_inside(real, here)) return shown(path);
    return workspace::relative_to(real, here);
  }

  int show_diff() {
    const bool color = wants_color(flags_.judging.color, true);
    std::string out;
    std::set<std::string> names;
    for (const auto& [path, text] : fixed_) {
      const std::string name = real_name(path);
      if (names.insert(name).second) out += unified_diff(name, text.before, text.after);
    }
    for (const NewFile& file : new_files_) {
      out += unified_diff(shown(file.path), {}, file.text, true);
    }
    print(colored_diff(out, color));
    if (failed_) return 2;
    return out.empty() ? 0 : 1;
  }

  int show_text(const Fixer& fixer) {
    if (failed_) return 2;
    const auto fixed = fixed_.find(*survey_->targets().stdin_path);
    print(fixed == fixed_.end() ? *survey_->stdin_text() : fixed->second.after);
    return left_of(fixer.left()).loud > 0 ? 1 : 0;
  }

  void write() {
    for (auto file = fixed_.begin(); file != fixed_.end();) {
      const auto problem = file->second.after == file->second.before
                               ? std::nullopt
                               : replace_file(file->first, file->second.before, file->second.after);
      if (problem) {
        complain(file->first, *problem);
        file = fixed_.erase(file);
      } else {
        ++file;
      }
    }
    std::erase_if(new_files_, [&](const NewFile& file) {
      const auto problem = create_file(file.path, file.text);
      if (problem) complain(file.path, *problem);
      return problem.has_value();
    });
  }

  std::vector<rules::Finding> found_now() const {
    Survey survey(flags_.judging);
    survey.read();
    survey.read_history(filter_.least());
    std::vector<std::vector<rules::Finding>> slots(survey.slots());
    survey.judge([&](std::size_t slot, const workspace::DocumentPtr&,
                     std::vector<rules::Finding> findings) { slots[slot] = std::move(findings); });
    std::vector<rules::Finding> all;
    for (const auto& findings : slots) all.insert(all.end(), findings.begin(), findings.end());
    return all;
  }

  // Of documents and of configuration.
  Left left_of(std::vector<rules::Finding> findings) const {
    for (const FileFindings& file : survey_->file_findings()) {
      findings.insert(findings.end(), file.findings.begin(), file.findings.end());
    }
    Left left;
    std::size_t time_findings = 0;
    for (rules::Finding& finding : findings) {
      if (!filter_.keep(finding, time_findings)) continue;
      ++left.loud;
      if (!flags_.unsafe && features::unasked_fix(finding, false)) {
        ++left.unsafe;
      } else if (!finding.fixes.empty() && !features::unasked_fix(finding, true)) {
        ++left.to_choose;
      }
    }
    return left;
  }

  int report(const Left& left) const {
    std::string out;
    std::size_t made = 0;
    for (const auto& [path, text] : fixed_) {
      made += text.made.size();
      for (const MadeFix& fix : text.made) {
        out += visible(fmt::format("{}:{}:{}: {} ({})", shown(path), fix.place.begin.line,
                                   fix.place.begin.column, fix.title, fix.rule)) +
               '\n';
      }
    }
    for (const NewFile& file : new_files_) out += visible("Made " + shown(file.path)) + '\n';
    if (!flags_.judging.quiet) {
      if (!out.empty()) out += '\n';
      out += summary(made, left);
      print(out);
    }
    if (failed_) return 2;
    return left.loud > 0 ? 1 : 0;
  }

  std::string summary(std::size_t made, const Left& left) const {
    auto counted = [](std::size_t count, const char* what) {
      return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
    };
    std::string out = fixed_.empty() ? std::string("Nothing fixed")
                                     : fmt::format("Fixed {} in {}", counted(made, "finding"),
                                                   counted(fixed_.size(), "file"));
    if (left.loud == 0) return out + "; none left\n";
    std::vector<std::string> notes;
    if (left.unsafe > 0) notes.push_back(fmt::format("{} more with --unsafe", left.unsafe));
    if (left.to_choose > 0) {
      notes.push_back(fmt::format("{} to choose with --interactive", left.to_choose));
    }
    return fmt::format("{}; {} left{}\n", out, left.loud,
                       notes.empty() ? "" : fmt::format(" ({})", fmt::join(notes, ", ")));
  }

  const Flags& flags_;
  Filter filter_;
  std::unique_ptr<Survey> survey_;
  std::map<std::string, FixedText> fixed_;  // by path
  std::vector<NewFile> new_files_;
  bool failed_ = false;
};

void fail_on_stdin(const Flags& flags) {
  const auto& paths = flags.judging.paths;
  if (flags.interactive && std::find(paths.begin(), paths.end(), "-") != paths.end()) {
    throw UserError("--interactive: stdin is the text, so nobody can answer there");
  }
}

}  // namespace

void add_fix(Verb app) {
  Verb verb = app.verb("fix", "Make the fixes that findings in plans have");
  auto flags = std::make_shared<Flags>();
  verb.option("PATHS", flags->judging.paths,
              "Files and folders to fix; by default the current folder. With - the text on "
              "stdin is fixed and printed")
      .type("");
  verb.flag("--unsafe", flags->unsafe,
            "Also fixes that may not be what the author means, where the rule is sure which")
      .group("Fixes");
  verb.flag("--diff", flags->diff,
            "Print what would change as a unified diff, write nothing; ends with 1 if there is "
            "something")
      .group("Fixes");
  verb.flag("-i,--interactive", flags->interactive, "Ask about each fix, safe or not")
      .group("Fixes");
  add_judging_flags(verb, flags->judging);
  verb.runs([flags] {
    fail_on_stdin(*flags);
    return Fix(*flags).run();
  });
}

}  // namespace pland::server
