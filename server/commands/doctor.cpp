// `pland doctor`: what is wrong with an installation, or with how pland is called here.
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <string>
#include <string_view>
#include <unistd.h>

#include "analysis/workspace/path.h"
#include "server/commands/commands.h"
#include "server/config.h"
#include "server/files.h"
#include "server/history.h"

namespace pland::server {
namespace {

namespace fs = std::filesystem;

class Examination {
 public:
  explicit Examination(std::string here) : here_(std::move(here)) {}

  int run() {
    program();
    path();
    today();
    documents();
    git();
    print(out_ + (bad_ == 0
                      ? "\nAll is well.\n"
                      : fmt::format("\n{} to put right.\n",
                                    bad_ == 1 ? "One thing" : fmt::format("{} things", bad_))));
    return bad_ == 0 ? 0 : 1;
  }

 private:
  void good(std::string_view what) { line("ok  ", what); }
  void note(std::string_view what) { line("note", what); }
  void bad(std::string_view what) {
    line("bad ", what);
    ++bad_;
  }
  void line(std::string_view mark, std::string_view what) {
    out_ += fmt::format("{}  {}\n", mark, what);
  }

  void program() {
    std::error_code error;
    program_ = fs::read_symlink("/proc/self/exe", error);
    good(fmt::format("pland {}{}", PLAND_VERSION,
                     program_.empty() ? "" : fmt::format(", {}", program_.native())));
  }

  // Editors start what PATH has first.
  void path() {
    const char* folders = std::getenv("PATH");
    std::string_view rest = folders == nullptr ? "" : folders;
    while (!rest.empty()) {
      const std::string_view folder = rest.substr(0, rest.find(':'));
      rest.remove_prefix(std::min(rest.size(), folder.size() + 1));
      const fs::path candidate = fs::path(folder.empty() ? "." : folder) / "pland";
      if (::access(candidate.c_str(), X_OK) != 0 || fs::is_directory(candidate)) continue;
      std::error_code error;
      if (program_.empty() || fs::equivalent(candidate, program_, error)) {
        good("editors find this one: it is the first pland on PATH");
      } else {
        bad(fmt::format("PATH leads to another one first: {}; an editor would start that",
                        candidate.native()));
      }
      return;
    }
    note("there is no pland on PATH: tell editors where this one is, or put a link to it there");
  }

  void today() {
    std::string problem;
    const plan::Date machine = machine_today(&problem);
    if (!problem.empty()) return bad(problem);
    Configs configs({});
    const ConfigPtr config = configs.file_for_folder(here_);
    const plan::Date today = settings_of(*config, Config{}, machine).today;
    if (today == machine)
      good(fmt::format("today is {}", plan::to_iso(today)));
    else
      note(fmt::format("{} says that today is {}; otherwise it would be {}",
                       workspace::relative_to(config->path, here_), plan::to_iso(today),
                       plan::to_iso(machine)));
  }

  void documents() {
    Configs configs({});
    const FoundDocuments found = find_documents({here_}, configs);
    for (const ConfigPtr& config : configs.files()) {
      const std::string name = workspace::relative_to(config->path, here_);
      if (config->error)
        bad(fmt::format("{}:{}:{}: {}", name, config->error->line, config->error->column,
                        config->error->message));
      else if (config->findings.empty())
        good(fmt::format("{} is understood", name));
      for (const rules::Finding& finding : config->findings)
        bad(fmt::format("{}: {}", name, finding.message));
    }
    if (configs.files().empty())
      note("no pland.toml here: defaults hold (`pland init` writes one)");
    if (found.documents.empty())
      note("no Markdown document here: there is nothing to check");
    else
      good(fmt::format("{} documents in {}", found.documents.size(), here_));
    for (const FileTrouble& trouble : found.troubles)
      bad(fmt::format("{} {}", workspace::relative_to(trouble.path, here_), trouble.message));
  }

  void git() {
    const auto root = find_root(here_);
    std::error_code error;
    if (root && fs::exists(fs::path(*root) / ".git", error)) {
      good(fmt::format("a Git repository: {}", *root));
      if (is_shallow(*root))
        note(
            "a shallow clone: what compares with its history is silent (`git fetch --unshallow`; "
            "in CI, fetch-depth: 0)");
    } else {
      note("no Git repository: what compares with its history is silent");
    }
  }

  std::string here_;
  fs::path program_;
  std::string out_;
  int bad_ = 0;
};

}  // namespace

void add_doctor(Verb app) {
  Verb verb = app.verb("doctor", "Say what is wrong with this installation");
  verb.runs([] { return Examination(current_folder()).run(); });
}

}  // namespace pland::server
