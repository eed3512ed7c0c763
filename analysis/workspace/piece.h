// What a chapter (or a whole document) adds to a summary. For summary.cpp alone.
//
// Places count from the start of what was read; a heading's slug is not known yet, for the
// document's other headings decide it.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/plan/plan.h"
#include "analysis/workspace/summary.h"

namespace pland::workspace {

// An anchor without its slug, which the document's other headings decide.
struct PieceAnchor {
  enum class Form : std::uint8_t { heading, nested, id } form = Form::heading;
  std::uint8_t level = 0;
  bool plain_columns = false;
  Place place;
  std::string_view title;
  std::string_view id;
};

struct Piece {
  plan::ChapterFactsPtr facts;  // what it was made of; none for a whole document
  std::string text;             // what the views look at
  std::vector<PieceAnchor> anchors;
  std::vector<NamedEntity> entities;
  std::vector<std::string> targets;  // sorted, each once
  std::vector<std::string> parents;  // like these
  std::vector<std::string> imports;
  std::vector<std::uint32_t> said;  // sorted, each once
  std::vector<Shipped> shipped;
  std::string purpose;  // of a section of that role
  std::string opening;  // else: the first sentence there is
  std::uint32_t milestones = 0;
  std::uint32_t open_initiatives = 0;
  std::uint32_t open_tasks = 0;
  std::uint32_t done_tasks = 0;
  std::uint32_t objectives = 0;
  std::uint32_t metrics = 0;
  bool has_nested = false;  // headings in quotes or items
};

// A place that counts from elsewhere: so many bytes and lines on.
inline Place moved(Place place, std::uint32_t offset, std::uint32_t line) {
  place.span = place.span.shifted(offset);
  place.begin.line += line;
  place.end.line += line;
  return place;
}

// The lists of paths that a piece adds, and where they go.
inline constexpr std::array path_lists = {&Piece::targets, &Piece::parents, &Piece::imports};
inline constexpr std::array summary_lists = {&Summary::targets, &Summary::parents,
                                             &Summary::imports};

// Of a document at `path`, in a workspace with that root.
std::shared_ptr<Piece> piece_of(std::string_view path, std::string_view root,
                                const plan::ChapterFactsPtr& facts);
// Of all its chapters, each where it stands.
std::shared_ptr<Piece> piece_of(std::string_view path, std::string_view root,
                                const plan::Plan& plan);

}  // namespace pland::workspace
