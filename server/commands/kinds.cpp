// `pland kinds`: what kinds of documents there are here, the template of one, and a template made
// of documents that are alike.
#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "analysis/markdown/document.h"
#include "analysis/pages.h"
#include "analysis/plan/kind_inference.h"
#include "analysis/plan/plan.h"
#include "analysis/workspace/path.h"
#include "server/commands/commands.h"
#include "server/commands/known_kinds.h"
#include "server/config.h"
#include "server/files.h"

namespace pland::server {
namespace {

int list() {
  const std::string here = current_folder();
  const std::vector<KnownKind> kinds = known_kinds(here);
  std::size_t name_width = 0, title_width = 0;
  for (const KnownKind& kind : kinds) {
    name_width = std::max(name_width, kind.schema->name.size());
    title_width = std::max(title_width, kind.schema->title.size());
  }
  std::string out;
  for (const KnownKind& kind : kinds) {
    const std::string files = kind.files.empty()
                                  ? fmt::format("{}", fmt::join(kind.schema->files, " "))
                                  : fmt::format("{}", fmt::join(kind.files, " "));
    out += fmt::format("{:<{}}  {:<{}}  {}\n", kind.schema->name, name_width, kind.schema->title,
                       title_width, files);
    if (!kind.template_path.empty())
      out += fmt::format("{:<{}}  from {}\n", "", name_width,
                         workspace::relative_to(kind.template_path, here));
  }
  print(out + "\n`pland kinds show NAME` prints a kind's template.\n");
  return 0;
}

// With its annotations: to be copied and changed.
int show(const std::string& name) {
  const KnownKind kind = find_kind(name, current_folder());
  std::string text;
  if (kind.template_path.empty()) {
    for (const Page& page : pages())
      if (page.path == fmt::format("kinds/{}.md", name)) text = page.text;
  } else if (const auto trouble = read_file(kind.template_path, text)) {
    throw UserError(fmt::format("{} {}", kind.template_path, trouble->message));
  }
  print(text);
  return 0;
}

int infer(const std::vector<std::string>& paths) {
  const std::string here = current_folder();
  std::vector<std::shared_ptr<const plan::Plan>> examples;
  std::string text;
  for (const std::string& path : paths) {
    const std::string full = workspace::join(here, path);
    if (const auto trouble = read_file(full, text))
      throw UserError(fmt::format("{} {}", path, trouble->message));
    if (const auto trouble = look_at_text(full, text))
      throw UserError(fmt::format("{} {}", path, trouble->message));
    const auto document = markdown::Document::parse(text);
    examples.push_back(plan::understand(document, {path, {}}, nullptr));
  }
  if (examples.size() < 2)
    throw UserError("a kind is what several documents share: name two or more");
  print(plan::infer_template(examples));
  return 0;
}

}  // namespace

void add_kinds(Verb app) {
  Verb verb = app.verb("kinds", "List the kinds of documents, built in and your own");
  verb.runs(list);

  Verb show_verb = verb.verb("show", "Print a kind's template, to be copied");
  auto name = std::make_shared<std::string>();
  show_verb.option("NAME", *name, "A name that `pland kinds` lists").required();
  show_verb.runs([name] { return show(*name); });

  Verb infer_verb = verb.verb("infer", "Print a template made of what these documents share");
  auto paths = std::make_shared<std::vector<std::string>>();
  infer_verb.option("FILES", *paths, "Documents of one kind, two or more").required();
  infer_verb.runs([paths] { return infer(*paths); });
}

}  // namespace pland::server
