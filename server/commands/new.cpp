// `pland new`: a new document from its kind's template.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include "analysis/plan/kind.h"
#include "analysis/plan/new_document.h"
#include "analysis/text/slug.h"
#include "analysis/workspace/path.h"
#include "server/commands/commands.h"
#include "server/config.h"
#include "server/log.h"

namespace pland::server {
namespace {

namespace fs = std::filesystem;

struct Flags {
  std::string kind;
  std::string path;
  std::string title;
  std::string today;
  bool to_stdout = false;
};

// -- where it goes

bool is_folder(const std::string& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

// "0007-title.md", one more than the highest number in the folder.
std::string next_record(const std::string& folder, std::string_view title) {
  unsigned highest = 0;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().native();
    const char* digits = name.data() + (name.starts_with("adr-") ? 4 : 0);
    unsigned number = 0;
    int size = 0;
    for (; std::isdigit(static_cast<unsigned char>(digits[size])) && size < 6; ++size) {
      number = number * 10 + static_cast<unsigned>(digits[size] - '0');
    }
    if (size >= 3) highest = std::max(highest, number);
  }
  // A file's name, unlike an anchor, has one dash where punctuation fell out between two words.
  std::string name = text::slug(title);
  name.erase(
      std::unique(name.begin(), name.end(), [](char a, char b) { return a == '-' && b == '-'; }),
      name.end());
  return fmt::format("{:04}-{}.md", highest + 1, name);
}

std::string default_path(plan::DocumentKind kind, const std::string& folder, const Flags& flags) {
  switch (kind) {
    case plan::DocumentKind::roadmap:
      return workspace::join(folder, "ROADMAP.md");
    case plan::DocumentKind::plan:
      return workspace::join(folder, "PROJECT_PLAN.md");
    case plan::DocumentKind::okr:
      return workspace::join(folder, "OKRS.md");
    case plan::DocumentKind::changelog:
      return workspace::join(folder, "CHANGELOG.md");
    case plan::DocumentKind::guide:
      return workspace::join(folder, "CLAUDE.md");
    case plan::DocumentKind::decision:
    case plan::DocumentKind::none:
      break;
  }
  if (flags.title.empty()) {
    throw UserError("a decision record is named after its title: give --title, or a file's path");
  }
  std::string records = folder;
  if (flags.path.empty()) {
    records = workspace::join(folder, "docs/decisions");
    for (const char* usual : {"docs/decisions", "docs/adr", "docs/adrs", "doc/adr", "docs/ADR",
                              "decisions", "adr", "adrs"}) {
      std::string path = workspace::join(folder, usual);
      if (!is_folder(path)) continue;
      records = path;
      break;
    }
  }
  return workspace::join(records, next_record(records, flags.title));
}

void write_new(const std::string& path, std::string_view shown, std::string_view text) {
  std::error_code error;
  fs::create_directories(std::string(workspace::directory_of(path)), error);
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0 && errno == EEXIST) {
    throw UserError(
        fmt::format("{} is there already, and nothing is overwritten: give another "
                    "path, or --stdout to look at the template",
                    shown));
  }
  if (file < 0) {
    throw UserError(fmt::format("{} cannot be made: {}", shown, std::strerror(errno)));
  }
  const bool written = write_all(file, text);
  const int problem = errno;
  if (::close(file) != 0 || !written) {
    ::unlink(path.c_str());
    throw UserError(fmt::format("{} cannot be written: {}", shown, std::strerror(problem)));
  }
}

int make(const Flags& flags) {
  const plan::KindSchema* schema = nullptr;
  std::vector<std::string_view> names;
  for (const plan::KindSchema& each : plan::kinds()) {
    names.push_back(plan::name(each.kind));
    if (names.back() == flags.kind) schema = &each;
  }
  if (!schema) {
    std::string_view better = nearest(flags.kind, names);
    throw UserError(fmt::format("there is no kind \"{}\"; {}", flags.kind,
                                better.empty() ? fmt::format("there are {}", fmt::join(names, ", "))
                                               : fmt::format("did you mean \"{}\"?", better)));
  }
  std::string problem;
  plan::Date today = machine_today(&problem);
  if (!flags.today.empty()) {
    auto said = parse_date(flags.today);
    if (!said) {
      throw UserError(fmt::format("--today: \"{}\" is no day; write YYYY-MM-DD", flags.today));
    }
    today = *said;
  } else if (!problem.empty()) {
    throw UserError(problem);
  }
  std::string text = plan::new_document(*schema, flags.title, today);
  if (flags.to_stdout) {
    print(text);
    return 0;
  }

  const std::string here = current_folder();
  std::string path = workspace::join(here, flags.path);
  if (flags.path.empty() || flags.path.ends_with('/') || is_folder(path)) {
    path = default_path(schema->kind, path, flags);
  }
  const std::string shown = workspace::relative_to(path, here);
  write_new(path, shown, text);
  print(fmt::format("Wrote {}; what stands in brackets is for you to fill in.\n", shown));
  return 0;
}

}  // namespace

void add_new(CLI::App& app, Run& run) {
  CLI::App* verb = app.add_subcommand("new", "Write a new document from its kind's template");
  auto flags = std::make_shared<Flags>();
  verb->add_option("KIND", flags->kind, "roadmap, plan, okr, decision, changelog or guide")
      ->required();
  verb->add_option("PATH", flags->path,
                   "The file, or the folder for it; by default the kind's usual name, here");
  verb->add_option("--title", flags->title, "What the document is about; a decision's name")
      ->type_name("TEXT");
  verb->add_flag("--stdout", flags->to_stdout, "Print it, write no file");
  verb->add_option("--today", flags->today, "The day to date it with")->type_name("DATE");
  verb->callback([&run, flags] { run = [flags] { return make(*flags); }; });
}

}  // namespace pland::server
