#include "server/switches.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "protocol/json.h"
#include "server/config.h"

namespace pland::server {
namespace {

using Can = protocol::ServerCapabilities;

struct Feature {
  std::string_view name;
  // Methods that begin so: "textDocument/rename" has no other one below it.
  std::array<std::string_view, 3> methods;
  void (*leave_out)(Can& can);
};

// clang-format off
constexpr std::array features = {
    Feature{"diagnostics", {"textDocument/diagnostic", "workspace/diagnostic"},
            [](Can& can) { can.diagnosticProvider.reset(); }},
    Feature{"completion", {"textDocument/completion", "completionItem/resolve"},
            [](Can& can) { can.completionProvider.reset(); }},
    Feature{"hover", {"textDocument/hover"}, [](Can& can) { can.hoverProvider.reset(); }},
    Feature{"definition",
            {"textDocument/definition", "textDocument/declaration", "textDocument/typeDefinition"},
            [](Can& can) {
              can.definitionProvider.reset();
              can.declarationProvider.reset();
              can.typeDefinitionProvider.reset();
            }},
    Feature{"implementation", {"textDocument/implementation"},
            [](Can& can) { can.implementationProvider.reset(); }},
    Feature{"references", {"textDocument/references"},
            [](Can& can) { can.referencesProvider.reset(); }},
    Feature{"highlights", {"textDocument/documentHighlight"},
            [](Can& can) { can.documentHighlightProvider.reset(); }},
    Feature{"rename", {"textDocument/rename", "textDocument/prepareRename"},
            [](Can& can) { can.renameProvider.reset(); }},
    Feature{"file-moves", {"workspace/willRenameFiles"},
            [](Can& can) {
              if (can.workspace && can.workspace->fileOperations)
                can.workspace->fileOperations->willRename.reset();
            }},
    Feature{"symbols", {"textDocument/documentSymbol"},
            [](Can& can) { can.documentSymbolProvider.reset(); }},
    Feature{"workspace-symbols", {"workspace/symbol", "workspaceSymbol/resolve"},
            [](Can& can) { can.workspaceSymbolProvider.reset(); }},
    Feature{"links", {"textDocument/documentLink"},
            [](Can& can) { can.documentLinkProvider.reset(); }},
    Feature{"folding", {"textDocument/foldingRange"},
            [](Can& can) { can.foldingRangeProvider.reset(); }},
    Feature{"selection", {"textDocument/selectionRange"},
            [](Can& can) { can.selectionRangeProvider.reset(); }},
    Feature{"linked-editing", {"textDocument/linkedEditingRange"},
            [](Can& can) { can.linkedEditingRangeProvider.reset(); }},
    Feature{"tokens", {"textDocument/semanticTokens"},
            [](Can& can) { can.semanticTokensProvider.reset(); }},
    Feature{"hints", {"textDocument/inlayHint"}, [](Can& can) { can.inlayHintProvider.reset(); }},
    Feature{"lenses", {"textDocument/codeLens", "codeLens/resolve"},
            [](Can& can) { can.codeLensProvider.reset(); }},
    Feature{"hierarchies", {"textDocument/prepareCallHierarchy", "callHierarchy/", "typeHierarchy/"},
            [](Can& can) {
              can.callHierarchyProvider.reset();
              can.typeHierarchyProvider.reset();
            }},
    Feature{"timeline", {"pland/timeline"}, [](Can& can) { can.experimental.reset(); }},
    Feature{"actions", {"textDocument/codeAction", "codeAction/resolve"},
            [](Can& can) { can.codeActionProvider.reset(); }},
    Feature{"formatting",
            {"textDocument/formatting", "textDocument/rangeFormatting",
             "textDocument/onTypeFormatting"},
            [](Can& can) {
              can.documentFormattingProvider.reset();
              can.documentRangeFormattingProvider.reset();
              can.documentOnTypeFormattingProvider.reset();
            }},
};
// clang-format on

const Feature* find(std::string_view method) {
  if (method == "textDocument/prepareTypeHierarchy") method = "typeHierarchy/";
  for (const Feature& feature : features) {
    for (const std::string_view begin : feature.methods)
      if (!begin.empty() && method.starts_with(begin)) return &feature;
  }
  return nullptr;
}

}  // namespace

std::vector<std::string_view> feature_names() {
  std::vector<std::string_view> names;
  for (const Feature& feature : features) names.push_back(feature.name);
  return names;
}

std::string_view feature_of(std::string_view method) {
  const Feature* feature = find(method);
  return feature == nullptr ? std::string_view() : feature->name;
}

Switches Switches::read(const protocol::Value& settings, const Switches& start,
                        std::vector<std::string>* problems) {
  Switches out = start;
  const std::vector<std::string_view> known = feature_names();
  const protocol::Value nested = settings.member("features");
  for (const std::string_view name : known) {
    const std::string dotted = fmt::format("features.{}", name);
    const protocol::Value value =
        nested.member(name).absent() ? settings.member(dotted) : nested.member(name);
    if (value.absent()) continue;
    const auto said = value.boolean();
    if (!said) {
      if (problems != nullptr)
        problems->push_back(fmt::format("\"{}\" must be true or false", dotted));
      continue;
    }
    out.off_.erase(std::string(name));
    if (!*said) out.off_.emplace(name);
  }
  if (problems == nullptr) return out;
  for (const std::string& key : nested.keys()) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    std::string problem = fmt::format("there is no feature \"{}\"", key);
    if (const auto better = nearest(key, known); !better.empty())
      problem += fmt::format("; did you mean \"{}\"?", better);
    problems->push_back(std::move(problem));
  }
  return out;
}

bool Switches::answers(std::string_view method) const {
  if (off_.empty()) return true;
  const Feature* feature = find(method);
  return feature == nullptr || on(feature->name);
}

void Switches::leave_out(protocol::ServerCapabilities& can) const {
  for (const Feature& feature : features)
    if (!on(feature.name)) feature.leave_out(can);
}

}  // namespace pland::server
