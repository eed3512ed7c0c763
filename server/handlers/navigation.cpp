// From one place to others.
#include <utility>
#include <variant>

#include "analysis/features/definition.h"
#include "analysis/features/links.h"
#include "analysis/features/references.h"
#include "analysis/features/subject.h"
#include "server/convert.h"
#include "server/handlers/answers.h"

namespace pland::server {

using namespace protocol;

DefinitionResult define(const Asked& asked, const DefinitionParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  At at(snapshot, params.textDocument.uri, params.position);
  std::optional<features::Definition> found;
  if (at.document != nullptr)
    found = features::definition(*snapshot.workspace, *at.document, at.offset);
  return to_result(snapshot, at.document, found, snapshot.client->definition_links);
}

std::vector<Location> references(const Asked& asked, const ReferenceParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  At at(snapshot, params.textDocument.uri, params.position);
  std::vector<Location> out;
  if (at.document == nullptr) return out;
  const auto subject = features::subject_at(*snapshot.workspace, *at.document, at.offset);
  if (!subject) return out;
  for (const features::Reference& one : features::references(
           *snapshot.workspace, at.document, *subject, [&] { return asked.cancel.cancelled(); })) {
    const bool declares = one.role == features::Reference::Role::declaration;
    if (declares && !params.context.includeDeclaration) continue;
    out.push_back(
        {snapshot.uri_of(one.document->path), range_of(snapshot, *one.document, one.span)});
  }
  return out;
}

std::vector<DocumentHighlight> highlights(const Asked& asked,
                                          const DocumentHighlightParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  At at(snapshot, params.textDocument.uri, params.position);
  std::vector<DocumentHighlight> out;
  if (at.document == nullptr) return out;
  const auto subject = features::subject_at(*snapshot.workspace, *at.document, at.offset);
  if (!subject) return out;
  for (const features::Reference& one :
       features::references_in(*snapshot.workspace, at.document, *subject)) {
    const bool declares = one.role == features::Reference::Role::declaration;
    out.push_back({range_of(snapshot, *at.document, one.span),
                   declares ? DocumentHighlightKind::Write : DocumentHighlightKind::Read});
  }
  return out;
}

std::vector<protocol::DocumentLink> links(const Asked& asked, const DocumentLinkParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  workspace::DocumentPtr document = snapshot.document(params.textDocument.uri);
  std::vector<protocol::DocumentLink> out;
  if (document == nullptr) return out;
  for (const features::DocumentLink& found : features::links(*snapshot.workspace, *document)) {
    protocol::DocumentLink link;
    link.range = range_of(snapshot, *document, found.span);
    link.target = found.external ? found.target : snapshot.uri_of(found.target);
    // Clients open a file at a line by this fragment, by a convention of VS Code's that others took
    // up. A document that is no file may have a fragment of its own, which is part of its name.
    if (found.line && link.target->find('#') == std::string::npos)
      *link.target += "#L" + std::to_string(*found.line + 1);
    if (snapshot.client->document_link_tooltips) link.tooltip = unless_empty(found.tooltip);
    out.push_back(std::move(link));
  }
  return out;
}

}  // namespace pland::server
