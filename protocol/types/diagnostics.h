// Diagnostics, pushed and pulled.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "protocol/json_writer.h"
#include "protocol/types/basic.h"

namespace pland::protocol {

// Diagnostics as they were written before: each text holds some, with commas between.
struct WrittenDiagnostics {
  std::vector<std::shared_ptr<const std::string>> texts;
  bool empty() const { return texts.empty(); }
  friend bool operator==(const WrittenDiagnostics&, const WrittenDiagnostics&) = default;
};
inline void write(JsonWriter& writer, const WrittenDiagnostics& written) {
  std::size_t size = 1024;  // and what stands around them
  for (const auto& text : written.texts) size += text->size() + 1;
  writer.expect(size);
  writer.begin_array();
  for (const auto& text : written.texts) writer.raw(*text);
  writer.end_array();
}

struct PublishDiagnosticsParams {
  DocumentUri uri;
  std::optional<std::int32_t> version;
  WrittenDiagnostics diagnostics;
  LSP_FIELDS(PublishDiagnosticsParams, uri, version, diagnostics)
};

struct DocumentDiagnosticParams {
  TextDocumentIdentifier textDocument;
  std::optional<std::string> identifier;
  std::optional<std::string> previousResultId;
  LSP_FIELDS(DocumentDiagnosticParams, textDocument, identifier, previousResultId)
};

struct FullDocumentDiagnosticReport {
  Literal<"full"> kind;
  std::optional<std::string> resultId;
  WrittenDiagnostics items;
  LSP_FIELDS(FullDocumentDiagnosticReport, kind, resultId, items)
};

struct UnchangedDocumentDiagnosticReport {
  Literal<"unchanged"> kind;
  std::string resultId;
  LSP_FIELDS(UnchangedDocumentDiagnosticReport, kind, resultId)
};

using DocumentDiagnosticReport =
    std::variant<FullDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport>;

// The `data` of a ServerCancelled error that answers a pull for diagnostics.
struct DiagnosticServerCancellationData {
  bool retriggerRequest = false;
  LSP_FIELDS(DiagnosticServerCancellationData, retriggerRequest)
};

struct PreviousResultId {
  DocumentUri uri;
  std::string value;
  LSP_FIELDS(PreviousResultId, uri, value)
};

struct WorkspaceDiagnosticParams {
  std::optional<std::string> identifier;
  std::vector<PreviousResultId> previousResultIds;
  std::optional<ProgressToken> partialResultToken;
  LSP_FIELDS(WorkspaceDiagnosticParams, identifier, previousResultIds, partialResultToken)
};

struct WorkspaceFullDocumentDiagnosticReport {
  Literal<"full"> kind;
  std::optional<std::string> resultId;
  WrittenDiagnostics items;
  DocumentUri uri;
  Nullable<std::int32_t> version;
  LSP_FIELDS(WorkspaceFullDocumentDiagnosticReport, kind, resultId, items, uri, version)
};

struct WorkspaceUnchangedDocumentDiagnosticReport {
  Literal<"unchanged"> kind;
  std::string resultId;
  DocumentUri uri;
  Nullable<std::int32_t> version;
  LSP_FIELDS(WorkspaceUnchangedDocumentDiagnosticReport, kind, resultId, uri, version)
};

struct WorkspaceDiagnosticReport {
  std::vector<std::variant<WorkspaceFullDocumentDiagnosticReport,
                           WorkspaceUnchangedDocumentDiagnosticReport>>
      items;
  LSP_FIELDS(WorkspaceDiagnosticReport, items)
};

}  // namespace pland::protocol
