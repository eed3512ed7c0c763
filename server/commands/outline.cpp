// `pland outline`: the typed outline of documents, as editors show it.
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "analysis/features/symbols.h"
#include "analysis/workspace/path.h"
#include "server/commands/commands.h"
#include "server/commands/judging.h"
#include "server/commands/survey.h"

namespace pland::server {
namespace {

void write(const std::vector<features::Symbol>& symbols, const workspace::Document& document,
           std::size_t depth, std::string& out) {
  for (const features::Symbol& symbol : symbols) {
    fmt::format_to(std::back_inserter(out), "{:>6}  {}",
                   document.text.position(symbol.selection.begin).line + 1,
                   std::string(depth * 2, ' '));
    if (symbol.kind != plan::EntityKind::none)
      fmt::format_to(std::back_inserter(out), "{}: ", plan::name(symbol.kind));
    out += symbol.name;
    if (!symbol.detail.empty()) fmt::format_to(std::back_inserter(out), "  ({})", symbol.detail);
    out += '\n';
    write(symbol.children, document, depth + 1, out);
  }
}

int run(const JudgingFlags& flags) {
  Survey survey(flags);
  survey.read();
  std::string out;
  for (std::size_t slot = 0; slot < survey.slots(); ++slot) {
    const workspace::DocumentPtr document = survey.document(slot);
    if (document == nullptr) continue;
    if (!out.empty()) out += '\n';
    out += workspace::relative_to(document->path, survey.here()) + "\n";
    write(features::symbols(*document), *document, 0, out);
  }
  print(out);
  return 0;
}

}  // namespace

void add_outline(CLI::App& app, Run& run_it) {
  CLI::App* verb =
      app.add_subcommand("outline", "Print the outline of documents, with what each thing is");
  auto flags = std::make_shared<JudgingFlags>();
  verb->add_option("PATHS", flags->paths, "Files and folders; by default the current folder")
      ->type_name("");
  add_reading_flags(*verb, *flags);
  verb->callback([&run_it, flags] { run_it = [flags] { return run(*flags); }; });
}

}  // namespace pland::server
