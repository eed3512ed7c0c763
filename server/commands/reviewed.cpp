// `pland reviewed FILE`: somebody went through a plan today; when it will be looked at again.
#include <fmt/format.h>
#include <memory>

#include "server/commands/commands.h"
#include "server/commands/plan_edit.h"

namespace pland::server {
namespace {

int run(PlanEditFlags& flags) {
  const PlanEdit edit(flags);
  features::Refactoring row = *features::find_refactoring("reviewed-today");
  // An editor offers it on the title and on the lines that say so; here it was asked for by name.
  row.title = [](const features::Spot&) -> std::optional<std::string> { return "Reviewed today"; };
  return edit.make(
      row, {0, 0},
      fmt::format("{}: {}", edit.shown(), features::why_not_reviewed(edit.at({0, 0}))));
}

}  // namespace

void add_reviewed(Verb app) {
  Verb verb =
      app.verb("reviewed", "Say that a plan was reviewed today, and move its next review on");
  auto flags = std::make_shared<PlanEditFlags>();
  verb.option("FILE", flags->file, "The plan").required().type("");
  add_plan_edit_flags(verb, *flags);
  verb.runs([flags] { return run(*flags); });
}

}  // namespace pland::server
