// `pland export`: the whole plan model for other programs.
#include "server/exports/export.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/features/model.h"
#include "server/commands/commands.h"
#include "server/commands/judging.h"
#include "server/commands/outputs.h"
#include "server/commands/survey.h"

namespace pland::server {
namespace {

struct Flags {
  JudgingFlags judging;
  std::string format = "json";
  std::string file;
};

int run(const Flags& flags) {
  Survey survey(flags.judging);
  survey.read();
  Exported exported;
  exported.root = survey.root();
  exported.today = survey.today();
  for (std::size_t slot = 0; slot < survey.slots(); ++slot) {
    workspace::DocumentPtr document = survey.document(slot);
    if (document == nullptr) continue;
    features::DocumentModel model =
        features::model_of(survey.workspace(), *document, survey.settings_for(document->path));
    exported.documents.push_back({std::move(document), std::move(model)});
  }
  for (const ExportFormat& format : export_formats()) {
    if (format.name != flags.format) continue;
    write_whole(flags.file, survey.here(), format.write(exported));
    return 0;
  }
  return 2;  // the flag allows no other
}

}  // namespace

void add_export(CLI::App& app, Run& run_it) {
  CLI::App* verb = app.add_subcommand("export", "Write down all that is understood of the plans");
  auto flags = std::make_shared<Flags>();
  verb->add_option("PATHS", flags->judging.paths,
                   "Files and folders; by default the current folder")
      ->type_name("");
  std::vector<std::string> names;
  std::string list;
  for (const ExportFormat& format : export_formats()) {
    names.emplace_back(format.name);
    list += fmt::format("{}{} ({})", list.empty() ? "" : "; ", format.name, format.what);
  }
  verb->add_option("--format", flags->format, list)
      ->check(CLI::IsMember(names))
      ->type_name("FORMAT");
  verb->add_option("--output-file", flags->file, "Write there, not to stdout")->type_name("FILE");
  add_reading_flags(*verb, flags->judging);
  verb->callback([&run_it, flags] { run_it = [flags] { return run(*flags); }; });
}

}  // namespace pland::server
