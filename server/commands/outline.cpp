// `pland outline`: the typed outline of documents, as editors show it.
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
    out += fmt::format("{:>6}  {}", document.text.position(symbol.selection.begin).line + 1,
                       std::string(depth * 2, ' '));
    if (symbol.kind != plan::EntityKind::none) out += fmt::format("{}: ", plan::name(symbol.kind));
    out += symbol.name;
    if (!symbol.detail.empty()) out += fmt::format("  ({})", symbol.detail);
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
  return survey.say_what_is_left_out() ? 2 : 0;
}

}  // namespace

void add_outline(Verb app) {
  Verb verb = app.verb("outline", "Print the outline of documents, with what each thing is");
  auto flags = std::make_shared<JudgingFlags>();
  verb.option("PATHS", flags->paths, "Files and folders; by default the current folder").type("");
  add_reading_flags(verb, *flags);
  verb.runs([flags] { return run(*flags); });
}

}  // namespace pland::server
