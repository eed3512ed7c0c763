// `pland init`: looks at the documents of a folder and writes a commented `pland.toml` that says
// what they were taken for. It changes nothing until somebody takes a `#` away.
#include <filesystem>
#include <fmt/format.h>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "analysis/markdown/document.h"
#include "analysis/plan/kind.h"
#include "analysis/plan/plan.h"
#include "analysis/workspace/path.h"
#include "server/commands/commands.h"
#include "server/commands/new_file.h"
#include "server/config.h"
#include "server/files.h"

namespace pland::server {
namespace {

struct Recognised {
  std::string path;  // from the folder on
  plan::KindSource source = plan::KindSource::none;
  std::uint32_t share = 0;  // percent of the kind's required sections
};
using ByKind = std::map<plan::DocumentKind, std::vector<Recognised>>;

ByKind recognise(const std::string& folder, std::size_t& all) {
  ByKind out;
  Configs configs({});
  std::string text;
  for (const FoundDocument& found : find_documents({folder}, configs).documents) {
    if (found.alias || read_file(found.path, text) || look_at_text(found.path, text)) continue;
    ++all;
    const std::string path = workspace::relative_to(found.path, folder);
    const auto plan = plan::understand(markdown::Document::parse(text), {path, {}}, nullptr);
    if (plan->kind != plan::DocumentKind::none)
      out[plan->kind].push_back({path, plan->kind_source, plan->share});
  }
  return out;
}

std::string_view why(const Recognised& one) {
  switch (one.source) {
    case plan::KindSource::declared:
      return "it says so";
    case plan::KindSource::matched:
      return "by its name and its sections";
    default:
      return "by its name or title; its sections are its own";
  }
}

std::string settings(const ByKind& kinds, std::size_t all) {
  std::string out =
      "# Settings of pland. `pland config --explain FILE` says what holds for a document, and "
      "why;\n"
      "# `pland rule` lists the rules. All of this is optional.\n\n";
  std::size_t known = 0;
  for (const auto& [kind, documents] : kinds) known += documents.size();
  out += fmt::format("# {} of {} documents here are of a kind that pland knows:\n", known, all);
  for (const auto& [kind, documents] : kinds)
    for (const Recognised& one : documents)
      out += fmt::format("#   {:<10} {} ({})\n", plan::name(kind), one.path, why(one));
  out +=
      "#\n# What is declared is held to all that its kind asks for (missing sections and fields "
      "are\n"
      "# warnings then). Take the # away where that is wanted:\n";
  for (const auto& [kind, documents] : kinds) {
    out += fmt::format("#\n# [[kind]]\n# name = \"{}\"\n# files = [", plan::name(kind));
    bool first = true;
    for (const Recognised& one : documents) {
      out += fmt::format("{}\"/{}\"", first ? "" : ", ", one.path);
      first = false;
    }
    out += "]\n";
  }
  out +=
      "#\n# A kind of your own is a Markdown file whose headings are its sections; `pland kinds "
      "infer\n"
      "# FILES` makes one from documents that are alike:\n"
      "#\n# [[kind]]\n# name = \"proposal\"\n# files = [\"proposals/*.md\"]\n"
      "# template = \"docs/proposal-template.md\"\n\n"
      "# exclude = [\"vendor/\", \"docs/archive/\"]\n"
      "# fiscal-year-start = 4\n\n"
      "# [rules]\n# ignore = [\"review-overdue\"]\n\n"
      "# [rules.severity]\n# missing-metrics = \"error\"\n";
  return out;
}

int make(bool to_stdout) {
  const std::string here = current_folder();
  std::size_t all = 0;
  const ByKind kinds = recognise(here, all);
  const std::string text = settings(kinds, all);
  if (to_stdout) {
    print(text);
    return 0;
  }
  for (const char* name : {"pland.toml", ".pland.toml", ".config/pland.toml"}) {
    std::error_code error;
    if (std::filesystem::exists(workspace::join(here, name), error))
      throw UserError(
          fmt::format("{} is there already, and nothing is overwritten: `pland init "
                      "--stdout` prints what would be written",
                      name));
  }
  write_new(workspace::join(here, "pland.toml"), "pland.toml", text);
  print("Wrote pland.toml; it changes nothing until you take a # away.\n");
  return 0;
}

}  // namespace

void add_init(Verb app) {
  Verb verb = app.verb("init", "Look at the documents here and write a commented pland.toml");
  auto to_stdout = std::make_shared<bool>(false);
  verb.flag("--stdout", *to_stdout, "Print it, write no file");
  verb.runs([to_stdout] { return make(*to_stdout); });
}

}  // namespace pland::server
