// Code actions.
#include "analysis/features/actions.h"

#include <algorithm>
#include <span>
#include <utility>

#include "server/convert.h"
#include "server/handlers/answers.h"

namespace pland::server {

using namespace protocol;

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
    bool creates = fix.create_path.has_value();
    bool can = snapshot->client->document_changes && snapshot->client->creates_files;
    if (creates && !can) return;
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
  return out;
}

}  // namespace pland::server
