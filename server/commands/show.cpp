// `pland show`: plans as pictures.
#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/features/model.h"
#include "analysis/features/timeline.h"
#include "analysis/pictures/timeline_svg.h"
#include "analysis/pictures/timeline_text.h"
#include "analysis/workspace/path.h"
#include "server/commands/commands.h"
#include "server/commands/judging.h"
#include "server/commands/outputs.h"
#include "server/commands/survey.h"
#include "server/commands/terminal.h"
#include "server/exports/export.h"

namespace pland::server {
namespace {

struct Flags {
  JudgingFlags judging;
  std::string format = "text";
  std::string file;
  unsigned width = 0;  // 0: as wide as there is room
};

struct Drawn {
  workspace::DocumentPtr document;
  features::Timeline timeline;
};

bool is_named(const Targets& targets, std::string_view path) {
  return targets.stdin_path ||
         std::any_of(targets.paths.begin(), targets.paths.end(),
                     [&](const Target& target) { return !target.folder && target.path == path; });
}

// Of files that were named all; of folders the roadmaps, else the plans, else whatever has periods.
std::vector<Drawn> drawn_of(Survey& survey) {
  std::vector<Drawn> named, found;
  for (std::size_t slot = 0; slot < survey.slots(); ++slot) {
    workspace::DocumentPtr document = survey.document(slot);
    if (document == nullptr) continue;
    auto timeline =
        features::timeline(survey.workspace(), *document, survey.settings_for(document->path));
    if (!timeline) continue;
    (is_named(survey.targets(), document->path) ? named : found)
        .push_back({std::move(document), *std::move(timeline)});
  }
  for (const plan::DocumentKind kind : {plan::DocumentKind::roadmap, plan::DocumentKind::plan}) {
    const auto is_one = [&](const Drawn& one) { return one.document->plan->kind == kind; };
    if (std::none_of(found.begin(), found.end(), is_one)) continue;
    std::erase_if(found, [&](const Drawn& one) { return !is_one(one); });
    break;
  }
  for (Drawn& one : found) named.push_back(std::move(one));
  return named;
}

std::string as_text(const std::vector<Drawn>& drawn, const Flags& flags) {
  const bool to_stdout = flags.file.empty();
  pictures::TextOptions options;
  options.width = flags.width > 0 ? static_cast<int>(flags.width) : screen_width(to_stdout);
  options.color = wants_color(flags.judging.color, to_stdout);
  std::string out;
  for (const Drawn& one : drawn) {
    if (!out.empty()) out += '\n';
    out += pictures::timeline_text(one.timeline, options);
  }
  return out;
}

// A picture is of one document.
const Drawn& only(const std::vector<Drawn>& drawn, const Survey& survey, std::string_view format) {
  if (drawn.size() == 1) return drawn.front();
  std::string names;
  for (std::size_t i = 0; i < std::min<std::size_t>(drawn.size(), 5); ++i)
    names += fmt::format("{}{}", i == 0 ? "" : ", ",
                         workspace::relative_to(drawn[i].document->path, survey.here()));
  if (drawn.size() > 5) names += ", …";
  throw UserError(fmt::format("{} draws one document, and there are {} ({}): name one", format,
                              drawn.size(), names));
}

std::string as_mermaid(const std::vector<Drawn>& drawn, const Survey& survey) {
  Exported exported;
  exported.root = survey.root();
  exported.today = survey.today();
  for (const Drawn& one : drawn)
    exported.documents.push_back(
        {one.document, features::model_of(survey.workspace(), *one.document,
                                          survey.settings_for(one.document->path))});
  return export_mermaid(exported);
}

int run(const Flags& flags) {
  Survey survey(flags.judging);
  survey.read();
  for (const FileTrouble& trouble : survey.troubles())
    if (is_named(survey.targets(), trouble.path))
      throw UserError(fmt::format("{} {}", workspace::relative_to(trouble.path, survey.here()),
                                  trouble.message));
  const std::vector<Drawn> drawn = drawn_of(survey);
  if (drawn.empty()) {
    fmt::print(
        stderr,
        "pland: no document here has periods (\"## Q1 2027\", \"### Phase 2\", \"## Now\")\n");
    return 1;
  }
  std::string text;
  if (flags.format == "text") {
    text = as_text(drawn, flags);
  } else if (flags.format == "mermaid") {
    text = as_mermaid(drawn, survey);
  } else {
    const features::Timeline timeline = features::nearest(
        only(drawn, survey, flags.format).timeline, pictures::most_lanes, pictures::most_cards);
    const int width = flags.width > 0 ? static_cast<int>(std::min(flags.width, 10000U)) : 1200;
    text = flags.format == "svg" ? pictures::timeline_svg(timeline, width)
                                 : pictures::timeline_html(timeline, width);
  }
  write_whole(flags.file, survey.here(), text);
  return 0;
}

}  // namespace

void add_show(Verb app) {
  Verb show = app.verb("show", "Draw plans");
  show.needs_a_verb();
  Verb verb = show.verb(
      "timeline", "Periods in the order of time, with their work, how it stands and what it needs");
  auto flags = std::make_shared<Flags>();
  verb.option("PATHS", flags->judging.paths,
              "Files, or folders whose roadmaps are meant; by default the current folder")
      .type("");
  verb.option("--format", flags->format,
              "text (for a terminal); svg; html (a page around it); mermaid (a Gantt chart)")
      .one_of({"text", "svg", "html", "mermaid"})
      .type("FORMAT");
  verb.option("--width", flags->width,
              "Columns of text, by default the terminal's; pixels of a picture, by default 1200")
      .whole_number()
      .type("N");
  verb.option("--output-file", flags->file, "Write there, not to stdout").type("FILE");
  verb.option("--color", flags->judging.color, "auto, always or never")
      .one_of({"auto", "always", "never"})
      .type("WHEN");
  verb.option("--stdin-filename", flags->judging.stdin_filename,
              "Which file the text on stdin (`-`) stands in for")
      .type("FILE");
  add_reading_flags(verb, flags->judging);
  verb.runs([flags] { return run(*flags); });
}

}  // namespace pland::server
