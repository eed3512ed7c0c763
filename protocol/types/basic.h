// Places, texts, edits, markup, progress: what the other structures are made of.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "protocol/codec.h"

namespace pland::protocol {

using DocumentUri = std::string;
using ProgressToken = IntegerOrString;

struct Position {
  std::uint32_t line = 0;
  std::uint32_t character = 0;
  LSP_FIELDS(Position, line, character)
};

struct Range {
  Position start;
  Position end;
  LSP_FIELDS(Range, start, end)
};

struct TextDocumentItem {
  DocumentUri uri;
  std::string languageId;
  std::int32_t version = 0;
  std::string text;
  LSP_FIELDS(TextDocumentItem, uri, languageId, version, text)
};

struct TextDocumentIdentifier {
  DocumentUri uri;
  LSP_FIELDS(TextDocumentIdentifier, uri)
};

struct VersionedTextDocumentIdentifier {
  DocumentUri uri;
  std::int32_t version = 0;
  LSP_FIELDS(VersionedTextDocumentIdentifier, uri, version)
};

struct OptionalVersionedTextDocumentIdentifier {
  DocumentUri uri;
  Nullable<std::int32_t> version;  // null: the file on disk
  LSP_FIELDS(OptionalVersionedTextDocumentIdentifier, uri, version)
};

struct TextDocumentPositionParams {
  TextDocumentIdentifier textDocument;
  Position position;
  LSP_FIELDS(TextDocumentPositionParams, textDocument, position)
};

struct TextEdit {
  Range range;
  std::string newText;
  std::optional<std::string> annotationId;  // makes it an AnnotatedTextEdit
  LSP_FIELDS(TextEdit, range, newText, annotationId)
};

struct TextDocumentEdit {
  OptionalVersionedTextDocumentIdentifier textDocument;
  std::vector<TextEdit> edits;
  LSP_FIELDS(TextDocumentEdit, textDocument, edits)
};

struct Location {
  DocumentUri uri;
  Range range;
  LSP_FIELDS(Location, uri, range)
};

struct LocationLink {
  std::optional<Range> originSelectionRange;
  DocumentUri targetUri;
  Range targetRange;
  Range targetSelectionRange;
  LSP_FIELDS(LocationLink, originSelectionRange, targetUri, targetRange, targetSelectionRange)
};

enum class DiagnosticSeverity : std::int32_t { Error = 1, Warning, Information, Hint };
enum class DiagnosticTag : std::int32_t { Unnecessary = 1, Deprecated };

struct CodeDescription {
  std::string href;
  LSP_FIELDS(CodeDescription, href)
};

struct DiagnosticRelatedInformation {
  Location location;
  std::string message;
  LSP_FIELDS(DiagnosticRelatedInformation, location, message)
};

struct Diagnostic {
  Range range;
  std::optional<DiagnosticSeverity> severity;
  std::optional<IntegerOrString> code;
  std::optional<CodeDescription> codeDescription;
  std::optional<std::string> source;
  std::string message;
  OptionalList<DiagnosticTag> tags;
  OptionalList<DiagnosticRelatedInformation> relatedInformation;
  std::optional<Any> data;
  LSP_FIELDS(Diagnostic, range, severity, code, codeDescription, source, message, tags,
             relatedInformation, data)
};

struct Command {
  std::string title;
  std::string command;
  OptionalList<Any> arguments;
  LSP_FIELDS(Command, title, command, arguments)
};

enum class MarkupKind { PlainText, Markdown };
constexpr auto enum_names(MarkupKind) {
  return std::array{std::pair{MarkupKind::PlainText, "plaintext"},
                    std::pair{MarkupKind::Markdown, "markdown"}};
}

struct MarkupContent {
  MarkupKind kind = MarkupKind::PlainText;
  std::string value;
  LSP_FIELDS(MarkupContent, kind, value)
};

struct CreateFileOptions {
  std::optional<bool> overwrite;
  std::optional<bool> ignoreIfExists;
  LSP_FIELDS(CreateFileOptions, overwrite, ignoreIfExists)
};

struct CreateFile {
  Literal<"create"> kind;
  DocumentUri uri;
  std::optional<CreateFileOptions> options;
  std::optional<std::string> annotationId;
  LSP_FIELDS(CreateFile, kind, uri, options, annotationId)
};

struct RenameFile {
  Literal<"rename"> kind;
  DocumentUri oldUri;
  DocumentUri newUri;
  std::optional<CreateFileOptions> options;
  std::optional<std::string> annotationId;
  LSP_FIELDS(RenameFile, kind, oldUri, newUri, options, annotationId)
};

struct ChangeAnnotation {
  std::string label;
  std::optional<bool> needsConfirmation;
  std::optional<std::string> description;
  LSP_FIELDS(ChangeAnnotation, label, needsConfirmation, description)
};

// Either documentChanges or changes, by what the client can.
struct WorkspaceEdit {
  std::optional<std::map<DocumentUri, std::vector<TextEdit>>> changes;
  std::optional<std::vector<std::variant<TextDocumentEdit, CreateFile, RenameFile>>>
      documentChanges;
  std::optional<std::map<std::string, ChangeAnnotation>> changeAnnotations;
  LSP_FIELDS(WorkspaceEdit, changes, documentChanges, changeAnnotations)
};

struct WorkDoneProgressBegin {
  Literal<"begin"> kind;
  std::string title;
  std::optional<bool> cancellable;
  std::optional<std::string> message;
  std::optional<std::uint32_t> percentage;
  LSP_FIELDS(WorkDoneProgressBegin, kind, title, cancellable, message, percentage)
};

struct WorkDoneProgressReport {
  Literal<"report"> kind;
  std::optional<bool> cancellable;
  std::optional<std::string> message;
  std::optional<std::uint32_t> percentage;
  LSP_FIELDS(WorkDoneProgressReport, kind, cancellable, message, percentage)
};

struct WorkDoneProgressEnd {
  Literal<"end"> kind;
  std::optional<std::string> message;
  LSP_FIELDS(WorkDoneProgressEnd, kind, message)
};

// value: to_any of one of the three above, or a partial result.
struct ProgressParams {
  ProgressToken token;
  Any value;
  LSP_FIELDS(ProgressParams, token, value)
};

struct CancelParams {
  IntegerOrString id;
  LSP_FIELDS(CancelParams, id)
};

}  // namespace pland::protocol
