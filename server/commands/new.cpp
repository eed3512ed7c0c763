// `pland new`: a new document from its kind's template.
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/plan/kind.h"
#include "analysis/plan/new_document.h"
#include "analysis/plan/record_name.h"
#include "analysis/workspace/path.h"
#include "server/commands/commands.h"
#include "server/commands/known_kinds.h"
#include "server/commands/new_file.h"
#include "server/config.h"

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

std::string next_record(const std::string& folder, std::string_view title) {
  std::vector<std::string> there;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    there.push_back(entry.path().filename().native());
  }
  return plan::next_record_name(there, title);
}

// Where the patterns of a team's own kind want it: the file that one names, or a new one in the
// folder of "proposals/*.md".
std::string own_path(const KnownKind& kind, const std::string& folder, const Flags& flags) {
  constexpr std::string_view wild = "*?[";
  for (const std::string& pattern : kind.files) {
    const std::string_view above = workspace::directory_of(pattern);
    if (above.find_first_of(wild) != std::string_view::npos) continue;
    const bool whole = pattern.find_first_of(wild) == std::string::npos;
    if (whole && flags.path.empty()) return workspace::join(kind.folder, pattern);
    if (whole || flags.title.empty()) continue;
    const std::string where = flags.path.empty() ? workspace::join(kind.folder, above) : folder;
    return workspace::join(where, plan::file_name_of(flags.title) + ".md");
  }
  throw UserError(
      fmt::format("where a {} goes is not clear from its patterns: give --title, or a "
                  "file's path",
                  kind.schema->name));
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
    records = workspace::join(folder, plan::record_folders.front());
    for (const std::string_view usual : plan::record_folders) {
      std::string path = workspace::join(folder, usual);
      if (!is_folder(path)) continue;
      records = path;
      break;
    }
  }
  return workspace::join(records, next_record(records, flags.title));
}

int make(const Flags& flags) {
  const std::string here = current_folder();
  const KnownKind kind = find_kind(flags.kind, here);
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
  if (flags.to_stdout) {
    const std::string text = plan::new_document(*kind.schema, flags.title, today);
    if (!flags.path.empty()) {
      throw UserError(
          fmt::format("--stdout prints the document: leave out {}, or --stdout", flags.path));
    }
    print(text);
    return 0;
  }

  std::string path = workspace::join(here, flags.path);
  if (flags.path.empty() || flags.path.ends_with('/') || is_folder(path)) {
    path = kind.template_path.empty() ? default_path(kind.schema->kind, path, flags)
                                      : own_path(kind, path, flags);
  }
  const std::string shown = workspace::relative_to(path, here);
  if (!workspace::is_markdown(path)) {
    throw UserError(fmt::format("{} would be no Markdown file: end its name in .md", shown));
  }
  // What lies in a folder above is linked to there.
  const std::string home(workspace::directory_of(path));
  const auto seen = [&](const std::string& name) {
    std::error_code error;
    for (std::string folder = home; workspace::is_inside(folder, here);
         folder = workspace::directory_of(folder)) {
      const std::string there = workspace::join(folder, name);
      if (std::filesystem::is_regular_file(there, error))
        return workspace::percent_encode_path(workspace::relative_to(there, home));
      if (folder == here) break;
    }
    return name;
  };
  const std::string text = plan::new_document(*kind.schema, flags.title, today, seen);
  write_new(path, shown, text);
  print(fmt::format("Wrote {}; what stands in brackets is for you to fill in.\n", shown));
  return 0;
}

}  // namespace

void add_new(Verb app) {
  Verb verb = app.verb("new", "Write a new document from its kind's template");
  auto flags = std::make_shared<Flags>();
  verb.option("KIND", flags->kind,
              "roadmap, plan, okr, decision, changelog, guide, or one of your own")
      .required();
  verb.option("PATH", flags->path,
              "The file, or the folder for it; by default the kind's usual name, here");
  verb.option("--title", flags->title, "What the document is about; a decision's name")
      .type("TEXT");
  verb.flag("--stdout", flags->to_stdout, "Print it, write no file");
  verb.option("--today", flags->today, "The day to date it with").type("DATE");
  verb.runs([flags] { return make(*flags); });
}

}  // namespace pland::server
