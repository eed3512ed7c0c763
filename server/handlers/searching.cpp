// The search over all plans.
#include <string>
#include <utility>

#include "analysis/features/workspace_symbols.h"
#include "analysis/text/columns.h"
#include "protocol/codec.h"
#include "server/convert.h"
#include "server/files.h"
#include "server/handlers/answers.h"

namespace pland::server {

using namespace protocol;

// What a symbol carries to be found again when its place is asked for.
struct SymbolData {
  std::string name;
  std::uint32_t offset = 0;
  LSP_FIELDS(SymbolData, name, offset)
};

namespace {

// Ranges of many things in many files, most of which nobody has open. Where a line is ASCII its
// bytes are its columns; else the line is read from the file, as long as that is not too much.
// Behind that, a symbol is at the start of its line.
class Ranges {
 public:
  explicit Ranges(const Snapshot& snapshot) : snapshot_(snapshot) {}

  Range of(const features::WorkspaceSymbol& symbol) {
    const workspace::Place& place = symbol.place();
    const std::string& path = symbol.document->path;
    const auto open = snapshot_.workspace->open.find(path);
    if (open != snapshot_.workspace->open.end())
      return range_of(snapshot_, *open->second, place.span);
    if (snapshot_.encoding == text::Encoding::utf8 || symbol.plain_columns())
      return {{place.begin.line, place.begin.column}, {place.end.line, place.end.column}};
    if (const std::string_view text = text_of(path); place.span.end <= text.size()) {
      return {{place.begin.line, column(text, place.span.begin, place.begin)},
              {place.end.line, column(text, place.span.end, place.end)}};
    }
    return {{place.begin.line, 0}, {place.begin.line, 0}};
  }

 private:
  static constexpr std::size_t most_bytes = 8 << 20;

  std::string_view text_of(const std::string& path) {
    if (path == path_) return text_;
    path_ = path;
    if (read_ >= most_bytes || read_document(path, text_)) text_.clear();
    read_ += text_.size();
    return text_;
  }

  std::uint32_t column(std::string_view text, std::uint32_t offset,
                       const markdown::Position& position) const {
    const std::uint32_t line = offset - std::min(offset, position.column);
    return text::length_of(text.substr(line, offset - line), snapshot_.encoding);
  }

  const Snapshot& snapshot_;
  std::string path_;
  std::string text_;
  std::size_t read_ = 0;
};

// What clients know that do not say what they know: the kinds of LSP's first version.
SymbolKind known_kind(const Snapshot& snapshot, plan::EntityKind kind) {
  const SymbolKind out = symbol_kind(kind);
  if (snapshot.client->workspace_symbol_kinds || out <= SymbolKind::Array) return out;
  switch (kind) {
    case plan::EntityKind::milestone:
      return SymbolKind::Module;
    case plan::EntityKind::risk:
      return SymbolKind::Variable;
    default:
      return SymbolKind::Constant;
  }
}

template <typename Symbol>
Symbol made_of(const Snapshot& snapshot, const features::WorkspaceSymbol& found) {
  Symbol out;
  out.name = found.name();
  out.kind = known_kind(snapshot, found.kind());
  if (found.is_gone() && snapshot.client->workspace_symbol_tags)
    out.tags.push_back(SymbolTag::Deprecated);
  out.containerName = features::container_of(*snapshot.workspace, found);
  out.location.uri = snapshot.uri_of(found.document->path);
  return out;
}

}  // namespace

WorkspaceSymbolResult workspace_symbols(const Asked& asked, const WorkspaceSymbolParams& params) {
  const Snapshot& snapshot = *asked.snapshot;
  const auto found =
      features::workspace_symbols(*snapshot.workspace, params.query, snapshot.settings,
                                  [&] { return asked.cancel.cancelled(); });
  if (snapshot.client->symbol_resolves_place) {
    std::vector<WorkspaceSymbol> out;
    for (const features::WorkspaceSymbol& one : found) {
      out.push_back(made_of<WorkspaceSymbol>(snapshot, one));
      out.back().data = to_any(SymbolData{std::string(one.name()), one.place().span.begin});
    }
    return out;
  }
  Ranges ranges(snapshot);
  std::vector<SymbolInformation> out;
  for (const features::WorkspaceSymbol& one : found) {
    out.push_back(made_of<SymbolInformation>(snapshot, one));
    out.back().location.range = ranges.of(one);
  }
  return out;
}

protocol::WorkspaceSymbol resolve_symbol(const Asked& asked,
                                         const protocol::WorkspaceSymbol& symbol) {
  const Snapshot& snapshot = *asked.snapshot;
  protocol::WorkspaceSymbol out = symbol;
  SymbolData data;
  if (!symbol.data || !decode(*symbol.data, data, "data").empty()) return out;
  const std::string path = snapshot.path_of(symbol.location.uri);
  const auto found = features::symbol_near(*snapshot.workspace, path, data.name, data.offset);
  // What is gone since is where it was: nowhere in particular.
  out.location.range = found ? Ranges(snapshot).of(*found) : Range{};
  return out;
}

}  // namespace pland::server
