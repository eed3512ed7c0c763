// `pland done FILE NAME`: work is done, in every place where the plan says how far it is.
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

using features::Markable;

// By name or identifier, of a row by what any of its cells says; else by part of a name.
std::vector<Markable> named(const std::vector<Markable>& all, const std::string& name) {
  const std::string key = plan::normalise(name);
  std::vector<Markable> whole, part;
  for (const Markable& one : all) {
    const bool id = !one.id.empty() && text::lower(one.id) == text::lower(text::trim(name));
    const auto is = [&](const std::string& own) { return own == key; };
    const auto holds = [&](const std::string& own) { return own.find(key) != std::string::npos; };
    if (id || std::any_of(one.keys.begin(), one.keys.end(), is)) whole.push_back(one);
    if (!key.empty() && std::any_of(one.keys.begin(), one.keys.end(), holds)) part.push_back(one);
  }
  return whole.empty() ? part : whole;
}

struct Given {
  PlanEditFlags flags;
  std::string name;
  std::optional<std::uint32_t> line;
  bool anyway = false;
};

int run(Given& given) {
  if (given.name.empty() && !given.line)
    throw UserError("say what is done: its name, or its line with --line");
  const PlanEdit edit(given.flags);
  std::vector<Markable> found = features::work_to_mark(edit.at({}).workspace, edit.document());
  if (!given.name.empty()) found = named(found, given.name);
  if (given.line)
    std::erase_if(found, [&](const Markable& one) {
      return edit.document().text.position(one.name.begin).line + 1 != *given.line;
    });
  const std::string called =
      given.name.empty() ? std::string() : fmt::format(" called \"{}\"", given.name);
  if (found.empty())
    throw UserError(
        fmt::format("{} has no work{}{}", edit.shown(), called,
                    given.line ? fmt::format(" in line {}", *given.line) : std::string()));
  if (found.size() > 1) {
    std::string all;
    for (const Markable& one : found)
      all += fmt::format("\n  {}: {}", edit.shown(one.name.begin), one.title);
    throw UserError(fmt::format("{} could be any of these; --line says which:{}",
                                given.name.empty() ? "this" : "\"" + given.name + "\"", all));
  }
  const Span place{found[0].name.begin, found[0].name.begin};
  if (const std::size_t open = features::open_boxes_below(edit.at(place));
      open > 0 && !given.anyway)
    throw UserError(
        fmt::format("{}: {} below \"{}\" {} still open; --anyway marks it as done all the same",
                    edit.shown(place.begin), open == 1 ? "1 box" : fmt::format("{} boxes", open),
                    found[0].title, open == 1 ? "is" : "are"));
  const features::Refactoring& row = *features::find_refactoring("mark-done");
  const bool is_done = !row.title(edit.at(place));
  return edit.make(row, place,
                   fmt::format("{}: \"{}\" {}", edit.shown(place.begin), found[0].title,
                               is_done ? "is done already"
                                       : "says it in a way that only its author can change"));
}

}  // namespace

void add_done(Verb app) {
  Verb verb = app.verb("done", "Mark work in a plan as done, with today's date");
  auto given = std::make_shared<Given>();
  verb.option("FILE", given->flags.file, "The plan").required().type("");
  verb.option("NAME", given->name,
              "The name of the initiative, task, blocker or row, or a part of it; or its "
              "identifier")
      .type("");
  verb.flag("--anyway", given->anyway, "Mark it though boxes below it are still open");
  verb.option("--line", given->line,
              "The line that it is in: instead of a name, or where several have it")
      .positive()
      .group("Input")
      .type("N");
  add_plan_edit_flags(verb, given->flags);
  verb.runs([given] { return run(*given); });
}

}  // namespace pland::server
