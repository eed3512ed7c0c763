// `pland done FILE NAME`: work is done, in every place where the plan says how far it is.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/plan/label.h"
#include "analysis/text/unicode.h"
#include "server/commands/commands.h"
#include "server/commands/plan_edit.h"

namespace pland::server {
namespace {

struct Work {
  Span name;  // in the document
  std::string title;
  std::string key;
  std::string id;
};

// Initiatives, tasks and blockers, and whatever else has a box.
std::vector<Work> work_in(const workspace::Document& document) {
  using plan::EntityKind;
  std::vector<Work> out;
  for (const plan::PlacedChapter& chapter : document.plan->chapters) {
    const plan::ChapterFacts& facts = *chapter.facts;
    for (const plan::Entity& entity : facts.entities) {
      const bool work = entity.kind == EntityKind::initiative || entity.kind == EntityKind::task ||
                        entity.kind == EntityKind::blocker;
      if (!work || entity.placeholder) continue;
      out.push_back({entity.name_span.shifted(chapter.offset), entity.title, entity.key, entity.id});
    }
    for (const plan::Item& item : facts.items)
      if (item.checked && item.entity == plan::no_index && !item.placeholder)
        out.push_back({item.name_span.shifted(chapter.offset), item.name,
                       plan::normalise(item.name), {}});
  }
  return out;
}

// By name or identifier; else by part of a name.
std::vector<Work> named(const std::vector<Work>& all, const std::string& name) {
  const std::string key = plan::normalise(name);
  std::vector<Work> whole, part;
  for (const Work& one : all) {
    const bool id = !one.id.empty() && text::lower(one.id) == text::lower(text::trim(name));
    if (one.key == key || id) whole.push_back(one);
    if (!key.empty() && one.key.find(key) != std::string::npos) part.push_back(one);
  }
  return whole.empty() ? part : whole;
}

int run(PlanEditFlags& flags, const std::string& name, std::optional<std::uint32_t> line) {
  const PlanEdit edit(flags);
  std::vector<Work> found = named(work_in(edit.document()), name);
  if (line)
    std::erase_if(found, [&](const Work& one) {
      return edit.document().text.position(one.name.begin).line + 1 != *line;
    });
  if (found.empty())
    throw UserError(fmt::format("{} has no work called \"{}\"{}", edit.shown(), name,
                                line ? fmt::format(" in line {}", *line) : std::string()));
  if (found.size() > 1) {
    std::string all;
    for (const Work& one : found)
      all += fmt::format("\n  {}: {}", edit.shown(one.name.begin), one.title);
    throw UserError(fmt::format("\"{}\" could be any of these; --line says which:{}", name, all));
  }
  return edit.make(*features::find_refactoring("mark-done"), {found[0].name.begin, found[0].name.begin},
                   fmt::format("{}: \"{}\" is done already, or says it in a way that only its author "
                               "can change",
                               edit.shown(found[0].name.begin), found[0].title));
}

}  // namespace

void add_done(CLI::App& app, Run& run_it) {
  CLI::App* verb = app.add_subcommand("done", "Mark work in a plan as done, with today's date");
  struct Given {
    PlanEditFlags flags;
    std::string name;
    std::optional<std::uint32_t> line;
  };
  auto given = std::make_shared<Given>();
  verb->add_option("FILE", given->flags.file, "The plan")->required()->type_name("");
  verb->add_option("NAME", given->name,
                   "The name of the initiative, task or blocker, or a part of it; or its identifier")
      ->required()
      ->type_name("");
  verb->add_option("--line", given->line, "The line that it is in, where several have the name")
      ->check(CLI::PositiveNumber)
      ->group("Input")
      ->type_name("N");
  add_plan_edit_flags(*verb, given->flags);
  verb->callback([&run_it, given] {
    run_it = [given] { return run(given->flags, given->name, given->line); };
  });
}

}  // namespace pland::server
