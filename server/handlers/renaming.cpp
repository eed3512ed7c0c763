// New names for headings, definitions, things of the plan and files.
#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "analysis/features/move_files.h"
#include "analysis/features/rename.h"
#include "server/convert.h"
#include "server/handlers/answers.h"

namespace pland::server {

using namespace protocol;

namespace {

Error refusal(std::string reason) { return {ErrorCode::RequestFailed, std::move(reason), {}}; }

// Why the client cannot make a change as it is meant; empty where it can.
std::string obstacle(const ClientCapabilities& client, const features::Change& change) {
  if (!change.moves.empty() && !(client.document_changes && client.renames_files))
    return "This editor does not let a server rename files: rename it there, links will follow.";
  if (client.document_changes && client.change_annotations) return {};
  // Nobody would be asked.
  for (const features::ChangeNote& note : change.notes)
    if (note.confirm) return note.description;
  return {};
}

}  // namespace

Outcome<std::optional<PrepareRenameResult>> prepare_rename(const Asked& asked,
                                                           const PrepareRenameParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  At at(snapshot, params.textDocument.uri, params.position);
  if (at.document == nullptr) return std::optional<PrepareRenameResult>();
  const auto found = features::renamable_at(*snapshot.workspace, at.document, at.offset);
  if (!found) return std::optional<PrepareRenameResult>();
  return std::optional(
      PrepareRenameResult{range_of(snapshot, *at.document, found->span), found->placeholder});
}

Outcome<std::optional<WorkspaceEdit>> rename(const Asked& asked, const RenameParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  At at(snapshot, params.textDocument.uri, params.position);
  if (at.document == nullptr) return refusal("This document is not open.");
  auto outcome = features::rename(*snapshot.workspace, at.document, at.offset, params.newName);
  if (auto* refused = std::get_if<features::Refusal>(&outcome))
    return refusal(std::move(refused->reason));
  const features::Change& change = std::get<features::Change>(outcome);
  if (std::string reason = obstacle(*snapshot.client, change); !reason.empty())
    return refusal(std::move(reason));
  return std::optional(snapshot.edge().edit(change));
}

std::optional<WorkspaceEdit> will_rename_files(const Asked& asked,
                                               const RenameFilesParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  std::vector<features::FileMove> moves;
  const auto path_of = [](const std::string& uri) {
    std::string path = to_path(uri);
    while (path.size() > 1 && path.ends_with('/')) path.pop_back();
    return path;
  };
  for (const FileRename& file : params.files) {
    features::FileMove move{path_of(file.oldUri), path_of(file.newUri)};
    if (move.from != move.to) moves.push_back(std::move(move));
  }
  const features::Change change = features::edits_for_moves(*snapshot.workspace, moves);
  if (change.empty()) return std::nullopt;
  return snapshot.edge().edit(change);
}

}  // namespace pland::server
