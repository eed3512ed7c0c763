#include "server/convert.h"

#include <algorithm>
#include <map>

#include "protocol/uri.h"

namespace pland::server {
namespace {

// As `markdown::Document::segment_at`, by halving the plan's chapters: for many places at once.
markdown::Placed segment_at(const workspace::Document& document, std::uint32_t offset) {
  const plan::PlacedChapter& chapter = document.plan->chapters[document.plan->chapter_at(offset)];
  markdown::Placed at{nullptr, chapter.chapter, chapter.offset, chapter.offset, chapter.line};
  for (const markdown::SegmentPtr& segment : chapter.chapter->segments) {
    if (at.segment != nullptr) {
      at.offset += static_cast<std::uint32_t>(at.segment->text.size());
      at.line += at.segment->line_ends;
    }
    at.segment = segment.get();
    if (offset < at.offset + segment->text.size()) break;
  }
  return at;
}

protocol::Position position_in(const markdown::Placed& at, std::uint32_t offset,
                               text::Encoding encoding) {
  const auto& starts = at.segment->line_starts;
  std::uint32_t inside = offset - at.offset;
  auto next = std::upper_bound(starts.begin(), starts.end(), inside);
  auto line = static_cast<std::uint32_t>(next - starts.begin() - 1);
  bool behind_last = inside == at.segment->text.size() && at.segment->line_ends == starts.size();
  if (behind_last) return {at.line + at.segment->line_ends, 0};
  std::string_view text = at.segment->text;
  text = text.substr(starts[line], inside - starts[line]);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  return {at.line + line, text::length_of(text, encoding)};
}

}  // namespace

protocol::Position to_position(const markdown::Document& text, std::uint32_t offset,
                               text::Encoding encoding) {
  offset = std::min(offset, text.size());
  return position_in(text.segment_at(offset), offset, encoding);
}

protocol::Range to_range(const markdown::Document& text, Span span, text::Encoding encoding) {
  return {to_position(text, span.begin, encoding), to_position(text, span.end, encoding)};
}

protocol::Range to_range(const workspace::Document& document, Span span, text::Encoding encoding) {
  const auto position = [&](std::uint32_t offset) {
    offset = std::min(offset, document.text.size());
    return position_in(segment_at(document, offset), offset, encoding);
  };
  return {position(span.begin), position(span.end)};
}

std::uint32_t to_offset(const markdown::Document& text, protocol::Position position,
                        text::Encoding encoding) {
  if (position.line >= text.line_count()) return text.size();
  Span line = text.line_span(position.line);
  return line.begin + text::offset_of(text.text(line), position.character, encoding);
}

Span to_span(const markdown::Document& text, const protocol::Range& range,
             text::Encoding encoding) {
  std::uint32_t begin = to_offset(text, range.start, encoding);
  std::uint32_t end = to_offset(text, range.end, encoding);
  return {std::min(begin, end), std::max(begin, end)};
}

std::string to_path(std::string_view uri) {
  if (auto path = protocol::path_of_uri(uri)) return *path;
  return protocol::canonical_uri(uri);
}

std::string to_uri(std::string_view path) {
  return protocol::is_absolute_path(path) ? protocol::uri_of_path(path) : std::string(path);
}

std::string OpenNames::path_of(std::string_view its_uri) const {
  std::string path = to_path(its_uri);
  const auto found = real.find(path);
  return found == real.end() ? path : found->second;
}

std::string OpenNames::uri_of(std::string_view path) const {
  const auto found = uri.find(path);
  return found == uri.end() ? to_uri(path) : found->second;
}

std::string Edge::uri(std::string_view path) const {
  return names == nullptr ? to_uri(path) : names->uri_of(path);
}

protocol::Range Edge::range(const std::string& path, Span span) const {
  workspace::DocumentPtr document = workspace->document(path);
  return document == nullptr ? protocol::Range{} : to_range(document->text, span, encoding);
}

protocol::Diagnostic Edge::diagnostic(const workspace::Document& document,
                                      const rules::Finding& finding, std::uint32_t base) const {
  protocol::Diagnostic out;
  out.range = to_range(document, finding.span.shifted(base), encoding);
  out.severity = static_cast<protocol::DiagnosticSeverity>(static_cast<int>(finding.severity) + 1);
  out.code = protocol::IntegerOrString{std::string(finding.rule->name)};
  if (client->diagnostic_code_description) {
    out.codeDescription = protocol::CodeDescription{rules::docs_url(*finding.rule)};
  }
  out.source = "pland";
  out.message = finding.message;
  if (client->diagnostic_tags && finding.rule->name == "unfilled-placeholder") {
    out.tags.push_back(protocol::DiagnosticTag::Unnecessary);
  }
  if (client->diagnostic_related_information) {
    for (const rules::Related& related : finding.related) {
      bool own = related.path.empty() || related.path == document.path;
      const std::string& path = own ? document.path : related.path;
      const bool in_chapter = related.chapter != plan::no_index;
      const std::uint32_t from = in_chapter ? document.plan->chapters[related.chapter].offset
                                 : related.path.empty() ? base
                                                        : 0;
      const Span span = related.span.shifted(from);
      protocol::Range place = own ? to_range(document, span, encoding) : range(path, span);
      out.relatedInformation.push_back({{uri(path), place}, related.message});
    }
  }
  return out;
}

protocol::WorkspaceEdit Edge::edit(const workspace::Document& document,
                                   const rules::Fix& fix) const {
  std::map<std::string, std::vector<protocol::TextEdit>> by_path;
  workspace::DocumentPtr other;  // edits of one document follow each other
  for (const rules::Edit& one : fix.edits) {
    bool own = one.path.empty() || one.path == document.path;
    if (!own && (other == nullptr || other->path != one.path)) {
      other = workspace->document(one.path);
      if (other == nullptr) continue;  // gone meanwhile
    }
    protocol::Range place = to_range(own ? document.text : other->text, one.span, encoding);
    std::string text = fix.snippet ? rules::plain_of_snippet(one.text) : one.text;
    by_path[own ? document.path : one.path].push_back({place, std::move(text), {}});
  }
  protocol::WorkspaceEdit out;
  if (!client->document_changes) {
    out.changes.emplace();
    for (auto& [path, edits] : by_path) (*out.changes)[uri(path)] = std::move(edits);
    return out;
  }
  auto& changes = out.documentChanges.emplace();
  if (fix.create_path) {
    protocol::CreateFile create;
    create.uri = uri(*fix.create_path);
    create.options = protocol::CreateFileOptions{false, true};
    changes.emplace_back(std::move(create));
    protocol::TextDocumentEdit fill;
    fill.textDocument.uri = uri(*fix.create_path);
    fill.edits.push_back({{}, fix.create_text, {}});
    changes.emplace_back(std::move(fill));
  }
  for (auto& [path, edits] : by_path) {
    protocol::TextDocumentEdit change;
    change.textDocument.uri = uri(path);
    auto open = workspace->open.find(path);
    if (open != workspace->open.end()) {
      change.textDocument.version.value = static_cast<std::int32_t>(open->second->version);
    }
    change.edits = std::move(edits);
    changes.emplace_back(std::move(change));
  }
  return out;
}

void Edge::annotate(protocol::WorkspaceEdit& edit, const std::string& label) const {
  if (!edit.documentChanges || !client->change_annotations) return;
  const std::string id = "0";
  for (auto& change : *edit.documentChanges) {
    if (auto* text = std::get_if<protocol::TextDocumentEdit>(&change)) {
      for (protocol::TextEdit& one : text->edits) one.annotationId = id;
    } else if (auto* create = std::get_if<protocol::CreateFile>(&change)) {
      create->annotationId = id;
    }
  }
  protocol::ChangeAnnotation annotation;
  annotation.label = label;
  edit.changeAnnotations.emplace()[id] = std::move(annotation);
}

protocol::WorkspaceEdit Edge::edit(const features::Change& change) const {
  protocol::WorkspaceEdit out;
  const auto note_id = [](std::uint32_t note) { return std::to_string(note); };
  const bool annotated = client->document_changes && client->change_annotations;
  std::map<std::string, std::vector<protocol::TextEdit>> by_path;
  workspace::DocumentPtr document;  // edits come by path
  for (const features::ChangeEdit& one : change.edits) {
    if (document == nullptr || document->path != one.path) document = workspace->document(one.path);
    if (document == nullptr) continue;
    protocol::TextEdit edit{to_range(document->text, one.span, encoding), one.text, {}};
    if (annotated && one.note < change.notes.size()) edit.annotationId = note_id(one.note);
    by_path[one.path].push_back(std::move(edit));
  }
  if (!client->document_changes) {
    out.changes.emplace();
    for (auto& [path, edits] : by_path) (*out.changes)[uri(path)] = std::move(edits);
    return out;
  }
  auto& changes = out.documentChanges.emplace();
  for (auto& [path, edits] : by_path) {
    protocol::TextDocumentEdit made;
    made.textDocument.uri = uri(path);
    if (auto open = workspace->open.find(path); open != workspace->open.end())
      made.textDocument.version.value = static_cast<std::int32_t>(open->second->version);
    made.edits = std::move(edits);
    changes.emplace_back(std::move(made));
  }
  for (const features::FileMove& move : change.moves) {
    protocol::RenameFile rename;
    rename.oldUri = uri(move.from);
    rename.newUri = uri(move.to);
    changes.emplace_back(std::move(rename));
  }
  if (!annotated) return out;
  auto& annotations = out.changeAnnotations.emplace();
  for (std::uint32_t i = 0; i < change.notes.size(); ++i) {
    const bool used = std::any_of(change.edits.begin(), change.edits.end(),
                                  [&](const features::ChangeEdit& edit) { return edit.note == i; });
    if (!used) continue;
    const features::ChangeNote& note = change.notes[i];
    protocol::ChangeAnnotation annotation;
    annotation.label = note.label;
    if (note.confirm) annotation.needsConfirmation = true;
    if (!note.description.empty()) annotation.description = note.description;
    annotations[note_id(i)] = std::move(annotation);
  }
  return out;
}

}  // namespace pland::server
