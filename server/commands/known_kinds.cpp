#include "server/commands/known_kinds.h"

#include <fmt/format.h>
#include <utility>

#include "server/commands/commands.h"
#include "server/config.h"

namespace pland::server {

std::vector<KnownKind> known_kinds(const std::string& folder) {
  std::vector<KnownKind> out;
  Configs configs({});
  for (const Config::KindOf& kind : configs.file_for_folder(folder)->kinds)
    if (kind.schema != nullptr)
      out.push_back({kind.schema, kind.written, kind.files.folder, kind.template_path});
  for (const plan::KindSchema& schema : plan::kinds())
    out.push_back(
        {std::shared_ptr<const plan::KindSchema>(&schema, [](const auto*) {}), {}, {}, {}});
  return out;
}

KnownKind find_kind(std::string_view name, const std::string& folder) {
  std::vector<KnownKind> kinds = known_kinds(folder);
  std::vector<std::string_view> names;
  for (KnownKind& kind : kinds) {
    if (kind.schema->name == name) return std::move(kind);
    names.push_back(kind.schema->name);
  }
  const std::string_view better = nearest(name, names);
  throw UserError(fmt::format("there is no kind \"{}\"; {}", name,
                              better.empty() ? fmt::format("there are {}", fmt::join(names, ", "))
                                             : fmt::format("did you mean \"{}\"?", better)));
}

}  // namespace pland::server
