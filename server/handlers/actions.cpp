// Code actions.
#include "analysis/features/actions.h"

#include <algorithm>
#include <fmt/format.h>
#include <span>
#include <utility>

#include "analysis/features/fixing.h"
#include "analysis/features/refactor.h"
#include "protocol/codec.h"
#include "server/convert.h"
#include "server/handlers/answers.h"

namespace pland::server {

using namespace protocol;

// What an action carries to have its edit made when it is chosen. Bytes of one version's text.
struct ActionData {
  std::string uri;
  std::int64_t version = 0;
  std::string name;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  LSP_FIELDS(ActionData, uri, version, name, begin, end)
};

namespace {

bool wanted(const CodeActionContext& context, std::string_view kind) {
  if (!context.only) return true;
  for (const std::string& only : *context.only) {
    bool whole =
        kind.size() == only.size() || (kind.size() > only.size() && kind[only.size()] == '.');
    if (only.empty() || (kind.starts_with(only) && whole)) return true;
  }
  return false;
}

// Which of the findings a client asks about: those it names, by all that it was told of them. None
// where it names none of ours, as clients do that send no diagnostics along.
std::vector<std::size_t> asked_about(const CodeActionContext& context, const Snapshot& snapshot,
                                     const workspace::Document& document,
                                     std::span<const rules::Finding> findings) {
  std::vector<std::size_t> asked;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const rules::Finding& finding = findings[i];
    auto names = [&](const Diagnostic& told) {
      const auto* code = told.code ? std::get_if<std::string>(&told.code->value) : nullptr;
      if (code == nullptr || *code != finding.rule->name || told.message != finding.message) {
        return false;
      }
      return to_span(document.text, told.range, snapshot.encoding) == finding.span;
    };
    if (std::any_of(context.diagnostics.begin(), context.diagnostics.end(), names)) {
      asked.push_back(i);
    }
  }
  return asked;
}

bool can_apply(const ClientCapabilities& client, const rules::Fix& fix) {
  return !fix.create_path || (client.document_changes && client.creates_files);
}

protocol::WorkspaceEdit edit_of(const Snapshot& snapshot, const workspace::Document& document,
                                const features::Refactoring& row, const std::string& title,
                                const rules::Fix& fix) {
  protocol::WorkspaceEdit edit = snapshot.edge().edit(document, fix);
  if (row.annotated) snapshot.edge().annotate(edit, title);
  return edit;
}

// A refactoring at a place, where it makes sense there and its edit, if it has to be made now, is
// one that the client can take.
std::optional<CodeAction> refactoring_at(const Snapshot& snapshot, const features::Spot& spot,
                                         const CodeActionParams& params,
                                         const features::Refactoring& row, bool later) {
  const std::optional<std::string> title = row.title(spot);
  if (!title) return std::nullopt;
  CodeAction action;
  action.title = *title;
  action.kind = std::string(row.kind);
  if (later) {
    action.data = to_any(ActionData{params.textDocument.uri, spot.document.version,
                                    std::string(row.name), spot.at.begin, spot.at.end});
    return action;
  }
  const std::optional<rules::Fix> fix = row.make(spot);
  if (!fix || !can_apply(*snapshot.client, *fix)) return std::nullopt;
  action.edit = edit_of(snapshot, spot.document, row, *title, *fix);
  return action;
}

// What can be done where nothing is wrong. Who can have an edit later gets a name to ask with.
void add_refactorings(const Snapshot& snapshot, const workspace::Document& document,
                      const CodeActionParams& params, std::span<const rules::Finding> findings,
                      std::vector<std::variant<CodeAction, Command>>& out) {
  const ClientCapabilities& client = *snapshot.client;
  const bool later = client.code_action_resolves_edit && client.code_action_data;
  const bool by_itself = params.context.triggerKind == CodeActionTriggerKind::Automatic;
  const features::Spot spot{*snapshot.workspace, document,
                            to_span(document.text, params.range, snapshot.encoding),
                            snapshot.settings_of(document).today};
  const Edge edge = snapshot.edge();
  for (const features::Refactoring& row : features::refactorings()) {
    if (!wanted(params.context, row.kind)) continue;
    // As an entry of every menu it would be noise.
    if (row.when_asked && !params.context.only) continue;
    if (row.makes_file && !(client.document_changes && client.creates_files)) continue;
    // Reading other documents is too much for a light bulb that may stay unseen.
    if (row.other_files && by_itself && !later) continue;
    std::vector<Span> places{spot.at};
    if (row.places != nullptr && !by_itself) {
      for (const Span place : row.places(spot)) places.push_back(place);
    }
    for (const Span place : places) {
      features::Spot there = spot;
      there.at = place;
      if (auto action = refactoring_at(snapshot, there, params, row, later)) {
        for (const rules::Finding& finding : findings) {
          if (finding.rule->name == row.mends && finding.span.begin <= place.end &&
              place.begin <= finding.span.end) {
            action->diagnostics.push_back(edge.diagnostic(document, finding));
          }
        }
        out.emplace_back(std::move(*action));
      }
    }
  }
}

}  // namespace

