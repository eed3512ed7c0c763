// `pland export`: the whole plan model for other programs.
#include "server/exports/export.h"

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
    return survey.say_what_is_left_out() ? 2 : 0;
  }
  return 2;  // the flag allows no other
}

}  // namespace

void add_export(Verb app) {
  Verb verb = app.verb("export", "Write down all that is understood of the plans");
  auto flags = std::make_shared<Flags>();
  verb.option("PATHS", flags->judging.paths, "Files and folders; by default the current folder")
      .type("");
  std::vector<std::string> names;
  std::string list;
  for (const ExportFormat& format : export_formats()) {
    names.emplace_back(format.name);
    list += fmt::format("{}{} ({})", list.empty() ? "" : "; ", format.name, format.what);
  }
  verb.option("--format", flags->format, list).one_of(names).type("FORMAT");
  verb.option("--output-file", flags->file, "Write there, not to stdout").type("FILE");
  add_reading_flags(verb, flags->judging);
  verb.runs([flags] { return run(*flags); });
}

}  // namespace pland::server
