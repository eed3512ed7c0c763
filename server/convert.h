// The edge: byte offsets inside, LSP positions outside. The only place that knows both.
//
// Positions out of range are clamped: behind a line's end to its end, behind the last line to the
// text's end, inside a character to its start (LSP 3.17, "Position").
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/features/change.h"
#include "analysis/rules/rule.h"
#include "analysis/text/columns.h"
#include "analysis/workspace/workspace.h"
#include "protocol/capabilities.h"
#include "protocol/types.h"

namespace pland::server {

protocol::Position to_position(const markdown::Document& text, std::uint32_t offset,
                               text::Encoding encoding);
protocol::Range to_range(const markdown::Document& text, Span span, text::Encoding encoding);
// The same, for who asks for many.
protocol::Range to_range(const workspace::Document& document, Span span, text::Encoding encoding);
std::uint32_t to_offset(const markdown::Document& text, protocol::Position position,
                        text::Encoding encoding);
// Begin and end in the right order, whatever the client sent.
Span to_span(const markdown::Document& text, const protocol::Range& range, text::Encoding encoding);

// A document's name inside (workspace/path.h) and outside.
std::string to_path(std::string_view uri);
std::string to_uri(std::string_view path);

// What a client calls the documents that it opened through a symbolic link. Inside, a document has
// its real path, so that its links and those to it are what they are for everybody else.
struct OpenNames {
  std::map<std::string, std::string, std::less<>> real;  // by the path that the client says
  std::map<std::string, std::string, std::less<>> uri;   // the client's, by the real path

  std::string path_of(std::string_view its_uri) const;
  std::string uri_of(std::string_view path) const;
};

// How findings and edits are written for one client: what it can, and where other documents are.
struct Edge {
  const workspace::Workspace* workspace = nullptr;
  const protocol::ClientCapabilities* client = nullptr;
  text::Encoding encoding = text::Encoding::utf16;
  std::uint32_t most_findings = 1000;  // of one document; 0: all
  const OpenNames* names = nullptr;

  std::string uri(std::string_view path) const;

  // A range in any document; loads it from disk if it is not open.
  protocol::Range range(const std::string& path, Span span) const;
  // The finding's spans count from `base` on.
  protocol::Diagnostic diagnostic(const workspace::Document& document,
                                  const rules::Finding& finding, std::uint32_t base = 0) const;
  // `snippet` text loses its tab stops: plain edits are all that a WorkspaceEdit can carry.
  protocol::WorkspaceEdit edit(const workspace::Document& document, const rules::Fix& fix) const;
  // Says of all edits what they are for, where the client shows that.
  void annotate(protocol::WorkspaceEdit& edit, const std::string& label) const;
  // With annotations where the client has them. Moves of files need `renames_files`; ask first.
  protocol::WorkspaceEdit edit(const features::Change& change) const;
};

}  // namespace pland::server
