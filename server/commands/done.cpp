// `pland done FILE NAME`: work is done, in every place where the plan says how far it is.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/features/plan_language.h"
#include "analysis/plan/label.h"
#include "analysis/plan/reader.h"
#include "analysis/text/unicode.h"
#include "server/commands/commands.h"
#include "server/commands/plan_edit.h"
#include "server/config.h"

namespace pland::server {
namespace {

using features::Markable;

// Whether `part` stands in a name; PAR-1 does not in PAR-12, nor 1.2 in 11.2.
bool holds(const std::string& name, const std::string& part) {
  for (std::size_t at = name.find(part); at != std::string::npos; at = name.find(part, at + 1)) {
    const std::size_t end = at + part.size();
    const bool cut_before = at > 0 && plan::is_digit(name[at - 1]) && plan::is_digit(part.front());
    const bool cut_behind =
        end < name.size() && plan::is_digit(name[end]) && plan::is_digit(part.back());
    if (!cut_before && !cut_behind) return true;
  }
  return false;
}

// By name or identifier, else by part of a name; else a row by what a cell of it says: what names
// something else that it needs is not what is meant by that name.
std::vector<Markable> named(const std::vector<Markable>& all, const std::string& name) {
  const std::string key = plan::normalise(name);
  const auto is = [&](const std::string& own) { return own == key; };
  const auto has = [&](const std::string& own) { return !key.empty() && holds(own, key); };
  const auto any = [](const std::vector<std::string>& words, const auto& fits) {
    return std::any_of(words.begin(), words.end(), fits);
  };
  std::array<std::vector<Markable>, 4> found;
  for (const Markable& one : all) {
    const bool id = !one.id.empty() && text::lower(one.id) == text::lower(text::trim(name));
    if (id || any(one.keys, is)) found[0].push_back(one);
    if (any(one.keys, has)) found[1].push_back(one);
    if (any(one.cells, is)) found[2].push_back(one);
    if (any(one.cells, has)) found[3].push_back(one);
  }
  for (std::vector<Markable>& tier : found)
    if (!tier.empty()) return std::move(tier);
  return {};
}

// What somebody may have meant: a name that is spelt nearly so, else those that share a word.
std::vector<Markable> near(const std::vector<Markable>& all, const std::string& name) {
  constexpr std::size_t most = 5, shortest_word = 4;
  const std::string key = plan::normalise(name);
  std::vector<std::string_view> keys;
  for (const Markable& one : all) {
    keys.insert(keys.end(), one.keys.begin(), one.keys.end());
    keys.insert(keys.end(), one.cells.begin(), one.cells.end());
  }
  const std::string_view nearest = server::nearest(key, keys);
  std::vector<Markable> out;
  for (const Markable& one : all)
    for (const auto* words : {&one.keys, &one.cells})
      if (!nearest.empty() && std::find(words->begin(), words->end(), nearest) != words->end()) {
        out.push_back(one);
        break;
      }
  for (std::size_t at = 0; out.size() < most && at < key.size();) {
    const std::size_t end = std::min(key.find(' ', at), key.size());
    const std::string word = key.substr(at, end - at);
    at = end + 1;
    if (word.size() < shortest_word) continue;
    for (const Markable& one : all) {
      const bool listed = std::any_of(out.begin(), out.end(),
                                      [&](const Markable& got) { return got.name == one.name; });
      if (!listed && out.size() < most && holds(plan::normalise(one.title), word))
        out.push_back(one);
    }
  }
  return out;
}

std::string listed(const PlanEdit& edit, const std::vector<Markable>& all) {
  std::string out;
  for (const Markable& one : all)
    out += fmt::format("\n  {}: {}", edit.shown(one.name.begin), one.title);
  return out;
}

struct Given {
  PlanEditFlags flags;
  std::string name;
  std::optional<std::uint32_t> line;
  bool anyway = false;
};

// Why a plan in another language may have less in it than its author sees.
std::string about_language(const PlanEdit& edit) {
  const features::PlanLanguage language = features::language_of(edit.document());
  if (language.own == language.words) return {};
  return fmt::format(
      "; its words seem to be of the locale \"{0}\": locales = [\"{0}\"] in "
      "pland.toml has them read",
      language.locale);
}

int run(Given& given) {
  if (given.name.empty() && !given.line)
    throw UserError("say what is done: its name, or its line with --line");
  const PlanEdit edit(given.flags);
  const std::vector<Markable> all = features::work_to_mark(edit.at({}).workspace, edit.document());
  std::vector<Markable> found = given.name.empty() ? all : named(all, given.name);
  if (given.line)
    std::erase_if(found, [&](const Markable& one) {
      return edit.document().text.position(one.name.begin).line + 1 != *given.line;
    });
  const features::Refactoring& row = *features::find_refactoring("mark-done");
  const auto is_open = [&](const Markable& one) {
    return row.title(edit.at({one.name.begin, one.name.begin})).has_value();
  };
  const std::string called =
      given.name.empty() ? std::string() : fmt::format(" called \"{}\"", given.name);
  if (found.empty()) {
    if (all.empty())
      throw UserError(fmt::format("{} has no work{}: nothing in it can be marked as done{}",
                                  edit.shown(), called, about_language(edit)));
    const std::vector<Markable> meant = near(all, given.name);
    throw UserError(
        fmt::format("{} has no work{}{}{}", edit.shown(), called,
                    given.line ? fmt::format(" in line {}", *given.line) : std::string(),
                    meant.empty() ? about_language(edit) : "; near to it:" + listed(edit, meant)));
  }
  // Of two of one name that is meant which is still open.
  const bool same = std::all_of(found.begin(), found.end(), [&](const Markable& one) {
    return plan::normalise(one.title) == plan::normalise(given.name);
  });
  if (found.size() > 1 && same && std::count_if(found.begin(), found.end(), is_open) == 1)
    std::erase_if(found, [&](const Markable& one) { return !is_open(one); });
  if (found.size() > 1)
    throw UserError(fmt::format("{} could be any of these; --line says which:{}",
                                given.name.empty() ? "this" : "\"" + given.name + "\"",
                                listed(edit, found)));
  const Span place{found[0].name.begin, found[0].name.begin};
  if (const std::size_t open = features::open_boxes_below(edit.at(place));
      open > 0 && !given.anyway)
    throw UserError(
        fmt::format("{}: {} below \"{}\" {} still open; --anyway marks it as done all the same",
                    edit.shown(place.begin), open == 1 ? "1 box" : fmt::format("{} boxes", open),
                    found[0].title, open == 1 ? "is" : "are"));
  if (!is_open(found[0])) {  // nothing would change
    fmt::print(stderr, "pland: {}: \"{}\" is done already\n", edit.shown(place.begin),
               found[0].title);
    return 0;
  }
  return edit.make(row, place,
                   fmt::format("{}: \"{}\" says it in a way that only its author can change",
                               edit.shown(place.begin), found[0].title));
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
