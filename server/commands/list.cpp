// `pland list`: the things of all plans that meet some conditions, a line each.
#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "analysis/features/symbol_query.h"
#include "analysis/features/workspace_symbols.h"
#include "analysis/workspace/path.h"
#include "protocol/json_writer.h"
#include "server/commands/commands.h"
#include "server/commands/judging.h"
#include "server/commands/survey.h"

namespace pland::server {
namespace {

struct Flags {
  JudgingFlags judging;
  std::vector<std::string> words;
  std::string format = "text";
};

using features::WorkspaceSymbol;

std::string_view kind_of(const WorkspaceSymbol& symbol) {
  return symbol.entity == nullptr ? std::string_view("heading") : plan::name(symbol.entity->kind);
}

// "ROADMAP.md:12  initiative  Alerts that people trust  in progress · Q2 2027 · @dana"
std::string as_text(const std::vector<WorkspaceSymbol>& found, const std::string& here) {
  std::vector<std::string> places;
  std::size_t place_width = 0, kind_width = 0;
  for (const WorkspaceSymbol& symbol : found) {
    places.push_back(fmt::format("{}:{}", workspace::relative_to(symbol.document->path, here),
                                 symbol.place().begin.line + 1));
    place_width = std::max(place_width, places.back().size());
    kind_width = std::max(kind_width, kind_of(symbol).size());
  }
  std::string out;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const WorkspaceSymbol& symbol = found[i];
    std::string line = fmt::format("{:<{}}  {:<{}}  {}", places[i], place_width, kind_of(symbol),
                                   kind_width, symbol.name());
    if (symbol.entity != nullptr) {
      std::string more(symbol.entity->detail);
      if (!symbol.entity->owner.empty())
        more += fmt::format("{}{}", more.empty() ? "" : " · ", symbol.entity->owner);
      if (!more.empty()) line += fmt::format("  ({})", more);
    }
    out += line + "\n";
  }
  return out;
}

std::string as_json(const std::vector<WorkspaceSymbol>& found, const std::string& here) {
  std::string out;
  protocol::JsonWriter json(out);
  const auto text = [&](std::string_view key, std::string_view value) {
    json.key(key);
    json.string(value);
  };
  json.begin_array();
  for (const WorkspaceSymbol& symbol : found) {
    json.begin_object();
    text("kind", kind_of(symbol));
    text("title", symbol.name());
    text("file", workspace::relative_to(symbol.document->path, here));
    json.key("line");
    json.integer(symbol.place().begin.line + std::int64_t{1});
    if (const workspace::NamedEntity* entity = symbol.entity) {
      text("id", entity->id);
      text("status", entity->status ? plan::name(*entity->status, entity->kind) : "");
      text("detail", entity->detail);
      text("owner", entity->owner);
    }
    json.end_object();
  }
  json.end_array();
  return out + "\n";
}

int run(const Flags& flags) {
  Survey survey(flags.judging);
  survey.read();
  std::string query;
  for (const std::string& word : flags.words) {
    // A value with spaces came as one word of the shell.
    const auto colon = word.find(':');
    const bool quote = word.find(' ') != std::string::npos && colon != std::string::npos;
    query += query.empty() ? "" : " ";
    query += quote ? fmt::format("{}:\"{}\"", word.substr(0, colon), word.substr(colon + 1)) : word;
  }
  const rules::Settings settings = survey.settings_for(survey.root() + "/x.md");
  const features::SymbolQuery read = features::read_query(query, settings);
  for (const auto& problem : read.problems)
    throw UserError(
        fmt::format("{} means nothing; it could be {}", problem.written, problem.values));
  constexpr std::size_t all = static_cast<std::size_t>(-1);
  const std::vector<WorkspaceSymbol> found =
      features::workspace_symbols(survey.workspace(), query, settings, {}, all);
  print(flags.format == "json" ? as_json(found, survey.root()) : as_text(found, survey.here()));
  survey.say_what_is_left_out();
  if (found.empty() && !read.no_conditions.empty())
    fmt::print(
        stderr,
        "pland: nothing is called {}; conditions are kind:, status:, owner:, q: and overdue\n",
        fmt::join(read.no_conditions, " or "));
  return found.empty() ? 1 : 0;
}

}  // namespace

void add_list(Verb app) {
  Verb verb =
      app.verb("list", "Find things of the plans: pland list kind:risk owner:@dana q:2027Q2");
  auto flags = std::make_shared<Flags>();
  verb.option("QUERY", flags->words,
              "Words of a name, and conditions: kind:, status:, owner:, q: (a period), overdue")
      .required();
  verb.option("--format", flags->format, "text or json").one_of({"text", "json"}).type("FORMAT");
  add_reading_flags(verb, flags->judging);
  verb.runs([flags] { return run(*flags); });
}

}  // namespace pland::server