std::vector<std::variant<CodeAction, Command>> actions(State& state, CodeActionParams&& params) {
  std::vector<std::variant<CodeAction, Command>> out;
  auto snapshot = state.snapshot();
  workspace::DocumentPtr document = snapshot->document(params.textDocument.uri);
  // Without literals an action could only be a command, and pland has none that edits.
  if (document == nullptr || !snapshot->client->code_action_literals) return out;
  std::vector<rules::Finding> findings = state.findings(params.textDocument.uri);
  Edge edge = snapshot->edge();
  auto add = [&](CodeAction action, rules::Fix fix) {
    if (!can_apply(*snapshot->client, fix)) return;
    action.edit = edge.edit(*document, fix);
    out.emplace_back(std::move(action));
  };
  if (wanted(params.context, "quickfix")) {
    Span at = to_span(document->text, params.range, snapshot->encoding);
    std::vector<std::size_t> asked = asked_about(params.context, *snapshot, *document, findings);
    for (features::Action& found : features::actions(*document, findings, at, asked)) {
      CodeAction action;
      action.title = found.title;
      action.kind = "quickfix";
      if (snapshot->client->code_action_is_preferred && found.preferred) action.isPreferred = true;
      for (std::size_t index : found.findings) {
        action.diagnostics.push_back(edge.diagnostic(*document, findings[index]));
      }
      rules::Fix fix;
      fix.edits = std::move(found.edits);
      fix.create_path = std::move(found.create_path);
      fix.create_text = std::move(found.create_text);
      fix.snippet = found.snippet;
      add(std::move(action), std::move(fix));
    }
  }
  // Offered where it is asked for by name: as an entry of every menu it would be noise.
  if (params.context.only && wanted(params.context, "source.fixAll.pland")) {
    rules::Fix fix;
    fix.edits = features::fix_all(findings, nullptr);
    if (!fix.edits.empty()) {
      CodeAction action;
      action.title = "Fix all that pland can fix safely";
      action.kind = "source.fixAll.pland";
      add(std::move(action), std::move(fix));
    }
  }
  add_refactorings(*snapshot, *document, params, findings, out);
  return out;
}

Outcome<ResolvedCodeAction> resolve_action(const Asked& asked, const CodeActionToResolve& chosen) {
  const Snapshot& snapshot = *asked.snapshot;
  ActionData data;
  const bool ours = chosen.data && decode(*chosen.data, data, "data").empty();
  const features::Refactoring* row = ours ? features::find_refactoring(data.name) : nullptr;
  if (row == nullptr) return ResolvedCodeAction(chosen);
  CodeAction out;
  out.title = chosen.title;
  out.kind = chosen.kind;
  out.diagnostics = chosen.diagnostics;
  out.isPreferred = chosen.isPreferred;
  out.data = chosen.data;
  workspace::DocumentPtr document = snapshot.document(data.uri);
  if (document == nullptr) {
    return Error{ErrorCode::RequestFailed, fmt::format("{} is not open any more", data.uri), {}};
  }
  const bool inside = data.begin <= data.end && data.end <= document->text.size();
  if (document->version != data.version || !inside) {
    return Error{ErrorCode::ContentModified, "the document has changed since; ask again", {}};
  }
  const auto fix = row->make({*snapshot.workspace,
                              *document,
                              {data.begin, data.end},
                              snapshot.settings_of(*document).today});
  if (!fix || !can_apply(*snapshot.client, *fix)) {
    return Error{ErrorCode::RequestFailed,
                 fmt::format("cannot do this here without changing what something else means: {}",
                             chosen.title),
                 {}};
  }
  out.edit = edit_of(snapshot, *document, *row, chosen.title, *fix);
  return out;
}

}  // namespace pland::server
